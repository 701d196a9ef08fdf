use crate::numeric::{ExactSum, SumError};
use crate::place::Country;
use alloc::vec::Vec;

/// How much of a group reported: by number of countries and by their population.
///
/// # Equation
/// ```text
/// coverage_w = Σ_reported w / Σ_members w
///
/// w   1 for each country and year (count), or its population [persons]
/// ```
/// Members whose population is unknown count by number and are listed apart.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Coverage {
    /// Countries and years expected.
    pub expected: usize,
    /// Countries and years reported.
    pub reported: usize,
    /// Population of the expected countries and years, in persons.
    pub expected_population: f64,
    /// Population of the reported ones, in persons.
    pub reported_population: f64,
    /// Members without a population figure.
    pub without_population: Vec<Country>,
}

impl Coverage {
    /// Share of the countries and years that reported; `None` for a group without members.
    pub fn by_count(&self) -> Option<f64> {
        (self.expected > 0).then(|| self.reported as f64 / self.expected as f64)
    }

    /// Share of the population whose countries reported; `None` if no population is known.
    pub fn by_population(&self) -> Option<f64> {
        (self.expected_population > 0.0)
            .then(|| self.reported_population / self.expected_population)
    }
}

/// Adds up coverage, member by member.
#[derive(Debug, Default)]
pub(super) struct CoverageTally {
    expected: usize,
    reported: usize,
    expected_population: ExactSum,
    reported_population: ExactSum,
    without_population: Vec<Country>,
}

impl CoverageTally {
    pub(super) fn count(&mut self, country: Country, population: Option<f64>, reported: bool) {
        self.expected += 1;
        self.reported += usize::from(reported);
        match population {
            Some(persons) => {
                self.expected_population.add(persons);
                if reported {
                    self.reported_population.add(persons);
                }
            }
            None if self.without_population.last() == Some(&country) => {}
            None => self.without_population.push(country),
        }
    }

    pub(super) fn finish(self) -> Result<Coverage, SumError> {
        Ok(Coverage {
            expected: self.expected,
            reported: self.reported,
            expected_population: self.expected_population.value()?,
            reported_population: self.reported_population.value()?,
            without_population: self.without_population,
        })
    }
}

/// By which weight the publication rule measures coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CoverageWeight {
    /// By population; by number of countries where no population is known.
    Population,
    /// By number of countries. Misleads where a large country is missing.
    Count,
}

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
pub struct PublicationRule {
    /// What coverage is measured by.
    pub weight: CoverageWeight,
    /// Least coverage, 0 to 1.
    pub least: f64,
}

impl PublicationRule {
    /// At most one third missing, by population.
    pub const fn one_third() -> Self {
        Self {
            weight: CoverageWeight::Population,
            least: 2.0 / 3.0,
        }
    }

    /// Whether this coverage suffices.
    pub fn allows(self, coverage: f64) -> bool {
        coverage >= self.least
    }

    /// The coverage that the rule looks at; `None` for a group without members.
    pub fn measure(self, coverage: &Coverage) -> Option<f64> {
        match self.weight {
            CoverageWeight::Population => coverage.by_population().or_else(|| coverage.by_count()),
            CoverageWeight::Count => coverage.by_count(),
        }
    }
}

impl Default for PublicationRule {
    fn default() -> Self {
        Self::one_third()
    }
}
