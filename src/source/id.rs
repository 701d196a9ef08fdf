use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use super::SourceError;

/// Name of a [`Source`](super::Source): ASCII letters, digits, `-`, `.` and `_`.
///
/// Serialised as a plain string.
///
/// # Example
/// ```
/// use ict_impact::source::SourceId;
/// let id: SourceId = "ember-owid-electricity".parse()?;
/// assert_eq!(id.as_str(), "ember-owid-electricity");
/// assert!("no blanks".parse::<SourceId>().is_err());
/// # Ok::<(), ict_impact::source::SourceError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(Cow<'static, str>);

impl SourceId {
    /// The id `text`.
    ///
    /// # Errors
    /// [`SourceError::InvalidId`] if `text` is empty or has any other character than ASCII
    /// letters, digits, `-`, `.` and `_`.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, SourceError> {
        let text = text.into();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
        if text.is_empty() || !text.bytes().all(allowed) {
            return Err(SourceError::InvalidId {
                given: text.into_owned(),
            });
        }
        Ok(Self(text))
    }

    /// An id that the build script has checked.
    pub(super) const fn embedded(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceId({:?})", self.as_str())
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for SourceId {
    type Err = SourceError;
    fn from_str(text: &str) -> Result<Self, SourceError> {
        Self::new(text.to_string())
    }
}

impl TryFrom<String> for SourceId {
    type Error = SourceError;
    fn try_from(text: String) -> Result<Self, SourceError> {
        Self::new(text)
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> String {
        id.0.into_owned()
    }
}
