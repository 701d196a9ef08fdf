//! Which few categories make up nearly all of a total, or of its change?
//!
//! | to … | use |
//! |---|---|
//! | find what makes up the total | [`by_level`] (IPCC 2006, Eq. 4.1) |
//! | find what makes up the trend | [`by_trend`] (IPCC 2006, Eq. 4.2 and 4.3) |
//! | know only the assessments, in the order given | [`level`], [`trend`] |
//! | leave filled values out | [`observed_by_level`], [`observed_by_trend`] |
//! | find key members or parts in a dataset | [`key_members`], [`key_parts`] |
//! | see what is too small to be estimated | [`InsignificanceRule`] (decision 18/CMA.1) |
//!
//! A ranking goes from the largest to the smallest assessment; equal ones go by their key.
//! [`KeyCategories::reaching`] cuts it where the cumulative share reaches a threshold:
//! [`APPROACH_1`], or [`FLEXIBLE`] where a reporter uses the flexibility for its capacity;
//! [`Threshold`] holds no other.

mod insignificance;
mod observed;
mod of_dataset;
mod ranking;

pub use insignificance::{Insignificance, InsignificanceRule};
pub use observed::{Candidate, ObservedCategories, observed_by_level, observed_by_trend};
pub use of_dataset::{KeyRule, KeyShares, key_members, key_parts};
pub use ranking::{Category, KeyCategories, Threshold, by_level, by_trend};

use alloc::vec::Vec;

use crate::quantity::{Quantity, QuantityError, Ratio, ratio};

use super::amount::{finite, total};

/// The cumulative share of key categories in Approach 1: 95 %.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 4, section 4.3.1.
pub const APPROACH_1: f64 = 0.95;

/// The lowest cumulative share that a developing country may use instead: 85 %.
///
/// # Source
/// Decision 18/CMA.1 (2018), annex, paragraph 25.
pub const FLEXIBLE: f64 = 0.85;

/// Why there is no assessment.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyCategoryError {
    /// A value is not finite, or a total to divide by is zero.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// The two years have different numbers of categories.
    #[error(
        "{base} categories in the base year and {current} in the current one: list the same in both"
    )]
    DifferentLengths {
        /// Number of values of the base year.
        base: usize,
        /// Number of values of the current year.
        current: usize,
    },
    /// A category is listed twice, and would be ranked twice.
    #[error("row {row} (counted from 0) repeats the category of row {first}")]
    Duplicate {
        /// The row that repeats.
        row: usize,
        /// The row that has the category already.
        first: usize,
    },
    /// A threshold that the guidelines do not allow.
    #[error("a cumulative share of {share}: it is 0.95, or with flexibility 0.85 or more")]
    Threshold {
        /// The share.
        share: f64,
    },
    /// A limit of insignificance, or the total it is taken of, is zero or negative.
    #[error("{what} is {value}: it must be above 0 and finite")]
    Limit {
        /// Which value.
        what: &'static str,
        /// The value in base units.
        value: f64,
    },
}

/// The level assessment of every category, in the order given.
///
/// # Equation
/// ```text
/// Lₓ = |Eₓ| / Σ |E_y|
///
/// Eₓ  emission or removal of category x        [unit of Q]; slice: one per category
/// Lₓ  its part of the sum of magnitudes, 0 to 1
/// ```
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 4, Eq. 4.1.
///
/// # Errors
/// [`KeyCategoryError::Quantity`] if all are zero or none is given, for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::level;
/// let parts = level(&[Co2e::from_kg(30.0), Co2e::from_kg(-10.0)])?;
/// assert_eq!((parts[0].value, parts[1].value), (0.75, 0.25));
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
pub fn level<Q: Quantity>(emissions: &[Q]) -> Result<Vec<Ratio>, KeyCategoryError> {
    let whole = magnitude(emissions)?;
    part_of(whole, whole, "level assessment", MAGNITUDES)?;
    let part = |value: &Q| part_of(value.base().abs(), whole, "level assessment", MAGNITUDES);
    emissions.iter().map(part).collect()
}

/// The trend assessment of every category, in the order given.
///
/// # Equation
/// ```text
///      |Eₓ,₀|     | Eₓ,ₜ − Eₓ,₀     ΣE_y,ₜ − ΣE_y,₀ |
/// Tₓ = ──────── · | ───────────  −  ─────────────── |     if Eₓ,₀ ≠ 0    (4.2)
///      Σ|E_y,₀|   |   |Eₓ,₀|           |ΣE_y,₀|     |
///
/// Tₓ = | Eₓ,ₜ / Σ|E_y,₀| |                                if Eₓ,₀ = 0    (4.3)
///
/// Eₓ,₀  category x in the base year       [unit of Q]; slice: one per category
/// Eₓ,ₜ  category x in the current year    [unit of Q]; slice: the same order
/// Tₓ    assessment, 0 or more
/// ```
///
/// The forms of the Good Practice Guidance (2000, 2003) weigh by the current year instead.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 4, Eq. 4.2 and 4.3.
///
/// # Errors
/// [`KeyCategoryError::DifferentLengths`]; [`KeyCategoryError::Quantity`] if the base year's
/// total is zero, for NaN or infinity.
///
/// # Example
/// The total grows by a half, A by as much, and B from 0 by 5 of 20.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::trend;
/// let kg = |values: [f64; 3]| values.map(Co2e::from_kg);
/// let found = trend(&kg([8.0, 0.0, 12.0]), &kg([12.0, 5.0, 13.0]))?;
/// assert_eq!((found[0].value, found[1].value), (0.0, 0.25));
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
pub fn trend<Q: Quantity>(base: &[Q], current: &[Q]) -> Result<Vec<Ratio>, KeyCategoryError> {
    if base.len() != current.len() {
        return Err(KeyCategoryError::DifferentLengths {
            base: base.len(),
            current: current.len(),
        });
    }
    for &value in base.iter().chain(current) {
        finite(value)?;
    }
    let whole = magnitude(base)?;
    let net = total(base.iter().map(|value| value.base()));
    let now = total(current.iter().map(|value| value.base()));
    let overall = part_of(now - net, net.abs(), NAME, "the total of the base year")?.value;
    let one = |(before, after): (&Q, &Q)| {
        let (before, after) = (before.base(), after.base());
        // |E₀| is taken into the difference: nothing is divided by a tiny base-year value, and
        // at E₀ = 0 this is Eq. 4.3
        let moved = ((after - before) - before.abs() * overall).abs();
        part_of(moved, whole, NAME, MAGNITUDES)
    };
    base.iter().zip(current).map(one).collect()
}

const NAME: &str = "trend assessment";
const MAGNITUDES: &str = "the sum of magnitudes";

/// The sum of magnitudes in base units.
fn magnitude<Q: Quantity>(values: &[Q]) -> Result<f64, QuantityError> {
    for &value in values {
        finite(value)?;
    }
    Ok(total(values.iter().map(|value| value.base().abs())))
}

fn part_of(
    part: f64,
    whole: f64,
    name: &'static str,
    denominator: &'static str,
) -> Result<Ratio, KeyCategoryError> {
    let (part, whole) = (Ratio::from_base(part)?, Ratio::from_base(whole)?);
    Ok(ratio(part, whole, name, denominator)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn kg(values: &[f64]) -> Vec<Co2e> {
        values.iter().copied().map(Co2e::from_kg).collect()
    }

    #[test]
    fn what_has_no_total_is_undefined() {
        let undefined = |error: KeyCategoryError| {
            matches!(
                error,
                KeyCategoryError::Quantity(QuantityError::Undefined { .. })
            )
        };
        assert!(undefined(level::<Co2e>(&[]).unwrap_err()));
        assert!(undefined(level(&kg(&[0.0, 0.0])).unwrap_err()));
        assert!(undefined(
            trend(&kg(&[1.0, -1.0]), &kg(&[1.0, 1.0])).unwrap_err()
        ));
        let alike = [("a", 1.0, 2.0), ("b", 2.0, 4.0)];
        let alike = alike.map(|(k, x, y)| (k, Co2e::from_kg(x), Co2e::from_kg(y)));
        assert!(undefined(by_trend(&alike).unwrap_err()));
        assert!(level(&kg(&[1.0, f64::NAN])).is_err());
        assert!(level(&kg(&[f64::MAX, f64::MAX])).is_err());
    }

    #[test]
    fn a_category_that_begins_counts_whole() {
        // 4.3 by hand: 5/20
        let found = trend(&kg(&[0.0, 20.0]), &kg(&[5.0, 20.0])).unwrap();
        assert_eq!(found[0].value, 0.25);
    }

    #[test]
    fn a_category_that_fell_from_a_removal_moves_by_the_net_total() {
        // 4.2 by hand: 10/30·|(-5+10)/10 − (20−10)/10| = 1/3·|0.5 − 1| = 1/6
        let found = trend(&kg(&[-10.0, 20.0]), &kg(&[-5.0, 25.0])).unwrap();
        assert!((found[0].value - 1.0 / 6.0).abs() < 1e-15);
    }

    #[test]
    fn rows_that_do_not_fit_are_named() {
        let row = Co2e::from_kg(1.0);
        assert_eq!(
            by_level(&[("a", row), ("b", row), ("a", row)]).unwrap_err(),
            KeyCategoryError::Duplicate { row: 2, first: 0 }
        );
        assert_eq!(
            trend(&kg(&[1.0]), &kg(&[1.0, 2.0])).unwrap_err(),
            KeyCategoryError::DifferentLengths {
                base: 1,
                current: 2
            }
        );
    }
}
