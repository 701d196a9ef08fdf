//! What the rows of the files say.

use ict_impact::ewaste::targets::CategoryTreatment;
use ict_impact::quantity::{Devices, Energy, Mass, Persons, Share, Time, Volume};
use ict_impact::reference::battery_targets::BatteryMetal;
use ict_impact::reference::bill_of_materials::Bill;

use super::money::WithRevenue;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $($variant:ident $word:literal $title:literal $style:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($variant,)+ }

        impl $name {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// How each is written in a file.
            pub(crate) const WORDS: &'static [(&'static str, Self)] =
                &[$(($word, Self::$variant),)+];

            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What it is called on the page.
            pub(crate) fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// Number of its colour.
            pub(crate) fn style(self) -> usize {
                match self { $(Self::$variant => $style,)+ }
            }
        }
    };
}

words! {
    /// Where an inflow comes from.
    Origin:
    Reused "reused" "Reused products and parts" 1,
    Recycled "recycled" "Recycled, or for recycling" 5,
    Renewable "renewable" "Renewable" 3,
    Virgin "virgin" "Virgin, not renewable" 2,
}

words! {
    /// What becomes of an outflow.
    Fate:
    Reused "reused" "Reused as it is" 1,
    Refurbished "refurbished" "Refurbished" 3,
    Recycled "recycled" "Recycled" 5,
    Composted "composted" "Composted" 6,
    EnergyRecovery "energy_recovery" "Energy recovery" 2,
    Disposal "disposal" "Disposal" 7,
    Untraced "untraced" "Untraced, counts as not recycled" 4,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct InflowRow {
    pub(crate) mass: Mass,
    pub(crate) origin: Origin,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct OutflowRow {
    pub(crate) mass: Mass,
    pub(crate) fate: Fate,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct EnergyRow {
    pub(crate) total_in: Energy,
    pub(crate) renewable_in: Energy,
    pub(crate) total_out: Energy,
    pub(crate) renewable_out: Energy,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct WaterRow {
    pub(crate) withdrawn: Volume,
    pub(crate) circular_in: Option<Volume>,
    pub(crate) discharged: Option<Volume>,
    pub(crate) circular_out: Option<Volume>,
    /// Used on site, and withdrawn for it.
    pub(crate) onsite: Option<(Volume, Volume)>,
}

#[derive(Debug, Clone)]
pub(crate) struct DevicesRow {
    pub(crate) kind: String,
    pub(crate) returned: Devices,
    pub(crate) accepted: Devices,
    pub(crate) refurbished: Devices,
    pub(crate) sold_again: Devices,
    pub(crate) dismantled: Devices,
}

#[derive(Debug, Clone)]
pub(crate) struct ProductRow {
    pub(crate) product: String,
    /// Its materials in the embedded table; none if they are in `materials.csv`.
    pub(crate) bill: Option<&'static Bill>,
    pub(crate) pieces: Devices,
    pub(crate) reused: Share,
    pub(crate) collected_reuse: Share,
    pub(crate) collected_recycling: Share,
    pub(crate) life: Time,
    pub(crate) industry_life: Time,
}

/// A material: of one product with its mass, or of all with its shares.
#[derive(Debug, Clone)]
pub(crate) struct MaterialRow {
    /// Empty for all products.
    pub(crate) product: String,
    pub(crate) material: String,
    pub(crate) mass: Option<Mass>,
    pub(crate) recycled: Share,
    pub(crate) efficiency: Share,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct EwasteRow {
    pub(crate) put_on_market: Option<Mass>,
    pub(crate) generated: Option<Mass>,
    pub(crate) collected: Option<Mass>,
    pub(crate) treated: Option<Mass>,
    pub(crate) recycled: Option<Mass>,
    pub(crate) inhabitants: Option<Persons>,
}

pub(crate) type TreatmentRow = CategoryTreatment;

#[derive(Debug, Clone, Copy)]
pub(crate) struct BatteriesRow {
    pub(crate) made_available: Option<Mass>,
    pub(crate) collected: Option<Mass>,
    /// Recycled output, and waste batteries put in.
    pub(crate) recycling: Option<(Mass, Mass)>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct MetalRow {
    pub(crate) metal: BatteryMetal,
    pub(crate) input: Mass,
    pub(crate) recovered: Mass,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct RevenueRow {
    pub(crate) with_revenue: WithRevenue,
    pub(crate) amount: f64,
}
