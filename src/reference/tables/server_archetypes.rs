//! server_archetypes.csv: single cited figures of typical servers.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "server_archetypes.csv";
const COLUMNS: [&str; 31] = [
    "id",
    "processors",
    "processors_min",
    "processors_max",
    "cores",
    "cores_min",
    "cores_max",
    "memory_modules",
    "memory_modules_min",
    "memory_modules_max",
    "solid_state_drives",
    "solid_state_drives_min",
    "solid_state_drives_max",
    "hard_disks",
    "hard_disks_min",
    "hard_disks_max",
    "power_supplies",
    "power_supplies_min",
    "power_supplies_max",
    "power_supply_kg",
    "power_supply_kg_min",
    "power_supply_kg_max",
    "die_mm2",
    "die_mm2_min",
    "die_mm2_max",
    "memory_GB",
    "solid_state_GB",
    "hard_disk_GB",
    "lifetime_h",
    "source",
    "status",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let id = quoted(&sheet.words(row, 0));
        let mut bounded = |column: usize| -> String {
            let [value, min, max] = [0, 1, 2].map(|i| sheet.number(row, column + i, 0.0..=1e5));
            if !(min..=max).contains(&value) {
                sheet.refuse(row, column, "a number between its _min and _max");
            }
            format!("[{}]", [value, min, max].map(literal).join(", "))
        };
        let [
            processors,
            cores,
            memory,
            solid_state,
            disks,
            supplies,
            supply_kg,
        ] = [1, 4, 7, 10, 13, 16, 19].map(&mut bounded);
        let die = match sheet.text(row, 22) {
            "" => "None".to_owned(),
            _ => format!("Some({})", {
                let [value, min, max] = [22, 23, 24].map(|c| sheet.number(row, c, 0.1..=1e5));
                if !(min..=max).contains(&value) {
                    sheet.refuse(row, 22, "a number between die_mm2_min and die_mm2_max");
                }
                format!("[{}]", [value, min, max].map(literal).join(", "))
            }),
        };
        let [memory_gb, solid_state_gb, disk_gb] =
            [25, 26, 27].map(|column| literal(sheet.number(row, column, 0.0..=1e6)));
        let lifetime = literal(sheet.number(row, 28, 1.0..=1e6));
        let source = tables.source(&mut sheet, row, 29);
        let status = status(&mut sheet, row, 30);
        let _ = writeln!(
            text,
            "Row {{ id: {id}, processors: {processors}, cores: {cores}, memory_modules: {memory}, solid_state_drives: {solid_state}, hard_disks: {disks}, power_supplies: {supplies}, power_supply_kg: {supply_kg}, die_mm2: {die}, memory_gb: {memory_gb}, solid_state_gb: {solid_state_gb}, hard_disk_gb: {disk_gb}, lifetime_h: {lifetime}, source: {source}, status: {status} }},",
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "server_archetypes.rs", text);
}
