//! Wholes from parts: which parts belong to one division, and what they add up to.

use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};

use super::dataset::State;
use super::{Dimension, Part};

/// The parts of one division: all are divided by the same dimensions.
#[derive(Debug)]
pub(super) struct Division<'a> {
    pub(super) dimensions: Vec<Dimension>,
    pub(super) parts: Vec<(&'a Part, State)>,
}

impl Division<'_> {
    /// What the parts add up to; missing if one of them is.
    ///
    /// Scope 2 by location and by market are two views of one thing: where there is a figure by
    /// location, the one by market adds nothing; where there is none, the sum is missing.
    /// Raw materials and production are in what is embodied, if that is known. One sex alone is
    /// no whole.
    pub(super) fn sum(&self) -> Result<State, SumError> {
        let mut sum = ExactSum::new();
        let mut any = false;
        for (part, state) in &self.parts {
            if self.is_in_embodied(part) {
                continue;
            }
            if self.lacks_other_sex(part) {
                return Ok(State::Missing);
            }
            if part.code(Dimension::Scope) == Some("2_market") {
                if !self
                    .parts
                    .iter()
                    .any(|(other, _)| is_by_location(other, part))
                {
                    return Ok(State::Missing);
                }
                continue;
            }
            match state {
                State::Missing => return Ok(State::Missing),
                State::NothingToAdd => {}
                State::Value(base) => {
                    any = true;
                    sum.add(*base);
                }
            }
        }
        match any {
            true => Ok(State::Value(sum.value()?)),
            false if self.parts.iter().all(|(_, s)| *s == State::NothingToAdd) => {
                Ok(State::NothingToAdd)
            }
            false => Ok(State::Missing),
        }
    }

    /// Whether a part is of one sex and nothing is said of the other.
    fn lacks_other_sex(&self, part: &Part) -> bool {
        part.code(Dimension::Sex).is_some_and(|sex| {
            !self.parts.iter().any(|(other, _)| {
                other.code(Dimension::Sex).is_some_and(|code| code != sex)
                    && same_but(Dimension::Sex, other, part)
            })
        })
    }

    /// Whether a part is a stage within one that is known.
    fn is_in_embodied(&self, part: &Part) -> bool {
        matches!(
            part.code(Dimension::Stage),
            Some("raw_materials" | "production")
        ) && self.parts.iter().any(|(other, state)| {
            *state != State::Missing
                && other.code(Dimension::Stage) == Some("embodied")
                && same_but(Dimension::Stage, other, part)
        })
    }
}

/// Whether `other` is the part by location of what `market` is by market.
fn is_by_location(other: &Part, market: &Part) -> bool {
    other.code(Dimension::Scope) == Some("2_location") && same_but(Dimension::Scope, other, market)
}

/// Whether two parts of one division have the same codes but for one dimension.
fn same_but(but: Dimension, one: &Part, other: &Part) -> bool {
    let mut codes = other.iter();
    codes.all(|(dimension, code)| dimension == but || one.code(dimension) == Some(code))
}

/// The divisions among these parts: those by fewer dimensions first.
pub(super) fn divisions<'a>(parts: &[(&'a Part, State)]) -> Vec<Division<'a>> {
    let mut divisions: Vec<Division<'a>> = Vec::new();
    for &(part, state) in parts {
        let dimensions: Vec<Dimension> = part.dimensions().collect();
        match divisions.iter_mut().find(|d| d.dimensions == dimensions) {
            Some(division) => division.parts.push((part, state)),
            None => divisions.push(Division {
                dimensions,
                parts: alloc::vec![(part, state)],
            }),
        }
    }
    divisions.sort_by(|a, b| {
        (a.dimensions.len(), &a.dimensions).cmp(&(b.dimensions.len(), &b.dimensions))
    });
    divisions
}

/// The sum of the first division that is complete.
pub(super) fn sum_of_one(parts: &[(&Part, State)]) -> Result<Option<f64>, SumError> {
    for division in divisions(parts) {
        if let Some(base) = division.sum()?.amount() {
            return Ok(Some(base));
        }
    }
    Ok(None)
}
