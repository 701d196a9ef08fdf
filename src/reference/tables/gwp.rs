//! gwp.csv: global warming potentials by gas, assessment report and horizon.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "gwp.csv";
const COLUMNS: [&str; 6] = ["gas", "set", "horizon_years", "gwp", "source", "status"];
const SETS: [&str; 6] = ["SAR", "TAR", "AR4", "AR5", "AR5_CCF", "AR6"];
const SET_VARIANTS: [&str; 6] = [
    "GwpSet::Sar",
    "GwpSet::Tar",
    "GwpSet::Ar4",
    "GwpSet::Ar5",
    "GwpSet::Ar5WithFeedback",
    "GwpSet::Ar6",
];
const HORIZONS: [&str; 3] = ["20", "100", "500"];
const HORIZON_VARIANTS: [&str; 3] = ["Horizon::Years20", "Horizon::Years100", "Horizon::Years500"];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut gases: Vec<String> = Vec::new();
    let mut keys = Vec::new();
    let mut rows = String::new();
    for row in 0..sheet.rows.len() {
        let gas = sheet.words(row, 0);
        if !gas.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            sheet.refuse(row, 0, "ASCII letters, digits and `_`");
        }
        if gases.last() != Some(&gas) {
            gases.push(gas);
        }
        let (set, horizon) = (sheet.one_of(row, 1, &SETS), sheet.one_of(row, 2, &HORIZONS));
        // Nothing warms more than 100 000 times as much as carbon dioxide.
        let gwp = sheet.number(row, 3, 1e-3..=1e5);
        let source = tables.source(&mut sheet, row, 4);
        let status = status(&mut sheet, row, 5);
        keys.push((sheet.text(row, 0).to_owned(), set, horizon));
        let _ = writeln!(
            rows,
            "Row {{ gas: Gas({}), set: {}, horizon: {}, gwp: {}, source: {source}, status: {status} }},",
            gases.len() - 1,
            SET_VARIANTS[set],
            HORIZON_VARIANTS[horizon],
            literal(gwp),
        );
    }
    sheet.increasing(&[0, 1, 2], |_, row| keys[row].clone());
    let mut text = format!(
        "pub(super) static GASES: [&str; {}] = {gases:?};\n\
         pub(super) static ROWS: [Row; {}] = [\n{rows}];\nimpl Gas {{\n",
        gases.len(),
        sheet.rows.len(),
    );
    for (at, gas) in gases.iter().enumerate() {
        let name = gas.to_ascii_uppercase();
        let doc = quoted(&format!("`{gas}` of the table."));
        let _ = writeln!(text, "#[doc = {doc}]\npub const {name}: Gas = Gas({at});");
    }
    text.push_str("}\n");
    tables.gases = gases;
    tables.finish(vec![sheet], "gwp.rs", text);
}
