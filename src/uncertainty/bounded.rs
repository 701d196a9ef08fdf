use core::fmt;
use core::iter::Sum;
use core::ops::{Add, Mul};
use core::str::FromStr;

use super::UncertaintyError;
use super::error::out_of_range;
use crate::numeric::ExactSum;
use crate::quantity::{Quantity, Share, parse, text};

/// A value, and the least and the greatest that it can be: the two ends of what is not known,
/// such as a server whose processor is not named.
///
/// The bounds are corners, not an interval of some probability: a sum of many bounded values has
/// bounds wider than it will ever reach. For probabilities see [`Uncertain`](super::Uncertain)
/// and [`Distribution`](super::Distribution).
///
/// # Equation
/// ```text
/// x = (v, min, max), min ≤ v ≤ max         x + y = (v_x + v_y, min_x + min_y, max_x + max_y)
/// f rising:   f(x) = (f(v), f(min), f(max))
/// f falling:  f(x) = (f(v), f(max), f(min))
/// ```
///
/// # Source
/// The `value`, `min`, `max` of the Boavizta API 2.5.0.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Power, parse};
/// use ict_impact::uncertainty::Bounded;
/// let disk: Bounded<Power> = "8 W (2 W to 20 W)".parse()?;
/// let fan: Bounded<Power> = parse::<Power>("5 W")?.into();
/// assert_eq!((disk + fan).to_string(), "13 W (7 W to 25 W)");
/// assert!("1 W (2 W to 20 W)".parse::<Bounded<Power>>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounded<Q> {
    value: Q,
    min: Q,
    max: Q,
}

impl<Q: Quantity> Bounded<Q> {
    /// `value`, which is not below `min` and not above `max`.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if one of them is not finite or leaves the range of the
    /// quantity; [`UncertaintyError::OutOfRange`] if the value is outside its bounds.
    pub fn new(value: Q, min: Q, max: Q) -> Result<Self, UncertaintyError> {
        for one in [value, min, max] {
            Q::check(one.base())?;
        }
        if value < min || value > max {
            let given = alloc::format!("{} ({} to {})", text(value), text(min), text(max));
            return Err(out_of_range("a bounded value", given, "within its bounds"));
        }
        Ok(Self { value, min, max })
    }

    /// `value` between bounds that were checked before.
    pub(crate) const fn of_checked(value: Q, min: Q, max: Q) -> Self {
        Self { value, min, max }
    }

    /// The value.
    #[must_use]
    pub const fn value(self) -> Q {
        self.value
    }

    /// The least that it can be.
    #[must_use]
    pub const fn min(self) -> Q {
        self.min
    }

    /// The greatest that it can be.
    #[must_use]
    pub const fn max(self) -> Q {
        self.max
    }

    /// `f` of the value and of its bounds, where `f` does not fall.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::{Devices, EmbodiedFactor};
    /// use ict_impact::uncertainty::Bounded;
    /// let devices = Bounded::new(Devices::new(2.0), Devices::new(1.0), Devices::new(4.0))?;
    /// let made = devices.map(|devices| devices * EmbodiedFactor::from_kg_per_device(10.0));
    /// assert_eq!(made.to_string(), "20 kgCO2e (10 kgCO2e to 40 kgCO2e)");
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn map<R: Quantity>(self, rising: impl Fn(Q) -> R) -> Bounded<R> {
        Bounded {
            value: rising(self.value),
            min: rising(self.min),
            max: rising(self.max),
        }
    }

    /// `f` of the value and of its bounds, where `f` does not rise: the denser the chip, the less
    /// of it.
    #[inline]
    #[must_use]
    pub fn map_falling<R: Quantity>(self, falling: impl Fn(Q) -> R) -> Bounded<R> {
        Bounded {
            value: falling(self.value),
            min: falling(self.max),
            max: falling(self.min),
        }
    }

    /// `f` of two values and of their bounds, where `f` falls in neither.
    #[inline]
    #[must_use]
    pub fn zip<P: Quantity, R: Quantity>(
        self,
        other: Bounded<P>,
        rising: impl Fn(Q, P) -> R,
    ) -> Bounded<R> {
        Bounded {
            value: rising(self.value, other.value),
            min: rising(self.min, other.min),
            max: rising(self.max, other.max),
        }
    }
}

/// A value that is known: its bounds are the value.
impl<Q: Copy> From<Q> for Bounded<Q> {
    #[inline]
    fn from(value: Q) -> Self {
        Self {
            value,
            min: value,
            max: value,
        }
    }
}

impl<Q: Quantity + Add<Output = Q>> Add for Bounded<Q> {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
}

/// Adds exactly, in any order. NaN or an infinity among the values, or an overflow, gives NaN.
impl<Q: Quantity + Add<Output = Q>> Sum for Bounded<Q> {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        let mut sums = [const { ExactSum::new() }; 3];
        for one in values {
            for (sum, part) in sums.iter_mut().zip([one.value, one.min, one.max]) {
                sum.add(part.base());
            }
        }
        let [value, min, max] = sums.map(|sum| Q::from_checked(sum.value().unwrap_or(f64::NAN)));
        Self { value, min, max }
    }
}

impl<Q: Quantity + Mul<Share, Output = Q>> Mul<Share> for Bounded<Q> {
    type Output = Self;
    #[inline]
    fn mul(self, share: Share) -> Self {
        self.map(|one| one * share)
    }
}

impl<Q: Quantity> fmt::Display for Bounded<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self.value))?;
        if self.min == self.value && self.max == self.value {
            return Ok(());
        }
        write!(f, " ({} to {})", text(self.min), text(self.max))
    }
}

/// Reads `8 W (2 W to 20 W)`, and `8 W` as a value that is known.
impl<Q: Quantity> FromStr for Bounded<Q> {
    type Err = UncertaintyError;
    fn from_str(text: &str) -> Result<Self, UncertaintyError> {
        let text = text.trim();
        let Some((value, bounds)) = text.split_once('(') else {
            return Ok(parse::<Q>(text)?.into());
        };
        let bounds = bounds.strip_suffix(')').and_then(|b| b.split_once(" to "));
        let Some((min, max)) = bounds else {
            let accepted = "written as `8 W (2 W to 20 W)`";
            return Err(out_of_range("a bounded value", text, accepted));
        };
        Self::new(parse(value)?, parse(min)?, parse(max)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Ratio};
    use alloc::string::ToString;

    fn kg(value: f64, min: f64, max: f64) -> Bounded<Co2e> {
        Bounded::new(Co2e::from_kg(value), Co2e::from_kg(min), Co2e::from_kg(max)).unwrap()
    }

    #[test]
    fn what_falls_swaps_the_bounds() {
        let [value, min, max] = [2.0, 1.0, 4.0].map(Ratio::from_checked);
        let density = Bounded::new(value, min, max).unwrap();
        let area = density.map_falling(|density| Ratio::from_checked(8.0 / density.value));
        assert_eq!(
            (area.value().value, area.min().value, area.max().value),
            (4.0, 2.0, 8.0)
        );
    }

    #[test]
    fn bounds_add_and_scale() {
        let all: Bounded<Co2e> = [kg(0.1, 0.0, 1.0), kg(0.2, 0.1, 2.0)].into_iter().sum();
        assert_eq!((all.value().kg(), all.min().kg()), (0.1 + 0.2, 0.1));
        let half = all * Share::new(0.5).unwrap();
        assert_eq!(half.max().kg(), 1.5);
        assert_eq!(Bounded::from(Co2e::from_kg(3.0)).to_string(), "3 kgCO2e");
    }

    #[test]
    fn what_is_written_is_read() {
        for text in ["0.5 kgCO2e", "0.5 kgCO2e (0.1 kgCO2e to 3 kgCO2e)"] {
            assert_eq!(text.parse::<Bounded<Co2e>>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "1",
            "1 kgCO2e (2 kgCO2e)",
            "1 kgCO2e (0 kgCO2e to 2 kgCO2e",
            "1 kgCO2e (0 to 2)",
        ] {
            assert!(text.parse::<Bounded<Co2e>>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_value_outside_its_bounds_is_refused() {
        let kg = Co2e::from_kg;
        for (value, min, max) in [(1.0, 2.0, 3.0), (4.0, 2.0, 3.0), (2.5, 3.0, 2.0)] {
            let error = Bounded::new(kg(value), kg(min), kg(max)).unwrap_err();
            assert!(matches!(error, UncertaintyError::OutOfRange { .. }));
        }
        assert!(Bounded::new(kg(f64::NAN), kg(0.0), kg(1.0)).is_err());
        assert!(Bounded::new(kg(0.0), kg(f64::NEG_INFINITY), kg(1.0)).is_err());
    }
}
