use std::collections::BTreeSet;

use ict_impact::place::Country;
use ict_impact::review::{
    Datum, IndicatorSet, Key, Meta, NotationKey, Observation, Reading, Report, ReportOptions, Rule,
    Severity, Validated, validate, validate_reports,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::Biennium;
use proptest::prelude::*;

use super::year;

const CODES: [&str; 8] = ["BTN", "DEU", "FRA", "IND", "KEN", "NAM", "RWA", "TUV"];
const INDICATORS: [(&str, &[&str]); 5] = [
    ("SDG.12.4.2.EWG", &["g", "kg", "t", "kt", "kWh"]),
    ("SDG.12.4.2.EWC", &["t", "kt"]),
    ("PRJ.ICT.ELEC", &["kWh", "MWh", "t"]),
    ("PART.POPULATION", &["persons"]),
    ("SDG.12.4.2.EWCR", &["%", "1"]),
];
const PARTS: [&str; 4] = ["", "", "category=0302", "category=0303"];

fn amount() -> impl Strategy<Value = f64> {
    let size = prop::sample::select(vec![1e-3, 1.0, 1e3, 1e6]);
    prop_oneof![
        1 => Just(0.0),
        1 => Just(-1.0),
        8 => (0.5..2.0f64, size).prop_map(|(value, size)| value * size),
    ]
}

fn observation() -> impl Strategy<Value = Observation> {
    let place = (
        0..CODES.len(),
        2014..2024i64,
        0..INDICATORS.len(),
        any::<prop::sample::Index>(),
    );
    let datum = (amount(), 0..12usize, 0..CODES.len());
    (place, datum, prop::sample::select(PARTS.to_vec())).prop_map(
        |((code, in_year, indicator, unit), (amount, kind, pointer), part)| {
            let country = |at: usize| CODES[at].parse::<Country>().unwrap();
            let (indicator, units) = INDICATORS[indicator];
            let key = |at| Key::new(country(at), year(in_year), indicator);
            let datum = match kind {
                0 => Datum::Notation(NotationKey::Ie(Box::new(key(pointer)))),
                1 => Datum::Notation(NotationKey::No),
                2 => Datum::Notation(NotationKey::Ne),
                _ => Datum::Value(Reading::new(amount, *unit.get(units)).unwrap()),
            };
            Observation {
                key: key(code).of_part(part.parse().unwrap()),
                datum,
                meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
            }
        },
    )
}

/// A series of years, and countries in one year, so that there are a history and peers.
fn together() -> impl Strategy<Value = Vec<Observation>> {
    let of_one = prop::collection::vec(amount(), 8);
    (of_one, 0..CODES.len(), 0..3usize, any::<bool>()).prop_map(|(amounts, at, kind, years)| {
        let row = |(step, amount)| {
            let (code, in_year) = if years { (at, step) } else { (step, 9) };
            let country: Country = CODES[code].parse().unwrap();
            let (indicator, units) = INDICATORS[kind];
            Observation {
                key: Key::new(country, year(2014 + in_year as i64), indicator),
                datum: Datum::Value(Reading::new(amount, units[[2, 0, 1][kind]]).unwrap()),
                meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
            }
        };
        amounts.into_iter().enumerate().map(row).collect()
    })
}

fn observations() -> impl Strategy<Value = Vec<Observation>> {
    let single = prop::collection::vec(observation(), 0..60);
    (single, prop::collection::vec(together(), 0..5))
        .prop_map(|(single, together)| [single, together.concat()].concat())
}

fn checked(observations: &[Observation]) -> Validated {
    validate(observations.to_vec(), IndicatorSet::embedded().unwrap())
}

/// Findings with what they are about instead of the place of the row.
fn said(found: &Validated) -> Vec<(Rule, Severity, &'static str, String, String, usize)> {
    let mut said: Vec<_> = found
        .findings
        .iter()
        .map(|f| {
            let key = f.key.as_ref().map(ToString::to_string).unwrap_or_default();
            (
                f.rule,
                f.severity,
                f.issue,
                key,
                f.message.clone(),
                f.others.len(),
            )
        })
        .collect();
    said.sort();
    said
}

/// Every value of the dataset, by key, in the order of the keys.
fn values(found: &Validated) -> Vec<(Key, Option<f64>)> {
    let keys: BTreeSet<Key> = found
        .dataset
        .observations()
        .iter()
        .map(|o| o.key.clone())
        .collect();
    let value = |key: &Key| {
        let data = &found.dataset;
        data.value_of_part(key.entity, key.year, &key.indicator, &key.part)
            .unwrap()
    };
    keys.into_iter()
        .map(|key| (key.clone(), value(&key)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_rows_changes_no_finding_and_no_value(
        (rows, shuffled) in observations()
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        // Of rows that agree one is kept, whichever comes first: those in one unit agree in bits.
        let one_unit = |rows: Vec<Observation>| {
            let mut rows = rows;
            rows.retain(|row| !matches!(&row.datum, Datum::Value(v) if ["g", "kg", "kt", "1"].contains(&v.unit())));
            rows
        };
        let (a, b) = (checked(&one_unit(rows)), checked(&one_unit(shuffled)));
        prop_assert_eq!(said(&a), said(&b));
        prop_assert_eq!(values(&a), values(&b));
    }

    #[test]
    fn another_unit_is_the_same_dataset(rows in observations()) {
        let mut scaled = rows.clone();
        for row in &mut scaled {
            if let Datum::Value(reading) = &row.datum {
                let unit = match reading.unit() {
                    "t" => Some((1e3, "kg")),
                    "kt" => Some((1e9, "g")),
                    "MWh" => Some((1e3, "kWh")),
                    "1" => Some((1e2, "%")),
                    _ => None,
                };
                if let Some((factor, unit)) = unit {
                    row.datum = Datum::Value(Reading::new(reading.value() * factor, unit).unwrap());
                }
            }
        }
        // Two equal values may differ in their last bit after scaling.
        let key = |row: &Observation| row.key.clone();
        let unique = |rows: Vec<Observation>| {
            let mut seen = BTreeSet::new();
            rows.into_iter().filter(|row| seen.insert(key(row))).collect::<Vec<_>>()
        };
        let (a, b) = (checked(&unique(rows)), checked(&unique(scaled)));
        let places = |found: &Validated| -> Vec<_> {
            // V06 allows what the written digits allow, and V05 and V08 have limits that a last
            // bit may cross.
            let exact = |rule| !matches!(rule, Rule::V05 | Rule::V06 | Rule::V08);
            let exact = found.findings.iter().filter(|f| exact(f.rule));
            exact.map(|f| (f.rule, f.severity, f.issue, f.row)).collect()
        };
        prop_assert_eq!(places(&a), places(&b));
        for ((key, a), (_, b)) in values(&a).into_iter().zip(values(&b)) {
            prop_assert_eq!(a.is_some(), b.is_some(), "{}", key);
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert!((a - b).abs() <= 1e-12 * a.abs(), "{} {} {}", key, a, b);
            }
        }
    }

    #[test]
    fn nothing_that_is_refused_has_a_value(rows in observations()) {
        let found = checked(&rows);
        for finding in found.findings.iter().filter(|f| f.severity == Severity::Error) {
            // A ratio that is not its parts stands, computed from them.
            if finding.rule == Rule::V06 || finding.issue == "unknown_indicator" {
                continue;
            }
            let (row, key) = (finding.row.unwrap(), finding.key.as_ref().unwrap());
            let data = &found.dataset;
            // A whole that has a value all the same has it from other rows.
            if data.value(key.entity, key.year, &key.indicator).unwrap().is_some() {
                let used = data.rows(key.entity, key.year, &key.indicator).unwrap();
                prop_assert!(!used.contains(&row), "{:?}", finding);
            }
            let others = rows.iter().filter(|other| {
                (other.key.entity, other.key.year) == (key.entity, key.year)
            });
            if others.count() == 1 {
                let value = data.value_of_part(key.entity, key.year, &key.indicator, &key.part);
                prop_assert_eq!(value.unwrap(), None, "{:?}", finding);
            }
        }
    }

    /// A report is no more than its rows, where it says nothing of all of them.
    #[test]
    fn rows_of_a_report_are_held_against_what_bare_rows_are(rows in observations(), code in 0..CODES.len()) {
        let country: Country = CODES[code].parse().unwrap();
        let biennium = Biennium::of::<2022>();
        let inside = |row: &Observation| row.key.entity == country.into() && biennium.contains(row.key.year);
        let (own, more): (Vec<_>, Vec<_>) = rows.into_iter().partition(inside);
        let mut report = Report::new(country, biennium, "2024-12-31".parse().unwrap());
        report.observations.clone_from(&own);
        let options = ReportOptions::default();
        let set = IndicatorSet::embedded().unwrap();
        let with = validate_reports(&[report], more.clone(), set, &options).unwrap();
        let without = checked(&[own.clone(), more].concat());
        prop_assert_eq!(said(&with), said(&without));
        prop_assert_eq!(values(&with), values(&without));
        for finding in &with.findings {
            let of_report = finding.row.is_some_and(|row| row < own.len());
            prop_assert_eq!(finding.report, of_report.then_some(0));
        }
    }
}
