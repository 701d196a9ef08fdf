//! A number and the interval it may lie in.

use super::fault::{ChartError, finite, finite_entry};
use super::model::Entry;

/// A number with or without an interval, or the words that say why there is none.
///
/// Only a number has an interval: what is missing or withheld has neither.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    entry: Entry,
    interval: Option<(f64, f64)>,
}

impl Estimate {
    /// A number and the two ends of its interval.
    pub fn between(value: f64, low: f64, high: f64) -> Self {
        Estimate {
            entry: Entry::Value(value),
            interval: Some((low, high)),
        }
    }

    /// The number, or why there is none.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The ends of the interval, if there is one.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.interval
            .filter(|(low, high)| low.is_finite() && high.is_finite())
    }

    /// The ends of the interval for a table; where there is no number there are none.
    pub(super) fn ends(&self) -> [Entry; 2] {
        match (&self.entry, self.interval()) {
            (_, Some((low, high))) => [low, high].map(Entry::from),
            (Entry::Value(_), None) => ["", ""].map(|_| Entry::missing("no interval")),
            (_, None) => ["—", "—"].map(Entry::missing),
        }
    }

    /// All numbers that have to be inside a scale.
    pub(super) fn reach(&self) -> impl Iterator<Item = f64> {
        let (low, high) = self.interval().unzip();
        self.entry.value().into_iter().chain(low).chain(high)
    }

    /// Refuses what is not finite and an interval that does not hold its number.
    pub(super) fn check(&self, item: &str) -> Result<(), ChartError> {
        finite_entry(item, &self.entry)?;
        let (Some(value), Some((low, high))) = (self.entry.value(), self.interval) else {
            return Ok(());
        };
        finite(item, low)?;
        finite(item, high)?;
        if low <= value && value <= high {
            return Ok(());
        }
        Err(ChartError::Interval {
            item: item.to_string(),
            low,
            value,
            high,
        })
    }
}

impl<E: Into<Entry>> From<E> for Estimate {
    fn from(entry: E) -> Self {
        Estimate {
            entry: entry.into(),
            interval: None,
        }
    }
}
