use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use super::PlaceError;
use crate::time::{Date, TimeError, Year};

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year only.
    Year,
    /// The year and the month.
    Month,
    /// The day.
    Day,
}

/// A date of which perhaps only the year, or the year and the month, is known (ISO 8601
/// reduced precision): `2007`, `2024-12`, `2020-12-04`.
///
/// # Example
/// ```
/// use ict_impact::place::PartialDate;
/// let left: PartialDate = "2007-12".parse()?;
/// assert_eq!(left.first_day().to_string(), "2007-12-01");
/// assert_eq!(left.last_day().to_string(), "2007-12-31");
/// # Ok::<(), ict_impact::place::PlaceError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: Year,
    /// 1 to 12, or 0 where it is not known.
    month: u8,
    /// 1 to 31, or 0 where it is not known.
    day: u8,
}

impl PartialDate {
    /// A year of which nothing more is known.
    pub const fn year(year: Year) -> Self {
        Self {
            year,
            month: 0,
            day: 0,
        }
    }

    /// A month of which nothing more is known.
    ///
    /// # Errors
    /// [`TimeError`] if there is no such month.
    pub fn month(year: i32, month: u8) -> Result<Self, TimeError> {
        let first = Date::new(year, month, 1)?;
        Ok(Self {
            year: first.year(),
            month,
            day: 0,
        })
    }

    /// A day.
    pub const fn day(day: Date) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
            day: day.day(),
        }
    }

    /// A date that the build script has checked; month and day are 0 where not known.
    pub(crate) const fn embedded(year: Year, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// How much of the date is known.
    pub const fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The earliest day it may be.
    pub fn first_day(self) -> Date {
        // Every constructor has checked that the day exists.
        Date::new(self.year.get(), self.month.max(1), self.day.max(1))
            .unwrap_or(Date::first_of(self.year))
    }

    /// The latest day it may be.
    pub fn last_day(self) -> Date {
        match self.precision() {
            Precision::Day => self.first_day(),
            Precision::Year => Date::last_of(self.year),
            Precision::Month => {
                let day = |day| Date::new(self.year.get(), self.month, day).ok();
                [31, 30, 29, 28]
                    .into_iter()
                    .find_map(day)
                    .unwrap_or(self.first_day())
            }
        }
    }

    /// The first day on which something that ended on this date no longer holds: the day
    /// itself if it is known, otherwise the day after the month or year. None at the end of
    /// the calendar.
    pub(super) fn first_day_after_end(self) -> Option<Date> {
        match self.precision() {
            Precision::Day => Some(self.first_day()),
            Precision::Month | Precision::Year => {
                let last = self.last_day();
                let (year, month) = (last.year().get(), last.month());
                match month {
                    12 => Date::new(year + 1, 1, 1).ok(),
                    _ => Date::new(year, month + 1, 1).ok(),
                }
            }
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.year.get(), self.month);
        match self.precision() {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{}", self.first_day()),
        }
    }
}

impl FromStr for PartialDate {
    type Err = PlaceError;
    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let unreadable = || PlaceError::UnreadableDate {
            given: text.to_string(),
        };
        let digits = |part: &str, width: usize| {
            let whole = part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
            whole
                .then(|| part.parse::<u16>().ok())
                .flatten()
                .ok_or_else(unreadable)
        };
        let mut parts = text.split('-');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(year), None, None, None) => {
                Ok(Self::year(Year::new(i64::from(digits(year, 4)?))?))
            }
            (Some(year), Some(month), None, None) => Ok(Self::month(
                i32::from(digits(year, 4)?),
                digits(month, 2)? as u8,
            )?),
            (Some(year), Some(month), Some(day), None) => Ok(Self::day(Date::new(
                i32::from(digits(year, 4)?),
                digits(month, 2)? as u8,
                digits(day, 2)? as u8,
            )?)),
            _ => Err(unreadable()),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = PlaceError;
    fn try_from(text: String) -> Result<Self, PlaceError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self::day(date)
    }
}

impl From<Year> for PartialDate {
    fn from(year: Year) -> Self {
        Self::year(year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_at_the_end_of_what_is_known() {
        let after = |text: &str| {
            text.parse::<PartialDate>()
                .unwrap()
                .first_day_after_end()
                .map(|d| d.to_string())
        };
        assert_eq!(after("2020-12-04").unwrap(), "2020-12-04");
        assert_eq!(after("2024-02").unwrap(), "2024-03-01");
        assert_eq!(after("2007").unwrap(), "2008-01-01");
        assert_eq!(after("9999"), None);
    }

    #[test]
    fn reads_what_it_writes() {
        for text in ["2007", "2024-12", "2020-12-04", "2024-02-29"] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(PartialDate::try_from(String::from(date)), Ok(date));
        }
        for text in [
            "",
            "07",
            "2007-",
            "2007-1",
            "2007-13",
            "2023-02-29",
            "2020-12-04-01",
            "+007",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
