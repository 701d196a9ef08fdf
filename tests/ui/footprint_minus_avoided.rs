use ict_impact::emissions::AvoidedEmissions;
use ict_impact::quantity::Co2e;

fn net(footprint: Co2e, avoided: AvoidedEmissions) -> Co2e {
    footprint - avoided
}

fn main() {}
