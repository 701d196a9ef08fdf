use crate::review::Entity;
use crate::time::Year;

use super::{Cell, PartCell, Place};

/// An entity and where it stands in a dataset, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::review) struct Member {
    pub(in crate::review) entity: Entity,
    pub(super) at: Option<usize>,
}

/// What a dataset holds of one indicator, found once to be read for many members and years.
#[derive(Debug, Clone, Copy)]
pub(in crate::review) struct Series<'a> {
    /// Place of the indicator in the set, if it is there.
    pub(super) indicator: Option<usize>,
    pub(super) cells: &'a [Cell],
    pub(super) parts: &'a [PartCell],
}

impl<'a> Series<'a> {
    pub(in crate::review) fn place(self, member: Member, year: Year) -> Option<Place> {
        Some(Place::new(self.indicator?, member.at?, year))
    }

    pub(in crate::review) fn cells(self) -> &'a [Cell] {
        self.cells
    }

    pub(in crate::review) fn cell(self, member: Member, year: Year) -> Option<&'a Cell> {
        let place = self.place(member, year)?;
        let at = self.cells.binary_search_by_key(&place, |cell| cell.place);
        self.cells.get(at.ok()?)
    }

    /// The value in base units; nothing for what is missing, zero for what does not occur.
    pub(in crate::review) fn amount(self, member: Member, year: Year) -> Option<f64> {
        self.cell(member, year)?.state.amount()
    }

    /// The parts of a value, as they were reported.
    pub(in crate::review) fn parts(self, member: Member, year: Year) -> &'a [PartCell] {
        let Some(place) = self.place(member, year) else {
            return &[];
        };
        let first = self.parts.partition_point(|part| part.place < place);
        let rest = self.parts.get(first..).unwrap_or_default();
        let count = rest.partition_point(|part| part.place == place);
        rest.get(..count).unwrap_or_default()
    }
}
