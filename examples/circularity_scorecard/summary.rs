//! The summary for the terminal.

use std::fmt::Write;

use ict_impact::circularity::scorecard::Row;

use super::Results;
use super::figures::tonnes;
use super::model::{Model, Scope};
use super::report::{Precision, number};
use super::target_checks::{Reached, in_force};
use super::themes::{THEMES, flags};

/// Width of a summary.
const WIDTH: usize = 100;

/// A summary in at most 100 columns.
pub(crate) fn text(results: &Results) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, results);
    out
}

fn write(out: &mut String, results: &Results) -> std::fmt::Result {
    let model = &results.model;
    let sites: Vec<&str> = model.sites.iter().map(|site| site.name.as_str()).collect();
    let rows = model.whole.card.rows().len();
    wrapped(
        out,
        "",
        &format!(
            "Circularity scorecard {} of {}: {}. {} of {rows} indicators have a value.",
            model.year,
            results.input,
            sites.join(" and "),
            model.whole.card.known().count(),
        ),
    )?;
    if results.shipped {
        writeln!(
            out,
            "Operator and amounts are invented; bills of materials and minima are real."
        )?;
    }
    if !results.absent.is_empty() {
        wrapped(
            out,
            "",
            &format!("Not given: {}.", results.absent.join(", ")),
        )?;
    }
    flows(out, model)?;
    for theme in THEMES {
        let known = model.whole.card.known();
        let known: Vec<&Row> = known
            .filter(|row| theme.has(row.description().id()))
            .collect();
        if !known.is_empty() {
            writeln!(out, "\n{}", theme.title)?;
            for row in known {
                value(out, row)?;
            }
        }
    }
    minima(out, model)?;
    reasons(out, model)
}

fn flows(out: &mut String, model: &Model) -> std::fmt::Result {
    writeln!(
        out,
        "\n  {:<44}{:>14}{:>14}{:>16}",
        "Mass, t", "in", "out", "stock change"
    )?;
    for scope in model.scopes() {
        let all = |masses: Option<f64>| masses.map_or("–".to_owned(), |t| format!("{t:.1}"));
        let flows = &scope.flows;
        let inflow = flows
            .inflow
            .as_ref()
            .map(|all| all.iter().map(|it| tonnes(it.1)).sum());
        let outflow = flows
            .outflow
            .as_ref()
            .map(|all| all.iter().map(|it| tonnes(it.1)).sum());
        let change = flows.stock_change().map(tonnes);
        let change = change.map_or("–".to_owned(), |t| format!("{t:+.1}"));
        let name: String = scope.name.chars().take(43).collect();
        writeln!(
            out,
            "  {name:<44}{:>14}{:>14}{change:>16}",
            all(inflow),
            all(outflow)
        )?;
    }
    Ok(())
}

/// An indicator: name, value, unit, method, and what to know.
fn value(out: &mut String, row: &Row) -> std::fmt::Result {
    let description = row.description();
    let (Some(value), Some(unit)) = (row.value(), row.unit()) else {
        return Ok(());
    };
    let value = number(value, Precision::Significant(4));
    let head = format!("  {:<58}{value:>9} {unit:<7}", description.name());
    let method = description.method().to_string();
    // A method that does not fit stands below, with what there is to know.
    let (first, mut below) = match head.chars().count() + method.chars().count() <= WIDTH {
        true => (format!("{head}{method}"), Vec::new()),
        false => (head, vec![method]),
    };
    if !row.flags().is_empty() {
        below.push(format!("! {}", flags(row.flags())));
    }
    writeln!(out, "{}", first.trim_end())?;
    if below.is_empty() {
        return Ok(());
    }
    writeln!(out, "    {}", below.join("  "))
}

fn minima(out: &mut String, model: &Model) -> std::fmt::Result {
    let minima = in_force(model.year);
    let known = |scope: &Scope| {
        let reached = minima
            .iter()
            .map(|minimum| (minimum, minimum.reached(scope)));
        reached
            .filter_map(|(minimum, reached)| match reached {
                Reached::Value(percent, met) => Some((minimum, percent, met)),
                Reached::Unknown => None,
            })
            .collect::<Vec<_>>()
    };
    let known = known(&model.whole);
    let met = known.iter().filter(|it| it.2).count();
    writeln!(
        out,
        "\nLegal minima at the end of {}: {met} of {} met ({} in force)",
        model.year,
        known.len(),
        minima.len()
    )?;
    for (minimum, percent, met) in known {
        let name: String = minimum.name.chars().take(57).collect();
        let percent = number(percent, Precision::Significant(4));
        let least = number(minimum.percent, Precision::Significant(3));
        let words = if met { "met" } else { "not met" };
        writeln!(
            out,
            "  {name:<58}{percent:>8} % of at least {least:>4} %  {words}"
        )?;
    }
    Ok(())
}

/// The indicators without a value, those with the same reason together.
fn reasons(out: &mut String, model: &Model) -> std::fmt::Result {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for row in model.whole.card.rows() {
        let Some(reason) = row.reason() else {
            continue;
        };
        let words = model.words(reason);
        let id = row.description().id();
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, ids)) => ids.push(id),
            None => groups.push((words, vec![id])),
        }
    }
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWithout a value")?;
    for (reason, ids) in groups {
        wrapped(out, "  ", &format!("{reason}: {}", ids.join(", ")))?;
    }
    Ok(())
}

/// Words in lines of at most [`WIDTH`], the second and later ones two further in.
fn wrapped(out: &mut String, indent: &str, text: &str) -> std::fmt::Result {
    let mut line = indent.to_owned();
    let mut empty = true;
    for word in text.split(' ') {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{line}")?;
            line = format!("{indent}  ");
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    writeln!(out, "{line}")
}
