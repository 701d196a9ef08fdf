//! How many devices are in use, given what was put on the market and how long it lasts?
//!
//! | to … | use |
//! |---|---|
//! | say how long devices stay in use | [`Lifetime`], one or one per year of entry in [`CohortLifetimes`] |
//! | say when in its year a device enters | [`Entry`] (flodym: middle; ODYM: end) |
//! | say which years, one by one or unevenly spaced | [`Intervals`] |
//! | tabulate the share still in use, once for all series | [`SurvivalTable`] |
//! | find stock and outflow from the inflow | [`SurvivalTable::inflow_driven`] |
//! | find inflow and outflow from the stock | [`SurvivalTable::stock_driven`] |
//! | start from a stock of known ages | [`SurvivalTable::inflow_driven_from`], [`SurvivalTable::stock_driven_from`] |
//! | see the ages of what is in use | [`StockAndFlows::cohorts`], [`StockAndFlows::stock_by_cohort`] |
//! | compute products × countries × years | [`inflow_driven_panel`] |
//! | describe a kind of device, from the reference tables or of one's own | [`DeviceModel`] |
//! | compute several kinds together: devices, masses, ages | [`Fleet`] |
//! | see how old what is in use is, and what is discarded | [`Ages`], [`Discarded`] |
//! | see what longer lifetimes change | [`Lifetime::lengthened`], [`Fleet::lengthened_from`] |
//! | follow devices into drawers, second lives and waste | [`StageNetwork`] |
//!
//! On every path what enters is in stock or has left: `s[t] − s[t−1] = (i[t] − o[t])·L[t]`, to
//! rounding.
//!
//! ```
//! use ict_impact::column::ColumnBuf;
//! use ict_impact::fleet::{Entry, Intervals, Lifetime, SurvivalTable, Years};
//! use ict_impact::quantity::Devices;
//! use ict_impact::time::Year;
//!
//! let years = Intervals::yearly(Year::new(2018)?, Year::new(2022)?)?;
//! let two_years = Lifetime::fixed(Years::new(2.0))?;
//! let table = SurvivalTable::new(&years, &two_years.into(), Entry::Middle)?;
//! let sold = ColumnBuf::<Devices>::from_base(vec![10.0, 20.0, 30.0, 0.0, 0.0])?;
//! let fleet = table.inflow_driven(sold.column())?;
//! // In use at the end of 2020: those sold in 2019 and 2020. Those of 2018 are 2.5 years old.
//! assert_eq!(fleet.stock_in(Year::new(2020)?), Some(Devices::new(50.0)));
//! assert_eq!(fleet.outflow_in(Year::new(2020)?), Some(Devices::new(10.0)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ages;
mod by_year;
mod device;
mod discarded;
mod error;
mod intervals;
mod kind;
pub mod lifetime;
mod longer;
mod mean_age;
mod model_flows;
mod models;
pub mod stages;
pub mod stock;
mod survival;
mod total;
mod years;

pub use self::ages::Ages;
pub use self::by_year::ByYear;
pub use self::device::DeviceModel;
pub use self::discarded::Discarded;
pub use self::error::FleetError;
pub use self::intervals::Intervals;
pub use self::kind::{DeviceKind, EnergyUse, Figure};
pub use self::lifetime::{CohortLifetimes, Entry, Lifetime, LifetimeError};
pub use self::model_flows::{FleetFlows, ModelFlows};
pub use self::models::Fleet;
pub use self::stages::{Stage, StageError, StageFlows, StageNetwork};
pub use self::stock::{
    AgeStructure, CohortMatrix, Flow, NegativeInflow, Panel, StockAndFlows, StockError,
    inflow_driven_panel,
};
pub use self::survival::SurvivalTable;
pub use self::total::TotalFlows;
pub use self::years::Years;

#[cfg(test)]
mod tests;
