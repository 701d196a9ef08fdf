//! Estimates of the ICT sector, and targets for it.

use ict_impact::quantity::{Co2e, Energy, Quantity, Ratio};
use ict_impact::reference::indicators::indicator;
use ict_impact::reference::sector_estimates::{
    self, Amount, Category, Measure, Precision, SectorEstimate, categories, estimate, history,
};
use ict_impact::reference::targets::{self, TargetForm, target};
use ict_impact::source::{SourceRegister, Status};

use super::checks::{line_of, problems, refused};
use super::{registered, rows, year};

/// Lower and higher figure in the unit that the file prints.
fn printed(estimate: &SectorEstimate) -> (f64, f64) {
    fn of<Q: Quantity>(low: Q, high: Q, unit: &str) -> (f64, f64) {
        let of = |value: Q| value.get_in(unit).unwrap();
        (of(low), of(high))
    }
    match estimate.amount().value {
        Amount::Ratio { low, high } => of::<Ratio>(low, high, "%"),
        Amount::Energy { low, high } => of::<Energy>(low, high, "TWh"),
        Amount::Co2e { low, high } => of::<Co2e>(low, high, "MtCO2e"),
        _ => unreachable!(),
    }
}

#[test]
fn estimates_are_those_of_their_file() {
    let rows = rows("sector_estimates.csv");
    assert_eq!((rows.len() - 1, sector_estimates::all().count()), (11, 11));
    for (row, found) in rows[1..].iter().zip(sector_estimates::all()) {
        assert_eq!(
            (&row[0], &row[1], &row[7]),
            (found.id(), found.publication(), found.boundary())
        );
        assert_eq!(
            found
                .reference_year()
                .map(|y| y.to_string())
                .unwrap_or_default(),
            &row[2]
        );
        assert_eq!(
            printed(found),
            (row[4].parse().unwrap(), row[5].parse().unwrap())
        );
        let amount = found.amount();
        assert_eq!(
            (amount.source.as_str(), amount.status.as_str()),
            (&row[8], &row[9])
        );
        registered(&amount.source);
        assert!(amount.status.is_evidence());
        assert_eq!(estimate(found.id()), Ok(found));
    }
}

#[test]
fn estimates_say_how_their_figure_is_worded() {
    for (id, measure, precision, figures, reference_year) in [
        (
            "malmodin-2024-emissions-share",
            Measure::ShareOfGlobalEmissions,
            Precision::Printed,
            (1.4, 1.4),
            Some("2020"),
        ),
        (
            "malmodin-2024-electricity-share",
            Measure::ShareOfGlobalElectricity,
            Precision::About,
            (4.0, 4.0),
            Some("2020"),
        ),
        (
            "freitag-2021-adjusted",
            Measure::ShareOfGlobalEmissions,
            Precision::Range,
            (2.1, 3.9),
            Some("2020"),
        ),
        (
            "itu-worldbank-2024-emissions-share",
            Measure::ShareOfGlobalEmissions,
            Precision::AtLeast,
            (1.7, 1.7),
            None,
        ),
        (
            "greening-digital-2025-electricity",
            Measure::Electricity,
            Precision::Printed,
            (581.0, 581.0),
            Some("2023"),
        ),
        (
            "greening-digital-2025-emissions-share",
            Measure::ShareOfEnergyRelatedEmissions,
            Precision::Printed,
            (0.8, 0.8),
            Some("2023"),
        ),
        (
            "malmodin-lunden-2018-networks-emissions",
            Measure::Emissions,
            Precision::Printed,
            (169.0, 169.0),
            Some("2015"),
        ),
    ] {
        let found = estimate(id).unwrap();
        assert_eq!(
            (found.measure(), found.precision()),
            (measure, precision),
            "{id}"
        );
        assert_eq!(printed(found), figures, "{id}");
        assert_eq!(found.reference_year(), reference_year.map(year), "{id}");
    }
    assert!(estimate("malmodin").is_err());
}

#[test]
fn reports_that_may_not_be_copied_give_single_figures() {
    let of = |source: &str| {
        let of = |row: &&SectorEstimate| row.amount().source.as_str() == source;
        sector_estimates::all().filter(of).count()
    };
    let mut cited = 0;
    for source in SourceRegister::embedded().iter() {
        if source.licence().contains("NC") {
            let n = of(source.id().as_str());
            assert!((1..=3).contains(&n), "{}: {n}", source.id());
            cited += n;
        }
    }
    assert_eq!(cited, 5);
}

#[test]
fn categories_are_as_printed_and_add_up_but_for_rounding() {
    let mt = |value: Co2e| value.get_in("MtCO2e").unwrap();
    let figures: Vec<[f64; 4]> = categories()
        .map(|row| {
            [
                row.electricity().value.get_in("TWh").unwrap(),
                mt(row.embodied().value),
                mt(row.use_stage().value),
                mt(row.total().value),
            ]
        })
        .collect();
    assert_eq!(
        figures,
        [
            [421.0, 208.0, 228.0, 436.0],
            [247.0, 31.0, 155.0, 186.0],
            [223.0, 30.0, 95.0, 126.0],
            [25.0, 3.0, 13.0, 16.0],
            [916.0, 272.0, 492.0, 764.0],
        ]
    );
    let sums = [0, 1, 2, 3].map(|at| figures[..4].iter().map(|row| row[at]).sum::<f64>());
    assert_eq!(sums, [916.0, 272.0, 491.0, 764.0]);
    let last = categories().last().unwrap();
    assert_eq!(last.category(), Category::Total);
    let note = last.note().unwrap();
    assert!(
        ["491", "492", "763", "764"]
            .iter()
            .all(|figure| note.contains(figure))
    );
    for row in categories() {
        assert_eq!(row.total().status, Status::Secondary);
        registered(&row.total().source);
        assert_eq!(
            serde_json::to_string(&row.category()).unwrap(),
            format!("\"{}\"", row.category().to_string().replace(' ', "_"))
        );
    }
}

#[test]
fn the_history_is_as_printed() {
    let found: Vec<[f64; 5]> = history()
        .map(|row| {
            [
                row.year().get().into(),
                row.footprint().value.get_in("MtCO2e").unwrap(),
                row.electricity().value.get_in("TWh").unwrap(),
                row.footprint_per_subscription().value.kg(),
                row.electricity_per_subscription()
                    .value
                    .get_in("kWh")
                    .unwrap(),
            ]
        })
        .collect();
    assert_eq!(
        found,
        [
            [2007.0, 620.0, 710.0, 134.0, 153.0],
            [2010.0, 720.0, 800.0, 107.0, 119.0],
            [2015.0, 730.0, 805.0, 81.0, 89.0],
            [2020.0, 763.0, 916.0, 74.0, 89.0],
        ]
    );
    assert!(history().all(|row| row.footprint().source.as_str() == "malmodin-2024"));
}

#[test]
fn targets_are_those_with_a_figure_that_was_read() {
    let ids: Vec<&str> = targets::all().map(|target| target.id()).collect();
    assert_eq!(
        ids,
        [
            "itu-c2030-3.2",
            "itu-c2030-3.3",
            "itu-l1470",
            "itu-l1470-mobile",
            "sbti-1.5c",
            "sbti-well-below-2c"
        ]
    );
    let form = |id: &str| target(id).unwrap().form();
    let reduction = TargetForm::Reduction {
        base_year: year("2020"),
        year: year("2030"),
        reduction: Ratio::of(45.0, "%").unwrap(),
    };
    assert_eq!(form("itu-l1470").value, reduction);
    assert_eq!(form("itu-l1470-mobile").value, reduction);
    let level = |percent| TargetForm::Level {
        year: year("2023"),
        level: Ratio::of(percent, "%").unwrap(),
    };
    assert_eq!(form("itu-c2030-3.2").value, level(30.0));
    assert_eq!(form("itu-c2030-3.3").value, level(50.0));
    let rate = |percent| TargetForm::AnnualContraction {
        annual_rate: Ratio::of(percent, "%").unwrap(),
    };
    assert_eq!(form("sbti-1.5c").value, rate(4.2));
    assert_eq!(form("sbti-well-below-2c").value, rate(2.5));
    let least = targets::all()
        .filter(|target| target.at_least())
        .map(|t| t.id());
    assert_eq!(least.collect::<Vec<_>>(), ["itu-l1470-mobile"]);
    assert!(target("sdg-7.1.1").is_err());
}

#[test]
fn a_target_has_the_status_of_its_indicator() {
    let mut with_indicator = 0;
    for target in targets::all() {
        registered(&target.form().source);
        assert!(target.form().status.is_evidence());
        if let Some(code) = target.indicator() {
            let definition = indicator(code).unwrap().source();
            assert_eq!(
                (&definition.source, definition.status),
                (&target.form().source, target.form().status)
            );
            with_indicator += 1;
        }
    }
    assert_eq!(with_indicator, 3);
}

#[test]
fn estimates_are_checked() {
    let file = "sector_estimates.csv";
    let line = line_of(file, "freitag-2021-adjusted");
    refused(file, "2.1,3.9,range", "3.9,2.1,range", line, "high");
    refused(file, "2.1,3.9,range", "2.1,3.9,printed", line, "precision");
    refused(file, "2.1,3.9,range", "2.1,2.1,range", line, "precision");
    refused(file, "2.1,3.9,range", "2.1,103.9,range", line, "high");
    refused(file, "2.1,3.9,range", ",3.9,range", line, "low");
    refused(file, "2.1,3.9,range", "0,3.9,range", line, "low");
    refused(file, "2.1,3.9,range", "2.1,3.9,guess", line, "precision");
    refused(
        file,
        "share_of_global_emissions_pct,2.1",
        "share_pct,2.1",
        line,
        "measure",
    );
    refused(
        file,
        "2020,share_of_global_emissions_pct,2.1",
        "20,share_of_global_emissions_pct,2.1",
        line,
        "reference_year",
    );
    refused(
        file,
        "freitag-2021,secondary",
        "hearsay,secondary",
        line,
        "source",
    );
    refused(
        file,
        "freitag-2021-published",
        "freitag-2021-adjusted",
        line + 1,
        "id",
    );
    let line = line_of(file, "malmodin-lunden-2018-networks-emissions,");
    refused(
        file,
        "printed,networks of the operators",
        "printed,",
        line,
        "boundary",
    );

    let file = "ict_sector_categories.csv";
    refused(
        file,
        "networks,247,31",
        "networks,247,41",
        3,
        "total_MtCO2e",
    );
    refused(
        file,
        "networks,247,31",
        "networks,257,31",
        6,
        "electricity_TWh",
    );
    refused(
        file,
        "networks,247,31",
        "networks,-1,31",
        3,
        "electricity_TWh",
    );
    refused(file, "networks,247", "satellites,247", 3, "category");
    refused(file, "total,916,272", "total,916,282", 6, "embodied_MtCO2e");
    let cut = problems(file, |text| {
        text.lines().take(5).map(|l| format!("{l}\n")).collect()
    });
    assert!(
        cut.iter()
            .any(|p| p.file == file && p.line == 6 && p.value == "no row"),
        "{cut:?}"
    );
    let more = problems(file, |text| {
        format!("{text}other,1,1,1,2,,malmodin-2024,secondary\n")
    });
    assert!(
        more.iter().any(|p| p.file == file && p.line == 7),
        "{more:?}"
    );

    let file = "ict_sector_history.csv";
    refused(file, "2010,720", "2007,720", 3, "year");
    refused(file, "2010,720", "2010,0", 3, "footprint_MtCO2e");
    refused(file, "119,malmodin-2024", "119,malmodin", 3, "source");
}

#[test]
fn targets_are_checked() {
    let file = "targets.csv";
    let line = line_of(file, "itu-l1470,");
    refused(
        file,
        "itu-l1470,ITU.L1470",
        "itu-l1470,ITU.L1480",
        line,
        "indicator",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "fall,2020,2030,45,no",
        line,
        "form",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "reduction,,2030,45,no",
        line,
        "base_year",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "reduction,2020,2020,45,no",
        line,
        "target_year",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "reduction,2020,2030,145,no",
        line,
        "value_pct",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "reduction,2020,2030,-45,no",
        line,
        "value_pct",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "reduction,2020,2030,45,",
        line,
        "at_least",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "level,2020,2030,45,no",
        line,
        "base_year",
    );
    refused(
        file,
        "reduction,2020,2030,45,no",
        "annual_contraction,,2030,45,no",
        line,
        "target_year",
    );
    refused(
        file,
        "itu-l1470,secondary",
        "itu-l1470,unverified",
        line,
        "status",
    );
    refused(file, "itu-l1470-mobile", "itu-l1470", line + 1, "id");
    refused(
        file,
        "sbti-absolute-contraction,secondary",
        "sbti,secondary",
        line_of(file, "sbti-1.5c"),
        "source",
    );
}
