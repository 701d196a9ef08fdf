//! The figures of the scenarios, and of what they assume.

use super::Results;
use super::figures::{megatonnes, with_sources};
use super::model::{Kind, Outcome};
use super::report::{Cell, Figure, LineChart, Precision, Table, with_unit};
use super::scenario::{Scenario, lifetime, profile_name};
use super::summary::{kilotonnes, short};

/// E-waste of each year less that of the reference.
pub(crate) fn change(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let reference = outlook.reference().all().mass(Kind::Ewaste);
    let mut chart = LineChart::new("kt/a").lines_are("Scenario");
    for outcome in outlook.outcomes.iter().skip(1) {
        let years = outlook.years.iter().zip(outcome.all().mass(Kind::Ewaste));
        let points = years
            .zip(reference)
            .filter(|((year, _), _)| **year >= outlook.from)
            .map(|((year, mass), reference)| (year.get(), kilotonnes(*mass - *reference)));
        chart = chart.line(&outcome.scenario.name(), points);
    }
    let figure = Figure::new(
        "scenario-change",
        "E-waste against the reference, all countries",
        chart,
    )
    .takeaway(takeaway(results));
    notes(figure, results)
}

/// What two more years change, with the same sales and with the same stock.
fn takeaway(results: &Results) -> String {
    let outlook = &results.outlook;
    let reference = outlook.reference().all();
    let less = |scenario| {
        let outcome: &Outcome = outlook.of(scenario);
        megatonnes(reference.ewaste_since() - outcome.all().ewaste_since())
    };
    let sold = outlook.of(Scenario::LongerSameStock(2)).all();
    let sold = reference.put_on_market_since() - sold.put_on_market_since();
    format!(
        "From {} to {}, lifetimes longer by two years with the same sales mean {} less e-waste, all of it still in use: it comes later. To keep no more in use than the reference, {} less need be sold, and e-waste is {} less.",
        outlook.from,
        outlook.assumptions.until,
        less(Scenario::Longer(2)),
        megatonnes(sold),
        less(Scenario::LongerSameStock(2)),
    )
}

/// The sums of each scenario.
pub(crate) fn sums(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let (from, until) = (outlook.from, outlook.assumptions.until);
    let last = outlook.row(until);
    let period = format!("{from}–{until}");
    let title = "The scenarios, all countries";
    let mut table = Table::new(format!("{title} (kt)"), &["Scenario"])
        .column(format!("Put on market {period}"), "")
        .column(format!("E-waste {period}"), "")
        .column("Change", "")
        .column("Change, %", "")
        .column(format!("In use at the end of {until}"), "")
        .column(format!("E-waste {until}"), "");
    let reference = outlook.reference().all().ewaste_since();
    for outcome in &outlook.outcomes {
        let total = outcome.all();
        let change = kilotonnes(total.ewaste_since() - reference);
        let whole = |value| Cell::Entry(f64::into(value), Precision::Decimals(0));
        let cells = [
            whole(kilotonnes(total.put_on_market_since())),
            whole(kilotonnes(total.ewaste_since())),
            whole(change),
            Cell::Entry(
                (100.0 * change / kilotonnes(reference)).into(),
                Precision::Decimals(1),
            ),
            whole(kilotonnes(total.mass(Kind::InUse)[last])),
            whole(kilotonnes(total.mass(Kind::Ewaste)[last])),
        ];
        table = table.row([outcome.scenario.name()], cells);
    }
    let reuse = outlook.of(Scenario::Reuse).all();
    let more = reuse.mass(Kind::InUse)[last] - outlook.reference().all().mass(Kind::InUse)[last];
    let figure = Figure::new("scenario-sums", title, table).takeaway(format!(
        "The reuse programme keeps {} more in use at the end of {until}; with the same sales that much less has become waste. Most of it is put off at the start: later, second lives end as fast as new ones begin.",
        megatonnes(more)
    ));
    notes(figure, results)
}

/// How the scenarios are computed and what they assume.
fn notes(figure: Figure, results: &Results) -> Figure {
    let assumptions = &results.outlook.assumptions;
    let from = results.outlook.from;
    with_sources(figure, results)
        .step("Reference: as in the figures before, with sales held after the data; each scenario differs from it in what is said here.")
        .step(format!("Lifetimes +n years: for what is sold from {from} on, the scale of the Weibull distribution is multiplied so that the mean grows by n years; the shape stays. Sales are those of the reference."))
        .step("Same stock: the same longer lifetimes, and in each year only as much is sold as keeps, for each UNU-KEY and country, the stock of the reference (stock-driven model from the cohorts in use when the scenario begins).")
        .step(format!(
            "Reuse programme: from {from} on, {} of what leaves its first use, lamps apart, has a second life with a mean of {}, of the Weibull shape of its first; the rest is discarded, as all is after the second life. Sales are those of the reference.",
            with_unit(assumptions.reuse.percent(), Precision::Significant(3), "%"),
            assumptions.second_life
        ))
        .note(format!(
            "The share reused ({} %) and the second life ({}) are for illustration; they are not measured, and can be given.",
            assumptions.reuse.percent(), assumptions.second_life
        ))
        .note("One or two more years mean more for a lamp than for a cooker: the same number of years is added to every kind of equipment. Energy in use and the impact of making are not in these figures.")
}

/// The lifetimes of all keys.
pub(crate) fn lifetimes(results: &Results) -> Figure {
    let outlook = &results.outlook;
    let profile = outlook.assumptions.profile;
    let title = "Lifetimes by UNU-KEY";
    let mut table = Table::new(title, &["UNU-KEY", "Equipment", "Category"])
        .column("Shape", "")
        .column("Scale", "years")
        .column("Mean", "years")
        .column("Median", "years");
    let mut keys: Vec<_> = outlook.market.iter().map(|one| one.key).collect();
    keys.sort();
    keys.dedup();
    let mut means = Vec::new();
    for key in keys {
        let (Some(weibull), Ok(lifetime)) = (key.lifetime(profile), lifetime(key, profile)) else {
            continue;
        };
        let cell = |value: f64| Cell::Entry(value.into(), Precision::Decimals(2));
        means.push((lifetime.mean().get(), key));
        table = table.row(
            [key.code(), key.description(), short(key.eu6().code)],
            [
                cell(weibull.value.shape),
                cell(weibull.value.scale_years),
                cell(lifetime.mean().get()),
                cell(lifetime.median().get()),
            ],
        );
    }
    means.sort_by(|a, b| a.0.total_cmp(&b.0));
    let years = |mean: f64| with_unit(mean, Precision::Significant(3), "years");
    let takeaway = match (means.first(), means.last()) {
        (Some((short, first)), Some((long, last))) => format!(
            "Mean lifetimes go from {} ({}) to {} ({}).",
            years(*short),
            first.description(),
            years(*long),
            last.description()
        ),
        _ => "There is no equipment.".to_owned(),
    };
    Figure::new("lifetimes", title, table)
        .takeaway(takeaway)
        .step("Share still in use at age a: exp(−(a/scale)^shape). Mean and median follow from shape and scale.")
        .source(
            "weee-calculation-tool-2023",
            &format!("shape and scale, profile {}", profile_name(profile)),
        )
        .source("cbs-ewaste-1-2-0", "UNU-KEYS and their categories")
}
