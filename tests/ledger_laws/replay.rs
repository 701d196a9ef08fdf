//! A ledger made anew differs where its making differed, and nowhere else.

use std::collections::BTreeSet;

use ict_impact::source::ledger::{Aspect, Ledger, NewStep, Outcome, StepNumber};
use proptest::prelude::*;

use super::made::{self, Plan, any_plan, ledger};

/// Makes a ledger without one step; who used it does without.
fn without(plans: &[Plan], left_out: usize) -> Ledger {
    let mut made = Ledger::new("laws 1.0");
    for (place, plan) in plans
        .iter()
        .enumerate()
        .filter(|(place, _)| *place != left_out)
    {
        let inputs: Vec<_> = made::inputs(plan, place)
            .into_iter()
            .map(|input| input.get() as usize)
            .filter(|input| *input != left_out)
            .map(|input| {
                StepNumber::new((input - usize::from(input > left_out)).try_into().unwrap())
            })
            .collect();
        let outcome = made::outcome(&made, plan, &inputs);
        made.append(made::step(plan, place, inputs), outcome)
            .unwrap();
    }
    made
}

/// The steps that use a step, also by others, through steps that made a value.
fn users(ledger: &Ledger, of: usize) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut passed = BTreeSet::from([u32::try_from(of).unwrap()]);
    for step in ledger.steps() {
        if step
            .inputs()
            .iter()
            .any(|input| passed.contains(&input.get()))
        {
            let number = step.number().get();
            if !step.outcome().is_refused() {
                passed.insert(number);
                found.insert(number);
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_same_inputs_make_the_same_ledger(plans in any_plan()) {
        let (recorded, rerun) = (ledger(&plans), ledger(&plans));
        prop_assert_eq!(recorded.seal(), rerun.seal());
        prop_assert_eq!(recorded.compare(&rerun), Ok(()));
    }

    #[test]
    fn another_value_is_the_cause_and_all_that_use_it_follow(
        plans in any_plan(),
        place in any::<prop::sample::Index>(),
    ) {
        let place = place.index(plans.len());
        prop_assume!(!plans[place].refused);
        let recorded = ledger(&plans);
        let mut other = plans.clone();
        other[place].value ^= 2;
        let rerun = ledger(&other);
        let is_read = recorded.steps()[place].inputs().is_empty();
        prop_assert_eq!(recorded.run() == rerun.run(), !is_read);
        let difference = recorded.compare(&rerun).unwrap_err();
        let at = difference.cause.step;
        prop_assert_eq!((at.recorded, at.rerun), (recorded.steps().get(place).map(|s| s.number()), at.recorded));
        let only_outcome = matches!(&difference.cause.aspects[..], [Aspect::Outcome { .. }]);
        prop_assert!(only_outcome, "{}", difference);
        prop_assert_eq!(difference.other_causes.len(), 0);
        let following: BTreeSet<u32> = difference.consequences.iter().filter_map(|p| p.recorded).map(|n| n.get()).collect();
        prop_assert_eq!(&following, &users(&recorded, place));
        prop_assert_eq!(difference.consequences.len(), following.len());
        prop_assert_eq!(difference.steps, 1 + following.len());
    }

    #[test]
    fn another_parameter_is_the_cause_whatever_the_inputs(
        plans in any_plan(),
        place in any::<prop::sample::Index>(),
    ) {
        let place = place.index(plans.len());
        let mut other = plans.clone();
        other[place].parameters.insert(0, ("z".into(), 1));
        let difference = ledger(&plans).compare(&ledger(&other)).unwrap_err();
        prop_assert_eq!(difference.cause.step.recorded, Some(StepNumber::new(place.try_into().unwrap())));
        let parameter = Aspect::Parameter { name: "z".into(), recorded: None, rerun: Some("1".into()) };
        prop_assert_eq!(&difference.cause.aspects[0], &parameter);
        prop_assert_eq!(difference.other_causes.len(), 0);
    }

    #[test]
    fn one_step_more_or_less_is_the_only_cause(
        plans in any_plan(),
        place in any::<prop::sample::Index>(),
    ) {
        let place = place.index(plans.len());
        let (whole, short) = (ledger(&plans), without(&plans, place));
        let number = Some(StepNumber::new(place.try_into().unwrap()));
        let missing = whole.compare(&short).unwrap_err();
        prop_assert_eq!(&missing.cause.aspects[..], &[Aspect::Missing]);
        prop_assert_eq!((missing.cause.step.recorded, missing.cause.step.rerun), (number, None));
        prop_assert_eq!(missing.other_causes.len(), 0);
        let additional = short.compare(&whole).unwrap_err();
        prop_assert_eq!(&additional.cause.aspects[..], &[Aspect::Additional]);
        prop_assert_eq!((additional.cause.step.recorded, additional.cause.step.rerun), (None, number));
        prop_assert_eq!(additional.other_causes.len(), 0);
        prop_assert_eq!(additional.steps, missing.steps);
        prop_assert_eq!(additional.consequences.len(), missing.consequences.len());
    }

    #[test]
    fn any_two_ledgers_can_be_compared_in_both_directions(a in any_plan(), b in any_plan()) {
        let (a, b) = (ledger(&a), ledger(&b));
        let (there, back) = (a.compare(&b), b.compare(&a));
        prop_assert_eq!(there.is_ok(), back.is_ok());
        prop_assert_eq!(there.is_ok(), a == b);
        if let Err(difference) = there {
            prop_assert!(!difference.cause.aspects.is_empty());
            prop_assert!(difference.to_string().starts_with("step "));
            let told = 1 + difference.other_causes.len() + difference.consequences.len();
            prop_assert!(told <= difference.steps);
        }
    }
}

fn read(ledger: &mut Ledger, subject: &str, value: f64) -> StepNumber {
    let made = Outcome::of(&value).unwrap().with_text(value);
    ledger.append(NewStep::new("read", subject), made).unwrap()
}

#[test]
fn a_cause_that_changes_nothing_later_has_no_consequences() {
    let make = |value: f64| {
        let mut ledger = Ledger::new("laws 1.0");
        let input = read(&mut ledger, "a", value);
        let round = NewStep::new("round", "a").with_input(input);
        let rounded = ledger
            .append(round, Outcome::of(&value.round()).unwrap())
            .unwrap();
        let next = NewStep::new("aggregate", "a").with_input(rounded);
        ledger
            .append(next, Outcome::of(&value.round()).unwrap())
            .unwrap();
        ledger
    };
    let difference = make(1.25).compare(&make(1.5 - 0.125)).unwrap_err();
    assert_eq!(
        difference.to_string(),
        "step 0 (read a): outcome was 1.25, is 1.375"
    );
    let difference = make(1.25).compare(&make(1.75)).unwrap_err();
    assert_eq!(
        difference.to_string(),
        "step 0 (read a): outcome was 1.25, is 1.75; 2 later steps follow from it"
    );
}

#[test]
fn two_causes_are_told_apart_and_a_refusal_is_told() {
    let make = |refused: bool, b: f64| {
        let mut ledger = Ledger::new(if refused { "laws 1.0" } else { "laws 1.1" });
        let a = read(&mut ledger, "a", 1.0);
        let b = read(&mut ledger, "b", b);
        let fill = NewStep::new("fill", "a").with_input(a);
        let made = Outcome::of(&2.0).unwrap();
        let fill = ledger
            .append(
                fill,
                if refused {
                    Outcome::refused("no donor")
                } else {
                    made
                },
            )
            .unwrap();
        let total = NewStep::new("aggregate", "both").with_inputs([fill, b]);
        let made = Outcome::of(&(refused, ledger.head())).unwrap();
        ledger.append(total, made).unwrap();
        ledger
    };
    let recorded = make(false, 5.0);
    let difference = recorded.compare(&make(true, 6.0)).unwrap_err();
    assert_eq!(
        difference.to_string(),
        "step 1 (read b): outcome was 5, is 6; 1 later step follows from it; \
         1 other step differs of its own accord"
    );
    assert_eq!(
        difference.other_causes[0].to_string(),
        "step 2 (fill a): is refused: no donor"
    );
    assert_eq!(difference.steps, 3);
}

#[test]
fn another_order_and_other_inputs_are_causes() {
    let make = |subjects: [&str; 2], from: usize| {
        let mut ledger = Ledger::new("laws 1.0");
        let read = subjects.map(|subject| read(&mut ledger, subject, 1.0));
        let step = NewStep::new("fill", "c").with_input(read[from]);
        ledger.append(step, Outcome::of(&1.0).unwrap()).unwrap();
        ledger
    };
    let recorded = make(["a", "b"], 0);
    let difference = recorded.compare(&make(["b", "a"], 1)).unwrap_err();
    assert_eq!(
        difference.to_string(),
        "step 1, now 0 (read b): stands in another order"
    );
    let difference = recorded.compare(&make(["a", "b"], 1)).unwrap_err();
    assert_eq!(
        difference.to_string(),
        "step 2 (fill c): uses other steps (1 before, 1 now)"
    );
}
