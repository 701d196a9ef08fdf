//! How circular is it? One file per standard or indicator.
//!
//! | indicator | module | standard | range | at the edges |
//! |---|---|---|---|---|
//! | core circularity indicators A.1–A.13 | [`iso59020`] | ISO 59020:2024 | 0 to 1, some unbounded | untraced outflow counts as not recycled; above 100 % flagged |
//! | Material Circularity Indicator | [`mci`] | Ellen MacArthur Foundation, 2019 | 0 to 1 | no mass or no utility: undefined; below 0 raised to 0 and flagged |
//! | circular footprint formula | [`cff`] | Recommendation (EU) 2021/2279 | unbounded | credits make negative impacts |
//! | circular material use rate | [`cmu`] | Eurostat, 2018 | below 1, may be negative | negative flagged, never clamped |
//! | recycled content and end-of-life recycling rates of metals | [`recycled_content`] | UNEP International Resource Panel, 2011 | 0 to 1; rates of a year may pass 1 | above 100 % flagged |
//! | circular outflow, circular material productivity | [`cti`] | WBCSD CTI v4, 2023 | 0 to 1; money per mass | flagged as unconfirmed |
//! | repairability index, battery endurance | [`eu_2023_1669`] | Delegated Regulation (EU) 2023/1669 | 1 to 5, classes A to E; classes A to G | rounded to two decimals, then classed |
//! | repairability index of France | [`french_repairability`] | Décret n° 2020-1757 | 0 to 10 | |
//! | collection and recovery of batteries | [`eu_battery`] | Regulation (EU) 2023/1542 | 0 to 1; rates of a year may pass 1 | above 100 % flagged |
//! | displacement and rebound of reuse | [`reuse`] | Zink and Geyer, 2017 | unbounded | no potential: undefined |
//! | longevity | [`longevity`] | Franklin-Johnson and others, 2016 | time | flagged as unconfirmed |
//!
//! Every result is an [`Indicator`]: the value, the method with its edition and clause, and what
//! a reader has to know about it. A ratio whose denominator is zero is
//! [`Undefined`](crate::quantity::QuantityError::Undefined), never a number. Several sites or
//! products are put together by adding their masses, not by averaging their indicators.
//!
//! # To add an indicator
//! Write one file with its own [`MethodId`] and functions that return [`Indicator`], and one
//! line in the table above.

mod any_indicator;
pub mod cff;
pub mod cmu;
pub mod cti;
mod error;
pub mod eu_2023_1669;
pub mod eu_battery;
pub mod french_repairability;
mod indicator;
mod input;
pub mod iso59020;
pub mod itu_l1023;
pub mod longevity;
pub mod mci;
pub mod recycled_content;
pub mod reuse;
mod revenue;
pub mod scorecard;
mod slot;
pub mod weee;

pub use any_indicator::AnyIndicator;
pub use error::CircularityError;
pub use indicator::{Flag, Flags, Indicator, MethodId};
pub use input::Input;
pub use revenue::Revenue;
