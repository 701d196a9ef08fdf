//! ecodesign_computers.csv: the figures of Annex II of Regulation (EU) No 617/2013.

use std::fmt::Write;

use super::sheet::{Sheet, literal};
use super::{Read, Tables, status};

const FILE: &str = "ecodesign_computers.csv";
const COLUMNS: [&str; 7] = [
    "item", "product", "class", "from", "value", "source", "status",
];
const TIERS: &[&str] = &["2014-07-01", "2016-01-01"];
const DESKTOPS: &[&str] = &["A", "B", "C", "D"];
const NOTEBOOKS: &[&str] = &["A", "B", "C"];
const CARDS: &[&str] = &["G1", "G2", "G3", "G4", "G5", "G6", "G7"];
const ONE: &[&str] = &[""];

/// An item of a product, its classes, its dates, and the name of its static.
type Item = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static str,
);

/// Every item, in the order of the file: nothing may be missing and nothing else may be there.
const ITEMS: [Item; 20] = [
    ("base_kWh", "desktop", DESKTOPS, TIERS, "DESKTOP_BASE"),
    (
        "base_memory_GB",
        "desktop",
        DESKTOPS,
        TIERS,
        "DESKTOP_BASE_MEMORY",
    ),
    ("memory_kWh_per_GB", "desktop", ONE, TIERS, "DESKTOP_MEMORY"),
    ("storage_kWh", "desktop", ONE, TIERS, "DESKTOP_STORAGE"),
    ("tv_tuner_kWh", "desktop", ONE, TIERS, "DESKTOP_TV_TUNER"),
    ("audio_kWh", "desktop", ONE, TIERS, "DESKTOP_AUDIO"),
    (
        "graphics_first_kWh",
        "desktop",
        CARDS,
        TIERS,
        "DESKTOP_GRAPHICS_FIRST",
    ),
    (
        "graphics_additional_kWh",
        "desktop",
        CARDS,
        TIERS,
        "DESKTOP_GRAPHICS_ADDITIONAL",
    ),
    ("sleep_W", "desktop", ONE, ONE, "DESKTOP_SLEEP"),
    ("base_kWh", "notebook", NOTEBOOKS, TIERS, "NOTEBOOK_BASE"),
    (
        "base_memory_GB",
        "notebook",
        NOTEBOOKS,
        TIERS,
        "NOTEBOOK_BASE_MEMORY",
    ),
    (
        "memory_kWh_per_GB",
        "notebook",
        ONE,
        TIERS,
        "NOTEBOOK_MEMORY",
    ),
    ("storage_kWh", "notebook", ONE, TIERS, "NOTEBOOK_STORAGE"),
    ("tv_tuner_kWh", "notebook", ONE, TIERS, "NOTEBOOK_TV_TUNER"),
    (
        "graphics_first_kWh",
        "notebook",
        CARDS,
        TIERS,
        "NOTEBOOK_GRAPHICS_FIRST",
    ),
    (
        "graphics_additional_kWh",
        "notebook",
        CARDS,
        TIERS,
        "NOTEBOOK_GRAPHICS_ADDITIONAL",
    ),
    ("sleep_W", "notebook", ONE, ONE, "NOTEBOOK_SLEEP"),
    ("off_W", "both", ONE, ONE, "OFF"),
    ("lowest_power_W", "both", ONE, ONE, "LOWEST_POWER"),
    ("wake_on_lan_W", "both", ONE, ONE, "WAKE_ON_LAN"),
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut text = String::new();
    let mut row = 0;
    for (item, product, classes, tiers, name) in ITEMS {
        let _ = writeln!(
            text,
            "pub(super) static {name}: [[Figure; {}]; {}] = [",
            tiers.len(),
            classes.len()
        );
        for class in classes {
            text.push('[');
            for tier in tiers {
                text.push_str(&figure(
                    tables,
                    &mut sheet,
                    row,
                    [item, product, class, tier],
                ));
                row += 1;
            }
            text.push_str("],\n");
        }
        text.push_str("];\n");
    }
    if row != sheet.rows.len() && !sheet.rows.is_empty() {
        let last = sheet.rows.len() - 1;
        sheet.refuse(last, 0, format!("{row} rows"));
    }
    tables.finish(vec![sheet], "ecodesign_computers.rs", text);
}

/// The figure of a row, which has to be the one of this key.
fn figure(tables: &Tables, sheet: &mut Sheet, row: usize, key: [&str; 4]) -> String {
    if row >= sheet.rows.len() {
        return String::new();
    }
    for (column, expected) in key.into_iter().enumerate() {
        if sheet.text(row, column) != expected {
            let accepted = format!("`{expected}`, as the row is that of {}", key.join(" "));
            sheet.refuse(row, column, accepted);
        }
    }
    let value = literal(sheet.number(row, 4, 0.1..=1000.0));
    let source = tables.source(sheet, row, 5);
    let status = status(sheet, row, 6);
    format!("Figure {{ value: {value}, source: {source}, status: {status} }}, ")
}
