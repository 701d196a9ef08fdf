//! phone_label.csv: weights, points and class bounds of Delegated Regulation (EU) 2023/1669.

use std::fmt::Write;

use super::sheet::{Sheet, literal};
use super::{Read, Tables, status};

const FILE: &str = "phone_label.csv";
const COLUMNS: [&str; 8] = [
    "table", "of", "item", "value", "extended", "clause", "source", "status",
];

/// How the values of a list must be.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    /// They are parts of 1.
    Whole,
    /// From best to worst, each lower than the one before.
    Falling,
    /// From best to worst, each higher than the one before.
    Rising,
}

/// A list: table, `of`, items, name in Rust, rule, and whether it has a value in extended state.
type List = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    Rule,
    bool,
);

const PARTS: &[&str] = &[
    "BAT", "DA", "BC", "FFC", "RFC", "EC", "BUT", "MIC", "SPK", "FM",
];
const AF: &[&str] = &["A", "B", "C", "D", "E", "F"];
const AD: &[&str] = &["A", "B", "C", "D"];

const LISTS: [List; 12] = [
    (
        "index_weight",
        "",
        &["SDD", "SF", "ST", "SSP", "SSU", "SRI"],
        "INDEX_WEIGHTS",
        Rule::Whole,
        false,
    ),
    (
        "part_weight",
        "rigid",
        PARTS.split_at(9).0,
        "RIGID",
        Rule::Whole,
        false,
    ),
    (
        "part_weight",
        "foldable",
        PARTS,
        "FOLDABLE",
        Rule::Whole,
        false,
    ),
    (
        "most_steps",
        "",
        &["5", "4", "3", "2"],
        "MOST_STEPS",
        Rule::Rising,
        false,
    ),
    (
        "least_update_years",
        "",
        &["5", "3", "1"],
        "LEAST_UPDATE_YEARS",
        Rule::Falling,
        false,
    ),
    (
        "repairability_class",
        "",
        &["A", "B", "C", "D", "E"],
        "REPAIRABILITY",
        Rule::Falling,
        false,
    ),
    (
        "endurance_class",
        "smartphone",
        AF,
        "ENDURANCE_PHONE",
        Rule::Falling,
        false,
    ),
    (
        "endurance_class",
        "slate-tablet",
        AF,
        "ENDURANCE_TABLET",
        Rule::Falling,
        false,
    ),
    (
        "free_fall_class",
        "smartphone-rigid",
        AD,
        "FALLS_PHONE",
        Rule::Falling,
        false,
    ),
    (
        "free_fall_class",
        "smartphone-foldable",
        AD,
        "FALLS_FOLDABLE_PHONE",
        Rule::Falling,
        true,
    ),
    (
        "free_fall_class",
        "slate-tablet-rigid",
        AD,
        "FALLS_TABLET",
        Rule::Falling,
        false,
    ),
    (
        "free_fall_class",
        "slate-tablet-foldable",
        AD,
        "FALLS_FOLDABLE_TABLET",
        Rule::Falling,
        true,
    ),
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut text = String::new();
    let mut row = 0;
    for (table, of, items, name, rule, extends) in LISTS {
        let (mut values, mut extended, mut provenance) = (Vec::new(), Vec::new(), None);
        for item in items {
            if row >= sheet.rows.len() {
                continue;
            }
            for (column, expected) in [(0, table), (1, of), (2, *item)] {
                sheet.one_of(row, column, &[expected]);
            }
            values.push(sheet.number(row, 3, 0.0..=1000.0));
            match (sheet.number_or_none(row, 4, 1.0..=1000.0), extends) {
                (found, true) if found.is_none() => sheet.refuse(row, 4, "falls in extended state"),
                (Some(_), false) => sheet.refuse(row, 4, "empty for this table"),
                (found, _) => extended.extend(found),
            }
            let sorted = |values: &[f64]| match (values, rule) {
                ([.., before, last], Rule::Falling) => last < before,
                ([.., before, last], Rule::Rising) => last > before,
                _ => true,
            };
            if !sorted(&values) || !sorted(&extended) {
                sheet.refuse(row, 3, "values from best to worst");
            }
            sheet.words(row, 5);
            let said = (
                tables.source(&mut sheet, row, 6),
                status(&mut sheet, row, 7),
            );
            if *provenance.get_or_insert(said) != said {
                sheet.refuse(row, 6, "one source and status for a whole table");
            }
            row += 1;
        }
        let sum: f64 = values.iter().sum();
        if rule == Rule::Whole && (sum - 1.0).abs() > 1e-12 && values.len() == items.len() {
            sheet.refuse(row - 1, 3, format!("weights that sum to 1, not {sum}"));
        }
        let (source, status) = provenance.unwrap_or_default();
        let numbers = |values: &[f64]| {
            let values: Vec<String> = values.iter().copied().map(literal).collect();
            values.join(", ")
        };
        let n = items.len();
        let _ = writeln!(
            text,
            "pub(super) static {name}: Table<{n}> = Table {{ values: [{}], source: {source}, status: {status} }};",
            numbers(&values),
        );
        if extends {
            let _ = writeln!(
                text,
                "pub(super) static {name}_EXTENDED: [f64; {n}] = [{}];",
                numbers(&extended),
            );
        }
    }
    if sheet.rows.len() > row {
        sheet.refuse(row, 0, format!("the end of the file after {row} rows"));
    } else if sheet.rows.len() < LISTS.iter().map(|list| list.2.len()).sum() && row > 0 {
        sheet.refuse(row - 1, 0, "a row for every item of every table");
    }
    tables.finish(vec![sheet], "phone_label.rs", text);
}
