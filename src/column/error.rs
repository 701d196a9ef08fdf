use core::fmt;

use alloc::string::String;
use alloc::vec::Vec;

use crate::numeric::SumError;
use crate::quantity::{Quantity, QuantityError};

/// What can be wrong with a column.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// Values that are not allowed, with their rows.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Two columns that should have a value for the same rows do not.
    #[error("the columns have {left} and {right} rows")]
    DifferentLengths {
        /// Rows of the left column.
        left: usize,
        /// Rows of the right column.
        right: usize,
    },
    /// A unit that the quantity does not have.
    #[error(transparent)]
    Unit(#[from] QuantityError),
    /// The sum has no finite value.
    #[error(transparent)]
    Sum(SumError),
}

/// Rows whose values are not allowed.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    quantity: String,
    rows: Vec<(usize, QuantityError)>,
    total: usize,
}

impl Refused {
    /// Rows kept with their reason; beyond it they are only counted.
    const KEPT: usize = 1000;

    /// Row (from 0) and reason, in order, at most 1000 of them.
    pub fn rows(&self) -> &[(usize, QuantityError)] {
        &self.rows
    }

    /// How many rows are refused in all.
    pub fn total(&self) -> usize {
        self.total
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        write!(f, "{} refused in {} row(s)", self.quantity, self.total)?;
        for (row, reason) in self.rows.iter().take(SHOWN) {
            write!(f, "; row {row}: {reason}")?;
        }
        if self.total > SHOWN {
            f.write_str("; …")?;
        }
        Ok(())
    }
}

impl core::error::Error for Refused {}

pub(super) fn check<Q: Quantity>(base: &[f64]) -> Result<(), ColumnError> {
    // Without an exit inside a block the check of a block is computed on several rows at once.
    let allowed = |block: &[f64]| {
        block
            .iter()
            .fold(true, |all, &value| all & Q::allows(value))
    };
    if base.chunks(1024).all(allowed) {
        return Ok(());
    }
    let refused = || {
        base.iter()
            .enumerate()
            .filter_map(|(row, &value)| Some((row, Q::check(value).err()?)))
    };
    Err(ColumnError::Refused(Refused {
        quantity: Q::name(),
        total: refused().count(),
        rows: refused().take(Refused::KEPT).collect(),
    }))
}

pub(super) fn same_length(left: usize, right: usize) -> Result<(), ColumnError> {
    if left == right {
        Ok(())
    } else {
        Err(ColumnError::DifferentLengths { left, right })
    }
}
