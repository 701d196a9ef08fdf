//! How circular is it? One file or folder per standard or indicator.
//!
//! | indicator | module | standard | inputs | range | at the edges |
//! |---|---|---|---|---|---|
//! | inflow by origin, outflow by fate (A.1–A.3, A.5–A.7) | [`iso59020`] | ISO 59020:2024 | masses by origin and by fate | 0 to 100 % | parts above the whole refused in a balance, flagged as bare masses; untraced outflow counts as not recycled |
//! | lifetime against the industry (A.4) | [`iso59020`] | ISO 59020:2024 | lifetimes, devices; a fleet | 0 and above | several products: years of life of all devices, then divided |
//! | renewable energy (A.8) | [`iso59020`] | ISO 59020:2024 | energy in and out | 0 to 100 % | net exports make it negative or turn the denominator: flagged, not clamped |
//! | water (A.9–A.11) | [`iso59020`] | ISO 59020:2024 | volumes | 0 to 100 %; A.11 0 and above | above 100 % flagged but for A.11, which counts cycles |
//! | material productivity, resource intensity (A.12, A.13) | [`iso59020`] | ISO 59020:2024 | revenue and linear inflow; two measures | 0 and above | no linear inflow: undefined; currencies and price years do not add; A.13 unconfirmed |
//! | Material Circularity Indicator, linear flow index | [`mci`] | Ellen MacArthur Foundation, 2019 | bill of materials, efficiencies, utility | 0 to 1 | no mass or no utility: undefined; below 0 raised to 0 and flagged; recycled feedstock at efficiency 0 refused |
//! | Circular Transition Indicators | [`cti`] | WBCSD CTI v4, 2023 | masses, volumes, energy, revenue, emissions | 0 to 100 %; money; kgCO2e | all flagged as unconfirmed; critical material over the linear inflow; avoided emissions are no footprint |
//! | circular material use rate | [`cmu`] | Eurostat, 2018 | recovered, traded waste; material consumption | up to 100 % | negative and above 100 % returned and flagged |
//! | recycled content, recycling input rate, old scrap ratio of metals | [`recycled_content`] | UNEP International Resource Panel, 2011 | primary metal, old and new scrap | 0 to 100 % | two definitions of recycled content under two names |
//! | end-of-life collection, process and recycling rates of metals | [`recycled_content`] | UNEP International Resource Panel, 2011 | metal available, collected, recycled | 0 to 100 % | above 100 %, where stock is released, flagged |
//! | collection, treatment and recycling rates of e-waste | [`weee`] | Directive 2012/19/EU; Eurostat; SDG 12.4.2, 12.5.1 | e-waste account of a year | 0 to 100 % | defined once, in [`ewaste`](crate::ewaste); net imports make SDG rates negative: flagged |
//! | collection, recycling, recovery, recycled content of batteries | [`eu_battery`] | Regulation (EU) 2023/1542; Delegated Regulation (EU) 2025/606 | masses of a year | 0 to 100 % | above 100 % flagged; minima by date; method of recycled content unconfirmed |
//! | repairability index, battery endurance, falls | [`eu_2023_1669`] | Delegated Regulation (EU) 2023/1669 | points of parts and product; hours per Wh; falls | 1 to 5, A to E; above 0, A to G; A to E | returned unrounded, classed after rounding to two decimals; absent part best, double part worst |
//! | repairability index of France | [`french_repairability`] | Décret n° 2020-1757 | five criteria of 20 points | 0 to 10 | colour after rounding to one decimal |
//! | longevity | [`longevity`] | Franklin-Johnson and others, 2016 | lives; shares returned, refurbished, recycled | time | all comes back: undefined; flagged as unconfirmed |
//! | reuse, refurbishing, drawers and further lives | [`reuse`] | this project | counts of devices; a fleet with stages | 0 to 100 % | above 100 % flagged |
//! | displacement and rebound of reuse | [`reuse`] | Zink and Geyer, 2017 | displacement rate, impacts | unbounded | no default rate; no potential: undefined |
//! | scores of design criteria | [`itu_l1023`] | Recommendation ITU-T L.1023, 2023 | the user's scoring table, criteria | 0 to 100 % | the matrix is not ours; three aspects that are not put together |
//! | circular footprint formula | [`cff`] | Recommendation (EU) 2021/2279 | shares, impacts, qualities | unbounded | credits make negative impacts; an allocation, no indicator: not on the scorecard |
//! | all of them at once | [`scorecard`] | | what there is | | a value with unit, or the exact reason why there is none |
//!
//! Every result is an [`Indicator`] (or an [`AnyIndicator`] where the quantity is known at run
//! time only): the value, the method with its edition and clause, and what a reader has to know
//! about it. A ratio whose denominator is zero is
//! [`Undefined`](crate::quantity::QuantityError::Undefined), never a number; what is above 100 % is
//! flagged and not cut; what is missing is [`Missing`](CircularityError::Missing), never zero.
//! Several sites or products are put together by adding their masses, not by averaging their
//! indicators.
//!
//! Left out: the Product Circularity Indicator of Bracquené and others (2020), whose published
//! code drops two factors that only the paper can settle.
//!
//! # To add an indicator
//! Write one file with its own [`MethodId`], a function that returns an [`Indicator`] and a
//! [`Description`](scorecard::Description), and one line in the scorecard's registry: see
//! [`scorecard`].

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
