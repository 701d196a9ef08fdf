//! Reads a user's observations from tidy CSV files.

use std::fs;
use std::path::{Path, PathBuf};

use ict_impact::review::{Key, Observation, Row, panel};
use ict_impact::time::Year;

/// Observations and where each stands.
pub(crate) struct Input {
    pub(crate) observations: Vec<Observation>,
    /// File and line of each observation.
    pub(crate) places: Vec<String>,
}

/// Reads all files: what can be read, and everything that cannot.
///
/// Where the files have no population of a country and year, that of the embedded panel is
/// taken, so that coverage can be measured.
pub(crate) fn read(paths: &[PathBuf], first: Year, last: Year) -> (Input, Vec<String>) {
    let (mut input, mut errors) = (
        Input {
            observations: Vec::new(),
            places: Vec::new(),
        },
        Vec::new(),
    );
    for path in paths {
        match csv_files(path) {
            Ok(files) => {
                for file in files {
                    read_file(&file, &mut input, &mut errors);
                }
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() && input.observations.is_empty() {
        errors.push("the input has no row".to_owned());
    }
    let reference = match panel::observations(first, last) {
        Ok(reference) => reference,
        Err(error) => {
            errors.push(error.to_string());
            Vec::new()
        }
    };
    let given: std::collections::BTreeSet<Key> = input
        .observations
        .iter()
        .map(|observation| observation.key.clone())
        .collect();
    for observation in reference {
        if observation.key.indicator == "PART.POPULATION" && !given.contains(&observation.key) {
            input
                .places
                .push(format!("embedded panel, {}", observation.key));
            input.observations.push(observation);
        }
    }
    (input, errors)
}

/// The file itself, or the CSV files of a folder in the order of their names.
fn csv_files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let error = |error: std::io::Error| format!("{}: {error}", path.display());
    if !fs::metadata(path).map_err(error)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(error)? {
        let file = entry.map_err(error)?.path();
        if file.extension().is_some_and(|extension| extension == "csv") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: a folder without a .csv file", path.display()));
    }
    Ok(files)
}

fn read_file(path: &Path, input: &mut Input, errors: &mut Vec<String>) {
    let name = path.display();
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return errors.push(format!("{name}: {error}")),
    };
    // A byte-order mark would become part of the first column's name.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return errors.push(format!("{name}: {error}")),
    };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                errors.push(format!("{name}: {error}"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let place = format!("{name} line {line}");
        match record
            .deserialize::<Row>(Some(&headers))
            .map_err(|error| error.to_string())
            .and_then(|row| Observation::try_from(row).map_err(|error| error.to_string()))
        {
            Ok(observation) => {
                input.observations.push(observation);
                input.places.push(place);
            }
            Err(error) => errors.push(format!("{place}: {error}")),
        }
    }
}
