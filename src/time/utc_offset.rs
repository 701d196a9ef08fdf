use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::TimeError;
use super::timestamp::two_digits;

/// How far a clock is ahead of UTC, written `+01:00` or `Z`.
///
/// It is fixed: a place with daylight saving time has two of them in a year, and each
/// timestamp says which.
///
/// # Source
/// RFC 3339 (2002), section 5.6, `time-offset`.
///
/// # Example
/// ```
/// use ict_impact::time::UtcOffset;
/// let india: UtcOffset = "+05:30".parse()?;
/// assert_eq!(india.minutes(), 330);
/// assert_eq!(UtcOffset::default(), UtcOffset::UTC);
/// assert!("+24:00".parse::<UtcOffset>().is_err());
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct UtcOffset(i16);

impl UtcOffset {
    /// No offset: Coordinated Universal Time.
    pub const UTC: Self = Self(0);

    /// The offset of a clock that is `minutes` ahead of UTC, or behind if negative.
    ///
    /// # Errors
    /// [`TimeError::NoSuchOffset`] unless it is less than a day.
    pub fn from_minutes(minutes: i16) -> Result<Self, TimeError> {
        if minutes.unsigned_abs() >= 24 * 60 {
            return Err(TimeError::NoSuchOffset {
                given: minutes.to_string(),
            });
        }
        Ok(Self(minutes))
    }

    /// Minutes ahead of UTC, negative if behind.
    pub const fn minutes(self) -> i16 {
        self.0
    }

    pub(super) const fn microseconds(self) -> i64 {
        self.0 as i64 * 60_000_000
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("Z");
        }
        let sign = if self.0 < 0 { '-' } else { '+' };
        let minutes = self.0.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl FromStr for UtcOffset {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        if text == "Z" || text == "z" {
            return Ok(Self::UTC);
        }
        let minutes = || match text.as_bytes() {
            [sign @ (b'+' | b'-'), hours @ .., b':', tens, ones] => {
                let hours = two_digits(hours)?;
                let minutes = two_digits(&[*tens, *ones])?;
                let ahead = 60 * i16::from(hours) + i16::from(minutes);
                let exists = hours < 24 && minutes < 60;
                exists.then_some(if *sign == b'-' { -ahead } else { ahead })
            }
            _ => None,
        };
        minutes().map(Self).ok_or_else(|| TimeError::NoSuchOffset {
            given: text.to_string(),
        })
    }
}

impl TryFrom<String> for UtcOffset {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<UtcOffset> for String {
    fn from(offset: UtcOffset) -> String {
        offset.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_and_written_within_a_day() {
        for (text, minutes) in [
            ("+01:00", 60),
            ("-03:30", -210),
            ("+23:59", 1439),
            ("-00:01", -1),
        ] {
            let offset: UtcOffset = text.parse().unwrap();
            assert_eq!(
                (offset.minutes(), offset.to_string().as_str()),
                (minutes, text)
            );
        }
        // RFC 3339, section 4.3: UTC is known, the local offset is not.
        assert_eq!("-00:00".parse(), Ok(UtcOffset::UTC));
        for text in [
            "", "+1:00", "+0100", "01:00", "+24:00", "+01:60", "UTC", "+01:000", "+aa:00",
        ] {
            assert!(text.parse::<UtcOffset>().is_err(), "{text}");
        }
        assert!(UtcOffset::from_minutes(1439).is_ok());
        assert!(UtcOffset::from_minutes(-1440).is_err());
        assert!(UtcOffset::from_minutes(i16::MIN).is_err());
        assert_eq!(serde_json::to_string(&UtcOffset::UTC).unwrap(), "\"Z\"");
        assert!(serde_json::from_str::<UtcOffset>("60").is_err());
    }
}
