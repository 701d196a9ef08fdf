use crate::review::Entity;
use crate::time::Year;

use super::{Cell, PartCell, Place, State};

/// An entity and where it stands in a dataset, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::review) struct Member {
    pub(in crate::review) entity: Entity,
    pub(super) at: Option<usize>,
}

/// The cells of one entity among those of an indicator, one for each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    entity: u32,
    /// First and one past the last of them, counted from the first of the indicator.
    cells: (u32, u32),
}

impl Run {
    /// The runs of the cells of one indicator.
    pub(super) fn all_of(cells: &[Cell]) -> impl Iterator<Item = Self> {
        let mut end = 0;
        cells
            .chunk_by(|a, b| a.place.entity() == b.place.entity())
            .map(move |run| {
                let first = end;
                end += run.len() as u32;
                let entity = run.first().map_or(0, |cell| cell.place.entity() as u32);
                let cells = (first, end);
                Self { entity, cells }
            })
    }
}

/// What a dataset holds of one indicator, found once to be read for many members and years.
#[derive(Debug, Clone, Copy)]
pub(in crate::review) struct Series<'a> {
    /// Place of the indicator in the set, if it is there.
    pub(super) indicator: Option<usize>,
    pub(super) cells: &'a [Cell],
    /// The cells by entity.
    pub(super) runs: &'a [Run],
    pub(super) parts: &'a [PartCell],
}

impl<'a> Series<'a> {
    pub(in crate::review) fn place(self, member: Member, year: Year) -> Option<Place> {
        Some(Place::new(self.indicator?, member.at?, year))
    }

    pub(in crate::review) fn cells(self) -> &'a [Cell] {
        self.cells
    }

    pub(in crate::review) fn cell(self, member: Member, year: Year) -> Option<&'a Cell> {
        let entity = member.at? as u32;
        let run = self.runs.binary_search_by_key(&entity, |run| run.entity);
        let (first, end) = self.runs.get(run.ok()?)?.cells;
        let run = self.cells.get(first as usize..end as usize)?;
        // Where every year is there, it is as far from the first as its number.
        let year = year.get() as u16;
        let years_on = year.checked_sub(run.first()?.place.year())?;
        match run.get(usize::from(years_on)) {
            Some(cell) if cell.place.year() == year => Some(cell),
            _ => {
                let at = run.binary_search_by_key(&year, |cell| cell.place.year());
                run.get(at.ok()?)
            }
        }
    }

    /// The value in base units; zero for what does not occur, nothing for what is missing or
    /// included elsewhere.
    pub(in crate::review) fn amount(self, member: Member, year: Year) -> Option<f64> {
        self.cell(member, year)?.state.amount()
    }

    /// Whether what was said is that there is nothing.
    pub(in crate::review) fn has_nothing_to_add(self, member: Member, year: Year) -> bool {
        let cell = self.cell(member, year);
        cell.is_some_and(|cell| cell.state == State::NothingToAdd)
    }

    /// The parts of a value, as they were reported.
    pub(in crate::review) fn parts(self, member: Member, year: Year) -> &'a [PartCell] {
        let Some(place) = self.place(member, year) else {
            return &[];
        };
        let first = self.parts.partition_point(|part| part.place < place);
        let rest = self.parts.get(first..).unwrap_or_default();
        let count = rest.partition_point(|part| part.place == place);
        rest.get(..count).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use crate::review::{Datum, IndicatorSet, Key, Meta, Observation, Reading, validate};
    use crate::source::{SourceId, Status};
    use crate::time::Year;

    const CODES: [&str; 3] = ["PRJ.DEV.EWASTE", "PRJ.DEV.POM", "SDG.12.4.2.EWG"];

    fn observation(code: &'static str, country: &str, year: Year) -> Observation {
        let country: crate::place::Country = country.parse().unwrap();
        let value = f64::from(year.get()) + country.m49() as f64 / 1e4;
        Observation {
            key: Key::new(country, year, code),
            datum: Datum::Value(Reading::new(value, "t").unwrap()),
            meta: Meta::reported(SourceId::new("s").unwrap(), Status::Verified),
        }
    }

    #[test]
    fn a_value_is_found_in_its_year_and_in_no_other() {
        let years: Vec<Year> = Year::of::<2018>().to(Year::of::<2023>()).collect();
        for given in 0..1_u32 << years.len() {
            let is_given = |at: usize| given >> at & 1 == 1;
            let mut rows = Vec::new();
            for (at, &year) in years.iter().enumerate().filter(|(at, _)| is_given(*at)) {
                rows.push(observation(CODES[0], "KEN", year));
                rows.push(observation(CODES[1], "NAM", year));
                // a country of its own in every other year, and one that always is there
                let odd = if at % 2 == 0 { "DEU" } else { "FRA" };
                rows.push(observation(CODES[0], odd, year));
                rows.push(observation(CODES[1], "KEN", year));
            }
            let expected = rows.clone();
            let data = validate(rows, IndicatorSet::embedded().unwrap()).dataset;
            for code in CODES {
                for country in ["KEN", "NAM", "DEU", "FRA", "IND"] {
                    for year in Year::of::<2016>().to(Year::of::<2025>()) {
                        let key = observation(code, country, year).key;
                        let row = expected.iter().find(|row| row.key == key);
                        let value = row.map(|row| match &row.datum {
                            Datum::Value(reading) => reading.value(),
                            Datum::Notation(_) => f64::NAN,
                        });
                        let found = data.value(key.entity, year, code).unwrap();
                        assert_eq!(found, value, "{given:b} {key}");
                    }
                }
            }
        }
    }
}
