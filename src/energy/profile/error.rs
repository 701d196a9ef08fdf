use core::fmt;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::column::ColumnError;
use crate::energy::EnergyError;
use crate::numeric::SumError;
use crate::quantity::QuantityError;
use crate::time::{Interval, Step, TimeError, Timestamp, UtcOffset};

/// What can be wrong with a profile.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Rows that cannot be used, with their reasons.
    #[error(transparent)]
    Rows(#[from] BadRows),
    /// No interval.
    #[error("a profile has at least one interval")]
    Empty,
    /// Not one value per interval, or not one reading more than intervals.
    #[error("{given} value(s) for {intervals} interval(s); {accepted}")]
    DifferentLengths {
        /// Number of intervals.
        intervals: usize,
        /// Number of values.
        given: usize,
        /// How many there have to be.
        accepted: &'static str,
    },
    /// Time for which one profile or axis has no interval and the other has.
    #[error("{what} does not cover {}", list(missing))]
    NotCovered {
        /// What does not reach far enough.
        what: &'static str,
        /// The time that it lacks: before its begin, after its end, or both.
        missing: Vec<Interval>,
    },
    /// A profile that does not begin where the one before it ends.
    #[error("the profile ends at {end}; the next has to begin there, not at {next}")]
    NotAdjacent {
        /// End of the first profile.
        end: Timestamp,
        /// Begin of the next.
        next: Timestamp,
    },
    /// Profiles that are combined row by row on different axes.
    #[error("the profiles have different intervals: resample one of them to the axis of the other")]
    DifferentAxes,
    /// A window longer than the profile.
    #[error("a window of {window} does not fit into {profile}")]
    WindowTooLong {
        /// Length of the window.
        window: Step,
        /// Time that the profile covers.
        profile: Interval,
    },
    /// More intervals than memory holds.
    #[error("{intervals} intervals are more than memory holds")]
    TooManyIntervals {
        /// Number of intervals.
        intervals: usize,
    },
    /// A value that is not finite, or a ratio whose denominator is zero.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A unit that the quantity does not have, or results that are not finite.
    #[error(transparent)]
    Column(#[from] ColumnError),
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
    /// An instant, a step or an interval that does not exist.
    #[error(transparent)]
    Time(#[from] TimeError),
}

fn list(missing: &[Interval]) -> String {
    let texts: Vec<String> = missing.iter().map(ToString::to_string).collect();
    texts.join(" and ")
}

/// Why a row cannot be used.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RowFault {
    /// Intervals are missing before this row.
    Gap {
        /// The time without a row.
        missing: Interval,
        /// How many intervals that is.
        intervals: i64,
    },
    /// An hour of local time is missing, as where clocks are put forward.
    DaylightSavingBegins {
        /// The hour without a row, by the one offset that was given for all.
        missing: Interval,
    },
    /// An hour of local time comes twice, as where clocks are put back.
    DaylightSavingEnds {
        /// The instant of this row, by the one offset that was given for all.
        at: Timestamp,
        /// The instant of the row before it.
        previous: Timestamp,
    },
    /// The timestamp was in an earlier row.
    Duplicate {
        /// The instant.
        at: Timestamp,
        /// The row that has it first.
        first: usize,
    },
    /// The timestamp is earlier than that of the row before it.
    OutOfOrder {
        /// The instant of this row.
        at: Timestamp,
        /// The instant of the row before it.
        previous: Timestamp,
    },
    /// The row begins before the interval before it is over.
    Overlap {
        /// When the interval before it is over.
        expected: Timestamp,
        /// The instant of this row.
        found: Timestamp,
    },
    /// The row comes later than a whole number of steps.
    UnevenStep {
        /// When the interval before it is over.
        expected: Timestamp,
        /// The instant of this row.
        found: Timestamp,
    },
    /// A value that the quantity does not allow.
    Value(QuantityError),
    /// A value below zero.
    Negative {
        /// The value with its unit.
        given: String,
    },
    /// A meter that reads less than in the row before.
    MeterFell {
        /// The reading of the row before.
        previous: String,
        /// The reading of this row.
        given: String,
    },
    /// A load at which a load curve is not defined.
    Energy(EnergyError),
}

impl RowFault {
    /// The fault in words, with its instants on a clock of this offset.
    fn write(&self, f: &mut fmt::Formatter<'_>, offset: UtcOffset) -> fmt::Result {
        let text = |instant: &Timestamp| instant.text_at(offset);
        let span = |interval: &Interval| (text(&interval.from()), text(&interval.to()));
        match self {
            Self::Gap { missing, intervals } => {
                let (from, to) = span(missing);
                write!(
                    f,
                    "{intervals} interval(s) missing before it, {from} to {to}"
                )
            }
            Self::DaylightSavingBegins { missing } => {
                let (from, to) = span(missing);
                write!(
                    f,
                    "the hour from {from} to {to} is missing before it, as at the beginning of \
                     daylight saving time: give the offset with each row"
                )
            }
            Self::DaylightSavingEnds { at, previous } => write!(
                f,
                "{} follows {}: an hour comes twice, as at the end of daylight saving time: give \
                 the offset with each row",
                text(at),
                text(previous)
            ),
            Self::Duplicate { at, first } => write!(f, "{} is already in row {first}", text(at)),
            Self::OutOfOrder { at, previous } => {
                write!(f, "{} follows {}, which is later", text(at), text(previous))
            }
            Self::Overlap { expected, found } => write!(
                f,
                "{} is before {}, when the interval before it is over",
                text(found),
                text(expected)
            ),
            Self::UnevenStep { expected, found } => write!(
                f,
                "{} was expected, not {}: the step is not constant",
                text(expected),
                text(found)
            ),
            Self::Value(reason) => write!(f, "{reason}"),
            Self::Negative { given } => write!(f, "the value must not be negative, not {given}"),
            Self::MeterFell { previous, given } => write!(
                f,
                "the meter fell from {previous} to {given}: it was reset, exchanged or ran past \
                 its last digit; make a profile of each part"
            ),
            Self::Energy(reason) => write!(f, "{reason}"),
        }
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, UtcOffset::UTC)
    }
}

/// Rows that cannot be used, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct BadRows {
    rows: Vec<(usize, RowFault)>,
    total: usize,
    offset: UtcOffset,
}

impl BadRows {
    /// Rows kept with their fault; beyond it they are only counted.
    const KEPT: usize = 1000;

    /// No bad row yet; instants are written on a clock of this offset.
    pub(super) fn none(offset: UtcOffset) -> Self {
        Self {
            rows: Vec::new(),
            total: 0,
            offset,
        }
    }

    /// Adds a row, in any order.
    pub(super) fn push(&mut self, row: usize, fault: RowFault) {
        self.total += 1;
        self.rows.push((row, fault));
        if self.rows.len() >= 2 * Self::KEPT {
            self.keep_first();
        }
    }

    fn keep_first(&mut self) {
        self.rows.sort_by_key(|row| row.0);
        self.rows.truncate(Self::KEPT);
    }

    /// An error if there is a bad row.
    pub(super) fn result(mut self) -> Result<(), Self> {
        self.keep_first();
        if self.total == 0 { Ok(()) } else { Err(self) }
    }

    /// Row (from 0) and fault, in order, at most 1000 of them.
    pub fn rows(&self) -> &[(usize, RowFault)] {
        &self.rows
    }

    /// How many faults there are in all.
    pub fn total(&self) -> usize {
        self.total
    }
}

impl fmt::Display for BadRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        write!(f, "{} fault(s) in the rows of a profile", self.total)?;
        for (row, fault) in self.rows.iter().take(SHOWN) {
            write!(f, "; row {row}: ")?;
            fault.write(f, self.offset)?;
        }
        if self.total > SHOWN {
            f.write_str("; …")?;
        }
        Ok(())
    }
}

impl core::error::Error for BadRows {}
