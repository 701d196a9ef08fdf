//! What making and disposing of devices emits, and who answers for it when.
//!
//! | to … | use |
//! |---|---|
//! | find the impact of devices made | [`embodied_impact`] |
//! | attribute a share of the life and of the resources | [`Attribution`], [`attributed_impact`] |
//! | attribute by calendar year, also after early replacement and reuse | [`YearlyAttribution`] |
//! | share recycling between products | [`EndOfLifeAllocation`] |

mod attribution;
mod by_year;
mod end_of_life;

pub use attribution::{Attribution, attributed_impact, embodied_impact};
pub use by_year::{RemainingLife, YearlyAttribution};
pub use end_of_life::EndOfLifeAllocation;
