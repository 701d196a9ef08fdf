//! Which few categories make up nearly all of a total, or of its change?
//!
//! | to … | use |
//! |---|---|
//! | find what makes up the total | [`by_level`] (IPCC 2006, Eq. 4.1) |
//! | find what makes up the trend | [`by_trend`] (IPCC 2006, Eq. 4.2 and 4.3) |
//! | know only the assessments, in the order given | [`level`], [`trend`] |
//!
//! A ranking goes from the largest to the smallest assessment; equal ones go by their key.
//! [`KeyCategories::reaching`] cuts it where the cumulative share reaches a threshold:
//! [`APPROACH_1`], or [`FLEXIBLE`] where a reporter uses the flexibility for its capacity.

use alloc::vec::Vec;

use crate::numeric::ExactSum;
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
        let moved = if before == 0.0 {
            after.abs()
        } else {
            // |E₀| taken into the difference: no division by a tiny base-year value
            ((after - before) - before.abs() * overall).abs()
        };
        part_of(moved, whole, NAME, MAGNITUDES)
    };
    base.iter().zip(current).map(one).collect()
}

const NAME: &str = "trend assessment";
const MAGNITUDES: &str = "the sum of magnitudes";

/// One category in its place.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Category<K, Q> {
    /// What the category is called.
    pub key: K,
    /// Its value in the current year.
    pub value: Q,
    /// Its level or trend assessment.
    pub assessment: Ratio,
    /// Its part of the sum of assessments, 0 to 1. The assessment itself in a level ranking.
    pub share: Ratio,
    /// The part of it and all before it, 0 to 1.
    pub cumulative: Ratio,
}

/// Categories from the largest to the smallest assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyCategories<K, Q> {
    categories: Vec<Category<K, Q>>,
    total: Q,
}

impl<K, Q: Quantity> KeyCategories<K, Q> {
    /// All categories in order.
    pub fn categories(&self) -> &[Category<K, Q>] {
        &self.categories
    }

    /// The sum of the magnitudes of the current year's values.
    pub fn total(&self) -> Q {
        self.total
    }

    /// The key categories: the shortest head whose cumulative share reaches `threshold`.
    ///
    /// `threshold` is a part of one, such as [`APPROACH_1`]; above 1 all are key.
    pub fn reaching(&self, threshold: f64) -> &[Category<K, Q>] {
        let short = |category: &Category<K, Q>| category.cumulative.value < threshold;
        let before = self.categories.partition_point(short);
        let count = (before + 1).min(self.categories.len());
        self.categories.get(..count).unwrap_or_default()
    }
}

/// The categories by their part of the level.
///
/// # Equation
/// As [`level`]; the cumulative share of a place is the exact sum of the magnitudes up to it,
/// over the sum of all.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 4, section 4.3.1.
///
/// # Errors
/// As [`level`], and [`KeyCategoryError::Duplicate`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::{APPROACH_1, FLEXIBLE, by_level};
/// let kg = Co2e::from_kg;
/// let ranked = by_level(&[("lamps", kg(2.0)), ("phones", kg(10.0)), ("servers", kg(88.0))])?;
/// assert_eq!(ranked.categories()[0].key, "servers");
/// assert_eq!(ranked.reaching(APPROACH_1).len(), 2); // 88 % + 10 % = 98 %
/// assert_eq!(ranked.reaching(FLEXIBLE).len(), 1);
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
pub fn by_level<K: Ord + Clone, Q: Quantity>(
    entries: &[(K, Q)],
) -> Result<KeyCategories<K, Q>, KeyCategoryError> {
    let values: Vec<Q> = entries.iter().map(|entry| entry.1).collect();
    let assessments = level(&values)?;
    // ranked by magnitude, not by the rounded quotient, so that only equal values are ties
    let weights = values.iter().map(|value| value.base().abs()).collect();
    rank(
        entries.iter().map(|entry| &entry.0),
        &values,
        assessments,
        weights,
    )
}

/// The categories by their part of the trend.
///
/// # Equation
/// As [`trend`]; the share of a category is its assessment over the sum of all.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 4, section 4.3.1.
///
/// # Errors
/// As [`trend`], and [`KeyCategoryError::Duplicate`]; [`KeyCategoryError::Quantity`] if every
/// category moves as the total does, so that none makes up the trend.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::{APPROACH_1, by_trend};
/// let kg = Co2e::from_kg;
/// let ranked = by_trend(&[
///     ("steady", kg(50.0), kg(50.0)),
///     ("falling", kg(25.0), kg(20.0)),
///     ("rising", kg(25.0), kg(30.0)),
/// ])?;
/// let keys: Vec<_> = ranked.reaching(APPROACH_1).iter().map(|c| c.key).collect();
/// assert_eq!(keys, ["falling", "rising"]);
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
pub fn by_trend<K: Ord + Clone, Q: Quantity>(
    entries: &[(K, Q, Q)],
) -> Result<KeyCategories<K, Q>, KeyCategoryError> {
    let base: Vec<Q> = entries.iter().map(|entry| entry.1).collect();
    let current: Vec<Q> = entries.iter().map(|entry| entry.2).collect();
    let assessments = trend(&base, &current)?;
    let weights = assessments.iter().map(|ratio| ratio.value).collect();
    rank(
        entries.iter().map(|entry| &entry.0),
        &current,
        assessments,
        weights,
    )
}

fn rank<'a, K: Ord + Clone + 'a, Q: Quantity>(
    keys: impl Iterator<Item = &'a K>,
    values: &[Q],
    assessments: Vec<Ratio>,
    weights: Vec<f64>,
) -> Result<KeyCategories<K, Q>, KeyCategoryError> {
    let keys: Vec<&K> = keys.collect();
    unique(&keys)?;
    let whole = total(weights.iter().copied());
    let mut rows: Vec<_> = keys
        .iter()
        .zip(values)
        .zip(assessments)
        .zip(weights)
        .collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.0.0.cmp(b.0.0.0)));
    let mut so_far = ExactSum::default();
    let mut categories = Vec::with_capacity(rows.len());
    for (((key, value), assessment), weight) in rows {
        so_far.add(weight);
        let up_to = so_far.value().unwrap_or(f64::NAN);
        categories.push(Category {
            key: (*key).clone(),
            value: *value,
            assessment,
            share: part_of(weight, whole, "share of the assessments", ASSESSMENTS)?,
            cumulative: part_of(up_to, whole, "cumulative share", ASSESSMENTS)?,
        });
    }
    Ok(KeyCategories {
        categories,
        total: Q::from_base(total(values.iter().map(|value| value.base().abs())))?,
    })
}

const ASSESSMENTS: &str = "the sum of the assessments";

fn unique<K: Ord>(keys: &[&K]) -> Result<(), KeyCategoryError> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[a].cmp(keys[b]).then(a.cmp(&b)));
    let repeats = order
        .windows(2)
        .filter(|pair| keys[pair[0]] == keys[pair[1]])
        .map(|pair| (pair[1], pair[0]));
    match repeats.min() {
        Some((row, first)) => Err(KeyCategoryError::Duplicate { row, first }),
        None => Ok(()),
    }
}

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
    fn removals_count_by_their_magnitude() {
        let ranked = by_level(&[("a", Co2e::from_kg(10.0)), ("sink", Co2e::from_kg(-30.0))]);
        let ranked = ranked.unwrap();
        assert_eq!(ranked.categories()[0].key, "sink");
        assert_eq!(ranked.categories()[0].share.value, 0.75);
        assert_eq!(ranked.total(), Co2e::from_kg(40.0));
    }

    #[test]
    fn ties_go_by_key_whatever_the_order_of_rows() {
        let rows = [("b", 1.0), ("c", 1.0), ("a", 1.0)].map(|(k, v)| (k, Co2e::from_kg(v)));
        let keys: Vec<_> = by_level(&rows)
            .unwrap()
            .categories()
            .iter()
            .map(|c| c.key)
            .collect();
        assert_eq!(keys, ["a", "b", "c"]);
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

    #[test]
    fn zeros_are_never_needed_to_reach_the_whole() {
        let rows = [("a", 3.0), ("b", 0.0), ("c", 1.0)].map(|(k, v)| (k, Co2e::from_kg(v)));
        let ranked = by_level(&rows).unwrap();
        assert_eq!(ranked.reaching(1.0).len(), 2);
        assert_eq!(ranked.reaching(0.0).len(), 1);
        assert_eq!(ranked.reaching(2.0).len(), 3);
    }
}
