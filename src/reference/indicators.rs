//! Indicators: what is measured, in which unit, how it adds up, and which way is better.
//!
//! A ratio names what it is made of, since it can only be aggregated from its parts; parts that
//! are no indicator of their own have codes that begin with `PART.`.
//!
//! # Source
//! SDG: global indicator framework as carried by UNDP, and the metadata of 12.4.2. ITU: Connect
//! 2030 (PP-18), Strategic Plan 2024–2027, Recommendation ITU-T L.1470. `PRJ.` and `PART.` codes
//! and the map to Action Lines are proposals of this project
//! ([`Proposal`](Status::Proposal)): replace them freely.
//!
//! # What to know
//! - Indicators that a standard words as several figures are several here: `SDG.12.2.1` (t),
//!   `SDG.12.2.1.PC` (per capita), `SDG.12.2.1.GDP`; `SDG.12.4.2.HWPC` and `SDG.12.4.2.HWT` for
//!   hazardous waste; `SDG.12.5.1` and `SDG.12.5.1.V`. The suffixes are ours.
//! - Scope 2 by location and by market are two indicators that are never added: see
//!   [`Indicator::mutually_exclusive_with`].
//! - Left out: those known from memory only (the e-waste items of the Partnership on Measuring
//!   ICT for Development, Connect 2030 target 3.4) and the superseded ones of Connect 2020.
//!
//! # Example
//! ```
//! use ict_impact::reference::indicators::{Kind, indicator};
//! let grid = indicator("PRJ.GRID.CI")?;
//! assert_eq!(grid.unit(), "gCO2e/kWh");
//! let Kind::Ratio { numerator, denominator } = grid.kind() else { unreachable!() };
//! assert_eq!(indicator(numerator)?.name(), "Greenhouse gas emissions of electricity generation");
//! assert_eq!(denominator, "PART.ELECTRICITY.GENERATION");
//! assert_eq!(indicator("SDG.7.1.1")?.sdg_target(), Some("7.1"));
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use alloc::borrow::Cow;
use alloc::string::String;

use super::ReferenceError;
use crate::source::{SourceId, Sourced, Status, embedded};

mod data {
    use super::{Cited, Direction, Framework, Indicator, Kind, Mapping};
    use crate::source::Status;
    use alloc::borrow::Cow;
    include!(concat!(env!("OUT_DIR"), "/indicators.rs"));
}

/// How the values of an indicator belong together over countries and years.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// A flow of a year: adds over countries and years.
    Sum,
    /// An amount at a point in time: adds over countries, not over years.
    Stock,
    /// A number of things other than countries: adds over countries.
    Count,
    /// One amount by another: only the parts add.
    Ratio {
        /// Code of the amount above the line.
        numerator: Cow<'static, str>,
        /// Code of the amount below the line.
        denominator: Cow<'static, str>,
    },
    /// A value whose mean is weighted by an amount.
    WeightedMean {
        /// Code of the amount.
        weight: Cow<'static, str>,
    },
    /// Number of countries that meet a condition.
    CountOfCountries,
    /// Share of countries that meet a condition.
    ShareOfCountries,
    /// An amount relative to the same in a base year: only the amount adds.
    RelativeTo {
        /// Code of the amount.
        amount: Cow<'static, str>,
        /// The base year.
        base_year: u16,
    },
    /// The greatest value counts.
    Maximum,
    /// A number without a unit that has no sum and no mean: shown by member only.
    Index,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: read it beside others.
    Context,
}

/// Who asks for the indicator.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Framework {
    /// Sustainable Development Goals.
    Sdg,
    /// ITU Connect 2030 Agenda (PP-18).
    ItuConnect2030,
    /// ITU Strategic Plan 2024–2027.
    ItuStrategicPlan2024To2027,
    /// Recommendation ITU-T L.1470.
    ItuTL1470,
    /// This project: a proposal.
    Project,
    /// Whoever added the indicator to the review.
    Added,
    /// An amount that ratios are made of; not reported for itself.
    Part,
}

/// An indicator, or an amount that ratios are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    code: Cow<'static, str>,
    name: Cow<'static, str>,
    unit: Cow<'static, str>,
    kind: Kind,
    direction: Direction,
    framework: Framework,
    sdg_target: Option<Cow<'static, str>>,
    series: Option<Cow<'static, str>>,
    mutually_exclusive_with: Option<Cow<'static, str>>,
    least: Option<f64>,
    greatest: Option<f64>,
    cited: Cited,
    status: Status,
}

/// Where the wording comes from: the place in the embedded register, or a source of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cited {
    Table(u8),
    Own(SourceId),
}

impl Cited {
    fn of<T>(&self, value: T, status: Status) -> Sourced<T> {
        match self {
            Self::Table(place) => embedded(value, *place, status),
            Self::Own(source) => Sourced::new(value, source.clone(), status),
        }
    }
}

/// A code of letters, digits, `-`, `.` and `_`.
fn code(what: &'static str, given: String) -> Result<Cow<'static, str>, ReferenceError> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    if given.is_empty() || !given.bytes().all(allowed) {
        return Err(ReferenceError::NotACode { what, given });
    }
    Ok(Cow::Owned(given))
}

impl Indicator {
    /// An indicator of one's own, so that a review can speak of what no framework asks yet.
    ///
    /// Nothing negative is accepted and neither direction is better, unless it is said
    /// ([`between`](Self::between), [`better`](Self::better)).
    ///
    /// # Errors
    /// [`ReferenceError::NotACode`] for a code that is empty or has other characters than ASCII
    /// letters, digits, `-`, `.` and `_`.
    ///
    /// # Example
    /// ```
    /// use ict_impact::reference::indicators::{Direction, Indicator, Kind};
    /// use ict_impact::source::{SourceId, Status};
    /// let training = Indicator::own(
    ///     "OWN.AI.TRAINING",
    ///     "Electricity used to train models",
    ///     "MWh",
    ///     Kind::Sum,
    ///     SourceId::new("my-framework-2026")?,
    ///     Status::Proposal,
    /// )?
    /// .better(Direction::Down);
    /// assert_eq!(training.code(), "OWN.AI.TRAINING");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn own(
        code: impl Into<String>,
        name: impl Into<String>,
        unit: impl Into<String>,
        kind: Kind,
        source: SourceId,
        status: Status,
    ) -> Result<Self, ReferenceError> {
        Ok(Self {
            code: self::code("an indicator", code.into())?,
            name: Cow::Owned(name.into()),
            unit: Cow::Owned(unit.into()),
            kind,
            direction: Direction::Context,
            framework: Framework::Added,
            sdg_target: None,
            series: None,
            mutually_exclusive_with: None,
            least: Some(0.0),
            greatest: None,
            cited: Cited::Own(source),
            status,
        })
    }

    /// The same, of which more or less is better.
    #[must_use]
    pub fn better(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// The same with the values that can be, in its unit; `None` for no bound.
    #[must_use]
    pub fn between(mut self, least: Option<f64>, greatest: Option<f64>) -> Self {
        (self.least, self.greatest) = (least, greatest);
        self
    }

    /// The same as a part of ratios, not reported for itself.
    #[must_use]
    pub fn as_part(mut self) -> Self {
        self.framework = Framework::Part;
        self
    }

    /// The same, never to be added to the indicator `other`.
    #[must_use]
    pub fn excluding(mut self, other: impl Into<String>) -> Self {
        self.mutually_exclusive_with = Some(Cow::Owned(other.into()));
        self
    }

    /// Its code, such as `SDG.12.4.2.EWG`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Its name, in the words of the framework.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its unit, as text.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// How it adds up.
    pub const fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The least value that can be, in its unit; `None` where it may be as negative as it likes.
    pub const fn least(&self) -> Option<f64> {
        self.least
    }

    /// The greatest value that can be, in its unit; `None` for no bound.
    pub const fn greatest(&self) -> Option<f64> {
        self.greatest
    }

    /// Which way is better.
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Who asks for it.
    pub const fn framework(&self) -> Framework {
        self.framework
    }

    /// The SDG target that it measures, such as `12.4`; none outside the SDG framework.
    pub fn sdg_target(&self) -> Option<&str> {
        self.sdg_target.as_deref()
    }

    /// Code of the series in the SDG database, where it is known.
    pub fn series(&self) -> Option<&str> {
        self.series.as_deref()
    }

    /// Code of the indicator that must never be added to this one.
    pub fn mutually_exclusive_with(&self) -> Option<&str> {
        self.mutually_exclusive_with.as_deref()
    }

    /// Where its wording comes from.
    pub fn source(&self) -> Sourced<&str> {
        self.cited.of(self.name(), self.status)
    }

    /// The codes of the amounts it is made of; none for an amount.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = match &self.kind {
            Kind::Ratio {
                numerator,
                denominator,
            } => [Some(&**numerator), Some(&**denominator)],
            Kind::RelativeTo { amount, .. } => [Some(&**amount), None],
            _ => [None, None],
        };
        parts.into_iter().flatten()
    }

    /// The Action Lines it speaks to, each with the reason; a proposal.
    ///
    /// # Example
    /// ```
    /// use ict_impact::reference::indicators::indicator;
    /// let lines = indicator("SDG.7.1.1")?.action_lines();
    /// assert_eq!(lines.map(|line| line.action_line()).collect::<Vec<_>>(), ["C2"]);
    /// # Ok::<(), ict_impact::reference::ReferenceError>(())
    /// ```
    pub fn action_lines(&self) -> impl Iterator<Item = &'static Mapping> {
        data::LINES
            .iter()
            .filter(|mapping| mapping.indicator == self.code)
    }
}

/// An indicator that speaks to an Action Line; a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    indicator: Cow<'static, str>,
    action_line: &'static str,
    reason: Cow<'static, str>,
    cited: Cited,
    status: Status,
}

impl Mapping {
    /// A pair of one's own, with the reason why the indicator speaks to the line.
    ///
    /// # Errors
    /// [`ReferenceError::UnknownCode`] for a line that there is not; [`ReferenceError::NotACode`]
    /// for an indicator whose code cannot be one.
    pub fn own(
        indicator: impl Into<String>,
        action_line: &str,
        reason: impl Into<String>,
        source: SourceId,
        status: Status,
    ) -> Result<Self, ReferenceError> {
        Ok(Self {
            indicator: code("an indicator", indicator.into())?,
            action_line: super::action_lines::action_line(action_line)?.code(),
            reason: Cow::Owned(reason.into()),
            cited: Cited::Own(source),
            status,
        })
    }

    /// Code of the indicator.
    pub fn indicator(&self) -> &str {
        &self.indicator
    }

    /// Code of the Action Line.
    pub const fn action_line(&self) -> &'static str {
        self.action_line
    }

    /// Why they belong together.
    pub fn reason(&self) -> Sourced<&str> {
        self.cited.of(&*self.reason, self.status)
    }
}

/// Every indicator and part, in the order of the codes.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Indicator> + ExactSizeIterator {
    data::ROWS.iter()
}

/// The indicator or part of this code.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn indicator(code: &str) -> Result<&'static Indicator, ReferenceError> {
    match data::ROWS.binary_search_by(|row| row.code().cmp(code)) {
        Ok(at) => Ok(&data::ROWS[at]),
        Err(_) => {
            let codes = data::ROWS.iter().filter_map(|row| match row.code {
                Cow::Borrowed(code) => Some(code),
                Cow::Owned(_) => None,
            });
            Err(ReferenceError::unknown(
                "an indicator",
                code,
                code,
                "SDG.12.4.2.EWG",
                codes,
            ))
        }
    }
}

/// All pairs of indicator and Action Line.
pub fn mappings() -> impl DoubleEndedIterator<Item = &'static Mapping> + ExactSizeIterator {
    data::LINES.iter()
}
