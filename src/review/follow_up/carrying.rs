use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::review::{Datum, Entity, Report};
use crate::time::Biennium;

use super::{FindingId, FindingStatus, FollowUpError, ReviewFinding, Subject};

/// What became of the findings of the last biennium, and what is new.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CarriedFindings {
    /// Not resolved: still found, or nothing was sent that shows otherwise. Each keeps the
    /// biennium that raised it and its due date.
    pub carried: Vec<ReviewFinding>,
    /// Resolved in this biennium.
    pub resolved: Vec<ReviewFinding>,
    /// Found for the first time, or again after it was resolved.
    pub new: Vec<ReviewFinding>,
}

impl CarriedFindings {
    /// The carried findings that were due before this biennium.
    pub fn overdue(&self, biennium: Biennium) -> impl Iterator<Item = &ReviewFinding> {
        self.carried
            .iter()
            .filter(move |finding| finding.is_overdue(biennium))
    }
}

/// Carries the unresolved findings of the last biennium to this one.
///
/// `now` are the findings of this biennium, by hand and of validation; `reports` the reports of
/// this biennium that count. The rule (ours) for a finding of the last biennium that was not
/// resolved then:
///
/// | in this biennium | it is |
/// |---|---|
/// | found again under its id and not resolved | carried, with the new words |
/// | there under its id and resolved | resolved |
/// | of validation, not found again, and a report holds a value that the rule looked at | resolved |
/// | of validation, not found again, and no report holds such a value | carried: silence resolves nothing |
/// | by hand and not there | carried: only a reviewer resolves it |
///
/// A value that the rule looked at is one of the entity and the indicator in one of the two
/// years; for a finding about an entity its report is enough.
///
/// # Errors
/// [`FollowUpError::Duplicate`] for an id that is twice in `last` or in `now`;
/// [`FollowUpError::NotLater`] for a finding of `last` that was not raised before `biennium`.
///
/// # Example
/// ```
/// use ict_impact::review::follow_up::{ReviewFindingRow, carry_findings, review_findings};
/// use ict_impact::time::Biennium;
/// let row = |id: &str| ReviewFindingRow {
///     id: id.into(),
///     principle: "transparency".into(),
///     severity: "warning".into(),
///     about: "KEN".into(),
///     recommendation: "name the sources".into(),
///     raised: "2020-2021".into(),
///     due: "2022-2023".into(),
///     ..ReviewFindingRow::default()
/// };
/// let last = review_findings([(2, row("KEN-1")), (3, row("KEN-2"))])?;
/// let now = review_findings([(2, ReviewFindingRow { status: "resolved".into(), ..row("KEN-1") })])?;
/// let found = carry_findings(&last, &now, [], Biennium::of::<2024>())?;
/// assert_eq!((found.resolved.len(), found.carried.len(), found.new.len()), (1, 1, 0));
/// assert_eq!(found.overdue(Biennium::of::<2024>()).count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn carry_findings<'a>(
    last: &[ReviewFinding],
    now: &[ReviewFinding],
    reports: impl IntoIterator<Item = &'a Report>,
    biennium: Biennium,
) -> Result<CarriedFindings, FollowUpError> {
    by_id(last)?;
    let again = by_id(now)?;
    let shown = Shown::of(reports, biennium);
    let mut found = CarriedFindings::default();
    let mut known = BTreeSet::new();
    for earlier in last {
        if earlier.raised() >= biennium {
            return Err(FollowUpError::NotLater {
                previous: earlier.raised(),
                current: biennium,
            });
        }
        if earlier.status() == FindingStatus::Resolved {
            continue;
        }
        known.insert(earlier.id());
        match again.get(earlier.id()) {
            Some(later) => {
                let later = (*later).clone().raised_as(earlier);
                match later.status() {
                    FindingStatus::Resolved => found.resolved.push(later),
                    _ => found.carried.push(later),
                }
            }
            None if earlier.is_from_validation() && shown.again(earlier.about()) => {
                found.resolved.push(earlier.clone().resolved());
            }
            None => found.carried.push(earlier.clone()),
        }
    }
    for finding in now.iter().filter(|finding| !known.contains(finding.id())) {
        match finding.status() {
            FindingStatus::Resolved => found.resolved.push(finding.clone()),
            _ => found.new.push(finding.clone()),
        }
    }
    Ok(found)
}

fn by_id(
    findings: &[ReviewFinding],
) -> Result<BTreeMap<&FindingId, &ReviewFinding>, FollowUpError> {
    let mut by_id = BTreeMap::new();
    for finding in findings {
        if by_id.insert(finding.id(), finding).is_some() {
            return Err(FollowUpError::Duplicate {
                what: "findings",
                id: finding.id().to_string(),
            });
        }
    }
    Ok(by_id)
}

/// What the reports of a biennium hold values of.
#[derive(Default)]
struct Shown<'a> {
    entities: BTreeSet<Entity>,
    values: BTreeSet<(Entity, &'a str)>,
    indicators: BTreeSet<&'a str>,
}

impl<'a> Shown<'a> {
    fn of(reports: impl IntoIterator<Item = &'a Report>, biennium: Biennium) -> Self {
        let mut shown = Self::default();
        for report in reports
            .into_iter()
            .filter(|report| report.biennium == biennium)
        {
            shown.entities.insert(report.entity);
            for observation in &report.observations {
                let key = &observation.key;
                if matches!(observation.datum, Datum::Value(_)) && biennium.contains(key.year) {
                    shown.values.insert((key.entity, &key.indicator));
                    shown.indicators.insert(&key.indicator);
                }
            }
        }
        shown
    }

    /// Whether what a finding is about was sent again.
    fn again(&self, about: &Subject) -> bool {
        match (about.entity(), about.indicator()) {
            (Some(entity), Some(code)) => self.values.contains(&(entity, code)),
            (Some(entity), None) => self.entities.contains(&entity),
            (None, Some(code)) => self.indicators.contains(code),
            // A report of the last biennium is not sent again.
            (None, None) => false,
        }
    }
}
