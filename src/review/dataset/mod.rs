//! What can be used after validation, found by indicator, entity and year.

mod alike;
mod among;
mod cell;
mod series;

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::reference::indicators::Kind;
use crate::time::Year;

use super::{Datum, Entity, IndicatorSet, NotationKey, Observation, Part, Qualifier, ReviewError};

use super::division::in_whole;
use super::observation::is_scope_3;
pub(super) use among::Among;
pub(super) use cell::{Cell, PartCell, Place, State};
use series::Run;
pub(super) use series::{Member, Series};

/// The population that coverage is measured by.
pub(super) const POPULATION: &str = "PART.POPULATION";

/// Numerator and denominator of one entity and year, in base units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RatioParts {
    pub(super) numerator: f64,
    pub(super) denominator: f64,
}

/// Observations that passed validation, ready to be aggregated.
#[derive(Debug, Clone)]
pub struct Dataset {
    indicators: IndicatorSet,
    observations: Vec<Observation>,
    /// For each of them the first that says the same of where it comes from.
    alike: Vec<u32>,
    /// In order, each once.
    entities: Vec<Entity>,
    /// Wholes by place.
    cells: Vec<Cell>,
    /// Parts by place, then by part.
    parts: Vec<PartCell>,
    /// The cells of each indicator by entity.
    runs: Vec<Run>,
    /// Where the cells, the parts and the runs of each indicator of the set begin; one more for
    /// the end.
    first: Vec<[u32; 3]>,
    /// The rows of the cells, one list after the other.
    rows: Vec<u32>,
    /// In order, each once: where a flexibility provision is applied.
    flexible: Vec<Place>,
    /// In order, each once: where a row was given that could not be used.
    unused: Vec<Place>,
    /// In order: the rows that say of a value that it is confidential, used or not.
    confidential: Vec<(Place, u32)>,
}

impl Dataset {
    pub(super) fn new(
        indicators: IndicatorSet,
        observations: Vec<Observation>,
        entities: Vec<Entity>,
        cells: Vec<Cell>,
        parts: Vec<PartCell>,
        rows: Vec<u32>,
    ) -> Self {
        let known = indicators.iter().count();
        let cells_begin = beginnings(known, cells.iter().map(|cell| cell.place));
        let parts_begin = beginnings(known, parts.iter().map(|part| part.place));
        let (mut runs, mut first) = (Vec::new(), Vec::new());
        for (at, (&begin, &part)) in cells_begin.iter().zip(&parts_begin).enumerate() {
            first.push([begin, part, runs.len() as u32]);
            let end = cells_begin.get(at + 1).unwrap_or(&begin);
            runs.extend(Run::all_of(slice(&cells, begin, *end)));
        }
        let mut dataset = Self {
            indicators,
            alike: alike::first_alike(&observations),
            observations,
            entities,
            cells,
            parts,
            runs,
            first,
            rows,
            flexible: Vec::new(),
            unused: Vec::new(),
            confidential: Vec::new(),
        };
        let mut used = alloc::vec![false; dataset.observations.len()];
        let parts = dataset.parts.iter().map(|part| &part.row);
        for row in dataset.rows.iter().chain(parts) {
            if let Some(used) = used.get_mut(*row as usize) {
                *used = true;
            }
        }
        let flexible = |row: &Observation| row.meta.qualifiers.contains(&Qualifier::Flexibility);
        let mut used = used.into_iter();
        dataset.unused = dataset.places_where(|_| used.next() == Some(false));
        dataset.flexible = dataset.places_where(flexible);
        dataset.confidential = dataset.confidential_rows();
        dataset
    }

    /// The places of the observations that are `so`, in order, each once.
    fn places_where(&self, mut so: impl FnMut(&Observation) -> bool) -> Vec<Place> {
        let chosen = self.observations.iter().filter(|row| so(row));
        let mut places: Vec<Place> = chosen
            .filter_map(|row| self.place(&row.key.indicator, row.key.entity, row.key.year))
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn confidential_rows(&self) -> Vec<(Place, u32)> {
        let said = |row: &Observation| matches!(row.datum, Datum::Notation(NotationKey::C(_)));
        let rows = self.observations.iter().zip(0..);
        let mut found: Vec<(Place, u32)> = rows
            .filter(|(row, _)| said(row))
            .filter_map(|(row, at)| {
                let place = self.place(&row.key.indicator, row.key.entity, row.key.year)?;
                Some((place, at))
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// What was said to be confidential at a place, in whole or in part, whether its pointer
    /// leads anywhere or not.
    pub(super) fn confidential(&self, place: Place) -> impl Iterator<Item = &Observation> {
        let first = self.confidential.partition_point(|(at, _)| *at < place);
        let rest = self.confidential.get(first..).unwrap_or_default();
        let here = rest.iter().take_while(move |(at, _)| *at == place);
        here.filter_map(|(_, row)| self.observation(*row))
    }

    /// Who has a value that is not for publication by itself; some more than once.
    pub(super) fn restricted(&self) -> impl Iterator<Item = Entity> {
        let rows = self.observations.iter();
        let kept = rows.filter(|row| row.meta.qualifiers.contains(&Qualifier::Restricted));
        kept.map(|row| row.key.entity)
    }

    /// Whether something was given of which nothing could be used.
    pub(super) fn is_refused(&self, code: &str, entity: Entity, year: Year) -> bool {
        let (series, member) = (self.series(code), self.member(entity));
        series.place(member, year).is_some_and(|place| {
            self.unused.binary_search(&place).is_ok() && series.cell(member, year).is_none()
        })
    }

    /// Whether a flexibility provision is applied to a value, used or not.
    pub(super) fn is_flexible(&self, place: Place) -> bool {
        self.flexible.binary_search(&place).is_ok()
    }

    /// The indicators that the observations were held against.
    pub fn indicators(&self) -> &IndicatorSet {
        &self.indicators
    }

    /// Every observation that was given, usable or not, in the order it was given.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Everyone with at least one observation of a known indicator, in order.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Value of one entity in the unit of the indicator, if there is one; a ratio is computed
    /// from its parts where both are known.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn value(
        &self,
        entity: impl Into<Entity>,
        year: Year,
        code: &str,
    ) -> Result<Option<f64>, ReviewError> {
        let entity = entity.into();
        let entry = self.indicators.entry(code)?;
        let base = match entry.indicator.kind() {
            Kind::Ratio { .. } => self
                .ratio_parts(code, entity, year)?
                .filter(|parts| parts.denominator != 0.0)
                .map(|parts| parts.numerator / parts.denominator)
                .or_else(|| self.amount(code, entity, year)),
            _ => self.amount(code, entity, year),
        };
        Ok(base.map(|base| entry.unit.value_of(base)))
    }

    /// Value of one part of what an entity reported, in the unit of the indicator: as reported, or
    /// the sum of the parts that lie in it, if all of them are known and the indicator adds up.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn value_of_part(
        &self,
        entity: impl Into<Entity>,
        year: Year,
        code: &str,
        part: &Part,
    ) -> Result<Option<f64>, ReviewError> {
        let entity = entity.into();
        if part.is_whole() {
            return self.value(entity, year, code);
        }
        let entry = self.indicators.entry(code)?;
        let base = self.amount_of_part(code, entity, year, part)?;
        Ok(base.map(|base| entry.unit.value_of(base)))
    }

    /// The observations behind a value, by their place in [`observations`](Self::observations);
    /// those of a ratio's parts too.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn rows(
        &self,
        entity: impl Into<Entity>,
        year: Year,
        code: &str,
    ) -> Result<Vec<usize>, ReviewError> {
        let entity = entity.into();
        let mut rows = Vec::new();
        self.add_rows(code, entity, year, &mut rows)?;
        let mut rows: Vec<usize> = rows.into_iter().map(|row| row as usize).collect();
        rows.sort_unstable();
        rows.dedup();
        Ok(rows)
    }

    /// Population in persons.
    pub(super) fn population(&self, entity: Entity, year: Year) -> Option<f64> {
        self.amount(POPULATION, entity, year)
    }

    /// Where an entity stands.
    pub(super) fn member(&self, entity: Entity) -> Member {
        let at = self.entities.binary_search(&entity).ok();
        Member { entity, at }
    }

    /// What is held of one indicator; nothing of one that is not in the set.
    pub(super) fn series(&self, code: &str) -> Series<'_> {
        self.series_at(self.indicators.index(code))
    }

    /// What is held of the indicator at this place of the set.
    pub(super) fn series_at(&self, indicator: Option<usize>) -> Series<'_> {
        let bounds = indicator.and_then(|at| self.first.get(at..at + 2));
        let [first, end] = match bounds {
            Some(&[first, end]) => [first, end],
            _ => [[0; 3]; 2],
        };
        Series {
            indicator,
            cells: slice(&self.cells, first[0], end[0]),
            runs: slice(&self.runs, first[2], end[2]),
            parts: slice(&self.parts, first[1], end[1]),
        }
    }

    fn place(&self, code: &str, entity: Entity, year: Year) -> Option<Place> {
        self.series(code).place(self.member(entity), year)
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    pub(super) fn all_parts(&self) -> &[PartCell] {
        &self.parts
    }

    pub(super) fn cell(&self, code: &str, entity: Entity, year: Year) -> Option<&Cell> {
        self.series(code).cell(self.member(entity), year)
    }

    /// Who and which year a cell is of.
    pub(super) fn whose(&self, cell: &Cell) -> Option<(Entity, Year)> {
        let entity = *self.entities.get(cell.place.entity())?;
        Some((entity, Year::new(i64::from(cell.place.year())).ok()?))
    }

    /// The rows of a cell.
    pub(super) fn rows_of(&self, cell: &Cell) -> &[u32] {
        slice(&self.rows, cell.rows.0, cell.rows.1)
    }

    /// The first row that says the same of where its value comes from, and how.
    pub(super) fn first_alike(&self, row: u32) -> u32 {
        self.alike.get(row as usize).copied().unwrap_or(row)
    }

    pub(super) fn observation(&self, row: u32) -> Option<&Observation> {
        self.observations.get(row as usize)
    }

    /// A value in base units; zero for what does not occur, nothing for what is missing or
    /// included elsewhere.
    pub(super) fn amount(&self, code: &str, entity: Entity, year: Year) -> Option<f64> {
        self.cell(code, entity, year)?.state.amount()
    }

    /// Whether one of these parts is scope 3 and more than nothing.
    pub(super) fn has_scope_3(&self, parts: &[PartCell]) -> bool {
        parts.iter().any(|part| {
            let row = self.observation(part.row);
            part.state.amount().is_some_and(|amount| amount != 0.0)
                && row.is_some_and(|row| is_scope_3(&row.key.indicator, &row.key.part))
        })
    }

    /// The parts by one dimension with a closed list of codes, of which a country reported
    /// something in one of these years.
    pub(super) fn divided(&self, code: &str, years: &[Year]) -> BTreeSet<Part> {
        let of = |row: u32| self.observation(row).map(|observation| &observation.key);
        let keys = self
            .series(code)
            .parts
            .iter()
            .filter_map(|cell| of(cell.row));
        let counted =
            keys.filter(|key| key.entity.country().is_some() && years.contains(&key.year));
        let codes = counted.flat_map(|key| key.part.iter());
        let closed = codes.filter(|(dimension, _)| !dimension.codes().is_empty());
        let one = closed.filter_map(|(dimension, code)| {
            let code = dimension.codes().iter().find(|known| **known == code)?;
            Part::WHOLE.and(dimension, *code).ok()
        });
        one.collect()
    }

    /// The parts of a cell, as they were reported.
    pub(super) fn parts_of(&self, code: &str, entity: Entity, year: Year) -> &[PartCell] {
        self.series(code).parts(self.member(entity), year)
    }

    /// The value of one part in base units: as reported, or the sum of the parts of one division
    /// that lie in it, if all of them are known.
    pub(super) fn amount_of_part(
        &self,
        code: &str,
        entity: Entity,
        year: Year,
        part: &Part,
    ) -> Result<Option<f64>, ReviewError> {
        self.sum_of_part(self.series(code), self.member(entity), year, part)
    }

    /// [`amount_of_part`](Self::amount_of_part) of a series.
    pub(super) fn sum_of_part(
        &self,
        series: Series<'_>,
        member: Member,
        year: Year,
        part: &Part,
    ) -> Result<Option<f64>, ReviewError> {
        let of_key = |row: u32| Some(&self.observation(row)?.key);
        let within: Vec<(&Part, State)> = series
            .parts(member, year)
            .iter()
            .filter_map(|cell| Some((of_key(cell.row)?, cell.state)))
            .filter(|(key, _)| key.part.is_within(part))
            .map(|(key, state)| (&key.part, in_whole(key, state, part, of_key)))
            .collect();
        if let Some((_, state)) = within.iter().find(|(own, _)| *own == part) {
            return Ok(state.amount());
        }
        let indicator = series.indicator.and_then(|at| self.indicators.at(at));
        let adds = |kind: &Kind| matches!(kind, Kind::Sum | Kind::Stock | Kind::Count);
        if !indicator.is_some_and(|entry| adds(entry.indicator.kind())) {
            return Ok(None);
        }
        super::division::sum_of_one(&within, part).map_err(|error| {
            let code = indicator.map_or("", |entry| entry.indicator.code());
            ReviewError::Sum {
                what: alloc::format!("{} {year} {code} {part}", member.entity),
                error,
            }
        })
    }

    /// Numerator and denominator of a ratio: as reported, or the numerator from ratio and
    /// denominator.
    pub(super) fn ratio_parts(
        &self,
        code: &str,
        entity: Entity,
        year: Year,
    ) -> Result<Option<RatioParts>, ReviewError> {
        let entry = self.indicators.entry(code)?;
        let Kind::Ratio {
            numerator,
            denominator,
        } = entry.indicator.kind()
        else {
            return Ok(None);
        };
        let Some(denominator) = self.amount(denominator, entity, year) else {
            return Ok(None);
        };
        let numerator = self.amount(numerator, entity, year).or_else(|| {
            self.amount(code, entity, year)
                .map(|ratio| ratio * denominator)
        });
        Ok(numerator.map(|numerator| RatioParts {
            numerator,
            denominator,
        }))
    }

    /// The rows that [`amount`](Self::amount) or [`ratio_parts`](Self::ratio_parts) used.
    pub(super) fn add_rows(
        &self,
        code: &str,
        entity: Entity,
        year: Year,
        rows: &mut Vec<u32>,
    ) -> Result<(), ReviewError> {
        let mut add = |code: &str| {
            if let Some(cell) = self.cell(code, entity, year) {
                rows.extend(self.rows_of(cell));
            }
        };
        add(code);
        for part in self.indicators.entry(code)?.indicator.parts() {
            add(part);
        }
        Ok(())
    }
}

fn slice<T>(all: &[T], first: u32, end: u32) -> &[T] {
    all.get(first as usize..end as usize).unwrap_or_default()
}

/// How many of the sorted `places` stand before each of `indicators`, and how many there are.
fn beginnings(indicators: usize, places: impl Iterator<Item = Place>) -> Vec<u32> {
    let mut first = alloc::vec![0; indicators + 1];
    for place in places {
        if let Some(count) = first.get_mut(place.indicator() + 1) {
            *count += 1;
        }
    }
    let mut before = 0;
    for count in &mut first {
        before += *count;
        *count = before;
    }
    first
}
