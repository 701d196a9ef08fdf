use ict_impact::quantity::{DataEnergyIntensity, Energy};

fn total(network: DataEnergyIntensity, servers: Energy) {
    let _ = network + servers;
}

fn main() {}
