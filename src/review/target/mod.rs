//! Where should a value be by now, and does it get there?
//!
//! | to … | use |
//! |---|---|
//! | state a target | [`Target::new`], [`Target::reduction`] |
//! | read the path in a year | [`Target::expected`] ([`Path::Linear`], [`Path::Geometric`]) |
//! | follow a line that falls by a part of the base every year | [`absolute_contraction`] (SBTi) |
//! | compare an observed value with the path | [`Target::progress`] |
//! | say in one word how it goes | [`Target::assess`] |
//! | count what may still be used | [`Target::budget`] |
//! | say when it is met at the observed rate | [`Progress::arrival`] |
//! | give the indices of ESCAP | [`Progress::current_status_index`], [`Progress::anticipated_progress_index`] |
//! | follow values promised for several years | [`Milestones`] |
//! | lay published facts beside it | [`target_line`], [`published_target`] |
//! | restate a baseline, change the form, keep what was promised | [`TargetVersions`] |
//!
//! Every figure that some target does not have (a rate through zero, a rate over no years, a
//! share of a distance of zero) is a typed error of that figure alone.
//!
//! Gaps and differences have the unit of the value. A gap of shares can be negative, which a
//! [`Share`](crate::quantity::Share) cannot: turn shares into [`Ratio`]s first.

mod arrival;
mod budget;
mod error;
mod indices;
mod line;
mod milestones;
mod progress;
mod row;
mod stated;
mod status;
mod version;

pub use arrival::Arrival;
pub use budget::Budget;
pub use error::TargetError;
pub use line::{TargetBudget, TargetLine, TargetPoint, published_target, target_line};
pub use milestones::Milestones;
pub use progress::Progress;
pub use row::{TargetRow, stated_targets};
pub use stated::{Goal, StatedTarget, TargetOutcome};
pub use status::{Assessment, Status, StatusRule};
pub use version::{Reduction, TargetForm, TargetVersion, TargetVersions, VersionReason};

use crate::numeric::pow;
use crate::quantity::{Quantity, Ratio};
use crate::time::Year;

use super::amount::finite;

/// How a value goes from base to target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Path {
    /// By the same amount every year.
    Linear,
    /// By the same ratio every year.
    Geometric,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Direction {
    /// Less is better, as with emissions.
    Down,
    /// More is better, as with a collection rate.
    Up,
}

/// A value to reach in a year, from the value of a base year.
///
/// # Example
/// −45 % from 2020 to 2030, half-way in 2025.
/// ```
/// use ict_impact::quantity::{Co2e, Ratio, parse};
/// use ict_impact::review::target::{Path, Target};
/// use ict_impact::time::Year;
/// let (from, to) = (Year::of::<2020>(), Year::of::<2030>());
/// let sector = Target::reduction(from, Co2e::from_kg(1000.0), to, parse("45 %")?)?;
/// assert_eq!(sector.value(), Co2e::from_kg(550.0));
/// assert_eq!(sector.expected(Path::Linear, Year::of::<2025>())?, Co2e::from_kg(775.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target<Q> {
    base_year: Year,
    base: Q,
    year: Year,
    value: Q,
    direction: Option<Direction>,
}

impl<Q: Quantity> Target<Q> {
    /// `value` in `year`, from `base` in `base_year`.
    ///
    /// The direction is the one from base to target; [`with_direction`](Self::with_direction)
    /// says another. Base and target may lie in the same year.
    ///
    /// # Errors
    /// [`TargetError::TargetBeforeBase`]; [`TargetError::Quantity`] for NaN or infinity.
    pub fn new(base_year: Year, base: Q, year: Year, value: Q) -> Result<Self, TargetError> {
        if year < base_year {
            return Err(TargetError::TargetBeforeBase {
                base_year,
                target_year: year,
            });
        }
        let (from, to) = (finite(base)?, finite(value)?);
        let direction = if to < from {
            Some(Direction::Down)
        } else if to > from {
            Some(Direction::Up)
        } else {
            None
        };
        Ok(Self {
            base_year,
            base,
            year,
            value,
            direction,
        })
    }

    /// A reduction of `base` by the part `reduction` until `year`.
    ///
    /// # Equation
    /// ```text
    /// t = b·(1 − r)
    ///
    /// b  value of the base year                     [unit of Q]
    /// r  reduction, 0.45 for −45 %, negative for a rise
    /// t  value of the target year                   [unit of Q]
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn reduction(
        base_year: Year,
        base: Q,
        year: Year,
        reduction: Ratio,
    ) -> Result<Self, TargetError> {
        let value = finite(base)? * (1.0 - finite(reduction)?);
        Self::new(base_year, base, year, Q::from_base(value)?)
    }

    /// The target with the direction said: for a value to be kept (base and target equal), or
    /// a limit that the base value already respects.
    #[must_use]
    pub fn with_direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// The base year.
    pub fn base_year(&self) -> Year {
        self.base_year
    }

    /// The value of the base year.
    pub fn base(&self) -> Q {
        self.base
    }

    /// The target year.
    pub fn year(&self) -> Year {
        self.year
    }

    /// The value to reach.
    pub fn value(&self) -> Q {
        self.value
    }

    /// Which way is better; `None` if base and target are equal and nothing was said.
    pub fn direction(&self) -> Option<Direction> {
        self.direction
    }

    /// Whether `observed` is at the target or better.
    ///
    /// # Errors
    /// [`TargetError::NoDirection`]; [`TargetError::Quantity`] for NaN or infinity.
    pub fn is_met_by(&self, observed: Q) -> Result<bool, TargetError> {
        let (observed, value) = (finite(observed)?, self.value.base());
        match self.direction {
            Some(Direction::Down) => Ok(observed <= value),
            Some(Direction::Up) => Ok(observed >= value),
            None => Err(TargetError::NoDirection),
        }
    }

    /// The value on the path in `year`.
    ///
    /// # Equation
    /// ```text
    /// linear     e = b + (t − b)·(y − y₀)/(T − y₀)
    /// geometric  e = b·(t/b)^((y − y₀)/(T − y₀))        b, t > 0
    ///
    /// b, y₀  value and year of the base          [unit of Q], year
    /// t, T   value and year of the target        [unit of Q], year
    /// y      the year asked for                  year, y₀ ≤ y
    /// e      expected value; t from T on         [unit of Q]
    /// ```
    ///
    /// # Errors
    /// [`TargetError::BeforeBase`]; [`TargetError::NotPositive`] for a geometric path from or
    /// to zero or a negative value.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::target::{Path, Target};
    /// use ict_impact::time::Year;
    /// let (from, to) = (Year::of::<2020>(), Year::of::<2022>());
    /// let quarter = Target::new(from, Co2e::from_kg(16.0), to, Co2e::from_kg(4.0))?;
    /// assert_eq!(quarter.expected(Path::Linear, Year::of::<2021>())?, Co2e::from_kg(10.0));
    /// assert_eq!(quarter.expected(Path::Geometric, Year::of::<2021>())?, Co2e::from_kg(8.0));
    /// # Ok::<(), ict_impact::review::target::TargetError>(())
    /// ```
    pub fn expected(&self, path: Path, year: Year) -> Result<Q, TargetError> {
        if year < self.base_year {
            return Err(TargetError::BeforeBase {
                year,
                base_year: self.base_year,
            });
        }
        if path == Path::Geometric {
            positive("the base", self.base_year, self.base)?;
            positive("the target", self.year, self.value)?;
        }
        if year >= self.year {
            return Ok(self.value);
        }
        let (base, value) = (self.base.base(), self.value.base());
        let elapsed = f64::from(year.since(self.base_year));
        let whole = f64::from(self.year.since(self.base_year));
        Ok(Q::from_base(match path {
            Path::Linear => base + (value - base) * elapsed / whole,
            Path::Geometric => base * pow(value / base, elapsed / whole),
        })?)
    }

    /// The annual rate that leads from base to target, as it was when the target was set.
    ///
    /// # Equation
    /// ```text
    /// r = (t/b)^(1/(T − y₀)) − 1          symbols as in `expected`; r per year, −0.05 for −5 %
    /// ```
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] if both lie in one year; [`TargetError::NotPositive`].
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::target::Target;
    /// use ict_impact::time::Year;
    /// let (from, to) = (Year::of::<2020>(), Year::of::<2022>());
    /// let quarter = Target::new(from, Co2e::from_kg(16.0), to, Co2e::from_kg(4.0))?;
    /// assert_eq!(quarter.required_rate()?.value, -0.5);
    /// # Ok::<(), ict_impact::review::target::TargetError>(())
    /// ```
    pub fn required_rate(&self) -> Result<Ratio, TargetError> {
        let base = ("the base", self.base_year, self.base);
        annual_rate(base, ("the target", self.year, self.value))
    }
}

/// The value that a yearly reduction by a part of the base leaves.
///
/// # Equation
/// ```text
/// e = b·(1 − r·(y − y₀))
///
/// b   value of the base year                                [unit of Q]
/// r   yearly reduction as a part of the base, 0.042 for 4.2 %
/// y₀  base year
/// y   the year asked for, y₀ ≤ y
/// e   what is allowed; below zero once r·(y − y₀) passes 1  [unit of Q]
/// ```
///
/// # Source
/// Science Based Targets initiative, absolute contraction approach (linear, 4.2 % a year of
/// the base for 1.5 °C).
///
/// # Errors
/// [`TargetError::BeforeBase`]; [`TargetError::Quantity`] for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Co2e, parse};
/// use ict_impact::review::target::absolute_contraction;
/// use ict_impact::time::Year;
/// let (from, to) = (Year::of::<2020>(), Year::of::<2030>());
/// let allowed = absolute_contraction(from, Co2e::from_kg(1000.0), parse("4.2 %")?, to)?;
/// assert_eq!(allowed.kg(), 580.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn absolute_contraction<Q: Quantity>(
    base_year: Year,
    base: Q,
    annual_rate: Ratio,
    year: Year,
) -> Result<Q, TargetError> {
    if year < base_year {
        return Err(TargetError::BeforeBase { year, base_year });
    }
    let years = f64::from(year.since(base_year));
    let left = 1.0 - finite(annual_rate)? * years;
    Ok(Q::from_base(finite(base)? * left)?)
}

/// The compound annual growth rate between two named values.
fn annual_rate<Q: Quantity>(
    (from_name, from, start): (&'static str, Year, Q),
    (to_name, to, end): (&'static str, Year, Q),
) -> Result<Ratio, TargetError> {
    let years = to.since(from);
    if years <= 0 {
        return Err(TargetError::NoYearsBetween { from, to });
    }
    let start = positive(from_name, from, start)?;
    let end = positive(to_name, to, end)?;
    let rate = pow(end / start, 1.0 / f64::from(years)) - 1.0;
    Ok(Ratio::from_base(rate)?)
}

fn positive<Q: Quantity>(what: &'static str, year: Year, value: Q) -> Result<f64, TargetError> {
    let value = finite(value)?;
    if value > 0.0 {
        Ok(value)
    } else {
        Err(TargetError::NotPositive { what, year, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn of(base: f64, value: f64) -> Target<Co2e> {
        let kg = Co2e::from_kg;
        Target::new(Year::of::<2020>(), kg(base), Year::of::<2030>(), kg(value)).unwrap()
    }

    #[test]
    fn a_target_of_the_base_year_has_a_value_and_no_rate() {
        let year = Year::of::<2020>();
        let now = Target::new(year, Co2e::from_kg(8.0), year, Co2e::from_kg(4.0)).unwrap();
        assert_eq!(now.expected(Path::Linear, year).unwrap().kg(), 4.0);
        assert_eq!(
            now.required_rate(),
            Err(TargetError::NoYearsBetween {
                from: year,
                to: year
            })
        );
        let early = Target::new(year, Co2e::ZERO, Year::of::<2019>(), Co2e::ZERO);
        assert!(matches!(early, Err(TargetError::TargetBeforeBase { .. })));
    }

    #[test]
    fn zero_and_negative_values_have_a_line_but_no_rate() {
        let year = Year::of::<2025>();
        for (base, value, half) in [(0.0, 10.0, 5.0), (10.0, 0.0, 5.0), (10.0, -10.0, 0.0)] {
            let target = of(base, value);
            assert_eq!(target.expected(Path::Linear, year).unwrap().kg(), half);
            for error in [
                target.expected(Path::Geometric, year).unwrap_err(),
                target.required_rate().unwrap_err(),
            ] {
                assert!(matches!(error, TargetError::NotPositive { .. }), "{error}");
            }
        }
    }

    #[test]
    fn the_path_begins_at_the_base_and_stays_at_the_target() {
        let target = of(100.0, 55.0);
        for path in [Path::Linear, Path::Geometric] {
            let at = |year: i64| target.expected(path, Year::new(year).unwrap());
            assert_eq!(at(2020).unwrap().kg(), 100.0);
            assert_eq!(at(2030).unwrap().kg(), 55.0);
            assert_eq!(at(2040).unwrap().kg(), 55.0);
            assert!(matches!(at(2019), Err(TargetError::BeforeBase { .. })));
        }
    }

    #[test]
    fn equal_base_and_target_need_a_direction() {
        let keep = of(50.0, 50.0);
        assert_eq!(keep.is_met_by(Co2e::ZERO), Err(TargetError::NoDirection));
        let keep = keep.with_direction(Direction::Down);
        assert_eq!(keep.is_met_by(Co2e::from_kg(50.0)), Ok(true));
        assert_eq!(keep.is_met_by(Co2e::from_kg(50.1)), Ok(false));
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        let (year, nan) = (Year::of::<2020>(), Co2e::from_kg(f64::NAN));
        assert!(Target::new(year, nan, year, Co2e::ZERO).is_err());
        assert!(of(1.0, 2.0).is_met_by(nan).is_err());
        let rate = Ratio::from_checked(f64::INFINITY);
        assert!(absolute_contraction(year, Co2e::from_kg(1.0), rate, year).is_err());
        assert!(Target::reduction(year, Co2e::from_kg(1.0), year, rate).is_err());
        let wide = of(f64::MAX, -f64::MAX);
        assert!(wide.expected(Path::Linear, Year::of::<2025>()).is_err());
    }
}
