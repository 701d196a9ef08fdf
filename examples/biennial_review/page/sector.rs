//! What is published of the ICT sector as a whole, beside what is modelled here.

use ict_impact::quantity::{Co2e, Quantity};
use ict_impact::reference::sector_estimates::{
    self, Amount, Measure, Precision as Wording, SectorEstimate,
};
use ict_impact::reference::targets::{self, TargetForm};
use ict_impact::review::Review;
use ict_impact::review::target::{Path, StatusRule, Target};
use ict_impact::source::SourceId;
use ict_impact::time::YearSeries;

use super::super::figures::{entry, indicator_name};
use super::super::report::number::{NBSP, unit_label};
use super::super::report::{
    Badge, Cell, Entry, Figure, Precision, Section, Table, Tone, TrajectoryChart, id_on_page,
    with_unit,
};

const DIGITS: Precision = Precision::Significant(3);

/// Megatonnes of CO2e.
fn mt(co2e: Co2e) -> f64 {
    co2e.tonnes() / 1e6
}

pub(super) fn section(devices: &Review) -> Section {
    let figures = [
        trajectory(),
        Some(published()),
        Some(categories()),
        modelled(devices),
    ];
    Section::new("sector", "The ICT sector as others estimate it")
        .paragraph("This review does not model the whole sector. What others published stands here each with its own boundary and year. Figures of different boundaries are never averaged, added or set off against each other: what they leave out differs more than what they measure.")
        .figures(figures.into_iter().flatten())
}

fn secondary() -> Badge {
    let meaning =
        "Read in an abstract, a press page or a transcription, not in the publisher’s own text.";
    Badge::new("secondary", meaning, Tone::Care)
}

fn trajectory() -> Option<Figure> {
    let published = targets::target("itu-l1470").ok()?.form();
    let TargetForm::Reduction {
        base_year,
        year,
        reduction,
    } = published.value
    else {
        return None;
    };
    let history = || sector_estimates::history();
    let base = history()
        .find(|point| point.year() == base_year)?
        .footprint();
    let target = Target::reduction(base_year, base.value, year, reduction).ok()?;
    let (first, last) = (history().next()?.year(), history().next_back()?.year());
    let observed: Vec<Option<Co2e>> = first
        .to(last)
        .map(|year| {
            let found = history().find(|point| point.year() == year);
            found.map(|point| point.footprint().value)
        })
        .collect();
    let observed = YearSeries::new(first, observed).ok()?;
    let rule = StatusRule::default();
    let found = target.assess(&observed, rule).ok()?;
    let mut chart = TrajectoryChart::new("MtCO2e", "no interval is published", found.status.name())
        .target(year.get(), mt(target.value()));
    for point in history() {
        chart = chart.observed(point.year().get(), mt(point.footprint().value));
    }
    let mut path = Vec::new();
    for on in base_year.to(year) {
        path.push((on.get(), mt(target.expected(Path::Linear, on).ok()?)));
    }
    chart = chart.path("straight line to the target", path);
    let percent = with_unit(100.0 * reduction.value, Precision::Decimals(0), "%");
    Some(
        Figure::new("sector-trajectory", "Emissions of the ICT sector and the target of ITU-T L.1470", chart)
            .takeaway(format!(
                "From {} of {base_year} the target is {percent} less by {year}: {}. With no published value after {base_year} of this series the status is: {}.",
                with_unit(mt(base.value), DIGITS, "MtCO2e"),
                with_unit(mt(target.value()), DIGITS, "MtCO2e"),
                found.status.name()
            ))
            .step(format!("Target = value of {base_year} × (1 − {percent}). The recommendation was read without its annual values, so the straight line between is our choice."))
            .step(format!(
                "A status other than achieved needs {} values over {} years from the base year on; there is {}.",
                rule.least_points, rule.least_years, found.points
            ))
            .source(&id_on_page(&base.source), "emissions of the sector 2007–2020")
            .source(&id_on_page(&published.source), "the target, as reported by the press")
            .note("The history is of user devices, networks, data centres and enterprise networks, use and embodied, without television, entertainment and media. Whether the boundary of the target is the same was not read.")
            .badge(secondary()),
    )
}

fn measure(estimate: &SectorEstimate) -> &'static str {
    match estimate.measure() {
        Measure::ShareOfGlobalEmissions => "Share of all greenhouse gas emissions of the world",
        Measure::ShareOfEnergyRelatedEmissions => "Share of the world’s energy-related emissions",
        Measure::ShareOfGlobalElectricity => "Share of the world’s electricity",
        Measure::Electricity => "Electricity of a year",
        Measure::Emissions => "Greenhouse gas emissions of a year",
        _ => "Other",
    }
}

/// Without the zeros that rounding to hundredths would add: 2.1, not 2.10.
fn as_printed(value: f64) -> String {
    let digits = format!("{value:.2}");
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

fn figure_of(estimate: &SectorEstimate) -> String {
    let (low, high, unit) = match estimate.amount().value {
        Amount::Ratio { low, high } => (100.0 * low.value, 100.0 * high.value, "%"),
        Amount::Energy { low, high } => (low.base() / 3.6e15, high.base() / 3.6e15, "TWh"),
        Amount::Co2e { low, high } => (mt(low), mt(high), "MtCO2e"),
        _ => return "not shown".to_owned(),
    };
    let [low, high] = [low, high].map(as_printed);
    let unit = unit_label(unit);
    let shown = format!("{low}{NBSP}{unit}");
    match estimate.precision() {
        Wording::About => format!("about {shown}"),
        Wording::AtLeast => format!("at least {shown}"),
        Wording::Range => format!("{low} to {high}{NBSP}{unit}"),
        _ => shown,
    }
}

/// The sources of the published estimates, for the list of sources.
pub(super) fn sources() -> impl Iterator<Item = SourceId> {
    let of_estimates = sector_estimates::all().map(|estimate| estimate.amount().source);
    let history = sector_estimates::history().map(|point| point.footprint().source);
    let target = targets::target("itu-l1470")
        .into_iter()
        .map(|target| target.form().source);
    of_estimates.chain(history).chain(target)
}

fn published() -> Figure {
    let mut table = Table::new(
        "Published estimates, each with its boundary",
        &["Publication", "What"],
    )
    .column("Figure", "")
    .column("Year", "")
    .column("What is counted in", "")
    .open();
    let mut figure_sources: Vec<(String, &str)> = Vec::new();
    for estimate in sector_estimates::all() {
        let year = estimate
            .reference_year()
            .map_or_else(|| "not stated".to_owned(), |year| year.to_string());
        let source = id_on_page(&estimate.amount().source);
        if !figure_sources.iter().any(|(id, _)| *id == source) {
            figure_sources.push((source, estimate.publication()));
        }
        table = table.row(
            [estimate.publication(), measure(estimate)],
            [
                Cell::text(figure_of(estimate)),
                Cell::text(year),
                Cell::text(estimate.boundary()),
            ],
        );
    }
    let figure = Figure::new("sector-estimates", "Published estimates of the ICT sector", table)
        .takeaway(format!(
            "{} published figures differ first of all in what they count in; no mean of them says anything.",
            sector_estimates::all().len()
        ))
        .step("As printed, with the words of the publication. A range is the authors’ range, not a confidence interval.")
        .badge(secondary());
    figure_sources
        .iter()
        .fold(figure, |figure, (id, publication)| {
            figure.source(id, publication)
        })
}

fn categories() -> Figure {
    let mut table = Table::new(
        "The ICT sector in 2020 by category (MtCO2e; TWh)",
        &["Category"],
    )
    .column("Electricity", "TWh")
    .column("Use stage", "MtCO2e")
    .column("Embodied", "MtCO2e")
    .column("Total", "MtCO2e")
    .open();
    let mut notes = Vec::new();
    let mut devices = None;
    for category in sector_estimates::categories() {
        let name = category.category().to_string();
        let total = mt(category.total().value);
        if devices.is_none() {
            devices = Some((name.clone(), total));
        }
        if let Some(note) = category.note() {
            notes.push(format!("{name}: {note}."));
        }
        table = table.row(
            [name],
            [
                Cell::number(category.electricity().value.base() / 3.6e15),
                Cell::number(mt(category.use_stage().value)),
                Cell::number(mt(category.embodied().value)),
                Cell::number(total),
            ],
        );
    }
    let (name, total) = devices.unwrap_or_default();
    let figure = Figure::new(
        "sector-categories",
        "The ICT sector in 2020 by category, Malmodin et al. 2024",
        table,
    )
    .takeaway(format!(
        "The largest part in this estimate is that of {name}: {}.",
        with_unit(total, DIGITS, "MtCO2e")
    ))
    .step("As printed; parts and totals differ by rounding.")
    .source("malmodin-2024", "table of categories")
    .badge(secondary());
    notes.into_iter().fold(figure, Figure::note)
}

/// Each modelled indicator: how much of its unit is one of the unit shown, and its boundary.
const MODELLED: [(&str, f64, &str, &str); 5] = [
    (
        "PRJ.DEV.STOCK",
        1e6,
        "million devices",
        "Desktops, laptops and tablets, mobile phones and flat monitors in use at the end of the last year; no televisions, servers, network equipment or printers",
    ),
    (
        "PRJ.DEV.ELEC",
        1e9,
        "TWh",
        "Electricity that these devices draw in use; not that of networks and data centres that serve them",
    ),
    (
        "PRJ.DEV.USE",
        1e6,
        "MtCO2e",
        "That electricity at the carbon intensity of the national grid; no transmission losses",
    ),
    (
        "PRJ.DEV.EMB",
        1e6,
        "MtCO2e",
        "Raw materials, making and transport of the devices put on the market in the year; no end of life",
    ),
    (
        "PRJ.DEV.EWASTE",
        1e3,
        "kt",
        "Mass of these devices that became waste; not what was collected, recycled or reused",
    ),
];

fn modelled(devices: &Review) -> Option<Figure> {
    let mut table = Table::new("Modelled here, each with its boundary", &["Indicator"])
        .column("Annual figure", "")
        .column("Unit", "")
        .column("Period", "")
        .column("What is counted in", "")
        .open();
    let mut shown_any = false;
    for (code, scale, unit, boundary) in MODELLED {
        let Some(comparison) = devices.comparison(code, "MODELLED") else {
            continue;
        };
        let fact = &comparison.current;
        shown_any = true;
        let shown = match entry(fact) {
            Entry::Value(value) => Entry::from(value / scale),
            missing => missing,
        };
        table = table.row(
            [indicator_name(devices, code)],
            [
                Cell::Entry(shown, DIGITS),
                Cell::text(unit_label(unit)),
                Cell::text(fact.period.to_string()),
                Cell::text(boundary),
            ],
        );
    }
    if !shown_any {
        return None;
    }
    let figure = Figure::new("sector-modelled", "The modelled devices beside them", table)
        .takeaway("Four kinds of devices in six countries are a small part of what the published estimates count; they stand beside them, not under them.")
        .step("Annual means of the biennium, of devices in use the end of the last year; sums over the six modelled countries.")
        .source("cbs-ewaste-pom-run", "pieces and mass put on the market")
        .source("ademe-base-empreinte", "typical devices")
        .source("ember-owid-electricity", "carbon intensity of the grid")
        .note("Circularity is not in the model: it follows devices until they become waste and says nothing of repair, reuse or recycling.")
        .badge(Badge::modelled());
    Some(figure)
}
