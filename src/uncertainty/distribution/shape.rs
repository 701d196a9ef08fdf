use super::super::incomplete_beta::beta_quantile;
use crate::numeric::{QuantileError, exp, normal_cdf, normal_quantile, sqrt};

/// `√(2π)`: the density of the standard normal distribution at 0 is its reciprocal.
const ROOT_TWO_PI: f64 = 2.506_628_274_631_000_7;

/// Locations and widths in base units; `mode` is the place of the mode in the range, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) enum Shape {
    Normal {
        mean: f64,
        deviation: f64,
    },
    /// What a normal distribution has above zero; neither number is negative.
    TruncatedNormal {
        mode: f64,
        deviation: f64,
    },
    LogNormal {
        median: f64,
        sigma: f64,
    },
    Uniform {
        low: f64,
        width: f64,
    },
    Triangular {
        low: f64,
        width: f64,
        mode: f64,
    },
    Pert {
        low: f64,
        width: f64,
        mode: f64,
    },
}

impl Shape {
    pub(super) fn mean(self) -> f64 {
        match self {
            Self::Normal { mean, .. } => mean,
            Self::TruncatedNormal { mode, deviation } => truncated_mean(mode, deviation),
            Self::LogNormal { median, sigma } => median * exp(sigma * sigma / 2.0),
            Self::Uniform { low, width } => low + width * 0.5,
            Self::Triangular { low, width, mode } => low + width * ((mode + 1.0) / 3.0),
            Self::Pert { low, width, mode } => low + width * ((4.0 * mode + 1.0) / 6.0),
        }
    }

    pub(in super::super) fn quantile(self, probability: f64) -> Result<f64, QuantileError> {
        if !(probability > 0.0 && probability < 1.0) {
            return Err(QuantileError::ProbabilityOutOfRange { probability });
        }
        Ok(match self {
            Self::Normal { mean, deviation } => mean + deviation * normal_quantile(probability)?,
            Self::TruncatedNormal { mode, deviation } => {
                truncated_quantile(mode, deviation, probability)?
            }
            Self::LogNormal { median, sigma } => {
                median * exp(sigma * normal_quantile(probability)?)
            }
            Self::Uniform { low, width } => low + width * probability,
            Self::Triangular { low, width, mode } if probability < mode => {
                low + width * sqrt(probability * mode)
            }
            Self::Triangular { low, width, mode } => {
                low + width * (1.0 - sqrt((1.0 - probability) * (1.0 - mode)))
            }
            Self::Pert { low, width, mode } => {
                low + width * beta_quantile(1.0 + 4.0 * mode, 5.0 - 4.0 * mode, probability)
            }
        })
    }
}

fn truncated_mean(mode: f64, deviation: f64) -> f64 {
    if deviation == 0.0 {
        return mode;
    }
    let z = mode / deviation;
    mode + deviation * (exp(-0.5 * z * z) / ROOT_TWO_PI) / normal_cdf(z)
}

fn truncated_quantile(mode: f64, deviation: f64, probability: f64) -> Result<f64, QuantileError> {
    if deviation == 0.0 {
        return Ok(mode);
    }
    let z = mode / deviation;
    let (cut, kept) = (normal_cdf(-z), normal_cdf(z));
    let below = cut + kept * probability;
    let distance = if below < 0.5 {
        normal_quantile(below)?
    } else {
        // From the upper tail, where `below` has lost its digits.
        -normal_quantile(kept * (1.0 - probability))?
    };
    // Rounding may leave the value nearest to zero a trifle below it.
    Ok((mode + deviation * distance).max(0.0))
}
