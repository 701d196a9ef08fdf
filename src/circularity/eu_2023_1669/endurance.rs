use uom::si::f64::{ElectricCharge, ElectricPotential};

use super::{LabelledDevice, hundredths, method};
use crate::circularity::error::{not_negative, undefined};
use crate::circularity::{CircularityError, Flags, Indicator};
use crate::quantity::{Energy, Factor, PerEnergy, Quantity, Ratio, Time};
use crate::reference::phone_label;

classes! {
    /// Class of battery endurance, A (best) to G.
    EnduranceClass: A B C D E F G
}

impl EnduranceClass {
    /// The class of a device with this energy efficiency index, which is rounded to two decimals
    /// first, halves up.
    ///
    /// # Source
    /// Delegated Regulation (EU) 2023/1669, Annex II, tables 1 and 2, and Annex IV, point 1.3.
    /// Smartphones: above 2.70 A, 2.30 B, 1.95 C, 1.66 D, 1.41 E, 1.20 F, otherwise G; slate
    /// tablets: 7.90, 6.32, 5.06, 4.04, 3.24, 2.59.
    ///
    /// # Example
    /// ```
    /// use ict_impact::circularity::eu_2023_1669::{EnduranceClass, LabelledDevice};
    /// let phone = |index: &str| Ok::<_, ict_impact::quantity::QuantityError>(
    ///     EnduranceClass::of(LabelledDevice::Smartphone, index.parse()?));
    /// assert_eq!(phone("2.704 h/Wh")?, EnduranceClass::B); // 2.70
    /// assert_eq!(phone("2.705 h/Wh")?, EnduranceClass::A); // 2.71
    /// # Ok::<(), ict_impact::quantity::QuantityError>(())
    /// ```
    pub fn of(device: LabelledDevice, index: BatteryEnduranceIndex) -> Self {
        use EnduranceClass::{A, B, C, D, E, F, G};
        let rounded = hundredths(hours_per_watt_hour(index));
        let bounds = phone_label::endurance_classes(device).value;
        let mut reached = bounds.into_iter().zip([A, B, C, D, E, F]);
        let class = reached.find(|(bound, _)| rounded > hundredths(*bound));
        class.map_or(G, |(_, class)| class)
    }
}

/// Hours of endurance per energy of the battery, such as h/Wh.
pub type BatteryEnduranceIndex = Factor<Time, PerEnergy>;

/// Hours per watt-hour: seconds per joule are the same number.
fn hours_per_watt_hour(index: BatteryEnduranceIndex) -> f64 {
    index.base()
}

/// The energy efficiency index of a smartphone or tablet: its endurance per battery cycle over the
/// rated energy of the battery, not rounded.
///
/// # Equation
/// ```text
/// EEI = END / (U_nom · C_rated)      EEI      energy efficiency index [h/Wh]
///                                    END      endurance per cycle as declared [s]
///                                    U_nom    nominal voltage [V]
///                                    C_rated  rated capacity [C], usually Ah
/// ```
/// The endurance per cycle is declared in hours with two decimals.
///
/// # Source
/// Delegated Regulation (EU) 2023/1669, Annex IV, point 1.3; the unit 1/W of the text is h/Wh.
///
/// # Errors
/// [`CircularityError::OutOfRange`] for a negative, NaN or infinite value;
/// [`CircularityError::Quantity`] with
/// [`Undefined`](crate::quantity::QuantityError::Undefined) if the battery holds no energy.
///
/// # Example
/// ```
/// use ict_impact::circularity::eu_2023_1669::{
///     EnduranceClass, LabelledDevice, battery_endurance_index,
/// };
/// use ict_impact::quantity::parse;
/// use ict_impact::uom::si::electric_charge::ampere_hour;
/// use ict_impact::uom::si::electric_potential::volt;
/// use ict_impact::uom::si::f64::{ElectricCharge, ElectricPotential};
/// let (voltage, capacity) =
///     (ElectricPotential::new::<volt>(4.0), ElectricCharge::new::<ampere_hour>(5.0));
/// let index = battery_endurance_index(parse("40 h")?, voltage, capacity)?;
/// assert_eq!(index.value(), "2 h/Wh".parse()?); // 40 h / 20 Wh
/// let class = EnduranceClass::of(LabelledDevice::Smartphone, index.value());
/// assert_eq!(class, EnduranceClass::C);
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
    Ok(Indicator::new(index, method("Annex IV.1"), Flags::NONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uom::si::electric_charge::ampere_hour;
    use uom::si::electric_potential::volt;

    #[test]
    fn classes_begin_above_their_bounds() {
        use EnduranceClass::{A, B, C, D, E, F, G};
        let of = |device, hours| EnduranceClass::of(device, Factor::from_checked(hours));
        let phone = |hours| of(LabelledDevice::Smartphone, hours);
        let above = [2.71, 2.31, 1.96, 1.67, 1.42, 1.21];
        assert_eq!(above.map(phone), [A, B, C, D, E, F]);
        assert_eq!(
            [2.7, 2.3, 1.95, 1.66, 1.41, 1.2].map(phone),
            [B, C, D, E, F, G]
        );
        let tablet = |hours| of(LabelledDevice::SlateTablet, hours);
        let above = [7.91, 6.33, 5.07, 4.05, 3.25, 2.6];
        assert_eq!(above.map(tablet), [A, B, C, D, E, F]);
        assert_eq!(
            [7.9, 6.32, 5.06, 4.04, 3.24, 2.59].map(tablet),
            [B, C, D, E, F, G]
        );
        // Rounded to two decimals before.
        assert_eq!((phone(2.7049), phone(2.705)), (B, A));
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
