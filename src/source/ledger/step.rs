use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Serialize};

use super::LedgerError;
use crate::source::{Digest, DigestError};

/// Place of a step in its ledger, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepNumber(u32);

impl StepNumber {
    /// The number of the step at this place.
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number as an integer.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The number of the step at a position of the list; none beyond 2³² − 1.
    pub(super) fn at(position: usize) -> Option<Self> {
        u32::try_from(position).ok().map(Self)
    }

    /// The position in the list of steps.
    pub(super) const fn position(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for StepNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What came of a step: a value, or a refusal with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
#[non_exhaustive]
pub enum Outcome {
    /// The step made a value.
    #[non_exhaustive]
    Made {
        /// Digest of the value.
        output: Digest,
        /// The value with its unit as people read it, where it is short.
        value: Option<String>,
    },
    /// The step was tried and refused; no value came of it.
    #[non_exhaustive]
    Refused {
        /// Why.
        reason: String,
    },
}

impl Outcome {
    /// A value, named by its [`Digest::of`].
    ///
    /// # Errors
    /// Those of [`Digest::of`].
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, DigestError> {
        Ok(Self::made(Digest::of(value)?))
    }

    /// A value, named by a digest that is known already: of a file that was read, say.
    pub const fn made(output: Digest) -> Self {
        let value = None;
        Self::Made { output, value }
    }

    /// A refusal: the attempt stays on record.
    pub fn refused(reason: impl fmt::Display) -> Self {
        let reason = reason.to_string();
        Self::Refused { reason }
    }

    /// The same with the value as people read it; a refusal has no value and stays as it is.
    #[must_use]
    pub fn with_text(self, text: impl fmt::Display) -> Self {
        match self {
            Self::Made { output, .. } => {
                let value = Some(text.to_string());
                Self::Made { output, value }
            }
            refused => refused,
        }
    }

    /// Digest of the value, none of a refusal.
    pub const fn output(&self) -> Option<Digest> {
        match self {
            Self::Made { output, .. } => Some(*output),
            Self::Refused { .. } => None,
        }
    }

    /// Whether the step was refused.
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }
}

/// A step that is not in a ledger yet: what is done, about what, from which earlier steps.
///
/// # Example
/// ```
/// use ict_impact::source::ledger::NewStep;
/// let step = NewStep::new("fill", "PRJ.GRID.CI LSO 2022")
///     .with_parameter("method", "linear interpolation")
///     .with_parameter("years", 2);
/// # let _ = step;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStep {
    pub(super) operation: String,
    pub(super) subject: String,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) inputs: Vec<StepNumber>,
}

impl NewStep {
    /// A step without parameters and inputs: `operation` says what is done (`read`,
    /// `validate`, `fill`, `aggregate`, `compare`), `subject` what it is about.
    pub fn new(operation: impl Into<String>, subject: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            subject: subject.into(),
            parameters: Vec::new(),
            inputs: Vec::new(),
        }
    }

    /// The same with one more parameter. A ledger takes each name once.
    #[must_use]
    pub fn with_parameter(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.parameters.push((name.into(), value.to_string()));
        self
    }

    /// The same with one more input.
    ///
    /// An input may be a refused step: then the fact that it was refused was used, by a
    /// fallback or by a total that leaves it out.
    #[must_use]
    pub fn with_input(mut self, input: StepNumber) -> Self {
        self.inputs.push(input);
        self
    }

    /// The same with more inputs, in the order in which the operation takes them.
    #[must_use]
    pub fn with_inputs(mut self, inputs: impl IntoIterator<Item = StepNumber>) -> Self {
        self.inputs.extend(inputs);
        self
    }
}

/// One step of a ledger.
///
/// Its `hash` is the digest of its JSON text without the hash itself, and so covers the hash of
/// the step before, which is the field `previous`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    number: StepNumber,
    operation: String,
    subject: String,
    #[serde(deserialize_with = "each_name_once")]
    parameters: BTreeMap<String, String>,
    inputs: Vec<StepNumber>,
    outcome: Outcome,
    code: String,
    previous: Digest,
    hash: Digest,
}

/// All of a step that its hash covers, in the order of the fields of [`Step`].
#[derive(Serialize)]
struct Covered<'a> {
    number: StepNumber,
    operation: &'a str,
    subject: &'a str,
    parameters: &'a BTreeMap<String, String>,
    inputs: &'a [StepNumber],
    outcome: &'a Outcome,
    code: &'a str,
    previous: Digest,
}

/// All of a step that is known before it runs, and the value if it comes from outside.
#[derive(Serialize)]
pub(super) struct Planned<'a> {
    operation: &'a str,
    subject: &'a str,
    parameters: &'a BTreeMap<String, String>,
    inputs: &'a [StepNumber],
    read: Option<Digest>,
}

impl Step {
    /// Puts a step after the one whose hash is `previous`.
    pub(super) fn chained(
        number: StepNumber,
        new: NewStep,
        outcome: Outcome,
        code: String,
        previous: Digest,
    ) -> Result<Self, LedgerError> {
        let mut parameters = BTreeMap::new();
        for (name, value) in new.parameters {
            if parameters.contains_key(&name) {
                return Err(LedgerError::DuplicateParameter { step: number, name });
            }
            parameters.insert(name, value);
        }
        let mut step = Self {
            number,
            operation: new.operation,
            subject: new.subject,
            parameters,
            inputs: new.inputs,
            outcome,
            code,
            previous,
            hash: previous,
        };
        step.check()?;
        step.hash = step.recomputed_hash()?;
        Ok(step)
    }

    /// What a step alone can have wrong.
    pub(super) fn check(&self) -> Result<(), LedgerError> {
        let step = self.number;
        let texts = [
            ("operation", &self.operation),
            ("subject", &self.subject),
            ("code", &self.code),
        ];
        let names = self.parameters.keys().map(|name| ("parameter", name));
        for (field, text) in texts.into_iter().chain(names) {
            if text.trim().is_empty() {
                return Err(LedgerError::Blank { step, field });
            }
        }
        if let Some(&input) = self.inputs.iter().find(|input| **input >= step) {
            return Err(LedgerError::UnknownInput { step, input });
        }
        let mut inputs = self.inputs.clone();
        inputs.sort_unstable();
        let twice = inputs.windows(2).find_map(|pair| match pair {
            [a, b] if a == b => Some(*a),
            _ => None,
        });
        match twice {
            Some(input) => Err(LedgerError::DuplicateInput { step, input }),
            None => Ok(()),
        }
    }

    /// The hash that the content of the step has.
    pub(super) fn recomputed_hash(&self) -> Result<Digest, DigestError> {
        Digest::of(&Covered {
            number: self.number,
            operation: &self.operation,
            subject: &self.subject,
            parameters: &self.parameters,
            inputs: &self.inputs,
            outcome: &self.outcome,
            code: &self.code,
            previous: self.previous,
        })
    }

    pub(super) fn planned(&self) -> Planned<'_> {
        Planned {
            operation: &self.operation,
            subject: &self.subject,
            parameters: &self.parameters,
            inputs: &self.inputs,
            read: self.outcome.output().filter(|_| self.inputs.is_empty()),
        }
    }

    /// Its place in the ledger.
    pub const fn number(&self) -> StepNumber {
        self.number
    }

    /// What was done: `read`, `fill`, `aggregate`.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// What it is about.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// How it was done, by name of the parameter.
    pub const fn parameters(&self) -> &BTreeMap<String, String> {
        &self.parameters
    }

    /// The earlier steps whose outcomes it used; none for what comes from outside.
    pub fn inputs(&self) -> &[StepNumber] {
        &self.inputs
    }

    /// What came of it.
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The version of the program that did it.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Hash of the step before; [`Digest::of_bytes`] of nothing for the first.
    pub const fn previous(&self) -> Digest {
        self.previous
    }

    /// Digest of all the rest of the step.
    pub const fn hash(&self) -> Digest {
        self.hash
    }
}

/// Reads a map and refuses a name that stands twice: of two values one would go unseen.
fn each_name_once<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, String>, D::Error> {
    struct Once;
    impl<'de> serde::de::Visitor<'de> for Once {
        type Value = BTreeMap<String, String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("parameters, each name once")
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut entries: A,
        ) -> Result<Self::Value, A::Error> {
            let mut parameters = BTreeMap::new();
            while let Some((name, value)) = entries.next_entry::<String, String>()? {
                if parameters.contains_key(&name) {
                    let refused = format_args!("parameter `{name}` stands twice");
                    return Err(serde::de::Error::custom(refused));
                }
                parameters.insert(name, value);
            }
            Ok(parameters)
        }
    }
    deserializer.deserialize_map(Once)
}
