use alloc::vec::Vec;

use super::kind::{DeviceKind, EnergyUse, Figure};
use super::{ByYear, CohortLifetimes, Entry, FleetError, Lifetime, Years};
use crate::energy::PowerProfile;
use crate::quantity::{EmbodiedFactor, Energy, Factor, Mass, PerDevice, Power, Quantity, text};
use crate::reference::device_archetypes::Archetype;
use crate::reference::unu_keys::{LifetimeProfile, UnuKey};
use crate::source::{SourceId, Sourced, Status};
use crate::time::{Year, YearLength, YearSeries};

/// A kind of device: how long it lasts, what it weighs, uses, and emitted when it was made.
///
/// Only the lifetime is needed. What is not given is unknown, not zero.
///
/// # Example
/// ```
/// use ict_impact::fleet::{DeviceKind, DeviceModel, Lifetime, Years};
/// use ict_impact::quantity::{EmbodiedFactor, Mass, parse};
/// use ict_impact::time::YearLength;
/// // Round figures, for illustration.
/// let tablet = DeviceModel::new(DeviceKind::Own("tablet".into()), Lifetime::weibull(2.0, Years::new(5.0))?)
///     .with_unit_mass(parse::<Mass>("0.5 kg")?)?
///     .with_mean_power(parse("2 W")?)?
///     .with_embodied(EmbodiedFactor::from_kg_per_device(80.0))?;
/// let yearly = tablet.energy_per_device_and_year(YearLength::Common).ok_or("unknown")?;
/// assert_eq!(yearly.to_string(), "17.52 kWh/device"); // 2 W · 8760 h
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceModel {
    kind: DeviceKind,
    lifetimes: CohortLifetimes,
    entry: Entry,
    unit_mass: Option<ByYear<Mass>>,
    energy_use: Option<EnergyUse>,
    embodied: Option<EmbodiedFactor>,
    sources: Vec<Sourced<Figure>>,
}

impl DeviceModel {
    /// Devices of this kind with these lifetimes, which enter in the middle of their year.
    pub fn new(kind: impl Into<DeviceKind>, lifetimes: impl Into<CohortLifetimes>) -> Self {
        Self {
            kind: kind.into(),
            lifetimes: lifetimes.into(),
            entry: Entry::Middle,
            unit_mass: None,
            energy_use: None,
            embodied: None,
            sources: Vec::new(),
        }
    }

    /// Devices of a UNU-KEY with the Weibull lifetime of a profile and the average masses of the
    /// reference table, each with its source.
    ///
    /// The masses are those of the years of the table (1993–2021, laptops from 1980); for others
    /// see [`ByYear::held`].
    ///
    /// # Source
    /// As [`unu_keys`](crate::reference::unu_keys).
    ///
    /// # Errors
    /// [`FleetError::NoLifetime`] if the profile has no lifetime of this key.
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::DeviceModel;
    /// use ict_impact::quantity::parse;
    /// use ict_impact::reference::device_archetypes::archetype;
    /// use ict_impact::reference::unu_keys::LifetimeProfile;
    /// use ict_impact::time::{Year, YearLength};
    /// let profile = LifetimeProfile::NetherlandsFranceBelgium2023;
    /// let laptop = DeviceModel::of_unu_key("0303".parse()?, profile)?
    ///     .with_archetype(archetype("laptop-pro")?)?;
    /// assert_eq!(laptop.unit_mass_in(Year::of::<2010>()), Some(parse("2.28 kg")?));
    /// // 75 W for 0.3 of 8760 h
    /// let yearly = laptop.energy_per_device_and_year(YearLength::Common).ok_or("unknown")?;
    /// assert_eq!(yearly.to_string(), "197.1 kWh/device");
    /// assert!(laptop.sources().iter().all(|figure| !figure.source.as_str().is_empty()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_unu_key(key: UnuKey, profile: LifetimeProfile) -> Result<Self, FleetError> {
        let no_lifetime = FleetError::NoLifetime { key, profile };
        let weibull = key.lifetime(profile).ok_or(no_lifetime)?;
        let Sourced {
            value: weibull,
            source,
            status,
        } = weibull;
        let lifetime = Lifetime::weibull(weibull.shape, Years::new(weibull.scale_years))?;
        let mut model = Self::new(key, lifetime).with_source(Figure::Lifetime, source, status);
        let first = key.nearest_average_mass(Year::MIN);
        let last = key.nearest_average_mass(Year::MAX);
        if let (Some((first, _)), Some((last, _))) = (first, last) {
            let masses: Vec<(Year, Sourced<Mass>)> = first
                .to(last)
                .filter_map(|year| Some((year, key.average_mass(year)?)))
                .collect();
            let series = YearSeries::from_pairs(masses.iter().map(|(year, m)| (*year, m.value)))?;
            model = model.with_unit_mass(series)?;
            for (_, mass) in masses {
                model = model.with_source(Figure::UnitMass, mass.source, mass.status);
            }
        }
        Ok(model)
    }

    /// The same with the power and embodied emissions of a typical device, with their source.
    ///
    /// The lifetime of the typical device is not taken: it is a single number, not a
    /// distribution.
    ///
    /// # Equation
    /// ```text
    /// mean power [W] = power in use [W] · share of the time in use [1]
    /// ```
    ///
    /// # Source
    /// As [`device_archetypes`](crate::reference::device_archetypes).
    ///
    /// # Errors
    /// [`FleetError::NoUseTime`] if the table does not say how long the device is in use;
    /// [`FleetError::OutOfRange`].
    pub fn with_archetype(self, archetype: &Archetype) -> Result<Self, FleetError> {
        let in_use = archetype.use_time_ratio().ok_or(FleetError::NoUseTime {
            archetype: archetype.id(),
        })?;
        let (power, embodied) = (archetype.power(), archetype.embodied());
        let mean = Power::from_checked(power.value.value * in_use.value.get());
        Ok(self
            .with_mean_power(mean)?
            .with_source(Figure::EnergyUse, power.source, power.status)
            .with_embodied(embodied.value)?
            .with_source(Figure::Embodied, embodied.source, embodied.status))
    }

    /// The same with this entry into the year, see [`Entry`].
    #[must_use]
    pub fn with_entry(mut self, entry: Entry) -> Self {
        self.entry = entry;
        self
    }

    /// The same with these lifetimes. Their source is no longer known.
    #[must_use]
    pub fn with_lifetimes(mut self, lifetimes: impl Into<CohortLifetimes>) -> Self {
        self.lifetimes = lifetimes.into();
        self.forget(Figure::Lifetime);
        self
    }

    /// The same with this mass of one device, by the year in which it enters. The source of a
    /// mass given before is forgotten.
    ///
    /// # Errors
    /// [`FleetError::OutOfRange`] with the first mass that is not finite and above 0.
    pub fn with_unit_mass(mut self, mass: impl Into<ByYear<Mass>>) -> Result<Self, FleetError> {
        let mass = mass.into();
        for (year, mass) in mass.values() {
            self.accept("unit mass", mass, year, mass.value > 0.0, "above 0")?;
        }
        self.unit_mass = Some(mass);
        self.forget(Figure::UnitMass);
        Ok(self)
    }

    /// The same with these power states. The source of what was given before is dropped.
    #[must_use]
    pub fn with_power_states(mut self, states: PowerProfile) -> Self {
        self.energy_use = Some(EnergyUse::PowerStates(states));
        self.forget(Figure::EnergyUse);
        self
    }

    /// The same with this mean power over all hours of the year. The source of what was given
    /// before is forgotten.
    ///
    /// # Errors
    /// [`FleetError::OutOfRange`] unless it is finite, 0 or more.
    pub fn with_mean_power(mut self, power: Power) -> Result<Self, FleetError> {
        self.accept("mean power", power, None, power.value >= 0.0, "0 or more")?;
        self.energy_use = Some(EnergyUse::MeanPower(power));
        self.forget(Figure::EnergyUse);
        Ok(self)
    }

    /// The same with this energy of one device in a year. The source of what was given before is
    /// forgotten.
    ///
    /// # Errors
    /// [`FleetError::OutOfRange`] unless it is finite, 0 or more.
    pub fn with_energy_per_year(
        mut self,
        energy: Factor<Energy, PerDevice>,
    ) -> Result<Self, FleetError> {
        let holds = energy.base() >= 0.0;
        self.accept("energy per year", energy, None, holds, "0 or more")?;
        self.energy_use = Some(EnergyUse::PerYear(energy));
        self.forget(Figure::EnergyUse);
        Ok(self)
    }

    /// The same with these embodied emissions of one device. The source of what was given before
    /// is forgotten.
    ///
    /// # Errors
    /// [`FleetError::OutOfRange`] unless they are finite; avoided emissions do not belong here,
    /// so 0 or more.
    pub fn with_embodied(mut self, embodied: EmbodiedFactor) -> Result<Self, FleetError> {
        let holds = embodied.base() >= 0.0;
        self.accept("embodied emissions", embodied, None, holds, "0 or more")?;
        self.embodied = Some(embodied);
        self.forget(Figure::Embodied);
        Ok(self)
    }

    /// The same with a source of one of its figures, beside those it has.
    #[must_use]
    pub fn with_source(mut self, figure: Figure, source: SourceId, status: Status) -> Self {
        let sourced = Sourced::new(figure, source, status);
        if !self.sources.contains(&sourced) {
            self.sources.push(sourced);
        }
        self
    }

    /// What it is called.
    pub fn kind(&self) -> &DeviceKind {
        &self.kind
    }

    /// How long it lasts.
    pub fn lifetimes(&self) -> &CohortLifetimes {
        &self.lifetimes
    }

    /// When in its year it enters.
    pub fn entry(&self) -> Entry {
        self.entry
    }

    /// The mass of one device, if known.
    pub fn unit_mass(&self) -> Option<&ByYear<Mass>> {
        self.unit_mass.as_ref()
    }

    /// The mass of one device that enters in `year`, if known.
    pub fn unit_mass_in(&self, year: Year) -> Option<Mass> {
        self.unit_mass()?.at(year)
    }

    /// What one device uses, if known.
    pub fn energy_use(&self) -> Option<&EnergyUse> {
        self.energy_use.as_ref()
    }

    /// What one device uses in a year of this length, if known.
    ///
    /// # Equation
    /// ```text
    /// e = P · t_a        e    energy per device and year [J/device]
    ///                    P    mean power, of the power states if there are some [W]
    ///                    t_a  length of the year [s]
    /// ```
    /// An energy given per year stays as it is.
    ///
    /// # Source
    /// Use stage of Recommendation ITU-T L.1410 (2014).
    pub fn energy_per_device_and_year(
        &self,
        year: YearLength,
    ) -> Option<Factor<Energy, PerDevice>> {
        Some(match self.energy_use.as_ref()? {
            EnergyUse::PowerStates(states) => states.energy_per_device_and_year(year),
            EnergyUse::MeanPower(power) => Factor::from_checked((*power * year.duration()).value),
            EnergyUse::PerYear(energy) => *energy,
        })
    }

    /// The embodied emissions of one device, if known.
    pub fn embodied(&self) -> Option<EmbodiedFactor> {
        self.embodied
    }

    /// Where its figures come from: one or more sources of each that has one.
    pub fn sources(&self) -> &[Sourced<Figure>] {
        &self.sources
    }

    /// The same with longer lifetimes, whose source is still that of those it had.
    pub(super) fn with_stretched(mut self, lifetimes: CohortLifetimes) -> Self {
        self.lifetimes = lifetimes;
        self
    }

    fn forget(&mut self, figure: Figure) {
        self.sources.retain(|sourced| sourced.value != figure);
    }

    fn accept<Q: Quantity>(
        &self,
        figure: &'static str,
        value: Q,
        year: Option<Year>,
        holds: bool,
        accepted: &'static str,
    ) -> Result<(), FleetError> {
        if holds && value.base().is_finite() {
            return Ok(());
        }
        Err(FleetError::OutOfRange {
            kind: self.kind.clone(),
            figure,
            year,
            value: text(value),
            accepted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse;
    use crate::reference::device_archetypes;
    use alloc::string::ToString;

    const NL_FR_BE: LifetimeProfile = LifetimeProfile::NetherlandsFranceBelgium2023;

    fn own() -> DeviceModel {
        let lifetime = Lifetime::fixed(Years::new(3.0)).unwrap();
        DeviceModel::new(DeviceKind::Own("set".into()), lifetime)
    }

    #[test]
    fn every_key_of_the_table_becomes_a_model() {
        for key in UnuKey::all() {
            let model = DeviceModel::of_unu_key(key, NL_FR_BE).unwrap();
            let year = Year::of::<2015>();
            let mass = key.average_mass(year).map(|mass| mass.value);
            assert_eq!(model.unit_mass_in(year), mass, "{key}");
            let figures: Vec<Figure> = model.sources().iter().map(|s| s.value).collect();
            assert!(figures.contains(&Figure::Lifetime) && figures.contains(&Figure::UnitMass));
        }
    }

    #[test]
    fn a_lifetime_that_is_missing_is_named() {
        let key: UnuKey = "0001".parse().unwrap();
        let profile = LifetimeProfile::UnuGuidelines2015;
        let error = DeviceModel::of_unu_key(key, profile).unwrap_err();
        assert_eq!(error, FleetError::NoLifetime { key, profile });
        assert!(error.to_string().contains("0001"));
    }

    #[test]
    fn an_unknown_key_is_no_kind() {
        let unknown = "303".parse::<UnuKey>().map(DeviceKind::from).unwrap_err();
        assert!(unknown.to_string().contains("did you mean 0303"));
    }

    #[test]
    fn figures_that_cannot_be_are_named() {
        let refused = |result: Result<DeviceModel, FleetError>, words: [&str; 2]| {
            let text = result.unwrap_err().to_string();
            assert!(words.iter().all(|word| text.contains(word)), "{text}");
        };
        for kg in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            refused(
                own().with_unit_mass(Mass::from_checked(kg)),
                ["set", "unit mass"],
            );
        }
        let masses = [1.0, 0.0].map(Mass::from_checked);
        let series = YearSeries::new(Year::of::<2020>(), masses.to_vec()).unwrap();
        refused(own().with_unit_mass(series), ["unit mass", "2021"]);
        for base in [-1.0, f64::NAN, f64::INFINITY] {
            refused(
                own().with_mean_power(Power::from_checked(base)),
                ["power", "0 or more"],
            );
            refused(
                own().with_energy_per_year(Factor::from_checked(base)),
                ["energy", "set"],
            );
            refused(
                own().with_embodied(Factor::from_checked(base)),
                ["embodied", "set"],
            );
        }
    }

    #[test]
    fn a_source_goes_with_the_figure_that_it_is_of() {
        let laptop = device_archetypes::archetype("laptop-pro").unwrap();
        let key: UnuKey = "0303".parse().unwrap();
        let model = DeviceModel::of_unu_key(key, NL_FR_BE).unwrap();
        let model = model.with_archetype(laptop).unwrap();
        let has = |model: &DeviceModel, figure| model.sources().iter().any(|s| s.value == figure);
        assert!(has(&model, Figure::Embodied) && has(&model, Figure::EnergyUse));
        assert_eq!(model.embodied(), Some(laptop.embodied().value));
        let changed = model.with_mean_power(parse("10 W").unwrap()).unwrap();
        assert!(!has(&changed, Figure::EnergyUse) && has(&changed, Figure::Embodied));
        let changed = changed.with_lifetimes(Lifetime::fixed(Years::new(4.0)).unwrap());
        assert!(!has(&changed, Figure::Lifetime));
    }

    #[test]
    fn an_energy_per_year_has_no_length_of_the_year() {
        let energy: Factor<Energy, PerDevice> = "20 kWh/device".parse().unwrap();
        let model = own().with_energy_per_year(energy).unwrap();
        for year in [YearLength::Common, YearLength::Julian] {
            assert_eq!(model.energy_per_device_and_year(year), Some(energy));
        }
        assert_eq!(own().energy_per_device_and_year(YearLength::Common), None);
    }
}
