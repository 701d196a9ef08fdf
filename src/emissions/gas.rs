use core::fmt;

use super::EmissionsError;
use super::error::not_negative;
use crate::numeric::ExactSum;
use crate::quantity::{Co2e, Factor, Mass, PerMass, Quantity, Share};
use crate::reference::gwp::{Gas, GwpSet, Horizon, gwp};

/// Set and horizon of global warming potentials, written as `AR6-GWP100`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GwpBasis {
    /// The assessment report.
    pub set: GwpSet,
    /// The time horizon.
    pub horizon: Horizon,
}

impl fmt::Display for GwpBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-GWP{}", self.set, self.horizon.years())
    }
}

/// A global warming potential: how much CO2 warms as much as one unit of mass of a gas, by the
/// set and horizon it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gwp {
    factor: Factor<Co2e, PerMass>,
    basis: GwpBasis,
}

impl Gwp {
    /// How far the mass shares of a blend may sum from 1.
    pub const TOLERANCE: f64 = 1e-9;

    /// The potential `value` [kgCO2e/kg] of this set and horizon.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite value.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::{Gwp, GwpBasis, GwpSet, Horizon};
    /// let basis = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
    /// assert_eq!(Gwp::new(273.0, basis)?.basis().to_string(), "AR6-GWP100");
    /// assert!(Gwp::new(-1.0, basis).is_err());
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn new(value: f64, basis: GwpBasis) -> Result<Self, EmissionsError> {
        let factor = not_negative("global warming potential", Factor::from_checked(value))?;
        Ok(Self { factor, basis })
    }

    /// The potential of a gas in the embedded table.
    ///
    /// Methane is there by origin: inventories take [`Gas::CH4_FOSSIL`] or
    /// [`Gas::CH4_NONFOSSIL`].
    ///
    /// # Source
    /// See [`reference::gwp`](crate::reference::gwp), which also tells each value's source.
    ///
    /// # Errors
    /// [`EmissionsError::NoGwp`] if the table has no value of this set and horizon.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::{Gwp, GwpBasis, GwpSet, Horizon};
    /// use ict_impact::reference::gwp::Gas;
    /// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
    /// assert_eq!(Gwp::of(Gas::CH4_FOSSIL, ar6)?.value(), 29.8);
    /// let ar4 = GwpBasis { set: GwpSet::Ar4, ..ar6 };
    /// assert!(Gwp::of(Gas::CH4_FOSSIL, ar4).is_err());
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn of(gas: Gas, basis: GwpBasis) -> Result<Self, EmissionsError> {
        match gwp(gas, basis.set, basis.horizon) {
            Some(gwp) => Self::new(gwp.value, basis),
            None => Err(EmissionsError::NoGwp { gas, basis }),
        }
    }

    /// The potential of a blend, such as a refrigerant, by the mass of its components.
    ///
    /// # Equation
    /// ```text
    /// GWP = Σ_g w_g · GWP_g       GWP_g  potential of the component g [kgCO2e/kg]
    ///                             w_g    its share of the mass [1], Σ w_g = 1
    /// ```
    ///
    /// # Source
    /// 2006 IPCC Guidelines, volume 3, chapter 7 (blends by mass of their components).
    ///
    /// # Errors
    /// - [`EmissionsError::BlendNotWhole`] if the shares do not sum to 1 within
    ///   [`TOLERANCE`](Self::TOLERANCE), or there is no component.
    /// - [`EmissionsError::MixedGwp`] if set or horizon differ.
    ///
    /// # Example
    /// R-410A, half HFC-32 (771) and half HFC-125 (3740) by AR6:
    /// ```
    /// use ict_impact::emissions::{Gwp, GwpBasis, GwpSet, Horizon};
    /// use ict_impact::quantity::Share;
    /// use ict_impact::reference::gwp::Gas;
    /// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
    /// let half = Share::new(0.5)?;
    /// let (hfc32, hfc125) = (Gwp::of(Gas::HFC32, ar6)?, Gwp::of(Gas::HFC125, ar6)?);
    /// let blend = Gwp::blend(&[(half, hfc32), (half, hfc125)])?;
    /// assert_eq!(blend.value(), 2255.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn blend(components: &[(Share, Gwp)]) -> Result<Self, EmissionsError> {
        let whole: ExactSum = components.iter().map(|(share, _)| share.get()).collect();
        let whole = whole.value()?;
        let not_whole = EmissionsError::BlendNotWhole {
            components: components.len(),
            sum: whole,
        };
        let Some(&(_, first)) = components.first() else {
            return Err(not_whole);
        };
        if (whole - 1.0).abs() > Self::TOLERANCE {
            return Err(not_whole);
        }
        let mut value = ExactSum::new();
        for &(share, gwp) in components {
            first.basis.must_be(gwp.basis)?;
            value.add_product(share.get(), gwp.value());
        }
        Self::new(value.value()?, first.basis)
    }

    /// The potential in kgCO2e/kg.
    pub fn value(self) -> f64 {
        self.factor.base()
    }

    /// The potential as a factor, for columns of masses.
    pub const fn factor(self) -> Factor<Co2e, PerMass> {
        self.factor
    }

    /// The set and horizon.
    pub const fn basis(self) -> GwpBasis {
        self.basis
    }
}

impl GwpBasis {
    fn must_be(self, other: Self) -> Result<(), EmissionsError> {
        if self == other {
            Ok(())
        } else {
            Err(EmissionsError::MixedGwp { first: self, other })
        }
    }
}

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
/// GHG Protocol Corporate Standard and its Required Greenhouse Gases amendment (2013).
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
        self.basis.must_be(gwp.basis)?;
        let mass = not_negative("mass of a gas", mass)?;
        let emissions = gas_emissions(mass, gwp.factor);
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
        let half = Share::new(0.5).unwrap();
        let (long_term, short_term) =
            (Gwp::new(27.0, AR6).unwrap(), Gwp::new(79.7, short).unwrap());
        let mixed = EmissionsError::MixedGwp {
            first: AR6,
            other: short,
        };
        assert_eq!(
            Gwp::blend(&[(half, long_term), (half, short_term)]),
            Err(mixed.clone())
        );
        let mut inventory = GasInventory::new(AR6);
        assert_eq!(
            inventory.add(parse("1 kg").unwrap(), short_term),
            Err(mixed)
        );
        assert_eq!(inventory.total().unwrap(), Co2e::ZERO);
    }

    #[test]
    fn a_blend_is_whole() {
        let gas = Gwp::new(1.0, AR6).unwrap();
        let part = |share| (Share::new(share).unwrap(), gas);
        assert!(Gwp::blend(&[]).is_err());
        assert!(Gwp::blend(&[part(0.5), part(0.4)]).is_err());
        assert!(Gwp::blend(&[part(0.44), part(0.04), part(0.52)]).is_ok());
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
