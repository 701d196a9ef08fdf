use alloc::vec::Vec;

use super::{ProfileError, TimeAxis};
use crate::time::{Date, Interval, Step, TimeError, Timestamp, UtcOffset};

/// A unit of the calendar, by which results are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Calendar {
    /// From full hour to full hour.
    Hour,
    /// From midnight to midnight: 24 hours, since the offset is fixed.
    Day,
    /// From the first of a month to that of the next.
    Month,
    /// From 1 January to 1 January.
    Year,
}

impl TimeAxis {
    /// The hours, days, months or years that `span` has a part in, on a calendar that is `offset`
    /// ahead of UTC; the first and the last are cut to `span`.
    ///
    /// # Errors
    /// [`ProfileError::Time`] if a frame begins before the year 1 or ends after 9999.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::profile::{Calendar, TimeAxis};
    /// use ict_impact::time::{Interval, UtcOffset};
    /// let span = Interval::new("2024-02-15T12:00:00Z".parse()?, "2024-04-01T00:00:00Z".parse()?)?;
    /// let months = TimeAxis::calendar(Calendar::Month, UtcOffset::UTC, span)?;
    /// assert_eq!(months.len(), 2);
    /// assert_eq!(months.coverage(0).unwrap().percent(), 50.0); // 14.5 of 29 days
    /// assert_eq!(months.coverage(1).unwrap().percent(), 100.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn calendar(
        calendar: Calendar,
        offset: UtcOffset,
        span: Interval,
    ) -> Result<Self, ProfileError> {
        let (from, to) = (
            span.from().unix_microseconds(),
            span.to().unix_microseconds(),
        );
        let months = match calendar {
            Calendar::Hour | Calendar::Day => {
                let step = match calendar {
                    Calendar::Hour => Step::HOUR,
                    _ => Step::DAY,
                };
                let midnight = Timestamp::midnight(span.from().date_at(offset)?, offset)?;
                let frames = Interval::new(midnight, span.to())?;
                return Ok(Self::covering(frames, step)?.clipped(from, to));
            }
            Calendar::Month => 1,
            Calendar::Year => 12,
        };
        let first = span.from().date_at(offset)?;
        let month = if months == 12 { 1 } else { first.month() };
        let mut frame = Date::new(first.year().get(), month, 1)?;
        let mut edges: Vec<i64> = Vec::new();
        loop {
            let edge = Timestamp::midnight(frame, offset)?.unix_microseconds();
            edges.push(edge);
            if edge >= to {
                return Ok(Self::of_edges(edges, from, to));
            }
            frame = later(frame, months)?;
        }
    }
}

/// The first of the month that is `months` later.
fn later(first: Date, months: u8) -> Result<Date, TimeError> {
    match first.month() + months {
        month @ ..=12 => Date::new(first.year().get(), month, 1),
        month => Date::new(first.year().get() + 1, month - 12, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn frames(calendar: Calendar, offset: &str, from: &str, to: &str) -> Vec<(f64, f64)> {
        let span = Interval::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        let axis = TimeAxis::calendar(calendar, offset.parse().unwrap(), span).unwrap();
        assert_eq!(axis.span(), span);
        (0..axis.len())
            .map(|row| {
                let days = axis.frame(row).unwrap().length().value / 86_400.0;
                (days, axis.coverage(row).unwrap().get())
            })
            .collect()
    }

    #[test]
    fn frames_follow_the_calendar_of_the_offset() {
        let year = frames(
            Calendar::Month,
            "Z",
            "2024-01-01T00:00:00Z",
            "2025-01-01T00:00:00Z",
        );
        let days: Vec<f64> = year.iter().map(|frame| frame.0).collect();
        assert_eq!(
            days,
            [
                31.0, 29.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0
            ]
        );
        assert!(year.iter().all(|frame| frame.1 == 1.0));
        let ahead = frames(
            Calendar::Year,
            "+01:00",
            "2024-01-01T00:00:00Z",
            "2025-01-01T00:00:00Z",
        );
        let hour = 1.0 / 8760.0;
        assert_eq!(ahead, [(366.0, 8783.0 / 8784.0), (365.0, hour)]);
        let behind = frames(
            Calendar::Year,
            "-01:00",
            "2024-01-01T00:00:00Z",
            "2025-01-01T00:00:00Z",
        );
        assert_eq!(behind, [(365.0, hour), (366.0, 8783.0 / 8784.0)]);
    }

    #[test]
    fn hours_and_days_are_those_of_the_offset() {
        let (from, to) = ("2024-01-01T00:10:00Z", "2024-01-02T00:00:00Z");
        assert_eq!(frames(Calendar::Hour, "+05:30", from, to).len(), 25);
        assert_eq!(
            frames(Calendar::Hour, "Z", from, to)[0],
            (1.0 / 24.0, 50.0 / 60.0)
        );
        let days = frames(Calendar::Day, "+05:30", from, to);
        assert_eq!(days.len(), 2);
        assert_eq!(days[1], (1.0, 5.5 / 24.0));
    }

    #[test]
    fn frames_beyond_the_calendar_are_refused() {
        let span = Interval::new("9999-12-31T00:00:00Z".parse().unwrap(), Timestamp::MAX).unwrap();
        for calendar in [
            Calendar::Hour,
            Calendar::Day,
            Calendar::Month,
            Calendar::Year,
        ] {
            let error = TimeAxis::calendar(calendar, UtcOffset::UTC, span).unwrap_err();
            assert!(
                matches!(error, ProfileError::Time(_)),
                "{}",
                error.to_string()
            );
        }
    }
}
