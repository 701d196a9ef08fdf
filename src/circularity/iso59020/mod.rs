//! ISO 59020:2024, core circularity indicators of Annex A.
//!
//! | equation | subclause | indicator | function | from a balance |
//! |---|---|---|---|---|
//! | A.1 | A.2.2 | reused inflow content | [`reused_inflow_content`] | [`Inflow::reused_content`] |
//! | A.2 | A.2.3 | recycled inflow content | [`recycled_inflow_content`] | [`Inflow::recycled_content`] |
//! | A.3 | A.2.4 | renewable inflow content | [`renewable_inflow_content`] | [`Inflow::renewable_content`] |
//! | – | A.2.1 | linear inflow content | – | [`Inflow::linear_content`] |
//! | A.4 | A.3.2 | lifetime relative to the industry average | [`lifetime_ratio`] | [`Lifetimes::ratio`] |
//! | A.5 | A.3.3 | actual reused outflow | [`reused_outflow`] | [`Outflow::reused`] |
//! | A.6 | A.3.4 | actual recycled outflow | [`recycled_outflow`] | [`Outflow::recycled`] |
//! | A.7 | A.3.5 | outflow recirculated in the biological cycle | [`biological_outflow`] | [`Outflow::biological`] |
//! | A.8 | A.4.2 | renewable energy consumed | – | [`EnergyFlows::renewable_energy`] |
//! | A.9 | A.5.2 | water withdrawn from circular inflow | [`circular_water_inflow`] | [`WaterFlows::circular_inflow`] |
//! | A.10 | A.5.3 | water discharged by circular principles | [`circular_water_discharge`] | [`WaterFlows::circular_discharge`] |
//! | A.11 | A.5.4 | on-site water reuse | [`onsite_water_reuse`] | [`WaterFlows::onsite_reuse`] |
//! | A.12 | A.6.2 | material productivity | [`material_productivity`] | [`Balance::material_productivity`] |
//! | A.13 | A.6.3 | resource intensity index | [`resource_intensity_index`] | [`Balance::resource_intensity_index`] |
//!
//! A [`Balance`] holds all of it. Its parts are checked once, when they are made: the contents of
//! an inflow and the fates of an outflow are at most the whole, what is not named is the rest, and
//! where the rest is named too ([`Inflow::with_linear`], [`Outflow::with_lost`]) they sum to 100 %.
//! Balances of sites or products are added before any ratio is formed (Annex G.2); what one of
//! them lacks is missing in the total. The functions on bare amounts do not know the other parts:
//! they return what is above 100 % as it is, flagged.
//!
//! Outflow that cannot be traced counts as not recycled, flagged
//! [`UntracedAsZero`](super::Flag::UntracedAsZero): give it with [`Outflow::with_untraced`], or
//! as `None` to [`recycled_outflow`], not as zero.
//!
//! # Source
//! ISO 59020:2024, Annex A and Annex G.2, by a public transcription with page numbers; the
//! standard itself was not read. Which measures A.13 sets against each other the transcription
//! does not say: its results are flagged [`Unconfirmed`](super::Flag::Unconfirmed).

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
