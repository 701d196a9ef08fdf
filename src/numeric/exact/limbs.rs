//! How is a sum held without losing a bit, and rounded once?
//!
//! A sum is an integer in units of 2^[`LOWEST`], written in 64-bit limbs, least significant
//! first, in two's complement. [`LIMBS`] limbs reach from below 2^-2148, the last bit of the
//! smallest product of two `f64`, to above 2^2111, the bound of 2^63 products.

use crate::numeric::SumError;

/// Number of limbs that hold any sum.
pub(super) const LIMBS: usize = 68;

/// Exponent of the lowest bit of the lowest limb.
pub(super) const LOWEST: i32 = -2176;

/// Adds `magnitude` · 2^(64·`at`), modulo the width of `limbs`.
#[inline]
pub(super) fn add_at(limbs: &mut [u64], at: usize, magnitude: u128) {
    let low = u128::from(limbs[at]) + u128::from(magnitude as u64);
    limbs[at] = low as u64;
    let mut carry = (magnitude >> 64) + (low >> 64);
    for limb in &mut limbs[at + 1..] {
        if carry == 0 {
            break;
        }
        carry += u128::from(*limb);
        *limb = carry as u64;
        carry >>= 64;
    }
}

/// Subtracts `magnitude` · 2^(64·`at`), modulo the width of `limbs`.
#[inline]
pub(super) fn subtract_at(limbs: &mut [u64], at: usize, magnitude: u128) {
    let (low, borrow) = limbs[at].overflowing_sub(magnitude as u64);
    limbs[at] = low;
    let mut borrow = (magnitude >> 64) + u128::from(borrow);
    for limb in &mut limbs[at + 1..] {
        if borrow == 0 {
            break;
        }
        let (rest, under) = u128::from(*limb).overflowing_sub(borrow);
        *limb = rest as u64;
        borrow = u128::from(under);
    }
}

/// Whether the two's complement number in `limbs` is below zero.
#[inline]
pub(super) fn is_negative(limbs: &[u64]) -> bool {
    limbs.last().is_some_and(|top| top >> 63 == 1)
}

/// Replaces a two's complement number by its negative.
pub(super) fn negate(limbs: &mut [u64]) {
    let mut carry = true;
    for limb in limbs {
        (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
    }
}

/// Position of the highest set bit of an unsigned number, or nothing for zero.
pub(super) fn highest_bit(magnitude: &[u64]) -> Option<usize> {
    let top = magnitude.iter().rposition(|&limb| limb != 0)?;
    Some(64 * top + 63 - magnitude[top].leading_zeros() as usize)
}

/// Rounds ± `magnitude` · 2^(`LOWEST` + 64·`base`) to the nearest `f64`, ties to even.
pub(super) fn round(magnitude: &[u64], base: usize, negative: bool) -> Result<f64, SumError> {
    let Some(highest) = highest_bit(magnitude) else {
        return Ok(0.0);
    };
    let unit = LOWEST + 64 * base as i32;
    let exponent = highest as i32 + unit;
    if exponent > 1023 {
        return Err(SumError::Overflow { negative, exponent });
    }
    let last_exponent = (exponent - 52).max(-1074);
    let last = last_exponent - unit;
    let significand = if last <= 0 {
        magnitude[0] << -last
    } else {
        round_at(magnitude, last as usize)
    };
    // Adding lets a significand that rounding carried to 2^53 step into the next exponent.
    let bits = if last_exponent == -1074 {
        significand
    } else {
        (((exponent + 1022) as u64) << 52) + significand
    };
    if bits >= f64::INFINITY.to_bits() {
        return Err(SumError::Overflow { negative, exponent });
    }
    Ok(f64::from_bits(bits | u64::from(negative) << 63))
}

/// The bits of `magnitude` from `last` up, at most 53, rounded by the bits below `last` > 0.
fn round_at(magnitude: &[u64], last: usize) -> u64 {
    let limb = |index: usize| magnitude.get(index).copied().unwrap_or(0);
    let (index, shift) = (last / 64, last % 64);
    let pair = u128::from(limb(index)) | u128::from(limb(index + 1)) << 64;
    let kept = (pair >> shift) as u64;
    let (half_index, half_shift) = ((last - 1) / 64, (last - 1) % 64);
    let half = limb(half_index) >> half_shift & 1 == 1;
    let below = limb(half_index) & ((1 << half_shift) - 1) != 0
        || magnitude.iter().take(half_index).any(|&limb| limb != 0);
    kept + u64::from(half && (below || kept & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adding_then_subtracting_restores() {
        let start = [u64::MAX, u64::MAX, 0, 7];
        let mut limbs = start;
        add_at(&mut limbs, 0, u128::MAX >> 1);
        add_at(&mut limbs, 1, 1);
        assert_ne!(limbs, start);
        subtract_at(&mut limbs, 1, 1);
        subtract_at(&mut limbs, 0, u128::MAX >> 1);
        assert_eq!(limbs, start);
    }

    #[test]
    fn a_borrow_runs_through_to_the_sign() {
        let mut limbs = [0; 5];
        subtract_at(&mut limbs, 1, 1);
        assert_eq!(limbs, [0, u64::MAX, u64::MAX, u64::MAX, u64::MAX]);
        assert!(is_negative(&limbs));
        negate(&mut limbs);
        assert_eq!(limbs, [0, 1, 0, 0, 0]);
    }

    #[test]
    fn ties_go_to_even_and_anything_below_breaks_them() {
        // Units of 2^0 begin at bit 2176, limb 34.
        let two_to_53 = 1_u64 << 53;
        let value = |low: u64| round(&[low], 34, false).unwrap();
        assert_eq!(value(two_to_53 + 1), two_to_53 as f64);
        assert_eq!(value(two_to_53 + 3), (two_to_53 + 4) as f64);
        assert_eq!(
            round(&[1, two_to_53 + 1], 33, false).unwrap(),
            (two_to_53 + 2) as f64
        );
        assert_eq!(value(u64::MAX), 2.0 * (1_u64 << 63) as f64);
    }
}
