use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;

use crate::place::Country;
use crate::source::{SourceId, Status};
use crate::time::Year;

use super::ObservationError;

/// What an observation is about: which country, which year, which indicator, and which part
/// of it.
///
/// # Example
/// ```
/// use ict_impact::review::Key;
/// let key = Key::new("KEN".parse()?, "2022".parse()?, "PRJ.GRID.CI");
/// assert_eq!(key.to_string(), "KEN 2022 PRJ.GRID.CI");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Code of the indicator, or of the part of a ratio.
    pub indicator: Cow<'static, str>,
    /// The country that the value is of.
    pub country: Country,
    /// The calendar year.
    pub year: Year,
    /// Category of equipment (a UNU-KEY) if the value is of one; categories add to the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Cow<'static, str>>,
}

impl Key {
    /// The value of a whole country.
    pub fn new(country: Country, year: Year, indicator: impl Into<Cow<'static, str>>) -> Self {
        Self {
            indicator: indicator.into(),
            country,
            year,
            category: None,
        }
    }

    /// The value of one category of equipment.
    #[must_use]
    pub fn of_category(mut self, category: impl Into<Cow<'static, str>>) -> Self {
        self.category = Some(category.into());
        self
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.country, self.year, self.indicator)?;
        match &self.category {
            Some(category) => write!(f, " {category}"),
            None => Ok(()),
        }
    }
}

/// A finite number with the unit it was reported in.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "RawReading")]
pub struct Reading {
    value: f64,
    unit: Cow<'static, str>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReading {
    value: f64,
    unit: String,
}

impl TryFrom<RawReading> for Reading {
    type Error = ObservationError;
    fn try_from(raw: RawReading) -> Result<Self, ObservationError> {
        Self::new(raw.value, raw.unit)
    }
}

impl Reading {
    /// `value` in `unit`.
    ///
    /// # Errors
    /// [`ObservationError::NotFinite`], [`ObservationError::NoUnit`]. Whether the unit fits the
    /// indicator is found by [`validate`](super::validate).
    pub fn new(value: f64, unit: impl Into<Cow<'static, str>>) -> Result<Self, ObservationError> {
        let unit = unit.into();
        if !value.is_finite() {
            return Err(ObservationError::NotFinite {
                value: value.to_string(),
            });
        }
        if unit.trim().is_empty() {
            return Err(ObservationError::NoUnit { value });
        }
        Ok(Self { value, unit })
    }

    /// The number.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Symbol of the unit.
    pub fn unit(&self) -> &str {
        &self.unit
    }
}

/// Why there is no value.
///
/// # Source
/// NO, NE, NA, IE and C are the notation keys of the UNFCCC reporting guidelines (decision
/// 5/CMA.3, annex I); NR is this library's, for an entity that sent no report.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum NotationKey {
    /// Not occurring: there is no such activity. Counts as complete and adds nothing.
    No,
    /// Not estimated: it occurs and is not known. Missing.
    Ne,
    /// Not applicable: the activity exists and cannot contribute. Counts as complete.
    Na,
    /// Included elsewhere: reported under the key that is named. Counts as complete there.
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

    /// Whether nothing is missing: the contribution is known to be nothing here.
    pub const fn is_complete(&self) -> bool {
        matches!(self, Self::No | Self::Na | Self::Ie(_))
    }
}

impl fmt::Display for NotationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A value, or why there is none. Never both, never NaN.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// A number with its unit.
    Value(Reading),
    /// Why there is none.
    Notation(NotationKey),
}

/// How a value came about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// Metered or counted.
    Measured,
    /// Reported by the entity or taken from a statistical source.
    Reported,
    /// Computed by a model from other data.
    Modelled,
    /// Computed from other observations by a definition (a numerator from ratio and denominator).
    Derived,
}

impl FromStr for Origin {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text {
            "measured" => Ok(Self::Measured),
            "reported" => Ok(Self::Reported),
            "modelled" => Ok(Self::Modelled),
            "derived" => Ok(Self::Derived),
            _ => Err(ObservationError::Unreadable {
                field: "origin",
                given: text.to_string(),
                accepted: "measured, reported, modelled or derived",
            }),
        }
    }
}

/// Methodological tier: 1 default factors, 2 national factors, 3 detailed models or metering.
///
/// # Source
/// 2006 IPCC Guidelines for National Greenhouse Gas Inventories, volume 1, chapter 1.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "u8", into = "u8")]
pub struct Tier(u8);

impl Tier {
    /// Tier 1: default factors.
    pub const ONE: Self = Self(1);
    /// Tier 2: national factors.
    pub const TWO: Self = Self(2);
    /// Tier 3: detailed models or metering.
    pub const THREE: Self = Self(3);
}

impl TryFrom<u8> for Tier {
    type Error = ObservationError;
    fn try_from(number: u8) -> Result<Self, ObservationError> {
        match number {
            1..=3 => Ok(Self(number)),
            _ => Err(ObservationError::Unreadable {
                field: "tier",
                given: number.to_string(),
                accepted: "1, 2 or 3",
            }),
        }
    }
}

impl From<Tier> for u8 {
    fn from(tier: Tier) -> u8 {
        tier.0
    }
}

/// Where a value came from and how.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// How it came about.
    pub origin: Origin,
    /// Tier of the method, if one was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The source in the register.
    pub source: SourceId,
    /// Further sources that a model took data from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<SourceId>,
    /// How the source was read.
    pub status: Status,
    /// What a reader should know, such as the method of a model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Cow<'static, str>>,
}

impl Meta {
    /// A value that was reported by or read in `source`.
    pub fn reported(source: SourceId, status: Status) -> Self {
        Self {
            origin: Origin::Reported,
            tier: None,
            source,
            also: Vec::new(),
            status,
            comment: None,
        }
    }

    /// A value that a model of this tier computed from data of `source` and of the others.
    pub fn modelled(
        source: SourceId,
        also: Vec<SourceId>,
        tier: Tier,
        method: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            origin: Origin::Modelled,
            tier: Some(tier),
            source,
            also,
            status: Status::Derived,
            comment: Some(method.into()),
        }
    }
}

/// One reported, modelled or derived value, or why there is none.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// What it is about.
    pub key: Key,
    /// The value, or why there is none.
    pub datum: Datum,
    /// Where it came from.
    pub meta: Meta,
}
