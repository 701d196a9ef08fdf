//! What is a report, a row of observations, and a review, as JSON?
//!
//! Three JSON Schemas, as text. They are made from the types of this library with the feature
//! `schema`, whose types then implement `schemars::JsonSchema`; a test keeps the texts equal to
//! what is made.
//!
//! # Source
//! JSON Schema, draft 2020-12.

#[cfg(feature = "schema")]
mod limits;
#[cfg(feature = "schema")]
mod words;

/// Id of the schema of a review; the name space is this library's and registered nowhere.
pub const REVIEW_ID: &str = "urn:ict-impact:review";

/// Version of the schemas and tables: the first number changes when something is renamed or
/// removed, the second when something is added.
pub const VERSION: &str = "1.0.0";

/// The schema of [`json::document`](super::json::document).
pub const REVIEW: &str = include_str!("review.schema.json");

/// The schema of a [`Report`](crate::review::Report) with its
/// [`Observation`](crate::review::Observation)s.
pub const REPORT: &str = include_str!("report.schema.json");

/// The schema of a [`Row`](crate::review::Row), whose fields are all text.
pub const ROW: &str = include_str!("row.schema.json");

#[cfg(feature = "schema")]
pub use limits::{report, review, row};
