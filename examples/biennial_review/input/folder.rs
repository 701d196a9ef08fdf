//! Which file of a folder is what.

use std::fs;
use std::path::{Path, PathBuf};

use ict_impact::review::follow_up::review_findings;
use ict_impact::review::target::stated_targets;
use ict_impact::review::{
    Observation, OrganisationEntry, ReviewError, Row, own_indicators, own_mappings,
};
use ict_impact::time::Year;
use serde::Deserialize;

use super::{Read, table};

/// The sub-folder with what was known when the biennium before was reviewed.
const PREVIOUS: &str = "previous";

/// Earlier years are taken for years of two digits.
const FIRST_YEAR: Year = Year::of::<1900>();

/// What a folder may hold.
const EXPECTED: &str = "is neither a report (.json) nor a table (.csv); \
                        beside them only README… and hidden files are accepted";

/// Reads a folder: reports (`*.json`), observations (`*.csv`), `indicators.csv`,
/// `action_lines.csv`, `targets.csv`, `organisations.csv` and the folder `previous`. Anything else
/// is refused, but for `README…` and hidden files.
pub(super) fn read(folder: &Path, read: &mut Read, errors: &mut Vec<String>) {
    let before = read.files.len();
    for path in sorted(folder, &[PREVIOUS], errors) {
        let Some(bytes) = bytes(&path, errors) else {
            continue;
        };
        let name = path.display().to_string();
        match (stem(&path).as_str(), extension(&path).as_str()) {
            ("indicators", "csv") => {
                let rows = table::rows(&name, &bytes, errors);
                read.indicators
                    .extend(kept(&name, own_indicators(rows), errors));
            }
            ("action_lines", "csv") => {
                let rows = table::rows(&name, &bytes, errors);
                read.lines.extend(kept(&name, own_mappings(rows), errors));
            }
            ("targets", "csv") => {
                let rows = table::rows(&name, &bytes, errors);
                read.targets
                    .extend(kept(&name, stated_targets(rows), errors));
            }
            ("organisations", "csv") => {
                let rows = table::rows::<OrganisationRow>(&name, &bytes, errors);
                for (line, row) in rows {
                    match row.entry() {
                        Ok(entry) => {
                            read.organisation_places.push(format!("{name} line {line}"));
                            read.organisations.push(entry);
                        }
                        Err(error) => errors.push(format!("{name} line {line}: {error}")),
                    }
                }
            }
            (_, "json") => {
                let file = read.file(folder, &path, &bytes);
                if let Some(report) = table::report(&name, &bytes, errors) {
                    read.reports.push(report);
                    read.report_files.push(file);
                }
                continue;
            }
            (_, "csv") => {
                let file = read.file(folder, &path, &bytes);
                let rows = parsed(&name, &bytes, errors);
                read.add_rows(file, rows);
                continue;
            }
            _ => {
                errors.push(format!("{name}: {EXPECTED}"));
                continue;
            }
        }
        read.file(folder, &path, &bytes);
    }
    if read.files.len() == before {
        errors.push(format!(
            "{}: a folder without a .json or .csv file",
            folder.display()
        ));
    }
    let previous = folder.join(PREVIOUS);
    if previous.is_dir() {
        read_previous(folder, &previous, read, errors);
    }
}

/// Names and bytes of all files of a folder that are read.
pub(super) fn all(folder: &Path, errors: &mut Vec<String>) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths = sorted(folder, &[PREVIOUS], errors);
    let previous = folder.join(PREVIOUS);
    if previous.is_dir() {
        paths.extend(sorted(&previous, &[], errors));
    }
    let read = |path: PathBuf| bytes(&path, errors).map(|bytes| (path, bytes));
    paths.into_iter().filter_map(read).collect()
}

/// Reads one file of observations.
pub(super) fn observations(path: &Path, read: &mut Read, errors: &mut Vec<String>) {
    if let Some(bytes) = bytes(path, errors) {
        let whole = path.parent().unwrap_or(path);
        let file = read.file(whole, path, &bytes);
        let rows = parsed(&path.display().to_string(), &bytes, errors);
        read.add_rows(file, rows);
    }
}

/// Reads what was known then: reports, observations and `findings.csv`.
fn read_previous(whole: &Path, folder: &Path, read: &mut Read, errors: &mut Vec<String>) {
    for path in sorted(folder, &[], errors) {
        let Some(bytes) = bytes(&path, errors) else {
            continue;
        };
        let name = path.display().to_string();
        match (stem(&path).as_str(), extension(&path).as_str()) {
            ("findings", "csv") => {
                let rows = table::rows(&name, &bytes, errors);
                let findings = kept(&name, review_findings(rows), errors);
                read.add_previous_findings(findings);
            }
            (_, "json") => {
                if let Some(report) = table::report(&name, &bytes, errors) {
                    read.add_previous_report(name, report);
                }
            }
            (_, "csv") => {
                let rows = parsed(&name, &bytes, errors);
                read.add_previous_rows(rows);
            }
            _ => {
                errors.push(format!("{name}: {EXPECTED}"));
                continue;
            }
        }
        read.file(whole, &path, &bytes);
    }
}

fn parsed(name: &str, bytes: &[u8], errors: &mut Vec<String>) -> Vec<(String, Observation)> {
    let (mut read, mut unreadable) = (Vec::new(), Vec::new());
    let mut bad = Vec::new();
    for (line, row) in table::rows::<Row>(name, bytes, &mut unreadable) {
        let place = format!("{name} line {line}");
        match Observation::try_from(row) {
            Ok(observation) if observation.key.year < FIRST_YEAR => bad.push(format!(
                "{place}: year `{}`: accepted is a year in four digits, from {FIRST_YEAR} on",
                observation.key.year
            )),
            Ok(observation) => read.push((place, observation)),
            Err(error) => bad.push(format!("{place}: {error}")),
        }
    }
    unreadable.extend(bad);
    unreadable.sort_by_key(|error| line_of(name, error));
    errors.append(&mut unreadable);
    read
}

/// The line that an error of a file names.
fn line_of(name: &str, error: &str) -> usize {
    let rest = error
        .strip_prefix(name)
        .and_then(|e| e.strip_prefix(" line "));
    let number = rest.and_then(|rest| rest.split(':').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// What could be made of the rows of a file; every row that could not is an error.
fn kept<T>(name: &str, made: Result<Vec<T>, ReviewError>, errors: &mut Vec<String>) -> Vec<T> {
    match made {
        Ok(made) => made,
        Err(ReviewError::BadRows(rows)) => {
            let bad = rows.iter();
            errors.extend(bad.map(|bad| format!("{name} line {}: {}", bad.row, bad.error)));
            Vec::new()
        }
        Err(error) => {
            errors.push(format!("{name}: {error}"));
            Vec::new()
        }
    }
}

/// One row of `organisations.csv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationRow {
    organisation: String,
    name: String,
    country: String,
    #[serde(default)]
    parent: String,
}

impl OrganisationRow {
    fn entry(self) -> Result<OrganisationEntry, Box<dyn std::error::Error>> {
        let parent = match self.parent.as_str() {
            "" => None,
            id => Some(id.parse()?),
        };
        Ok(OrganisationEntry {
            organisation: self.organisation.parse()?,
            name: self.name,
            country: self.country.parse()?,
            parent,
        })
    }
}

/// The files of a folder in the order of their names, without `README…` and hidden ones. Other
/// sub-folders than the accepted are errors.
fn sorted(folder: &Path, accepted: &[&str], errors: &mut Vec<String>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    match fs::read_dir(folder) {
        Ok(entries) => {
            for entry in entries {
                match entry {
                    Ok(entry) => paths.push(entry.path()),
                    Err(error) => errors.push(format!("{}: {error}", folder.display())),
                }
            }
        }
        Err(error) => errors.push(format!("{}: {error}", folder.display())),
    }
    paths.sort();
    paths.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || name.starts_with("README") {
            return false;
        }
        if path.is_dir() && !accepted.contains(&&*name) {
            errors.push(format!(
                "{}: is a folder; accepted in a folder of reports is `{PREVIOUS}`, and none in that",
                path.display()
            ));
        }
        !path.is_dir()
    });
    paths
}

pub(super) fn bytes(path: &Path, errors: &mut Vec<String>) -> Option<Vec<u8>> {
    let read = fs::read(path);
    if let Err(error) = &read {
        errors.push(format!("{}: {error}", path.display()));
    }
    read.ok()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn extension(path: &Path) -> String {
    path.extension().map_or_else(String::new, |extension| {
        extension.to_string_lossy().into_owned()
    })
}
