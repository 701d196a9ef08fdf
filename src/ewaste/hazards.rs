//! How much hazardous content is released, and what does it emit?
//!
//! Refrigerants, mercury, flame retardants: what a device contains is released as far as its
//! [fate](super::fates) does not keep it in. Content per device and the fraction that each fate
//! releases are the user's: no source was found for them, and none is assumed. Greenhouse gases
//! become CO2e by the global warming potentials of one set.
//!
//! # Source
//! 2006 IPCC Guidelines, volume 3, chapter 7: emissions at disposal are the charge that remains
//! in the equipment times the part that is not recovered.

use alloc::vec::Vec;

use super::TreatmentError;
use super::fates::{Fate, Fates};
use super::partition::not_negative;
use crate::emissions::{GasInventory, Gwp, GwpBasis};
use crate::numeric::ExactSum;
use crate::quantity::{Co2e, Devices, Factor, Mass, PerDevice, Quantity, Share};

/// The fraction of a content that each fate releases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReleaseFractions([Option<Share>; 5]);

impl ReleaseFractions {
    /// The fractions of these fates; of the others it is not known.
    ///
    /// # Errors
    /// [`TreatmentError::Repeated`] for a fate that is listed twice.
    pub fn new(fractions: &[(Fate, Share)]) -> Result<Self, TreatmentError> {
        let mut by_fate = [None; 5];
        for &(fate, share) in fractions {
            if by_fate[fate as usize].replace(share).is_some() {
                let what = alloc::string::ToString::to_string(&fate);
                return Err(TreatmentError::Repeated { what });
            }
        }
        Ok(Self(by_fate))
    }

    /// The fraction that a fate releases, if it is known.
    pub fn of(&self, fate: Fate) -> Option<Share> {
        self.0[fate as usize]
    }
}

/// What devices contain of a substance, and what is released of it by each fate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Release {
    content: f64,
    released: [f64; 5],
    total: f64,
}

impl Release {
    /// What is released of a substance in devices by fate.
    ///
    /// # Equation
    /// ```text
    /// R_f = N_f · q · r_f        R = Σ_f R_f
    ///
    /// N_f  devices of the fate f
    /// q    content of the substance that remains in a device, kg/device
    /// r_f  fraction that the fate releases [1]
    /// ```
    ///
    /// # Source
    /// See the [module](self).
    ///
    /// # Errors
    /// - [`TreatmentError::NoReleaseFraction`] with every fate that has devices and no fraction:
    ///   what is not known is not 0;
    /// - [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] for what is not finite.
    ///
    /// # Example
    /// 1000 devices with 0.5 kg each, a quarter of them as residual waste that releases 80 %:
    /// ```
    /// use ict_impact::ewaste::fates::{Fate, FateShares};
    /// use ict_impact::ewaste::hazards::{Release, ReleaseFractions};
    /// use ict_impact::quantity::{Devices, Share, parse};
    /// let residual = (Fate::ResidualWaste, Share::new(0.25)?);
    /// let shares = FateShares::with_rest(&[residual], Fate::DocumentedCollectionAndRecycling)?;
    /// let devices = shares.split(Devices::new(1000.0))?;
    /// let fractions = ReleaseFractions::new(&[
    ///     (Fate::ResidualWaste, Share::new(0.8)?),
    ///     (Fate::DocumentedCollectionAndRecycling, Share::NONE),
    /// ])?;
    /// let release = Release::of(&devices, "0.5 kg/device".parse()?, &fractions)?;
    /// assert_eq!(release.total(), parse("100 kg")?); // 250 · 0.5 · 0.8
    /// assert_eq!(release.kept(), parse("400 kg")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(
        devices: &Fates<Devices>,
        content: Factor<Mass, PerDevice>,
        fractions: &ReleaseFractions,
    ) -> Result<Self, TreatmentError> {
        let content = not_negative("content of a device", content)?;
        let (mut released, mut unknown) = ([0.0; 5], Vec::new());
        for (fate, number) in devices.iter() {
            match fractions.of(fate) {
                Some(fraction) => {
                    let mass = number * content;
                    released[fate as usize] = Mass::from_base(mass.value * fraction.get())?.value;
                }
                None if number.get() > 0.0 => unknown.push(fate),
                None => {}
            }
        }
        if !unknown.is_empty() {
            return Err(TreatmentError::NoReleaseFraction { fates: unknown });
        }
        Ok(Self {
            content: Mass::from_base((devices.whole() * content).value)?.value,
            total: released.iter().collect::<ExactSum>().value()?,
            released,
        })
    }

    /// What all devices contain.
    pub fn content(&self) -> Mass {
        Mass::from_checked(self.content)
    }

    /// What a fate releases.
    pub fn by_fate(&self, fate: Fate) -> Mass {
        Mass::from_checked(self.released[fate as usize])
    }

    /// What is released by all fates.
    pub fn total(&self) -> Mass {
        Mass::from_checked(self.total)
    }

    /// What is not released: recovered, destroyed or contained.
    pub fn kept(&self) -> Mass {
        Mass::from_checked(self.content - self.total)
    }
}

/// The emissions of gases released, all by one set and horizon.
///
/// # Equation
/// ```text
/// CO2e = Σ_g R_g · GWP_g      R_g    mass of the gas g released [kg]
///                             GWP_g  its global warming potential [kgCO2e/kg]
/// ```
/// It is a part of a footprint: what was not kept in. What proper treatment keeps in is the
/// content that [stays](Release::kept), and no deduction.
///
/// # Source
/// As [`GasInventory`].
///
/// # Errors
/// [`TreatmentError::Emissions`]: a potential of another set or horizon than the first, a mass
/// that is negative or not finite.
///
/// # Example
/// 2 kg of R-410A, half HFC-32 (771) and half HFC-125 (3740) by AR6:
/// ```
/// use ict_impact::emissions::{Gwp, GwpBasis, GwpSet, Horizon};
/// use ict_impact::ewaste::hazards::released_emissions;
/// use ict_impact::quantity::{Co2e, Share, parse};
/// use ict_impact::reference::gwp::Gas;
/// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
/// let half = Share::new(0.5)?;
/// let r410a = Gwp::blend(&[(half, Gwp::of(Gas::HFC32, ar6)?), (half, Gwp::of(Gas::HFC125, ar6)?)])?;
/// assert_eq!(released_emissions(ar6, [(parse("2 kg")?, r410a)])?, Co2e::from_kg(4511.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn released_emissions(
    basis: GwpBasis,
    gases: impl IntoIterator<Item = (Mass, Gwp)>,
) -> Result<Co2e, TreatmentError> {
    let mut inventory = GasInventory::new(basis);
    for (mass, gwp) in gases {
        inventory.add(mass, gwp)?;
    }
    Ok(inventory.total()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emissions::{EmissionsError, GwpSet, Horizon};
    use crate::ewaste::fates::FateShares;

    const AR6: GwpBasis = GwpBasis {
        set: GwpSet::Ar6,
        horizon: Horizon::Years100,
    };

    fn share(part: f64) -> Share {
        Share::new(part).unwrap()
    }

    fn devices() -> Fates<Devices> {
        let shares = [(Fate::Informal, share(0.5)), (Fate::Export, share(0.5))];
        let shares = FateShares::new(&shares).unwrap();
        shares.split(Devices::new(100.0)).unwrap()
    }

    #[test]
    fn a_fate_without_a_fraction_is_named() {
        let fractions = ReleaseFractions::new(&[(Fate::ResidualWaste, share(1.0))]).unwrap();
        let error = Release::of(&devices(), Factor::from_checked(1.0), &fractions).unwrap_err();
        let fates = [Fate::Informal, Fate::Export].to_vec();
        assert_eq!(error, TreatmentError::NoReleaseFraction { fates });
        let twice = [(Fate::Export, share(1.0)), (Fate::Export, share(0.0))];
        assert!(ReleaseFractions::new(&twice).is_err());
    }

    #[test]
    fn each_fate_releases_its_fraction() {
        let fractions = [(Fate::Informal, share(1.0)), (Fate::Export, share(0.25))];
        let fractions = ReleaseFractions::new(&fractions).unwrap();
        let release = Release::of(&devices(), Factor::from_checked(0.2), &fractions).unwrap();
        assert_eq!(release.by_fate(Fate::Informal).value, 10.0);
        assert_eq!(release.by_fate(Fate::Export).value, 2.5);
        assert_eq!(release.by_fate(Fate::ResidualWaste).value, 0.0);
        assert_eq!(release.total() + release.kept(), release.content());
        for wrong in [-1.0, f64::NAN, f64::INFINITY, f64::MAX] {
            let content = Factor::from_checked(wrong);
            assert!(
                Release::of(&devices(), content, &fractions).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn potentials_of_two_sets_do_not_add() {
        let ar5 = GwpBasis {
            set: GwpSet::Ar5,
            ..AR6
        };
        let kg = Mass::from_checked(1.0);
        let gases = [AR6, ar5].map(|basis| (kg, Gwp::new(1000.0, basis).unwrap()));
        let mixed = EmissionsError::MixedGwp {
            first: AR6,
            other: ar5,
        };
        assert_eq!(
            released_emissions(AR6, gases),
            Err(TreatmentError::Emissions(mixed))
        );
        assert_eq!(released_emissions(AR6, []).unwrap(), Co2e::ZERO);
    }
}
