//! Graphics cards for servers: chips, board, masses and the way to the user.
//!
//! # Source
//! BoaviztAPI 2.5.0: single figures of ten cards for which it names a document, each
//! [`Secondary`](Status::Secondary). No licence of the figures was found: cite them, do not take
//! this for a copy of its table.
//!
//! # What to know
//! - The wafer area is what the graphics processor takes of a wafer, with cut-offs and rejects:
//!   see [`emissions::component::wafer_area`](crate::emissions::component::wafer_area).
//! - Every card of the source travels 19 000 km by ship and 1000 km by truck.
//!
//! # Example
//! ```
//! use ict_impact::quantity::text;
//! use ict_impact::reference::graphics_cards::graphics_card;
//! let t4 = graphics_card("NVIDIA T4")?;
//! assert_eq!((text(t4.mass()), text(t4.memory())), ("0.301 kg".into(), "16 GB".into()));
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use super::ReferenceError;
use crate::quantity::{Area, Information, Length, Mass, Quantity};
use crate::source::{SourceId, Status, embedded};

mod data {
    use super::GraphicsCardFigures as Row;
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/graphics_cards.rs"));
}

/// Figures of a graphics card.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GraphicsCardFigures {
    name: &'static str,
    memory_dies: u16,
    memory_gb: f64,
    wafer_mm2: f64,
    board_cm2: f64,
    ship_km: f64,
    truck_km: f64,
    plane_km: f64,
    casing_kg: f64,
    heatsink_kg: f64,
    mass_kg: f64,
    document: &'static str,
    source: u8,
    status: Status,
}

impl GraphicsCardFigures {
    /// Manufacturer and name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Number of memory chips.
    pub const fn memory_dies(&self) -> u16 {
        self.memory_dies
    }

    /// Memory of all chips together.
    pub fn memory(&self) -> Information {
        Information::from_checked(self.memory_gb * 1e9)
    }

    /// Area of wafer that the graphics processor takes.
    pub fn wafer_area(&self) -> Area {
        Area::from_checked(self.wafer_mm2 / 1e6)
    }

    /// Area of the printed wiring board.
    pub fn board(&self) -> Area {
        Area::from_checked(self.board_cm2 / 1e4)
    }

    /// Distance by ship.
    pub fn by_ship(&self) -> Length {
        Length::from_checked(self.ship_km * 1e3)
    }

    /// Distance by truck.
    pub fn by_truck(&self) -> Length {
        Length::from_checked(self.truck_km * 1e3)
    }

    /// Distance by plane.
    pub fn by_plane(&self) -> Length {
        Length::from_checked(self.plane_km * 1e3)
    }

    /// Mass of the casing.
    pub fn casing(&self) -> Mass {
        Mass::from_checked(self.casing_kg)
    }

    /// Mass of the heat sink.
    pub fn heatsink(&self) -> Mass {
        Mass::from_checked(self.heatsink_kg)
    }

    /// Mass of the card.
    pub fn mass(&self) -> Mass {
        Mass::from_checked(self.mass_kg)
    }

    /// The first document that the source names.
    pub const fn document(&self) -> &'static str {
        self.document
    }

    /// The source of all its figures, and how they were come by.
    pub fn source(&self) -> (SourceId, Status) {
        let sourced = embedded((), self.source, self.status);
        (sourced.source, sourced.status)
    }
}

/// Every card of the table, by name.
pub fn all() -> impl DoubleEndedIterator<Item = &'static GraphicsCardFigures> + ExactSizeIterator {
    data::ROWS.iter()
}

/// The card of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn graphics_card(name: &str) -> Result<&'static GraphicsCardFigures, ReferenceError> {
    all().find(|row| row.name == name).ok_or_else(|| {
        let names = all().map(GraphicsCardFigures::name);
        ReferenceError::unknown("a graphics card", name, name, "NVIDIA T4", names)
    })
}
