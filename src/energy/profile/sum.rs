use crate::numeric::{ExactSum, SumError};

/// Values from which on the exact sum is quicker by blocks.
const BLOCKS: usize = 512;

/// Values that stay in the cache for a second look.
pub(super) const CACHED: usize = 8192;

/// The exact sum of a first value, a slice and a last value, rounded once.
///
/// A frame has often only a few values, for which starting an [`ExactSum`] costs more than adding
/// them. They are added in two limbs instead, each addition with its rounding error (D. E. Knuth,
/// The Art of Computer Programming, volume 2, section 4.2.2). As long as the errors of the errors
/// are all zero the two limbs are the sum; if one is not, or not finite, it is done again exactly.
pub(super) fn sum(first: f64, inner: &[f64], last: f64) -> Result<f64, SumError> {
    if inner.len() < BLOCKS
        && let Some(sum) = short(first, inner, last)
    {
        return Ok(sum);
    }
    let mut exact = ExactSum::new();
    exact.add_slice(inner);
    exact.add(first);
    exact.add(last);
    exact.value()
}

/// [`sum`], and the lowest and the highest value, in one pass through the memory.
///
/// The first and the last are a value and the part of it that is added.
pub(super) fn sum_and_range(
    first: (f64, f64),
    inner: &[f64],
    last: (f64, f64),
) -> Result<(f64, f64, f64), SumError> {
    let (mut lowest, mut highest) = range(&[first.0, last.0]);
    let mut widen = |values: &[f64]| {
        let (low, high) = range(values);
        (lowest, highest) = (low.min(lowest), high.max(highest));
    };
    let sum = if inner.len() < BLOCKS {
        if !inner.is_empty() {
            widen(inner);
        }
        sum(first.1, inner, last.1)?
    } else {
        let mut exact = ExactSum::new();
        for block in inner.chunks(CACHED) {
            widen(block);
            exact.add_slice(block);
        }
        exact.add(first.1);
        exact.add(last.1);
        exact.value()?
    };
    Ok((sum, lowest, highest))
}

/// The exact sum, or nothing if two limbs do not hold it.
fn short(first: f64, inner: &[f64], last: f64) -> Option<f64> {
    // Two sums at once hide the time that an addition takes.
    let (mut high, mut low, mut lost) = ([first, last], [0.0; 2], [0; 2]);
    let mut add = |lane: usize, value: f64| {
        let (sum, error) = two_sum(high[lane], value);
        let (error, rest) = two_sum(low[lane], error);
        (high[lane], low[lane]) = (sum, error);
        lost[lane] |= rest.to_bits();
    };
    let (pairs, rest) = inner.as_chunks::<2>();
    for &[left, right] in pairs {
        add(0, left);
        add(1, right);
    }
    for &value in rest {
        add(0, value);
    }
    let (high, low) = (high, low);
    let (sum, error) = two_sum(high[0], high[1]);
    let (error, rest) = two_sum(error, low[0]);
    let (error, last) = two_sum(error, low[1]);
    let lost = lost[0] | lost[1] | rest.to_bits() | last.to_bits();
    // All zero, of either sign.
    (lost << 1 == 0).then_some(sum + error)
}

/// The rounded sum and its rounding error, which add up to the sum.
#[inline(always)]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let of_b = sum - a;
    (sum, (a - (sum - of_b)) + (b - of_b))
}

/// The lowest and the highest of values, at least one.
pub(super) fn range(values: &[f64]) -> (f64, f64) {
    const LANES: usize = 8;
    let (chunks, rest) = values.as_chunks::<LANES>();
    let lower = |a: f64, b: f64| if b < a { b } else { a };
    let higher = |a: f64, b: f64| if b > a { b } else { a };
    let (mut low, mut high) = ([values[0]; LANES], [values[0]; LANES]);
    for chunk in chunks {
        for lane in 0..LANES {
            low[lane] = lower(low[lane], chunk[lane]);
            high[lane] = higher(high[lane], chunk[lane]);
        }
    }
    let ends = |f: fn(f64, f64) -> f64, lanes: [f64; LANES]| {
        rest.iter().chain(&lanes).fold(values[0], |a, &b| f(a, b))
    };
    (ends(lower, low), ends(higher, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::exact_sum;
    use alloc::vec::Vec;

    #[test]
    fn a_short_sum_is_the_exact_one_or_is_not_given() {
        let tiny = f64::from_bits(1);
        for (values, given) in [
            (&[1e16, 1.0, 1.0][..], true),
            (&[0.1; 11], true),
            (&[1e300, 1.0, 1e-300], false),
            (&[1.0, 1e-16, 1e-32, 1e-48], false),
            (&[f64::MAX, tiny], true),
            (&[f64::MAX, 1.0, f64::MAX], false),
            (&[1.0, 1.0], true),
        ] {
            let [first, inner @ .., last] = values else {
                panic!()
            };
            let exact = exact_sum(values);
            match short(*first, inner, *last) {
                Some(found) => assert_eq!(Ok(found), exact, "{values:?}"),
                None => assert!(!given, "{values:?}"),
            }
            assert_eq!(short(*first, inner, *last).is_some(), given, "{values:?}");
            assert_eq!(sum(*first, inner, *last).ok(), exact.ok(), "{values:?}");
        }
    }

    #[test]
    fn the_range_has_every_value() {
        let values: Vec<f64> = (0..19).map(|i| f64::from(i * 7 % 19) + 1.0).collect();
        for from in 0..19 {
            for to in from + 1..=19 {
                let part = &values[from..to];
                let low = part.iter().copied().fold(f64::INFINITY, f64::min);
                let high = part.iter().copied().fold(0.0, f64::max);
                assert_eq!(range(part), (low, high));
            }
        }
    }
}
