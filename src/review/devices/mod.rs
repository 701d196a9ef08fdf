//! ICT devices in use and their impact, modelled from what was put on the market.
//!
//! The model runs through every floor: put-on-market series → stock in use (Weibull lifetimes)
//! → electricity (typical devices) → use-phase emissions (national grid); sales → embodied
//! emissions; outflow → e-waste and its [circularity](Circularity). Its results are observations
//! of origin *modelled*, tier 1, one for each country, year and UNU-KEY, and go through the same
//! review as reported ones.
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

mod circularity;
mod error;
mod observations;
mod year;

pub use circularity::{Circularity, LeastCollected};
pub use error::DeviceModelError;
pub use year::DeviceYear;

use alloc::vec::Vec;

use crate::place::Country;
use crate::reference::bill_of_materials::{self, Bill};
use crate::reference::device_archetypes::{self, Archetype};
use crate::reference::put_on_market;
use crate::reference::unu_keys::{LifetimeProfile, UnuKey};
use crate::time::Year;

/// What stands for the devices of one UNU-KEY: a typical device, a set of lifetimes and a
/// bill of materials.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumption {
    /// The kind of equipment.
    pub key: UnuKey,
    /// The typical device: power, time in use, embodied emissions.
    pub archetype: &'static Archetype,
    /// Whose lifetimes are taken.
    pub profile: LifetimeProfile,
    /// What the devices are made of.
    pub materials: &'static Bill,
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
        const TYPICAL: [(&str, &str, &str); 4] = [
            ("0302", "desktop-perso", "desktop"),
            ("0303", "laptop-perso", "laptop"),
            ("0306", "smartphone-default", "smartphone"),
            ("0309", "monitor-default", "monitor-lcd"),
        ];
        let profile = LifetimeProfile::NetherlandsFranceBelgium2023;
        let assumptions = TYPICAL
            .into_iter()
            .map(|(key, archetype, product)| {
                Ok(Assumption {
                    key: key.parse()?,
                    archetype: device_archetypes::archetype(archetype)?,
                    profile,
                    materials: bill_of_materials::product(product)?,
                })
            })
            .collect::<Result<Vec<_>, DeviceModelError>>()?;
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
                year::run(country, assumption, &mut years)?;
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
}
