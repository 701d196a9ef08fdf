//! Rows of a CSV file, each with its line.

use serde_json::Value;

/// The rows of a CSV file that can be read as `T`; everything else is an error that names file
/// and line.
pub(super) fn rows<T: serde::de::DeserializeOwned>(
    name: &str,
    bytes: &[u8],
    errors: &mut Vec<String>,
) -> Vec<(usize, T)> {
    // A byte-order mark would become part of the first column's name.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            errors.push(format!("{name}: {error}"));
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                errors.push(format!("{name}: {error}"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match record.deserialize::<T>(Some(&headers)) {
            Ok(row) => rows.push((line as usize, row)),
            Err(error) => errors.push(format!("{name} line {line}: {error}")),
        }
    }
    rows
}

/// A JSON file as `T`, or an error that names file, line and column.
pub(super) fn json<T: serde::de::DeserializeOwned>(
    name: &str,
    bytes: &[u8],
    errors: &mut Vec<String>,
) -> Option<T> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let read = serde_json::from_slice::<T>(bytes);
    if let Err(error) = &read {
        let what = match serde_json::from_slice::<Value>(bytes) {
            Ok(_) => "is no report",
            Err(_) => "is no JSON",
        };
        errors.push(format!("{name} {what}: {error}"));
    }
    read.ok()
}
