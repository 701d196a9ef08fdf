use alloc::vec;

use super::line::{around, line};
use super::overlap::span;
use super::{Filling, FillingError, Gap, Method, Open, Overlap};
use crate::quantity::{Quantity, Ratio};
use crate::time::YearSeries;

/// Fills gaps inside the series by the second series and the ratio around each gap.
///
/// Where the ratio drifts, one ratio for all years breaks the series at both ends of a gap;
/// here it goes straight from the last common year before the gap to the first one after it.
/// Years with no common year on one side stay open, and so do gaps longer than `gap`.
///
/// # Equation
/// ```text
/// y = x · ( rₐ + (r_b − rₐ)·(t − a)/(b − a) ),    r = y/x in the common years a and b
///
/// a, b  nearest common years before and after t
/// x     second series in year t      [unit of Q]
/// y     filled value                 [unit of Q]
/// ```
/// The range of a line is x·rₐ and x·r_b.
///
/// # Source
/// The overlap of IPCC 2006 Guidelines, Volume 1, Chapter 5, section 5.3.3.1, with the
/// interpolation of 5.3.3.3 applied to its ratio; joining the two is our choice.
///
/// # Errors
/// As [`Overlap::between`].
///
/// # Example
/// The ratio goes from 1 to 2, so it is 1.5 half-way.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{Gap, local_ratio};
/// use ict_impact::time::{Year, YearSeries};
/// let of = |kg: [Option<f64>; 3]| {
///     YearSeries::new(Year::of::<2018>(), kg.map(|v| v.map(Co2e::from_kg)).to_vec())
/// };
/// let new = of([Some(10.0), None, Some(24.0)])?;
/// let old = of([Some(10.0), Some(8.0), Some(12.0)])?;
/// let filled = local_ratio(&new, &old, Gap::default())?;
/// assert_eq!(filled.filled().next().unwrap().value.kg(), 12.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn local_ratio<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    second: &YearSeries<Option<Q>>,
    gap: Gap,
) -> Result<Filling<Q>, FillingError> {
    let overlap = Overlap::between(series, second)?;
    Filling::over(span(series, second), series, |year| {
        let x = second.get(year).copied().flatten();
        let x = x.ok_or(Open::NoDonor)?.base();
        let [Some((a, from)), Some((b, to))] = around(&overlap.ratios, year) else {
            return Err(Open::NoAnchor);
        };
        gap.check(a, b)?;
        let part = f64::from(year.since(a)) / f64::from(b.since(a));
        let value = x * (from + (to - from) * part);
        let range = Some((x * from, x * to));
        let mut line = line(year, value, Method::LocalRatio, vec![a, b], range)?;
        // two values: the deviation is |r_b − rₐ|/√2, their mean (rₐ + r_b)/2
        let variation = (to - from).abs() / (to + from) * core::f64::consts::SQRT_2;
        line.variation = Ratio::from_base(variation).ok();
        Ok(line)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::*;
    use crate::time::Year;

    #[test]
    fn a_one_year_gap_with_unequal_ends_lies_between_them() {
        let new = series(&[Some(11.0), None, Some(39.0), None]);
        let old = series(&[Some(10.0), Some(20.0), Some(30.0), Some(40.0)]);
        let filled = local_ratio(&new, &old, Gap::default()).unwrap();
        let line = filled.filled().next().unwrap();
        assert!((line.value.kg() - 24.0).abs() < 1e-14); // 20·(1.1 + 1.3)/2
        assert_eq!(line.from, [Year::of::<2018>(), Year::of::<2020>()]);
        assert_eq!(
            filled.open().next(),
            Some((Year::of::<2021>(), Open::NoAnchor))
        );
    }

    /// primap2 0.13.0 (`LocalTrendsStrategy`) divides by a length of zero in such a gap, and its
    /// processing history says that the year is filled.
    #[test]
    fn the_best_peer_returns_nan_here() {
        let new = series(&[Some(10.0), None, Some(30.0)]);
        let old = series(&[Some(10.0), Some(10.0), Some(10.0)]);
        let filled = local_ratio(&new, &old, Gap::default()).unwrap();
        let lines: alloc::vec::Vec<_> = filled.filled().collect();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].value.kg(), 20.0); // 10·(1 + 3)/2
        let middle = filled.values().get(Year::of::<2019>()).copied().flatten();
        assert_eq!(middle, Some(lines[0].value));
    }

    #[test]
    fn a_longer_gap_takes_the_ratios_of_the_observed_years() {
        let new = series(&[Some(10.0), None, None, Some(40.0)]);
        let old = series(&[Some(10.0); 4]);
        let filled = local_ratio(&new, &old, Gap::default()).unwrap();
        assert_eq!(kg(&filled), [20.0, 30.0]); // ratios 1, 2, 3, 4
        assert_eq!(
            local_ratio(&new, &old, Gap::up_to(1))
                .unwrap()
                .open()
                .count(),
            2
        );
        let variation = filled.filled().next().unwrap().variation.unwrap().value;
        let overlap = Overlap::between(&new, &old).unwrap().variation().unwrap();
        assert!((variation - overlap.value).abs() < 1e-15);
    }
}
