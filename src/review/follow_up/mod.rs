//! What a review finds, what becomes of it in the next biennium, and whether improvements that
//! were planned were made.
//!
//! | step | with |
//! |---|---|
//! | write a finding, or read findings from a file | [`ReviewFinding`], [`review_findings`] |
//! | make findings of what validation found | [`findings_of_validation`] |
//! | carry the unresolved ones to the next biennium | [`carry_findings`] |
//! | hold the improvement plan against the next report | [`track_improvements`] |
//!
//! # Source
//! After the technical expert review of the Enhanced Transparency Framework under the Paris
//! Agreement (decision 18/CMA.1, 2018; stated from memory, not verified). How findings are
//! derived, carried and resolved is ours and described where it is done.

mod carrying;
mod derived;
mod error;
mod finding;
mod improvement;
mod principle;
mod row;
mod subject;

pub use carrying::{CarriedFindings, carry_findings};
pub use derived::findings_of_validation;
pub use error::FollowUpError;
pub use finding::{Advice, FindingId, FindingStatus, ReviewFinding};
pub use improvement::{ImprovementOutcome, ImprovementProgress, track_improvements};
pub use principle::Principle;
pub use row::{ReviewFindingRow, review_findings};
pub use subject::Subject;
