//! What was reported of any indicator, added up over the groups of which enough is known.

use ict_impact::review::{Comparison, Fact, Publication, Review};

use super::super::figures::{
    ELECTRICITY, GRID, INTERNET, change_in_words, entry, indicator_name, name, rule, sourced,
    traced,
};
use super::super::report::{
    BarChart, BarGroup, Cell, Entry, Figure, Precision, Section, Table, with_unit,
};

const COUNT: Precision = Precision::Decimals(0);
const SHARE: Precision = Precision::Decimals(1);
const VALUE: Precision = Precision::Significant(4);

pub(super) fn section(review: &Review) -> Option<Section> {
    let mut codes: Vec<&str> = Vec::new();
    for comparison in &review.comparisons {
        let code = comparison.current.indicator.as_str();
        // These have figures of their own.
        if ![GRID, ELECTRICITY, INTERNET].contains(&code) && !codes.contains(&code) {
            codes.push(code);
        }
    }
    let totals = codes.iter().enumerate();
    let totals = totals.map(|(place, code)| total(review, place, code));
    Section::new("totals", "What was reported, added up")
        .paragraph("Every other indicator of which a group has enough to be published, beside the biennium before. Reported values alone; what is missing is not counted as zero.")
        .with_any(totals.chain([withheld(review, &codes)]))
}

/// The comparisons of an indicator of which somebody reported something, in either biennium.
fn of<'a>(review: &'a Review, code: &str) -> impl Iterator<Item = &'a Comparison> {
    review.comparisons.iter().filter(move |comparison| {
        let told = |fact: &Fact| fact.coverage.reported > 0;
        comparison.current.indicator == code
            && (told(&comparison.current) || told(&comparison.previous))
    })
}

fn is_published(comparison: &Comparison) -> bool {
    comparison.current.publication == Publication::Published
}

fn total(review: &Review, place: usize, code: &str) -> Option<Figure> {
    let found: Vec<&Comparison> = of(review, code).collect();
    let published = || found.iter().filter(|comparison| is_published(comparison));
    let largest = published().max_by_key(|comparison| comparison.current.members)?;
    let unit = largest.current.unit.as_str();
    let mut chart = BarChart::new(unit).bars_are("Group", "Biennium");
    let mut table = Table::new(indicator_name(review, code), &["Group"])
        .column(largest.previous.period.to_string(), unit)
        .column(largest.current.period.to_string(), unit)
        .column("Change", unit)
        .column("Like for like", unit)
        .column("Members with data", "")
        .column("Of members", "")
        .column("People covered", "%");
    for comparison in &found {
        let (previous, current) = (&comparison.previous, &comparison.current);
        let group = name(&current.group);
        if previous.value.is_some() || current.value.is_some() {
            chart = chart.group(
                BarGroup::new(&group)
                    .bar(&previous.period.to_string(), [entry(previous)])
                    .bar(&current.period.to_string(), [entry(current)]),
            );
        }
        let change = |change: Option<f64>| {
            let none = || Entry::missing("not published");
            Cell::Entry(change.map_or_else(none, Entry::from), VALUE)
        };
        let counted = |count: usize| match entry(current).is_withheld() {
            // how many reported could tell too much of a withheld total
            true => Cell::Entry(Entry::withheld(""), COUNT),
            false => Cell::Entry(Entry::from(count as f64), COUNT),
        };
        let covered = current.coverage.by_population().map(|share| 100.0 * share);
        table = table.row(
            [group],
            [
                Cell::Entry(entry(previous), VALUE),
                Cell::Entry(entry(current), VALUE),
                change(comparison.change),
                change(comparison.like_for_like),
                counted(current.reporting.len() + current.partly.len()),
                counted(current.members),
                match entry(current).is_withheld() {
                    true => Cell::Entry(Entry::withheld(""), SHARE),
                    false => Cell::Entry(Entry::from(covered), SHARE),
                },
            ],
        );
    }
    let value = with_unit(largest.current.value?, VALUE, unit);
    let change = change_in_words(largest).map_or_else(String::new, |change| format!(", {change}"));
    let figure = Figure::new(&format!("total-{}", place + 1), &indicator_name(review, code), chart)
        .takeaway(format!(
            "{}, {}: {value}{change}.",
            name(&largest.current.group),
            largest.current.period
        ))
        .table(table)
        .step(format!("{code}: {} of the members that reported. Like for like: over the members that reported every year of both bienniums.", largest.current.method))
        .step(rule(review))
        .note("Drawn are the groups with a published figure; the table has every group of which something was reported.");
    let facts = || published().map(|comparison| &comparison.current);
    Some(traced(sourced(figure, facts()), review, facts()))
}

/// Totals of which something was reported and that are not published.
fn withheld(review: &Review, codes: &[&str]) -> Option<Figure> {
    let mut table = Table::new("Totals that are not published", &["Indicator", "Group"])
        .column("Members with data", "")
        .column("Of members", "")
        .column("People covered", "%")
        .column("Why", "");
    let (mut rows, mut indicators) = (0, 0);
    for code in codes {
        let before = rows;
        let reported = of(review, code).map(|comparison| &comparison.current);
        let open = |fact: &&Fact| {
            let told = [
                Publication::Published,
                Publication::NoData,
                Publication::Confidential,
            ];
            !told.contains(&fact.publication)
        };
        for fact in reported.filter(open) {
            rows += 1;
            let covered = fact.coverage.by_population().map(|share| 100.0 * share);
            let count = |count: usize| Cell::Entry(Entry::from(count as f64), COUNT);
            table = table.row(
                [indicator_name(review, code), name(&fact.group)],
                [
                    count(fact.reporting.len() + fact.partly.len()),
                    count(fact.members),
                    Cell::Entry(Entry::from(covered), SHARE),
                    Cell::Entry(entry(fact), VALUE),
                ],
            );
        }
        indicators += usize::from(rows > before);
    }
    if rows == 0 {
        return None;
    }
    let figure = Figure::new("totals-withheld", "Totals that have some data and are not published", table)
        .takeaway(format!(
            "{rows} totals of {indicators} indicators have some data and are not published; the last column says why."
        ))
        .step(rule(review))
        .source("ict-impact", "the rule of publication");
    Some(figure)
}
