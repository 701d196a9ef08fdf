//! Scope 3: other indirect emissions of one reporter, by category.
//!
//! | to … | use |
//! |---|---|
//! | name a category | [`Scope3Category`] |
//! | compute the emissions of an activity | [`CategoryEmissions`] |
//! | put the activities of one reporter together | [`Scope3`] |

mod activity;
mod calculations;
mod category;
mod inventory;

pub use activity::{CategoryEmissions, Scope3Method};
pub use category::Scope3Category;
pub use inventory::{Scope3, ValueChainEmissions};
