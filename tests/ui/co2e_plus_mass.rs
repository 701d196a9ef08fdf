use ict_impact::quantity::{Co2e, Mass};

fn total(emissions: Co2e, equipment: Mass) -> Co2e {
    emissions + equipment
}

fn main() {}
