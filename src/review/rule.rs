use core::fmt;

/// How serious a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Info,
    /// Used as it is, and shown.
    Warning,
    /// Not used: the value counts as missing.
    Error,
}

impl Severity {
    /// The lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rule that observations are held against.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum Rule {
    /// The indicator is known.
    V00,
    /// The unit converts to that of the indicator.
    V01,
    /// The value lies in the indicator's range: nothing negative; a percentage above 100 is
    /// kept and shown.
    V03,
    /// The pointer of IE and C leads to a value, without a circle.
    V04,
    /// Categories add to the total within 1 %, and none is missing.
    V05,
    /// A reported ratio is numerator over denominator.
    V06,
    /// One value for one key.
    V07,
    /// E-waste collected does not exceed e-waste generated.
    V14,
    /// The source's own table has no reason to doubt the figure.
    V19,
}

impl Rule {
    /// Every rule in order.
    pub const ALL: [Self; 9] = [
        Self::V00,
        Self::V01,
        Self::V03,
        Self::V04,
        Self::V05,
        Self::V06,
        Self::V07,
        Self::V14,
        Self::V19,
    ];

    /// The rule in letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V00 => "V00",
            Self::V01 => "V01",
            Self::V03 => "V03",
            Self::V04 => "V04",
            Self::V05 => "V05",
            Self::V06 => "V06",
            Self::V07 => "V07",
            Self::V14 => "V14",
            Self::V19 => "V19",
        }
    }

    /// What the rule asks.
    pub const fn asks(self) -> &'static str {
        match self {
            Self::V00 => "the indicator is known",
            Self::V01 => "the unit converts to that of the indicator",
            Self::V03 => "the value lies in the indicator's range",
            Self::V04 => "the pointer of IE and C leads to a value, without a circle",
            Self::V05 => "categories add to the total within 1 %, and none is missing",
            Self::V06 => "a reported ratio is numerator over denominator",
            Self::V07 => "one value for one key",
            Self::V14 => "e-waste collected does not exceed e-waste generated",
            Self::V19 => "the source gives no reason to doubt the figure",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
