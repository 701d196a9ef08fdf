use core::fmt;

use super::{TimeError, Timestamp};
use crate::quantity::{Quantity, Time};

/// The time from an instant to a later one, which is no longer part of it: `[from, to)`.
///
/// # Example
/// ```
/// use ict_impact::time::Interval;
/// let day = Interval::new("2024-03-31T00:00:00+01:00".parse()?, "2024-04-01T00:00:00+02:00".parse()?)?;
/// assert_eq!(day.length().value, 23.0 * 3600.0);
/// assert!(Interval::new(day.to(), day.from()).is_err());
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    from: Timestamp,
    to: Timestamp,
}

impl Interval {
    /// The time from `from` until before `to`.
    ///
    /// # Errors
    /// [`TimeError::EmptyInterval`] unless `to` is later than `from`.
    pub fn new(from: Timestamp, to: Timestamp) -> Result<Self, TimeError> {
        if to <= from {
            return Err(TimeError::EmptyInterval { from, to });
        }
        Ok(Self { from, to })
    }

    /// The time between microseconds that are known to increase and to be in the range.
    pub(crate) const fn of_microseconds(from: i64, to: i64) -> Self {
        Self {
            from: Timestamp::from_checked(from),
            to: Timestamp::from_checked(to),
        }
    }

    /// The first instant.
    pub const fn from(self) -> Timestamp {
        self.from
    }

    /// The instant at which it is over.
    pub const fn to(self) -> Timestamp {
        self.to
    }

    /// How long it is.
    pub fn length(self) -> Time {
        Time::from_checked(self.microseconds() as f64 / 1e6)
    }

    /// How many microseconds long it is.
    pub(crate) const fn microseconds(self) -> i64 {
        self.to.unix_microseconds() - self.from.unix_microseconds()
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}
