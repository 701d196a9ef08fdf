//! Components on their own.

use ict_impact::emissions::component::{
    ChipKind, ComponentFactors, GraphicsCard, MemoryDensity, MemoryModule, PowerSupply, Processor,
    SolidStateDrive, Tabled, density_of_chips,
};
use ict_impact::quantity::{
    AbioticDepletionElements, ClimateChange, Devices, Impact, Information, Mass, PrimaryEnergyUse,
    Quantity, Share, Time,
};
use ict_impact::reference::graphics_cards;
use ict_impact::uncertainty::Bounded;

use super::{Found, Inputs, Output, Usage, bounded};

/// The lifetime that the peer gives to a component on its own.
const LIFETIME_H: f64 = 26_280.0;

/// A component, and what making one takes.
enum Part {
    Processor(Processor),
    Memory(MemoryModule),
    SolidState(SolidStateDrive),
    HardDisk,
    PowerSupply(PowerSupply),
    GraphicsCard(GraphicsCard),
}

impl Part {
    fn embodied<C: Tabled>(&self) -> Bounded<Impact<C>> {
        let factors = ComponentFactors::<C>::reference();
        match self {
            Self::Processor(one) => one.embodied(&factors),
            Self::Memory(one) => one.embodied(&factors),
            Self::SolidState(one) => one.embodied(&factors),
            Self::HardDisk => (Devices::new(1.0) * factors.hard_disk).into(),
            Self::PowerSupply(one) => one.embodied(&factors),
            Self::GraphicsCard(one) => {
                let life = one.embodied(&factors);
                life.embodied().unwrap_or(Impact::ZERO.into())
            }
        }
    }

    fn footprint(&self, inputs: &Inputs<'_>) -> Found<Output> {
        let units = units(&inputs.object("body")?)?;
        let mut usage = Usage::of(inputs, Time::of(LIFETIME_H, "h")?, Share::WHOLE)?;
        if !self.power_is_of_all() {
            usage = usage.of_each(units);
        }
        Ok(Output::new()
            .set(
                "gwp",
                usage.criterion("gwp", "kgCO2eq", Some(self.all::<ClimateChange>(units)))?,
            )
            .set(
                "adp",
                usage.criterion(
                    "adp",
                    "kgSbeq",
                    Some(self.all::<AbioticDepletionElements>(units)),
                )?,
            )
            .set(
                "pe",
                usage.criterion("pe", "MJ", Some(self.all::<PrimaryEnergyUse>(units)))?,
            ))
    }

    /// Whether the peer states the power of all of them; otherwise it is that of one.
    fn power_is_of_all(&self) -> bool {
        matches!(self, Self::Processor(_) | Self::Memory(_))
    }

    fn all<C: Tabled>(&self, units: Bounded<Devices>) -> Bounded<Impact<C>> {
        units.zip(self.embodied::<C>(), |units, one| one * units.get())
    }
}

pub(super) fn processor(inputs: &Inputs<'_>) -> Found<Output> {
    let die = bounded(&inputs.object("resolved")?, "die_size", "mm2")?;
    Part::Processor(Processor::new(die)?).footprint(inputs)
}

pub(super) fn memory(inputs: &Inputs<'_>) -> Found<Output> {
    let density = bounded(&inputs.object("resolved")?, "density", "GB/cm2")?;
    let module = MemoryModule::new(capacity(&inputs.object("body")?)?, density)?;
    Part::Memory(module).footprint(inputs)
}

pub(super) fn solid_state(inputs: &Inputs<'_>) -> Found<Output> {
    let density = bounded(&inputs.object("resolved")?, "density", "GB/cm2")?;
    let drive = SolidStateDrive::new(capacity(&inputs.object("body")?)?, density)?;
    Part::SolidState(drive).footprint(inputs)
}

pub(super) fn hard_disk(inputs: &Inputs<'_>) -> Found<Output> {
    Part::HardDisk.footprint(inputs)
}

pub(super) fn power_supply(inputs: &Inputs<'_>) -> Found<Output> {
    let mass = Mass::of(inputs.object("body")?.f64("unit_weight")?, "kg")?;
    Part::PowerSupply(PowerSupply::new(mass.into())?).footprint(inputs)
}

pub(super) fn graphics_card(inputs: &Inputs<'_>) -> Found<Output> {
    Part::GraphicsCard(card(&inputs.object("body")?)?).footprint(inputs)
}

/// The graphics card that is named.
pub(super) fn card(of: &Inputs<'_>) -> Found<GraphicsCard> {
    let figures = graphics_cards::graphics_card(of.text("name")?)?;
    Ok(GraphicsCard::of(figures)?)
}

/// How many there are: one, if nothing is said.
pub(super) fn units(of: &Inputs<'_>) -> Found<Bounded<Devices>> {
    Ok(Devices::new(of.opt_f64("units")?.unwrap_or(1.0)).into())
}

pub(super) fn capacity(of: &Inputs<'_>) -> Found<Information> {
    Ok(Information::of(of.f64("capacity")?, "GB")?)
}

/// The density of flash that is given, or that of the chips described.
pub(super) fn flash_density(of: &Inputs<'_>) -> Found<Bounded<MemoryDensity>> {
    if of.has("density") {
        return bounded(of, "density", "GB/cm2");
    }
    let (manufacturer, layers) = (of.opt_text("manufacturer")?, of.opt_i64("layers")?);
    Ok(density_of_chips(ChipKind::SolidState, |chip| {
        manufacturer.is_none_or(|name| name.eq_ignore_ascii_case(chip.manufacturer()))
            && layers.is_none_or(|layers| chip.layers().map(i64::from) == Some(layers))
    })?)
}
