use super::super::error::not_negative;
use super::super::{BiogenicCo2, EmissionsError, GwpBasis};
use super::DirectEmissions;
use crate::quantity::{
    ActivityOf, Co2e, Denominator, Factor, Mass, PerEnergy, PerMass, PerVolume, Quantity,
};

/// What an amount of fuel is measured in: mass, volume or energy.
#[diagnostic::on_unimplemented(
    message = "a fuel is burnt by mass, volume or energy, not `{Self}`",
    label = "no measure of fuel"
)]
pub trait FuelMeasure: Denominator {}
impl FuelMeasure for PerMass {}
impl FuelMeasure for PerVolume {}
impl FuelMeasure for PerEnergy {}

/// What the combustion of a fuel emits per mass, volume or energy of it.
///
/// # Example
/// ```
/// use ict_impact::emissions::{FuelFactor, GwpBasis, GwpSet, Horizon, combustion};
/// use ict_impact::quantity::{Co2e, Volume, parse};
/// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
/// // diesel with some biodiesel, by the factors of the caller's source
/// let diesel = FuelFactor::new("2.5 kgCO2e/L".parse()?, ar6)?
///     .with_biogenic_co2("0.25 kg/L".parse()?)?;
/// let burnt = combustion(parse::<Volume>("400 L")?, diesel)?;
/// assert_eq!(burnt.co2e(), Co2e::from_kg(1000.0));
/// assert_eq!(burnt.biogenic_co2().to_string(), "100 kg of biogenic CO2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
/// ```compile_fail
/// use ict_impact::emissions::{FuelFactor, GwpBasis};
/// use ict_impact::quantity::EmbodiedFactor;
/// fn no_fuel(per_device: EmbodiedFactor, basis: GwpBasis) { FuelFactor::new(per_device, basis); }
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FuelFactor<D: FuelMeasure> {
    greenhouse_gases: Factor<Co2e, D>,
    biogenic_co2: Factor<Mass, D>,
    basis: GwpBasis,
}

impl<D: FuelMeasure> FuelFactor<D> {
    /// A factor of all greenhouse gases but biogenic CO2, in CO2 equivalents of this set and
    /// horizon.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite factor.
    pub fn new(greenhouse_gases: Factor<Co2e, D>, basis: GwpBasis) -> Result<Self, EmissionsError> {
        Ok(Self {
            greenhouse_gases: not_negative("emission factor of a fuel", greenhouse_gases)?,
            biogenic_co2: Factor::from_checked(0.0),
            basis,
        })
    }

    /// The same factor, with the CO2 from the biomass in the fuel beside it.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_biogenic_co2(self, factor: Factor<Mass, D>) -> Result<Self, EmissionsError> {
        Ok(Self {
            biogenic_co2: not_negative("biogenic CO2 of a fuel", factor)?,
            ..self
        })
    }
}

/// The emissions of burning an amount of fuel.
///
/// # Equation
/// ```text
/// CO2e = F · e        F  fuel burnt [kg, m3 or J]
/// CO2b = F · b        e  emission factor without biogenic CO2 [kgCO2e per kg, m3 or J]
///                     b  biogenic CO2 [kg per kg, m3 or J], beside the scope
/// ```
///
/// # Source
/// 2006 IPCC Guidelines, volume 2 (fuel times emission factor); GHG Protocol Corporate Standard
/// for what is in scope 1.
///
/// # Errors
/// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite amount.
/// - [`EmissionsError::Quantity`] if the emissions are too large for a number.
///
/// # Example
/// See [`FuelFactor`].
pub fn combustion<D: FuelMeasure, A: ActivityOf<D> + Quantity>(
    amount: A,
    factor: FuelFactor<D>,
) -> Result<DirectEmissions, EmissionsError> {
    let amount = not_negative("fuel burnt", amount)?.amount();
    let co2e = Co2e::from_base(amount * factor.greenhouse_gases.base())?;
    let biogenic = Mass::from_base(amount * factor.biogenic_co2.base())?;
    Ok(DirectEmissions::new(co2e, factor.basis)?.with_biogenic_co2(BiogenicCo2::new(biogenic)?))
}

#[cfg(test)]
mod tests {
    use super::super::super::{GwpSet, Horizon};
    use super::*;

    #[test]
    fn refuses_what_is_no_fuel_and_no_factor() {
        let basis = GwpBasis {
            set: GwpSet::Ar6,
            horizon: Horizon::Years100,
        };
        let factor = FuelFactor::<PerMass>::new("3 kgCO2e/kg".parse().unwrap(), basis).unwrap();
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(
                combustion(Mass::from_checked(bad), factor).is_err(),
                "{bad}"
            );
            assert!(FuelFactor::<PerMass>::new(Factor::from_checked(bad), basis).is_err());
            assert!(factor.with_biogenic_co2(Factor::from_checked(bad)).is_err());
        }
        assert!(combustion(Mass::from_checked(f64::MAX), factor).is_err());
    }
}
