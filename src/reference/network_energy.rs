//! Published energy intensities of networks, each by its name: there is no default.
//!
//! # Source
//! The Sustainable Web Design Model 3 and 4 and the 1byte model of The Shift Project, as carried
//! by the Green Web Foundation's `@tgwf/co2` 0.19.0, and Cloud Carbon Footprint: the models' own
//! texts were not read.
//!
//! # What to know
//! - They differ by a factor of almost a thousand: segment, boundary and year differ, and most of a network's
//!   energy does not follow its traffic. Take one for a comparison within one study, not as
//!   what a gigabyte causes.
//! - Operational is the electricity of running the network; embodied, the energy of making it,
//!   spread over the traffic. The two do not mix silently: each figure says which it is.
//! - Cloud Carbon Footprint multiplies its figure with the provider's PUE.
//! - `swdm-3` is 14 % of 0.81 kWh/GB, as that model splits its total.
//! - Left out: figures without a licence for their use in this crate.
//!
//! # Example
//! ```
//! use ict_impact::quantity::{Energy, Information, parse};
//! use ict_impact::reference::network_energy::{IntensityBoundary, intensity};
//! let mobile = intensity("onebyte-4g")?;
//! assert_eq!(mobile.boundary(), IntensityBoundary::Operational);
//! let used: Energy = parse::<Information>("10 GB")? * mobile.intensity().value;
//! assert_eq!(used, parse("8.84 kWh")?);
//! assert!(intensity("default").is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;

use super::ReferenceError;
use crate::quantity::{DataEnergyIntensity, Quantity};
use crate::source::{Sourced, Status, embedded};

mod data {
    use super::{IntensityBoundary, NetworkIntensity as Row};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/network_energy.rs"));
}

/// Which part of a network's life an intensity is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum IntensityBoundary {
    /// Electricity of running the network.
    Operational,
    /// Energy of making the network, spread over its traffic.
    Embodied,
}

impl fmt::Display for IntensityBoundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Operational => "operational",
            Self::Embodied => "embodied",
        })
    }
}

/// A published energy intensity of a network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetworkIntensity {
    id: &'static str,
    segment: &'static str,
    boundary: IntensityBoundary,
    kwh_per_gb: f64,
    source: u8,
    status: Status,
}

impl NetworkIntensity {
    /// Its name in the table, such as `swdm-4-operational`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Which network it is of, in words.
    pub const fn segment(&self) -> &'static str {
        self.segment
    }

    /// Which part of the network's life it is of.
    pub const fn boundary(&self) -> IntensityBoundary {
        self.boundary
    }

    /// The energy per amount of data.
    pub fn intensity(&self) -> Sourced<DataEnergyIntensity> {
        let kwh_per_gb = DataEnergyIntensity::unit();
        let value = DataEnergyIntensity::from_checked(kwh_per_gb.to_base(self.kwh_per_gb));
        embedded(value, self.source, self.status)
    }
}

/// Every intensity of the table, by name.
pub fn all() -> impl DoubleEndedIterator<Item = &'static NetworkIntensity> + ExactSizeIterator {
    data::ROWS.iter()
}

/// The intensity of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn intensity(id: &str) -> Result<&'static NetworkIntensity, ReferenceError> {
    all().find(|row| row.id == id).ok_or_else(|| {
        let ids = all().map(NetworkIntensity::id);
        let table = "an energy intensity of a network";
        ReferenceError::unknown(table, id, id, "swdm-4-operational", ids)
    })
}
