//! Energy of networks: per subscription, site and traffic, of a service, and of coverage.

mod allocation;
mod efficiency;
mod year;

pub use allocation::{AllocatedEnergy, AllocationModel};
pub use efficiency::{
    CoverageEnergyEfficiency, DataEnergyEfficiency, coverage_energy_efficiency,
    data_energy_efficiency,
};
pub use year::{EmissionsPerData, EmissionsPerSubscription, EnergyPerSubscription, NetworkYear};
