use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::inputs::{Input, Inputs};
use super::spread::Block;
use super::{IntervalOptions, without};
use crate::numeric::{exp, ln, sqrt};
use crate::quantity::{Quantity, Ratio};
use crate::review::{Dataset, Fact, ReviewError};
use crate::uncertainty::{
    Approach1Limits, Distribution, MonteCarlo, MonteCarloError, Parameter, UncertainModel,
};

/// What a simulation says of a fact.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FactSimulation {
    /// Seed, number of samples and tolerance: whoever has them can repeat it.
    pub run: MonteCarlo,
    /// The mean, in the unit of the fact.
    pub mean: f64,
    /// The standard deviation, in the unit of the fact.
    pub standard_deviation: f64,
    /// The percentile of 2.5 %, in the unit of the fact.
    pub low: f64,
    /// The percentile of 97.5 %, in the unit of the fact.
    pub high: f64,
    /// Whether more samples would hardly move them.
    pub converged: bool,
}

/// How one value follows from the standard normal draw of its block.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Normal { mean: f64, deviation: f64 },
    LogNormal { median: f64, sigma: f64, sign: f64 },
}

impl Shape {
    /// A normal distribution, or with an uncertainty beyond the limits a log-normal one of the
    /// same mean and standard deviation.
    fn of(input: &Input<'_>, limits: Approach1Limits) -> Self {
        let (mean, uncertainty) = (input.value, input.uncertainty.unwrap_or_default());
        let variation = uncertainty.percent() / 100.0 / HALF_INTERVAL;
        if limits.exceeded(uncertainty) && mean != 0.0 {
            let growth = 1.0 + variation * variation;
            return Self::LogNormal {
                median: mean.abs() / sqrt(growth),
                sigma: sqrt(ln(growth)),
                sign: mean.signum(),
            };
        }
        Self::Normal {
            mean,
            deviation: mean * variation,
        }
    }

    fn at(self, draw: f64) -> f64 {
        match self {
            Self::Normal { mean, deviation } => mean + deviation * draw,
            Self::LogNormal {
                median,
                sigma,
                sign,
            } => sign * median * exp(sigma * draw),
        }
    }
}

/// Half the 95 % interval of the standard normal distribution.
const HALF_INTERVAL: f64 = 1.959_963_984_540_054;

/// One fact by Approach 2: for what Approach 1 is not trusted with.
///
/// Each block of values that have one error in common is one draw. A value is normal, or
/// log-normal with the same mean and standard deviation where its uncertainty is above the limit
/// of Approach 1 (a negative one mirrored), so that no draw changes its sign. `None` if a value
/// states no uncertainty, or there is no value.
///
/// # Source
/// IPCC 2006 Guidelines, volume 1, chapter 3 (Approach 2). The distributions are our choice: the
/// values state no more than the width of their intervals.
///
/// # Errors
/// [`ReviewError::MonteCarlo`] for a draw that is no number, as where draws make a denominator
/// zero; otherwise as [`interval`](super::interval).
///
/// # Example
/// See `tests/review_edge_cases/comparison.rs`; the seed is the caller's:
/// ```
/// use ict_impact::uncertainty::{MonteCarlo, Seed};
/// let run = MonteCarlo::new(Seed::from_u64(2026), 10_000)?;
/// assert_eq!(run.samples(), 10_000);
/// # Ok::<(), ict_impact::uncertainty::MonteCarloError>(())
/// ```
pub fn simulate(
    data: &Dataset,
    fact: &Fact,
    options: &IntervalOptions,
    run: MonteCarlo,
) -> Result<Option<FactSimulation>, ReviewError> {
    let inputs = match Inputs::of(data, fact, options)? {
        Some(inputs) if fact.of_reporting().is_some() && without(&inputs).is_empty() => inputs,
        _ => return Ok(None),
    };
    let mut model = UncertainModel::new();
    let mut blocks: BTreeMap<Block<'_>, Parameter<Ratio>> = BTreeMap::new();
    let mut shapes: Vec<Vec<(Parameter<Ratio>, Shape)>> = Vec::new();
    for amount in &inputs.amounts {
        let at = (amount.code, amount.entity, amount.year);
        let mut of_amount = Vec::with_capacity(amount.inputs.len());
        for input in &amount.inputs {
            let block = Block::new(options, at, input.part, input.source);
            let parameter = match blocks.get(&block) {
                Some(known) => *known,
                None => {
                    let standard =
                        Distribution::normal(Ratio::from_base(0.0)?, Ratio::from_base(1.0)?)?;
                    let new = model.parameter(&block.name(), standard)?;
                    blocks.insert(block, new);
                    new
                }
            };
            of_amount.push((parameter, Shape::of(input, options.limits)));
        }
        shapes.push(of_amount);
    }
    if blocks.is_empty() {
        return Ok(None);
    }
    let estimate = model.simulate(run, |draws| {
        let mut amounts = Vec::with_capacity(shapes.len());
        for of_amount in &shapes {
            let mut base = 0.0;
            for (parameter, shape) in of_amount {
                base += shape.at(draws.of(*parameter)?.value);
            }
            amounts.push(base);
        }
        let value = inputs.value(&amounts)?.unwrap_or(f64::NAN);
        Ratio::from_base(value).map_err(|error| MonteCarloError::Model {
            sample: draws.sample(),
            error,
        })
    })?;
    let unit = &data.indicators().entry(&fact.indicator)?.unit;
    let value_of = |base: Ratio| unit.value_of(base.value);
    Ok(Some(FactSimulation {
        run,
        mean: value_of(estimate.mean),
        standard_deviation: value_of(estimate.standard_deviation),
        low: value_of(estimate.low),
        high: value_of(estimate.high),
        converged: estimate.convergence.converged,
    }))
}

#[cfg(test)]
mod tests {
    use super::HALF_INTERVAL;
    use crate::numeric::normal_quantile;

    #[test]
    fn half_the_interval_is_the_quantile() {
        let quantile = normal_quantile(0.975).unwrap();
        approx::assert_relative_eq!(quantile, HALF_INTERVAL, max_relative = 1e-14);
    }
}
