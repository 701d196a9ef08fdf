use core::fmt;

use super::SourceId;

/// How a figure was come by. Shown wherever it is not [`Status::Verified`].
///
/// Serialised as its lower-case word.
///
/// # Example
/// ```
/// use ict_impact::source::Status;
/// assert_eq!(Status::Secondary.to_string(), "secondary");
/// assert!(Status::Derived.is_evidence());
/// assert!(!Status::Unverified.is_evidence());
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// Read in the publisher's own text or file.
    Verified,
    /// Read in a copy, a transcription or a report of the publisher's text.
    Secondary,
    /// Computed from the inputs of the source by its own published procedure.
    Derived,
    /// Read in the source, and there is reason to doubt it: the note of the table says which.
    Questionable,
    /// From memory: to be verified before anyone relies on it.
    Unverified,
    /// A proposal of this project, not a finding.
    Proposal,
}

impl Status {
    /// Whether the figure rests on a text that was read: neither from memory nor a proposal.
    pub const fn is_evidence(self) -> bool {
        !matches!(self, Self::Unverified | Self::Proposal)
    }

    /// The lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary",
            Self::Derived => "derived",
            Self::Questionable => "questionable",
            Self::Unverified => "unverified",
            Self::Proposal => "proposal",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A value with its source and the status of the reading.
///
/// # Example
/// ```
/// use ict_impact::source::{SourceId, Sourced, Status};
/// let per_kwh = Sourced::new(55.0, SourceId::new("ademe-base-empreinte")?, Status::Secondary);
/// assert_eq!(per_kwh.to_string(), "55 [ademe-base-empreinte, secondary]");
/// assert_eq!(per_kwh.map(|watt| watt / 1000.0).value, 0.055);
/// # Ok::<(), ict_impact::source::SourceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Name of the source in the [`SourceRegister`](super::SourceRegister).
    pub source: SourceId,
    /// How the value was come by.
    pub status: Status,
}

impl<T> Sourced<T> {
    /// `value`, which stands in `source` and was come by as `status` says.
    pub const fn new(value: T, source: SourceId, status: Status) -> Self {
        Self {
            value,
            source,
            status,
        }
    }

    /// The value changed by `change`: another unit or another form of the same figure.
    ///
    /// A result computed from several figures has several sources; it is not made with this.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: change(self.value),
            source: self.source,
            status: self.status,
        }
    }

    /// The same by reference.
    pub fn as_ref(&self) -> Sourced<&T> {
        Sourced {
            value: &self.value,
            source: self.source.clone(),
            status: self.status,
        }
    }
}

impl<T: fmt::Display> fmt::Display for Sourced<T> {
    /// `value [source]`, and `value [source, status]` where the status is not verified.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Status::Verified => write!(f, "{} [{}]", self.value, self.source),
            status => write!(f, "{} [{}, {status}]", self.value, self.source),
        }
    }
}
