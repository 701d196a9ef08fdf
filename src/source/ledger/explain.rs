use alloc::vec::Vec;
use core::fmt::{self, Write};

use serde::Serialize;

use super::{Ledger, LedgerError, Outcome, Step, StepNumber, write_visible};

/// How many inputs of one step are shown before the rest is folded.
const SHOWN: usize = 12;

/// Indentation stops here, so that a chain of a hundred thousand steps has short lines.
const DEEPEST: usize = 16;

/// One step of an [`Explanation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExplainedStep<'a> {
    /// Steps between it and the result on the way by which it was reached first.
    pub depth: usize,
    /// The step.
    pub step: &'a Step,
}

/// A step and all that it rests on, down to what was read.
///
/// Each step stands once: below the first one that uses it, in the order in which inputs are
/// named. Those that use it too name its number. Shown as text, long lists of inputs are
/// folded and the rest is counted; [`Explanation::steps`] and the serialised form have all.
#[derive(Debug, Clone)]
pub struct Explanation<'a> {
    ledger: &'a Ledger,
    result: &'a Step,
    shown: usize,
}

/// What stands on a line.
enum Line<'a> {
    Step(ExplainedStep<'a>),
    Folded {
        depth: usize,
        steps: usize,
        refused: usize,
    },
}

impl Ledger {
    /// The chain from a step down to what was read.
    ///
    /// # Errors
    /// [`LedgerError::UnknownStep`] if there is no such step.
    pub fn explain(&self, step: StepNumber) -> Result<Explanation<'_>, LedgerError> {
        let steps = self.steps().len();
        let result = self
            .step(step)
            .ok_or(LedgerError::UnknownStep { step, steps })?;
        Ok(Explanation {
            ledger: self,
            result,
            shown: SHOWN,
        })
    }
}

impl<'a> Explanation<'a> {
    /// The same with another number of inputs of one step that are shown before the rest is
    /// folded. Default 12.
    #[must_use]
    pub fn with_shown(mut self, shown: usize) -> Self {
        self.shown = shown;
        self
    }

    /// All steps in the order in which they are shown, none folded.
    pub fn steps(&self) -> Vec<ExplainedStep<'a>> {
        let mut steps = Vec::new();
        self.walk(usize::MAX, |line| {
            if let Line::Step(step) = line {
                steps.push(step);
            }
            Ok::<_, fmt::Error>(())
        })
        .unwrap_or_default();
        steps
    }

    /// Goes through the lines from the result down.
    fn walk<E>(
        &self,
        shown: usize,
        mut line: impl FnMut(Line<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut seen = alloc::vec![false; self.result.number().position() + 1];
        let first = ExplainedStep {
            depth: 0,
            step: self.result,
        };
        let mut open = alloc::vec![Line::Step(first)];
        while let Some(next) = open.pop() {
            let Line::Step(ExplainedStep { depth, step }) = next else {
                line(next)?;
                continue;
            };
            match seen.get_mut(step.number().position()) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            line(next)?;
            let depth = depth + 1;
            let inputs = step.inputs().iter();
            let fresh = inputs.filter(|input| seen.get(input.position()) == Some(&false));
            let mut fresh = fresh.filter_map(|input| self.ledger.step(*input));
            let below = open.len();
            let steps = fresh.by_ref().take(shown);
            open.extend(steps.map(|step| Line::Step(ExplainedStep { depth, step })));
            let (mut steps, mut refused) = (0, 0);
            for folded in fresh {
                steps += 1;
                refused += usize::from(folded.outcome().is_refused());
            }
            if steps > 0 {
                open.push(Line::Folded {
                    depth,
                    steps,
                    refused,
                });
            }
            if let Some(below) = open.get_mut(below..) {
                below.reverse();
            }
        }
        Ok(())
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.walk(self.shown, |line| {
            match line {
                Line::Step(ExplainedStep { depth, step }) => {
                    indent(f, depth)?;
                    write_step(f, step, self.shown)?;
                }
                Line::Folded {
                    depth,
                    steps,
                    refused,
                } => {
                    indent(f, depth)?;
                    write!(f, "… {steps} more")?;
                    if refused > 0 {
                        write!(f, ", {refused} of them refused")?;
                    }
                }
            }
            f.write_char('\n')
        })
    }
}

fn indent(f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
    for _ in 0..depth.min(DEEPEST) {
        f.write_str("  ")?;
    }
    if depth > DEEPEST {
        write!(f, "[{depth} deep] ")?;
    }
    Ok(())
}

/// Writes `5 fill PRJ.GRID.CI (method: linear) = 250 g/kWh, from 3, 4`.
fn write_step(f: &mut fmt::Formatter<'_>, step: &Step, shown: usize) -> fmt::Result {
    write!(f, "{} ", step.number())?;
    write_visible(f, step.operation())?;
    f.write_char(' ')?;
    write_visible(f, step.subject())?;
    for (place, (name, value)) in step.parameters().iter().enumerate() {
        f.write_str(if place == 0 { " (" } else { ", " })?;
        write_visible(f, name)?;
        f.write_str(": ")?;
        write_visible(f, value)?;
    }
    if !step.parameters().is_empty() {
        f.write_char(')')?;
    }
    match step.outcome() {
        Outcome::Made {
            value: Some(value), ..
        } => {
            f.write_str(" = ")?;
            write_visible(f, value)?;
        }
        Outcome::Made { output, .. } => write!(f, " = sha256 {output:.12}…")?,
        Outcome::Refused { reason } => {
            f.write_str(" refused: ")?;
            write_visible(f, reason)?;
        }
    }
    write_inputs(f, step.inputs(), shown)
}

/// Writes `, from 0–4, 7`: runs of three and more as ranges, long lists folded.
fn write_inputs(f: &mut impl Write, inputs: &[StepNumber], shown: usize) -> fmt::Result {
    let follows = |a: &StepNumber, b: &StepNumber| a.get().checked_add(1) == Some(b.get());
    let (mut written, mut parts, mut rest) = (0, 0, inputs);
    while let Some(first) = rest.first() {
        if parts == shown.max(1) {
            return write!(f, ", … {} more", inputs.len() - written);
        }
        let run = rest.chunk_by(follows).next().unwrap_or_default();
        f.write_str(if parts == 0 { ", from " } else { ", " })?;
        let taken = match run {
            [first, _, .., last] => {
                write!(f, "{first}–{last}")?;
                run.len()
            }
            _ => {
                write!(f, "{first}")?;
                1
            }
        };
        written += taken;
        parts += 1;
        rest = rest.get(taken..).unwrap_or_default();
    }
    Ok(())
}

impl Serialize for Explanation<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            result: StepNumber,
            steps: Vec<ExplainedStep<'a>>,
        }
        let (result, steps) = (self.result.number(), self.steps());
        Written { result, steps }.serialize(serializer)
    }
}
