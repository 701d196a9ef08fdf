use core::fmt;

use alloc::vec::Vec;

use crate::column::ColumnError;
use crate::fleet::LifetimeError;
use crate::time::{TimeError, Year};

/// What can be wrong with a stock model and its input.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StockError {
    /// The years are not a series of increasing years.
    #[error(transparent)]
    Years(#[from] TimeError),
    /// A bound of the intervals.
    #[error("bound {row} of the intervals is {value}: bounds are finite and increase")]
    Bounds {
        /// Its position, from 0.
        row: usize,
        /// What was given, in calendar years.
        value: f64,
    },
    /// A list that does not fit the years.
    #[error("{found} {what} were given, {expected} are needed")]
    DifferentLengths {
        /// What is listed.
        what: &'static str,
        /// How many there must be.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// Values that the model does not take, with their years.
    #[error("{what} must be {accepted}, but is {}", Rows(rows))]
    Refused {
        /// What was given.
        what: &'static str,
        /// What is accepted.
        accepted: &'static str,
        /// Every refused year and its value in base units.
        rows: Vec<(Year, f64)>,
    },
    /// A lifetime.
    #[error(transparent)]
    Lifetime(#[from] LifetimeError),
    /// A stock that no inflow of its year can reach.
    #[error(
        "nothing that enters in {year} is in use at its end: the stock of {year} says nothing \
         about its inflow (lengthen the lifetime, or let the inflow enter later)"
    )]
    NothingSurvives {
        /// The year.
        year: Year,
    },
    /// An initial stock of an age that nothing reaches.
    #[error(
        "{value} of {cohort} were given as in use at the end of {year}, when by its lifetime \
         nothing of {cohort} is left"
    )]
    NothingLeft {
        /// The year of entry.
        cohort: Year,
        /// The year at whose end the stock was observed.
        year: Year,
        /// What was given, in base units.
        value: f64,
    },
    /// An initial stock that covers all years.
    #[error(
        "the initial stock has {cohorts} cohorts of {years} years: one year at least is left to compute"
    )]
    NothingToCompute {
        /// Cohorts of the initial stock.
        cohorts: usize,
        /// Years of the model.
        years: usize,
    },
    /// A result that is not a finite number.
    #[error(transparent)]
    Overflow(#[from] ColumnError),
}

impl StockError {
    pub(in crate::fleet) fn same_length(
        what: &'static str,
        expected: usize,
        found: usize,
    ) -> Result<(), Self> {
        if expected == found {
            return Ok(());
        }
        Err(Self::DifferentLengths {
            what,
            expected,
            found,
        })
    }

    /// Refuses all values below 0.
    pub(super) fn not_negative(
        what: &'static str,
        years: &[Year],
        values: &[f64],
    ) -> Result<(), Self> {
        if !values.iter().any(|&value| value < 0.0) {
            return Ok(());
        }
        let rows = years.iter().copied().zip(values.iter().copied());
        Err(Self::Refused {
            what,
            accepted: "0 or more",
            rows: rows.filter(|row| row.1 < 0.0).collect(),
        })
    }
}

struct Rows<'a>(&'a [(Year, f64)]);

impl fmt::Display for Rows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        for (place, (year, value)) in self.0.iter().take(SHOWN).enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            write!(f, "{separator}{value} in {year}")?;
        }
        if self.0.len() > SHOWN {
            write!(f, " and so in {} more", self.0.len() - SHOWN)?;
        }
        Ok(())
    }
}
