//! The figures of what is put on the market, in use and becoming waste.

use ict_impact::place::Country;
use ict_impact::quantity::Mass;
use ict_impact::reference::unu_keys::Category;
use ict_impact::time::Year;

use super::Results;
use super::model::{Kind, Outlook};
use super::report::{Badge, Figure, LineChart, Multiples, Panel, Precision, with_unit};
use super::scenario::profile_name;
use super::summary::{growth_in_words, kilotonnes, short};

/// First year drawn: before it, long-lived equipment sold before the data is missing.
const FROM: Year = Year::of::<2000>();

/// "5.71 Mt", from a mass.
pub(crate) fn megatonnes(mass: Mass) -> String {
    with_unit(kilotonnes(mass) / 1e3, Precision::Significant(3), "Mt")
}

/// The years drawn with what is in the rows, kt.
fn points<'a>(outlook: &'a Outlook, rows: &'a [Mass]) -> impl Iterator<Item = (i32, f64)> + 'a {
    let years = outlook.years.iter().zip(rows);
    let drawn = years.filter(|(year, _)| **year >= FROM);
    drawn.map(|(year, mass)| (year.get(), kilotonnes(*mass)))
}

pub(crate) fn trend(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let total = outlook.reference().all();
    let (last, until) = (outlook.last_of_data, outlook.assumptions.until);
    let at = |kind, year| megatonnes(total.mass(kind)[outlook.row(year)]);
    let chart = LineChart::new("kt/a")
        .lines_are("Flow")
        .line(
            "Put on market",
            points(outlook, total.mass(Kind::PutOnMarket)),
        )
        .line("E-waste", points(outlook, total.mass(Kind::Ewaste)))
        .emphasise("E-waste");
    let figure = Figure::new(
        "trend",
        "Put on the market and e-waste, all countries",
        chart,
    )
    .takeaway(format!(
        "In {last} {} were put on the market and {} became waste; in {until} it would be {}.",
        at(Kind::PutOnMarket, last),
        at(Kind::Ewaste, last),
        at(Kind::Ewaste, until),
    ));
    modelled(figure, results)
}

pub(crate) fn by_country(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let mut chart = Multiples::lines("kt/a").panels_are("Country", "Flow");
    for &country in &outlook.countries {
        let total = outlook.reference().total(Some(country), None);
        let panel = Panel::new(country.name())
            .series(
                "Put on market",
                points(outlook, total.mass(Kind::PutOnMarket)),
            )
            .series("E-waste", points(outlook, total.mass(Kind::Ewaste)));
        chart = chart.panel(panel);
    }
    let figure = Figure::new(
        "by-country",
        "Put on the market and e-waste by country",
        chart,
    )
    .takeaway(format!(
        "In {} what is in use still grows {}: more is put on the market than becomes waste.",
        outlook.assumptions.until,
        growing(outlook),
    ));
    modelled(figure, results)
}

/// In how many countries the stock grows in the last year.
fn growing(outlook: &Outlook) -> String {
    let rows = outlook.years.len();
    let grows = |country: &&Country| {
        let stock = outlook.reference().total(Some(**country), None);
        let stock = stock.mass(Kind::InUse);
        rows > 1 && stock[rows - 1] > stock[rows - 2]
    };
    let number = outlook.countries.iter().filter(grows).count();
    match outlook.countries.len() {
        all if all == number => "in all countries".to_owned(),
        all => format!("in {number} of {all} countries"),
    }
}

/// Areas of each category, for each country.
fn by_category(outlook: &Outlook, unit: &str, kind: Kind) -> Multiples {
    let mut chart = Multiples::stacked(unit).panels_are("Country", "Category");
    for &country in &outlook.countries {
        let mut panel = Panel::new(country.name());
        for &category in &outlook.categories {
            let total = outlook.reference().total(Some(country), Some(category));
            panel = panel.series(short(category.code), points(outlook, total.mass(kind)));
        }
        chart = chart.panel(panel);
    }
    chart
}

/// The category that is largest in a year, and its share of all, %.
fn largest(outlook: &Outlook, kind: Kind, year: Year) -> Option<(Category, f64)> {
    let reference = outlook.reference();
    let of = |category| kilotonnes(reference.total(None, category).mass(kind)[outlook.row(year)]);
    let categories = outlook.categories.iter().copied();
    let categories = categories.filter(|_| of(None) > 0.0);
    let largest = categories.max_by(|a, b| of(Some(*a)).total_cmp(&of(Some(*b))))?;
    Some((largest, 100.0 * of(Some(largest)) / of(None)))
}

pub(crate) fn in_use(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let (last, until) = (outlook.last_of_data, outlook.assumptions.until);
    let stock = outlook.reference().all().mass(Kind::InUse);
    let figure = Figure::new(
        "in-use",
        "Equipment in use by category",
        by_category(outlook, "kt", Kind::InUse),
    )
    .takeaway(format!(
        "At the end of {last} {} were in use in all countries; at the end of {until} it would be {}.",
        megatonnes(stock[outlook.row(last)]),
        megatonnes(stock[outlook.row(until)]),
    ));
    modelled(figure, results)
        .step("In use at the end of a year: of every earlier year what survives.")
}

pub(crate) fn ewaste(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let until = outlook.assumptions.until;
    let takeaway = match largest(outlook, Kind::Ewaste, until) {
        Some((category, share)) => format!(
            "In {until} the largest part, {} of all countries together, would be {} ({}).",
            with_unit(share, Precision::Significant(2), "%"),
            category.name.to_lowercase(),
            category.code,
        ),
        None => "Nothing becomes waste.".to_owned(),
    };
    let figure = Figure::new(
        "ewaste",
        "E-waste generated by category",
        by_category(outlook, "kt/a", Kind::Ewaste),
    )
    .takeaway(takeaway);
    modelled(figure, results)
}

/// What all figures of the model share.
pub(crate) fn modelled(figure: Figure, results: &Results) -> Figure {
    let outlook = &results.outlook;
    with_sources(figure, results)
        .step("E-waste of a year: of what every earlier year put on the market, that which leaves use in it. Survival is Weibull by UNU-KEY; what is sold enters in the middle of its year. What was put on the market is in use or has become waste: mass is conserved.")
        .step(format!(
            "After {} the outlook: what is put on the market is {}.",
            outlook.last_of_data,
            growth_in_words(outlook)
        ))
        .step("Categories and countries are sums over UNU-KEYS. Categories are those of Annex III of Directive 2012/19/EU, with photovoltaic panels (4b) apart.")
}

/// The badge, and the sources of data, lifetimes and categories.
pub(crate) fn with_sources(figure: Figure, results: &Results) -> Figure {
    let figure = figure
        .badge(Badge::modelled())
        .source(market_source(results), "mass put on the market");
    let profile = profile_name(results.outlook.assumptions.profile);
    figure
        .source(
            "weee-calculation-tool-2023",
            &format!("Weibull lifetimes, profile {profile}, for all countries"),
        )
        .source("cbs-ewaste-1-2-0", "UNU-KEYS and their categories")
}

/// The id of the source of what was put on the market.
pub(crate) fn market_source(results: &Results) -> &'static str {
    if results.shipped {
        "cbs-ewaste-pom-run"
    } else {
        "input"
    }
}
