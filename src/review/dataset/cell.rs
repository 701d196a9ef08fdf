use crate::time::Year;

/// Where a value belongs: indicator, entity and year in one number that sorts in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::review) struct Place(u64);

impl Place {
    /// `entity` is the place of the entity in the dataset.
    pub(in crate::review) fn new(indicator: usize, entity: usize, year: Year) -> Self {
        debug_assert!(indicator < 1 << 16 && entity < 1 << 32);
        Self((indicator as u64) << 48 | (entity as u64) << 16 | u64::from(year.get() as u16))
    }

    /// Place of the indicator in the set.
    pub(in crate::review) fn indicator(self) -> usize {
        (self.0 >> 48) as usize
    }

    /// Place of the entity in the dataset.
    pub(in crate::review) fn entity(self) -> usize {
        (self.0 >> 16) as u32 as usize
    }

    /// The year.
    pub(in crate::review) fn year(self) -> u16 {
        self.0 as u16
    }
}

/// The value in base units, or that there is nothing to add, or that it is included in what a
/// row says of something else, or that it is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::review) enum State {
    Value(f64),
    NothingToAdd,
    Elsewhere(u32),
    Missing,
}

impl State {
    /// A value in base units; zero for what does not occur, nothing for what is missing or
    /// included elsewhere.
    pub(in crate::review) fn amount(self) -> Option<f64> {
        match self {
            Self::Value(base) => Some(base),
            Self::NothingToAdd => Some(0.0),
            Self::Elsewhere(_) | Self::Missing => None,
        }
    }
}

/// What is known of one indicator, entity and year, and the rows that it was made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::review) struct Cell {
    pub(in crate::review) place: Place,
    pub(in crate::review) state: State,
    /// First and one past the last of its rows in the list of the dataset.
    pub(in crate::review) rows: (u32, u32),
}

/// One part of a cell, as one row said it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::review) struct PartCell {
    pub(in crate::review) place: Place,
    pub(in crate::review) state: State,
    pub(in crate::review) row: u32,
}
