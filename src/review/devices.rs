//! ICT devices in use and their impact, modelled from what was put on the market.
//!
//! The model runs through every floor: put-on-market series → stock in use (Weibull lifetimes)
//! → electricity (typical devices) → use-phase emissions (national grid); sales → embodied
//! emissions; outflow → e-waste. Its results are observations of origin *modelled*, tier 1, one
//! for each country, year and UNU-KEY, and go through the same review as reported ones.
//!
//! # Equation
//! ```text
//! n(t)  = Σ_c i(c) · S(t − c + ½)                   devices in use at the end of year t
//! E(t)  = (n(t−1) + n(t))/2 · P · u · h             electricity use [kWh]
//! U(t)  = E(t) · g(t)                               use-phase emissions [kgCO2e]
//! M(t)  = i(t) · m                                  embodied emissions of the year's sales
//! W(t)  = w(t) − (s(t) − s(t−1))                    e-waste generated [kg]
//!
//! i(c)  pieces put on the market in year c          w(t)  their mass [kg], s its stock
//! S     Weibull survival; pieces enter in the middle of the year
//! P     average power in use [W]     u  share of the time in use     h  8760 h a year
//! g(t)  carbon intensity of the grid [gCO2e/kWh]    m  embodied factor [kgCO2e/device]
//! ```
//!
//! # Source
//! Stock and e-waste: Regulation (EU) 2017/699 annex II, in its mass-conserving form. Data:
//! [`put_on_market`], [`unu_keys`](crate::reference::unu_keys), [`device_archetypes`], and the
//! grid of [`reference::panel`](crate::reference::panel).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::column::{ColumnBuf, ColumnError};
use crate::emissions::{embodied_impact, operational_emissions};
use crate::energy::{EnergyError, PowerProfile, use_phase_energy};
use crate::fleet::{
    Entry, Intervals, Lifetime, LifetimeError, StockAndFlows, StockError, SurvivalTable, Years,
};
use crate::place::{Country, Group, GroupKind, Membership, PlaceError};
use crate::quantity::{Co2e, Devices, Energy, Mass, Quantity};
use crate::reference::device_archetypes::{self, Archetype};
use crate::reference::unu_keys::{LifetimeProfile, UnuKey};
use crate::reference::{ReferenceError, panel, put_on_market};
use crate::source::SourceId;
use crate::time::{TimeError, Year, YearLength};

use super::{
    Datum, Dimension, Key, Meta, NotationKey, Observation, ObservationError, Part, Reading, Tier,
};

/// Why the model of devices cannot be run.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceModelError {
    /// There is no put-on-market series of this country and UNU-KEY.
    #[error("there is no put-on-market series of {key} in {country}")]
    NoSeries {
        /// The country.
        country: Country,
        /// The UNU-KEY.
        key: UnuKey,
    },
    /// There is no lifetime of this UNU-KEY in the profile.
    #[error("there is no lifetime of {key} in the profile {profile:?}")]
    NoLifetime {
        /// The UNU-KEY.
        key: UnuKey,
        /// The profile.
        profile: LifetimeProfile,
    },
    /// A typical device without a share of the time in use.
    #[error("the typical device `{archetype}` has no share of the time in use")]
    NoUseTime {
        /// Id of the typical device.
        archetype: &'static str,
    },
    /// An unknown code in a reference table.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// A lifetime that cannot be.
    #[error(transparent)]
    Lifetime(#[from] LifetimeError),
    /// A stock that cannot be computed.
    #[error(transparent)]
    Stock(#[from] StockError),
    /// A power profile that cannot be.
    #[error(transparent)]
    Energy(#[from] EnergyError),
    /// A series with values that are not allowed.
    #[error(transparent)]
    Column(#[from] ColumnError),
    /// A value that is not finite.
    #[error(transparent)]
    Observation(#[from] ObservationError),
    /// A group that cannot be.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// A year that cannot be.
    #[error(transparent)]
    Time(#[from] TimeError),
}

/// What stands for the devices of one UNU-KEY: a typical device and a set of lifetimes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumption {
    /// The kind of equipment.
    pub key: UnuKey,
    /// The typical device: power, time in use, embodied emissions.
    pub archetype: &'static Archetype,
    /// Whose lifetimes are taken.
    pub profile: LifetimeProfile,
}

/// One country, UNU-KEY and year of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceYear {
    /// The country.
    pub country: Country,
    /// The kind of equipment.
    pub key: UnuKey,
    /// The year.
    pub year: Year,
    /// Pieces put on the market.
    pub put_on_market: Devices,
    /// Pieces in use at the end of the year.
    pub in_use: Devices,
    /// Electricity that they used.
    pub electricity: Energy,
    /// Emissions of that electricity; `None` if the intensity of the grid is unknown.
    pub use_phase: Option<Co2e>,
    /// Embodied emissions of the pieces put on the market.
    pub embodied: Co2e,
    /// E-waste generated.
    pub ewaste: Mass,
}

/// The model, run over all years of its series.
#[derive(Debug, Clone)]
pub struct DeviceModel {
    assumptions: Vec<Assumption>,
    countries: Vec<Country>,
    years: Vec<DeviceYear>,
}

impl DeviceModel {
    /// Desktops, laptops, mobile phones and flat monitors of the six countries with embedded
    /// series, as typical devices at home, with the lifetimes of the Netherlands, France and
    /// Belgium.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    ///
    /// # Example
    /// ```
    /// use ict_impact::review::devices::DeviceModel;
    /// let model = DeviceModel::embedded()?;
    /// let year = model.year("DEU".parse()?, "0303".parse()?, "2020".parse()?).unwrap();
    /// // Laptops sold in 2020, at 175 kgCO2e each.
    /// let expected = year.put_on_market.get() * 175.0;
    /// assert_eq!(year.embodied.kg(), expected);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn embedded() -> Result<Self, DeviceModelError> {
        const TYPICAL: [(&str, &str); 4] = [
            ("0302", "desktop-perso"),
            ("0303", "laptop-perso"),
            ("0306", "smartphone-default"),
            ("0309", "monitor-default"),
        ];
        let profile = LifetimeProfile::NetherlandsFranceBelgium2023;
        let assumptions = TYPICAL
            .into_iter()
            .map(|(key, archetype)| {
                let archetype = device_archetypes::archetype(archetype)?;
                Ok(Assumption {
                    key: key.parse()?,
                    archetype,
                    profile,
                })
            })
            .collect::<Result<Vec<_>, ReferenceError>>()?;
        let mut countries: Vec<Country> = put_on_market::all()
            .map(put_on_market::Series::country)
            .collect();
        countries.sort();
        countries.dedup();
        Self::new(countries, assumptions)
    }

    /// The model of `countries` under `assumptions`, one for each UNU-KEY.
    ///
    /// # Errors
    /// [`DeviceModelError`] for a missing series or lifetime, and where a part of the model
    /// refuses its input.
    pub fn new(
        countries: Vec<Country>,
        assumptions: Vec<Assumption>,
    ) -> Result<Self, DeviceModelError> {
        let mut years = Vec::new();
        for &country in &countries {
            for assumption in &assumptions {
                run(country, assumption, &mut years)?;
            }
        }
        Ok(Self {
            assumptions,
            countries,
            years,
        })
    }

    /// What stands for the devices.
    pub fn assumptions(&self) -> &[Assumption] {
        &self.assumptions
    }

    /// The countries in order.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// Every result, by country, UNU-KEY and year.
    pub fn years(&self) -> &[DeviceYear] {
        &self.years
    }

    /// One result.
    pub fn year(&self, country: Country, key: UnuKey, year: Year) -> Option<&DeviceYear> {
        self.years
            .iter()
            .find(|y| (y.country, y.key, y.year) == (country, key, year))
    }

    /// All countries together, then each by itself, as groups of a review.
    ///
    /// # Errors
    /// [`DeviceModelError::Place`].
    pub fn groups(&self) -> Result<Vec<Group>, DeviceModelError> {
        let member = |&country: &Country| Membership::new(country);
        let all = self.countries.iter().map(member).collect();
        let mut groups = alloc::vec![Group::new(
            "MODELLED",
            "All modelled countries",
            GroupKind::Custom,
            all
        )?];
        for country in &self.countries {
            let one = alloc::vec![member(country)];
            groups.push(Group::new(
                country.alpha3(),
                country.name(),
                GroupKind::Custom,
                one,
            )?);
        }
        Ok(groups)
    }

    /// The results from `first` to `last` as observations, with the populations that coverage
    /// is measured by.
    ///
    /// # Errors
    /// [`DeviceModelError::Observation`] if a result is not finite.
    pub fn observations(
        &self,
        first: Year,
        last: Year,
    ) -> Result<Vec<Observation>, DeviceModelError> {
        let mut observations = Vec::new();
        for year in self
            .years
            .iter()
            .filter(|y| first <= y.year && y.year <= last)
        {
            let meta = self.meta(year)?;
            for (indicator, value) in [
                ("PRJ.DEV.STOCK", Some((year.in_use.get(), "devices"))),
                ("PRJ.DEV.ELEC", Some((year.electricity.base(), "J"))),
                (
                    "PRJ.DEV.USE",
                    year.use_phase.map(|co2e| (co2e.kg(), "kgCO2e")),
                ),
                ("PRJ.DEV.EMB", Some((year.embodied.kg(), "kgCO2e"))),
                ("PRJ.DEV.EWASTE", Some((year.ewaste.base(), "kg"))),
            ] {
                let datum = match value {
                    Some((value, unit)) => Datum::Value(Reading::new(value, unit)?),
                    None => Datum::Notation(NotationKey::Ne),
                };
                let part = Part::WHOLE.and(Dimension::Category, year.key.code())?;
                let key = Key::new(year.country, year.year, indicator).of_part(part);
                observations.push(Observation {
                    key,
                    datum,
                    meta: meta.clone(),
                });
            }
        }
        for &country in &self.countries {
            for year in first.to(last) {
                let Some(population) = panel::population(country, year) else {
                    continue;
                };
                observations.push(Observation {
                    key: Key::new(country, year, "PART.POPULATION"),
                    datum: Datum::Value(Reading::new(population.value.get(), "persons")?),
                    meta: Meta::reported(population.source, population.status),
                });
            }
        }
        Ok(observations)
    }

    fn meta(&self, year: &DeviceYear) -> Result<Meta, DeviceModelError> {
        let no_series = || DeviceModelError::NoSeries {
            country: year.country,
            key: year.key,
        };
        let series = put_on_market::series(year.country, year.key).ok_or_else(no_series)?;
        let on_market = series.year(year.year).ok_or_else(no_series)?;
        let mut also: Vec<SourceId> = Vec::new();
        let mut method = String::new();
        if let Some(assumption) = self.assumptions.iter().find(|a| a.key == year.key) {
            also.extend(
                assumption
                    .key
                    .lifetime(assumption.profile)
                    .map(|life| life.source),
            );
            also.push(assumption.archetype.embodied().source);
            method = format!(
                "stock of put-on-market pieces, Weibull lifetimes {:?}, typical device {}, national grid",
                assumption.profile,
                assumption.archetype.id()
            );
        }
        also.extend(panel::carbon_intensity(year.country, year.year).map(|grid| grid.source));
        Ok(Meta::modelled(on_market.source, also, Tier::ONE, method))
    }
}

/// One country and UNU-KEY over all years of its series.
fn run(
    country: Country,
    assumption: &Assumption,
    results: &mut Vec<DeviceYear>,
) -> Result<(), DeviceModelError> {
    let Assumption {
        key,
        archetype,
        profile,
    } = *assumption;
    let no_series = || DeviceModelError::NoSeries { country, key };
    let series: Vec<_> = put_on_market::series(country, key)
        .ok_or_else(no_series)?
        .years()
        .map(|year| year.value)
        .collect();
    let (first, last) = match (series.first(), series.last()) {
        (Some(first), Some(last)) => (first.year, last.year),
        _ => return Err(no_series()),
    };
    let weibull = key
        .lifetime(profile)
        .ok_or(DeviceModelError::NoLifetime { key, profile })?
        .value;
    let lifetime = Lifetime::weibull(weibull.shape, Years::new(weibull.scale_years))?;
    let table = SurvivalTable::new(
        &Intervals::yearly(first, last)?,
        &lifetime.into(),
        Entry::Middle,
    )?;
    let pieces = ColumnBuf::from_base(series.iter().map(|year| year.pieces.base()).collect())?;
    let masses = ColumnBuf::from_base(series.iter().map(|year| year.mass.base()).collect())?;
    let devices: StockAndFlows<Devices> = table.inflow_driven(pieces.column())?;
    let mass: StockAndFlows<Mass> = table.inflow_driven(masses.column())?;

    let use_time = archetype
        .use_time_ratio()
        .ok_or(DeviceModelError::NoUseTime {
            archetype: archetype.id(),
        })?
        .value;
    let per_device = PowerProfile::in_use(archetype.power().value, use_time)?
        .energy_per_device_and_year(YearLength::Common);
    let mut opening = Devices::new(0.0);
    for sold in &series {
        let in_use = devices.stock_in(sold.year).unwrap_or_default();
        let electricity = use_phase_energy((opening + in_use) * 0.5, per_device);
        let grid = panel::carbon_intensity(country, sold.year);
        results.push(DeviceYear {
            country,
            key,
            year: sold.year,
            put_on_market: sold.pieces,
            in_use,
            electricity,
            use_phase: grid.map(|grid| operational_emissions(electricity, grid.value)),
            embodied: embodied_impact(sold.pieces, archetype.embodied().value),
            ewaste: mass.outflow_in(sold.year).unwrap_or_default(),
        });
        opening = in_use;
    }
    Ok(())
}
