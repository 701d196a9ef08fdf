use core::fmt;

use super::{RelativeUncertainty, Uncertain, UncertaintyError};
use crate::quantity::{Quantity, text};

/// How the uncertainty of a total is stated: in per cent, or in its unit where it is about zero.
///
/// # Source
/// The percentage: IPCC 2006 Guidelines, volume 1, chapter 3. A total is about zero where its
/// interval holds or touches zero, so that the percentage would be 100 % or more: our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum StatedUncertainty<Q> {
    /// Half the width of the interval in per cent of the total.
    Relative(RelativeUncertainty),
    /// Half the width of the interval in the unit of the total, which is about zero.
    Absolute(Q),
}

impl<Q: Quantity> fmt::Display for StatedUncertainty<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relative(percent) => percent.fmt(f),
            Self::Absolute(half_width) => write!(f, "± {}", text(*half_width)),
        }
    }
}

impl<Q: Quantity> Uncertain<Q> {
    /// The uncertainty as it is stated: never in per cent of about zero.
    ///
    /// # Equation
    /// ```text
    /// |x| > h     h / |x| · 100 %     else     h
    ///
    /// x  total, h half-width of its 95 % interval [one unit]
    /// ```
    ///
    /// # Errors
    /// As [`relative`](Self::relative), and never for a total of zero.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::{RelativeUncertainty, Uncertain, sum_rule};
    /// let percent = RelativeUncertainty::from_percent;
    /// let emitted = Uncertain::new(Co2e::from_kg(300.0), percent(10.0)?)?; // ± 30 kg
    /// let removed = Uncertain::new(Co2e::from_kg(-400.0), percent(10.0)?)?; // ± 40 kg
    /// assert_eq!(emitted.stated()?.to_string(), "± 10 %");
    /// assert_eq!(sum_rule(&[emitted, removed])?.stated()?.to_string(), "± 50 %"); // of -100 kg
    /// let removed = Uncertain::new(Co2e::from_kg(-320.0), percent(12.5)?)?; // ± 40 kg
    /// assert_eq!(sum_rule(&[emitted, removed])?.stated()?.to_string(), "± 50 kgCO2e"); // of -20 kg
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    pub fn stated(self) -> Result<StatedUncertainty<Q>, UncertaintyError> {
        let (value, half_width) = (self.value().base().abs(), self.half_width().base());
        if half_width > 0.0 && value <= half_width {
            return Ok(StatedUncertainty::Absolute(self.half_width()));
        }
        self.relative().map(StatedUncertainty::Relative)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    #[test]
    fn about_zero_is_where_the_interval_holds_zero() {
        let kg = Co2e::from_kg;
        let stated = |value, half_width| {
            let known = Uncertain::with_half_width(kg(value), kg(half_width)).unwrap();
            known.stated().unwrap()
        };
        for (value, half_width) in [(0.0, 5.0), (-5.0, 5.0), (1e-300, 5.0)] {
            let absolute = StatedUncertainty::Absolute(kg(half_width));
            assert_eq!(stated(value, half_width), absolute);
        }
        let none = StatedUncertainty::Relative(RelativeUncertainty::NONE);
        assert_eq!(stated(0.0, 0.0), none);
        let percent = RelativeUncertainty::from_percent(50.0).unwrap();
        assert_eq!(stated(-10.0, 5.0), StatedUncertainty::Relative(percent));
    }
}
