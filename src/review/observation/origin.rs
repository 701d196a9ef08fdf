use alloc::string::ToString;
use core::str::FromStr;

use super::super::ObservationError;

/// How a value came about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Put where nothing was known, by whoever reports or by [`fill`](crate::review::fill).
    Filled,
}

impl Origin {
    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Reported => "reported",
            Self::Modelled => "modelled",
            Self::Derived => "derived",
            Self::Filled => "filled",
        }
    }
}

impl FromStr for Origin {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text {
            "measured" => Ok(Self::Measured),
            "reported" => Ok(Self::Reported),
            "modelled" => Ok(Self::Modelled),
            "derived" => Ok(Self::Derived),
            "filled" => Ok(Self::Filled),
            _ => Err(ObservationError::Unreadable {
                field: "origin",
                given: text.to_string(),
                accepted: "measured, reported, modelled, derived or filled",
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
