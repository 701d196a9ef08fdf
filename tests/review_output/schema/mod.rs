//! The schemas: current, true of what is written, and as strict as the constructors.

mod validator;

use ict_impact::review::output::{json, schema};
use ict_impact::review::{Observation, Report, Row};
use serde_json::{Value, json};
use validator::validate;

use crate::made::{EWASTE, of_panel, of_three, value};

fn made() -> [(&'static str, &'static str, Value); 3] {
    [
        ("review", schema::REVIEW, schema::review().to_value()),
        ("report", schema::REPORT, schema::report().to_value()),
        ("row", schema::ROW, schema::row().to_value()),
    ]
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_committed_schemas_are_current() {
    for (name, text, made) in made() {
        assert!(
            read(text) == made,
            "the schema `{name}` is not that of the types: run `cargo test --features schema \
             --test review_output -- --ignored schemas_are_written_anew`"
        );
        assert_eq!(
            made["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
}

#[test]
fn no_program_is_needed_to_read_the_schemas() {
    for text in [schema::REVIEW, schema::REPORT, schema::ROW] {
        for of_rust in ["use ict_impact", "[`", "Self::", "```\\nlet "] {
            assert!(!text.contains(of_rust), "{of_rust}");
        }
    }
}

#[test]
#[ignore = "writes the committed schemas"]
fn schemas_are_written_anew() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/output/schema");
    for (name, _, mut made) in made() {
        made.sort_all_objects();
        let text = serde_json::to_string_pretty(&made).unwrap() + "\n";
        std::fs::write(format!("{folder}/{name}.schema.json"), text).unwrap();
    }
}

#[test]
fn a_real_review_is_of_its_schema() {
    let schema = read(schema::REVIEW);
    for review in [of_panel(), of_three([1.5; 12])] {
        let mut document = read(&json::text(&review).unwrap());
        assert_eq!(validate(&schema, &document), Ok(()));
        document["comparisons"][0]["current"]["members"] = json!(-1);
        assert!(validate(&schema, &document).is_err());
        document.as_object_mut().unwrap().remove("rule");
        assert!(validate(&schema, &document).is_err());
    }
}

fn report() -> Value {
    let report = Report::new(
        "KEN".parse::<ict_impact::place::Country>().unwrap(),
        "2022-2023".parse().unwrap(),
        "2024-12-31".parse().unwrap(),
    );
    let mut report = serde_json::to_value(&report).unwrap();
    let one = serde_json::to_value(value("KEN", 2022, EWASTE, 51_300.0, "t")).unwrap();
    report["observations"] = json!([one]);
    report
}

/// What the schema takes of a report is what the type takes, field by field.
#[test]
fn a_report_is_accepted_by_its_schema_and_its_type_or_by_neither() {
    let schema = read(schema::REPORT);
    let agree = |pointer: &str, content: Value| {
        let mut report = report();
        match pointer.rsplit_once('/') {
            Some((parent, field)) => report.pointer_mut(parent).unwrap()[field] = content.clone(),
            None => unreachable!("a pointer begins with /"),
        }
        let by_type = serde_json::from_value::<Report>(report.clone()).is_ok();
        let by_schema = validate(&schema, &report);
        assert_eq!(
            by_schema.is_ok(),
            by_type,
            "{pointer} {content}: {by_schema:?}"
        );
        by_type
    };
    assert!(validate(&schema, &report()).is_ok());
    let meta = "/observations/0/meta";
    let key = "/observations/0/key";
    let cases: [(String, Value); 22] = [
        (
            format!("{key}/year"),
            json!([2022, 1, 9999, 0, 10_000, -5, 2022.5, "2022", null]),
        ),
        (
            format!("{key}/entity"),
            json!([
                "NAM",
                "NA",
                "org:A-1",
                "org:",
                "org:a b",
                "XX",
                "nam",
                "org:12345678901234567890abcd"
            ]),
        ),
        (
            format!("{key}/part"),
            json!([{}, {"scope": "1"}, {"scope": "2"}, {"stage": "use", "sex": "male"}, {"gas": "CO2"}, {"gas": "X"}, {"partner": "NA"}, {"category": "a b"}, {"colour": "red"}]),
        ),
        (format!("{key}/colour"), json!([1])),
        (
            "/observations/0/datum".into(),
            json!([
                {"value": {"value": 1, "unit": "t"}}, {"value": {"value": 1}}, {"value": {"value": 1, "unit": " "}},
                {"notation": "NO"}, {"notation": "NE"}, {"notation": "NR"}, {"notation": "FX"}, {"notation": "IE"},
                {"notation": {"IE": {"indicator": "A", "entity": "KEN", "year": 2022}}},
                {"notation": {"C": {"indicator": "A", "entity": "KEN", "year": 0}}}, {}
            ]),
        ),
        (format!("{meta}/tier"), json!([1, 2, 3, 0, 4, "1", null])),
        (
            format!("{meta}/quality"),
            json!([
                "1 2 3 4 5",
                " 1  2 3 4 5",
                "1 2 3 4",
                "1 2 3 4 6",
                "1 2 3 4 5 1",
                "",
                "+1 01 3 4 5"
            ]),
        ),
        (format!("{meta}/uncertainty"), json!([0, 5.5, -1, "5"])),
        (
            format!("{meta}/gwp"),
            json!(["AR4", "AR5_CCF", "AR3", "ar6"]),
        ),
        (
            format!("{meta}/origin"),
            json!(["measured", "filled", "guessed", "Measured"]),
        ),
        (
            format!("{meta}/status"),
            json!(["verified", "proposal", "sure"]),
        ),
        (
            format!("{meta}/restated"),
            json!(["method", "not_stated", "mood"]),
        ),
        (
            format!("{meta}/qualifiers"),
            json!([[], ["restricted", "flexibility"], ["secret"]]),
        ),
        (format!("{meta}/source"), json!(["a-b.c_1", "", "a b"])),
        (
            format!("{meta}/days"),
            json!([
                "2022-04-01/2023-03-31",
                "2022-04-01",
                "2022-13-01/2023-03-31"
            ]),
        ),
        (
            "/biennium".into(),
            json!(["2022-2023", "2022–2023", "2022", "a-b"]),
        ),
        (
            "/submitted".into(),
            json!(["2024-12-31", "2024-1-31", "2024-00-31", "31.12.2024"]),
        ),
        ("/version".into(), json!([1, -1, "1"])),
        ("/status".into(), json!(["draft", "in_review", "lost"])),
        (
            "/fiscal_year".into(),
            json!(["01", "4", "12", "13", "00", ""]),
        ),
        (
            "/supersedes".into(),
            json!([null, "0".repeat(64), "A".repeat(64), "0"]),
        ),
        (
            "/assurance".into(),
            json!([
                null, {"level": "limited", "provider": "a", "standard": "b", "boundary": "c"},
                {"level": "some", "provider": "a", "standard": "b", "boundary": "c"}, {"level": "limited"}
            ]),
        ),
    ];
    let mut judged = [0, 0];
    for (pointer, contents) in cases {
        for content in contents.as_array().unwrap() {
            judged[usize::from(agree(&pointer, content.clone()))] += 1;
        }
    }
    assert!(judged.iter().all(|n| *n > 20), "{judged:?}");
}

/// The same for the text of a row.
#[test]
fn a_row_is_accepted_by_its_schema_and_its_reader_or_by_neither() {
    let schema = read(schema::ROW);
    let row = json!({
        "entity": "KEN", "year": "2022", "indicator": "A", "value": "1", "unit": "t", "source": "s"
    });
    let (mut taken, mut refused) = (0, 0);
    for (field, texts) in [
        ("entity", &["NA", "NAM", "org:X", "XX", ""][..]),
        ("year", &["2022", "0022", "0", "10000", "+1", "x", ""]),
        ("indicator", &["SDG.1", " ", ""]),
        ("value", &["1.5e3", "-2", "NaN", "inf", ""]),
        ("source", &["a", "", "a b"]),
        ("origin", &["", "filled", "found"]),
        ("tier", &["", "1", "3", "0", "4", "x"]),
        ("quality", &["", "1 1 1 1 1", "1 1 1 1", "6 1 1 1 1"]),
        ("gwp", &["", "AR6", "AR9"]),
        ("days", &["", "2022-04-01/2023-03-31", "2022"]),
        ("restated", &["", "error", "mood"]),
        ("sex", &["", "male", "m"]),
        ("scope", &["", "2_market", "2"]),
        ("stage", &["", "use", "Use"]),
        ("sub_sector", &["", "devices", "tv"]),
        ("category", &["", "0303", "03 03"]),
        ("gas", &["", "CH4_fossil", "CH5"]),
        ("partner", &["", "NAM", "NA"]),
    ] {
        for text in texts {
            let mut row = row.clone();
            row[field] = json!(text);
            let read = serde_json::from_value::<Row>(row.clone()).unwrap();
            let by_reader = Observation::try_from(read);
            // A value that is empty lacks a notation key, which no field says by itself.
            if (field, *text) == ("value", "") {
                continue;
            }
            let by_schema = validate(&schema, &row);
            assert_eq!(
                by_schema.is_ok(),
                by_reader.is_ok(),
                "{field} `{text}`: {by_schema:?}"
            );
            *(if by_reader.is_ok() {
                &mut taken
            } else {
                &mut refused
            }) += 1;
        }
    }
    assert!(taken > 20 && refused > 20, "{taken} {refused}");
    for key in ["NO", "NE", "NA", "NR", "XX", "no"] {
        let mut row = row.clone();
        (row["value"], row["notation_key"]) = (json!(""), json!(key));
        let read = serde_json::from_value::<Row>(row.clone()).unwrap();
        assert_eq!(
            validate(&schema, &row).is_ok(),
            Observation::try_from(read).is_ok(),
            "{key}"
        );
    }
}
