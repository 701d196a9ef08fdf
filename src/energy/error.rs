use alloc::string::String;

use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError, Share, text};
use crate::uncertainty::Bounded;

/// What can be wrong with an energy account.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EnergyError {
    /// A quantity that is not finite, or a ratio whose denominator is zero.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// An input outside its range.
    #[error("{field} must be {accepted}, not {given}")]
    OutOfRange {
        /// The input.
        field: &'static str,
        /// What was given, with its unit.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// The shares of the time in the power states are not the whole time.
    #[error("the shares of the time in {states} power state(s) sum to {sum}, not to 1 (± 1e-9)")]
    TimeNotWhole {
        /// Number of power states.
        states: usize,
        /// The sum of their shares.
        sum: f64,
    },
    /// A data centre that uses less energy than its IT equipment.
    #[error(
        "the data centre used {total}, less than the {it} of its IT equipment: PUE is at least 1"
    )]
    PueBelowOne {
        /// Energy of the whole data centre, with its unit.
        total: String,
        /// Energy of the IT equipment, with its unit.
        it: String,
    },
    /// A load curve of fewer than two points.
    #[error("a load curve needs at least 2 points, not {given}")]
    TooFewPoints {
        /// Number of points given.
        given: usize,
    },
    /// Two points of a load curve at one load.
    #[error("a load curve has one power at {load}, not two")]
    SameLoad {
        /// The load that was given twice.
        load: Share,
    },
    /// A load below the lowest or above the highest point of a load curve.
    #[error("the load of {load} is outside the points of the curve, {lowest} to {highest}")]
    LoadOutsidePoints {
        /// The load that was asked for.
        load: Share,
        /// Load of the first point.
        lowest: Share,
        /// Load of the last point.
        highest: Share,
    },
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
}

/// `value` if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(field: &'static str, value: Q) -> Result<Q, EnergyError> {
    if value.base().is_finite() && value.base() >= 0.0 {
        Ok(value)
    } else {
        Err(EnergyError::OutOfRange {
            field,
            given: text(value),
            accepted: "finite and not negative",
        })
    }
}

/// `value` if it and its bounds are finite and not negative.
pub(super) fn bounded<Q: Quantity>(
    field: &'static str,
    value: Bounded<Q>,
) -> Result<Bounded<Q>, EnergyError> {
    for one in [value.min(), value.value(), value.max()] {
        not_negative(field, one)?;
    }
    Ok(value)
}
