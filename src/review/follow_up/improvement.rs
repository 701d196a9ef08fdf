use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::review::{Entity, Improvement, Report};
use crate::time::Biennium;

use super::FollowUpError;

/// What became of an improvement that was planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImprovementOutcome {
    /// The new report says that it is done.
    Done,
    /// It is not done, and not due yet.
    StillOpen,
    /// It is not done and was due by this biennium; a later date in the new report changes
    /// nothing.
    Overdue,
    /// The new report does not mention it.
    DroppedWithoutAWord,
    /// The new report plans it for the first time.
    New,
}

/// One improvement in two reports.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ImprovementProgress {
    /// Who planned it.
    pub entity: Entity,
    /// Its name.
    pub key: String,
    /// What is to be done, as the newest report that mentions it says.
    pub text: String,
    /// When it was due first.
    pub due: Biennium,
    /// When the new report says it is due, if that is another biennium.
    pub moved_to: Option<Biennium>,
    /// What became of it.
    pub outcome: ImprovementOutcome,
}

/// Holds the improvement plan of the previous report against the new one.
///
/// Improvements that were done before are not listed again, unless the new report says that they
/// are not done after all. Due in a biennium means: done in the report about that biennium. The
/// rule is ours.
///
/// # Errors
/// [`FollowUpError::OtherEntity`], [`FollowUpError::NotLater`] for reports that do not follow each
/// other; [`FollowUpError::Duplicate`] for a key that is twice in one report.
///
/// # Example
/// ```
/// use ict_impact::place::Country;
/// use ict_impact::review::follow_up::{ImprovementOutcome, track_improvements};
/// use ict_impact::review::{Improvement, Report};
/// use ict_impact::time::Biennium;
/// let kenya: Country = "KEN".parse()?;
/// let mut before = Report::new(kenya, Biennium::of::<2022>(), "2024-12-31".parse()?);
/// before.improvements.push(Improvement {
///     key: "survey".to_owned(),
///     text: "survey household e-waste".to_owned(),
///     due: Biennium::of::<2024>(),
///     done: false,
/// });
/// let now = Report::new(kenya, Biennium::of::<2024>(), "2026-12-31".parse()?);
/// let progress = track_improvements(&before, &now)?;
/// assert_eq!(progress[0].outcome, ImprovementOutcome::DroppedWithoutAWord);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn track_improvements(
    previous: &Report,
    current: &Report,
) -> Result<Vec<ImprovementProgress>, FollowUpError> {
    if previous.entity != current.entity {
        return Err(FollowUpError::OtherEntity {
            previous: previous.entity,
            current: current.entity,
        });
    }
    if previous.biennium >= current.biennium {
        return Err(FollowUpError::NotLater {
            previous: previous.biennium,
            current: current.biennium,
        });
    }
    let (before, now) = (by_key(previous)?, by_key(current)?);
    let mut progress = Vec::new();
    for (key, planned) in &before {
        let mentioned = now.get(key).copied();
        let outcome = match mentioned {
            None if planned.done => continue,
            None => ImprovementOutcome::DroppedWithoutAWord,
            Some(later) if planned.done && later.done => continue,
            Some(later) if later.done => ImprovementOutcome::Done,
            Some(_) if planned.due <= current.biennium => ImprovementOutcome::Overdue,
            Some(_) => ImprovementOutcome::StillOpen,
        };
        progress.push(ImprovementProgress {
            entity: current.entity,
            key: planned.key.clone(),
            text: mentioned.unwrap_or(planned).text.clone(),
            due: planned.due,
            moved_to: mentioned
                .map(|later| later.due)
                .filter(|due| *due != planned.due),
            outcome,
        });
    }
    for (key, planned) in &now {
        if !before.contains_key(key) {
            progress.push(ImprovementProgress {
                entity: current.entity,
                key: planned.key.clone(),
                text: planned.text.clone(),
                due: planned.due,
                moved_to: None,
                outcome: match planned.done {
                    true => ImprovementOutcome::Done,
                    false => ImprovementOutcome::New,
                },
            });
        }
    }
    Ok(progress)
}

fn by_key(report: &Report) -> Result<BTreeMap<&str, &Improvement>, FollowUpError> {
    let mut by_key = BTreeMap::new();
    for improvement in &report.improvements {
        if by_key
            .insert(improvement.key.as_str(), improvement)
            .is_some()
        {
            return Err(FollowUpError::Duplicate {
                what: "improvements",
                id: improvement.key.clone(),
            });
        }
    }
    Ok(by_key)
}
