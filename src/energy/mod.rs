//! How much energy do devices, networks and data centres use?
//!
//! | to … | use | standard |
//! |---|---|---|
//! | find the mean power of a device with several power states | [`PowerProfile`] | ENERGY STAR Computers, duty cycle |
//! | find the power of a server at a load | [`LoadCurve`] through measured points, [`LogCurve`] | |
//! | … of a server from its parts | [`ServerPower`] | Boavizta |
//! | find the energy of one device over a time | [`PowerProfile::energy_per_device`], [`PowerProfile::energy_per_device_and_year`] | |
//! | … of a device whose power lies between bounds | [`energy_in_use`] | |
//! | find the energy of many devices | [`use_phase_energy`] | ITU-T L.1410, use stage |
//! | find what a programme counts a computer to use in a year | [`typical_energy_consumption`], [`workstation_typical_power`], [`TypicalEnergy`] | ENERGY STAR Computers |
//! | hold that against its limit | [`TecLimit`], [`display_limit_v7_draft_2`] | ENERGY STAR |
//! | hold a computer against the ecodesign limits of the EU | [`eu_617_2013`] | Regulation (EU) No 617/2013 |
//! | rate a data centre | [`DataCentre`]; each ratio by itself: [`power_usage_effectiveness`], [`partial_power_usage_effectiveness`], [`water_usage_effectiveness`], [`carbon_usage_effectiveness`], [`energy_reuse_factor`], [`renewable_energy_factor`], [`cooling_efficiency_ratio`] | ISO/IEC 30134, EN 50600-4 |
//! | rate its servers | [`server_energy_efficiency`], [`server_utilisation`] | ISO/IEC 30134-4, -5 |
//! | rate several data centres together | [`aggregate`], [`aggregate_power_usage_effectiveness`] | Delegated Regulation (EU) 2024/1364 |
//! | find the energy of a network per subscription, site and traffic | [`NetworkYear`] | |
//! | give a service its part of a network | [`NetworkYear::allocate_by_traffic`], [`NetworkYear::allocate_by_subscriptions`] | |
//! | rate a mobile network | [`data_energy_efficiency`], [`coverage_energy_efficiency`] | ETSI ES 203 228, ITU-T L.1331 |
//! | find what the grid lost on the way | [`GridLosses`] | GHG Protocol scope 3, category 3 |
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
pub mod eu_617_2013;
mod load_curve;
mod losses;
mod network;
mod server_power;
mod servers;
mod typical;
mod use_phase;

pub use data_centre::{
    AggregateKpi, DataCentre, DataCentreEnergy, DataCentres, Meter, PUBLISHED_FROM,
    RenewableEnergyFactor, WaterUsageEffectiveness, aggregate, aggregate_power_usage_effectiveness,
    carbon_usage_effectiveness, cooling_efficiency_ratio, energy_reuse_factor,
    partial_power_usage_effectiveness, power_usage_effectiveness, renewable_energy_factor,
    water_usage_effectiveness,
};
pub use error::EnergyError;
pub use load_curve::{LoadCurve, LoadPoint, LogCurve};
pub use losses::{GridEnergy, GridLosses, LostEnergy};
pub use network::{
    AllocatedEnergy, AllocationModel, CoverageEnergyEfficiency, DataEnergyEfficiency,
    EmissionsPerData, EmissionsPerSubscription, EnergyPerSubscription, NetworkYear,
    coverage_energy_efficiency, data_energy_efficiency,
};
pub use server_power::ServerPower;
pub use servers::{
    ServerEnergyEfficiency, ServerPerformance, server_energy_efficiency, server_utilisation,
};
pub use typical::{
    DISPLAYS_V7_DRAFT_2, DisplayResolution, MemoryAllowance, ModePowers, TecCheck, TecLimit,
    TypicalEnergy, TypicalPower, display_limit_v7_draft_2, memory_adder,
    typical_energy_consumption, workstation_typical_power,
};
pub use use_phase::{EnergyPerDevice, PowerProfile, PowerState, energy_in_use, use_phase_energy};
