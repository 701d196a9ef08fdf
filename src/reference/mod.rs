//! The embedded tables, each with its sources: who says so, and how sure is it?
//!
//! | table | what | rows |
//! |---|---|---|
//! | [`groups`] | UN regions, LDC with dates of membership, LLDC, SIDS, income groups | 38 groups |
//! | [`panel`] | population, GDP, electricity, connectivity of a country and year, 2010–2025 | 227 countries |
//! | [`vintages`] | carbon intensity of electricity in four stored copies of its series | 212 countries |
//! | [`gwp`] | global warming potentials by gas, assessment report and horizon | 44 gases |
//! | [`refrigerants`] | refrigerants by their number: the gases they are made of | 15 refrigerants |
//! | [`unu_keys`] | UNU-KEYS of e-waste statistics: categories, average masses, lifetimes | 54 keys |
//! | [`bill_of_materials`] | materials of typical ICT devices, metals in phones | 15 products, 10 figures |
//! | [`weee_targets`] | EU categories of e-waste, recovery and recycling targets by date | 17 categories, 53 targets |
//! | [`battery_targets`] | EU minima for collecting, recycling and recycled content of batteries, by date | 33 minima |
//! | [`phone_label`] | weights, points and class bounds of the EU label of smartphones and tablets | 12 tables |
//! | [`put_on_market`] | ICT equipment put on the market in six countries, 1980–2021 | 24 series |
//! | [`device_archetypes`] | embodied impacts, power and lifetime of typical devices | 13 devices |
//! | [`server_archetypes`] | parts of typical servers | 6 servers |
//! | [`graphics_cards`] | chips, board and masses of graphics cards | 10 cards |
//! | [`memory_density`] | data per area of memory chip | 30 chips |
//! | [`component_factors`] | impacts of making the parts of servers and graphics cards | 23 parts |
//! | [`computer_modes`] | parts of the year that programmes count a computer in each mode | 20 rows |
//! | [`ecodesign_computers`] | energy and power maxima of Regulation (EU) No 617/2013 | 103 figures |
//! | [`network_energy`] | published energy intensities of networks | 7 figures |
//! | [`action_lines`] | Action Lines of the World Summit on the Information Society | 18 reporting lines |
//! | [`indicators`] | indicators with unit, kind, direction and what ratios are made of | 83 indicators and parts |
//! | [`targets`] | targets with figures that were read: ITU-T L.1470, SBTi, ITU Connect 2030 | 6 targets |
//! | [`sector_estimates`] | published estimates of the ICT sector, each with its boundary | 11 estimates, 5 categories, 4 years |
//!
//! The tables are CSV files in `src/reference/data`, described by the README beside them. The
//! build script reads and checks every cell and writes them as static data: nothing is parsed
//! at run time, and a wrong cell does not compile. A figure comes as a
//! [`Sourced`](crate::source::Sourced) value whose source is in
//! [`SourceRegister::embedded`](crate::source::SourceRegister::embedded).
//!
//! An absent figure is `None`, never zero. Nothing was filled in.

pub mod action_lines;
pub mod battery_targets;
pub mod bill_of_materials;
pub mod component_factors;
pub mod computer_modes;
pub mod device_archetypes;
pub mod ecodesign_computers;
mod error;
pub mod graphics_cards;
pub mod groups;
pub mod gwp;
pub mod indicators;
pub mod memory_density;
pub mod network_energy;
pub mod panel;
pub mod phone_label;
pub mod put_on_market;
pub mod refrigerants;
pub mod sector_estimates;
pub mod server_archetypes;
pub mod targets;
pub mod unu_keys;
pub mod vintages;
pub mod weee_targets;

pub use error::ReferenceError;
