//! Circularity of ICT goods by Recommendation ITU-T L.1023: scores of design criteria, and their
//! mean for each of three aspects.
//!
//! Each criterion has a relevance and a margin of improvement. The Recommendation's matrix turns
//! the two into a score from 0 % to 100 %. The matrix is not part of this library: give it as a
//! [`ScoringTable`], in the levels of the edition that is used. Scores of different aspects are
//! not put together.
//!
//! # Source
//! Recommendation ITU-T L.1023 (09/2020, revised 08/2023): scope, aspects and procedure, as its
//! summary says.
//!
//! # Example
//! ```
//! use ict_impact::circularity::itu_l1023::{Aspect, Assessment, Criterion, ScoringTable};
//! use ict_impact::quantity::Share;
//! // Levels and scores made up for illustration.
//! let table = ScoringTable::new(
//!     &["low", "high"],
//!     &["none", "some"],
//!     &[vec![Share::new(1.0)?, Share::new(0.8)?], vec![Share::new(1.0)?, Share::new(0.5)?]],
//! )?;
//! let radio = Assessment::new(&table, &[
//!     Criterion::new("spare parts", Aspect::Equipment, "high", "some"),
//!     Criterion::new("fasteners", Aspect::Equipment, "low", "none"),
//!     Criterion::new("housing", Aspect::Durability, "low", "some"),
//! ])?;
//! assert_eq!(radio.score(Aspect::Equipment)?.value(), Share::new(0.75)?); // (0.5 + 1) / 2
//! assert_eq!(radio.score(Aspect::Durability)?.value(), Share::new(0.8)?);
//! assert!(radio.score(Aspect::Manufacturer).is_err()); // no criterion
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::error::undefined;
use super::scorecard::Description;
use super::{CircularityError, Flags, Indicator, Input, MethodId};
use crate::numeric::ExactSum;
use crate::quantity::Share;

/// An aspect of the circularity of an ICT good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Aspect {
    /// Durability of the product.
    Durability,
    /// Ability to be recycled, repaired, reused and upgraded, at the level of the equipment.
    Equipment,
    /// The same at the level of the manufacturer.
    Manufacturer,
}

impl Aspect {
    /// The aspects in the order of the Recommendation.
    pub const ALL: [Self; 3] = [Self::Durability, Self::Equipment, Self::Manufacturer];

    pub(super) const fn method(self) -> MethodId {
        MethodId::new(
            "ITU-T-L.1023",
            "2023",
            match self {
                Self::Durability => "durability",
                Self::Equipment => "equipment",
                Self::Manufacturer => "manufacturer",
            },
        )
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Durability => "durability",
            Self::Equipment => "recycling, repair, reuse and upgrade of the equipment",
            Self::Manufacturer => "recycling, repair, reuse and upgrade by the manufacturer",
        })
    }
}

/// The matrix of scores by relevance and margin of improvement.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoringTable {
    relevances: Vec<String>,
    margins: Vec<String>,
    /// A row for each relevance.
    scores: Vec<Vec<Share>>,
}

impl ScoringTable {
    /// The levels of relevance, those of the margin of improvement, and a row of scores for each
    /// relevance, with one score for each margin.
    ///
    /// # Errors
    /// [`CircularityError::OutOfRange`] without levels or with another number of rows than of
    /// relevances; [`CircularityError::Repeated`] for a level that is there twice;
    /// [`CircularityError::Rows`] with every row that has not one score for each margin.
    pub fn new(
        relevances: &[&str],
        margins: &[&str],
        scores: &[Vec<Share>],
    ) -> Result<Self, CircularityError> {
        let levels = |field, levels: &[&str]| {
            if levels.is_empty() {
                return Err(CircularityError::OutOfRange {
                    field,
                    given: "none".to_string(),
                    accepted: "one level at least",
                });
            }
            no_repetition(field, levels.iter().copied())?;
            Ok(levels.iter().map(|level| level.to_string()).collect())
        };
        let relevances: Vec<String> = levels("levels of relevance", relevances)?;
        let margins: Vec<String> = levels("levels of the margin of improvement", margins)?;
        if scores.len() != relevances.len() {
            return Err(CircularityError::OutOfRange {
                field: "rows of the scoring table",
                given: format!("{}", scores.len()),
                accepted: "one for each relevance",
            });
        }
        let wrong = scores.iter().enumerate();
        let wrong = wrong.filter(|(_, row)| row.len() != margins.len());
        let rows: Vec<_> = wrong
            .map(|(n, row)| {
                let error = CircularityError::OutOfRange {
                    field: "scores in a row",
                    given: format!("{}", row.len()),
                    accepted: "one for each margin of improvement",
                };
                (n, error)
            })
            .collect();
        if !rows.is_empty() {
            return Err(CircularityError::Rows { rows });
        }
        Ok(Self {
            relevances,
            margins,
            scores: scores.to_vec(),
        })
    }

    /// The score of a relevance and a margin of improvement.
    ///
    /// # Errors
    /// [`CircularityError::Unknown`] for a level that the table does not have.
    pub fn score(&self, relevance: &str, margin: &str) -> Result<Share, CircularityError> {
        let find = |what, levels: &[String], given: &str| {
            let place = levels.iter().position(|level| level == given);
            place.ok_or_else(|| CircularityError::Unknown {
                what,
                given: given.to_string(),
                known: levels.to_vec(),
            })
        };
        let row = find("relevance", &self.relevances, relevance)?;
        let column = find("margin of improvement", &self.margins, margin)?;
        Ok(self.scores[row][column])
    }
}

fn no_repetition<'a>(
    what: &'static str,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), CircularityError> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if seen.contains(&name) {
            return Err(CircularityError::Repeated {
                what: format!("{what}: {name}"),
            });
        }
        seen.push(name);
    }
    Ok(())
}

/// A design criterion of a product, with its relevance and margin of improvement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    name: String,
    aspect: Aspect,
    relevance: String,
    margin: String,
}

impl Criterion {
    /// A criterion of an aspect, in the levels of a scoring table.
    pub fn new(
        name: impl Into<String>,
        aspect: Aspect,
        relevance: impl Into<String>,
        margin: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            aspect,
            relevance: relevance.into(),
            margin: margin.into(),
        }
    }
}

/// The scores of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    scores: Vec<(Aspect, Share)>,
}

impl Assessment {
    /// The scores that the table gives to the criteria of a product.
    ///
    /// # Errors
    /// [`CircularityError::Repeated`] for a criterion that is there twice;
    /// [`CircularityError::Rows`] with every criterion whose levels the table does not have.
    pub fn new(table: &ScoringTable, criteria: &[Criterion]) -> Result<Self, CircularityError> {
        no_repetition("criterion", criteria.iter().map(|it| it.name.as_str()))?;
        let (mut scores, mut rows) = (Vec::new(), Vec::new());
        for (row, criterion) in criteria.iter().enumerate() {
            match table.score(&criterion.relevance, &criterion.margin) {
                Ok(score) => scores.push((criterion.aspect, score)),
                Err(error) => rows.push((row, error)),
            }
        }
        match rows.is_empty() {
            true => Ok(Self { scores }),
            false => Err(CircularityError::Rows { rows }),
        }
    }

    /// The mean score of the criteria of an aspect.
    ///
    /// # Equation
    /// ```text
    /// S = Σ_c s_c / n        S    score of the aspect [1]
    ///                        s_c  score of the criterion c [1], from the scoring table
    ///                        n    number of criteria of the aspect
    /// ```
    ///
    /// # Source
    /// Recommendation ITU-T L.1023 (08/2023).
    ///
    /// # Errors
    /// [`CircularityError::Quantity`] with
    /// [`Undefined`](crate::quantity::QuantityError::Undefined) if the aspect has no criterion.
    pub fn score(&self, aspect: Aspect) -> Result<Indicator<Share>, CircularityError> {
        let of = self.scores.iter().filter(|(other, _)| *other == aspect);
        let scores: Vec<f64> = of.map(|(_, score)| score.get()).collect();
        if scores.is_empty() {
            return Err(undefined("score of the aspect", "number of criteria"));
        }
        let sum: ExactSum = scores.iter().collect();
        // At most 1 but for rounding.
        let mean = (sum.value()? / scores.len() as f64).min(1.0);
        Ok(Indicator::new(
            Share::new(mean)?,
            aspect.method(),
            Flags::NONE,
        ))
    }
}

/// Durability.
pub(super) static DURABILITY_SCORE: Description = Description::new(
    "itu_l1023.durability",
    "Durability, by ITU-T L.1023",
    Aspect::Durability.method(),
    |inputs| Ok(inputs.design_criteria()?.score(Aspect::Durability)?.into()),
)
.needing(&[Input::DesignCriteria])
.relevant_to(&["12.5", "9.4"], &["C2"]);

/// Recycling, repair, reuse and upgrade of the equipment.
pub(super) static EQUIPMENT_SCORE: Description = Description::new(
    "itu_l1023.equipment",
    "Recycling, repair, reuse and upgrade of the equipment, by ITU-T L.1023",
    Aspect::Equipment.method(),
    |inputs| Ok(inputs.design_criteria()?.score(Aspect::Equipment)?.into()),
)
.needing(&[Input::DesignCriteria])
.relevant_to(&["12.5", "9.4"], &["C2"]);

/// Recycling, repair, reuse and upgrade by the manufacturer.
pub(super) static MANUFACTURER_SCORE: Description = Description::new(
    "itu_l1023.manufacturer",
    "Recycling, repair, reuse and upgrade by the manufacturer, by ITU-T L.1023",
    Aspect::Manufacturer.method(),
    |inputs| {
        Ok(inputs
            .design_criteria()?
            .score(Aspect::Manufacturer)?
            .into())
    },
)
.needing(&[Input::DesignCriteria])
.relevant_to(&["12.5", "9.4"], &["C2"]);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn share(part: f64) -> Share {
        Share::new(part).unwrap()
    }

    fn table() -> ScoringTable {
        let rows = [vec![share(1.0), share(0.6)], vec![share(0.9), share(0.1)]];
        ScoringTable::new(&["low", "high"], &["none", "much"], &rows).unwrap()
    }

    #[test]
    fn a_score_is_that_of_row_and_column() {
        assert_eq!(table().score("low", "much"), Ok(share(0.6)));
        assert_eq!(table().score("high", "none"), Ok(share(0.9)));
        let error = table().score("medium", "none").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no relevance `medium`; there is: low, high"
        );
    }

    #[test]
    fn all_wrong_rows_are_listed() {
        let ragged = [vec![share(1.0)], vec![share(1.0), share(0.5)], vec![]];
        let error = ScoringTable::new(&["a", "b", "c"], &["x", "y"], &ragged).unwrap_err();
        let CircularityError::Rows { rows } = error else {
            panic!("{error}");
        };
        assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [0, 2]);
        let full = [vec![share(1.0)]];
        assert!(ScoringTable::new(&["a", "b"], &["x"], &full).is_err());
        assert!(
            ScoringTable::new(&["a", "a"], &["x"], &[full[0].clone(), full[0].clone()]).is_err()
        );
        assert!(ScoringTable::new(&["a"], &["x", "x"], &[vec![share(1.0); 2]]).is_err());
        assert!(ScoringTable::new(&[], &["x"], &[]).is_err());
        assert!(ScoringTable::new(&["a"], &[], &[vec![]]).is_err());
    }

    #[test]
    fn criteria_are_known_and_different() {
        let of = |name: &str, relevance: &str| {
            Criterion::new(name, Aspect::Durability, relevance, "none")
        };
        let wrong = [of("a", "low"), of("b", "huge"), of("c", "tiny")];
        let Err(CircularityError::Rows { rows }) = Assessment::new(&table(), &wrong) else {
            panic!("two relevances are unknown");
        };
        assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<_>>(), [1, 2]);
        assert!(Assessment::new(&table(), &[of("a", "low"), of("a", "high")]).is_err());
        let none = Assessment::new(&table(), &[]).unwrap();
        assert!(
            Aspect::ALL
                .into_iter()
                .all(|aspect| none.score(aspect).is_err())
        );
    }
}
