use core::fmt;

use crate::quantity::{Mass, Quantity, QuantityError, Ratio, ratio};

/// A part of e-waste over a whole that it need not be part of: it may pass 100 %.
///
/// # Example
/// ```
/// use ict_impact::ewaste::collection_rate_generated;
/// use ict_impact::quantity::{Mass, parse};
/// let rate = collection_rate_generated(parse::<Mass>("6 kt")?, parse("5 kt")?)?;
/// assert_eq!(rate.percent(), 120.0);
/// assert!(rate.over_100());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Rate(Ratio);

impl Rate {
    pub(super) fn of(
        part: Mass,
        whole: Mass,
        name: &'static str,
        denominator: &'static str,
    ) -> Result<Self, QuantityError> {
        ratio(part, whole, name, denominator).map(Self)
    }

    pub(super) fn of_ratio(ratio: Ratio) -> Self {
        Self(ratio)
    }

    /// The rate as a ratio, 1 for 100 %.
    pub fn ratio(self) -> Ratio {
        self.0
    }

    /// The rate in per cent, not clamped.
    pub fn percent(self) -> f64 {
        Ratio::find_unit("%").map_or(self.0.value * 100.0, |unit| unit.value_of(self.0.value))
    }

    /// Whether the rate passes 100 %.
    pub fn over_100(self) -> bool {
        self.0.value > 1.0
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flag = if self.over_100() { " (over 100 %)" } else { "" };
        write!(f, "{} %{flag}", self.percent())
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
