use core::fmt;

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::emissions::EmissionsError;
use crate::energy::EnergyError;
use crate::fleet::FleetError;
use crate::numeric::SumError;
use crate::place::Country;
use crate::quantity::{Quantity, QuantityError, text};
use crate::time::Year;

/// What can be wrong with the inventory of an organisation.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FootprintError {
    /// Rows of devices that cannot be counted.
    #[error(transparent)]
    Rows(#[from] RowProblems),
    /// Columns that should have a value for the same rows do not.
    #[error("the column `{column}` has {given} rows, the counts have {rows}")]
    DifferentLengths {
        /// The column.
        column: &'static str,
        /// Its rows.
        given: usize,
        /// Rows of the counts.
        rows: usize,
    },
    /// Countries and years without a carbon intensity of the grid.
    #[error("no carbon intensity of the grid of {}{}", list(.missing), off_by(.nearest))]
    NoGrid {
        /// What is missing, in order.
        missing: Vec<(Country, Year)>,
        /// How far from the year another year was looked for.
        nearest: u16,
    },
    /// Two things of one name.
    #[error("`{name}` is in the inventory twice: names tell things apart")]
    NameTwice {
        /// The name.
        name: String,
    },
    /// An input outside its range.
    #[error("{field} of `{name}` must be {accepted}, not {given}")]
    OutOfRange {
        /// What the input belongs to.
        name: String,
        /// The input.
        field: &'static str,
        /// What was given, with its unit.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A year outside the period of the inventory.
    #[error("`{name}` is of {year}; the inventory covers {first} to {last}")]
    YearOutside {
        /// What the year belongs to.
        name: String,
        /// The year.
        year: Year,
        /// The first year of the inventory.
        first: Year,
        /// The last year of the inventory.
        last: Year,
    },
    /// Devices of unknown age where the year of acquisition decides.
    #[error(
        "{count} device(s) of `{class}` have no age: the year of acquisition is not known; attribute their embodied emissions over their life instead"
    )]
    NoAge {
        /// The class.
        class: String,
        /// Number of devices.
        count: f64,
    },
    /// Footprints of operations that cannot be put together.
    #[error(
        "the footprints of `{first}` and `{other}` cover different years, count embodied emissions differently, or were put together before"
    )]
    DifferentOperations {
        /// The first operation.
        first: String,
        /// The one that differs.
        other: String,
    },
    /// A fleet that does not give its ages.
    #[error(transparent)]
    Fleet(#[from] FleetError),
    /// A class that the inventory does not have.
    #[error("class {class} is not one of the {classes} classes, counted from 0")]
    UnknownClass {
        /// Position of the class.
        class: usize,
        /// Number of classes.
        classes: usize,
    },
    /// A fleet whose years around this one are not one apart.
    #[error("the fleet of `{class}` has no year beside {year}: a footprint needs every year")]
    FleetNotYearly {
        /// The class.
        class: String,
        /// The year.
        year: Year,
    },
    /// Devices that are said to be in the meters of sites, and use more than the sites.
    #[error(
        "devices at metered sites of {country} use {devices} in {year}, more than the {sites} of all sites there"
    )]
    MeteredAboveSites {
        /// The country.
        country: Country,
        /// The year.
        year: Year,
        /// What the devices use, with its unit.
        devices: String,
        /// What the sites use, with its unit.
        sites: String,
    },
    /// A last year before the first.
    #[error("the inventory ends in {last}, before it begins in {first}")]
    PeriodReversed {
        /// The first year.
        first: Year,
        /// The last year.
        last: Year,
    },
    /// Emissions that are wrong, with the name of what they belong to.
    #[error("`{name}`: {error}")]
    Emissions {
        /// What they belong to.
        name: String,
        /// What is wrong.
        error: Box<EmissionsError>,
    },
    /// Energy that is wrong, with the name of what it belongs to.
    #[error("`{name}`: {error}")]
    Energy {
        /// What it belongs to.
        name: String,
        /// What is wrong.
        error: Box<EnergyError>,
    },
    /// A quantity that is not finite, or a ratio whose denominator is zero.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// A sum that is too large for a number.
    #[error(transparent)]
    Sum(#[from] SumError),
}

impl FootprintError {
    /// The error of the thing that has this name.
    pub(super) fn emissions(name: &str, error: EmissionsError) -> Self {
        Self::Emissions {
            name: String::from(name),
            error: Box::new(error),
        }
    }

    /// The error of the thing that has this name.
    pub(super) fn energy(name: &str, error: EnergyError) -> Self {
        Self::Energy {
            name: String::from(name),
            error: Box::new(error),
        }
    }
}

/// `value` of what has this name, if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(
    name: impl fmt::Display,
    field: &'static str,
    value: Q,
) -> Result<Q, FootprintError> {
    if value.base().is_finite() && value.base() >= 0.0 {
        return Ok(value);
    }
    Err(FootprintError::OutOfRange {
        name: name.to_string(),
        field,
        given: text(value),
        accepted: "finite and not negative",
    })
}

fn list(missing: &[(Country, Year)]) -> String {
    const SHOWN: usize = 5;
    let shown = missing.iter().take(SHOWN);
    let mut text: Vec<String> = shown
        .map(|(country, year)| alloc::format!("{country} {year}"))
        .collect();
    if missing.len() > SHOWN {
        text.push(alloc::format!("{} more", missing.len() - SHOWN));
    }
    text.join(", ")
}

fn off_by(years: &u16) -> String {
    match years {
        0 => String::new(),
        1 => String::from(" or of a year beside"),
        years => alloc::format!(" or of a year up to {years} years off"),
    }
}

/// What is wrong with one row of devices.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblem {
    /// A class that the inventory does not have.
    #[error("class {class} is not one of the {classes} classes, counted from 0")]
    UnknownClass {
        /// Position of the class.
        class: usize,
        /// Number of classes.
        classes: usize,
    },
    /// A year outside the period of the inventory.
    #[error("{year} is not from {first} to {last}")]
    YearOutside {
        /// The year.
        year: Year,
        /// The first year of the inventory.
        first: Year,
        /// The last year of the inventory.
        last: Year,
    },
    /// A negative number of devices.
    #[error("{count} devices: the number must not be negative")]
    NegativeCount {
        /// The number.
        count: f64,
    },
}

/// Rows of devices that cannot be counted, with what is wrong.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowProblems {
    rows: Vec<(usize, RowProblem)>,
    total: usize,
}

impl RowProblems {
    /// Rows kept with their problem; beyond it they are only counted.
    const KEPT: usize = 1000;

    /// Row (from 0) and problem, in order, at most 1000 of them.
    pub fn rows(&self) -> &[(usize, RowProblem)] {
        &self.rows
    }

    /// How many rows are wrong in all.
    pub fn total(&self) -> usize {
        self.total
    }

    #[cold]
    pub(super) fn add(&mut self, row: usize, problem: RowProblem) {
        if self.rows.len() < Self::KEPT {
            self.rows.push((row, problem));
        }
        self.total += 1;
    }

    /// The problems of rows that come after these.
    #[cfg(feature = "parallel")]
    pub(super) fn append(&mut self, later: &Self) {
        let room = Self::KEPT - self.rows.len();
        self.rows.extend(later.rows.iter().take(room));
        self.total += later.total;
    }

    pub(super) fn none_or<T>(self, value: T) -> Result<T, Self> {
        if self.total == 0 {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for RowProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        write!(f, "{} row(s) of devices cannot be counted", self.total)?;
        for (row, problem) in self.rows.iter().take(SHOWN) {
            write!(f, "; row {row}: {problem}")?;
        }
        if self.total > SHOWN {
            f.write_str("; …")?;
        }
        Ok(())
    }
}

impl core::error::Error for RowProblems {}
