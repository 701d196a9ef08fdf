//! Is a case passed, failed or unsupported?

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::adapters::Adapter;
use super::case::{Case, Expected};
use super::compare::{Mismatch, compare};
use super::inputs::Inputs;
use super::output::AdapterError;

/// The judgement on one case.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    Passed,
    /// Why as a whole, or field by field.
    Failed {
        message: Option<String>,
        mismatches: Vec<Mismatch>,
    },
    /// What the library does not offer yet.
    Unsupported(String),
}

/// One case with its judgement.
#[derive(Clone, Debug)]
pub(crate) struct Judged<'a> {
    pub(crate) case: &'a Case,
    pub(crate) outcome: Outcome,
    /// Values compared.
    pub(crate) checked: usize,
    /// Expected nulls.
    pub(crate) skipped: usize,
    /// The largest relative error.
    pub(crate) worst: Option<f64>,
}

/// Runs the cases in order, each through the adapter of its method.
pub(crate) fn run<'a>(
    cases: impl IntoIterator<Item = &'a Case>,
    adapter_of: impl Fn(&str) -> Option<Adapter>,
) -> Vec<Judged<'a>> {
    let judge = |case: &'a Case| judge(case, adapter_of(&case.method));
    cases.into_iter().map(judge).collect()
}

fn judge(case: &Case, adapter: Option<Adapter>) -> Judged<'_> {
    let mut judged = Judged {
        case,
        outcome: Outcome::Passed,
        checked: 0,
        skipped: 0,
        worst: None,
    };
    let Some(adapter) = adapter else {
        judged.outcome = Outcome::Unsupported("no adapter for this method".into());
        return judged;
    };
    let inputs = Inputs::new(&case.id, &case.inputs);
    let result = match catch_unwind(AssertUnwindSafe(|| adapter(&inputs))) {
        Ok(result) => result,
        Err(payload) => {
            judged.checked = 1;
            judged.outcome = failed(format!("the adapter panicked: {}", panic_text(&*payload)));
            return judged;
        }
    };
    match (&case.expected, result) {
        (_, Err(AdapterError::Unsupported(what))) => judged.outcome = Outcome::Unsupported(what),
        (Expected::Error(kind), Err(error)) => {
            judged.checked = 1;
            if error.kind() != Some(kind) {
                judged.outcome = failed(format!("expected the error `{kind}`, got: {error}"));
            }
        }
        (Expected::Error(kind), Ok(_)) => {
            judged.checked = 1;
            judged.outcome = failed(format!("expected the error `{kind}`, got a result"));
        }
        (Expected::Values(_), Err(error)) => {
            judged.checked = 1;
            judged.outcome = failed(error.to_string());
        }
        (Expected::Values(fields), Ok(output)) => {
            let tally = compare(fields, &output.into(), &case.tolerance);
            (judged.checked, judged.skipped) = (tally.checked, tally.skipped);
            judged.worst = tally.worst;
            if tally.checked == 0 {
                judged.outcome = failed("nothing to check: every expected value is null".into());
            } else if !tally.mismatches.is_empty() {
                judged.outcome = Outcome::Failed {
                    message: None,
                    mismatches: tally.mismatches,
                };
            }
        }
    }
    judged
}

fn failed(message: String) -> Outcome {
    Outcome::Failed {
        message: Some(message),
        mismatches: Vec::new(),
    }
}

fn panic_text(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a text")
}

/// A small registry of its own, by which the machinery is tested.
#[cfg(test)]
pub(crate) mod toy {
    use super::super::adapters::Adapter;
    use super::super::inputs::Inputs;
    use super::super::output::{AdapterError, Output};

    /// Adapters for `toy.*`, of which `toy.unknown` has none.
    pub(crate) fn adapter(method: &str) -> Option<Adapter> {
        match method {
            "toy.ratio" => Some(ratio),
            "toy.parse" => Some(parse),
            "toy.panic" => Some(panic),
            _ => None,
        }
    }

    fn ratio(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
        let (part, whole) = (inputs.f64("part")?, inputs.f64("whole")?);
        if inputs.opt_bool("as_pct")?.is_some() {
            return Err(AdapterError::unsupported("ratios as a percentage"));
        }
        if whole == 0.0 {
            return Err(AdapterError::undefined("the whole is 0"));
        }
        Ok(Output::new().set("ratio", part / whole))
    }

    fn parse(inputs: &Inputs<'_>) -> Result<Output, AdapterError> {
        Ok(Output::new().set("number", inputs.text("text")?.parse::<f64>()?))
    }

    fn panic(_: &Inputs<'_>) -> Result<Output, AdapterError> {
        panic!("out of {}", "cheese")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::case::parse_suite;
    use super::{Outcome, run, toy};

    fn outcome(method: &str, inputs: Value, expected: Value) -> Outcome {
        let case = json!({
            "id": "c", "method": method, "inputs": inputs, "expected": expected,
            "tolerance": {"rel": 1e-12}
        });
        let text = json!({"suite": "toy", "cases": [case]}).to_string();
        let cases = parse_suite("toy.json", &text).unwrap();
        run(&cases, toy::adapter).remove(0).outcome
    }

    fn message(outcome: Outcome) -> String {
        match outcome {
            Outcome::Failed {
                message: Some(text),
                ..
            } => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_case_passes_only_with_the_expected_values() {
        let half = json!({"part": 1, "whole": 2});
        let got = outcome("toy.ratio", half.clone(), json!({"ratio": 0.5}));
        assert_eq!(got, Outcome::Passed);
        let tampered = outcome("toy.ratio", half.clone(), json!({"ratio": 0.5000001}));
        assert!(matches!(tampered, Outcome::Failed { mismatches, .. } if mismatches.len() == 1));
        let more = outcome("toy.ratio", half.clone(), json!({"ratio": 0.5, "pct": 50}));
        assert!(matches!(more, Outcome::Failed { mismatches, .. } if mismatches[0].path == "pct"));
        let nothing = outcome("toy.ratio", half, json!({"ratio": null}));
        assert!(message(nothing).starts_with("nothing to check"));
    }

    #[test]
    fn an_unknown_method_or_variant_is_unsupported() {
        let unknown = outcome("toy.unknown", json!({}), json!({"x": 1}));
        assert!(matches!(unknown, Outcome::Unsupported(_)));
        let variant = json!({"part": 1, "whole": 2, "as_pct": true});
        let variant = outcome("toy.ratio", variant, json!({"error": "undefined"}));
        assert_eq!(
            variant,
            Outcome::Unsupported("ratios as a percentage".into())
        );
    }

    #[test]
    fn an_expected_error_must_be_that_error() {
        let undefined = json!({"error": "undefined", "value": null});
        let by_zero = json!({"part": 1, "whole": 0});
        let got = outcome("toy.ratio", by_zero.clone(), undefined.clone());
        assert_eq!(got, Outcome::Passed);
        let result = outcome(
            "toy.ratio",
            json!({"part": 1, "whole": 2}),
            undefined.clone(),
        );
        assert_eq!(
            message(result),
            "expected the error `undefined`, got a result"
        );
        let missing = outcome("toy.ratio", json!({"part": 1}), undefined.clone());
        assert_eq!(
            message(missing),
            "expected the error `undefined`, got: case `c`: input `whole` is missing (a number)"
        );
        let other = outcome("toy.parse", json!({"text": "x"}), undefined);
        assert!(message(other).ends_with("the library's error: invalid float literal"));
        let values = outcome("toy.ratio", by_zero, json!({"ratio": 1}));
        assert_eq!(message(values), "undefined: the whole is 0");
    }

    #[test]
    fn an_error_or_a_panic_is_a_failure_with_its_text() {
        let missing = outcome("toy.ratio", json!({"part": 1}), json!({"ratio": 1}));
        assert_eq!(
            message(missing),
            "case `c`: input `whole` is missing (a number)"
        );
        let panicked = outcome("toy.panic", json!({}), json!({"x": 1}));
        assert_eq!(message(panicked), "the adapter panicked: out of cheese");
    }
}
