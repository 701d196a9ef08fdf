//! How are products added without rounding any of them?

use super::block::{BLOCK, Folder};
use super::slices::common_length;
use super::span::{LANES, Span};
use super::{ExactSum, parts};
use crate::numeric::SumError;

/// Magnitudes in [2^-450, 2^450): a product and its rounding error are then normal numbers.
const SAFE: i32 = 450;

/// 2^27 + 1, which splits a significand of 53 bits in two halves.
const SPLITTER: f64 = 134_217_729.0;

impl ExactSum {
    /// Adds the product of two values without rounding it, whatever its magnitude.
    ///
    /// An infinite or NaN factor is counted as what the product is.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// // (1 + 2^-30)^2 = 1 + 2^-29 + 2^-60, of which f64 loses the last term.
    /// let near_one = 1.0 + 1.0 / 1_073_741_824.0;
    /// let mut sum = ExactSum::new();
    /// sum.add_product(near_one, near_one);
    /// sum.add(-(near_one * near_one));
    /// assert_eq!(sum.value(), Ok(1.0 / 1_152_921_504_606_846_976.0));
    /// ```
    pub fn add_product(&mut self, left: f64, right: f64) {
        match (parts(left), parts(right)) {
            (
                Some((left_significand, left_exponent)),
                Some((right_significand, right_exponent)),
            ) => {
                self.add_scaled(
                    u128::from(left_significand) * u128::from(right_significand),
                    left_exponent + right_exponent,
                    left.is_sign_negative() != right.is_sign_negative(),
                );
            }
            _ => self.refuse(left * right),
        }
    }

    /// Adds the products of two columns, row by row, without rounding any of them.
    ///
    /// # Errors
    /// [`SumError::LengthMismatch`] if the columns differ in length; nothing is added then.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// let mut sum = ExactSum::new();
    /// sum.add_products(&[1e200, 1.0], &[1e200, 2.0])?;
    /// sum.add_products(&[1e200], &[-1e200])?;
    /// assert_eq!(sum.value(), Ok(2.0));
    /// # Ok::<(), ict_impact::numeric::SumError>(())
    /// ```
    pub fn add_products(&mut self, left: &[f64], right: &[f64]) -> Result<(), SumError> {
        common_length(&[left, right])?;
        let (mut products, mut errors) = (Folder::new(), Folder::new());
        for (left, right) in left.chunks(BLOCK).zip(right.chunks(BLOCK)) {
            if is_safe(left) && is_safe(right) {
                let (mut product, mut error) = ([0.0; BLOCK], [0.0; BLOCK]);
                for (((left, right), product), error) in
                    left.iter().zip(right).zip(&mut product).zip(&mut error)
                {
                    (*product, *error) = two_product(*left, *right);
                }
                products.push(self, &product[..left.len()]);
                errors.push(self, &error[..left.len()]);
            } else {
                for (&left, &right) in left.iter().zip(right) {
                    self.add_product(left, right);
                }
            }
        }
        products.finish(self);
        errors.finish(self);
        Ok(())
    }
}

/// The sum of the exact products of two columns, rounded once.
///
/// # Equation
/// ```text
/// D = round( a_0 · b_0 + a_1 · b_1 + … )
///
/// a, b   the columns, both of one length
/// round  to the nearest f64, ties to even, applied once; the products are not rounded
/// ```
///
/// Products are split into two `f64` where both factors lie between 2^-450 and 2^450 and
/// multiplied in integers elsewhere, so none underflows or overflows.
///
/// # Source
/// T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
/// Mathematik 18 (1971), for the split; [`ExactSum`] for the sum.
///
/// # Errors
/// - [`SumError::LengthMismatch`] if the columns differ in length.
/// - [`SumError::NotFinite`] with the row and value of the first infinite or NaN factor.
/// - [`SumError::Overflow`] if the rounded sum lies beyond ±[`f64::MAX`].
///
/// # Example
/// ```
/// use ict_impact::numeric::exact_dot;
///
/// assert_eq!(exact_dot(&[1e200, 3.0, -1e200], &[1e200, 0.5, 1e200]), Ok(1.5));
/// ```
pub fn exact_dot(left: &[f64], right: &[f64]) -> Result<f64, SumError> {
    let mut sum = ExactSum::new();
    sum.add_products(left, right)?;
    match sum.value() {
        Err(SumError::Tainted { .. }) => {}
        result => return result,
    }
    let rows = left.iter().zip(right).enumerate();
    let mut refused = rows.flat_map(|(index, (&left, &right))| [(index, left), (index, right)]);
    match refused.find(|(_, value)| !value.is_finite()) {
        Some((index, value)) => Err(SumError::NotFinite { index, value }),
        None => sum.value(),
    }
}

/// Whether products and splits of these values stay clear of overflow and underflow.
fn is_safe(values: &[f64]) -> bool {
    let within =
        |span: Option<Span>| span.is_some_and(|span| span.low >= -SAFE && span.high <= SAFE);
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut tail = [0.0; LANES];
    tail[..rest.len()].copy_from_slice(rest);
    within(Span::of(chunks)) && within(Span::of(&[tail]))
}

/// The rounded product and its rounding error, whose sum is the exact product.
#[inline(always)]
fn two_product(left: f64, right: f64) -> (f64, f64) {
    let product = left * right;
    let (left_high, left_low) = split(left);
    let (right_high, right_low) = split(right);
    let error = left_low * right_low
        - (((product - left_high * right_high) - left_low * right_high) - left_high * right_low);
    (product, error)
}

/// Two halves of at most 26 bits each, whose sum is the value.
#[inline(always)]
fn split(value: f64) -> (f64, f64) {
    let scaled = SPLITTER * value;
    let high = scaled - (scaled - value);
    (high, value - high)
}
