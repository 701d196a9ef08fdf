use uom::si::f64::{ElectricCharge, ElectricPotential};

use super::method;
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::{CircularityError, Flags, Indicator};
use crate::quantity::{Energy, Factor, PerEnergy, Quantity, Ratio, Time};

classes! {
    /// Class of battery endurance, A (best) to G.
    EnduranceClass: A B C D E F G
}

impl EnduranceClass {
    /// The class of a smartphone with this endurance index.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex II: above 2.70 A, 2.30 B, 1.95 C, 1.66 D,
    /// 1.41 E, 1.20 F, otherwise G.
    pub fn of_smartphone(index: BatteryEnduranceIndex) -> Self {
        Self::above([2.70, 2.30, 1.95, 1.66, 1.41, 1.20], index)
    }

    /// The class of a slate tablet with this endurance index.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex II: above 7.90 A, 6.32 B, 5.06 C, 4.04 D,
    /// 3.24 E, 2.59 F, otherwise G.
    pub fn of_tablet(index: BatteryEnduranceIndex) -> Self {
        Self::above([7.90, 6.32, 5.06, 4.04, 3.24, 2.59], index)
    }

    fn above(bounds: [f64; 6], index: BatteryEnduranceIndex) -> Self {
        const CLASSES: [EnduranceClass; 6] = [
            EnduranceClass::A,
            EnduranceClass::B,
            EnduranceClass::C,
            EnduranceClass::D,
            EnduranceClass::E,
            EnduranceClass::F,
        ];
        let hours = hours_per_watt_hour(index);
        bounds
            .into_iter()
            .zip(CLASSES)
            .find(|(bound, _)| hours > *bound)
            .map_or(Self::G, |(_, class)| class)
    }
}

/// Hours of endurance per energy of the battery, such as h/Wh.
pub type BatteryEnduranceIndex = Factor<Time, PerEnergy>;

/// Hours per watt-hour: seconds per joule are the same number.
fn hours_per_watt_hour(index: BatteryEnduranceIndex) -> f64 {
    index.base()
}

/// The energy efficiency index of a smartphone or tablet: its endurance per battery cycle over the
/// rated energy of the battery.
///
/// # Equation
/// ```text
/// EEI = END / (U_nom · C_rated)      EEI      energy efficiency index [h/Wh]
///                                    END      endurance per cycle [s]
///                                    U_nom    nominal voltage [V]
///                                    C_rated  rated capacity [C], usually Ah
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the battery holds no energy.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{EnduranceClass, battery_endurance_index};
/// use ict_impact::quantity::parse;
/// use ict_impact::uom::si::electric_charge::ampere_hour;
/// use ict_impact::uom::si::electric_potential::volt;
/// use ict_impact::uom::si::f64::{ElectricCharge, ElectricPotential};
/// let (voltage, capacity) =
///     (ElectricPotential::new::<volt>(4.0), ElectricCharge::new::<ampere_hour>(5.0));
/// let index = battery_endurance_index(parse("40 h")?, voltage, capacity)?;
/// assert_eq!(index.value(), "2 h/Wh".parse()?); // 40 h / 20 Wh
/// assert_eq!(EnduranceClass::of_smartphone(index.value()), EnduranceClass::C);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "EEI")]
pub fn battery_endurance_index(
    endurance: Time,
    nominal_voltage: ElectricPotential,
    rated_capacity: ElectricCharge,
) -> Result<Indicator<BatteryEnduranceIndex>, CircularityError> {
    let endurance = not_negative("endurance", endurance)?;
    let positive = |field, value: f64| not_negative(field, Ratio::from_checked(value));
    positive("nominal voltage", nominal_voltage.value)?;
    positive("rated capacity", rated_capacity.value)?;
    let rated = Energy::from_base(nominal_voltage.value * rated_capacity.value)?;
    if rated.value == 0.0 {
        return Err(undefined(
            "battery endurance index",
            "energy of the battery",
        ));
    }
    let index = Factor::per(endurance, rated)?;
    Ok(Indicator::new(index, method("Annex IV"), Flags::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uom::si::electric_charge::ampere_hour;
    use uom::si::electric_potential::volt;

    #[test]
    fn classes_begin_above_their_bounds() {
        let endurance = |hours| EnduranceClass::of_smartphone(Factor::from_checked(hours));
        assert_eq!(endurance(2.7), EnduranceClass::B);
        assert_eq!(endurance(2.71), EnduranceClass::A);
        assert_eq!(endurance(1.2), EnduranceClass::G);
        let tablet = |hours| EnduranceClass::of_tablet(Factor::from_checked(hours));
        assert_eq!(
            (tablet(8.0), tablet(2.6)),
            (EnduranceClass::A, EnduranceClass::F)
        );
    }

    #[test]
    fn a_battery_without_energy_is_undefined() {
        let (volts, ah) = (
            ElectricPotential::new::<volt>,
            ElectricCharge::new::<ampere_hour>,
        );
        let hours = Time::from_checked;
        assert!(battery_endurance_index(hours(1.0), volts(0.0), ah(5.0)).is_err());
        assert!(battery_endurance_index(hours(1.0), volts(-4.0), ah(-5.0)).is_err());
        assert!(battery_endurance_index(hours(f64::NAN), volts(4.0), ah(5.0)).is_err());
    }
}
