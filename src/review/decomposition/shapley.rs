use alloc::vec::Vec;

use super::{Decomposition, DecompositionError, Sector, SplitMethod, lmdi, split};
use crate::quantity::Quantity;
use crate::review::amount::total;

/// The most factors of a Shapley split; each adds as many terms as all before it.
pub const MOST_FACTORS: usize = 8;

/// Splits the change of Σ x₁·x₂·…·xₙ over its factors by the mean over all orders of change.
///
/// Factors may be negative and may change sign, as net exports or removals do.
///
/// # Equation
/// ```text
/// ΔVₖ = Σᵢ w·(xₖᵢᵀ − xₖᵢ⁰) · Σ_S s!·(n − s − 1)!/n! · Π_{j∈S} xⱼᵢᵀ · Π_{j∉S, j≠k} xⱼᵢ⁰
///
/// S    every set of the other factors, s of them, that have changed before factor k
/// n    number of factors, at most 8
/// xₖᵢ, w, ⁰, ᵀ  as in `lmdi`, but xₖᵢ of any sign
/// ΔVₖ  effect of factor k; Σₖ ΔVₖ = Vᵀ − V⁰        [unit of Q]
/// ```
/// For two factors: ΔV₁ = w·(x₁ᵀ − x₁⁰)·(x₂⁰ + x₂ᵀ)/2.
///
/// # Source
/// Sun (1998), *Changes in energy consumption and energy intensity: a complete decomposition
/// model*, Energy Economics 20, 85–100; as a Shapley value: Albrecht, François and Schoors
/// (2002), Energy Policy 30, 727–736. The limit of 8 factors is our choice.
///
/// # Errors
/// As [`lmdi`] without [`Negative`](DecompositionError::Negative), and
/// [`TooManyFactors`](DecompositionError::TooManyFactors).
///
/// # Example
/// Net imports turn from 4 to −2 while the intensity doubles from 1 to 2: 4 − (−4) = 8 less.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::decomposition::{Sector, shapley};
/// let trade = Sector { start: &[4.0, 1.0], end: &[-2.0, 2.0] };
/// let split = shapley(Co2e::from_kg(1.0), &[trade])?;
/// assert_eq!(split.change().kg(), -8.0);
/// assert_eq!(split.effects()[0].kg(), -9.0); // −6 · (1 + 2)/2
/// assert_eq!(split.effects()[1].kg(), 1.0); // 1 · (4 − 2)/2
/// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
/// ```
pub fn shapley<Q: Quantity>(
    worth_of_one: Q,
    sectors: &[Sector<'_>],
) -> Result<Decomposition<Q>, DecompositionError> {
    let found = sectors.first().map_or(0, |sector| sector.start.len());
    if found > MOST_FACTORS {
        return Err(DecompositionError::TooManyFactors {
            found,
            most: MOST_FACTORS,
        });
    }
    split(worth_of_one, sectors, SplitMethod::Shapley)
}

/// Splits a change by LMDI-I, or by Shapley where any factor of any sector is negative.
///
/// One method is used for all sectors, and [`Decomposition::method`] says which.
///
/// # Source
/// As [`lmdi`] and [`shapley`]; the order of the two is our choice.
///
/// # Errors
/// As [`lmdi`] without [`Negative`](DecompositionError::Negative), and as [`shapley`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::decomposition::{Sector, SplitMethod, decompose};
/// let one = Co2e::from_kg(1.0);
/// let plain = Sector { start: &[4.0, 1.0], end: &[2.0, 2.0] };
/// let signed = Sector { start: &[4.0, 1.0], end: &[-2.0, 2.0] };
/// assert_eq!(decompose(one, &[plain])?.method(), SplitMethod::LmdiI);
/// assert_eq!(decompose(one, &[plain, signed])?.method(), SplitMethod::Shapley);
/// # Ok::<(), ict_impact::review::decomposition::DecompositionError>(())
/// ```
pub fn decompose<Q: Quantity>(
    worth_of_one: Q,
    sectors: &[Sector<'_>],
) -> Result<Decomposition<Q>, DecompositionError> {
    let negative = |values: &[f64]| values.iter().any(|&value| value < 0.0);
    let signed = |sector: &Sector<'_>| negative(sector.start) || negative(sector.end);
    if sectors.iter().any(signed) {
        shapley(worth_of_one, sectors)
    } else {
        lmdi(worth_of_one, sectors)
    }
}

/// The effects of one sector of finite factors, in base units.
pub(super) fn effects(worth: f64, sector: Sector<'_>) -> Vec<f64> {
    let pairs: Vec<(f64, f64)> = sector
        .start
        .iter()
        .copied()
        .zip(sector.end.iter().copied())
        .collect();
    let one = |factor: usize| {
        let others = pairs.iter().enumerate().filter(|pair| pair.0 != factor);
        let others: Vec<(f64, f64)> = others.map(|pair| *pair.1).collect();
        let moved = pairs.get(factor).map_or(0.0, |pair| pair.1 - pair.0);
        let sets = 0_u32..1 << others.len();
        let terms = sets.map(|set| {
            let weight = weight(set.count_ones(), others.len());
            let product = others
                .iter()
                .enumerate()
                .fold(moved, |product, (at, pair)| {
                    product * if set >> at & 1 == 1 { pair.1 } else { pair.0 }
                });
            product * weight
        });
        worth * total(terms)
    };
    (0..pairs.len()).map(one).collect()
}

/// s!·(n − s − 1)!/n! with n − 1 other factors: one over n times the number of sets of s of them.
fn weight(size: u32, others: usize) -> f64 {
    let others = u32::try_from(others).unwrap_or(u32::MAX);
    let sets = (0..size).fold(1_u32, |sets, k| sets * (others - k) / (k + 1));
    1.0 / (f64::from(sets) * f64::from(others + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn kg(start: &[f64], end: &[f64]) -> Vec<f64> {
        let split = shapley(Co2e::from_kg(1.0), &[Sector { start, end }]).unwrap();
        split.effects().iter().map(|effect| effect.kg()).collect()
    }

    #[test]
    fn three_factors_are_those_of_sun() {
        // Sun: Δx·y⁰z⁰ + ½·Δx·(Δy·z⁰ + y⁰·Δz) + ⅓·Δx·Δy·Δz; here Δ = 1, 2, 3 from 1, 1, 1
        let found = kg(&[1.0, 1.0, 1.0], &[2.0, 3.0, 4.0]);
        let third = 6.0 / 3.0;
        let exact = [
            1.0 + 0.5 * (2.0 + 3.0) + third,
            2.0 + 0.5 * (2.0 + 6.0) + third,
            3.0 + 0.5 * (3.0 + 6.0) + third,
        ];
        for (found, exact) in found.iter().zip(exact) {
            assert!((found - exact).abs() < 1e-14, "{found} {exact}");
        }
    }

    #[test]
    fn weights_sum_to_one_over_all_sets() {
        for others in 0..MOST_FACTORS {
            let sum = total((0_u32..1 << others).map(|set| weight(set.count_ones(), others)));
            assert!((sum - 1.0).abs() < 1e-15, "{others} {sum}");
        }
        assert_eq!(weight(2, 4), 1.0 / 30.0);
    }

    #[test]
    fn a_sign_may_change_and_a_zero_needs_no_limit() {
        assert_eq!(kg(&[-3.0], &[2.0]), [5.0]);
        assert_eq!(kg(&[0.0, 5.0], &[2.0, 5.0]), [10.0, 0.0]);
        assert_eq!(kg(&[-1.0, -1.0], &[1.0, 1.0]), [0.0, 0.0]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let one = Co2e::from_kg(1.0);
        let many = [1.0; 9];
        let many = Sector {
            start: &many,
            end: &many,
        };
        assert_eq!(
            shapley(one, &[many]),
            Err(DecompositionError::TooManyFactors { found: 9, most: 8 })
        );
        assert_eq!(shapley(one, &[]), Err(DecompositionError::Empty));
        let nan = Sector {
            start: &[f64::NAN],
            end: &[1.0],
        };
        assert!(matches!(
            decompose(one, &[nan]),
            Err(DecompositionError::Product { .. })
        ));
        let signed = Sector {
            start: &[1.0],
            end: &[-1.0],
        };
        let split = decompose(one, &[signed]).unwrap();
        assert_eq!(split.ratios(), Err(DecompositionError::OnlyAdditive));
        let short = Sector {
            start: &[-1.0, 1.0],
            end: &[1.0],
        };
        assert!(matches!(
            decompose(one, &[short]),
            Err(DecompositionError::FactorCount { .. })
        ));
    }
}
