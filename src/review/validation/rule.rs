use core::fmt;

/// How serious a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// A rule that reports and observations are held against.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Rule {
    /// The indicator is known.
    V00,
    /// The unit converts to that of the indicator.
    V01,
    /// A value in CO2e states its global warming potentials, and they are those of the review.
    V02,
    /// The value lies in the indicator's range; a percentage above 100 is kept and shown.
    V03,
    /// The pointer of IE and C leads to a value, without a circle.
    V04,
    /// Parts add to the whole within 1 %, none exceeds it, and none is missing.
    V05,
    /// A reported ratio is numerator over denominator.
    V06,
    /// One value for one key.
    V07,
    /// The change from year to year is like those before.
    V08,
    /// The size is like that of its peers, not a power of ten away.
    V09,
    /// Population and GDP equal the reference series within 2 %.
    V10,
    /// The year is one of the report's biennium, and other days than the calendar year's are declared.
    V11,
    /// Versions count upwards, and the report that is superseded is there.
    V12,
    /// Scope 2 by market stands beside scope 2 by location.
    V13,
    /// E-waste collected does not exceed e-waste generated.
    V14,
    /// The tier is not lower than in the biennium before, unless it is said why.
    V15,
    /// A flexibility provision is applied only by those entitled to it.
    V16,
    /// The date of the country lists lies in the biennium.
    V17,
    /// There is no newer edition of the source.
    V18,
    /// The source's own table has no reason to doubt the figure.
    V19,
}

impl Rule {
    /// Every rule in order.
    pub const ALL: [Self; 20] = [
        Self::V00,
        Self::V01,
        Self::V02,
        Self::V03,
        Self::V04,
        Self::V05,
        Self::V06,
        Self::V07,
        Self::V08,
        Self::V09,
        Self::V10,
        Self::V11,
        Self::V12,
        Self::V13,
        Self::V14,
        Self::V15,
        Self::V16,
        Self::V17,
        Self::V18,
        Self::V19,
    ];

    /// The rule in letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V00 => "V00",
            Self::V01 => "V01",
            Self::V02 => "V02",
            Self::V03 => "V03",
            Self::V04 => "V04",
            Self::V05 => "V05",
            Self::V06 => "V06",
            Self::V07 => "V07",
            Self::V08 => "V08",
            Self::V09 => "V09",
            Self::V10 => "V10",
            Self::V11 => "V11",
            Self::V12 => "V12",
            Self::V13 => "V13",
            Self::V14 => "V14",
            Self::V15 => "V15",
            Self::V16 => "V16",
            Self::V17 => "V17",
            Self::V18 => "V18",
            Self::V19 => "V19",
        }
    }

    /// What the rule asks.
    pub const fn asks(self) -> &'static str {
        match self {
            Self::V00 => "the indicator is known",
            Self::V01 => "the unit converts to that of the indicator",
            Self::V02 => "a value in CO2e states the global warming potentials of the review",
            Self::V03 => "the value lies in the indicator's range",
            Self::V04 => "the pointer of IE and C leads to a value, without a circle",
            Self::V05 => "parts add to the whole within 1 %, and none is missing",
            Self::V06 => "a reported ratio is numerator over denominator",
            Self::V07 => "one value for one key",
            Self::V08 => "the change from year to year is like those before",
            Self::V09 => "the size is like that of its peers, not a power of ten away",
            Self::V10 => "population and GDP equal the reference series within 2 %",
            Self::V11 => "the year is one of the report's biennium",
            Self::V12 => "versions count upwards, and what is superseded is there",
            Self::V13 => "scope 2 by market stands beside scope 2 by location",
            Self::V14 => "e-waste collected does not exceed e-waste generated",
            Self::V15 => "the tier is not lower than before, unless it is said why",
            Self::V16 => "flexibility is applied only by those entitled to it",
            Self::V17 => "the date of the country lists lies in the biennium",
            Self::V18 => "there is no newer edition of the source",
            Self::V19 => "the source gives no reason to doubt the figure",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
