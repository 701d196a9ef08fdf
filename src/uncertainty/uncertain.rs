use core::fmt;
use core::ops::Mul;

use super::error::out_of_range;
use super::root_sum::root_sum_of_squares;
use super::{RelativeUncertainty, UncertaintyError};
use crate::quantity::{Quantity, text};

/// A value and half the width of its 95 % interval, both in the unit of the quantity.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Energy, parse, text};
/// use ict_impact::uncertainty::{RelativeUncertainty, Uncertain};
/// let used = Uncertain::new(parse::<Energy>("200 kWh")?, RelativeUncertainty::from_percent(5.0)?)?;
/// assert_eq!(used.to_string(), "200 kWh ± 10 kWh");
/// let (low, high) = used.interval()?;
/// assert_eq!((text(low), text(high)), ("190 kWh".into(), "210 kWh".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertain<Q> {
    value: Q,
    half_width: Q,
}

impl<Q: Quantity> Uncertain<Q> {
    /// A `value` with an `uncertainty` in per cent of it.
    ///
    /// # Equation
    /// ```text
    /// h = |x| · U / 100     h  half-width [unit of x]
    ///                       x  value
    ///                       U  half-width [% of x]
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if the value is not finite, or the half-width leaves the
    /// range of the quantity.
    pub fn new(value: Q, uncertainty: RelativeUncertainty) -> Result<Self, UncertaintyError> {
        Q::check(value.base())?;
        let half_width = value.base().abs() * (uncertainty.percent() / 100.0);
        Self::with_half_width(value, Q::from_base(half_width)?)
    }

    /// A `value` with a `half_width` in the same unit.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if either is not finite; [`UncertaintyError::OutOfRange`]
    /// for a negative half-width.
    pub fn with_half_width(value: Q, half_width: Q) -> Result<Self, UncertaintyError> {
        Q::check(value.base())?;
        Q::check(half_width.base())?;
        if half_width.base() < 0.0 {
            return Err(out_of_range("half-width", text(half_width), "not negative"));
        }
        Ok(Self { value, half_width })
    }

    /// The value in the middle of the interval.
    #[must_use]
    pub const fn value(self) -> Q {
        self.value
    }

    /// Half the width of the interval.
    #[must_use]
    pub const fn half_width(self) -> Q {
        self.half_width
    }

    /// Half the width of the interval in per cent of the value.
    ///
    /// # Equation
    /// ```text
    /// U = h / |x| · 100     U  half-width [%]
    ///                       h  half-width [unit of x]
    ///                       x  value
    /// ```
    ///
    /// # Errors
    /// [`UncertaintyError::RelativeToZero`] if the value is zero and its half-width is not;
    /// [`UncertaintyError::OutOfRange`] if the value is so near to zero that the result is infinite.
    pub fn relative(self) -> Result<RelativeUncertainty, UncertaintyError> {
        let (value, half_width) = (self.value.base().abs(), self.half_width.base());
        if half_width == 0.0 {
            return Ok(RelativeUncertainty::NONE);
        }
        if value == 0.0 {
            let half_width = text(self.half_width);
            return Err(UncertaintyError::RelativeToZero { half_width });
        }
        RelativeUncertainty::from_percent(half_width / value * 100.0)
    }

    /// The lower and the upper end of the 95 % interval.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if an end leaves the range of the quantity, such as a share
    /// above 1.
    pub fn interval(self) -> Result<(Q, Q), UncertaintyError> {
        let (value, half_width) = (self.value.base(), self.half_width.base());
        Ok((
            Q::from_base(value - half_width)?,
            Q::from_base(value + half_width)?,
        ))
    }

    /// The product of two values whose errors are independent, such as activity and factor.
    ///
    /// # Equation
    /// ```text
    /// z = x · y     h_z = √( (h_x · y)² + (x · h_y)² )     which is |z| · √(U_x² + U_y²) / 100
    ///
    /// x, y  values, h_x, h_y their half-widths [own units]
    /// z     product, h_z its half-width [unit of x times unit of y]
    /// U     half-widths [%]
    /// ```
    /// Unlike the form in per cent it is defined where a value is zero.
    ///
    /// # Source
    /// IPCC 2006 Guidelines, volume 1, chapter 3, equation 3.1.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] or [`UncertaintyError::Sum`] if a product is too large for a
    /// number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::{CarbonIntensity, Energy, parse};
    /// use ict_impact::uncertainty::{RelativeUncertainty, Uncertain};
    /// let percent = RelativeUncertainty::from_percent;
    /// let energy = Uncertain::new(parse::<Energy>("1000 kWh")?, percent(5.0)?)?;
    /// let grid = Uncertain::new(parse::<CarbonIntensity>("500 gCO2e/kWh")?, percent(12.0)?)?;
    /// let emissions = energy.times(grid)?;
    /// // √(5² + 12²) = 13 % of 500 kgCO2e
    /// assert!((emissions.half_width().kg() - 65.0).abs() < 1e-9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn times<B>(self, other: Uncertain<B>) -> Result<Uncertain<Q::Output>, UncertaintyError>
    where
        B: Quantity,
        Q: Mul<B>,
        Q::Output: Quantity,
    {
        let spreads = [self.half_width * other.value, self.value * other.half_width];
        let half_width = root_sum_of_squares(spreads.iter().map(|spread| spread.base()))?;
        Uncertain::with_half_width(
            self.value * other.value,
            <Q::Output>::from_base(half_width)?,
        )
    }
}

impl<Q: Quantity> fmt::Display for Uncertain<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ± {}", text(self.value), text(self.half_width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{CarbonIntensity, Co2e, Energy, Share, parse};

    fn percent(percent: f64) -> RelativeUncertainty {
        RelativeUncertainty::from_percent(percent).unwrap()
    }

    #[test]
    fn zero_keeps_its_half_width_and_has_no_percentage() {
        let none = Uncertain::with_half_width(Co2e::ZERO, Co2e::from_kg(2.0)).unwrap();
        let error = none.relative().unwrap_err();
        assert_eq!(
            error.to_string(),
            "zero has no uncertainty in per cent: state its half-width of 2 kgCO2e"
        );
        let exact = Uncertain::new(Co2e::ZERO, percent(10.0)).unwrap();
        assert_eq!(exact.relative(), Ok(RelativeUncertainty::NONE));
        let grid: CarbonIntensity = parse("100 gCO2e/kWh").unwrap();
        let idle =
            Uncertain::with_half_width(parse::<Energy>("0 kWh").unwrap(), parse("10 kWh").unwrap())
                .unwrap();
        let emissions = idle.times(Uncertain::new(grid, percent(50.0)).unwrap());
        approx::assert_relative_eq!(emissions.unwrap().half_width().kg(), 1.0);
    }

    #[test]
    fn a_negative_value_has_a_positive_half_width() {
        let sink = Uncertain::new(Co2e::from_kg(-50.0), percent(10.0)).unwrap();
        assert_eq!(sink.half_width().kg(), 5.0);
        assert_eq!(sink.relative().unwrap().percent(), 10.0);
        let (low, high) = sink.interval().unwrap();
        assert_eq!((low.kg(), high.kg()), (-55.0, -45.0));
    }

    #[test]
    fn what_leaves_the_range_is_refused() {
        assert!(Uncertain::new(Co2e::from_kg(f64::NAN), percent(1.0)).is_err());
        assert!(Uncertain::new(Co2e::from_kg(1e300), percent(1e300)).is_err());
        assert!(Uncertain::with_half_width(Co2e::ZERO, Co2e::from_kg(-1.0)).is_err());
        let most = Uncertain::new(Share::new(0.9).unwrap(), percent(50.0)).unwrap();
        assert!(most.interval().is_err());
    }
}
