use crate::quantity::{CarbonIntensity, Co2e, Energy, Factor, Impact, ImpactCategory, PerEnergy};

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
    operational_impact(energy, intensity)
}

/// The impact of energy used, of any category.
///
/// # Equation
/// ```text
/// O = E · f       O  impact of category C [unit of C]
///                 E  energy used [J]
///                 f  impact per energy [unit of C / J]
/// ```
///
/// Negative, NaN or infinite arguments give what the product gives.
///
/// # Source
/// Use stage of Recommendation ITU-T L.1410 (2014).
///
/// # Example
/// ```
/// use ict_impact::emissions::operational_impact;
/// use ict_impact::quantity::{PrimaryEnergy, parse};
/// let primary = operational_impact(parse("100 kWh")?, parse("11.289 MJ/kWh")?);
/// assert!((PrimaryEnergy::mj(primary) - 1128.9).abs() < 1e-9);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn operational_impact<C: ImpactCategory>(
    energy: Energy,
    per_energy: Factor<Impact<C>, PerEnergy>,
) -> Impact<C> {
    energy * per_energy
}
