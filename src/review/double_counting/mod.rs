//! What must not be counted twice: a country and its organisations, two ledgers, two ends of one
//! shipment.
//!
//! | what could be counted twice | what decides |
//! |---|---|
//! | a country and the organisations in it | [`reconcile`]: the report of the country wins |
//! | emissions of the sector and emissions of its use | [`Accounting`]: the two are never mixed |
//! | e-waste that left one country and arrived in another | [`mirror_check`]: counted once, where it came from |
//! | a subsidiary and its parent | [`OrganisationGroup`](super::OrganisationGroup) |
//! | scope 3 of several organisations | [`aggregate_organisations`](super::aggregate_organisations) refuses it |
//! | scope 2 by location and by market | two views of one thing, never added |

mod accounting;
mod mirror;
mod reconciliation;

pub use accounting::Accounting;
pub use mirror::{MirrorCheck, MirroredFlow, mirror_check};
pub use reconciliation::{Reconciliation, ReconciliationStatus, ReconciliationYear, reconcile};
