//! What can be used after validation, found by indicator, entity and year.

mod cell;

use alloc::vec::Vec;

use crate::reference::indicators::Kind;
use crate::time::Year;

use super::{Entity, IndicatorSet, Observation, Part, Qualifier, ReviewError};

pub(super) use cell::{Cell, PartCell, Place, State};

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
    /// In order, each once.
    entities: Vec<Entity>,
    /// Wholes by place.
    cells: Vec<Cell>,
    /// Where the cells of each indicator of the set begin; one more for the end.
    first_cells: Vec<u32>,
    /// Parts by place, then by part.
    parts: Vec<PartCell>,
    /// The rows of the cells, one list after the other.
    rows: Vec<u32>,
    /// In order, each once: where a flexibility provision is applied.
    flexible: Vec<Place>,
    /// In order, each once: where a row was given that could not be used.
    unused: Vec<Place>,
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
        let first_cells = first_cells(&cells, indicators.iter().count());
        let mut dataset = Self {
            indicators,
            observations,
            entities,
            cells,
            first_cells,
            parts,
            rows,
            flexible: Vec::new(),
            unused: Vec::new(),
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

    /// Whether something was given of which nothing could be used.
    pub(super) fn is_refused(&self, code: &str, entity: Entity, year: Year) -> bool {
        self.place(code, entity, year).is_some_and(|place| {
            self.unused.binary_search(&place).is_ok() && self.cell(code, entity, year).is_none()
        })
    }

    /// Whether a flexibility provision is applied to a value, used or not.
    pub(super) fn is_flexible(&self, code: &str, entity: Entity, year: Year) -> bool {
        !self.flexible.is_empty()
            && self
                .place(code, entity, year)
                .is_some_and(|place| self.flexible.binary_search(&place).is_ok())
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
    /// the sum of the parts that lie in it, if all of them are known.
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

    pub(super) fn place(&self, code: &str, entity: Entity, year: Year) -> Option<Place> {
        let indicator = self.indicators.index(code)?;
        let entity = self.entities.binary_search(&entity).ok()?;
        Some(Place::new(indicator, entity, year))
    }

    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cells of the indicator at this place of the set.
    pub(super) fn cells_of(&self, indicator: Option<usize>) -> &[Cell] {
        let Some([first, end, ..]) = indicator.and_then(|at| self.first_cells.get(at..)) else {
            return &[];
        };
        let cells = self.cells.get(*first as usize..*end as usize);
        cells.unwrap_or_default()
    }

    pub(super) fn all_parts(&self) -> &[PartCell] {
        &self.parts
    }

    pub(super) fn cell(&self, code: &str, entity: Entity, year: Year) -> Option<&Cell> {
        let indicator = self.indicators.index(code)?;
        let cells = self.cells_of(Some(indicator));
        if cells.is_empty() {
            return None;
        }
        let entity = self.entities.binary_search(&entity).ok()?;
        let place = Place::new(indicator, entity, year);
        let at = cells.binary_search_by_key(&place, |cell| cell.place).ok()?;
        cells.get(at)
    }

    /// Who and which year a cell is of.
    pub(super) fn whose(&self, cell: &Cell) -> Option<(Entity, Year)> {
        let entity = *self.entities.get(cell.place.entity())?;
        Some((entity, Year::new(i64::from(cell.place.year())).ok()?))
    }

    /// The rows of a cell.
    pub(super) fn rows_of(&self, cell: &Cell) -> &[u32] {
        let (first, last) = (cell.rows.0 as usize, cell.rows.1 as usize);
        self.rows.get(first..last).unwrap_or_default()
    }

    pub(super) fn observation(&self, row: u32) -> Option<&Observation> {
        self.observations.get(row as usize)
    }

    /// A value in base units; nothing for what is missing, zero for what does not occur.
    pub(super) fn amount(&self, code: &str, entity: Entity, year: Year) -> Option<f64> {
        self.cell(code, entity, year)?.state.amount()
    }

    /// The parts of a cell, as they were reported.
    pub(super) fn parts_of(&self, code: &str, entity: Entity, year: Year) -> &[PartCell] {
        let Some(place) = self.place(code, entity, year) else {
            return &[];
        };
        let first = self.parts.partition_point(|part| part.place < place);
        let count = self
            .parts
            .get(first..)
            .unwrap_or_default()
            .partition_point(|part| part.place == place);
        self.parts.get(first..first + count).unwrap_or_default()
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
        let within: Vec<(&Part, State)> = self
            .parts_of(code, entity, year)
            .iter()
            .filter_map(|cell| Some((&self.observation(cell.row)?.key.part, cell.state)))
            .filter(|(own, _)| own.is_within(part))
            .collect();
        if let Some((_, state)) = within.iter().find(|(own, _)| *own == part) {
            return Ok(state.amount());
        }
        super::division::sum_of_one(&within).map_err(|error| ReviewError::Sum {
            what: alloc::format!("{entity} {year} {code} {part}"),
            error,
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

/// Where the cells of each of `indicators` begin, and where the last ones end.
fn first_cells(cells: &[Cell], indicators: usize) -> Vec<u32> {
    let mut first = Vec::with_capacity(indicators + 1);
    let mut at = 0;
    for indicator in 0..=indicators {
        let rest = cells.get(at..).unwrap_or_default();
        at += rest.partition_point(|cell| cell.place.indicator() < indicator);
        first.push(at as u32);
    }
    first
}
