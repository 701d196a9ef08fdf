use ict_impact::emissions::CarbonCredits;
use ict_impact::quantity::Co2e;

fn net(emissions: Co2e, credits: CarbonCredits) -> Co2e {
    emissions - credits
}

fn main() {}
