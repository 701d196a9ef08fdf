//! Reads a user's reports and observations: all that can be read, and everything that cannot.

mod folder;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ict_impact::reference::indicators::{Indicator, Mapping};
use ict_impact::review::follow_up::ReviewFinding;
use ict_impact::review::{
    Finding, Input, Key, Observation, OrganisationEntry, OrganisationOptions, Organisations,
    PreviousReview, Report, Review, ReviewOptions, panel,
};
use ict_impact::source::Digest;
use ict_impact::time::Year;

/// Everything that was read.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) reports: Vec<Report>,
    /// File of each report.
    report_files: Vec<usize>,
    pub(crate) observations: Vec<Observation>,
    /// File and line of each observation that no report gives.
    places: Vec<String>,
    indicators: Vec<Indicator>,
    lines: Vec<Mapping>,
    organisations: Vec<OrganisationEntry>,
    previous: Option<PreviousReview>,
    files: Vec<File>,
}

/// A file that was read.
struct File {
    name: String,
    digest: Digest,
    /// Observations outside reports.
    rows: usize,
}

/// Reads all files and folders.
///
/// Where they have no population of a country and year, that of the embedded panel is taken, so
/// that coverage can be measured.
pub(crate) fn read(paths: &[PathBuf], first: Year, last: Year) -> (Read, Vec<String>) {
    let (mut read, mut errors) = (Read::default(), Vec::new());
    for path in paths {
        match path.is_dir() {
            true => folder::read(path, &mut read, &mut errors),
            false => folder::observations(path, &mut read, &mut errors),
        }
    }
    let nothing = read.observations.is_empty() && read.reports.is_empty();
    if errors.is_empty() && nothing {
        errors.push("the input has no row".to_owned());
    }
    match panel::observations(first, last) {
        Ok(reference) => read.add_population(reference),
        Err(error) => errors.push(error.to_string()),
    }
    if let Err(error) = Organisations::new(read.organisations.iter().cloned()) {
        errors.push(error.to_string());
    }
    (read, errors)
}

impl Read {
    /// These options with what the input adds to them.
    pub(crate) fn options(&self, options: ReviewOptions) -> ReviewOptions {
        let mut options = options.with_indicators(self.indicators.clone(), self.lines.clone());
        if let Some(previous) = &self.previous {
            options = options.against(previous.clone());
        }
        match Organisations::new(self.organisations.iter().cloned()) {
            Ok(register) if !self.organisations.is_empty() => {
                options.with_organisations(OrganisationOptions::of(register))
            }
            _ => options,
        }
    }

    /// The files in the order in which the review took their observations.
    pub(crate) fn inputs(&self, review: &Review) -> Vec<Input> {
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        let mut order = Vec::new();
        for of in &review.reports {
            if let Some(&file) = self.report_files.get(of.report) {
                rows.insert(file, of.end - of.first);
                order.push(file);
            }
        }
        order.extend((0..self.files.len()).filter(|file| !rows.contains_key(file)));
        let input = |file: usize| {
            let read = self.files.get(file)?;
            let rows = rows.get(&file).copied().unwrap_or(read.rows);
            Some(Input::new(read.name.clone(), read.digest, rows))
        };
        order.into_iter().filter_map(input).collect()
    }

    /// Where a finding is.
    pub(crate) fn place(&self, review: &Review, finding: &Finding) -> String {
        if let Some(report) = finding.report {
            let file = self.report_files.get(report);
            let file = file.and_then(|file| self.files.get(*file));
            let name = file.map_or("report", |file| file.name.as_str());
            let first = review.reports.iter().find(|rows| rows.report == report);
            return match (first, finding.row) {
                (Some(rows), Some(row)) if row >= rows.first => {
                    format!("{name} observation {}", row - rows.first + 1)
                }
                _ => name.to_owned(),
            };
        }
        let before = review.reports.iter().map(|rows| rows.end).max();
        let row = finding.row.map(|row| row - before.unwrap_or(0));
        let place = row.and_then(|row| self.places.get(row));
        place.map_or_else(|| "input".to_owned(), Clone::clone)
    }

    fn add_population(&mut self, reference: Vec<Observation>) {
        let of_reports = self.reports.iter().flat_map(|report| &report.observations);
        let given: BTreeSet<Key> = of_reports
            .chain(&self.observations)
            .map(|observation| observation.key.clone())
            .collect();
        for observation in reference {
            if observation.key.indicator == "PART.POPULATION" && !given.contains(&observation.key) {
                self.places
                    .push(format!("embedded panel, {}", observation.key));
                self.observations.push(observation);
            }
        }
    }

    fn file(&mut self, path: &Path, bytes: &[u8]) -> usize {
        self.files.push(File {
            name: path.display().to_string(),
            digest: Digest::of_bytes(bytes),
            rows: 0,
        });
        self.files.len() - 1
    }

    fn add_rows(&mut self, file: usize, rows: Vec<(String, Observation)>) {
        if let Some(file) = self.files.get_mut(file) {
            file.rows += rows.len();
        }
        for (place, observation) in rows {
            self.places.push(place);
            self.observations.push(observation);
        }
    }

    fn before(&mut self) -> &mut PreviousReview {
        self.previous.get_or_insert_default()
    }

    fn add_previous_findings(&mut self, findings: Vec<ReviewFinding>) {
        self.before().findings.extend(findings);
    }
}
