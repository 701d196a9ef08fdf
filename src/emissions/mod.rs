//! What do that energy and the making of the devices emit?
//!
//! | to … | use | standard |
//! |---|---|---|
//! | find the emissions of energy used, or another impact of it | [`operational_emissions`], [`operational_impact`] | GHG Protocol; ITU-T L.1410 |
//! | find the impact of devices made | [`embodied_impact`] | ITU-T L.1410 |
//! | find what making a server or its parts costs | [`component`] | Boavizta; ITU-T L.1410 |
//! | keep the stages of a life apart | [`ByStage`] | ITU-T L.1410 |
//! | attribute a part of it to a service | [`Attribution`], [`attributed_impact`] | ISO/IEC 21031 |
//! | attribute it by calendar year, also after early replacement and reuse | [`YearlyAttribution`] | ISO/IEC 21031; GHG Protocol Scope 3 |
//! | share recycling between products (cut-off, 50/50, end-of-life recycling) | [`EndOfLifeAllocation`] | PEF, by [`circularity::cff`](crate::circularity::cff) |
//! | rate software | [`Sci`] | ISO/IEC 21031:2024 |
//! | turn gases and refrigerants into CO2e | [`Gwp`], [`GasInventory`] | IPCC assessment reports |
//! | find the gases that escape | [`EquipmentLeakage`], [`MassBalance`], [`ProcessGas`] | IPCC 2006, volume 3 |
//! | **organisations** | | |
//! | account for fuels, leaks and processes | [`combustion`], [`Scope1`] | GHG Protocol Corporate Standard |
//! | account for purchased electricity, heat and cold | [`PurchasedElectricity`], [`PurchasedHeat`], [`Scope2`] | GHG Protocol Scope 2 Guidance |
//! | account for the value chain, by category | [`CategoryEmissions`], [`Scope3`] | GHG Protocol Scope 3 Standard |
//! | count operations shared with others | [`ConsolidationApproach`], [`Operation`] | GHG Protocol Corporate Standard |
//! | report credits beside emissions | [`CarbonCredits`] | GHG Protocol |
//! | decide whether to recalculate the base year | [`RecalculationPolicy`] | GHG Protocol Corporate Standard |
//! | report what a solution avoids | [`SecondOrderEffects`], [`SolutionAssessment`] | ITU-T L.1480 |
//!
//! What must not be added is of different types: location-based and market-based emissions
//! ([`LocationBased`], [`MarketBased`]), scope 3 of one reporter ([`ValueChainEmissions`]),
//! biogenic CO2 ([`BiogenicCo2`]), which is in no scope, and what is never subtracted from a
//! footprint: what is avoided elsewhere ([`AvoidedEmissions`]) and what others were paid for
//! ([`CarbonCredits`]).
//!
//! ```
//! use ict_impact::column::ColumnBuf;
//! use ict_impact::emissions::operational_emissions;
//! use ict_impact::quantity::{CarbonIntensity, Co2e, Energy};
//! let energy = ColumnBuf::<Energy>::read("MWh", &[100.0, 250.0])?;
//! let grid = ColumnBuf::<CarbonIntensity>::read("gCO2e/kWh", &[400.0, 40.0])?;
//! let total: Co2e = energy.column().zip_sum(grid.column(), operational_emissions)?;
//! assert_eq!(total.tonnes(), 50.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod avoided;
mod base_year;
mod biogenic;
pub mod component;
mod consolidation;
mod credits;
mod embodied;
mod error;
mod gas;
mod life_cycle;
mod operational;
mod sci;
mod scope_1;
mod scope_2;
mod scope_3;

pub use crate::reference::gwp::{GwpSet, Horizon};
pub use avoided::{
    AssessmentTier, AvoidedEmissions, HigherOrderEffects, SecondOrderEffects, SolutionAssessment,
};
pub use base_year::{BaseYearChange, ChangeReason, Recalculation, RecalculationPolicy};
pub use biogenic::BiogenicCo2;
pub use consolidation::{
    Consolidated, ConsolidationApproach, FinancialControl, InventoryPart, Operation,
};
pub use credits::CarbonCredits;
pub use embodied::{
    Attribution, EndOfLifeAllocation, RemainingLife, YearlyAttribution, attributed_impact,
    embodied_impact,
};
pub use error::EmissionsError;
pub use gas::{
    EquipmentLeakage, GasInventory, Gwp, GwpBasis, MassBalance, ProcessGas, gas_emissions,
};
pub use life_cycle::{ByStage, LifeCycleStage};
pub use operational::{operational_emissions, operational_impact};
pub use sci::{FunctionalUnits, Sci, software_carbon};
pub use scope_1::{DirectEmissions, FuelFactor, FuelMeasure, Scope1, Scope1Source, combustion};
pub use scope_2::{
    Contract, HeatCarrier, Instrument, LocationBased, MarketBased, MarketSource,
    PurchasedElectricity, PurchasedHeat, Scope2,
};
pub use scope_3::{CategoryEmissions, Scope3, Scope3Category, Scope3Method, ValueChainEmissions};
