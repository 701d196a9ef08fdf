//! Typical devices: embodied emissions, power, part of the time in use, lifetime.
//!
//! # Source
//! ADEME, Base Empreinte, as cited by boaviztapi 2.5.0: single figures of thirteen devices, each
//! [`Secondary`](Status::Secondary). The figures are of about 2015–2021 and of Europe. The terms
//! of the database itself were not read: cite the figures, do not take this for a copy of it.
//!
//! # What to know
//! - Embodied impacts are those of everything but use, per device.
//! - Power is an average while in use, between a lowest and a highest; `use_time_ratio` is the
//!   part of the year that the device is in use. Energy of a year = power × ratio × year.
//! - Left out: other impacts than climate change, abiotic depletion of elements and depletion of
//!   fossil energy carriers; headsets and watches.
//!
//! # Example
//! ```
//! use ict_impact::reference::device_archetypes::archetype;
//! let laptop = archetype("laptop-pro")?;
//! assert_eq!(laptop.embodied().value.to_string(), "181 kgCO2e/device");
//! assert_eq!(laptop.lifetime_years().value, 4.0);
//! // 75 W · 0.3 · 8.76 kh = 197.1 kWh in a year of 8760 h
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use super::ReferenceError;
use crate::quantity::{
    AbioticDepletion, EmbodiedFactor, Factor, FossilDepletion, PerDevice, Power, Quantity, Share,
};
use crate::source::{Sourced, Status, embedded};
use uom::si::power::watt;

mod data {
    use super::{Archetype as Row, Device, DeviceUse};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/device_archetypes.rs"));
}

/// Kind of device.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Device {
    /// Desktop computer, without monitor.
    Desktop,
    /// External hard disk.
    #[serde(rename = "external_hdd")]
    ExternalHardDisk,
    /// External solid-state drive.
    #[serde(rename = "external_ssd")]
    ExternalSolidStateDrive,
    /// Router, modem or set-top box at home.
    #[serde(rename = "internet_box")]
    InternetBox,
    /// Laptop computer.
    Laptop,
    /// Monitor.
    Monitor,
    /// Smartphone.
    Smartphone,
    /// Tablet computer.
    Tablet,
    /// Television.
    Television,
    /// USB stick.
    #[serde(rename = "usb_stick")]
    UsbStick,
}

/// Who uses it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DeviceUse {
    /// The source does not distinguish.
    Any,
    /// At home.
    Personal,
    /// At work.
    Professional,
}

/// A typical device.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Archetype {
    id: &'static str,
    device: Device,
    usage: DeviceUse,
    embodied_kgco2e: f64,
    embodied_kgsbe: f64,
    embodied_fossil_mj: f64,
    power_w: f64,
    power_min_w: f64,
    power_max_w: f64,
    use_time_ratio: f64,
    lifetime_years: f64,
    source: u8,
    status: Status,
}

impl Archetype {
    fn sourced<T>(&self, value: T) -> Sourced<T> {
        embedded(value, self.source, self.status)
    }

    /// Its name in the table, such as `laptop-pro`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Which kind of device it is.
    pub const fn device(&self) -> Device {
        self.device
    }

    /// Who uses it.
    pub const fn usage(&self) -> DeviceUse {
        self.usage
    }

    /// Embodied emissions of one device.
    pub fn embodied(&self) -> Sourced<EmbodiedFactor> {
        self.sourced(EmbodiedFactor::from_kg_per_device(self.embodied_kgco2e))
    }

    /// Embodied abiotic depletion of elements of one device.
    pub fn embodied_abiotic_depletion(&self) -> Sourced<Factor<AbioticDepletion, PerDevice>> {
        self.sourced(Factor::from_checked(self.embodied_kgsbe))
    }

    /// Embodied depletion of fossil energy carriers of one device.
    pub fn embodied_fossil_depletion(&self) -> Sourced<Factor<FossilDepletion, PerDevice>> {
        self.sourced(Factor::from_checked(self.embodied_fossil_mj))
    }

    /// Average power in use.
    pub fn power(&self) -> Sourced<Power> {
        self.sourced(Power::new::<watt>(self.power_w))
    }

    /// Lowest and highest power in use.
    pub fn power_range(&self) -> Sourced<(Power, Power)> {
        let range = (
            Power::new::<watt>(self.power_min_w),
            Power::new::<watt>(self.power_max_w),
        );
        self.sourced(range)
    }

    /// Part of the time in which it is in use.
    pub fn use_time_ratio(&self) -> Option<Sourced<Share>> {
        Share::new(self.use_time_ratio)
            .ok()
            .map(|share| self.sourced(share))
    }

    /// Lifetime in calendar years (8760 h in the source).
    pub fn lifetime_years(&self) -> Sourced<f64> {
        self.sourced(self.lifetime_years)
    }
}

/// Every device of the table, by name.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Archetype> + ExactSizeIterator {
    data::ROWS.iter()
}

/// The device of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn archetype(id: &str) -> Result<&'static Archetype, ReferenceError> {
    all().find(|row| row.id == id).ok_or_else(|| {
        let ids = all().map(Archetype::id);
        ReferenceError::unknown("a device archetype", id, id, "laptop-pro", ids)
    })
}
