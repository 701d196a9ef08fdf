//! What making the parts of servers and graphics cards costs: climate change, abiotic depletion
//! and primary energy per part, per area of chip, per mass.
//!
//! # Source
//! Parts of servers: Umweltbundesamt, *Green Cloud Computing*, TEXTE 94/2021, as cited by the
//! documentation of BoaviztAPI 2.5.0. Parts of graphics cards: BoaviztAPI 2.5.0, which names no
//! source of its own. Every figure is [`Secondary`](Status::Secondary).
//!
//! # What to know
//! - The figures are of raw materials and production together; those of graphics cards have
//!   transport and end of life apart.
//! - Abiotic depletion is given in kg of antimony without a word on fossil carriers; it is taken
//!   as depletion of elements, as the source does for electricity and devices.
//! - They are averages of 2015–2021 without an uncertainty of their own. Replace what you know
//!   better: the fields are public.
//!
//! # Example
//! ```
//! use ict_impact::quantity::{ClimateChange, parse};
//! use ict_impact::reference::component_factors::ComponentFactors;
//! let factors = ComponentFactors::<ClimateChange>::reference();
//! assert_eq!(factors.processor_die, parse("0.0197 kgCO2e/mm2")?);
//! let own = ComponentFactors { hard_disk: parse("25 kgCO2e/device")?, ..factors };
//! assert_eq!(own.mainboard, parse("66.1 kgCO2e/device")?);
//! # Ok::<(), ict_impact::quantity::QuantityError>(())
//! ```

use crate::quantity::{
    AbioticDepletionElements, ClimateChange, Denominator, Factor, Impact, ImpactCategory, PerArea,
    PerDevice, PerFreight, PerMass, PrimaryEnergyUse, Quantity,
};
use crate::source::{SourceId, Status, embedded};

mod data {
    use super::Row;
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/component_factors.rs"));
}

struct Row {
    id: &'static str,
    /// Per base unit: kgCO2e, kgSbe, MJ.
    impacts: [f64; 3],
    source: u8,
    status: Status,
}

/// An impact category that the table has figures of: [`ClimateChange`],
/// [`AbioticDepletionElements`] and [`PrimaryEnergyUse`].
pub trait Tabled: ImpactCategory {
    #[doc(hidden)]
    const COLUMN: usize;
}

impl Tabled for ClimateChange {
    const COLUMN: usize = 0;
}
impl Tabled for AbioticDepletionElements {
    const COLUMN: usize = 1;
}
impl Tabled for PrimaryEnergyUse {
    const COLUMN: usize = 2;
}

type PerAreaOf<C> = Factor<Impact<C>, PerArea>;
type PerDeviceOf<C> = Factor<Impact<C>, PerDevice>;
type PerMassOf<C> = Factor<Impact<C>, PerMass>;
type PerFreightOf<C> = Factor<Impact<C>, PerFreight>;

macro_rules! factors {
    ($($(#[$doc:meta])* $field:ident: $kind:ident = $id:literal;)+) => {
        /// Factors of one impact category for every part.
        ///
        /// A factor is a bare value: a negative or NaN one gives results of that kind.
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[allow(clippy::exhaustive_structs, reason = "made for `..reference()`")]
        pub struct ComponentFactors<C: ImpactCategory> {
            $($(#[$doc])* pub $field: $kind<C>,)+
        }

        impl<C: Tabled> ComponentFactors<C> {
            /// The factors of the embedded table.
            pub fn reference() -> Self {
                let mut rows = data::ROWS.iter();
                Self { $($field: next::<C, _>(&mut rows),)+ }
            }
        }

        #[cfg(test)]
        const ORDER: &[&str] = &[$($id),+];
    };
}

factors! {
    /// Processor: per area of its die.
    processor_die: PerAreaOf = "processor-die";
    /// Processor: everything but the die.
    processor: PerDeviceOf = "processor";
    /// Memory module: per area of its dies.
    memory_die: PerAreaOf = "memory-die";
    /// Memory module: everything but the dies.
    memory: PerDeviceOf = "memory";
    /// Solid-state drive: per area of its dies.
    solid_state_die: PerAreaOf = "solid-state-die";
    /// Solid-state drive: everything but the dies.
    solid_state: PerDeviceOf = "solid-state";
    /// Hard disk.
    hard_disk: PerDeviceOf = "hard-disk";
    /// Mainboard.
    mainboard: PerDeviceOf = "mainboard";
    /// Power supply: per mass.
    power_supply: PerMassOf = "power-supply";
    /// Assembly of the server.
    assembly: PerDeviceOf = "assembly";
    /// Case of a rack server.
    rack_case: PerDeviceOf = "rack-case";
    /// Case of a blade server, without its part of the enclosure.
    blade_case: PerDeviceOf = "blade-case";
    /// Enclosure of 16 blade servers.
    blade_enclosure: PerDeviceOf = "blade-enclosure";
    /// Graphics card: per mass of its casing.
    graphics_casing: PerMassOf = "graphics-casing";
    /// Graphics card: per mass of its heat sink.
    graphics_heatsink: PerMassOf = "graphics-heatsink";
    /// Graphics card: per area of its printed wiring board.
    graphics_board: PerAreaOf = "graphics-board";
    /// Graphics card: per area of wafer that its processor takes.
    graphics_die: PerAreaOf = "graphics-die";
    /// Graphics card: per area of wafer that its memory takes.
    graphics_memory_die: PerAreaOf = "graphics-memory-die";
    /// Graphics card: transport of its parts to the factory, per mass of the card.
    graphics_upstream_transport: PerMassOf = "graphics-upstream-transport";
    /// Transport of the card by truck.
    graphics_by_truck: PerFreightOf = "graphics-by-truck";
    /// Transport of the card by ship.
    graphics_by_ship: PerFreightOf = "graphics-by-ship";
    /// Transport of the card by plane.
    graphics_by_plane: PerFreightOf = "graphics-by-plane";
    /// End of life of the card, per mass.
    graphics_end_of_life: PerMassOf = "graphics-end-of-life";
}

/// The next row; the build script has checked that every field has one.
fn next<C: Tabled, D: Denominator>(
    rows: &mut core::slice::Iter<'static, Row>,
) -> Factor<Impact<C>, D> {
    let base = rows.next().map_or(f64::NAN, |row| row.impacts[C::COLUMN]);
    Factor::from_checked(base)
}

/// Each part with the source of its figures and how they were come by.
pub fn sources() -> impl ExactSizeIterator<Item = (&'static str, SourceId, Status)> {
    data::ROWS.iter().map(|row| {
        let sourced = embedded((), row.source, row.status);
        (row.id, sourced.source, sourced.status)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_takes_the_row_of_its_name() {
        let ids: alloc::vec::Vec<_> = data::ROWS.iter().map(|row| row.id).collect();
        assert_eq!(ids, ORDER);
    }
}
