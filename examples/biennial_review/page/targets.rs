//! Trends beside the targets of the input.

use ict_impact::review::Review;
use ict_impact::review::target::{Path, TargetLine, TargetOutcome};

use super::super::figures::{entry, indicator_name, name, sourced, traced};
use super::super::report::{
    Cell, Estimate, Figure, Precision, Section, Table, TrajectoryChart, id_on_page, with_unit,
};

const VALUE: Precision = Precision::Significant(4);

pub(super) fn section(review: &Review) -> Option<Section> {
    let held = review.targets.iter().enumerate();
    let lines =
        held.filter_map(|(place, held)| Some(line(review, place, held, held.line.as_ref()?)));
    Section::new("targets", "Trends and targets")
        .paragraph("Each target of the input beside the published trend of its group. A status is only told with enough published values.")
        .with_any(lines.map(Some).chain([none(review)]))
}

fn line(review: &Review, place: usize, held: &TargetOutcome, line: &TargetLine) -> Figure {
    let unit = line.unit.as_str();
    let trend = || review.trend(&line.indicator, &line.group);
    let interval = match trend().any(|fact| fact.interval.is_some()) {
        true => "95 % interval",
        false => "no uncertainty is stated",
    };
    let (year, value) = line.target;
    let mut chart = TrajectoryChart::new(unit, interval, line.status.name())
        .target(year.get(), value)
        .precision(VALUE);
    for fact in trend() {
        let at = fact.period.last().get();
        let estimate = match (fact.value, &fact.interval) {
            (Some(value), Some(interval)) => Estimate::between(value, interval.low, interval.high),
            _ => Estimate::from(entry(fact)),
        };
        chart = chart.observed(at, estimate);
    }
    let path = match line.path {
        Path::Geometric => "path of equal ratios",
        _ => "path of equal steps",
    };
    let until = line.points.iter().filter(|point| point.year <= year);
    let points = until.map(|point| (point.year.get(), point.expected));
    chart = chart.path(path, points.collect::<Vec<_>>());
    let shown = |value| with_unit(value, VALUE, unit);
    let latest = line
        .points
        .iter()
        .rev()
        .find_map(|point| Some((point, point.observed?)));
    let latest = latest.map_or_else(
        || "no value is published since".to_owned(),
        |(point, observed)| {
            format!(
                "{} in {}, where the path is at {}",
                shown(observed),
                point.year,
                shown(point.expected)
            )
        },
    );
    let (base_year, base) = line.base;
    let mut figure = Figure::new(
        &format!("target-{}", place + 1),
        &format!("{}, {}", held.target.name(), name(&line.group)),
        chart,
    )
    .takeaway(format!(
        "From {} in {base_year} to {} in {year}: {latest}. Status: {}.",
        shown(base),
        shown(value),
        line.status.name()
    ))
    .step(format!("{}: published values of {}.", indicator_name(review, &line.indicator), name(&line.group)))
    .step(format!("The {path} leads from the base to the target; the status compares the change per year with the change that leads there, over {} values.", line.values))
    .source(&id_on_page(held.target.source()), "the target");
    if let Some(budget) = &line.budget {
        figure = figure.note(format!(
            "Along the path {} may be used in all years after {base_year}; until {} it was {}.",
            shown(budget.allowed),
            budget.until,
            shown(budget.used)
        ));
    }
    let facts = || trend().filter(|fact| fact.value.is_some());
    traced(sourced(figure, facts()), review, facts())
}

/// The targets that could not be held against a trend.
fn none(review: &Review) -> Option<Figure> {
    let mut table =
        Table::new("Targets without a trend", &["Target", "Indicator", "Group"]).column("Why", "");
    let mut rows = 0;
    for held in &review.targets {
        let Some(why) = &held.why_none else { continue };
        rows += 1;
        let target = &held.target;
        let heads = [
            target.name().to_owned(),
            indicator_name(review, target.indicator()),
            name(target.group()),
        ];
        table = table.row(heads, [Cell::text(why.clone())]);
    }
    if rows == 0 {
        return None;
    }
    let figure = Figure::new(
        "targets-none",
        "Targets that no trend can be held against",
        table,
    )
    .takeaway(format!(
        "{rows} of {} targets have no trend.",
        review.targets.len()
    ))
    .step("A target needs a base value, stated or published, and a published trend of its group to be held against.")
    .source("ict-impact", "the rules of targets");
    Some(figure)
}
