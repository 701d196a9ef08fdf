//! panel.csv, panel_columns.csv and panel_notes.csv: the country-year panel, the source of
//! each of its columns, and the cells that need a warning.

use std::fmt::Write;

use super::problem::Problem;
use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "panel.csv";
const COLUMNS: [&str; 10] = [
    "country",
    "year",
    "population",
    "gdp_current_USD",
    "electricity_generation_TWh",
    "carbon_intensity_gCO2e_per_kWh",
    "renewables_share_of_electricity_pct",
    "internet_users_pct",
    "electricity_access_pct",
    "mobile_subscriptions_per_100",
];
/// Highest value of each figure: ten times what was ever seen, or what the unit allows.
const HIGHEST: [f64; 8] = [2e10, 1e15, 1e5, 2000.0, 100.0, 100.0, 100.0, 1000.0];
const SOURCES: &str = "panel_columns.csv";
const SOURCE_COLUMNS: [&str; 3] = ["column", "source", "status"];
const NOTES: &str = "panel_notes.csv";
const NOTE_COLUMNS: [&str; 6] = [
    "country",
    "first_year",
    "last_year",
    "column",
    "status",
    "note",
];

const FIRST: u32 = 2010;
const YEARS: u32 = 16;
const LAST: u32 = FIRST + YEARS - 1;

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut sources = Sheet::read(SOURCES, &SOURCE_COLUMNS, read(SOURCES));
    let mut notes = Sheet::read(NOTES, &NOTE_COLUMNS, read(NOTES));
    sheet.increasing(&[0, 1], |s, row| {
        (s.text(row, 0).to_owned(), s.text(row, 1).to_owned())
    });

    let mut countries: Vec<usize> = Vec::new();
    let mut present: Vec<u8> = Vec::new();
    let mut values: [Vec<f64>; 8] = Default::default();
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
        for (column, values) in values.iter_mut().enumerate() {
            if let Some(value) = sheet.number_or_none(row, column + 2, 0.0..=HIGHEST[column]) {
                present[at] |= 1 << column;
                values[at] = value;
            }
        }
        if present[at] == 0 {
            sheet.refuse(row, 1, "a row with at least one figure");
        }
    }

    let n = present.len();
    let mut text = format!(
        "pub(super) const FIRST_YEAR: u16 = {FIRST};\npub(super) const YEARS: usize = {YEARS};\n\
         pub(super) static COUNTRIES: [Country; {}] = [{}];\n\
         pub(super) static PRESENT: [u8; {n}] = {present:?};\n",
        countries.len(),
        countries
            .iter()
            .map(|c| format!("Country::at({c}),"))
            .collect::<String>(),
    );
    let _ = writeln!(text, "pub(super) static VALUES: [[f64; {n}]; 8] = [");
    for values in &values {
        let literals: Vec<String> = values.iter().map(|v| literal(*v)).collect();
        let _ = writeln!(text, "[{}],", literals.join(","));
    }
    text.push_str("];\n");

    let _ = writeln!(
        text,
        "pub(super) static COLUMN_SOURCES: [(u8, Status); 8] = ["
    );
    for (row, column) in COLUMNS[2..].iter().enumerate() {
        if row >= sources.rows.len() {
            let accepted = format!("a row for `{column}`");
            sources
                .problems
                .push(Problem::new(SOURCES, row + 2, "column", "no row", accepted));
            break;
        }
        sources.one_of(row, 0, &[column]);
        let source = tables.source(&mut sources, row, 1);
        let status = status(&mut sources, row, 2);
        let _ = writeln!(text, "({source}, {status}),");
    }
    text.push_str("];\n");

    let _ = writeln!(
        text,
        "pub(super) static NOTES: [Note; {}] = [",
        notes.rows.len()
    );
    notes.increasing(&[0, 3, 1], |s, row| {
        [0, 3, 1].map(|column| s.text(row, column).to_owned())
    });
    for row in 0..notes.rows.len() {
        let country = tables.country(&mut notes, row, 0);
        let first = notes.integer(row, 1, FIRST..=LAST);
        let last = notes.integer(row, 2, first..=LAST);
        let column = notes.one_of(row, 3, &COLUMNS[2..]);
        let status = status(&mut notes, row, 4);
        let note = notes.words(row, 5);
        let slot = countries.binary_search(&country).ok();
        let noted = |year: u32| {
            let at = slot.map(|slot| slot * YEARS as usize + (year - FIRST) as usize);
            at.is_some_and(|at| present[at] & (1 << column) != 0)
        };
        if !(first..=last).all(noted) {
            notes.refuse(row, 3, "a column that has a figure in each of the years");
        }
        let _ = writeln!(
            text,
            "Note {{ country: Country::at({country}), first_year: {first}, last_year: {last}, column: {column}, status: {status}, text: {} }},",
            quoted(&note),
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet, sources, notes], "panel.rs", text);
}
