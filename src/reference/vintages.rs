//! The carbon intensity of electricity as four copies of one public series had it: what was
//! known of a country and year, and when?
//!
//! A series such as Ember's is revised with every release. A review compares like with like only
//! if it knows which release a figure is of: see
//! [`review::restatement`](crate::review::restatement).
//!
//! | vintage | stored | countries | last year | figures from 2010 on |
//! |---|---|---|---|---|
//! | `2025-05` | 12 May 2025 | 209 | 2021 | 2464 |
//! | `2025-07` | 3 July 2025 | 212 | 2023 | 2828 |
//! | `2026-04` | 29 April 2026 | 212 | 2025 | 3249 |
//! | `2026-05` | 5 May 2026 | 212 | 2025 | 3050 |
//!
//! # Source
//! Ember, processed by Our World in Data (CC BY 4.0): four copies of the grapher export "carbon
//! intensity of electricity", read in public repositories ([`Status::Secondary`]). Figures are
//! rounded to four decimals; the copies print up to six.
//!
//! # What to know
//! - The record time is the day on which the copy was stored, not the day of the release: what a
//!   copy holds was known then at the latest, and may be older. Vintages are in the order of
//!   their record time, and that is not the order of the releases: the copy of `2026-05` lacks
//!   199 figures of 2023–2025 that the copy of `2026-04` has, so it holds the older release of
//!   the two. The copy of `2025-07` lay in the same repository, but for the line break at its
//!   end, on 13 May 2025.
//! - `2026-04` is the copy that [`panel`](super::panel) was read in: all its figures are equal.
//! - The heading of the two copies of 2025 says gCO2, those of 2026 name no gas; the codebook of
//!   Our World in Data says greenhouse gases. From `2025-05` to `2025-07` 1793 of 2444 figures
//!   move by more than 5 %, nearly all upwards: another method rather than new data. Between the
//!   other neighbours it is 220 of 2817 and 58 of 3039. Tell the first step from a restatement
//!   of one method.
//! - A figure of exactly 0 is an artefact of rounding or an open end, and one above
//!   [`DOUBTFUL_ABOVE`] is more than twice the highest of any other country: both are given as
//!   the copy has them, with status [`Status::Questionable`] and a [`note`].
//! - An absent figure is `None`: nothing was filled, also not from another vintage.
//!
//! # Example
//! Kenya's grid of 2022, as three copies have it; the first ends before.
//! ```
//! use ict_impact::reference::vintages;
//! let known: Vec<Option<f64>> = vintages::all()
//!     .map(|v| Some(vintages::figure(v, "KEN".parse().ok()?, "2022".parse().ok()?)?.value.grams_per_kwh()))
//!     .collect();
//! assert_eq!(known, [None, Some(83.3333), Some(109.57), Some(109.57)]);
//! ```

use core::fmt;
use core::str::FromStr;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::ReferenceError;
use crate::place::{Country, PartialDate};
use crate::quantity::CarbonIntensity;
use crate::source::{Sourced, Status, embedded};
use crate::time::{Date, Year, YearSeries};

struct VintageRow {
    id: &'static str,
    stored: PartialDate,
    heading: &'static str,
    source: u8,
    status: Status,
}

mod data {
    // A figure may happen to look like a mathematical constant.
    #![allow(clippy::approx_constant)]
    use super::VintageRow;
    use crate::place::{Country, PartialDate};
    use crate::source::Status;
    use crate::time::Year;
    include!(concat!(env!("OUT_DIR"), "/vintages.rs"));
}

/// Carbon intensity of a grid above which a figure is doubted: 2000 gCO2e/kWh. Our choice.
///
/// Only Moldova 2010–2019 in the copy of `2025-05` is above (3154 to 4258); the highest of all
/// others is 1307 (Turkmenistan).
pub const DOUBTFUL_ABOVE: CarbonIntensity = CarbonIntensity::from_grams_per_kwh(2000.0);

/// A stored copy of the series, named by the month in which it was stored.
///
/// Vintages are ordered by their record time.
///
/// # Example
/// ```
/// use ict_impact::reference::vintages::Vintage;
/// let spring: Vintage = "2026-04".parse()?;
/// assert_eq!(spring.stored().to_string(), "2026-04-29");
/// assert!(spring > "2025-07".parse()?);
/// assert!("2026-4".parse::<Vintage>().is_err());
/// # Ok::<(), ict_impact::reference::ReferenceError>(())
/// ```
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Vintage(u8);

impl Vintage {
    fn row(self) -> &'static VintageRow {
        &data::VINTAGES[usize::from(self.0)]
    }

    /// Its name: the month of its record time.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The record time: the day on which the copy was stored.
    pub fn stored(self) -> Date {
        self.row().stored.first_day()
    }

    /// The heading of the column in the copy, with the unit as printed.
    pub fn heading(self) -> &'static str {
        self.row().heading
    }

    /// The vintage with its source.
    pub fn source(self) -> Sourced<Self> {
        embedded(self, self.row().source, self.row().status)
    }
}

impl fmt::Debug for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vintage({})", self.id())
    }
}

impl fmt::Display for Vintage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl FromStr for Vintage {
    type Err = ReferenceError;
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        all().find(|vintage| vintage.id() == text).ok_or_else(|| {
            let table = "a vintage of the carbon intensity of electricity";
            ReferenceError::unknown(table, text, text, "2026-04", all().map(Self::id))
        })
    }
}

impl TryFrom<String> for Vintage {
    type Error = ReferenceError;
    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<Vintage> for String {
    fn from(vintage: Vintage) -> String {
        vintage.id().to_string()
    }
}

/// Every vintage, in the order of record time.
pub fn all() -> impl DoubleEndedIterator<Item = Vintage> + ExactSizeIterator {
    (0..data::VINTAGES.len()).map(|at| Vintage(at as u8))
}

/// The vintage stored last by the end of a day, if there is one.
///
/// # Source
/// Record time as in the [module](self): a release may be older than the copy.
///
/// # Example
/// ```
/// use ict_impact::reference::vintages::stored_by;
/// assert_eq!(stored_by("2025-05-11".parse()?), None);
/// assert_eq!(stored_by("2025-05-12".parse()?).map(|v| v.id()), Some("2025-05"));
/// assert_eq!(stored_by("2026-05-04".parse()?).map(|v| v.id()), Some("2026-04"));
/// # Ok::<(), ict_impact::time::TimeError>(())
/// ```
pub fn stored_by(day: Date) -> Option<Vintage> {
    all().rev().find(|vintage| vintage.stored() <= day)
}

/// The countries of which at least one vintage has a figure, in the order of their codes.
pub fn countries() -> impl DoubleEndedIterator<Item = Country> + ExactSizeIterator {
    data::COUNTRIES.iter().copied()
}

/// The years of the table: 2010 to 2025.
pub fn years() -> impl Iterator<Item = Year> {
    let first = i64::from(data::FIRST_YEAR);
    (first..first + data::YEARS as i64).filter_map(|year| Year::new(year).ok())
}

/// What a vintage has in grams, if anything.
fn grams(vintage: Vintage, country: Country, year: Year) -> Option<f64> {
    let slot = data::COUNTRIES.binary_search(&country).ok()?;
    let offset = usize::try_from(year.get() - i32::from(data::FIRST_YEAR)).ok()?;
    let row = slot * data::YEARS + offset;
    let has = offset < data::YEARS && data::PRESENT[row] & (1 << vintage.0) != 0;
    has.then(|| data::VALUES[usize::from(vintage.0)][row])
}

fn doubt(grams: f64) -> Option<&'static str> {
    if grams == 0.0 {
        Some("exactly 0 g/kWh: rounded away, or no figure behind it")
    } else if grams > DOUBTFUL_ABOVE.grams_per_kwh() {
        Some("above 2000 g/kWh: more than twice the highest of any other country")
    } else {
        None
    }
}

/// Greenhouse gas emissions per electricity generated, as a vintage has them.
///
/// # Source
/// See the [module](self).
///
/// # Example
/// ```
/// use ict_impact::{reference::vintages::figure, source::Status};
/// let india = "IND".parse()?;
/// let then = figure("2025-07".parse()?, india, "2020".parse()?).unwrap();
/// assert_eq!((then.value.grams_per_kwh(), then.source.as_str()), (702.4286, "ember-owid-2025-07"));
/// let now = figure("2026-04".parse()?, india, "2020".parse()?).unwrap();
/// assert_eq!((now.value.grams_per_kwh(), now.status), (709.06, Status::Secondary));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn figure(vintage: Vintage, country: Country, year: Year) -> Option<Sourced<CarbonIntensity>> {
    let grams = grams(vintage, country, year)?;
    let row = vintage.row();
    let status = doubt(grams).map_or(row.status, |_| Status::Questionable);
    let intensity = CarbonIntensity::from_grams_per_kwh(grams);
    Some(embedded(intensity, row.source, status))
}

/// Why a figure is [`Status::Questionable`], if it is.
pub fn note(vintage: Vintage, country: Country, year: Year) -> Option<&'static str> {
    grams(vintage, country, year).and_then(doubt)
}

/// Every [year](years) of a country as a vintage has it, open where it has nothing; `None` if it
/// has no figure of the country at all.
///
/// The status is [`Status::Questionable`] if that of any figure is.
///
/// # Source
/// See the [module](self).
///
/// # Example
/// India's grid fell from 2020–21 to 2022–23, which two vintages taken together do not show.
/// ```
/// use ict_impact::reference::vintages::series;
/// use ict_impact::review::restatement::Restatement;
/// use ict_impact::time::Biennium;
/// let of = |vintage: &str| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(series(vintage.parse()?, "IND".parse()?).ok_or("no figure")?.value)
/// };
/// let (previous, current) = (Biennium::of::<2020>(), Biennium::of::<2022>());
/// let india = Restatement::of_bienniums(&of("2025-07")?, &of("2026-04")?, previous, current)?;
/// assert_eq!(india.previous_restated().grams_per_kwh(), 712.2); // (709.06 + 715.34) / 2
/// assert!(india.sign_flips());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn series(
    vintage: Vintage,
    country: Country,
) -> Option<Sourced<YearSeries<Option<CarbonIntensity>>>> {
    let row = vintage.row();
    let (mut any, mut status) = (false, row.status);
    let mut values = Vec::with_capacity(data::YEARS);
    for year in years() {
        let found = figure(vintage, country, year);
        if let Some(found) = &found {
            any = true;
            if found.status == Status::Questionable {
                status = Status::Questionable;
            }
        }
        values.push(found.map(|found| found.value));
    }
    let series = YearSeries::new(years().next()?, values).ok()?;
    any.then(|| embedded(series, row.source, status))
}
