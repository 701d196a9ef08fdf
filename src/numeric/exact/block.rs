//! How is a block of values added exactly in floating-point operations that vectorise?
//!
//! A lane begins at 1.5 · 2^k. Adding x to it keeps the bits of x from 2^(k-52) up; what the
//! lane lost, r = x − (lane′ − lane), is exact because the lane is the larger number
//! (T. J. Dekker, "A floating-point technique for extending the available precision",
//! Numerische Mathematik 18, 1971), and goes to the next lane, whose k is 44 smaller. Where
//! the last lane's unit divides every value, nothing is lost. Whether that holds, and whether
//! the lanes stayed within their exponent, follows from a lower and an upper limit of the
//! magnitudes, which the same loop checks: the limits are those that fitted the block before,
//! and a block that does not fit is measured and done again.

use core::array;
use core::ops::{Add, Sub};

use super::ExactSum;
use super::span::{LANES, Span, lanewise, number_below};
use super::table::Table;

/// Values that share a check of magnitude, so that lanes and checks stay in 16 registers.
const PAIR: usize = 2;

/// Values between two readings of the lanes.
pub(super) const BLOCK: usize = 1024;

/// Slices below this length are added value by value.
const SMALL: usize = 24;

/// Binary logarithm of the values that one lane takes in a block.
const DEPTH: i32 = (BLOCK / LANES).ilog2() as i32;

/// By how much the exponents of successive lanes differ.
const STEP: i32 = 52 - DEPTH;

/// Most windows that are quicker than a table of exponents.
const MOST: usize = 3;

/// The highest bit of an exponent, which tells numbers of at least 2 from smaller ones.
const TWO: u64 = 1 << 62;

/// 2^`exponent` for a normal result.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// Adds every chunk to the first window and what it loses to the next ones.
///
/// Returns whether every value is zero or lies, in magnitude, above the lower limit and below
/// the upper one. Each limit is given as the power of two that scales it to 2.
#[inline(never)]
fn add_chunks<const COUNT: usize>(
    windows: &mut [[f64; LANES]; COUNT],
    chunks: &[[f64; LANES]],
    lower: f64,
    upper: f64,
) -> bool {
    let mut any = [0; PAIR];
    let mut all = [TWO; PAIR];
    let mut lanes = *windows;
    for chunk in chunks {
        for pair in chunk.as_chunks::<PAIR>().0 {
            for lane in 0..PAIR {
                any[lane] |= (pair[lane] * upper).to_bits();
                all[lane] &= (number_below(pair[lane]) * lower).to_bits();
            }
        }
        let mut values = *chunk;
        for window in &mut lanes[..COUNT - 1] {
            let before = *window;
            *window = lanewise(before, values, Add::add);
            let kept = lanewise(*window, before, Sub::sub);
            values = lanewise(values, kept, Sub::sub);
        }
        lanes[COUNT - 1] = lanewise(lanes[COUNT - 1], values, Add::add);
    }
    *windows = lanes;
    any.iter().all(|bits| bits & TWO == 0) && all.iter().all(|bits| bits & TWO != 0)
}

/// Windows of the exponent range that together hold all bits of a span.
#[derive(Clone, Copy)]
struct Windows {
    count: usize,
    /// Exponent k of the first lane.
    first: i32,
    /// Magnitudes are zero or lie strictly between 2^`low` and 2^`high`.
    span: Span,
}

impl Windows {
    /// Binary places between the limits of `count` windows.
    const fn width(count: usize) -> i32 {
        STEP * (count as i32 - 1) - DEPTH - 1
    }

    /// The fewest windows that hold `span`, or nothing if that takes too many or the range ends.
    fn around(span: Span) -> Option<Self> {
        (2..=MOST).find_map(|count| {
            let width = Self::width(count);
            // One place goes to a magnitude of exactly 2^low, which the limit shuts out.
            let spare = width - (span.high - span.low + 1);
            if spare < 0 {
                return None;
            }
            let high = span.high + spare / 2;
            let span = Span {
                low: high - width,
                high,
            };
            let windows = Self {
                count,
                first: high + DEPTH + 1,
                span,
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
    #[inline]
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
        let lower = power_of_two(1 - self.span.low);
        let upper = power_of_two(1 - self.span.high);
        if !add_chunks(&mut lanes, chunks, lower, upper) {
            return None;
        }
        let mut sums = [0; MOST];
        for (index, window) in lanes.iter().enumerate() {
            let start = self.start(index).to_bits();
            let units = |lane: &f64| lane.to_bits().wrapping_sub(start) as i64;
            sums[index] = window.iter().map(units).sum();
        }
        Some(sums)
    }
}

/// Adds a run of blocks, carrying the windows from one to the next.
pub(super) struct Folder {
    windows: Option<Windows>,
    sums: [i128; MOST],
    table: Option<Table>,
}

impl Folder {
    pub(super) const fn new() -> Self {
        Self {
            windows: None,
            sums: [0; MOST],
            table: None,
        }
    }

    /// Adds values; `finish` must follow before the sum is read.
    pub(super) fn push(&mut self, sum: &mut ExactSum, values: &[f64]) {
        if values.len() < SMALL {
            for &value in values {
                sum.add(value);
            }
            return;
        }
        let (chunks, rest) = values.as_chunks::<LANES>();
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

    #[inline]
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
        self.finish(sum);
        let seen = self
            .windows
            .map_or(span, |windows| windows.span.union(span));
        self.windows = Windows::around(seen).or_else(|| Windows::around(span));
        match self.windows.and_then(|windows| windows.fold(block)) {
            Some(parts) => self.gather(parts),
            None => {
                let table = self.table.get_or_insert_with(Table::new);
                table.add_block(sum, block.as_flattened(), span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_refuse_what_they_do_not_hold() {
        for high in [10, 60, -300, 990] {
            let windows = Windows::around(Span {
                low: high - 10,
                high,
            })
            .unwrap();
            let (below, above) = (
                power_of_two(windows.span.low),
                power_of_two(windows.span.high),
            );
            let mut block = [[power_of_two(high - 5); LANES]; 6];
            assert_eq!(windows.count, 2);
            assert!(windows.fold(&block).is_some());
            for (value, held) in [
                (above, false),
                (above.next_down(), true),
                (below.next_up(), true),
                (below, false),
                (below.next_down(), false),
                (f64::from_bits(1), false),
                (f64::from_bits(2), false),
                (f64::MAX, false),
                (0.0, true),
                (f64::INFINITY, false),
                (f64::NAN, false),
                (f64::from_bits(0x7ff0_0000_0000_0001), false),
            ] {
                for lane in 0..LANES {
                    for value in [value, -value] {
                        let before = block[2][lane];
                        block[2][lane] = value;
                        assert_eq!(windows.fold(&block).is_some(), held, "{value:e}");
                        block[2][lane] = before;
                    }
                }
            }
        }
    }

    #[test]
    fn a_full_block_at_the_limits_of_the_windows_keeps_every_bit() {
        for count in 2..=MOST {
            let width = Windows::width(count);
            let windows = Windows::around(Span {
                low: 1 - width,
                high: 0,
            })
            .unwrap();
            assert_eq!(windows.count, count);
            // Its first residual is nearly half a unit, the most that can be left.
            let half_unit = power_of_two(windows.exponent(0) - 53);
            for value in [
                1_f64.next_down(),
                power_of_two(-width).next_up(),
                0.75_f64.next_down(),
                (0.75 + half_unit).next_down(),
                power_of_two(-width).next_up() + power_of_two(-width - 1),
            ] {
                for value in [value, -value] {
                    let block = [[value; LANES]; BLOCK / LANES];
                    let sums = windows.fold(&block).unwrap().map(i128::from);
                    let mut folder = Folder {
                        windows: Some(windows),
                        sums,
                        table: None,
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
}
