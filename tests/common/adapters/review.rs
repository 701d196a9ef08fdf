//! Adapters of the suite `review`: the review: groups, splices, decomposition, targets, disclosure.

use ict_impact::numeric::round_decimals;
use ict_impact::quantity::{Co2e, Energy, Quantity};
use ict_impact::reference::groups;
use ict_impact::review::{
    AggregationOptions, Fact, IndicatorSet, MembersAt, Period, Publication, PublicationRule,
    aggregate, panel, validate,
};

use ict_impact::time::Year;

use super::{AdapterError, Entry, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[
    ("review.group_grid_intensity", group_grid_intensity),
    ("review.group_internet_use", group_internet_use),
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
