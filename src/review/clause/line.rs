use alloc::borrow::ToOwned;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::place::Group;
use crate::reference::action_lines;
use crate::reference::indicators::Indicator;
use crate::review::{
    AggregationOptions, Dataset, Entity, Fact, Origin, Period, Publication, ReviewError, aggregate,
};
use crate::time::Biennium;

use super::{Answers, MemberStatus, answers};

/// What an Action Line reported of one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reported {
    /// By enough countries to publish a world figure, without what was filled.
    Enough,
    /// By some countries, too few for a world figure.
    Partly,
    /// Only as the result of a model, for some countries.
    Modelled,
    /// Only as what was put where nothing was known.
    Filled,
    /// By notation keys alone that need no value: NO, NA, IE, C.
    Answered,
    /// By none.
    Lacking,
}

/// One indicator that an Action Line is required to report.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LineIndicator {
    /// Code of the indicator.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// What was reported.
    pub reported: Reported,
    /// Countries that enter the world figure with at least one of the two years.
    pub countries: usize,
    /// Countries expected.
    pub expected: usize,
    /// Coverage by population, 0 to 1, if the population is known.
    pub population_coverage: Option<f64>,
    /// What each country said: reported, partly, modelled, filled, by each notation key, or
    /// missing.
    pub answers: Answers,
    /// Countries that apply a flexibility provision to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flexibility: Vec<Entity>,
    /// Why the indicator belongs to the line: a proposal of this project or of whoever added it.
    pub reason: String,
}

/// How many of the required indicators of a line are reported, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LineSummary {
    /// Indicators required.
    pub required: usize,
    /// Reported by enough countries.
    pub reported: usize,
    /// Reported by some countries.
    pub partly: usize,
    /// Only modelled.
    pub modelled: usize,
    /// Only filled.
    pub filled: usize,
    /// Answered by notation keys alone.
    pub answered: usize,
    /// Reported by none.
    pub missing: usize,
}

impl LineSummary {
    fn of(indicators: &[LineIndicator]) -> Self {
        let count = |what| indicators.iter().filter(|i| i.reported == what).count();
        Self {
            required: indicators.len(),
            reported: count(Reported::Enough),
            partly: count(Reported::Partly),
            modelled: count(Reported::Modelled),
            filled: count(Reported::Filled),
            answered: count(Reported::Answered),
            missing: count(Reported::Lacking),
        }
    }

    /// What the numbers come to.
    pub const fn status(&self) -> LineStatus {
        match *self {
            Self { required: 0, .. } => LineStatus::NothingRequired,
            Self {
                missing, required, ..
            } if missing == required => LineStatus::Missing,
            Self {
                reported,
                answered,
                required,
                ..
            } if reported + answered == required => LineStatus::Complete,
            Self {
                reported: 0,
                partly: 0,
                answered: 0,
                ..
            } => LineStatus::OnlyEstimated,
            _ => LineStatus::Partly,
        }
    }
}

impl fmt::Display for LineSummary {
    /// One sentence: of how many required indicators how many are reported, and how.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { required, .. } = self;
        if *required == 0 {
            return f.write_str("no indicator is required yet");
        }
        let word = if *required == 1 {
            "indicator"
        } else {
            "indicators"
        };
        write!(
            f,
            "of {required} required {word}: {} reported",
            self.reported
        )?;
        for (number, word) in [
            (self.partly, "partly"),
            (self.modelled, "only modelled"),
            (self.filled, "only filled"),
            (self.answered, "answered without a value"),
        ] {
            if number > 0 {
                write!(f, ", {number} {word}")?;
            }
        }
        write!(f, ", {} missing", self.missing)
    }
}

/// What an Action Line reported in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LineStatus {
    /// Every required indicator is reported by enough countries, or answered.
    Complete,
    /// Some of what is required is reported.
    Partly,
    /// Nothing is reported; some is modelled or filled.
    OnlyEstimated,
    /// Nothing of what is required is there.
    Missing,
    /// No indicator is mapped to the line yet.
    NothingRequired,
}

/// What one Action Line reported and lacks.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LineReport {
    /// Code of the line, such as `C7.eenv`.
    pub line: String,
    /// Its name.
    pub name: String,
    /// What it reported in one word.
    pub status: LineStatus,
    /// The same in numbers.
    pub summary: LineSummary,
    /// The numbers in words.
    pub words: String,
    /// Its indicators; a line without any has nothing to report on yet.
    pub indicators: Vec<LineIndicator>,
}

/// Goes through the 18 reporting lines of WSIS and says what was reported and what is lacking.
///
/// Required of a line is every indicator that is mapped to it: the embedded ones and those that
/// were added to the [`IndicatorSet`](crate::review::IndicatorSet).
///
/// # Source
/// Lines: [`reference::action_lines`](crate::reference::action_lines). The mapping of
/// indicators to lines is a proposal: [`reference::indicators`](crate::reference::indicators).
/// That NO, NA, IE and C are complete and NE and NR are not is ours.
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
        let summary = LineSummary::of(&indicators);
        reports.push(LineReport {
            line: line.code().to_owned(),
            name: line.name().to_owned(),
            status: summary.status(),
            summary,
            words: format!("{summary}"),
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
    let period = Period::Biennium(biennium);
    let fact = aggregate(data, world, indicator.code(), period, options)?;
    let answers = answers(data, world, indicator.code(), period, options)?;
    Ok(LineIndicator {
        indicator: indicator.code().to_owned(),
        name: indicator.name().to_owned(),
        reported: reported(&fact, &answers, options),
        countries: fact.reporting.len() + fact.partly.len(),
        expected: fact.members,
        population_coverage: fact.coverage.by_population(),
        answers,
        flexibility: fact.flexibility,
        reason: reason.to_owned(),
    })
}

fn reported(fact: &Fact, answers: &Answers, options: &AggregationOptions) -> Reported {
    let members = |status| answers.of(status).members;
    let own = members(MemberStatus::Reported) + members(MemberStatus::Partly);
    let (modelled, filled) = (
        members(MemberStatus::Modelled),
        members(MemberStatus::Filled),
    );
    if own + modelled + filled == 0 {
        return match answers.complete().members {
            0 => Reported::Lacking,
            _ => Reported::Answered,
        };
    }
    if own == 0 && modelled == 0 {
        return Reported::Filled;
    }
    if own == 0 || fact.origins == BTreeSet::from([Origin::Modelled]) {
        return Reported::Modelled;
    }
    match fact.publication {
        Publication::Published if answers.suffice_without_filled(options.rule) => Reported::Enough,
        _ => Reported::Partly,
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn numbers_become_a_status_and_a_sentence() {
        let none = LineSummary::default();
        assert_eq!(none.status(), LineStatus::NothingRequired);
        assert_eq!(none.to_string(), "no indicator is required yet");
        let of = |reported, partly, filled, answered, missing| LineSummary {
            required: reported + partly + filled + answered + missing,
            reported,
            partly,
            modelled: 0,
            filled,
            answered,
            missing,
        };
        for (summary, status) in [
            (of(2, 0, 0, 1, 0), LineStatus::Complete),
            (of(2, 1, 0, 0, 0), LineStatus::Partly),
            (of(0, 0, 0, 1, 3), LineStatus::Partly),
            (of(0, 0, 2, 0, 1), LineStatus::OnlyEstimated),
            (of(0, 0, 0, 0, 4), LineStatus::Missing),
        ] {
            assert_eq!(summary.status(), status, "{summary}");
        }
        assert_eq!(
            of(2, 1, 1, 0, 3).to_string(),
            "of 7 required indicators: 2 reported, 1 partly, 1 only filled, 3 missing"
        );
        assert_eq!(
            of(0, 0, 0, 0, 1).to_string(),
            "of 1 required indicator: 0 reported, 1 missing"
        );
    }
}
