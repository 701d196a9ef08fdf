//! What does making a server or one of its parts cost, from what it is made of?
//!
//! | to … | use |
//! |---|---|
//! | make a processor, a memory module, a drive, a power supply | [`Processor`], [`MemoryModule`], [`SolidStateDrive`], [`PowerSupply`] |
//! | make a graphics card, bring it to the user and dispose of it | [`GraphicsCard`], [`wafer_area`] |
//! | find how much chip a memory takes | [`density_of_chips`] |
//! | make a whole server, part by part | [`Server`], [`ServerPart`] |
//! | change a factor | [`ComponentFactors`] |
//!
//! Every result is [`Bounded`]: a value, and the least and the
//! greatest it can be when dies, densities or numbers are not known exactly. The uncertainty of
//! the factors themselves is not in it. The formulas are the same for every impact category that
//! has factors: climate change, abiotic depletion, primary energy, or the caller's own.
//!
//! ```
//! use ict_impact::emissions::component::{
//!     ComponentFactors, Enclosure, MemoryModule, PowerSupply, Processor, Server, SolidStateDrive,
//! };
//! use ict_impact::quantity::{ClimateChange, parse};
//! let server = Server::new(Enclosure::Rack)
//!     .with_processors("2 devices".parse()?, Processor::new("588 mm2".parse()?)?)?
//!     .with_memory("12 devices".parse()?, MemoryModule::new(parse("32 GB")?, "1.79 GB/cm2".parse()?)?)?
//!     .with_solid_state_drives(
//!         "1 device".parse()?,
//!         SolidStateDrive::new(parse("400 GB")?, "50.6 GB/cm2".parse()?)?,
//!     )?
//!     .with_power_supplies("2 devices".parse()?, PowerSupply::new("2.99 kg".parse()?)?)?;
//! let made = server.embodied(&ComponentFactors::<ClimateChange>::reference());
//! let made = made.total().ok_or("nothing known")?;
//! // processors 41.45, memory 534.59, drive 23.73, power supplies 145.31, mainboard 66.1,
//! // case 150, assembly 6.68
//! assert!((made.value().kg() - 967.868).abs() < 0.001);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Source
//! The bottom-up method of Boavizta (BoaviztAPI 2.5.0), which builds on Umweltbundesamt, *Green
//! Cloud Computing*, TEXTE 94/2021.

mod graphics;
mod memory;
mod parts;
mod server;

pub use crate::reference::component_factors::{ComponentFactors, Tabled};
pub use crate::reference::memory_density::{Chip, ChipKind, MemoryDensity};
pub use graphics::{GraphicsCard, wafer_area};
pub use memory::{MemoryModule, SolidStateDrive, density_of_chips};
pub use parts::{PowerSupply, Processor};
pub use server::{Enclosure, Server, ServerPart};

use crate::emissions::EmissionsError;
use crate::emissions::error::not_negative;
use crate::quantity::Quantity;
use crate::uncertainty::Bounded;

/// `value` if it and its bounds are finite and not negative.
fn bounded<Q: Quantity>(
    field: &'static str,
    value: Bounded<Q>,
) -> Result<Bounded<Q>, EmissionsError> {
    for one in [value.min(), value.value(), value.max()] {
        not_negative(field, one)?;
    }
    Ok(value)
}
