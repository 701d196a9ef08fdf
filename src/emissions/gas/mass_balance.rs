use super::super::EmissionsError;
use super::super::error::not_negative;
use crate::quantity::{Mass, Quantity, sum, text};

/// What was lost of a gas, as what came in and is no longer there.
///
/// # Equation
/// ```text
/// m = (S_0 − S_1) + A − D − (C_new − C_retired)
///
/// m          gas emitted in the period [kg]
/// S_0, S_1   gas in store, outside of equipment, when the period begins and ends [kg]
/// A          acquired: bought, or returned by others [kg]
/// D          disbursed: sold, returned, or sent away to be recycled or destroyed [kg]
/// C_new      full charge of the equipment put into service in the period [kg]
/// C_retired  full charge of the equipment taken out of service [kg]
/// ```
/// What is recovered from retired equipment and kept is in `S_1`, what is sent away is in `D`.
///
/// # Source
/// Mass balance of the 2006 IPCC Guidelines, volume 3, chapters 6 (heat transfer fluids, Tier 2)
/// and 7, as implemented by AMEE's open data sets; for the gas in containers 40 CFR 98.203,
/// equation T-1. The GHG Protocol's tools offer the same.
///
/// # Example
/// ```
/// use ict_impact::emissions::MassBalance;
/// use ict_impact::quantity::{parse, text};
/// let year = MassBalance::new(parse("50 kg")?, parse("35 kg")?)?
///     .with_acquired(parse("120 kg")?)?
///     .with_disbursed(parse("10 kg")?)?
///     .with_charges(parse("90 kg")?, parse("40 kg")?)?;
/// assert_eq!(text(year.emitted()?), "75 kg"); // 15 + 120 − 10 − 50
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MassBalance {
    in_store: [Mass; 2],
    acquired: Mass,
    disbursed: Mass,
    new_charge: Mass,
    retired_charge: Mass,
}

impl MassBalance {
    /// How far a balance may fall below zero, relative to what came in, for what decimals cannot
    /// say exactly.
    pub const TOLERANCE: f64 = 1e-9;

    /// The balance of a period that begins and ends with this much gas in store.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass.
    pub fn new(store_before: Mass, store_after: Mass) -> Result<Self, EmissionsError> {
        let nothing = Mass::from_checked(0.0);
        Ok(Self {
            in_store: [
                not_negative("gas in store when the period begins", store_before)?,
                not_negative("gas in store when the period ends", store_after)?,
            ],
            acquired: nothing,
            disbursed: nothing,
            new_charge: nothing,
            retired_charge: nothing,
        })
    }

    /// The same balance, with this much gas acquired.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_acquired(self, acquired: Mass) -> Result<Self, EmissionsError> {
        Ok(Self {
            acquired: not_negative("gas acquired", acquired)?,
            ..self
        })
    }

    /// The same balance, with this much gas sold, returned or sent away.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_disbursed(self, disbursed: Mass) -> Result<Self, EmissionsError> {
        Ok(Self {
            disbursed: not_negative("gas disbursed", disbursed)?,
            ..self
        })
    }

    /// The same balance, with the full charges of the equipment that is new and that was retired.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_charges(self, new: Mass, retired: Mass) -> Result<Self, EmissionsError> {
        Ok(Self {
            new_charge: not_negative("full charge of new equipment", new)?,
            retired_charge: not_negative("full charge of retired equipment", retired)?,
            ..self
        })
    }

    /// The gas emitted.
    ///
    /// # Errors
    /// - [`EmissionsError::OutOfRange`] if more gas is accounted for than there was: a mass is
    ///   missing or wrong.
    /// - [`EmissionsError::Sum`] if it is too large for a number.
    pub fn emitted(self) -> Result<Mass, EmissionsError> {
        let [before, after] = self.in_store;
        let there_was = [before, self.acquired, self.retired_charge];
        let accounted_for = [after, self.disbursed, self.new_charge].map(|mass| -mass);
        let lost: Mass = sum(there_was.into_iter().chain(accounted_for))?;
        let all: Mass = sum(there_was)?;
        if lost.value < -Self::TOLERANCE * all.value {
            return Err(EmissionsError::OutOfRange {
                field: "gas emitted by the balance",
                given: text(lost),
                accepted: "not negative: what is left and went out came in",
            });
        }
        Ok(Mass::from_checked(lost.value.max(0.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kg(mass: f64) -> Mass {
        Mass::from_checked(mass)
    }

    #[test]
    fn gas_that_is_still_there_was_not_emitted() {
        // 0.3 − 0.1 − 0.2 is a little below zero
        let kept = MassBalance::new(kg(0.3), kg(0.1))
            .and_then(|balance| balance.with_disbursed(kg(0.2)))
            .unwrap();
        assert_eq!(kept.emitted().unwrap(), kg(0.0));
        let filled = kept.with_charges(kg(0.0), kg(0.0)).unwrap();
        assert_eq!(filled.emitted(), kept.emitted());
    }

    #[test]
    fn a_retired_charge_that_nobody_recovered_was_emitted() {
        let balance = MassBalance::new(kg(0.0), kg(0.0)).unwrap();
        let lost = balance.with_charges(kg(0.0), kg(8.0)).unwrap();
        assert_eq!(lost.emitted().unwrap(), kg(8.0));
        let recovered = lost.with_disbursed(kg(6.0)).unwrap();
        assert_eq!(recovered.emitted().unwrap(), kg(2.0));
    }

    #[test]
    fn refuses_gas_from_nowhere() {
        let balance = MassBalance::new(kg(10.0), kg(11.0)).unwrap();
        let error = balance.emitted().unwrap_err();
        assert_eq!(
            error.to_string(),
            "gas emitted by the balance must be not negative: what is left and went out came in, \
             not -1 kg"
        );
        assert!(MassBalance::new(kg(-1.0), kg(0.0)).is_err());
        assert!(MassBalance::new(kg(0.0), kg(f64::NAN)).is_err());
        assert!(balance.with_acquired(kg(f64::INFINITY)).is_err());
        assert!(balance.with_disbursed(kg(-1.0)).is_err());
        assert!(balance.with_charges(kg(-1.0), kg(0.0)).is_err());
        assert!(balance.with_charges(kg(0.0), kg(-1.0)).is_err());
    }
}
