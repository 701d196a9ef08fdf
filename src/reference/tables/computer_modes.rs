//! computer_modes.csv: the parts of the year that programmes count a computer in each mode.

use std::fmt::Write;

use super::sheet::{Sheet, literal};
use super::{Read, Tables, status};

const FILE: &str = "computer_modes.csv";
const COLUMNS: [&str; 9] = [
    "scheme",
    "product",
    "off",
    "sleep",
    "long_idle",
    "short_idle",
    "idle",
    "source",
    "status",
];
const SCHEMES: [&str; 5] = [
    "ENERGY STAR 5.2",
    "ENERGY STAR 6.0",
    "ENERGY STAR 7.0",
    "ENERGY STAR 8.0",
    "EU 617/2013",
];
const SCHEME_VARIANTS: [&str; 5] = [
    "ModeScheme::EnergyStar5_2",
    "ModeScheme::EnergyStar6_0",
    "ModeScheme::EnergyStar7_0",
    "ModeScheme::EnergyStar8_0",
    "ModeScheme::Eu617_2013",
];
const PRODUCTS: [&str; 5] = [
    "desktop",
    "integrated_desktop",
    "notebook",
    "thin_client",
    "workstation",
];
const PRODUCT_VARIANTS: [&str; 4] = [
    "Computer::Desktop",
    "Computer::IntegratedDesktop",
    "Computer::Notebook",
    "Computer::ThinClient",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let (mut computers, mut workstations) = (Vec::new(), Vec::new());
    let mut keys = Vec::new();
    for row in 0..sheet.rows.len() {
        let scheme = sheet.one_of(row, 0, &SCHEMES);
        let product = sheet.one_of(row, 1, &PRODUCTS);
        keys.push((scheme, product));
        let [off, sleep] = [2, 3].map(|column| sheet.number(row, column, 0.0..=1.0));
        let [long, short, single] =
            [4, 5, 6].map(|column| sheet.number_or_none(row, column, 0.0..=1.0));
        let (idle, idle_time) = match (long, short, single) {
            (Some(long), Some(short), None) => (
                format!(
                    "Idle::LongAndShort {{ long: {}, short: {} }}",
                    literal(long),
                    literal(short)
                ),
                long + short,
            ),
            (None, None, Some(single)) => (format!("Idle::Single({})", literal(single)), single),
            _ => {
                sheet.refuse(row, 6, "either one idle, or a long and a short idle");
                (String::new(), 1.0 - off - sleep)
            }
        };
        if (off + sleep + idle_time - 1.0).abs() > 1e-9 {
            sheet.refuse(row, 2, "parts that sum to 1 in each row");
        }
        let source = tables.source(&mut sheet, row, 7);
        let status = status(&mut sheet, row, 8);
        let weights = format!(
            "Row {{ off: {}, sleep: {}, idle: {idle}, source: {source}, status: {status} }}",
            literal(off),
            literal(sleep),
        );
        let scheme = SCHEME_VARIANTS[scheme];
        match PRODUCT_VARIANTS.get(product) {
            Some(product) => computers.push(format!("({scheme}, {product}, {weights}),")),
            None => workstations.push(format!("({scheme}, {weights}),")),
        }
    }
    sheet.increasing(&[0, 1], |_, row| keys[row]);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "pub(super) static COMPUTERS: [(ModeScheme, Computer, Row); {}] = [\n{}\n];",
        computers.len(),
        computers.join("\n")
    );
    let _ = writeln!(
        text,
        "pub(super) static WORKSTATIONS: [(ModeScheme, Row); {}] = [\n{}\n];",
        workstations.len(),
        workstations.join("\n")
    );
    tables.finish(vec![sheet], "computer_modes.rs", text);
}
