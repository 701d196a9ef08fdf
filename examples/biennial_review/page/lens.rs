//! The least developed countries by themselves: ranks by one indicator, and growth read beside
//! its level per person.

use std::collections::BTreeMap;

use ict_impact::quantity::Quantity;
use ict_impact::reference::groups;
use ict_impact::review::ranking::{RankingRule, rank_members};
use ict_impact::review::target::Direction;
use ict_impact::review::{
    AggregationOptions, Datum, IndicatorRow, IndicatorSet, Key, LowBaseVerdict, LowBaseView, Meta,
    Observation, Reading, Review, Tier, low_base_view, own_indicators, validate,
};
use ict_impact::source::SourceId;

use super::super::figures::{GRID, GRID_PARTS, indicator_name, members, read_from, who};
use super::super::report::{
    Badge, Cell, Chart, Entry, Figure, Precision, RankChart, Table, with_unit,
};
use super::drivers::fullest_year;

const LDC: &str = "LDC";
/// The emissions of electricity as an amount of which less is better.
const POWER: &str = "OWN.POWER.GHG";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const POPULATION: &str = "PART.POPULATION";

/// The least developed countries by the carbon intensity of their electricity.
pub(super) fn ranks(review: &Review) -> Option<Figure> {
    let year = fullest_year(review, LDC)?;
    let members = members(review, LDC);
    let rule = RankingRule::new(Direction::Down);
    // fewer comparable members than the rule asks for are not ranked
    let found = rank_members(&review.dataset, &members, GRID, year, rule).ok()?;
    let (places, out) = (found.ranking.places(), found.ranking.left_out());
    let possible: Option<Vec<_>> = places.iter().map(|place| place.possible).collect();
    let title = "Least developed countries by the carbon intensity of their electricity";
    let chart: Chart = match possible {
        Some(possible) => {
            let mut chart =
                RankChart::new("Country", "ranks that the 95 % intervals leave possible");
            for (place, possible) in places.iter().zip(possible) {
                chart = chart.ranked(&who(place.key), place.rank, possible);
            }
            for (member, why) in out {
                chart = chart.left_out(&who(*member), &why.to_string());
            }
            chart.into()
        }
        None => {
            let mut table = Table::new(format!("{title}, {year}"), &["Country"])
                .column("Rank", "")
                .column(indicator_name(review, GRID), &found.unit);
            for place in places {
                let cells = [
                    Cell::Entry(Entry::from(place.rank as f64), Precision::Decimals(0)),
                    Cell::number(place.value.base()),
                ];
                table = table.row([who(place.key)], cells);
            }
            for (member, why) in out {
                let cells = [Cell::text("not ranked"), Cell::text(why.to_string())];
                table = table.row([who(*member)], cells);
            }
            table.open().into()
        }
    };
    let end =
        |place: Option<&ict_impact::review::ranking::Place<_, ict_impact::quantity::Ratio>>| {
            place.map(|place| {
                let value = with_unit(place.value.base(), Precision::Significant(3), &found.unit);
                format!("{} ({value})", who(place.key))
            })
        };
    let (first, last) = (end(places.first())?, end(places.last())?);
    let figure = Figure::new("ranks", title, chart)
        .takeaway(format!(
            "In {year}, {} of {} least developed countries have a comparable figure, from {first} to {last}.",
            places.len(),
            members.len()
        ))
        .step("Ranked is who has a value of the whole year on the same boundary and the same global warming potentials as most. Left out, with the reason: who has no value, a filled one, or one that does not compare. Equal values share a rank.")
        .step("Ranks that the intervals leave possible are told only where every value states its uncertainty.")
        .note("It is no ranking of performance or of merit: the intensity follows from rivers, fuels and what was built long ago; a country with little electricity can stand first. It says nothing of ICT, of access or of emissions per person, and no composite is made of it.")
        .badge(Badge::partly_verified());
    let what: [(&[&str], &str); 1] = [(GRID_PARTS, "carbon intensity of electricity")];
    let mut figure = read_from(figure, review, &what);
    for finding in review.findings.iter().filter(|f| f.issue == "doubtful") {
        let ranked = |key: &&Key| {
            (&*key.indicator, key.year) == (GRID, year)
                && places.iter().any(|place| place.key == key.entity)
        };
        if let Some(key) = finding.key.as_ref().filter(ranked) {
            figure = figure.note(format!("{}: {}.", who(key.entity), finding.message));
        }
    }
    Some(match places.iter().all(|place| place.possible.is_some()) {
        true => figure,
        false => figure.note("No uncertainty is stated of these values, so how many places apart two countries must be to differ is not known."),
    })
}

/// What the emissions of electricity of each country are, as an amount with a direction.
fn views(review: &Review) -> Option<Vec<LowBaseView>> {
    let row = IndicatorRow {
        code: POWER.into(),
        name: "Greenhouse gas emissions of electricity generation".into(),
        unit: "tCO2e".into(),
        kind: "sum".into(),
        direction: "down".into(),
        source: "ict-impact".into(),
        ..IndicatorRow::default()
    };
    let set = IndicatorSet::embedded().ok()?;
    let set = set.with(own_indicators([(1, row)]).ok()?, []).ok()?;
    let (data, method) = (&review.dataset, "generation × carbon intensity");
    let source = SourceId::new("ict-impact").ok()?;
    let before = review.biennium.previous().ok()?;
    let mut rows = Vec::new();
    for member in members(review, "M49:001") {
        for year in before.first().to(review.biennium.last()) {
            let value = |code| data.value(member, year, code).ok().flatten();
            if let (Some(intensity), Some(generation)) = (value(GRID), value(GENERATION)) {
                let tonnes = intensity * generation / 1e6;
                rows.push(Observation {
                    key: Key::new(member.country()?, year, POWER),
                    datum: Datum::Value(Reading::new(tonnes, "tCO2e").ok()?),
                    meta: Meta::modelled(source.clone(), Vec::new(), Tier::ONE, method),
                });
            }
        }
    }
    let persons = data
        .observations()
        .iter()
        .filter(|row| row.key.indicator == POPULATION);
    rows.extend(persons.cloned());
    let data = validate(rows, set).dataset;
    let world = groups::group("M49:001").ok()?;
    let options = AggregationOptions {
        rule: review.rule,
        members_at: review.members_at,
    };
    let kept = review.restricted();
    let members = members(review, LDC).into_iter();
    let views = members
        .filter(|member| !kept.contains(member))
        .map(|member| {
            low_base_view(
                &data,
                member,
                world,
                POWER,
                POPULATION,
                review.biennium,
                &options,
            )
        });
    views.collect::<Result<Vec<_>, _>>().ok()
}

/// Growth of the emissions of electricity beside its level per person.
pub(super) fn low_base(review: &Review) -> Option<Figure> {
    let views = views(review)?;
    let mut counts: BTreeMap<LowBaseVerdict, usize> = BTreeMap::new();
    for view in &views {
        *counts.entry(view.verdict).or_default() += 1;
    }
    let judged = views.iter().any(|view| view.per_person.is_some());
    if !judged {
        return None;
    }
    let title =
        "Emissions of electricity in least developed countries, beside their level per person";
    let mut table = Table::new(title, &["Country"])
        .column("Total before", "ktCO2e")
        .column("Total now", "ktCO2e")
        .column("Per person now", "kgCO2e")
        .column("How it reads", "");
    for view in &views {
        let kilo = |tonnes: Option<f64>| match tonnes {
            Some(tonnes) => Entry::from(tonnes / 1e3),
            None => Entry::missing("no value"),
        };
        let per_person = match view.per_person {
            Some(tonnes) => Entry::from(tonnes * 1e3),
            None => Entry::missing("no value"),
        };
        table = table.row(
            [who(view.entity)],
            [
                Cell::number(kilo(view.previous)),
                Cell::number(kilo(view.current)),
                Cell::number(per_person),
                Cell::text(view.words),
            ],
        );
    }
    let count = |verdict| counts.get(&verdict).copied().unwrap_or_default();
    let world = views.iter().find_map(|view| view.world);
    let world = world.map_or_else(
        || "not known well enough".to_owned(),
        |tonnes| {
            with_unit(
                tonnes * 1e3,
                Precision::Significant(3),
                "kgCO2e a person and year",
            )
        },
    );
    let figure = Figure::new("low-base", title, table.open())
            .takeaway(format!(
                "Of {} least developed countries {} grow from a low base, in {} the total rises with the number of persons alone, in {} it does not rise, and {} go in the wrong direction; {} lack a value. The world: {world}.",
                views.len(),
                count(LowBaseVerdict::FromLowBase),
                count(LowBaseVerdict::MorePersons),
                count(LowBaseVerdict::NotRising),
                count(LowBaseVerdict::WrongDirection),
                count(LowBaseVerdict::NoData) + count(LowBaseVerdict::NoReference),
            ))
            .step("Emissions = generation × carbon intensity; annual means of both bienniums. Per person: emissions over persons of the years that have both.")
            .step("A total that rises is read beside the level per person: if that does not rise, there are more persons; if it rises below the level of the world, it is growth from a low base; only at or above the level of the world it is the wrong direction.")
            .badge(super::super::figures::proposal());
    Some(read_from(
        figure,
        review,
        &[
            (GRID_PARTS, "generation and carbon intensity"),
            (&[POPULATION], "population"),
        ],
    ))
}
