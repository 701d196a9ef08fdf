use alloc::vec::Vec;

use crate::numeric::ExactSum;
use crate::review::{Entity, Fact, ReviewError};

/// A change between two bienniums, split into real change and who came, went or was incomplete.
///
/// # Equation
/// ```text
/// dropped        = P(F ∪ I) − P(F ∪ I ∪ D)
/// like for like  = C(F) − P(F)
/// incomplete     = (P(F) − P(F ∪ I)) + (C(F ∪ I) − C(F))
/// new            = C(F ∪ I ∪ N) − C(F ∪ I)
/// C(F ∪ I ∪ N) − P(F ∪ I ∪ D) = like for like + dropped + incomplete + new
///
/// P(M), C(M)  the aggregate of the members M in the previous, in the current biennium
///             [unit of the indicator]
/// F  members that reported every year of both bienniums
/// I  members that reported in both, but not every year
/// D  members that reported in the previous biennium alone, N in the current alone
/// ```
/// The steps telescope, so they add to the change for sums and for ratios alike. For a ratio what
/// one step is depends on the order of the steps: those who left go first, those who came last.
///
/// # Source
/// Our choice: a fixed panel, and the rest by how it reported.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Composition {
    /// Members that reported every year of both bienniums.
    pub panel: Vec<Entity>,
    /// Members that reported in the current biennium alone.
    pub new_reporters: Vec<Entity>,
    /// Members that reported in the previous biennium alone.
    pub drop_outs: Vec<Entity>,
    /// Members that reported in both, but not every year.
    pub incomplete: Vec<Entity>,
    /// Real change, over the panel alone; `None` if the panel has no value in one of them.
    pub like_for_like: Option<f64>,
    /// What the new reporters add.
    pub new_reporters_effect: Option<f64>,
    /// What the drop-outs take away.
    pub drop_outs_effect: Option<f64>,
    /// What those who missed a year change.
    pub incomplete_effect: Option<f64>,
}

/// Which biennium an aggregate is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Previous,
    Current,
}

impl Composition {
    /// Leaves who came and went, and not by how much.
    pub(in crate::review) fn hide_effects(&mut self) {
        self.like_for_like = None;
        self.new_reporters_effect = None;
        self.drop_outs_effect = None;
        self.incomplete_effect = None;
    }

    /// Splits the change between two facts; `value` is the aggregate of these members.
    pub(super) fn between(
        previous: &Fact,
        current: &Fact,
        value: impl Fn(&[Entity], When) -> Result<Option<f64>, ReviewError>,
    ) -> Result<Self, ReviewError> {
        let reported =
            |fact: &Fact, who: &Entity| fact.reporting.contains(who) || fact.partly.contains(who);
        let (mut panel, mut incomplete, mut drop_outs) = (Vec::new(), Vec::new(), Vec::new());
        for who in previous.reporting.iter().chain(&previous.partly) {
            let all = previous.reporting.contains(who) && current.reporting.contains(who);
            match reported(current, who) {
                true if all => panel.push(*who),
                true => incomplete.push(*who),
                false => drop_outs.push(*who),
            }
        }
        let each = current.reporting.iter().chain(&current.partly);
        let mut new_reporters: Vec<Entity> = each
            .copied()
            .filter(|who| !reported(previous, who))
            .collect();
        for list in [&mut incomplete, &mut drop_outs, &mut new_reporters] {
            list.sort_unstable();
        }
        let both: Vec<Entity> = panel.iter().chain(&incomplete).copied().collect();
        let of_panel = |when| value(&panel, when);
        let (p, c) = (of_panel(When::Previous)?, of_panel(When::Current)?);
        let (p_both, c_both) = match incomplete.is_empty() {
            true => (p, c),
            false => (value(&both, When::Previous)?, value(&both, When::Current)?),
        };
        let p_all = match drop_outs.is_empty() {
            true => p_both,
            false => {
                let all: Vec<Entity> = both.iter().chain(&drop_outs).copied().collect();
                value(&all, When::Previous)?
            }
        };
        let c_all = match new_reporters.is_empty() {
            true => c_both,
            false => {
                let all: Vec<Entity> = both.iter().chain(&new_reporters).copied().collect();
                value(&all, When::Current)?
            }
        };
        Ok(Self {
            like_for_like: difference(c, p),
            drop_outs_effect: difference(p_both, p_all),
            incomplete_effect: sum(&[p, p_both.map(|v| -v), c_both, c.map(|v| -v)]),
            new_reporters_effect: difference(c_all, c_both),
            panel,
            new_reporters,
            drop_outs,
            incomplete,
        })
    }
}

pub(super) fn difference(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some(a? - b?)
}

/// The exact sum, rounded once; `None` if one is missing or the sum is too large.
pub(super) fn sum(values: &[Option<f64>]) -> Option<f64> {
    let mut sum = ExactSum::new();
    for value in values {
        sum.add((*value)?);
    }
    sum.value().ok()
}
