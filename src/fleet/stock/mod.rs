//! Stock, inflow and outflow over years.

mod cohorts;
mod error;
mod flows;
mod inflow;
mod panel;
mod target;

pub use self::cohorts::{AgeStructure, CohortMatrix};
pub use self::error::StockError;
pub use self::flows::StockAndFlows;
pub use self::panel::{Panel, inflow_driven_panel};
pub use self::target::NegativeInflow;

use core::ops::{Add, Sub};

use crate::quantity::Quantity;

/// What can flow into a stock and out of it: quantities that add, such as
/// [`Devices`](crate::quantity::Devices) or [`Mass`](crate::quantity::Mass).
///
/// Flows are per year: where intervals are longer than a year, as much flows in each of their
/// years.
pub trait Flow: Quantity + Add<Output = Self> + Sub<Output = Self> {}

impl<Q: Quantity + Add<Output = Self> + Sub<Output = Self>> Flow for Q {}
