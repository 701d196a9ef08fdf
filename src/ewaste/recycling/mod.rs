//! How much of a material is recovered, and where is the rest lost?
//!
//! A [`RecyclingChain`] says which part of a material in e-waste passes each step: collection,
//! pre-processing (dismantling, sorting) and end-processing (smelting, refining). What is
//! recovered may spare primary production: that is [`AvoidedPrimaryProduction`], which is
//! reported beside a footprint and cannot be added to one.
//!
//! # Source
//! UNEP International Resource Panel, *Recycling Rates of Metals: A Status Report* (2011): the
//! end-of-life recycling rate is the product of collection rate and process efficiency.

mod avoided;

use core::fmt;

use alloc::string::ToString;
use alloc::vec::Vec;

use super::TreatmentError;
use super::materials::MaterialFlow;
use super::partition::{not_negative, on_grid_of};
use crate::numeric::ExactSum;
use crate::quantity::{Mass, Quantity, Share};
use crate::reference::bill_of_materials::Material;

pub use self::avoided::{AvoidedPrimaryProduction, MaterialDisplacement};

/// A step of a recycling chain.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RecyclingStep {
    /// Collection for recycling.
    Collection,
    /// Dismantling, shredding and sorting.
    PreProcessing,
    /// Smelting and refining, or another process that gives the material back.
    EndProcessing,
}

impl RecyclingStep {
    /// All steps, in order.
    pub const ALL: [Self; 3] = [Self::Collection, Self::PreProcessing, Self::EndProcessing];
}

impl fmt::Display for RecyclingStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Collection => "collection",
            Self::PreProcessing => "pre-processing",
            Self::EndProcessing => "end-processing",
        })
    }
}

/// Which part of a material passes each step, one after the other.
///
/// # Example
/// ```
/// use ict_impact::ewaste::recycling::{RecyclingChain, RecyclingStep};
/// use ict_impact::quantity::{Share, parse};
/// let chain = RecyclingChain::new(Share::new(0.5)?, Share::new(0.75)?, Share::new(0.5)?);
/// let copper = chain.recycle(parse("80 t")?)?;
/// assert_eq!(copper.recovered(), parse("15 t")?); // 80 · 0.5 · 0.75 · 0.5
/// assert_eq!(copper.lost(RecyclingStep::Collection), parse("40 t")?);
/// assert_eq!(copper.lost(RecyclingStep::PreProcessing), parse("10 t")?);
/// assert_eq!(copper.lost(RecyclingStep::EndProcessing), parse("15 t")?);
/// assert_eq!(chain.recycling_rate(), Share::new(0.1875)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecyclingChain {
    collection: Share,
    pre_processing: Share,
    end_processing: Share,
}

impl RecyclingChain {
    /// Collection rate, and yields of pre-processing and end-processing. For a flow that is
    /// collected already the collection rate is [`Share::WHOLE`].
    pub const fn new(collection: Share, pre_processing: Share, end_processing: Share) -> Self {
        Self {
            collection,
            pre_processing,
            end_processing,
        }
    }

    /// The part that passes a step.
    pub const fn yield_of(self, step: RecyclingStep) -> Share {
        match step {
            RecyclingStep::Collection => self.collection,
            RecyclingStep::PreProcessing => self.pre_processing,
            RecyclingStep::EndProcessing => self.end_processing,
        }
    }

    /// The end-of-life recycling rate `EOL-RR`.
    ///
    /// # Equation
    /// ```text
    /// EOL-RR = c · p · e      c  collection rate [1]
    ///                         p  yield of pre-processing [1]
    ///                         e  yield of end-processing [1]
    /// ```
    ///
    /// # Source
    /// UNEP (2011): `EOL-RR = EOL-CR · EOL-PR`, the process efficiency being `p · e`.
    pub fn recycling_rate(self) -> Share {
        self.collection * self.pre_processing * self.end_processing
    }

    /// What becomes of a mass of the material.
    ///
    /// # Equation
    /// ```text
    /// collected     = m · c              lost in collection      = m − collected
    /// pre-processed = collected · p      lost in pre-processing  = collected − pre-processed
    /// recovered     = pre-processed · e  lost in end-processing  = pre-processed − recovered
    ///
    /// m  the material in e-waste, kg
    /// ```
    /// What passes a step is rounded down to a multiple of the spacing of numbers just below
    /// `m`, so that recovered and lost masses sum to `m` to the last bit, in any order.
    ///
    /// # Source
    /// As [`recycling_rate`](Self::recycling_rate).
    ///
    /// # Errors
    /// [`TreatmentError::Negative`]; [`TreatmentError::Quantity`] for a mass that is not finite.
    pub fn recycle(self, input: Mass) -> Result<Recycled, TreatmentError> {
        let input = not_negative("a material in e-waste", input)?.base();
        let mut passed = [input; 4];
        for (at, step) in RecyclingStep::ALL.into_iter().enumerate() {
            let passing = passed[at] * self.yield_of(step).get();
            passed[at + 1] = on_grid_of(input, passing);
        }
        let [_, collected, pre_processed, recovered] = passed;
        Ok(Recycled {
            input,
            lost: [
                input - collected,
                collected - pre_processed,
                pre_processed - recovered,
            ],
            recovered,
        })
    }
}

/// A mass of a material after a recycling chain: recovered, or lost in one of the steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recycled {
    input: f64,
    lost: [f64; 3],
    recovered: f64,
}

impl Recycled {
    /// The material that was in the e-waste.
    pub fn input(&self) -> Mass {
        Mass::from_checked(self.input)
    }

    /// What is recovered.
    pub fn recovered(&self) -> Mass {
        Mass::from_checked(self.recovered)
    }

    /// What is lost in a step.
    pub fn lost(&self, step: RecyclingStep) -> Mass {
        Mass::from_checked(self.lost[step as usize])
    }

    /// What is lost in all steps.
    pub fn lost_in_all(&self) -> Mass {
        Mass::from_checked(self.input - self.recovered)
    }

    /// Several materials or flows together: the exact sums.
    ///
    /// # Errors
    /// [`TreatmentError::Sum`] if a sum is too large for a number.
    pub fn total_of(parts: &[Self]) -> Result<Self, TreatmentError> {
        let sum = |of: fn(&Self) -> f64| parts.iter().map(of).collect::<ExactSum>().value();
        Ok(Self {
            input: sum(|part| part.input)?,
            lost: [
                sum(|part| part.lost[0])?,
                sum(|part| part.lost[1])?,
                sum(|part| part.lost[2])?,
            ],
            recovered: sum(|part| part.recovered)?,
        })
    }
}

/// Recycles every material of a flow by its chain.
///
/// # Errors
/// - [`TreatmentError::NoChain`] with every material of the flow that has a mass and no chain;
/// - [`TreatmentError::Repeated`] for a material with two.
///
/// # Example
/// ```
/// use ict_impact::ewaste::materials::Composition;
/// use ict_impact::ewaste::recycling::{RecyclingChain, recycle_materials};
/// use ict_impact::quantity::{Share, parse};
/// use ict_impact::reference::bill_of_materials::Material;
/// let device = Composition::new(&[(Material::Copper, parse("1 kg")?), (Material::Plastic, parse("3 kg")?)])?;
/// let half = Share::new(0.5)?;
/// let chains = [
///     (Material::Copper, RecyclingChain::new(half, half, Share::WHOLE)),
///     (Material::Plastic, RecyclingChain::new(half, Share::NONE, Share::NONE)),
/// ];
/// let recycled = recycle_materials(&device.in_mass(parse("40 t")?)?, &chains)?;
/// assert_eq!(recycled[0].1.recovered(), parse("2.5 t")?); // 40 t · 1/4 · 0.5 · 0.5
/// assert_eq!(recycled[1].1.recovered(), parse("0 t")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn recycle_materials(
    flow: &MaterialFlow,
    chains: &[(Material, RecyclingChain)],
) -> Result<Vec<(Material, Recycled)>, TreatmentError> {
    for (at, (material, _)) in chains.iter().enumerate() {
        if chains[..at].iter().any(|(before, _)| before == material) {
            let what = material.to_string();
            return Err(TreatmentError::Repeated { what });
        }
    }
    let (mut recycled, mut without) = (Vec::new(), Vec::new());
    for (material, mass) in flow.iter() {
        match chains.iter().find(|(of, _)| *of == material) {
            Some((_, chain)) => recycled.push((material, chain.recycle(mass)?)),
            None if mass.base() > 0.0 => without.push(material),
            None => {}
        }
    }
    if without.is_empty() {
        Ok(recycled)
    } else {
        Err(TreatmentError::NoChain { materials: without })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ewaste::materials::Composition;

    fn kg(value: f64) -> Mass {
        Mass::from_checked(value)
    }

    fn chain(yields: [f64; 3]) -> RecyclingChain {
        let [c, p, e] = yields.map(|part| Share::new(part).unwrap());
        RecyclingChain::new(c, p, e)
    }

    #[test]
    fn all_or_nothing() {
        let all = chain([1.0; 3]).recycle(kg(0.3)).unwrap();
        assert_eq!((all.recovered(), all.lost_in_all()), (kg(0.3), kg(0.0)));
        let none = chain([0.0, 1.0, 1.0]).recycle(kg(0.3)).unwrap();
        assert_eq!(none.lost(RecyclingStep::Collection), kg(0.3));
        assert_eq!(
            chain([1.0; 3]).recycle(kg(0.0)).unwrap().recovered(),
            kg(0.0)
        );
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(chain([1.0; 3]).recycle(kg(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_material_without_a_chain_is_named() {
        let parts = [Material::Copper, Material::Steel, Material::Plastic];
        let flow = Composition::new(&parts.map(|material| (material, kg(1.0))));
        let flow = flow.unwrap().in_mass(kg(30.0)).unwrap();
        let copper = (Material::Copper, chain([0.5; 3]));
        let error = recycle_materials(&flow, &[copper]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no recycling chain is given for 2 material(s), first steel"
        );
        assert!(matches!(
            recycle_materials(&flow, &[copper, copper]),
            Err(TreatmentError::Repeated { .. })
        ));
    }
}
