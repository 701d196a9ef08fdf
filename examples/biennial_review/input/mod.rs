//! Reads a user's reports and observations: all that can be read, and everything that cannot.

mod folder;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ict_impact::reference::indicators::{Indicator, Mapping};
use ict_impact::review::follow_up::ReviewFinding;
use ict_impact::review::target::StatedTarget;
use ict_impact::review::{
    Entity, Finding, IndicatorSet, Input, Observation, Organisation, OrganisationEntry,
    OrganisationOptions, Organisations, PreviousReview, Report, ReportRows, Review, ReviewError,
    ReviewOptions, Severity, current_reports, panel, validate_reports,
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
    targets: Vec<StatedTarget>,
    organisations: Vec<OrganisationEntry>,
    /// File and line of each organisation.
    organisation_places: Vec<String>,
    previous: Option<PreviousReview>,
    /// File, or file and line, of each observation of `previous`.
    places_before: Vec<String>,
    previous_reports: Vec<(String, Report)>,
    files: Vec<File>,
}

/// A file that was read.
struct File {
    /// As it was given.
    name: String,
    /// Inside the folder that was given, so that a ledger does not depend on where that is.
    within: String,
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
    read.settle_previous(&mut errors);
    let nothing = read.observations.is_empty() && read.reports.is_empty();
    if errors.is_empty() && nothing {
        errors.push(
            "the input has no observation: it needs a report (.json) with observations or a table \
             (.csv) with rows"
                .to_owned(),
        );
    }
    match panel::observations(first, last) {
        Ok(reference) => read.add_population(reference),
        Err(error) => errors.push(error.to_string()),
    }
    read.check_organisations(&mut errors);
    if errors.is_empty()
        && let Err(error) = read.set()
    {
        errors.push(format!("indicators.csv and action_lines.csv: {error}"));
    }
    (read, errors)
}

/// Name within its folder and digest of every file that is read from these paths.
pub(crate) fn digests(paths: &[PathBuf]) -> Vec<(String, Digest)> {
    let mut digests = Vec::new();
    for path in paths {
        // What cannot be read has been said by whoever tried to review it.
        let mut errors = Vec::new();
        let (whole, files) = match path.is_dir() {
            true => (path.as_path(), folder::all(path, &mut errors)),
            false => {
                let bytes = folder::bytes(path, &mut errors);
                let file = bytes.map(|bytes| (path.clone(), bytes));
                (path.parent().unwrap_or(path), file.into_iter().collect())
            }
        };
        for (file, bytes) in files {
            digests.push((within(whole, &file), Digest::of_bytes(&bytes)));
        }
    }
    let names = distinct(digests.iter().map(|(name, _)| name.as_str()));
    let digests = digests.into_iter().map(|(_, digest)| digest);
    names.into_iter().zip(digests).collect()
}

/// Names as the ledger has them: of several files of one name each with its number before it, so
/// that it does not matter where they lie.
fn distinct<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let distinct = names.clone().map(|name| {
        if names.clone().filter(|other| *other == name).count() == 1 {
            return name.to_owned();
        }
        let number = seen.entry(name).or_default();
        *number += 1;
        format!("{number}/{name}")
    });
    distinct.collect()
}

/// The path inside a folder, with `/` between its names.
fn within(whole: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(whole).unwrap_or(path);
    let names = inside.iter().map(|name| name.to_string_lossy());
    names.collect::<Vec<_>>().join("/")
}

impl Read {
    /// These options with what the input adds to them.
    pub(crate) fn options(&self, options: ReviewOptions) -> ReviewOptions {
        let mut options = options
            .with_indicators(self.indicators.clone(), self.lines.clone())
            .aiming_at(self.targets.clone());
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
        let names = distinct(self.files.iter().map(|file| file.within.as_str()));
        let input = |file: usize| {
            let read = self.files.get(file)?;
            let rows = rows.get(&file).copied().unwrap_or(read.rows);
            Some(Input::new(names.get(file)?.clone(), read.digest, rows))
        };
        order.into_iter().filter_map(input).collect()
    }

    /// Where each observation of a review came from.
    pub(crate) fn places(&self, review: &Review) -> Vec<String> {
        let rows = 0..review.dataset.observations().len();
        rows.map(|row| self.place_of(review, row)).collect()
    }

    /// Where a finding is.
    pub(crate) fn place(&self, review: &Review, finding: &Finding) -> String {
        match (finding.row, finding.report) {
            (Some(row), _) => self.place_of(review, row),
            (None, Some(report)) => self.report_name(report).to_owned(),
            (None, None) => "input".to_owned(),
        }
    }

    /// What is wrong with what was known when the biennium before was reviewed.
    pub(crate) fn errors_of_previous(&self, options: &ReviewOptions) -> Vec<String> {
        let Some(previous) = &self.previous else {
            return Vec::new();
        };
        let found = self.set().and_then(|set| {
            validate_reports(&[], previous.observations.clone(), set, &options.reports)
                .map_err(ReviewError::from)
        });
        let found = match found {
            Ok(found) => found.findings,
            Err(error) => return vec![error.to_string()],
        };
        found
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| {
                let place = finding.row.and_then(|row| self.places_before.get(row));
                said(place.map_or("previous", String::as_str), finding)
            })
            .collect()
    }

    /// The embedded indicators and those of the input.
    fn set(&self) -> Result<IndicatorSet, ReviewError> {
        IndicatorSet::embedded()?.with(self.indicators.iter().cloned(), self.lines.iter().cloned())
    }

    /// The id of each report, for whoever gave one that is not there.
    pub(crate) fn ids(&self) -> Vec<String> {
        let ids = self.reports.iter().enumerate().filter_map(|(at, report)| {
            let id = report.id().ok()?;
            Some(format!("{} has the id {id}", self.report_name(at)))
        });
        ids.collect()
    }

    fn report_name(&self, report: usize) -> &str {
        let file = self.report_files.get(report);
        let file = file.and_then(|file| self.files.get(*file));
        file.map_or("report", |file| file.name.as_str())
    }

    fn place_of(&self, review: &Review, row: usize) -> String {
        let among = |rows: &&ReportRows| (rows.first..rows.end).contains(&row);
        if let Some(rows) = review.reports.iter().find(among) {
            let number = row - rows.first + 1;
            return format!("{} observation {number}", self.report_name(rows.report));
        }
        let before = review.reports.iter().map(|rows| rows.end).max();
        let place = row.checked_sub(before.unwrap_or(0));
        let place = place.and_then(|place| self.places.get(place));
        place.map_or_else(|| "input".to_owned(), Clone::clone)
    }

    fn add_population(&mut self, reference: Vec<Observation>) {
        const PERSONS: &str = "PART.POPULATION";
        // What is wrong with versions is said when the review is made.
        let current = current_reports(&self.reports).map(|current| current.reports);
        let reports = current.unwrap_or_default().into_iter();
        let reports = reports.filter_map(|at| self.reports.get(at));
        let of_reports = reports.flat_map(|report| &report.observations);
        let given: BTreeSet<(Entity, Year)> = of_reports
            .chain(&self.observations)
            .filter(|observation| observation.key.indicator == PERSONS)
            .map(|observation| (observation.key.entity, observation.key.year))
            .collect();
        for observation in reference {
            let whose = (observation.key.entity, observation.key.year);
            if observation.key.indicator == PERSONS && !given.contains(&whose) {
                self.places
                    .push(format!("embedded panel, {}", observation.key));
                self.observations.push(observation);
            }
        }
    }

    fn file(&mut self, whole: &Path, path: &Path, bytes: &[u8]) -> usize {
        self.files.push(File {
            name: path.display().to_string(),
            within: within(whole, path),
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

    /// Holds the register together, and every organisation with a value in it: of another no total
    /// would have the value.
    fn check_organisations(&self, errors: &mut Vec<String>) {
        let mut entries = self.organisations.clone();
        let mut places = self.organisation_places.clone();
        while let Err(error) = Organisations::new(entries.iter().cloned()) {
            let ReviewError::Organisations { organisation, .. } = &error else {
                errors.push(error.to_string());
                break;
            };
            // The last of the same id: it is the one that is there twice, if one is.
            let wrong = |entry: &OrganisationEntry| entry.organisation == *organisation;
            let Some(at) = entries.iter().rposition(wrong) else {
                errors.push(error.to_string());
                break;
            };
            errors.push(format!("{}: {error}", places[at]));
            if entries.iter().filter(|entry| wrong(entry)).count() > 1 {
                entries.remove(at);
                places.remove(at);
            } else {
                entries[at].parent = None;
            }
        }
        let known: BTreeSet<Organisation> = self
            .organisations
            .iter()
            .map(|entry| entry.organisation)
            .collect();
        let mut check = |place: &str, entity: Entity| {
            if entity.organisation().is_some_and(|id| !known.contains(&id)) {
                errors.push(format!(
                    "{place}: {entity} is not in organisations.csv, so no total would have it"
                ));
            }
        };
        for (at, report) in self.reports.iter().enumerate() {
            let name = self.report_name(at);
            check(name, report.entity);
            for (number, observation) in (1..).zip(&report.observations) {
                if observation.key.entity != report.entity {
                    let place = format!("{name} observation {number}");
                    check(&place, observation.key.entity);
                }
            }
        }
        for (place, observation) in self.places.iter().zip(&self.observations) {
            check(place, observation.key.entity);
        }
    }

    fn before(&mut self) -> &mut PreviousReview {
        self.previous.get_or_insert_default()
    }

    fn add_previous_findings(&mut self, findings: Vec<ReviewFinding>) {
        self.before().findings.extend(findings);
    }

    fn add_previous_rows(&mut self, rows: Vec<(String, Observation)>) {
        for (place, observation) in rows {
            self.places_before.push(place);
            self.before().observations.push(observation);
        }
    }

    fn add_previous_report(&mut self, name: String, report: Report) {
        self.before();
        self.previous_reports.push((name, report));
    }

    /// Takes the observations of the reports of then that count, as those of now.
    fn settle_previous(&mut self, errors: &mut Vec<String>) {
        let (names, reports): (Vec<String>, Vec<Report>) =
            std::mem::take(&mut self.previous_reports)
                .into_iter()
                .unzip();
        if reports.is_empty() {
            return;
        }
        let current = match current_reports(&reports) {
            Ok(current) => current,
            Err(error) => return errors.push(error.to_string()),
        };
        for finding in &current.findings {
            if finding.severity == Severity::Error {
                let name = finding.report.and_then(|at| names.get(at));
                errors.push(said(name.map_or("previous", String::as_str), finding));
            }
        }
        for at in current.reports {
            let (Some(report), Some(name)) = (reports.get(at), names.get(at)) else {
                continue;
            };
            for (number, observation) in (1..).zip(&report.observations) {
                self.places_before
                    .push(format!("{name} observation {number}"));
                self.before().observations.push(observation.clone());
            }
        }
        self.before().reports.extend(reports);
    }
}

/// A finding of validation as an error of the input.
pub(crate) fn said(place: &str, finding: &Finding) -> String {
    let key = finding.key.as_ref().map(|key| format!(" {key}"));
    let key = key.unwrap_or_default();
    format!("{place}: {}{key}: {}", finding.rule, finding.message)
}
