use alloc::string::String;

use crate::source::{DigestError, SourceError};

/// What keeps a review from being written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OutputError {
    /// A number that a text cannot hold.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// A source that is not in the register.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A fact that is not published has a number.
    #[error("{what} has a {number} though its status is {status}")]
    NotPublished {
        /// Indicator, group and period.
        what: String,
        /// Which number it is.
        number: &'static str,
        /// Why it is not published.
        status: &'static str,
    },
    /// Two rows of one key.
    #[error("{key} is there twice")]
    Duplicate {
        /// The key.
        key: String,
    },
    /// Two codes that SDMX cannot tell apart.
    #[error("`{first}` and `{second}` have the same SDMX id `{id}`")]
    SameId {
        /// The id.
        id: String,
        /// One of the codes.
        first: String,
        /// The other.
        second: String,
    },
    /// A message without a row.
    #[error("there is nothing to write; accepted: at least one fact or observation")]
    Empty,
    /// A text that the form does not take.
    #[error("{field} `{given}`; accepted: {accepted}")]
    NotAccepted {
        /// Name of the field.
        field: &'static str,
        /// The text that was given.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
}
