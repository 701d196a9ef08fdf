//! indicators.csv and indicator_action_lines.csv: indicators, the parts of ratios, and the
//! Action Lines they speak to.

use std::fmt::Write;

use super::sheet::{Sheet, quoted};
use super::{Read, Tables, status};

const FILE: &str = "indicators.csv";
const COLUMNS: [&str; 12] = [
    "code",
    "name",
    "unit",
    "kind",
    "numerator",
    "denominator",
    "direction",
    "framework",
    "series",
    "mutually_exclusive_with",
    "source",
    "status",
];
const LINES: &str = "indicator_action_lines.csv";
const LINE_COLUMNS: [&str; 5] = ["indicator", "action_line", "reason", "source", "status"];
const KINDS: [&str; 7] = [
    "sum",
    "stock",
    "count",
    "ratio",
    "count_of_countries",
    "share_of_countries",
    "relative_to_2020",
];
const DIRECTIONS: [&str; 3] = ["up", "down", "context"];
const DIRECTION_VARIANTS: [&str; 3] = ["Direction::Up", "Direction::Down", "Direction::Context"];
const FRAMEWORKS: [&str; 6] = [
    "sdg",
    "itu_connect_2030",
    "itu_strategic_plan_2024_2027",
    "itu_t_l1470",
    "project",
    "part",
];
const FRAMEWORK_VARIANTS: [&str; 6] = [
    "Framework::Sdg",
    "Framework::ItuConnect2030",
    "Framework::ItuStrategicPlan2024To2027",
    "Framework::ItuTL1470",
    "Framework::Project",
    "Framework::Part",
];

pub(super) fn generate(tables: &mut Tables, read: Read<'_>) {
    let mut sheet = Sheet::read(FILE, &COLUMNS, read(FILE));
    sheet.increasing(&[0], |s, row| s.text(row, 0).to_owned());
    let codes: Vec<String> = (0..sheet.rows.len())
        .map(|row| sheet.words(row, 0))
        .collect();
    let mut text = format!("pub(super) static ROWS: [Indicator; {}] = [\n", codes.len());
    for row in 0..sheet.rows.len() {
        let (name, unit) = (quoted(&sheet.words(row, 1)), quoted(&sheet.words(row, 2)));
        let kind = kind(&mut sheet, row, &codes);
        let direction = DIRECTION_VARIANTS[sheet.one_of(row, 6, &DIRECTIONS)];
        let framework = sheet.one_of(row, 7, &FRAMEWORKS);
        if (framework == 5) != codes[row].starts_with("PART.") {
            sheet.refuse(
                row,
                7,
                "`part` for codes that begin with PART., and only for those",
            );
        }
        let target = sdg_target(&mut sheet, row, framework == 0);
        let series = sheet.words_or_none(row, 8);
        let excludes = sheet.words_or_none(row, 9);
        if excludes.is_some() {
            let other = sheet.code(row, 9, &codes, FILE);
            if sheet.text(other, 9) != codes[row] {
                sheet.refuse(row, 9, "an indicator that names this one in return");
            }
        }
        let source = tables.source(&mut sheet, row, 10);
        let status = status(&mut sheet, row, 11);
        let _ = writeln!(
            text,
            "Indicator {{ code: Cow::Borrowed({}), name: Cow::Borrowed({name}), unit: Cow::Borrowed({unit}), kind: {kind}, direction: {direction}, framework: {}, sdg_target: {}, series: {}, mutually_exclusive_with: {}, least: Some(0.0), greatest: None, cited: Cited::Table({source}), status: {status} }},",
            quoted(&codes[row]),
            FRAMEWORK_VARIANTS[framework],
            borrowed(target.as_deref()),
            borrowed(series.as_deref()),
            borrowed(excludes.as_deref()),
        );
    }
    text.push_str("];\n");

    let mut lines = Sheet::read(LINES, &LINE_COLUMNS, read(LINES));
    let mut keys = Vec::new();
    let _ = writeln!(
        text,
        "pub(super) static LINES: [Mapping; {}] = [",
        lines.rows.len()
    );
    for row in 0..lines.rows.len() {
        let indicator = lines.code(row, 0, &codes, FILE);
        let accepted: Vec<&str> = tables.action_lines.iter().map(String::as_str).collect();
        let line = lines.one_of(row, 1, &accepted);
        keys.push((indicator, line));
        let reason = quoted(&lines.words(row, 2));
        let source = tables.source(&mut lines, row, 3);
        let status = status(&mut lines, row, 4);
        let _ = writeln!(
            text,
            "Mapping {{ indicator: Cow::Borrowed({}), action_line: {}, reason: Cow::Borrowed({reason}), cited: Cited::Table({source}), status: {status} }},",
            quoted(lines.text(row, 0)),
            quoted(lines.text(row, 1)),
        );
    }
    lines.increasing(&[0, 1], |_, row| keys[row]);
    text.push_str("];\n");
    tables.finish(vec![sheet, lines], "indicators.rs", text);
    tables.indicators = codes;
}

/// The kind of an indicator, with the parts it needs and no others.
fn kind(sheet: &mut Sheet, row: usize, codes: &[String]) -> String {
    let kind = sheet.one_of(row, 3, &KINDS);
    let parts = match KINDS[kind] {
        "ratio" => 2,
        "relative_to_2020" => 1,
        _ => 0,
    };
    let mut part = |column: usize| {
        let at = sheet.code(row, column, codes, FILE);
        if !matches!(sheet.text(at, 3), "sum" | "stock" | "count") {
            sheet.refuse(
                row,
                column,
                "an indicator or part whose kind is sum, stock or count",
            );
        }
        quoted(sheet.text(row, column))
    };
    let literal = match KINDS[kind] {
        "ratio" => format!(
            "Kind::Ratio {{ numerator: Cow::Borrowed({}), denominator: Cow::Borrowed({}) }}",
            part(4),
            part(5)
        ),
        "relative_to_2020" => {
            format!(
                "Kind::RelativeTo {{ amount: Cow::Borrowed({}), base_year: 2020 }}",
                part(4)
            )
        }
        "sum" => "Kind::Sum".to_owned(),
        "stock" => "Kind::Stock".to_owned(),
        "count" => "Kind::Count".to_owned(),
        "count_of_countries" => "Kind::CountOfCountries".to_owned(),
        _ => "Kind::ShareOfCountries".to_owned(),
    };
    for column in 4 + parts..6 {
        if !sheet.text(row, column).is_empty() {
            sheet.refuse(row, column, "empty for this kind");
        }
    }
    literal
}

/// `7.1` of `SDG.7.1.1`: goal and target are the first two parts of the code.
fn sdg_target(sheet: &mut Sheet, row: usize, sdg: bool) -> Option<String> {
    let code = sheet.text(row, 0).to_owned();
    let parts: Vec<&str> = code.split('.').collect();
    if sdg != (parts[0] == "SDG" && parts.len() >= 4) {
        sheet.refuse(
            row,
            0,
            "SDG.<goal>.<target>.<indicator> in framework sdg, and only there",
        );
    }
    sdg.then(|| {
        parts
            .iter()
            .skip(1)
            .take(2)
            .copied()
            .collect::<Vec<_>>()
            .join(".")
    })
}

/// `Some(Cow::Borrowed("text"))` or `None`.
fn borrowed(text: Option<&str>) -> String {
    text.map_or_else(
        || "None".to_owned(),
        |text| format!("Some(Cow::Borrowed({}))", quoted(text)),
    )
}
