//! How are the gaps of a whole dataset filled, in which order, and what do the fills change?
//!
//! | step | with | what it decides |
//! |---|---|---|
//! | what is tried, in which order, with which limits | [`FillingPlan`], [`Strategy`] | an ordered list an indicator |
//! | what else is known | [`Donors`] | other sources by priority, totals of groups |
//! | fill | [`fill`], [`fill_with`] | a [`FillLine`] for each value, an [`OpenGap`] for each other |
//! | who is like whom | [`PeerLists`] | income group and region, or lists of one's own |
//! | the full total beside the reported one | [`aggregate_filled`] | an [`Estimate`] in the [`Fact`](super::Fact) |
//! | may it be ranked? | [`Fills::standing`] | only what was observed |
//! | reported at last | [`replaced`] | how far the fill was off |
//!
//! The formulas, on one series at a time, are in [`methods`]. Fills are kept apart from the
//! [`Dataset`](super::Dataset): an observed value is never changed, and since every strategy
//! reads the dataset alone, no fill rests on another fill. Values that the reporter says were
//! filled are kept, and feed no fill either.
//!
//! A ratio is not filled: the amounts that it is made of are. Where only the ratio and its
//! denominator are reported, the numerator is their product in the observed years, and its lines
//! name the ratio.

mod donors;
mod error;
mod estimate;
mod fills;
mod line;
pub mod methods;
mod peers;
mod plan;
mod record;
mod replaced;
mod run;
#[cfg(test)]
mod samples;
mod series;
mod strategy;
mod subjects;
mod tally;
mod totals;
mod try_one;

pub use donors::{Donors, GroupTotal};
pub use error::FillError;
pub use estimate::{Estimate, FilledMember, FilledOptions, aggregate_filled, estimate};
pub use fills::{Fills, Standing};
pub use line::{Donor, FillLine, OpenGap, Parameter, PeerLine, Tried, Why};
pub use peers::PeerLists;
pub use plan::FillingPlan;
pub use replaced::{Replaced, replaced};
pub use run::{fill, fill_with};
pub use strategy::{Second, Strategy, StrategyCode};
