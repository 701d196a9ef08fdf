use crate::quantity::{Quantity, Ratio, ratio};
use crate::review::amount::{finite, total};
use crate::time::{Year, YearSeries};

use super::{Path, Target, TargetError};

/// What a path allows in all years up to its target, and what is left of it.
///
/// # Equation
/// ```text
/// allowed    A = Σ e(y)   for y = y₀+1 … T
/// used       U = Σ u(y)   for y = y₀+1 … y₁
/// remaining  R = A − U                        below 0: overdrawn
/// years left     R / u(y₁)                    at the use of the last year
///
/// e(y)  value on the path in year y               [unit of Q per year]
/// u(y)  use in year y                             [unit of Q per year]
/// y₀, T base year and target year;  y₁ the last year with use
/// ```
///
/// # Example
/// From 100 in 2020 by 20 a year to 60 in 2022: 80 + 60 are allowed, 90 of which are used.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::target::{Path, Target};
/// use ict_impact::time::{Year, YearSeries};
/// let kg = Co2e::from_kg;
/// let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2022>(), kg(60.0))?;
/// let used = YearSeries::new(Year::of::<2021>(), vec![kg(90.0)])?;
/// let budget = target.budget(Path::Linear, &used)?;
/// assert_eq!(budget.allowed(), kg(140.0));
/// assert_eq!(budget.remaining(), kg(50.0));
/// assert_eq!(budget.years_left()?.value, 50.0 / 90.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget<Q> {
    allowed: Q,
    used: Q,
    remaining: Q,
    last_use: Q,
    years: [Year; 3],
}

impl<Q: Quantity> Target<Q> {
    /// What `path` allows from the year after the base year to the target year, less `used`.
    ///
    /// `used` has a value for every year from the one after the base year on.
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] if the target year is the base year;
    /// [`TargetError::UsedYears`] if use begins in another year or goes past the target year;
    /// [`TargetError::NotPositive`] for a geometric path from or to zero;
    /// [`TargetError::Quantity`] for NaN or infinity.
    pub fn budget(&self, path: Path, used: &YearSeries<Q>) -> Result<Budget<Q>, TargetError> {
        let (base_year, to) = (self.base_year, self.year);
        if to <= base_year {
            return Err(TargetError::NoYearsBetween {
                from: base_year,
                to,
            });
        }
        // the base year is before the target year, so a year follows it
        let from = base_year.plus(1).unwrap_or(to);
        let (first, last) = (used.first(), used.last());
        if first != from || last > to {
            return Err(TargetError::UsedYears {
                first,
                last,
                from,
                to,
            });
        }
        let path = from
            .to(to)
            .map(|year| Ok(self.expected(path, year)?.base()));
        let path: alloc::vec::Vec<f64> = path.collect::<Result<_, TargetError>>()?;
        let (mut uses, mut last_use) = (alloc::vec::Vec::new(), self.base);
        for (_, &value) in used {
            uses.push(finite(value)?);
            last_use = value;
        }
        let left = path.iter().copied().chain(uses.iter().map(|use_| -use_));
        Ok(Budget {
            remaining: Q::from_base(total(left))?,
            allowed: Q::from_base(total(path))?,
            used: Q::from_base(total(uses))?,
            last_use,
            years: [from, last, to],
        })
    }
}

impl<Q: Quantity> Budget<Q> {
    /// All that the path allows.
    pub fn allowed(&self) -> Q {
        self.allowed
    }

    /// What is used so far.
    pub fn used(&self) -> Q {
        self.used
    }

    /// What is left, negative if overdrawn.
    pub fn remaining(&self) -> Q {
        self.remaining
    }

    /// The first year of the budget, the last year with use, and the last year of the budget.
    pub fn years(&self) -> [Year; 3] {
        self.years
    }

    /// How many years the rest lasts at the use of the last year.
    ///
    /// # Errors
    /// [`TargetError::NotPositive`] if nothing was used in the last year, or less than nothing:
    /// the rest then lasts for ever.
    pub fn years_left(&self) -> Result<Ratio, TargetError> {
        let used = super::positive("the use", self.years[1], self.last_use)?;
        let left = Ratio::from_base(self.remaining.base())?;
        let used = Ratio::from_base(used)?;
        Ok(ratio(left, used, "years left", "the use of the last year")?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn budget(first: i64, used: &[f64]) -> Result<Budget<Co2e>, TargetError> {
        let kg = Co2e::from_kg;
        let used = used.iter().copied().map(kg).collect();
        let used = YearSeries::new(Year::new(first).unwrap(), used).unwrap();
        Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2023>(), kg(70.0))?
            .budget(Path::Linear, &used)
    }

    #[test]
    fn use_covers_the_years_from_the_base_year_on() {
        let refused = |result| matches!(result, Err(TargetError::UsedYears { .. }));
        assert!(refused(budget(2020, &[1.0, 1.0])));
        assert!(refused(budget(2022, &[1.0])));
        assert!(refused(budget(2021, &[1.0, 1.0, 1.0, 1.0])));
        assert_eq!(
            budget(2021, &[1.0, 1.0, 1.0]).unwrap().remaining().kg(),
            237.0
        );
    }

    #[test]
    fn an_overdrawn_budget_is_negative() {
        let over = budget(2021, &[150.0, 100.0]).unwrap();
        assert_eq!(over.remaining().kg(), -10.0);
        assert_eq!(over.years_left().unwrap().value, -0.1);
    }

    #[test]
    fn without_use_the_rest_has_no_end() {
        let idle = budget(2021, &[10.0, 0.0]).unwrap();
        assert!(matches!(
            idle.years_left(),
            Err(TargetError::NotPositive { value: 0.0, .. })
        ));
        assert!(budget(2021, &[f64::NAN]).is_err());
    }

    #[test]
    fn a_target_of_the_base_year_has_no_budget() {
        let year = Year::of::<2020>();
        let target = Target::new(year, Co2e::ZERO, year, Co2e::ZERO).unwrap();
        let used = YearSeries::new(year, alloc::vec![Co2e::ZERO]).unwrap();
        assert!(matches!(
            target.budget(Path::Linear, &used),
            Err(TargetError::NoYearsBetween { .. })
        ));
    }
}
