//! Adapters of the suite `footprint`: footprints of devices and their components.
//!
//! The peer completes what a request leaves out, and `resolved` says with what. The rest comes
//! from the library's tables: numbers of parts of a typical server, chips by manufacturer,
//! graphics cards by name, devices.

mod device;
mod parts;
mod server;

use ict_impact::emissions::{Attribution, operational_impact};
use ict_impact::energy::energy_in_use;
use ict_impact::quantity::{
    Devices, Energy, Factor, Impact, ImpactCategory, Power, Quantity, Share, Time,
};
use ict_impact::uncertainty::Bounded;

use super::{AdapterError, Entry, Got, Inputs, Output};

pub(super) const ADAPTERS: &[Entry] = &[
    ("footprint.box", device::footprint),
    ("footprint.cpu", parts::processor),
    ("footprint.desktop", device::footprint),
    ("footprint.external_hdd", device::footprint),
    ("footprint.external_ssd", device::footprint),
    ("footprint.gpu", parts::graphics_card),
    ("footprint.hdd", parts::hard_disk),
    ("footprint.laptop", device::footprint),
    ("footprint.monitor", device::footprint),
    ("footprint.power_supply", parts::power_supply),
    ("footprint.ram", parts::memory),
    ("footprint.server", server::footprint),
    ("footprint.smartphone", device::footprint),
    ("footprint.ssd", parts::solid_state),
    ("footprint.tablet", device::footprint),
    ("footprint.television", device::footprint),
    ("footprint.usb_stick", device::footprint),
];

type Found<T> = Result<T, AdapterError>;

/// What a case says of the use of a device, and of its life.
struct Usage<'a> {
    electricity: Inputs<'a>,
    energy: Option<Bounded<Energy>>,
    attribution: Attribution,
}

impl<'a> Usage<'a> {
    /// The usage of a case; lifetime and part of the time in use are the request's own, or these.
    fn of(inputs: &Inputs<'a>, lifetime: Time, use_time_ratio: Share) -> Found<Self> {
        let given = inputs.object("body")?.opt_object("usage")?;
        let own = |field| match &given {
            Some(usage) => usage.opt_f64(field),
            None => Ok(None),
        };
        let lifetime = match own("hours_life_time")? {
            Some(hours) => Time::of(hours, "h")?,
            None => lifetime,
        };
        let in_use = match own("use_time_ratio")? {
            Some(part) => Share::new(part)?,
            None => use_time_ratio,
        };
        let duration = Time::of(inputs.f64("duration_h")?, "h")?;
        let resolved = inputs.object("resolved")?;
        let energy = match resolved.opt_object("avg_power_w")? {
            Some(_) => {
                let power = bounded::<Power>(&resolved, "avg_power_w", "W")?;
                Some(energy_in_use(power, in_use, duration)?)
            }
            None => None,
        };
        // What is used longer than it lasts has nothing left to attribute.
        let attribution = match duration < lifetime {
            true => Attribution::of_time(duration, lifetime)?,
            false => Attribution::new(Share::WHOLE, Share::WHOLE),
        };
        Ok(Self {
            electricity: inputs.object("electricity_per_kwh")?,
            energy,
            attribution,
        })
    }

    /// The usage of so many devices, where the power is that of one.
    fn of_each(mut self, units: Bounded<Devices>) -> Self {
        let all = |energy: Bounded<Energy>| units.zip(energy, |units, one| one * units.get());
        self.energy = self.energy.map(all);
        self
    }

    /// The result for one criterion, in `unit`.
    fn criterion<C: ImpactCategory>(
        &self,
        name: &str,
        unit: &str,
        embodied: Option<Bounded<Impact<C>>>,
    ) -> Found<Output> {
        let embodied = embodied.map(|impact| impact * self.attribution.share());
        let used = match self.energy {
            Some(energy) if self.electricity.has(name) => {
                let per_energy = bounded::<Factor<Impact<C>, _>>(
                    &self.electricity,
                    name,
                    &format!("{unit}/kWh"),
                )?;
                Some(energy.zip(per_energy, operational_impact))
            }
            _ => None,
        };
        Ok(Output::new()
            .set("embodied", triple(embodied, unit)?)
            .set("use", triple(used, unit)?))
    }
}

/// A value with its bounds, `{value, min, max}` or one number.
fn bounded<Q: Quantity>(inputs: &Inputs<'_>, field: &str, unit: &str) -> Found<Bounded<Q>> {
    if let Ok(number) = inputs.f64(field) {
        return Ok(Q::of(number, unit)?.into());
    }
    let triple = inputs.object(field)?;
    let read = |name| Found::Ok(Q::of(triple.f64(name)?, unit)?);
    Ok(Bounded::new(read("value")?, read("min")?, read("max")?)?)
}

fn triple<C: ImpactCategory>(impact: Option<Bounded<Impact<C>>>, unit: &str) -> Found<Got> {
    let Some(impact) = impact else {
        return Ok(Got::Nothing);
    };
    let output = Output::new()
        .set("value", impact.value().get_in(unit)?)
        .set("min", impact.min().get_in(unit)?)
        .set("max", impact.max().get_in(unit)?);
    Ok(output.into())
}
