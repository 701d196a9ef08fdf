//! Which year, which biennium, which day, which instant?
//!
//! Annual figures carry a [`Year`], reviews cover a [`Biennium`], memberships and
//! submissions have a [`Date`], and a [`YearSeries`] holds one value for every year of a
//! span without a gap. Meter readings have a [`Timestamp`] each, a whole column of them is
//! [`Timestamps`], and equal intervals have a [`Step`]. There is no clock: what "today" is, the
//! caller says. There is no table of time zones either: an [`UtcOffset`] is fixed, and where
//! clocks are put forward and back each row has its own.

mod biennium;
mod date;
mod interval;
mod series;
mod step;
mod timestamp;
mod timestamps;
mod utc_offset;
mod year;

pub use biennium::Biennium;
pub use date::Date;
pub use interval::Interval;
pub use series::{YearSeries, YearSeriesIter};
pub use step::Step;
pub use timestamp::Timestamp;
pub use timestamps::{RefusedTimestamps, Timestamps};
pub use utc_offset::UtcOffset;
pub use year::{Year, YearLength};

use alloc::string::String;

/// What can be wrong with a year, a date, an instant, a biennium or a series of years.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// The year lies outside the accepted range.
    #[error("year {given} is outside {min}..={max}", min = Year::MIN.get(), max = Year::MAX.get())]
    YearOutOfRange {
        /// The year that was given.
        given: i64,
    },
    /// The month or the day does not exist.
    #[error("there is no day {year:04}-{month:02}-{day:02} in the Gregorian calendar")]
    NoSuchDay {
        /// Year of the refused date.
        year: i32,
        /// Month of the refused date.
        month: u8,
        /// Day of the refused date.
        day: u8,
    },
    /// The text is not what was expected.
    #[error("`{given}` is not {expected}")]
    Unreadable {
        /// The text that was given.
        given: String,
        /// What is accepted, with an example.
        expected: &'static str,
    },
    /// Years are not strictly increasing.
    #[error("row {row}: year {year} comes after {previous}; years must increase")]
    OutOfOrder {
        /// Row (from 0) that breaks the order.
        row: usize,
        /// The year in that row.
        year: Year,
        /// The year before it.
        previous: Year,
    },
    /// A year is missing inside a series.
    #[error("row {row}: {year} follows {previous}; {missing} is missing", missing = previous.get() + 1)]
    Gap {
        /// Row (from 0) after the gap.
        row: usize,
        /// The year after the gap.
        year: Year,
        /// The year before the gap.
        previous: Year,
    },
    /// A series has no value.
    #[error("a series of years needs at least one value")]
    Empty,
    /// Two series do not cover the same years.
    #[error(
        "the series cover different years: {left_first}–{left_last} and {right_first}–{right_last}"
    )]
    DifferentYears {
        /// First year of the left series.
        left_first: Year,
        /// Last year of the left series.
        left_last: Year,
        /// First year of the right series.
        right_first: Year,
        /// Last year of the right series.
        right_last: Year,
    },
    /// The hour, the minute or the second does not exist.
    #[error(
        "there is no time of day as in `{given}`: hours go to 23, minutes and seconds to 59 \
         (Unix time has no leap seconds)"
    )]
    NoSuchTime {
        /// The text that was given.
        given: String,
    },
    /// An offset from UTC that does not exist.
    #[error("`{given}` is not an offset from UTC such as +01:00 or Z, less than a day")]
    NoSuchOffset {
        /// The text, or the number of minutes, that was given.
        given: String,
    },
    /// A local time without offset, which may be two instants or none.
    #[error(
        "`{given}` has no offset from UTC: write it as in 2024-03-31T01:00:00+01:00, or give one \
         offset for all rows"
    )]
    NoOffset {
        /// The text that was given.
        given: String,
    },
    /// A text with an offset of its own where one was given for all.
    #[error("`{given}` has an offset of its own; {offset} was given for all rows")]
    TwoOffsets {
        /// The text that was given.
        given: String,
        /// The offset that was given for all.
        offset: UtcOffset,
    },
    /// A fraction of a second finer than microseconds.
    #[error("`{given}` is finer than a microsecond; more digits than six must be 0")]
    TooFine {
        /// The text that was given.
        given: String,
    },
    /// An instant before the year 1 or after 9999.
    #[error(
        "an instant is from {} to {} (seconds or milliseconds?)",
        Timestamp::MIN,
        Timestamp::MAX
    )]
    TimestampOutOfRange,
    /// A duration that is no step.
    #[error("a step is {accepted}, not {given}")]
    NoStep {
        /// The duration that was given.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// An interval that ends before it begins, or at once.
    #[error("an interval ends after it begins: {from} to {to}")]
    EmptyInterval {
        /// Where it should begin.
        from: Timestamp,
        /// Where it should end.
        to: Timestamp,
    },
    /// Timestamps that cannot be read, with their rows.
    #[error(transparent)]
    Refused(RefusedTimestamps),
}
