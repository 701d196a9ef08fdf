use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Ledger, LedgerError, Step, StepNumber};
use crate::source::Digest;

/// What to publish of a ledger, so that nobody can change it afterwards unseen.
///
/// A chain of hashes shows that a step was changed, left out or put in by hand; who recomputes
/// all later hashes, or cuts off the end, leaves a chain that is whole again. Such a ledger
/// has another seal. So a seal belongs where the ledger's keeper cannot change it: in the
/// published report.
///
/// Two ledgers with the same `run` and another `head` were asked the same and answered
/// differently: [`Ledger::compare`] says where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// What was asked: [`Ledger::run`].
    pub run: Digest,
    /// Number of steps.
    pub count: usize,
    /// What came out: [`Ledger::head`].
    pub head: Digest,
}

/// A ledger as a file states it, with its seal, before anything of it is believed.
///
/// Reading a [`Ledger`] verifies at once; reading this first lets a broken one be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedLedger {
    /// The seal that the file states.
    pub seal: Seal,
    /// The steps that the file states.
    pub steps: Vec<Step>,
}

impl RecordedLedger {
    /// The ledger, if its chain is whole from the first step to the stated seal.
    ///
    /// # Errors
    /// The first step that is wrong, and why:
    /// - [`LedgerError::DuplicateNumber`], [`LedgerError::OutOfOrder`] for its number;
    /// - [`LedgerError::UnknownInput`], [`LedgerError::DuplicateInput`],
    ///   [`LedgerError::Blank`] for its content;
    /// - [`LedgerError::WrongPrevious`] if it does not follow the step before;
    /// - [`LedgerError::WrongHash`] if it was changed.
    ///
    /// Then [`LedgerError::WrongCount`], [`LedgerError::WrongHead`] or
    /// [`LedgerError::WrongRun`] if the seal is another's: the end was cut off, say.
    pub fn verify(self) -> Result<Ledger, LedgerError> {
        let mut ledger = Ledger::default();
        for (position, step) in self.steps.into_iter().enumerate() {
            let steps = position;
            let place = StepNumber::at(position).ok_or(LedgerError::Full { steps })?;
            let found = step.number();
            if found < place {
                return Err(LedgerError::DuplicateNumber { place, found });
            }
            if found > place {
                return Err(LedgerError::OutOfOrder { place, found });
            }
            step.check()?;
            let previous = ledger.head();
            if step.previous() != previous {
                return Err(LedgerError::WrongPrevious {
                    step: place,
                    stated: step.previous(),
                    found: previous,
                });
            }
            let hash = step.recomputed_hash()?;
            if step.hash() != hash {
                return Err(LedgerError::WrongHash {
                    step: place,
                    stated: step.hash(),
                    found: hash,
                });
            }
            ledger.push(step)?;
        }
        ledger.check_seal(&self.seal)?;
        Ok(ledger)
    }
}

impl TryFrom<RecordedLedger> for Ledger {
    type Error = LedgerError;
    fn try_from(recorded: RecordedLedger) -> Result<Self, LedgerError> {
        recorded.verify()
    }
}

impl Ledger {
    /// What to publish of the ledger.
    pub fn seal(&self) -> Seal {
        Seal {
            run: self.run(),
            count: self.steps().len(),
            head: self.head(),
        }
    }

    /// Checks that this is the ledger of a seal, no step more or less.
    ///
    /// # Errors
    /// [`LedgerError::WrongCount`], [`LedgerError::WrongHead`] or [`LedgerError::WrongRun`].
    pub fn check_seal(&self, seal: &Seal) -> Result<(), LedgerError> {
        let found = self.steps().len();
        if found != seal.count {
            let stated = seal.count;
            return Err(LedgerError::WrongCount { stated, found });
        }
        self.extends(seal)?;
        let (stated, found) = (seal.run, self.run());
        if stated != found {
            return Err(LedgerError::WrongRun { stated, found });
        }
        Ok(())
    }

    /// Checks that the ledger of a seal is the beginning of this one: that since the seal was
    /// published, steps were appended and none was changed.
    ///
    /// # Errors
    /// [`LedgerError::WrongCount`] if this ledger is shorter, [`LedgerError::WrongHead`] if its
    /// step in that place has another hash.
    pub fn extends(&self, seal: &Seal) -> Result<(), LedgerError> {
        let (stated, steps) = (seal.count, self.steps());
        let Some(begun) = steps.get(..stated) else {
            let found = steps.len();
            return Err(LedgerError::WrongCount { stated, found });
        };
        let found = super::head_of(begun);
        let stated = seal.head;
        if stated != found {
            return Err(LedgerError::WrongHead { stated, found });
        }
        Ok(())
    }
}
