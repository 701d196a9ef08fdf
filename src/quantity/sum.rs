use core::ops::Add;

use super::Quantity;
use crate::numeric::{ExactSum, SumError};

/// The exact sum of values of one quantity, the same bits in any order.
///
/// # Equation
/// ```text
/// sum = round( q_1 + q_2 + … )        rounded once; nothing is 0
/// ```
///
/// # Source
/// See [`ExactSum`].
///
/// # Errors
/// [`SumError`] if a value is NaN or infinite, or the sum too large for `f64`.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Energy, parse, sum, text};
/// let sites: [Energy; 3] = [parse("1.5 MWh")?, parse("500 kWh")?, parse("2 MWh")?];
/// assert_eq!(text(sum(sites)?), "4000 kWh");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sum<Q>(values: impl IntoIterator<Item = Q>) -> Result<Q, SumError>
where
    Q: Quantity + Add<Output = Q>,
{
    let sum: ExactSum = values.into_iter().map(Quantity::base).collect();
    sum.value().map(Q::from_checked)
}
