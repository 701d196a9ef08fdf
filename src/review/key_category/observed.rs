use alloc::vec::Vec;

use super::{KeyCategories, KeyCategoryError, by_level, by_trend, part_of};
use crate::quantity::{Quantity, Ratio};
use crate::review::amount::{finite, total};

/// A category and whether its value was filled.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<K, V> {
    /// What the category is called.
    pub key: K,
    /// Its value, or its values of the base year and the current year.
    pub value: V,
    /// Whether the value, or one of the two, was filled and not observed.
    pub filled: bool,
}

/// Key categories among those that were observed.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedCategories<K, Q> {
    ranked: KeyCategories<K, Q>,
    left_out: Vec<K>,
    left_out_share: Ratio,
}

impl<K, Q: Quantity> ObservedCategories<K, Q> {
    /// The ranking of the observed categories.
    pub fn ranked(&self) -> &KeyCategories<K, Q> {
        &self.ranked
    }

    /// The categories that were left out because they are filled, in the order given.
    pub fn left_out(&self) -> &[K] {
        &self.left_out
    }

    /// What is left out as a part of the sum of magnitudes of the current year, 0 to 1.
    pub fn left_out_share(&self) -> Ratio {
        self.left_out_share
    }
}

/// The observed categories by their part of the level; filled ones are left out and named.
///
/// # Equation
/// As [`level`](super::level) over the observed categories alone.
///
/// # Source
/// As [`by_level`]; leaving filled values out is our choice.
///
/// # Errors
/// As [`by_level`]; [`KeyCategoryError::Duplicate`] counts rows of `candidates`.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::{Candidate, observed_by_level};
/// let of = |key, kg, filled| Candidate { key, value: Co2e::from_kg(kg), filled };
/// let rows = [of("phones", 20.0, false), of("servers", 60.0, true), of("lamps", 20.0, false)];
/// let found = observed_by_level(&rows)?;
/// assert_eq!(found.ranked().categories().len(), 2);
/// assert_eq!(found.ranked().categories()[0].share.value, 0.5);
/// assert_eq!((found.left_out(), found.left_out_share().value), (&["servers"][..], 0.6));
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
pub fn observed_by_level<K: Ord + Clone, Q: Quantity>(
    candidates: &[Candidate<K, Q>],
) -> Result<ObservedCategories<K, Q>, KeyCategoryError> {
    let kept = kept(candidates, |value| *value)?;
    let rows: Vec<(K, Q)> = kept.rows.into_iter().collect();
    Ok(ObservedCategories {
        ranked: by_level(&rows)?,
        left_out: kept.left_out,
        left_out_share: kept.share,
    })
}

/// The observed categories by their part of the trend; filled ones are left out and named.
///
/// # Equation
/// As [`trend`](super::trend) over the observed categories alone; values are the base year's
/// and the current year's.
///
/// # Source
/// As [`by_trend`]; leaving filled values out is our choice.
///
/// # Errors
/// As [`by_trend`]; [`KeyCategoryError::Duplicate`] counts rows of `candidates`.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::{Candidate, observed_by_trend};
/// let kg = Co2e::from_kg;
/// let of = |key, base, now, filled| Candidate { key, value: (kg(base), kg(now)), filled };
/// let rows = [of("a", 5.0, 9.0, false), of("b", 5.0, 5.0, false), of("c", 1.0, 90.0, true)];
/// let found = observed_by_trend(&rows)?;
/// assert_eq!(found.ranked().categories().len(), 2);
/// assert_eq!(found.left_out(), ["c"]);
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
pub fn observed_by_trend<K: Ord + Clone, Q: Quantity>(
    candidates: &[Candidate<K, (Q, Q)>],
) -> Result<ObservedCategories<K, Q>, KeyCategoryError> {
    let kept = kept(candidates, |value| value.1)?;
    let rows = kept
        .rows
        .into_iter()
        .map(|(key, (base, now))| (key, base, now));
    let rows: Vec<(K, Q, Q)> = rows.collect();
    Ok(ObservedCategories {
        ranked: by_trend(&rows)?,
        left_out: kept.left_out,
        left_out_share: kept.share,
    })
}

struct Kept<K, V> {
    rows: Vec<(K, V)>,
    left_out: Vec<K>,
    share: Ratio,
}

fn kept<K: Ord + Clone, V: Clone, Q: Quantity>(
    candidates: &[Candidate<K, V>],
    current: impl Fn(&V) -> Q,
) -> Result<Kept<K, V>, KeyCategoryError> {
    let keys: Vec<&K> = candidates.iter().map(|candidate| &candidate.key).collect();
    super::ranking::unique(&keys)?;
    for candidate in candidates {
        finite(current(&candidate.value))?;
    }
    let size = |filled: bool| {
        let of = candidates.iter().filter(move |one| one.filled || !filled);
        total(of.map(|one| current(&one.value).base().abs()))
    };
    let left_out = candidates.iter().filter(|one| one.filled);
    let rows = candidates.iter().filter(|one| !one.filled);
    Ok(Kept {
        rows: rows
            .map(|one| (one.key.clone(), one.value.clone()))
            .collect(),
        left_out: left_out.map(|one| one.key.clone()).collect(),
        share: part_of(
            size(true),
            size(false),
            "share left out",
            "the sum of magnitudes",
        )?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn of(key: &str, kg: f64, filled: bool) -> Candidate<&str, Co2e> {
        let value = Co2e::from_kg(kg);
        Candidate { key, value, filled }
    }

    #[test]
    fn without_a_filled_value_nothing_is_left_out() {
        let rows = [of("a", 1.0, false), of("b", 3.0, false)];
        let found = observed_by_level(&rows).unwrap();
        let all = by_level(&[("a", rows[0].value), ("b", rows[1].value)]).unwrap();
        assert_eq!((found.ranked(), found.left_out()), (&all, &[][..]));
        assert_eq!(found.left_out_share().value, 0.0);
    }

    #[test]
    fn rows_are_counted_as_given() {
        let rows = [of("a", 1.0, true), of("b", 3.0, false), of("a", 1.0, false)];
        assert_eq!(
            observed_by_level(&rows).unwrap_err(),
            KeyCategoryError::Duplicate { row: 2, first: 0 }
        );
        assert!(observed_by_level(&[of("a", 1.0, true)]).is_err());
        assert!(observed_by_level(&[of("a", 1.0, false), of("b", f64::NAN, true)]).is_err());
    }
}
