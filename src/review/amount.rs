//! Differences and totals of any quantity, checked.

use crate::numeric::ExactSum;
use crate::quantity::{Quantity, QuantityError};

/// The value in base units, which a bare scalar may hold as NaN or infinity.
pub(super) fn finite<Q: Quantity>(value: Q) -> Result<f64, QuantityError> {
    Q::check(value.base())?;
    Ok(value.base())
}

/// `left` − `right`.
pub(super) fn minus<Q: Quantity>(left: Q, right: Q) -> Result<Q, QuantityError> {
    Q::from_base(finite(left)? - finite(right)?)
}

/// The exact sum of values in base units, rounded once.
pub(super) fn total(values: impl IntoIterator<Item = f64>) -> f64 {
    let sum: ExactSum = values.into_iter().collect();
    sum.value().unwrap_or(f64::NAN)
}
