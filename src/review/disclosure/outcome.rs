use alloc::vec::Vec;

use super::PrimaryRule;

/// Who can be inferred from a publication.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Exposed<K, O> {
    /// A cell that the primary rules suppress: its value, or too narrow an interval.
    Cell(K),
    /// A sum or difference of the contributions of these few owners alone, fewer than the minimum
    /// frequency: any of them who knows the own values, and those of the others, has the last.
    FewOwners(Vec<O>),
    /// What these owners have, too closely for the p % rule or the dominance rule.
    Estimate(Vec<O>),
}

/// Why a cell is suppressed.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason<K, O> {
    /// It violates these rules itself.
    Primary(Vec<PrimaryRule>),
    /// Together with the cells published before it, it would expose somebody.
    Secondary {
        /// The first that would be exposed.
        protects: Exposed<K, O>,
    },
}

/// What becomes of a cell.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome<K, O> {
    /// Its total is published.
    Published {
        /// The sum over its contributors, never changed.
        total: f64,
    },
    /// It is published as C, confidential.
    Suppressed {
        /// Why.
        reason: Reason<K, O>,
        /// The published cell of fewest contributors that has all of its contributors and more:
        /// the pointer of notation key C. None if no such cell is published.
        part_of: Option<K>,
    },
}

impl<K, O> Outcome<K, O> {
    /// The total, if it is published.
    pub fn total(&self) -> Option<f64> {
        match self {
            Self::Published { total } => Some(*total),
            Self::Suppressed { .. } => None,
        }
    }
}

/// What becomes of every cell, and what earlier publications gave away already.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppression<K, O> {
    pub(super) outcomes: Vec<(K, Outcome<K, O>)>,
    pub(super) revealed: Vec<Exposed<K, O>>,
}

impl<K: Ord, O> Suppression<K, O> {
    /// Every candidate cell with its outcome, in the order of their keys.
    pub fn outcomes(&self) -> &[(K, Outcome<K, O>)] {
        &self.outcomes
    }

    /// What becomes of a cell.
    pub fn outcome(&self, key: &K) -> Option<&Outcome<K, O>> {
        let place = self.outcomes.binary_search_by(|row| row.0.cmp(key));
        Some(&self.outcomes.get(place.ok()?)?.1)
    }

    /// Who is exposed by earlier publications alone: no suppression can hide it, and none was
    /// tried.
    pub fn revealed(&self) -> &[Exposed<K, O>] {
        &self.revealed
    }
}
