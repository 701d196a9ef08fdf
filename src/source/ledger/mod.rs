//! By which steps was this number made, and does making it again give the same?
//!
//! A [`Ledger`] is a list of [`Step`]s to which one can only append. Each says what was done,
//! about what, with which parameters, from which earlier steps, and what came of it: the digest
//! of a value, or the reason of a refusal. Attempts that failed are on record too.
//!
//! - [`Ledger::explain`] goes from a result down to what was read.
//! - [`Ledger::compare`] holds a recorded ledger against one made anew, and names the first
//!   step that differs of its own accord.
//! - Reading a ledger from a file verifies it; [`RecordedLedger::verify`] names the first step
//!   that is wrong, and why. The [`Seal`] shows what a chain of hashes alone cannot.
//!
//! There is no clock in it: the same program with the same inputs makes the same ledger, byte
//! for byte.
//!
//! # Checking by hand
//! The hash of a step is the SHA-256 of its compact JSON without the hash:
//! ```text
//! $ jq -cj '.steps[0] | del(.hash)' ledger.json | sha256sum
//! ```
//! The [run](Ledger::run) is the SHA-256 of what was asked:
//! ```text
//! $ jq -cj '[.steps[] | {operation, subject, parameters, inputs,
//!     read: (if .inputs == [] then .outcome.made.output else null end)}]' ledger.json | sha256sum
//! ```
//!
//! # Example
//! Two readings and their sum. The hash of the first step is what this prints:
//! ```text
//! $ printf '%s' '{"number":0,"operation":"read","subject":"laptops 2022","parameters":{"row":"2"},"inputs":[],"outcome":{"made":{"output":"ad57366865126e55649ecb23ae1d48887544976efea46a48eb5d85a6eeb4d306","value":"100"}},"code":"example 1.0","previous":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}' | sha256sum
//! ```
//! and its output is what `printf 100 | sha256sum` prints.
//! ```
//! use ict_impact::source::canonical_json;
//! use ict_impact::source::ledger::{Ledger, LedgerError, NewStep, Outcome};
//! let mut ledger = Ledger::new("example 1.0");
//! let read = |subject, row| NewStep::new("read", subject).with_parameter("row", row);
//! let laptops = ledger.append(read("laptops 2022", 2), Outcome::of(&100)?.with_text(100))?;
//! let phones = ledger.append(read("phones 2022", 3), Outcome::of(&250)?.with_text(250))?;
//! let total = ledger.append(
//!     NewStep::new("aggregate", "devices 2022").with_inputs([laptops, phones]),
//!     Outcome::of(&350)?.with_text(350),
//! )?;
//! assert_eq!(
//!     ledger.explain(total)?.to_string(),
//!     "2 aggregate devices 2022 = 350, from 0, 1\n  \
//!        0 read laptops 2022 (row: 2) = 100\n  \
//!        1 read phones 2022 (row: 3) = 250\n"
//! );
//! let first = ledger.step(laptops).ok_or("no step")?;
//! assert_eq!(
//!     first.hash().to_string(),
//!     "ea1c8d14733ddf5a8be6c830c80085e4c3f1fa7ebabb1998d49498eca58d6c86"
//! );
//!
//! let file = canonical_json(&ledger)?;
//! assert_eq!(serde_json::from_str::<Ledger>(&file)?, ledger);
//! let forged = file.replace("\"250\"", "\"25\"");
//! let error = serde_json::from_str::<Ledger>(&forged).unwrap_err();
//! assert!(error.to_string().starts_with("step 1 was changed"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod explain;
mod replay;
mod step;
mod verify;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use serde::Serialize;

pub use error::LedgerError;
pub use explain::{ExplainedStep, Explanation};
pub use replay::{Aspect, Difference, StepDifference, StepPair};
pub use step::{NewStep, Outcome, Step, StepNumber};
pub use verify::{RecordedLedger, Seal};

use super::digest::write_canonical_json;
use super::{Digest, Digester};

/// The steps by which results were made, each chained to the one before by its hash.
///
/// Serialised with its [`Seal`], and verified when it is read.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(try_from = "RecordedLedger")]
pub struct Ledger {
    code: String,
    steps: Vec<Step>,
    /// The text of [`Ledger::run`] so far, without its last bracket.
    asked: Digester,
}

impl Ledger {
    /// The empty ledger of a program: `code` names it with its version.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            ..Self::default()
        }
    }

    /// The same steps, to be continued by this program.
    ///
    /// A ledger that was read from a file takes no step before: who appends has to say so.
    #[must_use]
    pub fn continued_by(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// Appends a step and gives its number, by which later steps name it as an input.
    ///
    /// # Errors
    /// Nothing is appended and the error is
    /// - [`LedgerError::UnknownInput`] for an input that is not in the ledger;
    /// - [`LedgerError::DuplicateInput`] or [`LedgerError::DuplicateParameter`] for what is
    ///   given twice;
    /// - [`LedgerError::Blank`] for an operation, a subject, a name of a parameter or a
    ///   version of the program without a letter;
    /// - [`LedgerError::Full`] after 2³² steps.
    pub fn append(&mut self, step: NewStep, outcome: Outcome) -> Result<StepNumber, LedgerError> {
        let steps = self.steps.len();
        let number = StepNumber::at(steps).ok_or(LedgerError::Full { steps })?;
        let step = Step::chained(number, step, outcome, self.code.clone(), self.head())?;
        self.push(step)?;
        Ok(number)
    }

    /// Takes in a step that was checked and hashed.
    fn push(&mut self, step: Step) -> Result<(), LedgerError> {
        let mut asked = self.asked.clone();
        asked.update(if self.steps.is_empty() { b"[" } else { b"," });
        write_canonical_json(&step.planned(), &mut asked)?;
        self.asked = asked;
        self.steps.push(step);
        Ok(())
    }

    /// The steps in their order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step of a number, if there is one.
    pub fn step(&self, number: StepNumber) -> Option<&Step> {
        self.steps.get(number.position())
    }

    /// What was asked: the digest of all that is known before anything is computed.
    ///
    /// It covers operation, subject, parameters and inputs of every step, and the output of
    /// those without inputs, which come from outside. It covers neither what was computed nor
    /// the version of the program, so two programs that are asked the same have the same run.
    ///
    /// # Example
    /// ```
    /// use ict_impact::source::ledger::{Ledger, NewStep, Outcome};
    /// let run = |code, devices: u32, total: u32| {
    ///     let mut ledger = Ledger::new(code);
    ///     let read = ledger.append(NewStep::new("read", "devices"), Outcome::of(&devices)?)?;
    ///     let double = NewStep::new("double", "devices").with_input(read);
    ///     ledger.append(double, Outcome::of(&total)?)?;
    ///     Ok::<_, ict_impact::source::ledger::LedgerError>(ledger.run())
    /// };
    /// assert_eq!(run("1.0", 2, 4)?, run("1.1", 2, 5)?);
    /// assert_ne!(run("1.0", 2, 4)?, run("1.0", 3, 4)?);
    /// # Ok::<(), ict_impact::source::ledger::LedgerError>(())
    /// ```
    pub fn run(&self) -> Digest {
        let mut asked = self.asked.clone();
        asked.update(if self.steps.is_empty() { b"[]" } else { b"]" });
        asked.finish()
    }

    /// What came out: the hash of the last step, which covers all before it;
    /// [`Digest::of_bytes`] of nothing while there is no step.
    pub fn head(&self) -> Digest {
        head_of(&self.steps)
    }
}

fn head_of(steps: &[Step]) -> Digest {
    let nothing = || Digest::of_bytes(b"");
    steps.last().map_or_else(nothing, Step::hash)
}

/// Two ledgers are equal if their steps are.
impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

impl Eq for Ledger {}

impl Serialize for Ledger {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Recorded<'a> {
            seal: Seal,
            steps: &'a [Step],
        }
        let (seal, steps) = (self.seal(), self.steps());
        Recorded { seal, steps }.serialize(serializer)
    }
}

/// Writes text of others for a terminal: a control character, or one that turns the direction
/// of writing, cannot hide or forge a line.
fn write_visible(f: &mut impl Write, text: &str) -> core::fmt::Result {
    for c in text.chars() {
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}') {
            write!(f, "{}", c.escape_default())?;
        } else {
            f.write_char(c)?;
        }
    }
    Ok(())
}
