//! How sure is a figure: which interval, which distribution, and how do they combine?
//!
//! | to … | use | after |
//! |---|---|---|
//! | state a 95 % interval in per cent | [`RelativeUncertainty`] | IPCC 2006, volume 1, chapter 3 |
//! | keep a value with its interval | [`Uncertain`] | |
//! | keep a value with the least and the greatest it can be | [`Bounded`] | |
//! | add or multiply values with intervals | [`sum_rule`], [`product_rule`], [`Uncertain::times`] | IPCC 2006, equations 3.1 and 3.2 |
//! | … that share a factor | [`sum_rule_in_blocks`], [`product_rule_in_blocks`] | |
//! | find the uncertainty of an inventory and of its trend | [`approach_1`] | IPCC 2006, table 3.2 |
//! | turn data-quality scores into a spread | [`PedigreeScores`] | ecoinvent's pedigree matrix |
//! | say how probable which value is | [`Distribution`] | |
//! | rate a data set | [`data_quality_rating`] | Product Environmental Footprint |
//!
//! Every uncertainty but the bounds of [`Bounded`] is half the width of a 95 % interval. The rules of error propagation assume
//! errors that are about normal, symmetric and small.

mod approach1;
mod bounded;
mod data_quality;
mod distribution;
mod error;
mod incomplete_beta;
mod pedigree;
mod propagation;
mod relative;
mod root_sum;
mod uncertain;

pub use approach1::{
    AcrossYears, Approach1, CategoryContribution, InventoryCategory, Trend, approach_1,
};
pub use bounded::Bounded;
pub use data_quality::{DataQualityRating, DataQualityScores, QualityClasses, data_quality_rating};
pub use distribution::Distribution;
pub use error::UncertaintyError;
pub use pedigree::{GeometricSpread, PedigreeMatrix, PedigreeScores};
pub use propagation::{product_rule, product_rule_in_blocks, sum_rule, sum_rule_in_blocks};
pub use relative::RelativeUncertainty;
pub use uncertain::Uncertain;
