use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};
use crate::review::dataset::{Member, Series};
use crate::review::{Dataset, Entity};
use crate::time::Year;

/// By what coverage is measured.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CoverageWeight {
    /// By number of members. Misleads where a large one is missing.
    Count,
    /// By population.
    Population,
    /// By gross domestic product.
    Gdp,
    /// By mobile subscriptions.
    Subscriptions,
    /// By electricity generated.
    Electricity,
}

impl CoverageWeight {
    /// Every weight in order.
    pub const ALL: [Self; 5] = [
        Self::Count,
        Self::Population,
        Self::Gdp,
        Self::Subscriptions,
        Self::Electricity,
    ];

    /// Code of the amount that is the weight; none for the number of members.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Count => None,
            Self::Population => Some(crate::review::dataset::POPULATION),
            Self::Gdp => Some("PART.GDP"),
            Self::Subscriptions => Some("PART.SUBSCRIPTIONS.MOBILE"),
            Self::Electricity => Some("PART.ELECTRICITY.GENERATION"),
        }
    }
}

/// Coverage by one weight.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightCoverage {
    /// The weight.
    pub weight: CoverageWeight,
    /// Its sum over the members and years expected, in the base unit of the weight.
    pub expected: f64,
    /// Its sum over those reported.
    pub reported: f64,
    /// Members and years of which it is known.
    pub known: usize,
    /// Members without a figure of it.
    pub without: Vec<Entity>,
}

/// How much of a group reported.
///
/// # Equation
/// ```text
/// coverage_w = Σ_reported w / Σ_members w
///
/// w   1 for each member and year (count), or its population [persons], GDP [USD],
///     mobile subscriptions, or electricity generated [J]
/// ```
/// Members without a figure of the weight count by number and are listed apart.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Members and years expected.
    pub expected: usize,
    /// Members and years reported.
    pub reported: usize,
    /// By each weight that is known of at least one member.
    pub weights: Vec<WeightCoverage>,
}

impl Coverage {
    /// Share of the members and years that reported; `None` for a group without members.
    pub fn by_count(&self) -> Option<f64> {
        (self.expected > 0).then(|| self.reported as f64 / self.expected as f64)
    }

    /// Share of the population whose countries reported; `None` if no population is known.
    pub fn by_population(&self) -> Option<f64> {
        self.by(CoverageWeight::Population)
    }

    /// Share of a weight; `None` if it is not known of any member.
    pub fn by(&self, weight: CoverageWeight) -> Option<f64> {
        if weight == CoverageWeight::Count {
            return self.by_count();
        }
        let of = self.weights.iter().find(|of| of.weight == weight)?;
        (of.expected > 0.0).then(|| of.reported / of.expected)
    }

    /// Share of the members and years of which a weight is known; `None` for a group without
    /// members.
    pub(super) fn known_share(&self, weight: CoverageWeight) -> Option<f64> {
        let of = self.weights.iter().find(|of| of.weight == weight);
        let known = of.map_or(0, |of| of.known);
        (self.expected > 0).then(|| known as f64 / self.expected as f64)
    }

    /// Members without a population figure.
    pub fn without_population(&self) -> &[Entity] {
        self.weights
            .iter()
            .find(|of| of.weight == CoverageWeight::Population)
            .map_or(&[], |of| &of.without)
    }
}

/// Adds up coverage, member by member.
#[derive(Debug, Default)]
pub(in crate::review) struct CoverageTally<'a> {
    expected: usize,
    reported: usize,
    weights: Vec<Weighed<'a>>,
}

#[derive(Debug)]
struct Weighed<'a> {
    weight: CoverageWeight,
    amounts: Series<'a>,
    expected: ExactSum,
    reported: ExactSum,
    without: Vec<Entity>,
    known: usize,
}

impl<'a> CoverageTally<'a> {
    /// A tally by these weights, as `data` has them.
    pub(in crate::review) fn by(data: &'a Dataset, weights: &[CoverageWeight]) -> Self {
        let weighed = |weight: &CoverageWeight| {
            Some(Weighed {
                weight: *weight,
                amounts: data.series(weight.code()?),
                expected: ExactSum::new(),
                reported: ExactSum::new(),
                without: Vec::new(),
                known: 0,
            })
        };
        Self {
            weights: weights.iter().filter_map(weighed).collect(),
            ..Self::default()
        }
    }

    /// Counts one member in one year.
    pub(in crate::review) fn count(&mut self, member: Member, year: Year, reported: bool) {
        self.expected += 1;
        self.reported += usize::from(reported);
        for weighed in &mut self.weights {
            match weighed.amounts.amount(member, year) {
                Some(base) => {
                    weighed.known += 1;
                    weighed.expected.add(base);
                    if reported {
                        weighed.reported.add(base);
                    }
                }
                None if weighed.without.last() == Some(&member.entity) => {}
                None => weighed.without.push(member.entity),
            }
        }
    }

    pub(in crate::review) fn finish(self) -> Result<Coverage, SumError> {
        let mut weights = Vec::new();
        for weighed in self.weights.into_iter().filter(|weighed| weighed.known > 0) {
            weights.push(WeightCoverage {
                weight: weighed.weight,
                expected: weighed.expected.value()?,
                reported: weighed.reported.value()?,
                known: weighed.known,
                without: weighed.without,
            });
        }
        Ok(Coverage {
            expected: self.expected,
            reported: self.reported,
            weights,
        })
    }
}
