//! Servers, of which a typical one completes what a request leaves out.

use ict_impact::emissions::component::{
    ChipKind, ComponentFactors, Enclosure, MemoryModule, PowerSupply, Processor, Server,
    SolidStateDrive, Tabled, density_of_chips,
};
use ict_impact::quantity::{
    AbioticDepletionElements, ClimateChange, Impact, Mass, PrimaryEnergyUse, Quantity, Share,
};
use ict_impact::reference::server_archetypes::{self, ServerArchetype};
use ict_impact::uncertainty::Bounded;

use super::parts::{capacity, card, flash_density, units};
use super::{Found, Inputs, Output, Usage, bounded};

pub(super) fn footprint(inputs: &Inputs<'_>) -> Found<Output> {
    let request = Request::of(inputs)?;
    let server = Server::new(request.enclosure()?);
    let server = request.with_processors(server)?;
    let server = request.with_memory(server)?;
    let server = request.with_disks(server)?;
    let server = request.with_power_supplies(server)?;
    let server = request.with_graphics_cards(server)?;
    let usage = Usage::of(inputs, request.archetype.lifetime(), Share::WHOLE)?;
    Ok(Output::new()
        .set(
            "gwp",
            usage.criterion("gwp", "kgCO2eq", made::<ClimateChange>(&server))?,
        )
        .set(
            "adp",
            usage.criterion("adp", "kgSbeq", made::<AbioticDepletionElements>(&server))?,
        )
        .set(
            "pe",
            usage.criterion("pe", "MJ", made::<PrimaryEnergyUse>(&server))?,
        ))
}

fn made<C: Tabled>(server: &Server) -> Option<Bounded<Impact<C>>> {
    server.embodied(&ComponentFactors::reference()).embodied()
}

/// What the request says, what the peer resolved, and the typical server for the rest.
struct Request<'a> {
    body: Inputs<'a>,
    configuration: Option<Inputs<'a>>,
    resolved: Inputs<'a>,
    archetype: &'static ServerArchetype,
}

impl<'a> Request<'a> {
    fn of(inputs: &Inputs<'a>) -> Found<Self> {
        let body = inputs.object("body")?;
        // `platform_hddstorage_medium` of the peer is `hdd-storage-medium` of the table.
        let name = inputs.text("archetype")?;
        let name = name.trim_start_matches("platform_").replace('_', "-");
        let name = name.replace("storage", "-storage");
        Ok(Self {
            configuration: body.opt_object("configuration")?,
            resolved: inputs.object("resolved")?,
            archetype: server_archetypes::server(&name)?,
            body,
        })
    }

    fn part(&self, name: &str) -> Found<Option<Inputs<'a>>> {
        match &self.configuration {
            Some(parts) => parts.opt_object(name),
            None => Ok(None),
        }
    }

    fn list(&self, name: &str) -> Found<Option<Vec<Inputs<'a>>>> {
        match &self.configuration {
            Some(parts) if parts.has(name) => parts.objects(name).map(Some),
            _ => Ok(None),
        }
    }

    fn enclosure(&self) -> Found<Enclosure> {
        match self.body.opt_object("model")? {
            Some(model) if model.has("type") => match model.text("type")? {
                "rack" => Ok(Enclosure::Rack),
                "blade" => Ok(Enclosure::Blade),
                _ => Err(model.unfit("type", "rack or blade")),
            },
            _ => Ok(Enclosure::RackOrBlade),
        }
    }

    fn with_processors(&self, server: Server) -> Found<Server> {
        let die = bounded(&self.resolved.object("cpu")?, "die_size", "mm2")?;
        let number = match self.part("cpu")? {
            Some(cpu) if cpu.has("units") => units(&cpu)?,
            _ => self.archetype.processors(),
        };
        Ok(server.with_processors(number, Processor::new(die)?)?)
    }

    fn with_memory(&self, mut server: Server) -> Found<Server> {
        let resolved = self.resolved.objects("ram")?;
        let density = |bank: usize| match resolved.get(bank) {
            Some(bank) => bounded(bank, "density", "GB/cm2"),
            None => Err(self
                .resolved
                .unfit("ram", "one for each bank of the request")),
        };
        let Some(banks) = self.list("ram")? else {
            let module = MemoryModule::new(self.archetype.memory(), density(0)?)?;
            return Ok(server.with_memory(self.archetype.memory_modules(), module)?);
        };
        for (place, bank) in banks.iter().enumerate() {
            let module = MemoryModule::new(capacity(bank)?, density(place)?)?;
            server = server.with_memory(units(bank)?, module)?;
        }
        Ok(server)
    }

    fn with_disks(&self, mut server: Server) -> Found<Server> {
        let Some(disks) = self.list("disk")? else {
            let density = density_of_chips(ChipKind::SolidState, |_| true)?;
            let drive = SolidStateDrive::new(self.archetype.solid_state_drive(), density)?;
            return Ok(server
                .with_solid_state_drives(self.archetype.solid_state_drives(), drive)?
                .with_hard_disks(self.archetype.hard_disks())?);
        };
        for disk in &disks {
            server = match disk.text("type")?.to_ascii_lowercase().as_str() {
                "hdd" => server.with_hard_disks(units(disk)?)?,
                "ssd" => {
                    let drive = SolidStateDrive::new(capacity(disk)?, flash_density(disk)?)?;
                    server.with_solid_state_drives(units(disk)?, drive)?
                }
                _ => return Err(disk.unfit("type", "hdd or ssd")),
            };
        }
        Ok(server)
    }

    fn with_power_supplies(&self, server: Server) -> Found<Server> {
        let given = self.part("power_supply")?;
        let (number, mass) = match &given {
            Some(supply) if supply.has("unit_weight") => {
                let mass = Mass::of(supply.f64("unit_weight")?, "kg")?;
                (units(supply)?, mass.into())
            }
            Some(supply) => (units(supply)?, self.archetype.power_supply()),
            None => (
                self.archetype.power_supplies(),
                self.archetype.power_supply(),
            ),
        };
        Ok(server.with_power_supplies(number, PowerSupply::new(mass)?)?)
    }

    fn with_graphics_cards(&self, server: Server) -> Found<Server> {
        match self.part("gpu")? {
            Some(gpu) => Ok(server.with_graphics_cards(units(&gpu)?, card(&gpu)?)?),
            None => Ok(server),
        }
    }
}
