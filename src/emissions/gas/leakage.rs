use super::super::EmissionsError;
use super::super::error::not_negative;
use crate::quantity::{Mass, Quantity, Share, Time, sum};

/// What cooling or other equipment loses of its gas: when it is filled, in operation, and when it
/// is disposed of.
///
/// # Equation
/// ```text
/// m = C · k  +  C · x · t  +  C · y · (1 − z)
///
/// m  gas emitted [kg]
/// C  full charge of the equipment [kg]
/// k  loss when it is installed [1]; left out unless it was installed in the period
/// x  annual leak rate [1/a]; leaks are topped up, so that the charge stays full
/// t  time in operation in the period [a of 365.25 d]
/// y  part of the charge that is left at disposal [1]  } left out unless it was disposed of
/// z  part of what is left that is recovered [1]       } in the period
/// ```
///
/// # Source
/// 2006 IPCC Guidelines, volume 3, chapter 7, and the screening method of the UK's Defra after
/// it, as implemented by AMEE's open data sets (processes/refrigeration). The rates are the
/// caller's: they differ by equipment and country.
///
/// # Example
/// ```
/// use ict_impact::emissions::EquipmentLeakage;
/// use ict_impact::quantity::{Share, parse};
/// // 40 kg, of which 5 % a year leak; disposed of after half a year with 80 % left, 95 % of it
/// // recovered
/// let chiller = EquipmentLeakage::new(parse("40 kg")?)?
///     .operated(Share::from_percent(5.0)?, parse("0.5 a")?)?
///     .disposed(Share::from_percent(80.0)?, Share::from_percent(95.0)?);
/// let lost = chiller.emitted()?;
/// assert!((lost.value - 2.6).abs() < 1e-12); // 40·0.05·0.5 + 40·0.8·0.05 = 1 + 1.6
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquipmentLeakage {
    charge: Mass,
    installation: Mass,
    operation: Mass,
    disposal: Mass,
}

impl EquipmentLeakage {
    /// Equipment with this full charge, of which nothing has been lost.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(charge: Mass) -> Result<Self, EmissionsError> {
        let nothing = Mass::from_checked(0.0);
        Ok(Self {
            charge: not_negative("full charge", charge)?,
            installation: nothing,
            operation: nothing,
            disposal: nothing,
        })
    }

    /// The same equipment, installed in the period with this loss.
    #[must_use]
    pub fn installed(self, loss: Share) -> Self {
        Self {
            installation: part(self.charge, loss.get()),
            ..self
        }
    }

    /// The same equipment, in operation for this time of the period.
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite time.
    /// - [`EmissionsError::Quantity`] if the loss is too large for a number.
    pub fn operated(self, annual_leak_rate: Share, time: Time) -> Result<Self, EmissionsError> {
        let years = not_negative("time in operation", time)?.get_in("a")?;
        let lost = self.charge.value * annual_leak_rate.get() * years;
        Ok(Self {
            operation: Mass::from_base(lost)?,
            ..self
        })
    }

    /// The same equipment, disposed of in the period with this part of the charge left, of which
    /// this part is recovered.
    #[must_use]
    pub fn disposed(self, left: Share, recovered: Share) -> Self {
        Self {
            disposal: part(part(self.charge, left.get()), recovered.rest().get()),
            ..self
        }
    }

    /// Lost when it was installed.
    pub const fn installation(self) -> Mass {
        self.installation
    }

    /// Leaked in operation.
    pub const fn operation(self) -> Mass {
        self.operation
    }

    /// Lost when it was disposed of.
    pub const fn disposal(self) -> Mass {
        self.disposal
    }

    /// Everything lost in the period.
    ///
    /// # Errors
    /// [`EmissionsError::Sum`] if it is too large for a number.
    pub fn emitted(self) -> Result<Mass, EmissionsError> {
        Ok(sum([self.installation, self.operation, self.disposal])?)
    }
}

fn part(mass: Mass, share: f64) -> Mass {
    Mass::from_checked(mass.value * share)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    fn share(percent: f64) -> Share {
        Share::from_percent(percent).unwrap()
    }

    #[test]
    fn each_loss_counts_only_if_it_is_named() {
        let idle = EquipmentLeakage::new(parse("10 kg").unwrap()).unwrap();
        assert_eq!(idle.emitted().unwrap().value, 0.0);
        let filled = idle.installed(share(1.0));
        assert_eq!(filled.emitted().unwrap().value, 0.1);
        let run = filled.operated(share(10.0), parse("2 a").unwrap()).unwrap();
        assert_eq!(
            (run.installation().value, run.operation().value),
            (0.1, 2.0)
        );
        let gone = run.disposed(share(50.0), share(90.0));
        assert!((gone.disposal().value - 0.5).abs() < 1e-15);
        assert!((gone.emitted().unwrap().value - 2.6).abs() < 1e-12);
    }

    #[test]
    fn leaks_are_topped_up() {
        let old = EquipmentLeakage::new(parse("10 kg").unwrap()).unwrap();
        let run = old.operated(share(20.0), parse("10 a").unwrap()).unwrap();
        assert_eq!(run.emitted().unwrap().value, 20.0);
    }

    #[test]
    fn refuses_what_is_no_charge_and_no_time() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(EquipmentLeakage::new(Mass::from_checked(bad)).is_err());
            let full = EquipmentLeakage::new(parse("10 kg").unwrap()).unwrap();
            assert!(full.operated(share(1.0), Time::from_checked(bad)).is_err());
        }
        let vast = EquipmentLeakage::new(Mass::from_checked(1e300)).unwrap();
        let long = Time::from_checked(1e300);
        assert!(vast.operated(share(1.0), long).is_err());
    }
}
