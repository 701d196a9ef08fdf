use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use alloc::string::{String, ToString};

use crate::place::Country;

use super::super::ObservationError;

/// Who a value is of: a country or an organisation.
///
/// Countries are written by their alpha-3 code, organisations as `org:` and their id.
///
/// # Example
/// ```
/// use ict_impact::review::Entity;
/// let country: Entity = "NA".parse()?;
/// assert_eq!(country.to_string(), "NAM"); // Namibia, not a missing value
/// let operator: Entity = "org:5493001KJTIIGC8Y1R12".parse()?;
/// assert!(operator.country().is_none());
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub enum Entity {
    /// A country or area.
    Country(Country),
    /// An organisation.
    Organisation(Organisation),
}

impl Entity {
    /// The country, if it is one.
    pub fn country(self) -> Option<Country> {
        match self {
            Self::Country(country) => Some(country),
            Self::Organisation(_) => None,
        }
    }

    /// The organisation, if it is one.
    pub fn organisation(self) -> Option<Organisation> {
        match self {
            Self::Organisation(organisation) => Some(organisation),
            Self::Country(_) => None,
        }
    }
}

impl From<Country> for Entity {
    fn from(country: Country) -> Self {
        Self::Country(country)
    }
}

impl From<Organisation> for Entity {
    fn from(organisation: Organisation) -> Self {
        Self::Organisation(organisation)
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => f.pad(country.alpha3()),
            Self::Organisation(organisation) => write!(f, "org:{organisation}"),
        }
    }
}

impl FromStr for Entity {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        match text.strip_prefix("org:") {
            Some(id) => Ok(Self::Organisation(id.parse()?)),
            None => Ok(Self::Country(text.parse()?)),
        }
    }
}

impl TryFrom<String> for Entity {
    type Error = ObservationError;
    fn try_from(text: String) -> Result<Self, ObservationError> {
        text.parse()
    }
}

impl From<Entity> for String {
    fn from(entity: Entity) -> Self {
        entity.to_string()
    }
}

/// The most letters that the id of an organisation has.
pub(in crate::review) const LONGEST: usize = 23;

/// Id of an organisation: 1 to 23 ASCII letters, digits, `-`, `.` and `_`. A Legal Entity
/// Identifier (ISO 17442, 20 letters) is one.
#[derive(Clone, Copy, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Organisation {
    length: u8,
    letters: [u8; LONGEST],
}

impl Organisation {
    /// The id `text`.
    ///
    /// # Errors
    /// [`ObservationError::Unreadable`] for any other text than 1 to 23 ASCII letters, digits,
    /// `-`, `.` and `_`.
    pub fn new(text: &str) -> Result<Self, ObservationError> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
        let mut letters = [0; LONGEST];
        match letters.get_mut(..text.len()) {
            Some(place) if !text.is_empty() && text.bytes().all(allowed) => {
                place.copy_from_slice(text.as_bytes());
            }
            _ => {
                return Err(ObservationError::Unreadable {
                    field: "organisation",
                    given: text.to_string(),
                    accepted: "1 to 23 ASCII letters, digits, -, . and _",
                });
            }
        }
        Ok(Self {
            length: text.len() as u8,
            letters,
        })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.letters
            .get(..usize::from(self.length))
            .and_then(|letters| core::str::from_utf8(letters).ok())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Organisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Organisation({:?})", self.as_str())
    }
}

impl fmt::Display for Organisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl PartialEq for Organisation {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Organisation {}

impl Hash for Organisation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Organisation {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Organisation {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl FromStr for Organisation {
    type Err = ObservationError;
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        Self::new(text)
    }
}

impl TryFrom<String> for Organisation {
    type Error = ObservationError;
    fn try_from(text: String) -> Result<Self, ObservationError> {
        Self::new(&text)
    }
}

impl From<Organisation> for String {
    fn from(organisation: Organisation) -> Self {
        organisation.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_organisations_are_told_apart() {
        let namibia: Entity = "NA".parse().unwrap();
        assert_eq!(namibia, Entity::Country("NAM".parse().unwrap()));
        let operator: Entity = "org:NAM".parse().unwrap();
        assert_eq!(operator.to_string(), "org:NAM");
        assert_ne!(operator, namibia);
        assert!(namibia < operator);
        for bad in [
            "",
            "org:",
            "org:a b",
            "org:a-very-long-name-indeed-x",
            "XX",
            "org:é",
        ] {
            assert!(bad.parse::<Entity>().is_err(), "{bad}");
        }
        let longest = "12345678901234567890abc";
        assert_eq!(Organisation::new(longest).unwrap().as_str(), longest);
    }

    #[test]
    fn ids_are_ordered_as_their_texts() {
        let id = |text| Organisation::new(text).unwrap();
        assert!(id("A") < id("AB") && id("AB") < id("B"));
    }
}
