//! How is a review handed on: to a table, a statistical agency, a program, a reader?
//!
//! | for | with | form |
//! |---|---|---|
//! | a table, and who has to trust it | [`tidy`], [`datapackage`] | CSV (RFC 4180), Data Package 2.0 |
//! | a statistical agency | [`sdmx`] | SDMX-CSV 2.0, SDMX-JSON 2.0 |
//! | a program | [`json`], [`schema`] | JSON, JSON Schema 2020-12 |
//! | a reader | [`markdown()`] | Markdown |
//!
//! Everything is a value or a text; nothing is written to a file. The same review gives the same
//! bytes. Every fact carries its lineage, the [`Digest`](crate::source::Digest) of the fact as
//! it stands in the JSON. A fact that is not published has no number in any of these, and one
//! that has is refused ([`OutputError::NotPublished`]).

mod delimited;
mod error;
mod finding;
mod markdown;
mod shown;
mod table;
mod value;

pub mod datapackage;
pub mod json;
pub mod schema;
pub mod sdmx;
pub mod tidy;

pub use error::OutputError;
pub use finding::{ShownFinding, findings};
pub use markdown::markdown;
pub use shown::comparison as shown_comparison;
pub use table::{Field, FieldKind};
pub use value::JsonValue;
