//! How are values of widely different magnitude added exactly?
//!
//! One integer per exponent takes the significands (the large superaccumulator of R. M. Neal,
//! arXiv:1505.05571, section 4): 1024 significands of 53 bits and a sign fit 64 bits.

use super::ExactSum;
use super::block::{BLOCK, Span};

/// Exponents whose integers are brought together before they go to the sum.
const GROUP: usize = 32;

/// Adds at most [`BLOCK`] finite values whose magnitudes lie in `span`.
pub(super) fn add_block(sum: &mut ExactSum, values: &[f64], span: Span) {
    debug_assert!(values.len() <= BLOCK && BLOCK <= 1 << 10);
    let mut table = [0_i64; 2048];
    for &value in values {
        let bits = value.to_bits();
        let exponent = (bits >> 52) as usize & 0x7ff;
        let fraction = (bits & ((1 << 52) - 1)) as i64;
        let significand = fraction | i64::from(exponent != 0) << 52;
        let sign = bits as i64 >> 63;
        table[exponent] += (significand ^ sign) - sign;
    }
    let first = (span.low + 1023) as usize;
    let last = (span.high + 1023) as usize;
    if first == 0 {
        add_entry(sum, table[0], -1074);
    }
    let first = first.max(1);
    for (index, group) in table[first..last].chunks(GROUP).enumerate() {
        let total = group
            .iter()
            .rev()
            .fold(0_i128, |total, &entry| (total << 1) + i128::from(entry));
        let exponent = (first + index * GROUP) as i32 - 1075;
        sum.add_scaled(total.unsigned_abs(), exponent, total < 0);
    }
}

fn add_entry(sum: &mut ExactSum, entry: i64, exponent: i32) {
    sum.add_scaled(u128::from(entry.unsigned_abs()), exponent, entry < 0);
}
