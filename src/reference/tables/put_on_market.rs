//! put_on_market.csv: mass and pieces put on the market, one unbroken series for every
//! country and UNU-KEY.

use std::fmt::Write;

use super::sheet::{Sheet, literal};
use super::{Read, Tables};

const FILE: &str = "put_on_market.csv";
const COLUMNS: [&str; 7] = [
    "country", "key", "year", "mass_t", "pieces", "cbs_flag", "source",
];
/// Flags of the tool's README that these series have.
const FLAGS: [u32; 20] = [
    0, 11, 12, 13, 14, 15, 21, 23, 24, 25, 60, 100, 121, 123, 125, 200, 215, 315, 513, 515,
];
const FIRST: u32 = 1980;
const LAST: u32 = 2021;

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0, 1, 2], |s, row| {
        [0, 1, 2].map(|column| s.text(row, column).to_owned())
    });
    let years = (LAST - FIRST + 1) as usize;
    let (mut mass, mut pieces, mut flags) = (Vec::new(), Vec::new(), Vec::new());
    let mut series = String::new();
    let mut number = 0;
    for row in 0..sheet.rows.len() {
        let country = tables.country(&mut sheet, row, 0);
        let key = sheet.code(row, 1, &tables.unu_keys, "unu_keys.csv");
        let year = sheet.integer(row, 2, FIRST..=LAST);
        let expected = FIRST + (row % years) as u32;
        if year != expected {
            sheet.refuse(
                row,
                2,
                format!("{expected}: each series runs over {FIRST}..={LAST}"),
            );
        }
        mass.push(literal(sheet.number(row, 3, 0.0..=1e8)));
        pieces.push(literal(sheet.number(row, 4, 0.0..=1e11)));
        let flag = sheet.integer(row, 5, 0..=999);
        if !FLAGS.contains(&flag) {
            sheet.refuse(row, 5, format!("one of the flags {FLAGS:?}"));
        }
        flags.push(flag);
        let source = tables.source(&mut sheet, row, 6);
        if row % years == 0 {
            let _ = writeln!(
                series,
                "Series {{ country: Country::at({country}), key: UnuKey::at({key}), start: {row}, source: {source} }},",
            );
            number += 1;
        } else if (0..2)
            .chain(6..7)
            .any(|c| sheet.text(row, c) != sheet.text(row - 1, c))
        {
            sheet.refuse(
                row,
                0,
                "one country, key and source over all years of a series",
            );
        }
    }
    let n = sheet.rows.len();
    if !n.is_multiple_of(years) {
        sheet.refuse(n - 1, 2, format!("a last series that runs to {LAST}"));
    }
    let text = format!(
        "pub(super) const FIRST_YEAR: u16 = {FIRST};\npub(super) const YEARS: usize = {years};\n\
         pub(super) static SERIES: [Series; {number}] = [\n{series}];\n\
         pub(super) static TONNES: [f64; {n}] = [{}];\n\
         pub(super) static PIECES: [f64; {n}] = [{}];\n\
         pub(super) static FLAGS: [u16; {n}] = {flags:?};\n",
        mass.join(","),
        pieces.join(","),
    );
    tables.finish(vec![sheet], "put_on_market.rs", text);
}
