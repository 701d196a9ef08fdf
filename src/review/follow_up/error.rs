use alloc::string::String;

use crate::review::{Entity, Rule};
use crate::time::{Biennium, TimeError};

/// What can be wrong with findings and improvement plans.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FollowUpError {
    /// A text that has to say something is empty, or an id has blanks.
    #[error("{field} `{given}`: accepted is {accepted}")]
    Text {
        /// Name of the field.
        field: &'static str,
        /// The text that was given.
        given: String,
        /// What is accepted.
        accepted: &'static str,
    },
    /// A finding that is due before it was raised.
    #[error("finding `{id}` was raised in {raised} and is due in {due}, which is earlier")]
    DueBeforeRaised {
        /// Id of the finding.
        id: String,
        /// The biennium whose review raised it.
        raised: Biennium,
        /// When it is due.
        due: Biennium,
    },
    /// A finding that is said to be answered and has no answer.
    #[error("finding `{id}` is {status}, which needs a response")]
    NoResponse {
        /// Id of the finding.
        id: String,
        /// Its status.
        status: &'static str,
    },
    /// What validation found is about no value and no report that was given.
    #[error("what {rule} found is about no value and no report that was given")]
    NoSubject {
        /// The rule.
        rule: Rule,
    },
    /// Two of the same name.
    #[error("there are two {what} `{id}`")]
    Duplicate {
        /// What there are two of.
        what: &'static str,
        /// Their name.
        id: String,
    },
    /// Two reports of different entities.
    #[error("the plan is of {previous}, the report of {current}")]
    OtherEntity {
        /// Whose plan it is.
        previous: Entity,
        /// Whose report it is.
        current: Entity,
    },
    /// A report or finding that is not earlier than the biennium it is followed up in.
    #[error("{previous} is not before {current}")]
    NotLater {
        /// The earlier biennium.
        previous: Biennium,
        /// The later biennium.
        current: Biennium,
    },
    /// A biennium beyond the calendar.
    #[error(transparent)]
    Time(#[from] TimeError),
}
