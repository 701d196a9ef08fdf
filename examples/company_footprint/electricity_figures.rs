//! The figures of electricity, data centres and activity.

use super::figures::capital;
use super::model::{Activity, Results, megawatt_hours};
use super::report::number::unit_label;
use super::report::{BarChart, BarGroup, Cell, Entry, Figure, Precision, Table, with_unit};
use super::sources::{Part, Sources};

const MWH: &str = "MWh";
const PUE: Precision = Precision::Decimals(3);

pub(crate) fn electricity(results: &Results, sources: &Sources) -> Figure {
    let years: Vec<String> = results
        .inputs
        .years()
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut chart = BarChart::new(MWH)
        .bars_are("Kind", "")
        .parts(years.iter().map(String::as_str));
    for (kind, years) in results.by_year(|line| line.kind()) {
        let years = years.iter();
        let energy = years.map(|total| total.map_or(0.0, |total| megawatt_hours(total.energy)));
        let energy: Vec<f64> = energy.collect();
        if energy.iter().any(|energy| *energy > 0.0) {
            let name = capital(kind.name());
            chart = chart.group(BarGroup::new(&name).bar("", energy));
        }
    }
    let total = megawatt_hours(results.footprint.total().energy);
    let figure = Figure::new("electricity", "Electricity behind the emissions", chart)
        .takeaway(format!(
            "{} of electricity stand behind the emissions of {}, in whichever scope.",
            with_unit(total, Precision::Significant(3), MWH),
            results.period()
        ))
        .step("Sites: their meters; a data centre of which the IT energy and the PUE are given uses the one times the other. Devices in use outside metered sites: number × energy per year of 8760 h.")
        .step("Devices sold: number × energy per year × life of the class. It is used by customers, over years to come.")
        .step("Services: the energy that is stated, or data × energy intensity of the network.")
        .note("A service whose supplier states emissions only has no electricity here.");
    let parts = [Part::Inventory, Part::Devices, Part::Services];
    sources.cite(figure, &parts)
}

pub(crate) fn data_centres(results: &Results, sources: &Sources) -> Option<Figure> {
    let (last, _, together) = results.together.last()?;
    let mut names: Vec<&str> = Vec::new();
    for one in &results.data_centres {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    let of = |name: &str, year| {
        let mut all = results.data_centres.iter();
        all.find(|one| one.name == name && one.year == year)
    };
    let years = results.inputs.years();
    let mut chart = BarChart::new("PUE")
        .precision(PUE)
        .bars_are("Data centre", "Year");
    let mut table = Table::new(
        "Power usage effectiveness of data centres",
        &["Data centre", "Year"],
    )
    .column("Electricity", MWH)
    .column("IT equipment", MWH)
    .column("PUE", "")
    .column("PUE, energy-weighted mean", "");
    let blank = || Cell::text("");
    for name in names {
        let mut group = BarGroup::new(name);
        for year in &years {
            let Some(one) = of(name, *year) else {
                continue;
            };
            let pue = one.energy.power_usage_effectiveness().value;
            group = group.bar(&year.to_string(), [pue]);
            let cells = [
                Cell::number(megawatt_hours(one.energy.total())),
                Cell::number(megawatt_hours(one.energy.it())),
                Cell::Entry(Entry::from(pue), PUE),
                blank(),
            ];
            table = table.row([name.to_owned(), year.to_string()], cells);
        }
        chart = chart.group(group);
    }
    let mut group = BarGroup::new("All together, as a ratio of sums");
    for (year, energy, pue) in &results.together {
        group = group.bar(&year.to_string(), [pue.ratio_of_sums.value]);
        let cells = [
            Cell::number(megawatt_hours(energy.total())),
            Cell::number(megawatt_hours(energy.it())),
            Cell::Entry(Entry::from(pue.ratio_of_sums.value), PUE),
            Cell::Entry(Entry::from(pue.energy_weighted_mean.value), PUE),
        ];
        table = table.row(["All together".to_owned(), year.to_string()], cells);
    }
    let chart = chart.group(group);
    let figure = Figure::new("pue", "Power usage effectiveness of the data centres", chart)
        .table(table)
        .takeaway(format!(
            "In {last} the data centres together used {} per kWh of their IT equipment.",
            with_unit(together.ratio_of_sums.value, PUE, "kWh")
        ))
        .step("PUE = energy of the data centre / energy of its IT equipment (ISO/IEC 30134-2).")
        .step("Together: the sum of the energies over the sum of the IT energies. The mean weighted by energy, which Regulation (EU) 2024/1364 describes, stands beside it in the table. A plain mean of sites is not shown: a small site would outweigh a large one.");
    Some(sources.cite(figure, &[Part::Inventory]))
}

pub(crate) fn intensities(results: &Results, sources: &Sources) -> Option<Figure> {
    let last = results.intensities.iter().map(|one| one.year).max()?;
    let mut table = Table::new("Emissions per activity", &["Per", "Year"])
        .column("Activity", "")
        .column("By location", "")
        .column("By market", "")
        .column("Unit", "");
    for one in &results.intensities {
        let [location, market] = one.emissions;
        let cells = [
            Cell::Entry(Entry::from(one.amount), Precision::Decimals(0)),
            Cell::number(location),
            Cell::number(market),
            Cell::text(unit_label(one.activity.unit().0)),
        ];
        let per = capital(&one.activity.one(results.currency()));
        table = table.row([per, one.year.to_string()], cells);
    }
    let of_last = results.intensities.iter().filter(|one| one.year == last);
    let said: Vec<String> = of_last
        .map(|one| {
            let (unit, _) = one.activity.unit();
            let emissions = with_unit(one.emissions[0], Precision::Significant(3), unit);
            format!("{emissions} per {}", one.activity.one(results.currency()))
        })
        .collect();
    let figure = Figure::new("intensities", "Emissions per activity", table)
        .takeaway(format!("In {last}, by location: {}.", said.join(", ")))
        .step("All emissions of a year, scopes 1 to 3, over what the organisation did in it. A year without a figure of activity has no intensity.")
        .note("An intensity falls also when the activity grows. It says nothing about whether the emissions do.");
    let figure = sources.cite(figure, &Part::ALL);
    Some(
        match results
            .intensities
            .iter()
            .any(|one| one.activity == Activity::Revenue)
        {
            true => figure.note("Revenue is in prices of its year."),
            false => figure,
        },
    )
}
