//! Why a chart cannot be shown, and the checks that several charts share.

use ict_impact::numeric::exact_sum;
use thiserror::Error;

use super::model::Entry;

/// Sums of what a chart shows may miss what they should be by this share of their largest part.
const TOLERANCE: f64 = 1e-9;

/// Why a chart cannot be shown.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ChartError {
    /// There is nothing in it.
    #[error("it has nothing to show")]
    Empty,
    /// A number is NaN or infinite.
    #[error("{item:?} is {value}, which is not finite")]
    NotFinite {
        /// What it is the number of.
        item: String,
        /// The number.
        value: f64,
    },
    /// An interval does not hold its point.
    #[error("the interval of {item:?}, {low} to {high}, does not hold {value}")]
    Interval {
        /// What it is the interval of.
        item: String,
        /// Its lower end.
        low: f64,
        /// The point.
        value: f64,
        /// Its upper end.
        high: f64,
    },
    /// Two items have the same name.
    #[error("{item:?} is given twice")]
    Duplicate {
        /// The name.
        item: String,
    },
    /// An item has another number of parts than the chart.
    #[error("{item:?} has {given} parts, the chart names {expected}")]
    Length {
        /// The item.
        item: String,
        /// Its parts.
        given: usize,
        /// The parts of the chart.
        expected: usize,
    },
    /// Parts do not add up to what they are parts of.
    #[error("the parts of {item:?} add up to {sum}, not to {whole}")]
    Sum {
        /// What they are parts of.
        item: String,
        /// Their sum.
        sum: f64,
        /// What it should be.
        whole: f64,
    },
    /// A withheld number could be worked out from the numbers shown.
    #[error("{item:?} is withheld, but follows from the numbers beside it")]
    Revealed {
        /// Whose number it is.
        item: String,
    },
    /// A bridge that does not lead from one level to another.
    #[error("a bridge begins and ends with a level, and {item:?} is none")]
    NoLevel {
        /// What stands at the open end.
        item: String,
    },
    /// A rank that does not fit the others, or lies outside its own interval.
    #[error(
        "rank {rank} of {item:?}, between {best} and {worst}, does not fit {items} ranked items"
    )]
    Rank {
        /// The item.
        item: String,
        /// Its rank.
        rank: usize,
        /// The best rank it may have.
        best: usize,
        /// The worst rank it may have.
        worst: usize,
        /// How many items are ranked.
        items: usize,
    },
    /// A threshold that no cumulative share can be held against.
    #[error("a threshold of {value} is not between 0 and 1")]
    Threshold {
        /// The threshold as a part of one.
        value: f64,
    },
}

/// Refuses a number that is not finite.
pub(super) fn finite(item: &str, value: f64) -> Result<(), ChartError> {
    if value.is_finite() {
        return Ok(());
    }
    let item = item.to_string();
    Err(ChartError::NotFinite { item, value })
}

/// Refuses an entry whose number is not finite.
pub(super) fn finite_entry(item: &str, entry: &Entry) -> Result<(), ChartError> {
    match entry {
        Entry::Value(value) => finite(item, *value),
        Entry::Missing(_) | Entry::Withheld(_) => Ok(()),
    }
}

/// Refuses a name that is there twice.
pub(super) fn distinct<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<(), ChartError> {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(ChartError::Duplicate {
            item: pair[0].to_string(),
        }),
        None => Ok(()),
    }
}

/// Checks that `parts` add up to the difference `to − from`, and that no single withheld number
/// among all of them follows from the others.
///
/// Two withheld numbers hide each other, unless their signs are known to be the same. A missing
/// number hides none: it often stands for nothing at all.
pub(super) fn adds_up(
    item: &str,
    (from, to): ((&str, &Entry), (&str, &Entry)),
    parts: &[(&str, &Entry)],
) -> Result<(), ChartError> {
    let all = || [from, to].into_iter().chain(parts.iter().copied());
    for (name, entry) in all() {
        finite_entry(name, entry)?;
    }
    let mut withheld = all().filter(|(_, entry)| entry.is_withheld());
    if let (Some((name, _)), None) = (withheld.next(), withheld.next()) {
        let item = name.to_string();
        return Err(ChartError::Revealed { item });
    }
    if all().any(|(_, entry)| entry.value().is_none()) {
        return Ok(());
    }
    let values: Vec<f64> = parts.iter().filter_map(|(_, e)| e.value()).collect();
    let [start, end] = [from, to].map(|(_, e)| e.value().unwrap_or(0.0));
    let sum = exact_sum(&values).unwrap_or(f64::INFINITY);
    let whole = end - start;
    let ends = [start, end].into_iter();
    let largest = ends.chain(values).map(f64::abs).fold(0.0, f64::max);
    // The difference of numbers at opposite ends of the range of f64 is not finite.
    let off = (sum - whole).abs();
    if off <= largest * TOLERANCE {
        return Ok(());
    }
    let item = item.to_string();
    Err(ChartError::Sum { item, sum, whole })
}
