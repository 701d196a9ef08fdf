use core::ops::Add;

use alloc::vec::Vec;

use super::super::EnergyError;
use super::{DataCentreEnergy, power_usage_effectiveness, undefined};
use crate::numeric::ExactSum;
use crate::quantity::{Energy, Quantity, Ratio, sum};

/// From how many data centres on a ratio of several is published.
///
/// # Source
/// Delegated Regulation (EU) 2024/1364, on what is made public of aggregated data.
pub const PUBLISHED_FROM: usize = 3;

/// A ratio of several data centres together, in the two ways that the texts give, and of how many
/// it is.
///
/// Only sites that reported the meter are in it, above and below the line. The two values differ
/// where the ratio is per energy of the IT equipment, because the mean weights each site by an
/// energy that already holds its overhead. The plain mean over the sites is not offered: it lets
/// a small site outweigh a large one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct AggregateKpi<Q> {
    /// The sum of what is above the line, over the sum of what is below it.
    pub ratio_of_sums: Q,
    /// Mean of the sites' ratios, weighted by the energy of each data centre.
    pub energy_weighted_mean: Q,
    /// Number of sites that reported what the ratio needs.
    pub reporting: usize,
    /// Number of all sites.
    pub sites: usize,
    ratio: &'static str,
}

impl<Q> AggregateKpi<Q> {
    /// The same, if it is of enough data centres to be published.
    ///
    /// # Source
    /// See [`PUBLISHED_FROM`].
    ///
    /// # Errors
    /// [`EnergyError::TooFewDataCentres`] if fewer than three sites reported what it needs.
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::{DataCentreEnergy, aggregate_power_usage_effectiveness};
    /// use ict_impact::quantity::parse;
    /// let site = DataCentreEnergy::new(parse("1300 MWh")?, parse("1000 MWh")?)?;
    /// assert!(aggregate_power_usage_effectiveness(&[site; 2])?.for_publication().is_err());
    /// assert!(aggregate_power_usage_effectiveness(&[site; 3])?.for_publication().is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn for_publication(self) -> Result<Self, EnergyError> {
        if self.reporting < PUBLISHED_FROM {
            return Err(EnergyError::TooFewDataCentres {
                ratio: self.ratio,
                reporting: self.reporting,
                needed: PUBLISHED_FROM,
            });
        }
        Ok(self)
    }
}

/// One site in a ratio: its weight, and what is above and below the line.
pub(super) struct Row<N, D> {
    pub(super) energy: Energy,
    pub(super) above: N,
    pub(super) below: D,
}

/// A ratio of the rows together, by the formula that gives it for one of them.
pub(super) fn together<N, D, Q>(
    ratio: &'static str,
    rows: &[Row<N, D>],
    sites: usize,
    formula: impl Fn(N, D) -> Result<Q, EnergyError>,
) -> Result<AggregateKpi<Q>, EnergyError>
where
    N: Quantity + Add<Output = N>,
    D: Quantity + Add<Output = D>,
    Q: Quantity,
{
    let above = sum(rows.iter().map(|row| row.above))?;
    let below = sum(rows.iter().map(|row| row.below))?;
    let weights = sum(rows.iter().map(|row| row.energy))?;
    let mut weighted = ExactSum::new();
    for row in rows {
        weighted.add_product(row.energy.value, formula(row.above, row.below)?.base());
    }
    Ok(AggregateKpi {
        ratio_of_sums: formula(above, below)?,
        energy_weighted_mean: Q::from_base(weighted.value()? / weights.value)?,
        reporting: rows.len(),
        sites,
        ratio,
    })
}

/// The power usage effectiveness of several data centres together, or of several
/// [zones](DataCentreEnergy::of_zone).
///
/// # Equation
/// ```text
/// ratio of sums         Σ_k E_DC,k / Σ_k E_IT,k
/// energy-weighted mean  Σ_k E_DC,k · PUE_k / Σ_k E_DC,k     k     data centres
///                                                           PUE_k = E_DC,k / E_IT,k [1]
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2024/1364, Annexes III and IV (aggregated indicators weighted by
/// energy).
///
/// # Errors
/// [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if
/// there is no data centre; [`EnergyError::Sum`] if a sum is too large for a number.
///
/// # Example
/// ```
/// use ict_impact::energy::{DataCentreEnergy, aggregate_power_usage_effectiveness};
/// use ict_impact::quantity::parse;
/// let sites = [
///     DataCentreEnergy::new(parse("1300 MWh")?, parse("1000 MWh")?)?,
///     DataCentreEnergy::new(parse("5000 MWh")?, parse("4000 MWh")?)?,
/// ];
/// let pue = aggregate_power_usage_effectiveness(&sites)?;
/// assert_eq!(pue.ratio_of_sums.value, 1.26); // 6300 / 5000
/// // (1300 · 1.3 + 5000 · 1.25) / 6300 = 7940 / 6300
/// assert!((pue.energy_weighted_mean.value - 7940.0 / 6300.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aggregate_power_usage_effectiveness(
    sites: &[DataCentreEnergy],
) -> Result<AggregateKpi<Ratio>, EnergyError> {
    if sites.is_empty() {
        return Err(undefined("PUE of several data centres", "number of sites"));
    }
    let row = |site: &DataCentreEnergy| Row {
        energy: site.total(),
        above: site.total(),
        below: site.it(),
    };
    let rows: Vec<_> = sites.iter().map(row).collect();
    together("PUE", &rows, sites.len(), power_usage_effectiveness)
}
