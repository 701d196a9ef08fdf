use alloc::vec::Vec;

use super::error::BadRows;
use super::{ProfileError, RowFault, TimeAxis};
use crate::time::{Interval, Step, Timestamp, Timestamps};

const HOUR: i64 = Step::HOUR.microseconds();

impl TimeAxis {
    /// The intervals of rows that are stamped with the instant at which each begins.
    ///
    /// Every row is checked: each has to begin `step` after the one before it.
    ///
    /// # Errors
    /// - [`ProfileError::Rows`] with all rows after a gap, out of order, repeated, overlapping or
    ///   off the step. If the timestamps were [read as local
    ///   times](Timestamps::read_local) and jump or repeat an hour, it says that this looks like
    ///   daylight saving time.
    /// - [`ProfileError::Empty`] without a row.
    ///
    /// # Example
    /// A day of 23 hours is right with the offset in each row, and cannot be told from a gap
    /// without:
    /// ```
    /// use ict_impact::energy::profile::{ProfileError, RowFault, TimeAxis};
    /// use ict_impact::time::{Step, Timestamps};
    /// let stamps = Timestamps::read(["2024-03-31T01:00:00+01:00", "2024-03-31T03:00:00+02:00"])?;
    /// assert_eq!(TimeAxis::from_starts(&stamps, Step::HOUR)?.len(), 2);
    ///
    /// let local = ["2024-03-31T01:00:00", "2024-03-31T03:00:00"];
    /// let stamps = Timestamps::read_local(local, "+01:00".parse()?)?;
    /// let refused = TimeAxis::from_starts(&stamps, Step::HOUR);
    /// let Err(ProfileError::Rows(rows)) = refused else { panic!() };
    /// assert!(matches!(rows.rows(), [(1, RowFault::DaylightSavingBegins { .. })]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_starts(stamps: &Timestamps, step: Step) -> Result<Self, ProfileError> {
        let first = *stamps.as_slice().first().ok_or(ProfileError::Empty)?;
        check_step(stamps, step)?;
        Self::even(first, step, stamps.len())
    }

    /// The intervals of rows that are stamped with the instant at which each is over, as many
    /// meters do.
    ///
    /// # Errors
    /// As [`from_starts`](Self::from_starts).
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::TimeAxis;
    /// use ict_impact::time::{Step, Timestamps};
    /// let stamps = Timestamps::read(["2024-01-01T01:00:00Z", "2024-01-01T02:00:00Z"])?;
    /// let hours = TimeAxis::from_ends(&stamps, Step::HOUR)?;
    /// assert_eq!(hours.span().from().to_string(), "2024-01-01T00:00:00Z");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_ends(stamps: &Timestamps, step: Step) -> Result<Self, ProfileError> {
        let first = *stamps.as_slice().first().ok_or(ProfileError::Empty)?;
        check_step(stamps, step)?;
        let start = first.unix_microseconds() - step.microseconds();
        Self::even(
            Timestamp::from_unix_microseconds(start)?,
            step,
            stamps.len(),
        )
    }

    /// The intervals between successive instants, of whatever length: one fewer than rows.
    ///
    /// Such are the dates on which a meter was read.
    ///
    /// # Errors
    /// - [`ProfileError::Rows`] with all rows that are out of order or repeated.
    /// - [`ProfileError::Empty`] for fewer than two rows.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::TimeAxis;
    /// use ict_impact::time::Timestamps;
    /// let read_on = Timestamps::read(
    ///     ["2024-01-03T09:00:00Z", "2024-02-01T16:30:00Z", "2024-03-04T08:00:00Z"],
    /// )?;
    /// assert_eq!(TimeAxis::from_edges(&read_on)?.len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_edges(stamps: &Timestamps) -> Result<Self, ProfileError> {
        let instants = stamps.as_slice();
        let [first, .., last] = instants else {
            return Err(ProfileError::Empty);
        };
        if !instants.is_sorted_by(|a, b| a < b) {
            let mut check = Check::new(stamps);
            check.order();
            check.bad.result()?;
        }
        let edges = instants.iter().map(|edge| edge.unix_microseconds());
        Ok(Self::of_edges(
            edges.collect(),
            first.unix_microseconds(),
            last.unix_microseconds(),
        ))
    }

    /// [`from_edges`](Self::from_edges) of instants that have to be `step` apart, such as those of
    /// a meter that is read every hour.
    ///
    /// # Errors
    /// As [`from_starts`](Self::from_starts); [`ProfileError::Empty`] for fewer than two rows.
    pub fn from_edges_every(stamps: &Timestamps, step: Step) -> Result<Self, ProfileError> {
        let [first, _, ..] = stamps.as_slice() else {
            return Err(ProfileError::Empty);
        };
        check_step(stamps, step)?;
        Self::even(*first, step, stamps.len() - 1)
    }
}

/// Refuses rows unless each is `step` after the one before it.
fn check_step(stamps: &Timestamps, step: Step) -> Result<(), ProfileError> {
    let step = step.microseconds();
    if pairs(stamps.as_slice()).all(|(previous, at)| apart(previous, at) == step) {
        return Ok(());
    }
    let mut check = Check::new(stamps);
    if stamps.local_offset().is_some() && HOUR % step == 0 {
        check.find_repeated_hours(step);
    }
    check.order();
    check.distances(step);
    Ok(check.bad.result()?)
}

fn pairs(instants: &[Timestamp]) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
    instants.windows(2).map(|pair| (pair[0], pair[1]))
}

/// Microseconds from one instant to another.
fn apart(from: Timestamp, to: Timestamp) -> i64 {
    to.unix_microseconds() - from.unix_microseconds()
}

/// The search for bad rows, once there is one.
struct Check<'a> {
    instants: &'a [Timestamp],
    /// Instants and their rows by time.
    by_time: Vec<(Timestamp, usize)>,
    /// Rows of local time with which an hour begins again.
    repeated: Vec<usize>,
    /// Rows in an hour, if the clock is a local one that could be put forward or back.
    rows_per_hour: Option<usize>,
    bad: BadRows,
}

impl<'a> Check<'a> {
    fn new(stamps: &'a Timestamps) -> Self {
        let instants = stamps.as_slice();
        let mut by_time: Vec<_> = instants.iter().copied().zip(0..).collect();
        by_time.sort_unstable();
        Self {
            instants,
            by_time,
            repeated: Vec::new(),
            rows_per_hour: None,
            bad: BadRows::none(stamps.local_offset().unwrap_or_default()),
        }
    }

    fn find_repeated_hours(&mut self, step: i64) {
        self.rows_per_hour = Some((HOUR / step) as usize);
        for (row, (previous, at)) in pairs(self.instants).enumerate() {
            if apart(previous, at) == step - HOUR {
                self.repeated.push(row + 1);
                let fault = RowFault::DaylightSavingEnds { at, previous };
                self.bad.push(row + 1, fault);
            }
        }
    }

    /// Whether the row is one of an hour that comes twice, which is one fault and not many.
    fn is_repeated(&self, row: usize) -> bool {
        let before = self.repeated.partition_point(|&start| start <= row);
        match (before.checked_sub(1), self.rows_per_hour) {
            (Some(last), Some(rows)) => row < self.repeated[last] + rows,
            _ => false,
        }
    }

    /// Rows that are earlier than the row before, and repeated ones.
    fn order(&mut self) {
        for (row, (previous, at)) in (1..).zip(pairs(self.instants)) {
            if at < previous && self.repeated.binary_search(&row).is_err() {
                self.bad.push(row, RowFault::OutOfOrder { at, previous });
            }
        }
        let by_time = core::mem::take(&mut self.by_time);
        for same in by_time.chunk_by(|a, b| a.0 == b.0) {
            let (at, first) = same[0];
            for &(_, row) in &same[1..] {
                if !self.is_repeated(row) {
                    self.bad.push(row, RowFault::Duplicate { at, first });
                }
            }
        }
        self.by_time = by_time;
    }

    /// Rows that, by time, are not one step after the row before; the order of the rows is another
    /// matter, and so are repeated instants.
    fn distances(&mut self, step: i64) {
        for pair in self.by_time.windows(2) {
            let [(previous, _), (found, row)] = [pair[0], pair[1]];
            let (from, to) = (
                previous.unix_microseconds() + step,
                found.unix_microseconds(),
            );
            if from == to || previous == found {
                continue;
            }
            // The interval before may end after the last instant of the calendar.
            let expected = Timestamp::from_unix_microseconds(from).unwrap_or(Timestamp::MAX);
            let missing = || Interval::of_microseconds(from, to);
            let fault = match to - from {
                ..0 => RowFault::Overlap { expected, found },
                HOUR if self.rows_per_hour.is_some() => {
                    RowFault::DaylightSavingBegins { missing: missing() }
                }
                late if late % step == 0 => RowFault::Gap {
                    missing: missing(),
                    intervals: late / step,
                },
                _ => RowFault::UnevenStep { expected, found },
            };
            self.bad.push(row, fault);
        }
    }
}

#[cfg(test)]
mod tests;
