use alloc::string::{String, ToString};

use crate::quantity::{Quantity, Ratio};
use crate::reference::indicators;
use crate::review::indicator::IndicatorUnit;
use crate::review::{Fact, Reading};
use crate::source::SourceId;
use crate::time::Year;

use super::{Direction, Path, StatusRule, Target, TargetError, TargetLine, target_line};

/// What is to be reached in the target year.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// A value.
    Level(Reading),
    /// A change of the base value in per cent of it, −45 for 45 % less.
    ChangePercent(f64),
}

/// A target that was stated for an indicator of a group.
///
/// # Example
/// ```
/// use ict_impact::review::target::{Goal, StatedTarget};
/// use ict_impact::source::SourceId;
/// use ict_impact::time::Year;
/// let (from, to) = (Year::of::<2020>(), Year::of::<2030>());
/// let source = SourceId::new("ministry-2021")?;
/// let less = StatedTarget::new("half", ("PRJ.GRID.CI", "LDC"), from, (to, Goal::ChangePercent(-50.0)), source)?;
/// assert_eq!(less.name(), "half");
/// let source = less.source().clone();
/// let back = StatedTarget::new("back", ("PRJ.GRID.CI", "LDC"), to, (from, Goal::ChangePercent(-50.0)), source);
/// assert!(back.is_err()); // ends before it begins
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatedTarget {
    name: String,
    indicator: String,
    group: String,
    base_year: Year,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<Reading>,
    year: Year,
    goal: Goal,
    path: Path,
    source: SourceId,
}

impl StatedTarget {
    /// A target for an indicator of a group, from the value of a base year, in equal steps.
    ///
    /// # Errors
    /// [`TargetError::TargetBeforeBase`]; [`TargetError::Quantity`] for a change that is NaN or infinite.
    pub fn new(
        name: impl Into<String>,
        (indicator, group): (&str, &str),
        base_year: Year,
        (year, goal): (Year, Goal),
        source: SourceId,
    ) -> Result<Self, TargetError> {
        if year < base_year {
            return Err(TargetError::TargetBeforeBase {
                base_year,
                target_year: year,
            });
        }
        if let Goal::ChangePercent(percent) = goal {
            Ratio::from_base(percent)?;
        }
        Ok(Self {
            name: name.into(),
            indicator: indicator.to_string(),
            group: group.to_string(),
            base_year,
            base: None,
            year,
            goal,
            path: Path::Linear,
            source,
        })
    }

    /// The same from this base value; without it the base is the value that the review publishes
    /// of the base year.
    #[must_use]
    pub fn from_base(mut self, base: Reading) -> Self {
        self.base = Some(base);
        self
    }

    /// The same along this path.
    #[must_use]
    pub fn along(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Code of the indicator.
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// Code of the group.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// The year that the change is counted from.
    pub fn base_year(&self) -> Year {
        self.base_year
    }

    /// The year in which it is to be reached.
    pub fn year(&self) -> Year {
        self.year
    }

    /// What is to be reached.
    pub fn goal(&self) -> &Goal {
        &self.goal
    }

    /// Who stated it.
    pub fn source(&self) -> &SourceId {
        &self.source
    }

    /// The units in which the target is stated.
    pub(in crate::review) fn units(&self) -> impl Iterator<Item = &str> {
        let level = match &self.goal {
            Goal::Level(level) => Some(level),
            Goal::ChangePercent(_) => None,
        };
        let readings = self.base.iter().chain(level);
        readings.map(Reading::unit)
    }

    /// The trend of the group beside this target, as [`target_line`].
    ///
    /// `better` is the direction of the indicator: where less is better a target above the base is
    /// a limit. An indicator that is read in context goes from base to target.
    ///
    /// # Errors
    /// As [`target_line`]; [`TargetError::Facts`] too if the base value is neither stated nor
    /// published, or if a value is stated in another unit than that of the facts.
    pub fn line(
        &self,
        trend: &[&Fact],
        better: indicators::Direction,
    ) -> Result<TargetLine, TargetError> {
        let refuse = |reason| TargetError::Facts { reason };
        let unit = trend.first().map(|fact| fact.unit.as_str());
        let unit = unit.ok_or(refuse("there is none"))?;
        let bare = |reading: &Reading| {
            let units = IndicatorUnit::find(unit).zip(IndicatorUnit::find(reading.unit()));
            let (own, stated) = units
                .filter(|(own, stated)| own.measures_as(stated))
                .ok_or(refuse("the target is stated in another unit"))?;
            Ok::<_, TargetError>(Ratio::from_base(
                own.value_of(stated.to_base(reading.value())),
            )?)
        };
        let base = match &self.base {
            Some(base) => bare(base)?,
            None => {
                let is_base = |fact: &&&Fact| fact.period.years() == [self.base_year];
                let published = trend.iter().find(is_base).and_then(|fact| fact.value);
                let none = refuse("no value of the base year is published, and none is stated");
                Ratio::from_base(published.ok_or(none)?)?
            }
        };
        let target = match &self.goal {
            Goal::Level(level) => Target::new(self.base_year, base, self.year, bare(level)?)?,
            Goal::ChangePercent(percent) => {
                let less = Ratio::from_base(-percent / 100.0)?;
                Target::reduction(self.base_year, base, self.year, less)?
            }
        };
        let target = match better {
            indicators::Direction::Up => target.with_direction(Direction::Up),
            indicators::Direction::Down => target.with_direction(Direction::Down),
            indicators::Direction::Context => target,
        };
        target_line(trend, &target, StatusRule::default().with_path(self.path))
    }
}

/// A target with what the review says of it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TargetOutcome {
    /// The target.
    pub target: StatedTarget,
    /// The trend beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<TargetLine>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_none: Option<String>,
}

impl TargetOutcome {
    pub(in crate::review) fn of(
        target: StatedTarget,
        trend: &[&Fact],
        better: indicators::Direction,
    ) -> Self {
        let (line, why_none) = match target.line(trend, better) {
            Ok(line) => (Some(line), None),
            Err(error) => (None, Some(error.to_string())),
        };
        Self {
            target,
            line,
            why_none,
        }
    }
}
