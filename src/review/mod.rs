//! What are the totals, trends, gaps and findings of a biennium, for whom, and how sure are we?
//!
//! | step | with | what it decides |
//! |---|---|---|
//! | a value, or why there is none | [`Observation`], [`NotationKey`] | never both, never NaN |
//! | is it usable? | [`validate`] | every rule, all findings at once |
//! | add it up over a group | [`aggregate`] | sums and ratios of sums; who is missing; coverage |
//! | may it be published? | [`PublicationRule`] | the one-third rule |
//! | against the biennium before | [`compare`] | like for like, and who came or went |
//! | what each Action Line reported | [`action_lines`] | reported, partly, modelled, lacking |
//! | electricity and connectivity together | [`access_gap`] | bounds of who has neither |
//! | all of it | [`review`] | one [`Review`] |
//!
//! The embedded country-year panel as observations: [`panel`].
//! Nothing that is missing is counted as zero.

mod access;
mod aggregation;
mod amount;
mod clause;
mod comparison;
mod coverage;
mod dataset;
pub mod decomposition;
pub mod devices;
pub mod disclosure;
mod error;
pub mod filling;
mod indicators;
pub mod key_category;
mod membership;
mod observation;
pub mod panel;
mod pipeline;
pub mod restatement;
mod row;
mod rule;
pub mod target;
mod unit;
mod validation;

pub use access::{AccessGap, AccessPoint, access_gap};
pub use aggregation::{AggregationOptions, Fact, Period, Publication, aggregate};
pub use clause::{LineIndicator, LineReport, Reported, action_lines};
pub use comparison::{Comparison, compare};
pub use coverage::{Coverage, CoverageWeight, PublicationRule};
pub use dataset::Dataset;
pub use error::{BadRow, ObservationError, ReviewError};
pub use indicators::IndicatorSet;
pub use membership::MembersAt;
pub use observation::{Datum, Key, Meta, NotationKey, Observation, Origin, Reading, Tier};
pub use pipeline::{Review, ReviewOptions, review};
pub use row::{Row, observations};
pub use rule::{Rule, Severity};
pub use validation::{Finding, Validated, validate};
