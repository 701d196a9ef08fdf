use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::OutputError;
use super::super::shown::{self, Shown, words};
use super::component::{Representation, components};
use super::{Nature, ObsStatus};
use crate::reference::groups;
use crate::review::{
    Datum, Dimension, Entity, Fact, IndicatorSet, Observation, Part, Period, Review,
};
use crate::source::Digest;
use crate::time::{Date, Year};

/// A code of ours, its name, and the id that it has in SDMX.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) code: String,
}

impl Code {
    pub(super) fn new(code: &str, name: &str) -> Self {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_@$-".contains(c);
        let id = code.chars().map(|c| if allowed(c) { c } else { '_' });
        Self {
            id: id.collect(),
            name: name.to_string(),
            code: code.to_string(),
        }
    }

    /// No division by this dimension.
    fn total() -> Self {
        Self::new("_T", "Total or no breakdown")
    }
}

/// One observation in the sense of SDMX: a fact of a review, or a value of a country or an
/// organisation.
///
/// It has a value only where its status has one.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub(super) national: bool,
    pub(super) series: Code,
    pub(super) area: Code,
    pub(super) part: BTreeMap<Dimension, Code>,
    pub(super) period: Days,
    pub(super) value: Option<f64>,
    pub(super) bounds: Option<(f64, f64)>,
    pub(super) status: ObsStatus,
    pub(super) unit: String,
    pub(super) nature: Option<Nature>,
    pub(super) coverage: Option<f64>,
    pub(super) comment: Option<String>,
    pub(super) pointer: Option<String>,
    pub(super) sources: String,
    pub(super) lineage: Digest,
}

/// A period as SDMX writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    /// A calendar year.
    Year(Year),
    /// Two calendar years.
    Two(Year),
}

impl Days {
    pub(super) fn text(self) -> String {
        match self {
            Self::Year(year) => format!("{:04}", i32::from(year)),
            Self::Two(first) => format!("{}/P2Y", Date::first_of(first)),
        }
    }

    pub(super) fn start(self) -> Date {
        match self {
            Self::Year(year) | Self::Two(year) => Date::first_of(year),
        }
    }

    pub(super) fn end(self) -> Date {
        match self {
            Self::Year(year) => Date::last_of(year),
            Self::Two(first) => Date::last_of(first.plus(1).unwrap_or(first)),
        }
    }
}

impl Record {
    /// The value, if there is one to show.
    pub fn value(&self) -> Option<f64> {
        self.value
    }

    /// The status.
    pub fn status(&self) -> ObsStatus {
        self.status
    }

    /// The same record as provisional: almost certainly to be revised.
    #[must_use]
    pub fn provisional(mut self) -> Self {
        if self.status.has_value() {
            self.status = ObsStatus::Provisional;
        }
        self
    }

    pub(super) fn code(&self, dimension: Dimension) -> Code {
        self.part
            .get(&dimension)
            .cloned()
            .unwrap_or_else(Code::total)
    }

    fn of_fact(review: &Review, Shown { fact, lineage }: Shown<'_>) -> Self {
        let status = ObsStatus::of_fact(fact);
        Self {
            national: false,
            series: series(review.dataset.indicators(), &fact.indicator),
            area: group(fact),
            part: codes(&fact.part),
            period: match fact.period {
                Period::Year(year) => Days::Year(year),
                Period::Biennium(biennium) => Days::Two(biennium.first()),
            },
            value: fact.value.filter(|_| status.has_value()),
            bounds: fact
                .interval
                .as_ref()
                .map(|interval| (interval.low, interval.high))
                .filter(|_| status.has_value()),
            status,
            unit: fact.unit.clone(),
            nature: Nature::of_aggregate(&fact.origins),
            coverage: review.rule.measure(&fact.coverage),
            comment: shown::reason(&fact.publication),
            pointer: None,
            sources: words(&fact.sources),
            lineage,
        }
    }

    fn of_observation(
        indicators: &IndicatorSet,
        observation: &Observation,
    ) -> Result<Self, OutputError> {
        let (key, meta) = (&observation.key, &observation.meta);
        let status = ObsStatus::of_observation(observation);
        let reading = match &observation.datum {
            Datum::Value(reading) => Some(reading),
            Datum::Notation(_) => None,
        };
        let value = reading
            .map(|reading| reading.value())
            .filter(|_| status.has_value());
        let half = meta.uncertainty.map(|half| half.percent() / 100.0);
        let bounds = value.zip(half).map(|(value, half)| {
            let width = value.abs() * half;
            (value - width, value + width)
        });
        let (notation, pointer) = match &observation.datum {
            Datum::Notation(key) => (
                Some(key.to_string()),
                key.pointer().map(ToString::to_string),
            ),
            Datum::Value(_) => (None, None),
        };
        // The digest of a value that is kept would let anyone try values until one fits.
        let lineage = if value.is_some() || reading.is_none() {
            Digest::of(observation)?
        } else {
            Digest::of(key)?
        };
        let unit = match (reading, indicators.get(&key.indicator)) {
            (Some(reading), _) => reading.unit().to_string(),
            (None, Ok(indicator)) => indicator.unit().to_string(),
            (None, Err(_)) => String::new(),
        };
        Ok(Self {
            national: true,
            series: series(indicators, &key.indicator),
            area: entity(key.entity),
            part: codes(&key.part),
            period: Days::Year(key.year),
            value,
            bounds,
            status,
            unit,
            nature: Some(Nature::of_value(meta.origin)),
            coverage: None,
            comment: notation,
            pointer,
            sources: words(core::iter::once(&meta.source).chain(&meta.also)),
            lineage,
        })
    }
}

fn series(indicators: &IndicatorSet, code: &str) -> Code {
    let name = indicators
        .get(code)
        .map_or(code, |indicator| indicator.name());
    Code::new(code, name)
}

fn group(fact: &Fact) -> Code {
    let name = groups::group(&fact.group).map_or(&*fact.group, |group| group.name());
    Code::new(&fact.group, name)
}

fn entity(entity: Entity) -> Code {
    let code = entity.to_string();
    let name = entity.country().map_or(&*code, |country| country.name());
    Code::new(&code, name)
}

fn codes(part: &Part) -> BTreeMap<Dimension, Code> {
    let code = |(dimension, code)| {
        let code = match (dimension, code) {
            (Dimension::Sex, "female") => Code::new("F", "Female"),
            (Dimension::Sex, "male") => Code::new("M", "Male"),
            (_, code) => Code::new(code, code),
        };
        (dimension, code)
    };
    part.iter().map(code).collect()
}

/// The facts of a review, in the order of [`tidy::rows`](super::super::tidy::rows).
///
/// # Errors
/// As [`tidy::rows`](super::super::tidy::rows).
pub fn records(review: &Review) -> Result<Vec<Record>, OutputError> {
    let shown = shown::facts(review)?.into_iter();
    Ok(shown.map(|shown| Record::of_fact(review, shown)).collect())
}

/// Values of countries and organisations, or why there are none, in the order given.
///
/// Values that are restricted are left out and have the status `Q`. Whether the values of
/// organisations may be handed on is for the caller to know.
///
/// # Errors
/// [`OutputError::Digest`] for an observation that cannot be written, which its type rules out.
pub fn observation_records(
    observations: &[Observation],
    indicators: &IndicatorSet,
) -> Result<Vec<Record>, OutputError> {
    let observations = observations.iter();
    observations
        .map(|observation| Record::of_observation(indicators, observation))
        .collect()
}

/// The codes of each component in the order of their ids, after looking whether the records can
/// be told apart.
pub(super) fn code_lists(
    records: &[Record],
) -> Result<BTreeMap<&'static str, Vec<Code>>, OutputError> {
    if records.is_empty() {
        return Err(OutputError::Empty);
    }
    let mut lists = BTreeMap::new();
    let mut keys = alloc::collections::BTreeSet::new();
    for record in records {
        let mut key = Vec::new();
        for component in components() {
            match &component.representation {
                Representation::Codes(of) => {
                    let Some(code) = of(record) else { continue };
                    if component.is_dimension() {
                        key.push(code.id.clone());
                    }
                    let list: &mut BTreeMap<String, Code> = lists.entry(component.id).or_default();
                    match list.get(&code.id) {
                        Some(other) if other.code != code.code => {
                            return Err(OutputError::SameId {
                                id: code.id,
                                first: other.code.clone(),
                                second: code.code,
                            });
                        }
                        Some(_) => {}
                        None => {
                            list.insert(code.id.clone(), code);
                        }
                    }
                }
                Representation::Time => key.push(record.period.text()),
                Representation::Number(_) | Representation::Text(_) => {}
            }
        }
        if !keys.insert(key.clone()) {
            return Err(OutputError::Duplicate { key: key.join(".") });
        }
    }
    let sorted = |(id, list): (_, BTreeMap<_, _>)| (id, list.into_values().collect());
    Ok(lists.into_iter().map(sorted).collect())
}
