use core::fmt;
use core::str::FromStr;

use alloc::string::ToString;

use super::TimeError;
use crate::quantity::Time;

/// A calendar year from 1 to 9999.
///
/// # Example
/// ```
/// use ict_impact::time::Year;
/// let year = Year::new(2022)?;
/// assert_eq!(year.get(), 2022);
/// assert_eq!(year.to_string(), "2022");
/// assert!(Year::new(20_220).is_err());
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "i64", into = "i32")]
pub struct Year(i16);

impl Year {
    /// The earliest year that can be written, 1.
    pub const MIN: Self = Self(1);
    /// The latest year that can be written, 9999.
    pub const MAX: Self = Self(9999);

    /// The year `number`.
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`] outside 1..=9999.
    pub fn new(number: i64) -> Result<Self, TimeError> {
        if !(i64::from(Self::MIN.0)..=i64::from(Self::MAX.0)).contains(&number) {
            return Err(TimeError::YearOutOfRange { given: number });
        }
        Ok(Self(number as i16))
    }

    /// The year `NUMBER`, checked when the program is compiled.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::Year;
    /// assert_eq!(Year::of::<2022>().get(), 2022);
    /// ```
    /// ```compile_fail
    /// let year = ict_impact::time::Year::of::<20220>();
    /// ```
    pub const fn of<const NUMBER: u16>() -> Self {
        const { assert!(NUMBER >= 1 && NUMBER <= 9999, "a year is from 1 to 9999") };
        Self(NUMBER as i16)
    }

    /// The year after this one; the last year of the calendar stays.
    pub(super) const fn next_or_self(self) -> Self {
        if self.0 < Self::MAX.0 {
            Self(self.0 + 1)
        } else {
            self
        }
    }

    /// The year as a number.
    pub const fn get(self) -> i32 {
        self.0 as i32
    }

    /// The year `years` later (earlier if negative).
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`] if that year is outside 1..=9999.
    pub fn plus(self, years: i32) -> Result<Self, TimeError> {
        Self::new(i64::from(self.0) + i64::from(years))
    }

    /// Whole years from `earlier` to this year, negative if `earlier` is later.
    pub const fn since(self, earlier: Self) -> i32 {
        self.get() - earlier.get()
    }

    /// Whether the year has a 29 February.
    pub const fn is_leap(self) -> bool {
        self.0 % 4 == 0 && (self.0 % 100 != 0 || self.0 % 400 == 0)
    }

    /// Every year from this one to `last`, both included.
    pub fn to(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl FromStr for Year {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let unreadable = || TimeError::Unreadable {
            given: text.to_string(),
            expected: "a year such as 2022",
        };
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(unreadable());
        }
        Self::new(text.parse().map_err(|_| unreadable())?)
    }
}

impl TryFrom<i64> for Year {
    type Error = TimeError;
    fn try_from(number: i64) -> Result<Self, TimeError> {
        Self::new(number)
    }
}

impl From<Year> for i32 {
    fn from(year: Year) -> i32 {
        year.get()
    }
}

/// How long is a year? Programmes disagree, so it is said each time.
///
/// # Source
/// ENERGY STAR Computers counts 8760 h; the mean Gregorian year of 365.2425 days is close
/// to the 8766 h (365.25 days) that many inventories use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum YearLength {
    /// 365 days, 8760 hours.
    Common,
    /// 365.25 days, 8766 hours.
    Julian,
    /// The calendar's own length of the year: 8760 or, in a leap year, 8784 hours.
    Calendar(Year),
}

impl YearLength {
    /// Length in hours.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::{Year, YearLength};
    /// assert_eq!(YearLength::Common.hours(), 8760.0);
    /// assert_eq!(YearLength::Calendar(Year::new(2020)?).hours(), 8784.0);
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub const fn hours(self) -> f64 {
        match self {
            Self::Common => 8760.0,
            Self::Julian => 8766.0,
            Self::Calendar(year) if year.is_leap() => 8784.0,
            Self::Calendar(_) => 8760.0,
        }
    }

    /// Length as a duration.
    pub fn duration(self) -> Time {
        Time::new::<uom::si::time::hour>(self.hours())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_years_follow_the_gregorian_rule() {
        let leap = |y| Year::new(y).unwrap().is_leap();
        assert!(leap(2000) && leap(2020) && !leap(1900) && !leap(2023));
    }

    #[test]
    fn refuses_what_is_not_a_year() {
        for text in [
            "",
            "2022.0",
            "+2022",
            " 2022",
            "-1",
            "0",
            "10000",
            "99999999999999999999",
        ] {
            assert!(text.parse::<Year>().is_err(), "{text}");
        }
        assert_eq!(serde_json::from_str::<Year>("2022").unwrap().get(), 2022);
        assert!(serde_json::from_str::<Year>("0").is_err());
    }

    #[test]
    fn counts_years_in_both_directions() {
        let (a, b) = (Year::new(2018).unwrap(), Year::new(2021).unwrap());
        assert_eq!(b.since(a), 3);
        assert_eq!(a.to(b).count(), 4);
        assert_eq!(b.to(a).count(), 0);
        assert!(Year::MAX.plus(1).is_err());
    }
}
