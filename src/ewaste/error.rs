use alloc::string::String;
use alloc::vec::Vec;

use crate::column::ColumnError;
use crate::fleet::{LifetimeError, StockError};
use crate::quantity::QuantityError;
use crate::time::{TimeError, Year};

/// What can be wrong with figures on e-waste.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EwasteError {
    /// Less than nothing was put on the market: a fault of the data, which is not repaired here.
    #[error(
        "{what} is negative in {} year(s), first {} in {}: production, imports and exports do \
         not fit together",
        rows.len(), rows[0].1, rows[0].0
    )]
    NegativePutOnMarket {
        /// Mass or pieces.
        what: &'static str,
        /// Every such year and its value in base units, at least one.
        rows: Vec<(Year, f64)>,
    },
    /// A mass that cannot be negative.
    #[error("{what} must be 0 or more, not {kg} kg")]
    NegativeMass {
        /// What was given.
        what: &'static str,
        /// Its value.
        kg: f64,
    },
    /// A lifetime that has no density, for a model that needs one.
    #[error("put on the market in {year}: a lifetime that is {lifetime} has no density")]
    NoDensity {
        /// The year of entry.
        year: Year,
        /// The lifetime in words.
        lifetime: String,
    },
    /// Lifetime factors by year, for a model that knows no survival from year to year.
    #[error("lifetime factors by year need the mass-conserving model")]
    FactorsByYear,
    /// The stock model.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// Years that do not fit together.
    #[error(transparent)]
    Years(#[from] TimeError),
    /// A value that is not a finite number.
    #[error(transparent)]
    Values(#[from] ColumnError),
    /// A rate that is undefined.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
}

impl From<LifetimeError> for EwasteError {
    fn from(error: LifetimeError) -> Self {
        Self::Stock(error.into())
    }
}
