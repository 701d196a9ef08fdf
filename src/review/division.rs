//! Wholes from parts: which parts belong to one division, and what they add up to.

use alloc::vec::Vec;

use crate::numeric::{ExactSum, SumError};

use super::dataset::State;
use super::{Dimension, Key, Part};

/// The parts of one division: all are divided by the same dimensions.
#[derive(Debug)]
pub(super) struct Division<'a> {
    pub(super) dimensions: Vec<Dimension>,
    pub(super) parts: Vec<(&'a Part, State)>,
}

impl<'a> Division<'a> {
    /// What the parts add up to; missing if one of them is, or if one that `whole` needs is not
    /// there.
    ///
    /// Scope 2 by location and by market are two views of one thing: the one by market adds
    /// nothing. Raw materials and production are in what is embodied, if that is known.
    pub(super) fn sum(&self, whole: &Part) -> Result<State, SumError> {
        if self.lacking(whole).is_some() {
            return Ok(State::Missing);
        }
        let mut sum = ExactSum::new();
        let mut any = false;
        for (part, state) in &self.parts {
            if self.is_in_embodied(part) || is_other_view(part, whole) {
                continue;
            }
            match state {
                State::Missing | State::Elsewhere(_) => return Ok(State::Missing),
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

    /// The first part that is needed for `whole` and of which nothing is said: its dimension, its
    /// code, and one of the parts that it should stand beside.
    pub(super) fn lacking(&self, whole: &Part) -> Option<(Dimension, &'static str, &'a Part)> {
        let mut each = self.dimensions.iter().copied().flat_map(|dimension| {
            let parts = self.parts.iter();
            parts.map(move |(part, _)| (dimension, *part))
        });
        each.find_map(|(dimension, part)| {
            let beside = |(other, _): &&(&Part, State)| same_but(dimension, other, part);
            let has = |code: &str| {
                let mut beside = self.parts.iter().filter(beside);
                beside.any(|(other, _)| other.code(dimension) == Some(code))
            };
            let code = dimension.lacking(whole.code(dimension), has)?;
            Some((dimension, code, part))
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

/// Whether a part of `whole` is scope 2 by market, which by location is there already.
fn is_other_view(part: &Part, whole: &Part) -> bool {
    whole.code(Dimension::Scope).is_none() && part.code(Dimension::Scope) == Some("2_market")
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

/// What a part of `whole` says within it: what is included in another part of the same division
/// adds nothing.
pub(super) fn in_whole<'a>(
    own: &Key,
    state: State,
    whole: &Part,
    key_of: impl Fn(u32) -> Option<&'a Key>,
) -> State {
    match state {
        State::Elsewhere(row) => {
            let beside = key_of(row).filter(|other| {
                (&other.indicator, other.entity, other.year)
                    == (&own.indicator, own.entity, own.year)
                    && other.part.is_within(whole)
                    && !is_other_view(&other.part, whole)
                    && other.part.dimensions().eq(own.part.dimensions())
            });
            beside.map_or(state, |_| State::NothingToAdd)
        }
        _ => state,
    }
}

/// The sum of the first division of `whole` that is complete.
pub(super) fn sum_of_one(parts: &[(&Part, State)], whole: &Part) -> Result<Option<f64>, SumError> {
    for division in divisions(parts) {
        if let Some(base) = division.sum(whole)?.amount() {
            return Ok(Some(base));
        }
    }
    Ok(None)
}
