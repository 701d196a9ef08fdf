//! Minima of the EU Battery Regulation.

use ict_impact::reference::battery_targets::{
    self, Battery, BatteryMetal, Chemistry, Requirement, target,
};
use ict_impact::source::Status;

use super::checks::{line_of, problems, refused};
use super::{day, registered, rows};

const FILE: &str = "battery_targets.csv";

fn battery(text: &str) -> Battery {
    match text {
        "portable" => Battery::Portable,
        "light-means-of-transport" => Battery::LightMeansOfTransport,
        "industrial-vehicle-starter" => Battery::IndustrialVehicleStarter,
        other => panic!("{other}"),
    }
}

fn metal(text: &str) -> BatteryMetal {
    match text {
        "cobalt" => BatteryMetal::Cobalt,
        "copper" => BatteryMetal::Copper,
        "lead" => BatteryMetal::Lead,
        "lithium" => BatteryMetal::Lithium,
        "nickel" => BatteryMetal::Nickel,
        other => panic!("{other}"),
    }
}

fn requirement(row: &csv::StringRecord) -> Requirement {
    match &row[0] {
        "collection" => Requirement::Collection(battery(&row[1])),
        "recycling_efficiency" => Requirement::RecyclingEfficiency(match &row[1] {
            "lead-acid" => Chemistry::LeadAcid,
            "lithium-based" => Chemistry::LithiumBased,
            "nickel-cadmium" => Chemistry::NickelCadmium,
            _ => Chemistry::Other,
        }),
        "material_recovery" => Requirement::MaterialRecovery(metal(&row[2])),
        _ => Requirement::RecycledContent(battery(&row[1]), metal(&row[2])),
    }
}

#[test]
fn every_minimum_is_that_of_the_file() {
    let file = rows(FILE);
    assert_eq!((file.len(), battery_targets::all().len()), (34, 33));
    for (row, target) in file[1..].iter().zip(battery_targets::all()) {
        assert_eq!(target.requirement(), requirement(row), "{row:?}");
        assert_eq!(target.from(), day(&row[3]));
        let minimum = target.minimum();
        assert_eq!(minimum.value.percent(), row[4].parse::<f64>().unwrap());
        assert_eq!(target.clause(), &row[5]);
        assert_eq!(
            (minimum.source.as_str(), minimum.status),
            (&row[6], Status::Secondary)
        );
        registered(&minimum.source);
    }
}

#[test]
fn a_minimum_holds_until_the_next() {
    let on = |requirement, text: &str| {
        target(requirement, day(text)).map(|target| target.minimum().value.percent())
    };
    let bicycle = Requirement::Collection(Battery::LightMeansOfTransport);
    assert_eq!(on(bicycle, "2028-12-30"), None);
    assert_eq!(on(bicycle, "2028-12-31"), Some(51.0));
    assert_eq!(on(bicycle, "2031-12-30"), Some(51.0));
    assert_eq!(on(bicycle, "2031-12-31"), Some(61.0));
    assert_eq!(on(bicycle, "2099-01-01"), Some(61.0));
    let vehicle = Requirement::Collection(Battery::IndustrialVehicleStarter);
    assert_eq!(on(vehicle, "2099-01-01"), None);
    let cobalt = |battery| Requirement::RecycledContent(battery, BatteryMetal::Cobalt);
    assert_eq!(
        on(cobalt(Battery::IndustrialVehicleStarter), "2031-08-18"),
        Some(16.0)
    );
    assert_eq!(
        on(cobalt(Battery::LightMeansOfTransport), "2031-08-18"),
        None
    );
    assert_eq!(
        on(cobalt(Battery::LightMeansOfTransport), "2036-08-18"),
        Some(26.0)
    );
    assert_eq!(on(cobalt(Battery::Portable), "2099-01-01"), None);
}

#[test]
fn the_minima_are_checked() {
    let row = "collection,portable,,2027-12-31,63,Article 59(3)(b)";
    let line = line_of(FILE, row);
    let with = |from: &str, to: &str, column: &str| {
        refused(FILE, row, &row.replacen(from, to, 1), line, column);
    };
    with("collection", "collecting", "kind");
    with("portable", "mobile", "batteries");
    with("portable,,", "portable,cobalt,", "material");
    with("2027-12-31", "2027-12", "from");
    with("2027-12-31", "", "from");
    with("2027-12-31", "2027-02-30", "from");
    with("2027-12-31", "2023-12-31", "from");
    with(",63,", ",163,", "minimum_percent");
    with(",63,", ",,", "minimum_percent");
    with(",63,", ",44,", "minimum_percent");
    with("Article 59(3)(b)", "", "clause");
    refused(
        FILE,
        "material_recovery,,cobalt",
        "material_recovery,portable,cobalt",
        13,
        "batteries",
    );
    refused(
        FILE,
        "material_recovery,,cobalt",
        "material_recovery,,gold",
        13,
        "material",
    );
    let unsourced = problems(FILE, |text| text.replacen("eu-2023-1542", "eu-2023", 1));
    assert!(
        unsourced.iter().any(|p| p.column == "source"),
        "{unsourced:?}"
    );
}
