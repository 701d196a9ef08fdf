//! How is a column added so that its sum has one value, whatever the order and the partition?
//!
//! [`ExactSum`] keeps every bit of what it is given and rounds once, at the end. Slices go
//! through a blocked kernel (`block`) that splits each value between a few windows of the
//! exponent range in ordinary floating-point operations, none of which rounds; a block whose
//! values lie too far apart is added by exponent in integers (`table`).

mod accumulator;
mod block;
mod limbs;
mod product;
mod slices;
mod span;
mod state;
mod table;

use alloc::boxed::Box;
use core::fmt;

use self::accumulator::{Refused, Spill, WINDOW, parts};
use self::block::{BLOCK, Folder};
use self::limbs::LIMBS;
use super::SumError;

pub use self::product::exact_dot;
pub use self::slices::{exact_sum, exact_sum_by, exact_sum_zip};

/// A sum of `f64` values without any rounding until it is read.
///
/// The result is the real sum of all values, rounded once to the nearest `f64` (ties to even).
/// It is the same bits for every order, partition, thread count and tree of merges.
///
/// # Equation
/// ```text
/// S = round( x_1 + x_2 + … + x_n )
///
/// x_i    a finite value of any magnitude, subnormal ones included
/// n      at most 2^63
/// round  to the nearest f64, ties to even, applied once
/// S      the result, in the unit of the x_i; +0.0 if the real sum is zero or n = 0
/// ```
///
/// A sum whose bits span fewer than about 200 binary places takes 48 bytes and allocates
/// nothing; a wider one moves to 568 bytes on the heap. Infinities and NaN are counted, and
/// make [`value`](Self::value) an error.
///
/// The serialised form is `±significand · 2^exponent` with an odd hexadecimal significand, so
/// equal sums are written equally whatever was added in whatever order.
///
/// # Source
/// The windows are those of J. Demmel and Y. Hida, "Accurate and efficient floating point
/// summation", SIAM Journal on Scientific Computing 25 (2003), and of J. Demmel and
/// H. D. Nguyen, "Parallel reproducible summation", IEEE Transactions on Computers 64 (2015),
/// carried on until no residual is left; the full-range accumulator is that of R. M. Neal,
/// "Fast exact summation using small and large superaccumulators", arXiv:1505.05571 (2015).
///
/// # Example
/// Adding left to right in `f64` gives 0 here, since 1e16 + 1 rounds to 1e16.
/// ```
/// use ict_impact::numeric::ExactSum;
///
/// let mut east = ExactSum::new();
/// east.add_slice(&[1e16, 1.0]);
/// let west: ExactSum = [-1e16].into_iter().collect();
/// east.merge(&west);
/// assert_eq!(east.value(), Ok(1.0));
/// ```
#[derive(Clone)]
pub struct ExactSum {
    /// The sum in two's complement, in units of 2^(`LOWEST` + 64·`base`); zero if `spill` is set.
    window: [u64; WINDOW],
    base: usize,
    spill: Option<Box<Spill>>,
}

impl ExactSum {
    /// A sum of nothing, which is 0.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// assert_eq!(ExactSum::new().value(), Ok(0.0));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            window: [0; WINDOW],
            base: 0,
            spill: None,
        }
    }

    /// Adds one value.
    ///
    /// An infinity or NaN is counted and leaves the finite part as it is.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// let mut sum = ExactSum::new();
    /// for _ in 0..10 {
    ///     sum.add(0.1);
    /// }
    /// // Ten times the f64 nearest to 0.1 is nearest to 1; adding in f64 gives 0.999….
    /// assert_eq!(sum.value(), Ok(1.0));
    /// ```
    #[inline]
    pub fn add(&mut self, value: f64) {
        match parts(value) {
            Some((significand, exponent)) => {
                self.add_scaled(u128::from(significand), exponent, value.is_sign_negative());
            }
            None => self.refuse(value),
        }
    }

    /// Adds every value of a slice, in blocks, several times as fast as one by one.
    ///
    /// While it adds a block whose magnitudes span more than about 70 binary places, it keeps
    /// a table of 32 kB on the heap.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// let mut sum = ExactSum::new();
    /// sum.add_slice(&[1e-30; 1000]);
    /// sum.add_slice(&[-1e-30; 999]);
    /// assert_eq!(sum.value(), Ok(1e-30));
    /// ```
    pub fn add_slice(&mut self, values: &[f64]) {
        let mut folder = Folder::new();
        folder.push(self, values);
        folder.finish(self);
    }

    /// Adds another sum.
    ///
    /// The order and the nesting of merges make no difference to the sum.
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::ExactSum;
    ///
    /// let mut total = ExactSum::new();
    /// for chunk in [0.1, 0.2, 0.3, 0.4].chunks(3) {
    ///     let mut part = ExactSum::new();
    ///     part.add_slice(chunk);
    ///     total.merge(&part);
    /// }
    /// assert_eq!(total.value(), Ok(1.0));
    /// ```
    pub fn merge(&mut self, other: &Self) {
        let mut magnitude = [0; LIMBS];
        let (negative, base, magnitude) = other.magnitude(&mut magnitude);
        for (index, &limb) in magnitude.iter().enumerate() {
            if limb != 0 {
                self.add_limb(u128::from(limb), base + index, negative);
            }
        }
        if let Some(spill) = &other.spill
            && spill.refused != Refused::default()
        {
            self.spill().refused.merge(spill.refused);
        }
    }

    /// The sum, rounded once to the nearest `f64`, ties to even.
    ///
    /// # Errors
    /// - [`SumError::Tainted`] if an infinity or NaN was added.
    /// - [`SumError::Overflow`] if the rounded sum lies beyond ±[`f64::MAX`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::numeric::{ExactSum, SumError};
    ///
    /// let mut sum = ExactSum::new();
    /// sum.add_slice(&[f64::MAX, f64::MAX]);
    /// assert_eq!(sum.value(), Err(SumError::Overflow { negative: false, exponent: 1024 }));
    /// sum.add(-f64::MAX);
    /// assert_eq!(sum.value(), Ok(f64::MAX));
    /// ```
    pub fn value(&self) -> Result<f64, SumError> {
        let refused = self.refused();
        if refused != Refused::default() {
            return Err(SumError::Tainted {
                nan: refused.nan,
                positive_infinity: refused.positive_infinity,
                negative_infinity: refused.negative_infinity,
            });
        }
        let mut magnitude = [0; LIMBS];
        let (negative, base, magnitude) = self.magnitude(&mut magnitude);
        limbs::round(magnitude, base, negative)
    }
}

impl Default for ExactSum {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ExactSum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("ExactSum")
            .field(&self.value())
            .finish()
    }
}

/// Equal if the real sums are equal and the same numbers of infinities and NaN were refused.
impl PartialEq for ExactSum {
    fn eq(&self, other: &Self) -> bool {
        let (mut left, mut right) = ([0; LIMBS], [0; LIMBS]);
        self.expand(&mut left);
        other.expand(&mut right);
        left == right && self.refused() == other.refused()
    }
}

impl Eq for ExactSum {}

impl Extend<f64> for ExactSum {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        let mut values = values.into_iter();
        let mut folder = Folder::new();
        let mut buffer = [0.0; BLOCK];
        loop {
            let mut filled = 0;
            for (slot, value) in buffer.iter_mut().zip(values.by_ref()) {
                *slot = value;
                filled += 1;
            }
            folder.push(self, &buffer[..filled]);
            if filled < BLOCK {
                break;
            }
        }
        folder.finish(self);
    }
}

impl<'a> Extend<&'a f64> for ExactSum {
    fn extend<I: IntoIterator<Item = &'a f64>>(&mut self, values: I) {
        self.extend(values.into_iter().copied());
    }
}

impl FromIterator<f64> for ExactSum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::new();
        sum.extend(values);
        sum
    }
}

impl<'a> FromIterator<&'a f64> for ExactSum {
    fn from_iter<I: IntoIterator<Item = &'a f64>>(values: I) -> Self {
        values.into_iter().copied().collect()
    }
}
