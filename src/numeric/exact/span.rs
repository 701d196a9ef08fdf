//! Which powers of two enclose the magnitudes of a block?

use core::array;

/// Values that are added side by side, the same on every processor.
pub(super) const LANES: usize = 4;

/// Exponents of a block: every nonzero magnitude lies in [2^`low`, 2^`high`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: i32,
    pub(super) high: i32,
}

impl Span {
    /// Measures a block, or finds that a value is not finite.
    pub(super) fn of(chunks: &[[f64; LANES]]) -> Option<Self> {
        let mut most = [0.0; LANES];
        let mut least = [f64::MAX; LANES];
        let mut refused = [0_u64; LANES];
        for chunk in chunks {
            let below = chunk.map(|value| number_below(value).abs());
            most = lanewise(below, most, larger);
            least = lanewise(below, least, smaller);
            for (refused, value) in refused.iter_mut().zip(chunk) {
                *refused |= (value * 0.0).abs().to_bits();
            }
        }
        if refused.iter().any(|&product| product != 0) {
            return None;
        }
        let least = least.into_iter().fold(f64::MAX, smaller);
        if least == f64::MAX {
            return Some(Self { low: 0, high: 0 });
        }
        let most = most.into_iter().fold(0.0, larger);
        let exponent = |below: f64| ((below.to_bits() + 1) >> 52) as i32 - 1023;
        Some(Self {
            low: exponent(least),
            high: exponent(most) + 1,
        })
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// The number next to `value` on the side of zero; NaN, which no comparison lets through, for
/// either zero.
#[inline(always)]
pub(super) fn number_below(value: f64) -> f64 {
    f64::from_bits(value.to_bits().wrapping_sub(1))
}

#[inline(always)]
fn larger(left: f64, right: f64) -> f64 {
    if left > right { left } else { right }
}

#[inline(always)]
fn smaller(left: f64, right: f64) -> f64 {
    if left < right { left } else { right }
}

/// Applies an operation lane by lane.
#[inline(always)]
pub(super) fn lanewise<const COUNT: usize>(
    left: [f64; COUNT],
    right: [f64; COUNT],
    operation: impl Fn(f64, f64) -> f64,
) -> [f64; COUNT] {
    array::from_fn(|lane| operation(left[lane], right[lane]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_covers_zeros_subnormals_and_both_signs() {
        let of = |values: [f64; 2 * LANES]| Span::of(values.as_chunks().0);
        assert_eq!(of([0.0; 2 * LANES]), Some(Span { low: 0, high: 0 }));
        assert_eq!(
            of([0.0, -4.0, 0.5, 3.0, -0.0, 1.0, 1.0, 1.0]),
            Some(Span { low: -1, high: 3 })
        );
        let tiny = f64::from_bits(1);
        assert_eq!(
            of([tiny; 2 * LANES]),
            Some(Span {
                low: -1023,
                high: -1022
            })
        );
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut values = [1.0; 2 * LANES];
            values[5] = value;
            assert_eq!(of(values), None);
        }
    }
}
