//! The tables of what went in, what stands in for something else, and what is missing.

use std::collections::BTreeMap;

use ict_impact::emissions::LifeCycleStage;
use ict_impact::footprint::GridFigure;
use ict_impact::place::Country;
use ict_impact::quantity::{Devices, EmbodiedFactor, Quantity};
use ict_impact::reference::panel;
use ict_impact::source::Status;
use ict_impact::time::Year;

use super::input::classes::{Base, Class};
use super::model::{Results, megawatt_hours};
use super::report::{Badge, Cell, Entry, Figure, Precision, Table, Tone, with_unit};
use super::sources::{Part, Sources};

const GRAMS: Precision = Precision::Significant(4);

/// What is to be said of a grid figure.
pub(crate) fn remark(figure: &GridFigure) -> String {
    let mut said = Vec::new();
    if figure.is_of_another_year() {
        said.push(format!("of {}", figure.year()));
    }
    let source = &figure.figure().source;
    if source.as_str().starts_with("grids-") {
        said.push("stated in the inventory".to_owned());
    } else if figure.figure().status == Status::Questionable {
        let column = panel::Column::CarbonIntensity;
        let note = panel::note(column, figure.country(), figure.year());
        said.push(format!(
            "questionable: {}",
            note.unwrap_or("see the source")
        ));
    }
    said.join("; ")
}

pub(crate) fn grids(results: &Results, sources: &Sources) -> Option<Figure> {
    let figures = results.footprint.grids();
    let remarks = figures.iter().any(|figure| !remark(figure).is_empty());
    let mut table = Table::new("Carbon intensities (gCO₂e/kWh)", &["Country", "Year"])
        .column("Grid", "")
        .column("Residual mix", "");
    if remarks {
        table = table.column("Remark", "");
    }
    let by_market = |country: Country, year: Year| {
        let mut mixes = results.inputs.residual_mixes.iter();
        let mix = mixes.find(|mix| mix.country == country && mix.year == year);
        let stands_in = results.footprint.grid_for_residual();
        match mix {
            Some(mix) => Entry::from(mix.intensity.grams_per_kwh()),
            None if stands_in.contains(&(country, year)) => {
                Entry::missing("the grid stands in for it")
            }
            None => Entry::missing("not needed"),
        }
    };
    for figure in figures {
        let (country, year) = (figure.country(), figure.used_for());
        let grams = figure.intensity().grams_per_kwh();
        let mut cells = vec![
            Cell::Entry(Entry::from(grams), GRAMS),
            Cell::Entry(by_market(country, year), GRAMS),
        ];
        cells.extend(remarks.then(|| Cell::text(remark(figure))));
        table = table.row([country.name().to_owned(), year.to_string()], cells);
    }
    let grams = |figure: &&GridFigure| figure.intensity().grams_per_kwh();
    let least = figures
        .iter()
        .min_by(|a, b| grams(a).total_cmp(&grams(b)))?;
    let most = figures
        .iter()
        .max_by(|a, b| grams(a).total_cmp(&grams(b)))?;
    let said = |figure: &GridFigure| {
        let grams = figure.intensity().grams_per_kwh();
        format!(
            "{} in {} ({})",
            with_unit(grams, Precision::Significant(3), "gCO2e/kWh"),
            figure.country().name(),
            figure.used_for()
        )
    };
    let another = figures
        .iter()
        .filter(|one| one.is_of_another_year())
        .count();
    let mut figure = Figure::new("grids", "Carbon intensity of the electricity", table)
        .takeaway(format!("From {} to {}.", said(least), said(most)))
        .step("The figure of the country and year. A figure of another year is taken only if asked for (--nearest-year), and flagged.")
        .step("Where the table has no residual mix, the grid’s intensity stands in for it in scope 2 by market.")
        .note("The intensity is that of generation in the country: losses of the grid and imports are not in it.");
    if another > 0 {
        figure = figure.badge(other_year()).note(format!(
            "{another} of {} figures are of another year than the one they are used for.",
            figures.len()
        ));
    }
    Some(sources.cite(figure, &[Part::Grids, Part::ResidualMixes]))
}

/// Of figures that stand in for those of a year without one.
pub(crate) fn other_year() -> Badge {
    Badge::new(
        "other year",
        "A grid figure of a year nearby stands in for one that is missing.",
        Tone::Care,
    )
}

/// The stages of embodied emissions, and what they are called in a narrow column.
const STAGES: [(LifeCycleStage, &str); 4] = [
    (LifeCycleStage::CradleToGate, "Made"),
    (LifeCycleStage::Transport, "Transport"),
    (LifeCycleStage::EndOfLife, "End of life"),
    (LifeCycleStage::Embodied, "Undivided"),
];

pub(crate) fn classes(results: &Results, sources: &Sources) -> Option<Figure> {
    let classes = &results.inputs.classes;
    if classes.is_empty() {
        return None;
    }
    let from_parts = classes.iter().any(|class| class.made.is_some());
    let caption = "One device of each class: emissions by stage, all in kgCO₂e";
    let mut table = Table::new(caption, &["Class"])
        .column("Figures", "")
        .column("Life", "years")
        .column("Electricity", "kWh/year");
    for (_, name) in STAGES {
        table = table.column(name, "");
    }
    if from_parts {
        table = table.column("Made, range", "");
    }
    for class in classes {
        let cells = class_cells(class, from_parts);
        table = table.row([class.device.name()], cells);
    }
    let figure = Figure::new("classes", "One device of each class", table)
        .takeaway(format!(
            "{} classes of devices. What is not known of a class is not counted, and listed as missing.",
            classes.len()
        ))
        .step("A typical device: power × part of the time in use × 8760 h; its emissions are one figure for everything but use. Figures of its own go before those of the typical device.")
        .step("A server: making it part by part (processors, memory, drives, power supplies, board, case, assembly); power from its processors, memory and drives at the stated load, all year.");
    let figure = match from_parts {
        true => figure.note("Made, range: what making the server can emit at the least and at the most, where dies, densities and numbers of parts are not known better. The footprint takes the value between."),
        false => figure,
    };
    Some(sources.cite(figure, &[Part::Devices]))
}

fn class_cells(class: &Class, from_parts: bool) -> Vec<Cell> {
    let device = &class.device;
    let embodied = device.embodied();
    let energy = device.energy_per_year();
    let energy = energy.and_then(|energy| energy.get_in("kWh/device").ok());
    let unknown = || Entry::missing("not known");
    let own = if class.source.is_some() {
        ", and its own"
    } else {
        ""
    };
    let mut cells = vec![
        Cell::text(match class.base {
            Base::Server(id, Some(load)) => format!(
                "{id} at {} % load, {} W a processor{own}",
                load.percent, load.processor_tdp_w
            ),
            Base::Archetype(id) | Base::Server(id, None) => format!("{id}{own}"),
            Base::Own => "its own".to_owned(),
        }),
        Cell::Entry(Entry::from(device.life().get()), Precision::Decimals(1)),
        Cell::number(energy.map_or_else(unknown, Entry::from)),
    ];
    for (stage, _) in STAGES {
        let of_one = |factor: EmbodiedFactor| (Devices::new(1.0) * factor).kg();
        let by_stage = stage == LifeCycleStage::Embodied && embodied.iter().next().is_some();
        cells.push(match embodied.get(stage) {
            Some(factor) => Cell::number(of_one(factor)),
            None if by_stage => Cell::text(""),
            None if embodied.covers(stage) => Cell::number(Entry::missing("undivided")),
            None => Cell::number(unknown()),
        });
    }
    if from_parts {
        cells.push(Cell::text(class.made.map_or_else(String::new, |made| {
            format!("{:.0} to {:.0}", made.min().kg(), made.max().kg())
        })));
    }
    cells
}

/// Devices at metered sites, and what the meters of their country count.
pub(crate) fn meters(results: &Results, sources: &Sources) -> Option<Figure> {
    let inside = results.footprint.in_site_meters();
    if inside.is_empty() {
        return None;
    }
    let mut devices: BTreeMap<(Country, Year), f64> = BTreeMap::new();
    for one in inside {
        *devices.entry((one.country, one.year)).or_default() += megawatt_hours(one.energy);
    }
    let mut metered: BTreeMap<(Country, Year), f64> = BTreeMap::new();
    for row in &results.inputs.sites {
        *metered.entry((row.country, row.year)).or_default() +=
            megawatt_hours(row.site.electricity());
    }
    let mut table = Table::new(
        "Devices at metered sites, and the meters of their country",
        &["Country", "Year"],
    )
    .column("Devices, modelled", "MWh")
    .column("Meters of all sites", "MWh")
    .column("Share", "%");
    for (&(country, year), &energy) in &devices {
        let meters = metered.get(&(country, year)).copied().unwrap_or_default();
        let share = match meters {
            0.0 => Entry::missing("the meters count nothing"),
            meters => Entry::from(100.0 * energy / meters),
        };
        let cells = [
            Cell::number(energy),
            Cell::number(meters),
            Cell::number(share),
        ];
        table = table.row([country.name().to_owned(), year.to_string()], cells);
    }
    let all: f64 = devices.values().sum();
    let figure = Figure::new("meters", "Devices whose electricity the meters of sites count", table)
        .takeaway(format!(
            "Devices at metered sites are modelled to use {} over {}: it is in the meters, and not counted again.",
            with_unit(all, Precision::Significant(3), "MWh"),
            results.period()
        ))
        .step("Number × energy per device and year, for rows with the role in_use_at_metered_site.");
    Some(sources.cite(figure, &[Part::Inventory, Part::Devices]))
}

pub(crate) fn gaps(results: &Results, sources: &Sources) -> Option<Figure> {
    let gaps = &results.gaps;
    if gaps.is_empty() {
        return None;
    }
    let mut table = Table::new("What is not accounted for", &["Class"])
        .column("What", "")
        .column("Why", "");
    for gap in gaps {
        let cells = [Cell::text(gap.what.clone()), Cell::text(gap.why)];
        table = table.row([gap.class.clone()], cells);
    }
    let figure = Figure::new("gaps", "What is not accounted for", table)
        .takeaway(format!(
            "Not in the footprint: {}, for which no figure was given or none is computed. They are not zero.",
            results.parts_missing()
        ))
        .step("For each class of devices with a number: the stages of its life that no figure covers.");
    Some(sources.cite(figure, &[Part::Inventory]))
}
