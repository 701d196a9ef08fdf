use super::super::EmissionsError;
use super::super::error::not_negative;
use super::{Gwp, GwpBasis};
use crate::numeric::ExactSum;
use crate::quantity::{Co2e, Factor, Mass, PerMass, Quantity};

/// The emissions of a mass of one gas.
///
/// # Equation
/// ```text
/// CO2e = m · GWP      m    mass of the gas emitted [kg]
///                     GWP  global warming potential [kgCO2e/kg]
/// ```
///
/// Set and horizon are not checked here: a column of potentials is of one set, or use
/// [`GasInventory`]. Negative, NaN or infinite arguments give what the product gives.
///
/// # Source
/// 2006 IPCC Guidelines, volume 1; GHG Protocol Corporate Standard.
///
/// # Example
/// ```
/// use ict_impact::emissions::gas_emissions;
/// use ict_impact::quantity::{Co2e, parse};
/// let leak = gas_emissions(parse("2 kg")?, "2255.5 kgCO2e/kg".parse()?);
/// assert_eq!(leak, Co2e::from_kg(4511.0));
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[inline]
pub fn gas_emissions(mass: Mass, gwp: Factor<Co2e, PerMass>) -> Co2e {
    mass * gwp
}

/// Emissions of gases, all by one set and horizon of global warming potentials.
///
/// # Equation
/// ```text
/// CO2e = Σ_g m_g · GWP_g      m_g    mass of the gas g emitted [kg]
///                             GWP_g  its global warming potential [kgCO2e/kg]
/// ```
/// The sum is exact: the order in which gases are added changes no bit.
///
/// # Source
/// GHG Protocol Corporate Standard and its Required Greenhouse Gases amendment (2013). What is
/// none of its gases, such as R-22, is reported apart from the scopes: in an inventory of its
/// own.
///
/// # Example
/// ```
/// use ict_impact::emissions::{GasInventory, Gwp, GwpBasis, GwpSet, Horizon};
/// use ict_impact::quantity::{Co2e, parse};
/// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
/// let ar5 = GwpBasis { set: GwpSet::Ar5, horizon: Horizon::Years100 };
/// let mut inventory = GasInventory::new(ar6);
/// inventory.add(parse("10 kg")?, Gwp::new(29.8, ar6)?)?;
/// inventory.add(parse("1 kg")?, Gwp::new(273.0, ar6)?)?;
/// assert_eq!(inventory.total()?, Co2e::from_kg(571.0));
/// assert!(inventory.add(parse("1 kg")?, Gwp::new(265.0, ar5)?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct GasInventory {
    basis: GwpBasis,
    sum: ExactSum,
}

impl GasInventory {
    /// An inventory by this set and horizon, with nothing in it.
    pub fn new(basis: GwpBasis) -> Self {
        Self {
            basis,
            sum: ExactSum::new(),
        }
    }

    /// Adds a mass of gas emitted.
    ///
    /// # Errors
    /// - [`EmissionsError::MixedGwp`] if the potential is of another set or horizon.
    /// - [`EmissionsError::OutOfRange`] for a negative, NaN or infinite mass: removals are
    ///   reported apart.
    pub fn add(&mut self, mass: Mass, gwp: Gwp) -> Result<(), EmissionsError> {
        self.basis.must_be(gwp.basis())?;
        let mass = not_negative("mass of a gas", mass)?;
        let emissions = gas_emissions(mass, gwp.factor());
        self.sum.add(Co2e::from_base(emissions.kg())?.kg());
        Ok(())
    }

    /// The set and horizon.
    pub const fn basis(&self) -> GwpBasis {
        self.basis
    }

    /// The emissions of all gases.
    ///
    /// # Errors
    /// [`EmissionsError::Sum`] if they are too large for a number.
    pub fn total(&self) -> Result<Co2e, EmissionsError> {
        Ok(Co2e::from_kg(self.sum.value()?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{GwpSet, Horizon};
    use super::*;
    use crate::quantity::parse;

    const AR6: GwpBasis = GwpBasis {
        set: GwpSet::Ar6,
        horizon: Horizon::Years100,
    };

    #[test]
    fn sets_and_horizons_do_not_mix() {
        let short = GwpBasis {
            horizon: Horizon::Years20,
            ..AR6
        };
        let mut inventory = GasInventory::new(AR6);
        assert_eq!(
            inventory.add(parse("1 kg").unwrap(), Gwp::new(79.7, short).unwrap()),
            Err(EmissionsError::MixedGwp {
                first: AR6,
                other: short,
            })
        );
        assert_eq!(inventory.total().unwrap(), Co2e::ZERO);
    }

    #[test]
    fn refuses_masses_that_are_not_emitted() {
        let mut inventory = GasInventory::new(AR6);
        for kg in [-1.0, f64::NAN, f64::INFINITY] {
            let gas = Gwp::new(1.0, AR6).unwrap();
            assert!(inventory.add(Mass::from_checked(kg), gas).is_err(), "{kg}");
        }
    }
}
