use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use crate::review::{Entity, Key, ObservationError, ReportId};
use crate::source::Digest;

/// What a finding is about.
///
/// | written | about |
/// |---|---|
/// | `report:` and its id | one report |
/// | `KEN` or `org:ACME` | one entity |
/// | `indicator:` and its code | an indicator, of all entities |
/// | `KEN SDG.12.4.2.EWG` | an indicator of one entity, in all years |
/// | `KEN 2022 SDG.12.4.2.EWG` | one value |
///
/// # Example
/// ```
/// use ict_impact::review::follow_up::Subject;
/// let subject: Subject = "NA SDG.12.4.2.EWG".parse()?;
/// assert_eq!(subject.to_string(), "NAM SDG.12.4.2.EWG");
/// assert_eq!(subject.indicator(), Some("SDG.12.4.2.EWG"));
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum Subject {
    /// One report.
    Report(ReportId),
    /// One entity.
    Entity(Entity),
    /// An indicator, of all entities.
    Indicator(String),
    /// An indicator of one entity, in all years.
    EntityIndicator(Entity, String),
    /// One value.
    Value(Key),
}

impl Subject {
    /// The entity, if it is about one.
    pub fn entity(&self) -> Option<Entity> {
        match self {
            Self::Entity(entity) | Self::EntityIndicator(entity, _) => Some(*entity),
            Self::Value(key) => Some(key.entity),
            Self::Report(_) | Self::Indicator(_) => None,
        }
    }

    /// The code of the indicator, if it is about one.
    pub fn indicator(&self) -> Option<&str> {
        match self {
            Self::Indicator(code) | Self::EntityIndicator(_, code) => Some(code),
            Self::Value(key) => Some(&key.indicator),
            Self::Report(_) | Self::Entity(_) => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report(id) => write!(f, "report:{id}"),
            Self::Entity(entity) => write!(f, "{entity}"),
            Self::Indicator(code) => write!(f, "indicator:{code}"),
            Self::EntityIndicator(entity, code) => write!(f, "{entity} {code}"),
            Self::Value(key) => write!(f, "{key}"),
        }
    }
}

impl FromStr for Subject {
    type Err = ObservationError;

    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let unreadable = || ObservationError::Unreadable {
            field: "about",
            given: text.to_string(),
            accepted: "report:ID, an entity, indicator:CODE, entity and code, or entity, year and code",
        };
        if let Some(id) = text.strip_prefix("report:") {
            let digest: Digest = id.parse().map_err(|_| unreadable())?;
            return Ok(Self::Report(ReportId::new(digest)));
        }
        if let Some(code) = text.strip_prefix("indicator:") {
            return match code.is_empty() || code.contains(char::is_whitespace) {
                true => Err(unreadable()),
                false => Ok(Self::Indicator(code.to_string())),
            };
        }
        let mut words = text.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(entity), None, _) => Ok(Self::Entity(entity.parse()?)),
            (Some(entity), Some(code), None) => {
                Ok(Self::EntityIndicator(entity.parse()?, code.to_string()))
            }
            (Some(_), Some(_), Some(_)) => Ok(Self::Value(text.parse()?)),
            _ => Err(unreadable()),
        }
    }
}

impl TryFrom<String> for Subject {
    type Error = ObservationError;
    fn try_from(text: String) -> Result<Self, ObservationError> {
        text.parse()
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read_as_they_are_written() {
        let report = alloc::format!("report:{}", Digest::of(&1).unwrap());
        for text in [
            report.as_str(),
            "KEN",
            "org:ACME",
            "indicator:PRJ.GRID.CI",
            "org:ACME PRJ.ICT.GHG.S1",
            "KEN 2022 SDG.12.4.2.EWG category=0303",
        ] {
            let subject: Subject = text.parse().unwrap();
            assert_eq!(subject.to_string(), text);
            let json = serde_json::to_string(&subject).unwrap();
            assert_eq!(serde_json::from_str::<Subject>(&json).unwrap(), subject);
        }
        for bad in [
            "",
            "report:x",
            "indicator:",
            "indicator:a b",
            "XX",
            "KEN x PRJ",
        ] {
            assert!(bad.parse::<Subject>().is_err(), "{bad}");
        }
    }
}
