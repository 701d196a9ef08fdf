//! network_energy.csv: published energy intensities of networks.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "network_energy.csv";
const COLUMNS: [&str; 6] = [
    "id",
    "segment",
    "boundary",
    "energy_kWh/GB",
    "source",
    "status",
];
const BOUNDARIES: [&str; 2] = ["operational", "embodied"];
const BOUNDARY_VARIANTS: [&str; 2] = [
    "IntensityBoundary::Operational",
    "IntensityBoundary::Embodied",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let id = quoted(&sheet.words(row, 0));
        let segment = quoted(&sheet.words(row, 1));
        let boundary = BOUNDARY_VARIANTS[sheet.one_of(row, 2, &BOUNDARIES)];
        let energy = literal(sheet.number(row, 3, 1e-6..=100.0));
        let source = tables.source(&mut sheet, row, 4);
        let status = status(&mut sheet, row, 5);
        let _ = writeln!(
            text,
            "Row {{ id: {id}, segment: {segment}, boundary: {boundary}, kwh_per_gb: {energy}, source: {source}, status: {status} }},",
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "network_energy.rs", text);
}
