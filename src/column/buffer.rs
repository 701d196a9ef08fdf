use core::fmt;
use core::marker::PhantomData;

use alloc::vec::Vec;

use super::{Column, ColumnError, error};
use crate::quantity::{Quantity, QuantityError, Unit, unit_of_column};

/// Values of one quantity that the column owns.
#[derive(Clone, PartialEq)]
pub struct ColumnBuf<Q: Quantity> {
    base: Vec<f64>,
    quantity: PhantomData<Q>,
}

impl<Q: Quantity> ColumnBuf<Q> {
    /// The column of `base`, values in base units.
    ///
    /// # Errors
    /// [`ColumnError::Refused`] with all rows whose value is not allowed.
    pub fn from_base(base: Vec<f64>) -> Result<Self, ColumnError> {
        error::check::<Q>(&base)?;
        Ok(Self {
            base,
            quantity: PhantomData,
        })
    }

    /// The column of `values` in the unit with this symbol.
    ///
    /// # Errors
    /// [`ColumnError::Unit`] for an unknown symbol; [`ColumnError::Refused`] with all rows whose
    /// value is not allowed.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::quantity::Mass;
    /// let collected = ColumnBuf::<Mass>::read("t", &[1.5, 0.5])?;
    /// assert_eq!(collected.column().sum()?.value, 2000.0);
    /// assert!(ColumnBuf::<Mass>::read("kWh", &[1.5]).is_err());
    /// # Ok::<(), ict_impact::column::ColumnError>(())
    /// ```
    pub fn read(symbol: &str, values: &[f64]) -> Result<Self, ColumnError> {
        let unit = Q::find_unit(symbol).ok_or_else(|| QuantityError::unknown_unit::<Q>(symbol))?;
        Self::in_unit(&unit, values)
    }

    /// The column under a CSV header that ends with its unit, such as `energy_kWh`.
    ///
    /// # Errors
    /// [`ColumnError::Unit`] if the header has no unit of the quantity; [`ColumnError::Refused`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::ColumnBuf;
    /// use ict_impact::quantity::Energy;
    /// let energy = ColumnBuf::<Energy>::from_csv("energy_MWh", &[2.0])?;
    /// assert_eq!(energy.column().base(), [7.2e9]);
    /// assert!(ColumnBuf::<Energy>::from_csv("energy", &[2.0]).is_err());
    /// # Ok::<(), ict_impact::column::ColumnError>(())
    /// ```
    pub fn from_csv(header: &str, values: &[f64]) -> Result<Self, ColumnError> {
        let (_, unit) = unit_of_column::<Q>(header)?;
        Self::in_unit(&unit, values)
    }

    fn in_unit(unit: &Unit, values: &[f64]) -> Result<Self, ColumnError> {
        Self::from_base(values.iter().map(|&value| unit.to_base(value)).collect())
    }

    /// The column, to compute on.
    pub fn column(&self) -> Column<'_, Q> {
        Column {
            base: &self.base,
            quantity: PhantomData,
        }
    }

    /// The values in base units.
    pub fn into_base(self) -> Vec<f64> {
        self.base
    }
}

impl<Q: Quantity> fmt::Debug for ColumnBuf<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.column().fmt(f)
    }
}
