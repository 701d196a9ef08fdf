//! The values behind an aggregate, and how much each moves it.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::IntervalOptions;
use crate::numeric::{ExactSum, SumError};
use crate::reference::indicators::Kind;
use crate::review::aggregation::years_that_count;
use crate::review::dataset::{Among, State};
use crate::review::division::divisions;
use crate::review::{Dataset, Dimension, Entity, Fact, Observation, Part, ReviewError};
use crate::source::SourceId;
use crate::time::Year;
use crate::uncertainty::RelativeUncertainty;

/// One value as a row stated it, in base units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) part: &'a Part,
    pub(super) source: &'a SourceId,
    pub(super) value: f64,
    pub(super) uncertainty: Option<RelativeUncertainty>,
    pub(super) from_quality: bool,
}

/// One amount of one member and year: the value of a row, or of rows that add up to it.
#[derive(Debug)]
pub(super) struct Amount<'a> {
    pub(super) code: &'a str,
    pub(super) entity: Entity,
    pub(super) year: Year,
    pub(super) base: f64,
    pub(super) inputs: Vec<Input<'a>>,
}

/// One contribution: `weight` times `above`, or `above` (times `times`) over `below`.
#[derive(Debug)]
struct Term {
    above: usize,
    times: Option<usize>,
    below: Option<usize>,
    weight: f64,
}

/// Everything that an aggregate is made of.
#[derive(Debug)]
pub(super) struct Inputs<'a> {
    pub(super) amounts: Vec<Amount<'a>>,
    terms: Vec<Term>,
    divided: bool,
}

type Places<'a> = BTreeMap<(&'a str, Entity, Year), usize>;

impl<'a> Inputs<'a> {
    /// The values behind a fact; `None` for a kind of indicator whose value is no sum and no
    /// ratio of sums.
    pub(super) fn of(
        data: &'a Dataset,
        fact: &Fact,
        options: &IntervalOptions,
    ) -> Result<Option<Self>, ReviewError> {
        let entry = data.indicators().entry(&fact.indicator)?;
        let (code, kind) = (entry.indicator.code(), entry.indicator.kind());
        let whole = fact.part.is_whole();
        let divided = match kind {
            Kind::Sum | Kind::Stock | Kind::Count => false,
            Kind::Ratio { .. } | Kind::WeightedMean { .. } | Kind::RelativeTo { .. } if whole => {
                true
            }
            _ => return Ok(None),
        };
        let mut inputs = Self {
            amounts: Vec::new(),
            terms: Vec::new(),
            divided,
        };
        let mut places = Places::new();
        let members: Vec<Entity> = fact.reporting.iter().chain(&fact.partly).copied().collect();
        let years = years_that_count(kind, fact.period);
        let among = Among {
            members: &members,
            years: &years,
        };
        for &entity in &members {
            let first = inputs.terms.len();
            for &year in &years {
                let mut amount = |code: &'a str, year| {
                    let at = (code, entity, year);
                    inputs.place(data, &mut places, at, (&fact.part, &among), options)
                };
                let term = match kind {
                    Kind::Ratio {
                        numerator,
                        denominator,
                    } => match amount(denominator, year)? {
                        None => None,
                        Some(below) => match amount(numerator, year)? {
                            Some(above) => Some((above, None, Some(below))),
                            None => {
                                amount(code, year)?.map(|ratio| (ratio, Some(below), Some(below)))
                            }
                        },
                    },
                    Kind::WeightedMean { weight } => match amount(code, year)? {
                        None => None,
                        Some(value) => amount(weight, year)?.map(|w| (value, Some(w), Some(w))),
                    },
                    Kind::RelativeTo {
                        amount: of,
                        base_year,
                    } => match amount(of, Year::new(i64::from(*base_year))?)? {
                        None => None,
                        Some(base) => amount(of, year)?.map(|now| (now, None, Some(base))),
                    },
                    _ => amount(code, year)?.map(|value| (value, None, None)),
                };
                inputs.terms.extend(term.map(|(above, times, below)| Term {
                    above,
                    times,
                    below,
                    weight: 1.0,
                }));
            }
            let own = inputs.terms.get_mut(first..).unwrap_or_default();
            let weight = 1.0 / own.len().max(1) as f64;
            for term in own {
                term.weight = weight;
            }
        }
        Ok(Some(inputs))
    }

    /// The place of an amount in the list, which holds each once.
    fn place(
        &mut self,
        data: &'a Dataset,
        places: &mut Places<'a>,
        at: (&'a str, Entity, Year),
        (part, among): (&Part, &Among<'_>),
        options: &IntervalOptions,
    ) -> Result<Option<usize>, ReviewError> {
        if let Some(&place) = places.get(&at) {
            return Ok(Some(place));
        }
        let found = match part.is_whole() {
            true => whole(data, at, options)?,
            false => of_part(data, at, part, options)?,
        };
        let (code, entity, year) = at;
        let found = found.or_else(|| {
            let (series, whose) = (data.series(code), (data.member(entity), year));
            let is_included = data.is_included(series, whose, part, among);
            is_included.then(|| Amount {
                code,
                entity,
                year,
                base: 0.0,
                inputs: Vec::new(),
            })
        });
        Ok(found.map(|amount| {
            let place = self.amounts.len();
            places.insert(at, place);
            self.amounts.push(amount);
            place
        }))
    }

    fn base(&self, place: usize) -> f64 {
        self.amounts.get(place).map_or(0.0, |amount| amount.base)
    }

    /// The aggregate of these amounts; `None` if it is divided by zero.
    pub(super) fn value(&self, amounts: &[f64]) -> Result<Option<f64>, SumError> {
        let at = |place: usize| amounts.get(place).copied().unwrap_or_default();
        let above = |term: &Term| at(term.above) * term.times.map_or(1.0, at);
        if !self.divided {
            let sum: ExactSum = self.terms.iter().map(|t| t.weight * at(t.above)).collect();
            return Ok(Some(sum.value()?));
        }
        let numerator: ExactSum = self.terms.iter().map(above).collect();
        let denominator: ExactSum = self
            .terms
            .iter()
            .filter_map(|t| Some(at(t.below?)))
            .collect();
        let (numerator, denominator) = (numerator.value()?, denominator.value()?);
        Ok((denominator != 0.0).then(|| numerator / denominator))
    }

    /// By how much the aggregate moves where one amount moves by one, in the order of the amounts.
    pub(super) fn sensitivities(&self) -> Result<Option<Vec<f64>>, SumError> {
        let mut moves = alloc::vec![0.0; self.amounts.len()];
        let mut add = |place: usize, by: f64| {
            if let Some(slot) = moves.get_mut(place) {
                *slot += by;
            }
        };
        if !self.divided {
            for term in &self.terms {
                add(term.above, term.weight);
            }
            return Ok(Some(moves));
        }
        let bases: Vec<f64> = self.amounts.iter().map(|amount| amount.base).collect();
        let Some(ratio) = self.value(&bases)? else {
            return Ok(None);
        };
        let below = self.terms.iter().filter_map(|term| term.below);
        let denominator = below.map(|place| self.base(place)).collect::<ExactSum>();
        let denominator = denominator.value()?;
        for term in &self.terms {
            match (term.times, term.below) {
                // the denominator is in the numerator too, and what it does to both cancels
                (Some(times), Some(below)) if times == below => {
                    add(term.above, self.base(times) / denominator);
                    add(below, (self.base(term.above) - ratio) / denominator);
                }
                (_, below) => {
                    add(term.above, 1.0 / denominator);
                    if let Some(below) = below {
                        add(below, -ratio / denominator);
                    }
                }
            }
        }
        Ok(Some(moves))
    }
}

fn input<'a>(
    observation: &'a Observation,
    value: f64,
    options: &IntervalOptions,
) -> Result<Input<'a>, ReviewError> {
    let stated = options.uncertainty_of(observation)?;
    Ok(Input {
        part: &observation.key.part,
        source: &observation.meta.source,
        value,
        uncertainty: stated.map(|(uncertainty, _)| uncertainty),
        from_quality: stated.is_some_and(|(_, from_quality)| from_quality),
    })
}

fn whole<'a>(
    data: &'a Dataset,
    (code, entity, year): (&'a str, Entity, Year),
    options: &IntervalOptions,
) -> Result<Option<Amount<'a>>, ReviewError> {
    let Some(cell) = data.cell(code, entity, year) else {
        return Ok(None);
    };
    let Some(base) = cell.state.amount() else {
        return Ok(None);
    };
    let mut inputs = Vec::new();
    for &row in data.rows_of(cell) {
        let Some(observation) = data.observation(row) else {
            continue;
        };
        let state = match observation.key.part.is_whole() {
            true => cell.state,
            // a figure by market adds nothing to one by location
            false if observation.key.part.code(Dimension::Scope) == Some("2_market") => continue,
            false => data
                .parts_of(code, entity, year)
                .iter()
                .find(|part| part.row == row)
                .map_or(State::Missing, |part| part.state),
        };
        if let State::Value(value) = state {
            inputs.push(input(observation, value, options)?);
        }
    }
    Ok(Some(Amount {
        code,
        entity,
        year,
        base,
        inputs,
    }))
}

fn of_part<'a>(
    data: &'a Dataset,
    (code, entity, year): (&'a str, Entity, Year),
    part: &Part,
    options: &IntervalOptions,
) -> Result<Option<Amount<'a>>, ReviewError> {
    let Some(base) = data.amount_of_part(code, entity, year, part)? else {
        return Ok(None);
    };
    let cells = data.parts_of(code, entity, year).iter();
    let within: Vec<(&'a Observation, State)> = cells
        .filter_map(|cell| Some((data.observation(cell.row)?, cell.state)))
        .filter(|(observation, _)| observation.key.part.is_within(part))
        .collect();
    let of = |one: &Part| {
        within
            .iter()
            .copied()
            .find(move |(o, _)| o.key.part == *one)
    };
    let used: Vec<(&'a Observation, State)> = match of(part) {
        Some(own) => alloc::vec![own],
        None => {
            let states: Vec<(&Part, State)> = within
                .iter()
                .map(|(o, state)| (&o.key.part, *state))
                .collect();
            let complete = |division: &crate::review::division::Division<'_>| {
                division.sum(part).is_ok_and(|sum| sum.amount().is_some())
            };
            let division = divisions(&states).into_iter().find(complete);
            let parts = division.map(|division| division.parts).unwrap_or_default();
            let added = parts.iter().filter(|(own, _)| {
                part.code(Dimension::Scope).is_some()
                    || own.code(Dimension::Scope) != Some("2_market")
            });
            added.filter_map(|(part, _)| of(part)).collect()
        }
    };
    let mut inputs = Vec::new();
    for (observation, state) in used {
        if let State::Value(value) = state {
            inputs.push(input(observation, value, options)?);
        }
    }
    Ok(Some(Amount {
        code,
        entity,
        year,
        base,
        inputs,
    }))
}
