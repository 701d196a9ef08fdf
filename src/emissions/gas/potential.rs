use core::fmt;

use alloc::vec::Vec;

use super::super::EmissionsError;
use super::super::error::{SHARES_TOLERANCE, not_negative, shares_are_whole};
use crate::numeric::ExactSum;
use crate::quantity::{Co2e, Factor, PerMass, Quantity, Share};
use crate::reference::gwp::{Gas, GwpSet, Horizon, gwp};
use crate::reference::refrigerants::Refrigerant;

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
    pub const TOLERANCE: f64 = SHARES_TOLERANCE;

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
    /// - [`EmissionsError::NotWhole`] if the shares do not sum to 1 within
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
        let shares = components.iter().map(|component| component.0);
        shares_are_whole("mass shares of a blend", shares)?;
        // Shares that sum to 1 are of at least one component.
        let basis = components[0].1.basis;
        let mut value = ExactSum::new();
        for &(share, gwp) in components {
            basis.must_be(gwp.basis)?;
            value.add_product(share.get(), gwp.value());
        }
        Self::new(value.value()?, basis)
    }

    /// The potential of a refrigerant, by the mass of the gases that it is made of.
    ///
    /// # Equation
    /// As [`blend`](Self::blend).
    ///
    /// # Source
    /// See [`reference::refrigerants`](crate::reference::refrigerants) for the shares and
    /// [`reference::gwp`](crate::reference::gwp) for the potentials.
    ///
    /// # Errors
    /// [`EmissionsError::NoGwp`] if a gas has no potential of this set and horizon.
    ///
    /// # Example
    /// R-404A: 44 % HFC-125 (3740), 52 % HFC-143a (5810) and 4 % HFC-134a (1530) by AR6.
    /// ```
    /// use ict_impact::emissions::{Gwp, GwpBasis, GwpSet, Horizon};
    /// use ict_impact::reference::refrigerants::Refrigerant;
    /// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
    /// let gwp = Gwp::of_refrigerant(Refrigerant::R404A, ar6)?;
    /// assert!((gwp.value() - 4728.0).abs() < 1e-9); // 1645.6 + 3021.2 + 61.2
    /// # Ok::<(), ict_impact::emissions::EmissionsError>(())
    /// ```
    pub fn of_refrigerant(
        refrigerant: Refrigerant,
        basis: GwpBasis,
    ) -> Result<Self, EmissionsError> {
        let components: Vec<_> = refrigerant
            .components()
            .map(|(gas, share)| Ok((share.value, Self::of(gas, basis)?)))
            .collect::<Result<_, EmissionsError>>()?;
        Self::blend(&components)
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
    pub(in crate::emissions) fn must_be(self, other: Self) -> Result<(), EmissionsError> {
        if self == other {
            Ok(())
        } else {
            Err(EmissionsError::MixedGwp { first: self, other })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AR6: GwpBasis = GwpBasis {
        set: GwpSet::Ar6,
        horizon: Horizon::Years100,
    };

    fn part(share: f64, gwp: f64, basis: GwpBasis) -> (Share, Gwp) {
        (Share::new(share).unwrap(), Gwp::new(gwp, basis).unwrap())
    }

    #[test]
    fn a_blend_is_of_one_set_and_horizon() {
        let short = GwpBasis {
            horizon: Horizon::Years20,
            ..AR6
        };
        assert_eq!(
            Gwp::blend(&[part(0.5, 27.0, AR6), part(0.5, 79.7, short)]),
            Err(EmissionsError::MixedGwp {
                first: AR6,
                other: short,
            })
        );
    }

    #[test]
    fn a_blend_is_whole() {
        assert!(Gwp::blend(&[]).is_err());
        assert!(Gwp::blend(&[part(0.5, 1.0, AR6), part(0.4, 1.0, AR6)]).is_err());
        let whole = [0.44, 0.04, 0.52].map(|share| part(share, 1.0, AR6));
        assert!(Gwp::blend(&whole).is_ok());
    }

    #[test]
    fn a_refrigerant_follows_the_set_of_the_assessment() {
        let gwp = |name: &str, set| {
            let basis = GwpBasis { set, ..AR6 };
            Gwp::of_refrigerant(name.parse().unwrap(), basis).map(Gwp::value)
        };
        // (3740 + 5810) / 2 and (3500 + 4470) / 2
        assert_eq!(gwp("R-507A", GwpSet::Ar6), Ok(4775.0));
        assert_eq!(gwp("R-507A", GwpSet::Ar4), Ok(3985.0));
        assert!((gwp("R-407C", GwpSet::Ar6).unwrap() - 1907.93).abs() < 1e-9);
        assert_eq!(gwp("R-744", GwpSet::Ar6), Ok(1.0));
        for refrigerant in Refrigerant::all() {
            assert!(
                Gwp::of_refrigerant(refrigerant, AR6).is_ok(),
                "{refrigerant}"
            );
        }
        let early = GwpBasis {
            set: GwpSet::Sar,
            ..AR6
        };
        assert!(matches!(
            Gwp::of_refrigerant(Refrigerant::R245FA, early),
            Err(EmissionsError::NoGwp { .. })
        ));
    }
}
