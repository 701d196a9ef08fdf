use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::TimeError;
use crate::quantity::{Quantity, Time, parse, text};

/// The length of equal intervals, such as `15 min`: a whole number of microseconds.
///
/// # Example
/// ```
/// use ict_impact::time::Step;
/// let quarter: Step = "15 min".parse()?;
/// assert_eq!(quarter, Step::seconds(900)?);
/// assert_eq!(quarter.to_string(), "15 min");
/// assert!("0 s".parse::<Step>().is_err());
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Step(i64);

const SECOND: i64 = 1_000_000;

impl Step {
    /// One second.
    pub const SECOND: Self = Self(SECOND);
    /// One minute.
    pub const MINUTE: Self = Self(60 * SECOND);
    /// A quarter of an hour.
    pub const QUARTER_HOUR: Self = Self(900 * SECOND);
    /// One hour.
    pub const HOUR: Self = Self(3600 * SECOND);
    /// A day of 24 hours.
    pub const DAY: Self = Self(86_400 * SECOND);

    /// The longest step, 100 years of 365.25 days, whose microseconds `f64` holds exactly.
    pub const MAX: Self = Self(36_525 * 86_400 * SECOND);

    const ACCEPTED: &'static str =
        "a whole number of microseconds above zero, at most 100 years of 365.25 days";

    /// A step of `seconds` seconds.
    ///
    /// # Errors
    /// [`TimeError::NoStep`] for 0 or more than [`MAX`](Self::MAX).
    pub fn seconds(seconds: u32) -> Result<Self, TimeError> {
        Self::from_microseconds(i64::from(seconds) * SECOND)
    }

    /// A step of this duration.
    ///
    /// # Errors
    /// [`TimeError::NoStep`] unless it is a whole number of microseconds above zero and at most
    /// [`MAX`](Self::MAX).
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::parse;
    /// use ict_impact::time::Step;
    /// assert_eq!(Step::new(parse("0.02 s")?)?.to_string(), "0.02 s"); // a cycle at 50 Hz
    /// assert!(Step::new(parse("1e-7 s")?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(duration: Time) -> Result<Self, TimeError> {
        let whole = (duration.value * 1e6 + 0.5) as i64;
        let step = Self(whole.clamp(1, Self::MAX.0));
        if step.duration() == duration {
            return Ok(step);
        }
        Err(TimeError::NoStep {
            given: text(duration),
            accepted: Self::ACCEPTED,
        })
    }

    /// A step of `microseconds` microseconds.
    ///
    /// # Errors
    /// [`TimeError::NoStep`] unless it is above zero and at most [`MAX`](Self::MAX).
    pub fn from_microseconds(microseconds: i64) -> Result<Self, TimeError> {
        if (1..=Self::MAX.0).contains(&microseconds) {
            return Ok(Self(microseconds));
        }
        Err(TimeError::NoStep {
            given: alloc::format!("{microseconds} microseconds"),
            accepted: Self::ACCEPTED,
        })
    }

    /// The number of microseconds.
    pub const fn microseconds(self) -> i64 {
        self.0
    }

    /// The step as a duration.
    pub fn duration(self) -> Time {
        Time::from_checked(self.0 as f64 / 1e6)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = [(Self::DAY, "d"), (Self::HOUR, "h"), (Self::MINUTE, "min")];
        match unit.into_iter().find(|(unit, _)| self.0 % unit.0 == 0) {
            Some((unit, symbol)) => write!(f, "{} {symbol}", self.0 / unit.0),
            None => write!(f, "{} s", self.duration().value),
        }
    }
}

impl FromStr for Step {
    type Err = TimeError;
    fn from_str(text: &str) -> Result<Self, TimeError> {
        match parse::<Time>(text) {
            Ok(duration) => Self::new(duration),
            Err(_) => Err(TimeError::Unreadable {
                given: text.to_string(),
                expected: "a step such as 15 min, 1 h or 0.5 s",
            }),
        }
    }
}

impl TryFrom<String> for Step {
    type Error = TimeError;
    fn try_from(text: String) -> Result<Self, TimeError> {
        text.parse()
    }
}

impl From<Step> for String {
    fn from(step: Step) -> String {
        step.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_it_is_read() {
        for text in [
            "1 d",
            "36 h",
            "90 min",
            "1 s",
            "0.1 s",
            "0.000001 s",
            "61 s",
            "36525 d",
        ] {
            assert_eq!(text.parse::<Step>().unwrap().to_string(), text);
        }
        assert_eq!("0.25 h".parse(), Ok(Step::QUARTER_HOUR));
        assert_eq!(serde_json::to_string(&Step::HOUR).unwrap(), "\"1 h\"");
    }

    #[test]
    fn refuses_what_does_not_divide_time() {
        for text in ["0 s", "-1 h", "1e-7 s", "1.0000001 s", "36526 d", "1e300 s"] {
            assert!(
                matches!(text.parse::<Step>(), Err(TimeError::NoStep { .. })),
                "{text}"
            );
        }
        for text in ["", "15", "PT15M", "15 minutes"] {
            assert!(
                matches!(text.parse::<Step>(), Err(TimeError::Unreadable { .. })),
                "{text}"
            );
        }
        for seconds in [f64::NAN, f64::INFINITY, -0.0] {
            assert!(Step::new(Time::from_checked(seconds)).is_err());
        }
        assert!(Step::seconds(0).is_err() && Step::seconds(u32::MAX).is_err());
    }
}
