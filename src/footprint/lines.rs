//! Turns devices, sites and services into the lines of a footprint.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::devices::Counted;
use super::service::Amount;
use super::{
    DeviceClass, DeviceRole, FootprintError, GridFigure, InSiteMeter, Kind, Line, NotAccounted,
    Scope, Service, Site,
};
use crate::emissions::{
    LifeCycleStage, PurchasedElectricity, Scope3Category, embodied_impact, operational_emissions,
};
use crate::energy::use_phase_energy;
use crate::place::Country;
use crate::quantity::{CarbonIntensity, Co2e, Energy, Quantity};
use crate::time::Year;

/// The lines of a footprint as they come, and what is to be said beside them.
pub(super) struct Lines<'i> {
    grids: &'i BTreeMap<(Country, Year), GridFigure>,
    residual_mixes: &'i BTreeMap<(Country, Year), CarbonIntensity>,
    pub(super) lines: Vec<Line>,
    pub(super) not_accounted: BTreeSet<NotAccounted>,
    pub(super) in_site_meters: Vec<InSiteMeter>,
    pub(super) grid_for_residual: BTreeSet<(Country, Year)>,
}

impl<'i> Lines<'i> {
    /// No line; the grids of all places are known.
    pub(super) fn new(
        grids: &'i BTreeMap<(Country, Year), GridFigure>,
        residual_mixes: &'i BTreeMap<(Country, Year), CarbonIntensity>,
    ) -> Self {
        Self {
            grids,
            residual_mixes,
            lines: Vec::new(),
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

    /// The residual mix of a market, or the grid in its place.
    fn residual(&mut self, country: Country, year: Year) -> CarbonIntensity {
        match self.residual_mixes.get(&(country, year)) {
            Some(&mix) => mix,
            None => {
                self.grid_for_residual.insert((country, year));
                self.grid(country, year)
            }
        }
    }

    pub(super) fn in_use(
        &mut self,
        role: DeviceRole,
        group: &Counted,
        (class, name): (&DeviceClass, &Arc<str>),
    ) -> Result<(), FootprintError> {
        let (country, year) = (group.country, group.year);
        match class.energy_per_year() {
            None => self.lacks(name, Some(LifeCycleStage::Use)),
            Some(per_device) => {
                let energy = use_phase_energy(group.devices, per_device);
                if role == DeviceRole::InUseAtMeteredSites {
                    self.in_site_meters.push(InSiteMeter {
                        class: name.clone(),
                        country,
                        year,
                        energy: Energy::from_base(energy.value)?,
                    });
                } else {
                    let residual = self.residual(country, year);
                    let market = operational_emissions(energy, residual);
                    self.push(
                        (country, year, Kind::Devices, name),
                        (Some(LifeCycleStage::Use), Scope::Scope2),
                        energy,
                        [
                            operational_emissions(energy, self.grid(country, year)),
                            market,
                        ],
                    )?;
                }
            }
        }
        if class.embodied().iter().next().is_none() {
            self.lacks(name, None);
        }
        for (stage, factor) in class.embodied().iter() {
            let category = match stage {
                LifeCycleStage::Transport => Scope3Category::UpstreamTransportationAndDistribution,
                LifeCycleStage::EndOfLife => Scope3Category::WasteGeneratedInOperations,
                _ => Scope3Category::CapitalGoods,
            };
            let emissions = embodied_impact(group.attributed, factor);
            self.push(
                (country, year, Kind::Devices, name),
                (Some(stage), Scope::Scope3(category)),
                NO_ENERGY,
                [emissions; 2],
            )?;
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
        match class.energy_per_year() {
            None => self.lacks(name, Some(LifeCycleStage::Use)),
            Some(per_device) => {
                let energy = use_phase_energy(group.devices, per_device) * class.life().get();
                let emissions = operational_emissions(energy, self.grid(country, year));
                self.push(
                    place,
                    (
                        Some(LifeCycleStage::Use),
                        Scope::Scope3(Scope3Category::UseOfSoldProducts),
                    ),
                    energy,
                    [emissions; 2],
                )?;
            }
        }
        match class.embodied().get(LifeCycleStage::EndOfLife) {
            None => self.lacks(name, Some(LifeCycleStage::EndOfLife)),
            Some(factor) => self.push(
                place,
                (
                    Some(LifeCycleStage::EndOfLife),
                    Scope::Scope3(Scope3Category::EndOfLifeTreatmentOfSoldProducts),
                ),
                NO_ENERGY,
                [embodied_impact(group.attributed, factor); 2],
            )?,
        }
        Ok(())
    }

    pub(super) fn site(&mut self, site: &Site) -> Result<(), FootprintError> {
        let of_site = |error| FootprintError::emissions(site.name(), error);
        let (country, year) = (site.country, site.year);
        let purchased = PurchasedElectricity::new(site.electricity, self.grid(country, year))
            .and_then(|electricity| electricity.with_contracts(site.contracts.clone()))
            .map_err(of_site)?;
        let purchased = match self.residual_mixes.get(&(country, year)) {
            Some(&mix) => purchased.with_residual_mix(mix).map_err(of_site)?,
            None => purchased,
        };
        let scope_2 = purchased.scope_2().map_err(of_site)?;
        if scope_2.grid_for_residual {
            self.grid_for_residual.insert((country, year));
        }
        let name = Arc::from(site.name());
        let place = (country, year, site.kind, &name);
        self.push(
            place,
            (Some(LifeCycleStage::Use), Scope::Scope2),
            site.electricity,
            [scope_2.location_based.co2e(), scope_2.market_based.co2e()],
        )?;
        if let Some(direct) = &site.direct {
            self.push(
                place,
                (Some(LifeCycleStage::Use), Scope::Scope1),
                NO_ENERGY,
                [direct.total(); 2],
            )?;
        }
        Ok(())
    }

    pub(super) fn service(&mut self, service: &Service) -> Result<(), FootprintError> {
        let name = Arc::from(service.name());
        let place = (service.country, service.year, service.kind, &name);
        let scope = Scope::Scope3(Scope3Category::PurchasedGoodsAndServices);
        match service.amount {
            Amount::Emissions(emissions) => {
                self.push(place, (None, scope), NO_ENERGY, [emissions; 2])
            }
            Amount::Energy(energy) => {
                let grid = self.grid(service.country, service.year);
                let emissions = operational_emissions(energy, grid);
                let use_stage = Some(LifeCycleStage::Use);
                self.push(place, (use_stage, scope), energy, [emissions; 2])
            }
        }
    }

    fn lacks(&mut self, name: &Arc<str>, stage: Option<LifeCycleStage>) {
        self.not_accounted.insert(NotAccounted {
            class: name.clone(),
            stage,
        });
    }

    fn push(
        &mut self,
        (country, year, kind, name): (Country, Year, Kind, &Arc<str>),
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
            location_based,
            market_based,
        });
        Ok(())
    }
}

/// Of a line without electricity behind it.
const NO_ENERGY: Energy = Energy {
    dimension: core::marker::PhantomData,
    units: core::marker::PhantomData,
    value: 0.0,
};
