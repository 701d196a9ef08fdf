//! How is a column, or a formula over columns, added?

use core::ops::Range;

use super::block::{BLOCK, Folder};
use super::{ExactSum, Refused};
use crate::numeric::SumError;

impl ExactSum {
    /// Adds a function of the index for every index of a range.
    ///
    /// Ranges that together cover the rows of a table, each in its own sum on its own thread,
    /// merge to the sum over the whole table.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// let mut low = ExactSum::new();
    /// low.add_by(0..50, |index| index as f64);
    /// let mut high = ExactSum::new();
    /// high.add_by(50..101, |index| index as f64);
    /// low.merge(&high);
    /// assert_eq!(low.value(), Ok(5050.0));
    /// ```
    pub fn add_by(&mut self, range: Range<usize>, mut function: impl FnMut(usize) -> f64) {
        let mut folder = Folder::new();
        let mut buffer = [0.0; BLOCK];
        let mut start = range.start;
        while start < range.end {
            let length = BLOCK.min(range.end - start);
            for (offset, slot) in buffer[..length].iter_mut().enumerate() {
                *slot = function(start + offset);
            }
            folder.push(self, &buffer[..length]);
            start += length;
        }
        folder.finish(self);
    }

    /// Adds a function of the values of each row of some columns.
    ///
    /// # Errors
    /// [`SumError::LengthMismatch`] if the columns differ in length; nothing is added then.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// let (devices, watts) = ([2.0, 3.0], [10.0, 5.0]);
    /// let mut sum = ExactSum::new();
    /// sum.add_zip([&devices, &watts], |[devices, watts]| devices * watts)?;
    /// assert_eq!(sum.value(), Ok(35.0));
    /// # Ok::<(), ict_impact::numeric::SumError>(())
    /// ```
    pub fn add_zip<const COLUMNS: usize>(
        &mut self,
        columns: [&[f64]; COLUMNS],
        function: impl FnMut([f64; COLUMNS]) -> f64,
    ) -> Result<(), SumError> {
        let length = common_length(&columns)?;
        zip_blocks(self, columns, length, function, |_, _, _| Ok(()))
    }
}

/// The sum of a slice, rounded once.
///
/// # Equation
/// ```text
/// S = round( x_0 + x_1 + … )
///
/// x_i    the values
/// round  to the nearest f64, ties to even, applied once
/// ```
///
/// # Source
/// See [`ExactSum`].
///
/// # Errors
/// - [`SumError::NotFinite`] with the position of the first infinity or NaN.
/// - [`SumError::Overflow`] if the rounded sum lies beyond ±[`f64::MAX`].
///
/// # Example
/// ```
/// use ict_impact::numeric::exact_sum;
///
/// assert_eq!(exact_sum(&[1e100, 1.0, -1e100]), Ok(1.0));
/// ```
pub fn exact_sum(values: &[f64]) -> Result<f64, SumError> {
    let mut sum = ExactSum::new();
    sum.add_slice(values);
    locate(&sum, values, 0)?;
    sum.value()
}

/// The sum of a function of the index, each result as the function rounds it.
///
/// # Equation
/// ```text
/// S = round( f(0) + f(1) + … + f(n-1) )
///
/// f      the function, whose results are f64
/// n      the length
/// round  to the nearest f64, ties to even, applied once
/// ```
///
/// # Source
/// See [`ExactSum`].
///
/// # Errors
/// - [`SumError::NotFinite`] with the index and value of the first infinite or NaN result.
/// - [`SumError::Overflow`] if the rounded sum lies beyond ±[`f64::MAX`].
///
/// # Example
/// The bounds checks of `column[index]` keep a loop from vectorising; [`exact_sum_zip`] has none.
/// ```
/// use ict_impact::numeric::exact_sum_by;
///
/// assert_eq!(exact_sum_by(4, |index| 1.0 / (1 << index) as f64), Ok(1.875));
/// ```
pub fn exact_sum_by(
    length: usize,
    mut function: impl FnMut(usize) -> f64,
) -> Result<f64, SumError> {
    let mut sum = ExactSum::new();
    let mut folder = Folder::new();
    let mut buffer = [0.0; BLOCK];
    for start in (0..length).step_by(BLOCK) {
        let block = &mut buffer[..BLOCK.min(length - start)];
        for (offset, slot) in block.iter_mut().enumerate() {
            *slot = function(start + offset);
        }
        folder.push(&mut sum, block);
        locate(&sum, block, start)?;
    }
    folder.finish(&mut sum);
    sum.value()
}

/// The sum of a function of the values of each row, each result as the function rounds it.
///
/// The function's loop runs over blocks of known length, so that a function without branches
/// is computed on several rows at once.
///
/// # Equation
/// ```text
/// S = round( f(a_0, b_0, …) + f(a_1, b_1, …) + … )
///
/// a, b, …  the columns, all of one length
/// f        the function, whose results are f64
/// round    to the nearest f64, ties to even, applied once
/// ```
///
/// # Source
/// See [`ExactSum`].
///
/// # Errors
/// - [`SumError::LengthMismatch`] if the columns differ in length.
/// - [`SumError::NotFinite`] with the row and value of the first infinite or NaN result.
/// - [`SumError::Overflow`] if the rounded sum lies beyond ±[`f64::MAX`].
///
/// # Example
/// ```
/// use ict_impact::numeric::exact_sum_zip;
///
/// let energy = [1000.0, 250.0];
/// let intensity = [0.25, 0.5];
/// let emissions = exact_sum_zip([&energy, &intensity], |[energy, intensity]| energy * intensity);
/// assert_eq!(emissions, Ok(375.0));
/// ```
pub fn exact_sum_zip<const COLUMNS: usize>(
    columns: [&[f64]; COLUMNS],
    function: impl FnMut([f64; COLUMNS]) -> f64,
) -> Result<f64, SumError> {
    let mut sum = ExactSum::new();
    let length = common_length(&columns)?;
    zip_blocks(&mut sum, columns, length, function, locate)?;
    sum.value()
}

/// Adds the function of each row block by block, calling `check` with the sum, block and start.
#[inline]
fn zip_blocks<const COLUMNS: usize>(
    sum: &mut ExactSum,
    columns: [&[f64]; COLUMNS],
    length: usize,
    mut function: impl FnMut([f64; COLUMNS]) -> f64,
    check: impl Fn(&ExactSum, &[f64], usize) -> Result<(), SumError>,
) -> Result<(), SumError> {
    let mut folder = Folder::new();
    let mut buffer = [0.0; BLOCK];
    let blocks: [&[[f64; BLOCK]]; COLUMNS] = columns.map(|column| column.as_chunks().0);
    let full = length / BLOCK;
    for index in 0..full {
        let block: [&[f64; BLOCK]; COLUMNS] = blocks.map(|column| &column[index]);
        for row in 0..BLOCK {
            buffer[row] = function(block.map(|column| column[row]));
        }
        folder.push(sum, &buffer);
        check(sum, &buffer, index * BLOCK)?;
    }
    let start = full * BLOCK;
    let rest = &mut buffer[..length - start];
    for (row, slot) in rest.iter_mut().enumerate() {
        *slot = function(columns.map(|column| column[start + row]));
    }
    folder.push(sum, rest);
    check(sum, rest, start)?;
    folder.finish(sum);
    Ok(())
}

/// The length that all columns share.
pub(super) fn common_length(columns: &[&[f64]]) -> Result<usize, SumError> {
    let expected = columns.first().map_or(0, |column| column.len());
    match columns.iter().find(|column| column.len() != expected) {
        Some(column) => Err(SumError::LengthMismatch {
            expected,
            found: column.len(),
        }),
        None => Ok(expected),
    }
}

/// Reports the first value of `block` that made `sum` refuse, counted from `start`.
fn locate(sum: &ExactSum, block: &[f64], start: usize) -> Result<(), SumError> {
    if sum.refused() == Refused::default() {
        return Ok(());
    }
    match block.iter().position(|value| !value.is_finite()) {
        Some(offset) => Err(SumError::NotFinite {
            index: start + offset,
            value: block[offset],
        }),
        None => Ok(()),
    }
}
