//! What one value is of, what it says or why it says nothing, and where it came from.

mod entity;
mod key;
mod meta;
mod notation;
mod origin;
mod part;
mod reading;
mod row;

#[cfg(feature = "schema")]
pub(super) use entity::LONGEST as LONGEST_ORGANISATION;
pub use entity::{Entity, Organisation};
pub use key::Key;
pub(super) use key::is_scope_3;
pub use meta::{DataQuality, DateSpan, Meta, Qualifier, RestatementReason};
pub use notation::NotationKey;
pub use origin::{Origin, Tier};
pub use part::{Dimension, Part};
pub use reading::Reading;
pub use row::{Row, observations};

/// A value, or why there is none. Never both, never NaN.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// A number with its unit.
    Value(Reading),
    /// Why there is none.
    Notation(NotationKey),
}

/// One reported, modelled or derived value, or why there is none.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// What it is about.
    pub key: Key,
    /// The value, or why there is none.
    pub datum: Datum,
    /// Where it came from.
    pub meta: Meta,
}
