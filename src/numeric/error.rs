//! Which numbers have no sum or no quantile?

use thiserror::Error;

/// Why a sum has no `f64` value.
///
/// # Example
/// ```
/// use ict_impact::numeric::{SumError, exact_sum};
///
/// let error = exact_sum(&[1.0, 2.0, f64::INFINITY]).unwrap_err();
/// assert_eq!(error, SumError::NotFinite { index: 2, value: f64::INFINITY });
/// assert_eq!(error.to_string(), "value 2 (counted from 0) is inf: a sum takes finite numbers");
/// ```
#[derive(Clone, Copy, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum SumError {
    /// A value of a slice, or a value that a closure returned, is infinite or not a number.
    #[error("value {index} (counted from 0) is {value}: a sum takes finite numbers")]
    NotFinite {
        /// Position of the first such value, counted from 0.
        index: usize,
        /// The value itself.
        value: f64,
    },
    /// Infinite values or values that are not a number were added to an accumulator.
    #[error(
        "the sum was given {nan} NaN, {positive_infinity} inf and {negative_infinity} -inf: \
         a sum takes finite numbers"
    )]
    Tainted {
        /// How many values were not a number.
        nan: u64,
        /// How many values were positive infinity.
        positive_infinity: u64,
        /// How many values were negative infinity.
        negative_infinity: u64,
    },
    /// The sum rounds to a magnitude above [`f64::MAX`].
    #[error(
        "the sum is about {}2^{exponent}: a result lies between -{max:e} and {max:e}",
        if *negative { "-" } else { "" },
        max = f64::MAX
    )]
    Overflow {
        /// Whether the sum is below zero.
        negative: bool,
        /// The power of two at or below the magnitude of the sum.
        exponent: i32,
    },
    /// Columns that are combined element by element have different lengths.
    #[error("columns of {expected} and {found} values were given: they must have the same length")]
    LengthMismatch {
        /// Number of values in the first column.
        expected: usize,
        /// Number of values in the column that differs.
        found: usize,
    },
}

/// Why a probability has no quantile.
///
/// # Example
/// ```
/// use ict_impact::numeric::normal_quantile;
///
/// let error = normal_quantile(1.5).unwrap_err();
/// assert_eq!(error.to_string(), "probability 1.5 was given: it must lie between 0 and 1, both excluded");
/// ```
#[derive(Clone, Copy, Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum QuantileError {
    /// The probability is not strictly between 0 and 1.
    #[error("probability {probability} was given: it must lie between 0 and 1, both excluded")]
    ProbabilityOutOfRange {
        /// What was given.
        probability: f64,
    },
}
