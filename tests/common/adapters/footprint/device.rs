//! End-user devices.

use ict_impact::emissions::embodied_impact;
use ict_impact::quantity::{Devices, PrimaryEnergyUse, Quantity, Share, Time};
use ict_impact::reference::device_archetypes::archetype;

use super::{Found, Inputs, Output, Usage};

/// Hours of a year of the peer.
const YEAR_H: f64 = 8760.0;

pub(super) fn footprint(inputs: &Inputs<'_>) -> Found<Output> {
    let device = archetype(inputs.text("archetype")?)?;
    let lifetime = Time::of(device.lifetime_years().value * YEAR_H, "h")?;
    let in_use = device
        .use_time_ratio()
        .map_or(Share::WHOLE, |ratio| ratio.value);
    let usage = Usage::of(inputs, lifetime, in_use)?;
    let one = Devices::new(1.0);
    let climate = embodied_impact(one, device.embodied().value);
    let depletion = embodied_impact(one, device.embodied_abiotic_depletion().value);
    let fossil = embodied_impact(one, device.embodied_fossil_depletion().value);
    Ok(Output::new()
        .set(
            "gwp",
            usage.criterion("gwp", "kgCO2eq", Some(climate.into()))?,
        )
        .set(
            "adpe",
            usage.criterion("adpe", "kgSbeq", Some(depletion.into()))?,
        )
        .set("adpf", usage.criterion("adpf", "MJ", Some(fossil.into()))?)
        .set("pe", usage.criterion::<PrimaryEnergyUse>("pe", "MJ", None)?))
}
