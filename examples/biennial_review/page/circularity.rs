//! Circularity of the modelled devices: what replaces what, how long it lasts, what the waste is
//! made of, and what nobody knows.

use std::collections::BTreeMap;

use ict_impact::circularity::scorecard;
use ict_impact::ewaste::CollectionTarget;
use ict_impact::quantity::{Mass, Quantity};
use ict_impact::reference::bill_of_materials::Material;
use ict_impact::review::devices::Circularity;

use super::super::Devices;
use super::super::report::{
    Badge, BarChart, BarGroup, Cell, Entry, Figure, Multiples, Panel, Precision, Section, Table,
    number, with_unit,
};
use super::devices::{FROM, annual, by_country, kind, with_model};

const DIGITS: Precision = Precision::Significant(3);

pub(super) fn section(devices: &Devices) -> Section {
    Section::new("circularity", "Circularity of these devices")
        .paragraph("What the modelled flows can say of circularity: how much of what is bought replaces what became waste, how old that is, what it is made of, and how much of it would have to be collected. What is reused, collected and recycled of them is not among the data at hand; those indicators stay open.")
        .figures([
            replaced(devices),
            age(devices),
            collection(devices),
            materials(devices),
            indicators(devices),
        ])
}

fn tonnes(mass: Mass) -> f64 {
    mass.get_in("t").unwrap_or(f64::NAN)
}

fn replaced(devices: &Devices) -> Figure {
    let review = &devices.review;
    let chart = BarChart::new("t")
        .parts(["Became waste", "Added to what is in use"])
        .bars_are("Country", "Annual mean of");
    let chart = by_country(chart, &devices.model, |country, previous| {
        let of = |indicator| annual(review, indicator, country, previous);
        let ((period, bought, _), (_, waste, _)) = (of("PRJ.DEV.POM"), of("PRJ.DEV.EWASTE"));
        let added = match (bought.value(), waste.value()) {
            (Some(bought), Some(waste)) => Entry::from(bought - waste),
            _ => Entry::missing("not modelled"),
        };
        (period, [waste, added])
    });
    let share = |previous| annual(review, "PRJ.CE.WASTE", "MODELLED", previous);
    let ((before, _, then), (now, _, share)) = (share(true), share(false));
    with_model(
        Figure::new("replaced", "Bought to replace, or bought to add?", chart)
            .takeaway(format!(
                "For each 100 kg put on the market in {now}, {} kg became waste; in {before} it was {} kg.",
                number(share, DIGITS),
                number(then, DIGITS)
            ))
            .step("Both parts of a bar are the mass put on the market: what became waste in the same year, and the rest, by which the mass in use grew. If it shrank, the rest is left of zero.")
            .step("The share is a ratio of sums over devices and years, PRJ.CE.WASTE in the files."),
    )
    .note("A share near 100 % is no sign of circularity by itself: it says that the mass in use hardly grows. What matters then is how long devices last and what becomes of them.")
}

fn age(devices: &Devices) -> Figure {
    let model = &devices.model;
    let mut chart = Multiples::lines("years")
        .panels_are("Device", "Country")
        .shared_scale();
    for assumption in model.assumptions() {
        let mut panel = Panel::new(kind(assumption.key.code()));
        for &country in model.countries() {
            let years = model.years().iter();
            let points: Vec<(i32, Entry)> = years
                .filter(|y| y.country == country && y.key == assumption.key && y.year >= FROM)
                .map(|y| {
                    let mean = y.discarded.mean_age();
                    let nothing = || Entry::missing("nothing discarded");
                    (
                        y.year.get(),
                        mean.map_or_else(nothing, |mean| mean.get().into()),
                    )
                })
                .collect();
            panel = panel.series(country.name(), points);
        }
        chart = chart.panel(panel);
    }
    let of = |previous| annual(&devices.review, "PRJ.CE.AGE", "MODELLED", previous);
    let ((before, _, then), (now, _, mean)) = (of(true), of(false));
    with_model(
        Figure::new("age-discarded", "How old devices are when they are discarded", chart)
            .takeaway(format!(
                "Devices discarded in {now} were {} old on average, in {before} {}.",
                with_unit(mean, DIGITS, "years"),
                with_unit(then, DIGITS, "years")
            ))
            .step("Pieces that leave in a year, by year of entry; each is as old as from the middle of its year of entry to the middle of the year. The mean over all devices is a ratio of sums, PRJ.CE.AGE in the files: mobile phones, of which there are most, weigh most."),
    )
    .note("Lifetimes are the same in all years and countries. Where the lines rise or differ, it is because sales fell or grew: when sales grow, what is discarded is younger than the mean lifetime.")
}

fn collection(devices: &Devices) -> Figure {
    let mut chart = BarChart::new("% of the e-waste generated")
        .bars_are("Country", "Year")
        .mark("85 % of the e-waste generated", 85.0);
    let mut lower = Vec::new();
    for of_country in years_by_country(devices) {
        let country = of_country[0].country();
        let mut group = BarGroup::new(country.name());
        for found in of_country {
            let asked = found.least_collected().iter();
            let of_market = asked
                .filter(|least| least.target == CollectionTarget::PutOnMarket65)
                .map(|least| least.of_generated.percent())
                .next();
            let entry = of_market.map_or_else(|| Entry::missing("no e-waste"), Entry::from);
            group = group.bar(&found.year().to_string(), [entry]);
            if found.year() == devices.review.biennium.last()
                && of_market.is_some_and(|percent| percent < 85.0)
            {
                lower.push(country.name());
            }
        }
        chart = chart.group(group);
    }
    let last = devices.review.biennium.last();
    let takeaway = format!(
        "In {last} the target on what was put on the market is the lower of the two in {}.",
        match lower.len() {
            all if all == devices.model.countries().len() =>
                "every one of the countries".to_owned(),
            0 => "none of the countries".to_owned(),
            _ => lower.join(", "),
        }
    );
    with_model(
        Figure::new("least-collected", "How much the European targets would ask to be collected", chart)
            .takeaway(takeaway)
            .step("A Member State reaches one of two targets: 65 % of the mean mass put on the market in the three years before, or 85 % of the e-waste generated in the year (Directive 2012/19/EU, Article 7(1), from 2019). The bars are the first, as a share of the e-waste generated; the line is the second."),
    )
    .source("eu-2012-19", "the targets")
    .note("As if the targets applied to these four kinds alone; the Directive sets them for all equipment of a Member State together. What was collected of these devices is not among the data at hand.")
}

/// The years of the biennium, country by country.
fn years_by_country(devices: &Devices) -> impl Iterator<Item = &[Circularity]> {
    let found = &devices.circularity;
    found.chunk_by(|a, b| a.country() == b.country())
}

fn materials(devices: &Devices) -> Figure {
    let in_all = |material| {
        let found = devices.circularity.iter();
        found
            .filter_map(|of| of.materials().mass(material))
            .map(tonnes)
            .sum::<f64>()
    };
    let mut named: Vec<(Material, f64)> = Material::ALL
        .into_iter()
        .map(|material| (material, in_all(material)))
        .filter(|(_, mass)| *mass > 0.0)
        .collect();
    named.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut chart = BarChart::new("t")
        .parts(named.iter().map(|(material, _)| material.name()))
        .bars_are("Country", "Annual mean of");
    for of_country in years_by_country(devices) {
        let years = of_country.len() as f64;
        let mean = |material| {
            let masses = of_country
                .iter()
                .filter_map(|of| of.materials().mass(material));
            masses.map(tonnes).sum::<f64>() / years
        };
        let parts = named.iter().map(|(material, _)| mean(*material));
        chart = chart.group(
            BarGroup::new(of_country[0].country().name())
                .bar(&devices.review.biennium.to_string(), parts),
        );
    }
    let years = devices.review.biennium.years().len() as f64;
    let of = |material| in_all(material) / years / 1e3;
    let mut figure = with_model(
        Figure::new("materials", "What the e-waste of these devices is made of", chart)
            .takeaway(format!(
                "In each year of {} the waste of these devices held about {} of printed circuit boards, {} of copper outside of them and {} of lithium-ion batteries.",
                devices.review.biennium,
                with_unit(of(Material::PrintedCircuitBoards), Precision::Significant(2), "kt"),
                with_unit(of(Material::Copper), Precision::Significant(2), "kt"),
                with_unit(of(Material::LiIonBattery), Precision::Significant(2), "kt"),
            ))
            .step("E-waste generated of each kind, split as the bill of materials of a typical product; the parts sum to the e-waste."),
    )
    .source("babbitt-2020", "bills of materials")
    .note("What is in the waste is not what is recovered. Metals in traces, such as gold, are in the boards. The bills are means of few models, read in a transcription.");
    for assumption in devices.model.assumptions() {
        let bill = assumption.materials;
        let models = bill
            .models()
            .map_or_else(String::new, |models| format!(", mean of {models} models"));
        figure = figure.note(format!(
            "{} (UNU-KEY {}): {}{models}.",
            kind(assumption.key.code()),
            assumption.key.code(),
            bill.product()
        ));
    }
    figure
}

/// The standards whose indicators a country would ask for.
const ASKED: [&str; 4] = ["iso59020.", "weee.", "sdg.", "eurostat.ewaste"];

fn indicators(devices: &Devices) -> Figure {
    let mut table = Table::new(
        "Indicators of circularity, and what they lack",
        &["Indicator"],
    )
    .column("By", "")
    .column("Of the six countries", "")
    .column("Why there is no value", "");
    let (mut known, mut asked, mut lacking) = (0, 0, BTreeMap::<String, usize>::new());
    for description in scorecard::INDICATORS {
        if !ASKED
            .iter()
            .any(|prefix| description.id().starts_with(prefix))
        {
            continue;
        }
        asked += 1;
        let rows = devices
            .circularity
            .iter()
            .filter(|of| of.year() == devices.review.biennium.last())
            .filter_map(|of| of.scorecard().row(description.id()));
        let (mut values, mut unit, mut why) = (Vec::new(), "", None);
        for row in rows {
            values.extend(row.value());
            unit = row.unit().unwrap_or(unit);
            why = row.reason().map(ToString::to_string).or(why);
        }
        let least = values.iter().copied().reduce(f64::min);
        let most = values.iter().copied().reduce(f64::max);
        let range = match (least, most) {
            (Some(least), Some(most)) => {
                known += 1;
                format!(
                    "{} to {}",
                    number(least, DIGITS),
                    with_unit(most, DIGITS, unit)
                )
            }
            _ => "–".to_owned(),
        };
        if let Some(why) = &why {
            *lacking.entry(why.clone()).or_default() += 1;
        }
        table = table.row(
            [description.name().to_owned()],
            [
                Cell::text(description.method().to_string()),
                Cell::text(range),
                Cell::text(why.unwrap_or_default()),
            ],
        );
    }
    let most = lacking.iter().max_by_key(|(_, count)| **count);
    let because = most.map_or_else(String::new, |(why, count)| {
        format!(" The reason given most often, {count} times: {why}.")
    });
    Figure::new(
        "circularity-indicators",
        "Indicators of circularity that can be computed, and those that cannot",
        table,
    )
    .takeaway(format!(
        "Of {asked} indicators of ISO 59020, the e-waste directive and the SDG, {known} can be computed from the flows in {}.{because}",
        devices.review.biennium.last()
    ))
    .step("The scorecard of the library, from an account of e-waste that has the mass put on the market, the e-waste generated and the inhabitants, and nothing else.")
    .source("ict-impact", "the scorecard")
    .badge(Badge::modelled())
}
