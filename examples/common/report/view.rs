//! What the page template reads, made from the description.

use minijinja::{Value, context};

use super::chart::Chart;
use super::lineage;
use super::model::{Badge, Figure, KeyFigure, Source};
use super::number::{full, number, unit_label};
use super::page::Report;

/// More omissions, or more sources of a figure, than this start folded.
const FOLD_ABOVE: usize = 5;

/// The whole page.
pub(super) fn page(report: &Report) -> Value {
    let mut figure_number = 0;
    let sections = report.sections.iter().map(|section| {
        let figures = section.figures.iter().map(|one| {
            figure_number += 1;
            figure(report, one, figure_number)
        });
        let figures: Vec<Value> = figures.collect();
        context! {
            id => &section.id,
            title => &section.title,
            paragraphs => &section.paragraphs,
            figures,
        }
    });
    let sections: Vec<Value> = sections.collect();
    let meta = report.meta.iter();
    let meta = meta.map(|(label, value)| context! { label, value });
    context! {
        css => Value::from_safe_string(include_str!("report.css").to_string()),
        lang => &report.lang,
        title => &report.title,
        subtitle => &report.subtitle,
        lead => &report.lead,
        meta => meta.collect::<Vec<_>>(),
        cards => report.key_figures.iter().map(card).collect::<Vec<_>>(),
        sections,
        limits => &report.limits,
        sources => report.sources.iter().map(source).collect::<Vec<_>>(),
        badges => badges_used(report).into_iter().map(badge).collect::<Vec<_>>(),
        footer => &report.footer,
    }
}

/// Every badge on the page once, in the order in which they are met.
fn badges_used(report: &Report) -> Vec<&Badge> {
    let figures = report.sections.iter().flat_map(|s| &s.figures);
    let on_cards = report.key_figures.iter().filter_map(|k| k.badge.as_ref());
    let on_sources = report.sources.iter().map(|s| &s.badge);
    let all = on_cards
        .chain(figures.flat_map(|f| &f.badges))
        .chain(on_sources);
    let mut used: Vec<&Badge> = Vec::new();
    for badge in all {
        if !used.iter().any(|b| b.label == badge.label) {
            used.push(badge);
        }
    }
    used
}

fn badge(badge: &Badge) -> Value {
    context! {
        label => &badge.label,
        meaning => &badge.meaning,
        tone => badge.tone.class(),
    }
}

fn badges(badges: &[Badge]) -> Vec<Value> {
    badges.iter().map(badge).collect()
}

fn card(card: &KeyFigure) -> Value {
    let value = card.entry.value();
    let shown = match (value, &card.text) {
        (Some(v), _) => number(v, card.precision),
        (None, Some(text)) => text.clone(),
        (None, None) => card.entry.reason().to_string(),
    };
    context! {
        label => &card.label,
        shown,
        unit => unit_label(&card.unit),
        full => value.map(full),
        missing => value.is_none() && card.text.is_none(),
        note => &card.note,
        badge => card.badge.as_ref().map(badge),
    }
}

fn source(source: &Source) -> Value {
    let url = source.url.as_deref();
    context! {
        id => &source.id,
        title => &source.title,
        licence => &source.licence,
        // Anything but a plain web address is shown as text.
        link => url.filter(|u| u.starts_with("https://")),
        url,
        note => &source.note,
        badge => badge(&source.badge),
    }
}

fn figure(report: &Report, figure: &Figure, number: usize) -> Value {
    let drawing = figure.chart.draw(&figure.id, &figure.title);
    let matrix = match &figure.chart {
        Chart::Matrix(matrix) => Some(matrix.view(&figure.title)),
        _ => None,
    };
    let table = figure.table.clone();
    let table = table.or_else(|| figure.chart.table(&figure.title));
    let sources = figure.sources.iter().filter_map(|used| {
        let source = report.sources.iter().find(|s| s.id == used.id)?;
        Some(context! {
            id => &used.id,
            title => &source.title,
            detail => &used.detail,
            badge => badge(&source.badge),
        })
    });
    context! {
        id => &figure.id,
        number,
        title => &figure.title,
        takeaway => &figure.takeaway,
        wide => drawing.svg.is_empty(),
        svg => Value::from_safe_string(drawing.svg),
        reading => drawing.reading,
        fold_not_shown => drawing.not_shown.len() > FOLD_ABOVE,
        not_shown => drawing.not_shown,
        matrix,
        table => table.map(|t| t.view()),
        steps => &figure.steps,
        lineage => lineage::view(&figure.lineage),
        notes => &figure.notes,
        fold_sources => figure.sources.len() > FOLD_ABOVE,
        sources => sources.collect::<Vec<_>>(),
        badges => badges(&figure.badges),
    }
}
