//! The summary for the terminal.

use std::fmt::Write;

use ict_impact::review::{Comparison, Publication, Reported, Review, Severity};

use super::figures::{ELECTRICITY, GRID, INTERNET, name};
use super::report::{Precision, number, signed};
use super::{Devices, Results};

/// A summary in at most 96 columns.
pub(crate) fn text(results: &Results) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, results);
    out
}

fn write(out: &mut String, results: &Results) -> std::fmt::Result {
    let review = &results.review;
    writeln!(
        out,
        "Biennial review {} ({})",
        review.biennium, results.input
    )?;
    for (code, title) in [
        (GRID, "Carbon intensity of electricity, gCO2e/kWh"),
        (ELECTRICITY, "Electricity access, % of the population"),
        (INTERNET, "Internet users, % of the population"),
    ] {
        table(out, review, code, title)?;
    }
    others(out, review)?;
    restated(out, review)?;
    if let Some(gap) = &review.access
        && let Some((least, most)) = gap.neither
    {
        writeln!(
            out,
            "\nNeither electricity nor internet, least developed countries, {}: {:.0} to {:.0} million people",
            gap.year,
            least / 1e6,
            most / 1e6
        )?;
    }
    if let Some(Devices {
        review: devices, ..
    }) = &results.devices
    {
        writeln!(
            out,
            "\nModelled devices (desktops, laptops, phones, flat monitors; tier 1), {}",
            devices.biennium
        )?;
        writeln!(
            out,
            "  {:<12}{:>11}{:>15}{:>16}{:>14}{:>15}{:>14}",
            "",
            "in use, M",
            "use, ktCO2e/a",
            "made, ktCO2e/a",
            "e-waste, t/a",
            "waste/new, %",
            "discarded at"
        )?;
        for group in devices
            .comparisons
            .iter()
            .filter(|c| c.current.indicator == "PRJ.DEV.STOCK")
        {
            let code = &group.current.group;
            let value = |indicator: &str, scale: f64, decimals: usize| {
                devices
                    .comparison(indicator, code)
                    .and_then(|c| c.current.value)
                    .map_or_else(|| "–".to_owned(), |v| format!("{:.decimals$}", v / scale))
            };
            writeln!(
                out,
                "  {:<12}{:>11}{:>15}{:>16}{:>14}{:>15}{:>14}",
                code.replace("MODELLED", "all six"),
                value("PRJ.DEV.STOCK", 1e6, 1),
                value("PRJ.DEV.USE", 1e3, 1),
                value("PRJ.DEV.EMB", 1e3, 1),
                value("PRJ.DEV.EWASTE", 1.0, 0),
                value("PRJ.CE.WASTE", 1.0, 1),
                value("PRJ.CE.AGE", 1.0, 2) + " a",
            )?;
        }
    }
    action_lines(out, review)?;
    let count = |severity| {
        review
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    writeln!(
        out,
        "\nValidation: {} errors, {} warnings, {} notes",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info)
    )
}

/// The published totals of every other indicator.
fn others(out: &mut String, review: &Review) -> std::fmt::Result {
    const SHOWN: usize = 24;
    const DIGITS: Precision = Precision::Significant(5);
    let tables = [GRID, ELECTRICITY, INTERNET];
    let others = || {
        let comparisons = review.comparisons.iter();
        comparisons.filter(|c| !tables.contains(&c.current.indicator.as_str()))
    };
    let published: Vec<&Comparison> = others().filter(|c| c.current.value.is_some()).collect();
    let withheld = |c: &&Comparison| {
        let told = [Publication::Published, Publication::NoData];
        !told.contains(&c.current.publication)
    };
    let withheld = others().filter(withheld).count();
    if published.is_empty() && withheld == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "\nOther totals, {}: {} published, {withheld} with data and not published",
        review.biennium,
        published.len(),
    )?;
    for comparison in published.iter().take(SHOWN) {
        let current = &comparison.current;
        let value = current
            .value
            .map_or_else(String::new, |v| number(v, DIGITS));
        let change = comparison.change.map_or_else(String::new, |change| {
            let from = comparison.previous.period;
            format!("  {} on {from}", signed(change, DIGITS))
        });
        let line = format!(
            "  {:<20}{:<22}{value:>14} {:<10}{change}",
            current.indicator,
            name(&current.group),
            current.unit,
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    match published.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more in facts.csv"),
    }
}

/// The four numbers of the world, and the countries whose change has two signs.
fn restated(out: &mut String, review: &Review) -> std::fmt::Result {
    const SHOWN: usize = 8;
    let world = review.restatement(GRID, "M49:001");
    if let Some(world) = world
        && let Some(numbers) = world.numbers
    {
        writeln!(
            out,
            "\nCarbon intensity of the world beside what was published, {}",
            world.current.unit
        )?;
        let before = world.previous_restated.period;
        writeln!(
            out,
            "  {before} as published {:.1}, as known now {:.1}; {} {:.1}",
            numbers.as_published, numbers.restated, world.current.period, numbers.current
        )?;
        writeln!(
            out,
            "  change against what was published {:+.1}, as known now {:+.1}",
            numbers.naive_change, numbers.like_for_like_change
        )?;
    }
    let flips = &review.sign_flips;
    if !flips.is_empty() {
        if world.is_none_or(|world| world.numbers.is_none()) {
            writeln!(out, "\nChange against what was published, and as known now")?;
        }
        let mut names: Vec<&str> = flips.iter().map(|f| f.current.group.as_str()).collect();
        // India's is the example that the page explains.
        names.sort_by_key(|code| *code != "IND");
        let more = names.len().saturating_sub(SHOWN);
        names.truncate(SHOWN);
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        writeln!(
            out,
            "  Opposite signs of the two changes in {} countries: {}{more}",
            flips.len(),
            names.join(", ")
        )?;
    }
    Ok(())
}

fn table(out: &mut String, review: &Review, code: &str, title: &str) -> std::fmt::Result {
    let rows: Vec<&Comparison> = review
        .comparisons
        .iter()
        .filter(|c| c.current.indicator == code)
        .collect();
    let Some(first) = rows.first() else {
        return Ok(());
    };
    writeln!(out, "\n{title}")?;
    let period = |fact: &ict_impact::review::Fact| {
        let years = fact.period.years();
        format!("{}–{}", years[0], years[years.len() - 1])
    };
    writeln!(
        out,
        "  {:<26}{:>12}{:>12}{:>10}{:>16}{:>18}",
        "",
        period(&first.previous),
        period(&first.current),
        "change",
        "like for like",
        "people covered"
    )?;
    for row in rows {
        let value =
            |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| format!("{v:.1}"));
        let signed =
            |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| format!("{v:+.1}"));
        let coverage = row
            .current
            .coverage
            .by_population()
            .map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", 100.0 * share));
        let withheld = matches!(row.current.publication, Publication::Withheld { .. });
        writeln!(
            out,
            "  {:<26}{:>12}{:>12}{:>10}{:>16}{:>18}",
            name(&row.current.group),
            value(row.previous.value),
            if withheld {
                "withheld".to_owned()
            } else {
                value(row.current.value)
            },
            signed(row.change),
            signed(row.like_for_like),
            coverage
        )?;
    }
    Ok(())
}

fn action_lines(out: &mut String, review: &Review) -> std::fmt::Result {
    writeln!(out, "\nAction Lines: indicators reported / proposed")?;
    for chunk in review.action_lines.chunks(6) {
        let cells: Vec<String> = chunk
            .iter()
            .map(|line| {
                let reported = line
                    .indicators
                    .iter()
                    .filter(|i| i.reported != Reported::Lacking)
                    .count();
                format!(
                    "{:<9}{:<6}",
                    line.line,
                    format!("{reported}/{}", line.indicators.len())
                )
            })
            .collect();
        writeln!(out, "  {}", cells.concat().trim_end())?;
    }
    Ok(())
}
