use core::fmt;

use serde::{Serialize, Serializer};

use super::CircularityError;
use super::error::not_negative;
use crate::quantity::{Quantity, Ratio, ratio, with_unit};
pub use crate::source::MethodId;

/// What a reader has to know about the value of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Flag {
    /// The value is above 100 %, and is not cut to it: stock was drawn down, or the figures of
    /// the year belong to different years.
    Over100 = 1,
    /// The value is negative, which the text allows.
    Negative = 2,
    /// What is below the line is negative: more went out than came in.
    NegativeDenominator = 4,
    /// What could not be traced counts as nothing, as the text demands.
    UntracedAsZero = 8,
    /// The formula gave a negative value, which the text raises to 0.
    RaisedToZero = 16,
    /// The formula is not confirmed by the text of the source.
    Unconfirmed = 32,
}

impl Flag {
    const ALL: [Self; 6] = [
        Self::Over100,
        Self::Negative,
        Self::NegativeDenominator,
        Self::UntracedAsZero,
        Self::RaisedToZero,
        Self::Unconfirmed,
    ];
}

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over100 => "over_100",
            Self::Negative => "negative",
            Self::NegativeDenominator => "negative_denominator",
            Self::UntracedAsZero => "untraced_as_zero",
            Self::RaisedToZero => "raised_to_zero",
            Self::Unconfirmed => "unconfirmed",
        })
    }
}

/// The flags of an indicator, mostly none.
///
/// # Example
/// ```
/// use ict_impact::circularity::{Flag, Flags};
/// let flags = Flags::NONE.with(Flag::Over100);
/// assert!(flags.contains(Flag::Over100) && !flags.contains(Flag::Negative));
/// assert_eq!(flags.iter().count(), 1);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags(u8);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);

    /// These flags and `flag`.
    #[must_use]
    pub const fn with(self, flag: Flag) -> Self {
        Self(self.0 | flag as u8)
    }

    /// These flags, and `flag` if `set`.
    #[must_use]
    pub(super) const fn with_if(self, set: bool, flag: Flag) -> Self {
        if set { self.with(flag) } else { self }
    }

    /// Whether `flag` is one of them.
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & flag as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags in a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL
            .into_iter()
            .filter(move |&flag| self.contains(flag))
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for Flags {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|flag| alloc::format!("{flag}")))
    }
}

/// The value of an indicator, the method it follows, and what to know about it.
///
/// Indicators are not added or averaged: put the flows together and compute again.
///
/// # Example
/// ```
/// use ict_impact::circularity::{Flag, iso59020};
/// use ict_impact::quantity::{Quantity, parse};
/// let reused = iso59020::reused_outflow(parse("30 t")?, parse("200 t")?)?;
/// assert_eq!(reused.value().get_in("%")?, 15.0);
/// assert_eq!(reused.method().to_string(), "ISO59020:2024/A.5");
/// assert!(reused.flags().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Indicator<Q: Quantity = Ratio> {
    #[serde(with = "with_unit")]
    value: Q,
    method: MethodId,
    flags: Flags,
}

impl<Q: Quantity> Indicator<Q> {
    pub(super) const fn new(value: Q, method: MethodId, flags: Flags) -> Self {
        Self {
            value,
            method,
            flags,
        }
    }

    /// The value.
    pub const fn value(&self) -> Q {
        self.value
    }

    /// The method, with its edition and clause.
    pub const fn method(&self) -> MethodId {
        self.method
    }

    /// What to know about the value.
    pub const fn flags(&self) -> Flags {
        self.flags
    }

    #[must_use]
    pub(super) const fn flagged(mut self, set: bool, flag: Flag) -> Self {
        self.flags = self.flags.with_if(set, flag);
        self
    }
}

/// Names of what is above and below the line, for errors.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub(super) name: &'static str,
    pub(super) part: &'static str,
    pub(super) whole: &'static str,
}

impl Fraction {
    /// A ratio of amounts that are not negative; unclamped.
    pub(super) fn ratio<Q: Quantity>(
        self,
        part: Q,
        whole: Q,
        method: MethodId,
    ) -> Result<Indicator, CircularityError> {
        let part = not_negative(self.part, part)?;
        let whole = not_negative(self.whole, whole)?;
        let value = ratio(part, whole, self.name, self.whole)?;
        Ok(Indicator::new(value, method, Flags::NONE))
    }

    /// A part of a whole: as [`ratio`](Self::ratio), flagged above 100 %.
    pub(super) fn share<Q: Quantity>(
        self,
        part: Q,
        whole: Q,
        method: MethodId,
    ) -> Result<Indicator, CircularityError> {
        let result = self.ratio(part, whole, method)?;
        Ok(result.flagged(part > whole, Flag::Over100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Mass;

    const METHOD: MethodId = MethodId::new("TEST", "2024", "");
    const RATE: Fraction = Fraction {
        name: "rate",
        part: "part",
        whole: "whole",
    };

    #[test]
    fn is_serialised_with_unit_method_and_flags() {
        let kg = Mass::from_checked;
        let rate = RATE.share(kg(3.0), kg(2.0), METHOD).unwrap();
        assert_eq!(
            serde_json::to_string(&rate).unwrap(),
            r#"{"value":{"value":1.5,"unit":"1"},"method":"TEST:2024","flags":["over_100"]}"#
        );
    }

    #[test]
    fn the_whole_is_not_above_it() {
        let kg = Mass::from_checked;
        assert!(
            RATE.share(kg(2.0), kg(2.0), METHOD)
                .unwrap()
                .flags()
                .is_empty()
        );
        assert!(
            RATE.ratio(kg(3.0), kg(2.0), METHOD)
                .unwrap()
                .flags()
                .is_empty()
        );
    }

    #[test]
    fn flags_are_told_apart() {
        let mut flags = Flags::NONE;
        for (n, flag) in Flag::ALL.into_iter().enumerate() {
            assert!(!flags.contains(flag));
            flags = flags.with(flag);
            assert_eq!(flags.iter().count(), n + 1);
        }
    }

    #[test]
    fn nothing_of_nothing_is_undefined() {
        let zero = Mass::from_checked(0.0);
        assert_eq!(
            RATE.share(zero, zero, METHOD),
            Err(super::super::error::undefined("rate", "whole"))
        );
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(RATE.share(Mass::from_checked(bad), zero, METHOD).is_err());
        }
    }
}
