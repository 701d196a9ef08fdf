//! Which year, which biennium, which day?
//!
//! Annual figures carry a [`Year`], reviews cover a [`Biennium`], memberships and
//! submissions have a [`Date`], and a [`YearSeries`] holds one value for every year of a
//! span without a gap. There is no clock: what "today" is, the caller says.

mod biennium;
mod date;
mod series;
mod year;

pub use biennium::Biennium;
pub use date::Date;
pub use series::{YearSeries, YearSeriesIter};
pub use year::{Year, YearLength};

use alloc::string::String;

/// What can be wrong with a year, a date, a biennium or a series of years.
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
}
