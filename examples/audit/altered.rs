//! Which published file was altered, and where; and which is none of the review.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ict_impact::source::Ledger;
use serde_json::Value;

use super::biennial_review::files::LEDGER;
use super::biennial_review::kit::Files;
use super::hex;

/// Adds a line for each file of the folder that is not the one the ledger names.
pub(super) fn files(folder: &Path, ledger: &Ledger, anew: &Files, wrong: &mut String) {
    for step in ledger
        .steps()
        .iter()
        .filter(|step| step.operation() == "publish")
    {
        let name = step.subject();
        let path = folder.join(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let _ = writeln!(wrong, "DIFFERS  {}: {error}", path.display());
                continue;
            }
        };
        let recorded = step.outcome().output().map(|digest| digest.to_string());
        if recorded.as_deref() == Some(&hex(&bytes)) {
            continue;
        }
        let made = anew
            .iter()
            .find(|(of, _)| *of == name)
            .map(|(_, bytes)| bytes);
        let place = made.and_then(|made| place(made, &bytes));
        let _ = writeln!(
            wrong,
            "DIFFERS  step {} (publish {name}): the file was altered{}",
            step.number(),
            place.unwrap_or_default()
        );
    }
}

/// Adds a line for each file of the folder that the ledger does not name; hidden ones are not
/// looked at.
pub(super) fn additional(folder: &Path, ledger: &Ledger, wrong: &mut String) {
    let published = |name: &str| {
        let mut steps = ledger.steps().iter();
        steps.any(|step| step.operation() == "publish" && step.subject() == name)
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let _ = writeln!(wrong, "DIFFERS  {}: {error}", folder.display());
            return;
        }
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && name != LEDGER && !published(name))
        .collect();
    names.sort();
    for name in names {
        let path = folder.join(name);
        let _ = writeln!(wrong, "DIFFERS  {}: no step made it", path.display());
    }
}

/// Where two files differ: the place in a JSON value, or the line of a text.
fn place(made: &[u8], found: &[u8]) -> Option<String> {
    if let (Ok(made), Ok(found)) = (
        serde_json::from_slice::<Value>(made),
        serde_json::from_slice::<Value>(found),
    ) && let Some((at, made, found)) = first(&made, &found, String::new())
    {
        return Some(format!(" at {at}: made anew {made}, found {found}"));
    }
    let (made, found) = (
        String::from_utf8_lossy(made),
        String::from_utf8_lossy(found),
    );
    let line = made.lines().zip(found.lines()).position(|(a, b)| a != b);
    let line = line.unwrap_or_else(|| made.lines().count().min(found.lines().count()));
    Some(format!(" from line {} on", line + 1))
}

/// The first place at which two JSON values differ, and what stands there.
fn first(made: &Value, found: &Value, at: String) -> Option<(String, String, String)> {
    match (made, found) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            keys.into_iter().find_map(|key| {
                let none = &Value::Null;
                let (a, b) = (a.get(key).unwrap_or(none), b.get(key).unwrap_or(none));
                first(a, b, format!("{at}/{key}"))
            })
        }
        (Value::Array(a), Value::Array(b)) => (0..a.len().max(b.len())).find_map(|place| {
            let none = &Value::Null;
            let (a, b) = (a.get(place).unwrap_or(none), b.get(place).unwrap_or(none));
            first(a, b, format!("{at}/{place}"))
        }),
        _ if made == found => None,
        _ => Some((at, short(made), short(found))),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
