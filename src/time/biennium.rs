use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::{Date, TimeError, Year};

/// Two consecutive calendar years, the period of one review.
///
/// # Example
/// ```
/// use ict_impact::time::{Biennium, Year};
/// let review: Biennium = "2022-2023".parse()?;
/// assert_eq!(review.previous()?.to_string(), "2020–2021");
/// assert!(review.contains(Year::new(2023)?));
/// assert!("2022-2024".parse::<Biennium>().is_err());
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Biennium {
    first: Year,
}

impl Biennium {
    /// The biennium whose first year is `first`.
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`] if there is no year after `first`.
    pub fn starting(first: Year) -> Result<Self, TimeError> {
        first.plus(1)?;
        Ok(Self { first })
    }

    /// The biennium that starts in the year `FIRST`, checked when the program is compiled.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::Biennium;
    /// assert_eq!(Biennium::of::<2022>().to_string(), "2022–2023");
    /// ```
    pub const fn of<const FIRST: u16>() -> Self {
        const { assert!(FIRST < 9999, "a biennium ends by 9999") };
        Self {
            first: Year::of::<FIRST>(),
        }
    }

    /// The first of the two years.
    pub const fn first(self) -> Year {
        self.first
    }

    /// The second of the two years.
    pub const fn last(self) -> Year {
        self.first.next_or_self()
    }

    /// Both years in order.
    pub const fn years(self) -> [Year; 2] {
        [self.first(), self.last()]
    }

    /// The first day of the biennium.
    pub const fn start(self) -> Date {
        Date::first_of(self.first())
    }

    /// The last day of the biennium.
    pub const fn end(self) -> Date {
        Date::last_of(self.last())
    }

    /// Whether `year` is one of the two.
    pub fn contains(self, year: Year) -> bool {
        self.years().contains(&year)
    }

    /// The two years before.
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`] before year 1.
    pub fn previous(self) -> Result<Self, TimeError> {
        Ok(Self {
            first: self.first.plus(-2)?,
        })
    }
}

impl fmt::Display for Biennium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{}", self.first(), self.last())
    }
}

impl FromStr for Biennium {
    type Err = TimeError;
    /// Reads `2022-2023`, with a hyphen or an en dash.
    fn from_str(text: &str) -> Result<Self, TimeError> {
        let unreadable = || TimeError::Unreadable {
            given: text.to_string(),
            expected: "two consecutive years such as 2022-2023",
        };
        let (first, last) = text.split_once(['-', '–']).ok_or_else(unreadable)?;
        let (first, last): (Year, Year) = (first.parse()?, last.parse()?);
        if last.since(first) != 1 {
            return Err(unreadable());
        }
        Ok(Self { first })
    }
}

impl TryFrom<String> for Biennium {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Biennium> for String {
    fn from(biennium: Biennium) -> String {
        alloc::format!("{}-{}", biennium.first(), biennium.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let biennium: Biennium = "2022-2023".parse().unwrap();
        assert_eq!(biennium.to_string().parse::<Biennium>().unwrap(), biennium);
        let json = serde_json::to_string(&biennium).unwrap();
        assert_eq!(json, "\"2022-2023\"");
        assert_eq!(serde_json::from_str::<Biennium>(&json).unwrap(), biennium);
    }

    #[test]
    fn has_no_biennium_beyond_the_calendar() {
        assert!(Biennium::starting(Year::MAX).is_err());
        assert!(Biennium::starting(Year::MIN).unwrap().previous().is_err());
        for text in ["2022", "2022-2022", "2023-2022", "2022-23", "a-b"] {
            assert!(text.parse::<Biennium>().is_err(), "{text}");
        }
    }
}
