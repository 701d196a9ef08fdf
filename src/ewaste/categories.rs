//! How much of a flow by UNU-KEY is in each category of the Directive?
//!
//! # Source
//! The categories of Statistics Netherlands, ewaste tool 1.2.0
//! ([`reference::unu_keys`](crate::reference::unu_keys)).
//!
//! # What to know
//! Tables disagree on two keys, and one key shows how the schemes differ ([`DISPUTED`]):
//!
//! | key | here | elsewhere |
//! |---|---|---|
//! | 0703 leisure equipment | EU6-5 small | EU6-4 large: an alternative public table (UNU_Extended) |
//! | 0501 small lighting equipment | EU6-5 small | EU6-3 lamps: the UNU-KEYS table of 2012 |
//! | 0307 professional IT | EU6-4 large | EU10-3 IT in the other scheme: the sources agree |
//!
//! So EU6-6 (small IT) is not all IT: EU10-3 also has professional IT, laptops and monitors.
//! Photovoltaic panels, which statistics keep apart (4b), are in category 4 of both schemes.

use alloc::vec::Vec;

use super::TreatmentError;
use crate::numeric::ExactSum;
use crate::quantity::Quantity;
use crate::reference::unu_keys::UnuKey;
use crate::reference::weee_targets::{CategoryScheme, WeeeCategory};

/// A key that other tables have in another category, or that changes group between the schemes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisputedKey {
    /// The digits of the key.
    pub key: &'static str,
    /// The code of its category here.
    pub here: &'static str,
    /// The code of its category elsewhere.
    pub elsewhere: &'static str,
    /// Where that is.
    pub who: &'static str,
    /// Whether sources disagree; else the schemes differ.
    pub sources_disagree: bool,
}

/// The keys of which it is not plain in which category they are.
///
/// # Source
/// Comparison of the columns of the ewaste tool 1.2.0 of Statistics Netherlands, its "UNU Keys
/// 2012 v03", and UNU_Extended.csv of a public repository (OliverLysa/observatory-data-prep).
pub const DISPUTED: [DisputedKey; 3] = [
    DisputedKey {
        key: "0307",
        here: "EU6-4",
        elsewhere: "EU10-3",
        who: "the other scheme, in all sources",
        sources_disagree: false,
    },
    DisputedKey {
        key: "0501",
        here: "EU6-5",
        elsewhere: "EU6-3",
        who: "UNU-KEYS table of 2012",
        sources_disagree: true,
    },
    DisputedKey {
        key: "0703",
        here: "EU6-5",
        elsewhere: "EU6-4",
        who: "UNU_Extended.csv",
        sources_disagree: true,
    },
];

/// Which category each key is in.
///
/// # Example
/// ```
/// use ict_impact::ewaste::categories::CategoryMap;
/// use ict_impact::quantity::{Mass, parse};
/// use ict_impact::reference::weee_targets::CategoryScheme;
/// let flow = [
///     ("0303".parse()?, parse::<Mass>("3 t")?), // laptops
///     ("0309".parse()?, parse("5 t")?),         // flat monitors
///     ("0306".parse()?, parse("1 t")?),         // mobile phones
/// ];
/// let eu6 = CategoryMap::of(CategoryScheme::Eu6).sums(&flow)?;
/// assert_eq!(eu6, [("EU6-2".parse()?, parse("8 t")?), ("EU6-6".parse()?, parse("1 t")?)]);
/// let eu10 = CategoryMap::of(CategoryScheme::Eu10).sums(&flow)?;
/// assert_eq!(eu10, [("EU10-3".parse()?, parse("9 t")?)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryMap {
    scheme: CategoryScheme,
    moved: Vec<(UnuKey, WeeeCategory)>,
}

impl CategoryMap {
    /// The categories of Statistics Netherlands.
    pub fn of(scheme: CategoryScheme) -> Self {
        let moved = Vec::new();
        Self { scheme, moved }
    }

    /// With a key in another category, as another table has it.
    ///
    /// # Errors
    /// [`TreatmentError::OtherScheme`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::ewaste::categories::CategoryMap;
    /// use ict_impact::reference::weee_targets::CategoryScheme;
    /// let of_2012 = CategoryMap::of(CategoryScheme::Eu6).with("0501".parse()?, "EU6-3".parse()?)?;
    /// assert_eq!(of_2012.category("0501".parse()?).name(), "Lamps");
    /// assert!(of_2012.with("0501".parse()?, "EU10-5".parse()?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with(mut self, key: UnuKey, category: WeeeCategory) -> Result<Self, TreatmentError> {
        if category.scheme() != self.scheme {
            return Err(TreatmentError::OtherScheme {
                category,
                scheme: self.scheme,
            });
        }
        self.moved.retain(|(moved, _)| *moved != key);
        self.moved.push((key, category));
        Ok(self)
    }

    /// The scheme.
    pub fn scheme(&self) -> CategoryScheme {
        self.scheme
    }

    /// The category of a key.
    pub fn category(&self, key: UnuKey) -> WeeeCategory {
        let moved = self.moved.iter().find(|(moved, _)| *moved == key);
        moved.map_or_else(
            || WeeeCategory::of(key, self.scheme),
            |(_, category)| *category,
        )
    }

    /// A flow by key, by category: the exact sums, in the order of the categories. A category
    /// without any key of the flow is not listed. A key may stand several times.
    ///
    /// # Equation
    /// ```text
    /// flow of a category = Σ flow of its keys        rounded once
    /// ```
    ///
    /// # Errors
    /// [`TreatmentError::Sum`] for values that are not finite or too large.
    pub fn sums<Q: Quantity>(
        &self,
        flow: &[(UnuKey, Q)],
    ) -> Result<Vec<(WeeeCategory, Q)>, TreatmentError> {
        let mut sums: Vec<Option<ExactSum>> = WeeeCategory::all().map(|_| None).collect();
        let categories: Vec<WeeeCategory> = WeeeCategory::all().collect();
        for &(key, value) in flow {
            let category = self.category(key);
            let at = categories.binary_search(&category);
            if let Some(sum) = at.ok().and_then(|at| sums.get_mut(at)) {
                sum.get_or_insert_default().add(value.base());
            }
        }
        let mut listed = Vec::new();
        for (category, sum) in categories.into_iter().zip(sums) {
            if let Some(sum) = sum {
                listed.push((category, Q::from_base(sum.value()?)?));
            }
        }
        Ok(listed)
    }

    /// What of a flow has keys on whose category in this scheme sources disagree, by key: how
    /// far the [sums](Self::sums) depend on the choice of table.
    pub fn disputed<Q: Quantity>(&self, flow: &[(UnuKey, Q)]) -> Vec<(DisputedKey, Q)> {
        let of_scheme = |disputed: &&DisputedKey| {
            let elsewhere = disputed.elsewhere.parse::<WeeeCategory>();
            disputed.sources_disagree && elsewhere.is_ok_and(|c| c.scheme() == self.scheme)
        };
        let mut found = Vec::new();
        for disputed in DISPUTED.iter().filter(of_scheme) {
            let rows = flow.iter().filter(|(key, _)| key.code() == disputed.key);
            found.extend(rows.map(|&(_, value)| (*disputed, value)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Devices, Mass};

    fn key(code: &str) -> UnuKey {
        code.parse().unwrap()
    }

    #[test]
    fn disputed_keys_are_where_the_table_says() {
        for disputed in DISPUTED {
            let here: WeeeCategory = disputed.here.parse().unwrap();
            let elsewhere: WeeeCategory = disputed.elsewhere.parse().unwrap();
            assert_eq!(WeeeCategory::of(key(disputed.key), here.scheme()), here);
            let theirs = WeeeCategory::of(key(disputed.key), elsewhere.scheme());
            assert_eq!(theirs == elsewhere, !disputed.sources_disagree);
        }
    }

    #[test]
    fn a_key_is_moved_and_its_mass_reported() {
        let flow = [("0501", 2.0), ("0502", 3.0), ("0703", 5.0), ("0307", 7.0)];
        let flow = flow.map(|(code, kg)| (key(code), Mass::from_checked(kg)));
        let map = CategoryMap::of(CategoryScheme::Eu6);
        let kg = |map: &CategoryMap| {
            let sums = map.sums(&flow).unwrap();
            sums.iter()
                .map(|(c, kg)| (c.code(), kg.value))
                .collect::<Vec<_>>()
        };
        assert_eq!(kg(&map), [("EU6-3", 3.0), ("EU6-4", 7.0), ("EU6-5", 7.0)]);
        let moved = map
            .clone()
            .with(key("0703"), "EU6-4".parse().unwrap())
            .unwrap();
        assert_eq!(
            kg(&moved),
            [("EU6-3", 3.0), ("EU6-4", 12.0), ("EU6-5", 2.0)]
        );
        let disputed = map.disputed(&flow);
        let found: Vec<_> = disputed.iter().map(|(d, kg)| (d.key, kg.value)).collect();
        assert_eq!(found, [("0501", 2.0), ("0703", 5.0)]);
        assert!(
            CategoryMap::of(CategoryScheme::Eu10)
                .disputed(&flow)
                .is_empty()
        );
    }

    #[test]
    fn panels_are_in_category_4_and_bad_values_refused() {
        let panels = [
            (key("0002"), Devices::new(1.0)),
            (key("0104"), Devices::new(2.0)),
        ];
        let sums = CategoryMap::of(CategoryScheme::Eu6).sums(&panels).unwrap();
        assert_eq!(sums, [("EU6-4".parse().unwrap(), Devices::new(3.0))]);
        let bad = [(key("0104"), Devices::new(f64::NAN))];
        assert!(CategoryMap::of(CategoryScheme::Eu10).sums(&bad).is_err());
    }
}
