//! Turns devices, sites and services into the lines of a footprint.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::devices::Counted;
use super::service::Amount;
use super::{
    ByLocation, ByMarket, DeviceClass, DeviceRole, FootprintError, GridFigure, InSiteMeter, Kind,
    Line, NotAccounted, Scope, Service, Site,
};
use crate::emissions::{
    Contract, LifeCycleStage, PurchasedElectricity, Scope2, Scope3Category, embodied_impact,
    operational_emissions,
};
use crate::energy::{GridLosses, use_phase_energy};
use crate::place::Country;
use crate::quantity::{CarbonIntensity, Co2e, Energy, Quantity, sum, text};
use crate::time::Year;

/// The lines of a footprint as they come, and what is to be said beside them.
pub(super) struct Lines<'i> {
    grids: &'i BTreeMap<(Country, Year), GridFigure>,
    residual_mixes: &'i BTreeMap<(Country, Year), CarbonIntensity>,
    losses: &'i BTreeMap<Country, GridLosses>,
    operation: Arc<str>,
    pub(super) lines: Vec<Line>,
    pub(super) scope_2: Vec<Scope2>,
    /// Electricity of all sites of a place.
    metered: BTreeMap<(Country, Year), Vec<Energy>>,
    offices: BTreeSet<(Country, Year)>,
    modelled: BTreeSet<(Country, Year)>,
    pub(super) not_accounted: BTreeSet<NotAccounted>,
    pub(super) in_site_meters: Vec<InSiteMeter>,
    pub(super) grid_for_residual: BTreeSet<(Country, Year)>,
}

impl<'i> Lines<'i> {
    /// No line; the grids of all places are known.
    pub(super) fn new(
        grids: &'i BTreeMap<(Country, Year), GridFigure>,
        residual_mixes: &'i BTreeMap<(Country, Year), CarbonIntensity>,
        losses: &'i BTreeMap<Country, GridLosses>,
        operation: &str,
    ) -> Self {
        Self {
            grids,
            residual_mixes,
            losses,
            operation: Arc::from(operation),
            lines: Vec::new(),
            scope_2: Vec::new(),
            metered: BTreeMap::new(),
            offices: BTreeSet::new(),
            modelled: BTreeSet::new(),
            not_accounted: BTreeSet::new(),
            in_site_meters: Vec::new(),
            grid_for_residual: BTreeSet::new(),
        }
    }

    fn grid(&self, country: Country, year: Year) -> CarbonIntensity {
        // Every place was looked up before.
        let none = CarbonIntensity::from_checked(f64::NAN);
        let figure = self.grids.get(&(country, year));
        figure.map_or(none, GridFigure::intensity)
    }

    /// Purchased electricity of a place, with the residual mix of its market if there is one.
    fn electricity(
        &mut self,
        name: &str,
        (country, year): (Country, Year),
        energy: Energy,
        contracts: &[Contract],
    ) -> Result<Scope2, FootprintError> {
        let mut purchased = PurchasedElectricity::new(energy, self.grid(country, year))
            .and_then(|purchased| purchased.with_contracts(contracts.iter().copied()));
        if let Some(&mix) = self.residual_mixes.get(&(country, year)) {
            purchased = purchased.and_then(|purchased| purchased.with_residual_mix(mix));
        }
        let scope_2 = purchased.and_then(|purchased| purchased.scope_2());
        let scope_2 = scope_2.map_err(|error| FootprintError::emissions(name, error))?;
        if scope_2.grid_for_residual {
            self.grid_for_residual.insert((country, year));
        }
        Ok(scope_2)
    }

    /// Devices that the organisation uses or has discarded.
    pub(super) fn devices(
        &mut self,
        role: DeviceRole,
        group: &Counted,
        (class, name): (&DeviceClass, &Arc<str>),
    ) -> Result<(), FootprintError> {
        let (country, year) = (group.country, group.year);
        let place = (country, year, Kind::Devices, name);
        match (role, class.energy_per_year()) {
            (DeviceRole::Discarded, _) => {}
            (_, None) => self.lacks(Kind::Devices, name, LifeCycleStage::Use),
            (role, Some(per_device)) => {
                let energy = use_phase_energy(group.devices, per_device);
                Energy::check(energy.value)?;
                if role == DeviceRole::InUseAtMeteredSites {
                    self.in_site_meters.push(InSiteMeter {
                        class: name.clone(),
                        country,
                        year,
                        energy,
                    });
                } else {
                    let scope_2 = self.electricity(name, (country, year), energy, &[])?;
                    self.modelled.insert((country, year));
                    self.purchased(place, energy, scope_2)?;
                }
            }
        }
        self.lacks_uncovered(Kind::Devices, class, name);
        for (stage, factor) in class.embodied().iter() {
            let (category, number) = match stage {
                LifeCycleStage::Transport => (
                    Scope3Category::UpstreamTransportationAndDistribution,
                    group.made,
                ),
                LifeCycleStage::EndOfLife => {
                    (Scope3Category::WasteGeneratedInOperations, group.ended)
                }
                _ => (Scope3Category::CapitalGoods, group.made),
            };
            if number.get() == 0.0 {
                continue;
            }
            let emissions = embodied_impact(number, factor);
            self.scope_3(place, (Some(stage), category), NO_ENERGY, emissions)?;
        }
        Ok(())
    }

    pub(super) fn sold(
        &mut self,
        group: &Counted,
        (class, name): (&DeviceClass, &Arc<str>),
    ) -> Result<(), FootprintError> {
        let (country, year) = (group.country, group.year);
        let place = (country, year, Kind::SoldDevices, name);
        let use_stage = LifeCycleStage::Use;
        match class.energy_per_year() {
            None => self.lacks(Kind::SoldDevices, name, use_stage),
            Some(per_device) => {
                let energy = use_phase_energy(group.devices, per_device) * class.life().get();
                let emissions = operational_emissions(energy, self.grid(country, year));
                let category = Scope3Category::UseOfSoldProducts;
                self.scope_3(place, (Some(use_stage), category), energy, emissions)?;
            }
        }
        for stage in [
            LifeCycleStage::RawMaterials,
            LifeCycleStage::Production,
            LifeCycleStage::Transport,
        ] {
            self.lacks(Kind::SoldDevices, name, stage);
        }
        let end = LifeCycleStage::EndOfLife;
        match class.embodied().get(end) {
            None => self.lacks(Kind::SoldDevices, name, end),
            Some(factor) => {
                let emissions = embodied_impact(group.ended, factor);
                let category = Scope3Category::EndOfLifeTreatmentOfSoldProducts;
                self.scope_3(place, (Some(end), category), NO_ENERGY, emissions)?;
            }
        }
        Ok(())
    }

    pub(super) fn site(&mut self, site: &Site) -> Result<(), FootprintError> {
        let at = (site.country, site.year);
        let name: Arc<str> = Arc::from(site.name());
        let place = (site.country, site.year, site.kind, &name);
        let scope_2 = self.electricity(&name, at, site.electricity, &site.contracts)?;
        self.purchased(place, site.electricity, scope_2)?;
        self.metered.entry(at).or_default().push(site.electricity);
        if site.kind == Kind::Offices {
            self.offices.insert(at);
        }
        let use_stage = Some(LifeCycleStage::Use);
        for heat in &site.heat {
            let scope_2 = heat.scope_2();
            let scope_2 = scope_2.map_err(|error| FootprintError::emissions(&name, error))?;
            self.scope_2.push(scope_2);
            let both = both_of(scope_2);
            self.push(place, (use_stage, Scope::Scope2), NO_ENERGY, both)?;
        }
        if let Some(direct) = &site.direct {
            let both = [direct.total(); 2];
            self.push(place, (use_stage, Scope::Scope1), NO_ENERGY, both)?;
        }
        Ok(())
    }

    pub(super) fn service(&mut self, service: &Service) -> Result<(), FootprintError> {
        let name = Arc::from(service.name());
        let place = (service.country, service.year, service.kind, &name);
        match service.amount {
            Amount::Emissions(emissions) => {
                self.scope_3(place, (None, service.category), NO_ENERGY, emissions)
            }
            Amount::Energy(energy) => {
                let grid = self.grid(service.country, service.year);
                let emissions = operational_emissions(energy, grid);
                let stage = (Some(LifeCycleStage::Use), service.category);
                self.scope_3(place, stage, energy, emissions)
            }
        }
    }

    /// That devices at metered sites use no more than the sites, once all lines are there.
    pub(super) fn check_meters(&self) -> Result<(), FootprintError> {
        let mut devices: BTreeMap<(Country, Year), Vec<Energy>> = BTreeMap::new();
        for part in &self.in_site_meters {
            let at = (part.country, part.year);
            devices.entry(at).or_default().push(part.energy);
        }
        for ((country, year), parts) in devices {
            let devices = sum(parts)?;
            let sites = self.metered.get(&(country, year));
            let sites = sum(sites.into_iter().flatten().copied())?;
            if devices.value > sites.value * (1.0 + PurchasedElectricity::TOLERANCE) {
                return Err(FootprintError::MeteredAboveSites {
                    country,
                    year,
                    devices: text(devices),
                    sites: text(sites),
                });
            }
        }
        Ok(())
    }

    /// Places with modelled devices and an office that has a meter.
    pub(super) fn metering_unclear(&self) -> Vec<(Country, Year)> {
        self.modelled.intersection(&self.offices).copied().collect()
    }

    /// Purchased electricity, and what the grid lost on its way.
    fn purchased(
        &mut self,
        place: Place<'_>,
        energy: Energy,
        scope_2: Scope2,
    ) -> Result<(), FootprintError> {
        let use_stage = Some(LifeCycleStage::Use);
        self.scope_2.push(scope_2);
        self.push(place, (use_stage, Scope::Scope2), energy, both_of(scope_2))?;
        let (country, year, _, name) = place;
        let Some(losses) = self.losses.get(&country) else {
            return Ok(());
        };
        let delivered = losses.of_delivered(energy);
        let delivered = delivered.map_err(|error| FootprintError::energy(name, error))?;
        let lost = delivered.lost().energy();
        let emissions = operational_emissions(lost, self.grid(country, year));
        let category = Scope3Category::FuelAndEnergyRelatedActivities;
        self.scope_3(place, (use_stage, category), lost, emissions)
    }

    fn lacks(&mut self, kind: Kind, name: &Arc<str>, stage: LifeCycleStage) {
        self.not_accounted.insert(NotAccounted {
            kind,
            class: name.clone(),
            stage,
        });
    }

    /// Stages but use that the figures of a class do not cover.
    fn lacks_uncovered(&mut self, kind: Kind, class: &DeviceClass, name: &Arc<str>) {
        for stage in [
            LifeCycleStage::RawMaterials,
            LifeCycleStage::Production,
            LifeCycleStage::Transport,
            LifeCycleStage::EndOfLife,
        ] {
            if !class.embodied().covers(stage) {
                self.lacks(kind, name, stage);
            }
        }
    }

    fn scope_3(
        &mut self,
        place: Place<'_>,
        (stage, category): (Option<LifeCycleStage>, Scope3Category),
        energy: Energy,
        emissions: Co2e,
    ) -> Result<(), FootprintError> {
        let scope = (stage, Scope::Scope3(category));
        self.push(place, scope, energy, [emissions; 2])
    }

    fn push(
        &mut self,
        (country, year, kind, name): Place<'_>,
        (stage, scope): (Option<LifeCycleStage>, Scope),
        energy: Energy,
        [location_based, market_based]: [Co2e; 2],
    ) -> Result<(), FootprintError> {
        Energy::check(energy.value)?;
        Co2e::check(location_based.kg())?;
        Co2e::check(market_based.kg())?;
        self.lines.push(Line {
            year,
            country,
            kind,
            name: name.clone(),
            stage,
            scope,
            energy,
            location_based: ByLocation(location_based),
            market_based: ByMarket(market_based),
            operation: self.operation.clone(),
        });
        Ok(())
    }
}

/// Where and what a line is of.
type Place<'n> = (Country, Year, Kind, &'n Arc<str>);

fn both_of(scope_2: Scope2) -> [Co2e; 2] {
    [scope_2.location_based.co2e(), scope_2.market_based.co2e()]
}

/// Of a line without electricity behind it.
const NO_ENERGY: Energy = Energy {
    dimension: core::marker::PhantomData,
    units: core::marker::PhantomData,
    value: 0.0,
};
