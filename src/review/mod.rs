//! What are the totals, trends, gaps and findings of a biennium, for whom, and how sure are we?
//!
//! | step | with | what it decides |
//! |---|---|---|
//! | a value, or why there is none | [`Observation`], [`NotationKey`] | never both, never NaN |
//! | is it usable? | [`validate`] | every rule, all findings at once |
//! | what may stand where nothing is known? | [`fill`](mod@fill) | a line for each value, a reason for each gap |
//! | add it up over a group | [`aggregate`] | sums and ratios of sums; who is missing; coverage |
//! | may it be published? | [`PublicationRule`] | the one-third rule |
//! | against the biennium before | [`compare`] | like for like, and who came or went |
//! | what each Action Line reported | [`action_lines`] | reported, partly, modelled, lacking |
//! | electricity and connectivity together | [`access_gap`] | bounds of who has neither |
//! | all of it | [`review`] | one [`Review`] |
//!
//! The embedded country-year panel as observations: [`panel`]; as it was known earlier: [`vintages`].
//! Nothing that is missing is counted as zero.

mod access;
mod aggregation;
mod amount;
mod clause;
mod comparison;
mod dataset;
pub mod decomposition;
pub mod devices;
mod division;
mod error;
pub mod fill;
pub mod filling;
mod indicator;
pub mod key_category;
mod observation;
pub mod panel;
mod pipeline;
pub mod ranking;
mod report;
pub mod restatement;
pub mod target;
mod validation;
pub mod vintages;

pub use access::{AccessGap, AccessPoint, access_gap};
pub use aggregation::{
    AggregationOptions, Coverage, CoverageWeight, Fact, MembersAt, OrganisationEntry,
    OrganisationGroup, Organisations, Period, Publication, PublicationRule, WeightCoverage,
    aggregate, aggregate_organisations, aggregate_part,
};
pub use clause::{LineIndicator, LineReport, Reported, action_lines};
pub use comparison::{Comparison, compare};
pub use dataset::Dataset;
pub use error::{BadRow, ObservationError, ReviewError};
pub use indicator::IndicatorSet;
pub use observation::{
    DataQuality, DateSpan, Datum, Dimension, Entity, Key, Meta, NotationKey, Observation,
    Organisation, Origin, Part, Qualifier, Reading, RestatementReason, Row, Tier, observations,
};
pub use pipeline::{Review, ReviewOptions, review};
pub use report::{
    Assurance, AssuranceLevel, Current, FiscalYear, Flexibility, Improvement, Report, ReportId,
    ReportStatus, current_reports,
};
pub use validation::{
    Finding, Rule, Severity, Validated, ValidationOptions, validate, validate_with,
};
