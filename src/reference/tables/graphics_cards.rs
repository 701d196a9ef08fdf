//! graphics_cards.csv: single cited figures of graphics cards for servers.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "graphics_cards.csv";
const COLUMNS: [&str; 14] = [
    "name",
    "memory_dies",
    "memory_GB",
    "wafer_mm2",
    "board_cm2",
    "ship_km",
    "truck_km",
    "plane_km",
    "casing_kg",
    "heatsink_kg",
    "mass_kg",
    "document",
    "source",
    "status",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let name = quoted(&sheet.words(row, 0));
        let dies = sheet.integer(row, 1, 1..=1000);
        let [memory, wafer, board] = [2, 3, 4].map(|c| literal(sheet.number(row, c, 0.1..=1e5)));
        let [ship, truck, plane] = [5, 6, 7].map(|c| literal(sheet.number(row, c, 0.0..=4e4)));
        let masses = [8, 9, 10].map(|c| sheet.number(row, c, 0.0..=100.0));
        if masses[0] + masses[1] > masses[2] {
            sheet.refuse(row, 10, "at least casing_kg and heatsink_kg together");
        }
        let [casing, heatsink, mass] = masses.map(literal);
        let document = quoted(&sheet.words(row, 11));
        let source = tables.source(&mut sheet, row, 12);
        let status = status(&mut sheet, row, 13);
        let _ = writeln!(
            text,
            "Row {{ name: {name}, memory_dies: {dies}, memory_gb: {memory}, wafer_mm2: {wafer}, board_cm2: {board}, ship_km: {ship}, truck_km: {truck}, plane_km: {plane}, casing_kg: {casing}, heatsink_kg: {heatsink}, mass_kg: {mass}, document: {document}, source: {source}, status: {status} }},",
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "graphics_cards.rs", text);
}
