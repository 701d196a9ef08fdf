//! unu_keys.csv, unu_key_weights.csv, unu_key_lifetimes.csv: the UNU-KEYS, the average mass
//! of a piece by year, and Weibull lifetimes.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "unu_keys.csv";
const COLUMNS: [&str; 8] = [
    "key",
    "description",
    "eu6",
    "eu6_name",
    "eu10",
    "eu10_name",
    "introduced",
    "source",
];
const WEIGHTS: &str = "unu_key_weights.csv";
const WEIGHT_COLUMNS: [&str; 5] = [
    "key",
    "first_year",
    "last_year",
    "average_mass_kg",
    "source",
];
const LIFETIMES: &str = "unu_key_lifetimes.csv";
const LIFETIME_COLUMNS: [&str; 6] = [
    "key",
    "profile",
    "weibull_shape",
    "weibull_scale_years",
    "source",
    "status",
];
const PROFILES: [&str; 3] = ["NL_FR_BE", "IT", "UNU_2015"];
const PROFILE_VARIANTS: [&str; 3] = [
    "LifetimeProfile::NetherlandsFranceBelgium2023",
    "LifetimeProfile::Italy2023",
    "LifetimeProfile::UnuGuidelines2015",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let key = sheet.words(row, 0);
        if key.len() != 4 || !key.bytes().all(|b| b.is_ascii_digit()) {
            sheet.refuse(row, 0, "four digits");
        }
        let [description, eu6, eu6_name, eu10, eu10_name] =
            [1, 2, 3, 4, 5].map(|column| quoted(&sheet.words(row, column)));
        let introduced = sheet.integer(row, 6, 1900..=2100);
        let source = tables.source(&mut sheet, row, 7);
        let _ = writeln!(
            text,
            "Row {{ key: {}, description: {description}, eu6: Category {{ code: {eu6}, name: {eu6_name} }}, eu10: Category {{ code: {eu10}, name: {eu10_name} }}, introduced: {introduced}, source: {source} }},",
            quoted(&key),
        );
        tables.unu_keys.push(key);
    }
    text.push_str("];\n");

    let mut weights = Sheet::read(WEIGHTS, &WEIGHT_COLUMNS, read(WEIGHTS));
    let _ = writeln!(
        text,
        "pub(super) static WEIGHTS: [Weight; {}] = [",
        weights.rows.len()
    );
    let mut previous = None;
    for row in 0..weights.rows.len() {
        let key = weights.code(row, 0, &tables.unu_keys, FILE);
        let first = weights.integer(row, 1, 1950..=2100);
        let last = weights.integer(row, 2, first..=2100);
        match previous {
            Some((before, end)) if before == key && end + 1 != first => {
                weights.refuse(row, 1, format!("{}, the year after the row above", end + 1));
            }
            Some((before, _)) if before > key => weights.refuse(row, 0, "keys in order"),
            _ => {}
        }
        previous = Some((key, last));
        let mass = weights.number(row, 3, 1e-3..=1e4);
        let source = tables.source(&mut weights, row, 4);
        let _ = writeln!(
            text,
            "Weight {{ key: UnuKey({key}), first_year: {first}, last_year: {last}, kilogram: {}, source: {source} }},",
            literal(mass),
        );
    }
    text.push_str("];\n");

    let mut lifetimes = Sheet::read(LIFETIMES, &LIFETIME_COLUMNS, read(LIFETIMES));
    let _ = writeln!(
        text,
        "pub(super) static LIFETIMES: [LifetimeRow; {}] = [",
        lifetimes.rows.len()
    );
    let mut keys = Vec::new();
    for row in 0..lifetimes.rows.len() {
        let key = lifetimes.code(row, 0, &tables.unu_keys, FILE);
        let profile = lifetimes.one_of(row, 1, &PROFILES);
        let shape = literal(lifetimes.number(row, 2, 0.1..=20.0));
        let scale = literal(lifetimes.number(row, 3, 0.1..=100.0));
        let source = tables.source(&mut lifetimes, row, 4);
        let status = status(&mut lifetimes, row, 5);
        keys.push((key, profile));
        let _ = writeln!(
            text,
            "LifetimeRow {{ key: UnuKey({key}), profile: {}, shape: {shape}, scale_years: {scale}, source: {source}, status: {status} }},",
            PROFILE_VARIANTS[profile],
        );
    }
    lifetimes.increasing(&[0, 1], |_, row| keys[row]);
    text.push_str("];\n");
    tables.finish(vec![sheet, weights, lifetimes], "unu_keys.rs", text);
}
