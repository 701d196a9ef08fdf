use alloc::string::String;

use super::FootprintError;
use super::error::not_negative;
use crate::emissions::component::{ComponentFactors, Server};
use crate::emissions::{ByStage, GwpBasis, LifeCycleStage};
use crate::energy::{EnergyPerDevice, PowerProfile};
use crate::fleet::{DeviceModel, Years};
use crate::quantity::{ClimateChange, EmbodiedFactor, Power, Quantity, Share, text};
use crate::reference::device_archetypes::Archetype;
use crate::source::{SourceId, Status};
use crate::time::YearLength;

/// A class of devices in an inventory: how long one lasts, what it uses in a year, and what the
/// stages of its life but use emit. What is not given is unknown, not zero.
///
/// # Example
/// ```
/// use ict_impact::emissions::{ByStage, LifeCycleStage};
/// use ict_impact::fleet::Years;
/// use ict_impact::footprint::DeviceClass;
/// use ict_impact::quantity::EmbodiedFactor;
/// // Round figures, for illustration.
/// let kg = EmbodiedFactor::from_kg_per_device;
/// let laptop = DeviceClass::new("laptop", Years::new(5.0))?
///     .with_energy_per_year("30 kWh/device".parse()?)?
///     .with_embodied(ByStage::new([
///         (LifeCycleStage::CradleToGate, kg(200.0)),
///         (LifeCycleStage::Transport, kg(8.0)),
///         (LifeCycleStage::EndOfLife, kg(1.0)),
///     ])?)?;
/// assert_eq!(laptop.name(), "laptop");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceClass {
    name: String,
    life: Years,
    energy_per_year: Option<EnergyPerDevice>,
    embodied: ByStage<EmbodiedFactor>,
    gwp_basis: Option<GwpBasis>,
    source: Option<(SourceId, Status)>,
}

impl DeviceClass {
    /// Devices of this name that last so long.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] if the life is not above 0, or above
    /// [`LONGEST_LIFE`](Self::LONGEST_LIFE).
    pub fn new(name: impl Into<String>, life: Years) -> Result<Self, FootprintError> {
        let name = name.into();
        let years = life.get();
        if !(years > 0.0 && years <= Self::LONGEST_LIFE) {
            return Err(FootprintError::OutOfRange {
                name,
                field: "life",
                given: alloc::format!("{life}"),
                accepted: "above 0, up to 100 years",
            });
        }
        Ok(Self {
            name,
            life,
            energy_per_year: None,
            embodied: ByStage::default(),
            gwp_basis: None,
            source: None,
        })
    }

    /// The longest life of a device, in years.
    pub const LONGEST_LIFE: f64 = 100.0;

    /// A typical device of the embedded table, in years of this length.
    ///
    /// Its embodied emissions are one figure for everything but use.
    ///
    /// # Source
    /// See [`reference::device_archetypes`](crate::reference::device_archetypes).
    ///
    /// # Errors
    /// As [`new`](Self::new), [`with_energy_per_year`](Self::with_energy_per_year) and
    /// [`with_embodied`](Self::with_embodied); no device of the table gives one.
    ///
    /// # Example
    /// ```
    /// use ict_impact::footprint::DeviceClass;
    /// use ict_impact::reference::device_archetypes::archetype;
    /// use ict_impact::time::YearLength;
    /// let laptop = DeviceClass::of_archetype(archetype("laptop-pro")?, YearLength::Common)?;
    /// // 75 W for 0.3 of 8760 h
    /// assert_eq!(laptop.energy_per_year(), Some("197.1 kWh/device".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_archetype(device: &Archetype, year: YearLength) -> Result<Self, FootprintError> {
        let in_use = device.use_time_ratio().map_or(Share::WHOLE, |r| r.value);
        let profile = PowerProfile::in_use(device.power().value, in_use);
        let profile = profile.map_err(|error| FootprintError::energy(device.id(), error))?;
        let embodied = device.embodied();
        let mut class = Self::new(device.id(), Years::new(device.lifetime_years().value))?
            .with_energy_per_year(profile.energy_per_device_and_year(year))?
            .with_embodied(ByStage::of_checked([(
                LifeCycleStage::Embodied,
                embodied.value,
            )]))?;
        class.source = Some((embodied.source, embodied.status));
        Ok(class)
    }

    /// A server made of these parts that draws `power` in the mean: the value of what making it
    /// emits, by the embedded factors, without its bounds.
    ///
    /// # Errors
    /// As [`new`](Self::new), [`with_energy_per_year`](Self::with_energy_per_year) and
    /// [`with_embodied`](Self::with_embodied).
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::LifeCycleStage;
    /// use ict_impact::emissions::component::Server;
    /// use ict_impact::fleet::Years;
    /// use ict_impact::footprint::DeviceClass;
    /// use ict_impact::quantity::parse;
    /// use ict_impact::reference::server_archetypes::server;
    /// use ict_impact::time::YearLength;
    /// let medium = Server::typical(server("compute-medium")?, None)?;
    /// let class = DeviceClass::of_server(
    ///     "server", Years::new(4.0), &medium, parse("300 W")?, YearLength::Common,
    /// )?;
    /// assert_eq!(class.energy_per_year(), Some("2628 kWh/device".parse()?));
    /// let making = class.embodied().get(LifeCycleStage::CradleToGate).ok_or("unknown")?;
    /// assert_eq!(format!("{making:.0}"), "948 kgCO2e/device");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_server(
        name: impl Into<String>,
        life: Years,
        server: &Server,
        power: Power,
        year: YearLength,
    ) -> Result<Self, FootprintError> {
        let made = server.embodied(&ComponentFactors::<ClimateChange>::reference());
        let each = made.map(|impact| EmbodiedFactor::from_kg_per_device(impact.value().kg()));
        let energy = EnergyPerDevice::from_checked((power * year.duration()).value);
        Self::new(name, life)?
            .with_energy_per_year(energy)?
            .with_embodied(each)
    }

    /// The devices of a fleet model, which last so long: the mean of its lifetimes, say.
    ///
    /// # Errors
    /// As [`new`](Self::new), [`with_energy_per_year`](Self::with_energy_per_year) and
    /// [`with_embodied`](Self::with_embodied).
    ///
    /// # Example
    /// ```
    /// use ict_impact::fleet::{DeviceModel, Lifetime, Years};
    /// use ict_impact::footprint::DeviceClass;
    /// use ict_impact::fleet::DeviceKind;
    /// use ict_impact::quantity::parse;
    /// use ict_impact::time::YearLength;
    /// let life = Lifetime::fixed(Years::new(5.0))?;
    /// let router = DeviceModel::new(DeviceKind::Own("router".into()), life.clone())
    ///     .with_mean_power(parse("10 W")?)?;
    /// let class = DeviceClass::of_model(&router, life.mean(), YearLength::Common)?;
    /// assert_eq!(class.energy_per_year(), Some("87.6 kWh/device".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_model(
        model: &DeviceModel,
        life: Years,
        year: YearLength,
    ) -> Result<Self, FootprintError> {
        let mut class = Self::new(alloc::format!("{}", model.kind()), life)?;
        if let Some(energy) = model.energy_per_device_and_year(year) {
            class = class.with_energy_per_year(energy)?;
        }
        if let Some(embodied) = model.embodied() {
            let stages = ByStage::of_checked([(LifeCycleStage::Embodied, embodied)]);
            class = class.with_embodied(stages)?;
        }
        Ok(class)
    }

    /// The same class, of which one device uses this energy in a year.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite energy.
    pub fn with_energy_per_year(mut self, energy: EnergyPerDevice) -> Result<Self, FootprintError> {
        not_negative(&self.name, "energy per year", energy)?;
        self.energy_per_year = Some(energy);
        Ok(self)
    }

    /// The same class, with what one device emits in the stages of its life but use.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite figure, or one of the use
    /// stage: that follows from the energy.
    pub fn with_embodied(
        mut self,
        embodied: ByStage<EmbodiedFactor>,
    ) -> Result<Self, FootprintError> {
        for (stage, factor) in embodied.iter() {
            not_negative(&self.name, stage.name(), factor)?;
            if stage == LifeCycleStage::Use {
                return Err(FootprintError::OutOfRange {
                    name: self.name,
                    field: "embodied emissions",
                    given: text(factor),
                    accepted: "of stages other than use",
                });
            }
        }
        self.embodied = embodied;
        Ok(self)
    }

    /// The same class, whose emissions are by this set and horizon of global warming potentials.
    #[must_use]
    pub const fn with_gwp(mut self, basis: GwpBasis) -> Self {
        self.gwp_basis = Some(basis);
        self
    }

    /// The set and horizon of its emissions, if stated.
    pub const fn gwp_basis(&self) -> Option<GwpBasis> {
        self.gwp_basis
    }

    /// The same class, whose figures are from this source.
    #[must_use]
    pub fn with_source(mut self, source: SourceId, status: Status) -> Self {
        self.source = Some((source, status));
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How long one lasts.
    pub const fn life(&self) -> Years {
        self.life
    }

    /// What one uses in a year, if known.
    pub const fn energy_per_year(&self) -> Option<EnergyPerDevice> {
        self.energy_per_year
    }

    /// What one emits in the stages of its life but use, where known.
    pub const fn embodied(&self) -> ByStage<EmbodiedFactor> {
        self.embodied
    }

    /// The source of its figures and how they were come by, if stated.
    pub const fn source(&self) -> Option<&(SourceId, Status)> {
        self.source.as_ref()
    }
}
