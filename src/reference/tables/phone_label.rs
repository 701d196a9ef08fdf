//! phone_label.csv: weights, points and class bounds of Delegated Regulation (EU) 2023/1669.

use std::fmt::Write;

use Rule::{Falling, Rising, Whole};

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

/// A list of the file.
#[derive(Clone, Copy)]
struct List {
    table: &'static str,
    of: &'static str,
    items: &'static [&'static str],
    /// Its name in Rust.
    name: &'static str,
    rule: Rule,
}

const fn list(
    table: &'static str,
    of: &'static str,
    items: &'static [&'static str],
    name: &'static str,
    rule: Rule,
) -> List {
    List {
        table,
        of,
        items,
        name,
        rule,
    }
}

const SCORES: &[&str] = &["SDD", "SF", "ST", "SSP", "SSU", "SRI"];
const PARTS: &[&str] = &[
    "BAT", "DA", "BC", "FFC", "RFC", "EC", "BUT", "MIC", "SPK", "FM",
];
const AE: &[&str] = &["A", "B", "C", "D", "E"];
const AF: &[&str] = &["A", "B", "C", "D", "E", "F"];
const AD: &[&str] = &["A", "B", "C", "D"];
const STEP_POINTS: &[&str] = &["5", "4", "3", "2"];
const UPDATE_POINTS: &[&str] = &["5", "3", "1"];

const LISTS: [List; 12] = [
    list("index_weight", "", SCORES, "INDEX_WEIGHTS", Whole),
    list("part_weight", "rigid", PARTS.split_at(9).0, "RIGID", Whole),
    list("part_weight", "foldable", PARTS, "FOLDABLE", Whole),
    list("most_steps", "", STEP_POINTS, "MOST_STEPS", Rising),
    list(
        "least_update_years",
        "",
        UPDATE_POINTS,
        "LEAST_UPDATE_YEARS",
        Falling,
    ),
    list("repairability_class", "", AE, "REPAIRABILITY", Falling),
    list(
        "endurance_class",
        "smartphone",
        AF,
        "ENDURANCE_PHONE",
        Falling,
    ),
    list(
        "endurance_class",
        "slate-tablet",
        AF,
        "ENDURANCE_TABLET",
        Falling,
    ),
    list(
        "free_fall_class",
        "smartphone-rigid",
        AD,
        "FALLS_PHONE",
        Falling,
    ),
    list(
        "free_fall_class",
        "smartphone-foldable",
        AD,
        "FALLS_FOLDABLE_PHONE",
        Falling,
    ),
    list(
        "free_fall_class",
        "slate-tablet-rigid",
        AD,
        "FALLS_TABLET",
        Falling,
    ),
    list(
        "free_fall_class",
        "slate-tablet-foldable",
        AD,
        "FALLS_FOLDABLE_TABLET",
        Falling,
    ),
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut text = String::new();
    let mut row = 0;
    for List {
        table,
        of,
        items,
        name,
        rule,
    } in LISTS
    {
        // Foldable devices fall in two states.
        let extends = table == "free_fall_class" && of.ends_with("foldable");
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
                ([.., before, last], Falling) => last < before,
                ([.., before, last], Rising) => last > before,
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
        if rule == Whole && (sum - 1.0).abs() > 1e-12 && values.len() == items.len() {
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
    } else if sheet.rows.len() < LISTS.iter().map(|list| list.items.len()).sum() && row > 0 {
        sheet.refuse(row - 1, 0, "a row for every item of every table");
    }
    tables.finish(vec![sheet], "phone_label.rs", text);
}
