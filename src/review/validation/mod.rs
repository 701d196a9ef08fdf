//! Which reports and observations can be used, and everything that is wrong with the others.

mod across;
mod against_series;
mod changes;
mod duplicates;
mod editions;
mod finding;
mod magnitude;
mod options;
mod period;
mod pointers;
mod reports;
mod robust;
mod rule;
mod single;
mod tiers;
mod wholes;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::reference::indicators::Kind;

use super::dataset::Place;
use super::{Dataset, Entity, IndicatorSet, Observation, Part, Report};

pub use against_series::ReferenceSeries;
pub use editions::Editions;
pub use finding::Finding;
pub use options::ValidationOptions;
pub use reports::{ReportOptions, ReportRows, validate_reports};
pub use rule::{Rule, Severity};

static WHOLE: Part = Part::WHOLE;

/// Everything that was found, and what can be used.
#[derive(Debug, Clone)]
pub struct Validated {
    /// All findings: those of reports, then those of rows in their order.
    pub findings: Vec<Finding>,
    /// The observations that can be used.
    pub dataset: Dataset,
    /// The reports that count, and where their rows are in the dataset; none without reports.
    pub reports: Vec<ReportRows>,
}

impl Validated {
    /// The report that a row of the dataset came from, and its place in it; none for an
    /// observation that no report gives.
    pub fn row_in_report(&self, row: usize) -> Option<(usize, usize)> {
        let rows = rows_with(&self.reports, row)?;
        Some((rows.report, row - rows.first))
    }
}

/// The rows among which `row` is.
fn rows_with(reports: &[ReportRows], row: usize) -> Option<&ReportRows> {
    let at = reports.partition_point(|rows| rows.end <= row);
    reports.get(at).filter(|rows| rows.first <= row)
}

/// The reports, and which rows came from them.
#[derive(Default)]
struct Given<'a> {
    reports: &'a [Report],
    rows: Vec<ReportRows>,
}

/// Holds observations against the rules and keeps what can be used; all findings at once.
///
/// A refused observation counts as missing; nothing is lost and nothing becomes zero.
///
/// # Example
/// ```
/// use ict_impact::review::{Datum, IndicatorSet, Key, Meta, Observation, Reading, Rule, validate};
/// use ict_impact::place::Country;
/// use ict_impact::source::{SourceId, Status};
/// let kenya: Country = "KEN".parse()?;
/// let observation = |value, unit: &'static str| Ok::<_, Box<dyn std::error::Error>>(Observation {
///     key: Key::new(kenya, "2022".parse()?, "PRJ.GRID.CI"),
///     datum: Datum::Value(Reading::new(value, unit)?),
///     meta: Meta::reported(SourceId::new("my-source")?, Status::Verified),
/// });
/// let bad = validate(vec![observation(78.0, "kWh")?], IndicatorSet::embedded()?);
/// assert_eq!(bad.findings[0].rule, Rule::V01);
/// let good = validate(vec![observation(0.078, "kgCO2e/kWh")?], IndicatorSet::embedded()?);
/// assert_eq!(good.dataset.value(kenya, "2022".parse()?, "PRJ.GRID.CI")?, Some(78.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn validate(observations: Vec<Observation>, indicators: IndicatorSet) -> Validated {
    validate_with(observations, indicators, &ValidationOptions::default())
}

/// [`validate`] with other limits.
pub fn validate_with(
    observations: Vec<Observation>,
    indicators: IndicatorSet,
    options: &ValidationOptions,
) -> Validated {
    let given = Given::default();
    let reference = ReferenceSeries::Panel;
    run(
        observations,
        indicators,
        options,
        &reference,
        given,
        Vec::new(),
    )
}

/// Every rule over values, after those over reports have `found` something.
fn run(
    observations: Vec<Observation>,
    indicators: IndicatorSet,
    options: &ValidationOptions,
    reference: &ReferenceSeries,
    given: Given<'_>,
    found: Vec<Finding>,
) -> Validated {
    let mut check = Check::new(&observations, &indicators, options, &given);
    check.findings = found;
    let places = check.places();
    check.periods();
    let values = check.values(&places);
    let usable = check.duplicates(&places, &values);
    check.pointers(&usable);
    check.tiers(&usable);
    let wholes = check.wholes(&places, &values, &usable);
    let (entities, mut findings) = (check.entities, check.findings);
    let dataset = Dataset::new(
        indicators,
        observations,
        entities,
        wholes.cells,
        wholes.parts,
        wholes.rows,
    );
    across::across(&dataset, &mut findings);
    changes::changes(&dataset, options, &mut findings);
    magnitude::magnitude(&dataset, options, &mut findings);
    against_series::against_series(&dataset, reference, options, &mut findings);
    for finding in &mut findings {
        if let Some(row) = finding.row {
            finding.report = rows_with(&given.rows, row).map(|rows| rows.report);
        }
    }
    findings.sort_by_key(|finding| (finding.row, finding.report, finding.rule));
    Validated {
        findings,
        dataset,
        reports: given.rows,
    }
}

/// What is known of the rows while they are checked.
struct Check<'a> {
    observations: &'a [Observation],
    indicators: &'a IndicatorSet,
    options: &'a ValidationOptions,
    reports: &'a [Report],
    /// The rows of the reports.
    from: &'a [ReportRows],
    /// In order, each once; only those with a row of a known indicator.
    entities: Vec<Entity>,
    /// In order, each once; the whole first.
    parts: Vec<&'a Part>,
    findings: Vec<Finding>,
    refused: Vec<Option<Rule>>,
    /// The row that each row with a pointer leads to in the end.
    leads_to: BTreeMap<u32, u32>,
}

/// A row that can be used, by what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Usable {
    place: Place,
    /// Place of the part in the list of parts; 0 is the whole.
    part: u32,
    row: u32,
}

impl<'a> Check<'a> {
    fn new(
        observations: &'a [Observation],
        indicators: &'a IndicatorSet,
        options: &'a ValidationOptions,
        given: &'a Given<'a>,
    ) -> Self {
        let mut entities = BTreeSet::new();
        let mut parts = BTreeSet::from([&WHOLE]);
        let mut last = None;
        for observation in observations {
            let entity = observation.key.entity;
            if last.replace(entity) != Some(entity) {
                entities.insert(entity);
            }
            if !observation.key.part.is_whole() {
                parts.insert(&observation.key.part);
            }
        }
        Self {
            observations,
            indicators,
            options,
            reports: given.reports,
            from: &given.rows,
            entities: entities.into_iter().collect(),
            parts: parts.into_iter().collect(),
            findings: Vec::new(),
            refused: alloc::vec![None; observations.len()],
            leads_to: BTreeMap::new(),
        }
    }

    fn find(
        &mut self,
        (rule, severity, issue): (Rule, Severity, &'static str),
        row: usize,
        message: String,
    ) -> Option<&mut Finding> {
        if severity == Severity::Error
            && let Some(refused) = self.refused.get_mut(row)
        {
            refused.get_or_insert(rule);
        }
        let key = self.observations.get(row).map(|row| row.key.clone());
        self.findings.push(Finding {
            rule,
            severity,
            issue,
            report: None,
            row: Some(row),
            key,
            message,
            others: Vec::new(),
        });
        self.findings.last_mut()
    }

    /// The report that a row came from.
    fn report_of(&self, row: usize) -> Option<&'a Report> {
        self.reports.get(rows_with(self.from, row)?.report)
    }

    fn is_refused(&self, row: usize) -> bool {
        self.refused.get(row).is_some_and(Option::is_some)
    }

    /// Where each row belongs; none where the indicator is not known (V00).
    fn places(&mut self) -> Vec<Option<(Place, u32)>> {
        let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        let mut places = Vec::with_capacity(self.observations.len());
        for row in 0..self.observations.len() {
            places.push(self.place(row, &mut known));
        }
        places
    }

    fn place(
        &mut self,
        row: usize,
        known: &mut BTreeMap<&'a str, Option<usize>>,
    ) -> Option<(Place, u32)> {
        let key = &self.observations.get(row)?.key;
        let indicator = *known
            .entry(&key.indicator)
            .or_insert_with(|| self.indicators.index(&key.indicator));
        let Some(indicator) = indicator else {
            let message = alloc::format!("there is no indicator `{}`", key.indicator);
            let found = (Rule::V00, Severity::Error, "unknown_indicator");
            self.find(found, row, message);
            return None;
        };
        let entity = self.entities.binary_search(&key.entity).ok()?;
        let part = match key.part.is_whole() {
            true => 0,
            false => self.parts.binary_search(&&key.part).ok()?,
        };
        Some((Place::new(indicator, entity, key.year), part as u32))
    }

    /// Whether values of this indicator add up.
    fn adds(&self, indicator: usize) -> bool {
        self.indicators.at(indicator).is_some_and(|entry| {
            matches!(
                entry.indicator.kind(),
                Kind::Sum | Kind::Stock | Kind::Count
            )
        })
    }
}
