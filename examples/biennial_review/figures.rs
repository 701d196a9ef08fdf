//! The figures of what was reported: grid, coverage, access, Action Lines.

use ict_impact::reference::groups;
use ict_impact::review::{Comparison, Fact, Publication, Reported, Review};

use super::report::{
    Badge, Cell, Chart, CoverageBlock, CoverageChart, Entry, Figure, LineChart, Matrix, Precision,
    ScatterChart, State, Table, with_unit,
};

pub(crate) const GRID: &str = "PRJ.GRID.CI";
pub(crate) const INTERNET: &str = "SDG.17.8.1";
pub(crate) const ELECTRICITY: &str = "SDG.7.1.1";

/// The groups of the trend: few enough to tell apart.
const TREND: [&str; 8] = [
    "M49:001", "M49:002", "M49:019", "M49:142", "M49:150", "LDC", "LLDC", "SIDS",
];

/// The name of a group as the figures show it.
pub(crate) fn name(code: &str) -> String {
    match code {
        "LDC" | "LLDC" | "SIDS" => code.to_owned(),
        _ => groups::group(code).map_or_else(|_| code.to_owned(), |group| group.name().to_owned()),
    }
}

/// The published value, or why there is none.
pub(crate) fn entry(fact: &Fact) -> Entry {
    match (fact.value, &fact.publication) {
        (Some(value), _) => Entry::from(value),
        (None, Publication::Withheld { coverage, .. }) => Entry::missing(format!(
            "not published — coverage {} of the population",
            with_unit(100.0 * coverage, Precision::Decimals(1), "%")
        )),
        (None, Publication::Undefined) => Entry::missing("undefined — the denominator is zero"),
        (None, _) => Entry::missing("no member reported"),
    }
}

pub(crate) fn has(review: &Review, indicator: &str) -> bool {
    review
        .comparisons
        .iter()
        .any(|c| c.current.indicator == indicator)
}

/// `+2.1 %` of the biennium before, if both are published.
pub(crate) fn change_in_words(comparison: &Comparison) -> Option<String> {
    let previous = comparison.previous.value.filter(|value| *value != 0.0)?;
    let percent = 100.0 * comparison.change? / previous;
    let word = if percent < 0.0 { "down" } else { "up" };
    Some(format!(
        "{word} {}",
        with_unit(percent.abs(), Precision::Decimals(1), "%")
    ))
}

pub(crate) fn grid_trend(review: &Review) -> Figure {
    let mut chart = LineChart::new("gCO2e/kWh")
        .lines_are("Group")
        .emphasise("World");
    for code in TREND {
        let points = review.trend(GRID, code).map(|fact| match fact.period {
            ict_impact::review::Period::Year(year) => (year.get(), entry(fact)),
            ict_impact::review::Period::Biennium(biennium) => (biennium.last().get(), entry(fact)),
        });
        chart = chart.line(&name(code), points.collect::<Vec<_>>());
    }
    let takeaway = match review
        .comparison(GRID, "M49:001")
        .map(|world| (world, change_in_words(world), world.current.value))
    {
        Some((_, Some(change), Some(value))) => format!(
            "Over {} the world’s electricity emitted {}, {change} on the biennium before.",
            review.biennium,
            with_unit(value, Precision::Significant(4), "gCO2e/kWh")
        ),
        _ => "Too little was reported for a world figure.".to_owned(),
    };
    Figure::new("grid-intensity", "Carbon intensity of electricity, by country group", chart)
        .takeaway(takeaway)
        .step("For each country and year: emissions = generation × carbon intensity of generation.")
        .step("For each group: the sum of emissions over the sum of generation of the members that have both. A ratio of sums, never a mean of ratios.")
        .step(rule(review))
        .source("ember-owid-electricity", "generation and carbon intensity")
        .source("worldbank-population", "population, for coverage")
        .note("The intensity is that of generation in the country; imports of electricity are not in it.")
        .badge(Badge::partly_verified())
}

fn rule(review: &Review) -> String {
    format!(
        "A group’s figure is published if the members with data hold at least {} of its population.",
        if review.rule.least == 2.0 / 3.0 {
            "two thirds".to_owned()
        } else {
            with_unit(100.0 * review.rule.least, Precision::Decimals(1), "%")
        }
    )
}

pub(crate) fn coverage(review: &Review) -> Figure {
    let mut chart =
        CoverageChart::new("population", 100.0 * review.rule.least, "needed to publish");
    let year = review.biennium.last();
    let mut withheld = 0;
    for (code, title) in [
        (GRID, "Carbon intensity of electricity"),
        (ELECTRICITY, "Electricity access"),
        (INTERNET, "Internet users"),
    ] {
        if !has(review, code) {
            continue;
        }
        let mut block = CoverageBlock::new(&format!("{title}, {year}"));
        for fact in review.trends.iter().filter(|fact| {
            fact.indicator == code && fact.period == ict_impact::review::Period::Year(year)
        }) {
            let published = fact.publication == Publication::Published;
            withheld += usize::from(!published);
            let percent = match fact.coverage.by_population() {
                Some(share) => Entry::from(100.0 * share),
                None => Entry::missing("population unknown"),
            };
            block = block.group(&name(&fact.group), percent, published);
        }
        chart = chart.block(block);
    }
    Figure::new("coverage", "How much of each group has data", chart)
        .takeaway(format!(
            "For {year}, {withheld} of the figures below are withheld: too few people live in countries with data."
        ))
        .step("Coverage = population of the members with a value over the population of all members with a known population.")
        .step(rule(review))
        .step("A count of countries would mislead: where one large country is missing, most countries can report and most people still be left out.")
        .source("worldbank-population", "population")
        .source("ember-owid-electricity", "carbon intensity of electricity")
        .source("worldbank-electricity-access", "electricity access")
        .source("worldbank-internet-users", "internet users")
        .badge(Badge::partly_verified())
}

pub(crate) fn access(review: &Review) -> Option<Figure> {
    let gap = review.access.as_ref()?;
    let mut chart = ScatterChart::percentages("Electricity access", "Internet users")
        .points_are("Country")
        .diagonal("as many online as have electricity");
    // The largest joint gaps are named.
    let mut largest: Vec<_> = gap.points.iter().collect();
    largest.sort_by(|a, b| b.neither.1.total_cmp(&a.neither.1));
    let named: Vec<_> = largest.iter().take(6).map(|point| point.country).collect();
    for point in &gap.points {
        let (x, y) = (point.electricity_percent, point.internet_percent);
        let country = point.country.name();
        chart = if named.contains(&point.country) {
            chart.labelled(country, x, y)
        } else {
            chart.point(country, x, y)
        };
    }
    let million = |persons: f64| with_unit(persons / 1e6, Precision::Significant(3), "million");
    let takeaway = match (gap.neither, gap.offline) {
        (Some((least, most)), Some(offline)) => format!(
            "In {} between {} and {} people in {} least developed countries had neither electricity nor the internet; {} were offline.",
            gap.year,
            million(least),
            million(most),
            gap.points.len(),
            million(offline)
        ),
        _ => format!(
            "For {} too few countries have both figures to add them up.",
            gap.year
        ),
    };
    let mut figure = Figure::new("access", "Electricity access and internet use in least developed countries", Chart::from(chart))
        .takeaway(takeaway)
        .step("Each point is a country: share of the population with access to electricity (SDG 7.1.1) and share using the internet (SDG 17.8.1).")
        .step("National shares e and i do not say who lacks both. The joint gap lies between P · max(0, 1 − e − i) and P · min(1 − e, 1 − i), P the population; both bounds are added over the countries with both shares.")
        .step(rule(review))
        .source("worldbank-electricity-access", "electricity access")
        .source("worldbank-internet-users", "internet users")
        .source("worldbank-population", "population")
        .badge(Badge::partly_verified());
    if !gap.missing.is_empty() {
        let names: Vec<_> = gap.missing.iter().map(|country| country.name()).collect();
        figure = figure.note(format!(
            "Without both figures, and not counted: {}.",
            names.join(", ")
        ));
    }
    if gap.year != review.biennium.last() {
        figure = figure.note(format!(
            "{} is the latest year of the biennium for which the figures may be published.",
            gap.year
        ));
    }
    Some(figure)
}

/// What an Action Line has of one indicator: from the review, or from the model of devices.
fn cell(review: &Review, devices: Option<&Review>, line: usize, code: &str) -> (State, String) {
    let find = |review: &Review| {
        review.action_lines[line]
            .indicators
            .iter()
            .find(|i| i.indicator == code)
            .cloned()
    };
    match find(review) {
        None => (State::NotApplicable, String::new()),
        Some(i) if i.reported != Reported::Lacking => (
            state(i.reported),
            format!("{} of {}", i.countries, i.expected),
        ),
        Some(_) => match devices.and_then(|devices| Some((devices, find(devices)?))) {
            Some((devices, i)) if i.reported != Reported::Lacking => (
                state(i.reported),
                format!("{} countries, {}", i.countries, devices.biennium),
            ),
            _ => (State::Lacking, String::new()),
        },
    }
}

pub(crate) fn action_lines(review: &Review, devices: Option<&Review>) -> Figure {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    for lines in [Some(review), devices]
        .into_iter()
        .flatten()
        .map(|r| &r.action_lines)
    {
        for indicator in lines.iter().flat_map(|line| &line.indicators) {
            if indicator.reported != Reported::Lacking
                && !columns.iter().any(|column| column.0 == indicator.indicator)
            {
                columns.push((&indicator.indicator, &indicator.name));
            }
        }
    }
    let mut heads: Vec<&str> = columns.iter().map(|column| column.1).collect();
    heads.push("Other proposed indicators");
    let mut matrix = Matrix::new("Action Line", "name", heads);
    let mut without = 0;
    for (index, line) in review.action_lines.iter().enumerate() {
        let mut cells: Vec<(State, String)> = columns
            .iter()
            .map(|column| cell(review, devices, index, column.0))
            .collect();
        let has = |cell: &(State, String)| matches!(cell.0, State::Reported | State::Modelled);
        without += usize::from(!cells.iter().any(has));
        let others = line.indicators.len()
            - cells
                .iter()
                .filter(|cell| cell.0 != State::NotApplicable)
                .count();
        cells.push(match others {
            0 => (State::NotApplicable, String::new()),
            _ => (State::Lacking, format!("{others} lacking")),
        });
        matrix = matrix.row_with_detail(&line.line, &line.name, cells);
    }
    Figure::new("action-lines", "What each WSIS Action Line reported", Chart::from(matrix))
        .takeaway(format!(
            "{without} of the {} reporting lines have no figure at all.",
            review.action_lines.len()
        ))
        .step("Each of the 18 reporting lines (C1–C6, the eight sub-lines of C7, C8–C11) has the indicators that this project proposes for it.")
        .step(format!(
            "Reported: countries with a value in at least one year of {}, out of all of the world. Modelled: every value comes from a model. Lacking: no country has one. n/a: not proposed for this line.",
            review.biennium
        ))
        .source("itu-wsis-action-lines", "the Action Lines")
        .source("ict-impact", "the proposed indicators of each line")
        .badge(proposal())
}

fn proposal() -> Badge {
    let meaning = "Which indicators belong to which line is a proposal of this project.";
    Badge::new("proposal", meaning, super::report::Tone::Care)
}

pub(crate) fn lacking(review: &Review, devices: Option<&Review>) -> Figure {
    let mut table = Table::new("What each Action Line lacks", &["Action Line"]).column("Lacks", "");
    let mut proposed = 0;
    for (index, line) in review.action_lines.iter().enumerate() {
        proposed += usize::from(!line.indicators.is_empty());
        let names: Vec<&str> = line
            .indicators
            .iter()
            .filter(|i| cell(review, devices, index, &i.indicator).0 == State::Lacking)
            .map(|i| i.name.as_str())
            .collect();
        let lacks = match (line.indicators.is_empty(), names.is_empty()) {
            (true, _) => "no indicator is proposed yet".to_owned(),
            (_, true) => "nothing of what is proposed".to_owned(),
            _ => names.join("; "),
        };
        table = table.row(
            [format!("{} {}", line.line, line.name)],
            [Cell::text(lacks)],
        );
    }
    Figure::new("lacking", "What each WSIS Action Line lacks", table)
        .takeaway(format!(
            "{proposed} of the {} lines have proposed indicators; the others cannot be reviewed until some are agreed.",
            review.action_lines.len()
        ))
        .step("Every proposed indicator of the line for which no country has a reported or modelled value.")
        .source("ict-impact", "the proposed indicators of each line")
        .badge(proposal())
}

fn state(reported: Reported) -> State {
    match reported {
        Reported::Enough | Reported::Partly | Reported::Answered => State::Reported,
        Reported::Modelled => State::Modelled,
        Reported::Filled => State::Filled,
        _ => State::Lacking,
    }
}

/// Sources that figures cite by name.
pub(crate) const CITED: &[&str] = &[
    "ademe-base-empreinte",
    "cbs-ewaste-pom-run",
    "ember-owid-electricity",
    "ict-impact",
    "itu-wsis-action-lines",
    "weee-calculation-tool-2023",
    "worldbank-electricity-access",
    "worldbank-internet-users",
    "worldbank-population",
];
