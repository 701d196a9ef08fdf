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

use super::ReferenceError;
use crate::source::{Sourced, Status, embedded};

mod data {
    use super::{Direction, Framework, Indicator, Kind, Mapping};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/indicators.rs"));
}

/// How the values of an indicator belong together over countries and years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
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
        numerator: &'static str,
        /// Code of the amount below the line.
        denominator: &'static str,
    },
    /// Number of countries that meet a condition.
    CountOfCountries,
    /// Share of countries that meet a condition.
    ShareOfCountries,
    /// An amount relative to the same in a base year: only the amount adds.
    RelativeTo {
        /// Code of the amount.
        amount: &'static str,
        /// The base year.
        base_year: u16,
    },
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
    /// An amount that ratios are made of; not reported for itself.
    Part,
}

/// An indicator, or an amount that ratios are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indicator {
    code: &'static str,
    name: &'static str,
    unit: &'static str,
    kind: Kind,
    direction: Direction,
    framework: Framework,
    sdg_target: Option<&'static str>,
    series: Option<&'static str>,
    mutually_exclusive_with: Option<&'static str>,
    source: u8,
    status: Status,
}

impl Indicator {
    /// Its code, such as `SDG.12.4.2.EWG`.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Its name, in the words of the framework.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its unit, as text.
    pub const fn unit(&self) -> &'static str {
        self.unit
    }

    /// How it adds up.
    pub const fn kind(&self) -> Kind {
        self.kind
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
    pub const fn sdg_target(&self) -> Option<&'static str> {
        self.sdg_target
    }

    /// Code of the series in the SDG database, where it is known.
    pub const fn series(&self) -> Option<&'static str> {
        self.series
    }

    /// Code of the indicator that must never be added to this one.
    pub const fn mutually_exclusive_with(&self) -> Option<&'static str> {
        self.mutually_exclusive_with
    }

    /// Where its wording comes from.
    pub fn source(&self) -> Sourced<&'static str> {
        embedded(self.name, self.source, self.status)
    }

    /// The codes of the amounts it is made of; none for an amount.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> {
        let parts = match self.kind {
            Kind::Ratio {
                numerator,
                denominator,
            } => [Some(numerator), Some(denominator)],
            Kind::RelativeTo { amount, .. } => [Some(amount), None],
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
        let code = self.code;
        data::LINES
            .iter()
            .filter(move |mapping| mapping.indicator == code)
    }
}

/// An indicator that speaks to an Action Line; a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mapping {
    indicator: &'static str,
    action_line: &'static str,
    reason: &'static str,
    source: u8,
    status: Status,
}

impl Mapping {
    /// Code of the indicator.
    pub const fn indicator(&self) -> &'static str {
        self.indicator
    }

    /// Code of the Action Line.
    pub const fn action_line(&self) -> &'static str {
        self.action_line
    }

    /// Why they belong together.
    pub fn reason(&self) -> Sourced<&'static str> {
        embedded(self.reason, self.source, self.status)
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
    match data::ROWS.binary_search_by(|row| row.code.cmp(code)) {
        Ok(at) => Ok(&data::ROWS[at]),
        Err(_) => {
            let codes = all().map(Indicator::code);
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
