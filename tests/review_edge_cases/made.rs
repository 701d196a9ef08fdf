//! Observations, groups and options for the cases.

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::review::{
    AggregationOptions, Dataset, Datum, Entity, Fact, IndicatorSet, Key, MembersAt, Meta,
    NotationKey, Observation, Origin, Part, Period, PublicationRule, Reading, aggregate, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::{Biennium, Year};

pub(crate) const EWASTE: &str = "SDG.12.4.2.EWG";
pub(crate) const GRID: &str = "PRJ.GRID.CI";
pub(crate) const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
pub(crate) const POPULATION: &str = "PART.POPULATION";

pub(crate) fn country(code: &str) -> Country {
    code.parse().unwrap()
}

pub(crate) fn entity(text: &str) -> Entity {
    text.parse().unwrap()
}

pub(crate) fn year(number: i64) -> Year {
    Year::new(number).unwrap()
}

pub(crate) fn key(who: &str, of: i64, indicator: &str) -> Key {
    Key::new(entity(who), year(of), indicator.to_owned())
}

pub(crate) fn observation(key: Key, datum: Datum) -> Observation {
    Observation {
        key,
        datum,
        meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
    }
}

pub(crate) fn value(who: &str, of: i64, indicator: &str, value: f64, unit: &str) -> Observation {
    let reading = Reading::new(value, unit.to_owned()).unwrap();
    observation(key(who, of, indicator), Datum::Value(reading))
}

pub(crate) fn notation(who: &str, of: i64, indicator: &str, notation: NotationKey) -> Observation {
    observation(key(who, of, indicator), Datum::Notation(notation))
}

pub(crate) fn of_part(mut row: Observation, part: &str) -> Observation {
    row.key.part = part.parse::<Part>().unwrap();
    row
}

pub(crate) fn of_origin(mut row: Observation, origin: Origin) -> Observation {
    row.meta.origin = origin;
    row
}

pub(crate) fn in_boundary(mut row: Observation, boundary: &str) -> Observation {
    row.meta.boundary = Some(boundary.to_owned().into());
    row
}

/// One person in each country, so that coverage by population is that by number.
pub(crate) fn populations(codes: &[&str], years: &[i64]) -> Vec<Observation> {
    let of = |of: i64| {
        codes
            .iter()
            .map(move |code| value(code, of, POPULATION, 1.0, "persons"))
    };
    years.iter().flat_map(|&year| of(year)).collect()
}

pub(crate) fn group(codes: &[&str]) -> Group {
    named("TEST", codes)
}

pub(crate) fn named(name: &str, codes: &[&str]) -> Group {
    let members = codes.iter().map(|code| Membership::new(country(code)));
    Group::new(
        name.to_owned(),
        "Test",
        GroupKind::Custom,
        members.collect(),
    )
    .unwrap()
}

pub(crate) fn options() -> AggregationOptions {
    AggregationOptions {
        rule: PublicationRule::one_third(),
        members_at: MembersAt::End,
    }
}

pub(crate) fn data(rows: &[Observation]) -> Dataset {
    validate(rows.to_vec(), IndicatorSet::embedded().unwrap()).dataset
}

pub(crate) fn fact(rows: &[Observation], codes: &[&str], indicator: &str, period: Period) -> Fact {
    aggregate(&data(rows), &group(codes), indicator, period, &options()).unwrap()
}

pub(crate) fn in_2022() -> Period {
    Period::Year(year(2022))
}

pub(crate) const NOW: Biennium = Biennium::of::<2022>();

pub(crate) fn in_biennium() -> Period {
    Period::Biennium(NOW)
}
