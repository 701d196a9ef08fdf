use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write;

use super::OutputError;
use super::finding::findings;
use super::shown;
use crate::reference::groups;
use crate::review::{ChangeCertainty, Comparison, Fact, Publication, Reported, Review, Severity};
use crate::source::{Digest, SourceRegister};
use crate::time::Year;
use crate::uncertainty::ChangeStatement;

/// The review as Markdown: headlines, comparisons, coverage, parts, targets, Action Lines,
/// findings, sources.
///
/// A headline is a sentence about one published fact of the whole, followed by the first twelve
/// digits of its lineage; what is not published is in the tables with its status and without a
/// number. Numbers in the text have four significant digits; those in the other outputs are
/// exact. Tables are those of GitHub Flavored Markdown, and what is not ours is escaped.
///
/// # Errors
/// [`OutputError::NotPublished`], [`OutputError::Duplicate`], [`OutputError::Digest`] as
/// [`tidy::rows`](super::tidy::rows); [`OutputError::Source`] for a source that is not in the
/// register.
///
/// # Example
/// ```
/// use ict_impact::review::output::markdown;
/// use ict_impact::review::{ReviewOptions, panel, review};
/// use ict_impact::source::SourceRegister;
/// use ict_impact::time::{Biennium, Year};
/// let observations = panel::observations(Year::of::<2020>(), Year::of::<2023>())?;
/// let review = review(observations, &ReviewOptions::of(Biennium::of::<2022>()))?;
/// let text = markdown(&review, &SourceRegister::embedded())?;
/// assert!(text.starts_with("# Biennial review 2022–2023\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn markdown(review: &Review, register: &SourceRegister) -> Result<String, OutputError> {
    shown::facts(review)?;
    let mut text = format!("# Biennial review {}\n", review.biennium);
    headlines(&mut text, review)?;
    comparisons(&mut text, review)?;
    coverage(&mut text, review);
    parts(&mut text, review)?;
    targets(&mut text, review);
    action_lines(&mut text, review);
    validation(&mut text, review);
    sources(&mut text, review, register)?;
    Ok(text)
}

/// Text that is not ours, with what Markdown or HTML would take as markup taken out.
fn escaped(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => plain.extend(['\\', c]),
            c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}

/// Four significant digits, without exponent.
fn rounded(value: f64) -> String {
    match format!("{value:.3e}").parse::<f64>() {
        Ok(rounded) => rounded.to_string().replace('-', "−"),
        Err(_) => value.to_string(),
    }
}

fn cell(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_string(), rounded)
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(
        || "–".to_string(),
        |share| format!("{:.1} %", share * 100.0),
    )
}

fn short(fact: &Fact) -> Result<String, OutputError> {
    Ok(format!("`{:.12}`", Digest::of(fact)?))
}

fn group_name(code: &str) -> String {
    escaped(groups::group(code).map_or(code, |group| group.name()))
}

fn line(text: &mut String, cells: &[String]) {
    for cell in cells {
        text.push_str("| ");
        text.push_str(cell);
        text.push(' ');
    }
    text.push_str("|\n");
}

/// A heading and the head of a table; columns of numbers are to the right.
fn table(text: &mut String, title: &str, columns: &[(&str, bool)]) {
    text.push_str("\n## ");
    text.push_str(title);
    text.push_str("\n\n");
    let names: Vec<String> = columns
        .iter()
        .map(|(name, _)| (*name).to_string())
        .collect();
    line(text, &names);
    let rule = |(_, right): &(&str, bool)| if *right { "---:" } else { "---" }.to_string();
    let rules: Vec<String> = columns.iter().map(rule).collect();
    line(text, &rules);
}

fn name<'a>(review: &'a Review, indicator: &'a str) -> &'a str {
    let indicators = review.dataset.indicators();
    indicators
        .get(indicator)
        .map_or(indicator, |indicator| indicator.name())
}

fn is_published(fact: &Fact) -> bool {
    fact.publication == Publication::Published
}

fn headlines(text: &mut String, review: &Review) -> Result<(), OutputError> {
    text.push_str("\n## Headlines\n\n");
    let whole = review.comparisons.first().map(|c| &c.current.group);
    let mut none = true;
    for comparison in &review.comparisons {
        let Comparison { current, .. } = comparison;
        let (Some(value), true) = (current.value, Some(&current.group) == whole) else {
            continue;
        };
        none = false;
        let unit = escaped(&current.unit);
        // A formatter into a string does not fail.
        let _ = write!(
            text,
            "- {}, {}: {} {unit} in {}",
            escaped(name(review, &current.indicator)),
            group_name(&current.group),
            rounded(value),
            current.period,
        );
        if let (Some(change), true) = (comparison.change, is_published(&comparison.previous)) {
            since(text, comparison, change);
        }
        let _ = writeln!(text, ". Lineage {}.", short(current)?);
    }
    if none {
        text.push_str("No figure of the whole is published.\n");
    }
    Ok(())
}

/// The change, and its direction in words only where it exceeds its uncertainty.
fn since(text: &mut String, comparison: &Comparison, change: f64) {
    let unit = match &*comparison.current.unit {
        "%" => "percentage points".to_string(),
        unit => escaped(unit),
    };
    let before = comparison.previous.period;
    // A formatter into a string does not fail.
    let _ = match comparison.certainty {
        ChangeCertainty::Stated {
            low,
            high,
            statement,
        } => {
            let direction = match statement {
                ChangeStatement::Increase => format!("{} {unit} more than", rounded(change)),
                ChangeStatement::Decrease => format!("{} {unit} less than", rounded(-change)),
                _ => "no change that exceeds its uncertainty from what it was".to_string(),
            };
            let (low, high) = (rounded(low), rounded(high));
            write!(
                text,
                ", {direction} in {before} (95 % interval of the change {low} to {high})"
            )
        }
        _ => write!(
            text,
            ", a change of {} {unit} since {before} whose uncertainty is not stated",
            rounded(change)
        ),
    };
    if let Some(alike) = comparison.like_for_like {
        let _ = write!(text, "; like for like {} {unit}", rounded(alike));
    }
    if comparison.sign_flips() {
        text.push_str(", so its sign comes from who reported");
    }
}

fn comparisons(text: &mut String, review: &Review) -> Result<(), OutputError> {
    let columns = [
        ("Indicator", false),
        ("Group", false),
        ("Unit", false),
        ("Previous", true),
        ("Current", true),
        ("Change", true),
        ("Like for like", true),
        ("Who reported", true),
        ("Status", false),
        ("Lineage", false),
    ];
    table(text, "Comparison with the biennium before", &columns);
    for comparison in &review.comparisons {
        let (previous, current) = (&comparison.previous, &comparison.current);
        let cells = [
            escaped(&current.indicator),
            group_name(&current.group),
            escaped(&current.unit),
            cell(previous.value),
            cell(current.value),
            cell(comparison.change),
            cell(comparison.like_for_like),
            cell(comparison.composition_effect),
            shown::word(&current.publication).replace('_', " "),
            short(current)?,
        ];
        line(text, &cells);
    }
    Ok(())
}

fn coverage(text: &mut String, review: &Review) {
    let columns = [
        ("Indicator", false),
        ("Group", false),
        ("Members", true),
        ("Reporting", true),
        ("Partly", true),
        ("Missing", true),
        ("By number", true),
        ("By population", true),
    ];
    table(text, "Coverage", &columns);
    for Comparison { current, .. } in &review.comparisons {
        let cells = [
            escaped(&current.indicator),
            group_name(&current.group),
            current.members.to_string(),
            current.reporting.len().to_string(),
            current.partly.len().to_string(),
            current.missing.len().to_string(),
            percent(current.coverage.by_count()),
            percent(current.coverage.by_population()),
        ];
        line(text, &cells);
    }
}

fn parts(text: &mut String, review: &Review) -> Result<(), OutputError> {
    if review.parts.is_empty() {
        return Ok(());
    }
    let columns = [
        ("Indicator", false),
        ("Part", false),
        ("Group", false),
        ("Unit", false),
        ("Value", true),
        ("Reporting", true),
        ("Of members", true),
        ("Status", false),
        ("Lineage", false),
    ];
    table(text, "Parts", &columns);
    for fact in &review.parts {
        let cells = [
            escaped(&fact.indicator),
            escaped(&fact.part.to_string()),
            group_name(&fact.group),
            escaped(&fact.unit),
            cell(fact.value),
            (fact.reporting.len() + fact.partly.len()).to_string(),
            fact.members.to_string(),
            shown::word(&fact.publication).replace('_', " "),
            short(fact)?,
        ];
        line(text, &cells);
    }
    Ok(())
}

fn targets(text: &mut String, review: &Review) {
    if review.targets.is_empty() {
        return;
    }
    let columns = [
        ("Target", false),
        ("Indicator", false),
        ("Group", false),
        ("Base", true),
        ("To reach", true),
        ("Latest", true),
        ("Unit", false),
        ("Status", false),
    ];
    table(text, "Targets", &columns);
    for held in &review.targets {
        let target = &held.target;
        let of = [target.name(), target.indicator()].map(escaped);
        let mut cells = Vec::from(of);
        cells.push(group_name(target.group()));
        match &held.line {
            Some(on) => {
                let dated = |(year, value): (Year, f64)| format!("{} in {year}", rounded(value));
                let latest = on.points.iter().rev();
                let latest = latest
                    .filter_map(|point| Some((point.year, point.observed?)))
                    .next();
                cells.extend([dated(on.base), dated(on.target)]);
                cells.push(latest.map_or_else(|| "–".to_string(), dated));
                cells.push(escaped(&on.unit));
                cells.push(on.status.name().to_string());
            }
            None => {
                cells.extend(["–"; 4].map(String::from));
                cells.push(escaped(held.why_none.as_deref().unwrap_or_default()));
            }
        }
        line(text, &cells);
    }
}

fn action_lines(text: &mut String, review: &Review) {
    let columns = [
        ("Line", false),
        ("Indicator", false),
        ("Reported", false),
        ("Countries", true),
        ("Expected", true),
        ("Population", true),
    ];
    table(text, "Action Lines", &columns);
    for report in &review.action_lines {
        let title = format!("{} {}", escaped(&report.line), escaped(&report.name));
        if report.indicators.is_empty() {
            let none = ["–", "nothing to report on yet", "–", "–", "–"].map(String::from);
            line(text, &[&[title.clone()][..], &none].concat());
        }
        for indicator in &report.indicators {
            let reported = match indicator.reported {
                Reported::Enough => "enough",
                Reported::Partly => "partly",
                Reported::Modelled => "modelled",
                Reported::Filled => "filled",
                Reported::Answered => "answered by notation keys",
                Reported::Lacking => "lacking",
            };
            let cells = [
                title.clone(),
                format!(
                    "{} ({})",
                    escaped(&indicator.name),
                    escaped(&indicator.indicator)
                ),
                reported.to_string(),
                indicator.countries.to_string(),
                indicator.expected.to_string(),
                percent(indicator.population_coverage),
            ];
            line(text, &cells);
        }
    }
}

fn validation(text: &mut String, review: &Review) {
    text.push_str("\n## Findings\n\n");
    let findings = findings(review);
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let _ = writeln!(
        text,
        "{} errors, {} warnings, {} notes. A value with an error counts as missing.",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    let mut listed = findings
        .iter()
        .filter(|f| f.severity == Severity::Error)
        .peekable();
    if listed.peek().is_some() {
        text.push('\n');
    }
    for finding in listed {
        let of = finding
            .key
            .map_or_else(String::new, |key| format!(" {key}"));
        let message = finding.message.unwrap_or_else(|| finding.rule.asks());
        let _ = writeln!(
            text,
            "- **{}**{}: {}",
            finding.rule,
            escaped(&of),
            escaped(message)
        );
    }
}

fn sources(
    text: &mut String,
    review: &Review,
    register: &SourceRegister,
) -> Result<(), OutputError> {
    text.push_str("\n## Sources\n\n");
    for id in &review.sources {
        let source = register.require(id)?;
        let _ = writeln!(
            text,
            "- {}: {}",
            escaped(id.as_str()),
            escaped(&source.to_string())
        );
    }
    if review.sources.is_empty() {
        text.push_str("None.\n");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_others_is_text() {
        assert_eq!(escaped("a|b\n`c` <script>"), "a\\|b \\`c\\` &lt;script&gt;");
        assert_eq!(
            escaped("[x](http://y) *z* & _w_"),
            "\\[x\\](http://y) \\*z\\* &amp; \\_w\\_"
        );
    }

    #[test]
    fn four_digits_are_enough_for_a_reader() {
        for (value, text) in [
            (363.918_83, "363.9"),
            (-2.649_9, "−2.65"),
            (0.0, "0"),
            (1_234_567.0, "1235000"),
            (0.000_012_345, "0.00001234"),
        ] {
            assert_eq!(rounded(value), text);
        }
    }
}
