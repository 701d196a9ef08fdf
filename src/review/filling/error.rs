use alloc::string::String;

use crate::quantity::QuantityError;
use crate::time::{TimeError, Year};

/// Why a series is not filled at all.
///
/// A single year that stays open is no error: see [`Open`](super::Open).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FillingError {
    /// A value is not finite.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// The years of the two series together are no span of years.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The two series have too few years in common.
    #[error(
        "the series overlap in {found} years; {least} are needed \
         (one only where the rule allows a single year)"
    )]
    TooFewOverlapYears {
        /// How many years both have a value for.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// A value that a ratio is made of is zero or negative.
    #[error("{series} is {value} in {year}: a ratio is taken of values above 0")]
    NotPositive {
        /// Which of the series.
        series: &'static str,
        /// The year.
        year: Year,
        /// The value in base units.
        value: f64,
    },
    /// The ratios of the overlap vary too much for one ratio to speak for all.
    #[error(
        "the ratios of the overlap vary by {variation} of their mean; at most {limit} is accepted"
    )]
    Variation {
        /// Coefficient of variation of the ratios.
        variation: f64,
        /// The limit of the rule.
        limit: f64,
    },
    /// Two fillings do not rest on the same observations.
    #[error("the fillings disagree on {year}: {left} and {right} are both said to be observed")]
    DifferentObservations {
        /// The year.
        year: Year,
        /// What the first filling has, in base units, or `nothing`.
        left: String,
        /// What the second filling has, in base units, or `nothing`.
        right: String,
    },
    /// A value to scale is zero or negative, or so is its driver.
    #[error("{what} is {value}: it must be {accepted}")]
    OutOfRange {
        /// Which value.
        what: &'static str,
        /// The value in base units.
        value: f64,
        /// What is accepted.
        accepted: &'static str,
    },
}
