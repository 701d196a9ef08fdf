use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{DeviceModel, DeviceModelError, DeviceYear};
use crate::place::{Country, Group, GroupKind, Membership};
use crate::quantity::Quantity;
use crate::reference::{panel, put_on_market};
use crate::review::{Datum, Dimension, Key, Meta, NotationKey, Observation, Part, Reading, Tier};
use crate::source::SourceId;
use crate::time::Year;

impl DeviceModel {
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
                ("PRJ.DEV.POM", Some((year.mass_put_on_market.base(), "kg"))),
                ("PRJ.DEV.EWASTE", Some((year.ewaste.base(), "kg"))),
                (
                    "PART.DEV.DISCARDED",
                    Some((year.discarded.amount().get(), "devices")),
                ),
                ("PART.DEV.LIFE", Some((year.discarded.life().get(), "a"))),
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
