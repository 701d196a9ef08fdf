//! Climate and material impact of digital technology.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod column;
pub mod ewaste;
pub mod fleet;
pub mod numeric;
pub mod quantity;
pub mod time;

pub use uom;
