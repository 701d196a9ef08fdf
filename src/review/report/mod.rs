//! What one entity sends for one biennium, and which of several versions counts.

mod expected;
mod taccc;
mod version;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::reference::gwp::GwpSet;
use crate::source::{Digest, DigestError};
use crate::time::{Biennium, Date};

use super::{Entity, Observation, ObservationError};

pub use expected::ExpectedMatrix;
pub use taccc::{Taccc, TacccOptions};
pub use version::{Current, current_reports};

/// Name of a report by what is in it: the SHA-256 of the report written as JSON.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ReportId(Digest);

impl ReportId {
    /// The id that is this digest.
    pub const fn new(digest: Digest) -> Self {
        Self(digest)
    }

    /// The digest.
    pub const fn digest(self) -> Digest {
        self.0
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// How far a report has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReportStatus {
    /// Not yet sent: it does not count.
    Draft,
    /// Sent.
    Submitted,
    /// Being reviewed.
    InReview,
    /// Reviewed and accepted.
    Accepted,
    /// Taken back: it does not count, and neither does what it superseded.
    Withdrawn,
}

impl FromStr for ReportStatus {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text {
            "draft" => Ok(Self::Draft),
            "submitted" => Ok(Self::Submitted),
            "in_review" => Ok(Self::InReview),
            "accepted" => Ok(Self::Accepted),
            "withdrawn" => Ok(Self::Withdrawn),
            _ => Err(ObservationError::Unreadable {
                field: "status",
                given: text.to_string(),
                accepted: "draft, submitted, in_review, accepted or withdrawn",
            }),
        }
    }
}

/// How sure someone else is of a report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Assurance {
    /// Limited or reasonable assurance.
    pub level: AssuranceLevel,
    /// Who gave it.
    pub provider: String,
    /// By which standard.
    pub standard: String,
    /// Over what.
    pub boundary: String,
}

/// Level of assurance.
///
/// # Source
/// ISAE 3000 (Revised): reasonable and limited assurance engagements.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AssuranceLevel {
    /// Limited.
    Limited,
    /// Reasonable.
    Reasonable,
}

/// A flexibility provision that a developing country applies in the light of its capacities.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Flexibility {
    /// Which provision, in words.
    pub provision: String,
    /// The indicators that it is applied to; all of them if none is named.
    #[serde(default)]
    pub indicators: Vec<String>,
    /// What constrains the country.
    pub constraint: String,
    /// When it means to do without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Biennium>,
}

impl Flexibility {
    /// Whether it is applied to an indicator.
    pub fn covers(&self, indicator: &str) -> bool {
        self.indicators.is_empty() || self.indicators.iter().any(|code| code == indicator)
    }
}

/// Something that a report means to do better.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Improvement {
    /// A name that stays the same from one biennium to the next.
    pub key: String,
    /// What is to be done.
    pub text: String,
    /// By when.
    pub due: Biennium,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
}

/// Twelve months that are not the calendar year.
///
/// # Example
/// ```
/// use ict_impact::review::FiscalYear;
/// let april: FiscalYear = "04".parse()?;
/// assert_eq!(april.first_month(), 4);
/// assert!("13".parse::<FiscalYear>().is_err());
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiscalYear {
    first_month: u8,
}

impl FiscalYear {
    /// The month that it begins with, 1 to 12. It counts for the calendar year that it begins in.
    pub const fn first_month(self) -> u8 {
        self.first_month
    }
}

impl FromStr for FiscalYear {
    type Err = ObservationError;

    /// Reads a month, `01` to `12`.
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text.parse() {
            Ok(first_month @ 1..=12) => Ok(Self { first_month }),
            _ => Err(ObservationError::Unreadable {
                field: "fiscal_year",
                given: text.to_string(),
                accepted: "the month it begins with, 01 to 12",
            }),
        }
    }
}

impl TryFrom<String> for FiscalYear {
    type Error = ObservationError;
    fn try_from(text: String) -> Result<Self, ObservationError> {
        text.parse()
    }
}

impl From<FiscalYear> for String {
    fn from(year: FiscalYear) -> Self {
        alloc::format!("{:02}", year.first_month)
    }
}

/// What one entity says about one biennium.
///
/// # Example
/// ```
/// use ict_impact::place::Country;
/// use ict_impact::review::Report;
/// use ict_impact::time::Biennium;
/// let kenya: Country = "KEN".parse()?;
/// let report = Report::new(kenya, Biennium::of::<2022>(), "2024-12-31".parse()?);
/// assert_eq!(report.version, 1);
/// assert_eq!(report.id()?, report.clone().id()?); // the same content has the same name
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Report {
    /// Who reports.
    pub entity: Entity,
    /// About which biennium.
    pub biennium: Biennium,
    /// When it was sent.
    pub submitted: Date,
    /// Number of the version, from 1.
    pub version: u32,
    /// The report that this one stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<ReportId>,
    /// How far it has come.
    pub status: ReportStatus,
    /// The set of global warming potentials behind its values in CO2e.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gwp: Option<GwpSet>,
    /// What its values take in, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boundary: Option<String>,
    /// Its twelve months, if they are not the calendar year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<FiscalYear>,
    /// The date of the country lists that its group figures were made with, if it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists_as_of: Option<Date>,
    /// Flexibility provisions that it applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flexibility: Vec<Flexibility>,
    /// How sure someone else is of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assurance: Option<Assurance>,
    /// The values.
    pub observations: Vec<Observation>,
    /// What is to be done better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub improvements: Vec<Improvement>,
}

impl Report {
    /// A submitted first version without values.
    pub fn new(entity: impl Into<Entity>, biennium: Biennium, submitted: Date) -> Self {
        Self {
            entity: entity.into(),
            biennium,
            submitted,
            version: 1,
            supersedes: None,
            status: ReportStatus::Submitted,
            gwp: None,
            boundary: None,
            fiscal_year: None,
            lists_as_of: None,
            flexibility: Vec::new(),
            assurance: None,
            observations: Vec::new(),
            improvements: Vec::new(),
        }
    }

    /// Its name, by what is in it.
    ///
    /// # Errors
    /// [`DigestError`] for a value that cannot be written, which the types of a report rule out.
    pub fn id(&self) -> Result<ReportId, DigestError> {
        Digest::of(self).map(ReportId)
    }
}
