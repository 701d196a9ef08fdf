use ict_impact::quantity::{Co2e, WaterUse};

fn total(emissions: Co2e, water: WaterUse) -> Co2e {
    emissions + water
}

fn main() {}
