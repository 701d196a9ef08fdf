use crate::numeric::pow;
use crate::quantity::{Quantity, Ratio, ratio};
use crate::review::amount::{finite, minus};
use crate::time::Year;

use super::{Path, Target, TargetError, annual_rate};

/// An observed value beside its target.
///
/// # Equation
/// ```text
/// expected             e = value on the path in year y
/// gap                  o − e                             above 0: more than the path has
/// observed rate        (o/b)^(1/(y − y₀)) − 1            per year
/// required rate        (t/o)^(1/(T − y)) − 1             per year, from now on
/// share                (b − o)/(b − t)                   of the way; below 0: away from it
/// projected, linear    b + (o − b)·(T − y₀)/(y − y₀)
/// projected, geometric o·(o/b)^((T − y)/(y − y₀))
/// pace, linear         share / ((y − y₀)/(T − y₀))
/// pace, geometric      observed rate / ((t/b)^(1/(T − y₀)) − 1)
///
/// b, y₀  value and year of the base         [unit of Q], year
/// t, T   value and year of the target       [unit of Q], year
/// o, y   observed value and its year        [unit of Q], year
/// ```
///
/// # Example
/// From 100 in 2020 to 60 in 2030; 90 in 2025 is half of the distance that the line asks for.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::target::{Path, Target};
/// use ict_impact::time::Year;
/// let kg = Co2e::from_kg;
/// let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(60.0))?;
/// let progress = target.progress(Year::of::<2025>(), kg(90.0))?;
/// assert_eq!(progress.gap(Path::Linear)?, kg(10.0));
/// assert_eq!(progress.share()?.value, 0.25);
/// assert_eq!(progress.projected(Path::Linear)?, kg(80.0));
/// assert_eq!(progress.pace(Path::Linear)?.value, 0.5);
/// # Ok::<(), ict_impact::review::target::TargetError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress<Q> {
    pub(super) target: Target<Q>,
    pub(super) year: Year,
    pub(super) observed: Q,
}

impl<Q: Quantity> Target<Q> {
    /// The value observed in `year`, beside this target.
    ///
    /// # Errors
    /// [`TargetError::BeforeBase`]; [`TargetError::Quantity`] for NaN or infinity.
    pub fn progress(&self, year: Year, observed: Q) -> Result<Progress<Q>, TargetError> {
        if year < self.base_year {
            return Err(TargetError::BeforeBase {
                year,
                base_year: self.base_year,
            });
        }
        finite(observed)?;
        Ok(Progress {
            target: *self,
            year,
            observed,
        })
    }
}

impl<Q: Quantity> Progress<Q> {
    /// The year of the observed value.
    pub fn year(&self) -> Year {
        self.year
    }

    /// The observed value.
    pub fn observed(&self) -> Q {
        self.observed
    }

    /// The value on the path in this year.
    ///
    /// # Errors
    /// As [`Target::expected`].
    pub fn expected(&self, path: Path) -> Result<Q, TargetError> {
        self.target.expected(path, self.year)
    }

    /// The observed value less the expected one.
    ///
    /// # Errors
    /// As [`Target::expected`]; [`TargetError::Quantity`] if `Q` cannot hold the difference.
    pub fn gap(&self, path: Path) -> Result<Q, TargetError> {
        Ok(minus(self.observed, self.expected(path)?)?)
    }

    /// The compound annual rate from the base to the observed value, −0.05 for −5 % a year.
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] in the base year; [`TargetError::NotPositive`].
    pub fn observed_rate(&self) -> Result<Ratio, TargetError> {
        annual_rate(self.base_point(), self.observed_point())
    }

    /// The compound annual rate that still leads from the observed value to the target.
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] from the target year on; [`TargetError::NotPositive`].
    pub fn required_rate(&self) -> Result<Ratio, TargetError> {
        let target = ("the target", self.target.year, self.target.value);
        annual_rate(self.observed_point(), target)
    }

    /// The part of the way from base to target that is done: 1 at the target, unclamped.
    ///
    /// # Errors
    /// [`TargetError::Quantity`] if base and target are equal.
    pub fn share(&self) -> Result<Ratio, TargetError> {
        let (base, value) = (self.target.base.base(), self.target.value.base());
        let done = Ratio::from_base(base - self.observed.base())?;
        let way = Ratio::from_base(base - value)?;
        Ok(ratio(
            done,
            way,
            "share of the way",
            "the distance from base to target",
        )?)
    }

    /// The value in the target year if it goes on as since the base year.
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] in the base year and after the target year;
    /// [`TargetError::NotPositive`] for the geometric path.
    pub fn projected(&self, path: Path) -> Result<Q, TargetError> {
        let (from, to) = (self.target.base_year, self.target.year);
        if self.year <= from {
            return Err(TargetError::NoYearsBetween {
                from,
                to: self.year,
            });
        }
        if self.year > to {
            return Err(TargetError::NoYearsBetween {
                from: self.year,
                to,
            });
        }
        let elapsed = f64::from(self.year.since(from));
        let (base, observed) = (self.target.base.base(), self.observed.base());
        Ok(Q::from_base(match path {
            Path::Linear => base + (observed - base) * f64::from(to.since(from)) / elapsed,
            Path::Geometric => {
                self.observed_rate()?; // refuses what has no rate
                observed * pow(observed / base, f64::from(to.since(self.year)) / elapsed)
            }
        })?)
    }

    /// What was done a year over what the target asked for when it was set: 1 is on the path,
    /// below 0 the wrong way.
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] in the base year, or if the target year is the base
    /// year; [`TargetError::NotPositive`] for the geometric path; [`TargetError::Quantity`] if
    /// base and target are equal.
    pub fn pace(&self, path: Path) -> Result<Ratio, TargetError> {
        match path {
            Path::Linear => {
                let (from, to) = (self.target.base_year, self.target.year);
                for to in [self.year, to] {
                    if to <= from {
                        return Err(TargetError::NoYearsBetween { from, to });
                    }
                }
                let whole = f64::from(to.since(from));
                let elapsed = f64::from(self.year.since(from));
                Ok(Ratio::from_base(self.share()?.value * whole / elapsed)?)
            }
            Path::Geometric => {
                let (observed, required) = (self.observed_rate()?, self.target.required_rate()?);
                Ok(ratio(
                    observed,
                    required,
                    "pace",
                    "the rate from base to target",
                )?)
            }
        }
    }

    fn base_point(&self) -> (&'static str, Year, Q) {
        ("the base", self.target.base_year, self.target.base)
    }

    fn observed_point(&self) -> (&'static str, Year, Q) {
        ("the observed value", self.year, self.observed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, QuantityError};

    fn at(year: i64, observed: f64) -> Progress<Co2e> {
        let kg = Co2e::from_kg;
        let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(55.0));
        target
            .and_then(|target| target.progress(Year::new(year).unwrap(), kg(observed)))
            .unwrap()
    }

    #[test]
    fn the_base_year_has_a_share_and_no_pace() {
        let first = at(2020, 100.0);
        assert_eq!(first.share().unwrap().value, 0.0);
        for path in [Path::Linear, Path::Geometric] {
            assert!(matches!(
                first.pace(path),
                Err(TargetError::NoYearsBetween { .. })
            ));
            assert!(matches!(
                first.projected(path),
                Err(TargetError::NoYearsBetween { .. })
            ));
        }
        assert!(first.observed_rate().is_err() && first.required_rate().is_ok());
    }

    #[test]
    fn the_target_year_leaves_no_rate_and_projects_itself() {
        let last = at(2030, 60.0);
        assert!(matches!(
            last.required_rate(),
            Err(TargetError::NoYearsBetween { .. })
        ));
        assert_eq!(last.projected(Path::Linear).unwrap().kg(), 60.0);
        assert_eq!(last.projected(Path::Geometric).unwrap().kg(), 60.0);
        assert!(at(2031, 60.0).projected(Path::Linear).is_err());
        assert_eq!(at(2031, 60.0).gap(Path::Linear).unwrap().kg(), 5.0);
    }

    #[test]
    fn a_target_met_early_has_more_than_the_whole_way_behind_it() {
        let early = at(2025, 50.0);
        assert!(early.share().unwrap().value > 1.0);
        assert!(early.required_rate().unwrap().value > 0.0);
    }

    #[test]
    fn an_observed_zero_has_no_rates() {
        let zero = at(2025, 0.0);
        for result in [
            zero.observed_rate(),
            zero.required_rate(),
            zero.pace(Path::Geometric),
        ] {
            assert!(matches!(result, Err(TargetError::NotPositive { .. })));
        }
        assert!(zero.projected(Path::Geometric).is_err());
        assert_eq!(zero.projected(Path::Linear).unwrap().kg(), -100.0);
    }

    #[test]
    fn a_value_to_keep_has_no_way_to_go() {
        let kg = Co2e::from_kg;
        let keep = Target::new(Year::of::<2020>(), kg(10.0), Year::of::<2030>(), kg(10.0));
        let progress = keep
            .unwrap()
            .progress(Year::of::<2025>(), kg(12.0))
            .unwrap();
        for result in [
            progress.share(),
            progress.pace(Path::Linear),
            progress.pace(Path::Geometric),
        ] {
            assert!(matches!(
                result,
                Err(TargetError::Quantity(QuantityError::Undefined { .. }))
            ));
        }
    }
}
