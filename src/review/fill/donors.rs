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

#[cfg(test)]
mod tests {
    use super::super::methods::{DownscalingRule, Driver, Gap, Method, OverlapRule};
    use super::super::samples::{EWASTE, PEOPLE, dataset, group, observed, row, rows, year};
    use super::super::{FillingPlan, Second, Strategy, StrategyCode, Why, fill_with};
    use super::*;
    use alloc::vec;

    fn set() -> IndicatorSet {
        IndicatorSet::embedded().unwrap()
    }

    fn source(id: &str) -> SourceId {
        SourceId::new(id.to_string()).unwrap()
    }

    fn of_source(id: &str, values: &[&str]) -> Vec<crate::review::Row> {
        let mut of = rows("KEN", 2018, EWASTE, values);
        of.iter_mut().for_each(|row| row.source = id.into());
        of
    }

    #[test]
    fn sources_are_asked_in_the_declared_order() {
        let mut other = of_source("worse", &["1", "2", "3"]);
        other.extend(of_source("better", &["", "20"]));
        let priority = [source("better"), source("worse")];
        let donors = Donors::none()
            .and_sources(observed(other), &priority, &set())
            .unwrap();
        let data = dataset(rows("KEN", 2018, EWASTE, &["10"]));
        let plan = FillingPlan::of_all(vec![Strategy::OtherSource]);
        let years = (year(2018), year(2021));
        let fills = fill_with(&data, &plan, years, &[], &donors).unwrap();
        let lines: Vec<_> = fills
            .lines()
            .iter()
            .map(|line| (line.value, line.method))
            .collect();
        let method = |priority| Method::OtherSource { priority };
        assert_eq!(lines, [(20.0, method(0)), (3.0, method(1))]);
        assert!(fills.lines()[1].sources.contains(&source("worse")));
        assert_eq!(fills.open()[0].year, year(2021));
    }

    #[test]
    fn a_source_of_another_boundary_is_no_donor() {
        let mut other = of_source("other", &["", "20"]);
        other[0].boundary = "wide".into();
        let donors = Donors::none()
            .and_sources(observed(other), &[source("other")], &set())
            .unwrap();
        let mut own = rows("KEN", 2018, EWASTE, &["10"]);
        own[0].boundary = "narrow".into();
        let plan = FillingPlan::of_all(vec![Strategy::OtherSource]);
        let years = (year(2018), year(2019));
        let fills = fill_with(&dataset(own), &plan, years, &[], &donors).unwrap();
        assert_eq!(fills.open()[0].why, Why::OtherBoundary);
    }

    #[test]
    fn a_second_series_fills_by_overlap() {
        let other = of_source("old", &["10", "20", "40"]);
        let donors = Donors::none()
            .and_sources(observed(other), &[source("old")], &set())
            .unwrap();
        let data = dataset(rows("KEN", 2018, EWASTE, &["", "22", "44"]));
        let overlap = |second| Strategy::Overlap {
            second,
            rule: OverlapRule::default(),
        };
        let years = (year(2018), year(2020));
        let run = |second, donors: &Donors| {
            let plan = FillingPlan::none().with(EWASTE, vec![overlap(second)]);
            fill_with(&data, &plan, years, &[], donors)
        };
        let fills = run(Second::Source(source("old")), &donors).unwrap();
        let line = &fills.lines()[0];
        assert_eq!((line.value, line.strategy), (11.0, StrategyCode::F2Overlap));
        assert_eq!((line.sources.len(), line.donors.len()), (2, 1));
        let missing = run(Second::Source(source("old")), &Donors::none());
        assert!(matches!(missing, Err(FillError::NoSource { .. })));
        let other_unit = run(Second::Indicator(PEOPLE.into()), &donors);
        assert!(matches!(other_unit, Err(FillError::OtherUnit { .. })));
        let other = run(Second::Indicator("SDG.12.4.2.EWC".into()), &donors).unwrap();
        assert!(matches!(other.open()[0].why, Why::Refused { .. }));
    }

    #[test]
    fn a_total_is_divided_over_its_members() {
        let mut of = rows("KEN", 2018, EWASTE, &["10"]);
        for (code, people) in [("KEN", "1"), ("NAM", "2"), ("GHA", "6")] {
            of.push(row(code, 2018, PEOPLE, people));
        }
        let total = |kilotonnes, unit: &'static str| GroupTotal {
            group: "SOME".into(),
            indicator: EWASTE.into(),
            year: year(2018),
            total: Reading::new(kilotonnes, unit).unwrap(),
            source: source("totals"),
        };
        let donors = Donors::none()
            .and_totals([total(0.05, "kt")], &set())
            .unwrap();
        let by = Strategy::DownscaledByDriver {
            group: "SOME".into(),
            driver: Driver::Population,
            indicator: PEOPLE.into(),
            rule: DownscalingRule::default(),
        };
        let plan = FillingPlan::none().with(EWASTE, vec![by, Strategy::Linear(Gap::default())]);
        let (data, years) = (dataset(of), (year(2018), year(2018)));
        let some = [group(&["KEN", "NAM", "GHA"])];
        let fills = fill_with(&data, &plan, years, &some, &donors).unwrap();
        let lines: Vec<_> = fills
            .lines()
            .iter()
            .map(|l| (l.entity.to_string(), l.value))
            .collect();
        // 50 t less Kenya's 10, by 6 and 2 persons
        assert_eq!(lines, [("GHA".into(), 30.0), ("NAM".into(), 10.0)]);
        assert!(fills.lines()[0].sources.contains(&source("totals")));
        let no_group = fill_with(&data, &plan, years, &[], &donors);
        assert_eq!(
            no_group.unwrap_err(),
            FillError::NoGroup {
                group: "SOME".into()
            }
        );
        let twice = Donors::none().and_totals([total(1.0, "t"), total(2.0, "t")], &set());
        assert!(matches!(twice, Err(FillError::TotalTwice { .. })));
        let unit = Donors::none().and_totals([total(1.0, "kWh")], &set());
        assert!(matches!(unit, Err(FillError::OtherUnit { .. })));
    }

    #[test]
    fn every_source_has_one_place() {
        let row = || observed(of_source("x", &["1"]));
        let none = Donors::none().and_sources(row(), &[], &set());
        assert!(matches!(none, Err(FillError::NoPriority { row: 0, .. })));
        let twice = Donors::none().and_sources(row(), &[source("x"), source("x")], &set());
        assert!(matches!(twice, Err(FillError::PriorityTwice { .. })));
        let again = Donors::none()
            .and_sources(row(), &[source("x")], &set())
            .unwrap();
        assert!(again.and_sources(row(), &[source("x")], &set()).is_err());
        let mut bad = of_source("x", &["-1"]);
        bad[0].unit = "t".into();
        let donors = Donors::none()
            .and_sources(observed(bad), &[source("x")], &set())
            .unwrap();
        assert_eq!(donors.findings().len(), 1);
    }
}
