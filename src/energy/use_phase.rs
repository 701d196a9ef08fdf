use alloc::vec::Vec;

use super::EnergyError;
use super::error::{bounded, not_negative};
use crate::numeric::ExactSum;
use crate::quantity::{Devices, Energy, Factor, PerDevice, Power, Quantity, Share, Time};
use crate::time::YearLength;
use crate::uncertainty::Bounded;

/// Energy that one device uses, such as 200 kWh/device in a year.
pub type EnergyPerDevice = Factor<Energy, PerDevice>;

/// A power state: what a device draws in it, and the share of the time it spends there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerState {
    power: Power,
    share_of_time: Share,
}

impl PowerState {
    /// A state that draws `power` for `share_of_time` of the time.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if the power is negative, NaN or infinite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::PowerState;
    /// use ict_impact::quantity::{Share, parse};
    /// assert!(PowerState::new(parse("2 W")?, Share::new(0.35)?).is_ok());
    /// assert!(PowerState::new(parse("-2 W")?, Share::new(0.35)?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(power: Power, share_of_time: Share) -> Result<Self, EnergyError> {
        Ok(Self {
            power: not_negative("power of a state", power)?,
            share_of_time,
        })
    }

    /// What the device draws in this state.
    pub const fn power(self) -> Power {
        self.power
    }

    /// The share of the time in this state.
    pub const fn share_of_time(self) -> Share {
        self.share_of_time
    }
}

/// The power states of a device over its duty cycle, which fill the whole time.
///
/// # Equation
/// ```text
/// P = Σ_s P_s · w_s       P    mean power [W]
///                         P_s  power in state s [W]
///                         w_s  share of the time in state s [1], Σ w_s = 1
/// ```
///
/// # Source
/// The duty cycle of ENERGY STAR Program Requirements for Computers (typical energy
/// consumption as a weighted sum of mode powers).
///
/// # Example
/// A notebook by the weights of ENERGY STAR version 8: off 25 %, sleep 35 %, long idle 10 %,
/// short idle 30 %.
/// ```
/// use ict_impact::energy::{PowerProfile, PowerState};
/// use ict_impact::quantity::{Share, parse};
/// use ict_impact::time::YearLength;
/// let state = |power, share| Ok::<_, Box<dyn std::error::Error>>(
///     PowerState::new(parse(power)?, Share::new(share)?)?,
/// );
/// let notebook = PowerProfile::new([
///     state("0.4 W", 0.25)?,
///     state("1 W", 0.35)?,
///     state("5 W", 0.1)?,
///     state("8 W", 0.3)?,
/// ])?;
/// // 0.1 + 0.35 + 0.5 + 2.4 = 3.35 W; 3.35 W · 8760 h = 29.346 kWh
/// assert_eq!(notebook.mean_power().value, 3.35);
/// let yearly = notebook.energy_per_device_and_year(YearLength::Common);
/// assert_eq!(yearly.to_string(), "29.346 kWh/device");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PowerProfile {
    states: Vec<PowerState>,
    mean_power: Power,
}

impl PowerProfile {
    /// How far the shares of the time may sum from 1, for what decimals cannot say exactly.
    pub const TOLERANCE: f64 = 1e-9;

    /// The profile of these states.
    ///
    /// # Errors
    /// - [`EnergyError::TimeNotWhole`] if the shares of the time do not sum to 1 within
    ///   [`TOLERANCE`](Self::TOLERANCE), or there is no state.
    /// - [`EnergyError::Sum`] if the mean power is too large for a number.
    pub fn new(states: impl IntoIterator<Item = PowerState>) -> Result<Self, EnergyError> {
        let states: Vec<PowerState> = states.into_iter().collect();
        let time: ExactSum = states.iter().map(|s| s.share_of_time.get()).collect();
        let time = time.value()?;
        if (time - 1.0).abs() > Self::TOLERANCE {
            return Err(EnergyError::TimeNotWhole {
                states: states.len(),
                sum: time,
            });
        }
        let mut power = ExactSum::new();
        for state in &states {
            power.add_product(state.power.value, state.share_of_time.get());
        }
        Ok(Self {
            mean_power: Power::from_base(power.value()?)?,
            states,
        })
    }

    /// The profile of a device archetype: `power` for `use_time_ratio` of the time, nothing for
    /// the rest.
    ///
    /// # Errors
    /// As [`PowerState::new`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::PowerProfile;
    /// use ict_impact::quantity::{Share, parse};
    /// let laptop = PowerProfile::in_use(parse("75 W")?, Share::new(0.3)?)?;
    /// assert_eq!(laptop.mean_power(), parse("22.5 W")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn in_use(power: Power, use_time_ratio: Share) -> Result<Self, EnergyError> {
        Self::new([
            PowerState::new(power, use_time_ratio)?,
            PowerState::new(Power::from_base(0.0)?, use_time_ratio.rest())?,
        ])
    }

    /// The states, as given.
    pub fn states(&self) -> &[PowerState] {
        &self.states
    }

    /// The mean power over the duty cycle.
    pub const fn mean_power(&self) -> Power {
        self.mean_power
    }

    /// What one device uses over `time`.
    ///
    /// # Equation
    /// ```text
    /// E = P · t       E  energy per device [J/device]
    ///                 P  mean power [W]
    ///                 t  time [s]
    /// ```
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] if the time is negative, NaN or infinite;
    /// [`EnergyError::Quantity`] if the energy is too large for a number.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::PowerProfile;
    /// use ict_impact::quantity::{Share, parse};
    /// let laptop = PowerProfile::in_use(parse("75 W")?, Share::new(0.3)?)?;
    /// let life = laptop.energy_per_device(parse("35040 h")?)?;
    /// assert_eq!(life, "788.4 kWh/device".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn energy_per_device(&self, time: Time) -> Result<EnergyPerDevice, EnergyError> {
        let energy = self.mean_power * not_negative("time", time)?;
        Ok(EnergyPerDevice::from_base(energy.value)?)
    }

    /// What one device uses in a year of the length that the programme or inventory counts.
    ///
    /// # Equation
    /// ```text
    /// E = P · t_a     E    energy per device and year [J/device]
    ///                 P    mean power [W]
    ///                 t_a  length of the year [s]
    /// ```
    ///
    /// A mean power above 1e300 W gives infinity; none that a device draws does.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::PowerProfile;
    /// use ict_impact::quantity::{Share, parse};
    /// use ict_impact::time::YearLength;
    /// let router = PowerProfile::in_use(parse("10 W")?, Share::WHOLE)?;
    /// let common = router.energy_per_device_and_year(YearLength::Common);
    /// let julian = router.energy_per_device_and_year(YearLength::Julian);
    /// assert_eq!((common.to_string(), julian.to_string()),
    ///     ("87.6 kWh/device".into(), "87.66 kWh/device".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn energy_per_device_and_year(&self, year: YearLength) -> EnergyPerDevice {
        EnergyPerDevice::from_checked((self.mean_power * year.duration()).value)
    }
}

/// The energy of a number of devices.
///
/// # Equation
/// ```text
/// E = N · e       E  energy [J]
///                 N  devices in use [device]
///                 e  energy per device over the period [J/device]
/// ```
///
/// Negative, NaN or infinite arguments give what the product gives: check them where they come
/// from (a [`Column`](crate::column::Column) refuses NaN and infinities).
///
/// # Source
/// Use stage of Recommendation ITU-T L.1410 (2014).
///
/// # Example
/// ```
/// use ict_impact::energy::use_phase_energy;
/// use ict_impact::quantity::{Devices, parse};
/// let laptops = use_phase_energy(Devices::new(1000.0), "197.1 kWh/device".parse()?);
/// assert_eq!(laptops, parse("197.1 MWh")?);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn use_phase_energy(devices: Devices, per_device: EnergyPerDevice) -> Energy {
    devices * per_device
}

/// The energy of a device that draws `power` for a part of some `time`.
///
/// # Equation
/// ```text
/// E = P · w · t       E  energy [J]
///                     P  power in use [W], between a least and a greatest
///                     w  part of the time in use [1]
///                     t  time [s]
/// ```
///
/// # Errors
/// [`EnergyError::OutOfRange`] if the power or the time is negative, NaN or infinite;
/// [`EnergyError::Quantity`] if the energy is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::energy::energy_in_use;
/// use ict_impact::quantity::{Share, parse};
/// let laptop = "75 W (50 W to 100 W)".parse()?;
/// let life = energy_in_use(laptop, Share::new(0.3)?, parse("35040 h")?)?;
/// assert_eq!(life.to_string(), "788.4 kWh (525.6 kWh to 1051.2 kWh)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn energy_in_use(
    power: Bounded<Power>,
    use_time_ratio: Share,
    time: Time,
) -> Result<Bounded<Energy>, EnergyError> {
    let power = bounded("power in use", power)?;
    let time = not_negative("time", time)? * use_time_ratio.get();
    let energy = power.map(|power| power * time);
    Energy::check(energy.max().value)?;
    Ok(energy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;
    use alloc::{format, vec};

    fn state(power: &str, share: f64) -> PowerState {
        PowerState::new(parse(power).unwrap(), Share::new(share).unwrap()).unwrap()
    }

    #[test]
    fn refuses_time_that_is_missing_or_counted_twice() {
        for (states, sum) in [
            (vec![state("1 W", 0.5), state("2 W", 0.4)], 0.9),
            (vec![state("1 W", 1.0), state("2 W", 0.5)], 1.5),
            (vec![], 0.0),
        ] {
            let n = states.len();
            let error = PowerProfile::new(states).unwrap_err();
            assert_eq!(error, EnergyError::TimeNotWhole { states: n, sum });
        }
        let decimals = [0.7, 0.2, 0.1].map(|share| state("1 W", share));
        assert!(PowerProfile::new(decimals).is_ok());
    }

    #[test]
    fn refuses_power_and_time_that_are_not_there() {
        for watts in [-1.0, f64::NAN, f64::INFINITY] {
            let error = PowerState::new(Power::from_checked(watts), Share::WHOLE).unwrap_err();
            assert!(matches!(error, EnergyError::OutOfRange { .. }), "{error}");
        }
        let profile = PowerProfile::new([state("1 W", 1.0)]).unwrap();
        assert!(profile.energy_per_device(Time::from_checked(-1.0)).is_err());
        assert!(
            profile
                .energy_per_device(Time::from_checked(f64::NAN))
                .is_err()
        );
    }

    #[test]
    fn the_order_of_the_states_changes_no_bit() {
        let mut states = [(0.1, 0.3), (3.3, 0.2), (7.7, 0.4), (0.7, 0.1)]
            .map(|(power, share)| state(&format!("{power} W"), share));
        let forth = PowerProfile::new(states).unwrap().mean_power();
        states.reverse();
        assert_eq!(PowerProfile::new(states).unwrap().mean_power(), forth);
    }
}
