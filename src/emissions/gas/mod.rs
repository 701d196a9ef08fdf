//! Gases: their potentials, and the masses that escape.
//!
//! | to … | use |
//! |---|---|
//! | weigh a gas, a blend or a refrigerant | [`Gwp`] |
//! | add gases of one set and horizon | [`GasInventory`] |
//! | find what equipment loses, by rates | [`EquipmentLeakage`] |
//! | find what was lost, by a balance of masses | [`MassBalance`] |
//! | find what etching and cleaning of chips let escape | [`ProcessGas`] |

mod inventory;
mod leakage;
mod mass_balance;
mod potential;
mod process;

pub use inventory::{GasInventory, gas_emissions};
pub use leakage::EquipmentLeakage;
pub use mass_balance::MassBalance;
pub use potential::{Gwp, GwpBasis};
pub use process::ProcessGas;
