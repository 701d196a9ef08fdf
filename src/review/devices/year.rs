use alloc::vec::Vec;

use super::{Assumption, DeviceModelError};
use crate::column::ColumnBuf;
use crate::emissions::{embodied_impact, operational_emissions};
use crate::energy::{PowerProfile, use_phase_energy};
use crate::fleet::{Discarded, Entry, Intervals, Lifetime, StockAndFlows, SurvivalTable, Years};
use crate::place::Country;
use crate::quantity::{Co2e, Devices, Energy, Mass, Quantity};
use crate::reference::unu_keys::UnuKey;
use crate::reference::{panel, put_on_market};
use crate::time::{Year, YearLength};

/// When in its year a device comes into use.
const ENTRY: Entry = Entry::Middle;

/// One country, UNU-KEY and year of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceYear {
    /// The country.
    pub country: Country,
    /// The kind of equipment.
    pub key: UnuKey,
    /// The year.
    pub year: Year,
    /// Pieces put on the market.
    pub put_on_market: Devices,
    /// Their mass.
    pub mass_put_on_market: Mass,
    /// Pieces in use at the end of the year.
    pub in_use: Devices,
    /// Electricity that they used.
    pub electricity: Energy,
    /// Emissions of that electricity; `None` if the intensity of the grid is unknown.
    pub use_phase: Option<Co2e>,
    /// Embodied emissions of the pieces put on the market.
    pub embodied: Co2e,
    /// E-waste generated.
    pub ewaste: Mass,
    /// Pieces discarded, and how old they are.
    pub discarded: Discarded<Devices>,
}

/// One country and UNU-KEY over all years of its series.
pub(super) fn run(
    country: Country,
    assumption: &Assumption,
    results: &mut Vec<DeviceYear>,
) -> Result<(), DeviceModelError> {
    let Assumption {
        key,
        archetype,
        profile,
        ..
    } = *assumption;
    let no_series = || DeviceModelError::NoSeries { country, key };
    let series: Vec<_> = put_on_market::series(country, key)
        .ok_or_else(no_series)?
        .years()
        .map(|year| year.value)
        .collect();
    let (first, last) = match (series.first(), series.last()) {
        (Some(first), Some(last)) => (first.year, last.year),
        _ => return Err(no_series()),
    };
    let weibull = key
        .lifetime(profile)
        .ok_or(DeviceModelError::NoLifetime { key, profile })?
        .value;
    let lifetime = Lifetime::weibull(weibull.shape, Years::new(weibull.scale_years))?;
    let table = SurvivalTable::new(&Intervals::yearly(first, last)?, &lifetime.into(), ENTRY)?;
    let pieces = ColumnBuf::from_base(series.iter().map(|year| year.pieces.base()).collect())?;
    let masses = ColumnBuf::from_base(series.iter().map(|year| year.mass.base()).collect())?;
    let devices: StockAndFlows<Devices> = table.inflow_driven(pieces.column())?;
    let mass: StockAndFlows<Mass> = table.inflow_driven(masses.column())?;

    let use_time = archetype
        .use_time_ratio()
        .ok_or(DeviceModelError::NoUseTime {
            archetype: archetype.id(),
        })?
        .value;
    let per_device = PowerProfile::in_use(archetype.power().value, use_time)?
        .energy_per_device_and_year(YearLength::Common);
    let mut opening = Devices::new(0.0);
    for sold in &series {
        let in_use = devices.stock_in(sold.year).unwrap_or_default();
        let electricity = use_phase_energy((opening + in_use) * 0.5, per_device);
        let grid = panel::carbon_intensity(country, sold.year);
        let discarded = Discarded::of(&devices, ENTRY, sold.year)?.ok_or_else(no_series)?;
        results.push(DeviceYear {
            country,
            key,
            year: sold.year,
            put_on_market: sold.pieces,
            mass_put_on_market: sold.mass,
            in_use,
            electricity,
            use_phase: grid.map(|grid| operational_emissions(electricity, grid.value)),
            embodied: embodied_impact(sold.pieces, archetype.embodied().value),
            ewaste: mass.outflow_in(sold.year).unwrap_or_default(),
            discarded,
        });
        opening = in_use;
    }
    Ok(())
}
