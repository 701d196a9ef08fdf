use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::reference::gwp::GwpSet;
use crate::source::{SourceId, Status};
use crate::time::Date;
use crate::uncertainty::{PedigreeScores, RelativeUncertainty, UncertaintyError};

use super::super::ObservationError;
use super::{Origin, Tier};

/// Where a value came from and how.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Meta {
    /// How it came about.
    pub origin: Origin,
    /// Tier of the method, if one was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The source in the register.
    pub source: SourceId,
    /// Further sources that a model took data from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<SourceId>,
    /// How the source was read.
    pub status: Status,
    /// Half the width of the 95 % interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<RelativeUncertainty>,
    /// Scores of the quality of the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<DataQuality>,
    /// The set of global warming potentials behind a value in CO2e.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gwp: Option<GwpSet>,
    /// What the value takes in: two values of different boundaries do not compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<Cow<'static, str>>,
    /// Edition of the method or of the definition of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Cow<'static, str>>,
    /// The days that the value covers, where they are not those of the calendar year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<DateSpan>,
    /// Why the value differs from an earlier report of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated: Option<RestatementReason>,
    /// What else qualifies the value.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub qualifiers: BTreeSet<Qualifier>,
    /// What a reader should know, such as the method of a model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Cow<'static, str>>,
}

impl Meta {
    /// A value that was reported by or read in `source`.
    pub fn reported(source: SourceId, status: Status) -> Self {
        Self {
            origin: Origin::Reported,
            tier: None,
            source,
            also: Vec::new(),
            status,
            uncertainty: None,
            quality: None,
            gwp: None,
            boundary: None,
            method: None,
            days: None,
            restated: None,
            qualifiers: BTreeSet::new(),
            comment: None,
        }
    }

    /// A value that a model of this tier computed from data of `source` and of the others.
    pub fn modelled(
        source: SourceId,
        also: Vec<SourceId>,
        tier: Tier,
        method: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            origin: Origin::Modelled,
            tier: Some(tier),
            also,
            comment: Some(method.into()),
            ..Self::reported(source, Status::Derived)
        }
    }
}

/// What else qualifies a value.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Qualifier {
    /// A flexibility provision for developing countries was applied (FX of the UNFCCC tables).
    Flexibility,
    /// E-waste collected takes in imports, so it may exceed what was generated.
    ImportsIncluded,
    /// Not for publication by itself.
    Restricted,
}

impl FromStr for Qualifier {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text {
            "flexibility" => Ok(Self::Flexibility),
            "imports_included" => Ok(Self::ImportsIncluded),
            "restricted" => Ok(Self::Restricted),
            _ => Err(ObservationError::Unreadable {
                field: "qualifiers",
                given: text.to_string(),
                accepted: "flexibility, imports_included or restricted, separated by blanks",
            }),
        }
    }
}

/// Why a value differs from an earlier report of it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RestatementReason {
    /// Another method or definition.
    Method,
    /// Another emission factor or set of global warming potentials.
    Factor,
    /// Better activity data.
    ActivityData,
    /// Another boundary.
    Boundary,
    /// A corrected error.
    Error,
    /// Another membership of the group.
    Membership,
    /// Nobody said why.
    NotStated,
}

impl RestatementReason {
    /// Every reason, in the order of the bridge.
    pub const ALL: [Self; 7] = [
        Self::Membership,
        Self::Boundary,
        Self::Method,
        Self::Factor,
        Self::ActivityData,
        Self::Error,
        Self::NotStated,
    ];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Factor => "factor",
            Self::ActivityData => "activity_data",
            Self::Boundary => "boundary",
            Self::Error => "error",
            Self::Membership => "membership",
            Self::NotStated => "not_stated",
        }
    }
}

impl fmt::Display for RestatementReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for RestatementReason {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let named = Self::ALL.into_iter().find(|reason| reason.as_str() == text);
        named.ok_or_else(|| ObservationError::Unreadable {
            field: "restated",
            given: text.to_string(),
            accepted: "method, factor, activity_data, boundary, error, membership or not_stated",
        })
    }
}

/// The days from a first to a last one, both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DateSpan {
    first: Date,
    last: Date,
}

impl DateSpan {
    /// The days from `first` to `last`.
    ///
    /// # Errors
    /// [`ObservationError::Unreadable`] if the last day is before the first.
    pub fn new(first: Date, last: Date) -> Result<Self, ObservationError> {
        if last < first {
            return Err(ObservationError::Unreadable {
                field: "days",
                given: Self { first, last }.to_string(),
                accepted: "a first day and a last one that is not before it",
            });
        }
        Ok(Self { first, last })
    }

    /// The first day.
    pub const fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub const fn last(self) -> Date {
        self.last
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.last)
    }
}

impl FromStr for DateSpan {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let Some((first, last)) = text.split_once('/') else {
            return Err(ObservationError::Unreadable {
                field: "days",
                given: text.to_string(),
                accepted: "two dates, as 2022-04-01/2023-03-31",
            });
        };
        Self::new(first.parse()?, last.parse()?)
    }
}

impl TryFrom<String> for DateSpan {
    type Error = ObservationError;
    fn try_from(text: String) -> Result<Self, ObservationError> {
        text.parse()
    }
}

impl From<DateSpan> for String {
    fn from(span: DateSpan) -> Self {
        span.to_string()
    }
}

/// Five scores of the quality of a figure, 1 (best) to 5 (worst).
///
/// # Example
/// ```
/// use ict_impact::review::DataQuality;
/// let scores: DataQuality = "1 2 3 2 1".parse()?;
/// assert_eq!(scores.completeness(), 3);
/// assert!("1 2 6 2 1".parse::<DataQuality>().is_err());
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DataQuality {
    /// Technology, time, completeness, geography, reliability.
    scores: [u8; 5],
}

impl DataQuality {
    /// How well the technology fits.
    pub const fn technology(self) -> u8 {
        self.scores[0]
    }

    /// How well the time fits.
    pub const fn time(self) -> u8 {
        self.scores[1]
    }

    /// How complete the data are.
    pub const fn completeness(self) -> u8 {
        self.scores[2]
    }

    /// How well the place fits.
    pub const fn geography(self) -> u8 {
        self.scores[3]
    }

    /// How reliable the data are.
    pub const fn reliability(self) -> u8 {
        self.scores[4]
    }

    /// The same scores in the pedigree matrix with factors found from data.
    ///
    /// # Errors
    /// None in practice: the scores were checked when they were read.
    pub fn pedigree(self) -> Result<PedigreeScores, UncertaintyError> {
        PedigreeScores::empirical([
            self.reliability(),
            self.completeness(),
            self.time(),
            self.geography(),
            self.technology(),
        ])
    }
}

impl fmt::Display for DataQuality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e] = self.scores;
        write!(f, "{a} {b} {c} {d} {e}")
    }
}

impl FromStr for DataQuality {
    type Err = ObservationError;

    /// Technology, time, completeness, geography, reliability, separated by blanks.
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let read = || {
            let mut words = text.split_whitespace();
            let mut scores = [0; 5];
            for score in &mut scores {
                *score = words.next()?.parse().ok().filter(|n| (1..=5).contains(n))?;
            }
            words.next().is_none().then_some(Self { scores })
        };
        read().ok_or_else(|| ObservationError::Unreadable {
            field: "quality",
            given: text.to_string(),
            accepted: "five scores from 1 to 5: technology, time, completeness, geography, reliability",
        })
    }
}

impl TryFrom<String> for DataQuality {
    type Error = ObservationError;
    fn try_from(text: String) -> Result<Self, ObservationError> {
        text.parse()
    }
}

impl From<DataQuality> for String {
    fn from(scores: DataQuality) -> Self {
        scores.to_string()
    }
}
