use core::fmt;

use crate::quantity::{Quantity, Time};
use crate::time::YearLength;

/// A number of calendar years, such as an age or a mean lifetime.
///
/// Stock models count calendar years, however many days they have: a device bought in the
/// middle of 2019 is 2.5 years old at the end of 2021. To and from a [`Time`] the length of a
/// year is said each time.
///
/// The number is not checked here; what takes it says what it accepts.
///
/// # Example
/// ```
/// use ict_impact::fleet::Years;
/// use ict_impact::time::YearLength;
/// let warranty = Years::new(2.0);
/// assert_eq!(warranty.duration(YearLength::Common).value, 2.0 * 8760.0 * 3600.0);
/// assert_eq!(Years::from_duration(warranty.duration(YearLength::Julian), YearLength::Julian), warranty);
/// assert_eq!(warranty.to_string(), "2 years");
/// ```
#[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
#[repr(transparent)]
pub struct Years(f64);

impl Years {
    /// `number` calendar years.
    pub const fn new(number: f64) -> Self {
        Self(number)
    }

    /// The number of calendar years.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The duration, with years of this length.
    ///
    /// # Equation
    /// ```text
    /// time [s] = years · hours per year · 3600
    /// ```
    pub fn duration(self, year: YearLength) -> Time {
        Time::from_checked(self.0 * (year.hours() * 3600.0))
    }

    /// The number of years of this length in a duration.
    ///
    /// # Equation
    /// ```text
    /// years = time [s] / (hours per year · 3600)
    /// ```
    pub fn from_duration(duration: Time, year: YearLength) -> Self {
        Self(duration.value / (year.hours() * 3600.0))
    }
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} years", self.0)
    }
}

impl fmt::Debug for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
