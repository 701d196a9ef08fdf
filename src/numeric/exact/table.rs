//! How are values of widely different magnitude added exactly?
//!
//! One integer per sign and exponent takes the significands (the large superaccumulator of
//! R. M. Neal, arXiv:1505.05571, section 4): 1024 significands of 53 bits fit 63 bits, so a
//! block needs no check for overflow.

use alloc::boxed::Box;
use alloc::vec;

use super::ExactSum;
use super::block::BLOCK;
use super::span::Span;

/// Exponents of one sign.
const EXPONENTS: usize = 1 << 11;

/// Exponents whose integers are brought together before they go to the sum.
const GROUP: usize = 32;

/// Sums of significands by sign and exponent, all zero between blocks.
pub(super) struct Table(Box<[u64]>);

impl Table {
    pub(super) fn new() -> Self {
        Self(vec![0; 2 * EXPONENTS].into_boxed_slice())
    }

    /// Adds at most [`BLOCK`] finite values whose nonzero magnitudes lie in `span`.
    pub(super) fn add_block(&mut self, sum: &mut ExactSum, values: &[f64], span: Span) {
        const { assert!(BLOCK <= 1 << 10) };
        debug_assert!(values.len() <= BLOCK);
        let first = span.low + 1023;
        if first <= 0 {
            for &value in values {
                sum.add(value);
            }
            return;
        }
        let Ok(table) = <&mut [u64; 2 * EXPONENTS]>::try_from(&mut *self.0) else {
            unreachable!("the table has an entry for every sign and exponent")
        };
        for &value in values {
            let bits = value.to_bits();
            // No subnormal is among them, and the entries of zero are not read.
            table[(bits >> 52) as usize] += (bits & ((1 << 52) - 1)) | 1 << 52;
        }
        let (positive, negative) = table.split_at_mut(EXPONENTS);
        positive[0] = 0;
        negative[0] = 0;
        let range = first as usize..(span.high + 1023) as usize;
        let groups = positive[range.clone()]
            .chunks_mut(GROUP)
            .zip(negative[range].chunks_mut(GROUP));
        for ((positive, negative), exponent) in groups.zip((first - 1075..).step_by(GROUP)) {
            let mut total = 0_i128;
            for (positive, negative) in positive.iter_mut().zip(negative).rev() {
                total = (total << 1) + i128::from(*positive as i64 - *negative as i64);
                (*positive, *negative) = (0, 0);
            }
            sum.add_scaled(total.unsigned_abs(), exponent, total < 0);
        }
    }
}
