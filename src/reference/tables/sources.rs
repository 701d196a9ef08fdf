//! sources.csv: the register that every other table points into.

use std::fmt::Write;

use super::sheet::{Sheet, optional, quoted};
use super::{Read, Tables, status};

const FILE: &str = "sources.csv";
const COLUMNS: [&str; 9] = [
    "id",
    "publisher",
    "title",
    "edition",
    "year",
    "licence",
    "locator",
    "as_of",
    "status",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut rows = String::new();
    for row in 0..sheet.rows.len() {
        let id = sheet.words(row, 0);
        if !id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
        {
            sheet.refuse(row, 0, "ASCII letters, digits, `-`, `.` and `_`");
        }
        let (publisher, title) = (sheet.words(row, 1), sheet.words(row, 2));
        let edition = sheet.words_or_none(row, 3);
        let year = match sheet.text(row, 4) {
            "" => "None".to_owned(),
            _ => format!("Some({})", sheet.integer(row, 4, 1900..=2100)),
        };
        let licence = sheet.words(row, 5);
        let locator = sheet.words_or_none(row, 6);
        let as_of = sheet.words_or_none(row, 7);
        let status = status(&mut sheet, row, 8);
        let _ = writeln!(
            rows,
            "Source::embedded({}, {}, {}, {}, {year}, {}, {}, {}, {status}),",
            quoted(&id),
            quoted(&publisher),
            quoted(&title),
            optional(edition.as_deref()),
            quoted(&licence),
            optional(locator.as_deref()),
            optional(as_of.as_deref()),
        );
        tables.sources.push(id);
    }
    let n = sheet.rows.len();
    if n > 256 {
        sheet.refuse(
            256,
            0,
            "at most 256 sources (they are numbered in one byte)",
        );
    }
    let text = format!("pub(super) static SOURCES: [Source; {n}] = [\n{rows}];\n");
    tables.finish(vec![sheet], "sources.rs", text);
}
