use alloc::vec::Vec;

use crate::place::{Country, Group, ScheduledChanges};
use crate::time::Date;

use super::Period;

/// At which date a country has to be a member to be counted in a group.
///
/// Lists change: a country can leave the LDC list inside a biennium. Comparisons between
/// periods want one fixed list; a review of one period may want the list of its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MembersAt {
    /// The last day of the period.
    End,
    /// The first day of the period.
    Start,
    /// One date for all periods: a fixed panel.
    Date(Date),
}

impl MembersAt {
    /// The members that count, in the order of their codes. Scheduled changes count from their
    /// date on only if they are recorded to have taken effect.
    pub fn members(self, group: &Group, period: Period) -> Vec<Country> {
        let (first, last) = match period {
            Period::Year(year) => (Date::first_of(year), Date::last_of(year)),
            Period::Biennium(biennium) => (biennium.start(), biennium.end()),
        };
        let date = match self {
            Self::Start => first,
            Self::End => last,
            Self::Date(date) => date,
        };
        group.members_at(date, ScheduledChanges::Ignore)
    }
}
