//! How much data a square centimetre of memory chip holds, by manufacturer and generation.
//!
//! # Source
//! BoaviztAPI 2.5.0, which names the documents of solid-state chips and none of memory chips.
//! Every figure is [`Secondary`](Status::Secondary).
//!
//! # Example
//! ```
//! use ict_impact::reference::memory_density::{ChipKind, all};
//! let samsung_18: Vec<_> = all()
//!     .filter(|chip| chip.kind() == ChipKind::Memory)
//!     .filter(|chip| chip.manufacturer() == "Samsung" && chip.process_nm() == Some(18))
//!     .collect();
//! assert_eq!(samsung_18.len(), 1);
//! assert_eq!(samsung_18[0].density().value.to_string(), "2.375 GB/cm2");
//! ```

use crate::quantity::{Factor, Information, PerArea, Quantity};
use crate::source::{Sourced, Status, embedded};

mod data {
    use super::{Chip as Row, ChipKind};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/memory_density.rs"));
}

/// Data per area of chip, such as GB/cm2.
pub type MemoryDensity = Factor<Information, PerArea>;

/// What the chip is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ChipKind {
    /// Working memory (DRAM).
    Memory,
    /// Solid-state drives (flash).
    SolidState,
}

/// A generation of chips of one manufacturer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chip {
    kind: ChipKind,
    manufacturer: &'static str,
    process_nm: Option<u16>,
    layers: Option<u16>,
    bits_per_cell: Option<u8>,
    year: Option<u16>,
    gb_per_cm2: f64,
    document: Option<&'static str>,
    source: u8,
    status: Status,
}

impl Chip {
    /// What it is made for.
    pub const fn kind(&self) -> ChipKind {
        self.kind
    }

    /// Who made it, as the source writes it: `Micron/Intel` is not `Micron`.
    pub const fn manufacturer(&self) -> &'static str {
        self.manufacturer
    }

    /// Process size of memory, in nanometres.
    pub const fn process_nm(&self) -> Option<u16> {
        self.process_nm
    }

    /// Number of layers of a solid-state chip.
    pub const fn layers(&self) -> Option<u16> {
        self.layers
    }

    /// Bits per cell of a solid-state chip.
    pub const fn bits_per_cell(&self) -> Option<u8> {
        self.bits_per_cell
    }

    /// Year of the chip, where the source gives it.
    pub const fn year(&self) -> Option<u16> {
        self.year
    }

    /// Document that the source names for the figure.
    pub const fn document(&self) -> Option<&'static str> {
        self.document
    }

    /// How much data an area holds.
    pub fn density(&self) -> Sourced<MemoryDensity> {
        // GB/cm2 to byte/m2
        let density = MemoryDensity::from_checked(self.gb_per_cm2 * 1e13);
        embedded(density, self.source, self.status)
    }
}

/// Every chip of the table, by kind, manufacturer and generation.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Chip> + ExactSizeIterator {
    data::ROWS.iter()
}
