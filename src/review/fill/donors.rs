use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::FillError;
use crate::review::indicator::IndicatorUnit;
use crate::review::{Dataset, Finding, IndicatorSet, Observation, Reading, validate};
use crate::source::SourceId;
use crate::time::Year;

/// The total of a group, known from elsewhere.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupTotal {
    /// Code of the group.
    pub group: String,
    /// Code of the indicator.
    pub indicator: String,
    /// The year.
    pub year: Year,
    /// The total with its unit.
    pub total: Reading,
    /// Where it comes from.
    pub source: SourceId,
}

/// What fills may be taken from beside the dataset: other sources, and totals of groups.
///
/// The dataset itself has one value a key (rule V07), so a second one comes in here: each source
/// is validated by itself, and the declared priority says which one is asked first.
///
/// # Example
/// ```
/// use ict_impact::review::fill::Donors;
/// use ict_impact::review::{Datum, IndicatorSet, Key, Meta, Observation, Reading};
/// use ict_impact::source::{SourceId, Status};
/// let source = SourceId::new("second-source")?;
/// let row = Observation {
///     key: Key::new("KEN".parse::<ict_impact::place::Country>()?, "2022".parse()?, "SDG.12.4.2.EWG"),
///     datum: Datum::Value(Reading::new(51.0, "kt")?),
///     meta: Meta::reported(source.clone(), Status::Verified),
/// };
/// let donors = Donors::none().and_sources(vec![row.clone()], &[source], &IndicatorSet::embedded()?)?;
/// assert!(donors.findings().is_empty());
/// assert!(Donors::none().and_sources(vec![row], &[], &IndicatorSet::embedded()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Donors {
    /// In the declared order.
    sources: Vec<(SourceId, Dataset)>,
    findings: Vec<Finding>,
    /// Total in base units and its source, by group, indicator and year.
    totals: BTreeMap<(String, String, Year), (f64, SourceId)>,
}

impl Donors {
    /// Nothing beside the dataset.
    pub fn none() -> Self {
        Self::default()
    }

    /// These observations of other sources, of which the first of `priority` is asked first.
    ///
    /// What a source has wrong is refused as in the dataset; see [`findings`](Self::findings).
    ///
    /// # Errors
    /// [`FillError::NoPriority`], [`FillError::PriorityTwice`].
    pub fn and_sources(
        mut self,
        observations: Vec<Observation>,
        priority: &[SourceId],
        indicators: &IndicatorSet,
    ) -> Result<Self, FillError> {
        let mut of: Vec<Vec<Observation>> = priority.iter().map(|_| Vec::new()).collect();
        for (at, source) in priority.iter().enumerate() {
            let before = priority.iter().take(at);
            if self.source(source).is_some() || before.clone().any(|other| other == source) {
                return Err(FillError::PriorityTwice {
                    source_id: source.clone(),
                });
            }
        }
        for (row, observation) in observations.into_iter().enumerate() {
            let source = &observation.meta.source;
            let at = priority.iter().position(|other| other == source);
            match at.and_then(|at| of.get_mut(at)) {
                Some(rows) => rows.push(observation),
                None => {
                    return Err(FillError::NoPriority {
                        row,
                        source_id: source.clone(),
                    });
                }
            }
        }
        for (source, rows) in priority.iter().zip(of) {
            let validated = validate(rows, indicators.clone());
            self.findings.extend(validated.findings);
            self.sources.push((source.clone(), validated.dataset));
        }
        Ok(self)
    }

    /// These totals of groups.
    ///
    /// # Errors
    /// [`FillError::OtherUnit`], [`FillError::TotalTwice`]; [`FillError::Review`] for an
    /// indicator that is not in the set.
    pub fn and_totals(
        mut self,
        totals: impl IntoIterator<Item = GroupTotal>,
        indicators: &IndicatorSet,
    ) -> Result<Self, FillError> {
        for total in totals {
            let entry = indicators.entry(&total.indicator)?;
            let unit = IndicatorUnit::find(total.total.unit())
                .filter(|unit| unit.measures_as(&entry.unit))
                .ok_or_else(|| FillError::OtherUnit {
                    indicator: total.indicator.clone(),
                    second: total.total.unit().to_string(),
                })?;
            let base = unit.to_base(total.total.value());
            let key = (total.group, total.indicator, total.year);
            if self.totals.contains_key(&key) {
                let (group, indicator, year) = key;
                return Err(FillError::TotalTwice {
                    group,
                    year,
                    indicator,
                });
            }
            self.totals.insert(key, (base, total.source));
        }
        Ok(self)
    }

    /// What validation found in the other sources, source by source; rows are counted within one.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    pub(super) fn sources(&self) -> &[(SourceId, Dataset)] {
        &self.sources
    }

    pub(super) fn source(&self, source: &SourceId) -> Option<&Dataset> {
        let found = self.sources.iter().find(|(own, _)| own == source);
        found.map(|(_, data)| data)
    }

    pub(super) fn total(
        &self,
        group: &str,
        indicator: &str,
        year: Year,
    ) -> Option<&(f64, SourceId)> {
        let key = (group.to_string(), indicator.to_string(), year);
        self.totals.get(&key).filter(|(base, _)| base.is_finite())
    }
}
