use alloc::vec::Vec;

use super::KeyCategoryError;
use crate::quantity::{Co2e, Quantity, Ratio};
use crate::review::amount::{finite, total};

/// Below which emissions a category need not be estimated.
///
/// # Equation
/// ```text
/// insignificant  e < min(p·N, m)        each category
///                Σ e < q·N              all such categories together
///
/// e  likely emissions of the category                        kgCO2e
/// N  national total, without land use                        kgCO2e
/// p  part of the total, m amount, q part of all together     1, kgCO2e, 1
/// ```
///
/// # Source
/// Decision 18/CMA.1 (2018), annex: emissions reported as not estimated because insignificant.
/// Counting removals by their magnitude is our choice.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::key_category::InsignificanceRule;
/// let rule = InsignificanceRule::with_flexibility();
/// let small = Co2e::from_tonnes(1e6); // 1 Mt: 0.1 % of it is lower than 1,000 kt
/// assert_eq!(rule.limit(small)?.kg(), 1e6);
/// let large = Co2e::from_tonnes(5e9);
/// assert_eq!(rule.limit(large)?.kg(), 1e9);
/// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InsignificanceRule {
    part: Ratio,
    amount: Co2e,
    together: Ratio,
}

impl InsignificanceRule {
    /// What a developing country that uses the flexibility may leave out: below 0.1 % of the
    /// total or 1,000 kt CO2e, whichever is lower, and below 0.2 % together.
    pub fn with_flexibility() -> Self {
        Self {
            part: Ratio::from_checked(0.001),
            amount: Co2e::from_kg(1e9),
            together: Ratio::from_checked(0.002),
        }
    }

    /// Another part and amount for each category, and another part for all together.
    ///
    /// # Errors
    /// [`KeyCategoryError::Limit`] unless all are above 0 and finite.
    pub fn new(part: Ratio, amount: Co2e, together: Ratio) -> Result<Self, KeyCategoryError> {
        for (what, value) in [
            ("the part of the total for a category", part.value),
            ("the amount for a category", amount.base()),
            ("the part of the total for all categories", together.value),
        ] {
            if !(value > 0.0 && value.is_finite()) {
                return Err(KeyCategoryError::Limit { what, value });
            }
        }
        Ok(Self {
            part,
            amount,
            together,
        })
    }

    /// Below what a single category of a country with this total is insignificant.
    ///
    /// # Errors
    /// [`KeyCategoryError::Limit`] unless the total is above 0.
    pub fn limit(&self, national_total: Co2e) -> Result<Co2e, KeyCategoryError> {
        let whole = finite(national_total)?;
        if whole <= 0.0 {
            return Err(KeyCategoryError::Limit {
                what: "the national total",
                value: whole,
            });
        }
        let part = Co2e::from_base(self.part.value * whole)?;
        Ok(if part < self.amount {
            part
        } else {
            self.amount
        })
    }

    /// Whether `categories` may be left out of a country with this total.
    ///
    /// Removals count by their magnitude.
    ///
    /// # Errors
    /// As [`limit`](Self::limit); [`KeyCategoryError::Duplicate`];
    /// [`KeyCategoryError::Quantity`] for NaN or infinity.
    ///
    /// # Example
    /// Of 10 Mt, 9 kt each are below 10 kt (0.1 %), and two of them below 20 kt (0.2 %).
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::key_category::InsignificanceRule;
    /// let rule = InsignificanceRule::with_flexibility();
    /// let kt = |n: f64| Co2e::from_tonnes(1000.0 * n);
    /// let two = rule.check(&[("a", kt(9.0)), ("b", kt(9.0))], kt(10_000.0))?;
    /// assert!(two.holds());
    /// let three = rule.check(&[("a", kt(9.0)), ("b", kt(9.0)), ("c", kt(9.0))], kt(10_000.0))?;
    /// assert!(three.too_large().is_empty() && !three.holds());
    /// # Ok::<(), ict_impact::review::key_category::KeyCategoryError>(())
    /// ```
    pub fn check<K: Ord + Clone>(
        &self,
        categories: &[(K, Co2e)],
        national_total: Co2e,
    ) -> Result<Insignificance<K>, KeyCategoryError> {
        let keys: Vec<&K> = categories.iter().map(|category| &category.0).collect();
        super::ranking::unique(&keys)?;
        let limit = self.limit(national_total)?;
        for category in categories {
            finite(category.1)?;
        }
        let size = |category: &(K, Co2e)| category.1.base().abs();
        let too_large = categories.iter().filter(|one| size(one) >= limit.base());
        Ok(Insignificance {
            limit,
            limit_together: Co2e::from_base(self.together.value * national_total.base())?,
            together: Co2e::from_base(total(categories.iter().map(size)))?,
            too_large: too_large.map(|category| category.0.clone()).collect(),
        })
    }
}

/// Whether categories are small enough to be left out, each and together.
#[derive(Debug, Clone, PartialEq)]
pub struct Insignificance<K> {
    limit: Co2e,
    limit_together: Co2e,
    together: Co2e,
    too_large: Vec<K>,
}

impl<K> Insignificance<K> {
    /// Whether all may be left out.
    pub fn holds(&self) -> bool {
        self.too_large.is_empty() && self.together < self.limit_together
    }

    /// The categories that are too large by themselves, in the order given.
    pub fn too_large(&self) -> &[K] {
        &self.too_large
    }

    /// Below what each must lie.
    pub fn limit(&self) -> Co2e {
        self.limit
    }

    /// The sum of all.
    pub fn together(&self) -> Co2e {
        self.together
    }

    /// Below what the sum must lie.
    pub fn limit_together(&self) -> Co2e {
        self.limit_together
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kt(value: f64) -> Co2e {
        Co2e::from_kg(1e6 * value)
    }

    #[test]
    fn the_lower_of_both_limits_counts_and_must_be_undercut() {
        let rule = InsignificanceRule::with_flexibility();
        for (total, limit) in [(500_000.0, 500.0), (1_000_000.0, 1000.0), (9e6, 1000.0)] {
            assert!((rule.limit(kt(total)).unwrap().kg() / kt(limit).kg() - 1.0).abs() < 1e-15);
        }
        let check = |value| rule.check(&[("a", value)], kt(9e6)).unwrap();
        assert!(check(kt(999.0)).holds());
        assert!(!check(kt(1000.0)).holds());
        assert_eq!(check(kt(-1000.0)).too_large(), ["a"]);
    }

    #[test]
    fn the_sum_must_undercut_its_limit() {
        let rule = InsignificanceRule::with_flexibility();
        let rows = |last| [("a", kt(8.0)), ("b", kt(8.0)), ("c", kt(last))];
        let under = rule.check(&rows(3.9), kt(10_000.0)).unwrap();
        let over = rule.check(&rows(4.1), kt(10_000.0)).unwrap();
        assert!(under.holds() && !over.holds());
        assert_eq!(over.limit_together(), kt(20.0));
        assert!(over.too_large().is_empty() && over.together() > kt(20.0));
        assert_eq!(over.limit(), kt(10.0));
    }

    #[test]
    fn what_is_no_limit_is_refused() {
        let ratio = Ratio::from_checked;
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            for (part, amount, together) in [(bad, 1.0, 1.0), (1.0, bad, 1.0), (1.0, 1.0, bad)] {
                let rule = InsignificanceRule::new(ratio(part), kt(amount), ratio(together));
                assert!(matches!(rule, Err(KeyCategoryError::Limit { .. })));
            }
        }
        let rule = InsignificanceRule::new(ratio(0.01), kt(1.0), ratio(0.02)).unwrap();
        assert!(matches!(
            rule.limit(kt(0.0)),
            Err(KeyCategoryError::Limit { .. })
        ));
        assert!(
            rule.check(&[("a", kt(1.0)), ("a", kt(1.0))], kt(1.0))
                .is_err()
        );
        assert!(rule.check(&[("a", kt(f64::NAN))], kt(1.0)).is_err());
    }
}
