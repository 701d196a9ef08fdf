//! countries.csv: ISO 3166-1 codes and the M49 code of every country and area.

use std::fmt::Write;

use super::sheet::{Sheet, quoted};
use super::{Read, Tables};

const FILE: &str = "countries.csv";
const COLUMNS: [&str; 6] = ["alpha2", "alpha3", "numeric", "m49", "name", "source"];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[1], |s, row| s.text(row, 1).to_owned());
    let mut rows = String::new();
    for row in 0..sheet.rows.len() {
        for (column, length) in [(0, 2), (1, 3)] {
            let code = sheet.text(row, column);
            if code.len() != length || !code.bytes().all(|b| b.is_ascii_uppercase()) {
                sheet.refuse(row, column, format!("{length} capital letters"));
            }
        }
        // A user-assigned code (XKX) has no number in ISO 3166-1.
        let numeric = match sheet.text(row, 2) {
            "" if sheet.text(row, 1).starts_with('X') => "None".to_owned(),
            _ => format!("Some({})", three_digits(&mut sheet, row, 2)),
        };
        let m49 = three_digits(&mut sheet, row, 3);
        let name = sheet.words(row, 4);
        tables.source(&mut sheet, row, 5);
        let (alpha2, alpha3) = (sheet.text(row, 0), sheet.text(row, 1));
        let _ = writeln!(
            rows,
            "Row {{ alpha2: {}, alpha3: {}, numeric: {numeric}, m49: {m49}, name: {} }},",
            quoted(alpha2),
            quoted(alpha3),
            quoted(&name),
        );
        tables.countries.push(alpha3.to_owned());
    }
    let n = sheet.rows.len();
    let mut text = format!("pub(super) static ROWS: [Row; {n}] = [\n{rows}];\n");
    for (name, column) in [("BY_ALPHA2", 0), ("BY_NUMERIC", 2), ("BY_M49", 3)] {
        let order = order_by(&mut sheet, column);
        let _ = writeln!(
            text,
            "pub(super) static {name}: [u16; {}] = {order:?};",
            order.len()
        );
    }
    tables.finish(vec![sheet], "countries.rs", text);
}

/// A number written with three digits.
fn three_digits(sheet: &mut Sheet, row: usize, column: usize) -> u32 {
    if sheet.text(row, column).len() != 3 {
        sheet.refuse(row, column, "three digits, with leading zeros");
    }
    sheet.integer(row, column, 1..=999)
}

/// The rows that have a code in `column`, in the order of that code, each code once.
fn order_by(sheet: &mut Sheet, column: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sheet.rows.len())
        .filter(|row| !sheet.text(*row, column).is_empty())
        .collect();
    order.sort_by(|a, b| sheet.text(*a, column).cmp(sheet.text(*b, column)));
    for pair in 1..order.len() {
        if sheet.text(order[pair - 1], column) == sheet.text(order[pair], column) {
            sheet.refuse(order[pair], column, "each code once");
        }
    }
    order
}
