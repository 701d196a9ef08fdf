use alloc::string::String;
use alloc::vec::Vec;

use super::series::{Seen, Subject};
use super::{Fills, StrategyCode};
use crate::review::{Dataset, Entity, Part, RestatementReason, ReviewError};
use crate::time::Year;

/// A value that was filled in an earlier review and is reported now.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Replaced {
    /// Whose value.
    pub entity: Entity,
    /// The year.
    pub year: Year,
    /// Code of the amount.
    pub indicator: String,
    /// The ratio that gives it with its denominator, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_ratio: Option<String>,
    /// Which part of the whole.
    #[serde(skip_serializing_if = "Part::is_whole")]
    pub part: Part,
    /// Unit of the values.
    pub unit: String,
    /// How it was filled.
    pub strategy: StrategyCode,
    /// The value that was filled.
    pub filled: f64,
    /// The value as reported now.
    pub reported: f64,
    /// Filled less reported: the error of the fill.
    pub error: f64,
    /// The error as a part of the reported value; `None` if that is zero.
    pub relative_error: Option<f64>,
    /// Whether the range of the fill had the reported value in it, if there was a range.
    pub within_range: Option<bool>,
    /// What a restatement of the earlier period owes this to: better activity data.
    pub reason: RestatementReason,
}

/// The fills of an earlier review that are reported by now, and how far they were off.
///
/// A fill that is not filled any more restates the earlier period; its reason is
/// [`RestatementReason::ActivityData`]. A value that the reporter itself has filled replaces
/// nothing.
///
/// # Equation
/// ```text
/// error = f − r,    relative error = (f − r)/|r|
///
/// f  filled value, as the earlier review had it   [unit of the indicator]
/// r  reported value                               [unit of the indicator]
/// ```
///
/// # Source
/// Our choice.
///
/// # Errors
/// [`ReviewError::UnknownIndicator`] if `now` does not know an indicator of the fills.
pub fn replaced(previous: &Fills, now: &Dataset) -> Result<Vec<Replaced>, ReviewError> {
    let mut list = Vec::new();
    for line in previous.lines() {
        let entry = now.indicators().entry(&line.indicator)?;
        let denominator = match &line.of_ratio {
            Some(ratio) => now.indicators().entry(ratio)?.indicator.parts().nth(1),
            None => None,
        };
        let subject = Subject {
            code: &line.indicator,
            ratio: line.of_ratio.as_deref().zip(denominator),
            part: &line.part,
        };
        let reported = match subject.seen(now, line.entity, line.year).0 {
            Seen::Value(base) => entry.unit.value_of(base),
            Seen::Nothing => 0.0,
            _ => continue,
        };
        let error = line.value - reported;
        list.push(Replaced {
            entity: line.entity,
            year: line.year,
            indicator: line.indicator.clone(),
            of_ratio: line.of_ratio.clone(),
            part: line.part.clone(),
            unit: line.unit.clone(),
            strategy: line.strategy,
            filled: line.value,
            reported,
            error,
            relative_error: (reported != 0.0).then(|| error / reported.abs()),
            within_range: line
                .range
                .map(|(low, high)| low <= reported && reported <= high),
            reason: RestatementReason::ActivityData,
        });
    }
    Ok(list)
}
