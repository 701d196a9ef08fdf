//! What was reported of the parts of an amount: by scope, sex, life-cycle stage and sub-sector.

use ict_impact::review::{Dimension, Fact, Part, Review};

use super::super::figures::{entry, indicator_name, name, rule, sourced, traced};
use super::super::report::{
    BarChart, BarGroup, Cell, Entry, Figure, Precision, Section, Table, with_unit,
};

const COUNT: Precision = Precision::Decimals(0);
const SHARE: Precision = Precision::Decimals(1);
const VALUE: Precision = Precision::Significant(4);

pub(super) fn section(review: &Review) -> Option<Section> {
    let mut divided: Vec<(&str, Dimension)> = Vec::new();
    for fact in &review.parts {
        let of = dimension(&fact.part).map(|dimension| (fact.indicator.as_str(), dimension));
        divided.extend(of.filter(|of| !divided.contains(of)));
    }
    let figures = divided.iter().enumerate();
    let figures = figures.map(|(place, of)| figure(review, place, *of));
    Section::new("parts", "What was reported, by parts")
        .paragraph("Each part is added up over the members that reported it, by itself: where not every member reports every part, the parts of a group do not add up to its total.")
        .with_any(figures)
}

fn dimension(part: &Part) -> Option<Dimension> {
    part.iter().map(|(dimension, _)| dimension).next()
}

fn figure(review: &Review, place: usize, (code, by): (&str, Dimension)) -> Option<Figure> {
    let of: Vec<&Fact> = review
        .parts
        .iter()
        .filter(|fact| fact.indicator == code && dimension(&fact.part) == Some(by))
        .collect();
    let published = || of.iter().copied().filter(|fact| fact.value.is_some());
    let largest = published().max_by(|a, b| {
        let key = |fact: &Fact| (fact.members, fact.value.unwrap_or_default());
        let ((a, of_a), (b, of_b)) = (key(a), key(b));
        a.cmp(&b).then(of_a.total_cmp(&of_b))
    })?;
    let title = format!("{}, by {}", indicator_name(review, code), by_words(by));
    let mut chart = BarChart::new(&largest.unit).bars_are("Group", "Part");
    let mut table = Table::new(title.clone(), &["Group", "Part"])
        .column(largest.period.to_string(), &largest.unit)
        .column("Members with data", "")
        .column("Of members", "")
        .column("People covered", "%");
    for of_group in of.chunk_by(|a, b| a.group == b.group) {
        let group = of_group
            .first()
            .map_or_else(String::new, |fact| name(&fact.group));
        let mut bars = BarGroup::new(&group);
        for fact in of_group {
            bars = bars.bar(&part_name(&fact.part), [entry(fact)]);
            let count = |count: usize| Cell::Entry(Entry::from(count as f64), COUNT);
            let covered = fact.coverage.by_population().map(|share| 100.0 * share);
            table = table.row(
                [group.clone(), part_name(&fact.part)],
                [
                    Cell::Entry(entry(fact), VALUE),
                    count(fact.reporting.len() + fact.partly.len()),
                    count(fact.members),
                    Cell::Entry(Entry::from(covered), SHARE),
                ],
            );
        }
        if of_group.iter().any(|fact| fact.value.is_some()) {
            chart = chart.group(bars);
        }
    }
    let value = with_unit(largest.value?, VALUE, &largest.unit);
    let figure = Figure::new(&format!("part-{}", place + 1), &title, chart)
        .takeaway(format!(
            "{}, {}: {value} in {}, the largest of the parts that are published.",
            name(&largest.group),
            largest.period,
            part_name(&largest.part)
        ))
        .table(table)
        .step(format!("{code}: {} of the members that reported the part.", largest.method))
        .step(rule(review))
        .note("Drawn are the groups with a published part; the table has every part of which something was reported.");
    Some(traced(sourced(figure, published()), review, published()))
}

fn by_words(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Stage => "life-cycle stage",
        Dimension::SubSector => "sub-sector",
        other => other.as_str(),
    }
}

fn part_name(part: &Part) -> String {
    let words = part
        .iter()
        .map(|(dimension, code)| match (dimension, code) {
            (Dimension::Scope, "2_location") => "scope 2 by location".to_owned(),
            (Dimension::Scope, "2_market") => "scope 2 by market".to_owned(),
            (Dimension::Scope, code) => format!("scope {code}"),
            (_, code) => code.replace('_', " "),
        });
    words.collect::<Vec<_>>().join(", ")
}
