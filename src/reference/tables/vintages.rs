//! vintages.csv and carbon_intensity_vintages.csv: the stored copies of the series of carbon
//! intensity, and what each of them says of a country and year.

use std::fmt::Write;

use super::groups::partial_date;
use super::problem::Problem;
use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const VINTAGES: &str = "vintages.csv";
const VINTAGE_COLUMNS: [&str; 5] = ["vintage", "stored", "heading", "source", "status"];
const FILE: &str = "carbon_intensity_vintages.csv";
const COLUMNS: [&str; 6] = [
    "country",
    "year",
    "stored_2025-05_gCO2e_per_kWh",
    "stored_2025-07_gCO2e_per_kWh",
    "stored_2026-04_gCO2e_per_kWh",
    "stored_2026-05_gCO2e_per_kWh",
];
const N: usize = 4;
/// Somewhat more than the highest figure of any copy.
const HIGHEST: f64 = 5000.0;

const FIRST: u32 = 2010;
const YEARS: u32 = 16;
const LAST: u32 = FIRST + YEARS - 1;

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut vintages = Sheet::read(VINTAGES, &VINTAGE_COLUMNS, read(VINTAGES));
    let mut text = format!(
        "pub(super) static VINTAGES: [VintageRow; {}] = [\n",
        vintages.rows.len()
    );
    let mut days = Vec::new();
    for row in 0..vintages.rows.len() {
        let id = vintages.words(row, 0);
        let stored = partial_date(&mut vintages, row, 1).unwrap_or((1900, 0, 0));
        if stored.2 == 0 {
            vintages.refuse(row, 1, "the day on which the copy was stored");
        }
        if id != format!("{:04}-{:02}", stored.0, stored.1) {
            vintages.refuse(row, 0, "the month of `stored`: 2025-05");
        }
        days.push(stored);
        let heading = quoted(&vintages.words(row, 2));
        let source = tables.source(&mut vintages, row, 3);
        let status = status(&mut vintages, row, 4);
        let _ = writeln!(
            text,
            "VintageRow {{ id: {}, stored: PartialDate::embedded(Year::of::<{}>(), {}, {}), heading: {heading}, source: {source}, status: {status} }},",
            quoted(&id),
            stored.0,
            stored.1.max(1),
            stored.2.max(1),
        );
    }
    text.push_str("];\n");
    vintages.increasing(&[1], |_, row| days[row]);
    for (row, column) in COLUMNS[2..].iter().enumerate() {
        let id = column.trim_start_matches("stored_");
        let id = id.trim_end_matches("_gCO2e_per_kWh");
        if row < vintages.rows.len() {
            vintages.one_of(row, 0, &[id]);
        } else {
            let accepted = format!("a row for `{id}`, a column of {FILE}");
            vintages.problems.push(Problem::new(
                VINTAGES,
                row + 2,
                "vintage",
                "no row",
                accepted,
            ));
        }
    }
    if vintages.rows.len() > N {
        vintages.refuse(
            N,
            0,
            format!("only the vintages that {FILE} has columns of"),
        );
    }

    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0, 1], |s, row| {
        (s.text(row, 0).to_owned(), s.text(row, 1).to_owned())
    });
    let mut countries: Vec<usize> = Vec::new();
    let mut present: Vec<u8> = Vec::new();
    let mut values: [Vec<f64>; N] = Default::default();
    for row in 0..sheet.rows.len() {
        let country = tables.country(&mut sheet, row, 0);
        let year = sheet.integer(row, 1, FIRST..=LAST);
        if countries.last() != Some(&country) {
            countries.push(country);
            present.resize(present.len() + YEARS as usize, 0);
            for column in &mut values {
                column.resize(present.len(), 0.0);
            }
        }
        let at = present.len() - (LAST + 1 - year) as usize;
        for (vintage, values) in values.iter_mut().enumerate() {
            if let Some(value) = sheet.number_or_none(row, vintage + 2, 0.0..=HIGHEST) {
                present[at] |= 1 << vintage;
                values[at] = value;
            }
        }
        if present[at] == 0 {
            sheet.refuse(row, 1, "a row with at least one figure");
        }
    }
    let n = present.len();
    let _ = writeln!(
        text,
        "pub(super) const FIRST_YEAR: u16 = {FIRST};\npub(super) const YEARS: usize = {YEARS};\n\
         pub(super) static COUNTRIES: [Country; {}] = [{}];\n\
         pub(super) static PRESENT: [u8; {n}] = {present:?};\n\
         pub(super) static VALUES: [[f64; {n}]; {N}] = [",
        countries.len(),
        countries
            .iter()
            .map(|c| format!("Country::at({c}),"))
            .collect::<String>(),
    );
    for values in &values {
        let literals: Vec<String> = values.iter().map(|v| literal(*v)).collect();
        let _ = writeln!(text, "[{}],", literals.join(","));
    }
    text.push_str("];\n");
    tables.finish(vec![vintages, sheet], "vintages.rs", text);
}
