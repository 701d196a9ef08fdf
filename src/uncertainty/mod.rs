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
//! | … whose errors are large, skewed or shared, by simulation | [`UncertainInventory`], or [`UncertainModel`] for any formula | IPCC 2006, Approach 2 |
//! | find out whether to simulate | [`Approach1Limits`] | IPCC 2006 |
//! | tell a change in words only if it exceeds its uncertainty | [`Change`], [`ChangeStatement`] | |
//! | turn data-quality scores into a spread | [`PedigreeScores`] | ecoinvent's pedigree matrix |
//! | say how probable which value is | [`Distribution`] | |
//! | rate a data set | [`data_quality_rating`] | Product Environmental Footprint |
//!
//! Every uncertainty but the bounds of [`Bounded`] is half the width of a 95 % interval. The rules of error propagation assume
//! errors that are about normal, symmetric and small; where they are not, simulate.

mod approach1;
mod approach2;
mod bounded;
mod change;
mod data_quality;
mod distribution;
mod error;
mod incomplete_beta;
mod pedigree;
mod propagation;
mod relative;
mod root_sum;
mod stated;
mod uncertain;

pub use approach1::{
    AcrossYears, Approach1, CategoryContribution, InventoryCategory, Trend, approach_1,
};
pub use approach2::{
    Approach1Limits, Approach2, Convergence, Draws, Estimate, InTwoYears, MonteCarlo,
    MonteCarloError, Parameter, RelativeChange, Seed, UncertainInventory, UncertainModel,
    WhyApproach2, uniform,
};
pub use bounded::Bounded;
pub use change::{Change, ChangeStatement};
pub use data_quality::{DataQualityRating, DataQualityScores, QualityClasses, data_quality_rating};
pub use distribution::Distribution;
pub use error::UncertaintyError;
pub use pedigree::{GeometricSpread, PedigreeMatrix, PedigreeScores};
pub use propagation::{product_rule, product_rule_in_blocks, sum_rule, sum_rule_in_blocks};
pub use relative::RelativeUncertainty;
pub use stated::StatedUncertainty;
pub use uncertain::Uncertain;
