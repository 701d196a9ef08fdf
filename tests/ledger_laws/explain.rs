//! An explanation has every step that a result rests on, once.

use std::collections::BTreeSet;

use ict_impact::source::canonical_json;
use ict_impact::source::ledger::{Ledger, LedgerError, NewStep, Outcome, StepNumber};
use proptest::prelude::*;

use super::made::{any_plan, ledger};

proptest! {
    #[test]
    fn every_step_below_stands_once_under_one_that_uses_it(
        plans in any_plan(),
        place in any::<prop::sample::Index>(),
    ) {
        let ledger = ledger(&plans);
        let result = StepNumber::new(place.index(plans.len()).try_into().unwrap());
        let explanation = ledger.explain(result).unwrap();
        let steps = explanation.steps();
        let mut below = BTreeSet::from([result]);
        for step in ledger.steps().iter().rev() {
            if below.contains(&step.number()) {
                below.extend(step.inputs());
            }
        }
        let numbers: Vec<_> = steps.iter().map(|line| line.step.number()).collect();
        prop_assert_eq!(numbers.len(), below.len());
        prop_assert_eq!(numbers.iter().copied().collect::<BTreeSet<_>>(), below);
        prop_assert_eq!((numbers[0], steps[0].depth), (result, 0));
        for (at, line) in steps.iter().enumerate().skip(1) {
            let above = steps[..at].iter().rev().find(|above| above.depth + 1 == line.depth);
            let user = above.unwrap().step;
            prop_assert!(user.inputs().contains(&line.step.number()));
            prop_assert!(line.depth <= steps[at - 1].depth + 1);
        }
        prop_assert_eq!(explanation.to_string().lines().count(), steps.len());
        let text = canonical_json(&explanation).unwrap();
        prop_assert_eq!(text, canonical_json(&ledger.explain(result).unwrap()).unwrap());
    }
}

fn made(text: impl std::fmt::Display) -> Outcome {
    Outcome::of(&text.to_string()).unwrap().with_text(text)
}

#[test]
fn a_chain_of_diamonds_is_not_unrolled() {
    let mut ledger = Ledger::new("laws 1.0");
    let mut last = ledger
        .append(NewStep::new("read", "start"), made(1))
        .unwrap();
    for _ in 0..100 {
        let sides = ["left", "right"].map(|side| {
            let step = NewStep::new("scale", side).with_input(last);
            ledger.append(step, made(1)).unwrap()
        });
        last = ledger
            .append(NewStep::new("join", "both").with_inputs(sides), made(2))
            .unwrap();
    }
    // There are 2¹⁰⁰ ways from the result to the start.
    let text = ledger.explain(last).unwrap().to_string();
    assert_eq!(text.lines().count(), 301);
    assert!(text.starts_with(
        "300 join both = 2, from 298, 299\n  298 scale left = 1, from 297\n    297 join"
    ));
    assert!(text.contains("\n                                [200 deep] 0 read start = 1\n"));
    assert!(text.ends_with("\n  299 scale right = 1, from 297\n"));
}

#[test]
fn thousands_of_inputs_stay_readable() {
    let mut ledger = Ledger::new("laws 1.0");
    let mut inputs = Vec::new();
    for row in 0..5000 {
        let outcome = if row % 1000 == 999 {
            Outcome::refused("blank")
        } else {
            made(row)
        };
        inputs.push(
            ledger
                .append(NewStep::new("read", format!("row {row}")), outcome)
                .unwrap(),
        );
    }
    let total = NewStep::new("aggregate", "all").with_inputs(inputs.iter().copied());
    let total = ledger.append(total, made("12 t")).unwrap();
    let even = NewStep::new("aggregate", "even").with_inputs(inputs.iter().copied().step_by(2));
    let even = ledger.append(even, made("6 t")).unwrap();
    let explanation = ledger.explain(total).unwrap();
    assert_eq!(explanation.steps().len(), 5001);
    assert_eq!(
        explanation.with_shown(2).to_string(),
        "5000 aggregate all = 12 t, from 0–4999\n  0 read row 0 = 0\n  1 read row 1 = 1\n  \
         … 4998 more, 5 of them refused\n"
    );
    let text = ledger.explain(even).unwrap().to_string();
    assert!(text.starts_with(
        "5001 aggregate even = 6 t, from 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, … 2488 more\n  0 "
    ));
    assert!(text.ends_with("  22 read row 22 = 22\n  … 2488 more\n"));
    assert!(
        ledger
            .explain(even)
            .unwrap()
            .with_shown(0)
            .to_string()
            .ends_with("\n  … 2500 more\n")
    );
}

#[test]
fn a_text_cannot_forge_a_line() {
    let mut ledger = Ledger::new("laws 1.0");
    let read = NewStep::new("read", "a\n1 read b").with_parameter("x\u{1b}[2K", "\u{202e}9");
    let step = ledger.append(read, Outcome::refused("no\r")).unwrap();
    assert_eq!(
        ledger.explain(step).unwrap().to_string(),
        "0 read a\\n1 read b (x\\u{1b}[2K: \\u{202e}9) refused: no\\r\n"
    );
    let unknown = StepNumber::new(1);
    let error = ledger.explain(unknown).unwrap_err();
    assert_eq!(
        error,
        LedgerError::UnknownStep {
            step: unknown,
            steps: 1
        }
    );
}

#[test]
fn a_value_without_text_is_shown_by_its_digest() {
    let mut ledger = Ledger::new("laws 1.0");
    let outcome = Outcome::of(&100).unwrap();
    let step = ledger.append(NewStep::new("read", "a"), outcome).unwrap();
    // printf 100 | sha256sum
    let text = ledger.explain(step).unwrap().to_string();
    assert_eq!(text, "0 read a = sha256 ad5736686512…\n");
}
