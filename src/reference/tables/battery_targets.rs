//! battery_targets.csv: the minima of Regulation (EU) 2023/1542, by date.

use std::fmt::Write;

use super::groups::partial_date;
use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "battery_targets.csv";
const COLUMNS: [&str; 8] = [
    "kind",
    "batteries",
    "material",
    "from",
    "minimum_percent",
    "clause",
    "source",
    "status",
];
const KINDS: [&str; 4] = [
    "collection",
    "recycling_efficiency",
    "material_recovery",
    "recycled_content",
];
const BATTERIES: [&str; 3] = [
    "portable",
    "light-means-of-transport",
    "industrial-vehicle-starter",
];
const BATTERY_VARIANTS: [&str; 3] = [
    "Battery::Portable",
    "Battery::LightMeansOfTransport",
    "Battery::IndustrialVehicleStarter",
];
const CHEMISTRIES: [&str; 4] = ["lead-acid", "lithium-based", "nickel-cadmium", "other"];
const CHEMISTRY_VARIANTS: [&str; 4] = [
    "Chemistry::LeadAcid",
    "Chemistry::LithiumBased",
    "Chemistry::NickelCadmium",
    "Chemistry::Other",
];
const METALS: [&str; 5] = ["cobalt", "copper", "lead", "lithium", "nickel"];
const METAL_VARIANTS: [&str; 5] = [
    "BatteryMetal::Cobalt",
    "BatteryMetal::Copper",
    "BatteryMetal::Lead",
    "BatteryMetal::Lithium",
    "BatteryMetal::Nickel",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let (mut keys, mut above) = (Vec::new(), None);
    let mut text = format!(
        "pub(super) static TARGETS: [TargetRow; {}] = [\n",
        sheet.rows.len()
    );
    for row in 0..sheet.rows.len() {
        let kind = sheet.one_of(row, 0, &KINDS);
        let mut one_of = |column: usize, accepted: &[&str], wanted: bool| {
            if wanted {
                return sheet.one_of(row, column, accepted);
            }
            if !sheet.text(row, column).is_empty() {
                sheet.refuse(row, column, "empty for this kind");
            }
            0
        };
        let batteries = match kind {
            1 => one_of(1, &CHEMISTRIES, true),
            kind => one_of(1, &BATTERIES, kind != 2),
        };
        let material = one_of(2, &METALS, kind >= 2);
        let requirement = match kind {
            0 => format!("Collection({})", BATTERY_VARIANTS[batteries]),
            1 => format!("RecyclingEfficiency({})", CHEMISTRY_VARIANTS[batteries]),
            2 => format!("MaterialRecovery({})", METAL_VARIANTS[material]),
            _ => format!(
                "RecycledContent({}, {})",
                BATTERY_VARIANTS[batteries], METAL_VARIANTS[material]
            ),
        };
        let from = partial_date(&mut sheet, row, 3).unwrap_or((1900, 0, 0));
        if from.2 == 0 {
            sheet.refuse(row, 3, "the first day on which the minimum holds");
        }
        let minimum = sheet.number(row, 4, 1.0..=100.0);
        let key = (kind, batteries, material);
        if matches!(above, Some((key_above, least)) if key_above == key && minimum < least) {
            sheet.refuse(row, 4, "a minimum that is not below the one before it");
        }
        above = Some((key, minimum));
        keys.push((key, from));
        let clause = quoted(&sheet.words(row, 5));
        let source = tables.source(&mut sheet, row, 6);
        let status = status(&mut sheet, row, 7);
        let (year, month, day) = (from.0, from.1.max(1), from.2.max(1));
        let _ = writeln!(
            text,
            "TargetRow {{ requirement: Requirement::{requirement}, from: PartialDate::embedded(Year::of::<{year}>(), {month}, {day}), minimum_percent: {}, clause: {clause}, source: {source}, status: {status} }},",
            literal(minimum),
        );
    }
    text.push_str("];\n");
    sheet.increasing(&[0, 1, 2, 3], |_, row| keys[row]);
    tables.finish(vec![sheet], "battery_targets.rs", text);
}
