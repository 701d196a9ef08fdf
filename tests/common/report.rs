//! What came out of a run: a table to read, a document for machines.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::run::{Judged, Outcome};

/// How many mismatches of one case the text shows; the document has all.
const SHOWN: usize = 5;

/// Columns of the text.
const WIDTH: usize = 96;

/// How many cases came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) unsupported: usize,
    pub(crate) checked: usize,
    pub(crate) skipped: usize,
    pub(crate) worst: Option<f64>,
}

impl Counts {
    pub(crate) fn of<'a>(judged: impl IntoIterator<Item = &'a Judged<'a>>) -> Self {
        let mut counts = Self::default();
        for one in judged {
            counts.add(one);
        }
        counts
    }

    fn add(&mut self, judged: &Judged<'_>) {
        match judged.outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed { .. } => self.failed += 1,
            Outcome::Unsupported(_) => self.unsupported += 1,
        }
        self.checked += judged.checked;
        self.skipped += judged.skipped;
        if let Some(worst) = judged.worst {
            self.worst = Some(self.worst.map_or(worst, |earlier| earlier.max(worst)));
        }
    }

    /// Whether the library has reproduced every case, of which there is at least one.
    pub(crate) fn all_passed(&self) -> bool {
        self.passed > 0 && self.failed == 0 && self.unsupported == 0
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            unsupported,
            ..
        } = self;
        write!(
            f,
            "{passed} passed, {failed} failed, {unsupported} unsupported"
        )
    }
}

/// The counts of each method, by name.
pub(crate) fn by_method<'a>(judged: &'a [Judged<'a>]) -> BTreeMap<&'a str, Counts> {
    let mut methods: BTreeMap<&str, Counts> = BTreeMap::new();
    for one in judged {
        methods.entry(&one.case.method).or_default().add(one);
    }
    methods
}

/// The table per method, the failures, what is not offered yet, and the line of totals.
pub(crate) fn text(judged: &[Judged<'_>]) -> String {
    let methods = by_method(judged);
    let width = methods.keys().map(|m| m.len()).max().unwrap_or(0).max(6);
    let mut out = String::new();
    push(
        &mut out,
        &format!(
            "{:width$}  passed  failed  unsupported  fields  skipped  worst error",
            "method"
        ),
    );
    for (method, counts) in &methods {
        let worst = counts.worst.map_or("-".into(), size);
        push(
            &mut out,
            &format!(
                "{method:width$}  {:>6}  {:>6}  {:>11}  {:>6}  {:>7}  {worst:>11}",
                counts.passed, counts.failed, counts.unsupported, counts.checked, counts.skipped
            ),
        );
    }
    push(
        &mut out,
        "\nfields: values compared; skipped: not given by the source; worst error: the largest\n\
         relative to the expected value, or to its series' largest where only abs_of_max allows it.\n",
    );
    unsupported(judged, &mut out);
    failures(judged, &mut out);
    push(&mut out, &Counts::of(judged).to_string());
    out
}

fn failures(judged: &[Judged<'_>], out: &mut String) {
    for one in judged {
        let Outcome::Failed {
            message,
            mismatches,
        } = &one.outcome
        else {
            continue;
        };
        let case = one.case;
        push(out, &format!("FAILED {} ({})", case.id, case.method));
        push(out, &format!("  {}: {}", case.provenance, case.source));
        if let Some(message) = message {
            push(out, &format!("  {message}"));
        }
        for mismatch in mismatches.iter().take(SHOWN) {
            push(out, &format!("  {mismatch}"));
        }
        if mismatches.len() > SHOWN {
            push(out, &format!("  … and {} more", mismatches.len() - SHOWN));
        }
        out.push('\n');
    }
}

/// Why cases are unsupported: each reason once per method, with the ids of its cases.
fn unsupported(judged: &[Judged<'_>], out: &mut String) {
    let mut reasons: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for one in judged {
        if let Outcome::Unsupported(what) = &one.outcome {
            let ids = reasons.entry((&one.case.method, what)).or_default();
            ids.push(&one.case.id);
        }
    }
    for ((method, what), ids) in reasons {
        push(out, &format!("UNSUPPORTED {method}: {what}"));
        push(out, &wrapped(&ids));
    }
}

/// Ids in indented lines that stay within the width of a page.
fn wrapped(ids: &[&str]) -> String {
    let mut text = String::from(" ");
    let mut used = 1;
    for (place, id) in ids.iter().enumerate() {
        let width = id.chars().count() + 2;
        if used + width > WIDTH && place > 0 {
            text.push_str("\n ");
            used = 1;
        }
        let comma = if place + 1 < ids.len() { "," } else { "" };
        text.push_str(&format!(" {id}{comma}"));
        used += width;
    }
    text.push('\n');
    text
}

/// The same as one document, with every mismatch of every case.
pub(crate) fn document(judged: &[Judged<'_>]) -> Value {
    let counts = Counts::of(judged);
    let methods = by_method(judged);
    json!({
        "format": "ict-impact conformance report 1",
        "summary": counts.to_string(),
        "passed": counts.passed,
        "failed": counts.failed,
        "unsupported": counts.unsupported,
        "fields_checked": counts.checked,
        "fields_skipped": counts.skipped,
        "methods": methods.iter().map(method_json).collect::<Vec<_>>(),
        "cases": judged.iter().map(case_json).collect::<Vec<_>>(),
    })
}

fn method_json((method, counts): (&&str, &Counts)) -> Value {
    json!({
        "method": method,
        "passed": counts.passed,
        "failed": counts.failed,
        "unsupported": counts.unsupported,
        "fields_checked": counts.checked,
        "fields_skipped": counts.skipped,
        "worst_relative_error": number(counts.worst),
    })
}

fn case_json(judged: &Judged<'_>) -> Value {
    let case = judged.case;
    let (outcome, message, mismatches) = match &judged.outcome {
        Outcome::Passed => ("passed", None, &[][..]),
        Outcome::Failed {
            message,
            mismatches,
        } => ("failed", message.as_deref(), mismatches.as_slice()),
        Outcome::Unsupported(what) => ("unsupported", Some(what.as_str()), &[][..]),
    };
    let mismatches: Vec<Value> = mismatches
        .iter()
        .map(|mismatch| {
            json!({
                "path": mismatch.path,
                "expected": mismatch.expected,
                "got": mismatch.got,
                "why": mismatch.why,
                "relative_error": number(mismatch.relative_error),
                "allowed": number(mismatch.allowed),
            })
        })
        .collect();
    json!({
        "file": case.file,
        "suite": case.suite,
        "id": case.id,
        "method": case.method,
        "source": case.source,
        "provenance": case.provenance,
        "outcome": outcome,
        "message": message,
        "fields_checked": judged.checked,
        "fields_skipped": judged.skipped,
        "worst_relative_error": number(judged.worst),
        "mismatches": mismatches,
    })
}

/// A number of the document; an infinite one, which JSON cannot hold, is the text `inf`.
fn number(x: Option<f64>) -> Value {
    match x {
        Some(x) if x.is_infinite() => "inf".into(),
        x => x.into(),
    }
}

fn size(x: f64) -> String {
    if x == 0.0 {
        "0".into()
    } else {
        format!("{x:.1e}")
    }
}

fn push(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::case::{Case, parse_suite};
    use super::super::run::{run, toy};
    use super::{Counts, document, text};

    fn cases() -> Vec<Case> {
        let case = |id: &str, method: &str, expected: serde_json::Value| {
            json!({
                "id": id, "method": method, "source": "hand", "provenance": "own arithmetic",
                "inputs": {"part": 1, "whole": 4, "text": "2"}, "expected": expected,
                "tolerance": {"rel": 1e-3}
            })
        };
        let suite = json!({"suite": "toy", "cases": [
            case("exact", "toy.ratio", json!({"ratio": 0.25, "kWh": null})),
            case("near", "toy.ratio", json!({"ratio": 0.2501})),
            case("far", "toy.ratio", json!({"ratio": 0.0, "pct": 25})),
            case("new", "toy.unknown", json!({"x": 1})),
        ]});
        parse_suite("toy.json", &suite.to_string()).unwrap()
    }

    #[test]
    fn the_text_has_the_table_the_failures_and_the_totals() {
        let cases = cases();
        let judged = run(&cases, toy::adapter);
        let text = text(&judged);
        let lines: Vec<&str> = text.lines().collect();
        assert!(
            lines.iter().all(|line| line.chars().count() <= 100),
            "{text}"
        );
        for line in [
            "toy.ratio         2       1            0       4        1          inf",
            "toy.unknown       0       0            1       0        0            -",
            "FAILED far (toy.ratio)",
            "  own arithmetic: hand",
            "  ratio: expected 0.0, got 0.25 (relative error inf, off by at most 0.0e0 allowed)",
            "  pct: expected 25 (the adapter does not give it)",
            "UNSUPPORTED toy.unknown: no adapter for this method",
            "  new",
        ] {
            assert!(lines.contains(&line), "{line}\nin\n{text}");
        }
        assert!(text.ends_with("\n2 passed, 1 failed, 1 unsupported\n"));
    }

    #[test]
    fn the_document_says_the_same_and_more() {
        let cases = cases();
        let report = document(&run(&cases, toy::adapter));
        assert_eq!(report["summary"], "2 passed, 1 failed, 1 unsupported");
        assert_eq!(report["methods"][0]["worst_relative_error"], "inf");
        let far = &report["cases"][2];
        assert_eq!(far["outcome"], "failed");
        assert_eq!(
            far["mismatches"][1],
            json!({
                "path": "pct", "expected": 25, "got": null, "why": "the adapter does not give it",
                "relative_error": null, "allowed": null
            })
        );
        assert_eq!(report["cases"][3]["message"], "no adapter for this method");
    }

    #[test]
    fn only_a_run_with_passes_alone_is_a_success() {
        let cases = cases();
        let judged = run(&cases, toy::adapter);
        assert!(Counts::of(&judged[..2]).all_passed());
        assert!(!Counts::of(&judged[..3]).all_passed());
        assert!(!Counts::of([&judged[0], &judged[3]]).all_passed());
        assert!(!Counts::of([]).all_passed());
    }
}
