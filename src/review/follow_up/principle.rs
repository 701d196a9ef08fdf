use alloc::string::ToString;
use core::fmt;
use core::str::FromStr;

use crate::review::{ObservationError, Rule};

/// The five principles that reports are reviewed by.
///
/// # Source
/// 2006 IPCC Guidelines for National Greenhouse Gas Inventories, volume 1, chapter 1
/// (transparency, completeness, consistency, comparability, accuracy); the words are ours.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    /// Others can follow how the figures came about.
    Transparency,
    /// Figures are neither too high nor too low as far as can be judged.
    Accuracy,
    /// All that is asked for is there, or it is said why not.
    Completeness,
    /// Figures agree with each other, with their parts and over the years.
    Consistency,
    /// Figures can be held against those of others.
    Comparability,
}

impl Principle {
    /// Every principle in order.
    pub const ALL: [Self; 5] = [
        Self::Transparency,
        Self::Accuracy,
        Self::Completeness,
        Self::Consistency,
        Self::Comparability,
    ];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Transparency => "transparency",
            Self::Accuracy => "accuracy",
            Self::Completeness => "completeness",
            Self::Consistency => "consistency",
            Self::Comparability => "comparability",
        }
    }

    /// The principle that a validation rule serves, by our reading.
    ///
    /// | principle | rules |
    /// |---|---|
    /// | transparency | V04 pointers, V12 versions, V16 flexibility |
    /// | accuracy | V03 range, V09 magnitude, V14 collected and generated, V15 tier, V18 edition, V19 doubt |
    /// | completeness | V13 scope 2 by location, and of V05 the missing part |
    /// | consistency | V05 parts, V06 ratio, V07 duplicates, V08 change, V11 years |
    /// | comparability | V00 indicator, V01 unit, V02 potentials, V10 reference series, V17 lists |
    pub fn of_rule(rule: Rule, issue: &str) -> Self {
        match rule {
            Rule::V05 if issue == "missing_part" => Self::Completeness,
            Rule::V04 | Rule::V12 | Rule::V16 => Self::Transparency,
            Rule::V03 | Rule::V09 | Rule::V14 | Rule::V15 | Rule::V18 | Rule::V19 => Self::Accuracy,
            Rule::V13 => Self::Completeness,
            Rule::V05 | Rule::V06 | Rule::V07 | Rule::V08 | Rule::V11 => Self::Consistency,
            Rule::V00 | Rule::V01 | Rule::V02 | Rule::V10 | Rule::V17 => Self::Comparability,
        }
    }
}

impl fmt::Display for Principle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Principle {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let named = Self::ALL
            .into_iter()
            .find(|principle| principle.as_str() == text);
        named.ok_or_else(|| ObservationError::Unreadable {
            field: "principle",
            given: text.to_string(),
            accepted: "transparency, accuracy, completeness, consistency or comparability",
        })
    }
}
