use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::ExactSum;
use crate::reference::indicators::Kind;
use crate::source::Status;

use super::dataset::{Cell, Cells, State};
use super::{Dataset, Datum, IndicatorSet, Key, Observation, Rule, Severity};

/// What validation found about one observation.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How serious it is.
    pub severity: Severity,
    /// Place of the observation in what was given, from 0.
    pub row: usize,
    /// What the observation is about.
    pub key: Key,
    /// What is wrong and what is accepted.
    pub message: String,
    /// Other rows that have to do with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<usize>,
}

/// Everything that was found, and what can be used.
#[derive(Debug, Clone)]
pub struct Validated {
    /// All findings, in the order of the rows.
    pub findings: Vec<Finding>,
    /// The observations that can be used.
    pub dataset: Dataset,
}

/// Holds observations against the rules and keeps what can be used; all findings at once.
///
/// A refused observation counts as missing; nothing is lost and nothing becomes zero.
///
/// # Example
/// ```
/// use ict_impact::review::{Datum, IndicatorSet, Key, Meta, Observation, Reading, Rule, validate};
/// use ict_impact::source::{SourceId, Status};
/// let observation = |value, unit: &'static str| Ok::<_, Box<dyn std::error::Error>>(Observation {
///     key: Key::new("KEN".parse()?, "2022".parse()?, "PRJ.GRID.CI"),
///     datum: Datum::Value(Reading::new(value, unit)?),
///     meta: Meta::reported(SourceId::new("my-source")?, Status::Verified),
/// });
/// let bad = validate(&[observation(78.0, "kWh")?], IndicatorSet::embedded()?);
/// assert_eq!(bad.findings[0].rule, Rule::V01);
/// let good = validate(&[observation(0.078, "kgCO2e/kWh")?], IndicatorSet::embedded()?);
/// assert_eq!(good.dataset.value("KEN".parse()?, "2022".parse()?, "PRJ.GRID.CI")?, Some(78.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn validate(observations: &[Observation], indicators: IndicatorSet) -> Validated {
    let mut check = Check {
        observations,
        indicators: &indicators,
        findings: Vec::new(),
        refused: alloc::vec![false; observations.len()],
    };
    let values: Vec<Option<f64>> = (0..observations.len()).map(|row| check.one(row)).collect();
    let usable = check.duplicates(&values);
    check.pointers(&usable);
    let cells = check.cells(&values, usable);
    let mut findings = check.findings;
    let dataset = Dataset::new(indicators, cells);
    across(&dataset, observations, &mut findings);
    findings.sort_by_key(|finding| (finding.row, finding.rule));
    Validated { findings, dataset }
}

/// Rows that can be used, by key.
type Usable<'a> = BTreeMap<&'a Key, usize>;

struct Check<'a> {
    observations: &'a [Observation],
    indicators: &'a IndicatorSet,
    findings: Vec<Finding>,
    refused: Vec<bool>,
}

impl<'a> Check<'a> {
    fn find(&mut self, rule: Rule, severity: Severity, row: usize, message: String) {
        self.refused[row] |= severity == Severity::Error;
        let key = self.observations[row].key.clone();
        self.findings.push(Finding {
            rule,
            severity,
            row,
            key,
            message,
            others: Vec::new(),
        });
    }

    /// Rules V00, V01, V03 and V19; the value in base units.
    fn one(&mut self, row: usize) -> Option<f64> {
        let observation = &self.observations[row];
        let Ok(entry) = self.indicators.entry(&observation.key.indicator) else {
            let message = format!("there is no indicator `{}`", observation.key.indicator);
            self.find(Rule::V00, Severity::Error, row, message);
            return None;
        };
        let Datum::Value(reading) = &observation.datum else {
            return None;
        };
        let unit = super::unit::IndicatorUnit::find(reading.unit());
        let Some(unit) = unit.filter(|unit| unit.measures_as(&entry.unit)) else {
            let message = format!(
                "`{}` does not convert to {}",
                reading.unit(),
                entry.indicator.unit()
            );
            self.find(Rule::V01, Severity::Error, row, message);
            return None;
        };
        let base = unit.to_base(reading.value());
        let shown = format!("{} {}", reading.value(), reading.unit());
        if !base.is_finite() {
            self.find(
                Rule::V03,
                Severity::Error,
                row,
                format!("{shown} is too large"),
            );
            return None;
        }
        if base < 0.0 {
            let message = format!("{shown} is negative; accepted is 0 or more");
            self.find(Rule::V03, Severity::Error, row, message);
            return None;
        }
        if entry.indicator.unit() == "%" && base > 1.0 {
            let message = format!("{shown} is above 100 %; kept as it is");
            self.find(Rule::V03, Severity::Warning, row, message);
        }
        if observation.meta.status == Status::Questionable {
            let why = observation
                .meta
                .comment
                .as_deref()
                .unwrap_or("its source says so");
            let message = format!("{shown} is doubtful: {why}");
            self.find(Rule::V19, Severity::Warning, row, message);
        }
        Some(base)
    }

    /// Rule V07: equal values are kept once, different ones are all refused.
    fn duplicates(&mut self, values: &[Option<f64>]) -> Usable<'a> {
        let mut rows: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
        for (row, observation) in self.observations.iter().enumerate() {
            if !self.refused[row] {
                rows.entry(&observation.key).or_default().push(row);
            }
        }
        let mut usable = Usable::new();
        for (key, rows) in rows {
            let first = rows[0];
            let same = |&row: &usize| match (values[first], values[row]) {
                (Some(a), Some(b)) => a == b,
                _ => self.observations[first].datum == self.observations[row].datum,
            };
            let same = rows.iter().all(same);
            let (severity, found) = match same {
                true => (
                    Severity::Info,
                    "given again with the same value; counted once",
                ),
                false => (
                    Severity::Error,
                    "given again with another value; none is used",
                ),
            };
            if same {
                usable.insert(key, first);
            }
            for &row in rows.iter().skip(usize::from(same)) {
                self.find(Rule::V07, severity, row, found.into());
                let others = rows.iter().copied().filter(|&other| other != row).collect();
                if let Some(finding) = self.findings.last_mut() {
                    finding.others = others;
                }
            }
        }
        usable
    }

    /// Rule V04.
    fn pointers(&mut self, usable: &Usable<'a>) {
        let mut broken = Vec::new();
        for (&key, &row) in usable {
            let mut seen = BTreeSet::from([key]);
            let mut at = row;
            while let Datum::Notation(notation) = &self.observations[at].datum
                && let Some(pointer) = notation.pointer()
            {
                if !seen.insert(pointer) {
                    broken.push((row, format!("the pointer of {notation} leads in a circle")));
                    break;
                }
                match usable.get(pointer) {
                    Some(&next) => at = next,
                    None => {
                        broken.push((row, format!("{notation} points to {pointer}: not there")));
                        break;
                    }
                }
            }
        }
        for (row, message) in broken {
            self.find(Rule::V04, Severity::Error, row, message);
        }
    }

    /// Rule V05, and the cells: one for each indicator, country and year.
    fn cells(&mut self, values: &[Option<f64>], usable: Usable<'a>) -> Cells {
        let mut groups: BTreeMap<_, (Option<usize>, Vec<usize>)> = BTreeMap::new();
        for (key, row) in usable {
            let Some(indicator) = self.indicators.index(&key.indicator) else {
                continue;
            };
            let (total, parts) = groups
                .entry((indicator, key.country, key.year))
                .or_default();
            match key.category {
                None => *total = Some(row),
                Some(_) => parts.push(row),
            }
        }
        let mut cells = Cells::new();
        for (place, (total, parts)) in groups {
            let state = self.state(values, total, &parts);
            let used: Vec<usize> = match total {
                Some(row) => alloc::vec![row],
                None => parts,
            };
            let metas = || used.iter().map(|&row| &self.observations[row].meta);
            let cell = Cell {
                state,
                origins: metas().map(|meta| meta.origin).collect(),
                sources: metas()
                    .flat_map(|meta| core::iter::once(&meta.source).chain(&meta.also))
                    .cloned()
                    .collect(),
            };
            cells.insert(place, cell);
        }
        cells
    }

    fn state(&mut self, values: &[Option<f64>], total: Option<usize>, parts: &[usize]) -> State {
        let single = |check: &Self, row: usize| match &check.observations[row].datum {
            _ if check.refused[row] => State::Missing,
            Datum::Value(_) => values[row].map_or(State::Missing, State::Value),
            Datum::Notation(notation) if notation.is_complete() => State::NothingToAdd,
            Datum::Notation(_) => State::Missing,
        };
        let states: Vec<State> = parts.iter().map(|&row| single(self, row)).collect();
        let added: ExactSum = states
            .iter()
            .filter_map(|state| {
                if let State::Value(base) = state {
                    Some(*base)
                } else {
                    None
                }
            })
            .collect();
        let complete = !states.contains(&State::Missing);
        if let Some(row) = total {
            let whole = single(self, row);
            if let (State::Value(whole), Ok(added), false) =
                (whole, added.value(), parts.is_empty())
                && complete
                && (added - whole).abs() > 0.01 * whole.abs()
            {
                let message = format!("the {} categories do not add to the total", parts.len());
                self.find(Rule::V05, Severity::Warning, row, message);
            }
            return whole;
        }
        if !complete {
            for (&row, state) in parts.iter().zip(&states) {
                if *state == State::Missing {
                    let message = "a missing category makes the country's total missing";
                    self.find(Rule::V05, Severity::Warning, row, message.into());
                }
            }
            return State::Missing;
        }
        if states.iter().all(|state| *state == State::NothingToAdd) {
            return State::NothingToAdd;
        }
        added.value().map_or(State::Missing, State::Value)
    }
}

/// Rules V06 and V14, which look across indicators.
fn across(dataset: &Dataset, observations: &[Observation], findings: &mut Vec<Finding>) {
    for (row, observation) in observations.iter().enumerate() {
        let key = &observation.key;
        let amount = |code: &str| dataset.amount(code, key.country, key.year);
        let mut find = |rule, severity, message: String| {
            findings.push(Finding {
                rule,
                severity,
                row,
                key: key.clone(),
                message,
                others: Vec::new(),
            });
        };
        if key.indicator == "SDG.12.4.2.EWC"
            && let (Some(collected), Some(generated)) =
                (amount(&key.indicator), amount("SDG.12.4.2.EWG"))
            && collected > generated
        {
            find(
                Rule::V14,
                Severity::Warning,
                "more was collected than generated; accepted with declared imports".into(),
            );
        }
        let Ok(entry) = dataset.indicators().entry(&key.indicator) else {
            continue;
        };
        let Kind::Ratio {
            numerator,
            denominator,
        } = entry.indicator.kind()
        else {
            continue;
        };
        let (Some(ratio), Some(above), Some(below)) = (
            amount(&key.indicator),
            amount(numerator),
            amount(denominator),
        ) else {
            continue;
        };
        let Datum::Value(reading) = &observation.datum else {
            continue;
        };
        let expected = entry.unit.value_of(above / below);
        let reported = entry.unit.value_of(ratio);
        let tolerance = half_unit(reading.value()).max(1e-3 * expected.abs());
        if below != 0.0 && (expected - reported).abs() > tolerance {
            find(
                Rule::V06,
                Severity::Error,
                format!(
                    "{reported} {} was reported, its parts give {expected}; the parts are used",
                    entry.indicator.unit()
                ),
            );
        }
    }
}

/// Half a unit of the last decimal place that was written.
fn half_unit(value: f64) -> f64 {
    let text = format!("{value}");
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    0.5 * crate::numeric::pow(10.0, -(decimals as f64))
}
