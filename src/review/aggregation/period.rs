use alloc::vec::Vec;
use core::fmt;

use crate::time::{Biennium, Date, Year};

/// The period of an aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// One calendar year.
    Year(Year),
    /// Two years.
    Biennium(Biennium),
}

impl Period {
    /// The years of the period in order.
    pub fn years(self) -> Vec<Year> {
        match self {
            Self::Year(year) => alloc::vec![year],
            Self::Biennium(biennium) => biennium.years().to_vec(),
        }
    }

    /// The last year.
    pub fn last(self) -> Year {
        match self {
            Self::Year(year) => year,
            Self::Biennium(biennium) => biennium.last(),
        }
    }

    /// The first and the last day.
    pub fn days(self) -> (Date, Date) {
        match self {
            Self::Year(year) => (Date::first_of(year), Date::last_of(year)),
            Self::Biennium(biennium) => (biennium.start(), biennium.end()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => fmt::Display::fmt(year, f),
            Self::Biennium(biennium) => fmt::Display::fmt(biennium, f),
        }
    }
}
