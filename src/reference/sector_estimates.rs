//! Published estimates of the ICT sector's footprint, each with its boundary: how much of the
//! world's emissions and electricity is ICT?
//!
//! # Source
//! Each estimate names its own; Malmodin, Lövehagen, Bergmark and Lundén 2024 gives categories
//! of 2020 ([`categories`]) and a history from 2007 ([`history`]). Most were read in an
//! abstract, a press page or an image of a table: [`Secondary`](Status::Secondary). The reports
//! of ITU with the World Bank and with the World Benchmarking Alliance are CC BY-NC-SA: a few
//! single figures of theirs are cited here, no table.
//!
//! # What to know
//! - Estimates of different boundaries are never averaged, added or set off against each other:
//!   what they leave out differs more than what they measure. No function here does it. Name the
//!   publication, its [`boundary`](SectorEstimate::boundary) and its year beside the figure.
//! - A [`Range`](Precision::Range) is the authors' range, not a confidence interval.
//! - Where a report does not state the reference year in what was read, there is none.
//! - Printed figures are rounded: parts and totals differ by up to 1 (see
//!   [`SectorCategory::note`]). The total of 2020 is 764 MtCO2e in the table of categories and
//!   763 in the text and the history: both are given as printed.
//!
//! # Example
//! ```
//! use ict_impact::quantity::Quantity;
//! use ict_impact::reference::sector_estimates::{Amount, Precision, estimate};
//! let reviewed = estimate("freitag-2021-published")?;
//! let Amount::Ratio { low, high } = reviewed.amount().value else { unreachable!() };
//! assert_eq!((low.get_in("%")?, high.get_in("%")?), (1.8, 2.8));
//! let least = estimate("itu-worldbank-2024-emissions-share")?;
//! assert_eq!((least.precision(), least.reference_year()), (Precision::AtLeast, None));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;

use super::ReferenceError;
use crate::quantity::{Co2e, Energy, Quantity, Ratio};
use crate::source::{Sourced, Status, embedded};
use crate::time::Year;

mod data {
    use super::{Category, Measure, Precision, SectorCategory, SectorEstimate, SectorYear};
    use crate::source::Status;
    use crate::time::Year;
    include!(concat!(env!("OUT_DIR"), "/sector_estimates.rs"));
}

fn megatonnes(mt: f64) -> Co2e {
    Co2e::from_tonnes(mt * 1e6)
}

fn terawatt_hours(twh: f64) -> Energy {
    Energy::from_checked(twh * 3.6e15)
}

/// What an estimate is of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// Share of all greenhouse gas emissions of the world.
    ShareOfGlobalEmissions,
    /// Share of the world's energy-related emissions.
    ShareOfEnergyRelatedEmissions,
    /// Share of the world's electricity.
    ShareOfGlobalElectricity,
    /// Electricity of a year.
    Electricity,
    /// Greenhouse gas emissions of a year.
    Emissions,
}

/// How a publication words its figure.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Precision {
    /// One figure, rounded as printed.
    Printed,
    /// About this.
    About,
    /// At least this.
    AtLeast,
    /// From the lower to the higher figure.
    Range,
}

/// A published figure from `low` to `high`, which are equal but for a [`Precision::Range`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Amount {
    /// A share: 0.014 for 1.4 %.
    Ratio {
        /// The lower figure.
        low: Ratio,
        /// The higher figure.
        high: Ratio,
    },
    /// Electricity.
    Energy {
        /// The lower figure.
        low: Energy,
        /// The higher figure.
        high: Energy,
    },
    /// Emissions.
    Co2e {
        /// The lower figure.
        low: Co2e,
        /// The higher figure.
        high: Co2e,
    },
}

/// A published estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectorEstimate {
    id: &'static str,
    publication: &'static str,
    reference_year: Option<Year>,
    measure: Measure,
    low: f64,
    high: f64,
    precision: Precision,
    boundary: &'static str,
    source: u8,
    status: Status,
}

impl SectorEstimate {
    /// Its name in the table, such as `freitag-2021-adjusted`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Authors and year of publication.
    pub const fn publication(&self) -> &'static str {
        self.publication
    }

    /// The year that the figure is of, where it is stated.
    pub const fn reference_year(&self) -> Option<Year> {
        self.reference_year
    }

    /// What it is of.
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// How the publication words it.
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// What is counted in, in words.
    pub const fn boundary(&self) -> &'static str {
        self.boundary
    }

    /// The figure.
    pub fn amount(&self) -> Sourced<Amount> {
        let (low, high) = (self.low, self.high);
        let amount = match self.measure {
            Measure::Electricity => Amount::Energy {
                low: terawatt_hours(low),
                high: terawatt_hours(high),
            },
            Measure::Emissions => Amount::Co2e {
                low: megatonnes(low),
                high: megatonnes(high),
            },
            _ => Amount::Ratio {
                low: Ratio::from_checked(low / 100.0),
                high: Ratio::from_checked(high / 100.0),
            },
        };
        embedded(amount, self.source, self.status)
    }
}

/// Every estimate, by name. There is no best one, and no mean of them.
pub fn all() -> impl DoubleEndedIterator<Item = &'static SectorEstimate> + ExactSizeIterator {
    data::ESTIMATES.iter()
}

/// The estimate of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn estimate(id: &str) -> Result<&'static SectorEstimate, ReferenceError> {
    all().find(|row| row.id == id).ok_or_else(|| {
        let ids = all().map(SectorEstimate::id);
        let table = "an estimate of the ICT sector";
        ReferenceError::unknown(table, id, id, "malmodin-2024-emissions-share", ids)
    })
}

/// A part of the ICT sector in Malmodin et al. 2024.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Category {
    /// User devices, with the internet of things and cameras.
    UserDevices,
    /// Networks, with satellites.
    Networks,
    /// Data centres.
    DataCentres,
    /// Networks of enterprises.
    EnterpriseNetworks,
    /// All of them, as printed.
    Total,
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::UserDevices => "user devices",
            Self::Networks => "networks",
            Self::DataCentres => "data centres",
            Self::EnterpriseNetworks => "enterprise networks",
            Self::Total => "total",
        })
    }
}

/// Electricity and emissions of a part of the sector in 2020, each as printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectorCategory {
    category: Category,
    electricity_twh: f64,
    embodied_mt: f64,
    use_stage_mt: f64,
    total_mt: f64,
    note: Option<&'static str>,
    source: u8,
    status: Status,
}

impl SectorCategory {
    /// Which part.
    pub const fn category(&self) -> Category {
        self.category
    }

    /// Electricity of the use stage.
    pub fn electricity(&self) -> Sourced<Energy> {
        embedded(
            terawatt_hours(self.electricity_twh),
            self.source,
            self.status,
        )
    }

    /// Embodied emissions.
    pub fn embodied(&self) -> Sourced<Co2e> {
        embedded(megatonnes(self.embodied_mt), self.source, self.status)
    }

    /// Emissions of the use stage.
    pub fn use_stage(&self) -> Sourced<Co2e> {
        embedded(megatonnes(self.use_stage_mt), self.source, self.status)
    }

    /// All emissions as printed, which rounding may set off from the sum of the two.
    pub fn total(&self) -> Sourced<Co2e> {
        embedded(megatonnes(self.total_mt), self.source, self.status)
    }

    /// Where the printed figures differ, and other remarks.
    pub const fn note(&self) -> Option<&'static str> {
        self.note
    }
}

/// The parts of the ICT sector in 2020 and their total, in the order of the table.
///
/// # Source
/// Malmodin, Lövehagen, Bergmark and Lundén 2024, table of results, read as an image of the
/// preprint's.
///
/// # Example
/// ```
/// use ict_impact::reference::sector_estimates::{Category, categories};
/// let centres = categories().find(|row| row.category() == Category::DataCentres).unwrap();
/// let printed = [centres.embodied(), centres.use_stage(), centres.total()];
/// assert_eq!(printed.map(|figure| figure.value.tonnes() / 1e6), [30.0, 95.0, 126.0]);
/// assert!(centres.note().unwrap().contains("rounding"));
/// ```
pub fn categories() -> impl DoubleEndedIterator<Item = &'static SectorCategory> + ExactSizeIterator
{
    data::CATEGORIES.iter()
}

/// The whole sector in one year, each figure as printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SectorYear {
    year: Year,
    footprint_mt: f64,
    electricity_twh: f64,
    kg_per_subscription: f64,
    kwh_per_subscription: f64,
    source: u8,
    status: Status,
}

impl SectorYear {
    /// The year.
    pub const fn year(&self) -> Year {
        self.year
    }

    /// All emissions.
    pub fn footprint(&self) -> Sourced<Co2e> {
        embedded(megatonnes(self.footprint_mt), self.source, self.status)
    }

    /// Electricity.
    pub fn electricity(&self) -> Sourced<Energy> {
        embedded(
            terawatt_hours(self.electricity_twh),
            self.source,
            self.status,
        )
    }

    /// Emissions for each subscription.
    pub fn footprint_per_subscription(&self) -> Sourced<Co2e> {
        embedded(
            Co2e::from_kg(self.kg_per_subscription),
            self.source,
            self.status,
        )
    }

    /// Electricity for each subscription.
    pub fn electricity_per_subscription(&self) -> Sourced<Energy> {
        let joules = self.kwh_per_subscription * 3.6e6;
        embedded(Energy::from_checked(joules), self.source, self.status)
    }
}

/// The ICT sector in 2007, 2010, 2015 and 2020: no year between was published or filled in.
///
/// # Source
/// As [`categories`].
///
/// # Example
/// ```
/// use ict_impact::reference::sector_estimates::history;
/// let footprint = history().map(|row| row.footprint().value.tonnes() / 1e6);
/// assert_eq!(footprint.collect::<Vec<_>>(), [620.0, 720.0, 730.0, 763.0]);
/// ```
pub fn history() -> impl DoubleEndedIterator<Item = &'static SectorYear> + ExactSizeIterator {
    data::HISTORY.iter()
}
