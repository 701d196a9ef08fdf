//! How is a block of values added exactly in floating-point operations that vectorise?
//!
//! A lane begins at 1.5 · 2^k. Adding x to it keeps the bits of x from 2^(k-52) up; what the
//! lane lost, r = x − (lane′ − lane), is exact because the lane is the larger number
//! (T. J. Dekker, "A floating-point technique for extending the available precision",
//! Numerische Mathematik 18, 1971), and goes to the next lane, whose k is 45 smaller. Where
//! the last lane's unit divides every value, nothing is lost. Whether that holds, and whether
//! the lanes stayed within their exponent, follows from the largest and the smallest nonzero
//! magnitude of the block, which are taken in the same loop: the window is the one that fitted
//! the block before, and a block that does not fit is measured and done again.

use core::array;
use core::ops::{Add, Sub};

use super::{ExactSum, table};

/// Values that are added side by side, the same on every processor.
pub(super) const LANES: usize = 8;

/// Values that share a measure of magnitude, so that the measures stay in registers.
const PAIR: usize = 2;

/// Values between two readings of the lanes.
pub(super) const BLOCK: usize = 1024;

/// Binary logarithm of the values that one lane takes in a block.
const DEPTH: i32 = (BLOCK / LANES).ilog2() as i32;

/// By how much the exponents of successive lanes differ.
const STEP: i32 = 52 - DEPTH;

/// Most windows that are quicker than a table of exponents.
const MOST: usize = 3;

/// Exponents of a block: every nonzero magnitude lies in [2^`low`, 2^`high`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: i32,
    pub(super) high: i32,
}

impl Span {
    /// Measures a block, or finds that a value is not finite.
    pub(super) fn of(chunks: &[[f64; LANES]]) -> Option<Self> {
        let mut bounds = Bounds::new();
        let mut refused = [0_u64; LANES];
        for chunk in chunks {
            bounds.include(chunk);
            for (refused, value) in refused.iter_mut().zip(chunk) {
                *refused |= (value - value).to_bits();
            }
        }
        let finite = refused.iter().all(|&difference| difference == 0);
        finite.then(|| bounds.span())
    }

    fn union(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// Largest and smallest nonzero magnitude, each as the `f64` below it.
#[derive(Clone, Copy)]
struct Bounds {
    most: [f64; PAIR],
    least: [f64; PAIR],
}

impl Bounds {
    const fn new() -> Self {
        Self {
            most: [0.0; PAIR],
            least: [f64::MAX; PAIR],
        }
    }

    #[inline(always)]
    fn include(&mut self, values: &[f64; LANES]) {
        for pair in values.as_chunks::<PAIR>().0 {
            // The bits below those of either zero are a NaN, which no comparison lets through.
            let below = pair.map(|value| f64::from_bits(value.to_bits().wrapping_sub(1)).abs());
            self.most = lanewise(below, self.most, larger);
            self.least = lanewise(below, self.least, smaller);
        }
    }

    /// Bits of the largest magnitude.
    fn most(&self) -> u64 {
        self.most.into_iter().fold(0.0, larger).to_bits() + 1
    }

    /// Bits of the smallest nonzero magnitude; those of infinity if all are zero.
    fn least(&self) -> u64 {
        self.least.into_iter().fold(f64::MAX, smaller).to_bits() + 1
    }

    fn span(&self) -> Span {
        if self.least() == f64::INFINITY.to_bits() {
            return Span { low: 0, high: 0 };
        }
        let exponent = |bits: u64| (bits >> 52) as i32 - 1023;
        Span {
            low: exponent(self.least()),
            high: exponent(self.most()) + 1,
        }
    }
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
fn lanewise<const COUNT: usize>(
    left: [f64; COUNT],
    right: [f64; COUNT],
    operation: impl Fn(f64, f64) -> f64,
) -> [f64; COUNT] {
    array::from_fn(|lane| operation(left[lane], right[lane]))
}

/// Adds every chunk to the first window and what it loses to the next ones.
#[inline(never)]
fn add_chunks<const COUNT: usize>(
    windows: &mut [[f64; LANES]; COUNT],
    chunks: &[[f64; LANES]],
) -> Bounds {
    let mut bounds = Bounds::new();
    let mut lanes = *windows;
    for chunk in chunks {
        let mut values = *chunk;
        bounds.include(&values);
        for window in &mut lanes[..COUNT - 1] {
            let before = *window;
            *window = lanewise(before, values, Add::add);
            let kept = lanewise(*window, before, Sub::sub);
            values = lanewise(values, kept, Sub::sub);
        }
        lanes[COUNT - 1] = lanewise(lanes[COUNT - 1], values, Add::add);
    }
    *windows = lanes;
    bounds
}

/// Windows of the exponent range that together hold all bits of a span.
#[derive(Clone, Copy)]
struct Windows {
    count: usize,
    /// Exponent k of the first lane.
    first: i32,
    span: Span,
}

impl Windows {
    /// The fewest windows that hold `span`, or nothing if that takes too many or the range ends.
    fn around(span: Span) -> Option<Self> {
        (2..=MOST).find_map(|count| {
            let width = STEP * (count as i32 - 1) - DEPTH - 1;
            let spare = width - (span.high - span.low);
            if spare < 0 {
                return None;
            }
            let high = span.high + spare / 2;
            let windows = Self {
                count,
                first: high + DEPTH + 1,
                span: Span {
                    low: high - width,
                    high,
                },
            };
            (windows.first <= 1023 && windows.exponent(count - 1) >= -1022).then_some(windows)
        })
    }

    const fn exponent(&self, window: usize) -> i32 {
        self.first - STEP * window as i32
    }

    fn start(&self, window: usize) -> f64 {
        1.5 * power_of_two(self.exponent(window))
    }

    /// The block's sum in each window, in units of the window, or nothing if a value is outside.
    fn fold(&self, chunks: &[[f64; LANES]]) -> Option<[i64; MOST]> {
        match self.count {
            2 => self.fold_in::<2>(chunks),
            _ => self.fold_in::<MOST>(chunks),
        }
    }

    #[inline]
    fn fold_in<const COUNT: usize>(&self, chunks: &[[f64; LANES]]) -> Option<[i64; MOST]> {
        debug_assert!(chunks.len() <= BLOCK / LANES);
        let mut lanes: [[f64; LANES]; COUNT] = array::from_fn(|window| [self.start(window); LANES]);
        let bounds = add_chunks(&mut lanes, chunks);
        if bounds.most() >= power_of_two(self.span.high).to_bits()
            || bounds.least() < power_of_two(self.span.low).to_bits()
        {
            return None;
        }
        let mut sums = [0; MOST];
        for (index, window) in lanes.iter().enumerate() {
            let start = self.start(index).to_bits();
            for lane in window {
                let units = lane.to_bits().wrapping_sub(start) as i64;
                // Only infinities and NaN, which the bounds do not see, leave the exponent.
                if units.unsigned_abs() > 1 << 51 {
                    return None;
                }
                sums[index] += units;
            }
        }
        Some(sums)
    }
}

/// 2^`exponent` for a normal result.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// Adds a run of blocks, carrying the windows from one to the next.
pub(super) struct Folder {
    windows: Option<Windows>,
    sums: [i128; MOST],
}

impl Folder {
    pub(super) const fn new() -> Self {
        Self {
            windows: None,
            sums: [0; MOST],
        }
    }

    /// Adds values; `finish` must follow before the sum is read.
    pub(super) fn push(&mut self, sum: &mut ExactSum, values: &[f64]) {
        let (chunks, rest) = values.as_chunks::<LANES>();
        if chunks.len() < 4 {
            for &value in values {
                sum.add(value);
            }
            return;
        }
        for block in chunks.chunks(BLOCK / LANES) {
            match self.windows.and_then(|windows| windows.fold(block)) {
                Some(parts) => self.gather(parts),
                None => self.measure(sum, block),
            }
        }
        for &value in rest {
            sum.add(value);
        }
    }

    /// Moves what the windows hold to `sum`.
    pub(super) fn finish(&mut self, sum: &mut ExactSum) {
        let Some(windows) = self.windows else { return };
        for (index, part) in self.sums.iter_mut().enumerate().take(windows.count) {
            let exponent = windows.exponent(index) - 52;
            sum.add_scaled(part.unsigned_abs(), exponent, *part < 0);
            *part = 0;
        }
    }

    fn gather(&mut self, parts: [i64; MOST]) {
        for (sum, part) in self.sums.iter_mut().zip(parts) {
            *sum += i128::from(part);
        }
    }

    /// Adds a block that no window is known to fit.
    #[inline(never)]
    fn measure(&mut self, sum: &mut ExactSum, block: &[[f64; LANES]]) {
        let Some(span) = Span::of(block) else {
            for &value in block.as_flattened() {
                sum.add(value);
            }
            return;
        };
        let seen = self
            .windows
            .map_or(span, |windows| windows.span.union(span));
        let windows = Windows::around(seen).or_else(|| Windows::around(span));
        let parts = windows.and_then(|windows| windows.fold(block));
        match parts {
            Some(parts) => {
                self.finish(sum);
                self.windows = windows;
                self.gather(parts);
            }
            None => table::add_block(sum, block.as_flattened(), span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_covers_zeros_subnormals_and_both_signs() {
        let of = |values: [f64; LANES]| Span::of(&[values]);
        assert_eq!(of([0.0; LANES]), Some(Span { low: 0, high: 0 }));
        assert_eq!(
            of([0.0, -4.0, 0.5, 3.0, -0.0, 1.0, 1.0, 1.0]),
            Some(Span { low: -1, high: 3 })
        );
        let tiny = f64::from_bits(1);
        assert_eq!(
            of([tiny; LANES]),
            Some(Span {
                low: -1023,
                high: -1022
            })
        );
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut values = [1.0; LANES];
            values[5] = value;
            assert_eq!(of(values), None);
        }
    }

    #[test]
    fn windows_refuse_what_they_do_not_hold() {
        let windows = Windows::around(Span { low: 0, high: 10 }).unwrap();
        let mut block = [[1.0; LANES]; 4];
        assert_eq!(windows.count, 2);
        assert!(windows.fold(&block).is_some());
        for (value, held) in [
            (power_of_two(windows.span.high), false),
            (-power_of_two(windows.span.high), false),
            (power_of_two(windows.span.high).next_down(), true),
            (power_of_two(windows.span.low), true),
            (power_of_two(windows.span.low).next_down(), false),
            (0.0, true),
            (-0.0, true),
            (f64::INFINITY, false),
            (f64::NAN, false),
        ] {
            block[2][3] = value;
            assert_eq!(windows.fold(&block).is_some(), held, "{value:e}");
        }
    }

    #[test]
    fn a_full_block_at_the_edges_of_the_windows_keeps_every_bit() {
        for count in 2..=MOST {
            let width = STEP * (count as i32 - 1) - DEPTH - 1;
            let windows = Windows::around(Span {
                low: -width,
                high: 0,
            })
            .unwrap();
            assert_eq!(windows.count, count);
            for value in [
                1_f64.next_down(),
                -1_f64.next_down(),
                power_of_two(-width).next_up(),
                -power_of_two(-width).next_up(),
                0.75_f64.next_down(),
            ] {
                let block = [[value; LANES]; BLOCK / LANES];
                let parts = windows.fold(&block).unwrap();
                let mut folder = Folder {
                    windows: Some(windows),
                    sums: parts.map(i128::from),
                };
                let mut sum = ExactSum::new();
                folder.finish(&mut sum);
                assert_eq!(
                    sum.value(),
                    Ok(value * BLOCK as f64),
                    "{value:e} in {count}"
                );
            }
        }
    }
}
