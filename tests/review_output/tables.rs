//! Tidy tables and their package.

use std::collections::BTreeSet;

use ict_impact::review::output::datapackage::{Resource, datapackage};
use ict_impact::review::output::tidy::{self, ChangeRow, TidyRow};
use ict_impact::review::output::{FieldKind, JsonValue, OutputError};
use ict_impact::review::{Review, review};
use ict_impact::source::{Digest, SourceId, SourceRegister, canonical_json};
use proptest::prelude::*;
use serde_json::Value;

use crate::made::{EWASTE, POPULATION, day, group, of_panel, of_three, options, outputs, value};

fn amounts() -> impl Strategy<Value = [f64; 12]> {
    let amount = prop_oneof![
        0.0..1e9_f64,
        1e-300..1e-290_f64,
        1e200..1e250_f64,
        Just(0.1)
    ];
    prop::array::uniform12(amount)
}

fn read<R: serde::de::DeserializeOwned>(text: &str) -> Vec<R> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.unwrap())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    /// `PartialEq` of rows takes −0 for 0, so the bits are compared too.
    #[test]
    fn tables_read_back_to_the_same_bits(amounts in amounts()) {
        let review = of_three(amounts);
        let rows = tidy::rows(&review).unwrap();
        let back: Vec<TidyRow> = read(&tidy::csv(&review).unwrap());
        prop_assert_eq!(&back, &rows);
        let bits = |rows: &[TidyRow]| -> Vec<_> {
            rows.iter().map(|row| row.value.map(f64::to_bits)).collect()
        };
        prop_assert_eq!(bits(&back), bits(&rows));
        let changes: Vec<ChangeRow> = read(&tidy::changes_csv(&review).unwrap());
        prop_assert_eq!(changes, tidy::changes(&review).unwrap());
    }
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    assert_eq!(outputs(&of_panel()), outputs(&of_panel()));
}

#[test]
fn a_row_tells_the_fact_it_is_of() {
    let review = of_three([1.0, 2.0, 3.0, 5.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0]);
    let rows = tidy::rows(&review).unwrap();
    let current = &rows[1];
    // (3 + 5) / 2 of Kenya, 1 of Namibia, 2 of Germany.
    assert_eq!((current.value, current.both_years), (Some(7.0), Some(14.0)));
    assert_eq!(
        (current.first_year.get(), current.last_year.get()),
        (2022, 2023)
    );
    assert_eq!((current.reporting, current.missing), (3, 0));
    assert_eq!(current.coverage_population, Some(1.0));
    assert_eq!(current.coverage_gdp, None);
    assert_eq!(current.part, "whole");
    let fact = &review.comparisons[0].current;
    assert_eq!(
        current.lineage,
        Digest::of_bytes(canonical_json(fact).unwrap().as_bytes())
    );
    let change = &tidy::changes(&review).unwrap()[0];
    assert_eq!(change.change, Some(2.5)); // 7 less (1.5 + 1 + 2)
    assert_eq!(change.lineage, current.lineage);
}

#[test]
fn namibia_is_a_country_and_not_a_missing_value() {
    let review = of_panel();
    let named = tidy::rows(&review).unwrap().into_iter().any(|row| {
        row.missing_members
            .is_some_and(|members| members.split(' ').any(|m| m.len() != 3))
    });
    assert!(!named, "a member that is no alpha-3 code");
}

#[test]
fn two_facts_of_one_key_are_refused() {
    let mut review = of_three([1.0; 12]);
    review.trends.push(review.trends[0].clone());
    let refused = tidy::rows(&review);
    assert!(
        matches!(refused, Err(OutputError::Duplicate { .. })),
        "{refused:?}"
    );
}

pub(crate) fn package() -> Value {
    let review = of_panel();
    let resource = |text: &str| (text.len(), Digest::of_bytes(text.as_bytes()));
    let (bytes, digest) = resource(&tidy::csv(&review).unwrap());
    let facts = Resource::facts("facts.csv", bytes, digest).unwrap();
    let (bytes, digest) = resource(&tidy::changes_csv(&review).unwrap());
    let changes = Resource::changes("data/changes.csv", bytes, digest).unwrap();
    let register = SourceRegister::embedded();
    let package = datapackage(&review, &register, day(), &[facts, changes]).unwrap();
    serde_json::from_str(&package.text().unwrap()).unwrap()
}

#[test]
fn the_package_describes_the_tables_as_they_are() {
    let package = package();
    let review = of_panel();
    let texts = [
        tidy::csv(&review).unwrap(),
        tidy::changes_csv(&review).unwrap(),
    ];
    for (resource, text) in package["resources"].as_array().unwrap().iter().zip(texts) {
        assert_eq!(resource["bytes"], text.len());
        assert_eq!(
            resource["hash"],
            format!("sha256:{}", Digest::of_bytes(text.as_bytes()))
        );
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(head, names);
        let key: Vec<usize> = resource["schema"]["primaryKey"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| names.iter().position(|n| name == n).unwrap())
            .collect();
        let mut keys = BTreeSet::new();
        for record in reader.records() {
            let record = record.unwrap();
            assert!(
                keys.insert(
                    key.iter()
                        .map(|at| record[*at].to_string())
                        .collect::<Vec<_>>()
                )
            );
            for (cell, field) in record.iter().zip(fields) {
                check(cell, field);
            }
        }
    }
    assert!(
        package["sources"]
            .as_array()
            .unwrap()
            .iter()
            .all(|s| s["licence"].is_string())
    );
}

/// A cell holds what its field promises.
fn check(cell: &str, field: &Value) {
    let limits = &field["constraints"];
    if cell.is_empty() {
        assert_eq!(limits["required"], false, "{field}");
        return;
    }
    if let "number" | "integer" = field["type"].as_str().unwrap() {
        assert!(
            cell.bytes()
                .all(|b| b.is_ascii_digit() || b"-.".contains(&b)),
            "{cell}"
        );
        let number: f64 = cell.parse().unwrap();
        assert!(
            limits["minimum"]
                .as_f64()
                .is_none_or(|least| number >= least),
            "{cell} {field}"
        );
        assert!(
            limits["maximum"].as_f64().is_none_or(|most| number <= most),
            "{cell} {field}"
        );
    }
    if let Some(words) = limits["enum"].as_array() {
        assert!(words.iter().any(|word| word == cell), "{cell} {field}");
    }
}

#[test]
fn a_package_that_cannot_be_is_refused() {
    let digest = Digest::of_bytes(b"");
    for path in [
        "",
        "/facts.csv",
        "../facts.csv",
        "a/../b.csv",
        ".hidden",
        "a//b",
        "C:\\x",
        "~/x",
    ] {
        assert!(Resource::facts(path, 0, digest).is_err(), "{path}");
    }
    let facts = || Resource::facts("facts.csv", 0, digest).unwrap();
    let mut review = of_three([1.0; 12]);
    fn made(review: &Review, resources: &[Resource]) -> Result<JsonValue, OutputError> {
        datapackage(review, &SourceRegister::embedded(), day(), resources)
    }
    assert_eq!(made(&review, &[]), Err(OutputError::Empty));
    let twice = made(&review, &[facts(), facts()]);
    assert!(matches!(twice, Err(OutputError::Duplicate { .. })));
    review.sources.insert(SourceId::new("hearsay").unwrap());
    assert!(matches!(
        made(&review, &[facts()]),
        Err(OutputError::Source(_))
    ));
}

#[test]
fn every_column_says_what_it_means() {
    for field in TidyRow::FIELDS.iter().chain(ChangeRow::FIELDS) {
        assert!(field.description.ends_with('.'), "{}", field.name);
        assert!(
            !matches!(field.kind, FieldKind::OneOf([])),
            "{}",
            field.name
        );
    }
}

/// Parts of closed lists are facts of their own, in every table.
#[test]
fn parts_are_added_up_by_themselves() {
    let mut rows = Vec::new();
    for at in 2022..2024 {
        for (code, tonnes) in [("KEN", [1.0, 2.0]), ("NAM", [10.0, 20.0])] {
            rows.push(value(code, at, POPULATION, 1.0, "persons"));
            for (stage, tonnes) in ["use", "end_of_life"].into_iter().zip(tonnes) {
                let mut row = value(code, at, EWASTE, tonnes, "t");
                row.key.part = format!("stage={stage},category=0303").parse().unwrap();
                rows.push(row);
            }
        }
    }
    let review = review(rows, &options(vec![group("G", &["KEN", "NAM"])])).unwrap();
    let parts = review.parts.iter();
    let parts: Vec<_> = parts.map(|f| (f.part.to_string(), f.value)).collect();
    assert_eq!(
        parts,
        [
            ("stage=end_of_life".to_owned(), Some(22.0)),
            ("stage=use".to_owned(), Some(11.0)),
        ]
    );
    // Nothing is said of what was embodied, so nothing of the whole.
    assert_eq!(review.comparison(EWASTE, "G").unwrap().current.value, None);
    for (name, text) in outputs(&review) {
        let has = match name {
            "tidy" | "json" => text.contains("stage=use") || text.contains("\"stage\":\"use\""),
            "markdown" => text.contains("| stage=use |"),
            "sdmx csv" => text.contains(",use,"),
            _ => true,
        };
        assert!(has, "{name}");
    }
    let record = review.record(&[], "test 1.0").unwrap();
    let period = review.parts[0].period;
    let explained = record.explain(EWASTE, "stage=use G", period).unwrap();
    assert!(explained.unwrap().to_string().contains("= 11 t, from"));
    assert_eq!(record.rows(EWASTE, "stage=use G", period).count(), 4);
}

/// What coverage is weighed by, and what was filled, is behind a fact.
#[test]
fn an_altered_weight_is_the_cause_of_other_coverage() {
    let of = |persons: f64| {
        let mut rows = Vec::new();
        for at in 2020..2024 {
            rows.push(value("KEN", at, EWASTE, 5.0, "t"));
            rows.push(value("KEN", at, POPULATION, 1.0, "persons"));
            rows.push(value("NAM", at, POPULATION, persons, "persons"));
        }
        review(rows, &options(vec![group("G", &["KEN", "NAM"])])).unwrap()
    };
    let (one, other) = (of(1.0), of(2.0));
    let record = |review: &Review| review.record(&[], "test 1.0").unwrap().into_ledger();
    let difference = record(&one).compare(&record(&other)).unwrap_err();
    assert_eq!(difference.cause.operation, "receive");
    assert!(difference.other_causes.is_empty(), "{difference}");
}
