use ict_impact::quantity::{CarbonIntensity, Co2e, Devices};

fn emissions(devices: Devices, grid: CarbonIntensity) -> Co2e {
    devices * grid
}

fn main() {}
