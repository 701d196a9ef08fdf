//! Small datasets for the tests of this module.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::FilledOptions;
use crate::place::{Group, GroupKind, Membership};
use crate::review::{
    AggregationOptions, Dataset, IndicatorSet, MembersAt, Observation, PublicationRule, Row,
    validate,
};
use crate::time::Year;

pub(super) const EWASTE: &str = "SDG.12.4.2.EWG";
pub(super) const GRID: &str = "PRJ.GRID.CI";
pub(super) const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
pub(super) const EMISSIONS: &str = "PART.POWER.GHG";
pub(super) const PEOPLE: &str = "PART.POPULATION";
pub(super) const STOCK: &str = "PRJ.DEV.STOCK";
pub(super) const LAW: &str = "ITU.C2030.3.3";

pub(super) fn year(number: i64) -> Year {
    Year::new(number).unwrap()
}

/// The row of a value in the unit of the indicator, or of a notation key.
pub(super) fn row(entity: &str, number: i64, indicator: &str, value: &str) -> Row {
    let set = IndicatorSet::embedded().unwrap();
    let text = value.to_string();
    let is_key = value.parse::<f64>().is_err();
    let (value, notation_key) = match is_key {
        true => ("".to_string(), text),
        false => (text, "".to_string()),
    };
    let points_to = match notation_key.as_str() {
        "C" => alloc::format!("{entity} {number} SDG.12.4.2.EWC"),
        _ => "".to_string(),
    };
    Row {
        entity: entity.to_string(),
        year: number.to_string(),
        indicator: indicator.to_string(),
        value,
        unit: set.get(indicator).unwrap().unit().to_string(),
        notation_key,
        points_to,
        source: "own".to_string(),
        ..Row::default()
    }
}

/// One row for each value from `first` on; nothing for an empty text.
pub(super) fn rows(entity: &str, first: i64, indicator: &str, values: &[&str]) -> Vec<Row> {
    let cells = values.iter().zip(first..).filter(|cell| !cell.0.is_empty());
    cells
        .map(|(value, number)| row(entity, number, indicator, value))
        .collect()
}

pub(super) fn observed(rows: impl IntoIterator<Item = Row>) -> Vec<Observation> {
    let rows = rows.into_iter().map(Observation::try_from);
    rows.collect::<Result<_, _>>().unwrap()
}

pub(super) fn dataset(rows: impl IntoIterator<Item = Row>) -> Dataset {
    validate(observed(rows), IndicatorSet::embedded().unwrap()).dataset
}

pub(super) fn group(codes: &[&str]) -> Group {
    let members = codes
        .iter()
        .map(|code| Membership::new(code.parse().unwrap()));
    Group::new(
        "SOME",
        "Some",
        GroupKind::Custom,
        members.collect::<Vec<_>>(),
    )
    .unwrap()
}

/// Everything is published.
pub(super) fn options() -> FilledOptions {
    let rule = PublicationRule {
        least: 0.0,
        ..PublicationRule::one_third()
    };
    FilledOptions::new(AggregationOptions {
        rule,
        members_at: MembersAt::End,
    })
}
