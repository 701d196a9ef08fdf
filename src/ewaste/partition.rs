//! Parts that sum to their whole to the last bit.
//!
//! Parts of a whole are whole multiples of the spacing of numbers just below it. Such multiples
//! and all their sums up to the whole are numbers themselves, so that they add without rounding
//! in any order. What a part loses is less than the whole times 2⁻⁵².

use alloc::vec::Vec;

use super::TreatmentError;
use crate::quantity::{Quantity, text};

/// How far shares may sum from 1, and parts from their whole, relative to it.
pub(super) const TOLERANCE: f64 = 1e-9;

/// The multiple of the spacing just below `whole` that is next below `value`, both 0 or more.
pub(super) fn on_grid_of(whole: f64, value: f64) -> f64 {
    let spacing = whole - whole.next_down();
    if whole > 0.0 {
        value - value % spacing
    } else {
        0.0
    }
}

/// The parts `whole · weight / weights`; the largest takes what the others leave.
pub(super) fn split(whole: f64, weights: &[f64], sum_of_weights: f64) -> Vec<f64> {
    let part = |weight: &f64| on_grid_of(whole, whole * (weight / sum_of_weights));
    let mut parts: Vec<f64> = weights.iter().map(part).collect();
    let largest = (0..parts.len()).reduce(|a, b| if weights[b] > weights[a] { b } else { a });
    if let Some(largest) = largest {
        parts[largest] = 0.0;
        parts[largest] = whole - parts.iter().sum::<f64>();
    }
    parts
}

/// `value` if it is finite and not negative.
pub(super) fn not_negative<Q: Quantity>(what: &'static str, value: Q) -> Result<Q, TreatmentError> {
    Q::check(value.base())?;
    if value.base() < 0.0 {
        return Err(TreatmentError::Negative {
            what,
            given: text(value),
        });
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_whole_in_any_order() {
        for whole in [
            0.0,
            5e-324,
            1e-310,
            0.1,
            1.0,
            3.0_f64.next_up(),
            62e9,
            f64::MAX,
        ] {
            for weights in [
                [0.1, 0.2, 0.3, 0.4],
                [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0, 0.0],
                [0.0, 0.0, 0.0, 1.0],
                [1e-20, 0.5, 0.5, 1e-10],
            ] {
                let parts = split(whole, &weights, 1.0);
                let forward: f64 = parts.iter().sum();
                let backward: f64 = parts.iter().rev().sum();
                assert_eq!((forward, backward), (whole, whole), "{whole} {weights:?}");
                assert!(parts.iter().all(|part| *part >= 0.0));
            }
        }
    }
}
