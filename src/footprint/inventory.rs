use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::devices::{Counted, count, count_fleet};
use super::error::not_negative;
use super::lines::Lines;
use super::service::Amount;
use super::{
    DeviceClass, DeviceRole, DeviceRows, EmbodiedAccounting, Footprint, FootprintError, Grids,
    Service, Site,
};
use crate::emissions::{EmissionsError, GwpBasis, Scope1};
use crate::energy::GridLosses;
use crate::fleet::ModelFlows;
use crate::place::Country;
use crate::quantity::CarbonIntensity;
use crate::time::Year;

/// What an organisation uses, buys and sells: the input of a footprint.
///
/// # Example
/// See [the module](super).
#[derive(Debug, Clone)]
pub struct Inventory<'a> {
    organisation: String,
    first: Year,
    last: Year,
    grids: Grids,
    accounting: EmbodiedAccounting,
    residual_mixes: BTreeMap<(Country, Year), CarbonIntensity>,
    losses: BTreeMap<Country, GridLosses>,
    classes: Vec<DeviceClass>,
    devices: Vec<(DeviceRole, DeviceRows<'a>)>,
    fleets: Vec<(DeviceRole, usize, Country, &'a ModelFlows)>,
    sites: Vec<Site>,
    services: Vec<Service>,
}

impl<'a> Inventory<'a> {
    /// An empty inventory of an organisation (or of one of its operations) for the years from
    /// `first` to `last`, with the embedded figures of grids.
    ///
    /// # Errors
    /// [`FootprintError::PeriodReversed`] if the last year is before the first.
    pub fn new(
        organisation: impl Into<String>,
        first: Year,
        last: Year,
    ) -> Result<Self, FootprintError> {
        let organisation = organisation.into();
        if last < first {
            return Err(FootprintError::PeriodReversed { first, last });
        }
        Ok(Self {
            organisation,
            first,
            last,
            grids: Grids::reference(),
            accounting: EmbodiedAccounting::default(),
            residual_mixes: BTreeMap::new(),
            losses: BTreeMap::new(),
            classes: Vec::new(),
            devices: Vec::new(),
            fleets: Vec::new(),
            sites: Vec::new(),
            services: Vec::new(),
        })
    }

    /// The same inventory, with these figures of grids.
    #[must_use]
    pub fn with_grids(mut self, grids: Grids) -> Self {
        self.grids = grids;
        self
    }

    /// The same inventory, whose embodied emissions count in these years.
    #[must_use]
    pub fn with_accounting(mut self, accounting: EmbodiedAccounting) -> Self {
        self.accounting = accounting;
        self
    }

    /// The same inventory, with the residual mix of a market in a year.
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for a negative, NaN or infinite intensity;
    /// [`FootprintError::NameTwice`] for a second one of the same market and year.
    pub fn with_residual_mix(
        mut self,
        country: Country,
        year: Year,
        mix: CarbonIntensity,
    ) -> Result<Self, FootprintError> {
        let mix = not_negative(format_args!("{country} {year}"), "residual mix", mix)?;
        if self.residual_mixes.insert((country, year), mix).is_some() {
            return Err(FootprintError::NameTwice {
                name: alloc::format!("residual mix of {country} {year}"),
            });
        }
        Ok(self)
    }

    /// The same inventory, with what the grid of a country loses on the way: scope 3, category 3,
    /// for all purchased electricity there.
    ///
    /// # Errors
    /// [`FootprintError::NameTwice`] for a second figure of the same country.
    pub fn with_losses(
        mut self,
        country: Country,
        losses: GridLosses,
    ) -> Result<Self, FootprintError> {
        if self.losses.insert(country, losses).is_some() {
            return Err(FootprintError::NameTwice {
                name: alloc::format!("losses of the grid of {country}"),
            });
        }
        Ok(self)
    }

    /// The same inventory, with more classes of devices. Rows name them by their position, in the
    /// order in which they were added.
    #[must_use]
    pub fn with_classes(mut self, classes: impl IntoIterator<Item = DeviceClass>) -> Self {
        self.classes.extend(classes);
        self
    }

    /// The same inventory, with more devices.
    #[must_use]
    pub fn with_devices(mut self, role: DeviceRole, rows: DeviceRows<'a>) -> Self {
        self.devices.push((role, rows));
        self
    }

    /// The same inventory, with the devices of a fleet model in a country, of the class at this
    /// position, in every year of the inventory.
    ///
    /// In use is the mean of the stock at the beginning and the end of a year; what was acquired
    /// and what left is the fleet's own, also what was acquired and left within a year.
    ///
    /// The role is [`InUse`](DeviceRole::InUse) or
    /// [`InUseAtMeteredSites`](DeviceRole::InUseAtMeteredSites).
    ///
    /// # Errors
    /// [`FootprintError::OutOfRange`] for another role: a fleet is in use.
    pub fn with_fleet(
        mut self,
        role: DeviceRole,
        class: usize,
        country: Country,
        fleet: &'a ModelFlows,
    ) -> Result<Self, FootprintError> {
        if !matches!(role, DeviceRole::InUse | DeviceRole::InUseAtMeteredSites) {
            return Err(FootprintError::OutOfRange {
                name: alloc::format!("{}", fleet.model().kind()),
                field: "role",
                given: alloc::format!("{role:?}"),
                accepted: "in use, or in use at metered sites",
            });
        }
        self.fleets.push((role, class, country, fleet));
        Ok(self)
    }

    /// The same inventory, with more sites, each in one year.
    #[must_use]
    pub fn with_sites(mut self, sites: impl IntoIterator<Item = Site>) -> Self {
        self.sites.extend(sites);
        self
    }

    /// The same inventory, with more services, each in one year.
    #[must_use]
    pub fn with_services(mut self, services: impl IntoIterator<Item = Service>) -> Self {
        self.services.extend(services);
        self
    }

    /// The footprint.
    ///
    /// # Equation
    /// ```text
    /// devices in use   use         N · e · I          scope 2
    ///                  end of life Z · b_s            scope 3, category 5
    ///                  transport   A · b_s            scope 3, category 4
    ///                  others      A · b_s            scope 3, category 2
    /// devices sold     use         N · L · e · I      scope 3, category 11
    ///                  end of life N · b_s            scope 3, category 12
    /// sites            use         E · I              scope 2, and scope 1 as given
    /// services                     E · I, or as given scope 3, category 1
    /// losses of grids              E · l / (1 − l) · I scope 3, category 3
    ///
    /// N    devices of a class in a country and year [device]
    /// A, Z devices whose making and whose end of life counts: see EmbodiedAccounting [device]
    /// e    energy per device and year [J/device]      L    life of the class [years]
    /// b_s  emissions of stage s per device [kgCO2e/device]
    /// E    electricity [J]                            I    carbon intensity [kgCO2e/J]
    /// l    losses of the grid, as a share of what is fed in [1]
    /// ```
    /// By location `I` is that of the grid. By market, in scope 2, contracts of a site come first;
    /// the rest has the residual mix of the market or, where none is given, the grid's (flagged).
    /// Devices are counted exactly, so that no order and no number of threads changes a bit.
    ///
    /// # Source
    /// GHG Protocol Corporate Standard (2004), Scope 2 Guidance (2015), Scope 3 Standard (2011);
    /// Recommendation ITU-T L.1420 (2012).
    ///
    /// # Errors
    /// - [`FootprintError::Rows`] with every row of devices that is wrong.
    /// - [`FootprintError::NoGrid`] with every country and year without a figure.
    /// - [`FootprintError::MeteredAboveSites`] if devices at metered sites use more than the sites.
    /// - [`FootprintError::NoAge`], [`FootprintError::NameTwice`], [`FootprintError::YearOutside`],
    ///   [`FootprintError::UnknownClass`], [`FootprintError::FleetNotYearly`].
    /// - [`FootprintError::Emissions`] with the site whose contracts claim more than it used, or
    ///   if direct emissions are by different sets of global warming potentials.
    /// - [`FootprintError::Quantity`], [`FootprintError::Sum`] for what is too large for a number.
    pub fn footprint(&self) -> Result<Footprint, FootprintError> {
        self.compute(false)
    }

    /// [`footprint`](Self::footprint) on the threads of the current rayon pool, to the same bits.
    ///
    /// # Errors
    /// As [`footprint`](Self::footprint).
    #[cfg(feature = "parallel")]
    pub fn par_footprint(&self) -> Result<Footprint, FootprintError> {
        self.compute(true)
    }

    fn compute(&self, parallel: bool) -> Result<Footprint, FootprintError> {
        self.check()?;
        let years = self.last.since(self.first) as usize + 1;
        let mut counted = Vec::new();
        for (role, rows) in &self.devices {
            let period = (self.first, years);
            let accounting = self.accounting;
            let groups = count(rows, *role, &self.classes, period, accounting, parallel)?;
            counted.extend(groups.into_iter().map(|group| (*role, group)));
        }
        for &(role, position, country, fleet) in &self.fleets {
            let class = self.classes.get(position);
            let class = class.ok_or(FootprintError::UnknownClass {
                class: position,
                classes: self.classes.len(),
            })?;
            for year in self.first.to(self.last) {
                let accounting = self.accounting;
                let group = count_fleet((position, class), country, fleet, year, accounting)?;
                counted.push((role, group));
            }
        }
        let grids = self.grids.all(self.places(&counted))?;
        let mut lines = Lines::new(
            &grids,
            &self.residual_mixes,
            &self.losses,
            &self.organisation,
        );
        let names: Vec<Arc<str>> = self.classes.iter().map(|c| Arc::from(c.name())).collect();
        for (role, group) in &counted {
            let class = (&self.classes[group.class], &names[group.class]);
            match role {
                DeviceRole::Sold => lines.sold(group, class)?,
                role => lines.devices(*role, group, class)?,
            }
        }
        for site in &self.sites {
            lines.site(site)?;
        }
        for service in &self.services {
            lines.service(service)?;
        }
        lines.check_meters()?;
        let metering_unclear = lines.metering_unclear();
        let Lines {
            lines,
            scope_2,
            not_accounted,
            in_site_meters,
            grid_for_residual,
            ..
        } = lines;
        Footprint {
            organisation: self.organisation.clone(),
            period: (self.first, self.last),
            accounting: self.accounting,
            approach: None,
            lines,
            grids: grids.into_values().collect(),
            scope_1: self.scope_1()?,
            scope_2: scope_2.into_iter().sum(),
            gwp_basis: self.gwp_basis()?,
            metering_unclear,
            not_accounted: not_accounted.into_iter().collect(),
            in_site_meters,
            grid_for_residual: grid_for_residual.into_iter().collect(),
        }
        .checked()
    }

    fn check(&self) -> Result<(), FootprintError> {
        distinct(self.classes.iter().map(|class| (class.name(), self.first)))?;
        distinct(self.sites.iter().map(|site| (site.name(), site.year)))?;
        distinct(self.services.iter().map(|s| (s.name(), s.year)))?;
        let sites = self.sites.iter().map(|site| (site.name(), site.year));
        let services = self.services.iter().map(|s| (s.name(), s.year));
        for (name, year) in sites.chain(services) {
            if !(self.first..=self.last).contains(&year) {
                return Err(FootprintError::YearOutside {
                    name: name.into(),
                    year,
                    first: self.first,
                    last: self.last,
                });
            }
        }
        Ok(())
    }

    /// The direct emissions of all sites, by one set and horizon of global warming potentials.
    fn scope_1(&self) -> Result<Option<Scope1>, FootprintError> {
        let direct: Vec<Scope1> = self.sites.iter().filter_map(|site| site.direct).collect();
        if direct.is_empty() {
            return Ok(None);
        }
        let together = Scope1::together(direct);
        together
            .map(Some)
            .map_err(|error| FootprintError::emissions(&self.organisation, error))
    }

    /// The one set and horizon of global warming potentials that is stated, if any is.
    fn gwp_basis(&self) -> Result<Option<GwpBasis>, FootprintError> {
        let classes = self.classes.iter().map(|c| (c.name(), c.gwp_basis()));
        let services = self.services.iter().map(|s| (s.name(), s.gwp_basis));
        let sites = self.sites.iter();
        let sites = sites.map(|site| (site.name(), site.direct.map(|direct| direct.basis())));
        let mut stated: Option<GwpBasis> = None;
        for (name, basis) in classes.chain(services).chain(sites) {
            match (stated, basis) {
                (Some(first), Some(other)) if first != other => {
                    let error = EmissionsError::MixedGwp { first, other };
                    return Err(FootprintError::emissions(name, error));
                }
                (first, other) => stated = first.or(other),
            }
        }
        Ok(stated)
    }

    /// Every country and year whose grid is needed.
    fn places(&self, counted: &[(DeviceRole, Counted)]) -> BTreeSet<(Country, Year)> {
        let electric = |role: &DeviceRole, class: usize| {
            matches!(role, DeviceRole::InUse | DeviceRole::Sold)
                && self.classes[class].energy_per_year().is_some()
        };
        let devices = counted.iter();
        let devices = devices.filter(|(role, group)| electric(role, group.class));
        let devices = devices.map(|(_, group)| (group.country, group.year));
        let sites = self.sites.iter().map(|site| (site.country, site.year));
        let services = self.services.iter();
        let services = services.filter(|service| matches!(service.amount, Amount::Energy(_)));
        let services = services.map(|service| (service.country, service.year));
        devices.chain(sites).chain(services).collect()
    }
}

fn distinct<'n>(names: impl Iterator<Item = (&'n str, Year)>) -> Result<(), FootprintError> {
    let mut seen = BTreeSet::new();
    for (name, year) in names {
        if !seen.insert((name, year)) {
            return Err(FootprintError::NameTwice { name: name.into() });
        }
    }
    Ok(())
}
