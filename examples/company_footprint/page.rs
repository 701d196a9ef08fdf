//! The page: what is said in which order.

use ict_impact::footprint::{EmbodiedAccounting, GridBoundary};
use ict_impact::time::Year;

use super::figures::UNIT;
use super::model::{Results, both, megawatt_hours};
use super::report::{Badge, KeyFigure, Report, ReportError, Section, Tone};
use super::sources::Sources;
use super::{electricity_figures, figures, input_figures};

pub(crate) fn html(results: &Results) -> Result<String, ReportError> {
    let sources = Sources::of(results);
    let inputs = &results.inputs;
    let mut report = Report::new(
        &format!("Footprint of {}", inputs.organisation),
        &format!(
            "Greenhouse gas emissions of its digital technology, {}",
            results.period()
        ),
    )
    .lead("What the organisation’s devices, sites, networks and bought services emit, by scope and by stage of life; what sold devices will emit with its customers; and what is missing. What nobody knows is listed as missing and never counted as zero.");
    if inputs.shipped {
        report = report.lead("The company is invented, and so are its numbers of devices, its meters, contracts and activity. The factors of devices and fuels and the carbon intensities of grids are real figures, each with its source.");
    }
    report = report
        .meta("Input", inputs.from.clone())
        .meta("Years", results.period())
        .meta(
            "Embodied emissions",
            match results.assumptions.accounting {
                EmbodiedAccounting::OverLife => "evenly over the life of a device",
                _ => "in the year of acquisition",
            },
        )
        .meta("Scope 2", "by location and by market, side by side")
        .meta(
            "Computed by",
            concat!("ict-impact ", env!("CARGO_PKG_VERSION")),
        );
    for figure in key_figures(results) {
        report = report.key_figure(figure);
    }
    for section in sections(results, &sources) {
        report = report.section(section);
    }
    for sentence in limits(results) {
        report = report.limit(sentence);
    }
    for source in sources.list() {
        report = report.source(source.clone());
    }
    report
        .footer("Sums are exact: the same data give the same page, byte for byte, on any machine.")
        .to_html()
}

fn key_figures(results: &Results) -> Vec<KeyFigure> {
    let (_, last) = results.inputs.period;
    let by_year = results.footprint.by_year();
    let mut cards = Vec::new();
    if let Some((year, total)) = by_year.iter().rev().find(|(year, _)| *year == last) {
        let [location, market] = both(total);
        let note = |method: &str| format!("{year}, scope 2 by {method}");
        cards.push(
            KeyFigure::new("Emissions, location-based", location, UNIT).note(note("location")),
        );
        cards.push(KeyFigure::new("Emissions, market-based", market, UNIT).note(note("market")));
        let energy = megawatt_hours(total.energy);
        cards.push(
            KeyFigure::new("Electricity", energy, "MWh").note(format!("{year}, behind all scopes")),
        );
    }
    let latest = results.intensities.iter().map(|one| one.year).max();
    for one in results
        .intensities
        .iter()
        .filter(|one| Some(one.year) == latest)
    {
        let label = format!("Per {}", one.activity.one(results.currency()));
        let (unit, _) = one.activity.unit();
        cards.push(
            KeyFigure::new(&label, one.emissions[0], unit)
                .note(format!("{}, by location", one.year)),
        );
    }
    if let Some((year, _, together)) = results.together.last() {
        cards.push(
            KeyFigure::new("PUE of the data centres", together.ratio_of_sums.value, "")
                .note(format!("{year}, as a ratio of sums")),
        );
    }
    cards.push(match results.gaps.is_empty() {
        true => KeyFigure::text("Not accounted for", "nothing known"),
        false => KeyFigure::text("Not accounted for", &results.parts_missing())
            .badge(incomplete())
            .note("listed under “What is missing”"),
    });
    cards
}

fn incomplete() -> Badge {
    Badge::new(
        "incomplete",
        "Part of the footprint is missing, because no figure was given or none is computed.",
        Tone::Care,
    )
}

fn sections(results: &Results, sources: &Sources) -> Vec<Section> {
    let scopes = Section::new("scopes", "By scope")
        .paragraph("Scope 2 is reported by two methods: what the grids emit where electricity is used, and what was bought by contract. The two figures stand side by side.")
        .figure(figures::scopes(results, sources))
        .figures(figures::scope_2(results, sources))
        .figures(figures::categories(results, sources));
    let what = Section::new("causes", "By stage, cause and country")
        .figure(figures::stages(results, sources))
        .figure(figures::kinds(results, sources))
        .figure(figures::countries(results, sources))
        .figure(figures::top(results, sources));
    let electricity = Section::new("electricity", "Electricity, data centres and activity")
        .figure(electricity_figures::electricity(results, sources))
        .figures(electricity_figures::data_centres(results, sources))
        .figures(electricity_figures::intensities(results, sources));
    let mut missing = Section::new("missing", "What is missing, and what stands in");
    for paragraph in disclosed(results) {
        missing = missing.paragraph(paragraph);
    }
    let missing = missing.figures(input_figures::gaps(results, sources));
    let inputs = Section::new("inputs", "What went in")
        .figures(input_figures::grids(results, sources))
        .figures(input_figures::classes(results, sources))
        .figures(input_figures::meters(results, sources));
    vec![scopes, what, electricity, missing, inputs]
}

/// What has to be disclosed, a sentence each.
pub(crate) fn disclosed(results: &Results) -> Vec<String> {
    let mut said = Vec::new();
    let residual = results.footprint.grid_for_residual();
    if residual.is_empty() {
        said.push("No grid stands in for a residual mix.".to_owned());
    } else {
        said.push(format!(
            "Residual mixes: none was given for {}. The grid’s intensity stands in for it in scope 2 by market, so that electricity which others claim by contract is counted there twice.",
            places(residual.iter().map(|(country, year)| (country.alpha3(), *year)))
        ));
    }
    let unknown: Vec<&str> = results
        .without_losses()
        .iter()
        .map(|one| one.alpha3())
        .collect();
    if !unknown.is_empty() {
        said.push(format!(
            "Losses of grids (scope 3, category 3): none were given for {}, and none are counted.",
            unknown.join(", ")
        ));
    }
    let another = results.footprint.grids().iter();
    let another: Vec<_> = another
        .filter(|figure| figure.is_of_another_year())
        .collect();
    if !another.is_empty() {
        let list: Vec<String> = another
            .iter()
            .map(|figure| {
                let country = figure.country().alpha3();
                format!("{country} {} by {}", figure.used_for(), figure.year())
            })
            .collect();
        said.push(format!(
            "Grid figures of another year stand in: {}.",
            list.join(", ")
        ));
    }
    let life_cycle = results.footprint.grids().iter();
    let life_cycle = life_cycle.filter(|figure| figure.boundary() == GridBoundary::LifeCycle);
    let life_cycle =
        places(life_cycle.map(|figure| (figure.country().alpha3(), figure.used_for())));
    if !life_cycle.is_empty() {
        said.push(format!(
            "Grid figures of the life cycle stand in scope 2 for {life_cycle}: they have also the fuels before combustion and the making of plants, which the GHG Protocol has in scope 3, category 3."
        ));
    }
    let unclear = results.footprint.metering_unclear().iter();
    let unclear = places(unclear.map(|(country, year)| (country.alpha3(), *year)));
    if !unclear.is_empty() {
        said.push(format!(
            "Devices in use are modelled beside the meters of offices in {unclear}: those that the meters count have to be in_use_at_metered_site, or their electricity is counted twice."
        ));
    }
    said
}

/// "KEN 2022 and 2023, POL 2023".
fn places(places: impl Iterator<Item = (&'static str, Year)>) -> String {
    let mut list: Vec<(&str, Vec<String>)> = Vec::new();
    for (country, year) in places {
        match list.last_mut() {
            Some((last, years)) if *last == country => years.push(year.to_string()),
            _ => list.push((country, vec![year.to_string()])),
        }
    }
    let list: Vec<String> = list
        .into_iter()
        .map(|(country, years)| format!("{country} {}", years.join(" and ")))
        .collect();
    list.join(", ")
}

fn limits(results: &Results) -> Vec<String> {
    let mut limits = vec![
        "It is not a full corporate inventory: vehicles, travel, commuting, buildings, heat, and goods and services other than those listed are not in it.".to_owned(),
        "The making of the fuels that sites burn (scope 3, category 3) is not in it.".to_owned(),
        "Devices sold use the grid of the year and country of sale for their whole life, and what making them emitted is not in it.".to_owned(),
        "Figures of typical devices and of parts of servers show orders of magnitude, not a product. No uncertainty is computed.".to_owned(),
        "Avoided emissions and carbon credits are neither asked for nor subtracted.".to_owned(),
    ];
    if results.inputs.shipped {
        limits.push(
            "It says nothing of any company: the sample shows what a report looks like.".to_owned(),
        );
    }
    limits
}
