//! What are the totals, trends, gaps and findings of a biennium, for whom, and how sure are we?
//!
//! | step | with | what it decides |
//! |---|---|---|
//! | what an entity sends | [`Report`], [`current_reports`] | which version counts |
//! | a value, or why there is none | [`Observation`], [`NotationKey`] | never both, never NaN |
//! | is it usable? | [`validate_reports`], [`validate`] | every rule, all findings at once |
//! | what may stand where nothing is known? | [`fill`](mod@fill) | a line for each value, a reason for each gap |
//! | add it up over a group | [`aggregate`] | sums and ratios of sums; who is missing; coverage |
//! | may it be published? | [`PublicationRule`], [`disclosure`] | the one-third rule; what would tell on one organisation |
//! | how sure is it? | [`interval`], [`change_certainty`] | 95 % intervals; words only beyond them |
//! | against the biennium before | [`compare`], [`compare_vintages`] | like for like, who came or went, what was restated |
//! | what each Action Line reported | [`action_lines`] | reported, partly, modelled, filled, lacking |
//! | electricity and connectivity together | [`access_gap`] | bounds of who has neither |
//! | what is to be mended | [`follow_up`] | findings and plans, carried to the next biennium |
//! | all of it | [`review`](fn@review), [`review_reports`] | one [`Review`] |
//! | who can check it? | [`Review::record`] | a ledger down to the files |
//! | hand it on | [`output`] | CSV, SDMX, JSON, Markdown |
//!
//! The embedded country-year panel as observations: [`panel`]; as it was known earlier: [`vintages`].
//! Nothing that is missing is counted as zero.

mod aggregation;
mod amount;
mod clause;
mod comparison;
mod dataset;
pub mod decomposition;
pub mod devices;
pub mod disclosure;
mod division;
pub mod double_counting;
mod error;
pub mod fill;
pub mod follow_up;
mod indicator;
pub mod key_category;
mod observation;
pub mod output;
pub mod panel;
mod pipeline;
pub mod ranking;
mod report;
pub mod restatement;
pub mod target;
mod validation;
pub mod vintages;

pub use aggregation::{
    AcrossMembers, AggregationOptions, Coverage, CoverageWeight, Fact, FactInterval,
    FactSimulation, FactUncertainty, IntervalMethod, IntervalOptions, MembersAt, OrganisationEntry,
    OrganisationGroup, Organisations, Period, Publication, PublicationRule, WeightCoverage,
    aggregate, aggregate_organisations, aggregate_part, interval, simulate,
};
pub use clause::{
    AccessGap, AccessPoint, Answers, FlexibilityUse, LineIndicator, LineReport, LineStatus,
    LineSummary, LowBaseVerdict, LowBaseView, MemberCount, MemberStatus, Reported, access_gap,
    action_lines, answers, flexibility_uses, low_base_view, member_status,
};
pub use comparison::{
    BienniumFigure, Bridge, BridgeStep, ChangeCertainty, Comparison, Composition, FourNumbers,
    NoChange, RestatedComparison, RestatedValue, VintageOptions, change_certainty, compare,
    compare_vintages,
};
pub use dataset::Dataset;
pub use error::{BadRow, ObservationError, ReviewError};
pub use indicator::{IndicatorRow, IndicatorSet, MappingRow, own_indicators, own_mappings};
pub use observation::{
    DataQuality, DateSpan, Datum, Dimension, Entity, Key, Meta, NotationKey, Observation,
    Organisation, Origin, Part, Qualifier, Reading, RestatementReason, Row, Tier, observations,
};
pub use pipeline::{
    Input, OrganisationFact, OrganisationOptions, PreviousReview, Review, ReviewOptions,
    ReviewRecord, review, review_reports,
};
pub use report::{
    Assurance, AssuranceLevel, Current, ExpectedMatrix, FiscalYear, Flexibility, Improvement,
    Report, ReportId, ReportStatus, Taccc, TacccOptions, current_reports,
};
pub use validation::{
    Editions, Finding, ReferenceSeries, ReportOptions, ReportRows, Rule, Severity, Validated,
    ValidationOptions, validate, validate_reports, validate_with,
};
