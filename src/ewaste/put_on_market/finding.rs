use core::fmt;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::place::Country;
use crate::reference::unu_keys::UnuKey;
use crate::time::Year;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// An input that is negative, NaN or infinite.
    #[error("{field} must be finite and not negative, not {kg} kg")]
    Input {
        /// Production, imports or exports.
        field: &'static str,
        /// Its value.
        kg: f64,
    },
    /// Less than nothing was put on the market.
    #[error(
        "put on the market is negative, {kg} kg: production, imports and exports do not fit together"
    )]
    Negative {
        /// The apparent consumption.
        kg: f64,
    },
    /// The apparent consumption or the pieces are too large for a number.
    #[error("put on the market is too large for a number")]
    TooLarge,
    /// The table has no average mass of the year.
    #[error("no average mass in {year}: the table has {first} to {last}")]
    NoAverageMass {
        /// The year.
        year: Year,
        /// The first year of the table.
        first: Year,
        /// The last year of the table.
        last: Year,
    },
    /// The same key, country and year as a row above.
    #[error("the same as row {first} (counted from 0): add the trade codes of a key up first")]
    Repeated {
        /// The row above.
        first: usize,
    },
}

/// A row that gives no result, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The row, counted from 0.
    pub row: usize,
    /// The kind of equipment.
    pub key: UnuKey,
    /// The country.
    pub country: Country,
    /// The year.
    pub year: Year,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            row,
            key,
            country,
            year,
            problem,
        } = self;
        write!(
            f,
            "row {row}, {key} in {} {year}: {problem}",
            country.alpha3()
        )
    }
}

/// Rows that give no result, where all were asked for.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{} finding(s) in {rows} row(s) on equipment put on the market, first {}", findings.len(), first(findings))]
pub struct PutOnMarketError {
    /// How many rows there are.
    pub rows: usize,
    /// Everything found, by row: at least one.
    pub findings: Vec<Finding>,
}

fn first(findings: &[Finding]) -> String {
    findings
        .first()
        .map_or_else(String::new, ToString::to_string)
}
