//! What is the footprint of an organisation's digital technology: by stage of life, by scope, by
//! kind of device, by country, by year?
//!
//! | to … | use | after |
//! |---|---|---|
//! | describe a class of devices | [`DeviceClass`] | ITU-T L.1410 |
//! | list devices in use, discarded or sold, by class, country, year and age | [`DeviceRows`], [`DeviceRowsBuf`] | |
//! | take them from a fleet model | [`Inventory::with_fleet`] | |
//! | describe an office, a data centre, the sites of a network | [`Site`] | |
//! | describe traffic and computing that is bought | [`Service`] | |
//! | choose the carbon intensities of grids | [`Grids`] | |
//! | put it all together | [`Inventory`], [`Inventory::footprint`] | GHG Protocol; ITU-T L.1420 |
//! | read the result | [`Footprint`], [`Total`], [`Line`] | |
//! | put operations together by control or equity | [`Footprint::consolidated`] | GHG Protocol |
//!
//! Every line of the result says which year, country, thing, stage and scope it is of, and every
//! total is a sum of lines. Scope 2 is there by location and by market, side by side. What nobody
//! said is listed as missing, not counted as zero; what stands in for something else is flagged.
//! Avoided emissions and carbon credits have no place in it: they are types of their own.
//!
//! ```
//! use ict_impact::emissions::{ByStage, Contract, Instrument, LifeCycleStage};
//! use ict_impact::fleet::Years;
//! use ict_impact::footprint::{DeviceClass, DeviceRole, DeviceRowsBuf, Inventory, Scope, Site};
//! use ict_impact::quantity::{Co2e, Devices, EmbodiedFactor, Ratio, parse};
//! use ict_impact::time::Year;
//!
//! let (kenya, year) = ("KEN".parse()?, Year::of::<2022>()); // 109.57 gCO2e/kWh
//! let laptop = DeviceClass::new("laptop", Years::new(4.0))?
//!     .with_energy_per_year("50 kWh/device".parse()?)?
//!     .with_embodied(ByStage::new([
//!         (LifeCycleStage::CradleToGate, EmbodiedFactor::from_kg_per_device(200.0)),
//!     ])?)?;
//! let mut devices = DeviceRowsBuf::default();
//! devices.push(0, kenya, year, Some(0), Devices::new(100.0))?; // bought this year
//! devices.push(0, kenya, year, Some(2), Devices::new(300.0))?;
//! let ppa = Instrument::PowerPurchaseAgreement;
//! let wind = Contract::new(ppa, parse("40 MWh")?, "0 gCO2e/kWh".parse()?)?;
//! let data_centre =
//!     Site::data_centre_by_pue("DC 1", kenya, year, parse("100 MWh")?, parse::<Ratio>("1.4 1")?)?
//!         .with_contracts([wind]);
//!
//! let footprint = Inventory::new("Example Ltd", year, year)?
//!     .with_classes([laptop])
//!     .with_devices(DeviceRole::InUse, devices.rows())
//!     .with_sites([data_centre])
//!     .footprint()?;
//!
//! let scope_2 = footprint.scope_2();
//! // 400 · 50 kWh + 140 MWh = 160 MWh
//! assert!((scope_2.location_based.co2e().tonnes() - 160.0 * 0.10957).abs() < 1e-9);
//! // 40 MWh less by market
//! assert!((scope_2.market_based.co2e().tonnes() - 120.0 * 0.10957).abs() < 1e-9);
//! let capital_goods = footprint.by_scope().into_iter().find(|(s, _)| matches!(s, Scope::Scope3(_)));
//! // 100 laptops of this year
//! assert_eq!(capital_goods.ok_or("none")?.1.location_based.co2e(), Co2e::from_tonnes(20.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod class;
mod devices;
mod error;
mod grid;
mod inventory;
mod line;
mod lines;
mod result;
mod service;
mod site;

pub use class::DeviceClass;
pub use devices::{DeviceRole, DeviceRows, DeviceRowsBuf, EmbodiedAccounting};
pub use error::{FootprintError, RowProblem, RowProblems};
pub use grid::{GridBoundary, GridFigure, Grids};
pub use inventory::Inventory;
pub use line::{ByLocation, ByMarket, Kind, Line, Scope};
pub use result::{Footprint, InSiteMeter, NotAccounted, Total};
pub use service::Service;
pub use site::Site;
