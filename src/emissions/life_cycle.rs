use core::iter::Sum;
use core::ops::Add;

use super::EmissionsError;

/// A stage of the life cycle, or several that a source does not tell apart.
///
/// # Source
/// Recommendation ITU-T L.1410 (12/2014), clause on life-cycle stages: goods raw material
/// acquisition, production, use, end-of-life treatment; transport, which L.1410 has as a process
/// between them, stands apart here. `CradleToGate` and `Embodied` are for figures that were
/// published undivided: they are not split by an assumption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LifeCycleStage {
    /// Acquisition of the raw materials.
    RawMaterials,
    /// Production: components, assembly.
    Production,
    /// Raw materials and production in one figure.
    CradleToGate,
    /// Transport to the user.
    Transport,
    /// Use, mostly electricity.
    Use,
    /// End-of-life treatment.
    EndOfLife,
    /// Everything but use in one figure.
    Embodied,
}

impl LifeCycleStage {
    /// Every stage, in the order of life.
    pub const ALL: [Self; 7] = [
        Self::RawMaterials,
        Self::Production,
        Self::CradleToGate,
        Self::Transport,
        Self::Use,
        Self::EndOfLife,
        Self::Embodied,
    ];

    /// The name in words, such as `end of life`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RawMaterials => "raw materials",
            Self::Production => "production",
            Self::CradleToGate => "raw materials and production",
            Self::Transport => "transport",
            Self::Use => "use",
            Self::EndOfLife => "end of life",
            Self::Embodied => "all but use",
        }
    }

    /// Whether the two stages have a part of the life in common.
    pub const fn overlaps(self, other: Self) -> bool {
        self.parts() & other.parts() != 0
    }

    /// The five stages as bits.
    const fn parts(self) -> u8 {
        match self {
            Self::RawMaterials => 0b00001,
            Self::Production => 0b00010,
            Self::CradleToGate => 0b00011,
            Self::Transport => 0b00100,
            Self::Use => 0b01000,
            Self::EndOfLife => 0b10000,
            Self::Embodied => 0b10111,
        }
    }
}

impl core::fmt::Display for LifeCycleStage {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.name())
    }
}

/// An amount by life-cycle stage. A stage without an amount is unknown, not zero.
///
/// # Example
/// ```
/// use ict_impact::emissions::{ByStage, LifeCycleStage};
/// use ict_impact::quantity::Co2e;
/// let laptop = ByStage::new([
///     (LifeCycleStage::CradleToGate, Co2e::from_kg(170.0)),
///     (LifeCycleStage::Transport, Co2e::from_kg(10.0)),
///     (LifeCycleStage::Use, Co2e::from_kg(60.0)),
/// ])?;
/// assert_eq!(laptop.embodied(), Some(Co2e::from_kg(180.0)));
/// assert_eq!(laptop.total(), Some(Co2e::from_kg(240.0)));
/// assert_eq!(laptop.get(LifeCycleStage::EndOfLife), None);
/// assert!(!laptop.covers(LifeCycleStage::EndOfLife));
/// # Ok::<(), ict_impact::emissions::EmissionsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByStage<Q> {
    amounts: [Option<Q>; LifeCycleStage::ALL.len()],
    /// What all products in it are known for; none if there is no product.
    covered: Option<u8>,
}

impl<Q: Copy> ByStage<Q> {
    /// The amounts of one product by stage.
    ///
    /// # Errors
    /// [`EmissionsError::StageTwice`] if a stage is given twice, by itself or within another.
    pub fn new(
        amounts: impl IntoIterator<Item = (LifeCycleStage, Q)>,
    ) -> Result<Self, EmissionsError> {
        let mut all = Self::default();
        for (stage, amount) in amounts {
            if let Some((first, _)) = all.iter().find(|(given, _)| given.overlaps(stage)) {
                return Err(EmissionsError::StageTwice {
                    first,
                    second: stage,
                });
            }
            all.set(stage, amount);
        }
        Ok(all)
    }

    /// The amounts of stages that do not overlap.
    pub(crate) fn of_checked<const N: usize>(amounts: [(LifeCycleStage, Q); N]) -> Self {
        let mut all = Self::default();
        for (stage, amount) in amounts {
            all.set(stage, amount);
        }
        all
    }

    fn set(&mut self, stage: LifeCycleStage, amount: Q) {
        self.amounts[stage as usize] = Some(amount);
        self.covered = Some(self.covered.unwrap_or(0) | stage.parts());
    }

    /// The same amounts, with this one for `stage`, of a product that is known for it alone.
    pub(super) fn replaced(mut self, stage: LifeCycleStage, amount: Q) -> Self {
        self.amounts[stage as usize] = Some(amount);
        self.covered = Some(stage.parts());
        self
    }

    /// The amount that stands under this name.
    pub const fn get(&self, stage: LifeCycleStage) -> Option<Q> {
        self.amounts[stage as usize]
    }

    /// Stages with an amount, in the order of life.
    pub fn iter(&self) -> impl Iterator<Item = (LifeCycleStage, Q)> + use<'_, Q> {
        LifeCycleStage::ALL
            .into_iter()
            .filter_map(|stage| Some((stage, self.get(stage)?)))
    }

    /// Whether the whole of `stage` is in some amount, be it with others; of several products,
    /// whether that is so for each.
    pub fn covers(&self, stage: LifeCycleStage) -> bool {
        self.covered.unwrap_or(0) & stage.parts() == stage.parts()
    }

    /// `change` of every amount.
    #[must_use]
    pub fn map<R>(&self, change: impl Fn(Q) -> R) -> ByStage<R> {
        ByStage {
            amounts: self.amounts.map(|amount| amount.map(&change)),
            covered: self.covered,
        }
    }
}

impl<Q: Copy + Sum<Q>> ByStage<Q> {
    /// What is known of all stages but use, if anything is.
    pub fn embodied(&self) -> Option<Q> {
        self.sum_of(|stage| stage != LifeCycleStage::Use)
    }

    /// What is known of all stages, if anything is. Not the whole life where a stage is missing:
    /// see [`covers`](Self::covers).
    pub fn total(&self) -> Option<Q> {
        self.sum_of(|_| true)
    }

    fn sum_of(&self, wanted: impl Fn(LifeCycleStage) -> bool) -> Option<Q> {
        let amounts = || self.iter().filter(|&(stage, _)| wanted(stage));
        amounts().next()?;
        Some(amounts().map(|(_, amount)| amount).sum())
    }
}

/// Nothing is known.
impl<Q> Default for ByStage<Q> {
    fn default() -> Self {
        Self {
            amounts: [const { None }; LifeCycleStage::ALL.len()],
            covered: None,
        }
    }
}

/// Adds two products, stage by stage. What is known of one only is all that is known of both, and
/// the stage is no longer covered.
impl<Q: Copy + Add<Output = Q>> Add for ByStage<Q> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let mut both = self;
        for (amount, other) in both.amounts.iter_mut().zip(other.amounts) {
            *amount = match (*amount, other) {
                (Some(a), Some(b)) => Some(a + b),
                (one, none) => one.or(none),
            };
        }
        both.covered = match (self.covered, other.covered) {
            (Some(a), Some(b)) => Some(a & b),
            (one, none) => one.or(none),
        };
        both
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;
    use LifeCycleStage::{CradleToGate, Embodied, EndOfLife, Production, RawMaterials, Use};

    const KG: Co2e = Co2e::from_kg(1.0);

    #[test]
    fn no_part_of_a_life_counts_twice() {
        for (first, second) in [
            (Use, Use),
            (RawMaterials, CradleToGate),
            (Embodied, EndOfLife),
            (CradleToGate, Embodied),
        ] {
            let error = ByStage::new([(first, KG), (second, KG)]).unwrap_err();
            assert_eq!(error, EmissionsError::StageTwice { first, second });
        }
        assert!(ByStage::new([(Embodied, KG), (Use, KG)]).is_ok());
        assert!(ByStage::new([(RawMaterials, KG), (Production, KG)]).is_ok());
    }

    #[test]
    fn what_is_covered_may_be_undivided() {
        let whole = ByStage::new([(Embodied, KG), (Use, KG)]).unwrap();
        assert!(LifeCycleStage::ALL.iter().all(|&stage| whole.covers(stage)));
        let apart = ByStage::new([(RawMaterials, KG), (Production, KG)]).unwrap();
        assert!(apart.covers(CradleToGate) && !apart.covers(Embodied));
        assert_eq!(ByStage::<Co2e>::default().total(), None);
    }

    #[test]
    fn products_add_stage_by_stage_and_nothing_is_lost() {
        let a = ByStage::new([(Embodied, KG), (Use, KG)]).unwrap();
        let b = ByStage::new([(Production, KG), (Use, KG)]).unwrap();
        let both = a + b;
        assert_eq!(both.get(Use), Some(Co2e::from_kg(2.0)));
        assert_eq!(both.total(), Some(Co2e::from_kg(4.0)));
        assert_eq!(both, b + a);
        assert!(both.covers(Use) && both.covers(Production));
        assert!(!both.covers(RawMaterials) && !both.covers(EndOfLife));
        assert_eq!(both + ByStage::default(), both);
    }
}
