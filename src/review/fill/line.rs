use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::StrategyCode;
use super::methods::{GroupOnly, Method, Open};
use crate::quantity::Ratio;
use crate::review::{Entity, Part};
use crate::source::SourceId;
use crate::time::Year;

/// A limit or a choice of a strategy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Parameter {
    /// What it is.
    pub name: &'static str,
    /// What it is set to.
    pub value: String,
}

/// A series beside the member's own that a fill was taken from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Donor {
    /// Code of the indicator.
    pub indicator: String,
    /// The entity, or the code of the group for a total.
    pub of: String,
    /// The years that were read.
    pub years: Vec<Year>,
}

/// Why a strategy did not fill a year.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Why {
    /// The plan has no strategy for the indicator.
    NotAsked,
    /// The strategy leaves this year open.
    Open {
        /// Its reason.
        reason: Open,
    },
    /// The strategy refuses the whole series.
    Refused {
        /// Its reason in words.
        reason: String,
    },
    /// Such a value is not filled by this strategy.
    NotForThis {
        /// What it is.
        what: &'static str,
    },
    /// The observed values are not all above, or not all below, zero: only strategies that add
    /// may fill it.
    CrossesZero,
    /// Another source has a value, but of another boundary.
    OtherBoundary,
    /// The peers, or the members of a total, do not have one boundary or method.
    MixedBoundaries,
    /// The country has no peers in the lists of the plan.
    NoPeers,
    /// The value is there and confidential: nothing stands in for it.
    Confidential,
    /// The ratio is observed: the numerator follows once the denominator is there.
    FollowsRatio,
}

/// A strategy that came first and did not fill the year.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Tried {
    /// The strategy.
    pub strategy: StrategyCode,
    /// Why it did not fill the year.
    #[serde(flatten)]
    pub why: Why,
}

/// A value that nobody reported, with all it rests on.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FillLine {
    /// Whose value.
    pub entity: Entity,
    /// The year.
    pub year: Year,
    /// Code of the amount.
    pub indicator: String,
    /// The ratio whose product with its denominator the observed amounts are, if they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_ratio: Option<String>,
    /// Which part of the whole.
    #[serde(skip_serializing_if = "Part::is_whole")]
    pub part: Part,
    /// The value in [`unit`](Self::unit).
    pub value: f64,
    /// Unit of the value and its range.
    pub unit: String,
    /// Lowest and highest value that it may have, if the strategy gives them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
    /// The strategy.
    pub strategy: StrategyCode,
    /// How the value was made.
    pub method: Method,
    /// Limits and choices of the strategy.
    pub parameters: Vec<Parameter>,
    /// The member's own observed years that it rests on.
    pub from: Vec<Year>,
    /// What else it rests on.
    pub donors: Vec<Donor>,
    /// Where all that came from.
    pub sources: BTreeSet<SourceId>,
    /// Boundaries stated of the values that it rests on.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub boundaries: BTreeSet<String>,
    /// Coefficient of variation of the ratios used, if there are at least two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variation: Option<f64>,
    /// Why it is this strategy: those that came first, and why they did not fill the year.
    pub tried: Vec<Tried>,
    #[serde(skip)]
    pub(super) base: Ends,
}

/// A value in base units with the ends of its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ends {
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Ends {
    pub(super) const fn exact(value: f64) -> Self {
        Self {
            value,
            low: value,
            high: value,
        }
    }
}

/// An estimate from peers: it stands in totals of groups and has no value of its own to read.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct PeerLine {
    /// For whom.
    pub entity: Entity,
    /// The year.
    pub year: Year,
    /// Code of the amount.
    pub indicator: String,
    /// The ratio whose product with its denominator the observed amounts are, if they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_ratio: Option<String>,
    /// Limits and choices of the strategy.
    pub parameters: Vec<Parameter>,
    /// The peers.
    pub peers: Vec<Entity>,
    /// Where their values and the drivers came from.
    pub sources: BTreeSet<SourceId>,
    /// Boundaries stated of the values that it rests on.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub boundaries: BTreeSet<String>,
    /// Why it is this strategy.
    pub tried: Vec<Tried>,
    #[serde(skip)]
    pub(super) estimate: GroupOnly<Ratio>,
}

/// A year that stays without a value.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct OpenGap {
    /// Whose value.
    pub entity: Entity,
    /// The year.
    pub year: Year,
    /// Code of the amount.
    pub indicator: String,
    /// The ratio whose product with its denominator the observed amounts are, if they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_ratio: Option<String>,
    /// Which part of the whole.
    #[serde(skip_serializing_if = "Part::is_whole")]
    pub part: Part,
    /// Why: of the first strategy, or because there is none for it.
    #[serde(flatten)]
    pub why: Why,
    /// Every strategy and why it did not fill the year.
    pub tried: Vec<Tried>,
}
