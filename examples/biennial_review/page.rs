//! The page: what is said in which order.

use std::collections::{BTreeMap, BTreeSet};

use ict_impact::review::{Review, Rule, Severity};
use ict_impact::source::SourceId;

use super::figures::{self, ELECTRICITY, GRID, INTERNET, change_in_words, entry, has};
use super::report::{
    Badge, Entry, KeyFigure, Precision, Report, ReportError, Section, Source, Tone, with_unit,
};
use super::{Results, device_figures};

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
    for sentence in [
        "It is not a greenhouse-gas inventory of ICT: of networks and data centres nothing is modelled yet, and of devices four kinds in six countries.",
        "It does not rank countries, and it fills no gaps: where a country has no value, it has none.",
        "Tier 1 figures rest on default factors. They show orders of magnitude, not the state of a single country.",
        "No uncertainty is computed yet. Differences between bienniums can be smaller than what is unknown.",
    ] {
        report = report.limit(sentence);
    }
    for source in sources(results) {
        report = report.source(source);
    }
    report
        .footer("Sums are exact: the same data give the same page, byte for byte, on any machine.")
        .to_html()
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
    if let Some((_, devices)) = &results.devices
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
    if has(review, GRID) {
        electricity = electricity.figure(figures::grid_trend(review));
    }
    if [GRID, ELECTRICITY, INTERNET]
        .iter()
        .any(|code| has(review, code))
    {
        electricity = electricity.figure(figures::coverage(review));
        sections.push(electricity);
    }
    if let Some(figure) = figures::access(review) {
        sections.push(
            Section::new("access", "Access first: the least developed countries")
                .paragraph("Electricity and connectivity are read together: a device without either does not serve, and growth from a low base is no failing.")
                .figure(figure),
        );
    }
    if let Some((model, devices)) = &results.devices {
        sections.push(
            Section::new("devices", "Devices and their impact")
                .paragraph(format!(
                    "Modelled, not reported: desktops, laptops, mobile phones and flat monitors in the six countries for which a public series of what was put on the market is at hand, for {} and {}.",
                    before(devices), devices.biennium
                ))
                .figure(device_figures::in_use(model, devices))
                .figure(device_figures::stages(model, devices))
                .figure(device_figures::ewaste(model, devices)),
        );
    }
    let devices = results.devices.as_ref().map(|(_, review)| review);
    sections.push(
        Section::new("clause", "The Action Lines")
            .paragraph("Which figures each Action Line has, and which it lacks.")
            .figure(figures::action_lines(review, devices))
            .figure(figures::lacking(review, devices)),
    );
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
    // One sentence for each rule and reason, with everything that it is about.
    let mut reasons: BTreeMap<(Rule, &str), BTreeSet<String>> = BTreeMap::new();
    for found in &review.findings {
        let about = found.key.as_ref().map_or_else(String::new, |key| {
            format!("{} {} {}", key.indicator, key.entity, key.year)
        });
        reasons
            .entry((found.rule, found.message.as_str()))
            .or_default()
            .insert(about);
    }
    for ((rule, message), about) in reasons {
        let about: Vec<String> = about.into_iter().collect();
        section = section.paragraph(format!("{rule}: {message}. {}.", about.join(", ")));
    }
    section
}

/// The sources of all figures, with what the register knows of them.
fn sources(results: &Results) -> Vec<Source> {
    let mut ids: BTreeSet<SourceId> = results.review.sources.clone();
    if let Some((_, devices)) = &results.devices {
        ids.extend(devices.sources.iter().cloned());
    }
    for id in figures::CITED {
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
                Source::new(id.as_str(), "Named in the input", "not stated").badge(own)
            })
        })
        .collect()
}
