//! Where does the next bit of a sum go: into a few limbs beside each other, or into the full range?

use alloc::boxed::Box;

use super::ExactSum;
use super::limbs::{self, LIMBS, LOWEST};

/// Number of limbs of a sum that needs no allocation.
pub(super) const WINDOW: usize = 4;

/// What few sums need.
#[derive(Clone)]
pub(super) struct Spill {
    pub(super) limbs: [u64; LIMBS],
    pub(super) refused: Refused,
}

/// How many values were not finite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) nan: u64,
    pub(super) positive_infinity: u64,
    pub(super) negative_infinity: u64,
}

impl ExactSum {
    /// Adds ± `significand` · 2^`exponent`.
    #[inline]
    pub(super) fn add_scaled(&mut self, significand: u128, exponent: i32, negative: bool) {
        let position = (exponent - LOWEST) as usize;
        let (limb, shift) = (position / 64, position % 64);
        self.add_limb(u128::from(significand as u64) << shift, limb, negative);
        let high = significand >> 64;
        if high != 0 {
            self.add_limb(high << shift, limb + 1, negative);
        }
    }

    /// Adds ± `magnitude` · 2^(`LOWEST` + 64·`at`), where `magnitude` < 2^127.
    #[inline]
    pub(super) fn add_limb(&mut self, magnitude: u128, at: usize, negative: bool) {
        if self.spill.is_none() && (self.covers(at) || self.move_window(at)) {
            let before = self.window;
            let change = if negative {
                limbs::subtract_at
            } else {
                limbs::add_at
            };
            change(&mut self.window, at - self.base, magnitude);
            let was_negative = limbs::is_negative(&before);
            if was_negative != negative || limbs::is_negative(&self.window) == was_negative {
                return;
            }
            self.window = before;
        }
        let spilled = &mut self.spill().limbs;
        if negative {
            limbs::subtract_at(spilled, at, magnitude);
        } else {
            limbs::add_at(spilled, at, magnitude);
        }
    }

    /// Whether two limbs from `at` on lie in the window.
    #[inline]
    pub(super) fn covers(&self, at: usize) -> bool {
        at.wrapping_sub(self.base) <= WINDOW - 2
    }

    /// Moves the window so that it covers `at`, if no bit is lost by that.
    #[cold]
    pub(super) fn move_window(&mut self, at: usize) -> bool {
        if self.window == [0; WINDOW] {
            self.base = at.saturating_sub(1);
            return true;
        }
        let negative = limbs::is_negative(&self.window);
        let sign = if negative { u64::MAX } else { 0 };
        while at < self.base {
            let [.., below, top] = self.window;
            if top != sign || (below >> 63 == 1) != negative {
                return false;
            }
            self.window.rotate_right(1);
            self.window[0] = 0;
            self.base -= 1;
        }
        while !self.covers(at) {
            if self.window[0] != 0 {
                return false;
            }
            self.window.rotate_left(1);
            self.window[WINDOW - 1] = sign;
            self.base += 1;
        }
        true
    }

    /// The full-range accumulator, which takes over the sum so far.
    #[cold]
    pub(super) fn spill(&mut self) -> &mut Spill {
        let (window, base) = (&mut self.window, self.base);
        self.spill.get_or_insert_with(|| {
            let sign = if limbs::is_negative(window) {
                u64::MAX
            } else {
                0
            };
            let mut limbs = [0; LIMBS];
            limbs[base..base + WINDOW].copy_from_slice(window);
            limbs[base + WINDOW..].fill(sign);
            *window = [0; WINDOW];
            Box::new(Spill {
                limbs,
                refused: Refused::default(),
            })
        })
    }

    /// Sign, lowest limb and absolute value of the sum; `room` is written only to hold the last.
    pub(super) fn magnitude<'a>(&self, room: &'a mut [u64; LIMBS]) -> (bool, usize, &'a [u64]) {
        let (number, base): (&[u64], usize) = match &self.spill {
            Some(spill) => (&spill.limbs, 0),
            None => (&self.window, self.base),
        };
        let room = &mut room[..number.len()];
        room.copy_from_slice(number);
        let negative = limbs::is_negative(number);
        if negative {
            limbs::negate(room);
        }
        (negative, base, room)
    }

    pub(super) fn refused(&self) -> Refused {
        self.spill
            .as_ref()
            .map_or_else(Refused::default, |spill| spill.refused)
    }

    #[cold]
    pub(super) fn refuse(&mut self, value: f64) {
        self.spill().refused.record(value);
    }

    /// Writes the sum over the full range of limbs.
    pub(super) fn expand(&self, limbs: &mut [u64; LIMBS]) {
        match &self.spill {
            Some(spill) => *limbs = spill.limbs,
            None => {
                let sign = if limbs::is_negative(&self.window) {
                    u64::MAX
                } else {
                    0
                };
                limbs[self.base..self.base + WINDOW].copy_from_slice(&self.window);
                limbs[self.base + WINDOW..].fill(sign);
            }
        }
    }
}

impl Refused {
    pub(super) fn record(&mut self, value: f64) {
        let count = if value.is_nan() {
            &mut self.nan
        } else if value > 0.0 {
            &mut self.positive_infinity
        } else {
            &mut self.negative_infinity
        };
        *count = count.saturating_add(1);
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.nan = self.nan.saturating_add(other.nan);
        self.positive_infinity = self
            .positive_infinity
            .saturating_add(other.positive_infinity);
        self.negative_infinity = self
            .negative_infinity
            .saturating_add(other.negative_infinity);
    }
}

/// Significand and exponent, so that |`value`| = significand · 2^exponent; nothing if not finite.
#[inline]
pub(super) fn parts(value: f64) -> Option<(u64, i32)> {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    match exponent {
        0x7ff => None,
        0 => Some((fraction, -1074)),
        _ => Some((fraction | 1 << 52, exponent - 1075)),
    }
}
