//! What are ICT devices made of? Materials of typical products, and metals in phones.
//!
//! # Source
//! - Consumer electronics: Babbitt et al. 2020, Scientific Data 7:251 (CC BY 4.0), as
//!   transcribed in a public repository; averages over the models of a product, unweighted, with
//!   their number.
//! - Servers and the electronic display: UK ErP Policy Study, version 4 (BEIS 2021), as
//!   transcribed in a public repository; single figures.
//! - Metals in phones: Bookhagen et al. 2020 (abstract), Oeko-Institut 2012 (table 25), and
//!   Hagelüken and Buchert 2008 as the latter quotes them.
//!
//! All [`Secondary`](Status::Secondary): none was compared with the publication.
//!
//! # What to know
//! - Models are few (one of the CRT monitor and of the integrated desktop) and old; a mean of
//!   them is no market average.
//! - The two studies name different materials. Steel and ferrous metal, printed circuit boards
//!   and electronics are kept apart; a material that a study does not name is `None`.
//! - Netbooks are [`Questionable`](Status::Questionable): one of the four models is given 92 g
//!   of CRT glass.
//! - Which UNU-KEY a product is in is a [`Proposal`](Status::Proposal). The integrated desktop
//!   has a screen, which its key (0302) is said not to have.
//! - Figures of several sources on the same metal stand side by side and are never averaged.
//!   Laptops, desktops, servers and monitors have none: no source was found.
//!
//! # Example
//! ```
//! use ict_impact::reference::bill_of_materials::{Material, product};
//! let laptop = product("laptop")?;
//! assert_eq!(laptop.mass(Material::Aluminium).unwrap().value.get_in("g"), Ok(415.635));
//! assert_eq!((laptop.models(), laptop.key().value.code()), (Some(16), "0303"));
//! assert_eq!(laptop.mass(Material::Electronics), None);
//! # use ict_impact::quantity::Quantity;
//! # Ok::<(), ict_impact::reference::ReferenceError>(())
//! ```

use core::fmt;

use super::ReferenceError;
use super::unu_keys::UnuKey;
use crate::quantity::{Factor, Mass, PerDevice, Quantity};
use crate::source::{Sourced, Status, embedded};

mod data {
    // A figure may happen to look like a mathematical constant.
    #![allow(clippy::approx_constant)]
    use super::{Bill as Row, Element, MetalContent, UnuKey};
    use crate::source::Status;
    include!(concat!(env!("OUT_DIR"), "/bill_of_materials.rs"));
}

macro_rules! materials {
    ($($(#[$doc:meta])* $variant:ident, $word:literal;)+) => {
        /// A material or component, in the words of the sources.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize,
        )]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Material {
            $($(#[$doc])* $variant,)+
        }

        impl Material {
            /// All materials.
            pub const ALL: [Self; 13] = [$(Self::$variant),+];

            /// The name in words.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

materials! {
    /// Aluminium.
    Aluminium, "aluminium";
    /// Copper outside of boards.
    Copper, "copper";
    /// Steel, in the words of Babbitt et al.
    Steel, "steel";
    /// Ferrous metal, in the words of the UK ErP study.
    FerrousMetal, "ferrous metal";
    /// Metals that the source does not name.
    OtherMetals, "other metals";
    /// Glass of flat panels.
    FlatPanelGlass, "flat panel glass";
    /// Glass of cathode ray tubes.
    CrtGlass, "CRT glass";
    /// Other glass.
    OtherGlass, "other glass";
    /// Plastic.
    Plastic, "plastic";
    /// Printed circuit boards with what is on them, in the words of Babbitt et al.
    PrintedCircuitBoards, "printed circuit boards";
    /// Electronics, in the words of the UK ErP study.
    Electronics, "electronics";
    /// Lithium-ion batteries.
    LiIonBattery, "Li-ion battery";
    /// What the source puts together as others.
    Others, "others";
}

impl fmt::Display for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The materials of one device of a product.
#[derive(Debug, PartialEq)]
pub struct Bill {
    id: &'static str,
    product: &'static str,
    key: UnuKey,
    key_source: u8,
    models: Option<u16>,
    grams: [Option<f64>; 13],
    total_g: f64,
    source: u8,
    status: Status,
}

impl Bill {
    /// Name of the product in this table.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Name of the product in the source.
    pub const fn product(&self) -> &'static str {
        self.product
    }

    /// The UNU-KEY it is proposed to stand for.
    pub fn key(&self) -> Sourced<UnuKey> {
        embedded(self.key, self.key_source, Status::Proposal)
    }

    /// Number of models averaged; none for a single figure.
    pub const fn models(&self) -> Option<u16> {
        self.models
    }

    /// Mass of a material in one device; none if the source does not name the material.
    pub fn mass(&self, material: Material) -> Option<Sourced<Mass>> {
        let grams = self.grams.get(material as usize).copied().flatten()?;
        Some(self.sourced(Mass::from_checked(grams / 1e3)))
    }

    /// The materials that the source names, with their masses in one device.
    pub fn materials(&self) -> impl Iterator<Item = (Material, Sourced<Mass>)> {
        let named = Material::ALL.into_iter();
        named.filter_map(|material| Some((material, self.mass(material)?)))
    }

    /// Mass of one device as the source gives it, which its materials sum to within 5 mg.
    pub fn total(&self) -> Sourced<Mass> {
        self.sourced(Mass::from_checked(self.total_g / 1e3))
    }

    fn sourced<T>(&self, value: T) -> Sourced<T> {
        embedded(value, self.source, self.status)
    }
}

/// Every product, by name.
pub fn all() -> impl DoubleEndedIterator<Item = &'static Bill> + ExactSizeIterator {
    data::ROWS.iter()
}

/// The product of this name.
///
/// # Errors
/// [`ReferenceError::UnknownCode`].
pub fn product(id: &str) -> Result<&'static Bill, ReferenceError> {
    all().find(|row| row.id == id).ok_or_else(|| {
        let ids = all().map(Bill::id);
        ReferenceError::unknown("a product with materials", id, id, "laptop", ids)
    })
}

/// The products that are proposed to stand for a UNU-KEY: none, one or several.
pub fn of_key(key: UnuKey) -> impl Iterator<Item = &'static Bill> {
    all().filter(move |bill| bill.key == key)
}

/// A chemical element of the table of metals.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[non_exhaustive]
pub enum Element {
    /// Silver.
    #[serde(rename = "Ag")]
    Silver,
    /// Gold.
    #[serde(rename = "Au")]
    Gold,
    /// Cobalt.
    #[serde(rename = "Co")]
    Cobalt,
    /// Neodymium.
    #[serde(rename = "Nd")]
    Neodymium,
    /// Palladium.
    #[serde(rename = "Pd")]
    Palladium,
    /// Praseodymium.
    #[serde(rename = "Pr")]
    Praseodymium,
}

impl Element {
    /// The chemical symbol.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Silver => "Ag",
            Self::Gold => "Au",
            Self::Cobalt => "Co",
            Self::Neodymium => "Nd",
            Self::Palladium => "Pd",
            Self::Praseodymium => "Pr",
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.symbol())
    }
}

/// One figure on a metal in one device.
#[derive(Debug)]
pub struct MetalContent {
    device: &'static str,
    element: Element,
    milligram: f64,
    note: Option<&'static str>,
    source: u8,
    status: Status,
}

impl MetalContent {
    /// The device: `smartphone`, or `mobile-phone`.
    pub const fn device(&self) -> &'static str {
        self.device
    }

    /// The metal.
    pub const fn element(&self) -> Element {
        self.element
    }

    /// Its mass in one device.
    pub fn per_device(&self) -> Sourced<Factor<Mass, PerDevice>> {
        let factor = Factor::from_checked(self.milligram / 1e6);
        embedded(factor, self.source, self.status)
    }

    /// What the source says about the device or the part that holds the metal.
    pub const fn note(&self) -> Option<&'static str> {
        self.note
    }
}

/// What the sources say about a metal in a device, one figure a source; empty if none does.
///
/// # Example
/// ```
/// use ict_impact::reference::bill_of_materials::{Element, metal_contents};
/// let gold: Vec<String> = metal_contents("smartphone", Element::Gold)
///     .map(|content| format!("{:.6}", content.per_device().value))
///     .collect();
/// assert_eq!(gold, ["0.000017 kg/device", "0.000030 kg/device"]); // 16.83 mg and 30 mg
/// assert_eq!(metal_contents("laptop", Element::Gold).count(), 0);
/// ```
pub fn metal_contents(
    device: &str,
    element: Element,
) -> impl Iterator<Item = &'static MetalContent> {
    all_metal_contents().filter(move |row| row.device == device && row.element == element)
}

/// Every figure on metals, by device, element and source.
pub fn all_metal_contents()
-> impl DoubleEndedIterator<Item = &'static MetalContent> + ExactSizeIterator {
    data::METALS.iter()
}
