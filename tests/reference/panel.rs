//! The country-year panel.

use ict_impact::place::ScheduledChanges;
use ict_impact::quantity::{CarbonIntensity, Energy, Quantity, parse};
use ict_impact::reference::groups;
use ict_impact::reference::panel::{self, Column};
use ict_impact::source::Status;
use ict_impact::time::Year;

use super::{country, day, registered, rows, year};

const IGNORE: ScheduledChanges = ScheduledChanges::Ignore;

#[test]
fn the_panel_has_every_figure_of_its_file() {
    let rows = rows("panel.csv");
    for row in &rows[1..] {
        let (country, year) = (country(&row[0]), year(&row[1]));
        for (column, cell) in Column::ALL.into_iter().zip(row.iter().skip(2)) {
            let figure = panel::figure(column, country, year);
            assert_eq!(
                figure.map(|f| f.value),
                cell.parse().ok(),
                "{country} {year} {column:?}"
            );
        }
    }
    for (column, name) in Column::ALL.into_iter().zip(rows[0].iter().skip(2)) {
        assert_eq!(column.name(), name);
        panel::sources(column)
            .iter()
            .for_each(|span| registered(&span.source));
        assert_eq!(panel::sources(column).len(), 227 * 16);
    }
    assert_eq!(panel::countries().count(), 227);
    assert_eq!(panel::years().count(), 16);
    assert_eq!(panel::row(country("NAM"), year("2009")), None);
    assert_eq!(panel::row(country("NAM"), year("2026")), None);
    assert_eq!(panel::row(country("VAT"), year("2020")), None);

    // Counts of the original table.
    let count = |column| {
        let cells = panel::countries().flat_map(|c| panel::years().map(move |y| (c, y)));
        cells
            .filter(|(c, y)| panel::figure(column, *c, *y).is_some())
            .count()
    };
    let counts = [3240, 2904, 3265, 3249, 3249, 2594, 2996, 1986];
    assert_eq!(Column::ALL.map(count), counts);
}

#[test]
fn the_panel_speaks_in_quantities() {
    let (aruba, y) = (country("ABW"), year("2010"));
    assert_eq!(panel::population(aruba, y).unwrap().value.get(), 101_838.0);
    assert_eq!(
        panel::gross_domestic_product(aruba, y)
            .unwrap()
            .value
            .amount(),
        2_453_597_207.0
    );
    assert_eq!(
        panel::electricity_generation(aruba, y).unwrap().value,
        parse::<Energy>("0.94 TWh").unwrap()
    );
    assert_eq!(
        panel::carbon_intensity(aruba, y).unwrap().value,
        parse::<CarbonIntensity>("585.11 gCO2e/kWh").unwrap()
    );
    assert_eq!(
        panel::renewables_share(aruba, y).unwrap().value.percent(),
        11.7021
    );
    assert_eq!(
        panel::internet_users(aruba, y).unwrap().value.percent(),
        62.0
    );
    assert_eq!(
        panel::electricity_access(aruba, y).unwrap().value.percent(),
        93.4
    );
    assert_eq!(
        panel::mobile_subscriptions(aruba, y)
            .unwrap()
            .value
            .get_in("%"),
        Ok(129.6364)
    );
    for country in panel::countries() {
        for year in panel::years() {
            let generated = panel::figure(Column::ElectricityGeneration, country, year);
            let energy = panel::electricity_generation(country, year);
            assert_eq!(
                energy.map(|energy| energy.value),
                generated.map(|figure| Energy::of(figure.value, "TWh").unwrap())
            );
        }
    }
}

#[test]
fn artefacts_of_the_panel_carry_a_warning() {
    for y in 2013..=2023 {
        let y = Year::new(y).unwrap();
        let grid = panel::carbon_intensity(country("CAF"), y).unwrap();
        assert_eq!(
            (grid.value.grams_per_kwh(), grid.status),
            (0.0, Status::Questionable)
        );
        assert!(panel::note(Column::CarbonIntensity, country("CAF"), y).is_some());
        assert_eq!(panel::note(Column::Population, country("CAF"), y), None);
    }
    // No intensity of zero, and no generation of zero, passes without a warning.
    for country in panel::countries() {
        for year in panel::years() {
            for column in [Column::CarbonIntensity, Column::ElectricityGeneration] {
                if let Some(figure) = panel::figure(column, country, year) {
                    let questionable = figure.status == Status::Questionable;
                    assert_eq!(
                        figure.value == 0.0,
                        questionable,
                        "{country} {year} {column:?}"
                    );
                }
            }
        }
    }
}

/// Ratio of sums over the members that report both, in gCO2e/kWh, and how many they are.
fn grid_intensity(group: &str, date: &str, y: &str) -> (usize, f64, f64) {
    let (mut n, mut grams, mut twh) = (0, 0.0, 0.0);
    for country in groups::group(group).unwrap().members_at(day(date), IGNORE) {
        let generated = panel::figure(Column::ElectricityGeneration, country, year(y));
        if let (Some(generated), Some(grid)) =
            (generated, panel::carbon_intensity(country, year(y)))
        {
            n += 1;
            grams += generated.value * grid.value.grams_per_kwh();
            twh += generated.value;
        }
    }
    (n, grams / twh, twh)
}

#[test]
fn group_sums_are_those_computed_elsewhere() {
    for (group, n, intensity, twh) in [
        ("LDC", 43, 363.918764, 355.52),
        ("M49:Africa", 56, 549.117316, 923.17),
        ("SIDS", 43, 569.023819, 157.92),
        ("LLDC", 32, 572.372758, 509.79),
        ("High income", 76, 398.517271, 12849.97),
    ] {
        let found = grid_intensity(group, "2025-12-31", "2022");
        assert_eq!(found.0, n, "{group}");
        assert!(
            (found.1 / intensity - 1.0).abs() < 2e-6,
            "{group}: {}",
            found.1
        );
        assert!((found.2 / twh - 1.0).abs() < 2e-6, "{group}: {}", found.2);
    }
}
