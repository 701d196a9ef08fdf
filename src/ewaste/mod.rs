//! What becomes waste, what is collected, what is recovered?
//!
//! | to … | use |
//! |---|---|
//! | find e-waste generated from what was put on the market | [`Generation`], by one of the [models](GeneratedModel), which the result names |
//! | say what a model that is not mass-conserving adds or loses | [`Generated::imbalance`] |
//! | rate the collection (Directive 2012/19/EU, Article 7) | [`collection_rate_pom`], [`collection_rate_generated`], [`CollectionTarget`] |
//! | report SDG 12.4.2 and 12.5.1 for e-waste | [`sdg_12_4_2_collection_rate`], [`sdg_12_4_2_treated_share`], [`sdg_12_5_1_recycling_rate`] |
//! | compare countries of different size | [`per_inhabitant`] |
//!
//! A rate may pass 100 %, when old stocks are drawn down or waste is traded: it is not clamped,
//! and [`Rate::over_100`] says so. A rate of nothing is an error, never 0.

mod collection;
mod density;
mod error;
mod generated;
mod rate;
mod result;
#[cfg(test)]
mod tests;

pub use self::collection::{
    CollectionTarget, NationalFlows, collection_rate_generated, collection_rate_pom,
    overall_recycling_rate, per_inhabitant, sdg_12_4_2_collection_rate, sdg_12_4_2_treated_share,
    sdg_12_5_1_recycling_rate,
};
pub use self::error::EwasteError;
pub use self::generated::{GeneratedModel, Generation, NegativeStock};
pub use self::rate::Rate;
pub use self::result::Generated;
