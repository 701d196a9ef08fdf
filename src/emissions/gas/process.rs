use super::super::EmissionsError;
use super::super::error::not_negative;
use crate::quantity::{Mass, Quantity, Ratio, Share};

/// A fluorinated gas used to etch wafers or clean deposition chambers: SF6, NF3, CF4 and others.
///
/// # Equation
/// ```text
/// E    = (1 − h) · FC · (1 − U) · (1 − a · d)
/// BE_k = (1 − h) · FC · B_k · (1 − a · d_k)
///
/// E     emissions of the gas itself [kg]
/// BE_k  emissions of the by-product k, such as CF4 [kg]
/// FC    gas bought for use [kg]
/// h     part that is left in the container when it goes back, the heel [1]
/// U     use rate: part destroyed or transformed in the process [1]
/// B_k   by-product k formed per gas used [kg/kg]
/// a     part of the gas used in processes with emission control [1]
/// d     part of the gas, d_k of the by-product, that the control destroys [1]
/// ```
///
/// # Source
/// 2006 IPCC Guidelines, volume 3, chapter 6 (electronics industry), Tier 2a; 2b with rates for
/// etching and for cleaning. The equation is read from AMEE's open implementation of it. The
/// rates are the caller's.
///
/// # Example
/// ```
/// use ict_impact::emissions::ProcessGas;
/// use ict_impact::quantity::{Share, parse};
/// let percent = Share::from_percent;
/// // 1000 kg bought, 10 % heel, 80 % used up; half of it controlled, at 90 %
/// let cleaning = ProcessGas::new(parse("1000 kg")?, percent(80.0)?)?
///     .with_heel(percent(10.0)?)
///     .with_control(percent(50.0)?, percent(90.0)?);
/// assert!((cleaning.emitted().value - 99.0).abs() < 1e-10); // 900 · 0.2 · 0.55
/// let cf4 = cleaning.by_product(parse("0.02 1")?, percent(90.0)?)?;
/// assert!((cf4.value - 9.9).abs() < 1e-12); // 900 · 0.02 · 0.55
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProcessGas {
    bought: Mass,
    use_rate: Share,
    heel: Share,
    controlled: Share,
    destroyed: Share,
}

impl ProcessGas {
    /// A gas of which this mass is used, and this part of it used up. There is no heel and no
    /// emission control.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(bought: Mass, use_rate: Share) -> Result<Self, EmissionsError> {
        Ok(Self {
            bought: not_negative("process gas bought", bought)?,
            use_rate,
            heel: Share::NONE,
            controlled: Share::NONE,
            destroyed: Share::NONE,
        })
    }

    /// The same gas, of which this part goes back in the container.
    #[must_use]
    pub const fn with_heel(self, heel: Share) -> Self {
        Self { heel, ..self }
    }

    /// The same gas, this part of it used with emission control, which destroys `destroyed` of
    /// what reaches it.
    #[must_use]
    pub const fn with_control(self, controlled: Share, destroyed: Share) -> Self {
        Self {
            controlled,
            destroyed,
            ..self
        }
    }

    /// Emissions of the gas itself.
    pub fn emitted(self) -> Mass {
        self.escaping(self.use_rate.rest().get(), self.destroyed)
    }

    /// Emissions of a by-product: its formation per gas used, and the part that the emission
    /// control destroys of it.
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite formation.
    /// - [`EmissionsError::Quantity`] if the emissions are too large for a number.
    pub fn by_product(self, formation: Ratio, destroyed: Share) -> Result<Mass, EmissionsError> {
        let formation = not_negative("formation of a by-product", formation)?;
        Ok(Mass::from_base(
            self.escaping(formation.value, destroyed).value,
        )?)
    }

    fn escaping(self, leaving_the_process: f64, destroyed: Share) -> Mass {
        let used = self.bought.value * self.heel.rest().get();
        let controlled = self.controlled * destroyed;
        Mass::from_checked(used * leaving_the_process * controlled.rest().get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: f64) -> Share {
        Share::new(part).unwrap()
    }

    #[test]
    fn all_escapes_unless_something_is_said_about_it() {
        let gas = ProcessGas::new(Mass::from_checked(8.0), Share::NONE).unwrap();
        assert_eq!(gas.emitted().value, 8.0);
        assert_eq!(gas.with_heel(share(0.25)).emitted().value, 6.0);
        let controlled = gas.with_control(share(0.5), share(0.5));
        assert_eq!(controlled.emitted().value, 6.0);
        let none = gas.with_control(Share::WHOLE, Share::WHOLE);
        assert_eq!(none.emitted().value, 0.0);
    }

    #[test]
    fn a_by_product_is_controlled_at_its_own_rate() {
        let gas = ProcessGas::new(Mass::from_checked(8.0), Share::WHOLE)
            .unwrap()
            .with_control(Share::WHOLE, Share::WHOLE);
        assert_eq!(gas.emitted().value, 0.0);
        let formed = Ratio::from_checked(0.25);
        assert_eq!(gas.by_product(formed, Share::NONE).unwrap().value, 2.0);
        assert_eq!(gas.by_product(formed, share(0.5)).unwrap().value, 1.0);
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(ProcessGas::new(Mass::from_checked(bad), Share::NONE).is_err());
            let gas = ProcessGas::new(Mass::from_checked(1.0), Share::NONE).unwrap();
            assert!(
                gas.by_product(Ratio::from_checked(bad), Share::NONE)
                    .is_err()
            );
        }
    }
}
