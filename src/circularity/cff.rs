//! Circular footprint formula (CFF) of the Product Environmental Footprint.
//!
//! How the impacts and credits of recycled content, recycling and energy recovery are shared
//! between a product and the ones before and after it. Three parts: material, energy, disposal,
//! each an impact per kilogram of material. Credits make negative impacts, which are legal.
//!
//! | allocation | `A` |
//! |---|---|
//! | cut-off: no credit for recycling after use | 1 |
//! | between, as the formula's Annex C lists by material | 0.2, 0.5 or 0.8 |
//! | end-of-life recycling: full credit | 0 |
//!
//! By name, without choosing factors: [`EndOfLifeAllocation`](crate::emissions::EndOfLifeAllocation).
//!
//! # Source
//! Commission Recommendation (EU) 2021/2279, Annex I, section 4.4.8; L. Zampori and R. Pant,
//! *Suggestions for updating the Product Environmental Footprint (PEF) method*, EUR 29682 EN
//! (2019), equation 3.

use super::error::shares_within;
use super::{CircularityError, MethodId};
use crate::circularity::error::not_negative;
use crate::quantity::{
    Energy, Factor, Impact, ImpactCategory, PerEnergy, PerMass, Quantity, Ratio, Share,
};

/// The method of the results.
pub const METHOD: MethodId = MethodId::new("PEF-CFF", "2021", "eq. 3");

/// Impact per mass of material.
type PerKg<C> = Factor<Impact<C>, PerMass>;

/// Recycled material in the product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecycledInput<C: ImpactCategory> {
    /// Share of the material that is recycled, `R1`.
    pub share: Share,
    /// Impact of the recycled material, `E_recycled`.
    pub impact: PerKg<C>,
    /// Quality of the recycled material over that of the primary one, `Qsin/Qp`.
    pub quality: Ratio,
}

/// Recycling of the product after use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecyclingAfterUse<C: ImpactCategory> {
    /// Share of the material that is recycled in the next product, `R2`.
    pub share: Share,
    /// Impact of recycling it, `E_recyclingEoL`.
    pub impact: PerKg<C>,
    /// Impact of the virgin material it replaces, `E*_v`.
    pub replaced: PerKg<C>,
    /// Quality of the recycled material over that of the primary one, `Qsout/Qp`.
    pub quality: Ratio,
}

/// Recovery of energy from the product after use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnergyRecovery<C: ImpactCategory> {
    /// Share of the material that goes to energy recovery, `R3`.
    pub share: Share,
    /// Impact of the recovery process, `E_ER`.
    pub impact: PerKg<C>,
    /// Lower heating value of the material, `LHV`.
    pub lower_heating_value: Factor<Energy, PerMass>,
    /// Efficiency for heat, `X_ER,heat`, and impact of the heat it replaces, `E_SE,heat`.
    pub heat: (Share, Factor<Impact<C>, PerEnergy>),
    /// Efficiency for electricity, `X_ER,elec`, and impact of the electricity it replaces,
    /// `E_SE,elec`.
    pub electricity: (Share, Factor<Impact<C>, PerEnergy>),
}

/// How burdens and credits are shared between the product and those before and after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allocation {
    /// Allocation factor of the material, `A`.
    pub material: Share,
    /// Allocation factor of energy recovery, `B`; 0 unless a category rule says otherwise.
    pub energy: Share,
}

/// The circular footprint of a material in a product.
///
/// # Equation
/// ```text
/// material = (1 − R1)·Ev + R1·(A·E_recycled + (1 − A)·Ev·Qsin/Qp)
///            + (1 − A)·R2·(E_recyclingEoL − E*_v·Qsout/Qp)
/// energy   = (1 − B)·R3·(E_ER − LHV·X_ER,heat·E_SE,heat − LHV·X_ER,elec·E_SE,elec)
/// disposal = (1 − R2 − R3)·E_D
///
/// R1, R2, R3                   shares, see RecycledInput, RecyclingAfterUse, EnergyRecovery [1]
/// Ev, E_recycled, E_recyclingEoL, E*_v, E_ER, E_D     impacts [unit of C / kg]
/// A, B                         allocation factors [1]
/// Qsin/Qp, Qsout/Qp            qualities [1]
/// LHV                          lower heating value [J/kg]
/// X_ER                         efficiencies [1]
/// E_SE                         impacts of the energy replaced [unit of C / J]
/// ```
///
/// # Source
/// Commission Recommendation (EU) 2021/2279, Annex I, section 4.4.8.
///
/// # Example
/// ```
/// use ict_impact::circularity::cff::{
///     Allocation, CircularFootprint, EnergyRecovery, RecycledInput, RecyclingAfterUse,
/// };
/// use ict_impact::quantity::{ClimateChange, Factor, Impact, PerMass, Share, parse};
/// let kg = |text: &str| parse::<Factor<Impact<ClimateChange>, PerMass>>(text);
/// let nothing = (Share::NONE, parse("0 kgCO2e/MJ")?);
/// let footprint = CircularFootprint::new(
///     kg("2 kgCO2e/kg")?,
///     RecycledInput {
///         share: Share::new(0.5)?,
///         impact: kg("1 kgCO2e/kg")?,
///         quality: parse("1 1")?,
///     },
///     RecyclingAfterUse {
///         share: Share::new(0.5)?,
///         impact: kg("0.5 kgCO2e/kg")?,
///         replaced: kg("2 kgCO2e/kg")?,
///         quality: parse("1 1")?,
///     },
///     EnergyRecovery {
///         share: Share::NONE,
///         impact: kg("0 kgCO2e/kg")?,
///         lower_heating_value: parse("0 MJ/kg")?,
///         heat: nothing,
///         electricity: nothing,
///     },
///     kg("0.25 kgCO2e/kg")?,
///     Allocation { material: Share::new(0.5)?, energy: Share::NONE },
/// )?;
/// // 0.5·2 + 0.5·(0.5·1 + 0.5·2) + 0.5·0.5·(0.5 − 2) = 1.375
/// assert_eq!(footprint.material, kg("1.375 kgCO2e/kg")?);
/// assert_eq!(footprint.disposal, kg("0.125 kgCO2e/kg")?);
/// assert_eq!(footprint.total(), kg("1.5 kgCO2e/kg")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CircularFootprint<C: ImpactCategory> {
    /// Material: virgin and recycled, with the credit for recycling after use.
    pub material: PerKg<C>,
    /// Energy recovery, with the credit for the energy it replaces.
    pub energy: PerKg<C>,
    /// Disposal of what is neither recycled nor recovered.
    pub disposal: PerKg<C>,
}

impl<C: ImpactCategory> CircularFootprint<C> {
    /// The footprint of a material with these impacts of virgin material (`Ev`) and disposal
    /// (`E_D`).
    ///
    /// # Errors
    /// - [`CircularityError::PartsAboveWhole`] if more than the whole is recycled and recovered
    ///   after use.
    /// - [`CircularityError::OutOfRange`] for a negative, NaN or infinite quality or heating
    ///   value.
    /// - [`CircularityError::Quantity`] if an impact is NaN or infinite, or a result too large.
    pub fn new(
        virgin: PerKg<C>,
        recycled_input: RecycledInput<C>,
        recycling: RecyclingAfterUse<C>,
        recovery: EnergyRecovery<C>,
        disposal: PerKg<C>,
        allocation: Allocation,
    ) -> Result<Self, CircularityError> {
        for impact in [
            virgin,
            recycled_input.impact,
            recycling.impact,
            recycling.replaced,
            recovery.impact,
            disposal,
        ] {
            PerKg::<C>::check(impact.base())?;
        }
        not_negative("quality of the recycled input", recycled_input.quality)?;
        not_negative("quality of the recycled output", recycling.quality)?;
        not_negative("lower heating value", recovery.lower_heating_value)?;
        let gone = shares_within(
            "shares recycled and recovered after use",
            &[recycling.share, recovery.share],
        )?;
        let left = (1.0 - gone).max(0.0);
        Ok(Self {
            material: PerKg::from_base(material(
                virgin,
                recycled_input,
                recycling,
                allocation.material,
            ))?,
            energy: PerKg::from_base(energy(recovery, allocation.energy))?,
            disposal: PerKg::from_base(disposal.base() * left)?,
        })
    }

    /// All three parts.
    pub fn total(&self) -> PerKg<C> {
        self.material + self.energy + self.disposal
    }
}

fn material<C: ImpactCategory>(
    virgin: PerKg<C>,
    input: RecycledInput<C>,
    output: RecyclingAfterUse<C>,
    allocation: Share,
) -> f64 {
    let (own, others) = (allocation.get(), allocation.rest().get());
    let primary = input.share.rest().get() * virgin.base();
    let recycled = own * input.impact.base() + others * virgin.base() * input.quality.value;
    let credit = output.impact.base() - output.replaced.base() * output.quality.value;
    primary + input.share.get() * recycled + others * output.share.get() * credit
}

fn energy<C: ImpactCategory>(recovery: EnergyRecovery<C>, allocation: Share) -> f64 {
    let replaced = |(efficiency, impact): (Share, Factor<Impact<C>, PerEnergy>)| {
        recovery.lower_heating_value.base() * efficiency.get() * impact.base()
    };
    let net = recovery.impact.base() - replaced(recovery.heat) - replaced(recovery.electricity);
    allocation.rest().get() * recovery.share.get() * net
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::ClimateChange;

    type Kg = PerKg<ClimateChange>;

    fn footprint(
        r1: f64,
        r2: f64,
        r3: f64,
        a: f64,
    ) -> Result<CircularFootprint<ClimateChange>, CircularityError> {
        let share = |part| Share::new(part).unwrap();
        let kg = Kg::from_checked;
        let energy = (share(0.5), Factor::from_checked(0.1));
        CircularFootprint::new(
            kg(2.0),
            RecycledInput {
                share: share(r1),
                impact: kg(0.5),
                quality: Ratio::from_checked(1.0),
            },
            RecyclingAfterUse {
                share: share(r2),
                impact: kg(0.5),
                replaced: kg(2.0),
                quality: Ratio::from_checked(0.5),
            },
            EnergyRecovery {
                share: share(r3),
                impact: kg(0.25),
                lower_heating_value: Factor::from_checked(10.0),
                heat: energy,
                electricity: (Share::NONE, Factor::from_checked(0.0)),
            },
            kg(1.0),
            Allocation {
                material: share(a),
                energy: Share::NONE,
            },
        )
    }

    #[test]
    fn the_cut_off_gives_no_credit_for_recycling_after_use() {
        let (none, all) = (
            footprint(0.25, 0.0, 0.0, 1.0).unwrap(),
            footprint(0.25, 1.0, 0.0, 1.0).unwrap(),
        );
        assert_eq!(none.material, all.material);
        assert_eq!(all.disposal.base(), 0.0);
    }

    #[test]
    fn credits_may_outweigh_burdens() {
        let recovered = footprint(0.0, 0.0, 1.0, 0.0).unwrap();
        assert_eq!(recovered.energy.base(), 0.25 - 0.5);
    }

    #[test]
    fn no_more_than_the_whole_has_a_fate() {
        assert!(footprint(0.0, 0.6, 0.5, 0.5).is_err());
        assert!(footprint(0.0, 0.6, 0.4, 0.5).is_ok());
    }
}
