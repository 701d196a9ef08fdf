//! The page: what is said in which order.

#[path = "page/certainty.rs"]
mod certainty;
#[path = "page/change.rs"]
mod change;
#[path = "page/circularity.rs"]
mod circularity;
#[path = "page/composition.rs"]
mod composition;
#[path = "page/devices.rs"]
mod devices;
#[path = "page/drivers.rs"]
mod drivers;
#[path = "page/gaps.rs"]
mod gaps;
#[path = "page/lens.rs"]
mod lens;
#[path = "page/lines.rs"]
mod lines;
#[path = "page/parts.rs"]
mod parts;
#[path = "page/reports.rs"]
mod reports;
#[path = "page/sector.rs"]
mod sector;
#[path = "page/targets.rs"]
mod targets;
#[path = "page/totals.rs"]
mod totals;

use std::collections::{BTreeMap, BTreeSet};

use ict_impact::review::{Review, Rule, Severity, output};
use ict_impact::source::SourceId;

use super::figures::{self, ELECTRICITY, GRID, INTERNET, change_in_words, entry, has};
use super::report::{
    Badge, Cell, Entry, Figure, KeyFigure, Precision, Report, ReportError, Section, Source, Table,
    Tone, with_unit,
};
use super::{Devices, Results};

pub(crate) fn html(results: &Results) -> Result<String, ReportError> {
    let review = &results.review;
    let mut report = Report::new(
        "ICT and the climate: biennial review",
        &format!("{}, compared with {}", review.biennium, before(review)),
    )
    .lead("The electricity that ICT runs on, who is connected, which devices are in use and what becomes of them: figures that were published or modelled, added up by country group under rules that anyone can repeat. What is missing is said to be missing and never counted as zero.")
    .lead("A session in the consultations on the 20-year review of the World Summit on the Information Society (WSIS+20, 11 July 2025) recommended an environmental-sustainability clause across all Action Lines with a biennial review of ICT climate impacts. This page shows what such a review can say today; it is not a document of the United Nations.")
    .meta("Input", results.input.clone())
    .meta("Membership of groups", membership(review))
    .meta("Computed by", concat!("ict-impact ", env!("CARGO_PKG_VERSION")));
    for figure in key_figures(results) {
        report = report.key_figure(figure);
    }
    for section in sections(results) {
        report = report.section(section);
    }
    for sentence in limits(results) {
        report = report.limit(sentence);
    }
    for source in sources(results) {
        report = report.source(source);
    }
    report
        .footer("Sums are exact: the same data give the same page, byte for byte, on any machine.")
        .to_html()
}

/// What the page does not say.
fn limits(results: &Results) -> Vec<&'static str> {
    let mut limits = vec![
        "It is not a greenhouse-gas inventory of ICT: of networks and data centres nothing is modelled yet, and of devices four kinds in six countries at most.",
        "Where countries are ranked, it is by one indicator among those that compare; it is no ranking of performance, and no composite is made.",
        "Estimates with filled values stand beside the reported figures and never replace them; a gap that no method may fill stays open.",
        "Tier 1 figures rest on default factors. They show orders of magnitude, not the state of a single country.",
    ];
    if !results
        .review
        .comparisons
        .iter()
        .any(|c| c.current.interval.is_some())
    {
        limits.push("No value states its uncertainty. Differences between bienniums can be smaller than what is unknown.");
    }
    if !results.review.restated.is_empty() {
        limits.push("Against what was published before, only figures compare that were stored then; where a figure changed, its publisher may not have said why.");
    }
    limits
}

fn before(review: &Review) -> String {
    review
        .biennium
        .previous()
        .map_or_else(|_| "nothing".to_owned(), |b| b.to_string())
}

fn membership(review: &Review) -> String {
    match review.members_at {
        ict_impact::review::MembersAt::Date(date) => format!("as of {date}"),
        ict_impact::review::MembersAt::Start => "at the start of the period".to_owned(),
        _ => "at the end of the period".to_owned(),
    }
}

fn key_figures(results: &Results) -> Vec<KeyFigure> {
    let review = &results.review;
    let mut figures = Vec::new();
    for (group, label) in [
        ("M49:001", "Carbon intensity of electricity, world"),
        ("LDC", "Carbon intensity of electricity, LDC"),
    ] {
        if let Some(comparison) = review.comparison(GRID, group) {
            let mut figure = KeyFigure::new(label, entry(&comparison.current), "gCO2e/kWh");
            if let Some(change) = change_in_words(comparison) {
                figure = figure.note(format!("{}, {change}", review.biennium));
            }
            figures.push(figure);
        }
    }
    if let Some(gap) = &review.access {
        let figure = match gap.neither {
            Some((least, most)) => KeyFigure::text(
                "Neither electricity nor internet, LDC",
                &format!(
                    "{} to {}",
                    super::report::number(least / 1e6, Precision::Significant(3)),
                    with_unit(most / 1e6, Precision::Significant(3), "million")
                ),
            ),
            None => KeyFigure::new(
                "Neither electricity nor internet, LDC",
                Entry::missing("too few countries have both figures"),
                "",
            ),
        };
        figures.push(figure.note(gap.year.to_string()));
    }
    if let Some(Devices {
        review: devices, ..
    }) = &results.devices
        && let Some(stock) = devices.comparison("PRJ.DEV.STOCK", "MODELLED")
    {
        figures.push(
            KeyFigure::new(
                "Devices in use, four kinds in six countries",
                entry(&stock.current),
                "",
            )
            .note(format!("end of {}", devices.biennium.last()))
            .badge(Badge::modelled()),
        );
    }
    let with_data = review
        .action_lines
        .iter()
        .filter(|line| {
            line.indicators
                .iter()
                .any(|i| i.reported != ict_impact::review::Reported::Lacking)
        })
        .count();
    figures.push(KeyFigure::text(
        "Action Lines with a figure",
        &format!("{with_data} of {}", review.action_lines.len()),
    ));
    figures
}

fn sections(results: &Results) -> Vec<Section> {
    let review = &results.review;
    let mut sections = Vec::new();
    let mut electricity = Section::new("electricity", "Electricity and its emissions").paragraph(
        "What ICT emits in use depends first on the electricity it draws. Figures of groups are ratios of sums over the members that have data.",
    );
    let drawn = |code: &&str| review.trend(GRID, code).any(|fact| fact.value.is_some());
    if figures::TREND.iter().any(drawn) {
        electricity = electricity.figure(figures::grid_trend(review));
    }
    if [GRID, ELECTRICITY, INTERNET]
        .iter()
        .any(|code| has(review, code))
    {
        electricity = electricity.figure(figures::coverage(review));
        sections.push(electricity);
    }
    sections.extend(totals::section(review));
    sections.extend(parts::section(review));
    sections.extend(targets::section(review));
    sections.extend(change::section(review));
    sections.extend(drivers::section(review));
    sections.extend(
        Section::new("access", "Access first: the least developed countries")
            .paragraph("Electricity and connectivity are read together: a device without either does not serve, and growth from a low base is no failing.")
            .with_any([
                figures::access(review),
                lens::low_base(review),
                lens::ranks(review),
            ]),
    );
    if let Some(modelled) = &results.devices {
        sections.push(devices::section(modelled));
        sections.push(circularity::section(modelled));
        sections.push(sector::section(&modelled.review));
    }
    let devices = results.devices.as_ref().map(|devices| &devices.review);
    sections.extend(certainty::section(review, devices));
    sections.extend(gaps::section(review));
    if !review.action_lines.is_empty() {
        let mut clause = Section::new("clause", "The Action Lines")
            .paragraph(
                "Which figures each Action Line has, how it was answered, and what it lacks.",
            )
            .figure(lines::action_lines(review, devices));
        if let Some(answers) = lines::answers(review) {
            clause = clause.figure(answers);
        }
        sections.push(clause.figure(lines::lacking(review, devices)));
    }
    sections.extend(reports::section(review));
    sections.push(findings(review));
    sections
}

fn findings(review: &Review) -> Section {
    let count = |severity| {
        review
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    let mut section = Section::new("findings", "What validation found").paragraph(format!(
        "{} errors, {} warnings and {} notes over all observations. An observation with an error counts as missing; a warning is used and shown.",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info)
    ));
    // One row for each rule and reason, with everything that it is about.
    let mut rules: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut reasons: BTreeMap<(Rule, &str), BTreeSet<String>> = BTreeMap::new();
    for found in output::findings(review) {
        let about = found.key.as_ref().map_or_else(String::new, |key| {
            format!("{} {} {}", key.indicator, key.entity, key.year)
        });
        *rules.entry(found.rule).or_default() += 1;
        reasons
            .entry((
                found.rule,
                found
                    .message
                    .unwrap_or("not told: it may name a value that is not published"),
            ))
            .or_default()
            .insert(about);
    }
    if reasons.is_empty() {
        return section;
    }
    let mut table = Table::new("Findings by rule and reason", &["Rule"])
        .column("What was found", "")
        .column("About", "");
    for ((rule, message), about) in reasons {
        let about: Vec<String> = about.into_iter().collect();
        let cells = [Cell::text(message), Cell::text(about.join(", "))];
        table = table.row([rule.to_string()], cells);
    }
    let rules: Vec<String> = rules
        .iter()
        .map(|(rule, count)| format!("{count} of {rule}"))
        .collect();
    section = section.figure(
        Figure::new("validation", "What validation found, rule by rule", table)
            .takeaway(format!("Findings: {}.", rules.join(", ")))
            .step("Every observation is held against the rules V00 to V19; all findings are kept, none stops at the first.")
            .source("ict-impact", "the rules of validation")
            .badge(figures::proposal()),
    );
    section
}

/// The sources of all figures, with what the register knows of them.
fn sources(results: &Results) -> Vec<Source> {
    let mut ids: BTreeSet<SourceId> = results.review.sources.clone();
    if let Some(Devices {
        review: devices, ..
    }) = &results.devices
    {
        ids.extend(devices.sources.iter().cloned());
    }
    let restated = results.review.sign_flips.iter();
    ids.extend(restated.flat_map(|flip| flip.previous_as_published.sources.clone()));
    let organisations = results.review.organisations.iter();
    ids.extend(organisations.flat_map(|row| row.fact.sources.clone()));
    ids.extend(change::sources(&results.review));
    if results.devices.is_some() {
        ids.extend(sector::sources());
    }
    for codes in [
        figures::GRID_PARTS,
        figures::POPULATION,
        &[ELECTRICITY, INTERNET],
    ] {
        ids.extend(
            figures::sources_of(&results.review, codes)
                .into_iter()
                .cloned(),
        );
    }
    let by_devices = match results.devices {
        Some(_) => figures::CITED_BY_DEVICES,
        None => &[],
    };
    for id in figures::CITED.iter().chain(by_devices) {
        ids.extend(SourceId::new(*id));
    }
    ids.iter()
        .map(|id| {
            Source::embedded(id).unwrap_or_else(|| {
                let own = Badge::new(
                    "user’s own",
                    "Named in the input that was reviewed.",
                    Tone::Plain,
                );
                Source::new(
                    id.as_str(),
                    &format!("{id}, named in the input"),
                    "not stated",
                )
                .badge(own)
            })
        })
        .collect()
}
