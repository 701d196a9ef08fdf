//! The climate and material impact of digital technology: device fleets, energy use, e-waste,
//! circular-economy indicators, and the biennial review that adds them up.
//!
//! Values have units that the compiler checks, sums are exact and the same bits on every
//! machine, every figure carries its source, and what is missing is never counted as zero. The
//! library does no input or output, starts no thread unless asked, and contains no `unsafe`.
//!
//! ```
//! use ict_impact::emissions::operational_emissions;
//! use ict_impact::energy::PowerProfile;
//! use ict_impact::quantity::{Devices, Share, parse};
//! use ict_impact::reference::panel;
//! use ict_impact::time::{Year, YearLength};
//!
//! // 100 laptops, 75 W for 30 % of the time, on Kenya's grid of 2022.
//! let laptop = PowerProfile::in_use(parse("75 W")?, Share::from_percent(30.0)?)?;
//! let energy = Devices::new(100.0) * laptop.energy_per_device_and_year(YearLength::Common);
//! let grid = panel::carbon_intensity("KEN".parse()?, Year::of::<2022>()).ok_or("no figure")?;
//! let emissions = operational_emissions(energy, grid.value);
//! assert_eq!(format!("{emissions:.0}"), "2160 kgCO2e"); // 19 710 kWh × 109.57 gCO2e/kWh
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to find what
//!
//! | to … | use | after |
//! |---|---|---|
//! | **review** | | |
//! | review a biennium from observations, or from reports | [`review::review`], [`review::review_reports`] | |
//! | validate reports and observations, all findings at once | [`review::validate_reports`], [`review::validate`] | |
//! | score how transparent, accurate, complete, consistent and comparable a report is | [`review::Taccc`] | |
//! | fill the gaps of a dataset, and see the full total beside the reported one | [`review::fill`] | IPCC 2006, volume 1, chapter 5 |
//! | aggregate a country group as sums and ratios of sums | [`review::aggregate`] | ISO 59020:2024 annex G; World Bank's one-third rule |
//! | … one part of it, or organisations | [`review::aggregate_part`], [`review::aggregate_organisations`] | |
//! | find the interval of an aggregate | [`review::interval`], [`review::simulate`] | IPCC 2006, Approach 1 and 2 |
//! | compare with the biennium before, like for like | [`review::compare`] | |
//! | … and with what was published then, bridged by reason | [`review::compare_vintages`] | GHG Protocol |
//! | run the review as it was known earlier | [`review::vintages`], [`reference::vintages`] | |
//! | see what each Action Line reported and lacks | [`review::action_lines`], [`review::answers`] | WSIS, 2003; UNFCCC notation keys |
//! | read growth beside its level per person | [`review::low_base_view`] | |
//! | add indicators of a new technology from a file | [`review::own_indicators`], [`review::IndicatorSet`] | |
//! | carry findings and improvement plans to the next biennium | [`review::follow_up`] | |
//! | reconcile a country with its organisations, mirror exports and imports | [`review::double_counting`] | |
//! | publish totals of organisations without telling what one of them reported | [`review::disclosure`] | |
//! | record a review in a ledger, explain a figure down to its rows | [`review::Review::record`], [`source::Ledger`] | |
//! | write a review as CSV, SDMX, JSON or Markdown | [`review::output`] | SDMX 3.0; Data Package 2.0; JSON Schema 2020-12 |
//! | model ICT devices and their circularity from put-on-market series | [`review::devices`] | Regulation (EU) 2017/699 |
//! | fill one series: overlap, surrogate, interpolation, trend | [`review::fill::methods`] | IPCC 2006, volume 1, chapter 5 |
//! | explain a change by its factors (LMDI, Shapley) | [`review::decomposition`] | Ang 2015 |
//! | hold a trend against a target or a budget, also in a review | [`review::target`], [`review::ReviewOptions::aiming_at`] | ITU-T L.1470 |
//! | find key categories | [`review::key_category`] | IPCC 2006, volume 1, chapter 4 |
//! | rank members with the ranks that they may have | [`review::ranking`] | |
//! | tell a restatement from a change | [`review::restatement`] | GHG Protocol |
//! | **devices and waste** | | |
//! | find devices in use from what was sold, and the reverse | [`fleet`] | dynamic stock models |
//! | say how long devices last | [`fleet::Lifetime`] | |
//! | compute a fleet of several kinds of devices: pieces, mass, ages | [`fleet::Fleet`] | |
//! | follow devices into drawers and second lives | [`fleet::stages`] | Thiébaud et al. 2017 |
//! | find e-waste generated and official collection rates | [`ewaste`] | Directive 2012/19/EU; SDG 12.4.2, 12.5.1 |
//! | find what was put on the market by apparent consumption | [`ewaste::put_on_market`] | Regulation (EU) 2017/699 |
//! | split e-waste by fate, material and recycling step | [`ewaste::fates`], [`ewaste::materials`], [`ewaste::recycling`] | Global E-waste Monitor; UNEP 2011 |
//! | hold recovery and recycling against their targets | [`ewaste::targets`] | Directive 2012/19/EU, Annex V |
//! | **energy and emissions** | | |
//! | find use-phase energy from power and time | [`energy::PowerProfile`] | |
//! | read meters by the hour, resample them, find emissions on a grid that varies | [`energy::profile`] | |
//! | hold the typical energy of a product against its limit | [`energy::TecLimit`], [`energy::eu_617_2013`] | ENERGY STAR; Regulation (EU) No 617/2013 |
//! | compute data-centre and network ratios | [`energy`] | ISO/IEC 30134; ITU-T L.1331 |
//! | turn energy into emissions | [`emissions::operational_emissions`] | GHG Protocol |
//! | attribute embodied emissions | [`emissions::Attribution`] | ISO/IEC 21031:2024 |
//! | attribute them by year, also after early replacement | [`emissions::YearlyAttribution`] | GHG Protocol Scope 3 |
//! | account for an organisation's scopes 1, 2 and 3 | [`emissions::Scope1`], [`emissions::Scope2`], [`emissions::Scope3`] | GHG Protocol |
//! | report scope 2 by location and by market | [`emissions::PurchasedElectricity`] | GHG Protocol scope 2 |
//! | consolidate shared operations | [`emissions::ConsolidationApproach`] | GHG Protocol |
//! | weigh gases and refrigerants by GWP | [`emissions::GasInventory`] | IPCC AR4, AR5, AR6 |
//! | keep avoided emissions apart | [`emissions::SecondOrderEffects`] | ITU-T L.1480 |
//! | find what making a server or its parts costs | [`emissions::component`] | Boavizta |
//! | keep the life-cycle stages apart | [`emissions::ByStage`] | ITU-T L.1410 |
//! | find the power of a processor or server at a load | [`energy::LoadCurve`], [`energy::LogCurve`], [`energy::ServerPower`] | |
//! | find what the grid loses on the way | [`energy::GridLosses`] | GHG Protocol scope 3 |
//! | share recycling between products | [`emissions::EndOfLifeAllocation`], [`emissions::cff`] | PEF |
//! | find gases that escape, refrigerants among them | [`emissions::EquipmentLeakage`], [`emissions::MassBalance`], [`emissions::ProcessGas`] | IPCC 2006 |
//! | decide whether to recalculate a base year | [`emissions::RecalculationPolicy`] | GHG Protocol |
//! | report carbon credits beside emissions | [`emissions::CarbonCredits`] | GHG Protocol |
//! | **organisations** | | |
//! | find the footprint of an organisation by stage, scope, device, country and year | [`footprint::Inventory`] | GHG Protocol; ITU-T L.1420 |
//! | **circularity** | | |
//! | compute the core indicators of circularity | [`circularity::iso59020`] | ISO 59020:2024 annex A |
//! | compute the Material Circularity Indicator | [`circularity::mci`] | Ellen MacArthur Foundation 2019 |
//! | compute recycled content, repairability, and more | [`circularity`] | one file a standard |
//! | get every indicator the data support, and why not the others | [`circularity::scorecard`] | |
//! | **uncertainty** | | |
//! | add and multiply values with 95 % intervals | [`uncertainty::sum_rule`], [`uncertainty::product_rule`] | IPCC 2006, volume 1, chapter 3 |
//! | find the uncertainty of an inventory and its trend | [`uncertainty::approach_1`] | IPCC 2006, table 3.2 |
//! | simulate what is large, skewed or shared | [`uncertainty::UncertainInventory`], [`uncertainty::UncertainModel`] | IPCC 2006, Approach 2 |
//! | tell a change only if it exceeds its uncertainty | [`uncertainty::Change`] | |
//! | take the interval of a distribution | [`uncertainty::Distribution`] | |
//! | turn data-quality scores into a spread or a class | [`uncertainty::PedigreeScores`], [`uncertainty::data_quality_rating`] | ecoinvent; PEF |
//! | **foundations** | | |
//! | read, write and multiply values with units | [`quantity`] | SI, UCUM |
//! | compute on millions of rows | [`column::Column`] | |
//! | name years, bienniums, dates, instants | [`time`] | ISO 8601, RFC 3339 |
//! | name countries and groups, with membership in time | [`place`] | ISO 3166-1, UN M49 |
//! | say where a number came from | [`source`] | |
//! | name bytes or a value by a digest that anyone can recompute | [`source::Digest`] | FIPS 180-4 |
//! | look up targets of ICT and estimates of the sector | [`reference::targets`], [`reference::sector_estimates`] | |
//! | look up embedded figures | [`reference`](mod@reference) | |
//! | add exactly, exponentiate reproducibly | [`numeric`] | |
//!
//! # Features
//! `std` (default) adds nothing but `std` in the dependencies; `parallel` adds methods that run
//! on several threads; `schema` implements `schemars::JsonSchema` for reports, observations and the
//! JSON of a review. No feature changes a number.
//!
//! # Stability
//! Traits are sealed, enums and errors are `#[non_exhaustive]`, and editions of standards are
//! data. A release that changes a computed value says so under "Values" in the changelog. The
//! version of [`uom`] is part of the interface.
#![cfg_attr(not(any(feature = "std", test)), no_std)]

extern crate alloc;

pub mod circularity;
pub mod column;
pub mod emissions;
pub mod energy;
pub mod ewaste;
pub mod fleet;
pub mod footprint;
pub mod numeric;
pub mod place;
pub mod quantity;
pub mod reference;
pub mod review;
pub mod source;
pub mod time;
pub mod uncertainty;

mod error;

pub use error::Error;
pub use uom;

/// The example of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
