//! Annex II of Regulation (EU) No 617/2013: how much energy a computer may use in a year, and how
//! much power in sleep, off and lowest power state.
//!
//! # Source
//! Regulation (EU) No 617/2013, Annex II.
//! - [`Verified`](crate::source::Status::Verified) is what was read at legislation.gov.uk: of
//!   2014 every base, the base memory, the allowance for memory, and all allowances of desktops.
//! - [`Secondary`](crate::source::Status::Secondary) is the rest: read in a copy of EUR-Lex, or
//!   (the base memory from 2016; storage, television tuner and graphics cards of notebooks from
//!   2014) in Canonical's calculator only, which agrees with the text wherever both were read.
//!
//! # What to know
//! - An allowance is for one device in a year.
//! - The base memory, which has no allowance, is 2 GB for desktops of categories A to C and 4 GB
//!   for category D and for notebooks. GB of memory are counted as memory is sold.
//! - The maxima of power are those in force from 2016 at the latest: their dates were not read.
//! - Left out: what makes a computer one of a category, and which computers of high performance
//!   are exempt. Both are in the text, and the caller says which category it is.
//!
//! # Example
//! ```
//! use ict_impact::reference::ecodesign_computers::{DesktopCategory, GraphicsClass, Product, Tier};
//! let tier = Tier::on("2015-06-30".parse()?).ok_or("no requirement yet")?;
//! assert_eq!(DesktopCategory::D.base(tier).value.to_string(), "211 kWh/device");
//! let card = Product::Desktop.first_graphics_card(GraphicsClass::G7, Tier::From2016);
//! assert_eq!(card.value.to_string(), "122 kWh/device");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use core::fmt;

use crate::quantity::{Energy, Factor, Information, PerDevice, PerInformation, Power, Quantity};
use crate::source::{Sourced, Status, embedded};
use crate::time::Date;

#[derive(Clone, Copy)]
struct Figure {
    value: f64,
    source: u8,
    status: Status,
}

impl Figure {
    /// The figure, which is in the unit in which the quantity is written.
    fn sourced<Q: Quantity>(self) -> Sourced<Q> {
        let value = Q::from_checked(Q::unit().to_base(self.value));
        embedded(value, self.source, self.status)
    }
}

mod data {
    use super::Figure;
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/ecodesign_computers.rs"));
}

/// Energy of one device in a year.
type Yearly = Factor<Energy, PerDevice>;

/// Since when a requirement holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Tier {
    /// From 1 July 2014 to the end of 2015.
    From2014,
    /// From 1 January 2016.
    From2016,
}

impl Tier {
    /// All tiers.
    pub const ALL: [Self; 2] = [Self::From2014, Self::From2016];

    /// The tier in force on a day, if there is one: none before 1 July 2014.
    ///
    /// # Example
    /// ```
    /// use ict_impact::reference::ecodesign_computers::Tier;
    /// assert_eq!(Tier::on("2014-06-30".parse()?), None);
    /// assert_eq!(Tier::on("2014-07-01".parse()?), Some(Tier::From2014));
    /// assert_eq!(Tier::on("2016-01-01".parse()?), Some(Tier::From2016));
    /// # Ok::<(), ict_impact::time::TimeError>(())
    /// ```
    pub fn on(day: Date) -> Option<Self> {
        match (day.year().get(), day.month()) {
            (2016.., _) => Some(Self::From2016),
            (2015, _) | (2014, 7..) => Some(Self::From2014),
            _ => None,
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::From2014 => "from 1 July 2014",
            Self::From2016 => "from 1 January 2016",
        })
    }
}

macro_rules! classes {
    ($(#[$doc:meta])* $name:ident, $what:literal: $($class:ident)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(
                #[doc = concat!($what, " ", stringify!($class), ".")]
                $class,
            )+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$class),+];
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self { $(Self::$class => stringify!($class),)+ })
            }
        }
    };
}

classes! {
    /// Category of a desktop or integrated desktop computer: A is the simplest.
    DesktopCategory, "Category": A B C D
}
classes! {
    /// Category of a notebook computer: A is the simplest.
    NotebookCategory, "Category": A B C
}
classes! {
    /// Class of a discrete graphics card by the bandwidth of its frame buffer.
    GraphicsClass, "Class": G1 G2 G3 G4 G5 G6 G7
}

macro_rules! categories {
    ($($category:ident: $base:ident, $memory:ident;)+) => {$(
        impl $category {
            /// What a computer of the category may use in a year without any allowance.
            pub fn base(self, tier: Tier) -> Sourced<Factor<Energy, PerDevice>> {
                data::$base[self as usize][tier as usize].sourced::<Yearly>()
            }

            /// The memory that has no allowance.
            pub fn base_memory(self, tier: Tier) -> Sourced<Information> {
                data::$memory[self as usize][tier as usize].sourced()
            }
        }
    )+};
}
categories! {
    DesktopCategory: DESKTOP_BASE, DESKTOP_BASE_MEMORY;
    NotebookCategory: NOTEBOOK_BASE, NOTEBOOK_BASE_MEMORY;
}

/// A kind of computer with allowances of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Product {
    /// Desktop or integrated desktop computer.
    Desktop,
    /// Notebook computer.
    Notebook,
}

impl Product {
    fn of<T>(self, desktop: T, notebook: T) -> T {
        match self {
            Self::Desktop => desktop,
            Self::Notebook => notebook,
        }
    }

    /// The allowance for memory above the base memory.
    pub fn memory(self, tier: Tier) -> Sourced<Factor<Factor<Energy, PerDevice>, PerInformation>> {
        let figures = self.of(data::DESKTOP_MEMORY, data::NOTEBOOK_MEMORY);
        figures[0][tier as usize].sourced::<Factor<Yearly, PerInformation>>()
    }

    /// The allowance for each internal storage beyond the first.
    pub fn additional_storage(self, tier: Tier) -> Sourced<Factor<Energy, PerDevice>> {
        let figures = self.of(data::DESKTOP_STORAGE, data::NOTEBOOK_STORAGE);
        figures[0][tier as usize].sourced::<Yearly>()
    }

    /// The allowance for a discrete television tuner.
    pub fn tv_tuner(self, tier: Tier) -> Sourced<Factor<Energy, PerDevice>> {
        let figures = self.of(data::DESKTOP_TV_TUNER, data::NOTEBOOK_TV_TUNER);
        figures[0][tier as usize].sourced::<Yearly>()
    }

    /// The allowance for the first discrete graphics card.
    pub fn first_graphics_card(
        self,
        class: GraphicsClass,
        tier: Tier,
    ) -> Sourced<Factor<Energy, PerDevice>> {
        let figures = self.of(data::DESKTOP_GRAPHICS_FIRST, data::NOTEBOOK_GRAPHICS_FIRST);
        figures[class as usize][tier as usize].sourced::<Yearly>()
    }

    /// The allowance for each further discrete graphics card.
    pub fn additional_graphics_card(
        self,
        class: GraphicsClass,
        tier: Tier,
    ) -> Sourced<Factor<Energy, PerDevice>> {
        let figures = self.of(
            data::DESKTOP_GRAPHICS_ADDITIONAL,
            data::NOTEBOOK_GRAPHICS_ADDITIONAL,
        );
        figures[class as usize][tier as usize].sourced::<Yearly>()
    }

    /// The most power in sleep mode, without [wake-on-LAN](wake_on_lan_allowance).
    pub fn sleep_maximum(self) -> Sourced<Power> {
        self.of(data::DESKTOP_SLEEP, data::NOTEBOOK_SLEEP)[0][0].sourced()
    }
}

/// The allowance for a discrete audio card. Of desktop computers only: the text has none for
/// notebooks.
pub fn desktop_audio_card(tier: Tier) -> Sourced<Factor<Energy, PerDevice>> {
    data::DESKTOP_AUDIO[0][tier as usize].sourced::<Yearly>()
}

/// The most power in off mode.
pub fn off_maximum() -> Sourced<Power> {
    data::OFF[0][0].sourced()
}

/// The most power in the lowest power state.
pub fn lowest_power_maximum() -> Sourced<Power> {
    data::LOWEST_POWER[0][0].sourced()
}

/// What may be added to a maximum of power where wake-on-LAN is on.
///
/// Canonical's calculator adds it in sleep mode; whether the text also has it in off mode was not
/// read.
pub fn wake_on_lan_allowance() -> Sourced<Power> {
    data::WAKE_ON_LAN[0][0].sourced()
}
