use core::ops::Add;

use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError, Ratio, Share, text};

/// What can be wrong with the inputs of a circularity indicator.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CircularityError {
    /// A quantity that is not finite, or an indicator whose denominator is zero.
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
    /// Parts that are more than the whole they are of.
    #[error("{parts} sum to {sum}, more than {whole}")]
    PartsAboveWhole {
        /// What the parts are.
        parts: &'static str,
        /// Their sum, with its unit.
        sum: String,
        /// The whole, with its unit.
        whole: String,
    },
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
}

/// `value` if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(
    field: &'static str,
    value: Q,
) -> Result<Q, CircularityError> {
    if value.base().is_finite() && value.base() >= 0.0 {
        Ok(value)
    } else {
        Err(CircularityError::OutOfRange {
            field,
            given: text(value),
            accepted: "finite and not negative",
        })
    }
}

/// The exact sum of `parts`, which is not above `whole` by more than a billionth: what decimals
/// cannot say exactly.
pub(super) fn sum_within<Q: Quantity + Add<Output = Q>>(
    name: &'static str,
    parts: &[Q],
    whole: Q,
) -> Result<Q, CircularityError> {
    let sum: Q = crate::quantity::sum(parts.iter().copied())?;
    if sum.base() > whole.base() * (1.0 + 1e-9) {
        return Err(CircularityError::PartsAboveWhole {
            parts: name,
            sum: text(sum),
            whole: text(whole),
        });
    }
    Ok(sum)
}

pub(super) fn undefined(ratio: &'static str, denominator: &'static str) -> CircularityError {
    QuantityError::Undefined { ratio, denominator }.into()
}

/// The exact sum of shares of one whole.
pub(super) fn shares_within(name: &'static str, shares: &[Share]) -> Result<f64, CircularityError> {
    let shares: Vec<Ratio> = shares.iter().map(|&share| share.into()).collect();
    Ok(sum_within(name, &shares, Ratio::from_checked(1.0))?.value)
}
