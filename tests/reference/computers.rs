//! Modes and ecodesign maxima of computers, energy intensities of networks.

use ict_impact::quantity::{DataEnergyIntensity, Energy, Factor, PerDevice, Quantity, parse};
use ict_impact::reference::computer_modes::{
    Computer, Idle, ModeScheme, ModeWeights, weights, workstation_weights,
};
use ict_impact::reference::ecodesign_computers::{
    DesktopCategory, GraphicsClass, NotebookCategory, Product, Tier, desktop_audio_card,
    lowest_power_maximum, off_maximum, wake_on_lan_allowance,
};
use ict_impact::reference::network_energy::{self, IntensityBoundary, intensity};
use ict_impact::source::{Sourced, Status};

use super::checks::{line_of, refused};
use super::{day, registered, rows};

fn number(text: &str) -> Option<f64> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

#[test]
fn the_modes_of_computers_are_those_of_the_file_and_fill_the_year() {
    let rows = rows("computer_modes.csv");
    assert_eq!(rows.len(), 21);
    let mut found = 0;
    for scheme in ModeScheme::ALL {
        let computers = Computer::ALL.map(|c| (c.name().replace(' ', "_"), weights(scheme, c)));
        let workstation = ("workstation".to_owned(), workstation_weights(scheme));
        for (product, weights) in computers.into_iter().chain([workstation]) {
            let name = scheme
                .to_string()
                .replace(" Computers", "")
                .replace("Regulation (EU) No ", "EU ");
            let row = rows
                .iter()
                .find(|row| row[0] == *name && row[1] == *product);
            let Some(Sourced {
                value,
                source,
                status,
            }) = weights
            else {
                assert_eq!(row, None, "{name} {product}");
                continue;
            };
            let row = row.unwrap_or_else(|| panic!("{name} {product}"));
            found += 1;
            let idle = match value.idle {
                Idle::Single(idle) => [None, None, Some(idle)],
                Idle::LongAndShort { long, short } => [Some(long), Some(short), None],
            };
            let parts = [
                Some(value.off),
                Some(value.sleep),
                idle[0],
                idle[1],
                idle[2],
            ];
            for (column, part) in parts.into_iter().enumerate() {
                assert_eq!(part.map(|share| share.get()), number(&row[column + 2]));
            }
            let whole: f64 = parts.into_iter().flatten().map(|share| share.get()).sum();
            assert!((whole - 1.0).abs() < 1e-12, "{name} {product}: {whole}");
            assert_eq!((source.as_str(), status), (&row[7], Status::Secondary));
            registered(&source);
        }
    }
    assert_eq!(found, 20);
    let ModeWeights {
        off, sleep, idle, ..
    } = weights(ModeScheme::EnergyStar8_0, Computer::Desktop)
        .unwrap()
        .value;
    assert_eq!((off.percent(), sleep.percent()), (15.0, 45.0));
    let Idle::LongAndShort { long, short } = idle else {
        panic!("version 8.0 has two idle modes");
    };
    assert_eq!((long.percent(), short.percent()), (10.0, 30.0));
}

/// The figures of the API under the keys of the file.
fn ecodesign_figures() -> Vec<(String, Sourced<f64>)> {
    let mut all = Vec::new();
    let mut add = |item: &str, product: &str, class: &str, from: &str, figure: Sourced<f64>| {
        all.push((format!("{item},{product},{class},{from}"), figure));
    };
    let yearly = |figure: Sourced<Factor<Energy, PerDevice>>| {
        figure.map(|value| value.get_in("kWh/device").unwrap())
    };
    for tier in Tier::ALL {
        let from = if tier == Tier::From2014 {
            "2014-07-01"
        } else {
            "2016-01-01"
        };
        for category in DesktopCategory::ALL {
            let class = category.to_string();
            add(
                "base_kWh",
                "desktop",
                &class,
                from,
                yearly(category.base(tier)),
            );
            let memory = category.base_memory(tier).map(|m| m.get_in("GB").unwrap());
            add("base_memory_GB", "desktop", &class, from, memory);
        }
        for category in NotebookCategory::ALL {
            let class = category.to_string();
            add(
                "base_kWh",
                "notebook",
                &class,
                from,
                yearly(category.base(tier)),
            );
            let memory = category.base_memory(tier).map(|m| m.get_in("GB").unwrap());
            add("base_memory_GB", "notebook", &class, from, memory);
        }
        for (product, name) in [
            (Product::Desktop, "desktop"),
            (Product::Notebook, "notebook"),
        ] {
            let memory = product
                .memory(tier)
                .map(|m| m.get_in("kWh/device/GB").unwrap());
            add("memory_kWh_per_GB", name, "", from, memory);
            add(
                "storage_kWh",
                name,
                "",
                from,
                yearly(product.additional_storage(tier)),
            );
            add(
                "tv_tuner_kWh",
                name,
                "",
                from,
                yearly(product.tv_tuner(tier)),
            );
            for &card in GraphicsClass::ALL {
                let class = card.to_string();
                let first = yearly(product.first_graphics_card(card, tier));
                add("graphics_first_kWh", name, &class, from, first);
                let additional = yearly(product.additional_graphics_card(card, tier));
                add("graphics_additional_kWh", name, &class, from, additional);
            }
        }
        add(
            "audio_kWh",
            "desktop",
            "",
            from,
            yearly(desktop_audio_card(tier)),
        );
    }
    for (item, product, power) in [
        ("sleep_W", "desktop", Product::Desktop.sleep_maximum()),
        ("sleep_W", "notebook", Product::Notebook.sleep_maximum()),
        ("off_W", "both", off_maximum()),
        ("lowest_power_W", "both", lowest_power_maximum()),
        ("wake_on_lan_W", "both", wake_on_lan_allowance()),
    ] {
        add(
            item,
            product,
            "",
            "",
            power.map(|power| power.get_in("W").unwrap()),
        );
    }
    all
}

#[test]
fn the_ecodesign_figures_of_computers_are_those_of_the_file() {
    let mut figures = ecodesign_figures();
    figures.sort_by(|a, b| a.0.cmp(&b.0));
    let mut expected: Vec<_> = rows("ecodesign_computers.csv")[1..]
        .iter()
        .map(|row| {
            let key = [&row[0], &row[1], &row[2], &row[3]].join(",");
            (
                key,
                number(&row[4]).unwrap(),
                row[5].to_owned(),
                row[6].to_owned(),
            )
        })
        .collect();
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    let found: Vec<_> = figures
        .into_iter()
        .map(|(key, figure)| {
            registered(&figure.source);
            let source = figure.source.as_str().to_owned();
            (key, figure.value, source, figure.status.to_string())
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 103);
}

#[test]
fn a_tier_begins_on_its_day() {
    let tier = |text: &str| Tier::on(day(text));
    assert_eq!(tier("2013-12-31"), None);
    assert_eq!(tier("2014-06-30"), None);
    assert_eq!(tier("2014-07-01"), Some(Tier::From2014));
    assert_eq!(tier("2015-01-01"), Some(Tier::From2014));
    assert_eq!(tier("2015-12-31"), Some(Tier::From2014));
    assert_eq!(tier("2016-01-01"), Some(Tier::From2016));
    assert_eq!(tier("2030-06-01"), Some(Tier::From2016));
}

#[test]
fn later_tiers_are_never_looser_and_higher_classes_never_tighter() {
    let [early, late] = Tier::ALL;
    for product in [Product::Desktop, Product::Notebook] {
        for pair in GraphicsClass::ALL.windows(2) {
            for tier in Tier::ALL {
                let first = |class| product.first_graphics_card(class, tier).value;
                let additional = |class| product.additional_graphics_card(class, tier).value;
                assert!(first(pair[0]) < first(pair[1]));
                assert!(additional(pair[0]) < additional(pair[1]));
                assert!(additional(pair[0]) < first(pair[0]));
            }
        }
        for &class in GraphicsClass::ALL {
            let first = |tier| product.first_graphics_card(class, tier).value;
            assert!(first(late) < first(early));
        }
    }
    for pair in DesktopCategory::ALL.windows(2) {
        assert!(pair[0].base(late).value < pair[1].base(late).value);
        assert!(pair[0].base(late).value < pair[0].base(early).value);
    }
}

#[test]
fn intensities_of_networks_have_a_name_and_a_boundary_and_none_is_the_default() {
    let rows = rows("network_energy.csv");
    assert_eq!(network_energy::all().len(), rows.len() - 1);
    for (row, found) in rows[1..].iter().zip(network_energy::all()) {
        assert_eq!(intensity(&row[0]), Ok(found));
        assert_eq!((found.id(), found.segment()), (&row[0], &row[1]));
        assert_eq!(found.boundary().to_string(), row[2]);
        let sourced = found.intensity();
        let expected: DataEnergyIntensity = parse(&format!("{} kWh/GB", &row[3])).unwrap();
        assert_eq!(
            (sourced.value, sourced.source.as_str()),
            (expected, &row[4])
        );
        assert_eq!(sourced.status.to_string(), row[5]);
        registered(&sourced.source);
    }
    let embodied = network_energy::all().filter(|i| i.boundary() == IntensityBoundary::Embodied);
    assert_eq!(
        embodied.map(|i| i.id()).collect::<Vec<_>>(),
        ["swdm-4-embodied"]
    );
    let error = intensity("OneByte-4G").unwrap_err().to_string();
    assert!(error.ends_with("did you mean onebyte-4g?"), "{error}");
    assert!(intensity("").is_err() && intensity("swdm-4").is_err());
}

#[test]
fn the_modes_of_computers_are_checked() {
    let file = "computer_modes.csv";
    let row = "ENERGY STAR 5.2,desktop,0.55,0.05,,,0.4";
    let with = |to: &str, column: &str| refused(file, row, to, 2, column);
    with("ENERGY STAR 9.0,desktop,0.55,0.05,,,0.4", "scheme");
    with("ENERGY STAR 5.2,tablet,0.55,0.05,,,0.4", "product");
    with("ENERGY STAR 5.2,desktop,0.56,0.05,,,0.4", "off");
    with("ENERGY STAR 5.2,desktop,1.55,0.05,,,0.4", "off");
    with("ENERGY STAR 5.2,desktop,0.55,,,,0.45", "sleep");
    with("ENERGY STAR 5.2,desktop,0.55,0.05,,,", "idle");
    with("ENERGY STAR 5.2,desktop,0.55,0.05,0.2,,0.2", "idle");
    with("ENERGY STAR 5.2,desktop,0.55,0.05,0.1,0.1,0.2", "idle");
    let line = line_of(file, "ENERGY STAR 6.0,integrated_desktop");
    let twice = "ENERGY STAR 6.0,desktop";
    refused(
        file,
        "ENERGY STAR 6.0,integrated_desktop",
        twice,
        line,
        "product",
    );
    refused(file, "0.4,energy-tools", "0.4,hearsay", 2, "source");
}

#[test]
fn the_ecodesign_figures_of_computers_are_checked() {
    let file = "ecodesign_computers.csv";
    refused(file, "base_kWh,desktop,A", "base_Wh,desktop,A", 2, "item");
    refused(
        file,
        "base_kWh,desktop,A",
        "base_kWh,notebook,A",
        2,
        "product",
    );
    refused(file, "base_kWh,desktop,A", "base_kWh,desktop,E", 2, "class");
    refused(file, "A,2014-07-01,133", "A,2013-07-01,133", 2, "from");
    refused(file, "A,2014-07-01,133", "A,2014-07-01,", 2, "value");
    refused(file, "A,2014-07-01,133", "A,2014-07-01,-133", 2, "value");
    refused(
        file,
        "133,eu-617-2013,verified",
        "133,eu-617-2013,true",
        2,
        "status",
    );
    let row = "base_kWh,desktop,A,2016-01-01,94,eu-617-2013,secondary\n";
    refused(file, row, "", 3, "class");
    let last = rows(file).len();
    let end = "wake_on_lan_W,both,,,0.7,eu-617-2013,secondary\n";
    refused(file, end, "", last - 1, "item");
    refused(file, end, &end.repeat(2), last + 1, "item");
}

#[test]
fn intensities_of_networks_are_checked() {
    let file = "network_energy.csv";
    let row =
        "ccf-data-centres,within and between data centres of a cloud provider,operational,0.001";
    refused(file, "operational,0.001", "both,0.001", 2, "boundary");
    refused(
        file,
        "operational,0.001",
        "operational,0",
        2,
        "energy_kWh/GB",
    );
    refused(
        file,
        "operational,0.001",
        "operational,",
        2,
        "energy_kWh/GB",
    );
    refused(file, row, &row.replace("ccf-data-centres", "z"), 3, "id");
}
