use alloc::vec;

use super::line::{around, known, line};
use super::{Filling, FillingError, Method, Open};
use crate::numeric::pow;
use crate::quantity::Quantity;
use crate::time::{Year, YearSeries};

/// How long a gap may be to be filled between its ends. The default of 3 years is our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// Years without a value in a row. Default 3.
    pub longest: u16,
}

impl Gap {
    /// Gaps of at most `years`.
    pub fn up_to(years: u16) -> Self {
        Self { longest: years }
    }

    /// Whether the gap between two observed years is short enough.
    pub(super) fn check(self, before: Year, after: Year) -> Result<(), Open> {
        let years = u16::try_from(after.since(before) - 1).unwrap_or(u16::MAX);
        if years > self.longest {
            return Err(Open::GapTooLong {
                years,
                limit: self.longest,
            });
        }
        Ok(())
    }
}

impl Default for Gap {
    fn default() -> Self {
        Self { longest: 3 }
    }
}

/// Fills gaps between observed years by equal steps.
///
/// # Equation
/// ```text
/// y = yₐ + (y_b − yₐ)·(t − a)/(b − a)
///
/// a, b    last observed year before, first one after the gap
/// yₐ, y_b their values                    [unit of Q]
/// t       a year of the gap, a < t < b
/// y       filled value                    [unit of Q]
/// ```
/// The range of a line is that of its two ends. Years before the first or after the last
/// observed one stay open, as do gaps longer than `gap`.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, section 5.3.3.3 (interpolation).
///
/// # Errors
/// [`FillingError::Quantity`] for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{Gap, linear};
/// use ict_impact::time::{Year, YearSeries};
/// let known = [Some(10.0), None, None, Some(16.0)].map(|v| v.map(Co2e::from_kg));
/// let known = YearSeries::new(Year::of::<2018>(), known.to_vec())?;
/// let filled = linear(&known, Gap::default())?;
/// let kg: Vec<_> = filled.filled().map(|line| line.value.kg()).collect();
/// assert_eq!(kg, [12.0, 14.0]);
/// assert_eq!(linear(&known, Gap::up_to(1))?.filled().count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn linear<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    gap: Gap,
) -> Result<Filling<Q>, FillingError> {
    between(series, gap, Method::Linear)
}

/// Fills gaps between observed years by equal ratios.
///
/// # Equation
/// ```text
/// y = yₐ·(y_b / yₐ)^((t − a)/(b − a))        yₐ, y_b > 0; symbols as in `linear`
/// ```
/// A gap with an end that is zero or negative stays open.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, section 5.3.3.3, for quantities that grow by a
/// rate.
///
/// # Errors
/// [`FillingError::Quantity`] for NaN or infinity.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{Gap, geometric};
/// use ict_impact::time::{Year, YearSeries};
/// let known = [Some(4.0), None, Some(9.0)].map(|v| v.map(Co2e::from_kg));
/// let known = YearSeries::new(Year::of::<2018>(), known.to_vec())?;
/// let filled = geometric(&known, Gap::default())?;
/// assert_eq!(filled.filled().next().unwrap().value.kg(), 6.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn geometric<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    gap: Gap,
) -> Result<Filling<Q>, FillingError> {
    between(series, gap, Method::Geometric)
}

fn between<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    gap: Gap,
    method: Method,
) -> Result<Filling<Q>, FillingError> {
    let known = known(series)?;
    Filling::over((series.first(), series.last()), series, |year| {
        let [Some((a, from)), Some((b, to))] = around(&known, year) else {
            return Err(Open::NoAnchor);
        };
        gap.check(a, b)?;
        let part = f64::from(year.since(a)) / f64::from(b.since(a));
        let value = if method == Method::Geometric {
            for (year, value) in [(a, from), (b, to)] {
                if value <= 0.0 {
                    return Err(Open::NotPositive { year, value });
                }
            }
            from * pow(to / from, part)
        } else {
            from + (to - from) * part
        };
        line(year, value, method, vec![a, b], Some((from, to)))
    })
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::super::tests::{kg, series};
    use super::*;
    use crate::quantity::Co2e;

    #[test]
    fn ends_and_long_gaps_stay_open() {
        let known = series(&[None, Some(1.0), None, None, None, None, Some(2.0), None]);
        let filled = linear(&known, Gap::default()).unwrap();
        assert_eq!(filled.filled().count(), 0);
        let open: Vec<_> = filled.open().map(|(_, why)| why).collect();
        let long = Open::GapTooLong { years: 4, limit: 3 };
        assert_eq!(
            open,
            [Open::NoAnchor, long, long, long, long, Open::NoAnchor]
        );
        let filled = linear(&known, Gap::up_to(4)).unwrap();
        assert_eq!(kg(&filled), [1.2, 1.4, 1.6, 1.8]);
    }

    #[test]
    fn a_line_crosses_zero_and_a_ratio_does_not() {
        let known = series(&[Some(2.0), None, Some(-2.0), None, Some(0.0)]);
        assert_eq!(kg(&linear(&known, Gap::default()).unwrap()), [0.0, -1.0]);
        let open = geometric(&known, Gap::default()).unwrap();
        assert!(open.open().all(|(_, why)| matches!(
            why,
            Open::NotPositive { value, .. } if value == -2.0
        )));
        assert_eq!(open.open().count(), 2);
    }

    #[test]
    fn a_line_says_what_it_rests_on() {
        let known = series(&[Some(8.0), None, Some(2.0)]);
        let filled = linear(&known, Gap::default()).unwrap();
        let line = filled.filled().next().unwrap();
        assert_eq!(line.from, [Year::of::<2018>(), Year::of::<2020>()]);
        assert_eq!(line.range, Some((Co2e::from_kg(2.0), Co2e::from_kg(8.0))));
        assert_eq!(
            (line.method, line.year),
            (Method::Linear, Year::of::<2019>())
        );
    }

    #[test]
    fn what_overflows_stays_open() {
        let known = series(&[Some(f64::MAX), None, Some(-f64::MAX)]);
        let filled = linear(&known, Gap::default()).unwrap();
        assert!(matches!(
            filled.open().next(),
            Some((_, Open::OutOfRange { .. }))
        ));
        assert!(linear(&series(&[Some(f64::NAN)]), Gap::default()).is_err());
    }
}
