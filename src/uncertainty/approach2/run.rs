use super::super::error::out_of_range;
use super::{MonteCarloError, Seed};

/// How a simulation is run: its seed, how many samples, and when it has converged.
///
/// # Example
/// ```
/// use ict_impact::uncertainty::{MonteCarlo, Seed};
/// let run = MonteCarlo::new(Seed::from_u64(2026), 20_000)?.within(2.0)?;
/// assert_eq!((run.samples(), run.tolerance()), (20_000, 2.0));
/// // 2.5 % of fewer than 200 samples is fewer than five: no percentile.
/// assert!(MonteCarlo::new(Seed::from_u64(2026), 199).is_err());
/// # Ok::<(), ict_impact::uncertainty::MonteCarloError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct MonteCarlo {
    generator: Generator,
    seed: Seed,
    samples: u32,
    tolerance: f64,
}

/// The generator of [`uniform`](super::uniform), named in what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
enum Generator {
    ChaCha8,
}

impl MonteCarlo {
    /// The fewest samples: five lie beyond each end of the 95 % interval (our choice, the usual
    /// least count for the normal approximation of a binomial count).
    pub const LEAST_SAMPLES: u32 = 200;

    /// The most samples: an inventory of two years holds 24 bytes for each, so 240 MB.
    pub const MOST_SAMPLES: u32 = 10_000_000;

    /// A run of `samples` samples with the random numbers of `seed`, and a tolerance of 1 % of the
    /// half-width of the interval (our choice).
    ///
    /// # Errors
    /// [`MonteCarloError::Samples`] unless there are [`LEAST_SAMPLES`](Self::LEAST_SAMPLES) to
    /// [`MOST_SAMPLES`](Self::MOST_SAMPLES).
    pub fn new(seed: Seed, samples: u32) -> Result<Self, MonteCarloError> {
        check_samples(samples as usize)?;
        Ok(Self {
            generator: Generator::ChaCha8,
            seed,
            samples,
            tolerance: 1.0,
        })
    }

    /// The run with this tolerance, in per cent of the half-width of the interval.
    ///
    /// # Errors
    /// [`MonteCarloError::Uncertainty`] unless it is finite and not negative.
    pub fn within(mut self, tolerance: f64) -> Result<Self, MonteCarloError> {
        self.tolerance = checked_tolerance(tolerance)?;
        Ok(self)
    }

    /// The seed.
    #[must_use]
    pub const fn seed(self) -> Seed {
        self.seed
    }

    /// The number of samples.
    #[must_use]
    pub const fn samples(self) -> u32 {
        self.samples
    }

    /// The tolerance, in per cent of the half-width of the interval.
    #[must_use]
    pub const fn tolerance(self) -> f64 {
        self.tolerance
    }
}

pub(super) fn check_samples(given: usize) -> Result<u32, MonteCarloError> {
    let (least, most) = (MonteCarlo::LEAST_SAMPLES, MonteCarlo::MOST_SAMPLES);
    let accepted = u32::try_from(given).ok();
    let accepted = accepted.filter(|count| (least..=most).contains(count));
    accepted.ok_or(MonteCarloError::Samples { given, least, most })
}

pub(super) fn checked_tolerance(percent: f64) -> Result<f64, MonteCarloError> {
    if percent.is_finite() && percent >= 0.0 {
        return Ok(percent.abs());
    }
    let accepted = "finite and not negative, in per cent";
    Err(out_of_range("tolerance", percent, accepted).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn what_is_no_run_is_refused() {
        let seed = Seed::from_u64(0);
        for samples in [0, 1, 199, 10_000_001, u32::MAX] {
            let error = MonteCarlo::new(seed, samples).unwrap_err();
            assert!(
                matches!(error, MonteCarloError::Samples { given, .. } if given == samples as usize)
            );
        }
        let run = MonteCarlo::new(seed, 200).unwrap();
        for tolerance in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(run.within(tolerance).is_err());
        }
    }

    #[test]
    fn the_seed_is_written() {
        let run = MonteCarlo::new(Seed::from_u64(255), 300).unwrap();
        let written = serde_json::to_value(run).unwrap();
        assert_eq!(written["generator"], "ChaCha8");
        assert_eq!(written["seed"], run.seed().to_string());
        assert_eq!(written["samples"], 300);
        assert_eq!(written["tolerance"], 1.0);
    }
}
