use alloc::string::{String, ToString};
use core::fmt;

/// Why a value has no canonical JSON text, or a text is no digest.
///
/// `at` is the place within the value, as `jq` writes it: `.totals[3]`; empty for the value
/// itself.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DigestError {
    /// NaN or infinity, which JSON cannot write.
    #[error("value{at} is {value}; accepted: finite numbers")]
    NotFinite {
        /// Where it stands.
        at: String,
        /// The number.
        value: f64,
    },
    /// The key of a map is neither text nor something that becomes text in one way only.
    #[error(
        "value{at} has {kind} as a key; accepted: text, integers, finite numbers, booleans and units of an enum"
    )]
    KeyNotText {
        /// Where the map stands.
        at: String,
        /// What the key is.
        kind: &'static str,
    },
    /// The value's own implementation of `Serialize` refused.
    #[error("value{at} cannot be written: {reason}")]
    Refused {
        /// Where it stands.
        at: String,
        /// The reason it gave.
        reason: String,
    },
    /// The sink of the text took no more.
    #[error("the sink of the text took no more")]
    Sink,
    /// The text is not 64 lower-case hexadecimal digits.
    #[error("`{given}` is no digest; accepted: 64 hexadecimal digits in lower case")]
    NotADigest {
        /// The text that was given.
        given: String,
    },
}

impl DigestError {
    /// The same error one level further out.
    pub(super) fn within(mut self, part: fmt::Arguments<'_>) -> Self {
        match &mut self {
            Self::NotFinite { at, .. } | Self::KeyNotText { at, .. } | Self::Refused { at, .. } => {
                at.insert_str(0, &part.to_string());
            }
            Self::Sink | Self::NotADigest { .. } => {}
        }
        self
    }

    pub(super) fn not_finite(value: f64) -> Self {
        let at = String::new();
        Self::NotFinite { at, value }
    }

    pub(super) fn key(kind: &'static str) -> Self {
        let at = String::new();
        Self::KeyNotText { at, kind }
    }
}

impl From<fmt::Error> for DigestError {
    fn from(_: fmt::Error) -> Self {
        Self::Sink
    }
}

impl serde::ser::Error for DigestError {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self::Refused {
            at: String::new(),
            reason: reason.to_string(),
        }
    }
}
