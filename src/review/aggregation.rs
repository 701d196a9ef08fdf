use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};
use crate::place::{Country, Group};
use crate::reference::indicators::Kind;
use crate::source::SourceId;
use crate::time::{Biennium, Year};

use super::coverage::CoverageTally;
use super::{Coverage, Dataset, MembersAt, Origin, PublicationRule, ReviewError};

/// The period of an aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// One calendar year.
    Year(Year),
    /// Two years.
    Biennium(Biennium),
}

impl Period {
    /// The years of the period in order.
    pub fn years(self) -> Vec<Year> {
        match self {
            Self::Year(year) => alloc::vec![year],
            Self::Biennium(biennium) => biennium.years().to_vec(),
        }
    }
}

/// Whether an aggregate is published, and if not, why.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Publication {
    /// The rule is met.
    Published,
    /// Too little of the group reported.
    Withheld {
        /// The coverage that was reached, 0 to 1.
        coverage: f64,
        /// The least that the rule asks.
        least: f64,
    },
    /// No member reported.
    NoData,
    /// The denominator is zero.
    Undefined,
}

/// One aggregate of one group: what is known, of whom, and whether it is published.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Fact {
    /// Code of the indicator.
    pub indicator: &'static str,
    /// Code of the group.
    pub group: String,
    /// The period.
    pub period: Period,
    /// The value in [`unit`](Self::unit), if it is published. For sums over a biennium it is
    /// the annual mean; for stocks the end of the last year; for ratios Σ numerator over
    /// Σ denominator.
    pub value: Option<f64>,
    /// Unit of the value.
    pub unit: &'static str,
    /// Whether it is published.
    pub publication: Publication,
    /// Number of members.
    pub members: usize,
    /// Members that reported every year that counts.
    pub reporting: Vec<Country>,
    /// Members that reported one of two years.
    pub partly: Vec<Country>,
    /// Members that reported nothing.
    pub missing: Vec<Country>,
    /// How much of the group that is.
    pub coverage: Coverage,
    /// Sum of the numerators (of the values, if it is no ratio) over the period, in the unit of
    /// the numerator; of those who reported only, whatever the rule says.
    pub reported_sum: f64,
    /// Sum of the denominators over the period in the denominator's unit, for ratios.
    pub reported_denominator: Option<f64>,
    #[serde(skip)]
    of_reporting: Option<f64>,
    /// How the values came about.
    pub origins: BTreeSet<Origin>,
    /// Where they came from.
    pub sources: BTreeSet<SourceId>,
    /// Method and edition.
    pub method: &'static str,
}

impl Fact {
    /// The value over the members that reported, whatever the publication rule says; `None` if
    /// none did. It is a figure of these members, not of the group.
    pub fn of_reporting(&self) -> Option<f64> {
        self.of_reporting
    }
}

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
/// sum     value = Σ_m v_m               over a biennium: Σ_m mean over the years m reported
/// stock   value = Σ_m v_m(last year)
/// ratio   value = Σ_m Σ_y n_my / Σ_m Σ_y d_my
///
/// v_m, n_m, d_m   value, numerator, denominator of member m (year y), in the indicator's units
/// ```
/// Only members that reported enter; none is counted as zero. Sums are exact.
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
/// let data = validate(&observations, IndicatorSet::embedded()?).dataset;
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
    let members = options.members_at.members(group, period);
    aggregate_countries(
        data,
        group.code(),
        &members,
        indicator,
        period,
        options.rule,
    )
}

/// [`aggregate`] over a list of countries.
pub(super) fn aggregate_countries(
    data: &Dataset,
    group: &str,
    members: &[Country],
    indicator: &str,
    period: Period,
    rule: PublicationRule,
) -> Result<Fact, ReviewError> {
    let entry = data.indicators().entry(indicator)?;
    let sum_error = |error: SumError| ReviewError::Sum {
        what: format!("{} over {group}", entry.indicator.code()),
        error,
    };
    let years = match (entry.indicator.kind(), period) {
        (Kind::Stock, Period::Biennium(biennium)) => alloc::vec![biennium.last()],
        _ => period.years(),
    };
    let ratio = matches!(entry.indicator.kind(), Kind::Ratio { .. });
    let mut tally = CoverageTally::default();
    let (mut above, mut below, mut means) = (ExactSum::new(), ExactSum::new(), ExactSum::new());
    let (mut reporting, mut partly, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    let (mut origins, mut sources) = (BTreeSet::new(), BTreeSet::new());
    for &country in members {
        let mut own = ExactSum::new();
        let mut reported = 0;
        for &year in &years {
            let parts = if ratio {
                data.parts(entry.indicator.code(), country, year)?
                    .map(|parts| (parts.numerator, parts.denominator))
            } else {
                data.amount(entry.indicator.code(), country, year)
                    .map(|value| (value, 0.0))
            };
            tally.count(country, data.population(country, year), parts.is_some());
            let Some((value, denominator)) = parts else {
                continue;
            };
            reported += 1;
            own.add(value);
            below.add(denominator);
            data.lineage(
                entry.indicator.code(),
                country,
                year,
                &mut origins,
                &mut sources,
            )?;
        }
        above.merge(&own);
        if reported > 0 {
            means.add(own.value().map_err(sum_error)? / f64::from(reported));
        }
        match reported as usize {
            0 => missing.push(country),
            all if all == years.len() => reporting.push(country),
            _ => partly.push(country),
        }
    }
    let coverage = tally.finish().map_err(sum_error)?;
    let (above, below) = (
        above.value().map_err(sum_error)?,
        below.value().map_err(sum_error)?,
    );
    let base = if ratio {
        above / below
    } else {
        means.value().map_err(sum_error)?
    };
    let publication = match rule.measure(&coverage) {
        None => Publication::NoData,
        Some(_) if coverage.reported == 0 => Publication::NoData,
        Some(share) if !rule.allows(share) => Publication::Withheld {
            coverage: share,
            least: rule.least,
        },
        Some(_) if ratio && below == 0.0 => Publication::Undefined,
        Some(_) => Publication::Published,
    };
    let of_reporting = match publication {
        Publication::NoData | Publication::Undefined => None,
        _ if ratio && below == 0.0 => None,
        _ => Some(entry.unit.value_of(base)),
    };
    let (numerator, denominator) = match entry.indicator.kind() {
        Kind::Ratio {
            numerator,
            denominator,
        } => (
            data.indicators().entry(numerator)?,
            Some(data.indicators().entry(denominator)?),
        ),
        _ => (entry, None),
    };
    Ok(Fact {
        indicator: entry.indicator.code(),
        group: group.to_owned(),
        period,
        value: of_reporting.filter(|_| publication == Publication::Published),
        unit: entry.indicator.unit(),
        publication,
        of_reporting,
        members: members.len(),
        reporting,
        partly,
        missing,
        coverage,
        reported_sum: numerator.unit.value_of(above),
        reported_denominator: denominator.map(|entry| entry.unit.value_of(below)),
        origins,
        sources,
        method: match entry.indicator.kind() {
            Kind::Ratio { .. } => "ratio of sums",
            Kind::Stock => "sum at the end of the period",
            _ => match period {
                Period::Year(_) => "sum",
                Period::Biennium(_) => "sum of annual means",
            },
        },
    })
}
