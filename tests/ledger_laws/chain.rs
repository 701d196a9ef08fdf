//! A ledger that was changed in its file is found out, and where.

use ict_impact::source::ledger::{
    Ledger, LedgerError, NewStep, Outcome, RecordedLedger, StepNumber,
};
use ict_impact::source::{Digest, canonical_json};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::made::{any_plan, ledger};

fn file(ledger: &Ledger) -> Value {
    serde_json::from_str(&canonical_json(ledger).unwrap()).unwrap()
}

fn verify(file: &Value) -> Result<Ledger, LedgerError> {
    let recorded: RecordedLedger = serde_json::from_value(file.clone()).unwrap();
    assert_eq!(
        serde_json::from_value::<Ledger>(file.clone()).is_ok(),
        recorded.clone().verify().is_ok()
    );
    recorded.verify()
}

/// The hash as `jq -cj 'del(.hash)' | sha256sum` finds it.
fn hash_by_hand(step: &Value) -> Value {
    let mut step = step.clone();
    step.as_object_mut().unwrap().shift_remove("hash");
    json!(Digest::of_bytes(step.to_string().as_bytes()))
}

/// The run as the `jq` of the documentation finds it.
fn run_by_hand(file: &Value) -> Value {
    let steps = file["steps"].as_array().unwrap().iter();
    let asked: Vec<Value> = steps
        .map(|step| {
            let read = if step["inputs"] == json!([]) {
                &step["outcome"]["made"]["output"]
            } else {
                &Value::Null
            };
            json!({
                "operation": step["operation"], "subject": step["subject"],
                "parameters": step["parameters"], "inputs": step["inputs"], "read": read,
            })
        })
        .collect();
    json!(Digest::of_bytes(Value::from(asked).to_string().as_bytes()))
}

/// Chains all steps anew from a place on, as a forger would.
fn rechain(file: &mut Value, from: usize) {
    let steps = file["steps"].as_array_mut().unwrap();
    for place in from..steps.len() {
        steps[place]["number"] = json!(place);
        steps[place]["previous"] = match place {
            0 => json!(Digest::of_bytes(b"")),
            _ => steps[place - 1]["hash"].clone(),
        };
        steps[place]["hash"] = hash_by_hand(&steps[place]);
    }
    let head = steps
        .last()
        .map_or(json!(Digest::of_bytes(b"")), |step| step["hash"].clone());
    let count = steps.len();
    let run = run_by_hand(file);
    file["seal"] = json!({"run": run, "count": count, "head": head});
}

/// Ways to change one field of a step.
fn change(step: &mut Value, field: usize) {
    let other = json!(Digest::of_bytes(b"forged"));
    match field {
        0 => step["operation"] = json!(format!("{}s", step["operation"].as_str().unwrap())),
        1 => step["subject"] = json!(format!("{}\u{200b}", step["subject"].as_str().unwrap())),
        2 => {
            step["parameters"]["forged"] = json!("1");
            step["parameters"].sort_all_objects();
        }
        3 => {
            let parameters = step["parameters"].as_object_mut().unwrap();
            match parameters.keys().next().cloned() {
                Some(name) => {
                    parameters.shift_remove(&name);
                }
                None => {
                    parameters.insert("b".into(), json!(""));
                }
            }
        }
        4 => {
            let number = step["number"].as_u64().unwrap();
            let inputs = step["inputs"].as_array_mut().unwrap();
            match (inputs.pop(), number) {
                (Some(_), _) => {}
                (None, 0) => step["code"] = json!("laws 2.0"),
                (None, _) => inputs.push(json!(number - 1)),
            }
        }
        5 => {
            step["outcome"] = match step["outcome"].get("made") {
                Some(made) => json!({"made": {"output": other, "value": made["value"]}}),
                None => json!({"refused": {"reason": "another"}}),
            }
        }
        6 => {
            step["outcome"] = match step["outcome"].get("made") {
                Some(made) => json!({"made": {"output": made["output"], "value": "1 Mt"}}),
                None => json!({"made": {"output": other, "value": null}}),
            }
        }
        7 => step["outcome"] = json!({"refused": {"reason": "not wanted"}}),
        8 => step["code"] = json!("laws 1.1"),
        9 => step["previous"] = other,
        10 => step["hash"] = other,
        _ => step["number"] = json!(step["number"].as_u64().unwrap() + 1),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_reads_back_and_can_be_computed_by_hand(plans in any_plan()) {
        let ledger = ledger(&plans);
        let file = file(&ledger);
        prop_assert_eq!(file.to_string(), canonical_json(&ledger).unwrap());
        prop_assert_eq!(verify(&file), Ok(ledger.clone()));
        for step in file["steps"].as_array().unwrap() {
            prop_assert_eq!(&hash_by_hand(step), &step["hash"]);
        }
        prop_assert_eq!(run_by_hand(&file), json!(ledger.run()));
        let mut forged = file.clone();
        rechain(&mut forged, 0);
        prop_assert_eq!(forged, file);
    }

    #[test]
    fn a_change_of_any_field_is_found_at_its_step(
        plans in any_plan(),
        place in any::<prop::sample::Index>(),
        field in 0..12_usize,
    ) {
        let ledger = ledger(&plans);
        let place = place.index(plans.len());
        let mut forged = file(&ledger);
        change(&mut forged["steps"][place], field);
        let error = verify(&forged).unwrap_err();
        prop_assert_eq!(error.step().map(StepNumber::get), u32::try_from(place).ok());

        // Who chains the rest anew leaves a whole chain, but not the one that was published.
        if field < 9 {
            rechain(&mut forged, place);
            let rewritten = verify(&forged).unwrap();
            prop_assert!(rewritten.check_seal(&ledger.seal()).is_err());
            prop_assert!(rewritten.extends(&ledger.seal()).is_err());
            match ledger.compare(&rewritten) {
                Ok(()) => prop_assert!(field == 8 || forged["steps"][place]["code"] == "laws 2.0"),
                Err(difference) => {
                    let at = difference.cause.step;
                    prop_assert_eq!(at.recorded.map(StepNumber::get), u32::try_from(place).ok());
                }
            }
        }
    }

    #[test]
    fn steps_swapped_left_out_put_in_or_cut_off_are_found(
        plans in any_plan(),
        places in any::<[prop::sample::Index; 2]>(),
    ) {
        let ledger = ledger(&plans);
        let file = file(&ledger);
        let steps = plans.len();
        let mut places = places.map(|place| place.index(steps));
        places.sort_unstable();
        let [first, second] = places;
        let at = |error: LedgerError| error.step().map(|step| step.get() as usize);

        if first != second {
            let mut swapped = file.clone();
            swapped["steps"].as_array_mut().unwrap().swap(first, second);
            prop_assert_eq!(at(verify(&swapped).unwrap_err()), Some(first));
        }
        let mut short = file.clone();
        short["steps"].as_array_mut().unwrap().remove(first);
        let error = verify(&short).unwrap_err();
        if first + 1 < steps {
            prop_assert_eq!(at(error), Some(first));
        } else {
            prop_assert_eq!(error, LedgerError::WrongCount { stated: steps, found: steps - 1 });
        }
        let mut twice = file.clone();
        let copy = file["steps"][first].clone();
        twice["steps"].as_array_mut().unwrap().insert(second + 1, copy);
        let error = verify(&twice).unwrap_err();
        prop_assert!(matches!(error, LedgerError::DuplicateNumber { .. }), "{}", error);
        prop_assert_eq!(at(error), Some(second + 1));

        // Cut off at the end and sealed anew: whole, but not what was published.
        let mut cut = file.clone();
        cut["steps"].as_array_mut().unwrap().truncate(second);
        prop_assert!(verify(&cut).is_err());
        rechain(&mut cut, second);
        let cut = verify(&cut).unwrap();
        prop_assert_eq!(cut.check_seal(&ledger.seal()), Err(LedgerError::WrongCount { stated: steps, found: second }));
        prop_assert!(cut.extends(&ledger.seal()).is_err());
        prop_assert_eq!(ledger.extends(&cut.seal()), Ok(()));
        prop_assert!(ledger.check_seal(&cut.seal()).is_err());
    }

    #[test]
    fn the_seal_of_a_file_is_held(plans in any_plan(), part in 0..3_usize) {
        let mut forged = file(&ledger(&plans));
        let name = ["run", "count", "head"][part];
        forged["seal"][name] = match part {
            1 => json!(plans.len() + 1),
            _ => json!(Digest::of_bytes(b"forged")),
        };
        let error = verify(&forged).unwrap_err();
        prop_assert_eq!(error.step(), None);
        let expected = match part {
            0 => matches!(error, LedgerError::WrongRun { .. }),
            1 => matches!(error, LedgerError::WrongCount { .. }),
            _ => matches!(error, LedgerError::WrongHead { .. }),
        };
        prop_assert!(expected, "{}", error);
    }

    #[test]
    fn an_input_that_points_forward_is_refused_though_the_chain_is_whole(
        plans in any_plan(),
        place in any::<prop::sample::Index>(),
        ahead in 0..3_usize,
    ) {
        let place = place.index(plans.len());
        let mut forged = file(&ledger(&plans));
        forged["steps"][place]["inputs"] = json!([place + ahead]);
        rechain(&mut forged, place);
        let number = |n: usize| StepNumber::new(u32::try_from(n).unwrap());
        let (step, input) = (number(place), number(place + ahead));
        prop_assert_eq!(verify(&forged), Err(LedgerError::UnknownInput { step, input }));
        if place > 0 {
            forged["steps"][place]["inputs"] = json!([0, 0]);
            rechain(&mut forged, place);
            let input = number(0);
            prop_assert_eq!(verify(&forged), Err(LedgerError::DuplicateInput { step, input }));
        }
    }
}

#[test]
fn what_is_no_step_is_not_appended() {
    let mut ledger = Ledger::new("laws 1.0");
    let made = || Outcome::of(&1).unwrap();
    let zero = ledger.append(NewStep::new("read", "a"), made()).unwrap();
    let before = ledger.clone();
    let (step, one) = (StepNumber::new(1), StepNumber::new(1));
    let new = || NewStep::new("fill", "a");
    for (wrong, error) in [
        (
            new().with_input(one),
            LedgerError::UnknownInput { step, input: one },
        ),
        (
            new().with_inputs([zero, zero]),
            LedgerError::DuplicateInput { step, input: zero },
        ),
        (
            new().with_parameter("a", 1).with_parameter("a", 1),
            LedgerError::DuplicateParameter {
                step,
                name: "a".into(),
            },
        ),
        (
            NewStep::new(" ", "a"),
            LedgerError::Blank {
                step,
                field: "operation",
            },
        ),
        (
            NewStep::new("read", "\n"),
            LedgerError::Blank {
                step,
                field: "subject",
            },
        ),
        (
            new().with_parameter("", 1),
            LedgerError::Blank {
                step,
                field: "parameter",
            },
        ),
    ] {
        assert_eq!(ledger.append(wrong, made()), Err(error));
        assert_eq!((&ledger, ledger.seal()), (&before, before.seal()));
    }
    let read: Ledger = serde_json::from_str(&canonical_json(&ledger).unwrap()).unwrap();
    let mut unnamed = read.clone();
    let error = LedgerError::Blank {
        step,
        field: "code",
    };
    assert_eq!(unnamed.append(new(), made()), Err(error));
    assert_eq!(read.continued_by("laws 2.0").append(new(), made()), Ok(one));
}

#[test]
fn a_file_has_each_name_once_and_no_other_fields() {
    let mut ledger = Ledger::new("laws 1.0");
    let read = NewStep::new("read", "a").with_parameter("row", 1);
    ledger.append(read, Outcome::of(&1).unwrap()).unwrap();
    let text = canonical_json(&ledger).unwrap();
    assert!(serde_json::from_str::<Ledger>(&text).is_ok());
    for (was, is) in [
        (r#"{"row":"1"}"#, r#"{"row":"7","row":"1"}"#),
        (r#"{"seal""#, r#"{"note":1,"seal""#),
        (r#"{"number""#, r#"{"note":1,"number""#),
        (r#""value":null"#, r#""value":null,"note":1"#),
        (r#""count":1"#, r#""count":1,"note":1"#),
    ] {
        let forged = text.replacen(was, is, 1);
        assert_ne!(forged, text);
        assert!(
            serde_json::from_str::<RecordedLedger>(&forged).is_err(),
            "{forged}"
        );
    }
    let empty = Ledger::new("laws 1.0");
    let text = canonical_json(&empty).unwrap();
    assert_eq!(serde_json::from_str::<Ledger>(&text).unwrap(), empty);
    assert_eq!(empty.run(), Digest::of_bytes(b"[]"));
    assert_eq!(empty.head(), Digest::of_bytes(b""));
}
