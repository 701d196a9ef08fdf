//! action_lines.csv: the WSIS Action Lines, the eight parts of C7 under their heading.

use std::fmt::Write;

use super::sheet::{Sheet, optional, quoted};
use super::{Read, Tables, status};

const FILE: &str = "action_lines.csv";
const COLUMNS: [&str; 8] = [
    "code",
    "parent",
    "name",
    "facilitator",
    "co_facilitators",
    "facilitator_status",
    "facilitator_note",
    "source",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    // The file is in the order of the Geneva Plan of Action, so codes are compared all to all.
    let codes: Vec<String> = (0..sheet.rows.len())
        .map(|row| sheet.words(row, 0))
        .collect();
    let mut text = format!(
        "pub(super) static LINES: [ActionLine; {}] = [\n",
        codes.len()
    );
    for row in 0..sheet.rows.len() {
        if codes[..row].contains(&codes[row]) {
            sheet.refuse(row, 0, "each code once");
        }
        let parent = sheet.words_or_none(row, 1);
        if let Some(parent) = &parent
            && !codes[..row].contains(parent)
        {
            sheet.refuse(row, 1, "the code of a row above");
        }
        let heading = (0..sheet.rows.len()).any(|child| sheet.text(child, 1) == codes[row]);
        let name = quoted(&sheet.words(row, 2));
        let lead = sheet.words_or_none(row, 3);
        let facilitator = match lead {
            Some(lead) => {
                let co: Vec<String> = match sheet.words_or_none(row, 4) {
                    Some(names) => names.split("; ").map(str::to_owned).collect(),
                    None => Vec::new(),
                };
                let status = status(&mut sheet, row, 5);
                let note = sheet.words_or_none(row, 6);
                format!(
                    "Some(Facilitator {{ lead: {}, co: &{co:?}, status: {status}, note: {} }})",
                    quoted(&lead),
                    optional(note.as_deref()),
                )
            }
            None => {
                for column in 4..7 {
                    if !sheet.text(row, column).is_empty() {
                        sheet.refuse(row, column, "empty, as there is no facilitator");
                    }
                }
                "None".to_owned()
            }
        };
        let source = tables.source(&mut sheet, row, 7);
        let _ = writeln!(
            text,
            "ActionLine {{ code: {}, parent: {}, name: {name}, heading: {heading}, facilitator: {facilitator}, source: {source} }},",
            quoted(&codes[row]),
            optional(parent.as_deref()),
        );
    }
    text.push_str("];\n");
    tables.action_lines = codes;
    tables.finish(vec![sheet], "action_lines.rs", text);
}
