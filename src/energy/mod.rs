//! How much energy do devices, networks and data centres use?
//!
//! | to … | use | standard |
//! |---|---|---|
//! | find the mean power of a device with several power states | [`PowerProfile`] | ENERGY STAR Computers, duty cycle |
//! | find the power of a server at a load | [`LoadCurve`] through measured points, [`LogCurve`] | |
//! | find the energy of one device over a time | [`PowerProfile::energy_per_device`], [`PowerProfile::energy_per_device_and_year`] | |
//! | find the energy of many devices | [`use_phase_energy`] | ITU-T L.1410, use stage |
//! | read meters by the hour, change the step, find emissions on a grid that varies | [`profile`] | |
//! | rate a data centre | [`power_usage_effectiveness`], [`water_usage_effectiveness`], [`carbon_usage_effectiveness`], [`energy_reuse_factor`], [`renewable_energy_factor`] | ISO/IEC 30134, EN 50600-4 |
//! | rate its servers | [`server_energy_efficiency`], [`server_utilisation`] | ISO/IEC 30134-4, -5 |
//! | rate several data centres together | [`aggregate_power_usage_effectiveness`] | Delegated Regulation (EU) 2024/1364 |
//! | rate a mobile network | [`data_energy_efficiency`] | ETSI ES 203 228, ITU-T L.1331 |
//!
//! Fleets are computed with the same formula as a single device:
//!
//! ```
//! use ict_impact::column::ColumnBuf;
//! use ict_impact::energy::{EnergyPerDevice, use_phase_energy};
//! use ict_impact::quantity::{Devices, Energy, Quantity};
//! let in_use = ColumnBuf::<Devices>::read("device", &[1000.0, 50.0])?;
//! let yearly = ColumnBuf::<EnergyPerDevice>::read("kWh/device", &[200.0, 460.0])?;
//! let energy: Energy = in_use.column().zip_sum(yearly.column(), use_phase_energy)?;
//! assert_eq!(energy.get_in("MWh")?, 223.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod data_centre;
mod error;
mod load_curve;
mod network;
pub mod profile;
mod servers;
mod use_phase;

pub use data_centre::{
    AggregatePue, DataCentreEnergy, RenewableEnergyFactor, WaterUsageEffectiveness,
    aggregate_power_usage_effectiveness, carbon_usage_effectiveness, energy_reuse_factor,
    power_usage_effectiveness, renewable_energy_factor, water_usage_effectiveness,
};
pub use error::EnergyError;
pub use load_curve::{LoadCurve, LoadPoint, LogCurve};
pub use network::{DataEnergyEfficiency, data_energy_efficiency};
pub use servers::{
    ServerEnergyEfficiency, ServerPerformance, server_energy_efficiency, server_utilisation,
};
pub use use_phase::{EnergyPerDevice, PowerProfile, PowerState, use_phase_energy};
