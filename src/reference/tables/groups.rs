//! groups.csv and group_members.csv: country groups and who is in them from when until when.

use std::fmt::Write;

use super::sheet::{Sheet, quoted};
use super::{Read, Tables, status};

const FILE: &str = "groups.csv";
const COLUMNS: [&str; 5] = ["code", "kind", "name", "source", "status"];
const MEMBERS: &str = "group_members.csv";
const MEMBER_COLUMNS: [&str; 6] = ["group", "country", "from", "until", "end", "source"];

const KINDS: [&str; 8] = [
    "world",
    "region",
    "subregion",
    "intermediate_region",
    "ldc",
    "lldc",
    "sids",
    "income",
];
const KIND_VARIANTS: [&str; 8] = [
    "GroupKind::World",
    "GroupKind::Region",
    "GroupKind::Subregion",
    "GroupKind::IntermediateRegion",
    "GroupKind::Ldc",
    "GroupKind::Lldc",
    "GroupKind::Sids",
    "GroupKind::Income",
];
const ENDS: [&str; 3] = ["recorded", "scheduled", "unverified"];
const END_VARIANTS: [&str; 3] = ["End::Recorded", "End::Scheduled", "End::Unverified"];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    let mut members = Sheet::read(MEMBERS, &MEMBER_COLUMNS, read(MEMBERS));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    members.increasing(&[0, 1], |s, row| {
        (s.text(row, 0).to_owned(), s.text(row, 1).to_owned())
    });

    let codes: Vec<String> = (0..sheet.rows.len())
        .map(|row| sheet.words(row, 0))
        .collect();
    let mut spells = vec![Vec::new(); codes.len()];
    let mut sources = vec![Vec::new(); codes.len()];
    for row in 0..members.rows.len() {
        let group = members.code(row, 0, &codes, FILE);
        let country = tables.country(&mut members, row, 1);
        let from = partial_date(&mut members, row, 2);
        let until = partial_date(&mut members, row, 3);
        if let (Some(from), Some(until)) = (from, until)
            && first_day(from) >= first_day(until)
        {
            members.refuse(row, 3, "a date after `from`");
        }
        let [dated, said] = [3, 4].map(|column| !members.text(row, column).is_empty());
        let end = match (dated, said) {
            (true, true) => END_VARIANTS[members.one_of(row, 4, &ENDS)],
            (false, false) => END_VARIANTS[0],
            _ => {
                let accepted = "empty without `until`, else recorded, scheduled, unverified";
                members.refuse(row, 4, accepted);
                END_VARIANTS[0]
            }
        };
        let source = tables.source(&mut members, row, 5);
        if let Some(spells) = spells.get_mut(group) {
            spells.push(format!(
                "Membership::embedded(Country::at({country}), {}, {}, {end}),",
                date_literal(from),
                date_literal(until)
            ));
            sources[group].push(source);
        }
    }

    let mut text = String::new();
    let mut rows = String::new();
    for (row, code) in codes.iter().enumerate() {
        let kind = KIND_VARIANTS[sheet.one_of(row, 1, &KINDS)];
        let name = sheet.words(row, 2);
        let source = tables.source(&mut sheet, row, 3);
        let status = status(&mut sheet, row, 4);
        if spells[row].is_empty() {
            sheet.refuse(row, 0, "a group with at least one row in group_members.csv");
        }
        let n = spells[row].len();
        let _ = writeln!(
            text,
            "static MEMBERS_{row}: [Membership; {n}] = [\n{}\n];\nstatic SOURCES_{row}: [u8; {n}] = {:?};",
            spells[row].join("\n"),
            sources[row],
        );
        let _ = writeln!(
            rows,
            "Row {{ group: Group::embedded({}, {}, {kind}, &MEMBERS_{row}), member_sources: &SOURCES_{row}, source: {source}, status: {status} }},",
            quoted(code),
            quoted(&name),
        );
    }
    let _ = writeln!(
        text,
        "pub(super) static ROWS: [Row; {}] = [\n{rows}];",
        codes.len()
    );
    tables.finish(vec![sheet, members], "groups.rs", text);
}

/// Year, month and day, the last two 0 where the source does not have them.
type Parts = (u32, u32, u32);

/// `2007`, `2024-12` or `2020-12-04`.
pub(super) fn partial_date(sheet: &mut Sheet, row: usize, column: usize) -> Option<Parts> {
    let text = sheet.text(row, column).to_owned();
    if text.is_empty() {
        return None;
    }
    let parts: Vec<&str> = text.split('-').collect();
    let widths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts
        .iter()
        .all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let number = |at: usize| {
        parts
            .get(at)
            .and_then(|part| part.parse().ok())
            .unwrap_or(0)
    };
    let (year, month, day) = (number(0), number(1), number(2));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    };
    let shape = matches!(widths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
    let in_range = (1900..=2100).contains(&year)
        && (parts.len() < 2 || (1..=12).contains(&month))
        && (parts.len() < 3 || (1..=days).contains(&day));
    if !(digits && shape && in_range) {
        sheet.refuse(
            row,
            column,
            "a year, a month or a day: 2007, 2024-12, 2020-12-04",
        );
        return None;
    }
    Some((year, month, day))
}

fn first_day((year, month, day): Parts) -> Parts {
    (year, month.max(1), day.max(1))
}

pub(super) fn date_literal(date: Option<Parts>) -> String {
    match date {
        None => "None".to_owned(),
        Some((y, m, d)) => format!("Some(PartialDate::embedded(Year::of::<{y}>(), {m}, {d}))"),
    }
}
