use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::numeric::SumError;
use crate::place::PlaceError;
use crate::quantity::QuantityError;
use crate::reference::ReferenceError;
use crate::source::{DigestError, LedgerError, SourceError};
use crate::time::TimeError;
use crate::uncertainty::{MonteCarloError, UncertaintyError};

use super::Organisation;
use super::decomposition::DecompositionError;
use super::disclosure::DisclosureError;
use super::fill::FillError;
use super::follow_up::FollowUpError;
use super::key_category::KeyCategoryError;
use super::ranking::RankingError;
use super::restatement::RestatementError;
use super::target::TargetError;

/// What can be wrong with one observation, or one row of any other file of a review, by itself.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ObservationError {
    /// NaN or an infinity.
    #[error("value `{value}` is not a finite number; write a notation key where there is none")]
    NotFinite {
        /// The text that was given.
        value: String,
    },
    /// A number without a unit.
    #[error("value {value} has no unit")]
    NoUnit {
        /// The number.
        value: f64,
    },
    /// Both a value and a notation key, or neither.
    #[error("give either a value or a notation key; given: value `{value}`, key `{key}`")]
    ValueOrKey {
        /// The text of the value.
        value: String,
        /// The text of the notation key.
        key: String,
    },
    /// A field that cannot be read.
    #[error("{field} `{given}`: accepted is {accepted}")]
    Unreadable {
        /// Name of the field.
        field: &'static str,
        /// The text that was given.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// An unknown country code.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// An impossible year.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A source id that cannot be one.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A code that is not known or cannot be one.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
}

/// A row of a file that is not what the file holds.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("row {row}: {error}")]
pub struct BadRow {
    /// Line or row number as the reader of the file counts it.
    pub row: usize,
    /// What is wrong.
    pub error: ObservationError,
}

/// What numbered rows are, or every row that is none.
pub(super) fn all_or_every_error<R, T>(
    rows: impl IntoIterator<Item = (usize, R)>,
) -> Result<Vec<T>, ReviewError>
where
    T: TryFrom<R, Error = ObservationError>,
{
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (row, text) in rows {
        match T::try_from(text) {
            Ok(read) => good.push(read),
            Err(error) => bad.push(BadRow { row, error }),
        }
    }
    if bad.is_empty() {
        Ok(good)
    } else {
        Err(ReviewError::BadRows(bad))
    }
}

/// What numbered rows are, of which no two have one name, or every row that is wrong.
pub(super) fn unique_or_every_error<R, T>(
    rows: impl IntoIterator<Item = (usize, R)>,
    name: impl Fn(&R) -> &str,
    (field, accepted): (&'static str, &'static str),
) -> Result<Vec<T>, ReviewError>
where
    T: TryFrom<R, Error = ObservationError>,
{
    let (mut names, mut twice, mut all) = (BTreeSet::new(), Vec::new(), Vec::new());
    for (row, text) in rows {
        let own = name(&text);
        if !own.is_empty() && !names.insert(own.to_string()) {
            let error = ObservationError::Unreadable {
                field,
                given: own.to_string(),
                accepted,
            };
            twice.push(BadRow { row, error });
        }
        all.push((row, text));
    }
    match all_or_every_error(all) {
        Ok(read) if twice.is_empty() => Ok(read),
        Ok(_) => Err(ReviewError::BadRows(twice)),
        Err(ReviewError::BadRows(mut bad)) => {
            bad.extend(twice);
            bad.sort_by_key(|bad| bad.row);
            Err(ReviewError::BadRows(bad))
        }
        Err(other) => Err(other),
    }
}

/// What keeps a review from being made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// No indicator has this code.
    #[error("there is no indicator `{code}`")]
    UnknownIndicator {
        /// The code that was given.
        code: String,
    },
    /// An indicator's unit or parts do not fit together.
    #[error("indicator `{code}`: {reason}")]
    Indicator {
        /// Code of the indicator.
        code: String,
        /// What does not fit.
        reason: String,
    },
    /// A target for what the review does not have.
    #[error("target `{name}`: {reason}")]
    StatedTarget {
        /// What it is called.
        name: String,
        /// What the review does not have, and what it has.
        reason: String,
    },
    /// Organisations that cannot be added up or registered.
    #[error("organisation `{organisation}`: {reason}")]
    Organisations {
        /// The organisation.
        organisation: Organisation,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A source that would be newer than itself.
    #[error(
        "source `{newer}` cannot be a newer edition of `{older}`, which is the same or came after it"
    )]
    Edition {
        /// The older edition.
        older: String,
        /// The newer edition.
        newer: String,
    },
    /// Rows that are not what their file holds.
    #[error("{} row(s) cannot be read", .0.len())]
    BadRows(Vec<BadRow>),
    /// Files with more observations than were given.
    #[error("the files have {read} observations, of which {given} were given")]
    Inputs {
        /// Observations that the files account for.
        read: usize,
        /// Observations that were given.
        given: usize,
    },
    /// A value that has no digest.
    #[error(transparent)]
    Digest(#[from] DigestError),
    /// A country or group that cannot be.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// A dataset that cannot be filled as it was asked.
    #[error(transparent)]
    Fill(Box<FillError>),
    /// Findings or improvement plans that cannot be.
    #[error(transparent)]
    FollowUp(#[from] FollowUpError),
    /// Totals of organisations that cannot be protected.
    #[error(transparent)]
    Disclosure(#[from] DisclosureError),
    /// A ledger that cannot be written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A sum that is too large for `f64`.
    #[error("{what}: {error}")]
    Sum {
        /// What was being added.
        what: String,
        /// Why it has no value.
        error: SumError,
    },
    /// A year, date or biennium that cannot be.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// An uncertainty that cannot be, or is too large for a number.
    #[error(transparent)]
    Uncertainty(#[from] UncertaintyError),
    /// A simulation that cannot be run.
    #[error(transparent)]
    MonteCarlo(#[from] MonteCarloError),
    /// A restatement that has no result.
    #[error(transparent)]
    Restatement(#[from] RestatementError),
    /// Key categories that cannot be found.
    #[error(transparent)]
    KeyCategory(#[from] KeyCategoryError),
    /// A change that cannot be split.
    #[error(transparent)]
    Decomposition(#[from] DecompositionError),
    /// Members that cannot be ranked.
    #[error(transparent)]
    Ranking(#[from] RankingError),
    /// A target that cannot be assessed.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A value that its quantity cannot hold.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
}

impl From<FillError> for ReviewError {
    fn from(error: FillError) -> Self {
        match error {
            FillError::Review(error) => error,
            error => Self::Fill(Box::new(error)),
        }
    }
}
