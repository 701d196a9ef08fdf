//! Published targets for ICT: what is to be reached, of what, by when?
//!
//! Only targets whose figure was read in a text are here. A target has no value of its own to
//! start from: with the base value of whom it is for it becomes a
//! [`review::target::Target`](crate::review::target::Target).
//!
//! # Source
//! Each names its own: Recommendation ITU-T L.1470 (01/2020) as reported by the press; the
//! guidance of GSMA, GeSI, ITU and SBTi for mobile network operators as reported by the press;
//! the absolute contraction approach of the Science Based Targets initiative as described by a
//! vendor; ITU Connect 2030 (PP-18).
//!
//! # What to know
//! - A reduction is to be reached in its year; L.1470 was read without its annual values, so the
//!   path between is the caller's choice ([`Path`](crate::review::target::Path)).
//! - A contraction takes the same part of the base every year (linear), not of the year before.
//! - [`at_least`](PublishedTarget::at_least) says that the text sets a minimum.
//! - Left out, because no text was read: fixed network operators (−62 %) and data centre
//!   operators (−53 %) of L.1470, its annual values, SDG 7.1 (100 % access by 2030), and the
//!   targets 2.5 of the ITU Strategic Plan 2024–2027 (no figure).
//!
//! # Example
//! The path of L.1470 from 1000 tCO2e of 2020, and what 4.2 % a year leaves of it.
//! ```
//! use ict_impact::quantity::Co2e;
//! use ict_impact::reference::targets::{TargetForm, target};
//! use ict_impact::review::target::{Path, Target, absolute_contraction};
//! let base = Co2e::from_tonnes(1000.0);
//! let TargetForm::Reduction { base_year, year, reduction } = target("itu-l1470")?.form().value else {
//!     unreachable!()
//! };
//! let sector = Target::reduction(base_year, base, year, reduction)?;
//! assert_eq!(sector.value().tonnes(), 550.0);
//! assert_eq!(sector.expected(Path::Linear, "2025".parse()?)?.tonnes(), 775.0);
//! let TargetForm::AnnualContraction { annual_rate } = target("sbti-1.5c")?.form().value else {
//!     unreachable!()
//! };
//! let allowed = absolute_contraction(base_year, base, annual_rate, year)?;
//! assert_eq!(allowed.tonnes(), 580.0); // 1000 × (1 − 10 × 0.042)
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//! A level to reach, from the rate of the caller's own base year.
//! ```
//! use ict_impact::quantity::{Ratio, parse};
//! use ict_impact::reference::targets::{TargetForm, target};
//! use ict_impact::review::target::Target;
//! use ict_impact::time::Year;
//! let TargetForm::Level { year, level } = target("itu-c2030-3.2")?.form().value else {
//!     unreachable!()
//! };
//! let recycling = Target::new(Year::of::<2018>(), parse::<Ratio>("20 %")?, year, level)?;
//! assert_eq!((recycling.year(), recycling.value().value), (Year::of::<2023>(), 0.3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::ReferenceError;
use crate::quantity::{Quantity, Ratio};
use crate::source::{Sourced, Status, embedded};
use crate::time::Year;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Level(Year),
    Reduction(Year, Year),
    AnnualContraction,
}

mod data {
    use super::{Form, PublishedTarget};
    use crate::source::Status;
    use crate::time::Year;
    include!(concat!(env!("OUT_DIR"), "/targets.rs"));
}

/// What a target asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum TargetForm {
    /// A level to reach by the end of a year.
    Level {
        /// The year.
        year: Year,
        /// The level: 0.3 for 30 %.
        level: Ratio,
    },
    /// A reduction of the value of the base year until a later one.
    Reduction {
        /// The base year.
        base_year: Year,
        /// The year in which it is to be reached.
        year: Year,
        /// The reduction: 0.45 for −45 %.
        reduction: Ratio,
    },
    /// A reduction by the same part of the base every year, from the caller's base year.
    AnnualContraction {
        /// The part of the base a year: 0.042 for 4.2 %.
        annual_rate: Ratio,
    },
}

/// A target as published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedTarget {
    id: &'static str,
    indicator: Option<&'static str>,
    applies_to: &'static str,
    form: Form,
    percent: f64,
    at_least: bool,
    source: u8,
    status: Status,
}

impl PublishedTarget {
    /// Its name in the table, such as `itu-l1470`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Code of the [indicator](super::indicators) that it is a target of, if that is embedded.
    pub const fn indicator(&self) -> Option<&'static str> {
        self.indicator
    }

    /// What it is a target of, and whose, in words.
    pub const fn applies_to(&self) -> &'static str {
        self.applies_to
    }

    /// Whether the text says "at least".
    pub const fn at_least(&self) -> bool {
        self.at_least
    }

    /// What it asks for.
    pub fn form(&self) -> Sourced<TargetForm> {
        let part = Ratio::from_checked(self.percent / 100.0);
        let form = match self.form {
            Form::Level(year) => TargetForm::Level { year, level: part },
            Form::Reduction(base_year, year) => TargetForm::Reduction {
                base_year,
                year,
                reduction: part,
            },
            Form::AnnualContraction => TargetForm::AnnualContraction { annual_rate: part },
        };
        embedded(form, self.source, self.status)
    }
}

/// Every target, by name.
pub fn all() -> impl DoubleEndedIterator<Item = &'static PublishedTarget> + ExactSizeIterator {
    data::TARGETS.iter()
}

/// The target of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn target(id: &str) -> Result<&'static PublishedTarget, ReferenceError> {
    all().find(|row| row.id == id).ok_or_else(|| {
        let ids = all().map(PublishedTarget::id);
        ReferenceError::unknown("a published target", id, id, "itu-l1470", ids)
    })
}
