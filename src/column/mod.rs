//! How are millions of values of one quantity held and computed on?
//!
//! A [`Column`] borrows a slice of `f64` in base units: the values of an Arrow `Float64Array`,
//! a polars chunk or a `Vec<f64>` are already that. A [`ColumnBuf`] owns one, read from values
//! in some unit. Both know their quantity, so a column of energy multiplies with a column of
//! carbon intensity and with nothing else, through the same formula as two scalars.
//!
//! Sums are exact (see [`crate::numeric`]): the same bits in any order, on any number of
//! threads, in any partition.
//!
//! ```
//! use ict_impact::column::ColumnBuf;
//! use ict_impact::quantity::{CarbonIntensity, Co2e, Energy};
//! let energy = ColumnBuf::<Energy>::read("kWh", &[100.0, 250.0])?;
//! let grid = ColumnBuf::<CarbonIntensity>::read("gCO2e/kWh", &[400.0, 40.0])?;
//! let total: Co2e = energy.column().zip_sum(grid.column(), |energy, grid| energy * grid)?;
//! assert_eq!(total.kg(), 50.0);
//! # Ok::<(), ict_impact::column::ColumnError>(())
//! ```

mod buffer;
mod error;

pub use buffer::ColumnBuf;
pub use error::{ColumnError, Refused};

use core::fmt;
use core::marker::PhantomData;

use alloc::vec::Vec;

use crate::numeric::{ExactSum, exact_sum_zip};
use crate::quantity::Quantity;

/// Values given to a thread at a time.
#[cfg(feature = "parallel")]
const CHUNK: usize = 64 * 1024;

/// A checked view of values of one quantity, in base units.
pub struct Column<'a, Q: Quantity> {
    base: &'a [f64],
    quantity: PhantomData<Q>,
}

impl<'a, Q: Quantity> Column<'a, Q> {
    /// The column of `base`, values in base units (J, W, kg, s, byte, m3, kgCO2e, kgCO2e/J, …).
    ///
    /// Shape: one value per row. Every value is checked, once.
    ///
    /// # Errors
    /// [`ColumnError::Refused`] with all rows whose value is NaN, infinite or outside the
    /// quantity's range.
    ///
    /// # Example
    /// ```
    /// use ict_impact::column::{Column, ColumnError};
    /// use ict_impact::quantity::Energy;
    /// let joules = [3.6e6, f64::NAN, 7.2e6];
    /// let Err(ColumnError::Refused(refused)) = Column::<Energy>::new(&joules) else { panic!() };
    /// assert_eq!(refused.rows()[0].0, 1);
    /// ```
    pub fn new(base: &'a [f64]) -> Result<Self, ColumnError> {
        error::check::<Q>(base)?;
        Ok(Self {
            base,
            quantity: PhantomData,
        })
    }

    /// The column of values that were checked before.
    pub(crate) const fn of_checked(base: &'a [f64]) -> Self {
        Self {
            base,
            quantity: PhantomData,
        }
    }

    /// Number of rows.
    pub const fn len(self) -> usize {
        self.base.len()
    }

    /// Whether there is no row.
    pub const fn is_empty(self) -> bool {
        self.base.is_empty()
    }

    /// The values in base units.
    pub const fn base(self) -> &'a [f64] {
        self.base
    }

    /// The value in `row`.
    pub fn get(self, row: usize) -> Option<Q> {
        self.base.get(row).map(|&base| Q::from_checked(base))
    }

    /// The values in order.
    pub fn iter(self) -> impl ExactSizeIterator<Item = Q> + use<'a, Q> {
        self.base.iter().map(|&base| Q::from_checked(base))
    }

    /// The rows `range` as a column of their own.
    pub fn rows(self, range: core::ops::Range<usize>) -> Option<Self> {
        self.base.get(range).map(|base| Self {
            base,
            quantity: PhantomData,
        })
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`ColumnError::Sum`] if the sum is too large for `f64`.
    pub fn sum(self) -> Result<Q, ColumnError> {
        self.partial_sum()
            .value()
            .map_err(ColumnError::Sum)
            .map(Q::from_checked)
    }

    /// The exact sum as a state that merges with those of other partitions.
    pub fn partial_sum(self) -> ExactSum {
        let mut sum = ExactSum::new();
        sum.add_slice(self.base);
        sum
    }

    /// The exact sum of `formula(value)`.
    ///
    /// # Equation
    /// ```text
    /// Σ_r formula(q_r)        r rows; each formula(q_r) rounded as for a scalar, the sum once
    /// ```
    ///
    /// # Errors
    /// [`ColumnError::Sum`] if a result or the sum is not finite.
    pub fn map_sum<S: Quantity>(self, formula: impl Fn(Q) -> S) -> Result<S, ColumnError> {
        exact_sum_zip([self.base], |[value]| {
            formula(Q::from_checked(value)).base()
        })
        .map_err(ColumnError::Sum)
        .map(S::from_checked)
    }

    /// The exact sum of `formula(left, right)`, row by row.
    ///
    /// # Equation
    /// ```text
    /// Σ_r formula(q_r, p_r)   r rows; each result rounded as for scalars, the sum once
    /// ```
    ///
    /// # Errors
    /// [`ColumnError::DifferentLengths`]; [`ColumnError::Sum`] if a result or the sum is not
    /// finite.
    pub fn zip_sum<P: Quantity, S: Quantity>(
        self,
        right: Column<'_, P>,
        formula: impl Fn(Q, P) -> S,
    ) -> Result<S, ColumnError> {
        error::same_length(self.len(), right.len())?;
        exact_sum_zip([self.base, right.base], |[q, p]| {
            formula(Q::from_checked(q), P::from_checked(p)).base()
        })
        .map_err(ColumnError::Sum)
        .map(S::from_checked)
    }

    /// [`zip_sum`](Self::zip_sum) as a state that merges with those of other partitions.
    ///
    /// # Errors
    /// [`ColumnError::DifferentLengths`].
    pub fn zip_partial_sum<P: Quantity, S: Quantity>(
        self,
        right: Column<'_, P>,
        formula: impl Fn(Q, P) -> S,
    ) -> Result<ExactSum, ColumnError> {
        error::same_length(self.len(), right.len())?;
        let mut sum = ExactSum::new();
        sum.add_zip([self.base, right.base], |[q, p]| {
            formula(Q::from_checked(q), P::from_checked(p)).base()
        })
        .map_err(ColumnError::Sum)?;
        Ok(sum)
    }

    /// [`zip_sum`](Self::zip_sum) on the threads of the current rayon pool, to the same bits.
    ///
    /// # Errors
    /// As [`zip_sum`](Self::zip_sum).
    #[cfg(feature = "parallel")]
    pub fn par_zip_sum<P: Quantity, S: Quantity>(
        self,
        right: Column<'_, P>,
        formula: impl Fn(Q, P) -> S + Sync,
    ) -> Result<S, ColumnError> {
        use rayon::prelude::*;
        error::same_length(self.len(), right.len())?;
        let partials: Result<Vec<ExactSum>, ColumnError> = self
            .base
            .par_chunks(CHUNK)
            .zip(right.base.par_chunks(CHUNK))
            .map(|(q, p)| {
                let left = Self {
                    base: q,
                    quantity: PhantomData,
                };
                let right = Column {
                    base: p,
                    quantity: PhantomData,
                };
                left.zip_partial_sum(right, &formula)
            })
            .collect();
        let mut sum = ExactSum::new();
        for partial in &partials? {
            sum.merge(partial);
        }
        sum.value().map_err(ColumnError::Sum).map(S::from_checked)
    }

    /// The column of `formula(value)`.
    ///
    /// # Errors
    /// [`ColumnError::Refused`] with all rows whose result is not allowed.
    pub fn map<S: Quantity>(self, formula: impl Fn(Q) -> S) -> Result<ColumnBuf<S>, ColumnError> {
        let base: Vec<f64> = self
            .base
            .iter()
            .map(|&value| formula(Q::from_checked(value)).base())
            .collect();
        ColumnBuf::from_base(base)
    }

    /// The column of `formula(left, right)`, row by row.
    ///
    /// # Errors
    /// [`ColumnError::DifferentLengths`]; [`ColumnError::Refused`] with all rows whose result is
    /// not allowed.
    pub fn zip_map<P: Quantity, S: Quantity>(
        self,
        right: Column<'_, P>,
        formula: impl Fn(Q, P) -> S,
    ) -> Result<ColumnBuf<S>, ColumnError> {
        error::same_length(self.len(), right.len())?;
        let base: Vec<f64> = self
            .base
            .iter()
            .zip(right.base)
            .map(|(&q, &p)| formula(Q::from_checked(q), P::from_checked(p)).base())
            .collect();
        ColumnBuf::from_base(base)
    }
}

impl<Q: Quantity> Clone for Column<'_, Q> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Q: Quantity> Copy for Column<'_, Q> {}

impl<Q: Quantity> fmt::Debug for Column<'_, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.len(), Q::name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{CarbonIntensity, Co2e, Energy, Share};
    use alloc::vec;

    const BLOCK: usize = 512;

    #[test]
    fn a_formula_gives_the_same_bits_for_columns_as_for_scalars() {
        let n = 3 * BLOCK + 7;
        let joules: Vec<f64> = (0..n).map(|i| 3.6e6 * (i as f64 + 0.1)).collect();
        let grid: Vec<f64> = (0..n).map(|i| 1e-7 / (i as f64 + 3.0)).collect();
        let (energy, intensity) = (
            Column::<Energy>::new(&joules).unwrap(),
            Column::<CarbonIntensity>::new(&grid).unwrap(),
        );
        let rows = energy.zip_map(intensity, |e, i| e * i).unwrap();
        let scalars: Vec<f64> = energy
            .iter()
            .zip(intensity.iter())
            .map(|(e, i)| (e * i).kg())
            .collect();
        assert_eq!(rows.column().base(), scalars);
        let sum: Co2e = energy.zip_sum(intensity, |e, i| e * i).unwrap();
        assert_eq!(sum, rows.column().sum().unwrap());
        let parts = [0..5, 5..BLOCK, BLOCK..n].map(|part| {
            let (e, i) = (
                energy.rows(part.clone()).unwrap(),
                intensity.rows(part).unwrap(),
            );
            e.zip_partial_sum(i, |e, i| e * i).unwrap()
        });
        let mut merged = ExactSum::new();
        for part in parts.iter().rev() {
            merged.merge(part);
        }
        assert_eq!(merged.value().unwrap().to_bits(), sum.kg().to_bits());
        #[cfg(feature = "parallel")]
        assert_eq!(energy.par_zip_sum(intensity, |e, i| e * i).unwrap(), sum);
    }

    #[test]
    fn lengths_must_agree() {
        let (a, b) = ([1.0, 2.0], [1.0]);
        let (a, b) = (
            Column::<Energy>::new(&a).unwrap(),
            Column::<CarbonIntensity>::new(&b).unwrap(),
        );
        let different = Err(ColumnError::DifferentLengths { left: 2, right: 1 });
        assert_eq!(a.zip_sum(b, |e, i| e * i), different);
        assert!(a.zip_map(b, |e, i| e * i).is_err());
    }

    #[test]
    fn every_bad_row_is_named() {
        let parts = vec![0.5, 1.5, f64::NAN, -0.1, 1.0];
        let Err(ColumnError::Refused(refused)) = Column::<Share>::new(&parts) else {
            panic!()
        };
        let rows: Vec<usize> = refused.rows().iter().map(|row| row.0).collect();
        assert_eq!(rows, [1, 2, 3]);
        let energy = Column::<Energy>::new(&[1e300]).unwrap();
        assert!(energy.map(|e| e * 1e300).is_err());
        assert!(energy.map_sum(|e| e * 1e300).is_err());
    }

    #[test]
    fn an_empty_column_sums_to_nothing() {
        assert_eq!(
            Column::<Energy>::new(&[]).unwrap().sum().unwrap().value,
            0.0
        );
    }
}
