use crate::quantity::{CarbonIntensity, Co2e, Energy};

/// The emissions of energy used.
///
/// # Equation
/// ```text
/// O = E · I       O  operational emissions [kgCO2e]
///                 E  energy used [J]
///                 I  carbon intensity of that energy [kgCO2e/J]
/// ```
///
/// Negative, NaN or infinite arguments give what the product gives: check them where they come
/// from (a [`Column`](crate::column::Column) refuses NaN and infinities).
///
/// # Source
/// GHG Protocol Scope 2 Guidance (2015), chapter 6; use stage of ITU-T L.1410 (2014).
///
/// # Example
/// ```
/// use ict_impact::emissions::operational_emissions;
/// use ict_impact::quantity::{CarbonIntensity, Co2e, parse};
/// let grid = CarbonIntensity::from_grams_per_kwh(400.0);
/// assert_eq!(operational_emissions(parse("2.5 kWh")?, grid), Co2e::from_kg(1.0));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn operational_emissions(energy: Energy, intensity: CarbonIntensity) -> Co2e {
    energy * intensity
}
