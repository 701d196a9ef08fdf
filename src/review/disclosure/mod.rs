//! Which totals of organisations can be published without telling what one of them reported?
//!
//! | to … | use |
//! |---|---|
//! | hold one total against the rules | [`DisclosureRules`] |
//! | decide on all totals together, also against earlier reviews | [`suppress`] |
//! | find what an outsider can infer from what is published | [`attack`] |
//!
//! A table is a list of [`Contribution`]s and of [`Cell`]s, each of which adds up some of them:
//! groups in groups, groups that overlap, the same year in two reviews. Cells, contributors and
//! owners are named by any keys with an order. Values are 0 or more; what can be negative is
//! given in two parts or by its magnitude.
//!
//! Whether a value has to be protected at all is the caller's decision: data of countries are
//! public, and a table of them needs none of this.

mod attack;
mod demand;
mod error;
mod guard;
mod outcome;
mod rank;
mod rules;
mod simplex;
mod suppression;
mod table;

pub use attack::{Attack, Interval, attack};
pub use error::DisclosureError;
pub use outcome::{Exposed, Outcome, Reason, Suppression};
pub use rules::{DisclosureRules, PrimaryRule};
pub use suppression::{SuppressionCost, SuppressionOptions, suppress};
pub use table::{Cell, Contribution};
