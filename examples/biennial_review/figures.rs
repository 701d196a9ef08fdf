//! The figures of what was reported: grid, coverage, access; and what all figures share.

use std::collections::BTreeSet;

use ict_impact::place::Country;
use ict_impact::reference::groups;
use ict_impact::review::{Comparison, Entity, Fact, Period, Publication, Review};
use ict_impact::source::{Digest, SourceId};
use ict_impact::uncertainty::ChangeStatement;

use super::report::{
    Badge, Chart, CoverageBlock, CoverageChart, Entry, Figure, LineChart, Precision, ScatterChart,
    Tone, id_on_page, signed, with_unit,
};

pub(crate) const GRID: &str = "PRJ.GRID.CI";
pub(crate) const INTERNET: &str = "SDG.17.8.1";
pub(crate) const ELECTRICITY: &str = "SDG.7.1.1";

/// The groups of the trend: few enough to tell apart.
pub(crate) const TREND: [&str; 8] = [
    "M49:001", "M49:002", "M49:019", "M49:142", "M49:150", "LDC", "LLDC", "SIDS",
];

/// The name of a group as the figures show it.
pub(crate) fn name(code: &str) -> String {
    match code {
        "LDC" | "LLDC" | "SIDS" => code.to_owned(),
        "MODELLED" => "All modelled countries".to_owned(),
        _ => match (groups::group(code), code.parse::<Country>()) {
            (Ok(group), _) => group.name().to_owned(),
            (_, Ok(country)) => country.name().to_owned(),
            _ => code.to_owned(),
        },
    }
}

/// The name of whoever reports.
pub(crate) fn who(entity: Entity) -> String {
    entity
        .country()
        .map_or_else(|| entity.to_string(), |country| country.name().to_owned())
}

/// Names one after the other, at most as many as a sentence can carry.
pub(crate) fn listed(entities: &[Entity]) -> String {
    const MOST: usize = 8;
    let mut names: Vec<String> = entities.iter().take(MOST).map(|e| who(*e)).collect();
    if entities.len() > MOST {
        names.push(format!("and {} more", entities.len() - MOST));
    }
    names.join(", ")
}

/// The name of an indicator as its set has it.
pub(crate) fn indicator_name(review: &Review, code: &str) -> String {
    let found = review.dataset.indicators().get(code);
    found.map_or_else(|_| code.to_owned(), |found| found.name().to_owned())
}

/// The members of a group of the reference lists, as the review counts them.
pub(crate) fn members(review: &Review, code: &str) -> Vec<Entity> {
    let Ok(group) = groups::group(code) else {
        return Vec::new();
    };
    let members = review
        .members_at
        .members(group, Period::Biennium(review.biennium));
    members.into_iter().map(Entity::Country).collect()
}

/// The figure with the record of each of these facts that the ledger has: those of the review,
/// by their digest. What is more than a reader can look through is in the ledger alone.
pub(crate) fn traced<'a>(
    mut figure: Figure,
    review: &Review,
    facts: impl IntoIterator<Item = &'a Fact>,
) -> Figure {
    const MOST: usize = 9;
    let mut recorded: Vec<&Fact> = Vec::new();
    for fact in facts {
        let same = |other: &&Fact| {
            (&other.indicator, &other.group, &other.part, other.period)
                == (&fact.indicator, &fact.group, &fact.part, fact.period)
        };
        if let Some(found) = review.facts().find(same)
            && !recorded.iter().any(same)
        {
            recorded.push(found);
        }
    }
    for fact in recorded.iter().take(MOST) {
        let of = name(&fact.group);
        let part = match fact.part.is_whole() {
            true => String::new(),
            false => format!(", {}", fact.part),
        };
        let step = format!("{}{part} of {of}, {}", fact.indicator, fact.period);
        figure = match Digest::of(fact) {
            Ok(digest) => figure.lineage(step, digest.to_string()),
            Err(error) => figure.note(format!("There is no record of {step}: {error}.")),
        };
    }
    match recorded.len().saturating_sub(MOST) {
        0 => figure,
        more => figure.note(format!(
            "The records of {more} more facts of this figure are in the ledger alone."
        )),
    }
}

/// The figure with every source that observations of these indicators were read in.
pub(crate) fn read_from(mut figure: Figure, review: &Review, what: &[(&[&str], &str)]) -> Figure {
    for (codes, detail) in what {
        for id in sources_of(review, codes) {
            figure = figure.source(&id_on_page(id), detail);
        }
    }
    figure.source("ict-impact", "the method")
}

/// The sources of the observations of these indicators.
pub(crate) fn sources_of<'a>(review: &'a Review, codes: &[&str]) -> BTreeSet<&'a SourceId> {
    let rows = review.dataset.observations().iter();
    rows.filter(|row| codes.contains(&&*row.key.indicator))
        .map(|row| &row.meta.source)
        .collect()
}

/// What the carbon intensity is made of, and the persons that coverage is measured by.
pub(crate) const GRID_PARTS: &[&str] = &[GRID, "PART.POWER.GHG", "PART.ELECTRICITY.GENERATION"];
pub(crate) const POPULATION: &[&str] = &["PART.POPULATION"];

/// The figure with every source of these facts.
pub(crate) fn sourced<'a>(figure: Figure, facts: impl IntoIterator<Item = &'a Fact>) -> Figure {
    let ids: BTreeSet<&SourceId> = facts.into_iter().flat_map(|fact| &fact.sources).collect();
    ids.into_iter().fold(figure, |figure, id| {
        figure.source(&id_on_page(id), "values")
    })
}

/// Something that this project proposes.
pub(crate) fn proposal() -> Badge {
    let meaning =
        "A rule, a measure or a mapping that this project proposes; nobody agreed to it yet.";
    Badge::new("proposal", meaning, Tone::Care)
}

/// A sentence of the library with the signs and subscripts of the page.
pub(crate) fn typeset(sentence: &str) -> String {
    let mut out = String::new();
    let mut characters = sentence.chars().peekable();
    while let Some(character) = characters.next() {
        let negative = character == '-'
            && out.ends_with([' ', '('])
            && characters.peek().is_some_and(char::is_ascii_digit);
        out.push(if negative { '−' } else { character });
    }
    out.replace("CO2e", "CO₂e").replace(" %", "\u{a0}%")
}

/// The published value, or why there is none.
pub(crate) fn entry(fact: &Fact) -> Entry {
    match (fact.value, &fact.publication) {
        (Some(value), _) => Entry::from(value),
        (None, Publication::Withheld { coverage, .. }) => {
            let of = match fact.coverage.by_population() {
                Some(of_population) if of_population == *coverage => "population",
                _ => "members",
            };
            Entry::missing(format!(
                "not published — coverage {} of the {of}",
                with_unit(100.0 * coverage, Precision::Decimals(1), "%")
            ))
        }
        (None, Publication::Confidential) => {
            Entry::withheld("it would tell what single organisations reported")
        }
        (None, Publication::NotComparable { what, .. }) => {
            Entry::missing(format!("not comparable — the members differ in {what}"))
        }
        (None, Publication::Undefined) => Entry::missing("undefined — the denominator is zero"),
        (None, Publication::NotAdditive { why }) => Entry::missing(format!("not added up — {why}")),
        (None, Publication::WeightMissing { of }) => {
            Entry::missing(format!("no mean — no weight of {}", listed(of)))
        }
        (None, Publication::WeightNegative { of }) => {
            Entry::missing(format!("no mean — a negative weight of {}", listed(of)))
        }
        (None, Publication::NoData) => Entry::missing("no member reported"),
        (None, _) => Entry::missing("not published"),
    }
}

pub(crate) fn has(review: &Review, indicator: &str) -> bool {
    review
        .comparisons
        .iter()
        .any(|c| c.current.indicator == indicator)
}

/// `up 2.1 % on the biennium before`, if both are published: a direction only where the change
/// exceeds its uncertainty.
pub(crate) fn change_in_words(comparison: &Comparison) -> Option<String> {
    let previous = comparison.previous.value.filter(|value| *value != 0.0)?;
    let percent = 100.0 * comparison.change? / previous.abs();
    let size = |percent: f64| with_unit(percent.abs(), Precision::Decimals(1), "%");
    let before = "on the biennium before";
    Some(match comparison.certainty.statement() {
        Some(ChangeStatement::Increase) => format!("up {} {before}", size(percent)),
        Some(ChangeStatement::Decrease) => format!("down {} {before}", size(percent)),
        Some(_) => format!("no change {before} that exceeds its uncertainty"),
        None => {
            let percent = signed(percent, Precision::Decimals(1));
            format!("{percent}\u{a0}% {before}, its uncertainty not stated")
        }
    })
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
            "Over {} the world’s electricity emitted {}, {change}.",
            review.biennium,
            with_unit(value, Precision::Significant(4), "gCO2e/kWh")
        ),
        _ => "Too little was reported for a world figure.".to_owned(),
    };
    let shown = review
        .comparisons
        .iter()
        .filter(|c| c.current.indicator == GRID && TREND.contains(&c.current.group.as_str()));
    let figure = Figure::new("grid-intensity", "Carbon intensity of electricity, by country group", chart)
        .takeaway(takeaway)
        .step("For each country and year: emissions = generation × carbon intensity of generation.")
        .step("For each group: the sum of emissions over the sum of generation of the members that have both. A ratio of sums, never a mean of ratios.")
        .step(rule(review))
        .note("The intensity is that of generation in the country; imports of electricity are not in it.")
        .badge(Badge::partly_verified());
    let figure = read_from(
        figure,
        review,
        &[
            (GRID_PARTS, "generation and carbon intensity"),
            (POPULATION, "population, for coverage"),
        ],
    );
    traced(figure, review, shown.map(|c| &c.current))
}

pub(crate) fn rule(review: &Review) -> String {
    format!(
        "A group’s figure is published if the members with data hold at least {} of its population, or of its members where the population of no more than half of them is known.",
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
    let figure = Figure::new("coverage", "How much of each group has data", chart)
        .takeaway(format!(
            "For {year}, {withheld} of the figures below are withheld: too few people live in countries with data."
        ))
        .step("Coverage = population of the members with a value over the population of all members with a known population.")
        .step(rule(review))
        .step("A count of countries would mislead: where one large country is missing, most countries can report and most people still be left out.")
        .badge(Badge::partly_verified());
    read_from(
        figure,
        review,
        &[
            (POPULATION, "population"),
            (GRID_PARTS, "carbon intensity of electricity"),
            (&[ELECTRICITY], "electricity access"),
            (&[INTERNET], "internet users"),
        ],
    )
}

pub(crate) fn access(review: &Review) -> Option<Figure> {
    let gap = review.access.as_ref()?;
    if gap.points.is_empty() {
        return None;
    }
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
    Some(read_from(
        figure,
        review,
        &[
            (&[ELECTRICITY], "electricity access"),
            (&[INTERNET], "internet users"),
            (POPULATION, "population"),
        ],
    ))
}

/// Sources that every page cites by name, and those of the figures of the modelled devices.
pub(crate) const CITED: &[&str] = &["ict-impact", "itu-wsis-action-lines"];
pub(crate) const CITED_BY_DEVICES: &[&str] = &[
    "babbitt-2020",
    "eu-2012-19",
    "ademe-base-empreinte",
    "cbs-ewaste-pom-run",
    "ember-owid-electricity",
    "weee-calculation-tool-2023",
];
