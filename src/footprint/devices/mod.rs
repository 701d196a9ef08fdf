//! Devices in use, acquired and sold: counted exactly, then turned into lines.

mod buffer;
mod count;
mod rows;
mod tally;

pub use buffer::DeviceRowsBuf;
pub use rows::DeviceRows;

pub(super) use count::{Counted, count};

/// How the rows of devices relate to the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviceRole {
    /// The organisation uses them; their electricity is modelled and is in its scope 2.
    InUse,
    /// The organisation uses them at sites whose meters count their electricity: it is stated
    /// beside the footprint and not added to it again.
    InUseAtMeteredSites,
    /// The organisation sold them in the year: their use over their life and their end of life
    /// are in its scope 3.
    Sold,
}

/// In which year the embodied emissions of a device count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EmbodiedAccounting {
    /// All of them in the year of acquisition (age 0), as the GHG Protocol Scope 3 Standard (2011)
    /// counts capital goods (section 5.5, category 2).
    #[default]
    YearOfAcquisition,
    /// Evenly over the life of the device, as life-cycle assessments of services do (ISO/IEC
    /// 21031:2024). What is older than its life has nothing left to attribute.
    OverLife,
}

impl EmbodiedAccounting {
    /// The name in words, such as `over life`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::YearOfAcquisition => "year of acquisition",
            Self::OverLife => "over life",
        }
    }
}
