//! Runs the shipped conformance cases and checks the program that runs them.

#[path = "../examples/conformance/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use program::common::adapters::{Adapter, adapter};
use program::common::case::Expected;
use program::common::compare::compare;
use program::common::load::{load, own_cases};
use program::common::output::Got;
use program::common::report::{Counts, by_method, text};
use program::common::run::{run, toy};
use program::kit;
use serde_json::{Value, json};

/// Methods of which the library offers nothing yet. A method that gets built leaves this list.
const UNSUPPORTED: &[&str] = &[
    "ai.llm_inference",
    "cloud.compute",
    "cloud.embodied",
    "cloud.memory",
    "cloud.network",
    "cloud.storage",
    "sci.cpu_pipeline",
    "sci.embodied_baseline",
    "web.onebyte",
    "web.swd3",
    "web.swd4",
];

/// Methods of which the library does not offer every variant yet, with the number of shipped
/// cases that wait for it.
const PARTLY: &[(&str, usize)] = &[];

#[test]
fn the_shipped_cases_pass_or_are_listed_as_unsupported() {
    let cases = load(&[own_cases()]).unwrap();
    let judged = run(&cases, adapter);
    assert_eq!(Counts::of(&judged).failed, 0, "{}", text(&judged));
    let mut none = Vec::new();
    let mut partly = Vec::new();
    for (method, counts) in by_method(&judged) {
        match (counts.unsupported, counts.passed) {
            (0, _) => {}
            (_, 0) => none.push(method),
            (waiting, _) => partly.push((method, waiting)),
        }
    }
    assert_eq!(none, UNSUPPORTED);
    assert_eq!(partly, PARTLY);
}

/// Core indicators of ISO 59020 for which no case is shipped, with values that follow from the
/// formulas at once.
#[test]
fn core_indicators_without_a_shipped_case_have_their_adapters() {
    for (method, inputs, value) in [
        (
            "iso59020.recycled_inflow_pct",
            json!({"m_RECI": 30, "m_TI": 120}),
            25.0,
        ),
        (
            "iso59020.reused_outflow_pct",
            json!({"m_REUO": 45, "m_TO": 180}),
            25.0,
        ),
        (
            "iso59020.renewable_energy_pct",
            json!({"E_IRENE": 500, "E_ORENE": 300, "E_ITE": 1000, "E_OTE": 200}),
            25.0,
        ),
        (
            "iso59020.circular_water_discharge_pct",
            json!({"V_CDW": 60, "V_AIW": 160}),
            37.5,
        ),
        (
            "iso59020.onsite_water_reuse_ratio",
            json!({"V_TWU": 240, "V_TWW": 160}),
            1.5,
        ),
    ] {
        let case = |inputs: Value, expected: Value| {
            json!({"suite": "standards", "cases": [{
                "id": method, "method": method, "inputs": inputs, "expected": expected,
                "tolerance": {"abs": 0}
            }]})
            .to_string()
        };
        let nothing = inputs.as_object().unwrap().keys();
        let nothing: Value = nothing.map(|name| (name.clone(), json!(0))).collect();
        let folder = Folder::new(method)
            .with("value.json", &case(inputs, json!({"value": value})))
            .with(
                "undefined.json",
                &case(nothing, json!({"error": "undefined"})),
            );
        for file in ["value.json", "undefined.json"] {
            let cases = load(&[folder.path(file).into()]).unwrap();
            let judged = run(&cases, adapter);
            assert_eq!(Counts::of(&judged).passed, 1, "{}", text(&judged));
        }
    }
}

#[test]
fn all_suites_are_shipped_whole() {
    let cases = load(&[own_cases()]).unwrap();
    let mut suites: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        *suites.entry(&case.suite).or_default() += 1;
    }
    let expected = [
        ("digital_services", 118),
        ("ewaste", 13),
        ("footprint", 14),
        ("ghg_protocol", 6),
        ("review", 59),
        ("standards", 87),
        ("stock_flow", 17),
    ];
    assert_eq!(suites, BTreeMap::from(expected));
}

/// The expected value as a result, but that the leaf which `spoil` counts down to is not a number.
fn echo(expected: &Value, spoil: &mut Option<usize>) -> Got {
    match expected {
        Value::Null => Got::Nothing,
        Value::Array(items) => Got::List(items.iter().map(|v| echo(v, spoil)).collect()),
        Value::Object(fields) => {
            let field = |(name, value): (&String, _)| (name.clone(), echo(value, spoil));
            Got::Map(fields.iter().map(field).collect())
        }
        leaf => {
            let spoilt = *spoil == Some(0);
            *spoil = spoil.and_then(|left| left.checked_sub(1));
            match leaf {
                _ if spoilt => f64::NAN.into(),
                Value::String(text) => text.as_str().into(),
                Value::Bool(is) => (*is).into(),
                number => number.as_f64().into(),
            }
        }
    }
}

#[test]
fn every_value_of_every_shipped_case_is_checked() {
    for case in load(&[own_cases()]).unwrap() {
        let Expected::Values(fields) = &case.expected else {
            continue;
        };
        let value = Value::Object(fields.clone());
        let tally = |mut spoil| compare(fields, &echo(&value, &mut spoil), &case.tolerance);
        let whole = tally(None);
        assert!(whole.mismatches.is_empty() && whole.worst.unwrap_or(0.0) == 0.0);
        assert!(whole.checked > 0, "{}", case.id);
        for leaf in 0..whole.checked {
            assert_eq!(tally(Some(leaf)).mismatches.len(), 1, "{} {leaf}", case.id);
        }
    }
}

/// A folder of one test, empty at its start and gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn with(self, name: &str, text: &str) -> Self {
        let file = self.0.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Exit code, stdout and stderr of the program with these arguments.
fn conformance(args: &[&str]) -> (u8, String, String) {
    conformance_with(adapter, args)
}

fn conformance_with(
    adapter_of: fn(&str) -> Option<Adapter>,
    args: &[&str],
) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = program::program(kit::parser_of(args), adapter_of, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (code, text(out), text(err))
}

fn suite(suite: &str, ids: &[&str]) -> String {
    let case = |id: &&str| {
        json!({
            "id": id, "method": "toy.unknown", "inputs": {}, "expected": {"x": 1},
            "tolerance": {"rel": 0}
        })
    };
    json!({"suite": suite, "cases": ids.iter().map(case).collect::<Vec<_>>()}).to_string()
}

#[test]
fn an_unknown_method_is_unsupported_and_no_success() {
    let folder = Folder::new("unknown_method").with("a.json", &suite("toy", &["a", "b"]));
    let (code, out, err) = conformance(&[&folder.path("a.json")]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(
        out.ends_with("\n0 passed, 0 failed, 2 unsupported\n"),
        "{out}"
    );
    assert_eq!(out.matches(" unsupported\n").count(), 1);
}

#[test]
fn only_the_expected_value_is_a_success() {
    let text = |expected: f64| {
        let case = json!({
            "id": "a", "method": "toy.ratio", "inputs": {"part": 1, "whole": 4},
            "expected": {"ratio": expected, "kWh": null}, "tolerance": {"rel": 1e-9}
        });
        json!({"suite": "toy", "cases": [case]}).to_string()
    };
    let folder = Folder::new("success").with("good.json", &text(0.25));
    let folder = folder.with("tampered.json", &text(0.250001));
    for (file, code, totals) in [
        ("good.json", 0, "\n1 passed, 0 failed, 0 unsupported\n"),
        ("tampered.json", 1, "\n0 passed, 1 failed, 0 unsupported\n"),
    ] {
        let found = conformance_with(toy::adapter, &[&folder.path(file)]);
        assert_eq!(
            (found.0, found.1.ends_with(totals)),
            (code, true),
            "{}",
            found.1
        );
    }
}

#[test]
fn bad_input_is_listed_whole_and_nothing_is_written() {
    let broken = suite("toy", &["e"]).replace("\"tolerance\"", "\"tolerence\"");
    let folder = Folder::new("bad_input")
        .with("in/a.json", &suite("toy", &["a", "b", "a"]))
        .with("in/deeper/b.json", "{\"suite\": \"toy\", \"cases\": [NaN]}")
        .with("in/deeper/c.json", &suite("toy", &["b", "c"]))
        .with("in/deeper/d.json", &suite("other", &["b"]))
        .with("in/deeper/e.json", &broken)
        .with("in/notes.txt", "not read")
        .with("empty/notes.txt", "no cases");
    let out_dir = folder.path("out");
    let (code, out, err) = conformance(&[
        "--out",
        &out_dir,
        &folder.path("in"),
        "--input",
        &folder.path("empty"),
        &folder.path("absent.json"),
    ]);
    assert_eq!((code, out.as_str()), (2, ""));
    for part in [
        "a.json: case `a`: has the id of an earlier case in",
        "b.json: is not well-formed JSON",
        "c.json: case `b`: has the id of an earlier case in",
        "e.json: case `e`: field `tolerence` is not part of the format",
        "e.json: case `e`: `tolerance` is missing",
        "empty: holds no file named *.json",
        "absent.json: cannot be read",
        "7 errors; nothing was written",
    ] {
        assert!(err.contains(part), "{part}\nin\n{err}");
    }
    assert_eq!(err.lines().count(), 8, "{err}");
    assert!(!fs::exists(&out_dir).unwrap());
}

#[test]
fn a_file_given_twice_is_read_once() {
    let folder = Folder::new("given_twice").with("a.json", &suite("toy", &["a"]));
    let (_, out, _) = conformance(&[&folder.path(""), &folder.path("a.json")]);
    assert!(
        out.ends_with("\n0 passed, 0 failed, 1 unsupported\n"),
        "{out}"
    );
}

#[test]
fn filters_choose_and_an_empty_choice_is_refused() {
    let folder = Folder::new("filters").with("a.json", &suite("toy", &["a#1", "a#2", "b#1"]));
    let file = folder.path("a.json");
    let (_, out, _) = conformance(&[&file, "--id", "a#", "--method", "toy.unknown"]);
    assert!(
        out.ends_with("\n0 passed, 0 failed, 2 unsupported\n"),
        "{out}"
    );
    let (code, out, err) = conformance(&[&file, "--method=toy"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no case"), "{err}");
}

#[test]
fn the_document_is_the_same_on_stdout_and_in_the_folder() {
    let folder = Folder::new("document").with("a.json", &suite("toy", &["a"]));
    let out_dir = folder.path("new/out");
    let (code, out, err) = conformance(&["--json", "--out", &out_dir, &folder.path("a.json")]);
    assert_eq!(
        (code, err.as_str()),
        (1, "0 passed, 0 failed, 1 unsupported\n")
    );
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["cases"][0]["outcome"], "unsupported");
    let names: Vec<_> = fs::read_dir(&out_dir)
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(names, ["conformance.json"]);
    assert_eq!(
        fs::read_to_string(folder.path("new/out/conformance.json")).unwrap(),
        out
    );
}

#[test]
fn two_runs_are_equal_to_the_byte() {
    assert_eq!(conformance(&[]), conformance(&[]));
    let json = conformance(&["--json"]);
    assert_eq!(json, conformance(&["--json"]));
    assert!(!json.1.contains(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn options_are_explained_and_unknown_ones_refused() {
    let (code, out, err) = conformance(&["--help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for option in ["--input", "--out", "--help", "--json", "--method", "--id"] {
        assert!(out.contains(option), "{option} in {out}");
    }
    assert!(out.lines().all(|line| line.len() <= 100), "{out}");
    for args in [
        &["--inputs"][..],
        &["-j"],
        &["--out"],
        &["--out", "a", "--out", "b"],
    ] {
        let (code, out, err) = conformance(args);
        assert_eq!(
            (code, out.as_str(), err.lines().count()),
            (2, "", 1),
            "{args:?}"
        );
    }
}

#[test]
fn files_are_written_all_or_none() {
    let folder = Folder::new("all_or_none").with("out/b.csv/inside", "a folder in the way");
    let files = [("a.csv", "1"), ("b.csv", "2")];
    let error = kit::write_all(&folder.0.join("out"), &files).unwrap_err();
    assert!(error.ends_with("b.csv: is a folder"), "{error}");
    assert!(!fs::exists(folder.path("out/a.csv")).unwrap());
    assert_eq!(fs::read_dir(folder.path("out")).unwrap().count(), 1);

    let blocked = folder.with("file", "not a folder");
    assert!(kit::write_all(&blocked.0.join("file/out"), &files).is_err());
    kit::write_all(&blocked.0.join("new"), &files).unwrap();
    kit::write_all(&blocked.0.join("new"), &[("a.csv", "3")]).unwrap();
    let read = |name| fs::read_to_string(blocked.path(name)).unwrap();
    assert_eq!(
        (read("new/a.csv"), read("new/b.csv")),
        ("3".into(), "2".into())
    );
}
