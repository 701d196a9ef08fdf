use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

use super::PlaceError;

struct Row {
    alpha2: &'static str,
    alpha3: &'static str,
    numeric: Option<u16>,
    m49: u16,
    name: &'static str,
}

mod data {
    use super::Row;
    include!(concat!(env!("OUT_DIR"), "/countries.rs"));
}

/// A country or area of ISO 3166-1.
///
/// Ordered by alpha-3 code, written and serialised as alpha-3 code. The table has the 249
/// codes of the standard, and Kosovo under the codes XK and XKX that the standard leaves to
/// users: see [`Country::is_user_assigned`]. It says nothing about the status of a territory.
///
/// # Source
/// ISO 3166-1 and UN M49 codes as listed by datahub.io `country-codes` (commit caa72d1e0e5a,
/// 2026, PDDL); names and Kosovo from bblocks-places 0.0.6 (MIT).
///
/// # Example
/// ```
/// use ict_impact::place::Country;
/// let namibia = Country::from_alpha2("NA")?;
/// assert_eq!(namibia, Country::from_numeric(516)?);
/// assert_eq!(namibia.to_string(), "NAM");
/// assert_eq!(namibia.name(), "Namibia");
/// assert_eq!(Country::all().count(), 250);
/// let error = "nam".parse::<Country>().unwrap_err();
/// assert!(error.to_string().ends_with("did you mean NAM or NA (Namibia)?"));
/// # Ok::<(), ict_impact::place::PlaceError>(())
/// ```
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Country(u16);

impl Country {
    /// A position that the build script has checked.
    pub(crate) const fn at(position: u16) -> Self {
        Self(position)
    }

    /// Number of countries and areas.
    pub(crate) const COUNT: usize = data::ROWS.len();

    /// The position in the order of the alpha-3 codes.
    #[inline]
    pub(crate) const fn position(self) -> usize {
        self.0 as usize
    }

    fn row(self) -> &'static Row {
        &data::ROWS[usize::from(self.0)]
    }

    /// The country of an alpha-2 code, in capital letters.
    ///
    /// # Errors
    /// [`PlaceError::UnknownCountry`] for any other text.
    pub fn from_alpha2(code: &str) -> Result<Self, PlaceError> {
        let found = data::BY_ALPHA2.binary_search_by(|at| Self(*at).alpha2().cmp(code));
        match found {
            Ok(at) => Ok(Self(data::BY_ALPHA2[at])),
            Err(_) => Err(unknown(code)),
        }
    }

    /// The country of an alpha-3 code, in capital letters.
    ///
    /// # Errors
    /// [`PlaceError::UnknownCountry`] for any other text.
    pub fn from_alpha3(code: &str) -> Result<Self, PlaceError> {
        match data::ROWS.binary_search_by(|row| row.alpha3.cmp(code)) {
            Ok(at) => Ok(Self(at as u16)),
            Err(_) => Err(unknown(code)),
        }
    }

    /// The country of an ISO 3166-1 numeric code.
    ///
    /// # Errors
    /// [`PlaceError::UnknownNumber`] if the standard has no such country.
    pub fn from_numeric(code: u16) -> Result<Self, PlaceError> {
        let found = data::BY_NUMERIC.binary_search_by_key(&Some(code), |at| Self(*at).numeric());
        match found {
            Ok(at) => Ok(Self(data::BY_NUMERIC[at])),
            Err(_) => Err(PlaceError::UnknownNumber { given: code }),
        }
    }

    /// The country of a UN M49 code: the ISO number, and 412 for Kosovo.
    ///
    /// # Errors
    /// [`PlaceError::UnknownNumber`] if there is no such country; the code of a region is not
    /// the code of a country.
    pub fn from_m49(code: u16) -> Result<Self, PlaceError> {
        match data::BY_M49.binary_search_by_key(&code, |at| Self(*at).m49()) {
            Ok(at) => Ok(Self(data::BY_M49[at])),
            Err(_) => Err(PlaceError::UnknownNumber { given: code }),
        }
    }

    /// Every country and area of the table, in the order of the alpha-3 codes.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..data::ROWS.len()).map(|at| Self(at as u16))
    }

    /// ISO 3166-1 alpha-2 code; `NA` is Namibia.
    pub fn alpha2(self) -> &'static str {
        self.row().alpha2
    }

    /// ISO 3166-1 alpha-3 code.
    pub fn alpha3(self) -> &'static str {
        self.row().alpha3
    }

    /// ISO 3166-1 numeric code, written with three digits; none for a user-assigned code.
    pub fn numeric(self) -> Option<u16> {
        self.row().numeric
    }

    /// UN M49 code.
    pub fn m49(self) -> u16 {
        self.row().m49
    }

    /// Short English name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether the code is not one of ISO 3166-1 but of those it leaves to its users: XKX.
    pub fn is_user_assigned(self) -> bool {
        self.numeric().is_none()
    }
}

/// The error for `given`, with the country whose code or name it is in another spelling.
#[cold]
fn unknown(given: &str) -> PlaceError {
    let trimmed = given.trim();
    let code = match trimmed.to_ascii_uppercase().as_str() {
        // Reserved in ISO 3166-1 at the wish of the country, and used by the European Union.
        "UK" => "GB".to_string(),
        "EL" => "GR".to_string(),
        other => other.to_string(),
    };
    let same = |country: &Country| {
        code == country.alpha3()
            || code == country.alpha2()
            || trimmed.eq_ignore_ascii_case(country.name())
    };
    PlaceError::UnknownCountry {
        given: given.to_string(),
        nearest: Country::all().find(same),
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.alpha3())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.alpha3())
    }
}

impl FromStr for Country {
    type Err = PlaceError;
    /// Reads an alpha-3 or alpha-2 code as the standard writes it, in capital letters.
    fn from_str(text: &str) -> Result<Self, PlaceError> {
        if text.len() == 2 {
            Self::from_alpha2(text)
        } else {
            Self::from_alpha3(text)
        }
    }
}

impl TryFrom<String> for Country {
    type Error = PlaceError;
    fn try_from(text: String) -> Result<Self, PlaceError> {
        text.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.alpha3().to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back() {
        for country in Country::all() {
            assert_eq!(Country::from_alpha2(country.alpha2()), Ok(country));
            assert_eq!(Country::from_alpha3(country.alpha3()), Ok(country));
            assert_eq!(Country::from_m49(country.m49()), Ok(country));
            match country.numeric() {
                Some(number) => assert_eq!(Country::from_numeric(number), Ok(country)),
                None => assert_eq!(country.alpha3(), "XKX"),
            }
            let json = serde_json::to_string(&country).unwrap();
            assert_eq!(json, alloc::format!("\"{}\"", country.alpha3()));
            assert_eq!(serde_json::from_str::<Country>(&json).unwrap(), country);
        }
    }

    #[test]
    fn unknown_codes_name_what_was_meant() {
        let nearest = |text: &str| match text.parse::<Country>() {
            Err(PlaceError::UnknownCountry { given, nearest }) => {
                assert_eq!(given, text);
                nearest.map(Country::alpha3)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(nearest("na"), Some("NAM"));
        assert_eq!(nearest(" NAM"), Some("NAM"));
        assert_eq!(nearest("namibia"), Some("NAM"));
        assert_eq!(nearest("UK"), Some("GBR"));
        assert_eq!(nearest("EL"), Some("GRC"));
        for text in ["", "QQ", "WOR", "516", "NAMIBIAA", "ÅLA"] {
            assert_eq!(nearest(text), None, "{text}");
        }
        assert_eq!(
            Country::from_numeric(412),
            Err(PlaceError::UnknownNumber { given: 412 })
        );
        assert_eq!(Country::from_m49(412).unwrap().alpha3(), "XKX");
        assert_eq!(
            Country::from_m49(2),
            Err(PlaceError::UnknownNumber { given: 2 })
        );
    }
}
