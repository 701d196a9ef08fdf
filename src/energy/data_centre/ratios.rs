use super::super::EnergyError;
use super::super::error::not_negative;
use super::undefined;
use crate::quantity::{
    CarbonIntensity, Co2e, Energy, Factor, PerEnergy, Quantity, Ratio, Share, Volume, ratio,
};

/// Water used per energy of the IT equipment, such as m3/MWh.
pub type WaterUsageEffectiveness = Factor<Volume, PerEnergy>;

/// Water usage effectiveness `WUE`: the water input per energy of the IT equipment.
///
/// # Equation
/// ```text
/// WUE = W_IN / E_IT     WUE   water usage effectiveness [m3/J], usually m3/MWh
///                       W_IN  water input in a year [m3]
///                       E_IT  energy of the IT equipment in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-9:2022; Delegated Regulation (EU) 2024/1364, Annex III.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite input; [`EnergyError::Quantity`]
/// with [`Undefined`](crate::quantity::QuantityError::Undefined) if the IT equipment used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::water_usage_effectiveness;
/// use ict_impact::quantity::parse;
/// let wue = water_usage_effectiveness(parse("1800 m3")?, parse("1000 MWh")?)?;
/// assert_eq!(wue, "1.8 m3/MWh".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "WUE")]
pub fn water_usage_effectiveness(
    water: Volume,
    it: Energy,
) -> Result<WaterUsageEffectiveness, EnergyError> {
    let water = not_negative("water input", water)?;
    per_it_energy("WUE", water, it)
}

/// Carbon usage effectiveness `CUE`: the CO2 emissions of the data centre's energy per energy of
/// its IT equipment.
///
/// # Equation
/// ```text
/// CUE = CO2 / E_IT      CUE   carbon usage effectiveness [kgCO2e/J], usually kgCO2e/kWh
///                       CO2   emissions of the data centre's energy in a year [kgCO2e]
///                       E_IT  energy of the IT equipment in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-8:2022.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite input; [`EnergyError::Quantity`]
/// with [`Undefined`](crate::quantity::QuantityError::Undefined) if the IT equipment used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::carbon_usage_effectiveness;
/// use ict_impact::quantity::{Co2e, parse};
/// let cue = carbon_usage_effectiveness(Co2e::from_tonnes(455.0), parse("1 GWh")?)?;
/// assert_eq!(cue, "0.455 kgCO2e/kWh".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "CUE")]
pub fn carbon_usage_effectiveness(co2: Co2e, it: Energy) -> Result<CarbonIntensity, EnergyError> {
    let co2 = not_negative("CO2 emissions", co2)?;
    per_it_energy("CUE", co2, it)
}

/// Energy reuse factor `ERF`: the part of the energy that is reused outside the data centre.
///
/// It is not clamped: a value above 1 says that the heat meter counts more than came in.
///
/// # Equation
/// ```text
/// ERF = E_REUSE / E_DC  ERF      energy reuse factor [1]
///                       E_REUSE  energy reused outside the data centre in a year [J]
///                       E_DC     energy of the data centre in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-6:2021; Delegated Regulation (EU) 2024/1364, Annex III.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy; [`EnergyError::Quantity`]
/// with [`Undefined`](crate::quantity::QuantityError::Undefined) if the data centre used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::energy_reuse_factor;
/// use ict_impact::quantity::parse;
/// assert_eq!(energy_reuse_factor(parse("325 MWh")?, parse("1300 MWh")?)?.value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "ERF")]
pub fn energy_reuse_factor(reused: Energy, total: Energy) -> Result<Ratio, EnergyError> {
    let reused = not_negative("reused energy", reused)?;
    let total = not_negative("energy of the data centre", total)?;
    Ok(ratio(reused, total, "ERF", "energy of the data centre")?)
}

/// The renewable energy factor of a data centre, and the renewable energy beyond its use.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RenewableEnergyFactor {
    /// The factor `REF`, at most 1.
    pub factor: Share,
    /// Renewable energy beyond what the data centre used, which does not count.
    pub surplus: Energy,
}

/// Renewable energy factor `REF`: the part of the energy that is renewable.
///
/// # Equation
/// ```text
/// REF     = min(1, E_RES / E_DC)     REF    renewable energy factor [1]
/// surplus = max(0, E_RES − E_DC)     E_RES  renewable energy owned and used in a year [J]
///                                    E_DC   energy of the data centre in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-3:2016; Delegated Regulation (EU) 2024/1364, Annex III (guarantees of origin,
/// power purchase agreements and production on site, none counted twice).
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy; [`EnergyError::Quantity`]
/// with [`Undefined`](crate::quantity::QuantityError::Undefined) if the data centre used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::renewable_energy_factor;
/// use ict_impact::quantity::{Share, parse};
/// let site = renewable_energy_factor(parse("1400 MWh")?, parse("1300 MWh")?)?;
/// assert_eq!((site.factor, site.surplus), (Share::WHOLE, parse("100 MWh")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "REF")]
pub fn renewable_energy_factor(
    renewable: Energy,
    total: Energy,
) -> Result<RenewableEnergyFactor, EnergyError> {
    let renewable = not_negative("renewable energy", renewable)?;
    let total = not_negative("energy of the data centre", total)?;
    let covered = ratio(renewable, total, "REF", "energy of the data centre")?;
    Ok(RenewableEnergyFactor {
        factor: Share::new(covered.value.min(1.0))?,
        surplus: Energy::from_base((renewable.value - total.value).max(0.0))?,
    })
}

/// Cooling efficiency ratio `CER`: the heat removed per electricity of the cooling.
///
/// Both are of the whole data centre over the same twelve months. More is better; above 1 is
/// usual, as heat is moved and not made.
///
/// # Equation
/// ```text
/// CER = Q / E_C      CER  cooling efficiency ratio [1]
///                    Q    heat removed from the data centre in a year [J]
///                    E_C  electricity of the cooling system in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-7; EN 50600-4-7.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy; [`EnergyError::Quantity`]
/// with [`Undefined`](crate::quantity::QuantityError::Undefined) if the cooling
/// used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::cooling_efficiency_ratio;
/// use ict_impact::quantity::parse;
/// assert_eq!(cooling_efficiency_ratio(parse("1050 MWh")?, parse("210 MWh")?)?.value, 5.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "CER")]
pub fn cooling_efficiency_ratio(heat: Energy, electricity: Energy) -> Result<Ratio, EnergyError> {
    let heat = not_negative("heat removed", heat)?;
    let electricity = not_negative("electricity of the cooling", electricity)?;
    Ok(ratio(
        heat,
        electricity,
        "CER",
        "electricity of the cooling",
    )?)
}

fn per_it_energy<Q: Quantity>(
    name: &'static str,
    amount: Q,
    it: Energy,
) -> Result<Factor<Q, PerEnergy>, EnergyError> {
    let it = not_negative("energy of the IT equipment", it)?;
    if it.value == 0.0 {
        return Err(undefined(name, "energy of the IT equipment"));
    }
    Ok(Factor::per(amount, it)?)
}
