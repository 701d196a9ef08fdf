//! The modelled devices: in use, their emissions, their waste.

use ict_impact::quantity::Quantity;
use ict_impact::review::devices::DeviceModel;
use ict_impact::review::{Period, Review};
use ict_impact::time::Year;

use super::super::Devices;
use super::super::figures::entry;
use super::super::report::{
    Badge, BarChart, BarGroup, Entry, Figure, Multiples, Panel, Precision, Section, with_unit,
};
use super::before;

/// First year that is drawn.
pub(super) const FROM: Year = Year::of::<2005>();

pub(super) fn section(devices: &Devices) -> Section {
    let Devices { model, review, .. } = devices;
    Section::new("devices", "Devices and their impact")
        .paragraph(format!(
            "Modelled, not reported: desktops, laptops, mobile phones and flat monitors in the six countries for which a public series of what was put on the market is at hand, for {} and {}.",
            before(review), review.biennium
        ))
        .figure(in_use(model, review))
        .figure(stages(model, review))
        .figure(ewaste(model, review))
}

/// Short names of the four UNU-KEYS.
pub(super) fn kind(key: &str) -> &'static str {
    match key {
        "0302" => "Desktops",
        "0303" => "Laptops and tablets",
        "0306" => "Mobile phones",
        "0309" => "Flat monitors",
        _ => "Other",
    }
}

pub(super) fn annual(
    review: &Review,
    indicator: &str,
    group: &str,
    previous: bool,
) -> (String, Entry, f64) {
    let Some(comparison) = review.comparison(indicator, group) else {
        return (String::new(), Entry::missing("not modelled"), 0.0);
    };
    let fact = if previous {
        &comparison.previous
    } else {
        &comparison.current
    };
    let period = match fact.period {
        Period::Year(year) => year.to_string(),
        Period::Biennium(biennium) => biennium.to_string(),
    };
    (period, entry(fact), fact.value.unwrap_or_default())
}

/// The chart with a group for each country and in it a bar for each of the two bienniums, made of
/// what `parts` finds of a country, of the biennium before or not; its period comes with it.
pub(super) fn by_country<const N: usize>(
    mut chart: BarChart,
    model: &DeviceModel,
    parts: impl Fn(&str, bool) -> (String, [Entry; N]),
) -> BarChart {
    for country in model.countries() {
        let mut group = BarGroup::new(country.name());
        for previous in [true, false] {
            let (period, parts) = parts(country.alpha3(), previous);
            group = group.bar(&period, parts);
        }
        chart = chart.group(group);
    }
    chart
}

fn in_use(model: &DeviceModel, review: &Review) -> Figure {
    let mut chart = Multiples::stacked("devices").panels_are("Country", "Device");
    for &country in model.countries() {
        let mut panel = Panel::new(country.name());
        for assumption in model.assumptions() {
            let points: Vec<(i32, f64)> = model
                .years()
                .iter()
                .filter(|y| y.country == country && y.key == assumption.key && y.year >= FROM)
                .map(|y| (y.year.get(), y.in_use.get()))
                .collect();
            panel = panel.series(kind(assumption.key.code()), points);
        }
        chart = chart.panel(panel);
    }
    let (_, _, total) = annual(review, "PRJ.DEV.STOCK", "MODELLED", false);
    with_model(
        Figure::new("devices-in-use", "ICT devices in use, by country", chart)
            .takeaway(format!(
                "At the end of {} about {} of these four kinds were in use in the six countries.",
                review.biennium.last(),
                with_unit(total / 1e6, Precision::Significant(3), "million devices")
            ))
            .step("Pieces put on the market each year since 1980 (production + imports − exports)."),
    )
    .step("In use at the end of a year: the pieces of every earlier year that survive. Survival is Weibull with the lifetimes of the UNU-KEY; pieces enter in the middle of the year.")
    .note("Each country has its own scale. From 2016 on, what was put on the market is an extrapolation of the tool that made the series.")
}

fn stages(model: &DeviceModel, review: &Review) -> Figure {
    let chart = BarChart::new("ktCO2e")
        .parts(["Use phase", "Embodied in the year’s sales"])
        .bars_are("Country", "Annual mean of");
    let kilotonnes = |entry: Entry| match entry.value() {
        Some(tonnes) => Entry::from(tonnes / 1e3),
        None => entry,
    };
    let chart = by_country(chart, model, |country, previous| {
        let (period, usage, _) = annual(review, "PRJ.DEV.USE", country, previous);
        let (_, embodied, _) = annual(review, "PRJ.DEV.EMB", country, previous);
        (period, [usage, embodied].map(kilotonnes))
    });
    let (_, _, usage) = annual(review, "PRJ.DEV.USE", "MODELLED", false);
    let (_, _, embodied) = annual(review, "PRJ.DEV.EMB", "MODELLED", false);
    let share = 100.0 * embodied / (usage + embodied);
    let mut figure = with_model(
        Figure::new("stages", "Emissions of ICT devices by life-cycle stage", chart)
            .takeaway(format!(
                "In {} making the devices sold was {} of the two stages together.",
                review.biennium,
                with_unit(share, Precision::Significant(2), "%")
            ))
            .step("Use phase: devices in use (mean of the beginning and the end of the year) × average power × share of the time in use × 8760 h × carbon intensity of the national grid.")
            .step("Embodied: pieces put on the market × embodied emissions of the typical device. Both are the annual mean of the biennium."),
    )
    .source("ademe-base-empreinte", "power, time in use and embodied emissions of typical devices")
    .source("ember-owid-electricity", "carbon intensity of the grid")
    .note("The stages are shown together and stay apart in the files: raw materials, making and transport are in the embodied emissions, the end of life is not modelled.");
    for assumption in model.assumptions() {
        let archetype = assumption.archetype;
        let share = archetype
            .use_time_ratio()
            .map_or(0.0, |share| share.value.percent());
        figure = figure.note(format!(
            "{} (UNU-KEY {}): typical device {}, {} in use {share} % of the time, {}.",
            kind(assumption.key.code()),
            assumption.key.code(),
            archetype.id(),
            with_unit(
                archetype.power().value.value,
                Precision::Significant(3),
                "W"
            ),
            with_unit(
                archetype.embodied().value.base(),
                Precision::Significant(3),
                "kgCO2e each"
            ),
        ));
    }
    figure
}

fn ewaste(model: &DeviceModel, review: &Review) -> Figure {
    let chart = BarChart::new("t")
        .parts(["E-waste generated"])
        .bars_are("Country", "Annual mean of");
    let chart = by_country(chart, model, |country, previous| {
        let (period, waste, _) = annual(review, "PRJ.DEV.EWASTE", country, previous);
        (period, [waste])
    });
    let (_, _, total) = annual(review, "PRJ.DEV.EWASTE", "MODELLED", false);
    with_model(
        Figure::new("ewaste", "E-waste from these devices, by country", chart)
            .takeaway(format!(
                "About {} of these devices became waste in each year of {}.",
                with_unit(total / 1e3, Precision::Significant(3), "kt"),
                review.biennium
            ))
            .step("Mass put on the market, with the same survival as the pieces: what was put on the market and is no longer in use has become waste. Mass is conserved."),
    )
    .note("It is the e-waste of four kinds of devices, not all e-waste of the country, and says nothing of what was collected.")
}

/// What all figures of the model share.
pub(super) fn with_model(figure: Figure) -> Figure {
    figure
        .source("cbs-ewaste-pom-run", "pieces and mass put on the market")
        .source("weee-calculation-tool-2023", "Weibull lifetimes, profile NL_FR_BE")
        .badge(Badge::modelled())
        .note("Modelled, tier 1: default lifetimes and typical devices for all six countries. The lifetimes are those of the Netherlands, France and Belgium; for the others they are an assumption.")
}
