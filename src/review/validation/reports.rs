//! Reports as a whole: which count, what their values inherit, and rules V16, V17 and V18.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::editions::Editions;
use super::{Finding, Given, ReferenceSeries, Rule, Severity, Validated, ValidationOptions, run};
use crate::place::{Group, ScheduledChanges};
use crate::reference::groups;
use crate::review::{Datum, Entity, IndicatorSet, Observation, Qualifier, Report, current_reports};
use crate::source::{DigestError, SourceId, SourceRegister};
use crate::time::Date;

/// What reports are held against.
///
/// # Source
/// Flexibility is for developing countries that need it in the light of their capacities (Paris
/// Agreement, Article 13, paragraph 2). No list says who they are: that the least developed, the
/// landlocked developing and the small island developing States and the low and lower-middle
/// income countries may claim it is this library's choice, and can be replaced.
///
/// # Example
/// ```
/// use ict_impact::{place::Country, reference::groups, review::ReportOptions};
/// let options = ReportOptions::default();
/// let day = "2023-12-31".parse()?;
/// let (kenya, germany): (Country, Country) = ("KEN".parse()?, "DEU".parse()?);
/// assert!(options.entitles(kenya, day) && !options.entitles(germany, day));
/// let ldc = options.entitling(vec![groups::group("LDC")?.clone()]);
/// assert!(!ldc.entitles(kenya, day));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReportOptions {
    /// The limits of the rules of single values.
    pub limits: ValidationOptions,
    /// The groups whose members may claim flexibility (V16).
    pub entitled: Vec<Group>,
    /// Whether scheduled ends of membership count (V16).
    pub scheduled: ScheduledChanges,
    /// The newer editions that are known (V18): those of the embedded register.
    pub editions: Editions,
    /// What population and GDP have to agree with (V10): the embedded panel.
    pub reference: ReferenceSeries,
}

impl Default for ReportOptions {
    fn default() -> Self {
        const ENTITLED: [&str; 5] = [
            "LDC",
            "LLDC",
            "SIDS",
            "WB:Low income",
            "WB:Lower middle income",
        ];
        Self {
            limits: ValidationOptions::default(),
            entitled: ENTITLED
                .iter()
                .filter_map(|code| groups::group(code).ok().cloned())
                .collect(),
            scheduled: ScheduledChanges::Ignore,
            editions: Editions::of(&SourceRegister::embedded()),
            reference: ReferenceSeries::Panel,
        }
    }
}

impl ReportOptions {
    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: ValidationOptions) -> Self {
        self.limits = limits;
        self
    }

    /// The same with other groups whose members may claim flexibility.
    #[must_use]
    pub fn entitling(mut self, groups: Vec<Group>) -> Self {
        self.entitled = groups;
        self
    }

    /// The same with scheduled ends of membership counted or not.
    #[must_use]
    pub fn with_scheduled(mut self, scheduled: ScheduledChanges) -> Self {
        self.scheduled = scheduled;
        self
    }

    /// The same with other newer editions.
    #[must_use]
    pub fn with_editions(mut self, editions: Editions) -> Self {
        self.editions = editions;
        self
    }

    /// The same with another series for population and GDP.
    #[must_use]
    pub fn with_reference(mut self, reference: ReferenceSeries) -> Self {
        self.reference = reference;
        self
    }

    /// Whether flexibility is open to an entity on a day; it is to no organisation.
    pub fn entitles(&self, entity: impl Into<Entity>, day: Date) -> bool {
        let Entity::Country(country) = entity.into() else {
            return false;
        };
        let is_in = |group: &Group| {
            let spells = group.memberships().iter();
            let mut own = spells.filter(|spell| spell.country == country);
            own.any(|spell| spell.holds_at(day, self.scheduled))
        };
        self.entitled.iter().any(is_in)
    }
}

/// The rows of one report in a dataset: from `first` to the one before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportRows {
    /// Place of the report in what was given, from 0.
    pub report: usize,
    /// Its first row.
    pub first: usize,
    /// One past its last row.
    pub end: usize,
}

/// Holds reports, and observations that no report gives, against the rules and keeps what can
/// be used; all findings at once.
///
/// - Only current versions count ([`current_reports`]); of a report that rule V12 refuses, all
///   values count as missing.
/// - Values take over the global warming potentials and the boundary of their report, where they
///   state none themselves.
/// - A value that restates one of an earlier report takes its place.
/// - The flexibility provisions of a report flag the values that they cover; a claim that is
///   refused (V16) is taken off the values; they stay.
///
/// The dataset has the values of the reports one after the other, then `more`: statistics such
/// as population. [`Finding::row`] is the place in that order, and [`Finding::report`] the report;
/// [`Validated::row_in_report`] leads back to the row of the report.
///
/// # Errors
/// As [`Report::id`]. What is wrong with reports and values is in [`Validated::findings`].
///
/// # Example
/// ```
/// use ict_impact::review::*;
/// use ict_impact::source::{SourceId, Status};
/// use ict_impact::time::Biennium;
/// let kenya: ict_impact::place::Country = "KEN".parse()?;
/// let mut report = Report::new(kenya, Biennium::of::<2022>(), "2024-12-31".parse()?);
/// report.observations.push(Observation {
///     key: Key::new(kenya, "2021".parse()?, "SDG.12.4.2.EWG"),
///     datum: Datum::Value(Reading::new(50.0, "kt")?),
///     meta: Meta::reported(SourceId::new("my-source")?, Status::Verified),
/// });
/// let options = ReportOptions::default();
/// let found = validate_reports(&[report], Vec::new(), IndicatorSet::embedded()?, &options)?;
/// assert_eq!(found.findings[0].rule, Rule::V11); // 2021 is not of the biennium
/// assert_eq!(found.findings[0].report, Some(0));
/// assert_eq!(found.dataset.value(kenya, "2021".parse()?, "SDG.12.4.2.EWG")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn validate_reports(
    reports: &[Report],
    more: Vec<Observation>,
    indicators: IndicatorSet,
    options: &ReportOptions,
) -> Result<Validated, DigestError> {
    let current = current_reports(reports)?;
    let mut findings = current.findings;
    let mut refused = BTreeSet::new();
    for finding in &mut findings {
        if let (Severity::Error, Some(at)) = (finding.severity, finding.report) {
            refused.insert(at);
            finding.message.push_str("; its values count as missing");
        }
    }
    let mut observations = Vec::new();
    let mut rows = Vec::new();
    for at in current
        .reports
        .into_iter()
        .filter(|at| !refused.contains(at))
    {
        let Some(report) = reports.get(at) else {
            continue;
        };
        let first = observations.len();
        observations.extend(
            report
                .observations
                .iter()
                .map(|row| inheriting(row, report)),
        );
        let of_report = ReportRows {
            report: at,
            first,
            end: observations.len(),
        };
        if let Some(values) = observations.get_mut(first..) {
            flexibility(report, of_report, values, options, &mut findings);
        }
        lists(report, at, &mut findings);
        rows.push(of_report);
    }
    observations.extend(more);
    stale(&observations, &rows, &options.editions, &mut findings);
    let given = Given { reports, rows };
    let limits = &options.limits;
    Ok(run(
        observations,
        indicators,
        limits,
        &options.reference,
        given,
        findings,
    ))
}

/// The observation with what its report says of all values.
fn inheriting(row: &Observation, report: &Report) -> Observation {
    let mut row = row.clone();
    let in_co2e = matches!(&row.datum, Datum::Value(reading) if reading.unit().contains("CO2e"));
    if row.meta.gwp.is_none() && in_co2e {
        row.meta.gwp = report.gwp;
    }
    if row.meta.boundary.is_none() {
        row.meta.boundary = report.boundary.clone().map(Into::into);
    }
    row
}

/// A finding of a report as a whole.
fn of_report(
    (rule, severity, issue): (Rule, Severity, &'static str),
    report: Option<usize>,
    message: String,
    others: Vec<usize>,
) -> Finding {
    Finding {
        rule,
        severity,
        issue,
        report,
        row: None,
        key: None,
        message,
        others,
    }
}

/// Flags what the provisions of a report cover; rule V16: the claim of an entity that is not
/// entitled is taken off its values.
fn flexibility(
    report: &Report,
    rows: ReportRows,
    values: &mut [Observation],
    options: &ReportOptions,
    findings: &mut Vec<Finding>,
) {
    let day = report.biennium.end();
    if options.entitles(report.entity, day) {
        let covered = |row: &&mut Observation| {
            let mut provisions = report.flexibility.iter();
            row.key.entity == report.entity
                && provisions.any(|provision| provision.covers(&row.key.indicator))
        };
        for row in values.iter_mut().filter(covered) {
            row.meta.qualifiers.insert(Qualifier::Flexibility);
        }
        return;
    }
    let mut claims = Vec::new();
    for (at, row) in values.iter_mut().enumerate() {
        if row.meta.qualifiers.remove(&Qualifier::Flexibility) {
            claims.push(rows.first + at);
        }
    }
    if claims.is_empty() && report.flexibility.is_empty() {
        return;
    }
    let message = format!(
        "{} is in no group on {day} that may claim flexibility; the claim does not count, the values do",
        report.entity
    );
    let found = (Rule::V16, Severity::Error, "not_entitled");
    findings.push(of_report(found, Some(rows.report), message, claims));
}

/// Rule V17.
fn lists(report: &Report, at: usize, findings: &mut Vec<Finding>) {
    let (start, end) = (report.biennium.start(), report.biennium.end());
    if let Some(day) = report.lists_as_of
        && !(start..=end).contains(&day)
    {
        let message = format!("the country lists are of {day}; accepted is {start} to {end}");
        let found = (Rule::V17, Severity::Error, "lists_of_other_time");
        findings.push(of_report(found, Some(at), message, Vec::new()));
    }
}

/// Rule V18: one finding for each report and source, which names the rows.
fn stale(
    observations: &[Observation],
    rows: &[ReportRows],
    editions: &Editions,
    findings: &mut Vec<Finding>,
) {
    if editions.is_empty() {
        return;
    }
    let bare = rows.last().map_or(0, |rows| rows.end);
    let spans = rows
        .iter()
        .map(|rows| (Some(rows.report), rows.first, rows.end));
    for (report, first, end) in spans.chain([(None, bare, observations.len())]) {
        let mut old: BTreeMap<&SourceId, Vec<usize>> = BTreeMap::new();
        for (at, row) in observations
            .get(first..end)
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            let sources = core::iter::once(&row.meta.source).chain(&row.meta.also);
            for source in sources.filter(|source| editions.newest(source).is_some()) {
                old.entry(source).or_default().push(first + at);
            }
        }
        for (source, rows) in old {
            let Some(newest) = editions.newest(source) else {
                continue;
            };
            let message = format!(
                "{} value(s) come from `{source}`, of which `{newest}` is a newer edition",
                rows.len()
            );
            let found = (Rule::V18, Severity::Info, "newer_edition");
            findings.push(of_report(found, report, message, rows));
        }
    }
}
