//! ICT equipment put on the market in six countries, 1980–2021.
//!
//! Desktops (0302), laptops (0303), mobile phones (0306) and flat monitors (0309) in Germany,
//! Estonia, France, the Netherlands, Poland and Romania: mass, pieces, and the flag of the tool
//! for each year.
//!
//! # Source
//! Output of `03_POM_calculations.R` of the ewaste tool of Statistics Netherlands (1.2.0,
//! commit ec302519, MIT), run over the tool's own inputs with R 4.2.2. Its step for confidential
//! PRODCOM flags was left out, because its table is not public; that step changes the flag only.
//! Status [`Derived`](Status::Derived). The statistics that go in cover 1995–2015.
//!
//! # What to know
//! - Pieces are fractions where the tool interpolates: they are its estimate, not a count.
//! - [`YearOnMarket::cbs_flag`] is the tool's own code, as its README lists them:
//!   0 original; 11 and 21 imputed from other years or from similar countries; 12–15 and 22–25
//!   the same in place of an outlier; 60 corrected by hand; 100–125 then replaced by the mean of
//!   the years around; 200 extrapolated backwards; 215, 315, 513, 515 extrapolated forwards
//!   (by purchasing power from 2015, by a constant from 2015, by the last reliable value of
//!   2013 or 2015). [`YearOnMarket::origin`] says it in a word. All years from 2016 on are
//!   extrapolated: they are a model's result, not a report.
//! - The tool has the other 50 UNU-KEYS as well; they were left out.
//!
//! # Example
//! ```
//! use ict_impact::reference::put_on_market::series;
//! let laptops = series("NLD".parse()?, "0303".parse()?).unwrap();
//! let sold = laptops.year("2005".parse()?).unwrap().value;
//! assert_eq!(sold.pieces.get(), 1_202_560.0);
//! assert_eq!(ict_impact::quantity::text(sold.mass), "3585104 kg");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::unu_keys::UnuKey;
use crate::place::Country;
use crate::quantity::{Devices, Mass};
use crate::source::{Sourced, Status, embedded};
use crate::time::Year;

mod data {
    // A figure may happen to look like a mathematical constant.
    #![allow(clippy::approx_constant)]
    use super::Series;
    use crate::place::Country;
    use crate::reference::unu_keys::UnuKey;
    include!(concat!(env!("OUT_DIR"), "/put_on_market.rs"));
}

/// What was put on the market in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearOnMarket {
    /// The year.
    pub year: Year,
    /// Mass of all pieces.
    pub mass: Mass,
    /// Pieces.
    pub pieces: Devices,
    /// Flag of the tool of Statistics Netherlands, in its own code.
    pub cbs_flag: u16,
}

/// How the tool came to a figure, from its flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// As computed from production and foreign trade.
    Original,
    /// A gap or an outlier, filled from other years or similar countries.
    Imputed,
    /// Corrected by hand by Statistics Netherlands.
    Corrected,
    /// Replaced by the mean of the years around.
    Smoothed,
    /// Outside the years of the statistics.
    Extrapolated,
}

impl YearOnMarket {
    /// How the tool came to the figure.
    ///
    /// # Example
    /// ```
    /// use ict_impact::reference::put_on_market::{Origin, series};
    /// let laptops = series("NLD".parse()?, "0303".parse()?).unwrap();
    /// let origin = |year: &str| Ok::<_, ict_impact::time::TimeError>(
    ///     laptops.year(year.parse()?).map(|figures| figures.value.origin()));
    /// assert_eq!(origin("2015")?, Some(Origin::Original));
    /// assert_eq!(origin("2021")?, Some(Origin::Extrapolated));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn origin(&self) -> Origin {
        match self.cbs_flag {
            0 => Origin::Original,
            60 => Origin::Corrected,
            1..100 => Origin::Imputed,
            100..200 => Origin::Smoothed,
            _ => Origin::Extrapolated,
        }
    }
}

/// The years of one country and UNU-KEY.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    country: Country,
    key: UnuKey,
    start: usize,
    source: u8,
}

impl Series {
    /// The country.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// The kind of equipment.
    pub const fn key(&self) -> UnuKey {
        self.key
    }

    /// The figures of a year, none outside 1980–2021.
    pub fn year(&self, year: Year) -> Option<Sourced<YearOnMarket>> {
        let offset = usize::try_from(year.get() - i32::from(data::FIRST_YEAR)).ok()?;
        (offset < data::YEARS).then(|| {
            let row = self.start + offset;
            let value = YearOnMarket {
                year,
                mass: Mass::new::<uom::si::mass::kilogram>(data::TONNES[row] * 1e3),
                pieces: Devices::new(data::PIECES[row]),
                cbs_flag: data::FLAGS[row],
            };
            embedded(value, self.source, Status::Derived)
        })
    }

    /// All years from the first to the last, without a gap.
    pub fn years(&self) -> impl Iterator<Item = Sourced<YearOnMarket>> {
        let first = i64::from(data::FIRST_YEAR);
        let years = first..first + data::YEARS as i64;
        years.filter_map(move |year| self.year(Year::new(year).ok()?))
    }
}

/// Every series, by country and key.
///
/// # Example
/// ```
/// use ict_impact::reference::put_on_market::all;
/// assert_eq!(all().count(), 24);
/// ```
pub fn all() -> impl DoubleEndedIterator<Item = &'static Series> + ExactSizeIterator {
    data::SERIES.iter()
}

/// The series of a country and key, if the table has it.
pub fn series(country: Country, key: UnuKey) -> Option<&'static Series> {
    let at = data::SERIES
        .binary_search_by_key(&(country, key), |s| (s.country, s.key))
        .ok()?;
    data::SERIES.get(at)
}
