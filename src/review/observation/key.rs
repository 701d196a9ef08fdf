use alloc::borrow::Cow;
use alloc::string::ToString;
use core::fmt;
use core::str::FromStr;

use crate::time::Year;

use super::super::ObservationError;
use super::{Dimension, Entity, Part};

/// What an observation is about: of whom, which year, which indicator, and which part of it.
///
/// # Example
/// ```
/// use ict_impact::{place::Country, review::Key};
/// let kenya: Country = "KEN".parse()?;
/// let key = Key::new(kenya, "2022".parse()?, "PRJ.GRID.CI");
/// assert_eq!(key.to_string(), "KEN 2022 PRJ.GRID.CI");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Code of the indicator, or of the part of a ratio.
    pub indicator: Cow<'static, str>,
    /// Who the value is of.
    pub entity: Entity,
    /// The calendar year that it counts for.
    pub year: Year,
    /// Which part of the whole it is; parts of one division add up to the whole.
    #[serde(default, skip_serializing_if = "Part::is_whole")]
    pub part: Part,
}

impl Key {
    /// The whole value of a country or an organisation.
    pub fn new(
        entity: impl Into<Entity>,
        year: Year,
        indicator: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            indicator: indicator.into(),
            entity: entity.into(),
            year,
            part: Part::WHOLE,
        }
    }

    /// The value of one part.
    #[must_use]
    pub fn of_part(mut self, part: Part) -> Self {
        self.part = part;
        self
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.entity, self.year, self.indicator)?;
        if self.part.is_whole() {
            return Ok(());
        }
        write!(f, " {}", self.part)
    }
}

impl FromStr for Key {
    type Err = ObservationError;

    /// Reads what `Display` writes: entity, year, indicator and, if there is one, the part.
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let mut words = text.split_whitespace();
        match (
            words.next(),
            words.next(),
            words.next(),
            words.next(),
            words.next(),
        ) {
            (Some(entity), Some(year), Some(indicator), part, None) => {
                let entity: Entity = entity.parse()?;
                let key = Self::new(entity, year.parse()?, indicator.to_string());
                Ok(key.of_part(part.unwrap_or_default().parse()?))
            }
            _ => Err(ObservationError::Unreadable {
                field: "key",
                given: text.to_string(),
                accepted: "entity, year, indicator and maybe a part, as NAM 2022 PRJ.GRID.CI",
            }),
        }
    }
}

/// By its part, or by our naming of indicators, in which `.S3` is scope 3.
pub(in crate::review) fn is_scope_3(indicator: &str, part: &Part) -> bool {
    part.code(Dimension::Scope) == Some("3") || indicator.ends_with(".S3")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in [
            "NAM 2022 SDG.12.4.2.EWG",
            "org:ACME 2023 PRJ.ICT.GHG.LB scope=1,stage=use",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        for bad in [
            "",
            "NAM 2022",
            "NAM x PRJ",
            "NAM 2022 A 0303",
            "NAM 2022 A stage=use B",
        ] {
            assert!(bad.parse::<Key>().is_err(), "{bad}");
        }
    }
}
