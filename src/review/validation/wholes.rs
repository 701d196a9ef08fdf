//! Rule V05, and the cells: one for each indicator, entity and year.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Check, Rule, Severity, Usable};
use crate::review::dataset::{Cell, PartCell, Place, State};
use crate::review::division::{Division, divisions, in_whole};
use crate::review::{Datum, Dimension, NotationKey, Part};

/// What the rows of a dataset come to.
#[derive(Default)]
pub(super) struct Wholes {
    pub(super) cells: Vec<Cell>,
    pub(super) parts: Vec<PartCell>,
    pub(super) rows: Vec<u32>,
}

impl<'a> Check<'a> {
    pub(super) fn wholes(
        &mut self,
        places: &[Option<(Place, u32)>],
        values: &[Option<f64>],
        usable: &[Usable],
    ) -> Wholes {
        let refused = self.refused_wholes(places);
        let mut wholes = Wholes {
            cells: Vec::with_capacity(usable.len()),
            ..Wholes::default()
        };
        for group in usable.chunk_by(|a, b| a.place == b.place) {
            let [first, ..] = group else {
                continue;
            };
            let start = wholes.rows.len() as u32;
            let state = match group {
                [only] if only.part == 0 => {
                    self.use_row(only, &mut wholes.rows);
                    self.state(only, values)
                }
                _ => {
                    let states: Vec<State> =
                        group.iter().map(|row| self.state(row, values)).collect();
                    let is_refused = refused.contains(&first.place);
                    self.whole(group, &states, is_refused, &mut wholes.rows)
                }
            };
            for row in group.iter().filter(|row| row.part != 0) {
                wholes.parts.push(PartCell {
                    place: row.place,
                    state: self.state(row, values),
                    row: row.row,
                });
            }
            wholes.cells.push(Cell {
                place: first.place,
                state,
                rows: (start, wholes.rows.len() as u32),
            });
        }
        wholes
    }

    /// Where a whole was given that cannot be used: nothing stands in for it.
    fn refused_wholes(&self, places: &[Option<(Place, u32)>]) -> BTreeSet<Place> {
        let refused = self.refused.iter().zip(places);
        let refused = refused.filter(|(rule, _)| match rule {
            // By other potentials it is computed from its gases; and a value of a year that is
            // none of its report's does not speak of that year.
            None | Some(Rule::V02 | Rule::V11) => false,
            Some(_) => true,
        });
        let wholes = refused.filter_map(|(_, place)| place.filter(|(_, part)| *part == 0));
        wholes.map(|(place, _)| place).collect()
    }

    /// A row that is refused is behind no value.
    fn use_row(&self, row: &Usable, used: &mut Vec<u32>) {
        if !self.is_refused(row.row as usize) {
            used.push(row.row);
        }
    }

    /// What one row says.
    fn state(&self, row: &Usable, values: &[Option<f64>]) -> State {
        let at = row.row as usize;
        match self.observations.get(at).map(|row| &row.datum) {
            _ if self.is_refused(at) => State::Missing,
            Some(Datum::Value(_)) => values
                .get(at)
                .copied()
                .flatten()
                .map_or(State::Missing, State::Value),
            Some(Datum::Notation(NotationKey::Ie(_))) => {
                let leads_to = self.leads_to.get(&row.row);
                leads_to.map_or(State::Missing, |row| State::Elsewhere(*row))
            }
            Some(Datum::Notation(notation)) if notation.is_complete() => State::NothingToAdd,
            _ => State::Missing,
        }
    }

    /// The whole from its row and its parts, and the rows it was made from.
    fn whole(
        &mut self,
        group: &[Usable],
        states: &[State],
        is_refused: bool,
        used: &mut Vec<u32>,
    ) -> State {
        let observations = self.observations;
        let whole = group.iter().zip(states).find(|(row, _)| row.part == 0);
        let mut parts: Vec<(&'a Part, State)> = Vec::new();
        for (row, state) in group.iter().zip(states).filter(|(row, _)| row.part != 0) {
            if let Some(observation) = observations.get(row.row as usize) {
                let key = &observation.key;
                let key_of = |row: u32| Some(&observations.get(row as usize)?.key);
                parts.push((&key.part, in_whole(key, *state, &Part::WHOLE, key_of)));
            }
        }
        let adds = group
            .first()
            .is_some_and(|row| self.adds(row.place.indicator()));
        match whole {
            Some((row, state)) => {
                self.use_row(row, used);
                if adds {
                    self.hold_parts_against(row, *state, group, &mut parts);
                }
                *state
            }
            None if is_refused => State::Missing,
            // The parts of a ratio do not add up to it.
            None if !adds => State::Missing,
            None => self.add_parts(group, &parts, used),
        }
    }

    fn hold_parts_against(
        &mut self,
        row: &Usable,
        whole: State,
        group: &[Usable],
        parts: &mut [(&'a Part, State)],
    ) {
        let State::Value(whole) = whole else {
            return;
        };
        let tolerance = self.options.parts_tolerance * whole.abs();
        // Where removals make a part negative, another may well exceed the whole; and scope 2 by
        // market is no part of a whole that has it by location.
        let bounded = whole >= 0.0 && self.never_negative(row.place.indicator());
        let rows = group.iter().filter(|row| row.part != 0);
        for (row, (part, state)) in rows.zip(parts.iter_mut()) {
            let market = part.code(Dimension::Scope) == Some("2_market");
            let larger = matches!(state, State::Value(value) if *value > whole + tolerance);
            if bounded && larger && !market {
                let message = "the part is greater than the whole and not used".into();
                let found = (Rule::V05, Severity::Error, "part_above_whole");
                self.find(found, row.row as usize, message);
                *state = State::Missing;
            }
        }
        for division in divisions(parts) {
            if let Ok(State::Value(added)) = division.sum(&Part::WHOLE)
                && (added - whole).abs() > tolerance
            {
                let message = format!(
                    "the {} parts by {} do not add to the whole; the whole is used",
                    division.parts.len(),
                    names(&division)
                );
                let found = (Rule::V05, Severity::Warning, "parts_do_not_add");
                self.find(found, row.row as usize, message);
            }
        }
    }

    fn never_negative(&self, indicator: usize) -> bool {
        let entry = self.indicators.at(indicator);
        entry.is_some_and(|entry| entry.indicator.least().is_some_and(|least| least >= 0.0))
    }

    /// The sum of the first complete division; every other complete one has to agree.
    fn add_parts(
        &mut self,
        group: &[Usable],
        parts: &[(&'a Part, State)],
        used: &mut Vec<u32>,
    ) -> State {
        let mut found: Option<(State, Vec<Dimension>)> = None;
        let divisions = divisions(parts);
        for division in &divisions {
            let Ok(state) = division.sum(&Part::WHOLE) else {
                self.say_of(
                    group,
                    "too_large",
                    "the parts add to more than a number holds",
                );
                return State::Missing;
            };
            match (&found, state) {
                (_, State::Missing) => {}
                (None, state) => found = Some((state, division.dimensions.clone())),
                (Some((first, dimensions)), other) => {
                    let (a, b) = (
                        first.amount().unwrap_or_default(),
                        other.amount().unwrap_or_default(),
                    );
                    if (a - b).abs() > self.options.parts_tolerance * a.abs().max(b.abs()) {
                        let message = format!(
                            "the parts by {} and by {} add to different wholes; none is used",
                            words(dimensions),
                            names(division)
                        );
                        self.say_of(group, "divisions_differ", &message);
                        return State::Missing;
                    }
                }
            }
        }
        let Some((state, dimensions)) = found else {
            self.say_what_is_missing(group, parts, &divisions);
            return State::Missing;
        };
        let of_division = group
            .iter()
            .zip(parts)
            .filter(|(_, (part, _))| part.dimensions().eq(dimensions.iter().copied()));
        for (row, _) in of_division {
            self.use_row(row, used);
        }
        state
    }

    fn say_what_is_missing(
        &mut self,
        group: &[Usable],
        parts: &[(&'a Part, State)],
        divisions: &[Division<'_>],
    ) {
        let found = (Rule::V05, Severity::Warning, "missing_part");
        let mut any = false;
        for (row, (_, state)) in group.iter().zip(parts) {
            if matches!(state, State::Missing | State::Elsewhere(_)) {
                let message = "a missing part makes the whole missing".into();
                self.find(found, row.row as usize, message);
                any = true;
            }
        }
        if any {
            return;
        }
        let lacking = divisions.iter().find_map(|of| of.lacking(&Part::WHOLE));
        if let (Some((dimension, code, beside)), Some(first)) = (lacking, group.first()) {
            let row = group
                .iter()
                .zip(parts)
                .find(|(_, (part, _))| *part == beside);
            let row = row.map_or(first.row, |(row, _)| row.row);
            let message = format!(
                "nothing is said of {dimension}={code}: the whole is missing; give the whole, or \
                 that part, if only as NO or IE"
            );
            self.find(found, row as usize, message);
        }
    }

    fn say_of(&mut self, group: &[Usable], issue: &'static str, message: &str) {
        if let Some(first) = group.first() {
            let found = (Rule::V05, Severity::Error, issue);
            self.find(found, first.row as usize, message.into());
        }
    }
}

fn names(division: &Division<'_>) -> String {
    words(&division.dimensions)
}

fn words(dimensions: &[Dimension]) -> String {
    let words: Vec<&str> = dimensions.iter().map(|d| d.as_str()).collect();
    words.join(" and ")
}
