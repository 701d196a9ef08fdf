use core::fmt;

use super::error::out_of_range;
use super::{Trend, Uncertain, UncertaintyError};
use crate::quantity::{Quantity, text};

/// What may be said of a change in words.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::ChangeStatement;
/// let said = ChangeStatement::NotDistinguishable.to_string();
/// assert_eq!(said, "no change that exceeds its uncertainty");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeStatement {
    /// The whole 95 % interval is above zero.
    Increase,
    /// The whole 95 % interval is below zero.
    Decrease,
    /// The 95 % interval holds or touches zero: nothing may be said of a direction.
    NotDistinguishable,
}

impl fmt::Display for ChangeStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::NotDistinguishable => "no change that exceeds its uncertainty",
        })
    }
}

/// A change and its 95 % interval: told in words only if it exceeds its uncertainty.
///
/// # Equation
/// ```text
/// low > 0             increase
/// high < 0            decrease
/// low ≤ 0 ≤ high      not distinguishable from no change
///
/// low, high  ends of the 95 % interval of the change [unit of the change]
/// ```
///
/// # Source
/// The 95 % interval: IPCC 2006 Guidelines, volume 1, chapter 3. That no direction is claimed
/// where it holds zero is the two-sided test at 5 %, and our rule.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::uncertainty::{Change, ChangeStatement, Uncertain};
/// let kg = Co2e::from_kg;
/// let clear = Change::new(kg(-20.0), kg(-35.0), kg(-5.0))?;
/// assert_eq!(clear.statement(), ChangeStatement::Decrease);
/// assert_eq!(
///     clear.to_string(),
///     "decrease of 20 kgCO2e (95 % interval -35 kgCO2e to -5 kgCO2e)"
/// );
/// let unclear = Change::of(Uncertain::with_half_width(kg(20.0), kg(25.0))?)?;
/// assert_eq!(
///     unclear.to_string(),
///     "no change that exceeds its uncertainty (95 % interval -5 kgCO2e to 45 kgCO2e)"
/// );
/// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change<Q> {
    change: Q,
    low: Q,
    high: Q,
}

impl<Q: Quantity> Change<Q> {
    /// A change with the ends of its 95 % interval.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if one of them is not finite;
    /// [`UncertaintyError::OutOfRange`] if the change is outside its interval.
    pub fn new(change: Q, low: Q, high: Q) -> Result<Self, UncertaintyError> {
        for value in [change, low, high] {
            Q::check(value.base())?;
        }
        if change < low || change > high {
            let given = alloc::format!("{} ({} to {})", text(change), text(low), text(high));
            return Err(out_of_range("a change", given, "within its interval"));
        }
        Ok(Self { change, low, high })
    }

    /// A change with half the width of its 95 % interval.
    ///
    /// # Errors
    /// [`UncertaintyError::Quantity`] if an end of the interval leaves the range of the quantity.
    pub fn of(change: Uncertain<Q>) -> Result<Self, UncertaintyError> {
        let (low, high) = change.interval()?;
        Self::new(change.value(), low, high)
    }

    /// The change.
    #[must_use]
    pub const fn value(self) -> Q {
        self.change
    }

    /// The ends of its 95 % interval.
    #[must_use]
    pub const fn interval(self) -> (Q, Q) {
        (self.low, self.high)
    }

    /// What may be said of it.
    #[must_use]
    pub fn statement(self) -> ChangeStatement {
        of_interval(self.low.base(), self.high.base())
    }
}

impl<Q: Quantity> fmt::Display for Change<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.statement();
        write!(f, "{said}")?;
        if said != ChangeStatement::NotDistinguishable {
            let size = Q::from_checked(self.change.base().abs());
            write!(f, " of {}", text(size))?;
        }
        let (low, high) = (text(self.low), text(self.high));
        write!(f, " (95 % interval {low} to {high})")
    }
}

impl Trend {
    /// What may be said of the trend.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::{
    ///     ChangeStatement, InventoryCategory, RelativeUncertainty, approach_1,
    /// };
    /// let percent = RelativeUncertainty::from_percent;
    /// let of = |base, year_t| InventoryCategory::new(
    ///     Co2e::from_kg(base), Co2e::from_kg(year_t), percent(10.0)?, percent(0.0)?,
    /// );
    /// // + 10 %, ± 1.1 · 10 · √2 = 15.6 percentage points
    /// let trend = approach_1(&[of(100.0, 110.0)?])?.trend;
    /// assert_eq!(trend.statement(), ChangeStatement::NotDistinguishable);
    /// # Ok::<(), ict_impact::uncertainty::UncertaintyError>(())
    /// ```
    #[must_use]
    pub fn statement(self) -> ChangeStatement {
        of_interval(
            self.percent() - self.half_width(),
            self.percent() + self.half_width(),
        )
    }
}

fn of_interval(low: f64, high: f64) -> ChangeStatement {
    if low > 0.0 {
        ChangeStatement::Increase
    } else if high < 0.0 {
        ChangeStatement::Decrease
    } else {
        ChangeStatement::NotDistinguishable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Share};
    use ChangeStatement::{Decrease, Increase, NotDistinguishable};
    use alloc::string::ToString;

    #[test]
    fn a_direction_is_told_only_beyond_zero() {
        let kg = Co2e::from_kg;
        for (change, low, high, said) in [
            (1.0, 0.1, 2.0, Increase),
            (1.0, 0.0, 2.0, NotDistinguishable),
            (1.0, -0.1, 2.0, NotDistinguishable),
            (0.0, 0.0, 0.0, NotDistinguishable),
            (-1.0, -2.0, 0.0, NotDistinguishable),
            (-1.0, -2.0, -0.1, Decrease),
        ] {
            let change = Change::new(kg(change), kg(low), kg(high)).unwrap();
            assert_eq!(change.statement(), said);
            let words = change.to_string();
            assert_eq!(words.contains("increase"), said == Increase, "{words}");
            assert_eq!(words.contains("decrease"), said == Decrease, "{words}");
        }
    }

    #[test]
    fn a_change_outside_its_interval_is_refused() {
        let kg = Co2e::from_kg;
        for (change, low, high) in [(1.0, 2.0, 3.0), (4.0, 2.0, 3.0), (2.5, 3.0, 2.0)] {
            let error = Change::new(kg(change), kg(low), kg(high)).unwrap_err();
            assert!(matches!(error, UncertaintyError::OutOfRange { .. }));
        }
        for bad in [f64::NAN, f64::INFINITY] {
            assert!(Change::new(kg(bad), kg(0.0), kg(1.0)).is_err());
            assert!(Change::new(kg(1.0), kg(0.0), kg(bad)).is_err());
        }
        let share = |part| Share::new(part).unwrap();
        let small = Uncertain::with_half_width(share(0.1), share(0.2)).unwrap();
        assert!(matches!(
            Change::of(small),
            Err(UncertaintyError::Quantity(_))
        ));
    }
}
