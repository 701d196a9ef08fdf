use super::EnergyError;
use super::error::not_negative;
use crate::numeric::ExactSum;
use crate::quantity::sum;
use crate::quantity::{
    CarbonIntensity, Co2e, Energy, Factor, PerEnergy, Quantity, QuantityError, Ratio, Share,
    Volume, ratio, text,
};

/// Water used per energy of the IT equipment, such as m3/MWh.
pub type WaterUsageEffectiveness = Factor<Volume, PerEnergy>;

/// The energy of a data centre and of the IT equipment in it, over the same period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataCentreEnergy {
    total: Energy,
    it: Energy,
}

impl DataCentreEnergy {
    /// A data centre that used `total`, of which its IT equipment used `it`.
    ///
    /// # Errors
    /// - [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy.
    /// - [`EnergyError::Quantity`] with [`QuantityError::Undefined`] if the IT equipment used
    ///   nothing.
    /// - [`EnergyError::PueBelowOne`] if the part is larger than the whole: the meters disagree,
    ///   or a credit for reused heat was subtracted.
    pub fn new(total: Energy, it: Energy) -> Result<Self, EnergyError> {
        let total = not_negative("energy of the data centre", total)?;
        let it = not_negative("energy of the IT equipment", it)?;
        if it.value == 0.0 {
            return Err(undefined("PUE", "energy of the IT equipment"));
        }
        if total < it {
            return Err(EnergyError::PueBelowOne {
                total: text(total),
                it: text(it),
            });
        }
        Ok(Self { total, it })
    }

    /// Energy of the whole data centre.
    pub const fn total(self) -> Energy {
        self.total
    }

    /// Energy of the IT equipment.
    pub const fn it(self) -> Energy {
        self.it
    }

    /// The power usage effectiveness, at least 1; see [`power_usage_effectiveness`].
    #[inline]
    #[doc(alias = "PUE")]
    pub fn power_usage_effectiveness(self) -> Ratio {
        self.total / self.it
    }
}

/// Power usage effectiveness `PUE`: the energy of the data centre per energy of its IT equipment.
///
/// # Equation
/// ```text
/// PUE = E_DC / E_IT     PUE   power usage effectiveness [1], at least 1
///                       E_DC  energy of the data centre in a year [J]
///                       E_IT  energy of its IT equipment in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-2:2016; EN 50600-4-2; Delegated Regulation (EU) 2024/1364, Annex III.
///
/// # Errors
/// As [`DataCentreEnergy::new`].
///
/// # Example
/// ```
/// use ict_impact::energy::power_usage_effectiveness;
/// use ict_impact::quantity::parse;
/// assert_eq!(power_usage_effectiveness(parse("1300 MWh")?, parse("1000 MWh")?)?.value, 1.3);
/// assert!(power_usage_effectiveness(parse("900 MWh")?, parse("1000 MWh")?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "PUE")]
pub fn power_usage_effectiveness(total: Energy, it: Energy) -> Result<Ratio, EnergyError> {
    Ok(DataCentreEnergy::new(total, it)?.power_usage_effectiveness())
}

/// The power usage effectiveness of several data centres together, in the two ways that the
/// texts give.
///
/// The two differ a little, because the second weights each site by an energy that already
/// holds its overhead. The plain mean over the sites is not offered: it lets a small site
/// outweigh a large one.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct AggregatePue {
    /// Energy of all data centres per energy of all their IT equipment.
    pub ratio_of_sums: Ratio,
    /// Mean of the sites' PUE, weighted by the energy of each data centre.
    pub energy_weighted_mean: Ratio,
}

/// The power usage effectiveness of several data centres together.
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
/// [`EnergyError::Quantity`] with [`QuantityError::Undefined`] if there is no data centre;
/// [`EnergyError::Sum`] if a sum is too large for a number.
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
) -> Result<AggregatePue, EnergyError> {
    if sites.is_empty() {
        return Err(undefined("PUE of several data centres", "number of sites"));
    }
    let total = sum(sites.iter().map(|site| site.total))?;
    let it = sum(sites.iter().map(|site| site.it))?;
    let mut weighted = ExactSum::new();
    for site in sites {
        weighted.add_product(site.total.value, site.power_usage_effectiveness().value);
    }
    let weighted = Energy::from_base(weighted.value()?)?;
    Ok(AggregatePue {
        ratio_of_sums: ratio(total, it, "PUE", "energy of the IT equipment")?,
        energy_weighted_mean: ratio(weighted, total, "PUE", "energy of the data centres")?,
    })
}

/// Water usage effectiveness `WUE`: the water input per energy of the IT equipment.
///
/// # Equation
/// ```text
/// WUE = W_IN / E_IT     WUE   water usage effectiveness [m3/J], usually m3/MWh
///                       W_IN  water input in a year [m3]
///                       E_IT  energy of the IT equipment in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-9:2022; Delegated Regulation (EU) 2024/1364, Annex III.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite input; [`EnergyError::Quantity`]
/// with [`QuantityError::Undefined`] if the IT equipment used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::water_usage_effectiveness;
/// use ict_impact::quantity::parse;
/// let wue = water_usage_effectiveness(parse("1800 m3")?, parse("1000 MWh")?)?;
/// assert_eq!(wue, "1.8 m3/MWh".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "WUE")]
pub fn water_usage_effectiveness(
    water: Volume,
    it: Energy,
) -> Result<WaterUsageEffectiveness, EnergyError> {
    let water = not_negative("water input", water)?;
    per_it_energy("WUE", water, it)
}

/// Carbon usage effectiveness `CUE`: the CO2 emissions of the data centre's energy per energy of
/// its IT equipment.
///
/// # Equation
/// ```text
/// CUE = CO2 / E_IT      CUE   carbon usage effectiveness [kgCO2e/J], usually kgCO2e/kWh
///                       CO2   emissions of the data centre's energy in a year [kgCO2e]
///                       E_IT  energy of the IT equipment in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-8:2022.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite input; [`EnergyError::Quantity`]
/// with [`QuantityError::Undefined`] if the IT equipment used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::carbon_usage_effectiveness;
/// use ict_impact::quantity::{Co2e, parse};
/// let cue = carbon_usage_effectiveness(Co2e::from_tonnes(455.0), parse("1 GWh")?)?;
/// assert_eq!(cue, "0.455 kgCO2e/kWh".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "CUE")]
pub fn carbon_usage_effectiveness(co2: Co2e, it: Energy) -> Result<CarbonIntensity, EnergyError> {
    let co2 = not_negative("CO2 emissions", co2)?;
    per_it_energy("CUE", co2, it)
}

/// Energy reuse factor `ERF`: the part of the energy that is reused outside the data centre.
///
/// It is not clamped: a value above 1 says that the heat meter counts more than came in.
///
/// # Equation
/// ```text
/// ERF = E_REUSE / E_DC  ERF      energy reuse factor [1]
///                       E_REUSE  energy reused outside the data centre in a year [J]
///                       E_DC     energy of the data centre in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-6:2021; Delegated Regulation (EU) 2024/1364, Annex III.
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy; [`EnergyError::Quantity`]
/// with [`QuantityError::Undefined`] if the data centre used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::energy_reuse_factor;
/// use ict_impact::quantity::parse;
/// assert_eq!(energy_reuse_factor(parse("325 MWh")?, parse("1300 MWh")?)?.value, 0.25);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "ERF")]
pub fn energy_reuse_factor(reused: Energy, total: Energy) -> Result<Ratio, EnergyError> {
    let reused = not_negative("reused energy", reused)?;
    let total = not_negative("energy of the data centre", total)?;
    Ok(ratio(reused, total, "ERF", "energy of the data centre")?)
}

/// The renewable energy factor of a data centre, and the renewable energy beyond its use.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RenewableEnergyFactor {
    /// The factor `REF`, at most 1.
    pub factor: Share,
    /// Renewable energy beyond what the data centre used, which does not count.
    pub surplus: Energy,
}

/// Renewable energy factor `REF`: the part of the energy that is renewable.
///
/// # Equation
/// ```text
/// REF     = min(1, E_RES / E_DC)     REF    renewable energy factor [1]
/// surplus = max(0, E_RES − E_DC)     E_RES  renewable energy owned and used in a year [J]
///                                    E_DC   energy of the data centre in that year [J]
/// ```
///
/// # Source
/// ISO/IEC 30134-3:2016; Delegated Regulation (EU) 2024/1364, Annex III (guarantees of origin,
/// power purchase agreements and production on site, none counted twice).
///
/// # Errors
/// [`EnergyError::OutOfRange`] for a negative, NaN or infinite energy; [`EnergyError::Quantity`]
/// with [`QuantityError::Undefined`] if the data centre used nothing.
///
/// # Example
/// ```
/// use ict_impact::energy::renewable_energy_factor;
/// use ict_impact::quantity::{Share, parse};
/// let site = renewable_energy_factor(parse("1400 MWh")?, parse("1300 MWh")?)?;
/// assert_eq!((site.factor, site.surplus), (Share::WHOLE, parse("100 MWh")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "REF")]
pub fn renewable_energy_factor(
    renewable: Energy,
    total: Energy,
) -> Result<RenewableEnergyFactor, EnergyError> {
    let renewable = not_negative("renewable energy", renewable)?;
    let total = not_negative("energy of the data centre", total)?;
    let covered = ratio(renewable, total, "REF", "energy of the data centre")?;
    Ok(RenewableEnergyFactor {
        factor: Share::new(covered.value.min(1.0))?,
        surplus: Energy::from_base((renewable.value - total.value).max(0.0))?,
    })
}

fn per_it_energy<Q: Quantity>(
    name: &'static str,
    amount: Q,
    it: Energy,
) -> Result<Factor<Q, PerEnergy>, EnergyError> {
    let it = not_negative("energy of the IT equipment", it)?;
    if it.value == 0.0 {
        return Err(undefined(name, "energy of the IT equipment"));
    }
    Ok(Factor::per(amount, it)?)
}

fn undefined(ratio: &'static str, denominator: &'static str) -> EnergyError {
    QuantityError::Undefined { ratio, denominator }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;

    fn kwh(energy: f64) -> Energy {
        Energy::of(energy, "kWh").unwrap()
    }

    fn is_undefined<T: core::fmt::Debug>(result: Result<T, EnergyError>) -> bool {
        matches!(
            result,
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        )
    }

    #[test]
    fn no_it_energy_is_undefined_in_every_ratio() {
        assert!(is_undefined(power_usage_effectiveness(kwh(1.0), kwh(0.0))));
        assert!(is_undefined(power_usage_effectiveness(kwh(0.0), kwh(0.0))));
        let water = parse("1 m3").unwrap();
        assert!(is_undefined(water_usage_effectiveness(water, kwh(0.0))));
        let co2 = Co2e::from_kg(1.0);
        assert!(is_undefined(carbon_usage_effectiveness(co2, kwh(0.0))));
        assert!(is_undefined(energy_reuse_factor(kwh(0.0), kwh(0.0))));
        assert!(is_undefined(renewable_energy_factor(kwh(1.0), kwh(0.0))));
        assert!(is_undefined(aggregate_power_usage_effectiveness(&[])));
    }

    #[test]
    fn negative_and_missing_values_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let bad = Energy::from_checked(bad);
            assert!(power_usage_effectiveness(bad, kwh(1.0)).is_err());
            assert!(power_usage_effectiveness(kwh(1.0), bad).is_err());
            assert!(energy_reuse_factor(bad, kwh(1.0)).is_err());
            assert!(renewable_energy_factor(bad, kwh(1.0)).is_err());
        }
    }

    #[test]
    fn a_pue_below_one_says_which_meters_disagree() {
        let error = power_usage_effectiveness(kwh(900.0), kwh(1000.0)).unwrap_err();
        assert_eq!(
            error,
            EnergyError::PueBelowOne {
                total: "900 kWh".into(),
                it: "1000 kWh".into()
            }
        );
        assert_eq!(
            power_usage_effectiveness(kwh(5.0), kwh(5.0)).unwrap().value,
            1.0
        );
    }

    #[test]
    fn several_sites_have_one_ratio_of_sums_and_one_weighted_mean() {
        let site = |total, it| DataCentreEnergy::new(kwh(total), kwh(it)).unwrap();
        let sites = [site(200.0, 100.0), site(300.0, 300.0)];
        let together = aggregate_power_usage_effectiveness(&sites).unwrap();
        assert_eq!(together.ratio_of_sums.value, 1.25); // 500 / 400
        assert_eq!(together.energy_weighted_mean.value, 1.4); // (200 · 2 + 300 · 1) / 500
    }

    #[test]
    fn renewable_energy_below_the_use_leaves_no_surplus() {
        let site = renewable_energy_factor(kwh(250.0), kwh(1000.0)).unwrap();
        assert_eq!((site.factor.get(), site.surplus), (0.25, kwh(0.0)));
    }
}
