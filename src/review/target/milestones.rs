use alloc::vec::Vec;

use crate::quantity::Quantity;
use crate::review::amount::{finite, minus};
use crate::time::Year;

use super::{Target, TargetError};

/// A path through values that were promised for several years.
///
/// # Equation
/// ```text
/// e = vₐ + (v_b − vₐ)·(y − a)/(b − a)        a ≤ y ≤ b; the last value after the last year
///
/// a, b     the milestones around year y      year
/// vₐ, v_b  their values                      [unit of Q]
/// e        expected value                    [unit of Q]
/// ```
///
/// # Source
/// Our choice between milestones; the milestones are the reporter's.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::target::Milestones;
/// use ict_impact::time::Year;
/// let kg = Co2e::from_kg;
/// let path = Milestones::new([
///     (Year::of::<2020>(), kg(100.0)),
///     (Year::of::<2025>(), kg(90.0)),
///     (Year::of::<2030>(), kg(50.0)),
/// ])?;
/// assert_eq!(path.expected(Year::of::<2024>())?, kg(92.0));
/// assert_eq!(path.expected(Year::of::<2026>())?, kg(82.0));
/// assert_eq!(path.target()?.value(), kg(50.0));
/// # Ok::<(), ict_impact::review::target::TargetError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Milestones<Q> {
    points: Vec<(Year, Q)>,
    base: (Year, Q),
    last: (Year, Q),
}

impl<Q: Quantity> Milestones<Q> {
    /// The path through `points`, the first of which is the base.
    ///
    /// # Errors
    /// [`TargetError::TooFewMilestones`] for fewer than two; [`TargetError::MilestoneOrder`]
    /// unless each year is later than the one before; [`TargetError::Quantity`] for NaN or
    /// infinity.
    pub fn new(points: impl IntoIterator<Item = (Year, Q)>) -> Result<Self, TargetError> {
        let points: Vec<(Year, Q)> = points.into_iter().collect();
        let (Some(&base), Some(&last), true) = (points.first(), points.last(), points.len() >= 2)
        else {
            return Err(TargetError::TooFewMilestones {
                found: points.len(),
            });
        };
        let mut previous: Option<Year> = None;
        for (row, &(year, value)) in points.iter().enumerate() {
            if let Some(previous) = previous.filter(|&previous| year <= previous) {
                return Err(TargetError::MilestoneOrder {
                    row,
                    year,
                    previous,
                });
            }
            finite(value)?;
            previous = Some(year);
        }
        Ok(Self { points, base, last })
    }

    /// The milestones in order, the base first.
    pub fn points(&self) -> &[(Year, Q)] {
        &self.points
    }

    /// The value on the path in `year`.
    ///
    /// # Errors
    /// [`TargetError::BeforeBase`]; [`TargetError::Quantity`] if a difference is too large.
    pub fn expected(&self, year: Year) -> Result<Q, TargetError> {
        if year < self.base.0 {
            return Err(TargetError::BeforeBase {
                year,
                base_year: self.base.0,
            });
        }
        let after = self.points.partition_point(|point| point.0 <= year);
        let before = after.checked_sub(1).and_then(|at| self.points.get(at));
        let (a, from) = before.copied().unwrap_or(self.base);
        let Some(&(b, to)) = self.points.get(after) else {
            return Ok(self.last.1);
        };
        let part = f64::from(year.since(a)) / f64::from(b.since(a));
        let (from, to) = (from.base(), to.base());
        Ok(Q::from_base(from + (to - from) * part)?)
    }

    /// The observed value less the expected one.
    ///
    /// # Errors
    /// As [`expected`](Self::expected); [`TargetError::Quantity`] if `Q` cannot hold it.
    pub fn gap(&self, year: Year, observed: Q) -> Result<Q, TargetError> {
        Ok(minus(observed, self.expected(year)?)?)
    }

    /// The target that the path leads to, from the first milestone to the last.
    ///
    /// # Errors
    /// As [`Target::new`].
    pub fn target(&self) -> Result<Target<Q>, TargetError> {
        Target::new(self.base.0, self.base.1, self.last.0, self.last.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn path(points: &[(i64, f64)]) -> Result<Milestones<Co2e>, TargetError> {
        let point = |&(year, kg): &(i64, f64)| (Year::new(year).unwrap(), Co2e::from_kg(kg));
        Milestones::new(points.iter().map(point))
    }

    #[test]
    fn each_milestone_is_on_the_path() {
        let points = [(2020, 10.0), (2021, 12.0), (2025, -8.0), (2030, 2.0)];
        let path = path(&points).unwrap();
        for (year, kg) in points {
            assert_eq!(path.expected(Year::new(year).unwrap()).unwrap().kg(), kg);
        }
        assert_eq!(path.expected(Year::of::<2023>()).unwrap().kg(), 2.0);
        assert_eq!(path.expected(Year::of::<2040>()).unwrap().kg(), 2.0);
        assert!(path.expected(Year::of::<2019>()).is_err());
        let gap = path.gap(Year::of::<2023>(), Co2e::from_kg(5.0)).unwrap();
        assert_eq!(gap.kg(), 3.0);
        assert_eq!(path.points().len(), 4);
    }

    #[test]
    fn a_path_needs_two_years_in_order() {
        for few in [&[][..], &[(2020, 1.0)]] {
            let found = few.len();
            assert_eq!(path(few), Err(TargetError::TooFewMilestones { found }));
        }
        for bad in [2020, 2019] {
            assert!(matches!(
                path(&[(2020, 1.0), (bad, 1.0)]),
                Err(TargetError::MilestoneOrder { row: 1, .. })
            ));
        }
        assert!(path(&[(2020, 1.0), (2021, f64::NAN)]).is_err());
    }
}
