//! How sure the figures are.

use ict_impact::review::{ChangeCertainty, Fact, Review};

use super::super::figures::{indicator_name, name, sourced, traced};
use super::super::report::{
    Badge, Estimate, Figure, Precision, Section, WhiskerChart, number, with_unit,
};

const DIGITS: Precision = Precision::Significant(4);

pub(super) fn section(review: &Review, devices: Option<&Review>) -> Option<Section> {
    if review.comparisons.is_empty() {
        return None;
    }
    let count = |what: fn(&ChangeCertainty) -> bool| {
        review
            .comparisons
            .iter()
            .filter(|comparison| what(&comparison.certainty))
            .count()
    };
    let not_stated = count(|certainty| matches!(certainty, ChangeCertainty::NotStated { .. }));
    let stated = count(|certainty| matches!(certainty, ChangeCertainty::Stated { .. }));
    let all = review.comparisons.len();
    let mut section = Section::new("certainty", "How sure the figures are");
    section = section.paragraph(match stated {
        0 => format!(
            "The input states no uncertainty that a figure could rest on: of {all} comparisons none has an interval. So no change on this page is called an increase or a decrease that exceeds its uncertainty, and differences can be smaller than what is unknown.",
        ),
        _ => format!(
            "Of {all} comparisons {stated} rest on values that all state their uncertainty; of {not_stated} it is not known whether the change exceeds it. Only where it does, a direction is told.",
        ),
    });
    if devices.is_some() {
        section = section.paragraph("Of the modelled devices no uncertainty is given either: the sources of the lifetimes and of the typical devices were read without one, and none is invented. Tier 1 results show orders of magnitude.");
    }
    Some(section.figures(intervals(review)))
}

/// For each indicator the groups of which the interval is known.
fn intervals(review: &Review) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut codes: Vec<&str> = Vec::new();
    for comparison in &review.comparisons {
        let code = comparison.current.indicator.as_str();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    for (place, code) in codes.into_iter().enumerate() {
        let facts: Vec<(&Fact, f64, f64, f64)> = review
            .comparisons
            .iter()
            .map(|comparison| &comparison.current)
            .filter(|fact| fact.indicator == code)
            .filter_map(|fact| {
                let interval = fact.interval.as_ref()?;
                Some((fact, fact.value?, interval.low, interval.high))
            })
            .collect();
        let Some((first, value, low, high)) = facts.first() else {
            continue;
        };
        let mut chart = WhiskerChart::new(&first.unit, "95 % interval").items_are("Group");
        for (fact, value, low, high) in &facts {
            // the last bit of the ends may round past the middle
            let estimate = Estimate::between(*value, low.min(*value), high.max(*value));
            chart = chart.item(&name(&fact.group), estimate);
        }
        let title = format!("{}, with its interval", indicator_name(review, code));
        let figure = Figure::new(&format!("interval-{place}"), &title, chart)
            .takeaway(format!(
                "{}: {}, between {} and {} with 95 % confidence.",
                name(&first.group),
                with_unit(*value, DIGITS, &first.unit),
                number(*low, DIGITS),
                with_unit(*high, DIGITS, &first.unit)
            ))
            .step("Errors of the values are propagated as independent (IPCC 2006 Guidelines, volume 1, chapter 3, approach 1). Only groups of which every value states its uncertainty have an interval.")
            .badge(Badge::partly_verified());
        let shown = || facts.iter().map(|(fact, ..)| *fact);
        figures.push(traced(sourced(figure, shown()), review, shown()));
    }
    figures
}
