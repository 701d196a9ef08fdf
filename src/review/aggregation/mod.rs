//! Totals and ratios of a group: what is added, of whom, and whether it may be published.

mod coverage;
mod fact;
mod formula;
mod interval;
mod lineage;
mod membership;
mod period;
mod publication;
mod tally;

use alloc::vec::Vec;

use crate::place::Group;

use super::{Dataset, Entity, Part, ReviewError};

pub(super) use coverage::CoverageTally;
pub(super) use interval::{combined, spreads};
pub(super) use tally::{Question, aggregate_entities, years_that_count};

pub use coverage::{Coverage, CoverageWeight, WeightCoverage};
pub use fact::Fact;
pub use interval::{
    AcrossMembers, FactInterval, FactSimulation, FactUncertainty, IntervalMethod, IntervalOptions,
    interval, simulate,
};
pub use membership::{MembersAt, OrganisationEntry, OrganisationGroup, Organisations};
pub use period::Period;
pub use publication::{Publication, PublicationRule};

/// What is said of each aggregate.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct AggregationOptions {
    /// When an aggregate may be published.
    pub rule: PublicationRule,
    /// At which date members are members.
    pub members_at: MembersAt,
}

/// Adds up one indicator over the members of a group.
///
/// # Equation
/// ```text
/// sum            value = Σ_m v_m         over a biennium: Σ_m mean over the years m reported
/// stock          value = Σ_m v_m(last year)
/// ratio          value = Σ_m Σ_y n_my / Σ_m Σ_y d_my
/// weighted mean  value = Σ_m Σ_y w_my·v_my / Σ_m Σ_y w_my
/// relative to b  value = Σ_m a_m / Σ_m a_m(b)       over the members that have both
/// maximum        value = max over m and y of v_my
/// share of countries  value = Σ_m c_m(last year) / number of members, who reported or not
///
/// v_m, n_m, d_m, w_m, a_m   value, numerator, denominator, weight, amount of member m (year y),
///                           in the units of their indicators
/// b                         base year
/// c_m                       1 if the country meets the condition, else 0
/// ```
/// Only members that reported enter; none is counted as zero. Sums are exact. Emissions of scope 3
/// are not added over members, but may stand above a ratio: what is scope 3 of one is in the scopes
/// of others.
///
/// # Source
/// Ratio of sums: never a mean of ratios (ISO 59020:2024 annex G, example c). Publication rule:
/// see [`PublicationRule`].
///
/// # Errors
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Sum`] if a sum overflows.
///
/// # Example
/// ```
/// use ict_impact::reference::groups;
/// use ict_impact::review::{AggregationOptions, IndicatorSet, MembersAt, Period, PublicationRule};
/// use ict_impact::review::{aggregate, panel, validate};
/// use ict_impact::time::Year;
/// let observations = panel::observations(Year::of::<2022>(), Year::of::<2022>())?;
/// let data = validate(observations, IndicatorSet::embedded()?).dataset;
/// let options = AggregationOptions {
///     rule: PublicationRule::one_third(),
///     members_at: MembersAt::Date("2025-12-31".parse()?),
/// };
/// let ldc = groups::group("LDC")?;
/// let grid = aggregate(&data, &ldc, "PRJ.GRID.CI", Period::Year(Year::of::<2022>()), &options)?;
/// assert_eq!(format!("{:.3}", grid.value.unwrap()), "363.919"); // gCO2e/kWh
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aggregate(
    data: &Dataset,
    group: &Group,
    indicator: &str,
    period: Period,
    options: &AggregationOptions,
) -> Result<Fact, ReviewError> {
    aggregate_part(data, group, indicator, &Part::WHOLE, period, options)
}

/// [`aggregate`] over one part of what the members reported, such as one life-cycle stage or
/// sub-sector.
///
/// # Errors
/// As [`aggregate`].
pub fn aggregate_part(
    data: &Dataset,
    group: &Group,
    indicator: &str,
    part: &Part,
    period: Period,
    options: &AggregationOptions,
) -> Result<Fact, ReviewError> {
    let members = options.members_at.members(group, period);
    let members: Vec<Entity> = members.into_iter().map(Entity::Country).collect();
    let question = Question {
        group: group.code(),
        indicator,
        part,
        period,
        rule: options.rule,
    };
    aggregate_entities(data, &members, &question)
}

/// [`aggregate_part`] over organisations of which none consolidates another.
///
/// # Source
/// GHG Protocol Scope 3 Standard (2011), chapter 5: by design scope 3 of one company is counted
/// by others too.
///
/// # Errors
/// As [`aggregate`].
pub fn aggregate_organisations(
    data: &Dataset,
    organisations: &OrganisationGroup,
    indicator: &str,
    part: &Part,
    period: Period,
    rule: PublicationRule,
) -> Result<Fact, ReviewError> {
    let members = organisations.members().iter().copied();
    let members: Vec<Entity> = members.map(Entity::Organisation).collect();
    let question = Question {
        group: organisations.code(),
        indicator,
        part,
        period,
        rule,
    };
    aggregate_entities(data, &members, &question)
}
