use core::fmt;
use core::str::FromStr;

use alloc::format;
use alloc::string::{String, ToString};

use super::{Date, TimeError, UtcOffset, Year};

/// An instant to the microsecond, written `2024-03-31T01:00:00+01:00`.
///
/// It is read with its offset from UTC, kept in UTC and written in UTC. The text is that of
/// RFC 3339; a space may stand for the `T`, and whole minutes may stand without seconds, as
/// grid operators write them (`2024-03-31T00:00Z`). A finer fraction than microseconds is
/// refused, not rounded. Seconds are counted as in Unix time, 86 400 to a day; a leap second has
/// no place in it and is refused.
///
/// # Source
/// RFC 3339 (2002), section 5.6.
///
/// # Example
/// ```
/// use ict_impact::time::{TimeError, Timestamp};
/// let paris: Timestamp = "2024-03-31T03:00:00+02:00".parse()?;
/// let london: Timestamp = "2024-03-31 02:00+01:00".parse()?;
/// assert_eq!(paris, london);
/// assert_eq!(paris.to_string(), "2024-03-31T01:00:00Z");
/// assert_eq!(paris, Timestamp::from_unix_seconds(1_711_846_800)?);
/// let ambiguous = "2024-10-27T02:30:00".parse::<Timestamp>();
/// assert!(matches!(ambiguous, Err(TimeError::NoOffset { .. })));
/// # Ok::<(), TimeError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Timestamp {
    /// The first instant of the year 1 in UTC.
    pub const MIN: Self = Self(Date::first_of(Year::MIN).days() * DAY);
    /// The last microsecond of the year 9999 in UTC.
    pub const MAX: Self = Self((Date::last_of(Year::MAX).days() + 1) * DAY - 1);

    /// The instant that is `seconds` after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError::TimestampOutOfRange`] outside the years 1 to 9999, as milliseconds given for
    /// seconds are.
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, TimeError> {
        Self::from_unix_microseconds(seconds.saturating_mul(SECOND))
    }

    /// The instant that is `microseconds` after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError::TimestampOutOfRange`] outside the years 1 to 9999.
    pub fn from_unix_microseconds(microseconds: i64) -> Result<Self, TimeError> {
        if !(Self::MIN.0..=Self::MAX.0).contains(&microseconds) {
            return Err(TimeError::TimestampOutOfRange);
        }
        Ok(Self(microseconds))
    }

    /// The instant at which `day` begins where clocks are `offset` ahead of UTC.
    ///
    /// # Errors
    /// [`TimeError::TimestampOutOfRange`] if that is outside the years 1 to 9999 in UTC.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::{Date, Timestamp};
    /// let day = Timestamp::midnight(Date::new(2024, 1, 1)?, "+01:00".parse()?)?;
    /// assert_eq!(day.to_string(), "2023-12-31T23:00:00Z");
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub fn midnight(day: Date, offset: UtcOffset) -> Result<Self, TimeError> {
        Self::from_unix_microseconds(day.days() * DAY - offset.microseconds())
    }

    /// The instant of a local time without offset, where clocks are `offset` ahead of UTC.
    ///
    /// # Errors
    /// [`TimeError::TwoOffsets`] if the text has an offset of its own; otherwise as reading a
    /// text with an offset.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::Timestamp;
    /// let winter = Timestamp::local("2024-01-15 12:00:00", "+01:00".parse()?)?;
    /// assert_eq!(winter.to_string(), "2024-01-15T11:00:00Z");
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub fn local(text: &str, offset: UtcOffset) -> Result<Self, TimeError> {
        match read(text)? {
            (clock, None) => at(clock, offset),
            (_, Some(_)) => Err(TimeError::TwoOffsets {
                given: text.to_string(),
                offset,
            }),
        }
    }

    /// The instant of microseconds that are known to be in the range.
    pub(crate) const fn from_checked(microseconds: i64) -> Self {
        Self(microseconds)
    }

    /// Microseconds since 1970-01-01T00:00:00Z, negative before.
    pub const fn unix_microseconds(self) -> i64 {
        self.0
    }

    /// The day on a calendar that is `offset` ahead of UTC.
    ///
    /// # Errors
    /// [`TimeError::YearOutOfRange`] if that calendar is before the year 1 or after 9999.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::{Timestamp, UtcOffset};
    /// let new_year: Timestamp = "2023-12-31T23:30:00Z".parse()?;
    /// assert_eq!(new_year.date_at(UtcOffset::UTC)?.to_string(), "2023-12-31");
    /// assert_eq!(new_year.date_at("+01:00".parse()?)?.to_string(), "2024-01-01");
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub fn date_at(self, offset: UtcOffset) -> Result<Date, TimeError> {
        Date::of_days((self.0 + offset.microseconds()).div_euclid(DAY))
    }

    /// The text with this offset; in UTC where that calendar is before the year 1 or after 9999.
    ///
    /// # Example
    /// ```
    /// use ict_impact::time::Timestamp;
    /// let instant: Timestamp = "2024-03-31T01:00:00.250Z".parse()?;
    /// assert_eq!(instant.text_at("+02:00".parse()?), "2024-03-31T03:00:00.25+02:00");
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub fn text_at(self, offset: UtcOffset) -> String {
        let Ok(date) = self.date_at(offset) else {
            return self.text_at(UtcOffset::UTC);
        };
        let of_day = (self.0 + offset.microseconds()).rem_euclid(DAY);
        let (seconds, fraction) = (of_day / SECOND, of_day % SECOND);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let fraction = match fraction {
            0 => String::new(),
            fraction => format!(".{fraction:06}"),
        };
        let fraction = fraction.trim_end_matches('0');
        format!("{date}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}")
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text_at(UtcOffset::UTC))
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        match read(text)? {
            (clock, Some(offset)) => at(clock, offset),
            (_, None) => Err(TimeError::NoOffset {
                given: text.to_string(),
            }),
        }
    }
}

impl TryFrom<String> for Timestamp {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Timestamp> for String {
    fn from(instant: Timestamp) -> String {
        instant.to_string()
    }
}

/// What a clock shows, in microseconds since it showed 1970-01-01T00:00:00.
struct Clock(i64);

fn at(clock: Clock, offset: UtcOffset) -> Result<Timestamp, TimeError> {
    Timestamp::from_unix_microseconds(clock.0 - offset.microseconds())
}

/// The number of two digits, and of nothing else.
pub(super) fn two_digits(bytes: &[u8]) -> Option<u8> {
    match bytes {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some(10 * (tens - b'0') + (ones - b'0')),
        _ => None,
    }
}

fn read(text: &str) -> Result<(Clock, Option<UtcOffset>), TimeError> {
    let unreadable = || TimeError::Unreadable {
        given: text.to_string(),
        expected: "a timestamp such as 2024-03-31T01:00:00+01:00",
    };
    let (date, time) = text.split_at_checked(10).ok_or_else(unreadable)?;
    let date: Date = date.parse()?;
    let time = time.strip_prefix(['T', 't', ' ']).ok_or_else(unreadable)?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let offset = if zone.is_empty() {
        None
    } else {
        Some(zone.parse()?)
    };
    let (time, fraction) = match time.split_once('.') {
        Some((time, digits)) => (time, Some(digits)),
        None => (time, None),
    };
    let bytes = time.as_bytes();
    let part = |from: usize| two_digits(bytes.get(from..from + 2)?);
    let (hour, minute, second) = match (bytes.len(), bytes.get(2), bytes.get(5)) {
        (8, Some(b':'), Some(b':')) => (part(0), part(3), part(6)),
        (5, Some(b':'), None) if fraction.is_none() => (part(0), part(3), Some(0)),
        _ => return Err(unreadable()),
    };
    let (Some(hour), Some(minute), Some(second)) = (hour, minute, second) else {
        return Err(unreadable());
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Err(TimeError::NoSuchTime {
            given: text.to_string(),
        });
    }
    let seconds = 3600 * i64::from(hour) + 60 * i64::from(minute) + i64::from(second);
    let mut clock = date.days() * DAY + seconds * SECOND;
    if let Some(digits) = fraction {
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(unreadable());
        }
        let (kept, rest) = digits.split_at(digits.len().min(6));
        if rest.bytes().any(|digit| digit != b'0') {
            return Err(TimeError::TooFine {
                given: text.to_string(),
            });
        }
        let number = kept
            .bytes()
            .fold(0, |number, digit| 10 * number + i64::from(digit - b'0'));
        clock += number * 10_i64.pow(6 - kept.len() as u32);
    }
    Ok((Clock(clock), offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Result<Timestamp, TimeError> {
        text.parse()
    }

    #[test]
    fn reads_what_rfc_3339_and_grid_operators_write() {
        for (text, written) in [
            ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"),
            ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"),
            ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"),
            ("2024-02-29t23:59:59.000001z", "2024-02-29T23:59:59.000001Z"),
            ("2018-01-20T12:00Z", "2018-01-20T12:00:00Z"),
            (
                "2024-01-01 00:00:00.000000000+05:45",
                "2023-12-31T18:15:00Z",
            ),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ] {
            let read = instant(text).unwrap();
            assert_eq!(read.to_string(), written);
            assert_eq!(instant(written), Ok(read));
        }
    }

    #[test]
    fn refuses_what_is_no_instant() {
        for text in [
            "",
            "2024-01-01",
            "2024-01-01T",
            "2024-01-01T00",
            "2024-01-01T0:00:00Z",
            "2024-01-01T00:00:00 Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00,5Z",
            "2024-01-01T00:00.5Z",
            "2024-01-01T00:00:000Z",
            "2024-01-01_00:00:00Z",
            "2024-01-01T00-00-00Z",
            "2024-01-01T00:00:00.1x2Z",
            "2024-01-01Tä0:00:00Z",
            "01.01.2024 00:00",
        ] {
            assert!(instant(text).is_err(), "{text}");
        }
        for text in [
            "2016-12-31T23:59:60Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60Z",
        ] {
            assert!(
                matches!(instant(text), Err(TimeError::NoSuchTime { .. })),
                "{text}"
            );
        }
        let fine = instant("2024-01-01T00:00:00.0000001Z");
        assert!(matches!(fine, Err(TimeError::TooFine { .. })));
        let day = instant("2023-02-29T00:00:00Z");
        assert!(matches!(day, Err(TimeError::NoSuchDay { .. })));
        for text in ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01"] {
            assert_eq!(instant(text), Err(TimeError::TimestampOutOfRange));
        }
    }

    #[test]
    fn an_offset_is_given_once() {
        let paris = "+01:00".parse().unwrap();
        assert!(matches!(
            Timestamp::local("2024-01-01T00:00:00Z", paris),
            Err(TimeError::TwoOffsets { .. })
        ));
        assert!(matches!(
            instant("2024-01-01T00:00:00"),
            Err(TimeError::NoOffset { .. })
        ));
        assert_eq!(
            Timestamp::local("2024-01-01T00:00:00", paris),
            instant("2024-01-01T00:00:00+01:00")
        );
    }

    #[test]
    fn milliseconds_are_not_taken_for_seconds() {
        for seconds in [1_711_846_800_000, i64::MAX, i64::MIN] {
            assert!(Timestamp::from_unix_seconds(seconds).is_err());
        }
        assert_eq!(
            Timestamp::from_unix_seconds(-1).unwrap().to_string(),
            "1969-12-31T23:59:59Z"
        );
    }

    #[test]
    fn at_the_ends_of_the_calendar_the_text_is_in_utc() {
        let (east, west) = ("+14:00".parse().unwrap(), "-12:00".parse().unwrap());
        assert_eq!(Timestamp::MAX.text_at(east), "9999-12-31T23:59:59.999999Z");
        assert_eq!(Timestamp::MIN.text_at(west), "0001-01-01T00:00:00Z");
        assert!(Timestamp::MAX.date_at(east).is_err() && Timestamp::MIN.date_at(west).is_err());
    }

    #[test]
    fn serde_is_text() {
        let json = "\"2024-03-31T01:00:00Z\"";
        let read: Timestamp = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        for refused in ["1711846800", "\"2024-03-31T01:00:00\""] {
            assert!(
                serde_json::from_str::<Timestamp>(refused).is_err(),
                "{refused}"
            );
        }
    }
}
