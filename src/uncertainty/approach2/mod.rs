//! How sure is a total whose errors are large, skewed or correlated? IPCC Approach 2.

mod chunks;
mod error;
mod estimate;
mod inventory;
mod model;
mod result;
mod run;
mod sampler;
mod seed;
mod uniform;
mod when;

pub use error::MonteCarloError;
pub use estimate::{Convergence, Estimate};
pub use inventory::{InTwoYears, UncertainInventory};
pub use model::{Draws, Parameter, UncertainModel};
pub use result::{Approach2, RelativeChange};
pub use run::MonteCarlo;
pub use seed::Seed;
pub use uniform::uniform;
pub use when::{Approach1Limits, WhyApproach2};
