use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::ExactSum;
use crate::place::{Country, Group};
use crate::time::Year;

use crate::review::aggregation::CoverageTally;
use crate::review::{
    AggregationOptions, Coverage, CoverageWeight, Dataset, Entity, Period, Publication, ReviewError,
};

const ELECTRICITY: &str = "SDG.7.1.1";
const INTERNET: &str = "SDG.17.8.1";

/// Electricity access and internet use of one country.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessPoint {
    /// The country.
    pub country: Country,
    /// Its population in persons.
    pub population: f64,
    /// Persons with access to electricity, in per cent of the population.
    pub electricity_percent: f64,
    /// Individuals using the internet, in per cent of the population.
    pub internet_percent: f64,
    /// Persons with neither, in persons: at least and at most.
    pub neither: (f64, f64),
}

/// Electricity access and connectivity of a group, read together.
///
/// # Equation
/// ```text
/// neither_least = P · max(0, 1 − e − i)
/// neither_most  = P · min(1 − e, 1 − i)
///
/// P  population [persons]
/// e  share of the population with access to electricity (SDG 7.1.1)
/// i  share of the population using the internet (SDG 17.8.1)
/// ```
/// National shares do not say who lacks both; these are the bounds that they allow. They are
/// added over the countries that have both shares.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccessGap {
    /// Code of the group.
    pub group: String,
    /// The year.
    pub year: Year,
    /// The countries that have both shares.
    pub points: Vec<AccessPoint>,
    /// Countries that lack a share or the population.
    pub missing: Vec<Country>,
    /// How much of the group has both.
    pub coverage: Coverage,
    /// Whether the sums are published.
    pub publication: Publication,
    /// Persons without electricity in the countries with both shares, if published.
    pub without_electricity: Option<f64>,
    /// Persons not using the internet there, if published.
    pub offline: Option<f64>,
    /// Persons with neither: at least and at most, if published.
    pub neither: Option<(f64, f64)>,
}

impl AccessGap {
    /// Leaves out the points of these; what a single one of them adds to the sums is told by the
    /// sums, so then there are none.
    pub(in crate::review) fn keep(&mut self, kept: &BTreeSet<Entity>) {
        let before = self.points.len();
        self.points
            .retain(|point| !kept.contains(&point.country.into()));
        if before - self.points.len() == 1 {
            self.publication = Publication::Confidential;
            (self.without_electricity, self.offline, self.neither) = (None, None, None);
        }
    }
}

/// Reads electricity access and connectivity of a group together.
///
/// # Errors
/// [`ReviewError::Sum`] if a sum overflows.
pub fn access_gap(
    data: &Dataset,
    group: &Group,
    year: Year,
    options: &AggregationOptions,
) -> Result<AccessGap, ReviewError> {
    let mut tally = CoverageTally::by(data, &CoverageWeight::ALL);
    let mut gap = AccessGap {
        group: group.code().to_owned(),
        year,
        points: Vec::new(),
        missing: Vec::new(),
        coverage: Coverage::default(),
        publication: Publication::NoData,
        without_electricity: None,
        offline: None,
        neither: None,
    };
    for country in options.members_at.members(group, Period::Year(year)) {
        let population = data.population(country.into(), year);
        let (electricity, internet) = (
            data.value(country, year, ELECTRICITY)?,
            data.value(country, year, INTERNET)?,
        );
        let complete = population.is_some() && electricity.is_some() && internet.is_some();
        tally.count(data.member(country.into()), year, complete);
        let (Some(population), Some(electricity_percent), Some(internet_percent)) =
            (population, electricity, internet)
        else {
            gap.missing.push(country);
            continue;
        };
        let (dark, offline) = (without(electricity_percent), without(internet_percent));
        gap.points.push(AccessPoint {
            country,
            population,
            electricity_percent,
            internet_percent,
            neither: (
                population * (dark + offline - 1.0).max(0.0),
                population * dark.min(offline),
            ),
        });
    }
    gap.coverage = tally.finish().map_err(too_large)?;
    gap.publication = match options.rule.measure(&gap.coverage) {
        _ if gap.points.is_empty() => Publication::NoData,
        Some(share) if options.rule.allows(share) => Publication::Published,
        Some(coverage) => Publication::Withheld {
            coverage,
            least: options.rule.least,
        },
        None => Publication::NoData,
    };
    if gap.publication == Publication::Published {
        let sum = |of: fn(&AccessPoint) -> f64| {
            gap.points
                .iter()
                .map(of)
                .collect::<ExactSum>()
                .value()
                .map_err(too_large)
        };
        gap.without_electricity = Some(sum(|p| p.population * without(p.electricity_percent))?);
        gap.offline = Some(sum(|p| p.population * without(p.internet_percent))?);
        gap.neither = Some((sum(|p| p.neither.0)?, sum(|p| p.neither.1)?));
    }
    Ok(gap)
}

/// The share of the persons who are without what these per cent have: none where a survey
/// rounded above 100 %.
fn without(percent: f64) -> f64 {
    (1.0 - percent / 100.0).max(0.0)
}

fn too_large(error: crate::numeric::SumError) -> ReviewError {
    ReviewError::Sum {
        what: "population".to_owned(),
        error,
    }
}
