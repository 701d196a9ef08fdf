use crate::numeric::ln;
use crate::quantity::{Quantity, Ratio};
use crate::time::Year;

use super::{Direction, Path, Progress, TargetError};

/// When a target is met if it goes on as since the base year.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Arrival {
    /// The observed value is at the target or better.
    Already,
    /// Some years after the observed one.
    After {
        /// How many, with their fraction.
        years: Ratio,
        /// The first year whose value is at the target or better; `None` after the year 9999.
        year: Option<Year>,
    },
    /// Never: it stands still or goes the wrong way.
    Never,
}

impl<Q: Quantity> Progress<Q> {
    /// When the target is met at the rate observed since the base year, be it early or late.
    ///
    /// # Equation
    /// ```text
    /// linear     n = (t − o)·(y − y₀)/(o − b)
    /// geometric  n = ln(t/o)·(y − y₀)/ln(o/b)         b, o, t > 0
    ///
    /// n      years after y; the year of arrival is the first one not before y + n
    /// b, y₀  value and year of the base               [unit of Q], year
    /// t      value of the target                      [unit of Q]
    /// o, y   observed value and its year              [unit of Q], year
    /// ```
    /// A part of a year below 1e-9 is rounding and adds no year.
    ///
    /// # Source
    /// The paths of [`Target::expected`](super::Target::expected) solved for the year.
    ///
    /// # Errors
    /// [`TargetError::NoYearsBetween`] in the base year, unless the target is met;
    /// [`TargetError::NoDirection`]; [`TargetError::NotPositive`] for the geometric path.
    ///
    /// # Example
    /// From 100 to 60; 90 after five years is 2 a year, so 15 years more.
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::review::target::{Arrival, Path, Target};
    /// use ict_impact::time::Year;
    /// let kg = Co2e::from_kg;
    /// let target = Target::new(Year::of::<2020>(), kg(100.0), Year::of::<2030>(), kg(60.0))?;
    /// let found = target.progress(Year::of::<2025>(), kg(90.0))?.arrival(Path::Linear)?;
    /// assert!(matches!(found, Arrival::After { years, year: Some(year) }
    ///     if years.value == 15.0 && year == Year::of::<2040>()));
    /// # Ok::<(), ict_impact::review::target::TargetError>(())
    /// ```
    pub fn arrival(&self, path: Path) -> Result<Arrival, TargetError> {
        if self.target.is_met_by(self.observed)? {
            return Ok(Arrival::Already);
        }
        let from = self.target.base_year;
        if self.year <= from {
            return Err(TargetError::NoYearsBetween {
                from,
                to: self.year,
            });
        }
        let elapsed = f64::from(self.year.since(from));
        let (base, observed) = (self.target.base.base(), self.observed.base());
        let value = self.target.value.base();
        let better = match self.target.direction {
            Some(Direction::Up) => observed > base,
            _ => observed < base,
        };
        let years = match path {
            Path::Linear => (value - observed) / (observed - base) * elapsed,
            Path::Geometric => {
                self.observed_rate()?; // refuses what has no rate
                super::positive("the target", self.target.year, self.target.value)?;
                ln(value / observed) / ln(observed / base) * elapsed
            }
        };
        if !better {
            return Ok(Arrival::Never);
        }
        let whole = libm::ceil(years - 1e-9);
        // a year of four digits lies within 9999 of another
        let year = (whole <= 9999.0).then(|| self.year.plus(whole as i32).ok());
        Ok(Arrival::After {
            years: Ratio::from_base(years)?,
            year: year.flatten(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Target;
    use super::*;
    use crate::quantity::Co2e;

    fn arrival(
        base: f64,
        value: f64,
        at: i64,
        seen: f64,
        path: Path,
    ) -> Result<Arrival, TargetError> {
        let kg = Co2e::from_kg;
        let target = Target::new(Year::of::<2020>(), kg(base), Year::of::<2030>(), kg(value))?;
        target
            .progress(Year::new(at).unwrap(), kg(seen))?
            .arrival(path)
    }

    fn year(found: Result<Arrival, TargetError>) -> i32 {
        match found.unwrap() {
            Arrival::After { year, .. } => year.unwrap().get(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn both_paths_arrive_where_they_meet_the_target() {
        assert_eq!(year(arrival(100.0, 60.0, 2025, 80.0, Path::Linear)), 2030);
        assert_eq!(year(arrival(100.0, 60.0, 2025, 79.0, Path::Linear)), 2030);
        assert_eq!(year(arrival(100.0, 60.0, 2025, 81.0, Path::Linear)), 2031);
        assert_eq!(year(arrival(16.0, 4.0, 2022, 8.0, Path::Geometric)), 2024);
        assert_eq!(year(arrival(10.0, 80.0, 2021, 20.0, Path::Geometric)), 2023);
        assert_eq!(year(arrival(10.0, -10.0, 2022, 5.0, Path::Linear)), 2028);
        assert_eq!(year(arrival(0.3, 0.0, 2021, 0.2, Path::Linear)), 2023);
    }

    #[test]
    fn what_is_met_or_goes_away_has_no_year() {
        for path in [Path::Linear, Path::Geometric] {
            assert_eq!(arrival(9.0, 5.0, 2020, 4.0, path), Ok(Arrival::Already));
            for seen in [9.0, 10.0] {
                assert_eq!(arrival(9.0, 5.0, 2023, seen, path), Ok(Arrival::Never));
            }
            let slow = arrival(1.0, 0.5, 2023, 1.0 - 1e-9, path).unwrap();
            assert!(matches!(slow, Arrival::After { year: None, .. }));
        }
    }

    #[test]
    fn what_has_no_rate_is_refused() {
        let linear = arrival(9.0, 5.0, 2020, 9.0, Path::Linear);
        assert!(matches!(linear, Err(TargetError::NoYearsBetween { .. })));
        for (base, value, seen) in [(10.0, -10.0, 5.0), (10.0, 0.0, 5.0), (-1.0, 5.0, 2.0)] {
            let found = arrival(base, value, 2022, seen, Path::Geometric);
            assert!(matches!(found, Err(TargetError::NotPositive { .. })));
        }
        let keep = arrival(5.0, 5.0, 2022, 6.0, Path::Linear);
        assert_eq!(keep, Err(TargetError::NoDirection));
    }

    #[test]
    fn a_lost_limit_is_never_met_again() {
        let kg = Co2e::from_kg;
        let year = Year::of::<2020>();
        let keep = Target::new(year, kg(5.0), Year::of::<2030>(), kg(5.0)).unwrap();
        let keep = keep.with_direction(Direction::Down);
        let lost = keep.progress(Year::of::<2022>(), kg(6.0)).unwrap();
        assert_eq!(lost.arrival(Path::Linear), Ok(Arrival::Never));
    }
}
