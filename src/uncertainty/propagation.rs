use core::ops::Add;

use alloc::vec::Vec;

use super::root_sum::root_sum_of_squares;
use super::{RelativeUncertainty, Uncertain, UncertaintyError};
use crate::numeric::{ExactSum, SumError};
use crate::quantity::{Quantity, sum};

/// The sum of values whose errors are independent.
///
/// # Equation
/// ```text
/// x = Σ_i x_i     h = √( Σ_i h_i² )     U = √( Σ_i (U_i · x_i)² ) / |Σ_i x_i|
///
/// x_i  value i, x their sum [any one unit]
/// h_i  half-width of the 95 % interval of value i, h of the sum [unit of x]
/// U    the same in per cent of the value [%]
/// ```
/// Values may be negative. A sum of zero has a half-width, and no uncertainty in per cent.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3, equation 3.2.
///
/// # Errors
/// [`UncertaintyError::Sum`] or [`UncertaintyError::Quantity`] if a sum is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::uncertainty::{RelativeUncertainty, Uncertain, sum_rule};
/// let percent = RelativeUncertainty::from_percent;
/// let sites = [
///     Uncertain::new(Co2e::from_kg(100.0), percent(30.0)?)?, // ± 30 kg
///     Uncertain::new(Co2e::from_kg(400.0), percent(10.0)?)?, // ± 40 kg
/// ];
/// let total = sum_rule(&sites)?;
/// assert_eq!(total.to_string(), "500 kgCO2e ± 50 kgCO2e");
/// assert_eq!(total.relative()?.percent(), 10.0);
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
pub fn sum_rule<Q>(values: &[Uncertain<Q>]) -> Result<Uncertain<Q>, UncertaintyError>
where
    Q: Quantity + Add<Output = Q>,
{
    let half_width = root_sum_of_squares(values.iter().map(|v| v.half_width().base()))?;
    let total = sum(values.iter().map(|v| v.value()))?;
    Uncertain::with_half_width(total, Q::from_base(half_width)?)
}

/// The sum of values in blocks: fully correlated within a block, independent across blocks.
///
/// A block holds the values that rest on one factor, such as the sites on one grid intensity: if
/// the factor is too high, all of them are.
///
/// # Equation
/// ```text
/// h_b = | Σ_i s_i · h_i |     h = √( Σ_b h_b² )
///
/// h_i  half-width of value i of block b [unit of the values]
/// s_i  sign of value i: what one factor adds and takes away cancels
/// h    half-width of the sum [unit of the values]
/// ```
/// With one value a block it is [`sum_rule`]. Where no value is negative, it is never less.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3 (correlation between categories); for two
/// values the general rule Var(x + y) = Var(x) + Var(y) + 2 Cov(x, y) with a correlation of 1.
///
/// # Errors
/// As [`sum_rule`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::uncertainty::{RelativeUncertainty, Uncertain, sum_rule_in_blocks};
/// let percent = RelativeUncertainty::from_percent;
/// let a = Uncertain::new(Co2e::from_kg(100.0), percent(20.0)?)?; // ± 20 kg
/// let b = Uncertain::new(Co2e::from_kg(50.0), percent(20.0)?)?; // ± 10 kg, on the same grid
/// let c = Uncertain::new(Co2e::from_kg(400.0), percent(10.0)?)?; // ± 40 kg
/// let total = sum_rule_in_blocks(&[&[a, b], &[c]])?;
/// assert_eq!(total.to_string(), "550 kgCO2e ± 50 kgCO2e"); // √((20 + 10)² + 40²)
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
pub fn sum_rule_in_blocks<Q>(blocks: &[&[Uncertain<Q>]]) -> Result<Uncertain<Q>, UncertaintyError>
where
    Q: Quantity + Add<Output = Q>,
{
    let signed = |v: &Uncertain<Q>| v.half_width().base().copysign(v.value().base());
    let spreads = each_block(blocks, signed)?;
    let half_width = root_sum_of_squares(spreads.into_iter())?;
    let total = sum(blocks.iter().copied().flatten().map(|v| v.value()))?;
    Uncertain::with_half_width(total, Q::from_base(half_width)?)
}

/// The uncertainty of a product of factors whose errors are independent.
///
/// # Equation
/// ```text
/// U = √( Σ_i U_i² )     U    uncertainty of the product [%]
///                       U_i  uncertainty of factor i [%]
/// ```
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3, equation 3.1.
///
/// # Errors
/// [`UncertaintyError::OutOfRange`] if the result is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{RelativeUncertainty, product_rule};
/// let activity = RelativeUncertainty::from_percent(5.0)?;
/// let factor = RelativeUncertainty::from_percent(12.0)?;
/// assert_eq!(product_rule(&[activity, factor])?.percent(), 13.0);
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
pub fn product_rule(
    factors: &[RelativeUncertainty],
) -> Result<RelativeUncertainty, UncertaintyError> {
    let percent = root_sum_of_squares(factors.iter().map(|factor| factor.percent()))?;
    RelativeUncertainty::from_percent(percent)
}

/// The uncertainty of a product of factors in blocks: fully correlated within a block,
/// independent across blocks.
///
/// # Equation
/// ```text
/// U = √( Σ_b ( Σ_i U_i )² )     U    uncertainty of the product [%]
///                               U_i  uncertainty of factor i of block b [%]
/// ```
/// The square of a figure is a block of two.
///
/// # Source
/// As [`product_rule`], with a correlation of 1 within a block.
///
/// # Errors
/// [`UncertaintyError::Sum`] or [`UncertaintyError::OutOfRange`] if the result is too large for a
/// number.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{RelativeUncertainty, product_rule_in_blocks};
/// let percent = RelativeUncertainty::from_percent;
/// let blocks = [&[percent(1.0)?, percent(2.0)?][..], &[percent(4.0)?]];
/// assert_eq!(product_rule_in_blocks(&blocks)?.percent(), 5.0); // √((1 + 2)² + 4²)
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
pub fn product_rule_in_blocks(
    blocks: &[&[RelativeUncertainty]],
) -> Result<RelativeUncertainty, UncertaintyError> {
    let spreads = each_block(blocks, |factor| factor.percent())?;
    RelativeUncertainty::from_percent(root_sum_of_squares(spreads.into_iter())?)
}

/// The linear sum of each block.
fn each_block<T>(blocks: &[&[T]], spread: impl Fn(&T) -> f64) -> Result<Vec<f64>, SumError> {
    let linear = |block: &&[T]| block.iter().map(&spread).collect::<ExactSum>().value();
    blocks.iter().map(linear).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn kg(value: f64, percent: f64) -> Uncertain<Co2e> {
        let percent = RelativeUncertainty::from_percent(percent).unwrap();
        Uncertain::new(Co2e::from_kg(value), percent).unwrap()
    }

    #[test]
    fn nothing_is_zero_and_exact() {
        let none = sum_rule::<Co2e>(&[]).unwrap();
        assert_eq!((none.value().kg(), none.half_width().kg()), (0.0, 0.0));
        assert_eq!(sum_rule_in_blocks::<Co2e>(&[&[]]).unwrap(), none);
        assert_eq!(product_rule(&[]), Ok(RelativeUncertainty::NONE));
    }

    #[test]
    fn sources_and_sinks_that_cancel_keep_a_half_width() {
        let total = sum_rule(&[kg(300.0, 1.0), kg(-300.0, 1.0)]).unwrap();
        assert_eq!(total.value().kg(), 0.0);
        approx::assert_relative_eq!(total.half_width().kg(), 18.0_f64.sqrt());
        assert!(matches!(
            total.relative(),
            Err(UncertaintyError::RelativeToZero { .. })
        ));
        let on_one_factor = [kg(300.0, 1.0), kg(-300.0, 1.0)];
        let shared = sum_rule_in_blocks(&[&on_one_factor]).unwrap();
        assert_eq!(shared.half_width().kg(), 0.0);
    }

    #[test]
    fn what_is_too_large_is_an_error() {
        let huge = RelativeUncertainty::from_percent(f64::MAX).unwrap();
        assert!(product_rule(&[huge, huge]).is_err());
        assert!(product_rule_in_blocks(&[&[huge, huge]]).is_err());
        assert!(sum_rule(&[kg(1e308, 1.0), kg(1e308, 1.0)]).is_err());
    }
}
