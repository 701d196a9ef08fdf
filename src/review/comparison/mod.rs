//! What changed since the biennium before: really, by corrections of the past, and by who reported?
//!
//! | to … | use |
//! |---|---|
//! | compare two bienniums as they are known now | [`compare`] |
//! | … with the biennium before as it was published then | [`compare_vintages`] |
//! | split what the past was corrected by into reasons | [`Bridge`] |
//! | split a change into real change and who came or went | [`Composition`] |
//! | tell a change only if it exceeds its uncertainty | [`change_certainty`], [`ChangeCertainty`] |

mod bridge;
mod certainty;
mod composition;
mod fixed_panel;
mod substitution;
mod vintages;
mod words;

pub use bridge::{Bridge, BridgeStep};
pub use certainty::{ChangeCertainty, change_certainty};
pub use composition::Composition;
pub use fixed_panel::{Comparison, NoChange, compare};
pub use substitution::RestatedValue;
pub use vintages::{
    BienniumFigure, FourNumbers, RestatedComparison, VintageOptions, compare_vintages,
};
