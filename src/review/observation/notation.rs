use alloc::boxed::Box;
use core::fmt;

use super::Key;

/// Why there is no value.
///
/// # Source
/// NO, NE, NA, IE and C are the notation keys of the UNFCCC reporting guidelines (decision
/// 5/CMA.3, annex I); NR is this library's, for an entity that sent no report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum NotationKey {
    /// Not occurring: there is no such activity. Counts as complete and adds nothing.
    No,
    /// Not estimated: it occurs and is not known. Missing.
    Ne,
    /// Not applicable: the activity exists and cannot contribute. Counts as complete.
    Na,
    /// Included elsewhere: reported under the key that is named. Complete for a report, and for a
    /// sum that has that value in it; missing in every other.
    Ie(Box<Key>),
    /// Confidential: part of the aggregate that is named. Missing here.
    C(Box<Key>),
    /// Not reported. Missing.
    Nr,
}

impl NotationKey {
    /// The key in letters.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::No => "NO",
            Self::Ne => "NE",
            Self::Na => "NA",
            Self::Ie(_) => "IE",
            Self::C(_) => "C",
            Self::Nr => "NR",
        }
    }

    /// The key that stands for this one, if there is such a pointer.
    pub fn pointer(&self) -> Option<&Key> {
        match self {
            Self::Ie(key) | Self::C(key) => Some(key),
            _ => None,
        }
    }

    /// Whether a report is complete with it: there is nothing, or it is told elsewhere.
    pub const fn is_complete(&self) -> bool {
        matches!(self, Self::No | Self::Na | Self::Ie(_))
    }
}

impl fmt::Display for NotationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
