use core::fmt;
use core::ops::Mul;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::physical::symbols;
use super::{Quantity, QuantityError, Ratio, Unit, sealed, text, unit};

/// A part of a whole: 0 to 1, that is 0 % to 100 %.
///
/// For what may pass 100 % use [`Ratio`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Share;
/// let renewable = Share::new(0.25)?;
/// assert_eq!(renewable.to_string(), "25 %");
/// assert_eq!(renewable.rest().get(), 0.75);
/// assert!(Share::new(1.2).is_err());
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
#[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
#[repr(transparent)]
pub struct Share(f64);

impl Share {
    /// Nothing of the whole.
    pub const NONE: Self = Self(0.0);
    /// The whole.
    pub const WHOLE: Self = Self(1.0);

    /// `part` of a whole of 1.
    ///
    /// # Errors
    /// [`QuantityError::OutOfRange`] outside 0..=1, [`QuantityError::NotFinite`].
    pub fn new(part: f64) -> Result<Self, QuantityError> {
        Self::from_base(part)
    }

    /// `percent` of a whole of 100.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn from_percent(percent: f64) -> Result<Self, QuantityError> {
        Self::new(percent / 100.0)
    }

    /// The part, 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The part in per cent, 0 to 100.
    pub fn percent(self) -> f64 {
        unit::SHARE[0].value_of(self.0)
    }

    /// What is left of the whole.
    pub const fn rest(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl sealed::Sealed for Share {}

impl Quantity for Share {
    fn name() -> String {
        "share".to_string()
    }
    #[inline]
    fn from_checked(base: f64) -> Self {
        Self(base)
    }
    #[inline]
    fn base(self) -> f64 {
        self.0
    }
    fn unit() -> Unit {
        unit::SHARE[0].clone()
    }
    fn find_unit(symbol: &str) -> Option<Unit> {
        unit::find(unit::SHARE, symbol)
    }
    fn symbols() -> Vec<String> {
        symbols(unit::SHARE)
    }
    #[inline]
    fn allows(base: f64) -> bool {
        (0.0..=1.0).contains(&base)
    }
    fn check(base: f64) -> Result<(), QuantityError> {
        if !base.is_finite() {
            return Err(QuantityError::NotFinite {
                quantity: Self::name(),
                value: base,
            });
        }
        if !Self::allows(base) {
            return Err(QuantityError::OutOfRange {
                quantity: Self::name(),
                value: base,
                accepted: "from 0 to 1 (0 % to 100 %)",
            });
        }
        Ok(())
    }
}

impl From<Share> for Ratio {
    fn from(share: Share) -> Ratio {
        Ratio::from_checked(share.0)
    }
}

impl TryFrom<Ratio> for Share {
    type Error = QuantityError;
    fn try_from(ratio: Ratio) -> Result<Self, QuantityError> {
        Self::from_base(ratio.value)
    }
}

/// A share of a share.
impl Mul for Share {
    type Output = Self;
    #[inline]
    fn mul(self, of: Self) -> Self {
        Self(self.0 * of.0)
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text::own_text!(impl<> for Share);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_nothing_outside_the_whole() {
        for part in [
            -f64::MIN_POSITIVE,
            -0.5,
            1.0f64.next_up(),
            f64::NAN,
            f64::INFINITY,
        ] {
            assert!(Share::new(part).is_err(), "{part}");
        }
        assert!(serde_json::from_str::<Share>("\"120 %\"").is_err());
        assert_eq!(
            serde_json::from_str::<Share>("\"12 %\"").unwrap().get(),
            0.12
        );
        assert!(Share::try_from(Ratio::from_checked(1.3)).is_err());
    }
}
