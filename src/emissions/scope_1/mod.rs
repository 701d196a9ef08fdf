//! Scope 1: direct emissions, with biogenic CO2 beside them.
//!
//! | to … | use |
//! |---|---|
//! | burn a fuel | [`combustion`] |
//! | take leaks and processes over from an inventory of gases | [`DirectEmissions`] |
//! | put the sources of the organisation together | [`Scope1`] |

use core::ops::Mul;

use alloc::vec::Vec;

mod combustion;

pub use combustion::{FuelFactor, FuelMeasure, combustion};

use super::error::not_negative;
use super::{BiogenicCo2, EmissionsError, GasInventory, GwpBasis};
use crate::numeric::ExactSum;
use crate::quantity::{Co2e, Mass, Quantity, QuantityError, Share, sum};

/// Emissions from sources that the organisation owns or controls, by one set and horizon, with
/// biogenic CO2 beside them.
///
/// # Example
/// ```
/// use ict_impact::emissions::{DirectEmissions, GasInventory, Gwp, GwpBasis, GwpSet, Horizon};
/// use ict_impact::quantity::{Co2e, parse};
/// use ict_impact::reference::refrigerants::Refrigerant;
/// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
/// let mut leaks = GasInventory::new(ar6);
/// leaks.add(parse("2 kg")?, Gwp::of_refrigerant(Refrigerant::R410A, ar6)?)?;
/// assert_eq!(DirectEmissions::of_gases(&leaks)?.co2e(), Co2e::from_kg(4511.0)); // 2 · 2255.5
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectEmissions {
    co2e: Co2e,
    biogenic_co2: BiogenicCo2,
    basis: GwpBasis,
}

impl DirectEmissions {
    /// Emissions that were measured or computed elsewhere, without biogenic CO2.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for negative, NaN or infinite emissions.
    pub fn new(co2e: Co2e, basis: GwpBasis) -> Result<Self, EmissionsError> {
        Ok(Self {
            co2e: not_negative("direct emissions", co2e)?,
            biogenic_co2: BiogenicCo2::NONE,
            basis,
        })
    }

    /// The emissions of an inventory of gases.
    ///
    /// # Errors
    /// [`EmissionsError::Sum`] if they are too large for a number.
    pub fn of_gases(gases: &GasInventory) -> Result<Self, EmissionsError> {
        Self::new(gases.total()?, gases.basis())
    }

    /// The same emissions, with biogenic CO2 beside them.
    #[must_use]
    pub const fn with_biogenic_co2(self, biogenic_co2: BiogenicCo2) -> Self {
        Self {
            biogenic_co2,
            ..self
        }
    }

    /// The emissions without biogenic CO2.
    pub const fn co2e(self) -> Co2e {
        self.co2e
    }

    /// Biogenic CO2, which is in no scope.
    pub const fn biogenic_co2(self) -> BiogenicCo2 {
        self.biogenic_co2
    }

    /// The set and horizon.
    pub const fn basis(self) -> GwpBasis {
        self.basis
    }
}

/// Kind of source of direct emissions.
///
/// # Source
/// GHG Protocol Corporate Accounting and Reporting Standard (2004), scope 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope1Source {
    /// Fuel burnt in boilers, generators and other equipment that stays where it is.
    StationaryCombustion,
    /// Fuel burnt in the organisation's vehicles.
    MobileCombustion,
    /// Physical or chemical processes, such as the etching of wafers.
    Process,
    /// Leaks, such as of refrigerants and of switchgear.
    Fugitive,
}

impl Scope1Source {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::StationaryCombustion,
        Self::MobileCombustion,
        Self::Process,
        Self::Fugitive,
    ];

    /// The name in words, such as `stationary combustion`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StationaryCombustion => "stationary combustion",
            Self::MobileCombustion => "mobile combustion",
            Self::Process => "process emissions",
            Self::Fugitive => "fugitive emissions",
        }
    }
}

impl core::fmt::Display for Scope1Source {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

/// Scope 1: direct emissions by kind of source, with biogenic CO2 beside them.
///
/// # Equation
/// ```text
/// S1 = Σ_k Σ_i CO2e_k,i       k  kind of source
///                             i  sources of the kind [kgCO2e], all by one set and horizon
/// ```
/// Each part is an exact sum: the order of the sources changes no bit.
///
/// # Source
/// GHG Protocol Corporate Accounting and Reporting Standard (2004), chapter 4.
///
/// # Example
/// ```
/// use ict_impact::emissions::{DirectEmissions, GwpBasis, GwpSet, Horizon, Scope1, Scope1Source};
/// use ict_impact::quantity::Co2e;
/// let ar6 = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
/// let tonnes = |t| DirectEmissions::new(Co2e::from_tonnes(t), ar6);
/// let scope_1 = Scope1::new(ar6, [
///     (Scope1Source::StationaryCombustion, tonnes(12.0)?),
///     (Scope1Source::Fugitive, tonnes(4.5)?),
/// ])?;
/// assert_eq!(scope_1.total(), Co2e::from_tonnes(16.5));
/// assert_eq!(scope_1.part(Scope1Source::Fugitive), Co2e::from_tonnes(4.5));
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scope1 {
    basis: GwpBasis,
    parts: [Co2e; Scope1Source::ALL.len()],
    biogenic_co2: BiogenicCo2,
}

impl Scope1 {
    /// The direct emissions of these sources, by this set and horizon.
    ///
    /// # Errors
    /// - [`EmissionsError::MixedGwp`] if a source is by another set or horizon.
    /// - [`EmissionsError::Sum`] if they are too large for a number.
    pub fn new(
        basis: GwpBasis,
        sources: impl IntoIterator<Item = (Scope1Source, DirectEmissions)>,
    ) -> Result<Self, EmissionsError> {
        let mut sums = [const { ExactSum::new() }; Scope1Source::ALL.len()];
        let mut biogenic = ExactSum::new();
        for (kind, source) in sources {
            basis.must_be(source.basis)?;
            sums[kind as usize].add(source.co2e.kg());
            biogenic.add(source.biogenic_co2.mass().value);
        }
        let mut parts = [Co2e::ZERO; Scope1Source::ALL.len()];
        for (part, sum) in parts.iter_mut().zip(&sums) {
            *part = Co2e::from_kg(sum.value()?);
        }
        // So that the total is a number as well.
        sum(parts)?;
        Ok(Self {
            basis,
            parts,
            biogenic_co2: BiogenicCo2::new(Mass::from_checked(biogenic.value()?))?,
        })
    }

    /// The direct emissions of several operations or sites.
    ///
    /// # Errors
    /// - [`EmissionsError::Quantity`] with [`Undefined`](QuantityError::Undefined) if there is
    ///   none: [`new`](Self::new) says that there are no emissions.
    /// - As [`new`](Self::new).
    pub fn together(operations: impl IntoIterator<Item = Self>) -> Result<Self, EmissionsError> {
        let operations: Vec<Self> = operations.into_iter().collect();
        let basis = operations
            .first()
            .ok_or(QuantityError::Undefined {
                ratio: "scope 1",
                denominator: "number of operations",
            })?
            .basis;
        let parts = operations.into_iter().flat_map(|operation| {
            Scope1Source::ALL.map(|source| {
                let direct = DirectEmissions {
                    co2e: operation.part(source),
                    biogenic_co2: BiogenicCo2::NONE,
                    basis: operation.basis,
                };
                match source {
                    // It is not known by source, and counts once.
                    Scope1Source::StationaryCombustion => {
                        (source, direct.with_biogenic_co2(operation.biogenic_co2))
                    }
                    _ => (source, direct),
                }
            })
        });
        Self::new(basis, parts)
    }

    /// The emissions of one kind of source.
    pub const fn part(&self, source: Scope1Source) -> Co2e {
        self.parts[source as usize]
    }

    /// The emissions of all sources, without biogenic CO2.
    pub fn total(&self) -> Co2e {
        self.parts.into_iter().sum()
    }

    /// Biogenic CO2, reported beside the scope.
    pub const fn biogenic_co2(&self) -> BiogenicCo2 {
        self.biogenic_co2
    }

    /// The set and horizon.
    pub const fn basis(&self) -> GwpBasis {
        self.basis
    }
}

/// A share of each part.
impl Mul<Share> for Scope1 {
    type Output = Self;
    fn mul(self, share: Share) -> Self {
        Self {
            parts: self.parts.map(|part| part * share),
            biogenic_co2: self.biogenic_co2 * share,
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{GwpSet, Horizon};
    use super::*;
    use crate::quantity::{Energy, PerEnergy, parse};

    const AR6: GwpBasis = GwpBasis {
        set: GwpSet::Ar6,
        horizon: Horizon::Years100,
    };
    const AR5: GwpBasis = GwpBasis {
        set: GwpSet::Ar5,
        horizon: Horizon::Years100,
    };

    fn direct(kg: f64, basis: GwpBasis) -> DirectEmissions {
        DirectEmissions::new(Co2e::from_kg(kg), basis).unwrap()
    }

    #[test]
    fn each_source_stands_in_its_part_and_biomass_in_none() {
        let wood = FuelFactor::<PerEnergy>::new("36 gCO2e/kWh".parse().unwrap(), AR6)
            .unwrap()
            .with_biogenic_co2("0.4 kg/kWh".parse().unwrap())
            .unwrap();
        let burnt = combustion(parse::<Energy>("1000 kWh").unwrap(), wood).unwrap();
        let sources = Scope1Source::ALL.map(|source| (source, burnt));
        let scope_1 = Scope1::new(AR6, sources.into_iter().chain(sources)).unwrap();
        for source in Scope1Source::ALL {
            assert_eq!(scope_1.part(source), Co2e::from_kg(72.0), "{source}");
        }
        assert_eq!(scope_1.total(), Co2e::from_kg(288.0));
        assert!((scope_1.biogenic_co2().mass().value - 3200.0).abs() < 1e-9);
    }

    #[test]
    fn operations_add_part_by_part() {
        let wood = BiogenicCo2::new(Mass::from_checked(5.0)).unwrap();
        let process = direct(1.0, AR6).with_biogenic_co2(wood);
        let one = Scope1::new(AR6, [(Scope1Source::Process, process)]).unwrap();
        let two = Scope1::new(AR6, [(Scope1Source::Fugitive, direct(2.0, AR6))]).unwrap();
        let both = Scope1::together([one, two]).unwrap();
        assert_eq!(both.part(Scope1Source::Process), Co2e::from_kg(1.0));
        assert_eq!(both.part(Scope1Source::Fugitive), Co2e::from_kg(2.0));
        assert_eq!(both.biogenic_co2(), wood);
        let half = both * Share::new(0.5).unwrap();
        assert_eq!(half.total(), Co2e::from_kg(1.5));
        assert_eq!(half.biogenic_co2().mass().value, 2.5);
        assert!(matches!(
            Scope1::together([]),
            Err(EmissionsError::Quantity(QuantityError::Undefined { .. }))
        ));
    }

    #[test]
    fn sets_do_not_mix() {
        let mixed = EmissionsError::MixedGwp {
            first: AR6,
            other: AR5,
        };
        let other = (Scope1Source::Fugitive, direct(1.0, AR5));
        assert_eq!(Scope1::new(AR6, [other]), Err(mixed.clone()));
        let operations = [Scope1::new(AR6, []).unwrap(), Scope1::new(AR5, []).unwrap()];
        assert_eq!(Scope1::together(operations), Err(mixed));
    }

    #[test]
    fn refuses_what_is_no_emission() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(
                DirectEmissions::new(Co2e::from_kg(bad), AR6).is_err(),
                "{bad}"
            );
        }
        let vast = direct(f64::MAX, AR6);
        let two = [Scope1Source::Process, Scope1Source::Fugitive].map(|kind| (kind, vast));
        assert!(Scope1::new(AR6, two).is_err());
        assert!(Scope1::new(AR6, [two[0], two[0]]).is_err());
    }
}
