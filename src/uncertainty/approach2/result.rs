use alloc::vec::Vec;

use super::{Estimate, MonteCarlo, MonteCarloError};
use crate::quantity::{Quantity, Ratio};

/// The uncertainty of an inventory in two years and of its trend, by IPCC Approach 2.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(bound = "Q: Quantity")]
#[non_exhaustive]
pub struct Approach2<Q> {
    /// The seed, the number of samples and the tolerance.
    pub run: MonteCarlo,
    /// The total of the base year.
    pub base: Estimate<Q>,
    /// The total of year t.
    pub year_t: Estimate<Q>,
    /// The total of year t less the one of the base year, in each sample.
    pub change: Estimate<Q>,
    /// The same as a ratio of the base year.
    pub relative_change: RelativeChange,
}

/// A change as a ratio of the base year: 0.2 where the total rose by 20 %.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RelativeChange {
    /// Every sample has a base year above zero.
    Defined(Estimate<Ratio>),
    /// Some samples have a base year of zero or less, or so near to it that the ratio is infinite:
    /// state the absolute change.
    Undefined {
        /// How many samples.
        samples: u32,
    },
}

impl<Q: Quantity> Approach2<Q> {
    /// The result of the totals of both years in each sample.
    pub(super) fn of_rows(rows: &[[f64; 2]], run: MonteCarlo) -> Result<Self, MonteCarloError> {
        let tolerance = run.tolerance();
        let mut values = Vec::with_capacity(rows.len());
        let mut of = |value: fn(&[f64; 2]) -> f64| -> Result<Estimate<Q>, MonteCarloError> {
            values.clear();
            values.extend(rows.iter().map(value));
            for value in &values {
                Q::check(*value)?;
            }
            Estimate::of_values(&mut values, tolerance)
        };
        let base = of(|[base, _]| *base)?;
        let year_t = of(|[_, year_t]| *year_t)?;
        let change = of(|[base, year_t]| year_t - base)?;
        values.clear();
        let ratios = rows.iter().filter(|[base, _]| *base > 0.0);
        let ratios = ratios.map(|[base, year_t]| (year_t - base) / base);
        values.extend(ratios.filter(|ratio| ratio.is_finite()));
        let relative_change = match rows.len() - values.len() {
            0 => RelativeChange::Defined(Estimate::of_values(&mut values, tolerance)?),
            without => RelativeChange::Undefined {
                samples: u32::try_from(without).unwrap_or(u32::MAX),
            },
        };
        Ok(Self {
            run,
            base,
            year_t,
            change,
            relative_change,
        })
    }
}
