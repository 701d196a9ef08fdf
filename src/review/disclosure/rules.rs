use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::DisclosureError;
use super::table::merged;
use crate::review::amount::total;

/// A rule that says when a total tells too much about a contributor.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PrimaryRule {
    /// The minimum frequency rule.
    MinimumFrequency {
        /// Fewest owners that a published total has.
        least: usize,
    },
    /// The (n,k) dominance rule.
    Dominance {
        /// Number of largest owners that are looked at.
        n: usize,
        /// Per cent of the total that they may have together.
        k: f64,
    },
    /// The p % rule.
    PPercent {
        /// How close an estimate may come, in per cent of the largest contribution.
        p: f64,
    },
}

/// The rules that a total has to keep.
///
/// By default the minimum frequency rule with 3 owners; the others are added with the parameters
/// that the authority chose. Contributions of one owner count as one. A reported zero counts as
/// a contribution.
///
/// # Equation
/// ```text
/// minimum frequency   violated if  m < n
/// dominance           violated if  x₁ + … + xₙ > k/100 · X
/// p %                 violated if  X − x₁ − x₂ < p/100 · x₁
///
/// x₁ ≥ x₂ ≥ …  contributions by owner, from the largest    [any one unit, 0 or more]
/// m            number of owners
/// X            total, Σ xᵢ                                 [the same unit]
/// ```
///
/// # Source
/// Handbook on Statistical Disclosure Control (Eurostat/ESSnet SDC), section 4.2 (rules for
/// magnitude tables). The least number of 3 is the default of this library; n, k and p have
/// none, as each authority sets its own.
///
/// # Example
/// ```
/// use ict_impact::review::disclosure::{DisclosureRules, PrimaryRule};
/// let rules = DisclosureRules::default().with_dominance(1, 75.0)?.with_p_percent(10.0)?;
/// let violated = rules.violated([("a", 90.0), ("b", 5.0), ("c", 3.0), ("d", 2.0)])?;
/// // 90 > 75 % of 100, and 100 − 90 − 5 < 10 % of 90
/// assert_eq!(
///     violated,
///     [PrimaryRule::Dominance { n: 1, k: 75.0 }, PrimaryRule::PPercent { p: 10.0 }]
/// );
/// assert!(rules.violated([("a", 40.0), ("b", 30.0), ("c", 30.0)])?.is_empty());
/// // two entities of one holding are one owner
/// let two_owners = [("a", 40.0), ("a", 30.0), ("c", 30.0)];
/// assert!(rules.violated(two_owners)?.contains(&PrimaryRule::MinimumFrequency { least: 3 }));
/// # Ok::<(), ict_impact::review::disclosure::DisclosureError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DisclosureRules {
    rules: Vec<PrimaryRule>,
}

impl Default for DisclosureRules {
    fn default() -> Self {
        Self {
            rules: vec![PrimaryRule::MinimumFrequency { least: 3 }],
        }
    }
}

impl DisclosureRules {
    /// With another minimum frequency; 1 asks for nothing.
    ///
    /// # Errors
    /// [`DisclosureError::Parameter`] for 0.
    pub fn with_minimum_frequency(mut self, least: usize) -> Result<Self, DisclosureError> {
        if least == 0 {
            return Err(DisclosureError::Parameter {
                rule: "minimum frequency",
                field: "n",
                value: least.to_string(),
                accepted: "1 or more owners",
            });
        }
        self.rules
            .retain(|rule| !matches!(rule, PrimaryRule::MinimumFrequency { .. }));
        self.rules
            .insert(0, PrimaryRule::MinimumFrequency { least });
        Ok(self)
    }

    /// With the dominance rule: the `n` largest may not have more than `k` per cent. Several can
    /// be added.
    ///
    /// # Errors
    /// [`DisclosureError::Parameter`] unless `n` is 1 or more and 0 < `k` < 100.
    pub fn with_dominance(mut self, n: usize, k: f64) -> Result<Self, DisclosureError> {
        let refuse = |field, value, accepted| DisclosureError::Parameter {
            rule: "dominance",
            field,
            value,
            accepted,
        };
        if n == 0 {
            return Err(refuse("n", n.to_string(), "1 or more owners"));
        }
        if !(k > 0.0 && k < 100.0) {
            return Err(refuse(
                "k",
                k.to_string(),
                "more than 0 and less than 100 %",
            ));
        }
        let rule = PrimaryRule::Dominance { n, k };
        if !self.rules.contains(&rule) {
            self.rules.push(rule);
        }
        Ok(self)
    }

    /// With the p % rule, in place of an earlier one.
    ///
    /// # Errors
    /// [`DisclosureError::Parameter`] unless `p` is finite and more than 0.
    pub fn with_p_percent(mut self, p: f64) -> Result<Self, DisclosureError> {
        if !(p > 0.0 && p.is_finite()) {
            return Err(DisclosureError::Parameter {
                rule: "p %",
                field: "p",
                value: p.to_string(),
                accepted: "a finite number of per cent, more than 0",
            });
        }
        self.rules
            .retain(|rule| !matches!(rule, PrimaryRule::PPercent { .. }));
        self.rules.push(PrimaryRule::PPercent { p });
        Ok(self)
    }

    /// The rules, the minimum frequency first.
    pub fn rules(&self) -> &[PrimaryRule] {
        &self.rules
    }

    /// Which rules the total of these contributions violates, each contribution with its owner.
    ///
    /// # Errors
    /// [`DisclosureError::Value`] for a negative, infinite or NaN contribution;
    /// [`DisclosureError::Overflow`] if the total is no `f64`.
    pub fn violated<O: Ord>(
        &self,
        contributions: impl IntoIterator<Item = (O, f64)>,
    ) -> Result<Vec<PrimaryRule>, DisclosureError> {
        let mut rows = Vec::new();
        for (row, (owner, value)) in contributions.into_iter().enumerate() {
            if !(value.is_finite() && value >= 0.0) {
                return Err(DisclosureError::Value {
                    list: "contributions",
                    row,
                    value,
                });
            }
            rows.push((owner, value));
        }
        let values: Vec<f64> = merged(rows).into_iter().map(|(_, value)| value).collect();
        if !total(values.iter().copied()).is_finite() {
            return Err(DisclosureError::Overflow {
                list: "contributions",
                row: 0,
            });
        }
        Ok(self.violated_by(&values))
    }

    /// As [`violated`](Self::violated), of checked values by owner from the largest.
    pub(super) fn violated_by(&self, values: &[f64]) -> Vec<PrimaryRule> {
        let largest = values.first().copied().unwrap_or(0.0);
        let is_violated = |rule: &PrimaryRule| match *rule {
            PrimaryRule::MinimumFrequency { least } => values.len() < least,
            PrimaryRule::Dominance { n, k } => {
                let head = total(values.iter().copied().take(n));
                head > total(values.iter().copied()) * (k / 100.0)
            }
            PrimaryRule::PPercent { p } => {
                total(values.iter().copied().skip(2)) < largest * (p / 100.0)
            }
        };
        let violated = self.rules.iter().copied();
        violated.filter(|rule| is_violated(rule)).collect()
    }

    pub(super) fn least(&self) -> usize {
        let least = self.rules.iter().find_map(|rule| match rule {
            PrimaryRule::MinimumFrequency { least } => Some(*least),
            _ => None,
        });
        least.unwrap_or(1)
    }

    pub(super) fn p(&self) -> Option<f64> {
        self.rules.iter().find_map(|rule| match rule {
            PrimaryRule::PPercent { p } => Some(*p),
            _ => None,
        })
    }

    pub(super) fn dominances(&self) -> impl Iterator<Item = (usize, f64)> {
        self.rules.iter().filter_map(|rule| match rule {
            PrimaryRule::Dominance { n, k } => Some((*n, *k)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violated(rules: &DisclosureRules, values: &[f64]) -> usize {
        let rows = values.iter().copied().enumerate();
        rules.violated(rows).unwrap().len()
    }

    #[test]
    fn limits_themselves_are_not_violated() {
        let none = DisclosureRules::default()
            .with_minimum_frequency(1)
            .unwrap();
        let half = none.clone().with_dominance(1, 50.0).unwrap();
        assert_eq!(violated(&half, &[50.0, 25.0, 25.0]), 0);
        assert_eq!(violated(&half, &[51.0, 25.0, 24.0]), 1);
        let ten = none.with_p_percent(10.0).unwrap();
        assert_eq!(violated(&ten, &[100.0, 50.0, 10.0]), 0);
        assert_eq!(violated(&ten, &[100.0, 50.0, 9.0]), 1);
        assert_eq!(violated(&DisclosureRules::default(), &[1.0, 1.0, 1.0]), 0);
        assert_eq!(violated(&DisclosureRules::default(), &[1.0, 1.0]), 1);
    }

    #[test]
    fn zeros_count_as_reports_and_a_zero_total_has_no_largest() {
        let rules = DisclosureRules::default().with_dominance(1, 75.0).unwrap();
        let rules = rules.with_p_percent(10.0).unwrap();
        assert_eq!(violated(&rules, &[0.0, 0.0, 0.0]), 0);
        assert_eq!(violated(&rules, &[7.0, 0.0, 0.0]), 2);
        assert_eq!(violated(&rules, &[]), 1);
    }

    #[test]
    fn nonsense_is_refused() {
        for value in [-1.0, f64::NAN, f64::INFINITY] {
            let found = DisclosureRules::default().violated([("a", 1.0), ("b", value)]);
            assert!(matches!(found, Err(DisclosureError::Value { row: 1, .. })));
        }
        let huge = DisclosureRules::default().violated([("a", f64::MAX), ("b", f64::MAX)]);
        assert!(matches!(huge, Err(DisclosureError::Overflow { .. })));
        let rules = DisclosureRules::default;
        assert!(rules().with_minimum_frequency(0).is_err());
        assert!(rules().with_dominance(0, 75.0).is_err());
        for k in [0.0, 100.0, f64::NAN] {
            assert!(rules().with_dominance(1, k).is_err());
        }
        for p in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(rules().with_p_percent(p).is_err());
        }
    }

    #[test]
    fn a_rule_of_one_number_is_replaced_and_dominance_is_added() {
        let rules = DisclosureRules::default().with_p_percent(5.0).unwrap();
        let rules = rules.with_p_percent(10.0).unwrap();
        let rules = rules.with_dominance(1, 75.0).unwrap();
        let rules = rules.with_dominance(2, 85.0).unwrap();
        let rules = rules.with_minimum_frequency(4).unwrap();
        assert_eq!(rules.rules().len(), 4);
        assert_eq!((rules.least(), rules.p()), (4, Some(10.0)));
        assert_eq!(rules.dominances().count(), 2);
    }
}
