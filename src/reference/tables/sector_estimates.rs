//! sector_estimates.csv, ict_sector_categories.csv and ict_sector_history.csv: published
//! estimates of the ICT sector's footprint.

use std::fmt::Write;

use super::problem::Problem;
use super::sheet::{Sheet, literal, optional, quoted};
use super::{Read, Tables, status};

const FILE: &str = "sector_estimates.csv";
const COLUMNS: [&str; 10] = [
    "id",
    "publication",
    "reference_year",
    "measure",
    "low",
    "high",
    "precision",
    "boundary",
    "source",
    "status",
];
const MEASURES: [&str; 5] = [
    "share_of_global_emissions_pct",
    "share_of_energy_related_emissions_pct",
    "share_of_global_electricity_pct",
    "electricity_TWh",
    "emissions_MtCO2e",
];
const MEASURE_VARIANTS: [&str; 5] = [
    "Measure::ShareOfGlobalEmissions",
    "Measure::ShareOfEnergyRelatedEmissions",
    "Measure::ShareOfGlobalElectricity",
    "Measure::Electricity",
    "Measure::Emissions",
];
/// Highest value of each measure: what the unit allows, or ten times what was ever seen.
const HIGHEST: [f64; 5] = [100.0, 100.0, 100.0, 1e4, 1e4];
const PRECISIONS: [&str; 4] = ["printed", "about", "at_least", "range"];
const PRECISION_VARIANTS: [&str; 4] = [
    "Precision::Printed",
    "Precision::About",
    "Precision::AtLeast",
    "Precision::Range",
];
const CATEGORIES: &str = "ict_sector_categories.csv";
const CATEGORY_COLUMNS: [&str; 8] = [
    "category",
    "electricity_TWh",
    "embodied_MtCO2e",
    "use_stage_MtCO2e",
    "total_MtCO2e",
    "note",
    "source",
    "status",
];
const CATEGORY_NAMES: [&str; 5] = [
    "user_devices",
    "networks",
    "data_centres",
    "enterprise_networks",
    "total",
];
const CATEGORY_VARIANTS: [&str; 5] = [
    "Category::UserDevices",
    "Category::Networks",
    "Category::DataCentres",
    "Category::EnterpriseNetworks",
    "Category::Total",
];
/// What rounding to whole numbers may add up to.
const ROUNDING: f64 = 1.5;
const HISTORY: &str = "ict_sector_history.csv";
const HISTORY_COLUMNS: [&str; 7] = [
    "year",
    "footprint_MtCO2e",
    "electricity_TWh",
    "kgCO2e_per_subscription",
    "kWh_per_subscription",
    "source",
    "status",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut text = String::new();
    let estimates = estimates(tables, read, &mut text);
    let categories = categories(tables, read, &mut text);
    let history = history(tables, read, &mut text);
    tables.finish(
        vec![estimates, categories, history],
        "sector_estimates.rs",
        text,
    );
}

fn estimates(tables: &Tables, read: Read<'_>, text: &mut String) -> Sheet {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let _ = writeln!(
        text,
        "pub(super) static ESTIMATES: [SectorEstimate; {}] = [",
        sheet.rows.len()
    );
    for row in 0..sheet.rows.len() {
        let id = quoted(&sheet.words(row, 0));
        let publication = quoted(&sheet.words(row, 1));
        let year = match sheet.text(row, 2) {
            "" => "None".to_owned(),
            _ => format!("Some(Year::of::<{}>())", sheet.integer(row, 2, 2000..=2100)),
        };
        let measure = sheet.one_of(row, 3, &MEASURES);
        let low = sheet.number(row, 4, 0.0..=HIGHEST[measure]);
        let high = sheet.number(row, 5, low..=HIGHEST[measure]);
        if low == 0.0 {
            sheet.refuse(row, 4, "a number above 0");
        }
        let precision = sheet.one_of(row, 6, &PRECISIONS);
        if (PRECISIONS[precision] == "range") != (low < high) {
            sheet.refuse(
                row,
                6,
                "`range` where `low` is below `high`, and only there",
            );
        }
        let boundary = quoted(&sheet.words(row, 7));
        let source = tables.source(&mut sheet, row, 8);
        let status = status(&mut sheet, row, 9);
        let _ = writeln!(
            text,
            "SectorEstimate {{ id: {id}, publication: {publication}, reference_year: {year}, measure: {}, low: {}, high: {}, precision: {}, boundary: {boundary}, source: {source}, status: {status} }},",
            MEASURE_VARIANTS[measure],
            literal(low),
            literal(high),
            PRECISION_VARIANTS[precision],
        );
    }
    text.push_str("];\n");
    sheet
}

fn categories(tables: &Tables, read: Read<'_>, text: &mut String) -> Sheet {
    let mut sheet = Sheet::read(CATEGORIES, &CATEGORY_COLUMNS, read(CATEGORIES));
    let _ = writeln!(
        text,
        "pub(super) static CATEGORIES: [SectorCategory; {}] = [",
        sheet.rows.len()
    );
    let mut sums = [0.0; 4];
    for row in 0..sheet.rows.len() {
        let wanted = CATEGORY_NAMES.get(row).copied().unwrap_or("no more rows");
        sheet.one_of(row, 0, &[wanted]);
        let figures = [1, 2, 3, 4].map(|column| sheet.number(row, column, 1.0..=1e4));
        let [_, embodied, use_stage, total] = figures;
        if (embodied + use_stage - total).abs() > ROUNDING {
            let sum = embodied + use_stage;
            sheet.refuse(
                row,
                4,
                format!("{sum}, embodied and use stage, but for rounding"),
            );
        }
        if wanted == "total" {
            for (column, (sum, figure)) in sums.iter().zip(figures).enumerate() {
                if (sum - figure).abs() > ROUNDING {
                    sheet.refuse(row, column + 1, format!("{sum}, the sum, but for rounding"));
                }
            }
        }
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum += figure;
        }
        let note = sheet.words_or_none(row, 5);
        let source = tables.source(&mut sheet, row, 6);
        let status = status(&mut sheet, row, 7);
        let [electricity, embodied, use_stage, total] = figures.map(literal);
        let _ = writeln!(
            text,
            "SectorCategory {{ category: {}, electricity_twh: {electricity}, embodied_mt: {embodied}, use_stage_mt: {use_stage}, total_mt: {total}, note: {}, source: {source}, status: {status} }},",
            CATEGORY_VARIANTS.get(row).copied().unwrap_or_default(),
            optional(note.as_deref()),
        );
    }
    text.push_str("];\n");
    complete(&mut sheet, &CATEGORY_NAMES);
    sheet
}

/// Notes the first of `names` that has no row.
fn complete(sheet: &mut Sheet, names: &[&str]) {
    if let Some(name) = names.get(sheet.rows.len()) {
        let (line, accepted) = (sheet.rows.len() + 2, format!("a row for `{name}`"));
        sheet.problems.push(Problem::new(
            sheet.file, line, "category", "no row", accepted,
        ));
    }
}

fn history(tables: &Tables, read: Read<'_>, text: &mut String) -> Sheet {
    let mut sheet = Sheet::read(HISTORY, &HISTORY_COLUMNS, read(HISTORY));
    let _ = writeln!(
        text,
        "pub(super) static HISTORY: [SectorYear; {}] = [",
        sheet.rows.len()
    );
    let mut years = Vec::new();
    for row in 0..sheet.rows.len() {
        let year = sheet.integer(row, 0, 2000..=2100);
        years.push(year);
        let figures = [1, 2, 3, 4].map(|column| literal(sheet.number(row, column, 1.0..=1e4)));
        let [footprint, electricity, kg, kwh] = figures;
        let source = tables.source(&mut sheet, row, 5);
        let status = status(&mut sheet, row, 6);
        let _ = writeln!(
            text,
            "SectorYear {{ year: Year::of::<{year}>(), footprint_mt: {footprint}, electricity_twh: {electricity}, kg_per_subscription: {kg}, kwh_per_subscription: {kwh}, source: {source}, status: {status} }},",
        );
    }
    text.push_str("];\n");
    sheet.increasing(&[0], |_, row| years[row]);
    sheet
}
