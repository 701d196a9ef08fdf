//! The page: what is said in which order.

use ict_impact::source::SourceId;

use super::compare_figures::{self, PUBLISHED, percent};
use super::model::Kind;
use super::report::{Badge, Entry, KeyFigure, Report, ReportError, Section, Source, Tone};
use super::scenario::{Scenario, profile_name};
use super::summary::{growth_in_words, kilotonnes};
use super::{Results, figures, scenario_figures};

pub(crate) fn html(results: &Results) -> Result<String, ReportError> {
    let outlook = &results.outlook;
    let (last, until) = (outlook.last_of_data, outlook.assumptions.until);
    let first = outlook.years[0];
    let mut report = Report::new(
        &format!("E-waste outlook to {until}"),
        "Electrical and electronic equipment put on the market, in use and becoming waste",
    )
    .lead(format!("What {} countries put on the market since {first}, by kind of equipment, and how long it lasts, say what is in use and what becomes waste, to {last} and on to {until}. Scenarios say what longer lifetimes and reuse would change, and a comparison how far the result is from what another tool published.", outlook.countries.len()))
    .meta("Input", results.input.clone())
    .meta(
        "Lifetimes",
        format!("profile {}, for all countries", profile_name(outlook.assumptions.profile)),
    )
    .meta(&format!("Sales after {last}"), growth_in_words(outlook))
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

fn key_figures(results: &Results) -> Vec<KeyFigure> {
    let outlook = &results.outlook;
    let (last, until) = (outlook.last_of_data, outlook.assumptions.until);
    let all = outlook.reference().all();
    let at = |label: &str, kind, year| {
        let mass = kilotonnes(all.mass(kind)[outlook.row(year)]) / 1e3;
        KeyFigure::new(label, mass, "Mt").badge(Badge::modelled())
    };
    let longer = outlook.of(Scenario::LongerSameStock(2)).all();
    let change = kilotonnes(longer.ewaste_since() - all.ewaste_since()) / 1e3;
    let label = "E-waste here, against the published results (v1.1)";
    let against = match results.comparison.total.deviation() {
        Ok(deviation) => KeyFigure::text(label, &percent(deviation)),
        Err(_) => KeyFigure::new(label, Entry::missing("nothing to compare"), ""),
    };
    let in_use = format!("end of {last}");
    vec![
        at("Put on the market", Kind::PutOnMarket, last).note(last.to_string()),
        at("In use", Kind::InUse, last).note(in_use),
        at("E-waste generated", Kind::Ewaste, last).note(last.to_string()),
        at("E-waste generated, outlook", Kind::Ewaste, until).note(until.to_string()),
        KeyFigure::new("Lifetimes +2 years, same stock in use", change, "Mt")
            .note(format!(
                "e-waste {}–{until}, against the reference",
                outlook.from
            ))
            .badge(Badge::modelled()),
        against.note("all countries, keys and years that both have"),
    ]
}

fn sections(results: &Results) -> Vec<Section> {
    let outlook = &results.outlook;
    let mut sections = vec![
        Section::new("outlook", "On the market, in use, waste")
            .paragraph(format!("The reference: lifetimes stay, and what is put on the market after {} is {}.", outlook.last_of_data, growth_in_words(outlook)))
            .figure(figures::trend(results))
            .figure(figures::by_country(results))
            .figure(figures::in_use(results))
            .figure(figures::ewaste(results)),
        Section::new("scenarios", "Longer lifetimes and reuse")
            .paragraph("What lasts longer becomes waste later. Whether it also prevents waste depends on sales: with the same sales more is in use, with the same stock in use less needs to be sold. Both are shown; no model of demand says which is nearer.")
            .figure(scenario_figures::change(results))
            .figure(scenario_figures::sums(results)),
    ];
    let against = [
        compare_figures::years(results),
        compare_figures::keys(results),
        compare_figures::profiles(results),
    ];
    let mut section = Section::new("published", "Against the published results of the tool")
        .paragraph("The tool of UNU and Statistics Netherlands publishes its e-waste generated. Its version 1.1 is compared with what is computed here, by key: deviations are shown, also the worst.");
    section = match against.iter().all(Option::is_some) {
        true => section.paragraph(format!(
            "Deviation of the total by country: {}.",
            compare_figures::by_country(&results.comparison)
        )),
        false => section
            .paragraph("The input has no country, key and year for which results were published."),
    };
    for figure in against.into_iter().flatten() {
        section = section.figure(figure);
    }
    sections.push(section);
    sections.push(
        Section::new("models", "Two models of e-waste generated")
            .figure(compare_figures::models(results)),
    );
    sections
        .push(Section::new("lifetimes", "Lifetimes").figure(scenario_figures::lifetimes(results)));
    sections
}

fn limits(results: &Results) -> Vec<String> {
    let outlook = &results.outlook;
    let (first, last) = (outlook.years[0], outlook.last_of_data);
    let mut limits = vec![
        format!("It is not a forecast: after {last} sales are {}, and nothing is said of prices, technology or law.", growth_in_words(outlook)),
        format!("One set of lifetimes is used for all countries and all years of sale. Equipment sold before {first} is not in the stock: in the first decades stock and e-waste of long-lived equipment are too low."),
        "E-waste generated is a model’s result. It does not say what was collected, exported or thrown in the bin.".to_owned(),
        "No uncertainty is computed. The deviations from the published results show how far two sets of data and lifetimes can be apart.".to_owned(),
    ];
    if results.shipped {
        limits.push("The statistics behind what was put on the market cover 1995–2015; before and after, the tool that made the series extrapolates. From 2016 on they are a model’s result, not a report.".to_owned());
        limits.push("Photovoltaic panels (0002) are doubtful in the data: Germany has nothing in 2014 and 2015 and 100 kt in 2016. Two counts of pieces of 2008 that the tool gives as negative were replaced by mass divided by the average mass of a panel (17 kg).".to_owned());
    }
    if !outlook.ended_early.is_empty() {
        let series = outlook.ended_early.iter();
        let series: Vec<String> = series
            .map(|(country, key, year)| format!("{} {key} ({year})", country.alpha3()))
            .collect();
        limits.push(format!(
            "Some series end before {last} and go on with their last value from there: {}.",
            series.join(", ")
        ));
    }
    limits
}

/// The sources, with what the register knows of them.
fn sources(results: &Results) -> Vec<Source> {
    let mut ids = vec![
        "cbs-ewaste-1.2.0",
        "unu-guidelines-2015",
        "weee-calculation-tool-2023",
    ];
    let mut sources = Vec::new();
    if results.shipped {
        ids.push("cbs-ewaste-pom-run");
    } else {
        let own = Badge::new(
            "user’s own",
            "Given to the program as its input.",
            Tone::Plain,
        );
        sources.push(Source::new("input", &results.input, "not stated").badge(own));
    }
    let ids = ids.iter().filter_map(|id| SourceId::new(*id).ok());
    sources.extend(ids.filter_map(|id| Source::embedded(&id)));
    let title =
        "Statistics Netherlands (CBS): ewaste, data/tbl_WEEE.csv, version 1.1, commit cc45775";
    sources.push(
        Source::new(PUBLISHED, title, "MIT")
            .url("https://github.com/Statistics-Netherlands/ewaste")
            .note("E-waste generated as published, 2010–2021; computed with lifetimes that are not in the repository."),
    );
    sources
}
