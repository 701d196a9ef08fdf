//! The summary for the terminal.

use std::fmt::Write;

use ict_impact::quantity::{Mass, Quantity};

use super::Results;
use super::compare::{Comparison, KeyDeviation, Profile};
use super::model::{Kind, Outlook, Total};
use super::scenario::profile_name;

/// How many of the largest deviations are listed.
const LISTED: usize = 8;

/// A summary in at most 100 columns.
pub(crate) fn text(results: &Results) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut out, results);
    out
}

fn write(out: &mut String, results: &Results) -> std::fmt::Result {
    let Results {
        outlook,
        comparison,
        input,
        ..
    } = results;
    let (last, until) = (outlook.last_of_data, outlook.assumptions.until);
    writeln!(
        out,
        "E-waste outlook to {until} from {input}: {} countries, {} series, kt\n\
         Mass-conserving model; lifetimes of profile {}; sales after {last}: {}",
        outlook.countries.len(),
        outlook.market.len(),
        profile_name(outlook.assumptions.profile),
        growth_in_words(outlook),
    )?;
    countries(out, outlook)?;
    categories(out, outlook)?;
    scenarios(out, outlook)?;
    models(out, outlook, comparison)?;
    published(out, comparison)
}

/// What is assumed of the sales after the data.
pub(crate) fn growth_in_words(outlook: &Outlook) -> String {
    match outlook.assumptions.growth {
        0.0 => "held at the last value".to_owned(),
        percent => format!("the last value, {percent:+} % a year"),
    }
}

/// Kilotonnes, without a digit more than there is room for.
pub(crate) fn kilotonnes(mass: Mass) -> f64 {
    mass.base() / 1e6
}

/// The lines of a table of totals in the last year of the data and of the outlook.
fn table<'a>(
    out: &mut String,
    outlook: &Outlook,
    head: &str,
    rows: impl Iterator<Item = (&'a str, &'a Total)>,
) -> std::fmt::Result {
    let (last, until) = (outlook.last_of_data, outlook.assumptions.until);
    writeln!(
        out,
        "\n  {head:<34}{:>14}{:>12}{:>12}{:>12}{:>12}",
        "on market", "in use", "in use", "e-waste", "e-waste"
    )?;
    writeln!(
        out,
        "  {:<34}{last:>14}{last:>12}{until:>12}{last:>12}{until:>12}",
        ""
    )?;
    for (name, total) in rows {
        let of = |kind, year| kilotonnes(total.mass(kind)[outlook.row(year)]);
        writeln!(
            out,
            "  {name:<34}{:>14.0}{:>12.0}{:>12.0}{:>12.0}{:>12.0}",
            of(Kind::PutOnMarket, last),
            of(Kind::InUse, last),
            of(Kind::InUse, until),
            of(Kind::Ewaste, last),
            of(Kind::Ewaste, until),
        )?;
    }
    Ok(())
}

fn countries(out: &mut String, outlook: &Outlook) -> std::fmt::Result {
    let reference = outlook.reference();
    let each = outlook.countries.iter();
    let each = each.map(|&country| (country.name(), reference.total(Some(country), None)));
    let rows = each.chain([("All", reference.all())]);
    table(out, outlook, "Country", rows)
}

fn categories(out: &mut String, outlook: &Outlook) -> std::fmt::Result {
    let reference = outlook.reference();
    let each = outlook.categories.iter();
    let each = each.map(|&category| (short(category.code), reference.total(None, Some(category))));
    table(out, outlook, "Category of Directive 2012/19/EU", each)
}

/// The name of an EU-6 category, short enough for a table.
pub(crate) fn short(category: &str) -> &'static str {
    match category {
        "1" => "1 Temperature exchange",
        "2" => "2 Screens and monitors",
        "3" => "3 Lamps",
        "4a" => "4a Large equipment",
        "4b" => "4b Photovoltaic panels",
        "5" => "5 Small equipment",
        "6" => "6 Small IT and telecom",
        _ => "Other",
    }
}

fn scenarios(out: &mut String, outlook: &Outlook) -> std::fmt::Result {
    let until = outlook.assumptions.until;
    let period = format!("{}-{until}", outlook.from);
    writeln!(
        out,
        "\n  {:<34}{:>14}{:>12}{:>12}{:>12}{:>12}",
        "Scenario", "on market", "e-waste", "change", "in use", "e-waste"
    )?;
    writeln!(
        out,
        "  {:<34}{period:>14}{period:>12}{period:>12}{until:>12}{until:>12}",
        format!("from {}", outlook.from),
    )?;
    let last = outlook.row(until);
    let reference = kilotonnes(outlook.reference().all().ewaste_since());
    for outcome in &outlook.outcomes {
        let total = outcome.all();
        let ewaste = kilotonnes(total.ewaste_since());
        writeln!(
            out,
            "  {:<34}{:>14.0}{ewaste:>12.0}{:>12.0}{:>12.0}{:>12.0}",
            outcome.scenario.name(),
            kilotonnes(total.put_on_market_since()),
            ewaste - reference,
            kilotonnes(total.mass(Kind::InUse)[last]),
            kilotonnes(total.mass(Kind::Ewaste)[last]),
        )?;
    }
    Ok(())
}

fn models(out: &mut String, outlook: &Outlook, comparison: &Comparison) -> std::fmt::Result {
    let last = outlook.row(outlook.last_of_data);
    let percent = |percent: Option<f64>| percent.map_or("–".to_owned(), |p| format!("{p:+.2} %"));
    writeln!(
        out,
        "\nDensity at mid-age (the tool's formula): {:.0} kt in {}, {:.0} kt mass-conserving.\n\
         It does not conserve mass: {} of all put on the market; by key from {} to {}.",
        kilotonnes(comparison.density[last]),
        outlook.last_of_data,
        kilotonnes(outlook.reference().all().mass(Kind::Ewaste)[last]),
        percent(comparison.imbalance.percent),
        percent(least(comparison)),
        percent(most(comparison)),
    )
}

/// The most negative imbalance of a key, %.
pub(crate) fn least(comparison: &Comparison) -> Option<f64> {
    let all = comparison.imbalances.iter().filter_map(|one| one.percent);
    all.min_by(f64::total_cmp)
}

/// The most positive imbalance of a key, %.
pub(crate) fn most(comparison: &Comparison) -> Option<f64> {
    let all = comparison.imbalances.iter().filter_map(|one| one.percent);
    all.max_by(f64::total_cmp)
}

fn published(out: &mut String, comparison: &Comparison) -> std::fmt::Result {
    let (Some((first, _)), Some((last, _))) = (comparison.years.first(), comparison.years.last())
    else {
        return writeln!(out, "\nNothing to compare with what was published (v1.1).");
    };
    let total = &comparison.total;
    let percent = |percent: Option<f64>| percent.map_or("–".to_owned(), |p| format!("{p:+.1} %"));
    writeln!(
        out,
        "\nAgainst the published results of version 1.1, {first}-{last}: {:.0} kt here, {:.0} kt there \
         ({}).\n{}\nThe {LISTED} largest deviations of {} keys:",
        kilotonnes(total.conserving),
        kilotonnes(total.published),
        percent(total.deviation().ok()),
        by_profile(comparison),
        comparison.keys.len()
    )?;
    writeln!(
        out,
        "  {:<44}{:>12}{:>14}{:>12}{:>12}",
        "UNU-KEY", "here, kt", "published, kt", "total", "median"
    )?;
    for KeyDeviation {
        key, total, median, ..
    } in comparison.keys.iter().take(LISTED)
    {
        let description: String = key.description().chars().take(36).collect();
        writeln!(
            out,
            "  {:<44}{:>12.1}{:>14.1}{:>12}{:>12}",
            format!("{key} {description}"),
            kilotonnes(total.conserving),
            kilotonnes(total.published),
            percent(total.deviation().ok()),
            percent(*median),
        )?;
    }
    Ok(())
}

/// The deviation with each set of lifetimes, in a sentence.
pub(crate) fn by_profile(comparison: &Comparison) -> String {
    let of = |one: &Profile| {
        let percent = one
            .deviation()
            .map_or("–".to_owned(), |p| format!("{p:+.1} %"));
        format!("{percent} with {}", profile_name(one.profile))
    };
    let all: Vec<String> = comparison.profiles.iter().map(of).collect();
    let keys = comparison.profiles.first().map_or(0, |one| one.keys);
    format!("By set of lifetimes, over {keys} keys: {}.", all.join(", "))
}
