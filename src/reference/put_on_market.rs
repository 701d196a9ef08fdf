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
//! Status [`Derived`](Status::Derived). Foreign trade and production cover 1995–2015;
//! the years before and after are the tool's extrapolation.
//!
//! # What to know
//! - Pieces are fractions where the tool interpolates: they are its estimate, not a count.
//! - [`YearOnMarket::cbs_flag`] is the tool's own code, kept as it is. In these series it is
//!   0 where the figure stands as computed from the statistics, 200 or 215 in the early years
//!   and 315, 513 or 515 from 2016 on, where all figures are extrapolated; what the other codes
//!   say is documented in the script.
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
