//! The edge cases that a biennial review has to get right, by their numbers.

mod accounts;
mod clause;
mod comparison;
mod disclosure;
mod double_counting;
mod follow_up;
mod groups;
mod inputs;
mod large;
mod made;
mod periods;
mod rules;
mod versions;

use ict_impact::place::Country;
use ict_impact::reference::gwp::GwpSet;
use ict_impact::review::{
    Datum, Entity, Finding, IndicatorSet, Key, Meta, NotationKey, Observation, Reading, Report,
    ReportOptions, Rule, Severity, Validated, validate, validate_reports,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::{Biennium, Year};

const GRID: &str = "PRJ.GRID.CI";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const EWASTE: &str = "SDG.12.4.2.EWG";
const POPULATION: &str = "PART.POPULATION";
const USE: &str = "PRJ.DEV.USE";
const ELECTRICITY: &str = "PRJ.ICT.ELEC";

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn year(number: u16) -> Year {
    Year::new(i64::from(number)).unwrap()
}

fn key(code: &str, in_year: u16, indicator: &'static str) -> Key {
    let entity: Entity = code.parse().unwrap();
    Key::new(entity, year(in_year), indicator)
}

fn value(key: Key, value: f64, unit: &'static str) -> Observation {
    Observation {
        key,
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
    }
}

fn notation(key: Key, notation: NotationKey) -> Observation {
    Observation {
        datum: Datum::Notation(notation),
        ..value(key, 0.0, "1")
    }
}

/// A first version for 2022-2023 with AR6.
fn report(code: &str, observations: Vec<Observation>) -> Report {
    let entity: Entity = code.parse().unwrap();
    let day = "2024-12-31".parse().unwrap();
    let mut report = Report::new(entity, Biennium::of::<2022>(), day);
    report.gwp = Some(GwpSet::Ar6);
    report.observations = observations;
    report
}

fn set() -> IndicatorSet {
    IndicatorSet::embedded().unwrap()
}

fn bare(observations: &[Observation]) -> Validated {
    validate(observations.to_vec(), set())
}

fn of_reports(reports: &[Report]) -> Validated {
    validate_reports(reports, Vec::new(), set(), &ReportOptions::default()).unwrap()
}

fn amount(found: &Validated, code: &str, in_year: u16, indicator: &str) -> Option<f64> {
    let entity: Entity = code.parse().unwrap();
    found
        .dataset
        .value(entity, year(in_year), indicator)
        .unwrap()
}

/// What a rule found, as severity, issue and row.
fn by(found: &Validated, rule: Rule) -> Vec<(Severity, &'static str, Option<usize>)> {
    let of_rule = found.findings.iter().filter(|finding| finding.rule == rule);
    of_rule.map(|f| (f.severity, f.issue, f.row)).collect()
}

fn errors(found: &Validated) -> Vec<&Finding> {
    let errors = found.findings.iter();
    errors
        .filter(|finding| finding.severity == Severity::Error)
        .collect()
}
