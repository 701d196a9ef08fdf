//! Rules V01, V02, V03 and V19: one row by itself.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use crate::reference::gwp::{Gas, gwp};
use crate::source::Status;

use super::{Check, Rule, Severity};
use crate::review::dataset::Place;
use crate::review::indicator::{Entry, IndicatorUnit};
use crate::review::{Datum, Dimension, Observation, Reading};

/// How a unit was understood for an indicator.
#[derive(Clone)]
enum Understood {
    As(IndicatorUnit),
    MassOfGas(IndicatorUnit),
    Not,
}

impl<'a> Check<'a> {
    /// The value of each row in base units.
    pub(super) fn values(&mut self, places: &[Option<(Place, u32)>]) -> Vec<Option<f64>> {
        let mut units = BTreeMap::new();
        let mut values = Vec::with_capacity(places.len());
        for (row, place) in places.iter().enumerate() {
            values.push(place.and_then(|(place, _)| self.value(row, place, &mut units)));
        }
        values
    }

    fn value(
        &mut self,
        row: usize,
        place: Place,
        units: &mut BTreeMap<(usize, &'a str), Understood>,
    ) -> Option<f64> {
        let (observations, indicators) = (self.observations, self.indicators);
        let observation = observations.get(row)?;
        let entry = indicators.at(place.indicator())?;
        let Datum::Value(reading) = &observation.datum else {
            return None;
        };
        let unit = units
            .entry((place.indicator(), reading.unit()))
            .or_insert_with(|| understand(reading.unit(), entry))
            .clone();
        let base = self.in_base(row, observation, reading, entry, unit)?;
        if !base.is_finite() {
            let message = format!("{} is too large", shown(reading));
            self.find((Rule::V03, Severity::Error, "too_large"), row, message);
            return None;
        }
        self.in_range(row, observation, reading, entry, base)?;
        Some(base)
    }

    /// Rules V01 and V02: the value in base units of the indicator.
    fn in_base(
        &mut self,
        row: usize,
        observation: &Observation,
        reading: &Reading,
        entry: &Entry,
        unit: Understood,
    ) -> Option<f64> {
        let gas = observation.key.part.code(Dimension::Gas);
        let base = match (unit, gas) {
            (Understood::As(unit), _) => unit.to_base(reading.value()),
            (Understood::MassOfGas(unit), Some(gas)) => {
                let (set, horizon) = self.options.gwp;
                let potential = gas
                    .parse::<Gas>()
                    .ok()
                    .and_then(|gas| gwp(gas, set, horizon));
                let Some(potential) = potential else {
                    let message = format!("{set} has no global warming potential of {gas}");
                    self.find((Rule::V02, Severity::Error, "no_potential"), row, message);
                    return None;
                };
                return Some(unit.to_base(reading.value()) * potential.value);
            }
            _ => {
                let message = format!(
                    "`{}` does not convert to {}",
                    reading.unit(),
                    entry.indicator.unit()
                );
                self.find((Rule::V01, Severity::Error, "unit"), row, message);
                return None;
            }
        };
        let review = self.options.gwp.0;
        if observation.meta.gwp.is_none()
            && entry.unit.is_climate()
            && self.report_of(row).is_some()
        {
            let message = format!(
                "{} does not say by which global warming potentials; the review uses {review}",
                shown(reading)
            );
            self.find((Rule::V02, Severity::Error, "not_stated"), row, message);
            return None;
        }
        if let Some(own) = observation.meta.gwp
            && entry.unit.is_climate()
            && own != review
        {
            let message = format!(
                "{own} was used, the review uses {review}; report the mass of each gas instead"
            );
            self.find(
                (Rule::V02, Severity::Error, "other_potentials"),
                row,
                message,
            );
            return None;
        }
        Some(base)
    }

    /// Rules V03 and V19.
    fn in_range(
        &mut self,
        row: usize,
        observation: &Observation,
        reading: &Reading,
        entry: &Entry,
        base: f64,
    ) -> Option<()> {
        let value = entry.unit.value_of(base);
        let (least, greatest) = (entry.indicator.least(), entry.indicator.greatest());
        if let Some(least) = least.filter(|least| value < *least) {
            let issue = if value < 0.0 { "negative" } else { "too_small" };
            let message = match issue {
                "negative" if least == 0.0 => {
                    format!("{} is negative; accepted is 0 or more", shown(reading))
                }
                _ => format!(
                    "{} is below {least} {}, the least that can be",
                    shown(reading),
                    entry.indicator.unit()
                ),
            };
            self.find((Rule::V03, Severity::Error, issue), row, message);
            return None;
        }
        if let Some(greatest) = greatest.filter(|greatest| value > *greatest) {
            let message = format!(
                "{} is above {greatest} {}, the most that can be",
                shown(reading),
                entry.indicator.unit()
            );
            self.find((Rule::V03, Severity::Error, "too_great"), row, message);
            return None;
        }
        if entry.indicator.unit() == "%" && base > 1.0 {
            let message = format!("{} is above 100 %; kept as it is", shown(reading));
            self.find(
                (Rule::V03, Severity::Warning, "above_100_percent"),
                row,
                message,
            );
        }
        if observation.meta.status == Status::Questionable {
            let why = observation.meta.comment.as_deref();
            let why = why.unwrap_or("its source says so");
            let message = format!("{} is doubtful: {why}", shown(reading));
            self.find((Rule::V19, Severity::Warning, "doubtful"), row, message);
        }
        Some(())
    }
}

fn understand(symbol: &str, entry: &Entry) -> Understood {
    match IndicatorUnit::find(symbol) {
        Some(unit) if unit.measures_as(&entry.unit) => Understood::As(unit),
        Some(unit) if entry.unit.weighs_gas(&unit) => Understood::MassOfGas(unit),
        _ => Understood::Not,
    }
}

fn shown(reading: &Reading) -> alloc::string::String {
    format!("{} {}", reading.value(), reading.unit())
}
