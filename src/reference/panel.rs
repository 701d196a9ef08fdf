//! The country-year panel: population, GDP, electricity and connectivity, 2010–2025.
//!
//! | column | unit | years | publisher |
//! |---|---|---|---|
//! | [`population`] | persons | 2010–2024 | World Bank, SP.POP.TOTL |
//! | [`gross_domestic_product`] | USD of the year (current) | 2010–2023 | World Bank, NY.GDP.MKTP.CD |
//! | [`electricity_generation`] | TWh | 2010–2025 | Ember, by Our World in Data |
//! | [`carbon_intensity`] | gCO2e/kWh | 2010–2025 | Ember, by Our World in Data |
//! | [`renewables_share`] | % of generation | 2010–2025 | Ember, by Our World in Data |
//! | [`internet_users`] | % of population | 2010–2023 | World Bank and ITU, IT.NET.USER.ZS |
//! | [`electricity_access`] | % of population | 2010–2023 | World Bank, EG.ELC.ACCS.ZS |
//! | [`mobile_subscriptions`] | per 100 persons | 2010–2019 | World Bank, IT.CEL.SETS.P2 (2021 vintage) |
//!
//! All figures were read in copies of the publishers' series (status
//! [`Secondary`](Status::Secondary)); licence CC BY 4.0. An empty cell of the source is `None`:
//! nothing was filled. Internet use of 2023 and electricity of 2024 and 2025 are there for a
//! part of the countries only.
//!
//! # What to know
//! - 227 countries and areas; 23 of [`Country::all`] have no row (AIA ALA ATA ATF BES BLM BVT
//!   CCK CXR ESH GGY HMD IOT JEY MYT NFK PCN SGS SJM TKL UMI VAT WLF). Every country of the
//!   panel is in [`groups`](super::groups).
//! - Carbon intensity is of the life cycle of electricity: generation, and also fuels before
//!   combustion and the making of plants. It is larger than what the GHG Protocol has in scope 2.
//! - GDP is in current USD: good for weights, not for trends of real intensity.
//! - The sources round: a figure of exactly 0 is sometimes an artefact of that. Those found
//!   (carbon intensity of the Central African Republic 2013–2023 and of Burundi 2012,
//!   generation of Niue and of Lesotho 2023–2024, Internet use of North Korea 2010–2013) have
//!   status [`Questionable`](Status::Questionable) and a [`note`]. They are given as the
//!   source has them.
//!
//! # Example
//! ```
//! use ict_impact::{reference::panel, source::Status};
//! let (kenya, year) = ("KEN".parse()?, "2022".parse()?);
//! let grid = panel::carbon_intensity(kenya, year).unwrap();
//! assert_eq!(grid.source.as_str(), "ember-owid-electricity");
//! assert_eq!(panel::population(kenya, "2025".parse()?), None);
//! let artefact = panel::carbon_intensity("CAF".parse()?, year).unwrap();
//! assert_eq!((artefact.value.grams_per_kwh(), artefact.status), (0.0, Status::Questionable));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::place::Country;
use crate::quantity::{CURRENT_PRICES, CarbonIntensity, Energy, Money, Persons, Ratio, Share, Usd};
use crate::source::{SourceSpans, Sourced, Status, embedded, embedded_source};
use crate::time::Year;

struct Note {
    country: Country,
    first_year: u16,
    last_year: u16,
    column: usize,
    status: Status,
    text: &'static str,
}

mod data {
    // A figure may happen to look like a mathematical constant.
    #![allow(clippy::approx_constant)]
    use super::Note;
    use crate::place::Country;
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/panel.rs"));
}

/// A column of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Column {
    /// Persons.
    Population,
    /// USD of the year.
    GrossDomesticProduct,
    /// TWh.
    ElectricityGeneration,
    /// gCO2e/kWh of electricity generated.
    CarbonIntensity,
    /// % of electricity generated.
    RenewablesShare,
    /// % of the population.
    InternetUsers,
    /// % of the population.
    ElectricityAccess,
    /// Mobile cellular subscriptions per 100 persons.
    MobileSubscriptions,
}

impl Column {
    /// All columns, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Population,
        Self::GrossDomesticProduct,
        Self::ElectricityGeneration,
        Self::CarbonIntensity,
        Self::RenewablesShare,
        Self::InternetUsers,
        Self::ElectricityAccess,
        Self::MobileSubscriptions,
    ];

    /// Name of the column in `panel.csv`, with its unit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::GrossDomesticProduct => "gdp_current_USD",
            Self::ElectricityGeneration => "electricity_generation_TWh",
            Self::CarbonIntensity => "carbon_intensity_gCO2e_per_kWh",
            Self::RenewablesShare => "renewables_share_of_electricity_pct",
            Self::InternetUsers => "internet_users_pct",
            Self::ElectricityAccess => "electricity_access_pct",
            Self::MobileSubscriptions => "mobile_subscriptions_per_100",
        }
    }
}

/// The countries of the panel, in the order of their codes.
pub fn countries() -> impl DoubleEndedIterator<Item = Country> + ExactSizeIterator {
    data::COUNTRIES.iter().copied()
}

/// The years of the panel: 2010 to 2025.
pub fn years() -> impl Iterator<Item = Year> {
    let first = i64::from(data::FIRST_YEAR);
    (first..first + data::YEARS as i64).filter_map(|year| Year::new(year).ok())
}

/// Row of a country and year in a column: countries in order, each with all its years.
pub fn row(country: Country, year: Year) -> Option<usize> {
    let slot = data::COUNTRIES.binary_search(&country).ok()?;
    let offset = usize::try_from(year.get() - i32::from(data::FIRST_YEAR)).ok()?;
    (offset < data::YEARS).then_some(slot * data::YEARS + offset)
}

/// The figure as the source prints it, in the unit that the column's name says.
///
/// # Example
/// ```
/// use ict_impact::reference::panel::{Column, figure};
/// let (aruba, year) = ("ABW".parse()?, "2010".parse()?);
/// assert_eq!(figure(Column::Population, aruba, year).unwrap().value, 101_838.0);
/// assert_eq!(figure(Column::CarbonIntensity, aruba, year).unwrap().value, 585.11);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn figure(column: Column, country: Country, year: Year) -> Option<Sourced<f64>> {
    let (row, at) = (row(country, year)?, column as usize);
    if data::PRESENT[row] & (1 << at) == 0 {
        return None;
    }
    let (source, status) = data::COLUMN_SOURCES[at];
    let status = find_note(column, country, year).map_or(status, |note| note.status);
    Some(embedded(data::VALUES[at][row], source, status))
}

/// Why the figure is [`Questionable`](Status::Questionable), if it is.
pub fn note(column: Column, country: Country, year: Year) -> Option<&'static str> {
    find_note(column, country, year).map(|note| note.text)
}

fn find_note(column: Column, country: Country, year: Year) -> Option<&'static Note> {
    data::NOTES.iter().find(|note| {
        let years = i32::from(note.first_year)..=i32::from(note.last_year);
        note.column == column as usize && note.country == country && years.contains(&year.get())
    })
}

/// The sources of a column, by [`row`].
///
/// # Example
/// ```
/// use ict_impact::reference::panel::{Column, row, sources};
/// let row = row("KEN".parse()?, "2022".parse()?).unwrap();
/// assert_eq!(sources(Column::Population).at(row).unwrap().as_str(), "worldbank-population");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sources(column: Column) -> SourceSpans {
    let (source, _) = data::COLUMN_SOURCES[column as usize];
    SourceSpans::uniform(data::PRESENT.len(), embedded_source(source).id().clone())
}

/// Population.
pub fn population(country: Country, year: Year) -> Option<Sourced<Persons>> {
    Some(figure(Column::Population, country, year)?.map(Persons::new))
}

/// Gross domestic product in USD of the year.
pub fn gross_domestic_product(
    country: Country,
    year: Year,
) -> Option<Sourced<Money<Usd, CURRENT_PRICES>>> {
    Some(figure(Column::GrossDomesticProduct, country, year)?.map(Money::new))
}

/// Electricity generated in the year.
///
/// # Example
/// ```
/// use ict_impact::{quantity::{Energy, parse}, reference::panel};
/// let aruba = panel::electricity_generation("ABW".parse()?, "2010".parse()?).unwrap();
/// assert_eq!(aruba.value, parse::<Energy>("0.94 TWh")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn electricity_generation(country: Country, year: Year) -> Option<Sourced<Energy>> {
    use uom::si::energy::joule;
    let figure = figure(Column::ElectricityGeneration, country, year)?;
    Some(figure.map(|terawatt_hours| Energy::new::<joule>(terawatt_hours * 3.6e15)))
}

/// Greenhouse gas emissions per electricity generated.
pub fn carbon_intensity(country: Country, year: Year) -> Option<Sourced<CarbonIntensity>> {
    let figure = figure(Column::CarbonIntensity, country, year)?;
    Some(figure.map(CarbonIntensity::from_grams_per_kwh))
}

/// Share of renewables in electricity generated.
pub fn renewables_share(country: Country, year: Year) -> Option<Sourced<Share>> {
    share(Column::RenewablesShare, country, year)
}

/// Share of the population that uses the Internet.
pub fn internet_users(country: Country, year: Year) -> Option<Sourced<Share>> {
    share(Column::InternetUsers, country, year)
}

/// Share of the population that has access to electricity.
pub fn electricity_access(country: Country, year: Year) -> Option<Sourced<Share>> {
    share(Column::ElectricityAccess, country, year)
}

/// Mobile cellular subscriptions per person; it may pass 1.
///
/// # Example
/// ```
/// use ict_impact::{quantity::{Ratio, parse}, reference::panel};
/// let aruba = panel::mobile_subscriptions("ABW".parse()?, "2010".parse()?).unwrap();
/// assert_eq!(aruba.value, parse::<Ratio>("129.6364 %")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mobile_subscriptions(country: Country, year: Year) -> Option<Sourced<Ratio>> {
    use uom::si::ratio::ratio;
    let figure = figure(Column::MobileSubscriptions, country, year)?;
    Some(figure.map(|per_hundred| Ratio::new::<ratio>(per_hundred / 100.0)))
}

fn share(column: Column, country: Country, year: Year) -> Option<Sourced<Share>> {
    let Sourced {
        value,
        source,
        status,
    } = figure(column, country, year)?;
    // The build script has checked that the figure is within 0 and 100.
    Some(Sourced::new(
        Share::from_percent(value).ok()?,
        source,
        status,
    ))
}
