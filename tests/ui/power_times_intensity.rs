use ict_impact::quantity::{CarbonIntensity, Co2e, Power};

fn emissions(power: Power, grid: CarbonIntensity) -> Co2e {
    power * grid
}

fn main() {}
