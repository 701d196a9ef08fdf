//! Adapters of the suite `review`: the review: groups, splices, decomposition, targets, disclosure.

use ict_impact::numeric::round_decimals;
use ict_impact::place::Country;
use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, Quantity};
use ict_impact::reference::groups;
use ict_impact::reference::vintages::{Vintage, series};
use ict_impact::review::restatement::Restatement;
use ict_impact::review::{
    AggregationOptions, Fact, IndicatorSet, MembersAt, Period, Publication, PublicationRule,
    aggregate, panel, validate,
};
use ict_impact::time::{Biennium, Year, YearSeries};

use super::{AdapterError, Entry, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[
    ("review.group_grid_intensity", group_grid_intensity),
    ("review.group_internet_use", group_internet_use),
    ("review.restatement", restatement),
];

fn group_grid_intensity(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let fact = fact_of_group(inputs, "PRJ.GRID.CI")?;
    let megatonnes = |grams: f64| convert::<Co2e>(grams, "gCO2e", "MtCO2e");
    let terawatt_hours = |kilowatt_hours: f64| convert::<Energy>(kilowatt_hours, "kWh", "TWh");
    Ok(Output::new()
        .set("n_members", fact.members)
        .set("n_reporting", fact.reporting.len())
        .set("ratio_of_sums", fact.of_reporting().map(as_printed))
        .set("sum_emissions_mt", megatonnes(fact.reported_sum)?)
        .set(
            "sum_twh",
            fact.reported_denominator.map(terawatt_hours).transpose()?,
        )
        .set(
            "population_coverage",
            fact.coverage.by_population().map(as_printed),
        ))
}

fn group_internet_use(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    let fact = fact_of_group(inputs, "SDG.17.8.1")?;
    Ok(Output::new()
        .set(
            "population_coverage",
            fact.coverage.by_population().map(as_printed),
        )
        .set("country_coverage", fact.coverage.by_count().map(as_printed))
        .set("weighted_internet_pct", fact.of_reporting().map(as_printed))
        .set(
            "publish_under_one_third_rule",
            fact.publication == Publication::Published,
        ))
}

fn restatement(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
    embedded(inputs, "vintages", "carbon_intensity_vintages.csv")?;
    let (previous, current) = (biennium(inputs, "previous")?, biennium(inputs, "current")?);
    let published = grid_intensity(inputs, "published_column")?;
    let restated = grid_intensity(inputs, "restated_column")?;
    let found = Restatement::of_bienniums(&published, &restated, previous, current)?;
    let grams = CarbonIntensity::grams_per_kwh;
    Ok(Output::new()
        .set("prev_as_published", grams(found.previous_as_published()))
        .set("prev_restated", grams(found.previous_restated()))
        .set("current", grams(found.current()))
        .set("naive_change", grams(found.naive_change()?))
        .set("like_for_like_change", grams(found.like_for_like_change()?))
        .set("restatement_effect", grams(found.effect()?))
        .set("restatement_pct", found.relative()?.get_in("%")?))
}

/// The series that a case names by its column, such as `v2025_07`.
fn grid_intensity(
    inputs: &Inputs<'_>,
    column: &str,
) -> Result<YearSeries<Option<CarbonIntensity>>, AdapterError> {
    let name = inputs.text(column)?;
    let id = name.strip_prefix('v').map(|month| month.replace('_', "-"));
    let vintage: Vintage = id
        .ok_or_else(|| inputs.unfit(column, "v and a month"))?
        .parse()?;
    let country: Country = inputs.text("country")?.parse()?;
    let series = series(vintage, country);
    let series = series.ok_or_else(|| inputs.unfit("country", "a country of the vintage"))?;
    Ok(series.value)
}

fn biennium(inputs: &Inputs<'_>, field: &str) -> Result<Biennium, AdapterError> {
    let years = inputs.years(field)?;
    match years.as_slice() {
        [first, last] if *last == first + 1 => Ok(Biennium::starting(Year::new((*first).into())?)?),
        _ => Err(inputs.unfit(field, "two years in a row")),
    }
}

fn fact_of_group(inputs: &Inputs<'_>, indicator: &str) -> Result<Fact, AdapterError> {
    embedded(inputs, "panel", "country_year_panel.csv")?;
    embedded(inputs, "groups", "country_groups.csv")?;
    let year = Year::new(inputs.year("year")?.into())?;
    let data = validate(panel::observations(year, year)?, IndicatorSet::embedded()?).dataset;
    // The table of groups carries the lists as they stood at the end of 2025.
    let members_at = MembersAt::Date("2025-12-31".parse()?);
    let options = AggregationOptions {
        rule: PublicationRule::one_third(),
        members_at,
    };
    let group = groups::group(inputs.text("group")?)?;
    Ok(aggregate(
        &data,
        group,
        indicator,
        Period::Year(year),
        &options,
    )?)
}

/// These cases print their shares and intensities with six decimals, which for a small share is
/// coarser than their tolerance.
fn as_printed(value: f64) -> f64 {
    round_decimals(value, 6)
}

/// The cases name the tables that the library embeds; there is no other.
fn embedded(inputs: &Inputs<'_>, field: &str, table: &str) -> Result<(), AdapterError> {
    match inputs.text(field)? {
        name if name == table => Ok(()),
        _ => Err(inputs.unfit(field, table)),
    }
}

fn convert<Q: Quantity>(value: f64, from: &str, to: &str) -> Result<f64, AdapterError> {
    Ok(Q::of(value, from)?.get_in(to)?)
}
