//! component_factors.csv: what it takes to make the parts of servers and graphics cards.

use std::fmt::Write;

use super::sheet::{Sheet, literal};
use super::{Read, Tables, status};

const FILE: &str = "component_factors.csv";
const COLUMNS: [&str; 7] = ["id", "per", "kgCO2e", "kgSbe", "MJ", "source", "status"];

/// Every part, in the order of the file, and how many of what its figure is per make one base unit.
const PARTS: [(&str, &str, f64); 23] = [
    ("processor-die", "mm2", 1e6),
    ("processor", "device", 1.0),
    ("memory-die", "cm2", 1e4),
    ("memory", "device", 1.0),
    ("solid-state-die", "cm2", 1e4),
    ("solid-state", "device", 1.0),
    ("hard-disk", "device", 1.0),
    ("mainboard", "device", 1.0),
    ("power-supply", "kg", 1.0),
    ("assembly", "device", 1.0),
    ("rack-case", "device", 1.0),
    ("blade-case", "device", 1.0),
    ("blade-enclosure", "device", 1.0),
    ("graphics-casing", "kg", 1.0),
    ("graphics-heatsink", "kg", 1.0),
    ("graphics-board", "cm2", 1e4),
    ("graphics-die", "mm2", 1e6),
    ("graphics-memory-die", "mm2", 1e6),
    ("graphics-upstream-transport", "kg", 1.0),
    ("graphics-by-truck", "kgkm", 1e3),
    ("graphics-by-ship", "kgkm", 1e3),
    ("graphics-by-plane", "kgkm", 1e3),
    ("graphics-end-of-life", "kg", 1.0),
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", PARTS.len());
    for (row, &(id, per, in_base_unit)) in PARTS.iter().enumerate() {
        if row >= sheet.rows.len() {
            sheet.refuse(sheet.rows.len() - 1, 0, format!("a row after it: {id}"));
            break;
        }
        if sheet.text(row, 0) != id {
            sheet.refuse(row, 0, id);
        }
        if sheet.text(row, 1) != per {
            sheet.refuse(row, 1, per);
        }
        let values = [2, 3, 4].map(|column| {
            let value = sheet.number(row, column, 0.0..=1e6);
            literal(value * in_base_unit)
        });
        let source = tables.source(&mut sheet, row, 5);
        let status = status(&mut sheet, row, 6);
        let _ = writeln!(
            text,
            "Row {{ id: {id:?}, impacts: [{}], source: {source}, status: {status} }},",
            values.join(", "),
        );
    }
    if sheet.rows.len() > PARTS.len() {
        sheet.refuse(PARTS.len(), 0, "no row more");
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "component_factors.rs", text);
}
