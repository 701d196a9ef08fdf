//! ISO 59020:2024, core circularity indicators of Annex A.
//!
//! | equation | subclause | indicator | function |
//! |---|---|---|---|
//! | A.1 | A.2.2 | reused inflow content | [`reused_inflow_content`] |
//! | A.2 | A.2.3 | recycled inflow content | [`recycled_inflow_content`] |
//! | A.3 | A.2.4 | renewable inflow content | [`renewable_inflow_content`] |
//! | – | A.2.1 | linear inflow content | [`Inflow::linear_content`] |
//! | A.4 | A.3.2 | lifetime relative to the industry average | [`lifetime_ratio`] |
//! | A.5 | A.3.3 | actual reused outflow | [`reused_outflow`] |
//! | A.6 | A.3.4 | actual recycled outflow | [`recycled_outflow`] |
//! | A.7 | A.3.5 | outflow recirculated in the biological cycle | [`biological_outflow`] |
//! | A.8 | A.4.2 | renewable energy consumed | [`EnergyFlows::renewable_energy`] |
//! | A.9 | A.5.2 | water withdrawn from circular inflow | [`circular_water_inflow`] |
//! | A.10 | A.5.3 | water discharged by circular principles | [`circular_water_discharge`] |
//! | A.11 | A.5.4 | on-site water reuse | [`onsite_water_reuse`] |
//! | A.12 | A.6.2 | material productivity | [`material_productivity`] |
//! | A.13 | A.6.3 | resource intensity index | [`resource_intensity_index`] |
//!
//! [`Inflow`] and [`Outflow`] are the resource balance: masses by origin and by fate, checked
//! once not to be more than their total, and added over sites or products
//! ([`Inflow::total_of`], [`Outflow::total_of`]) before any ratio is formed (Annex G.2). The
//! functions on bare masses do not know the other parts; they return what is above 100 % as it
//! is, flagged.
//!
//! Outflow that cannot be traced to its recycling counts as not recycled, flagged
//! [`UntracedAsZero`](super::Flag::UntracedAsZero): give it with [`Outflow::with_recycling_untraced`]
//! or as `None`, not as zero.

pub(super) mod balance;
mod economic;
pub(super) mod energy;
pub(super) mod inflow;
pub(super) mod lifetimes;
pub(super) mod outflow;
mod resource;
mod water;
pub(super) mod water_flows;

pub use balance::Balance;
pub use economic::{lifetime_ratio, material_productivity, resource_intensity_index};
pub use energy::EnergyFlows;
pub use inflow::Inflow;
pub use lifetimes::Lifetimes;
pub use outflow::Outflow;
pub use resource::{
    biological_outflow, recycled_inflow_content, recycled_outflow, renewable_inflow_content,
    reused_inflow_content, reused_outflow,
};
pub use water::{circular_water_discharge, circular_water_inflow, onsite_water_reuse};
pub use water_flows::WaterFlows;

use super::MethodId;

pub(super) const fn equation(number: &'static str) -> MethodId {
    MethodId::new("ISO59020", "2024", number)
}
