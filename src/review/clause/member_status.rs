use alloc::vec::Vec;
use core::fmt;

use crate::reference::indicators::{Indicator, Kind};
use crate::review::aggregation::years_that_count;
use crate::review::dataset::State;
use crate::review::{
    Dataset, Datum, Entity, NotationKey, Observation, Origin, Period, ReviewError,
};
use crate::time::Year;

/// What one member said of one indicator in a period.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MemberStatus {
    /// Every year that counts is there, none of it filled, and not all of it modelled.
    Reported,
    /// NO: there is no such activity. Complete.
    NotOccurring,
    /// NA: the activity cannot contribute. Complete.
    NotApplicable,
    /// IE: reported under another key. Complete.
    IncludedElsewhere,
    /// C: confidential, in the aggregate that is named. Complete.
    Confidential,
    /// One of two years is there; the other is missing, modelled or filled.
    Partly,
    /// There is only the result of a model.
    Modelled,
    /// There is only what was put where nothing was known.
    Filled,
    /// NE: it occurs and was not estimated. Missing.
    NotEstimated,
    /// NR: no report was sent. Missing.
    NotReported,
    /// What was sent was refused by validation. Missing.
    Refused,
    /// Nothing was sent that gives a value. Missing.
    Absent,
}

impl MemberStatus {
    /// Every status in order.
    pub const ALL: [Self; 12] = [
        Self::Reported,
        Self::NotOccurring,
        Self::NotApplicable,
        Self::IncludedElsewhere,
        Self::Confidential,
        Self::Partly,
        Self::Modelled,
        Self::Filled,
        Self::NotEstimated,
        Self::NotReported,
        Self::Refused,
        Self::Absent,
    ];

    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::NotOccurring => "not_occurring",
            Self::NotApplicable => "not_applicable",
            Self::IncludedElsewhere => "included_elsewhere",
            Self::Confidential => "confidential",
            Self::Partly => "partly",
            Self::Modelled => "modelled",
            Self::Filled => "filled",
            Self::NotEstimated => "not_estimated",
            Self::NotReported => "not_reported",
            Self::Refused => "refused",
            Self::Absent => "absent",
        }
    }

    /// Whether the member has nothing more to say: a value for each year, or NO, NA, IE or C.
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Reported) || self.is_answered()
    }

    /// Whether a notation key stands for the value, and nothing is missing.
    pub const fn is_answered(self) -> bool {
        matches!(
            self,
            Self::NotOccurring | Self::NotApplicable | Self::IncludedElsewhere | Self::Confidential
        )
    }

    /// Whether there is no value and no reason why none is needed.
    pub const fn is_missing(self) -> bool {
        matches!(
            self,
            Self::NotEstimated | Self::NotReported | Self::Refused | Self::Absent
        )
    }
}

impl fmt::Display for MemberStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a member said of an indicator in a period.
///
/// A ratio is reported as such or by its parts. Of stocks and of conditions that countries meet
/// the last year counts. Over two years, in this order (ours):
///
/// | the years | status |
/// |---|---|
/// | each has a value, or a key that is complete; at least one a reported value | reported |
/// | each has a key that is complete | that of the last year |
/// | at least one has a reported value or such a key | partly |
/// | at least one is modelled | modelled |
/// | at least one is filled | filled |
/// | none | why the last year that says anything has none |
///
/// # Errors
/// [`ReviewError::UnknownIndicator`]; [`ReviewError::Time`] for a base year that cannot be.
pub fn member_status(
    data: &Dataset,
    member: impl Into<Entity>,
    indicator: &str,
    period: Period,
) -> Result<MemberStatus, ReviewError> {
    let member = member.into();
    let indicator = data.indicators().get(indicator)?;
    let mut said = Vec::new();
    for year in years_that_count(indicator.kind(), period) {
        said.push(in_year(data, member, indicator, year)?);
    }
    Ok(over_years(&said))
}

fn over_years(said: &[MemberStatus]) -> MemberStatus {
    use MemberStatus::{Absent, Filled, Modelled, Partly, Reported};
    let has = |status| said.contains(&status);
    let complete = said.iter().all(|status| status.is_complete());
    if complete && has(Reported) {
        return Reported;
    }
    let last = said.last().copied().unwrap_or(Absent);
    if complete && !said.is_empty() {
        return last;
    }
    if said.iter().any(|status| status.is_complete()) {
        return Partly;
    }
    if has(Modelled) {
        return Modelled;
    }
    if has(Filled) {
        return Filled;
    }
    let word = said.iter().rev().find(|status| **status != Absent);
    word.copied().unwrap_or(Absent)
}

fn in_year(
    data: &Dataset,
    member: Entity,
    indicator: &Indicator,
    year: Year,
) -> Result<MemberStatus, ReviewError> {
    let code = indicator.code();
    let state = data.cell(code, member, year).map(|cell| cell.state);
    if matches!(state, Some(State::NothingToAdd | State::Elsewhere(_)))
        && let Some(answer) = rows(data, code, member, year).find_map(answered)
    {
        return Ok(answer);
    }
    if has_value(data, member, indicator, year)? {
        return origin(data, member, indicator, year);
    }
    let why = core::iter::once(code)
        .chain(indicator.parts())
        .find_map(|code| lacking(data, code, member, year));
    Ok(why.unwrap_or(MemberStatus::Absent))
}

fn has_value(
    data: &Dataset,
    member: Entity,
    indicator: &Indicator,
    year: Year,
) -> Result<bool, ReviewError> {
    if data.value(member, year, indicator.code())?.is_some() {
        return Ok(true);
    }
    let Kind::RelativeTo { amount, base_year } = indicator.kind() else {
        return Ok(false);
    };
    let base_year = Year::new(i64::from(*base_year))?;
    let known = |year| data.amount(amount, member, year).is_some();
    Ok(known(year) && known(base_year))
}

/// The observations of a cell: its own and those of its parts.
fn rows<'a>(
    data: &'a Dataset,
    code: &str,
    member: Entity,
    year: Year,
) -> impl Iterator<Item = &'a Observation> {
    let own = data.cell(code, member, year).map(|cell| data.rows_of(cell));
    let parts = data.parts_of(code, member, year).iter();
    own.unwrap_or_default()
        .iter()
        .copied()
        .chain(parts.map(|part| part.row))
        .filter_map(|row| data.observation(row))
}

fn answered(observation: &Observation) -> Option<MemberStatus> {
    match &observation.datum {
        Datum::Notation(NotationKey::No) => Some(MemberStatus::NotOccurring),
        Datum::Notation(NotationKey::Na) => Some(MemberStatus::NotApplicable),
        Datum::Notation(NotationKey::Ie(_)) => Some(MemberStatus::IncludedElsewhere),
        _ => None,
    }
}

fn origin(
    data: &Dataset,
    member: Entity,
    indicator: &Indicator,
    year: Year,
) -> Result<MemberStatus, ReviewError> {
    let behind = data.rows(member, year, indicator.code())?;
    let filled = behind.into_iter().any(|row| {
        let observation = data.observations().get(row);
        observation.is_some_and(|observation| observation.meta.origin == Origin::Filled)
    });
    if filled {
        return Ok(MemberStatus::Filled);
    }
    let mut first = core::iter::once(indicator.code())
        .chain(indicator.parts())
        .filter_map(|code| data.cell(code, member, year))
        .filter(|cell| matches!(cell.state, State::Value(_)))
        .map(|cell| data.rows_of(cell))
        .next()
        .unwrap_or_default()
        .iter()
        .filter_map(|row| data.observation(*row));
    let mut any = false;
    let modelled = first.all(|observation| {
        any = true;
        observation.meta.origin == Origin::Modelled
    });
    Ok(match any && modelled {
        true => MemberStatus::Modelled,
        false => MemberStatus::Reported,
    })
}

/// Why what was given has no value.
fn lacking(data: &Dataset, code: &str, member: Entity, year: Year) -> Option<MemberStatus> {
    if data.is_refused(code, member, year) {
        return Some(MemberStatus::Refused);
    }
    match data.cell(code, member, year)?.state {
        State::Missing => {}
        State::Elsewhere(_) => return Some(MemberStatus::IncludedElsewhere),
        State::Value(_) | State::NothingToAdd => return None,
    }
    let key = |observation: &Observation| match &observation.datum {
        Datum::Notation(NotationKey::Ne) => MemberStatus::NotEstimated,
        Datum::Notation(NotationKey::Nr) => MemberStatus::NotReported,
        Datum::Notation(NotationKey::C(_)) => MemberStatus::Confidential,
        _ => MemberStatus::Refused,
    };
    let said: Vec<MemberStatus> = rows(data, code, member, year).map(key).collect();
    let reasons = [
        MemberStatus::NotEstimated,
        MemberStatus::NotReported,
        MemberStatus::Confidential,
        MemberStatus::Refused,
    ];
    // Of parts that are too few for a whole none was refused.
    let parts = data.parts_of(code, member, year);
    let has_part = parts.iter().any(|part| part.state.amount().is_some());
    let mut reasons = reasons.into_iter().filter(|reason| said.contains(reason));
    reasons.find(|reason| !has_part || *reason != MemberStatus::Refused)
}

#[cfg(test)]
mod tests {
    use super::MemberStatus::{
        Absent, Filled, Modelled, NotApplicable, NotEstimated, NotOccurring, Partly, Reported,
    };
    use super::*;

    #[test]
    fn two_years_are_one_status() {
        for (years, status) in [
            (&[Reported, Reported][..], Reported),
            (&[Reported, NotOccurring], Reported),
            (&[NotApplicable, NotOccurring], NotOccurring),
            (&[Reported, Absent], Partly),
            (&[Filled, Reported], Partly),
            (&[NotOccurring, NotEstimated], Partly),
            (&[Modelled, Filled], Modelled),
            (&[Filled, Absent], Filled),
            (&[NotEstimated, Absent], NotEstimated),
            (&[Absent, Absent], Absent),
            (&[], Absent),
        ] {
            assert_eq!(over_years(years), status, "{years:?}");
        }
    }

    #[test]
    fn a_status_is_complete_or_missing_or_neither() {
        for status in MemberStatus::ALL {
            assert!(!(status.is_complete() && status.is_missing()));
            let json = serde_json::to_string(&status).unwrap();
            assert_eq!(json, alloc::format!("\"{status}\""));
        }
        let neither = MemberStatus::ALL
            .into_iter()
            .filter(|status| !status.is_complete() && !status.is_missing());
        assert_eq!(neither.collect::<Vec<_>>(), [Partly, Modelled, Filled]);
    }
}
