use core::fmt;

use super::super::EnergyError;
use super::super::error::not_negative;
use super::{
    DataCentreEnergy, RenewableEnergyFactor, WaterUsageEffectiveness, carbon_usage_effectiveness,
    cooling_efficiency_ratio, energy_reuse_factor, renewable_energy_factor,
    water_usage_effectiveness,
};
use crate::quantity::{CarbonIntensity, Co2e, Energy, Ratio, Volume, text};

/// A meter of a data centre beside those of its whole energy and its IT equipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Meter {
    /// Water input.
    Water,
    /// CO2 emissions of the energy.
    Co2,
    /// Energy reused outside the data centre.
    ReusedEnergy,
    /// Renewable energy owned and used.
    RenewableEnergy,
    /// Heat removed from the data centre.
    HeatRemoved,
    /// Electricity of the cooling system.
    CoolingElectricity,
}

impl fmt::Display for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Water => "water input",
            Self::Co2 => "CO2 emissions",
            Self::ReusedEnergy => "reused energy",
            Self::RenewableEnergy => "renewable energy",
            Self::HeatRemoved => "heat removed",
            Self::CoolingElectricity => "electricity of the cooling",
        })
    }
}

/// What the meters of a data centre counted in a year. A meter that was not read is missing, not
/// zero.
///
/// # Example
/// ```
/// use ict_impact::energy::{DataCentre, EnergyError, Meter};
/// use ict_impact::quantity::parse;
/// let site = DataCentre::new(parse("1300 MWh")?, parse("1000 MWh")?)?
///     .with_water(parse("1800 m3")?)?
///     .with_reused_energy(parse("325 MWh")?)?;
/// assert_eq!(site.power_usage_effectiveness().value, 1.3);
/// assert_eq!(site.water_usage_effectiveness()?, "1.8 m3/MWh".parse()?);
/// assert_eq!(site.energy_reuse_factor()?.value, 0.25);
/// let error = site.renewable_energy_factor().unwrap_err();
/// assert!(matches!(error, EnergyError::MeterMissing { meter: Meter::RenewableEnergy, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataCentre {
    energy: DataCentreEnergy,
    water: Option<Volume>,
    co2: Option<Co2e>,
    reused: Option<Energy>,
    renewable: Option<Energy>,
    heat_removed: Option<Energy>,
    cooling_electricity: Option<Energy>,
}

impl DataCentre {
    /// How far the parts of a data centre's energy may be above the whole, for rounded meters.
    pub const TOLERANCE: f64 = 1e-9;

    /// A data centre that used `total` in the year, of which its IT equipment used `it`.
    ///
    /// # Errors
    /// As [`DataCentreEnergy::new`].
    pub fn new(total: Energy, it: Energy) -> Result<Self, EnergyError> {
        Ok(Self {
            energy: DataCentreEnergy::new(total, it)?,
            water: None,
            co2: None,
            reused: None,
            renewable: None,
            heat_removed: None,
            cooling_electricity: None,
        })
    }

    /// With the water input of the year.
    ///
    /// # Errors
    /// [`EnergyError::OutOfRange`] for a negative, NaN or infinite value.
    pub fn with_water(mut self, water: Volume) -> Result<Self, EnergyError> {
        self.water = Some(not_negative("water input", water)?);
        Ok(self)
    }

    /// With the CO2 emissions of the year's energy.
    ///
    /// # Errors
    /// As [`with_water`](Self::with_water).
    pub fn with_co2(mut self, co2: Co2e) -> Result<Self, EnergyError> {
        self.co2 = Some(not_negative("CO2 emissions", co2)?);
        Ok(self)
    }

    /// With the energy reused outside the data centre.
    ///
    /// # Errors
    /// As [`with_water`](Self::with_water).
    pub fn with_reused_energy(mut self, reused: Energy) -> Result<Self, EnergyError> {
        self.reused = Some(not_negative("reused energy", reused)?);
        Ok(self)
    }

    /// With the renewable energy owned and used; it may be more than the data centre used.
    ///
    /// # Errors
    /// As [`with_water`](Self::with_water).
    pub fn with_renewable_energy(mut self, renewable: Energy) -> Result<Self, EnergyError> {
        self.renewable = Some(not_negative("renewable energy", renewable)?);
        Ok(self)
    }

    /// With the heat removed from the data centre.
    ///
    /// # Errors
    /// As [`with_water`](Self::with_water).
    pub fn with_heat_removed(mut self, heat: Energy) -> Result<Self, EnergyError> {
        self.heat_removed = Some(not_negative("heat removed", heat)?);
        Ok(self)
    }

    /// With the electricity of the cooling system, which is a part of the data centre's energy.
    ///
    /// # Errors
    /// As [`with_water`](Self::with_water); [`EnergyError::PartAboveWhole`] if it is more than
    /// the data centre used beside its IT equipment.
    pub fn with_cooling_electricity(mut self, electricity: Energy) -> Result<Self, EnergyError> {
        let electricity = not_negative("electricity of the cooling", electricity)?;
        let (total, it) = (self.energy.total(), self.energy.it());
        if it + electricity > total * (1.0 + Self::TOLERANCE) {
            return Err(EnergyError::PartAboveWhole {
                part_name: "electricity of the cooling",
                part: text(electricity),
                whole_name: "energy of the data centre beside its IT equipment",
                whole: text(total - it),
            });
        }
        self.cooling_electricity = Some(electricity);
        Ok(self)
    }

    /// Energy of the data centre and of its IT equipment.
    pub const fn energy(&self) -> DataCentreEnergy {
        self.energy
    }

    /// Water input, if its meter was read.
    pub const fn water(&self) -> Option<Volume> {
        self.water
    }

    /// CO2 emissions, if they were counted.
    pub const fn co2(&self) -> Option<Co2e> {
        self.co2
    }

    /// Reused energy, if its meter was read.
    pub const fn reused_energy(&self) -> Option<Energy> {
        self.reused
    }

    /// Renewable energy, if it was counted.
    pub const fn renewable_energy(&self) -> Option<Energy> {
        self.renewable
    }

    /// Heat removed, if its meter was read.
    pub const fn heat_removed(&self) -> Option<Energy> {
        self.heat_removed
    }

    /// Electricity of the cooling, if its meter was read.
    pub const fn cooling_electricity(&self) -> Option<Energy> {
        self.cooling_electricity
    }

    /// See [`power_usage_effectiveness`](super::power_usage_effectiveness).
    #[doc(alias = "PUE")]
    pub fn power_usage_effectiveness(&self) -> Ratio {
        self.energy.power_usage_effectiveness()
    }

    /// See [`water_usage_effectiveness`].
    ///
    /// # Errors
    /// [`EnergyError::MeterMissing`]; [`EnergyError::Quantity`] if the ratio is too large for a
    /// number.
    #[doc(alias = "WUE")]
    pub fn water_usage_effectiveness(&self) -> Result<WaterUsageEffectiveness, EnergyError> {
        water_usage_effectiveness(needed("WUE", Meter::Water, self.water)?, self.energy.it())
    }

    /// See [`carbon_usage_effectiveness`].
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    #[doc(alias = "CUE")]
    pub fn carbon_usage_effectiveness(&self) -> Result<CarbonIntensity, EnergyError> {
        carbon_usage_effectiveness(needed("CUE", Meter::Co2, self.co2)?, self.energy.it())
    }

    /// See [`energy_reuse_factor`].
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    #[doc(alias = "ERF")]
    pub fn energy_reuse_factor(&self) -> Result<Ratio, EnergyError> {
        let reused = needed("ERF", Meter::ReusedEnergy, self.reused)?;
        energy_reuse_factor(reused, self.energy.total())
    }

    /// See [`renewable_energy_factor`].
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness).
    #[doc(alias = "REF")]
    pub fn renewable_energy_factor(&self) -> Result<RenewableEnergyFactor, EnergyError> {
        let renewable = needed("REF", Meter::RenewableEnergy, self.renewable)?;
        renewable_energy_factor(renewable, self.energy.total())
    }

    /// See [`cooling_efficiency_ratio`].
    ///
    /// # Errors
    /// As [`water_usage_effectiveness`](Self::water_usage_effectiveness), and
    /// [`EnergyError::Quantity`] as undefined if the cooling used nothing.
    #[doc(alias = "CER")]
    pub fn cooling_efficiency_ratio(&self) -> Result<Ratio, EnergyError> {
        let heat = needed("CER", Meter::HeatRemoved, self.heat_removed)?;
        let meter = Meter::CoolingElectricity;
        let electricity = needed("CER", meter, self.cooling_electricity)?;
        cooling_efficiency_ratio(heat, electricity)
    }
}

fn needed<T>(ratio: &'static str, meter: Meter, value: Option<T>) -> Result<T, EnergyError> {
    value.ok_or(EnergyError::MeterMissing { ratio, meter })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Quantity, QuantityError, Share};
    use alloc::string::ToString;

    fn kwh(energy: f64) -> Energy {
        Energy::of(energy, "kWh").unwrap()
    }

    fn bare() -> DataCentre {
        DataCentre::new(kwh(1300.0), kwh(1000.0)).unwrap()
    }

    #[test]
    fn a_ratio_says_which_meter_it_lacks() {
        let site = bare();
        let missing = |error: EnergyError| match error {
            EnergyError::MeterMissing { ratio, meter } => (ratio, meter),
            other => panic!("{other}"),
        };
        assert_eq!(
            missing(site.water_usage_effectiveness().unwrap_err()),
            ("WUE", Meter::Water)
        );
        assert_eq!(
            missing(site.carbon_usage_effectiveness().unwrap_err()),
            ("CUE", Meter::Co2)
        );
        assert_eq!(
            missing(site.energy_reuse_factor().unwrap_err()),
            ("ERF", Meter::ReusedEnergy)
        );
        assert_eq!(
            missing(site.renewable_energy_factor().unwrap_err()),
            ("REF", Meter::RenewableEnergy)
        );
        let cer = |site: DataCentre| site.cooling_efficiency_ratio().unwrap_err();
        assert_eq!(missing(cer(site)), ("CER", Meter::HeatRemoved));
        let heated = site.with_heat_removed(kwh(1100.0)).unwrap();
        assert_eq!(missing(cer(heated)), ("CER", Meter::CoolingElectricity));
        assert_eq!(
            cer(heated).to_string(),
            "CER needs the meter of electricity of the cooling, which was not given"
        );
    }

    #[test]
    fn every_ratio_is_that_of_its_formula() {
        let site = bare()
            .with_water(Volume::from_checked(1800.0))
            .and_then(|site| site.with_co2(Co2e::from_kg(455.0)))
            .and_then(|site| site.with_reused_energy(kwh(325.0)))
            .and_then(|site| site.with_renewable_energy(kwh(1400.0)))
            .and_then(|site| site.with_heat_removed(kwh(1000.0)))
            .and_then(|site| site.with_cooling_electricity(kwh(250.0)))
            .unwrap();
        assert_eq!(site.power_usage_effectiveness().value, 1.3);
        let water = site.water_usage_effectiveness().unwrap();
        assert_eq!(water.get_in("m3/kWh"), Ok(1.8));
        let carbon = site.carbon_usage_effectiveness().unwrap();
        assert_eq!(carbon.get_in("kgCO2e/kWh"), Ok(0.455));
        assert_eq!(site.energy_reuse_factor().unwrap().value, 0.25);
        let renewable = site.renewable_energy_factor().unwrap();
        assert_eq!(
            (renewable.factor, renewable.surplus),
            (Share::WHOLE, kwh(100.0))
        );
        assert_eq!(site.cooling_efficiency_ratio().unwrap().value, 4.0);
    }

    #[test]
    fn meters_do_not_run_backwards_and_cooling_is_a_part_of_the_whole() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let energy = Energy::from_checked(bad);
            assert!(bare().with_water(Volume::from_checked(bad)).is_err());
            assert!(bare().with_co2(Co2e::from_kg(bad)).is_err());
            assert!(bare().with_reused_energy(energy).is_err());
            assert!(bare().with_renewable_energy(energy).is_err());
            assert!(bare().with_heat_removed(energy).is_err());
            assert!(bare().with_cooling_electricity(energy).is_err());
        }
        assert!(bare().with_cooling_electricity(kwh(300.0)).is_ok());
        assert_eq!(
            bare()
                .with_cooling_electricity(kwh(301.0))
                .unwrap_err()
                .to_string(),
            "electricity of the cooling of 301 kWh is above energy of the data centre beside its \
             IT equipment of 300 kWh"
        );
        let idle = bare().with_heat_removed(kwh(1.0)).unwrap();
        let idle = idle.with_cooling_electricity(kwh(0.0)).unwrap();
        assert!(matches!(
            idle.cooling_efficiency_ratio(),
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        ));
    }
}
