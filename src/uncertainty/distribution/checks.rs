use super::super::UncertaintyError;
use super::super::error::out_of_range;
use crate::quantity::{Quantity, text};

pub(super) fn at_least_zero<Q: Quantity>(
    field: &'static str,
    value: Q,
) -> Result<f64, UncertaintyError> {
    Q::check(value.base())?;
    if value.base() < 0.0 {
        return Err(out_of_range(field, text(value), "not negative"));
    }
    Ok(value.base())
}

pub(super) fn above_zero<Q: Quantity>(
    field: &'static str,
    value: Q,
) -> Result<f64, UncertaintyError> {
    Q::check(value.base())?;
    if value.base() <= 0.0 {
        return Err(out_of_range(field, text(value), "above zero"));
    }
    Ok(value.base())
}

/// The low end, the width and the place of the mode in it, 0 to 1.
pub(super) fn range<Q: Quantity>(
    low: Q,
    mode: Q,
    high: Q,
) -> Result<(f64, f64, f64), UncertaintyError> {
    for value in [low, mode, high] {
        Q::check(value.base())?;
    }
    let width = high.base() - low.base();
    if width <= 0.0 {
        let accepted = "above the least value";
        return Err(out_of_range("greatest value", text(high), accepted));
    }
    Q::check(width)?;
    let place = (mode.base() - low.base()) / width;
    if !(0.0..=1.0).contains(&place) {
        let accepted = "between the least and the greatest value";
        return Err(out_of_range("most probable value", text(mode), accepted));
    }
    Ok((low.base(), width, place))
}
