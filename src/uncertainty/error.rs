use alloc::string::String;

use crate::numeric::{QuantileError, SumError};
use crate::quantity::QuantityError;

/// What can be wrong with an uncertainty.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum UncertaintyError {
    /// A value that is not finite or leaves the range of its quantity.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
    /// A probability without a quantile.
    #[error(transparent)]
    Quantile(#[from] QuantileError),
    /// An input outside its range.
    #[error("{field} must be {accepted}, not {given}")]
    OutOfRange {
        /// The input.
        field: &'static str,
        /// What was given.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// The uncertainty of zero in per cent of itself.
    #[error("zero has no uncertainty in per cent: state its half-width of {half_width}")]
    RelativeToZero {
        /// The half-width, with its unit.
        half_width: String,
    },
    /// An inventory whose total is zero or negative.
    #[error("the total of the {year} is {total}: Approach 1 needs totals above zero")]
    TotalNotPositive {
        /// `base year` or `year t`.
        year: &'static str,
        /// The total, with its unit.
        total: String,
    },
    /// A trend whose answer to a change of one category is undefined: the removals of the category
    /// are a hundred times the total.
    #[error(
        "the trend has no sensitivity to category {index} (counted from 0): its base year is -100 times the total"
    )]
    SensitivityUndefined {
        /// Position of the category, counted from 0.
        index: usize,
    },
    /// Bounds of classes that do not rise.
    #[error("bound {index} (counted from 0) of the classes is {bound}: bounds are finite and rise")]
    BoundsNotRising {
        /// Position of the bound, counted from 0.
        index: usize,
        /// The bound.
        bound: f64,
    },
}

/// Refuses an input.
pub(super) fn out_of_range(
    field: &'static str,
    given: impl core::fmt::Display,
    accepted: &'static str,
) -> UncertaintyError {
    UncertaintyError::OutOfRange {
        field,
        given: alloc::format!("{given}"),
        accepted,
    }
}
