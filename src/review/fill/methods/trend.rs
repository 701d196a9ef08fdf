use alloc::vec::Vec;

use super::line::{known, line};
use super::student::two_sided_95;
use super::{Filling, FillingError, Method, Open};
use crate::numeric::sqrt;
use crate::quantity::Quantity;
use crate::review::amount::total;
use crate::time::{Year, YearSeries};

/// How far a trend may go, and from how many years. The defaults are our choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrendRule {
    /// Years before the first or after the last observed one. Default 2.
    pub longest: u16,
    /// Observed years that make a trend. Default 4; fewer than 3 have no prediction interval and
    /// count as 3.
    pub least_points: usize,
}

impl TrendRule {
    /// The rule with another number of years to go.
    #[must_use]
    pub fn with_longest(mut self, years: u16) -> Self {
        self.longest = years;
        self
    }

    /// The rule with another number of observed years.
    #[must_use]
    pub fn with_least_points(mut self, points: usize) -> Self {
        self.least_points = points;
        self
    }
}

impl Default for TrendRule {
    fn default() -> Self {
        Self {
            longest: 2,
            least_points: 4,
        }
    }
}

/// Fills years before the first and after the last observed one along the line of least squares.
///
/// Years between observed ones stay open: they are interpolated. A value of a sign that no
/// observed value has stays open too. For a series with breaks, see
/// [`within_breaks`](super::within_breaks).
///
/// # Equation
/// ```text
/// y = ȳ + b·(t − t̄),   b = Σ(tᵢ − t̄)(yᵢ − ȳ) / S,   S = Σ(tᵢ − t̄)²
///
/// range  y ± t₀.₉₇₅(n − 2)·s·√(1 + 1/n + (t − t̄)²/S),   s² = Σ(yᵢ − ŷᵢ)²/(n − 2)
///
/// tᵢ, yᵢ   observed years and values, i = 1 … n     year, [unit of Q]
/// t̄, ȳ     their means                              year, [unit of Q]
/// ŷᵢ       the line in the observed years           [unit of Q]
/// t, y     a year to fill and its value             year, [unit of Q]
/// t₀.₉₇₅   quantile of Student's distribution
/// ```
/// The range is the 95 % prediction interval of one new value. It takes the deviations from the
/// line to be independent and normal, with one variance: it does not say that the trend goes on.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, section 5.3.3 (trend extrapolation). The interval:
/// Devore, *Probability and Statistics for Engineering and the Sciences*, section 12.4
/// (prediction of future Y values). The limits of [`TrendRule`] are our choice.
///
/// # Errors
/// [`FillingError::TooFewPoints`]; [`FillingError::Quantity`] for NaN or infinity.
///
/// # Example
/// Through 10, 12, 14 and 16 the line goes on to 18, without any deviation.
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{TrendRule, trend};
/// use ict_impact::time::{Year, YearSeries};
/// let known = [Some(10.0), Some(12.0), Some(14.0), Some(16.0), None];
/// let known = YearSeries::new(Year::of::<2018>(), known.map(|v| v.map(Co2e::from_kg)).to_vec())?;
/// let filled = trend(&known, TrendRule::default())?;
/// let line = filled.filled().next().unwrap();
/// assert_eq!(line.value.kg(), 18.0);
/// assert_eq!(line.range, Some((line.value, line.value)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn trend<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    rule: TrendRule,
) -> Result<Filling<Q>, FillingError> {
    let points = known(series)?;
    let least = rule.least_points.max(3);
    let (Some(&(first, _)), Some(&(last, _)), true) =
        (points.first(), points.last(), points.len() >= least)
    else {
        return Err(FillingError::TooFewPoints {
            found: points.len(),
            least,
        });
    };
    let line_through = Regression::through(&points, first);
    let from: Vec<Year> = points.iter().map(|point| point.0).collect();
    let some_below = points.iter().any(|point| point.1 < 0.0);
    let some_above = points.iter().any(|point| point.1 > 0.0);
    Filling::over((series.first(), series.last()), series, |year| {
        let years = if year < first {
            first.since(year)
        } else if year > last {
            year.since(last)
        } else {
            return Err(Open::Inside);
        };
        let years = u16::try_from(years).unwrap_or(u16::MAX);
        if years > rule.longest {
            return Err(Open::TooFar {
                years,
                limit: rule.longest,
            });
        }
        let (value, half) = line_through.at(f64::from(year.since(first)));
        if (value < 0.0 && !some_below) || (value > 0.0 && !some_above) {
            return Err(Open::CrossesZero { value });
        }
        let range = Some((value - half, value + half));
        line(year, value, Method::Trend, from.clone(), range)
    })
}

/// A line of least squares and how far values lie from it.
struct Regression {
    count: f64,
    mean_time: f64,
    mean: f64,
    slope: f64,
    /// Σ(tᵢ − t̄)²
    spread: f64,
    /// t₀.₉₇₅(n − 2)·s
    scale: f64,
}

impl Regression {
    /// The line through at least three points; time is counted in years from `origin`.
    fn through(points: &[(Year, f64)], origin: Year) -> Self {
        let count = points.len() as f64;
        let times = || {
            points
                .iter()
                .map(|&(year, _)| f64::from(year.since(origin)))
        };
        let values = || points.iter().map(|&(_, value)| value);
        let pairs = || times().zip(values());
        let mean_time = total(times()) / count;
        let mean = total(values()) / count;
        let spread = total(times().map(|t| (t - mean_time) * (t - mean_time)));
        let slope = total(pairs().map(|(t, y)| (t - mean_time) * (y - mean))) / spread;
        let off = pairs().map(|(t, y)| {
            let off = (y - mean) - slope * (t - mean_time);
            off * off
        });
        let deviation = sqrt(total(off) / (count - 2.0));
        Self {
            count,
            mean_time,
            mean,
            slope,
            spread,
            scale: two_sided_95(points.len() - 2) * deviation,
        }
    }

    /// The value at a time, and half of its prediction interval.
    fn at(&self, time: f64) -> (f64, f64) {
        let away = time - self.mean_time;
        let widening = sqrt(1.0 + 1.0 / self.count + away * away / self.spread);
        (self.mean + self.slope * away, self.scale * widening)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::*;

    #[test]
    fn a_trend_goes_both_ways_and_not_far() {
        let known = series(&[
            None,
            None,
            None,
            Some(10.0),
            None,
            Some(14.0),
            Some(16.0),
            Some(18.0),
            None,
            None,
            None,
        ]);
        let filled = trend(&known, TrendRule::default()).unwrap();
        assert_eq!(kg(&filled), [6.0, 8.0, 20.0, 22.0]);
        let open: Vec<_> = filled.open().map(|open| open.1).collect();
        let far = Open::TooFar { years: 3, limit: 2 };
        assert_eq!(open, [far, Open::Inside, far]);
        let line = filled.filled().next().unwrap();
        assert_eq!((line.method, line.from.len()), (Method::Trend, 4));
        let wide = trend(&known, TrendRule::default().with_longest(3)).unwrap();
        assert_eq!(kg(&wide), [4.0, 6.0, 8.0, 20.0, 22.0, 24.0]);
    }

    #[test]
    fn the_interval_is_the_one_of_the_textbook() {
        // by hand: t̄ = 1.5, ȳ = 13, S = 5, b = (−1.5·−3 −0.5·1 +0.5·−1 +1.5·3)/5 = 8/5;
        // residuals −0.6, 1.8, −1.8, 0.6: s² = (0.36 + 3.24)·2/2 = 3.6; at t = 4:
        // y = 13 + 1.6·2.5 = 17, half = 4.302652729911·√(3.6·(1 + 1/4 + 6.25/5)) = 4.3026…·3
        let known = series(&[Some(10.0), Some(14.0), Some(12.0), Some(16.0), None]);
        let filled = trend(&known, TrendRule::default()).unwrap();
        let line = filled.filled().next().unwrap();
        let (low, high) = line.range.unwrap();
        assert!((line.value.kg() - 17.0).abs() < 1e-12);
        for (found, sign) in [(low, -1.0), (high, 1.0)] {
            let exact = 17.0 + sign * 3.0 * 4.302_652_729_911;
            assert!((found.kg() - exact).abs() < 1e-9, "{found:?} {exact}");
        }
    }

    #[test]
    fn few_points_are_no_trend() {
        let three = series(&[Some(1.0), Some(2.0), Some(3.0), None]);
        let few = |found, least| Err(FillingError::TooFewPoints { found, least });
        assert_eq!(trend(&three, TrendRule::default()), few(3, 4));
        let lax = TrendRule::default().with_least_points(1);
        assert_eq!(kg(&trend(&three, lax).unwrap()), [4.0]);
        assert_eq!(
            trend(&series(&[Some(1.0), Some(2.0), None]), lax),
            few(2, 3)
        );
        assert!(trend(&series(&[Some(f64::NAN)]), lax).is_err());
    }

    #[test]
    fn a_trend_does_not_turn_emissions_into_removals() {
        let falling = series(&[Some(7.0), Some(5.0), Some(3.0), Some(1.0), None, None]);
        let filled = trend(&falling, TrendRule::default()).unwrap();
        assert_eq!(
            filled.open().next(),
            Some((Year::of::<2022>(), Open::CrossesZero { value: -1.0 }))
        );
        let both = series(&[Some(3.0), Some(1.0), Some(-1.0), Some(-3.0), None]);
        assert_eq!(kg(&trend(&both, TrendRule::default()).unwrap()), [-5.0]);
        let huge = series(&[
            Some(f64::MAX),
            Some(-f64::MAX),
            Some(1.0),
            Some(f64::MAX),
            None,
        ]);
        assert_eq!(
            trend(&huge, TrendRule::default()).unwrap().filled().count(),
            0
        );
    }
}
