//! targets.csv: targets with a figure that was read in a text.

use std::fmt::Write;

use super::sheet::{Sheet, literal, optional, quoted};
use super::{Read, Tables, status};

const FILE: &str = "targets.csv";
const COLUMNS: [&str; 10] = [
    "id",
    "indicator",
    "applies_to",
    "form",
    "base_year",
    "target_year",
    "value_pct",
    "at_least",
    "source",
    "status",
];
const FORMS: [&str; 3] = ["level", "reduction", "annual_contraction"];
const YES_NO: [&str; 2] = ["no", "yes"];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let mut text = format!(
        "pub(super) static TARGETS: [PublishedTarget; {}] = [\n",
        sheet.rows.len()
    );
    for row in 0..sheet.rows.len() {
        let id = quoted(&sheet.words(row, 0));
        let indicator = sheet.words_or_none(row, 1);
        if indicator.is_some() {
            sheet.code(row, 1, &tables.indicators, "indicators.csv");
        }
        let applies_to = quoted(&sheet.words(row, 2));
        let form = sheet.one_of(row, 3, &FORMS);
        let mut year = |column: usize, wanted: bool| {
            if wanted {
                return sheet.integer(row, column, 2000..=2100);
            }
            if !sheet.text(row, column).is_empty() {
                sheet.refuse(row, column, "empty for this form");
            }
            2000
        };
        let base_year = year(4, form == 1);
        let target_year = year(5, form <= 1);
        if form == 1 && target_year <= base_year {
            sheet.refuse(row, 5, "a year after the base year");
        }
        let percent = sheet.number(row, 6, 0.1..=100.0);
        let at_least = sheet.one_of(row, 7, &YES_NO) == 1;
        let source = tables.source(&mut sheet, row, 8);
        let status = status(&mut sheet, row, 9);
        if matches!(status, "Status::Unverified" | "Status::Proposal") {
            sheet.refuse(row, 9, "a status of a figure that was read in a text");
        }
        let form = match FORMS[form] {
            "level" => format!("Form::Level(Year::of::<{target_year}>())"),
            "reduction" => {
                format!("Form::Reduction(Year::of::<{base_year}>(), Year::of::<{target_year}>())")
            }
            _ => "Form::AnnualContraction".to_owned(),
        };
        let _ = writeln!(
            text,
            "PublishedTarget {{ id: {id}, indicator: {}, applies_to: {applies_to}, form: {form}, percent: {}, at_least: {at_least}, source: {source}, status: {status} }},",
            optional(indicator.as_deref()),
            literal(percent),
        );
    }
    text.push_str("];\n");
    tables.finish(vec![sheet], "targets.rs", text);
}
