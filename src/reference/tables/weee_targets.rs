//! weee_categories.csv, weee_targets.csv: the categories of Directive 2012/19/EU and the least
//! parts of each that are to be recovered and recycled.

use std::fmt::Write;

use super::groups::{date_literal, partial_date};
use super::sheet::{Sheet, literal, quoted};
use super::{Read, Tables, status};

const CATEGORIES: &str = "weee_categories.csv";
const CATEGORY_COLUMNS: [&str; 5] = ["code", "scheme", "number", "name", "source"];
const SCHEMES: [&str; 2] = ["EU10", "EU6"];
const SCHEME_VARIANTS: [&str; 2] = ["CategoryScheme::Eu10", "CategoryScheme::Eu6"];
const SIZES: [u32; 2] = [10, 6];
const FILE: &str = "weee_targets.csv";
const COLUMNS: [&str; 7] = [
    "category",
    "kind",
    "from",
    "to",
    "minimum_percent",
    "source",
    "status",
];
const KINDS: [&str; 3] = ["recovery", "reuse_recycling", "recycling"];
const KIND_VARIANTS: [&str; 3] = [
    "TargetKind::Recovery",
    "TargetKind::ReuseAndRecycling",
    "TargetKind::Recycling",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(CATEGORIES, &CATEGORY_COLUMNS, read(CATEGORIES));
    let mut codes = Vec::new();
    let mut keys = Vec::new();
    let mut text = format!(
        "pub(super) static CATEGORIES: [CategoryRow; {}] = [\n",
        sheet.rows.len()
    );
    for row in 0..sheet.rows.len() {
        let code = sheet.words(row, 0);
        let scheme = sheet.one_of(row, 1, &SCHEMES);
        let number = sheet.integer(row, 2, 1..=SIZES[scheme]);
        let plain = format!("{}-{number}", SCHEMES[scheme]);
        let part = code.strip_prefix(&plain);
        if !part.is_some_and(|part| part.is_empty() || part.starts_with('-')) {
            sheet.refuse(row, 0, format!("{plain}, or {plain}- and the part of it"));
        }
        let name = quoted(&sheet.words(row, 3));
        let source = tables.source(&mut sheet, row, 4);
        let _ = writeln!(
            text,
            "CategoryRow {{ code: {}, scheme: {}, number: {number}, name: {name}, source: {source} }},",
            quoted(&code),
            SCHEME_VARIANTS[scheme],
        );
        keys.push((scheme, number, code.clone()));
        codes.push(code);
    }
    text.push_str("];\n");
    sheet.increasing(&[1, 2, 0], |_, row| keys[row].clone());
    for (scheme, size) in SIZES.iter().enumerate() {
        let whole = |number: &u32| codes.contains(&format!("{}-{number}", SCHEMES[scheme]));
        if !(1..=*size).all(|number| whole(&number)) && !sheet.rows.is_empty() {
            sheet.refuse(
                0,
                1,
                format!("all {size} categories of {}", SCHEMES[scheme]),
            );
        }
    }

    let mut targets = Sheet::read(FILE, &COLUMNS, read(FILE));
    let (mut keys, mut above) = (Vec::new(), None);
    let _ = writeln!(
        text,
        "pub(super) static TARGETS: [TargetRow; {}] = [",
        targets.rows.len()
    );
    for row in 0..targets.rows.len() {
        let accepted: Vec<&str> = codes.iter().map(String::as_str).collect();
        let category = targets.one_of(row, 0, &accepted);
        let kind = targets.one_of(row, 1, &KINDS);
        let from = partial_date(&mut targets, row, 2);
        let to = partial_date(&mut targets, row, 3);
        if from.is_none() {
            targets.refuse(row, 2, "the first day or month");
        }
        // A period without an end is the last of its kind.
        let end = to.unwrap_or((u32::MAX, 0, 0));
        let overlaps = matches!(
            above,
            Some((category_above, kind_above, end_above))
                if (category_above, kind_above) == (category, kind) && Some(end_above) >= from
        );
        if overlaps || Some(end) < from {
            targets.refuse(
                row,
                3,
                "a period after the one above that ends after it begins",
            );
        }
        above = Some((category, kind, end));
        keys.push((category, kind, from));
        let minimum = literal(targets.number(row, 4, 1.0..=100.0));
        let source = tables.source(&mut targets, row, 5);
        let status = status(&mut targets, row, 6);
        let from = from.unwrap_or((2000, 1, 1));
        let _ = writeln!(
            text,
            "TargetRow {{ category: WeeeCategory({category}), kind: {}, from: PartialDate::embedded(Year::of::<{}>(), {}, {}), to: {}, minimum_percent: {minimum}, source: {source}, status: {status} }},",
            KIND_VARIANTS[kind],
            from.0,
            from.1,
            from.2,
            date_literal(to),
        );
    }
    text.push_str("];\n");
    targets.increasing(&[0, 1, 2], |_, row| keys[row]);
    tables.finish(vec![sheet, targets], "weee_targets.rs", text);
}
