use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::super::error::not_negative;
use super::super::{EnergyError, EnergyPerDevice};
use super::{TypicalEnergy, method_of};
use crate::numeric::ExactSum;
use crate::quantity::{Factor, Information, PerInformation, Quantity};
use crate::reference::computer_modes::{Computer, ModeScheme};
use crate::source::MethodId;

/// Energy of one device in a year per amount of memory, such as 0.4 kWh/device/GB.
pub type MemoryAllowance = Factor<EnergyPerDevice, PerInformation>;

/// What is added to a limit for memory above the base memory.
///
/// # Equation
/// ```text
/// adder = m · a      adder  what is added to the limit [kWh/device], in a year
///                    m      memory above the base memory [GB]
///                    a      allowance [kWh/device/GB], in a year
/// ```
///
/// # Source
/// ENERGY STAR Program Requirements for Computers; Regulation (EU) No 617/2013, Annex II.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite memory or allowance;
/// [`EnergyError::Quantity`] if the adder is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::energy::memory_adder;
/// use ict_impact::quantity::parse;
/// let adder = memory_adder(parse("4 GB")?, "0.4 kWh/device/GB".parse()?)?;
/// assert_eq!(adder.to_string(), "1.6 kWh/device");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn memory_adder(
    over_base: Information,
    allowance: MemoryAllowance,
) -> Result<EnergyPerDevice, EnergyError> {
    let over_base = not_negative("memory above the base", over_base)?;
    let allowance = not_negative("allowance for memory", allowance)?;
    let adder = over_base * allowance;
    Ok(EnergyPerDevice::from_base(adder.base())?)
}

/// The limit of a product's typical energy consumption: a base and what its equipment adds.
///
/// # Equation
/// ```text
/// E_TEC,max = E_base + Σ_a E_a      E_TEC,max  limit [kWh/device], in a year
///                                   E_base     limit without any adder [kWh/device]
///                                   E_a        adder for equipment a [kWh/device]
/// ```
///
/// # Source
/// ENERGY STAR Program Requirements for Computers, equation 2; Regulation (EU) No 617/2013,
/// Annex II. The base and the functional adders of ENERGY STAR are the caller's.
///
/// # Example
/// ```
/// use ict_impact::energy::{ModePowers, TecLimit, typical_energy_consumption};
/// use ict_impact::quantity::parse;
/// use ict_impact::reference::computer_modes::{Computer, ModeScheme};
/// let (scheme, notebook) = (ModeScheme::EnergyStar5_2, Computer::Notebook);
/// let limit = TecLimit::of_computer(scheme, notebook, "40 kWh/device".parse()?)?
///     .with_memory(parse("4 GB")?, "0.4 kWh/device/GB".parse()?)?
///     .with_adder("storage", "3 kWh/device".parse()?)?;
/// assert_eq!(limit.maximum().to_string(), "44.6 kWh/device");
/// let powers = ModePowers::with_idle(parse("1 W")?, parse("1.7 W")?, parse("10 W")?)?;
/// // 8.76 kh · (0.6 + 0.17 + 3) W = 33.0252 kWh
/// let check = limit.check(typical_energy_consumption(scheme, notebook, &powers)?)?;
/// assert!(check.is_met());
/// // A desktop is not held against the limit of a notebook.
/// let desktop = typical_energy_consumption(scheme, Computer::Desktop, &powers)?;
/// assert!(limit.check(desktop).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TecLimit {
    method: MethodId,
    base: EnergyPerDevice,
    adders: Vec<(Cow<'static, str>, EnergyPerDevice)>,
    maximum: EnergyPerDevice,
}

impl TecLimit {
    /// The limit of a programme without any adder.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn new(method: MethodId, base: EnergyPerDevice) -> Result<Self, EnergyError> {
        let base = not_negative("base of the limit", base)?;
        Ok(Self {
            method,
            base,
            adders: Vec::new(),
            maximum: base,
        })
    }

    /// The limit of a computer in a scheme that weights its modes, without any adder.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn of_computer(
        scheme: ModeScheme,
        computer: Computer,
        base: EnergyPerDevice,
    ) -> Result<Self, EnergyError> {
        Self::new(method_of(scheme, computer.name()), base)
    }

    /// With the [adder for memory](memory_adder) above the base memory.
    ///
    /// # Errors
    /// As [`memory_adder`] and [`with_adder`](Self::with_adder).
    pub fn with_memory(
        self,
        over_base: Information,
        allowance: MemoryAllowance,
    ) -> Result<Self, EnergyError> {
        self.with_adder("memory", memory_adder(over_base, allowance)?)
    }

    /// With the adder for some equipment, by its name.
    ///
    /// # Errors
    /// - [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy.
    /// - [`EnergyError::AdderTwice`] if there is one of this name already.
    /// - [`EnergyError::Sum`] if the limit is too large for a number.
    pub fn with_adder(
        mut self,
        what: impl Into<Cow<'static, str>>,
        energy: EnergyPerDevice,
    ) -> Result<Self, EnergyError> {
        let what = what.into();
        let energy = not_negative("adder", energy)?;
        if self.adders.iter().any(|(earlier, _)| *earlier == what) {
            return Err(EnergyError::AdderTwice {
                what: what.into_owned(),
            });
        }
        self.adders.push((what, energy));
        let parts = self.adders.iter().map(|(_, energy)| energy.base());
        let maximum: ExactSum = parts.chain([self.base.base()]).collect();
        self.maximum = EnergyPerDevice::from_base(maximum.value()?)?;
        Ok(self)
    }

    /// The programme, its version and the product.
    pub const fn method(&self) -> MethodId {
        self.method
    }

    /// The limit without any adder.
    pub const fn base(&self) -> EnergyPerDevice {
        self.base
    }

    /// What each equipment adds, in the order in which it was given.
    pub fn adders(&self) -> impl Iterator<Item = (&str, EnergyPerDevice)> {
        self.adders.iter().map(|(what, energy)| (&**what, *energy))
    }

    /// The limit: the base and all adders.
    pub const fn maximum(&self) -> EnergyPerDevice {
        self.maximum
    }

    /// Holds a typical energy against the limit.
    ///
    /// # Errors
    /// [`EnergyError::OtherMethod`] if it is that of another programme, version or product.
    pub fn check(&self, consumption: TypicalEnergy) -> Result<TecCheck, EnergyError> {
        if consumption.method() != self.method {
            return Err(EnergyError::OtherMethod {
                limit: Box::new(self.method),
                given: Box::new(consumption.method()),
            });
        }
        Ok(TecCheck {
            consumption,
            maximum: self.maximum,
        })
    }
}

/// A typical energy held against its limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TecCheck {
    consumption: TypicalEnergy,
    maximum: EnergyPerDevice,
}

impl TecCheck {
    /// By what part of the limit the typical energy may be above it and still meet it: decimals
    /// that are equal on paper may differ in the last bits.
    pub const TOLERANCE: f64 = 1e-12;

    /// The typical energy.
    pub const fn consumption(self) -> TypicalEnergy {
        self.consumption
    }

    /// The limit.
    pub const fn maximum(self) -> EnergyPerDevice {
        self.maximum
    }

    /// Whether the product uses no more than the limit.
    pub fn is_met(self) -> bool {
        self.consumption.yearly() <= self.maximum * (1.0 + Self::TOLERANCE)
    }

    /// What the product could use more; negative where it is above the limit.
    pub fn margin(self) -> EnergyPerDevice {
        EnergyPerDevice::from_checked(self.maximum.base() - self.consumption.yearly().base())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::energy::{PowerProfile, PowerState};
    use crate::quantity::{Power, Share};
    use alloc::string::ToString;

    const OWN: MethodId = MethodId::new("own", "1", "");

    fn kwh(value: f64) -> EnergyPerDevice {
        EnergyPerDevice::of(value, "kWh/device").unwrap()
    }

    fn consumption(watts: f64, method: MethodId) -> TypicalEnergy {
        let state = PowerState::new(Power::from_checked(watts), Share::WHOLE).unwrap();
        let profile = PowerProfile::new([state]).unwrap();
        TypicalEnergy::of_profile(&profile, method).unwrap()
    }

    #[test]
    fn the_limit_itself_is_met() {
        let limit = TecLimit::new(OWN, kwh(8.0)).unwrap();
        let limit = limit.with_adder("card", kwh(0.76)).unwrap();
        let at = limit.check(consumption(1.0, OWN)).unwrap();
        assert!(at.is_met() && at.margin() == kwh(0.0), "{at:?}");
        let last_bit = limit.check(consumption(1.0f64.next_up(), OWN)).unwrap();
        assert!(last_bit.is_met() && last_bit.margin() < kwh(0.0));
        let above = limit.check(consumption(1.0 + 1e-11, OWN)).unwrap();
        assert!(!above.is_met() && above.margin() < kwh(0.0));
        let below = limit.check(consumption(0.5, OWN)).unwrap();
        assert_eq!(below.margin(), kwh(4.38));
    }

    #[test]
    fn a_limit_is_for_its_own_programme() {
        let limit = TecLimit::new(OWN, kwh(8.0)).unwrap();
        let other = MethodId::new("own", "2", "");
        let error = limit.check(consumption(0.1, other)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a limit of own:1 does not hold for the typical energy of own:2"
        );
    }

    #[test]
    fn adders_are_listed_and_none_counts_twice() {
        let limit = TecLimit::new(OWN, kwh(8.0)).unwrap();
        let limit = limit.with_adder("card", kwh(0.25)).unwrap();
        let allowance = MemoryAllowance::of(0.5, "kWh/device/GB").unwrap();
        let eight = Information::of(8.0, "GB").unwrap();
        let limit = limit.with_memory(eight, allowance).unwrap();
        let adders: Vec<_> = limit.adders().collect();
        assert_eq!(adders, [("card", kwh(0.25)), ("memory", kwh(4.0))]);
        assert_eq!(limit.maximum(), kwh(12.25));
        let twice = limit.with_memory(eight, allowance).unwrap_err();
        assert_eq!(
            twice,
            EnergyError::AdderTwice {
                what: "memory".into()
            }
        );
    }

    #[test]
    fn amounts_that_are_none_are_refused() {
        let fine = Information::from_checked(1.0);
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(TecLimit::new(OWN, EnergyPerDevice::from_checked(bad)).is_err());
            let limit = TecLimit::new(OWN, kwh(1.0)).unwrap();
            assert!(
                limit
                    .with_adder("x", EnergyPerDevice::from_checked(bad))
                    .is_err()
            );
            assert!(memory_adder(fine, MemoryAllowance::from_checked(bad)).is_err());
            let allowance = MemoryAllowance::from_checked(1.0);
            assert!(memory_adder(Information::from_checked(bad), allowance).is_err());
        }
        let huge = EnergyPerDevice::from_checked(f64::MAX);
        let limit = TecLimit::new(OWN, huge).unwrap();
        assert!(matches!(
            limit.with_adder("x", huge),
            Err(EnergyError::Sum(_))
        ));
    }
}
