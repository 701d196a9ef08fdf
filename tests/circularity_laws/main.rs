//! Laws that circularity indicators keep whatever the numbers, and implementations that circulate
//! and are wrong.

mod balance;
mod durability;
mod known_wrong;
mod materials;
mod mci;
mod scorecard;

use ict_impact::quantity::{Mass, Quantity, Share};
use proptest::prelude::*;

fn base<Q: Quantity>(value: f64) -> Q {
    Q::from_base(value).unwrap()
}

fn kg(mass: f64) -> Mass {
    base(mass)
}

fn share(part: f64) -> Share {
    base(part)
}

/// 2 to this power, by which a scaling is exact.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

/// Equal but for the last bits.
fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-12 * left.abs().max(right.abs())
}

/// Parts of a whole, together at most the whole.
fn parts<const N: usize>() -> impl Strategy<Value = [f64; N]> {
    (prop::array::uniform(0.0..1.0_f64), 0.0..1.0_f64).prop_map(|(weights, used): ([f64; N], _)| {
        let total: f64 = weights.iter().sum();
        weights.map(|weight| {
            if total > 0.0 {
                used * weight / total
            } else {
                0.0
            }
        })
    })
}
