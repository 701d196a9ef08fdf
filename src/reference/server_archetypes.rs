//! Typical servers: how many of which parts, between a least and a greatest number.
//!
//! # Source
//! BoaviztAPI 2.5.0: single figures of six of its generic platforms, each
//! [`Secondary`](Status::Secondary). No licence of the figures was found: cite them, do not take
//! this for a copy of its table. [`emissions::component::Server::typical`] builds on them.
//!
//! [`emissions::component::Server::typical`]: crate::emissions::component::Server::typical
//!
//! # Example
//! ```
//! use ict_impact::quantity::text;
//! use ict_impact::reference::server_archetypes::server;
//! let medium = server("compute-medium")?;
//! assert_eq!(medium.memory_modules().to_string(), "8 device (6 device to 10 device)");
//! assert_eq!(text(medium.lifetime()), "35040 h"); // 4 years of 8760 h
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use super::ReferenceError;
use crate::quantity::{Area, Devices, Information, Mass, Quantity, Time};
use crate::source::{SourceId, Status, embedded};
use crate::uncertainty::Bounded;

mod data {
    use super::ServerArchetype as Row;
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/server_archetypes.rs"));
}

/// A typical server.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServerArchetype {
    id: &'static str,
    processors: [f64; 3],
    cores: [f64; 3],
    memory_modules: [f64; 3],
    solid_state_drives: [f64; 3],
    hard_disks: [f64; 3],
    power_supplies: [f64; 3],
    power_supply_kg: [f64; 3],
    die_mm2: Option<[f64; 3]>,
    memory_gb: f64,
    solid_state_gb: f64,
    hard_disk_gb: f64,
    lifetime_h: f64,
    source: u8,
    status: Status,
}

impl ServerArchetype {
    /// Its name in the table, such as `compute-medium`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Number of processors.
    pub fn processors(&self) -> Bounded<Devices> {
        devices(self.processors)
    }

    /// Cores of one processor: the number, the least and the greatest.
    pub const fn cores(&self) -> [f64; 3] {
        self.cores
    }

    /// Die of one processor, where the source completes it.
    pub fn die(&self) -> Option<Bounded<Area>> {
        self.die_mm2
            .map(|mm2| bounded(mm2.map(|mm2| Area::from_checked(mm2 / 1e6))))
    }

    /// Number of memory modules.
    pub fn memory_modules(&self) -> Bounded<Devices> {
        devices(self.memory_modules)
    }

    /// Capacity of one memory module.
    pub fn memory(&self) -> Information {
        Information::from_checked(self.memory_gb * 1e9)
    }

    /// Number of solid-state drives.
    pub fn solid_state_drives(&self) -> Bounded<Devices> {
        devices(self.solid_state_drives)
    }

    /// Capacity of one solid-state drive.
    pub fn solid_state_drive(&self) -> Information {
        Information::from_checked(self.solid_state_gb * 1e9)
    }

    /// Number of hard disks.
    pub fn hard_disks(&self) -> Bounded<Devices> {
        devices(self.hard_disks)
    }

    /// Capacity of one hard disk.
    pub fn hard_disk(&self) -> Information {
        Information::from_checked(self.hard_disk_gb * 1e9)
    }

    /// Number of power supplies.
    pub fn power_supplies(&self) -> Bounded<Devices> {
        devices(self.power_supplies)
    }

    /// Mass of one power supply.
    pub fn power_supply(&self) -> Bounded<Mass> {
        bounded(self.power_supply_kg.map(Mass::from_checked))
    }

    /// Lifetime (a year of 8760 h in the source).
    pub fn lifetime(&self) -> Time {
        Time::from_checked(self.lifetime_h * 3600.0)
    }

    /// The source of all its figures, and how they were come by.
    pub fn source(&self) -> (SourceId, Status) {
        let sourced = embedded((), self.source, self.status);
        (sourced.source, sourced.status)
    }
}

fn devices(numbers: [f64; 3]) -> Bounded<Devices> {
    bounded(numbers.map(Devices::new))
}

fn bounded<Q: Quantity>([value, min, max]: [Q; 3]) -> Bounded<Q> {
    Bounded::of_checked(value, min, max)
}

/// Every typical server, by name.
pub fn all() -> impl DoubleEndedIterator<Item = &'static ServerArchetype> + ExactSizeIterator {
    data::ROWS.iter()
}

/// The typical server of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn server(id: &str) -> Result<&'static ServerArchetype, ReferenceError> {
    all().find(|row| row.id == id).ok_or_else(|| {
        let ids = all().map(ServerArchetype::id);
        ReferenceError::unknown("a typical server", id, id, "compute-medium", ids)
    })
}
