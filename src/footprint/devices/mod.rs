//! Devices in use, acquired and sold: counted exactly, then turned into lines.

mod buffer;
mod count;
mod fleet;
mod rows;
mod tally;

pub use buffer::DeviceRowsBuf;
pub use rows::DeviceRows;

pub(super) use count::{Counted, count};
pub(super) use fleet::count_fleet;

/// How the rows of devices relate to the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DeviceRole {
    /// The organisation uses them; their electricity is modelled and is in its scope 2.
    InUse,
    /// The organisation uses them at sites whose meters count their electricity: it is stated
    /// beside the footprint and not added to it again.
    InUseAtMeteredSites,
    /// They left in the year, at this age, and are not among those in use: their end of life is
    /// in scope 3, category 5, and over life what was not yet attributed of them.
    Discarded,
    /// The organisation sold them in the year: their use over their life and their end of life
    /// are in its scope 3. Making them is not counted here: it is in scope 1 and 2 of who makes
    /// them, or in scope 3, category 1, of who buys them to sell.
    Sold,
}

/// In which year the embodied emissions of a device count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum EmbodiedAccounting {
    /// Making and transport in the year of acquisition (age 0), as the GHG Protocol Scope 3
    /// Standard (2011) counts capital goods (section 5.5, category 2); end of life in the year in
    /// which a device is discarded.
    #[default]
    YearOfAcquisition,
    /// Evenly over the life of the device, as life-cycle assessments of services do (ISO/IEC
    /// 21031:2024). What is older than its life has nothing left; what is discarded before has
    /// the rest in that year.
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
