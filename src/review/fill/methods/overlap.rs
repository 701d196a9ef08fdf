use alloc::vec::Vec;

use super::line::{known, line};
use super::{Filling, FillingError, Method, Open};
use crate::numeric::sqrt;
use crate::quantity::{Quantity, Ratio};
use crate::review::amount::total;
use crate::time::{Year, YearSeries};

/// How the ratios of the overlap years become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum RatioMean {
    /// The mean of the ratios, as IPCC 2006 has it.
    MeanOfRatios,
    /// The ratio of the means: large years weigh more.
    RatioOfMeans,
}

/// Which overlaps are good enough. The limits are our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct OverlapRule {
    /// How the ratio is formed. Default [`RatioMean::MeanOfRatios`].
    pub mean: RatioMean,
    /// Coefficient of variation of the ratios above which there is no filling. Default 10 %.
    pub variation_limit: Ratio,
    /// Whether one overlap year is enough; its lines say so. Default no: two are needed.
    pub single_year: bool,
}

impl OverlapRule {
    /// The rule with the ratio formed otherwise.
    #[must_use]
    pub fn with_mean(mut self, mean: RatioMean) -> Self {
        self.mean = mean;
        self
    }

    /// The rule with another limit for the coefficient of variation.
    #[must_use]
    pub fn with_variation_limit(mut self, limit: Ratio) -> Self {
        self.variation_limit = limit;
        self
    }

    /// The rule with one overlap year being enough.
    #[must_use]
    pub fn with_single_year(mut self) -> Self {
        self.single_year = true;
        self
    }
}

impl Default for OverlapRule {
    fn default() -> Self {
        Self {
            mean: RatioMean::MeanOfRatios,
            variation_limit: Ratio::from_checked(0.1),
            single_year: false,
        }
    }
}

/// The years that two series of one quantity have in common, and the ratios there.
///
/// # Equation
/// ```text
/// rᵢ = yᵢ / xᵢ                              i = 1 … n, the years with both values
/// mean of ratios  r̄ = Σ rᵢ / n
/// ratio of means  R = Σ yᵢ / Σ xᵢ
/// variation       CV = √( Σ (rᵢ − r̄)² / (n − 1) ) / r̄        sample, n ≥ 2
///
/// yᵢ  the series to fill, the new method      [unit of Q], > 0
/// xᵢ  the second series, the old method       [unit of Q], > 0
/// ```
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, Eq. 5.1.
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::Overlap;
/// use ict_impact::time::{Year, YearSeries};
/// let of = |kg: [f64; 2]| {
///     YearSeries::new(Year::of::<2018>(), kg.map(|v| Some(Co2e::from_kg(v))).to_vec())
/// };
/// let overlap = Overlap::between(&of([1.0, 6.0])?, &of([1.0, 3.0])?)?;
/// assert_eq!(overlap.mean_of_ratios().value, 1.5); // (1 + 2) / 2
/// assert_eq!(overlap.ratio_of_means().value, 1.75); // 7 / 4
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    pub(super) ratios: Vec<(Year, f64)>,
    mean_of_ratios: Ratio,
    ratio_of_means: Ratio,
    variation: Option<Ratio>,
}

impl Overlap {
    /// The overlap of the series to fill with a second series.
    ///
    /// # Errors
    /// [`FillingError::TooFewOverlapYears`] without a common year;
    /// [`FillingError::NotPositive`] for zero or a negative value in a common year;
    /// [`FillingError::Quantity`] for NaN or infinity.
    pub fn between<Q: Quantity>(
        series: &YearSeries<Option<Q>>,
        second: &YearSeries<Option<Q>>,
    ) -> Result<Self, FillingError> {
        known(second)?;
        let (mut ratios, mut ys, mut xs) = (Vec::new(), Vec::new(), Vec::new());
        for (year, y) in known(series)? {
            let Some(x) = second.get(year).copied().flatten() else {
                continue;
            };
            let x = x.base();
            for (series, value) in [("the series to fill", y), ("the second series", x)] {
                if value <= 0.0 {
                    return Err(FillingError::NotPositive {
                        series,
                        year,
                        value,
                    });
                }
            }
            ratios.push((year, Ratio::from_base(y / x)?.value));
            ys.push(y);
            xs.push(x);
        }
        if ratios.is_empty() {
            return Err(FillingError::TooFewOverlapYears { found: 0, least: 1 });
        }
        let count = ratios.len() as f64;
        let mean = Ratio::from_base(total(ratios.iter().map(|r| r.1)) / count)?;
        let off = ratios
            .iter()
            .map(|r| (r.1 - mean.value) * (r.1 - mean.value));
        let variation = match ratios.len() {
            1 => None,
            _ => Some(Ratio::from_base(
                sqrt(total(off) / (count - 1.0)) / mean.value,
            )?),
        };
        Ok(Self {
            mean_of_ratios: mean,
            ratio_of_means: Ratio::from_base(total(ys) / total(xs))?,
            ratios,
            variation,
        })
    }

    /// The ratio of every common year, in order.
    pub fn ratios(&self) -> impl ExactSizeIterator<Item = (Year, Ratio)> + '_ {
        self.ratios
            .iter()
            .map(|&(year, ratio)| (year, Ratio::from_checked(ratio)))
    }

    /// The mean of the ratios.
    pub fn mean_of_ratios(&self) -> Ratio {
        self.mean_of_ratios
    }

    /// The ratio of the means.
    pub fn ratio_of_means(&self) -> Ratio {
        self.ratio_of_means
    }

    /// The sample coefficient of variation of the ratios, from two common years on.
    pub fn variation(&self) -> Option<Ratio> {
        self.variation
    }

    /// The ratio that `rule` asks for, if it accepts the overlap.
    ///
    /// # Errors
    /// [`FillingError::TooFewOverlapYears`], [`FillingError::Variation`].
    pub fn ratio(&self, rule: OverlapRule) -> Result<Ratio, FillingError> {
        let (found, least) = (self.ratios.len(), if rule.single_year { 1 } else { 2 });
        if found < least {
            return Err(FillingError::TooFewOverlapYears { found, least });
        }
        match self.variation {
            Some(variation) if variation > rule.variation_limit => Err(FillingError::Variation {
                variation: variation.value,
                limit: rule.variation_limit.value,
            }),
            _ => Ok(match rule.mean {
                RatioMean::MeanOfRatios => self.mean_of_ratios,
                RatioMean::RatioOfMeans => self.ratio_of_means,
            }),
        }
    }
}

/// Fills every year that only the second series has, by one ratio for all of them.
///
/// # Equation
/// ```text
/// y₀ = x₀ · r̄            r̄ as in `Overlap`, or R where the rule says so
///
/// x₀  second series in the year to fill     [unit of Q]
/// y₀  filled value                          [unit of Q]
/// ```
/// The range of a line is x₀ times the lowest and the highest ratio.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, Eq. 5.1 (overlap).
///
/// # Errors
/// As [`Overlap::between`] and [`Overlap::ratio`].
///
/// # Example
/// ```
/// use ict_impact::quantity::Co2e;
/// use ict_impact::review::fill::methods::{OverlapRule, overlap};
/// use ict_impact::time::{Year, YearSeries};
/// let of = |kg: [Option<f64>; 3]| {
///     YearSeries::new(Year::of::<2018>(), kg.map(|v| v.map(Co2e::from_kg)).to_vec())
/// };
/// let new = of([None, Some(22.0), Some(22.0)])?;
/// let old = of([Some(10.0), Some(20.0), Some(20.0)])?;
/// let spliced = overlap(&new, &old, OverlapRule::default())?;
/// assert_eq!(spliced.filled().next().unwrap().value.kg(), 11.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn overlap<Q: Quantity>(
    series: &YearSeries<Option<Q>>,
    second: &YearSeries<Option<Q>>,
    rule: OverlapRule,
) -> Result<Filling<Q>, FillingError> {
    let overlap = Overlap::between(series, second)?;
    let ratio = overlap.ratio(rule)?.value;
    let single_year = overlap.ratios.len() == 1;
    let method = Method::Overlap {
        mean: rule.mean,
        single_year,
    };
    let bounds = overlap
        .ratios
        .iter()
        .fold((ratio, ratio), |(low, high), r| {
            (low.min(r.1), high.max(r.1))
        });
    Filling::over(span(series, second), series, |year| {
        let x = second.get(year).copied().flatten();
        let x = x.ok_or(Open::NoDonor)?.base();
        let range = (!single_year).then_some((x * bounds.0, x * bounds.1));
        let from = overlap.ratios.iter().map(|r| r.0).collect();
        let mut line = line(year, x * ratio, method, from, range)?;
        line.variation = overlap.variation;
        Ok(line)
    })
}

/// From the first to the last year that either series covers.
pub(super) fn span<T, U>(left: &YearSeries<T>, right: &YearSeries<U>) -> (Year, Year) {
    let first = left.first().min(right.first());
    (first, left.last().max(right.last()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{kg, series};
    use super::*;

    #[test]
    fn an_overlap_that_is_too_thin_or_too_loose_is_refused() {
        let new = series(&[None, Some(10.0), None]);
        let old = series(&[Some(4.0), Some(5.0), None]);
        let rule = OverlapRule::default();
        assert_eq!(
            overlap(&new, &old, rule),
            Err(FillingError::TooFewOverlapYears { found: 1, least: 2 })
        );
        let single = overlap(&new, &old, rule.with_single_year()).unwrap();
        let line = single.filled().next().unwrap();
        assert!(matches!(
            line.method,
            Method::Overlap {
                single_year: true,
                ..
            }
        ));
        assert_eq!(
            (line.value.kg(), &line.range, line.variation),
            (8.0, &None, None)
        );
        assert_eq!(
            single.open().next(),
            Some((Year::of::<2020>(), Open::NoDonor))
        );
        assert_eq!(
            overlap(&series(&[Some(1.0)]), &series(&[None, Some(1.0)]), rule),
            Err(FillingError::TooFewOverlapYears { found: 0, least: 1 })
        );
        let loose = series(&[None, Some(5.0), Some(8.0)]);
        let old = series(&[Some(1.0), Some(5.0), Some(5.0)]);
        assert!(matches!(
            overlap(&loose, &old, rule),
            Err(FillingError::Variation { limit: 0.1, .. })
        ));
        let lax = rule.with_variation_limit(Ratio::from_checked(0.5));
        let lines = overlap(&loose, &old, lax).unwrap();
        let line = lines.filled().next().unwrap();
        assert_eq!(
            line.range.map(|(low, high)| (low.kg(), high.kg())),
            Some((1.0, 1.6))
        );
    }

    #[test]
    fn zero_or_negative_in_the_overlap_is_refused() {
        let good = series(&[Some(1.0), Some(1.0), None]);
        for bad in [0.0, -1.0] {
            let bad = series(&[Some(1.0), Some(bad), Some(1.0)]);
            for pair in [(&good, &bad), (&bad, &good)] {
                assert!(matches!(
                    overlap(pair.0, pair.1, OverlapRule::default()),
                    Err(FillingError::NotPositive { .. })
                ));
            }
        }
        let donor = series(&[Some(1.0), Some(1.0), Some(-2.0)]);
        let filled = overlap(&good, &donor, OverlapRule::default()).unwrap();
        assert_eq!(kg(&filled), [-2.0]); // only the overlap must be positive
    }
}
