//! Adapters of the review's formulas in the suites `review` and `standards`: filling,
//! decomposition, targets, key categories.

use ict_impact::numeric::round_decimals;
use ict_impact::place::Country;
use ict_impact::quantity::{Co2e, Quantity, QuantityError, Ratio};
use ict_impact::reference::panel;
use ict_impact::review::decomposition::{
    Decomposition, DecompositionError, Sector, chain, closure, lmdi,
};
use ict_impact::review::fill::methods::{
    Driver, Filling, Gap, Overlap, OverlapRule, geometric, in_proportion, linear, overlap,
    surrogate,
};
use ict_impact::review::key_category::{APPROACH_1, FLEXIBLE, by_level, level, trend};
use ict_impact::review::target::{Path, Target, TargetError, absolute_contraction};
use ict_impact::time::{Year, YearSeries};

use super::{AdapterError, Entry, Got, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[
    ("ipcc.key_category", key_category),
    ("ipcc.splice_interp", splice_interpolation),
    ("ipcc.splice_overlap", splice_overlap_of_two),
    ("ipcc.splice_surrogate", splice_surrogate_of_one),
    ("lmdi", lmdi_of_structure),
    ("lmdi.additive_closure", additive_closure),
    ("review.budget", budget),
    ("review.interpolate", interpolate),
    ("review.key_categories", key_categories),
    ("review.lmdi_kaya", lmdi_kaya),
    ("review.lmdi_zero", lmdi_zero),
    ("review.splice_overlap", splice_overlap),
    ("review.splice_surrogate", splice_surrogate),
    ("review.target_path", target_path),
    ("target.linear", target_linear),
    ("target.linear_between", target_linear_between),
];

type Adapted = Result<Output, AdapterError>;
type Series = YearSeries<Option<Ratio>>;

// ---- filling ----

fn splice_overlap(inputs: &Inputs<'_>) -> Adapted {
    let (new, old) = (series(inputs, "new")?, series(inputs, "old")?);
    let found = Overlap::between(&new, &old).map_err(AdapterError::undefined)?;
    let spliced = overlap(&new, &old, any_overlap()?)?;
    Ok(Output::new()
        .set("factor_mean_of_ratios", found.mean_of_ratios().value)
        .set("factor_ratio_of_means", found.ratio_of_means().value)
        .set("spliced", filled(&spliced))
        .set("ratio_cv", found.variation().map(|cv| cv.value)))
}

fn splice_overlap_of_two(inputs: &Inputs<'_>) -> Adapted {
    // the case gives no years: the one to fill is followed by those of the overlap
    let of = |first: Option<f64>, rest: Vec<f64>| -> Result<Series, AdapterError> {
        let mut values = vec![first.map(number).transpose()?];
        for value in rest {
            values.push(Some(number(value)?));
        }
        Ok(YearSeries::new(Year::of::<2000>(), values)?)
    };
    let old = of(Some(inputs.f64("x_back")?), inputs.series("x")?)?;
    let new = of(None, inputs.series("y")?)?;
    let found = Overlap::between(&new, &old).map_err(AdapterError::undefined)?;
    let spliced = overlap(&new, &old, any_overlap()?)?;
    let line = spliced.filled().next().map(|line| line.value.value);
    Ok(Output::new()
        .set("ratio", found.mean_of_ratios().value)
        .set("y0", line))
}

fn splice_surrogate(inputs: &Inputs<'_>) -> Adapted {
    let (known, driver) = (series(inputs, "known")?, series(inputs, "surrogate")?);
    let filling = surrogate(&known, &driver, Driver::Other)?;
    Ok(Output::new().set("filled", filled(&filling)))
}

fn splice_surrogate_of_one(inputs: &Inputs<'_>) -> Adapted {
    let of = |field: &str| number(inputs.f64(field)?);
    let found = in_proportion(of("y_t")?, of("s_0")?, of("s_t")?);
    let found = found.map_err(AdapterError::undefined)?;
    Ok(Output::new().set("y_0", found.value))
}

fn interpolate(inputs: &Inputs<'_>) -> Adapted {
    let known = series(inputs, "known")?;
    Ok(Output::new()
        .set("linear", filled(&linear(&known, any_gap())?))
        .set("geometric", filled(&geometric(&known, any_gap())?)))
}

fn splice_interpolation(inputs: &Inputs<'_>) -> Adapted {
    let filling = linear(&series(inputs, "y")?, any_gap())?;
    let year = year(inputs, "year")?;
    let value = filling.values().get(year).copied().flatten();
    Ok(Output::new().set("y", value.map(|value| value.value)))
}

/// The cases ask for the arithmetic: whether an overlap is good enough, their author judges.
fn any_overlap() -> Result<OverlapRule, AdapterError> {
    Ok(OverlapRule::default()
        .with_single_year()
        .with_variation_limit(number(f64::MAX)?))
}

/// As `any_overlap`, for the length of a gap.
fn any_gap() -> Gap {
    Gap::up_to(u16::MAX)
}

fn filled(filling: &Filling<Ratio>) -> Output {
    let lines = filling.filled();
    lines.map(|line| (line.year, line.value.value)).collect()
}

/// Numbers by year, with the years between them open.
fn series(inputs: &Inputs<'_>, field: &str) -> Result<Series, AdapterError> {
    let known = inputs.year_map(field)?;
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return Err(inputs.unfit(field, "at least one year"));
    };
    let at = |year: i32| {
        let place = known.binary_search_by_key(&year, |pair| pair.0).ok()?;
        Some(number(known[place].1))
    };
    let values = (first.0..=last.0).map(|year| at(year).transpose());
    let values = values.collect::<Result<_, _>>()?;
    Ok(YearSeries::new(Year::new(first.0.into())?, values)?)
}

// ---- decomposition ----

fn lmdi_of_structure(inputs: &Inputs<'_>) -> Adapted {
    let at = |whole: &str, parts: &str, rates: &str| -> Result<Vec<[f64; 3]>, AdapterError> {
        let (whole, parts) = (inputs.f64(whole)?, inputs.series(parts)?);
        let rates = inputs.series(rates)?;
        if parts.len() != rates.len() {
            return Err(inputs.unfit("S0", "as many shares as intensities"));
        }
        let sector = |(part, rate)| [whole, part, rate];
        Ok(parts.into_iter().zip(rates).map(sector).collect())
    };
    let (start, end) = (at("Q0", "S0", "I0")?, at("QT", "ST", "IT")?);
    if start.len() != end.len() {
        return Err(inputs.unfit("ST", "as many sectors as at the start"));
    }
    let sectors = start.iter().zip(&end);
    let sectors: Vec<_> = sectors.map(|(start, end)| Sector { start, end }).collect();
    let found = lmdi(number(1.0)?, &sectors).map_err(decomposition)?;
    let ratios = found.ratios().map_err(decomposition)?;
    Ok(Output::new()
        .set("V0", found.start().value)
        .set("VT", found.end().value)
        .set("additive", values(found.effects()))
        .set("multiplicative", values(&ratios)))
}

fn additive_closure(inputs: &Inputs<'_>) -> Adapted {
    let effects = inputs.series("effects")?.into_iter().map(number);
    let effects = effects.collect::<Result<Vec<_>, _>>()?;
    let (start, end) = (number(inputs.f64("V0")?)?, number(inputs.f64("VT")?)?);
    let found = closure(start, end, &effects)?;
    Ok(Output::new()
        .set("sum", found.effects.value)
        .set("change", found.change.value)
        .set("residual", found.residual.value))
}

fn lmdi_zero(inputs: &Inputs<'_>) -> Adapted {
    let names = inputs.names();
    let (mut start, mut end) = (Vec::new(), Vec::new());
    for name in &names {
        let pair = inputs.series(name)?;
        let [before, after] = pair[..] else {
            return Err(inputs.unfit(name, "a start and an end"));
        };
        start.push(before);
        end.push(after);
    }
    let sector = Sector {
        start: &start,
        end: &end,
    };
    let found = lmdi(number(1.0)?, &[sector]).map_err(decomposition)?;
    let named = names.iter().zip(values(found.effects()));
    Ok(named
        .map(|(name, effect)| (format!("effect_{name}"), effect))
        .collect())
}

fn lmdi_kaya(inputs: &Inputs<'_>) -> Adapted {
    embedded_panel(inputs)?;
    let names = [
        "population",
        "gdp_per_capita",
        "electricity_per_gdp",
        "carbon_intensity",
    ];
    if inputs.texts("factors")? != names {
        return Err(inputs.unfit("factors", &names.join(", ")));
    }
    let country: Country = inputs.text("country")?.parse()?;
    let at = |field: &str| -> Result<Vec<f64>, AdapterError> {
        let year = year(inputs, field)?;
        let lacks = || inputs.unfit(field, "a year with all four columns of the panel");
        let population = panel::population(country, year).ok_or_else(lacks)?;
        let product = panel::gross_domestic_product(country, year).ok_or_else(lacks)?;
        let generated = panel::electricity_generation(country, year).ok_or_else(lacks)?;
        let emitted = power_emissions(country, year).ok_or_else(lacks)?;
        let totals = [
            population.value.base(),
            product.value.base(),
            generated.value.base(),
            emitted.base(),
        ];
        chain(&totals).map_err(decomposition)
    };
    let (start, end) = (at("from")?, at("to")?);
    let sector = Sector {
        start: &start,
        end: &end,
    };
    let found: Decomposition<Co2e> =
        lmdi(Co2e::from_base(1.0)?, &[sector]).map_err(decomposition)?;
    let mut output = Output::new()
        .set("E0_Mt", megatonnes(found.start())?)
        .set("E1_Mt", megatonnes(found.end())?)
        .set("delta", megatonnes(found.change())?);
    for (name, effect) in names.iter().zip(found.effects()) {
        output = output.set(name, megatonnes(*effect)?);
    }
    Ok(output)
}

fn decomposition(error: DecompositionError) -> AdapterError {
    match error {
        DecompositionError::FactorCount { .. } | DecompositionError::Empty => error.into(),
        _ => AdapterError::undefined(error),
    }
}

// ---- key categories ----

fn key_category(inputs: &Inputs<'_>) -> Adapted {
    let (mut base, mut now) = (Vec::new(), Vec::new());
    for row in inputs.rows("rows")? {
        base.push(number(row.f64(1)?)?);
        now.push(number(row.f64(2)?)?);
    }
    Ok(Output::new()
        .set(
            "level",
            values(&level(&now).map_err(AdapterError::undefined)?),
        )
        .set(
            "trend",
            values(&trend(&base, &now).map_err(AdapterError::undefined)?),
        ))
}

fn key_categories(inputs: &Inputs<'_>) -> Adapted {
    embedded_panel(inputs)?;
    let quantity = "power emissions = generation x carbon intensity";
    if inputs.text("quantity")? != quantity {
        return Err(inputs.unfit("quantity", quantity));
    }
    let year = year(inputs, "year")?;
    let emitted = |country| Some((country, power_emissions(country, year)?));
    let rows: Vec<(Country, Co2e)> = panel::countries().filter_map(emitted).collect();
    let found = by_level(&rows).map_err(AdapterError::undefined)?;
    let mut top = Vec::new();
    for category in found.categories().iter().take(10) {
        // the case prints its ten largest with three and six decimals
        top.push(vec![
            Got::from(category.key.alpha3()),
            round_decimals(megatonnes(category.value)?, 3).into(),
            round_decimals(category.share.value, 6).into(),
        ]);
    }
    Ok(Output::new()
        .set("total_mt", megatonnes(found.total())?)
        .set("n_units", found.categories().len())
        .set("n_95", found.reaching(APPROACH_1).len())
        .set("n_85", found.reaching(FLEXIBLE).len())
        .set("top10", top))
}

/// Emissions of a country's power generation, if the panel has both of its parts.
fn power_emissions(country: Country, year: Year) -> Option<Co2e> {
    let generated = panel::electricity_generation(country, year)?.value;
    Some(generated * panel::carbon_intensity(country, year)?.value)
}

fn embedded_panel(inputs: &Inputs<'_>) -> Result<(), AdapterError> {
    match inputs.text("panel")? {
        "country_year_panel.csv" => Ok(()),
        _ => Err(inputs.unfit("panel", "country_year_panel.csv")),
    }
}

fn megatonnes(emitted: Co2e) -> Result<f64, AdapterError> {
    Ok(emitted.get_in("MtCO2e")?)
}

// ---- targets ----

fn target_path(inputs: &Inputs<'_>) -> Adapted {
    let point = |field: &str| -> Result<(Year, Ratio), AdapterError> {
        let row = inputs.row(field)?;
        Ok((Year::new(row.year(0)?.into())?, number(row.f64(1)?)?))
    };
    let (base_year, base) = point("base")?;
    let (target_year, value) = point("target")?;
    let (year, observed) = point("observed")?;
    let target = Target::new(base_year, base, target_year, value)?;
    let progress = target.progress(year, observed)?;
    let fields = [
        ("expected_linear", progress.expected(Path::Linear)),
        ("expected_cagr", progress.expected(Path::Geometric)),
        ("gap_linear", progress.gap(Path::Linear)),
        ("gap_cagr", progress.gap(Path::Geometric)),
        ("observed_cagr", progress.observed_rate()),
        ("required_cagr", progress.required_rate()),
        ("original_required_cagr", target.required_rate()),
        ("progress_share", progress.share()),
        (
            "projected_linear_at_target",
            progress.projected(Path::Linear),
        ),
        (
            "projected_cagr_at_target",
            progress.projected(Path::Geometric),
        ),
        (
            "cagr_ratio_observed_over_required",
            progress.pace(Path::Geometric),
        ),
    ];
    let mut output = Output::new();
    for (name, result) in fields {
        output = match result {
            Ok(value) => output.set(name, value.value),
            Err(
                TargetError::NotPositive { .. }
                | TargetError::NoYearsBetween { .. }
                | TargetError::Quantity(QuantityError::Undefined { .. }),
            ) => output.undefined(name),
            Err(error) => return Err(error.into()),
        };
    }
    Ok(output)
}

fn budget(inputs: &Inputs<'_>) -> Adapted {
    let target = Target::new(
        year(inputs, "base_year")?,
        number(inputs.f64("base")?)?,
        year(inputs, "target_year")?,
        number(inputs.f64("target")?)?,
    )?;
    let mut used = Vec::new();
    for (year, value) in inputs.year_map("used")? {
        used.push((Year::new(year.into())?, number(value)?));
    }
    let found = target.budget(Path::Linear, &YearSeries::from_pairs(used)?)?;
    let [first, last_used, last] = found.years();
    let next = last_used.plus(1)?;
    let left = format!("years_left_at_{last_used}_rate");
    let output = Output::new()
        .set(
            format!("allowed_cumulative_{first}_{last}_linear"),
            found.allowed().value,
        )
        .set(format!("used_{first}_{last_used}"), found.used().value)
        .set(format!("remaining_{next}_{last}"), found.remaining().value);
    Ok(match found.years_left() {
        Ok(years) => output.set(left, years.value),
        Err(_) => output.undefined(left),
    })
}

fn target_linear(inputs: &Inputs<'_>) -> Adapted {
    let allowed = absolute_contraction(
        year(inputs, "base_year")?,
        number(inputs.f64("base")?)?,
        percent(inputs.f64("rate_pct_of_base")?)?,
        year(inputs, "year")?,
    )?;
    Ok(Output::new().set("allowed", allowed.value))
}

fn target_linear_between(inputs: &Inputs<'_>) -> Adapted {
    let target = Target::reduction(
        year(inputs, "from")?,
        number(inputs.f64("base")?)?,
        year(inputs, "to")?,
        percent(inputs.f64("reduction_pct")?)?,
    )?;
    let allowed = target.expected(Path::Linear, year(inputs, "year")?)?;
    Ok(Output::new().set("allowed", allowed.value))
}

// ---- numbers without a unit ----

fn number(value: f64) -> Result<Ratio, AdapterError> {
    Ok(Ratio::of(value, "1")?)
}

fn percent(value: f64) -> Result<Ratio, AdapterError> {
    Ok(Ratio::of(value, "%")?)
}

fn year(inputs: &Inputs<'_>, field: &str) -> Result<Year, AdapterError> {
    Ok(Year::new(inputs.year(field)?.into())?)
}

fn values(of: &[Ratio]) -> Vec<f64> {
    of.iter().map(|ratio| ratio.value).collect()
}
