//! The past as it was known then, with some of its values as they are known now.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::reference::indicators::Kind;
use crate::review::aggregation::years_that_count;
use crate::review::dataset::{Among, Cell, Place, State};
use crate::review::{Dataset, Entity, Origin, Part, Period, RestatementReason, ReviewError};
use crate::time::Year;

/// One value that is known otherwise now than it was then.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RestatedValue {
    /// Code of the indicator, or of the part of a ratio.
    pub indicator: String,
    /// Whose value it is.
    pub entity: Entity,
    /// Its year.
    pub year: Year,
    /// The value then, in the unit of its indicator; none if it was missing.
    pub then: Option<f64>,
    /// The value now, in the unit of its indicator; none if it is missing.
    pub now: Option<f64>,
    /// Why it differs: the reason that the rows of today state, the first in the order of the
    /// bridge if they state several, and [`RestatementReason::NotStated`] if none.
    pub reason: RestatementReason,
    /// Whether the value then was filled and the value now is not.
    pub replaces_a_filled_value: bool,
}

/// What is asked of both datasets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vintages<'a> {
    pub(super) then: &'a Dataset,
    pub(super) now: &'a Dataset,
    pub(super) indicator: &'a str,
    pub(super) period: Period,
}

impl<'a> Vintages<'a> {
    /// Both datasets, if the indicator means the same in both.
    pub(super) fn checked(self) -> Result<Self, ReviewError> {
        for code in self.codes()? {
            let (then, now) = (
                self.then.indicators().entry(code)?,
                self.now.indicators().entry(code)?,
            );
            let same = then.indicator.kind() == now.indicator.kind()
                && then.indicator.unit() == now.indicator.unit();
            if !same {
                return Err(ReviewError::Indicator {
                    code: code.to_owned(),
                    reason: "its kind or unit then and now differ".to_owned(),
                });
            }
        }
        Ok(self)
    }

    /// The indicator and what it is made of.
    pub(super) fn codes(&self) -> Result<Vec<&'a str>, ReviewError> {
        let indicator = &self.now.indicators().entry(self.indicator)?.indicator;
        let mut codes: Vec<&str> = alloc::vec![indicator.code()];
        codes.extend(indicator.parts());
        if let Kind::WeightedMean { weight } = indicator.kind() {
            codes.push(weight);
        }
        codes.sort_unstable();
        codes.dedup();
        Ok(codes)
    }

    fn years(&self) -> Result<Vec<Year>, ReviewError> {
        let kind = self
            .now
            .indicators()
            .entry(self.indicator)?
            .indicator
            .kind();
        let mut years = years_that_count(kind, self.period);
        if let Kind::RelativeTo { base_year, .. } = kind {
            years.push(Year::new(i64::from(*base_year))?);
            years.sort_unstable();
            years.dedup();
        }
        Ok(years)
    }

    /// Every value of these members that differs, in the order of code, member and year.
    pub(super) fn restated(&self, members: &[Entity]) -> Result<Vec<RestatedValue>, ReviewError> {
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        let mut restated = Vec::new();
        for code in self.codes()? {
            let unit = &self.now.indicators().entry(code)?.unit;
            for &entity in &members {
                for year in self.years()? {
                    let then = self.then.amount(code, entity, year);
                    let now = self.now.amount(code, entity, year);
                    if then == now {
                        continue;
                    }
                    let filled = |data| is_filled(data, code, entity, year);
                    restated.push(RestatedValue {
                        indicator: code.to_owned(),
                        entity,
                        year,
                        then: then.map(|base| unit.value_of(base)),
                        now: now.map(|base| unit.value_of(base)),
                        reason: reason(self.now, code, entity, year),
                        replaces_a_filled_value: now.is_some()
                            && filled(self.then)
                            && !filled(self.now),
                    });
                }
            }
        }
        Ok(restated)
    }

    /// The values then of these members, those of the first `reasons` as they are now.
    ///
    /// It has cells and no rows: it is for amounts, not for what is said of them.
    pub(super) fn mixed(
        &self,
        members: &[Entity],
        reasons: &[RestatementReason],
    ) -> Result<Dataset, ReviewError> {
        let mut entities = members.to_vec();
        entities.sort_unstable();
        entities.dedup();
        let counted = years_that_count(
            self.now
                .indicators()
                .entry(self.indicator)?
                .indicator
                .kind(),
            self.period,
        );
        let among = Among {
            members: &entities,
            years: &counted,
        };
        let mut cells = Vec::new();
        for code in self.codes()? {
            let Some(index) = self.now.indicators().index(code) else {
                continue;
            };
            for (at, &entity) in entities.iter().enumerate() {
                for year in self.years()? {
                    let then = state(self.then, (code, entity, year), &among);
                    let now = state(self.now, (code, entity, year), &among);
                    let known = then.amount() != now.amount()
                        && reasons.contains(&reason(self.now, code, entity, year));
                    cells.push(Cell {
                        place: Place::new(index, at, year),
                        state: if known { now } else { then },
                        rows: (0, 0),
                    });
                }
            }
        }
        cells.sort_unstable_by_key(|cell| cell.place);
        let indicators = self.now.indicators().clone();
        let none = (Vec::new(), Vec::new(), Vec::new());
        Ok(Dataset::new(
            indicators, none.0, entities, cells, none.1, none.2,
        ))
    }
}

/// What is known of one value in the sum over `among`, without a pointer to a row.
fn state(data: &Dataset, (code, entity, year): (&str, Entity, Year), among: &Among<'_>) -> State {
    let (series, at) = (data.series(code), (data.member(entity), year));
    match series.cell(at.0, at.1).map(|cell| cell.state) {
        Some(State::Elsewhere(_)) => match data.is_included(series, at, &Part::WHOLE, among) {
            true => State::NothingToAdd,
            false => State::Missing,
        },
        Some(state) => state,
        None => State::Missing,
    }
}

fn reason(data: &Dataset, code: &str, entity: Entity, year: Year) -> RestatementReason {
    let rows = data.cell(code, entity, year).map(|cell| data.rows_of(cell));
    let stated: Vec<RestatementReason> = rows
        .unwrap_or_default()
        .iter()
        .filter_map(|row| data.observation(*row)?.meta.restated)
        .collect();
    let mut in_order = RestatementReason::ALL.into_iter();
    in_order
        .find(|reason| stated.contains(reason))
        .unwrap_or(RestatementReason::NotStated)
}

fn is_filled(data: &Dataset, code: &str, entity: Entity, year: Year) -> bool {
    let rows = data.cell(code, entity, year).map(|cell| data.rows_of(cell));
    rows.unwrap_or_default().iter().any(|row| {
        data.observation(*row)
            .is_some_and(|row| row.meta.origin == Origin::Filled)
    })
}
