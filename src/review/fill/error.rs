use alloc::string::String;

use crate::review::ReviewError;
use crate::source::SourceId;
use crate::time::Year;

/// What keeps a dataset from being filled at all.
///
/// A gap that stays open is no error: see [`OpenGap`](super::OpenGap).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FillError {
    /// An indicator is not known, or a sum overflows.
    #[error(transparent)]
    Review(#[from] ReviewError),
    /// The last year is before the first.
    #[error("the years go from {first} to {last}: the last must not be before the first")]
    Years {
        /// First year to fill.
        first: Year,
        /// Last year to fill.
        last: Year,
    },
    /// A source has observations, but no place in the declared order.
    #[error("row {row}: source `{source_id}` has no place in the declared priority")]
    NoPriority {
        /// Row of the observations, counted from 0.
        row: usize,
        /// The source.
        source_id: SourceId,
    },
    /// A source has two places in the declared order.
    #[error("source `{source_id}` is named twice in the priority")]
    PriorityTwice {
        /// The source.
        source_id: SourceId,
    },
    /// A strategy takes a source that was not given.
    #[error("a strategy for `{indicator}` takes source `{source_id}`, of which nothing is given")]
    NoSource {
        /// Code of the indicator.
        indicator: String,
        /// The source.
        source_id: SourceId,
    },
    /// A strategy takes a series of something else.
    #[error("`{second}` does not measure what `{indicator}` does")]
    OtherUnit {
        /// The indicator to fill.
        indicator: String,
        /// The indicator, or the unit, that does not fit.
        second: String,
    },
    /// A strategy takes the total of a group that was not given.
    #[error("there is no group `{group}` among those to be filled")]
    NoGroup {
        /// Code of the group.
        group: String,
    },
    /// Two totals are given for one group, indicator and year.
    #[error("the total of {group} {year} {indicator} is given twice")]
    TotalTwice {
        /// Code of the group.
        group: String,
        /// The year.
        year: Year,
        /// Code of the indicator.
        indicator: String,
    },
}
