//! UNU-KEYS: the 54 kinds of equipment of e-waste statistics, with category, average mass and
//! lifetime.
//!
//! # Source
//! Keys, categories and average masses: Statistics Netherlands, ewaste tool 1.2.0 (commit
//! ec302519, MIT); the latest masses are forecasts of that tool. Lifetimes: WEEE Calculation
//! Tool Manual 2023, pages 22–23 (European Commission), and UNU guidelines 2015, both as
//! transcribed in public repositories and not compared with the documents
//! ([`Secondary`](Status::Secondary)).
//!
//! # What to know
//! - Categories are those of the tool. Other tables differ: 0703 is in large equipment, 0501 in
//!   lamps elsewhere; 0307 (professional IT) is large equipment in EU-6 and IT in EU-10.
//! - The guidelines of 2015 have no lifetime for 0001 and 0002. A shape of 0.7 (mobile phones,
//!   2015) means that the rate of discarding falls with age.
//! - Left out: masses by country, and the lifetimes of an unnamed "2023 paper".
//!
//! # Example
//! ```
//! use ict_impact::reference::unu_keys::{LifetimeProfile, UnuKey};
//! let laptops: UnuKey = "0303".parse()?;
//! assert_eq!(laptops.description(), "Laptops (incl. tablets)");
//! let lifetime = laptops.lifetime(LifetimeProfile::NetherlandsFranceBelgium2023).unwrap();
//! assert_eq!((lifetime.value.shape, lifetime.value.scale_years), (1.6, 6.57));
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::ReferenceError;
use crate::quantity::Mass;
use crate::source::{Sourced, Status, embedded, embedded_source};
use crate::time::Year;

struct Row {
    key: &'static str,
    description: &'static str,
    eu6: Category,
    eu10: Category,
    introduced: u16,
    source: u8,
}

struct Weight {
    key: UnuKey,
    first_year: u16,
    last_year: u16,
    kilogram: f64,
    source: u8,
}

struct LifetimeRow {
    key: UnuKey,
    profile: LifetimeProfile,
    shape: f64,
    scale_years: f64,
    source: u8,
    status: Status,
}

mod data {
    // A figure may happen to look like a mathematical constant.
    #![allow(clippy::approx_constant)]
    use super::{Category, LifetimeProfile, LifetimeRow, Row, UnuKey, Weight};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/unu_keys.rs"));
}

/// A category of Directive 2012/19/EU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Category {
    /// Number of the category, with a letter where statistics split it.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// Whose lifetimes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum LifetimeProfile {
    /// WEEE Calculation Tool 2023: the Netherlands, France and Belgium.
    #[serde(rename = "NL_FR_BE")]
    NetherlandsFranceBelgium2023,
    /// WEEE Calculation Tool 2023: Italy.
    #[serde(rename = "IT")]
    Italy2023,
    /// UNU guidelines 2015: one value for all countries.
    #[serde(rename = "UNU_2015")]
    UnuGuidelines2015,
}

/// Parameters of a Weibull lifetime.
///
/// # Equation
/// ```text
/// S(t) = exp(−(t / scale)^shape)
/// S      part of a cohort still in use at age t
/// shape  number
/// scale  years
/// ```
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct WeibullLifetime {
    /// Shape, without unit.
    pub shape: f64,
    /// Scale in years.
    pub scale_years: f64,
}

/// A kind of equipment, named by its four digits: `0303`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct UnuKey(u8);

impl UnuKey {
    /// A position that the build script has checked.
    pub(super) const fn at(position: u8) -> Self {
        Self(position)
    }

    fn row(self) -> &'static Row {
        &data::ROWS[usize::from(self.0)]
    }

    /// Every key, in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..data::ROWS.len()).map(|at| Self(at as u8))
    }

    /// The four digits.
    pub fn code(self) -> &'static str {
        self.row().key
    }

    /// What is in it.
    pub fn description(self) -> &'static str {
        self.row().description
    }

    /// Category of Annex III of the Directive (in force since 2018).
    pub fn eu6(self) -> Category {
        self.row().eu6
    }

    /// Category of Annex I of the Directive (to 2018).
    pub fn eu10(self) -> Category {
        self.row().eu10
    }

    /// Whether it is IT and telecommunications equipment (category 3 of EU-10).
    pub fn is_it_and_telecommunications(self) -> bool {
        self.eu10().code == "3"
    }

    /// First year of sales that the tool assumes.
    pub fn introduced(self) -> u16 {
        self.row().introduced
    }

    /// Where key, description and categories come from.
    pub fn source(self) -> Sourced<Self> {
        let source = self.row().source;
        embedded(self, source, embedded_source(source).status())
    }

    fn weights(self) -> &'static [Weight] {
        let start = data::WEIGHTS.partition_point(|weight| weight.key < self);
        let end = data::WEIGHTS.partition_point(|weight| weight.key <= self);
        &data::WEIGHTS[start..end]
    }

    /// Average mass of a piece put on the market in `year`; none outside the years of the
    /// table (1993–2021, laptops from 1980).
    ///
    /// # Example
    /// ```
    /// use ict_impact::{quantity::{Mass, parse}, reference::unu_keys::UnuKey};
    /// let laptops: UnuKey = "0303".parse()?;
    /// let of = |year: &str| Ok::<_, ict_impact::time::TimeError>(laptops.average_mass(year.parse()?));
    /// assert_eq!(of("2010")?.unwrap().value, parse::<Mass>("2.28 kg")?);
    /// assert_eq!(of("2022")?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn average_mass(self, year: Year) -> Option<Sourced<Mass>> {
        let year = year.get();
        let weights = self.weights();
        let at = weights.partition_point(|weight| i32::from(weight.last_year) < year);
        let weight = weights
            .get(at)
            .filter(|weight| i32::from(weight.first_year) <= year)?;
        Some(sourced_mass(weight))
    }

    /// Average mass of the nearest year of the table, with that year: the first year for
    /// anything before it, the last for anything after.
    ///
    /// # Example
    /// ```
    /// use ict_impact::{quantity::{Mass, parse}, reference::unu_keys::UnuKey};
    /// let (year, mass) = "0303".parse::<UnuKey>()?.nearest_average_mass("2030".parse()?).unwrap();
    /// assert_eq!(year.get(), 2021);
    /// assert_eq!(mass.value, parse::<Mass>("0.82 kg")?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nearest_average_mass(self, year: Year) -> Option<(Year, Sourced<Mass>)> {
        let weights = self.weights();
        let first = Year::new(weights.first()?.first_year.into()).ok()?;
        let last = Year::new(weights.last()?.last_year.into()).ok()?;
        let year = year.clamp(first, last);
        Some((year, self.average_mass(year)?))
    }

    /// Weibull lifetime of a profile; UNU 2015 has none for 0001 and 0002.
    pub fn lifetime(self, profile: LifetimeProfile) -> Option<Sourced<WeibullLifetime>> {
        let key = (self, profile);
        let at = data::LIFETIMES
            .binary_search_by_key(&key, |row| (row.key, row.profile))
            .ok()?;
        let row = data::LIFETIMES.get(at)?;
        let value = WeibullLifetime {
            shape: row.shape,
            scale_years: row.scale_years,
        };
        Some(embedded(value, row.source, row.status))
    }
}

fn sourced_mass(weight: &Weight) -> Sourced<Mass> {
    let mass = Mass::new::<uom::si::mass::kilogram>(weight.kilogram);
    embedded(mass, weight.source, embedded_source(weight.source).status())
}

impl fmt::Debug for UnuKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnuKey({})", self.code())
    }
}

impl fmt::Display for UnuKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for UnuKey {
    type Err = ReferenceError;
    /// Reads the four digits.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        match data::ROWS.binary_search_by(|row| row.key.cmp(text)) {
            Ok(at) => Ok(Self(at as u8)),
            Err(_) => {
                let codes = data::ROWS.iter().map(|row| row.key);
                // A spreadsheet takes the leading zeros away.
                let padded = alloc::format!("{:0>4}", text.trim());
                Err(ReferenceError::unknown(
                    "a UNU-KEY of four digits",
                    text,
                    &padded,
                    "0303",
                    codes,
                ))
            }
        }
    }
}

impl TryFrom<String> for UnuKey {
    type Error = ReferenceError;
    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<UnuKey> for String {
    fn from(key: UnuKey) -> String {
        key.code().to_string()
    }
}
