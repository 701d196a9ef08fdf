//! The footprint of an organisation: by hand, by its laws, and what it refuses.

mod by_hand;
mod fleets;
mod laws;
mod refused;

use ict_impact::emissions::{ByStage, LifeCycleStage};
use ict_impact::fleet::Years;
use ict_impact::footprint::{DeviceClass, GridBoundary, Grids};
use ict_impact::place::Country;
use ict_impact::quantity::{CarbonIntensity, EmbodiedFactor};
use ict_impact::source::{SourceId, Sourced, Status};
use ict_impact::time::Year;

const YEAR: Year = Year::of::<2022>();

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

/// A device of this life [years], energy [kWh/year], and emissions [kg] of making, transport and
/// end of life.
fn class(name: &str, life: f64, kwh: f64, [making, transport, end]: [f64; 3]) -> DeviceClass {
    let kg = EmbodiedFactor::from_kg_per_device;
    let stages = [
        (LifeCycleStage::CradleToGate, kg(making)),
        (LifeCycleStage::Transport, kg(transport)),
        (LifeCycleStage::EndOfLife, kg(end)),
    ];
    DeviceClass::new(name, Years::new(life))
        .unwrap()
        .with_energy_per_year(format!("{kwh} kWh/device").parse().unwrap())
        .unwrap()
        .with_embodied(ByStage::new(stages).unwrap())
        .unwrap()
}

/// Grids of 2021 and 2022 [gCO2e/kWh].
fn grids() -> Grids {
    let mut grids = Grids::none();
    for (code, grams) in [("KEN", 100.0), ("UGA", 50.0), ("IRL", 300.0)] {
        for year in [Year::of::<2021>(), YEAR] {
            let intensity = CarbonIntensity::from_grams_per_kwh(grams);
            let source = SourceId::new("own").unwrap();
            let figure = Sourced::new(intensity, source, Status::Verified);
            let own = grids.with(country(code), year, figure, GridBoundary::Generation);
            grids = own.unwrap();
        }
    }
    grids
}
