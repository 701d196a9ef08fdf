use alloc::string::String;

use super::StepNumber;
use crate::source::{Digest, DigestError};

/// Why a step cannot enter a ledger, or where a recorded ledger is broken.
///
/// Verification stops at the first step that is wrong; [`LedgerError::step`] names it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// A text that says what was done is missing.
    #[error("step {step}: {field} is blank")]
    Blank {
        /// Number of the step.
        step: StepNumber,
        /// `operation`, `subject`, `code`, or `parameter` for the name of one.
        field: &'static str,
    },
    /// An input is not an earlier step of the ledger.
    #[error("step {step}: input {input} is no earlier step")]
    UnknownInput {
        /// Number of the step.
        step: StepNumber,
        /// The input.
        input: StepNumber,
    },
    /// An input is named twice.
    #[error("step {step}: input {input} is named twice")]
    DuplicateInput {
        /// Number of the step.
        step: StepNumber,
        /// The input.
        input: StepNumber,
    },
    /// A parameter is given twice.
    #[error("step {step}: parameter `{name}` is given twice")]
    DuplicateParameter {
        /// Number of the step.
        step: StepNumber,
        /// Name of the parameter.
        name: String,
    },
    /// The ledger has 2³² steps.
    #[error("the ledger is full: it has {steps} steps")]
    Full {
        /// Steps in the ledger.
        steps: usize,
    },
    /// A step is not in the ledger.
    #[error("no step {step} in a ledger of {steps} steps")]
    UnknownStep {
        /// The step that was asked for.
        step: StepNumber,
        /// Steps in the ledger.
        steps: usize,
    },
    /// A step has the number of an earlier one.
    #[error("the step in place {place} has the number {found} of an earlier step")]
    DuplicateNumber {
        /// Place in the list, from 0.
        place: StepNumber,
        /// The number that stands there.
        found: StepNumber,
    },
    /// A step has the number of a later place.
    #[error("the step in place {place} has the number {found}: out of order, or steps are missing")]
    OutOfOrder {
        /// Place in the list, from 0.
        place: StepNumber,
        /// The number that stands there.
        found: StepNumber,
    },
    /// A step does not follow the one before it.
    #[error("step {step} follows a step with hash {stated}, the one before it has {found}")]
    WrongPrevious {
        /// Number of the step.
        step: StepNumber,
        /// The hash it names.
        stated: Digest,
        /// Hash of the step before.
        found: Digest,
    },
    /// The content of a step is not the content that was hashed.
    #[error("step {step} was changed: it states the hash {stated}, its content has {found}")]
    WrongHash {
        /// Number of the step.
        step: StepNumber,
        /// The hash it states.
        stated: Digest,
        /// The hash of its content.
        found: Digest,
    },
    /// The ledger has another number of steps than its seal.
    #[error("the seal is of {stated} steps, the ledger has {found}")]
    WrongCount {
        /// Steps of the seal.
        stated: usize,
        /// Steps of the ledger.
        found: usize,
    },
    /// The last step is not the one of the seal.
    #[error("the seal ends with hash {stated}, the ledger with {found}")]
    WrongHead {
        /// Hash of the seal.
        stated: Digest,
        /// Hash of the ledger's last step.
        found: Digest,
    },
    /// The inputs and parameters are not those of the seal.
    #[error("the seal is of run {stated}, the ledger of run {found}")]
    WrongRun {
        /// Run of the seal.
        stated: Digest,
        /// Run of the ledger.
        found: Digest,
    },
    /// A value has no digest.
    #[error(transparent)]
    Digest(#[from] DigestError),
}

impl LedgerError {
    /// The step, or the place in the list, where the ledger is wrong; none if no single step is.
    pub const fn step(&self) -> Option<StepNumber> {
        match self {
            Self::Blank { step, .. }
            | Self::UnknownInput { step, .. }
            | Self::DuplicateInput { step, .. }
            | Self::DuplicateParameter { step, .. }
            | Self::UnknownStep { step, .. }
            | Self::WrongPrevious { step, .. }
            | Self::WrongHash { step, .. }
            | Self::DuplicateNumber { place: step, .. }
            | Self::OutOfOrder { place: step, .. } => Some(*step),
            Self::Full { .. }
            | Self::WrongCount { .. }
            | Self::WrongHead { .. }
            | Self::WrongRun { .. }
            | Self::Digest(_) => None,
        }
    }
}
