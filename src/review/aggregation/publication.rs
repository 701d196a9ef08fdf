use alloc::string::String;
use alloc::vec::Vec;

use super::{Coverage, CoverageWeight};
use crate::review::Entity;

/// When an aggregate may be published.
///
/// # Source
/// The default is the rule of the World Bank's World Development Indicators: no aggregate if
/// more than a third of the observations, or of the value of the weights, is missing.
///
/// # Example
/// ```
/// use ict_impact::review::PublicationRule;
/// let rule = PublicationRule::one_third();
/// assert!(rule.allows(2.0 / 3.0));
/// assert!(!rule.allows(0.166));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicationRule {
    /// What coverage is measured by; where it is known of no more than half of the members and
    /// years, by their number.
    pub weight: CoverageWeight,
    /// Least coverage, 0 to 1.
    pub least: f64,
    /// Least coverage of both periods for a change to be published, 0 to 1.
    pub least_for_change: f64,
}

impl PublicationRule {
    /// At most one third missing, by population; for a change at most a half.
    pub const fn one_third() -> Self {
        Self {
            weight: CoverageWeight::Population,
            least: 2.0 / 3.0,
            least_for_change: 0.5,
        }
    }

    /// Whether this coverage suffices.
    pub fn allows(self, coverage: f64) -> bool {
        coverage >= self.least
    }

    /// Whether this coverage suffices for a change between two periods.
    pub fn allows_change(self, coverage: f64) -> bool {
        coverage >= self.least_for_change
    }

    /// The coverage that the rule looks at; `None` for a group without members.
    pub fn measure(self, coverage: &Coverage) -> Option<f64> {
        let known = coverage.known_share(self.weight);
        let by_weight = known.is_some_and(|known| known > 0.5);
        let weighed = coverage.by(self.weight).filter(|_| by_weight);
        weighed.or_else(|| coverage.by_count())
    }
}

impl Default for PublicationRule {
    fn default() -> Self {
        Self::one_third()
    }
}

/// Whether an aggregate is published, and if not, why.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Publication {
    /// The rule is met.
    Published,
    /// Too little of the group reported.
    Withheld {
        /// The coverage that was reached, 0 to 1.
        coverage: f64,
        /// The least that the rule asks.
        least: f64,
    },
    /// No member reported.
    NoData,
    /// The denominator is zero.
    Undefined,
    /// Values of such an indicator have neither a sum nor a mean over members.
    NotAdditive {
        /// Why not.
        why: &'static str,
    },
    /// The members do not report the same thing.
    NotComparable {
        /// What differs: `boundary`, `ledger` or `gwp`.
        what: &'static str,
        /// What was found.
        found: Vec<String>,
    },
    /// A member with a value has no weight, so the mean cannot be formed.
    WeightMissing {
        /// The members.
        of: Vec<Entity>,
    },
    /// A member with a value has a negative weight, so the mean says nothing.
    WeightNegative {
        /// The members.
        of: Vec<Entity>,
    },
    /// Published it would tell what single organisations reported.
    Confidential,
}
