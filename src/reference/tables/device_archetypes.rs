//! device_archetypes.csv: single cited figures of typical devices.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "device_archetypes.csv";
const COLUMNS: [&str; 13] = [
    "id",
    "device",
    "use",
    "embodied_kgCO2e",
    "embodied_kgSbe",
    "embodied_fossil_MJ",
    "power_W",
    "power_min_W",
    "power_max_W",
    "use_time_ratio",
    "lifetime_years",
    "source",
    "status",
];
const DEVICES: [&str; 10] = [
    "desktop",
    "external_hdd",
    "external_ssd",
    "internet_box",
    "laptop",
    "monitor",
    "smartphone",
    "tablet",
    "television",
    "usb_stick",
];
const DEVICE_VARIANTS: [&str; 10] = [
    "Device::Desktop",
    "Device::ExternalHardDisk",
    "Device::ExternalSolidStateDrive",
    "Device::InternetBox",
    "Device::Laptop",
    "Device::Monitor",
    "Device::Smartphone",
    "Device::Tablet",
    "Device::Television",
    "Device::UsbStick",
];
const USES: [&str; 3] = ["any", "personal", "professional"];
const USE_VARIANTS: [&str; 3] = [
    "DeviceUse::Any",
    "DeviceUse::Personal",
    "DeviceUse::Professional",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!("pub(super) static ROWS: [Row; {}] = [\n", sheet.rows.len());
    for row in 0..sheet.rows.len() {
        let id = quoted(&sheet.words(row, 0));
        let device = DEVICE_VARIANTS[sheet.one_of(row, 1, &DEVICES)];
        let usage = USE_VARIANTS[sheet.one_of(row, 2, &USES)];
        let [embodied, depletion, fossil] =
            [3, 4, 5].map(|column| literal(sheet.number(row, column, 0.0..=1e5)));
        let [power, lowest, highest] = [6, 7, 8].map(|column| sheet.number(row, column, 0.0..=1e5));
        if !(lowest..=highest).contains(&power) {
            sheet.refuse(row, 6, "a power between power_min_W and power_max_W");
        }
        let [power, lowest, highest] = [power, lowest, highest].map(literal);
        let use_time = literal(sheet.number(row, 9, 0.0..=1.0));
        let lifetime = literal(sheet.number(row, 10, 0.1..=100.0));
        let source = tables.source(&mut sheet, row, 11);
        let status = status(&mut sheet, row, 12);
        let _ = writeln!(
            text,
            "Row {{ id: {id}, device: {device}, usage: {usage}, embodied_kgco2e: {embodied}, embodied_kgsbe: {depletion}, embodied_fossil_mj: {fossil}, power_w: {power}, power_min_w: {lowest}, power_max_w: {highest}, use_time_ratio: {use_time}, lifetime_years: {lifetime}, source: {source}, status: {status} }},",
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "device_archetypes.rs", text);
}
