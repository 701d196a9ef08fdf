//! Typical devices and servers, graphics cards, chips, factors of components.

use ict_impact::quantity::{
    AbioticDepletionElements, ClimateChange, PrimaryEnergyUse, Quantity, parse, text,
};
use ict_impact::reference::component_factors::{self, ComponentFactors};
use ict_impact::reference::memory_density::{self, ChipKind};
use ict_impact::reference::{device_archetypes, graphics_cards, server_archetypes};
use ict_impact::source::Status;

use super::{registered, rows};

#[test]
fn typical_devices_are_those_of_the_file() {
    let rows = rows("device_archetypes.csv");
    let ids: Vec<_> = device_archetypes::all().map(|device| device.id()).collect();
    assert_eq!(ids, rows[1..].iter().map(|row| &row[0]).collect::<Vec<_>>());
    for row in &rows[1..] {
        let device = device_archetypes::archetype(&row[0]).unwrap();
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        assert_eq!(device.embodied().value.base(), number(3));
        assert_eq!(device.embodied_abiotic_depletion().value.base(), number(4));
        assert_eq!(device.embodied_fossil_depletion().value.base(), number(5));
        assert_eq!(device.power().value.get_in("W"), Ok(number(6)));
        assert_eq!(device.use_time_ratio().unwrap().value.get(), number(9));
        assert_eq!(device.lifetime_years().value, number(10));
        let (lowest, highest) = device.power_range().value;
        assert!(lowest <= device.power().value && device.power().value <= highest);
        assert_eq!(device.power().status, Status::Secondary);
        registered(&device.power().source);
    }
    assert_eq!(ids.len(), 13);
    assert!(device_archetypes::archetype("server").is_err());
}

#[test]
fn typical_servers_are_those_of_the_file() {
    let rows = rows("server_archetypes.csv");
    for row in &rows[1..] {
        let server = server_archetypes::server(&row[0]).unwrap();
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        let triple = |column: usize| [0, 1, 2].map(|i| number(column + i));
        for (found, column) in [
            (server.processors(), 1),
            (server.memory_modules(), 7),
            (server.solid_state_drives(), 10),
            (server.hard_disks(), 13),
            (server.power_supplies(), 16),
        ] {
            let found = [found.value(), found.min(), found.max()].map(|n| n.get());
            assert_eq!(found, triple(column), "{} {column}", &row[0]);
        }
        assert_eq!(server.cores(), triple(4));
        let mass = server.power_supply();
        assert_eq!(
            [mass.value(), mass.min(), mass.max()].map(|m| m.value),
            triple(19)
        );
        assert_eq!(server.memory().get_in("GB"), Ok(number(25)));
        assert_eq!(server.solid_state_drive().get_in("GB"), Ok(number(26)));
        assert_eq!(server.hard_disk().get_in("GB"), Ok(number(27)));
        assert_eq!(server.lifetime().get_in("h"), Ok(number(28)));
        registered(&server.source().0);
    }
    let known: Vec<_> = server_archetypes::all()
        .filter(|s| s.die().is_some())
        .collect();
    assert_eq!(known.len(), 1);
    assert_eq!(text(known[0].die().unwrap().value()), "0.000523 m2");
    assert_eq!(rows.len(), 7);
    assert!(server_archetypes::server("dell").is_err());
}

#[test]
fn graphics_cards_are_those_of_the_file() {
    let rows = rows("graphics_cards.csv");
    for row in &rows[1..] {
        let card = graphics_cards::graphics_card(&row[0]).unwrap();
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        assert_eq!(f64::from(card.memory_dies()), number(1));
        assert_eq!(card.memory().get_in("GB"), Ok(number(2)));
        assert_eq!(card.wafer_area().value, number(3) / 1e6);
        assert_eq!(card.board().value, number(4) / 1e4);
        let way = [card.by_ship(), card.by_truck(), card.by_plane()];
        assert_eq!(way.map(|d| d.value / 1e3), [5, 6, 7].map(number));
        let masses = [card.casing(), card.heatsink(), card.mass()];
        assert_eq!(masses.map(|m| m.value), [8, 9, 10].map(number));
        assert!(card.document().starts_with("https://"));
        registered(&card.source().0);
    }
    assert_eq!(rows.len(), 11);
}

#[test]
fn chips_are_those_of_the_file() {
    let rows = rows("memory_density.csv");
    for (row, chip) in rows[1..].iter().zip(memory_density::all()) {
        assert_eq!(&row[1], chip.manufacturer());
        let text = |number: Option<u16>| number.map_or(String::new(), |n| n.to_string());
        assert_eq!(
            [&row[2], &row[3]],
            [&text(chip.process_nm()), &text(chip.layers())]
        );
        let density = format!("{} GB/cm2", &row[6]);
        assert_eq!(chip.density().value, parse(&density).unwrap());
        registered(&chip.density().source);
    }
    let of = |kind| {
        memory_density::all()
            .filter(|chip| chip.kind() == kind)
            .count()
    };
    assert_eq!((of(ChipKind::Memory), of(ChipKind::SolidState)), (11, 19));
}

#[test]
fn factors_have_their_units_and_sources() {
    let climate = ComponentFactors::<ClimateChange>::reference();
    let depletion = ComponentFactors::<AbioticDepletionElements>::reference();
    let energy = ComponentFactors::<PrimaryEnergyUse>::reference();
    assert_eq!(climate.memory_die, parse("2.2 kgCO2e/cm2").unwrap());
    assert_eq!(
        climate.graphics_by_ship,
        parse("0.0000133 kgCO2e/kgkm").unwrap()
    );
    assert_eq!(depletion.power_supply, parse("0.0083 kgSbe/kg").unwrap());
    assert_eq!(
        depletion.graphics_end_of_life,
        parse("3.714e-6 kgSbe/kg").unwrap()
    );
    assert_eq!(energy.blade_enclosure, parse("12700 MJ/device").unwrap());
    assert_eq!(energy.graphics_die, parse("0.56728 MJ/mm2").unwrap());
    let sources: Vec<_> = component_factors::sources().collect();
    assert_eq!(sources.len(), 23);
    for (_, source, status) in sources {
        registered(&source);
        assert_eq!(status, Status::Secondary);
    }
}
