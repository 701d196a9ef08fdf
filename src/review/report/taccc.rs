use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;

use crate::numeric::ExactSum;
use crate::review::{
    Datum, ExpectedMatrix, NotationKey, Observation, ReviewError, Rule, Severity, Validated,
};
use crate::source::SourceRegister;

use super::Report;

/// What the scores of a report are measured against.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TacccOptions {
    /// The values that have to be there.
    pub expected: ExpectedMatrix,
    /// The sources that can be looked up.
    pub register: SourceRegister,
    /// The boundary of the review; none is asked for without one.
    pub boundary: Option<String>,
    /// The edition of the definition in force, by indicator; none is asked for where it is not
    /// named.
    pub methods: BTreeMap<String, String>,
}

impl TacccOptions {
    /// This matrix, the embedded sources, any boundary, and any edition of the definitions.
    pub fn new(expected: ExpectedMatrix) -> Self {
        Self {
            expected,
            register: SourceRegister::embedded(),
            boundary: None,
            methods: BTreeMap::new(),
        }
    }

    /// The same with the sources of another register.
    #[must_use]
    pub fn with_register(mut self, register: SourceRegister) -> Self {
        self.register = register;
        self
    }

    /// The same where only values of this boundary compare.
    #[must_use]
    pub fn with_boundary(mut self, boundary: impl Into<String>) -> Self {
        self.boundary = Some(boundary.into());
        self
    }

    /// The same where only this edition of the definition of an indicator compares.
    #[must_use]
    pub fn with_method(mut self, indicator: impl Into<String>, edition: impl Into<String>) -> Self {
        self.methods.insert(indicator.into(), edition.into());
        self
    }
}

/// Transparency, accuracy, completeness, consistency and comparability of one report: five
/// numbers from 0 to 1, never blended into one; none where there is nothing to measure.
///
/// # Equation
/// ```text
/// transparency  = values whose source is in the register and whose method is stated / n
/// accuracy      = (sum of a_i) / n      a_i = mean of those of t_i / 3 and 1 / (1 + U_i) that
///                                             are stated; 0 if neither is
/// completeness  = (values + NO + NA + IE + C that stand) / required
/// consistency   = values without a finding of V05, V06 or V08 / n
/// comparability = values on the review's global warming potentials, boundary and edition of
///                 the definition / n
///
/// n         number of values that the report gives, usable or not
/// t_i       tier of the method, 1 to 3
/// U_i       half the width of the 95 % interval, as a part of the value
/// required  cells of the expected matrix over both years; a value that was refused, NE and NR
///           count against
/// ```
///
/// # Source
/// The five principles: decision 18/CMA.1, annex. The measures are this library's.
///
/// # Example
/// ```
/// use ict_impact::review::*;
/// use ict_impact::source::{SourceId, Status};
/// use ict_impact::time::Biennium;
/// let (kenya, set) = ("KEN".parse::<ict_impact::place::Country>()?, IndicatorSet::embedded()?);
/// let mut report = Report::new(kenya, Biennium::of::<2022>(), "2024-12-31".parse()?);
/// let mut meta = Meta::reported(SourceId::new("sdg-metadata-12-4-2")?, Status::Verified);
/// meta.method = Some("2023-03".into());
/// meta.tier = Some(Tier::TWO);
/// report.observations.push(Observation {
///     key: Key::new(kenya, "2022".parse()?, "SDG.12.4.2.EWG"),
///     datum: Datum::Value(Reading::new(50.0, "kt")?),
///     meta,
/// });
/// let options = TacccOptions::new(ExpectedMatrix::new(&set, ["SDG.12.4.2.EWG"], [Part::WHOLE])?);
/// let reports = [report];
/// let found = validate_reports(&reports, Vec::new(), set, &ReportOptions::default())?;
/// let scores = Taccc::of(&reports, 0, &found, &options)?.unwrap();
/// assert_eq!(scores.transparency, Some(1.0));
/// assert_eq!(scores.accuracy, Some(2.0 / 3.0));
/// assert_eq!(scores.completeness, Some(0.5)); // 2023 is missing
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Taccc {
    /// Can it be followed?
    pub transparency: Option<f64>,
    /// How exact are the methods?
    pub accuracy: Option<f64>,
    /// Is everything there that has to be?
    pub completeness: Option<f64>,
    /// Does it agree with itself and its past?
    pub consistency: Option<f64>,
    /// Does it compare with others?
    pub comparability: Option<f64>,
    /// Number of values that it gives.
    pub values: usize,
    /// Number of values that it has to give.
    pub required: usize,
    /// Whether fewer were required because it applies flexibility (FX).
    pub flexibility: bool,
}

impl Taccc {
    /// The scores of the report at `place` of `reports`, from which `validated` was made; none
    /// for a report that does not count.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`] if the matrix has one that the dataset has not,
    /// [`ReviewError::Sum`] if parts add to more than a number holds.
    pub fn of(
        reports: &[Report],
        place: usize,
        validated: &Validated,
        options: &TacccOptions,
    ) -> Result<Option<Self>, ReviewError> {
        let used = validated.reports.iter().find(|rows| rows.report == place);
        let (Some(report), Some(&rows)) = (reports.get(place), used) else {
            return Ok(None);
        };
        let observations = validated.dataset.observations();
        let own = observations.get(rows.first..rows.end).unwrap_or_default();
        let mut found = Found::default();
        for finding in validated
            .findings
            .iter()
            .filter(|f| f.report == Some(place))
        {
            found.add(finding.rule, finding.severity, finding.row);
        }

        let (mut values, mut transparent, mut consistent, mut comparable) = (0, 0, 0, 0);
        let mut accuracy = ExactSum::new();
        let mut given: BTreeSet<&crate::review::Key> = BTreeSet::new();
        for (row, observation) in own.iter().enumerate().map(|(at, o)| (rows.first + at, o)) {
            let stands = !found.refused.contains(&row);
            let Datum::Value(_) = &observation.datum else {
                if stands && accounts_for(&observation.datum) {
                    given.insert(&observation.key);
                }
                continue;
            };
            if stands {
                given.insert(&observation.key);
            }
            values += 1;
            let meta = &observation.meta;
            let stated = |text: &Option<Cow<'static, str>>| {
                text.as_deref().is_some_and(|text| !text.trim().is_empty())
            };
            let known = options.register.get(&meta.source).is_some();
            transparent += usize::from(known && stated(&meta.method));
            accuracy.add(exactness(observation));
            consistent += usize::from(!found.inconsistent.contains(&row));
            comparable +=
                usize::from(!found.not_converted.contains(&row) && compares(observation, options));
        }
        let (mut required, mut met) = (0, 0);
        for key in options.expected.required(report, !found.not_entitled) {
            required += 1;
            met += usize::from(given.contains(&key) || computed(&key, validated, place)?);
        }
        let all = 2 * options.expected.len();
        let share = |part: usize, of: usize| (of > 0).then(|| part as f64 / of as f64);
        let accuracy = accuracy.value().ok().filter(|_| values > 0);
        Ok(Some(Self {
            transparency: share(transparent, values),
            accuracy: accuracy.map(|sum| sum / values as f64),
            completeness: share(met, required),
            consistency: share(consistent, values),
            comparability: share(comparable, values),
            values,
            required,
            flexibility: required < all,
        }))
    }
}

/// The rows of a report that rules found something about.
#[derive(Default)]
struct Found {
    refused: BTreeSet<usize>,
    inconsistent: BTreeSet<usize>,
    not_converted: BTreeSet<usize>,
    not_entitled: bool,
}

impl Found {
    fn add(&mut self, rule: Rule, severity: Severity, row: Option<usize>) {
        self.not_entitled |= rule == Rule::V16;
        let Some(row) = row else { return };
        // By rule V06 the ratio stands, computed from its parts.
        if severity == Severity::Error && rule != Rule::V06 {
            self.refused.insert(row);
        }
        if severity >= Severity::Warning && matches!(rule, Rule::V05 | Rule::V06 | Rule::V08) {
            self.inconsistent.insert(row);
        }
        if severity == Severity::Error && matches!(rule, Rule::V00 | Rule::V01 | Rule::V02) {
            self.not_converted.insert(row);
        }
    }
}

/// Whether a notation key accounts for a value: NE and NR do not.
fn accounts_for(datum: &Datum) -> bool {
    use NotationKey::{C, Ie, Na, No};
    matches!(datum, Datum::Notation(No | Na | Ie(_) | C(_)))
}

fn exactness(observation: &Observation) -> f64 {
    let tier = observation
        .meta
        .tier
        .map(|tier| f64::from(u8::from(tier)) / 3.0);
    let spread = observation.meta.uncertainty;
    let uncertainty = spread.map(|spread| 1.0 / (1.0 + spread.percent() / 100.0));
    match (tier, uncertainty) {
        (Some(tier), Some(uncertainty)) => 0.5 * (tier + uncertainty),
        (one, other) => one.or(other).unwrap_or(0.0),
    }
}

/// Whether boundary and edition are those of the review.
fn compares(observation: &Observation, options: &TacccOptions) -> bool {
    let meta = &observation.meta;
    let same = |asked: Option<&String>, given: &Option<Cow<'static, str>>| {
        asked.is_none_or(|asked| given.as_deref() == Some(asked))
    };
    let edition = options.methods.get(&*observation.key.indicator);
    same(options.boundary.as_ref(), &meta.boundary) && same(edition, &meta.method)
}

/// Whether a value can be computed from other rows of the report: a ratio from its parts, a
/// whole from its parts.
fn computed(
    key: &crate::review::Key,
    validated: &Validated,
    report: usize,
) -> Result<bool, ReviewError> {
    let data = &validated.dataset;
    if data
        .value_of_part(key.entity, key.year, &key.indicator, &key.part)?
        .is_none()
    {
        return Ok(false);
    }
    let rows = data.rows(key.entity, key.year, &key.indicator)?;
    let own = |row: usize| {
        validated
            .row_in_report(row)
            .is_some_and(|(of, _)| of == report)
    };
    Ok(rows.into_iter().any(own))
}
