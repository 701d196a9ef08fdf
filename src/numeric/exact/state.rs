//! How is a sum written down so that equal sums are written equally?

use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::limbs::{self, LIMBS, LOWEST};
use super::{ExactSum, Refused};

/// Lowest and highest exponent of a bit in a sum of at most 2^63 products.
const LOWEST_BIT: i32 = -2148;
const HIGHEST_BIT: i32 = 2110;

/// ± `significand` · 2^`exponent`, the significand in hexadecimal, and what was refused.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename = "ExactSum")]
struct State {
    significand: String,
    exponent: i32,
    nan: u64,
    positive_infinity: u64,
    negative_infinity: u64,
}

#[derive(Debug, Error, PartialEq)]
enum StateError {
    #[error(
        "the significand of an exact sum is {given:?}: it must be 0 or an odd number in lowercase \
         hexadecimal without leading zeros, after a minus sign if it is negative"
    )]
    Significand { given: String },
    #[error(
        "the exact sum has bits from 2^{lowest} to 2^{highest}: they must lie between \
         2^{LOWEST_BIT} and 2^{HIGHEST_BIT}, and the exponent of 0 is 0"
    )]
    Exponent { lowest: i32, highest: i32 },
}

impl From<&ExactSum> for State {
    fn from(sum: &ExactSum) -> Self {
        let mut room = [0; LIMBS];
        let (negative, base, magnitude) = sum.magnitude(&mut room);
        let Refused {
            nan,
            positive_infinity,
            negative_infinity,
        } = sum.refused();
        let (significand, exponent) = match lowest_bit(magnitude) {
            None => (String::from("0"), 0),
            Some(lowest) => (
                hexadecimal(magnitude, lowest, negative),
                LOWEST + (64 * base + lowest) as i32,
            ),
        };
        Self {
            significand,
            exponent,
            nan,
            positive_infinity,
            negative_infinity,
        }
    }
}

impl TryFrom<State> for ExactSum {
    type Error = StateError;

    fn try_from(state: State) -> Result<Self, StateError> {
        let refused = Refused {
            nan: state.nan,
            positive_infinity: state.positive_infinity,
            negative_infinity: state.negative_infinity,
        };
        let mut sum = Self::new();
        if refused != Refused::default() {
            sum.spill().refused = refused;
        }
        let (negative, digits) = match state.significand.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, state.significand.as_str()),
        };
        if state.significand == "0" {
            return match state.exponent {
                0 => Ok(sum),
                lowest => Err(StateError::Exponent {
                    lowest,
                    highest: lowest,
                }),
            };
        }
        let Some(bits) = bit_length(digits) else {
            return Err(StateError::Significand {
                given: state.significand,
            });
        };
        let lowest = state.exponent;
        let highest = lowest.saturating_add(bits - 1);
        if lowest < LOWEST_BIT || highest > HIGHEST_BIT {
            return Err(StateError::Exponent { lowest, highest });
        }
        for (index, digit) in digits.bytes().rev().enumerate() {
            let digit = hexadecimal_digit(digit).unwrap_or(0);
            sum.add_scaled(u128::from(digit), lowest + 4 * index as i32, negative);
        }
        Ok(sum)
    }
}

fn lowest_bit(magnitude: &[u64]) -> Option<usize> {
    let index = magnitude.iter().position(|&limb| limb != 0)?;
    Some(64 * index + magnitude[index].trailing_zeros() as usize)
}

/// `magnitude` / 2^`lowest` in hexadecimal.
fn hexadecimal(magnitude: &[u64], lowest: usize, negative: bool) -> String {
    let highest = limbs::highest_bit(magnitude).unwrap_or(lowest);
    let limb = |index: usize| u128::from(magnitude.get(index).copied().unwrap_or(0));
    let word = |position: usize| {
        let pair = limb(position / 64) | limb(position / 64 + 1) << 64;
        (pair >> (position % 64)) as u64
    };
    let words = (highest - lowest) / 64;
    let mut text = String::from(if negative { "-" } else { "" });
    text.push_str(&format!("{:x}", word(lowest + 64 * words)));
    for index in (0..words).rev() {
        text.push_str(&format!("{:016x}", word(lowest + 64 * index)));
    }
    text
}

const fn hexadecimal_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

/// Length in bits of an odd hexadecimal number without leading zeros, or nothing if it is not one.
fn bit_length(digits: &str) -> Option<i32> {
    let valid =
        digits.len() <= 16 * LIMBS && digits.bytes().all(|byte| hexadecimal_digit(byte).is_some());
    let first = hexadecimal_digit(*digits.as_bytes().first()?).filter(|&digit| digit != 0)?;
    let last = hexadecimal_digit(*digits.as_bytes().last()?)?;
    (valid && last % 2 == 1).then(|| 4 * digits.len() as i32 + 4 - first.leading_zeros() as i32)
}

impl Serialize for ExactSum {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        State::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ExactSum {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(State::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_significand_is_odd_and_carries_the_sign() {
        let mut sum = ExactSum::new();
        sum.add(-20.0);
        let state = State::from(&sum);
        assert_eq!((state.significand.as_str(), state.exponent), ("-5", 2));
        sum.add(1e30);
        sum.add(2e-20);
        let state = State::from(&sum);
        assert_eq!(ExactSum::try_from(state), Ok(sum));
    }

    #[test]
    fn bits_are_counted_from_the_first_digit() {
        assert_eq!(bit_length("1"), Some(1));
        assert_eq!(bit_length("f"), Some(4));
        assert_eq!(bit_length("101"), Some(9));
        for refused in ["", "2", "01", "-1", "A1", "0x1", " 1", "1 "] {
            assert_eq!(bit_length(refused), None, "{refused:?}");
        }
    }
}
