//! What a digital solution changes elsewhere: reported beside its footprint, never inside.
//!
//! | to … | use |
//! |---|---|
//! | find the net second-order effect | [`SecondOrderEffects`] |
//! | name rebound and other higher-order effects | [`HigherOrderEffects`] |
//! | say how rigorous the assessment is, and what may be claimed | [`SolutionAssessment`] |
//!
//! What the reuse of devices displaces, and its rebound, is in
//! [`circularity::reuse`](crate::circularity::reuse).

mod assessment;
mod effects;

pub use assessment::{AssessmentTier, HigherOrderEffects, SolutionAssessment};
pub use effects::{AvoidedEmissions, SecondOrderEffects};
