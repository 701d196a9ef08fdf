use core::ops::Add;

use alloc::vec::Vec;

use super::super::EnergyError;
use super::kpi::{Row, together};
use super::{
    AggregateKpi, DataCentre, DataCentreEnergy, Meter, WaterUsageEffectiveness,
    aggregate_power_usage_effectiveness, carbon_usage_effectiveness, cooling_efficiency_ratio,
    energy_reuse_factor, renewable_energy_factor, undefined, water_usage_effectiveness,
};
use crate::quantity::{CarbonIntensity, Energy, Quantity, Ratio, Share, sum};

/// Several data centres, whose ratios are found together; see [`aggregate`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataCentres<'a>(&'a [DataCentre]);

/// Puts data centres together, to find each of their ratios as the ratio of sums and as the mean
/// weighted by energy.
///
/// # Equation
/// ```text
/// ratio of sums         Σ_k a_k / Σ_k b_k
/// energy-weighted mean  Σ_k E_DC,k · (a_k / b_k) / Σ_k E_DC,k
///
/// k     sites that reported what the ratio needs; no other site is in any of the sums
/// a, b  what is above and below the line of the ratio
/// E_DC  energy of the data centre in the year [J]
/// ```
///
/// # Source
/// Delegated Regulation (EU) 2024/1364, Annexes III and IV (aggregated indicators weighted by
/// energy); the ratios: ISO/IEC 30134.
///
/// # Errors
/// [`EnergyError::Quantity`] with [`Undefined`](crate::quantity::QuantityError::Undefined) if
/// there is no data centre.
///
/// # Example
/// ```
/// use ict_impact::energy::{DataCentre, aggregate};
/// use ict_impact::quantity::parse;
/// let sites = [
///     DataCentre::new(parse("1300 MWh")?, parse("1000 MWh")?)?.with_water(parse("1800 m3")?)?,
///     DataCentre::new(parse("5000 MWh")?, parse("4000 MWh")?)?,
///     DataCentre::new(parse("3700 MWh")?, parse("3000 MWh")?)?.with_water(parse("3000 m3")?)?,
/// ];
/// let together = aggregate(&sites)?;
/// let water = together.water_usage_effectiveness()?;
/// assert_eq!(water.ratio_of_sums, "1.2 m3/MWh".parse()?); // 4800 / 4000, without the second
/// // (1300 · 1.8 + 3700 · 1) / 5000 = 6040 / 5000
/// assert_eq!(water.energy_weighted_mean, "1.208 m3/MWh".parse()?);
/// assert_eq!((water.reporting, water.sites), (2, 3));
/// assert!(water.for_publication().is_err());
/// assert_eq!(together.power_usage_effectiveness()?.ratio_of_sums.value, 1.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aggregate(sites: &[DataCentre]) -> Result<DataCentres<'_>, EnergyError> {
    if sites.is_empty() {
        return Err(undefined("ratio of data centres", "number of sites"));
    }
    Ok(DataCentres(sites))
}

impl<'a> DataCentres<'a> {
    /// The sites.
    pub const fn sites(&self) -> &'a [DataCentre] {
        self.0
    }

    /// A ratio over the sites that reported a meter, of what `parts` takes from each of them.
    fn reported<M, N, D, Q>(
        &self,
        (ratio, meter): (&'static str, Meter),
        read: impl Fn(&DataCentre) -> Option<M>,
        parts: impl Fn(M, DataCentreEnergy) -> (N, D),
        formula: impl Fn(N, D) -> Result<Q, EnergyError>,
    ) -> Result<AggregateKpi<Q>, EnergyError>
    where
        N: Quantity + Add<Output = N>,
        D: Quantity + Add<Output = D>,
        Q: Quantity,
    {
        let row = |site: &DataCentre| {
            let (above, below) = parts(read(site)?, site.energy());
            Some(Row {
                energy: site.energy().total(),
                above,
                below,
            })
        };
        let rows: Vec<_> = self.0.iter().filter_map(row).collect();
        if rows.is_empty() {
            return Err(EnergyError::MeterMissing { ratio, meter });
        }
        together(ratio, &rows, self.0.len(), formula)
    }

    /// The power usage effectiveness of all sites.
    ///
    /// # Errors
    /// [`EnergyError::Sum`] if a sum is too large for a number.
    #[doc(alias = "PUE")]
    pub fn power_usage_effectiveness(&self) -> Result<AggregateKpi<Ratio>, EnergyError> {
        let sites: Vec<_> = self.0.iter().map(DataCentre::energy).collect();
        aggregate_power_usage_effectiveness(&sites)
    }

    /// The [water usage effectiveness](water_usage_effectiveness) of the sites that read their
    /// water.
    ///
    /// # Errors
    /// [`EnergyError::MeterMissing`] if no site did; [`EnergyError::Sum`] or
    /// [`EnergyError::Quantity`] if a value is too large for a number.
    #[doc(alias = "WUE")]
    pub fn water_usage_effectiveness(
        &self,
    ) -> Result<AggregateKpi<WaterUsageEffectiveness>, EnergyError> {
        self.reported(
            ("WUE", Meter::Water),
            DataCentre::water,
            |water, energy| (water, energy.it()),
            water_usage_effectiveness,
        )
    }

    /// The [carbon usage effectiveness](carbon_usage_effectiveness) of the sites that counted
    /// their emissions.
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    #[doc(alias = "CUE")]
    pub fn carbon_usage_effectiveness(&self) -> Result<AggregateKpi<CarbonIntensity>, EnergyError> {
        self.reported(
            ("CUE", Meter::Co2),
            DataCentre::co2,
            |co2, energy| (co2, energy.it()),
            carbon_usage_effectiveness,
        )
    }

    /// The [energy reuse factor](energy_reuse_factor) of the sites that read their reused energy.
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    #[doc(alias = "ERF")]
    pub fn energy_reuse_factor(&self) -> Result<AggregateKpi<Ratio>, EnergyError> {
        self.reported(
            ("ERF", Meter::ReusedEnergy),
            DataCentre::reused_energy,
            |reused, energy| (reused, energy.total()),
            energy_reuse_factor,
        )
    }

    /// The [renewable energy factor](renewable_energy_factor) of the sites that counted their
    /// renewable energy.
    ///
    /// What a site has beyond its own use is taken off at that site: it does not make up for
    /// another.
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    ///
    /// # Example
    /// ```
    /// use ict_impact::energy::{DataCentre, aggregate};
    /// use ict_impact::quantity::parse;
    /// let site = |renewable| DataCentre::new(parse("1000 MWh")?, parse("800 MWh")?)?
    ///     .with_renewable_energy(parse(renewable)?);
    /// let sites = [site("1500 MWh")?, site("500 MWh")?];
    /// let together = aggregate(&sites)?;
    /// // (1000 + 500) / 2000, not 2000 / 2000
    /// assert_eq!(together.renewable_energy_factor()?.ratio_of_sums.percent(), 75.0);
    /// assert_eq!(together.renewable_energy_surplus()?, parse("500 MWh")?);
    /// # Ok::<(), ict_impact::energy::EnergyError>(())
    /// ```
    #[doc(alias = "REF")]
    pub fn renewable_energy_factor(&self) -> Result<AggregateKpi<Share>, EnergyError> {
        self.reported(
            ("REF", Meter::RenewableEnergy),
            DataCentre::renewable_energy,
            |renewable, energy| {
                let used = renewable.value.min(energy.total().value);
                (Energy::from_checked(used), energy.total())
            },
            |used, total| Ok(renewable_energy_factor(used, total)?.factor),
        )
    }

    /// What the sites have of renewable energy beyond their own use, which does not count.
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    pub fn renewable_energy_surplus(&self) -> Result<Energy, EnergyError> {
        let counted = self
            .0
            .iter()
            .filter(|site| site.renewable_energy().is_some());
        let surplus = |site: &DataCentre| Ok(site.renewable_energy_factor()?.surplus);
        let surplus = counted
            .map(surplus)
            .collect::<Result<Vec<_>, EnergyError>>()?;
        if surplus.is_empty() {
            return Err(EnergyError::MeterMissing {
                ratio: "surplus of renewable energy",
                meter: Meter::RenewableEnergy,
            });
        }
        Ok(sum(surplus)?)
    }

    /// The [cooling efficiency ratio](cooling_efficiency_ratio) of the sites that read both the
    /// heat removed and the electricity of the cooling.
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness), and
    /// [`EnergyError::Quantity`] as undefined if the cooling of one of them used nothing.
    #[doc(alias = "CER")]
    pub fn cooling_efficiency_ratio(&self) -> Result<AggregateKpi<Ratio>, EnergyError> {
        let heat = self.0.iter().any(|site| site.heat_removed().is_some());
        let meter = match heat {
            true => Meter::CoolingElectricity,
            false => Meter::HeatRemoved,
        };
        self.reported(
            ("CER", meter),
            |site| Some((site.heat_removed()?, site.cooling_electricity()?)),
            |meters, _| meters,
            cooling_efficiency_ratio,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, QuantityError, Volume};
    use alloc::string::ToString;

    fn kwh(energy: f64) -> Energy {
        Energy::of(energy, "kWh").unwrap()
    }

    fn site(total: f64, it: f64) -> DataCentre {
        DataCentre::new(kwh(total), kwh(it)).unwrap()
    }

    #[test]
    fn a_site_without_the_meter_is_neither_above_nor_below_the_line() {
        let sites = [
            site(200.0, 100.0)
                .with_co2(Co2e::from_kg(50.0))
                .and_then(|site| site.with_reused_energy(kwh(40.0)))
                .unwrap(),
            site(1000.0, 900.0),
            site(300.0, 300.0)
                .with_co2(Co2e::from_kg(30.0))
                .and_then(|site| site.with_heat_removed(kwh(300.0)))
                .unwrap(),
        ];
        let together = aggregate(&sites).unwrap();
        assert_eq!(together.sites(), sites);
        let carbon = together.carbon_usage_effectiveness().unwrap();
        let is = |found: CarbonIntensity, kg_per_kwh: f64| {
            (found.get_in("kgCO2e/kWh").unwrap() - kg_per_kwh).abs() < 1e-15
        };
        assert!(is(carbon.ratio_of_sums, 0.2)); // 80 / 400
        assert!(is(carbon.energy_weighted_mean, 0.26)); // (200 · 0.5 + 300 · 0.1) / 500
        assert_eq!((carbon.reporting, carbon.sites), (2, 3));
        let reuse = together.energy_reuse_factor().unwrap();
        assert_eq!((reuse.ratio_of_sums.value, reuse.reporting), (0.2, 1));
        let pue = together.power_usage_effectiveness().unwrap();
        assert_eq!(
            (pue.ratio_of_sums.value, pue.reporting),
            (1500.0 / 1300.0, 3)
        );
        let missing = |error: EnergyError| error.to_string();
        assert_eq!(
            missing(together.water_usage_effectiveness().unwrap_err()),
            "WUE needs the meter of water input, which was not given"
        );
        assert_eq!(
            missing(together.cooling_efficiency_ratio().unwrap_err()),
            "CER needs the meter of electricity of the cooling, which was not given"
        );
        assert!(together.renewable_energy_factor().is_err());
        assert!(together.renewable_energy_surplus().is_err());
    }

    #[test]
    fn cooling_is_weighted_by_the_energy_of_the_data_centre() {
        let cooled = |total, it, heat, electricity| {
            site(total, it)
                .with_heat_removed(kwh(heat))
                .and_then(|site| site.with_cooling_electricity(kwh(electricity)))
                .unwrap()
        };
        let sites = [
            cooled(300.0, 200.0, 200.0, 100.0),
            cooled(100.0, 90.0, 90.0, 10.0),
        ];
        let ratio = aggregate(&sites)
            .unwrap()
            .cooling_efficiency_ratio()
            .unwrap();
        assert_eq!(ratio.ratio_of_sums.value, 290.0 / 110.0);
        assert_eq!(ratio.energy_weighted_mean.value, 3.75); // (300 · 2 + 100 · 9) / 400
        let none = [site(300.0, 200.0)];
        let error = aggregate(&none).unwrap().cooling_efficiency_ratio();
        assert!(matches!(
            error,
            Err(EnergyError::MeterMissing {
                meter: Meter::HeatRemoved,
                ..
            })
        ));
        let still = [sites[0], cooled(100.0, 90.0, 90.0, 0.0)];
        assert!(matches!(
            aggregate(&still).unwrap().cooling_efficiency_ratio(),
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        ));
    }

    #[test]
    fn the_surplus_of_a_site_is_not_another_sites() {
        let renewable =
            |total, energy| site(total, 1.0).with_renewable_energy(kwh(energy)).unwrap();
        let sites = [
            renewable(100.0, 250.0),
            renewable(300.0, 60.0),
            site(50.0, 1.0),
        ];
        let together = aggregate(&sites).unwrap();
        let factor = together.renewable_energy_factor().unwrap();
        assert_eq!(factor.ratio_of_sums.get(), 0.4); // (100 + 60) / 400
        assert_eq!(factor.energy_weighted_mean.get(), 0.4);
        assert_eq!((factor.reporting, factor.sites), (2, 3));
        assert_eq!(together.renewable_energy_surplus().unwrap(), kwh(150.0));
    }

    #[test]
    fn two_data_centres_are_not_published() {
        let water = |site: DataCentre| site.with_water(Volume::from_checked(1.0)).unwrap();
        let mut sites = [water(site(2.0, 1.0)), site(2.0, 1.0), water(site(2.0, 1.0))];
        let published = |sites: &[DataCentre]| {
            let ratio = aggregate(sites)
                .unwrap()
                .water_usage_effectiveness()
                .unwrap();
            ratio.for_publication()
        };
        assert_eq!(
            published(&sites).unwrap_err().to_string(),
            "WUE of 2 data centre(s) is not for publication, which needs 3 or more"
        );
        sites[1] = water(sites[1]);
        assert_eq!(published(&sites).unwrap().reporting, 3);
    }

    #[test]
    fn no_data_centre_has_no_ratio() {
        assert!(matches!(
            aggregate(&[]),
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        ));
    }
}
