use alloc::vec::Vec;

use super::{
    ChipKind, ComponentFactors, GraphicsCard, MemoryModule, PowerSupply, Processor,
    SolidStateDrive, bounded, density_of_chips,
};
use crate::emissions::{ByStage, EmissionsError, LifeCycleStage};
use crate::quantity::{Area, Devices, Impact, ImpactCategory, Quantity};
use crate::reference::server_archetypes::ServerArchetype;
use crate::uncertainty::Bounded;

const ONE: Devices = Devices::new(1.0);

/// What a server stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Enclosure {
    /// A case of its own in a rack.
    Rack,
    /// A blade in an enclosure of 16.
    Blade,
    /// A rack as far as is known; it may be a blade.
    RackOrBlade,
}

/// A part of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ServerPart {
    /// Processors.
    Processors,
    /// Memory modules.
    Memory,
    /// Solid-state drives.
    SolidStateDrives,
    /// Hard disks.
    HardDisks,
    /// Graphics cards.
    GraphicsCards,
    /// Power supplies.
    PowerSupplies,
    /// The mainboard.
    Mainboard,
    /// The case, and its part of the enclosure of blades.
    Case,
    /// Putting it together.
    Assembly,
}

impl ServerPart {
    /// The name in words, such as `memory`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Processors => "processors",
            Self::Memory => "memory",
            Self::SolidStateDrives => "solid-state drives",
            Self::HardDisks => "hard disks",
            Self::GraphicsCards => "graphics cards",
            Self::PowerSupplies => "power supplies",
            Self::Mainboard => "mainboard",
            Self::Case => "case",
            Self::Assembly => "assembly",
        }
    }
}

type Number = Bounded<Devices>;

/// A server, made of its parts: one mainboard, one case, and what is added.
///
/// # Equation
/// ```text
/// I = Σ_p n_p · I_p + I_mainboard + I_case + I_assembly
///
/// I    impact of category C [unit of C]
/// p    processors, memory modules, drives, disks, power supplies, graphics cards
/// n_p  their number, I_p the impact of one
/// I_case = f_rack, or f_enclosure / 16 + f_blade
/// ```
///
/// # Source
/// BoaviztAPI 2.5.0, server; see [the module](super).
///
/// # Example
/// See [the module](super).
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    enclosure: Enclosure,
    processors: Vec<(Number, Processor)>,
    memory: Vec<(Number, MemoryModule)>,
    solid_state: Vec<(Number, SolidStateDrive)>,
    power_supplies: Vec<(Number, PowerSupply)>,
    graphics: Vec<(Number, GraphicsCard)>,
    hard_disks: Number,
}

macro_rules! with_parts {
    ($($(#[$doc:meta])* $name:ident, $field:ident: $part:ty, $number:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite number.
        pub fn $name(
            mut self,
            number: Bounded<Devices>,
            one: $part,
        ) -> Result<Self, EmissionsError> {
            self.$field.push((bounded($number, number)?, one));
            Ok(self)
        }
    )+};
}

impl Server {
    /// A server with a mainboard in this enclosure, and nothing on it.
    #[must_use]
    pub fn new(enclosure: Enclosure) -> Self {
        Self {
            enclosure,
            processors: Vec::new(),
            memory: Vec::new(),
            solid_state: Vec::new(),
            power_supplies: Vec::new(),
            graphics: Vec::new(),
            hard_disks: Bounded::from(Devices::new(0.0)),
        }
    }

    /// A typical server of the embedded table, in a rack or as a blade, with memory and drives of
    /// any density in the tables.
    ///
    /// `die` is the die of one processor, where it is known better than the table knows it.
    ///
    /// # Source
    /// See [`reference::server_archetypes`](crate::reference::server_archetypes).
    ///
    /// # Errors
    /// [`EmissionsError::NoDie`] if the table has no die and none is given;
    /// [`EmissionsError::OutOfRange`] for a die that is negative, NaN or infinite.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::component::{ComponentFactors, Server};
    /// use ict_impact::quantity::ClimateChange;
    /// use ict_impact::reference::server_archetypes::server;
    /// let medium = Server::typical(server("compute-medium")?, None)?;
    /// let made = medium.embodied(&ComponentFactors::<ClimateChange>::reference());
    /// let made = made.total().ok_or("nothing known")?;
    /// assert_eq!(format!("{:.0}", made.value()), "948 kgCO2e");
    /// assert_eq!(format!("{:.0} to {:.0}", made.min(), made.max()), "460 kgCO2e to 2087 kgCO2e");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn typical(
        server: &ServerArchetype,
        die: Option<Bounded<Area>>,
    ) -> Result<Self, EmissionsError> {
        let no_die = EmissionsError::NoDie {
            server: server.id(),
        };
        let die = die.or(server.die()).ok_or(no_die)?;
        let memory = density_of_chips(ChipKind::Memory, |_| true)?;
        let solid_state = density_of_chips(ChipKind::SolidState, |_| true)?;
        let supply = PowerSupply::new(server.power_supply())?;
        Self::new(Enclosure::RackOrBlade)
            .with_processors(server.processors(), Processor::new(die)?)?
            .with_memory(
                server.memory_modules(),
                MemoryModule::new(server.memory(), memory)?,
            )?
            .with_solid_state_drives(
                server.solid_state_drives(),
                SolidStateDrive::new(server.solid_state_drive(), solid_state)?,
            )?
            .with_hard_disks(server.hard_disks())?
            .with_power_supplies(server.power_supplies(), supply)
    }

    with_parts! {
        /// The same server, with more processors.
        with_processors, processors: Processor, "number of processors";
        /// The same server, with more memory modules.
        with_memory, memory: MemoryModule, "number of memory modules";
        /// The same server, with more solid-state drives.
        with_solid_state_drives, solid_state: SolidStateDrive, "number of solid-state drives";
        /// The same server, with more power supplies.
        with_power_supplies, power_supplies: PowerSupply, "number of power supplies";
        /// The same server, with more graphics cards.
        with_graphics_cards, graphics: GraphicsCard, "number of graphics cards";
    }

    /// The same server, with more hard disks, of whatever capacity.
    ///
    /// # Errors
    /// [`EmissionsError::OutOfRange`] for a negative, NaN or infinite number.
    pub fn with_hard_disks(mut self, number: Bounded<Devices>) -> Result<Self, EmissionsError> {
        self.hard_disks = self.hard_disks + bounded("number of hard disks", number)?;
        Ok(self)
    }

    /// What making the server costs, and of its graphics cards also transport and end of life,
    /// which the factors of the other parts do not have.
    ///
    /// The result is the sum of [`parts`](Self::parts), in their order.
    #[must_use]
    pub fn embodied<C: ImpactCategory>(
        &self,
        factors: &ComponentFactors<C>,
    ) -> ByStage<Bounded<Impact<C>>> {
        let graphics = self.graphics_cards(factors);
        let parts = self.without_graphics(factors);
        let making = parts
            .into_iter()
            .map(|(_, impact)| impact)
            .chain(graphics.get(LifeCycleStage::CradleToGate))
            .fold(Bounded::from(Impact::ZERO), |sum, impact| sum + impact);
        graphics.replaced(LifeCycleStage::CradleToGate, making)
    }

    /// What each part of the server costs, in a fixed order; of graphics cards all that is known
    /// of their life but use.
    ///
    /// # Example
    /// ```
    /// use ict_impact::emissions::component::{ComponentFactors, Enclosure, Server, ServerPart};
    /// use ict_impact::quantity::{ClimateChange, Co2e};
    /// let bare = Server::new(Enclosure::Blade);
    /// let parts = bare.parts(&ComponentFactors::<ClimateChange>::reference());
    /// let (_, case) = parts.into_iter().find(|(part, _)| *part == ServerPart::Case).ok_or("")?;
    /// assert_eq!(case.value(), Co2e::from_kg(85.9)); // 880 / 16 + 30.9
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parts<C: ImpactCategory>(
        &self,
        factors: &ComponentFactors<C>,
    ) -> [(ServerPart, Bounded<Impact<C>>); 9] {
        let none = Bounded::from(Impact::ZERO);
        let cards = self.graphics_cards(factors);
        let graphics = cards.iter().fold(none, |sum, (_, impact)| sum + impact);
        let [a, b, c, d, e, f, g, h] = self.without_graphics(factors);
        [
            a,
            b,
            c,
            d,
            (ServerPart::GraphicsCards, graphics),
            e,
            f,
            g,
            h,
        ]
    }

    fn without_graphics<C: ImpactCategory>(
        &self,
        factors: &ComponentFactors<C>,
    ) -> [(ServerPart, Bounded<Impact<C>>); 8] {
        let disks = self.hard_disks.map(|disks| disks * factors.hard_disk);
        [
            (
                ServerPart::Processors,
                sum_of(&self.processors, |one| one.embodied(factors)),
            ),
            (
                ServerPart::Memory,
                sum_of(&self.memory, |one| one.embodied(factors)),
            ),
            (
                ServerPart::SolidStateDrives,
                sum_of(&self.solid_state, |one| one.embodied(factors)),
            ),
            (ServerPart::HardDisks, disks),
            (
                ServerPart::PowerSupplies,
                sum_of(&self.power_supplies, |one| one.embodied(factors)),
            ),
            (
                ServerPart::Mainboard,
                Bounded::from(ONE * factors.mainboard),
            ),
            (ServerPart::Case, self.enclosure.embodied(factors)),
            (ServerPart::Assembly, Bounded::from(ONE * factors.assembly)),
        ]
    }

    fn graphics_cards<C: ImpactCategory>(
        &self,
        factors: &ComponentFactors<C>,
    ) -> ByStage<Bounded<Impact<C>>> {
        let cards = self.graphics.iter();
        let cards = cards.map(|(number, card)| {
            let one = card.embodied(factors);
            one.map(|impact| times(*number, impact))
        });
        cards.fold(ByStage::default(), |sum, cards| sum + cards)
    }
}

impl Enclosure {
    fn embodied<C: ImpactCategory>(self, factors: &ComponentFactors<C>) -> Bounded<Impact<C>> {
        const BLADES: f64 = 16.0;
        let rack = ONE * factors.rack_case;
        let blade = (ONE * factors.blade_enclosure) / BLADES + ONE * factors.blade_case;
        match self {
            Self::Rack => Bounded::from(rack),
            Self::Blade => Bounded::from(blade),
            Self::RackOrBlade if rack < blade => Bounded::of_checked(rack, rack, blade),
            Self::RackOrBlade => Bounded::of_checked(rack, blade, rack),
        }
    }
}

fn sum_of<T, C: ImpactCategory>(
    parts: &[(Number, T)],
    one: impl Fn(&T) -> Bounded<Impact<C>>,
) -> Bounded<Impact<C>> {
    let each = parts.iter().map(|(number, part)| times(*number, one(part)));
    each.fold(Bounded::from(Impact::ZERO), |sum, impact| sum + impact)
}

#[inline]
fn times<C: ImpactCategory>(number: Number, each: Bounded<Impact<C>>) -> Bounded<Impact<C>> {
    number.zip(each, |number, each| each * number.base())
}
