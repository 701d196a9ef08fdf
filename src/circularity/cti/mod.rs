//! Circular Transition Indicators (CTI) of a company, site or product.
//!
//! | indicator | function |
//! |---|---|
//! | % circular inflow | [`circular_inflow`] |
//! | % circular outflow | [`circular_outflow`] |
//! | % material circularity | [`material_circularity`] |
//! | % critical material | [`critical_material`] |
//! | % recovery type | [`Recovered::share`] |
//! | % water circularity | [`Water::circularity`], with its inflow and outflow |
//! | on-site water circulation | as [`iso59020::onsite_water_reuse`](super::iso59020::onsite_water_reuse) |
//! | % renewable energy | [`renewable_energy`] |
//! | actual lifetime | [`actual_lifetime`] |
//! | circular material productivity | [`circular_material_productivity`] |
//! | CTI revenue | [`circular_revenue`] |
//! | GHG impact of recycled sourcing | [`greenhouse_gas_impact`] |
//!
//! The formulas follow what is known of version 4.0. Its text has still to confirm them, so every
//! result is flagged [`Unconfirmed`](super::Flag::Unconfirmed). Read in the explanations of the
//! official tool: inflow is circular if it is non-virgin, or renewable and used at a rate in line
//! with natural renewal; outflow is circular if it is designed to be recovered and demonstrably
//! is; % circularity is a weighted average of the two. By which weights, it does not say.
//!
//! # Source
//! World Business Council for Sustainable Development, *Circular Transition Indicators V4.0*
//! (2023); definitions: ctitool.com, "How to read your results".

pub(super) mod material;
pub(super) mod recovered;
pub(super) mod sourcing;
pub(super) mod value;
pub(super) mod water;

pub use material::{
    Inflow, Outflow, circular_inflow, circular_outflow, critical_material, material_circularity,
};
pub use recovered::{Recovered, RecoveryType};
pub use sourcing::{RecycledSourcing, SourcingImpact, greenhouse_gas_impact};
pub use value::{
    ProductRevenue, actual_lifetime, circular_material_productivity, circular_revenue,
};
pub use water::{Water, renewable_energy};

use super::{Flag, Flags, MethodId};

pub(super) const fn method(indicator: &'static str) -> MethodId {
    MethodId::new("WBCSD-CTI", "4.0", indicator)
}

const UNCONFIRMED: Flags = Flags::NONE.with(Flag::Unconfirmed);
