//! Wrong cells, fed to the checks of the build script.

#[path = "../../src/reference/tables/mod.rs"]
mod tables;

use tables::problem::Problem;

fn read(name: &str) -> Result<String, String> {
    let path = format!("{}/src/reference/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))
}

/// The rows of the panel that its notes are about: enough where another table is on trial.
fn countries_with_notes(panel: &str) -> String {
    let noted = ["country", "BDI", "CAF", "LSO", "NIU", "PRK"];
    let lines = panel
        .lines()
        .filter(|line| noted.iter().any(|code| line.starts_with(code)));
    lines.map(|line| format!("{line}\n")).collect()
}

/// A few rows of a long table: enough where another table is on trial.
fn first_lines(text: &str) -> String {
    text.lines().take(20).map(|l| format!("{l}\n")).collect()
}

/// What the checks say when one file is changed.
pub(super) fn problems(file: &str, change: impl Fn(&str) -> String) -> Vec<Problem> {
    let changed = |name: &str| {
        let text = read(name)?;
        if name != file {
            return Ok(match name {
                "panel.csv" if !file.starts_with("panel") => countries_with_notes(&text),
                "carbon_intensity_vintages.csv" => first_lines(&text),
                _ => text,
            });
        }
        let new = change(&text);
        assert_ne!(new, text, "{file}: the change did not change anything");
        Ok(new)
    };
    tables::generate(&changed).err().unwrap_or_default()
}

/// The file is refused at that line and column when `from`, which stands in it, becomes `to`.
#[track_caller]
pub(super) fn refused(file: &str, from: &str, to: &str, line: usize, column: &str) {
    let text = read(file).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    let found = problems(file, |text| text.replacen(from, to, 1));
    let at = |p: &&Problem| p.file == file && p.line == line && p.column == column;
    assert!(
        found.iter().any(|p| at(&p)),
        "{file}:{line} {column}: {found:#?}"
    );
    assert!(
        found
            .iter()
            .all(|p| !p.to_string().is_empty() && !p.accepted.is_empty())
    );
}

pub(super) fn line_of(file: &str, row: &str) -> usize {
    let text = read(file).unwrap();
    1 + text.lines().position(|line| line.starts_with(row)).unwrap()
}

#[test]
fn the_tables_pass() {
    let files = tables::generate(&|name| read(name)).unwrap();
    assert_eq!(files.len(), 25);
}

#[test]
fn a_message_says_where_what_and_what_is_accepted() {
    let found = problems("panel.csv", |text| text.replacen("101838,", "many,", 1));
    assert_eq!(
        found[0].to_string(),
        "panel.csv:2: column `population`: found `many`; accepted: a finite decimal number in 0..=20000000000"
    );
}

#[test]
fn the_shape_of_a_file_is_checked() {
    refused("gwp.csv", "gas,set", "gas,SET", 1, "");
    let line = line_of("gwp.csv", "CF4,SAR");
    refused("gwp.csv", "CF4,SAR,100,6500,", "CF4,SAR,100,", line, "");
    refused("countries.csv", "alpha2", "\u{feff}alpha2", 1, "");
    refused("countries.csv", "Aruba", "Aru\"ba", 2, "");
    refused("countries.csv", "Aruba", "\"Aruba\" ", 2, "");
    refused("countries.csv", "AF,AFG", "\nAF,AFG", 3, "");
    let open = problems("sources.csv", |text| format!("{text}x,\"y\n"));
    assert!(
        open.iter().any(|p| p.accepted.contains("closing quote")),
        "{open:?}"
    );
    let cut = problems("sources.csv", |text| text.trim_end().to_owned());
    assert!(
        cut.iter().any(|p| p.accepted.contains("line break")),
        "{cut:?}"
    );
    let empty = problems("gwp.csv", |text| {
        text.lines().take(1).map(|l| format!("{l}\n")).collect()
    });
    assert!(empty.iter().any(|p| p.value == "no rows"), "{empty:?}");
    let missing = tables::generate(&|name| {
        if name == "gwp.csv" {
            Err("gone".to_owned())
        } else {
            read(name)
        }
    });
    assert!(
        missing
            .unwrap_err()
            .iter()
            .any(|p| p.file == "gwp.csv" && p.value == "gone")
    );
}

#[test]
fn both_line_ends_are_read_and_give_the_same() {
    let unix = tables::generate(&|name| read(name)).unwrap();
    let windows = tables::generate(&|name| read(name).map(|text| text.replace('\n', "\r\n")));
    assert_eq!(unix, windows.unwrap());
}

#[test]
fn sources_are_checked() {
    let line = line_of("sources.csv", "bblocks-places");
    refused(
        "sources.csv",
        "bblocks-places",
        "bblocks places",
        line,
        "id",
    );
    refused(
        "sources.csv",
        "bblocks-places,ONE Campaign",
        "bblocks-places,",
        line,
        "publisher",
    );
    refused(
        "sources.csv",
        "MIT,https://pypi.org/project/bblocks",
        ",https://pypi.org/project/bblocks",
        line,
        "licence",
    );
    let line = line_of("sources.csv", "gwp-definition");
    refused(
        "sources.csv",
        "definition,,,verified",
        "definition,,,true",
        line,
        "status",
    );
}

#[test]
fn countries_are_checked() {
    refused("countries.csv", "AF,AFG", "af,AFG", 3, "alpha2");
    refused("countries.csv", "AF,AFG", "AF,ZZZ", 4, "alpha3");
    refused("countries.csv", "AF,AFG,004", "AF,AFG,4", 3, "numeric");
    refused("countries.csv", "AF,AFG,004", "AF,AFG,", 3, "numeric");
    refused(
        "countries.csv",
        "AF,AFG,004,004",
        "AF,AFG,004,x04",
        3,
        "m49",
    );
    refused("countries.csv", "Afghanistan", " Afghanistan", 3, "name");
    refused(
        "countries.csv",
        "Afghanistan,datahub-country-codes",
        "Afghanistan,hearsay",
        3,
        "source",
    );
    refused("countries.csv", "AF,AFG", "AW,AFG", 3, "alpha2");
    refused("countries.csv", "AF,AFG,004", "AF,AFG,533", 3, "numeric");
}

#[test]
fn groups_are_checked() {
    refused("groups.csv", "LDC,ldc", "LDC,poor", 2, "kind");
    refused("groups.csv", "LDC,ldc", "LLDC,ldc", 3, "code");
    refused(
        "groups.csv",
        "un-cdp-ldc,secondary",
        "un-cdp-ldc,",
        2,
        "status",
    );
    let file = "group_members.csv";
    let line = line_of(file, "LDC,VUT");
    refused(file, "LDC,VUT", "LDCS,VUT", line, "group");
    refused(file, "LDC,VUT", "LDC,VTU", line, "country");
    refused(file, "VUT,,2020-12-04", "VUT,,2020-13-04", line, "until");
    refused(file, "VUT,,2020-12-04", "VUT,,2021-02-29", line, "until");
    refused(
        file,
        "VUT,,2020-12-04",
        "VUT,2020-12-04,2020-12-04",
        line,
        "until",
    );
    refused(file, "2020-12-04,recorded", "2020-12-04,", line, "end");
    refused(file, "2020-12-04,recorded", ",recorded", line, "end");
    refused(
        file,
        "recorded,un-ohrlls-vanuatu-2020",
        "recorded,",
        line,
        "source",
    );
    refused(
        file,
        "LDC,AGO",
        "LDC,AFG",
        line_of(file, "LDC,AGO"),
        "country",
    );
    let none = problems(file, |text| {
        text.lines()
            .filter(|l| !l.starts_with("SIDS,"))
            .map(|l| format!("{l}\n"))
            .collect()
    });
    assert!(
        none.iter()
            .any(|p| p.file == "groups.csv" && p.value == "SIDS"),
        "{none:?}"
    );
}
