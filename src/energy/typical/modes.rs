use super::super::error::not_negative;
use super::super::{EnergyError, PowerProfile, PowerState};
use crate::quantity::{Power, Share};
use crate::reference::computer_modes::{Idle, ModeScheme, ModeWeights};

/// The measured power of a computer in each mode.
///
/// # Example
/// ```
/// use ict_impact::energy::ModePowers;
/// use ict_impact::quantity::parse;
/// assert!(ModePowers::with_idle(parse("0.5 W")?, parse("1.7 W")?, parse("10 W")?).is_ok());
/// assert!(ModePowers::with_idle(parse("-1 W")?, parse("1.7 W")?, parse("10 W")?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ModePowers {
    off: Power,
    sleep: Power,
    idle: Idle<Power>,
}

impl ModePowers {
    /// Powers in off, sleep and the one idle mode of ENERGY STAR 5.2 and Regulation (EU) No
    /// 617/2013.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a power that is negative, NaN or infinite.
    pub fn with_idle(off: Power, sleep: Power, idle: Power) -> Result<Self, EnergyError> {
        Ok(Self {
            off: not_negative("power in off mode", off)?,
            sleep: not_negative("power in sleep mode", sleep)?,
            idle: Idle::Single(not_negative("power in idle mode", idle)?),
        })
    }

    /// Powers in off, sleep, long idle and short idle, as ENERGY STAR has them from version 6.0.
    ///
    /// # Errors
    /// As [`with_idle`](Self::with_idle).
    pub fn with_long_and_short_idle(
        off: Power,
        sleep: Power,
        long_idle: Power,
        short_idle: Power,
    ) -> Result<Self, EnergyError> {
        Ok(Self {
            off: not_negative("power in off mode", off)?,
            sleep: not_negative("power in sleep mode", sleep)?,
            idle: Idle::LongAndShort {
                long: not_negative("power in long idle", long_idle)?,
                short: not_negative("power in short idle", short_idle)?,
            },
        })
    }

    /// The duty cycle of these powers with the weights of a scheme.
    pub(super) fn weighted(
        &self,
        scheme: ModeScheme,
        weights: &ModeWeights,
    ) -> Result<PowerProfile, EnergyError> {
        let off_and_sleep = [(self.off, weights.off), (self.sleep, weights.sleep)];
        let of = |idle: &[(Power, Share)]| {
            let states = off_and_sleep.iter().chain(idle);
            let states = states.map(|&(power, share)| PowerState::new(power, share));
            PowerProfile::new(states.collect::<Result<alloc::vec::Vec<_>, _>>()?)
        };
        let needed = match (self.idle, weights.idle) {
            (Idle::Single(power), Idle::Single(share)) => return of(&[(power, share)]),
            (
                Idle::LongAndShort { long, short },
                Idle::LongAndShort {
                    long: long_share,
                    short: short_share,
                },
            ) => return of(&[(long, long_share), (short, short_share)]),
            (_, Idle::Single(_)) => "one idle mode",
            (_, Idle::LongAndShort { .. }) => "a long and a short idle mode",
        };
        Err(EnergyError::OtherIdleModes { scheme, needed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::energy::{typical_energy_consumption, workstation_typical_power};
    use crate::quantity::{Quantity, parse};
    use crate::reference::computer_modes::Computer;
    use alloc::string::ToString;

    fn watts<const N: usize>(values: [f64; N]) -> [Power; N] {
        values.map(Power::from_checked)
    }

    #[test]
    fn the_modes_must_be_those_of_the_scheme() {
        let [off, sleep, long, short] = watts([1.0, 2.0, 5.0, 8.0]);
        let four = ModePowers::with_long_and_short_idle(off, sleep, long, short).unwrap();
        let three = ModePowers::with_idle(off, sleep, long).unwrap();
        let notebook = |scheme, powers| {
            typical_energy_consumption(scheme, Computer::Notebook, powers)
                .map_err(|error| error.to_string())
        };
        assert_eq!(
            notebook(ModeScheme::EnergyStar7_0, &three).unwrap_err(),
            "ENERGY STAR Computers 7.0 weights a long and a short idle mode"
        );
        assert_eq!(
            notebook(ModeScheme::Eu617_2013, &four).unwrap_err(),
            "Regulation (EU) No 617/2013 weights one idle mode"
        );
        assert!(notebook(ModeScheme::EnergyStar7_0, &four).is_ok());
        assert!(notebook(ModeScheme::Eu617_2013, &three).is_ok());
        let error = workstation_typical_power(ModeScheme::Eu617_2013, &three).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Regulation (EU) No 617/2013 has no weights for a workstation in the embedded table"
        );
    }

    #[test]
    fn each_power_has_the_weight_of_its_mode() {
        let zero = Power::from_checked(0.0);
        let [one] = watts([1.0]);
        let alone = |at: usize| {
            let mut powers = [zero; 4];
            powers[at] = one;
            let [off, sleep, long, short] = powers;
            let powers = ModePowers::with_long_and_short_idle(off, sleep, long, short).unwrap();
            workstation_typical_power(ModeScheme::EnergyStar8_0, &powers)
                .unwrap()
                .power()
                .value
        };
        assert_eq!([0, 1, 2, 3].map(alone), [0.1, 0.35, 0.2, 0.35]);
        let alone = |at: usize| {
            let mut powers = [zero; 3];
            powers[at] = one;
            let [off, sleep, idle] = powers;
            let powers = ModePowers::with_idle(off, sleep, idle).unwrap();
            typical_energy_consumption(ModeScheme::EnergyStar5_2, Computer::Desktop, &powers)
                .unwrap()
                .yearly()
        };
        let expected = ["4.818", "0.438", "3.504"]; // 8.76 · 0.55, 0.05, 0.4
        assert_eq!(
            [0, 1, 2].map(alone),
            expected.map(|kwh| parse(&alloc::format!("{kwh} kWh/device")).unwrap())
        );
    }

    #[test]
    fn powers_that_are_none_are_refused() {
        let [fine] = watts([1.0]);
        for bad in watts([-1.0, f64::NAN, f64::INFINITY]) {
            for at in 0..4 {
                let mut powers = [fine; 4];
                powers[at] = bad;
                let [off, sleep, long, short] = powers;
                let refused = ModePowers::with_long_and_short_idle(off, sleep, long, short);
                assert!(matches!(refused, Err(EnergyError::OutOfRange { .. })));
                if at < 3 {
                    assert!(ModePowers::with_idle(off, sleep, long).is_err());
                }
            }
        }
    }
}
