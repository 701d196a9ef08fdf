use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::{TimeError, Year};

/// A day of the Gregorian calendar, written `2024-12-13` (ISO 8601).
///
/// # Example
/// ```
/// use ict_impact::time::Date;
/// let day: Date = "2020-12-04".parse()?;
/// assert!(day < Date::new(2021, 1, 1)?);
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: Year,
    month: u8,
    day: u8,
}

impl Date {
    /// The day `year`-`month`-`day`.
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`] or [`TimeError::NoSuchDay`].
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, TimeError> {
        let year = Year::new(i64::from(year))?;
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if year.is_leap() => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        if day == 0 || day > days {
            return Err(TimeError::NoSuchDay {
                year: year.get(),
                month,
                day,
            });
        }
        Ok(Self { year, month, day })
    }

    /// 1 January of `year`.
    pub const fn first_of(year: Year) -> Self {
        Self {
            year,
            month: 1,
            day: 1,
        }
    }

    /// 31 December of `year`.
    pub const fn last_of(year: Year) -> Self {
        Self {
            year,
            month: 12,
            day: 31,
        }
    }

    /// Days since 1970-01-01, negative before.
    pub(super) const fn days(self) -> i64 {
        let years = self.year.get() as i64 - 1;
        let before = 365 * years + years / 4 - years / 100 + years / 400;
        let past_february = (self.month > 2) as i64 * (2 - self.year.is_leap() as i64);
        let months = (367 * self.month as i64 - 362) / 12 - past_february;
        before + months + self.day as i64 - DAYS_BEFORE_1970
    }

    /// The day that is `days` after 1970-01-01.
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`].
    pub(super) fn of_days(days: i64) -> Result<Self, TimeError> {
        let since_year_1 = days.saturating_add(DAYS_BEFORE_1970 - 1);
        // 400 years have 146 097 days. The estimate is at most a year too early.
        let estimate = since_year_1.saturating_mul(400).div_euclid(146_097) + 1;
        let mut year = Year::new(estimate.max(1))?;
        if year < Year::MAX && Self::first_of(year.next_or_self()).days() <= days {
            year = year.next_or_self();
        }
        if days < Self::first_of(Year::MIN).days() || days > Self::last_of(year).days() {
            return Err(TimeError::YearOutOfRange { given: estimate });
        }
        let within = days - Self::first_of(year).days();
        // The last month that begins by that day; 31 days a month begin no month too late.
        let mut month = (within / 31) as u8 + 1;
        let first = |month| Self {
            year,
            month,
            day: 1,
        };
        if month < 12 && first(month + 1).days() <= days {
            month += 1;
        }
        Ok(Self {
            year,
            month,
            day: (days - first(month).days()) as u8 + 1,
        })
    }

    /// The year.
    pub const fn year(self) -> Year {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }
}

/// Days from 0000-12-31 to 1970-01-01.
const DAYS_BEFORE_1970: i64 = 719_163;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year.get(),
            self.month,
            self.day
        )
    }
}

impl FromStr for Date {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let unreadable = || TimeError::Unreadable {
            given: text.to_string(),
            expected: "a date such as 2024-12-13",
        };
        let number = |range: core::ops::Range<usize>| -> Option<u16> {
            let part = text.get(range)?;
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        if text.len() != 10 || text.as_bytes()[4] != b'-' || text.as_bytes()[7] != b'-' {
            return Err(unreadable());
        }
        match (number(0..4), number(5..7), number(8..10)) {
            (Some(year), Some(month), Some(day)) => {
                Self::new(i32::from(year), month as u8, day as u8)
            }
            _ => Err(unreadable()),
        }
    }
}

impl TryFrom<String> for Date {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_calendar() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(day("2023-12-31") < day("2024-01-01"));
        assert!(day("2024-02-29") > day("2024-02-28"));
    }

    #[test]
    fn every_day_of_the_calendar_has_its_number() {
        let mut number = Date::first_of(Year::MIN).days();
        assert_eq!(number, -719_162);
        for year in Year::MIN.to(Year::MAX) {
            for month in 1..=12 {
                for day in (1..=31).map_while(|day| Date::new(year.get(), month, day).ok()) {
                    assert_eq!((day.days(), Date::of_days(number)), (number, Ok(day)));
                    number += 1;
                }
            }
        }
        assert_eq!("1970-01-01".parse::<Date>().unwrap().days(), 0);
        for outside in [-719_163, number, i64::MIN, i64::MAX] {
            assert!(Date::of_days(outside).is_err(), "{outside}");
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        for text in [
            "2023-02-29",
            "2023-13-01",
            "2023-00-01",
            "2023-04-31",
            "2023-04-00",
            "0000-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        for text in [
            "2023-1-01",
            "23-01-01",
            "2023/01/01",
            "2023-01-0x",
            "２023-01-0",
            "",
        ] {
            assert!(
                matches!(text.parse::<Date>(), Err(TimeError::Unreadable { .. })),
                "{text}"
            );
        }
    }
}
