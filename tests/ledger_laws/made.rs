//! Ledgers of any shape.

use ict_impact::source::ledger::{Ledger, NewStep, Outcome, StepNumber};
use proptest::collection::vec;
use proptest::prelude::*;

/// What a step is made of; inputs are places among the earlier steps.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) operation: String,
    pub(crate) parameters: Vec<(String, u8)>,
    pub(crate) inputs: Vec<prop::sample::Index>,
    pub(crate) value: u16,
    pub(crate) refused: bool,
}

pub(crate) fn any_plan() -> impl Strategy<Value = Vec<Plan>> {
    let step = (
        prop_oneof![Just("read"), Just("fill"), Just("aggregate")],
        vec(("[a-c\"é]", 0..3_u8), 0..3),
        vec(any::<prop::sample::Index>(), 0..4),
        any::<u16>(),
        prop::bool::weighted(0.1),
    );
    let step = step.prop_map(|(operation, parameters, inputs, value, refused)| Plan {
        operation: operation.into(),
        parameters,
        inputs,
        value,
        refused,
    });
    vec(step, 1..25)
}

/// The numbers of the inputs of a step in this place, each once.
pub(crate) fn inputs(plan: &Plan, place: usize) -> Vec<StepNumber> {
    let mut numbers = Vec::new();
    if place > 0 {
        for index in &plan.inputs {
            let number = StepNumber::new(index.index(place).try_into().unwrap());
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    numbers
}

/// What a step makes: its own value and those of its inputs, or a refusal.
pub(crate) fn outcome(ledger: &Ledger, plan: &Plan, inputs: &[StepNumber]) -> Outcome {
    if plan.refused {
        return Outcome::refused(format_args!("no figure\tof {}", plan.value));
    }
    let used: Vec<_> = inputs
        .iter()
        .map(|input| ledger.step(*input).unwrap().outcome().output())
        .collect();
    let made = Outcome::of(&(plan.value, &plan.parameters, used)).unwrap();
    if plan.value.is_multiple_of(2) {
        made.with_text(plan.value)
    } else {
        made
    }
}

/// The step of a plan, about its place.
pub(crate) fn step(plan: &Plan, subject: usize, inputs: Vec<StepNumber>) -> NewStep {
    let mut step = NewStep::new(plan.operation.as_str(), format!("figure {subject}"));
    let mut names = Vec::new();
    for (name, value) in &plan.parameters {
        if !names.contains(&name) {
            names.push(name);
            step = step.with_parameter(name, value);
        }
    }
    step.with_inputs(inputs)
}

pub(crate) fn ledger(plans: &[Plan]) -> Ledger {
    let mut ledger = Ledger::new("laws 1.0");
    for (place, plan) in plans.iter().enumerate() {
        let inputs = inputs(plan, place);
        let outcome = outcome(&ledger, plan, &inputs);
        let number = ledger.append(step(plan, place, inputs), outcome).unwrap();
        assert_eq!(number.get() as usize, place);
    }
    ledger
}
