use alloc::vec::Vec;

use crate::numeric::ExactSum;
use crate::review::RestatementReason;

use super::Composition;

/// What one reason restated the previous biennium by.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BridgeStep {
    /// The reason.
    pub reason: RestatementReason,
    /// What it adds, in the unit of the indicator.
    pub amount: f64,
    /// How many values were restated for it; for the membership also how many members came or
    /// went.
    pub changed: usize,
}

/// The way from the previous biennium as published to the current one, step by step.
///
/// # Equation
/// ```text
/// C − P₀ = Σ_r s_r + like for like + drop-outs + incomplete + new reporters
/// s_r    = A_r − A_(r−1)          Σ_r s_r = P₁ − P₀
///
/// A_0 = P₀   previous biennium of the members then, with the values then
/// A_r        the same where the values restated for the reasons 1 to r are those of now
/// A_n = P₁   previous biennium of the members now, with the values now
/// C          current biennium                       all [unit of the indicator]
/// ```
/// The reasons follow each other as in [`RestatementReason::ALL`], membership first. For a sum the
/// steps do not depend on that order, but for values restated of members who came or went; for a
/// ratio they do, as a product of two changes belongs to both. The steps add up by construction;
/// what the rounding of each difference leaves is in [`rounding`](Self::rounding).
///
/// # Source
/// GHG Protocol Corporate Standard (2004), chapter 5: changes of method, boundary and errors are
/// told apart from real change. The order of the reasons is our choice.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Bridge {
    /// The previous biennium as published: where the bridge begins.
    pub from: f64,
    /// The restatement by reason, for each reason that occurs, in order.
    pub steps: Vec<BridgeStep>,
    /// The previous biennium as known now.
    pub restated: f64,
    /// Real change, over those who reported all four years.
    pub like_for_like: f64,
    /// What members take away that reported in the previous biennium alone.
    pub drop_outs: f64,
    /// What members change that reported in both bienniums, but not every year.
    pub incomplete: f64,
    /// What members add that reported in the current biennium alone.
    pub new_reporters: f64,
    /// The current biennium: where the bridge ends.
    pub to: f64,
    /// `to` less `from` less all steps, exactly: what the rounding of the steps leaves.
    pub rounding: f64,
}

impl Bridge {
    /// The bridge of these steps; `None` if one of them has no value.
    pub(super) fn of(
        from: f64,
        steps: Vec<BridgeStep>,
        restated: f64,
        composition: &Composition,
        to: f64,
    ) -> Option<Self> {
        let mut bridge = Self {
            from,
            steps,
            restated,
            like_for_like: composition.like_for_like?,
            drop_outs: composition.drop_outs_effect?,
            incomplete: composition.incomplete_effect?,
            new_reporters: composition.new_reporters_effect?,
            to,
            rounding: 0.0,
        };
        let mut left: ExactSum = bridge.amounts().map(|amount| -amount).collect();
        left.add(to);
        left.add(-from);
        bridge.rounding = left.value().ok()?;
        Some(bridge)
    }

    fn amounts(&self) -> impl Iterator<Item = f64> + '_ {
        let steps = self.steps.iter().map(|step| step.amount);
        steps.chain([
            self.like_for_like,
            self.drop_outs,
            self.incomplete,
            self.new_reporters,
        ])
    }

    /// All steps together, exactly and rounded once; `None` if that is too large for a number.
    pub fn sum(&self) -> Option<f64> {
        self.amounts().collect::<ExactSum>().value().ok()
    }
}
