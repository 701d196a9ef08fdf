use core::fmt;

use super::UncertaintyError;
use super::error::out_of_range;

/// Half the width of a 95 % interval, in per cent of the value: finite and not negative.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3: uncertainties are entered as half the 95 %
/// confidence interval divided by the value, in per cent.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::RelativeUncertainty;
/// let metered = RelativeUncertainty::from_percent(5.0)?; // the value ± 5 %
/// assert_eq!(metered.to_string(), "± 5 %");
/// assert!(RelativeUncertainty::from_percent(-5.0).is_err());
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
///
/// Serialised as the number of per cent.
#[derive(
    Debug, Clone, Copy, PartialEq, PartialOrd, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "f64", into = "f64")]
pub struct RelativeUncertainty {
    percent: f64,
}

impl RelativeUncertainty {
    /// An exact value.
    pub const NONE: Self = Self { percent: 0.0 };

    /// A half-width of `percent` of the value.
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn from_percent(percent: f64) -> Result<Self, UncertaintyError> {
        if percent.is_finite() && percent >= 0.0 {
            // Zero has one sign.
            let percent = percent.abs();
            Ok(Self { percent })
        } else {
            Err(out_of_range(
                "half-width in per cent",
                percent,
                "finite and not negative",
            ))
        }
    }

    /// The half-width in per cent of the value.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.percent
    }
}

impl TryFrom<f64> for RelativeUncertainty {
    type Error = UncertaintyError;
    fn try_from(percent: f64) -> Result<Self, UncertaintyError> {
        Self::from_percent(percent)
    }
}

impl From<RelativeUncertainty> for f64 {
    fn from(uncertainty: RelativeUncertainty) -> Self {
        uncertainty.percent
    }
}

impl fmt::Display for RelativeUncertainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("± ")?;
        fmt::Display::fmt(&self.percent, f)?;
        f.write_str(" %")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_no_negative_and_no_endless_width() {
        for percent in [-f64::MIN_POSITIVE, f64::NAN, f64::INFINITY] {
            assert!(
                RelativeUncertainty::from_percent(percent).is_err(),
                "{percent}"
            );
        }
        let none = RelativeUncertainty::from_percent(-0.0).unwrap();
        assert_eq!(none.to_string(), "± 0 %");
    }
}
