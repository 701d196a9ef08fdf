mod pairing;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use self::pairing::Pairing;
use super::{Ledger, Outcome, Step, StepNumber, write_visible};

/// A step in the recorded ledger and the same step in the one made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct StepPair {
    /// Its number in the recorded ledger, none if it stands in the other alone.
    pub recorded: Option<StepNumber>,
    /// Its number in the ledger made anew, none if it stands in the recorded one alone.
    pub rerun: Option<StepNumber>,
}

/// One thing in which a step differs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "`recorded` and `rerun` are what the two ledgers have"
)]
pub enum Aspect {
    /// The step was not made anew.
    Missing,
    /// The step was not recorded.
    Additional,
    /// It stands before a step that it stood behind, or the reverse.
    Order,
    /// Something else was done.
    Operation { recorded: String, rerun: String },
    /// It was about something else.
    Subject { recorded: String, rerun: String },
    /// A parameter has another value, or only one of the two has it.
    Parameter {
        /// Name of the parameter.
        name: String,
        recorded: Option<String>,
        rerun: Option<String>,
    },
    /// It used other steps, or in another order; numbers of each ledger.
    Inputs {
        recorded: Vec<StepNumber>,
        rerun: Vec<StepNumber>,
    },
    /// Another value came of it, its text differs, or it was refused in one of the two.
    Outcome { recorded: Outcome, rerun: Outcome },
}

/// A step that differs, and in what.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct StepDifference {
    /// Where it stands in both ledgers.
    pub step: StepPair,
    /// Its operation, as recorded if it was.
    pub operation: String,
    /// Its subject, as recorded if it was.
    pub subject: String,
    /// All in which it differs.
    pub aspects: Vec<Aspect>,
}

/// Where a ledger made anew departs from the recorded one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The first step that differs of its own accord.
    pub cause: StepDifference,
    /// The steps that differ because an input does, all the way from `cause`.
    pub consequences: Vec<StepPair>,
    /// Further steps that differ of their own accord.
    pub other_causes: Vec<StepDifference>,
    /// All steps that differ, from whatever cause.
    pub steps: usize,
}

impl Ledger {
    /// Holds this recorded ledger against one made anew from the same inputs.
    ///
    /// Steps are paired by what they do and are about, so one more or one less does not make
    /// all later ones differ. A step differs of its own accord, and is a cause, if
    /// - it is missing or additional, and no input of it differs;
    /// - its operation, subject, parameters, place, or choice of inputs differ;
    /// - its outcome differs though every input gave the same.
    ///
    /// Any other that differs is a consequence. The version of the program, and the hashes
    /// which cover it, are not compared: a newer version may well reproduce an older result.
    ///
    /// # Errors
    /// The [`Difference`], with the first cause in the order of the recorded ledger.
    ///
    /// # Example
    /// ```
    /// use ict_impact::source::ledger::{Ledger, LedgerError, NewStep, Outcome};
    /// let made = |read: u32, factor: u32| {
    ///     let mut ledger = Ledger::new("example 1.0");
    ///     let input = ledger.append(NewStep::new("read", "devices"), Outcome::of(&read)?)?;
    ///     let times = NewStep::new("multiply", "mass").with_input(input);
    ///     let times = times.with_parameter("factor", factor);
    ///     let mass = ledger.append(times, Outcome::of(&(read * factor))?)?;
    ///     let total = NewStep::new("aggregate", "total mass").with_input(mass);
    ///     ledger.append(total, Outcome::of(&(read * factor))?)?;
    ///     Ok::<_, LedgerError>(ledger)
    /// };
    /// assert!(made(5, 2)?.compare(&made(5, 2)?).is_ok());
    /// let difference = made(5, 2)?.compare(&made(5, 3)?).unwrap_err();
    /// assert_eq!(
    ///     difference.to_string(),
    ///     "step 1 (multiply mass): parameter factor was 2, is 3; outcome differs; \
    ///      1 later step follows from it"
    /// );
    /// # Ok::<(), LedgerError>(())
    /// ```
    #[allow(
        clippy::result_large_err,
        reason = "one difference is made of two whole ledgers, and handed on once"
    )]
    pub fn compare(&self, rerun: &Ledger) -> Result<(), Difference> {
        if self.head() == rerun.head() {
            return Ok(());
        }
        let pairing = Pairing::new(self.steps(), rerun.steps());
        let nodes: Vec<Node> = pairing.nodes().map(|node| pairing.judge(node)).collect();
        let mut causes: Vec<usize> = (0..nodes.len())
            .filter(|n| nodes.get(*n).is_some_and(|node| node.own))
            .collect();
        if causes.is_empty() {
            // Steps that were rearranged around missing ones can each have a differing input.
            causes.extend(nodes.iter().position(|node| node.differs));
        }
        let mut causes = causes.into_iter();
        let Some(first) = causes.next() else {
            return Ok(());
        };
        let others: Vec<usize> = causes.collect();
        let consequences = pairing
            .reached(first, &nodes)
            .filter(|n| others.binary_search(n).is_err());
        let pairs = consequences.filter_map(|n| pairing.pair(n)).collect();
        let others = others.iter();
        Err(Difference {
            cause: pairing.describe(first),
            consequences: pairs,
            other_causes: others.map(|n| pairing.describe(*n)).collect(),
            steps: nodes.iter().filter(|node| node.differs).count(),
        })
    }
}

/// What is known of a pair.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// It differs in anything.
    differs: bool,
    /// It differs of its own accord.
    own: bool,
}

/// Whether what a later step used of it differs: the value, or that there is one.
fn gives_other(recorded: &Step, rerun: &Step) -> bool {
    recorded.outcome().output() != rerun.outcome().output()
}

impl fmt::Display for StepDifference {
    /// `step 12 (fill PRJ.GRID.CI LSO 2022): parameter donor was KEN, is TZA; outcome differs`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.step.recorded, self.step.rerun) {
            (Some(recorded), Some(rerun)) if recorded != rerun => {
                write!(f, "step {recorded}, now {rerun} (")?;
            }
            (Some(number), _) | (None, Some(number)) => write!(f, "step {number} (")?,
            (None, None) => f.write_str("step (")?,
        }
        write_visible(f, &self.operation)?;
        f.write_str(" ")?;
        write_visible(f, &self.subject)?;
        f.write_str(")")?;
        for (place, aspect) in self.aspects.iter().enumerate() {
            f.write_str(if place == 0 { ": " } else { "; " })?;
            aspect.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut changed = |what: &str, was: &str, is: &str| {
            f.write_str(what)?;
            f.write_str(" was ")?;
            write_visible(f, was)?;
            f.write_str(", is ")?;
            write_visible(f, is)
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "absent".into());
        match self {
            Self::Missing => f.write_str("was recorded, is missing"),
            Self::Additional => f.write_str("was not recorded, is additional"),
            Self::Order => f.write_str("stands in another order"),
            Self::Operation { recorded, rerun } => changed("operation", recorded, rerun),
            Self::Subject { recorded, rerun } => changed("subject", recorded, rerun),
            Self::Parameter {
                name,
                recorded,
                rerun,
            } => {
                let what = alloc::format!("parameter {}", name.escape_debug());
                changed(&what, &text(recorded), &text(rerun))
            }
            Self::Inputs { recorded, rerun } => {
                let (was, is) = (recorded.len(), rerun.len());
                write!(f, "uses other steps ({was} before, {is} now)")
            }
            Self::Outcome { recorded, rerun } => match (recorded, rerun) {
                (
                    Outcome::Made {
                        value: Some(was), ..
                    },
                    Outcome::Made {
                        value: Some(is), ..
                    },
                ) if was != is => changed("outcome", was, is),
                (Outcome::Made { .. }, Outcome::Refused { reason }) => {
                    f.write_str("is refused: ")?;
                    write_visible(f, reason)
                }
                (Outcome::Refused { .. }, Outcome::Made { .. }) => {
                    f.write_str("was refused, is not")
                }
                (Outcome::Refused { reason: was }, Outcome::Refused { reason: is }) => {
                    changed("refusal", was, is)
                }
                _ => f.write_str("outcome differs"),
            },
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)?;
        match self.consequences.len() {
            0 => {}
            1 => f.write_str("; 1 later step follows from it")?,
            count => write!(f, "; {count} later steps follow from it")?,
        }
        match self.other_causes.len() {
            0 => Ok(()),
            1 => f.write_str("; 1 other step differs of its own accord"),
            count => write!(f, "; {count} other steps differ of their own accord"),
        }
    }
}
