use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use crate::place::Group;
use crate::reference::action_lines;
use crate::reference::indicators::Indicator;
use crate::time::Biennium;

use super::{AggregationOptions, Dataset, Origin, Period, Publication, ReviewError, aggregate};

/// What an Action Line reported of one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    /// By enough countries to publish a world figure.
    Enough,
    /// By some countries, too few for a world figure.
    Partly,
    /// Only as the result of a model, for some countries.
    Modelled,
    /// By none.
    Lacking,
}

/// One indicator under one Action Line.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineIndicator {
    /// Code of the indicator.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// What was reported.
    pub reported: Reported,
    /// Countries with a value in at least one of the two years.
    pub countries: usize,
    /// Countries expected.
    pub expected: usize,
    /// Coverage by population, 0 to 1, if the population is known.
    pub population_coverage: Option<f64>,
    /// Why the indicator belongs to the line: a proposal of this project.
    pub reason: String,
}

/// What one Action Line reported and lacks.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LineReport {
    /// Code of the line, such as `C7.eenv`.
    pub line: String,
    /// Its name.
    pub name: String,
    /// Its indicators; a line without any has nothing to report on yet.
    pub indicators: Vec<LineIndicator>,
}

/// Goes through the 18 reporting lines of WSIS and says what was reported and what is lacking.
///
/// # Source
/// Lines: [`reference::action_lines`](crate::reference::action_lines). The mapping of
/// indicators to lines is a proposal: [`reference::indicators`](crate::reference::indicators).
///
/// # Errors
/// As [`aggregate`].
pub fn action_lines(
    data: &Dataset,
    world: &Group,
    biennium: Biennium,
    options: &AggregationOptions,
) -> Result<Vec<LineReport>, ReviewError> {
    let mut reports = Vec::new();
    for line in action_lines::reporting() {
        let mut indicators = Vec::new();
        for indicator in data.indicators().iter() {
            for mapping in data
                .indicators()
                .action_lines(indicator.code())
                .filter(|m| m.action_line() == line.code())
            {
                let reason = mapping.reason().value;
                indicators.push(line_indicator(
                    data, world, indicator, reason, biennium, options,
                )?);
            }
        }
        reports.push(LineReport {
            line: line.code().to_owned(),
            name: line.name().to_owned(),
            indicators,
        });
    }
    Ok(reports)
}

fn line_indicator(
    data: &Dataset,
    world: &Group,
    indicator: &Indicator,
    reason: &str,
    biennium: Biennium,
    options: &AggregationOptions,
) -> Result<LineIndicator, ReviewError> {
    let fact = aggregate(
        data,
        world,
        indicator.code(),
        Period::Biennium(biennium),
        options,
    )?;
    let countries = fact.reporting.len() + fact.partly.len();
    let reported = match fact.publication {
        _ if countries == 0 => Reported::Lacking,
        _ if fact.origins == BTreeSet::from([Origin::Modelled]) => Reported::Modelled,
        Publication::Published => Reported::Enough,
        _ => Reported::Partly,
    };
    Ok(LineIndicator {
        indicator: indicator.code().to_owned(),
        name: indicator.name().to_owned(),
        reported,
        countries,
        expected: fact.members,
        population_coverage: fact.coverage.by_population(),
        reason: reason.to_owned(),
    })
}
