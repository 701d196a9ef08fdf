//! The page: what is said in which order.

use ict_impact::circularity::scorecard::Row;
use ict_impact::source::{SourceId, SourceRegister, Status};

use super::Results;
use super::figures::{self, LIBRARY, OPERATOR, own};
use super::model::Model;
use super::report::{
    Badge, Entry, KeyFigure, Precision, Report, ReportError, Section, Source, Tone, with_unit,
};
use super::target_checks::DIRECTIVE;
use super::themes::THEMES;
use super::{card_figures, target_figures};

pub(crate) fn html(results: &Results) -> Result<String, ReportError> {
    let model = &results.model;
    let names: Vec<&str> = model.sites.iter().map(|site| site.name.as_str()).collect();
    let title = format!("Circularity scorecard {}", model.year);
    let mut report = Report::new(
        &title,
        "A take-back and refurbishing operator and its products",
    );
    if results.shipped {
        report = report.lead("The operator, its sites and its amounts are invented, to show what a scorecard looks like. The bills of materials of its products and the legal minima are real, and cited.");
    }
    report = report
        .lead("Every circularity indicator that the operator’s files support, with its unit and method, and for every other the exact input that is missing. Amounts of sites are added; indicators are computed from the sums and never averaged.")
        .meta("Input", results.input.clone())
        .meta("Sites", names.join(", "))
        .meta("Year", model.year.to_string())
        .meta("Computed by", concat!("ict-impact ", env!("CARGO_PKG_VERSION")));
    if !results.absent.is_empty() {
        report = report.meta("Files not given", results.absent.join(", "));
    }
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
        .footer("Sums are exact: the same files give the same page, byte for byte, on any machine.")
        .to_html()
}

fn key_figures(results: &Results) -> Vec<KeyFigure> {
    let model = &results.model;
    let figure = |label: &str, id: &str, unit: &str, digits| {
        let row = model.whole.card.row(id);
        let entry = match row.map(|row| (row.value(), row.reason())) {
            Some((Some(value), _)) => Entry::from(value),
            Some((None, Some(reason))) => Entry::missing(model.words(reason)),
            _ => Entry::missing("not computed"),
        };
        KeyFigure::new(label, entry, unit)
            .precision(digits)
            .note(of_sites(model, id, unit, digits))
            .badge(own(results))
    };
    let percent = Precision::Significant(3);
    let (known, all) = (
        model.whole.card.known().count(),
        model.whole.card.rows().len(),
    );
    vec![
        figure(
            "Inflow that is virgin",
            "iso59020.linear_inflow",
            "%",
            percent,
        ),
        figure("Outflow reused", "iso59020.reused_outflow", "%", percent),
        figure(
            "Outflow recycled",
            "iso59020.recycled_outflow",
            "%",
            percent,
        ),
        figure(
            "Material circularity of the products",
            "mci",
            "",
            Precision::Decimals(2),
        ),
        figure(
            "Devices sold again per device returned",
            "reuse.reuse_rate",
            "%",
            percent,
        ),
        figure(
            "E-waste collected, against put on market",
            "weee.collection_put_on_market",
            "%",
            percent,
        ),
        figure(
            "Renewable energy",
            "iso59020.renewable_energy",
            "%",
            percent,
        ),
        KeyFigure::text("Indicators with a value", &format!("{known} of {all}"))
            .note("the others say what is missing"),
    ]
}

/// "Gdansk 18.1 %, Rotterdam 29.1 %", if there are several sites.
fn of_sites(model: &Model, id: &str, unit: &str, precision: Precision) -> String {
    if model.sites.len() < 2 {
        return String::new();
    }
    let each = model.sites.iter().map(|site| {
        let value = site.card.row(id).and_then(Row::value);
        let value = value.map_or("no value".to_owned(), |it| with_unit(it, precision, unit));
        format!("{} {value}", site.name)
    });
    each.collect::<Vec<_>>().join(", ")
}

fn sections(results: &Results) -> Vec<Section> {
    let model = &results.model;
    let mut flows = Section::new("flows", "What comes in and goes out")
        .paragraph("Mass by origin on the left, by fate on the right.");
    for (n, scope) in model.scopes().into_iter().rev().enumerate() {
        let id = match n {
            0 => "flows".to_owned(),
            n => format!("flows-site-{n}"),
        };
        match figures::flows(results, scope, &id) {
            Some(figure) => flows = flows.figure(figure),
            None => {
                flows = flows.paragraph(format!(
                    "{}: no diagram, because inflow.csv or outflow.csv has no row of it in {}.",
                    scope.name, model.year
                ));
            }
        }
    }
    let mut minima = Section::new("minima", "Against legal minima");
    let all = [
        target_figures::targets(results),
        target_figures::targets_by_site(results),
        target_figures::to_come(results),
    ];
    if all[0].is_none() {
        minima = minima.paragraph("No rate that has a minimum in force could be computed: ewaste.csv, treatment.csv and batteries.csv say what they need.");
    }
    for figure in all.into_iter().flatten() {
        minima = minima.figure(figure);
    }
    let mut products = Section::new("products", "Devices and products");
    let all = [
        figures::devices(results),
        figures::material_circularity(results),
        figures::bills(results),
    ];
    if all.iter().all(Option::is_none) {
        products = products.paragraph("devices.csv and products.csv have no row of the year.");
    }
    for figure in all.into_iter().flatten() {
        products = products.figure(figure);
    }
    let mut card = Section::new("scorecard", "The scorecard")
        .paragraph("All indicators by theme. A dash is no value, never a zero; the last column says why, for all sites together.");
    for theme in THEMES {
        card = card.figure(card_figures::theme(results, theme));
    }
    let coverage = Section::new("coverage", "What the indicators speak to")
        .figure(card_figures::action_line_coverage(results))
        .figure(card_figures::sdg_coverage(results));
    let methods = Section::new("methods", "Methods").figure(card_figures::methods(results));
    vec![flows, minima, products, card, coverage, methods]
}

fn limits(results: &Results) -> Vec<String> {
    let mut limits = Vec::new();
    if results.shipped {
        limits.push("Operator, sites and amounts are invented: no figure here says anything about a real company.".to_owned());
    }
    limits.extend(
        [
            "No composite index: indicators are not weighted against each other, and sites are not ranked.",
            "ISO 59020 leaves to the user what counts as reused and as recycled inflow. Here used equipment that comes in to be used again is reused, and used equipment that comes in as material is recycled.",
            "Collection and recovery minima bind Member States and producer organisations. For a single operator they are a yardstick. Batteries are taken to be portable and lithium-based, as those of ICT devices are.",
            "Annex V of Directive 2012/19/EU was read in its German transposition, and the battery regulation in a public copy of the consolidated text.",
            "Bills of materials are unweighted means over few models that were taken apart before 2020. The same recycled share and recycling efficiency is used for a material in all products, unless materials.csv has a row of the product.",
            "No uncertainty is computed.",
        ]
        .map(str::to_owned),
    );
    limits
}

/// The sources, with what the register knows of them.
fn sources(results: &Results) -> Vec<Source> {
    let operator = match results.shipped {
        true => Source::new(
            OPERATOR,
            "An invented operator with two sites",
            "MIT or Apache-2.0",
        )
        .note("Made up for this example."),
        false => Source::new(OPERATOR, &results.input, "not stated"),
    };
    let library = concat!(
        "ict-impact ",
        env!("CARGO_PKG_VERSION"),
        ", circularity indicators"
    );
    let mut sources = vec![
        operator.badge(own(results)),
        Source::new(LIBRARY, library, "MIT or Apache-2.0")
            .note("Standards by their clauses; what is not confirmed by the text of its source is flagged.")
            .badge(Badge::new(
                "method",
                "A description of methods, not a source of figures.",
                Tone::Plain,
            )),
    ];
    let register = SourceRegister::embedded();
    let mut ids = [DIRECTIVE, "de-elektrog-22", "eu-2023-1542"]
        .map(str::to_owned)
        .to_vec();
    ids.extend(figures::bill_sources(results));
    let known = ids
        .iter()
        .filter_map(|id| register.get(&SourceId::new(id.clone()).ok()?));
    for source in known {
        let mut title = format!("{}: {}", source.publisher(), source.title());
        if let Some(edition) = source.edition() {
            title.push_str(&format!(", {edition}"));
        }
        let id = source.id().as_str().replace('.', "-");
        let mut entry = Source::new(&id, &title, source.licence());
        if let Some(locator) = source.locator() {
            entry = entry.url(locator);
        }
        sources.push(match source.status() {
            Status::Verified => entry.badge(Badge::verified()),
            status => entry.badge(Badge::new(
                status.as_str(),
                "Not read in the publication itself; see the register of sources.",
                Tone::Care,
            )),
        });
    }
    sources
}
