//! Classes of devices: what one uses in a year, and what making it emits.

use ict_impact::emissions::component::{ComponentFactors, Server};
use ict_impact::emissions::{ByStage, LifeCycleStage};
use ict_impact::energy::{EnergyPerDevice, LogCurve, PowerProfile, ServerPower};
use ict_impact::fleet::Years;
use ict_impact::footprint::DeviceClass;
use ict_impact::quantity::{
    Area, ClimateChange, Co2e, Devices, EmbodiedFactor, Factor, Power, Quantity, Share,
};
use ict_impact::reference::device_archetypes::{self, Archetype};
use ict_impact::reference::server_archetypes::{self, ServerArchetype};
use ict_impact::time::YearLength;
use ict_impact::uncertainty::Bounded;

use super::problems::Problems;
use super::table::{Cell, Format, LIFE, NOT_NEGATIVE, PERCENT, POSITIVE, Row, Table};

pub(crate) const FORMAT: Format = Format {
    name: "classes.csv",
    required: &["class"],
    optional: &[
        "archetype",
        "server",
        "load_pct",
        "processor_tdp_W",
        "processor_die_mm2",
        "life_years",
        "energy_kWh_per_year",
        "cradle_to_gate_kgCO2e",
        "transport_kgCO2e",
        "end_of_life_kgCO2e",
        "embodied_kgCO2e",
        "source",
    ],
    in_currency: None,
};

/// How long a year is that devices run through.
pub(crate) const YEAR: YearLength = YearLength::Common;

/// The columns of embodied emissions, and their stages.
const STAGES: [(&str, LifeCycleStage); 4] = [
    ("cradle_to_gate_kgCO2e", LifeCycleStage::CradleToGate),
    ("transport_kgCO2e", LifeCycleStage::Transport),
    ("end_of_life_kgCO2e", LifeCycleStage::EndOfLife),
    ("embodied_kgCO2e", LifeCycleStage::Embodied),
];

/// A class, and where its figures are from.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    pub(crate) device: DeviceClass,
    pub(crate) base: Base,
    /// Where figures of its own are from.
    pub(crate) source: Option<String>,
    /// What making a server can emit at the least and at the most.
    pub(crate) made: Option<Bounded<Co2e>>,
}

/// What fills the cells that a class leaves empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Base {
    Archetype(&'static str),
    Server(&'static str, Option<Load>),
    Own,
}

/// How a server runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Load {
    pub(crate) percent: f64,
    /// Thermal design power of one processor.
    pub(crate) processor_tdp_w: f64,
}

/// The classes in the order of the file; a class that cannot be read keeps its name, so that
/// devices of it are no further problem.
pub(crate) fn read(table: &Table, problems: &mut Problems) -> Vec<(String, Option<Class>)> {
    let mut classes: Vec<(String, Option<Class>)> = Vec::new();
    let mut lines = Vec::new();
    for row in table.rows() {
        let Some(name) = row.needed("class", "a name of its own", problems) else {
            continue;
        };
        if let Some(first) = classes.iter().position(|(other, _)| *other == name) {
            let what = format!("`{name}` stands already on line {}", lines[first]);
            row.wrong("class", what, "each name once", problems);
            continue;
        }
        lines.push(row.line);
        let class = class(&row, &name, problems);
        classes.push((name, class));
    }
    classes
}

/// What a base says of a class.
struct Known {
    base: Base,
    life: Option<Years>,
    energy: Option<EnergyPerDevice>,
    embodied: ByStage<EmbodiedFactor>,
    made: Option<Bounded<Co2e>>,
}

fn class(row: &Row<'_>, name: &str, problems: &mut Problems) -> Option<Class> {
    let before = problems.len();
    let life = row.number("life_years", LIFE, problems);
    let energy = row.number("energy_kWh_per_year", NOT_NEGATIVE, problems);
    let stages = STAGES.map(|(column, stage)| {
        let cell = row.number(column, NOT_NEGATIVE, problems);
        (column, stage, cell)
    });
    let known = base(row, energy, problems);
    let own = !(life.is_empty() && energy.is_empty() && stages.iter().all(|s| s.2.is_empty()));
    let source = row.text("source");
    if own && source.is_empty() {
        let what = "is missing, and the row has figures of its own";
        row.wrong("source", what, "where they are from", problems);
    }
    let embodied = embodied(row, &stages, problems);
    let known = known.filter(|_| problems.len() == before)?;
    let Some(life) = life.value().map(Years::new).or(known.life) else {
        let accepted = "a number of years above 0, or an archetype or server that has it";
        row.wrong("life_years", "is missing", accepted, problems);
        return None;
    };
    let energy = energy.value().map(energy_per_year).or(known.energy);
    let made = known.made.filter(|_| embodied.is_none());
    let device = DeviceClass::new(name, life)
        .and_then(|class| match energy {
            Some(energy) => class.with_energy_per_year(energy),
            None => Ok(class),
        })
        .and_then(|class| class.with_embodied(embodied.unwrap_or(known.embodied)));
    match device {
        Ok(device) => Some(Class {
            device,
            base: known.base,
            source: Some(source.to_owned()).filter(|text| !text.is_empty()),
            made,
        }),
        Err(error) => {
            row.refused(error, problems);
            None
        }
    }
}

fn energy_per_year(kilowatt_hours: f64) -> EnergyPerDevice {
    // Checked to be finite, and so are the joules of what a device can use.
    EnergyPerDevice::of(kilowatt_hours, "kWh/device").unwrap_or(Factor::from_checked(f64::NAN))
}

/// The emissions that a row states itself: by stage, or in one figure.
fn embodied(
    row: &Row<'_>,
    stages: &[(&str, LifeCycleStage, Cell<f64>)],
    problems: &mut Problems,
) -> Option<ByStage<EmbodiedFactor>> {
    let given = stages.iter().filter_map(|(_, stage, cell)| {
        let factor = EmbodiedFactor::from_kg_per_device(cell.value()?);
        Some((*stage, factor))
    });
    let given: Vec<_> = given.collect();
    if given.is_empty() {
        return None;
    }
    match ByStage::new(given) {
        Ok(stages) => Some(stages),
        Err(error) => {
            let accepted = "one figure, or the stages";
            row.wrong("embodied_kgCO2e", error, accepted, problems);
            None
        }
    }
}

/// What fills empty cells: a typical device, a typical server, or nothing.
fn base(row: &Row<'_>, energy: Cell<f64>, problems: &mut Problems) -> Option<Known> {
    let (archetype, server) = (row.text("archetype"), row.text("server"));
    let of_server = ["load_pct", "processor_tdp_W", "processor_die_mm2"];
    if server.is_empty() {
        for column in of_server
            .iter()
            .filter(|column| !row.text(column).is_empty())
        {
            let what = "is given, and there is no server";
            row.wrong(column, what, "only beside a server", problems);
        }
    }
    match (archetype, server) {
        ("", "") => Some(Known {
            base: Base::Own,
            life: None,
            energy: None,
            embodied: ByStage::default(),
            made: None,
        }),
        (id, "") => match device_archetypes::archetype(id) {
            Ok(device) => of_archetype(row, device, problems),
            Err(_) => {
                let all: Vec<&str> = device_archetypes::all().map(Archetype::id).collect();
                row.wrong(
                    "archetype",
                    format_args!("`{id}`"),
                    all.join(", "),
                    problems,
                );
                None
            }
        },
        ("", id) => match server_archetypes::server(id) {
            Ok(server) => of_server_archetype(row, server, energy, problems),
            Err(_) => {
                let all: Vec<&str> = server_archetypes::all().map(ServerArchetype::id).collect();
                row.wrong("server", format_args!("`{id}`"), all.join(", "), problems);
                None
            }
        },
        _ => {
            let what = "is given, and an archetype as well";
            row.wrong("server", what, "one of the two", problems);
            None
        }
    }
}

fn of_archetype(row: &Row<'_>, device: &Archetype, problems: &mut Problems) -> Option<Known> {
    match DeviceClass::of_archetype(device, YEAR) {
        Ok(class) => Some(Known {
            base: Base::Archetype(device.id()),
            life: Some(class.life()),
            energy: class.energy_per_year(),
            embodied: class.embodied(),
            made: None,
        }),
        Err(error) => {
            row.refused(error, problems);
            None
        }
    }
}

fn of_server_archetype(
    row: &Row<'_>,
    server: &ServerArchetype,
    energy: Cell<f64>,
    problems: &mut Problems,
) -> Option<Known> {
    let die = row.number("processor_die_mm2", POSITIVE, problems);
    let (load, tdp) = (
        row.number("load_pct", PERCENT, problems),
        row.number("processor_tdp_W", POSITIVE, problems),
    );
    if energy.is_empty() {
        for (column, cell) in [("load_pct", load), ("processor_tdp_W", tdp)] {
            if cell.is_empty() {
                let accepted = "load_pct and processor_tdp_W, or energy_kWh_per_year";
                row.wrong(column, "is missing", accepted, problems);
            }
        }
    }
    if die.is_empty() && server.die().is_none() {
        let what = format!("is missing: the die in `{}` is not known", server.id());
        let accepted = "the die of one processor, or the server compute-medium";
        row.wrong("processor_die_mm2", what, accepted, problems);
        return None;
    }
    let known = || -> Result<Known, Box<dyn std::error::Error>> {
        let die = match die.value() {
            Some(die) => Some(Area::of(die, "mm2")?.into()),
            None => None,
        };
        let factors = ComponentFactors::<ClimateChange>::reference();
        let stages = Server::typical(server, die)?.embodied(&factors);
        let per_device = |made: Bounded<Co2e>| EmbodiedFactor::per(made.value(), Devices::new(1.0));
        let mut embodied = Vec::new();
        for (stage, made) in stages.iter() {
            embodied.push((stage, per_device(made)?));
        }
        let load = load.value().zip(tdp.value());
        let load = load.map(|(percent, processor_tdp_w)| Load {
            percent,
            processor_tdp_w,
        });
        let energy = match load {
            Some(load) => Some(energy_of(server, load)?),
            None => None,
        };
        Ok(Known {
            base: Base::Server(server.id(), load),
            life: Some(Years::from_duration(server.lifetime(), YearLength::Common)),
            energy,
            embodied: ByStage::new(embodied)?,
            made: stages.embodied(),
        })
    };
    match known() {
        Ok(known) => Some(known),
        Err(error) => {
            row.refused(error, problems);
            None
        }
    }
}

/// What a typical server uses in a year at this load.
fn energy_of(
    server: &ServerArchetype,
    load: Load,
) -> Result<EnergyPerDevice, Box<dyn std::error::Error>> {
    let curve = LogCurve::of_tdp(Power::of(load.processor_tdp_w, "W")?)?;
    let power = ServerPower::new(server.processors(), curve)?
        .with_memory(server.memory_modules(), server.memory())?
        .with_drives(
            server.solid_state_drives(),
            ServerPower::solid_state_drive(),
        )?
        .with_drives(server.hard_disks(), ServerPower::hard_disk())?
        .at(Share::from_percent(load.percent)?.into());
    let profile = PowerProfile::in_use(power.value(), Share::WHOLE)?;
    Ok(profile.energy_per_device_and_year(YEAR))
}
