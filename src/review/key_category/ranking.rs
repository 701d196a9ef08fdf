use alloc::vec::Vec;

use super::{APPROACH_1, FLEXIBLE, KeyCategoryError, level, part_of, trend};
use crate::numeric::ExactSum;
use crate::quantity::{Quantity, Ratio};
use crate::review::amount::total;

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
    /// `threshold` is a part of one, such as [`APPROACH_1`](super::APPROACH_1); above 1 all are key.
    pub fn reaching(&self, threshold: f64) -> &[Category<K, Q>] {
        let short = |category: &Category<K, Q>| category.cumulative.value < threshold;
        let before = self.categories.partition_point(short);
        let count = (before + 1).min(self.categories.len());
        self.categories.get(..count).unwrap_or_default()
    }

    /// The key categories at a threshold that the guidelines allow.
    pub fn key(&self, threshold: Threshold) -> &[Category<K, Q>] {
        self.reaching(threshold.0)
    }
}

/// The cumulative share that makes categories key: 95 %, or down to 85 % with flexibility.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 4, section 4.3.1; decision 18/CMA.1 (2018), annex,
/// paragraph 25.
///
/// # Example
/// ```
/// use ict_impact::review::key_category::Threshold;
/// assert_eq!(Threshold::default().share(), 0.95);
/// assert_eq!(Threshold::with_flexibility(0.9)?.share(), 0.9);
/// assert!(Threshold::with_flexibility(0.8).is_err());
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold(f64);

impl Threshold {
    /// A lower share, for a developing country that needs it for its capacity.
    ///
    /// # Errors
    /// [`KeyCategoryError::Threshold`] unless it is 0.85 to 0.95.
    pub fn with_flexibility(share: f64) -> Result<Self, KeyCategoryError> {
        if (FLEXIBLE..=APPROACH_1).contains(&share) {
            Ok(Self(share))
        } else {
            Err(KeyCategoryError::Threshold { share })
        }
    }

    /// The cumulative share.
    pub fn share(self) -> f64 {
        self.0
    }

    /// Whether the flexibility is used, which a report has to say.
    pub fn is_flexible(self) -> bool {
        self.0 < APPROACH_1
    }
}

impl Default for Threshold {
    fn default() -> Self {
        Self(APPROACH_1)
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

/// Refuses a category that is listed twice.
pub(super) fn unique<K: Ord>(keys: &[&K]) -> Result<(), KeyCategoryError> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

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
    fn zeros_are_never_needed_to_reach_the_whole() {
        let rows = [("a", 3.0), ("b", 0.0), ("c", 1.0)].map(|(k, v)| (k, Co2e::from_kg(v)));
        let ranked = by_level(&rows).unwrap();
        assert_eq!(ranked.reaching(1.0).len(), 2);
        assert_eq!(ranked.reaching(0.0).len(), 1);
        assert_eq!(ranked.reaching(2.0).len(), 3);
    }
}
