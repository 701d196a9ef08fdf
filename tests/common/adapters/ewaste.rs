//! Adapters of the suite `ewaste`, e-waste generated, and of what the suite `standards` has on
//! e-waste.

use ict_impact::ewaste::{
    CollectionTarget, EwasteError, GeneratedModel, Generation, NationalFlows, NegativeStock, Rate,
    collection_rate_generated, collection_rate_pom, sdg_12_4_2_treated_share,
    sdg_12_5_1_recycling_rate,
};
use ict_impact::fleet::{CohortLifetimes, Lifetime, Years};
use ict_impact::quantity::{Devices, Mass, Quantity, QuantityError};
use ict_impact::time::{Year, YearSeries};

use super::super::inputs::Inputs;
use super::super::output::{AdapterError, Output};
use super::Entry;
use super::stock_flow::each;

pub(super) const ADAPTERS: &[Entry] = &[
    ("ewaste.generated.density_mid_age", density_mid_age),
    ("sdg.12_4_2", treated_share),
    ("sdg.12_5_1", recycling_rate),
    ("weee.collection_rate_generated", rate_against_generated),
    ("weee.collection_rate_pom", rate_against_pom),
    ("weee.generated_weibull_cdf_mid", by_survival),
    ("weee.generated_weibull_pdf", by_density),
];

fn density_mid_age(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let years = inputs.years("pom_years")?;
    let tonnes_put = inputs.series("pom_t")?;
    let masses: Result<Vec<Mass>, _> = tonnes_put.iter().map(|&t| Mass::of(t, "t")).collect();
    let put_on_market = series(&years, masses?)?;
    let pieces = match inputs.opt_series("pom_pieces")? {
        Some(pieces) => Some(series(
            &years,
            pieces.into_iter().map(Devices::new).collect(),
        )?),
        None => None,
    };
    let lifetimes = lifetimes(inputs)?;
    let more = inputs.opt_i64("years_after_last_pom")?.unwrap_or(0);
    let mut generation = Generation::of(&put_on_market, &lifetimes)
        .model(GeneratedModel::DensityAtMidAge)
        .years_after_last(u16::try_from(more)?)
        .negative_stock(NegativeStock::ClipIntoWaste);
    if let Some(pieces) = &pieces {
        generation = generation.pieces(pieces);
    }
    let result = generation.compute()?;
    let years: Vec<i32> = result.ewaste().years().map(Year::get).collect();
    let clipped = result.ewaste_after_clip().unwrap_or(result.ewaste());
    let with_stock = result.stock().values().len();
    let pieces = result.pieces().map(|series| series.values());
    let pieces = pieces.map(|pieces| pieces.iter().map(|n| n.get()).collect::<Vec<_>>());
    Ok(Output::new()
        .set("ewaste_years", years)
        .set("ewaste_t", tonnes(result.ewaste().values())?)
        .set("stock_t", tonnes(result.stock().values())?)
        .set("ewaste_pieces", pieces)
        .set(
            "ewaste_t_after_negative_stock",
            tonnes(&clipped.values()[..with_stock])?,
        ))
}

fn series<T>(years: &[i32], values: Vec<T>) -> Result<YearSeries<T>, AdapterError> {
    let years: Result<Vec<Year>, _> = years.iter().map(|&y| Year::new(y.into())).collect();
    Ok(YearSeries::from_pairs(years?.into_iter().zip(values))?)
}

fn lifetimes(inputs: &Inputs<'_>) -> Result<CohortLifetimes, AdapterError> {
    let (shape, scale) = (inputs.one_or_many("shape")?, inputs.one_or_many("scale")?);
    each(shape, scale, |shape, scale| {
        Lifetime::weibull(shape, Years::new(scale))
    })
}

fn tonnes(masses: &[Mass]) -> Result<Vec<f64>, AdapterError> {
    let tonnes: Result<Vec<f64>, QuantityError> =
        masses.iter().map(|mass| mass.get_in("t")).collect();
    Ok(tonnes?)
}

fn by_survival(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    generated_in_year(inputs, GeneratedModel::MassConserving)
}

fn by_density(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    generated_in_year(inputs, GeneratedModel::DensityAtAge)
}

fn generated_in_year(inputs: &Inputs<'_>, model: GeneratedModel) -> Result<Output, AdapterError> {
    let pairs = inputs.year_map("pom")?;
    let (Some(first), Some(last)) = (pairs.first(), pairs.last()) else {
        return Err(inputs.unfit("pom", "a year at least"));
    };
    let years: Vec<i32> = (first.0..=last.0).collect();
    let of_year = |year: &i32| pairs.iter().find(|pair| pair.0 == *year);
    let mass = |year| Mass::of(of_year(year).map_or(0.0, |pair| pair.1), "t");
    let masses: Result<Vec<Mass>, _> = years.iter().map(mass).collect();
    let put_on_market = series(&years, masses?)?;
    let year = Year::new(inputs.i64("year")?)?;
    let lifetimes = lifetimes(inputs)?;
    let generation = Generation::of(&put_on_market, &lifetimes).model(model);
    Ok(Output::new().set("W", generation.in_year(year)?.get_in("t")?))
}

fn rate_against_pom(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let pom = inputs.series("pom_prev3")?;
    let Ok([a, b, c]) = <[f64; 3]>::try_from(pom) else {
        return Err(inputs.unfit("pom_prev3", "three years"));
    };
    let pom = [Mass::of(a, "t")?, Mass::of(b, "t")?, Mass::of(c, "t")?];
    let rate = collection_rate_pom(mass(inputs, "collected_t")?, pom).map_err(undefined)?;
    Ok(percent(rate)
        .set("meets_45", CollectionTarget::PutOnMarket45.is_met_by(rate))
        .set("meets_65", CollectionTarget::PutOnMarket65.is_met_by(rate)))
}

fn rate_against_generated(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let collected = mass(inputs, "collected_t")?;
    let generated = mass(inputs, "generated_t")?;
    let rate = collection_rate_generated(collected, generated).map_err(undefined)?;
    Ok(percent(rate).set("meets_85", CollectionTarget::Generated85.is_met_by(rate)))
}

fn recycling_rate(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let recycled = NationalFlows {
        in_country: mass(inputs, "recycled")?,
        exported: mass(inputs, "exported_for_recycling")?,
        imported: mass(inputs, "imported_for_recycling")?,
    };
    let rate = sdg_12_5_1_recycling_rate(recycled, mass(inputs, "generated")?);
    Ok(percent(rate.map_err(undefined)?))
}

fn treated_share(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let treated = NationalFlows {
        in_country: mass(inputs, "treated")?,
        exported: mass(inputs, "exported")?,
        imported: mass(inputs, "imported")?,
    };
    let rate = sdg_12_4_2_treated_share(treated, mass(inputs, "generated")?);
    Ok(percent(rate.map_err(undefined)?))
}

fn percent(rate: Rate) -> Output {
    let output = Output::new().set("pct", rate.percent());
    if rate.over_100() {
        output.set("flag", "over_100")
    } else {
        output
    }
}

fn mass(inputs: &Inputs<'_>, field: &str) -> Result<Mass, AdapterError> {
    Ok(Mass::of(inputs.f64(field)?, "t")?)
}

fn undefined(error: EwasteError) -> AdapterError {
    match error {
        EwasteError::Quantity(error @ QuantityError::Undefined { .. }) => {
            AdapterError::undefined(error)
        }
        other => other.into(),
    }
}
