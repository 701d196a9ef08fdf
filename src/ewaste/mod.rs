//! What becomes waste, what is collected, what is recovered?
//!
//! | to … | use |
//! |---|---|
//! | find what was put on the market by apparent consumption | [`put_on_market`](put_on_market::put_on_market) |
//! | find e-waste generated from what was put on the market | [`Generation`], by one of the [models](GeneratedModel), which the result names |
//! | say what a model that is not mass-conserving adds or loses | [`Generated::imbalance`] |
//! | rate the collection (Directive 2012/19/EU, Article 7) | [`collection_rate_pom`], [`collection_rate_generated`], [`CollectionTarget`] |
//! | report SDG 12.4.2 and 12.5.1 for e-waste | [`sdg_12_4_2_collection_rate`], [`sdg_12_4_2_treated_share`], [`sdg_12_5_1_recycling_rate`] |
//! | split e-waste by what becomes of it | [`fates`] |
//! | find the materials in a flow, from bills of materials | [`materials`] |
//! | follow a material through its recycling chain; keep avoided primary production apart | [`recycling`] |
//! | find refrigerants and other hazardous content released, and their CO2e | [`hazards`] |
//! | sum by category of the Directive, EU-6 or EU-10 | [`categories`] |
//! | hold recovery and recycling against the targets of the day | [`targets`] |
//! | compare countries of different size | [`per_inhabitant`] |
//!
//! A rate may pass 100 %, when old stocks are drawn down or waste is traded: it is not clamped,
//! and [`Rate::over_100`] says so. A rate of nothing is an error, never 0.

pub mod categories;
mod collection;
mod density;
mod error;
pub mod fates;
mod generated;
pub mod hazards;
pub mod materials;
mod partition;
pub mod put_on_market;
mod rate;
pub mod recycling;
mod result;
pub mod targets;
#[cfg(test)]
mod tests;
mod treatment_error;

pub use self::collection::{
    CollectionTarget, NationalFlows, collection_rate_generated, collection_rate_pom,
    overall_recycling_rate, per_inhabitant, sdg_12_4_2_collection_rate, sdg_12_4_2_treated_share,
    sdg_12_5_1_recycling_rate,
};
pub use self::error::EwasteError;
pub use self::generated::{GeneratedModel, Generation, NegativeStock};
pub use self::rate::Rate;
pub use self::result::Generated;
pub use self::treatment_error::TreatmentError;
