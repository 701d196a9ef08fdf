//! Categories of Directive 2012/19/EU, and how much of each is to be recovered and recycled.
//!
//! | until | categories | targets |
//! |---|---|---|
//! | 14 August 2015 | ten of Annex I (EU-10) | recovery; reuse and recycling |
//! | 14 August 2018 | the same | recovery; preparing for re-use and recycling, each 5 points more |
//! | now | six of Annex III (EU-6) | the same; lamps: recycling only |
//!
//! # Source
//! The transpositions of Annex V: the French arrêté of 23 November 2005, article 3 (EU-10), and
//! the German ElektroG, section 22 (EU-6). The Directive itself was not read:
//! [`Secondary`](crate::source::Status::Secondary). Names of categories: Statistics Netherlands.
//!
//! # What to know
//! - Of the beginning of the first period the source gives the month, August 2012: the days of
//!   that month have no target here.
//! - The targets changed in mid-August: a calendar year such as 2018 has two.
//! - Photovoltaic panels are in category 4 of both schemes. Gas discharge lamps are a part of
//!   category 5 of EU-10 with a target of their own.
//! - Left out: targets of national law that go further (France: category 6 at 80 % and 70 %).
//!
//! # Example
//! ```
//! use ict_impact::reference::weee_targets::{TargetKind, WeeeCategory, target};
//! let small_it: WeeeCategory = "EU6-6".parse()?;
//! let recovery = target(small_it, TargetKind::Recovery, "2024-12-31".parse()?).unwrap();
//! assert_eq!(recovery.minimum().value.percent(), 75.0);
//! assert_eq!(target(small_it, TargetKind::Recovery, "2017-12-31".parse()?), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};

use super::ReferenceError;
use super::unu_keys::UnuKey;
use crate::place::PartialDate;
use crate::quantity::{Quantity, Share};
use crate::source::{Sourced, Status, embedded, embedded_source};
use crate::time::Date;

struct CategoryRow {
    code: &'static str,
    scheme: CategoryScheme,
    number: u8,
    name: &'static str,
    source: u8,
}

struct TargetRow {
    category: WeeeCategory,
    kind: TargetKind,
    from: PartialDate,
    to: Option<PartialDate>,
    minimum_percent: f64,
    source: u8,
    status: Status,
}

mod data {
    use super::{CategoryRow, CategoryScheme, TargetKind, TargetRow, WeeeCategory};
    use crate::place::PartialDate;
    use crate::source::Status;
    use crate::time::Year;
    include!(concat!(env!("OUT_DIR"), "/weee_targets.rs"));
}

/// Which annex numbers the categories.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum CategoryScheme {
    /// The ten categories of Annex I, to 14 August 2018.
    #[serde(rename = "EU10")]
    Eu10,
    /// The six categories of Annex III, from 15 August 2018.
    #[serde(rename = "EU6")]
    Eu6,
}

impl fmt::Display for CategoryScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Eu10 => "EU-10",
            Self::Eu6 => "EU-6",
        })
    }
}

/// A category of the Directive, named by its code: `EU6-2`, `EU10-3`.
///
/// # Example
/// ```
/// use ict_impact::reference::weee_targets::{CategoryScheme, WeeeCategory};
/// let screens: WeeeCategory = "EU6-2".parse()?;
/// assert_eq!((screens.scheme(), screens.number()), (CategoryScheme::Eu6, 2));
/// assert_eq!(screens.name(), "Screens, monitors and equipment containing screens");
/// assert_eq!(WeeeCategory::of("0303".parse()?, CategoryScheme::Eu6), screens);
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct WeeeCategory(u8);

impl WeeeCategory {
    fn row(self) -> &'static CategoryRow {
        &data::CATEGORIES[usize::from(self.0)]
    }

    /// Every category: EU-10, then EU-6.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        (0..data::CATEGORIES.len()).map(|at| Self(at as u8))
    }

    /// The category that Statistics Netherlands has a key in. Where other tables differ, see
    /// [`ewaste::categories`](crate::ewaste::categories).
    pub fn of(key: UnuKey, scheme: CategoryScheme) -> Self {
        let code = match scheme {
            CategoryScheme::Eu10 => key.eu10().code,
            CategoryScheme::Eu6 => key.eu6().code,
        };
        // Statistics split category 4 into 4a and 4b (photovoltaic panels).
        let number = code.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let number = number.parse::<u8>().unwrap_or(0);
        let found = Self::all().find(|c| c.scheme() == scheme && c.number() == number);
        // A test holds that every key has its category in both schemes.
        found.unwrap_or(Self(0))
    }

    /// The code.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The annex that numbers it.
    pub fn scheme(self) -> CategoryScheme {
        self.row().scheme
    }

    /// Its number in the annex.
    pub fn number(self) -> u8 {
        self.row().number
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether it is only a part of the category of its number: the gas discharge lamps.
    pub fn is_part(self) -> bool {
        self.code().matches('-').count() > 1
    }

    /// Where the name comes from.
    pub fn source(self) -> Sourced<Self> {
        let source = self.row().source;
        embedded(self, source, embedded_source(source).status())
    }
}

impl fmt::Debug for WeeeCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WeeeCategory({})", self.code())
    }
}

impl fmt::Display for WeeeCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for WeeeCategory {
    type Err = ReferenceError;
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        Self::all().find(|c| c.code() == text).ok_or_else(|| {
            let codes = Self::all().map(Self::code);
            let table = "a category of e-waste";
            ReferenceError::unknown(table, text, text, "EU6-2", codes)
        })
    }
}

impl TryFrom<String> for WeeeCategory {
    type Error = ReferenceError;
    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<WeeeCategory> for String {
    fn from(category: WeeeCategory) -> String {
        category.code().to_string()
    }
}

/// What is to reach a part of the e-waste collected separately.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TargetKind {
    /// Recovery, which includes recycling and energy recovery.
    Recovery,
    /// Reuse and recycling; from 15 August 2015 preparing for re-use and recycling.
    #[serde(rename = "reuse_recycling")]
    ReuseAndRecycling,
    /// Recycling alone: lamps.
    Recycling,
}

impl TargetKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Recovery, Self::ReuseAndRecycling, Self::Recycling];
}

impl fmt::Display for TargetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Recovery => "recovery",
            Self::ReuseAndRecycling => "preparing for re-use and recycling",
            Self::Recycling => "recycling",
        })
    }
}

/// A target of a category and a period.
#[derive(Clone, Copy)]
pub struct WeeeTarget(&'static TargetRow);

impl WeeeTarget {
    /// The category.
    pub fn category(self) -> WeeeCategory {
        self.0.category
    }

    /// What is to reach the minimum.
    pub fn kind(self) -> TargetKind {
        self.0.kind
    }

    /// The least part of the mass collected separately.
    pub fn minimum(self) -> Sourced<Share> {
        let share = Share::from_checked(self.0.minimum_percent / 100.0);
        embedded(share, self.0.source, self.0.status)
    }

    /// When it began; perhaps only the month.
    pub fn from(self) -> PartialDate {
        self.0.from
    }

    /// Its last day; none while it is in force.
    pub fn to(self) -> Option<PartialDate> {
        self.0.to
    }

    /// Whether it surely applied on a day.
    pub fn applies_on(self, day: Date) -> bool {
        let begins = self.0.from;
        let begun = match begins.first_day() == begins.last_day() {
            true => begins.first_day() <= day,
            false => begins.last_day() < day,
        };
        begun && self.0.to.is_none_or(|to| day <= to.first_day())
    }
}

impl PartialEq for WeeeTarget {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for WeeeTarget {}

impl fmt::Debug for WeeeTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {}: {}",
            self.kind(),
            self.category(),
            self.minimum()
        )
    }
}

/// Every target, by category, kind and period.
pub fn all() -> impl DoubleEndedIterator<Item = WeeeTarget> + ExactSizeIterator {
    data::TARGETS.iter().map(WeeeTarget)
}

/// The target of a category on a day, if there is one.
///
/// # Source
/// See the [module](self).
///
/// # Example
/// ```
/// use ict_impact::reference::weee_targets::{TargetKind, target};
/// let it = "EU10-3".parse()?;
/// let on = |day: &str| Ok::<_, ict_impact::time::TimeError>(target(it, TargetKind::Recovery, day.parse()?));
/// assert_eq!(on("2015-08-14")?.unwrap().minimum().value.percent(), 75.0);
/// assert_eq!(on("2015-08-15")?.unwrap().minimum().value.percent(), 80.0);
/// assert_eq!(on("2018-08-15")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn target(category: WeeeCategory, kind: TargetKind, day: Date) -> Option<WeeeTarget> {
    let of = |target: &WeeeTarget| target.category() == category && target.kind() == kind;
    all().find(|target| of(target) && target.applies_on(day))
}
