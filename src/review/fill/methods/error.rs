use alloc::string::String;

use super::SeriesKind;
use crate::quantity::QuantityError;
use crate::time::{TimeError, Year};

/// Why a series is not filled at all.
///
/// A single year that stays open is no error: see [`Open`](super::Open).
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FillingError {
    /// A value is not finite.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// The years of the two series together are no span of years.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// The two series have too few years in common.
    #[error(
        "the series overlap in {found} years; {least} are needed \
         (one only where the rule allows a single year)"
    )]
    TooFewOverlapYears {
        /// How many years both have a value for.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// A value that a ratio is made of is zero or negative.
    #[error("{series} is {value} in {year}: a ratio is taken of values above 0")]
    NotPositive {
        /// Which of the series.
        series: &'static str,
        /// The year.
        year: Year,
        /// The value in base units.
        value: f64,
    },
    /// The ratios of the overlap vary too much for one ratio to speak for all.
    #[error(
        "the ratios of the overlap vary by {variation} of their mean; at most {limit} is accepted"
    )]
    Variation {
        /// Coefficient of variation of the ratios.
        variation: f64,
        /// The limit of the rule.
        limit: f64,
    },
    /// Two fillings do not rest on the same observations.
    #[error("the fillings disagree on {year}: {left} and {right} are both said to be observed")]
    DifferentObservations {
        /// The year.
        year: Year,
        /// What the first filling has, in base units, or `nothing`.
        left: String,
        /// What the second filling has, in base units, or `nothing`.
        right: String,
    },
    /// A value to scale is zero or negative, or so is its driver.
    #[error("{what} is {value}: it must be {accepted}")]
    OutOfRange {
        /// Which value.
        what: &'static str,
        /// The value in base units.
        value: f64,
        /// What is accepted.
        accepted: &'static str,
    },
    /// The series has too few observed years.
    #[error("the series has {found} observed years; {least} are needed")]
    TooFewPoints {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// The last value is carried forward for stocks and laws only.
    #[error("a {kind} is not carried forward: only a stock or a law keeps its value")]
    NotCarried {
        /// The kind of series.
        kind: SeriesKind,
    },
    /// The parts of a group do not add up to its total.
    #[error(
        "the parts of {year} add up to {sum}, the total is {total}: they may differ by {limit} of it"
    )]
    Inconsistent {
        /// The year.
        year: Year,
        /// The sum of the parts in base units.
        sum: f64,
        /// The total in base units.
        total: f64,
        /// The largest accepted difference as a part of the total.
        limit: f64,
    },
    /// There is not one driver for each part, or no part at all.
    #[error("{parts} parts and {drivers} drivers: there must be one driver for each part")]
    Parts {
        /// Number of parts.
        parts: usize,
        /// Number of drivers.
        drivers: usize,
    },
    /// A peer group is too small for its median to speak for another member.
    #[error("{found} peers; {least} are needed")]
    TooFewPeers {
        /// How many there are.
        found: usize,
        /// How many are needed.
        least: usize,
    },
    /// The driver of a peer, or of a member, is negative, or zero where it divides.
    #[error("the driver of row {row} (counted from 0) is {value}: it must be {accepted}")]
    Driver {
        /// The row.
        row: usize,
        /// The value in base units.
        value: f64,
        /// What is accepted.
        accepted: &'static str,
    },
    /// One member, or none, is no group.
    #[error("{members} members are no group: an estimate from peers stands in a sum of several")]
    NotAGroup {
        /// Number of members.
        members: usize,
    },
}
