//! Reuse: how many devices get a further life, what that spares, and what not.
//!
//! | to … | use |
//! |---|---|
//! | rate reuse and refurbishing by counts of devices | [`ReuseCounts`] |
//! | see who is in a drawer and who in a further life, from a fleet with stages | [`LifeStages`] |
//! | say what second-hand devices spare | [`Displacement`], [`saving_after_rebound`] |
//!
//! A reused device spares the making of a new one only as far as it is bought in place of one.
//! The displacement rate says how far, and has no default: a rate of 1 is a strong claim about
//! the market.
//!
//! The rates of reuse and of stages are definitions of this project
//! (`ict-impact:1/…`): no standard was found that defines them.
//!
//! # Source
//! T. Zink and R. Geyer, "Circular Economy Rebound", *Journal of Industrial Ecology* 21 (2017);
//! T. Makov and D. Font Vivanco, "Does the Circular Economy Grow the Pie?", *Frontiers in Energy
//! Research* 6 (2018): a rebound of 29 % for smartphones on average, 27 % to 46 % by model.

pub(super) mod counts;
pub(super) mod displacement;
pub(super) mod life_stages;

pub use counts::ReuseCounts;
pub use displacement::{Displacement, saving_after_rebound};
pub use life_stages::{LifeStages, StageRoles};

use super::MethodId;

const fn own(indicator: &'static str) -> MethodId {
    MethodId::new("ict-impact", "1", indicator)
}
