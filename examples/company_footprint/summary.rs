//! The summary for the terminal: one screen.

use std::fmt::Write;

use ict_impact::footprint::{EmbodiedAccounting, Scope, Total};

use super::figures::{contributors, of_all_years, scope_number};
use super::model::{Results, both, megawatt_hours};
use super::page::disclosed;
use super::report::number::NBSP;
use super::report::{Precision, number};

/// How many contributors are listed, and how many years.
const LISTED: usize = 5;
const YEARS: usize = 3;
/// Longest name of a row.
const NAME: usize = 41;
/// Longest line.
const COLUMNS: usize = 100;

/// A summary in at most 100 columns.
pub(crate) fn text(results: &Results) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, results);
    out
}

fn write(out: &mut String, results: &Results) -> std::fmt::Result {
    let inputs = &results.inputs;
    let invented = if inputs.shipped { " (invented)" } else { "" };
    writeln!(
        out,
        "Footprint of {}{invented}, {}, tCO2e\nEmbodied emissions {}; \
         scope 2 by location and by market, never added",
        inputs.organisation,
        results.period(),
        match results.assumptions.accounting {
            EmbodiedAccounting::OverLife => "evenly over the life of a device",
            _ => "in the year of acquisition",
        }
    )?;
    scopes(out, results)?;
    largest(out, results)?;
    ratios(out, results)?;
    missing(out, results)
}

/// A cell of the table: whole tonnes, in groups of three.
fn cell(value: f64) -> String {
    let digits = number(value, Precision::Decimals(0));
    // Blanks that every terminal shows.
    digits.replace(['\u{202f}', NBSP], " ")
}

fn scopes(out: &mut String, results: &Results) -> std::fmt::Result {
    let years = results.inputs.years();
    let first = years.len().saturating_sub(YEARS);
    let mut head = format!("\n  {:<42}", "");
    let mut methods = format!("  {:<42}", "");
    for year in &years[first..] {
        let _ = write!(head, "{:>18}", year.to_string());
        let _ = write!(methods, "{:>10}{:>8}", "location", "market");
    }
    writeln!(out, "{head}\n{methods}")?;
    let mut row = |name: &str, totals: &[Option<Total>]| {
        let name: String = name.chars().take(NAME).collect();
        let mut line = format!("  {name:<42}");
        for total in &totals[first..] {
            let [location, market] = total.as_ref().map_or([0.0; 2], both);
            let _ = write!(line, "{:>10}{:>8}", cell(location), cell(market));
        }
        writeln!(out, "{}", line.trim_end())
    };
    let scopes = results.by_year(|line| scope_number(line.scope()));
    let categories = results.by_year(|line| line.scope());
    for (scope, totals) in &scopes {
        row(&format!("Scope {scope}"), totals)?;
        for (category, totals) in &categories {
            if let (3, Scope::Scope3(category)) = (*scope, category) {
                row(&format!("  {category}"), totals)?;
            }
        }
    }
    let all = results.by_year(|_| ());
    for (_, totals) in &all {
        row("Total", totals)?;
    }
    let mut line = format!("  {:<42}", "Electricity behind it, MWh");
    for total in all.iter().flat_map(|(_, totals)| &totals[first..]) {
        let energy = total.map_or(0.0, |total| megawatt_hours(total.energy));
        let _ = write!(line, "{:>10}{:>8}", cell(energy), "");
    }
    writeln!(out, "{}", line.trim_end())
}

fn largest(out: &mut String, results: &Results) -> std::fmt::Result {
    writeln!(
        out,
        "\n  {:<42}{:>10}{:>8}{:>10}",
        format!("Largest contributors, {}", results.period()),
        "location",
        "market",
        "share"
    )?;
    let all = both(&results.footprint.total())[0];
    for (name, kind, years) in contributors(results).into_iter().take(LISTED) {
        let [location, market] = of_all_years(&years);
        let name: String = format!("{name} ({})", kind.name())
            .chars()
            .take(41)
            .collect();
        writeln!(
            out,
            "  {name:<42}{:>10}{:>8}{:>8.1} %",
            cell(location),
            cell(market),
            100.0 * location / all
        )?;
    }
    Ok(())
}

fn ratios(out: &mut String, results: &Results) -> std::fmt::Result {
    let mut said = Vec::new();
    for (year, _, pue) in &results.together {
        said.push(format!("{:.3} in {year}", pue.ratio_of_sums.value));
    }
    if !said.is_empty() {
        writeln!(
            out,
            "\nPUE of the data centres together: {}",
            said.join(", ")
        )?;
    }
    let last = results.intensities.iter().map(|one| one.year).max();
    let of_last = results
        .intensities
        .iter()
        .filter(|one| Some(one.year) == last);
    let said: Vec<String> = of_last
        .map(|one| {
            let value = number(one.emissions[0], Precision::Significant(3));
            let per = one.activity.one(results.currency());
            format!("{value}{NBSP}{} per {per}", one.activity.unit().0)
        })
        .collect();
    match last {
        Some(year) => wrapped(out, &format!("By location, {year}: {}", said.join(", "))),
        None => Ok(()),
    }
}

fn missing(out: &mut String, results: &Results) -> std::fmt::Result {
    if !results.gaps.is_empty() {
        let mut classes: Vec<&str> = results.gaps.iter().map(|gap| gap.class.as_str()).collect();
        classes.dedup();
        let text = format!(
            "Not accounted for: {}, of {} (see the report)",
            results.parts_missing(),
            classes.join(", ")
        );
        wrapped(out, &text)?;
    }
    for sentence in disclosed(results) {
        wrapped(out, &sentence)?;
    }
    Ok(())
}

/// Writes the text in lines of at most 100 columns.
fn wrapped(out: &mut String, text: &str) -> std::fmt::Result {
    let mut line = String::new();
    for word in text.split(' ') {
        let longer = line.chars().count() + 1 + word.chars().count();
        if !line.is_empty() && longer > COLUMNS {
            writeln!(out, "{}", line.replace([NBSP, '\u{202f}'], " "))?;
            line = "  ".to_owned();
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{}", line.replace([NBSP, '\u{202f}'], " "))
}
