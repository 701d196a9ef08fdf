//! Rows of CSV files and reports in JSON, each with its place.

use std::fmt::Write as _;

use ict_impact::review::{Observation, Report};
use serde_json::Value;

/// A byte-order mark: it would become part of the name of the first column.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The rows of a CSV file that can be read as `T`; everything else is an error that names file
/// and line.
pub(super) fn rows<T: serde::de::DeserializeOwned>(
    name: &str,
    bytes: &[u8],
    errors: &mut Vec<String>,
) -> Vec<(usize, T)> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            errors.push(format!("{name} line 1: {}", reason(&error)));
            return Vec::new();
        }
    };
    // Without a row, too, the columns have to be those of the table.
    let blank = csv::StringRecord::from(vec![""; headers.len()]);
    if let Err(error) = blank.deserialize::<T>(Some(&headers))
        && is_of_columns(&reason(&error))
    {
        errors.push(format!("{name} line 1: {}", reason(&error)));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, |at| line(bytes, at));
                errors.push(format!("{name} line {line}: {}", reason(&error)));
                continue;
            }
        };
        let line = record.position().map_or(0, |at| line(bytes, at));
        match record.deserialize::<T>(Some(&headers)) {
            Ok(row) => rows.push((line, row)),
            Err(error) => {
                errors.push(format!("{name} line {line}: {}", reason(&error)));
            }
        }
    }
    rows
}

/// Whether a column is unknown, missing or there twice.
fn is_of_columns(reason: &str) -> bool {
    let mut faults = ["unknown", "missing", "duplicate"].iter();
    faults.any(|fault| reason.starts_with(&format!("{fault} column")))
}

/// The line on which a record begins: the reader counts from the end of the one before, with
/// its line end and empty lines.
fn line(bytes: &[u8], at: &csv::Position) -> usize {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let (before, rest) = bytes.split_at(start.min(bytes.len()));
    let blank = rest
        .iter()
        .take_while(|byte| b"\r\n".contains(byte))
        .count();
    let ends = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count();
    1 + ends(before) + ends(rest.get(..blank).unwrap_or_default())
}

/// What is wrong, in the words of a table.
fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => {
            err.kind().to_string().replace("field", "column")
        }
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{len} cells under {expected_len} columns"),
        csv::ErrorKind::Utf8 { .. } => "is not UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

/// A JSON file as a report, or an error for each observation that is none, by its number.
pub(super) fn report(name: &str, bytes: &[u8], errors: &mut Vec<String>) -> Option<Report> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let error = match serde_json::from_slice::<Report>(bytes) {
        Ok(report) => return Some(report),
        Err(error) => error,
    };
    let Ok(mut value) = serde_json::from_slice::<Value>(bytes) else {
        errors.push(format!("{name} is no JSON: {error}"));
        return None;
    };
    let before = errors.len();
    if let Some(observations) = value.get_mut("observations").and_then(Value::as_array_mut) {
        for (number, one) in (1..).zip(std::mem::take(observations)) {
            let what = described(&one);
            if let Err(error) = serde_json::from_value::<Observation>(one) {
                errors.push(format!("{name} observation {number}{what}: {error}"));
            }
        }
        if let Err(error) = serde_json::from_value::<Report>(value) {
            errors.push(format!("{name} is no report: {error}"));
        }
    }
    if errors.len() == before {
        errors.push(format!("{name} is no report: {error}"));
    }
    None
}

/// Entity, year and indicator of an observation that cannot be read, as far as it has them.
fn described(observation: &Value) -> String {
    let mut text = String::new();
    for field in ["entity", "year", "indicator"] {
        match observation.pointer(&format!("/key/{field}")) {
            Some(Value::String(word)) => {
                let _ = write!(text, " {word}");
            }
            Some(Value::Number(number)) => {
                let _ = write!(text, " {number}");
            }
            _ => {}
        }
    }
    text
}
