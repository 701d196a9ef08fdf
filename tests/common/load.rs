//! Which cases do the given files and folders hold?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::case::{Case, Problem, parse_suite};

/// The project's own cases.
pub(crate) fn own_cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// Reads all cases of the files, and of the `*.json` files in the folders and the folders in them,
/// in the order of the arguments and then of the names. A file reached twice is read once.
pub(crate) fn load(paths: &[PathBuf]) -> Result<Vec<Case>, Vec<Problem>> {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for path in paths {
        let before = files.len();
        if let Err(problem) = find(path, &mut files) {
            problems.push(problem);
        } else if files.len() == before {
            problems.push(problem(path, "holds no file named *.json".into()));
        }
    }
    let mut seen = BTreeSet::new();
    files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));

    let mut cases = Vec::new();
    for file in files {
        let read = fs::read_to_string(&file)
            .map_err(|error| vec![problem(&file, format!("cannot be read: {error}"))])
            .and_then(|text| parse_suite(&name(&file), &text));
        match read {
            Ok(found) => cases.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    problems.extend(twice(&cases));
    if problems.is_empty() {
        Ok(cases)
    } else {
        Err(problems)
    }
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Problem> {
    let unreadable = |error: std::io::Error| problem(path, format!("cannot be read: {error}"));
    if fs::metadata(path).map_err(unreadable)?.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(unreadable)?;
    let entries: Result<Vec<_>, _> = entries.collect();
    let mut entries = entries.map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let inner = entry.path();
        // `file_type` does not follow links, so a link to a folder above cannot loop.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            find(&inner, files)?;
        } else if inner.extension().is_some_and(|ext| ext == "json") && inner.is_file() {
            files.push(inner);
        }
    }
    Ok(())
}

/// A message for each id that an earlier case of the same suite has.
fn twice(cases: &[Case]) -> Vec<Problem> {
    let mut first: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for case in cases {
        if let Some(file) = first.insert((&case.suite, &case.id), &case.file) {
            problems.push(Problem {
                file: case.file.clone(),
                case: Some(format!("`{}`", case.id)),
                what: format!("has the id of an earlier case in {file}"),
            });
        }
    }
    problems
}

fn problem(path: &Path, what: String) -> Problem {
    Problem {
        file: name(path),
        case: None,
        what,
    }
}

/// A path for messages: inside the package without the folder the package happens to lie in.
fn name(path: &Path) -> String {
    let short = path.strip_prefix(env!("CARGO_MANIFEST_DIR"));
    short.unwrap_or(path).display().to_string()
}
