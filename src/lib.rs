//! Climate and material impact of digital technology.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod circularity;
pub mod column;
pub mod emissions;
pub mod energy;
pub mod ewaste;
pub mod fleet;
pub mod numeric;
pub mod place;
pub mod quantity;
pub mod reference;
pub mod review;
pub mod source;
pub mod time;

pub use uom;
