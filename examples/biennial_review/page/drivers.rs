//! What drove the emissions of electricity, and who makes up nearly all of them.

use ict_impact::quantity::Quantity;
use ict_impact::review::Review;
use ict_impact::review::decomposition::{MemberDecomposition, decompose_members};
use ict_impact::review::key_category::{KeyRule, key_members};
use ict_impact::time::Year;

use super::super::figures::{GRID, GRID_PARTS, POPULATION, listed, members, name, read_from, who};
use super::super::report::{
    Badge, DecompositionChart, Figure, ParetoChart, Precision, Section, signed, with_unit,
};

/// Population, electricity generated, its emissions.
const CHAIN: [&str; 3] = ["PART.POPULATION", "PART.ELECTRICITY.GENERATION", GRID];
const FACTORS: [&str; 3] = ["Population", "Generation per person", "Emissions per kWh"];
/// Of fewer countries it says nothing that some of them make up most.
const LEAST: usize = 5;
/// Grams in a megatonne.
const MEGATONNE: f64 = 1e12;

pub(super) fn section(review: &Review) -> Option<Section> {
    Section::new("drivers", "What drives the emissions of electricity")
        .paragraph("More people, more electricity for each of them, and how clean it is: a change is split over these three, country by country, and nothing is left over.")
        .with_any([
            decomposition(
                review,
                "drivers-regions",
                "What drove the emissions of electricity, world and regions",
                &[
                    "M49:001", "M49:002", "M49:019", "M49:142", "M49:150", "M49:009",
                ],
            ),
            decomposition(
                review,
                "drivers-lists",
                "What drove the emissions of electricity, LDC, LLDC and SIDS",
                &["LDC", "LLDC", "SIDS"],
            ),
            key_countries(review),
        ])
}

fn decomposition(review: &Review, id: &str, title: &str, groups: &[&str]) -> Option<Figure> {
    let from = review.biennium.previous().ok()?.last();
    let to = review.biennium.last();
    let found: Vec<(&str, MemberDecomposition)> = groups
        .iter()
        .filter_map(|&group| {
            // a group nobody of whom has all three amounts in both years has no split
            let members = members(review, group);
            let found = decompose_members(&review.dataset, &members, &CHAIN, from, to).ok()?;
            (!found.members.is_empty()).then_some((group, found))
        })
        .collect();
    let (first_group, first) = found.first()?;
    let mut chart = DecompositionChart::new("MtCO2e", FACTORS).groups_are("Group");
    let mut residual = 0.0_f64;
    for (group, split) in &found {
        let effects = split.effects.iter().map(|effect| effect / MEGATONNE);
        chart = chart.group(&name(group), split.change / MEGATONNE, effects);
        residual = residual.max((split.residual / split.end).abs());
    }
    let effect = |place: usize| {
        let value = first.effects.get(place).copied().unwrap_or_default();
        signed(value / MEGATONNE, Precision::Significant(3))
    };
    let mut figure = Figure::new(id, title, chart)
        .takeaway(format!(
            "{}, {from} to {to}: {} MtCO₂e, of which population {}, generation per person {}, emissions per kWh {}.",
            name(first_group),
            signed(first.change / MEGATONNE, Precision::Significant(3)),
            effect(0),
            effect(1),
            effect(2)
        ))
        .step("For each country: emissions = population × generation per person × carbon intensity. The change of each country is split by logarithmic means (LMDI-I, Ang 2005) and the effects are added up over the members.")
        .step(format!(
            "The effects add up to the change; what rounding leaves is at most {residual:.0e} of the emissions."
        ))
        .badge(Badge::partly_verified());
    for (group, split) in &found {
        if !split.left_out.is_empty() {
            let out: Vec<_> = split.left_out.iter().map(|(member, _)| *member).collect();
            figure = figure.note(format!(
                "{}: {} of {} members have all amounts in both years. Left out: {}.",
                name(group),
                split.members.len(),
                split.members.len() + out.len(),
                listed(&out)
            ));
        }
    }
    Some(read_from(
        figure,
        review,
        &[
            (GRID_PARTS, "generation and carbon intensity"),
            (POPULATION, "population"),
        ],
    ))
}

/// The year of the biennium for which most members have a value of the carbon intensity; of two
/// alike the later.
pub(super) fn fullest_year(review: &Review, group: &str) -> Option<Year> {
    let members = members(review, group);
    let with_value = |year: Year| {
        let has = |member: &&_| matches!(review.dataset.value(**member, year, GRID), Ok(Some(_)));
        members.iter().filter(has).count()
    };
    let years = review.biennium.years().into_iter();
    let most = years.max_by_key(|year| with_value(*year))?;
    (with_value(most) > 0).then_some(most)
}

fn key_countries(review: &Review) -> Option<Figure> {
    let year = fullest_year(review, "M49:001")?;
    let base = review.biennium.previous().ok()?.first();
    let members = members(review, "M49:001");
    let rule = KeyRule::default();
    let found = key_members(&review.dataset, &members, GRID, year, Some(base), rule).ok()?;
    let ranked = found.level.ranked().categories();
    if ranked.len() < LEAST {
        return None;
    }
    let mut chart = ParetoChart::new("MtCO2e", rule.threshold.share()).items_are("Country");
    for category in ranked {
        chart = chart.item(&who(category.key), category.value.base() / MEGATONNE);
    }
    let (key, trend) = (found.key_by_level(), found.key_by_trend());
    let share = with_unit(100.0 * rule.threshold.share(), Precision::Decimals(0), "%");
    let mut figure = Figure::new("key-countries", "Countries that make up the emissions of electricity", chart)
        .takeaway(format!(
            "In {year}, {} of {} countries made up {share} of the emissions of electricity.",
            key.len(),
            ranked.len()
        ))
        .step("Emissions = generation × carbon intensity. Countries from the largest share on, until the cumulative share reaches the threshold: the key categories of the IPCC 2006 Guidelines, volume 1, chapter 4, with countries as categories.")
        .note("Key means: look there first when figures are improved. It is not a ranking of merit, and the smallest emitters are not let off.")
        .badge(Badge::partly_verified());
    if !trend.is_empty() {
        figure = figure.note(format!(
            "By trend since {base}, {} countries are key: their change differs most from that of all.",
            trend.len()
        ));
    }
    if !found.missing.is_empty() {
        figure = figure.note(format!(
            "Without a figure, and not counted as zero: {} members, {}.",
            found.missing.len(),
            listed(&found.missing)
        ));
    }
    let what: [(&[&str], &str); 1] = [(GRID_PARTS, "generation and carbon intensity")];
    Some(read_from(figure, review, &what))
}
