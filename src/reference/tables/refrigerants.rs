//! refrigerants.csv: the gases that refrigerants are made of.

use std::fmt::Write;

use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const FILE: &str = "refrigerants.csv";
const COLUMNS: [&str; 5] = ["refrigerant", "gas", "share_pct", "source", "status"];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0, 1], |s, row| {
        [0, 1].map(|column| s.text(row, column).to_owned())
    });
    let mut names: Vec<String> = Vec::new();
    let mut rows = String::new();
    let mut whole = 0.0;
    for row in 0..sheet.rows.len() {
        let name = sheet.words(row, 0);
        let number = name.strip_prefix("R-").unwrap_or("");
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
            sheet.refuse(row, 0, "`R-` and a refrigerant number, such as R-410A");
        }
        if names.last() != Some(&name) {
            names.push(name.clone());
            whole = 0.0;
        }
        sheet.code(row, 1, &tables.gases, "gwp.csv");
        let gas = sheet.text(row, 1).to_ascii_uppercase();
        let share = sheet.number(row, 2, 0.1..=100.0);
        whole += share;
        let last = sheet
            .rows
            .get(row + 1)
            .is_none_or(|next| next.fields[0] != name);
        if last && (whole - 100.0).abs() > 1e-9 {
            sheet.refuse(
                row,
                2,
                format!("shares of {name} that sum to 100, not {whole}"),
            );
        }
        let source = tables.source(&mut sheet, row, 3);
        let status = status(&mut sheet, row, 4);
        let _ = writeln!(
            rows,
            "Row {{ refrigerant: Refrigerant({}), gas: Gas::{gas}, percent: {}, source: {source}, status: {status} }},",
            names.len() - 1,
            literal(share),
        );
    }
    let mut text = format!(
        "pub(super) static NAMES: [&str; {}] = {names:?};\n\
         pub(super) static ROWS: [Row; {}] = [\n{rows}];\nimpl Refrigerant {{\n",
        names.len(),
        sheet.rows.len(),
    );
    for (at, name) in names.iter().enumerate() {
        let constant = name.replace('-', "").to_ascii_uppercase();
        let doc = quoted(&format!("{name}."));
        let _ = writeln!(
            text,
            "#[doc = {doc}]\npub const {constant}: Refrigerant = Refrigerant({at});"
        );
    }
    text.push_str("}\n");
    tables.finish(vec![sheet], "refrigerants.rs", text);
}
