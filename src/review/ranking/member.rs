use alloc::string::String;

use crate::review::target::Direction;

/// Why a member has no place in a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum LeftOut {
    /// Its value is filled, not observed.
    Filled,
    /// It has no value.
    Missing,
    /// Its unit cannot be converted.
    OtherUnit,
    /// Its boundary is another one.
    OtherBoundary,
    /// Its global warming potentials are of another assessment report or horizon.
    OtherWarmingPotentials,
    /// Its value covers other years.
    OtherPeriod,
    /// Another reason, in words.
    Other(String),
}

impl core::fmt::Display for LeftOut {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(match self {
            Self::Filled => "its value is filled",
            Self::Missing => "it has no value",
            Self::OtherUnit => "its unit cannot be converted",
            Self::OtherBoundary => "its boundary is another one",
            Self::OtherWarmingPotentials => "its global warming potentials are other ones",
            Self::OtherPeriod => "its value covers other years",
            Self::Other(reason) => reason,
        })
    }
}

/// A member, its value, and whether it can be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Member<K, Q> {
    pub(super) key: K,
    pub(super) value: Q,
    pub(super) interval: Option<(Q, Q)>,
    pub(super) left_out: Option<LeftOut>,
}

impl<K, Q> Member<K, Q> {
    /// A comparable member.
    pub fn new(key: K, value: Q) -> Self {
        Self {
            key,
            value,
            interval: None,
            left_out: None,
        }
    }

    /// The member with the 95 % interval of its value.
    #[must_use]
    pub fn with_interval(mut self, low: Q, high: Q) -> Self {
        self.interval = Some((low, high));
        self
    }

    /// The member without a place, for this reason.
    #[must_use]
    pub fn left_out(mut self, reason: LeftOut) -> Self {
        self.left_out = Some(reason);
        self
    }
}

/// What happens to members that cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Incomparable {
    /// They have no place and are listed with their reason.
    LeaveOut,
    /// There is no ranking.
    Refuse,
}

/// How members are ranked. The defaults are our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RankingRule {
    /// Which way is better; there is no default.
    pub better: Direction,
    /// How many comparable members there must be. Default 5.
    pub least_members: usize,
    /// What happens to members that cannot be compared. Default [`Incomparable::LeaveOut`].
    pub incomparable: Incomparable,
}

impl RankingRule {
    /// The default rule, where this way is better.
    pub fn new(better: Direction) -> Self {
        Self {
            better,
            least_members: 5,
            incomparable: Incomparable::LeaveOut,
        }
    }

    /// The rule with another number of members; none is refused all the same.
    #[must_use]
    pub fn with_least_members(mut self, members: usize) -> Self {
        self.least_members = members;
        self
    }

    /// The rule with another treatment of members that cannot be compared.
    #[must_use]
    pub fn with_incomparable(mut self, incomparable: Incomparable) -> Self {
        self.incomparable = incomparable;
        self
    }
}
