//! How is a column added so that its sum has one value, whatever the order and the partition?
//!
//! [`ExactSum`] keeps every bit of what it is given and rounds once, at the end. Slices go
//! through a blocked kernel (`block`) that splits each value between a few windows of the
//! exponent range in ordinary floating-point operations, none of which rounds; a block whose
//! values lie too far apart is added by exponent in integers (`table`).

mod block;
mod limbs;
mod product;
mod slices;
mod state;
mod table;

use alloc::boxed::Box;
use core::fmt;

use self::block::{BLOCK, Folder};
use self::limbs::{LIMBS, LOWEST};
use super::SumError;

pub use self::product::exact_dot;
pub use self::slices::{exact_sum, exact_sum_by, exact_sum_zip};

/// Number of limbs of a sum that needs no allocation.
const WINDOW: usize = 4;

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
/// nothing; a wider one moves to 544 bytes on the heap. Infinities and NaN are counted, and
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

/// What few sums need.
#[derive(Clone)]
struct Spill {
    limbs: [u64; LIMBS],
    refused: Refused,
}

/// How many values were not finite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Refused {
    nan: u64,
    positive_infinity: u64,
    negative_infinity: u64,
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

    /// Adds every value of a slice, at close to the speed at which memory is read.
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

    /// Adds ± `significand` · 2^`exponent`.
    #[inline]
    fn add_scaled(&mut self, significand: u128, exponent: i32, negative: bool) {
        let position = (exponent - LOWEST) as usize;
        let (limb, shift) = (position / 64, position % 64);
        self.add_limb(u128::from(significand as u64) << shift, limb, negative);
        let high = significand >> 64;
        if high != 0 {
            self.add_limb(high << shift, limb + 1, negative);
        }
    }

    /// Adds ± `magnitude` · 2^(`LOWEST` + 64·`at`), where `magnitude` < 2^127.
    #[inline]
    fn add_limb(&mut self, magnitude: u128, at: usize, negative: bool) {
        if self.spill.is_none() && (self.covers(at) || self.move_window(at)) {
            let before = self.window;
            let change = if negative {
                limbs::subtract_at
            } else {
                limbs::add_at
            };
            change(&mut self.window, at - self.base, magnitude);
            let was_negative = limbs::is_negative(&before);
            if was_negative != negative || limbs::is_negative(&self.window) == was_negative {
                return;
            }
            self.window = before;
        }
        let spilled = &mut self.spill().limbs;
        if negative {
            limbs::subtract_at(spilled, at, magnitude);
        } else {
            limbs::add_at(spilled, at, magnitude);
        }
    }

    /// Whether two limbs from `at` on lie in the window.
    #[inline]
    fn covers(&self, at: usize) -> bool {
        at.wrapping_sub(self.base) <= WINDOW - 2
    }

    /// Moves the window so that it covers `at`, if no bit is lost by that.
    #[cold]
    fn move_window(&mut self, at: usize) -> bool {
        if self.window == [0; WINDOW] {
            self.base = at.saturating_sub(1);
            return true;
        }
        let negative = limbs::is_negative(&self.window);
        let sign = if negative { u64::MAX } else { 0 };
        while at < self.base {
            let [.., below, top] = self.window;
            if top != sign || (below >> 63 == 1) != negative {
                return false;
            }
            self.window.rotate_right(1);
            self.window[0] = 0;
            self.base -= 1;
        }
        while !self.covers(at) {
            if self.window[0] != 0 {
                return false;
            }
            self.window.rotate_left(1);
            self.window[WINDOW - 1] = sign;
            self.base += 1;
        }
        true
    }

    /// The full-range accumulator, which takes over the sum so far.
    #[cold]
    fn spill(&mut self) -> &mut Spill {
        let (window, base) = (&mut self.window, self.base);
        self.spill.get_or_insert_with(|| {
            let sign = if limbs::is_negative(window) {
                u64::MAX
            } else {
                0
            };
            let mut limbs = [0; LIMBS];
            limbs[base..base + WINDOW].copy_from_slice(window);
            limbs[base + WINDOW..].fill(sign);
            *window = [0; WINDOW];
            Box::new(Spill {
                limbs,
                refused: Refused::default(),
            })
        })
    }

    /// Sign, lowest limb and absolute value of the sum; `room` is written only to hold the last.
    fn magnitude<'a>(&self, room: &'a mut [u64; LIMBS]) -> (bool, usize, &'a [u64]) {
        let (number, base): (&[u64], usize) = match &self.spill {
            Some(spill) => (&spill.limbs, 0),
            None => (&self.window, self.base),
        };
        let room = &mut room[..number.len()];
        room.copy_from_slice(number);
        let negative = limbs::is_negative(number);
        if negative {
            limbs::negate(room);
        }
        (negative, base, room)
    }

    fn refused(&self) -> Refused {
        self.spill
            .as_ref()
            .map_or_else(Refused::default, |spill| spill.refused)
    }

    #[cold]
    fn refuse(&mut self, value: f64) {
        self.spill().refused.record(value);
    }
}

impl Refused {
    fn record(&mut self, value: f64) {
        let count = if value.is_nan() {
            &mut self.nan
        } else if value > 0.0 {
            &mut self.positive_infinity
        } else {
            &mut self.negative_infinity
        };
        *count = count.saturating_add(1);
    }

    fn merge(&mut self, other: Self) {
        self.nan = self.nan.saturating_add(other.nan);
        self.positive_infinity = self
            .positive_infinity
            .saturating_add(other.positive_infinity);
        self.negative_infinity = self
            .negative_infinity
            .saturating_add(other.negative_infinity);
    }
}

/// Significand and exponent, so that |`value`| = significand · 2^exponent; nothing if not finite.
#[inline]
fn parts(value: f64) -> Option<(u64, i32)> {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    match exponent {
        0x7ff => None,
        0 => Some((fraction, -1074)),
        _ => Some((fraction | 1 << 52, exponent - 1075)),
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

impl ExactSum {
    /// Writes the sum over the full range of limbs.
    fn expand(&self, limbs: &mut [u64; LIMBS]) {
        match &self.spill {
            Some(spill) => *limbs = spill.limbs,
            None => {
                let sign = if limbs::is_negative(&self.window) {
                    u64::MAX
                } else {
                    0
                };
                limbs[self.base..self.base + WINDOW].copy_from_slice(&self.window);
                limbs[self.base + WINDOW..].fill(sign);
            }
        }
    }
}

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
