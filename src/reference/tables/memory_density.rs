//! memory_density.csv: how much data a square centimetre of chip holds.

use std::fmt::Write;

use super::sheet::{Sheet, literal, optional, quoted};
use super::{Read, Tables, status};

const FILE: &str = "memory_density.csv";
const COLUMNS: [&str; 10] = [
    "kind",
    "manufacturer",
    "process_nm",
    "layers",
    "bits_per_cell",
    "year",
    "GB_per_cm2",
    "document",
    "source",
    "status",
];
const KINDS: [&str; 2] = ["memory", "solid_state"];
const KIND_VARIANTS: [&str; 2] = ["ChipKind::Memory", "ChipKind::SolidState"];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let number = |s: &Sheet, row, column| s.text(row, column).parse::<f64>().unwrap_or(0.0);
    sheet.increasing(&[0, 1, 2, 3, 6], |s, row| {
        let numbers = [2, 3, 6].map(|column| (number(s, row, column) * 1e6) as u64);
        (
            s.text(row, 0).to_owned(),
            s.text(row, 1).to_owned(),
            numbers,
        )
    });
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let kind = sheet.one_of(row, 0, &KINDS);
        let manufacturer = quoted(&sheet.words(row, 1));
        let mut whole = |column, range: std::ops::RangeInclusive<u32>| match sheet.text(row, column)
        {
            "" => "None".to_owned(),
            _ => format!("Some({})", sheet.integer(row, column, range)),
        };
        let process = whole(2, 1..=1000);
        let layers = whole(3, 1..=1000);
        let bits = whole(4, 1..=8);
        let year = whole(5, 1990..=2100);
        if (process == "None") == (layers == "None") {
            sheet.refuse(
                row,
                2,
                "a process of memory or layers of solid state, not both",
            );
        }
        let density = literal(sheet.number(row, 6, 0.01..=1e4));
        let document = optional(sheet.words_or_none(row, 7).as_deref());
        let source = tables.source(&mut sheet, row, 8);
        let status = status(&mut sheet, row, 9);
        let _ = writeln!(
            text,
            "Row {{ kind: {}, manufacturer: {manufacturer}, process_nm: {process}, layers: {layers}, bits_per_cell: {bits}, year: {year}, gb_per_cm2: {density}, document: {document}, source: {source}, status: {status} }},",
            KIND_VARIANTS[kind],
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "memory_density.rs", text);
}
