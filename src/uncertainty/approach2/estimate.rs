use alloc::vec::Vec;

use super::super::error::out_of_range;
use super::super::root_sum::root_sum_of_squares;
use super::super::{Change, UncertaintyError};
use super::MonteCarloError;
use super::run::{check_samples, checked_tolerance};
use crate::numeric::{ExactSum, sqrt};
use crate::quantity::{Quantity, text, with_unit};

/// What the samples of a figure say: its mean, its spread and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[serde(bound = "Q: Quantity")]
#[non_exhaustive]
pub struct Estimate<Q> {
    /// The number of samples.
    pub samples: u32,
    /// The mean.
    #[serde(with = "with_unit")]
    pub mean: Q,
    /// The standard deviation.
    #[serde(with = "with_unit")]
    pub standard_deviation: Q,
    /// The percentile of 2.5 %: the lower end of the 95 % interval.
    #[serde(with = "with_unit")]
    pub low: Q,
    /// The percentile of 97.5 %: the upper end of the 95 % interval.
    #[serde(with = "with_unit")]
    pub high: Q,
    /// How far more samples may still move it.
    pub convergence: Convergence<Q>,
}

/// How far a mean and the ends of a 95 % interval may still move with more samples.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[serde(bound = "Q: Quantity")]
#[non_exhaustive]
pub struct Convergence<Q> {
    /// The standard error of the mean.
    #[serde(with = "with_unit")]
    pub mean_error: Q,
    /// The standard error of the lower end.
    #[serde(with = "with_unit")]
    pub low_error: Q,
    /// The standard error of the upper end.
    #[serde(with = "with_unit")]
    pub high_error: Q,
    /// How far the lower end is from the one of the first half of the samples.
    #[serde(with = "with_unit")]
    pub low_moved: Q,
    /// How far the upper end is from the one of the first half of the samples.
    #[serde(with = "with_unit")]
    pub high_moved: Q,
    /// What each of the five is held against, in per cent of the half-width of the interval.
    pub tolerance: f64,
    /// Whether none of the five is above it.
    pub converged: bool,
}

impl<Q: Quantity> Estimate<Q> {
    /// The estimate of samples in the order they were drawn.
    ///
    /// `tolerance` is in per cent of the half-width of the interval.
    ///
    /// # Equation
    /// ```text
    /// m = Σ x_i / n     s = √( Σ (x_i − m)² / (n − 1) )     SE(m) = s / √n
    /// P(p) = x(k) + (h − k) (x(k + 1) − x(k))     h = (n − 1) p     k = ⌊h⌋
    /// SE(P) = ( x(h + d) − x(h − d) ) / 2         d = √( n p (1 − p) )
    /// moved = | P(p) of all samples − P(p) of the first half |
    /// converged:  each SE and each move ≤ tolerance / 100 · (P(0.975) − P(0.025)) / 2
    ///
    /// x_i   sample i, x(k) the sample of rank k, counted from 0, n their number
    /// m, s  mean and standard deviation [unit of the samples]
    /// P(p)  percentile, SE standard error [unit of the samples]
    /// ```
    /// Between two ranks, `x` is interpolated as in `P`. Sums are exact, so that only the order
    /// that decides the halves matters.
    ///
    /// # Source
    /// The 2.5 and 97.5 percentiles: IPCC 2006 Guidelines, volume 1, chapter 3. It names no
    /// definition of a percentile: ours is number 7 of Hyndman and Fan 1996, "Sample quantiles in
    /// statistical packages", the default of R and NumPy. The standard error of a percentile is
    /// half the distribution-free interval of one standard deviation of the binomial count below
    /// it; the tolerance and what it is held against are our choice.
    ///
    /// # Errors
    /// [`MonteCarloError::Samples`] for too few or too many of them;
    /// [`MonteCarloError::Quantity`] for one that is not finite;
    /// [`MonteCarloError::Sum`] if they are too large for a mean;
    /// [`MonteCarloError::Uncertainty`] for a tolerance that is negative or not finite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::Co2e;
    /// use ict_impact::uncertainty::Estimate;
    /// let samples: Vec<_> = (0..=1000).map(|i| Co2e::from_kg(f64::from(i))).collect();
    /// let estimate = Estimate::of_samples(&samples, 1.0)?;
    /// assert_eq!(estimate.mean.kg(), 500.0);
    /// assert_eq!((estimate.low.kg(), estimate.high.kg()), (25.0, 975.0));
    /// // The first half ended at 500: far from converged.
    /// assert!(!estimate.convergence.converged);
    /// # Ok::<(), ict_impact::uncertainty::MonteCarloError>(())
    /// ```
    pub fn of_samples(samples: &[Q], tolerance: f64) -> Result<Self, MonteCarloError> {
        let mut values: Vec<f64> = samples.iter().map(|sample| sample.base()).collect();
        for value in &values {
            Q::check(*value)?;
        }
        Self::of_values(&mut values, checked_tolerance(tolerance)?)
    }

    /// The estimate of finite values in base units, which it sorts.
    pub(super) fn of_values(values: &mut [f64], tolerance: f64) -> Result<Self, MonteCarloError> {
        let samples = check_samples(values.len())?;
        let count = f64::from(samples);
        let mut sum = ExactSum::new();
        sum.add_slice(values);
        let mean = sum.value()? / count;
        let spread = root_sum_of_squares(values.iter().map(|value| value - mean))?;
        let deviation = spread / sqrt(count - 1.0);

        let half = values.len() / 2;
        if let Some((first, _)) = values.split_at_mut_checked(half) {
            first.sort_unstable_by(f64::total_cmp);
        }
        let before = values.get(..half).unwrap_or(values);
        let [low_before, high_before] = ENDS.map(|p| percentile(before, p));
        values.sort_unstable_by(f64::total_cmp);
        let [low, high] = ENDS.map(|p| percentile(values, p));
        let [low_error, high_error] = ENDS.map(|p| percentile_error(values, p));

        let mean_error = deviation / sqrt(count);
        let (low_moved, high_moved) = ((low - low_before).abs(), (high - high_before).abs());
        let open = [mean_error, low_error, high_error, low_moved, high_moved];
        let accepted = tolerance / 100.0 * (0.5 * high - 0.5 * low);
        Ok(Self {
            samples,
            mean: Q::from_base(mean)?,
            standard_deviation: Q::from_base(deviation)?,
            low: Q::from_base(low)?,
            high: Q::from_base(high)?,
            convergence: Convergence {
                mean_error: Q::from_base(mean_error)?,
                low_error: Q::from_base(low_error)?,
                high_error: Q::from_base(high_error)?,
                low_moved: Q::from_base(low_moved)?,
                high_moved: Q::from_base(high_moved)?,
                tolerance,
                converged: open.iter().all(|error| *error <= accepted),
            },
        })
    }

    /// How far the ends of the interval are below and above the mean, in per cent of it.
    ///
    /// # Equation
    /// ```text
    /// U− = (m − P(0.025)) / |m| · 100     U+ = (P(0.975) − m) / |m| · 100
    ///
    /// m  mean, P percentile [one unit]
    /// U  distance [%]; the two differ where the distribution is not symmetric
    /// ```
    ///
    /// # Source
    /// IPCC 2006 Guidelines, volume 1, chapter 3: the two ends are reported apart.
    ///
    /// # Errors
    /// [`UncertaintyError::RelativeToZero`] if the mean is about zero, which is where the interval
    /// holds zero (our choice): report the ends themselves. [`UncertaintyError::OutOfRange`] if a
    /// percentage is too large for a number.
    pub fn percent(&self) -> Result<(f64, f64), UncertaintyError> {
        let [mean, low, high] = [self.mean, self.low, self.high].map(Quantity::base);
        if mean == 0.0 || (low < 0.0 && high > 0.0) {
            let half_width = text(Q::from_base(0.5 * high - 0.5 * low)?);
            return Err(UncertaintyError::RelativeToZero { half_width });
        }
        let sides = [mean - low, high - mean].map(|side| side / mean.abs() * 100.0);
        match sides {
            [below, above] if below.is_finite() && above.is_finite() => Ok((below, above)),
            _ => Err(out_of_range("percentage", text(self.mean), "finite")),
        }
    }

    /// The estimate as a change, which is told in words only if it exceeds its uncertainty.
    ///
    /// # Errors
    /// [`UncertaintyError::OutOfRange`] if the mean is outside the interval, as where one sample
    /// in a thousand outweighs all others.
    pub fn change(&self) -> Result<Change<Q>, UncertaintyError> {
        Change::new(self.mean, self.low, self.high)
    }
}

/// The ends of the 95 % interval.
const ENDS: [f64; 2] = [0.025, 0.975];

fn percentile(sorted: &[f64], p: f64) -> f64 {
    at_rank(sorted, (sorted.len() as f64 - 1.0) * p)
}

fn percentile_error(sorted: &[f64], p: f64) -> f64 {
    let count = sorted.len() as f64;
    let (rank, apart) = ((count - 1.0) * p, sqrt(count * p * (1.0 - p)));
    0.5 * at_rank(sorted, rank + apart) - 0.5 * at_rank(sorted, rank - apart)
}

/// The value of a rank between two samples; NaN of no samples.
fn at_rank(sorted: &[f64], rank: f64) -> f64 {
    let below = rank as usize;
    let last = sorted.last().copied().unwrap_or(f64::NAN);
    let [low, high] = [below, below + 1].map(|at| sorted.get(at).copied().unwrap_or(last));
    low + (rank - below as f64) * (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Co2e;

    fn of(values: &[f64]) -> Result<Estimate<Co2e>, MonteCarloError> {
        let samples: Vec<_> = values.iter().copied().map(Co2e::from_kg).collect();
        Estimate::of_samples(&samples, 1.0)
    }

    #[test]
    fn percentiles_lie_between_ranks() {
        let values: Vec<_> = (0..211).map(|i| f64::from(i * 37 % 211)).collect();
        let squares: Vec<_> = values.iter().map(|v| v * v).collect();
        let found = of(&squares).unwrap();
        // Rank 210 · 0.025 = 5.25 is 25 + 0.25 · 11; rank 204.75 is 41616 + 0.75 · 409.
        assert_eq!((found.low.kg(), found.high.kg()), (27.75, 41_922.75));
        let plain = of(&values).unwrap();
        assert_eq!(plain.mean.kg(), 105.0);
        // The variance of 0 to 210 is 210 · 212 / 12 · (211 / 210).
        let variance = 211.0 * 212.0 / 12.0_f64;
        approx::assert_relative_eq!(plain.standard_deviation.kg(), variance.sqrt());
        // √(211 · 0.025 · 0.975) ranks, a rank being 1.
        let ranks = (211.0 * 0.025 * 0.975_f64).sqrt();
        approx::assert_relative_eq!(plain.convergence.low_error.kg(), ranks, epsilon = 1e-12);
        approx::assert_relative_eq!(plain.convergence.high_error.kg(), ranks, epsilon = 1e-12);
    }

    #[test]
    fn one_value_has_no_spread_and_has_converged() {
        let sure = of(&[5.0; 300]).unwrap();
        assert_eq!((sure.low.kg(), sure.high.kg()), (5.0, 5.0));
        assert_eq!(sure.standard_deviation.kg(), 0.0);
        assert!(sure.convergence.converged);
        assert_eq!(sure.percent(), Ok((0.0, 0.0)));
        let zero = of(&[0.0; 300]).unwrap();
        assert!(zero.percent().is_err());
    }

    #[test]
    fn an_interval_that_holds_zero_has_no_percentage() {
        let values: Vec<_> = (-100..=100).map(f64::from).collect();
        let error = of(&values).unwrap().percent().unwrap_err();
        let half_width = "95 kgCO2e".into();
        assert_eq!(error, UncertaintyError::RelativeToZero { half_width });
        let above: Vec<_> = values.iter().map(|v| v + 190.0).collect();
        assert_eq!(of(&above).unwrap().percent(), Ok((50.0, 50.0)));
    }

    #[test]
    fn what_has_no_estimate_is_refused() {
        assert!(matches!(
            of(&[]),
            Err(MonteCarloError::Samples { given: 0, .. })
        ));
        assert!(matches!(
            of(&[1.0; 199]),
            Err(MonteCarloError::Samples { given: 199, .. })
        ));
        let mut values = [1.0; 200];
        for bad in [f64::NAN, f64::INFINITY] {
            values[150] = bad;
            assert!(matches!(of(&values), Err(MonteCarloError::Quantity(_))));
        }
        assert!(matches!(of(&[f64::MAX; 200]), Err(MonteCarloError::Sum(_))));
        let samples = [Co2e::ZERO; 200];
        assert!(Estimate::of_samples(&samples, -1.0).is_err());
    }
}
