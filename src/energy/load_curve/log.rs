use crate::energy::EnergyError;
use crate::energy::error::not_negative;
use crate::numeric::ln;
use crate::quantity::{Power, Quantity, Ratio, Share};

/// Power that grows with the logarithm of the load, as fitted to families of processors.
///
/// # Equation
/// ```text
/// P = max( a · ln( b · (L + c) ) + d, floor )
///
/// P      power [W]                   a  slope of the logarithm [W], ≥ 0
/// L      load [%], 0 to 100          b  scale [1/%], > 0
/// floor  lowest power [W], ≥ 0       c  shift [%], > 0
///                                    d  offset [W]
/// ```
/// With these bounds the logarithm is defined and the power does not fall at any load.
///
/// # Source
/// The consumption profiles of processors of the Boavizta API 2.5.0, which floors at 1 W.
///
/// # Example
/// A curve of `10 · ln(L + 1)` W, never below 1 W.
/// ```
/// use ict_impact::energy::LogCurve;
/// use ict_impact::quantity::{Share, parse};
/// let curve = LogCurve::new(parse("10 W")?, 1.0, 1.0, parse("0 W")?, parse("1 W")?)?;
/// assert_eq!(curve.at(Share::NONE), parse("1 W")?); // ln 1 = 0, so the floor
/// let full = curve.at(Share::WHOLE);
/// assert!((full.value - 46.151205).abs() < 1e-6); // 10 · ln 101
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogCurve {
    a: Power,
    b: f64,
    c: f64,
    d: Power,
    floor: Power,
}

impl LogCurve {
    /// The curve with these parameters.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if `a` or `floor` is negative, `b` or `c` is not above zero,
    /// or a parameter is NaN or infinite; [`EnergyError::Quantity`] if the power at full load is.
    pub fn new(a: Power, b: f64, c: f64, d: Power, floor: Power) -> Result<Self, EnergyError> {
        Power::check(d.value)?;
        let curve = Self {
            a: not_negative("slope a of a load curve", a)?,
            b: positive("scale b of a load curve", b)?,
            c: positive("shift c of a load curve", c)?,
            d,
            floor: not_negative("floor of a load curve", floor)?,
        };
        Power::check(curve.at(Share::WHOLE).value)?;
        Ok(curve)
    }

    /// The curve of a processor of which only the thermal design power is known.
    ///
    /// # Equation
    /// ```text
    /// P = max( TDP · (0.50847934 · ln(L + 20.45110332) − 1.41535597), 0 )
    /// ```
    /// The numbers are the least-squares fit to 12, 32, 75 and 102 % of the TDP at loads of 0,
    /// 10, 50 and 100 %.
    ///
    /// # Source
    /// The four points: Teads, Carbon footprint of an AWS instance (2021), as used by the
    /// Boavizta API 2.5.0 and the Impact Framework. The fit is our own.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if the thermal design power is negative, NaN or infinite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::LogCurve;
    /// use ict_impact::quantity::{Share, parse};
    /// let tdp: ict_impact::quantity::Power = parse("200 W")?;
    /// let half = LogCurve::of_tdp(tdp)?.at(Share::new(0.5)?);
    /// assert!((half.value - 149.636).abs() < 0.001); // near 75 % of the TDP
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "thermal design power")]
    pub fn of_tdp(tdp: Power) -> Result<Self, EnergyError> {
        let tdp = not_negative("thermal design power", tdp)?;
        let none = Power::from_checked(0.0);
        Self::new(tdp * 0.508_479_34, 1.0, SHIFT, tdp * -1.415_355_97, none)
    }

    /// The power at this load.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::LogCurve;
    /// use ict_impact::quantity::{Share, parse};
    /// // the profile of the processor family Xeon Gold at half load
    /// let xeon_gold = LogCurve::new(
    ///     parse("35.5688 W")?, 0.2438, 9.6694, parse("-0.6087 W")?, parse("1 W")?,
    /// )?;
    /// assert!((xeon_gold.at(Share::new(0.5)?).value - 94.624).abs() < 5e-4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at(&self, load: Share) -> Power {
        let power = self.a * ln(self.b * (load.get() * 100.0 + self.c)) + self.d;
        if power < self.floor {
            self.floor
        } else {
            power
        }
    }
}

/// Shift of the fit to the thermal design power, in per cent of load.
const SHIFT: f64 = 20.451_103_32;

fn positive(field: &'static str, value: f64) -> Result<f64, EnergyError> {
    if value.is_finite() && value > 0.0 {
        return Ok(value);
    }
    Err(EnergyError::OutOfRange {
        field,
        given: crate::quantity::text(Ratio::from_checked(value)),
        accepted: "finite and above 0",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watts(watts: f64) -> Power {
        Power::from_checked(watts)
    }

    #[test]
    fn the_fit_to_the_design_power_is_a_least_squares_optimum() {
        let curve = LogCurve::of_tdp(watts(1.0)).unwrap();
        let (mut offset, mut slope, mut shift) = (0.0, 0.0, 0.0);
        for (load, power) in [(0.0, 0.12), (10.0, 0.32), (50.0, 0.75), (100.0, 1.02)] {
            let rest = curve.at(Share::new(load / 100.0).unwrap()).value - power;
            offset += rest;
            slope += rest * ln(load + SHIFT);
            shift += rest / (load + SHIFT);
        }
        for gradient in [offset, slope, shift] {
            assert!(gradient.abs() < 1e-6, "{gradient}");
        }
    }

    #[test]
    fn the_mean_over_three_loads_is_that_of_the_peer() {
        let curve = LogCurve::of_tdp(watts(205.0)).unwrap();
        let mean: f64 = [(0.5, 0.0), (0.25, 0.6), (0.25, 1.0)]
            .map(|(time, load)| time * curve.at(Share::new(load).unwrap()).value)
            .iter()
            .sum();
        // the source gives 212.7 W for two processors, rounded to 5 digits
        assert!((mean * 2.0 - 212.7).abs() < 0.02, "{mean}");
    }

    #[test]
    fn parameters_without_a_logarithm_are_refused() {
        let curve = |a, b, c, d, floor| LogCurve::new(watts(a), b, c, watts(d), watts(floor));
        assert!(curve(1.0, 1.0, 1.0, -5.0, 0.0).is_ok());
        for bad in [
            curve(-1.0, 1.0, 1.0, 0.0, 0.0),
            curve(1.0, 0.0, 1.0, 0.0, 0.0),
            curve(1.0, 1.0, 0.0, 0.0, 0.0),
            curve(1.0, 1.0, f64::NAN, 0.0, 0.0),
            curve(1.0, 1.0, 1.0, 0.0, -1.0),
        ] {
            assert!(
                matches!(bad, Err(EnergyError::OutOfRange { .. })),
                "{bad:?}"
            );
        }
        assert!(curve(1.0, 1.0, 1.0, f64::INFINITY, 0.0).is_err());
        assert!(curve(1e308, 1.0, 1.0, 0.0, 0.0).is_err());
        assert!(curve(1.0, 1e308, 1e308, 0.0, 0.0).is_err());
        assert!(LogCurve::of_tdp(watts(-1.0)).is_err());
    }
}
