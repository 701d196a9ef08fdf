//! F6: the members of a group from its total, all of them at once.

use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::methods::{Filling, downscale_by_driver, downscale_by_shares};
use super::run::Run;
use super::series::{Observed, Seen, Subject};
use super::try_one::{Attempt, refused, unfit};
use super::{FillError, Strategy, Why};
use crate::place::ScheduledChanges;
use crate::quantity::{Quantity, Ratio};
use crate::review::indicator::Entry;
use crate::review::{Entity, Part, ReviewError};
use crate::time::{Date, Year, YearSeries};

static WHOLE: Part = Part::WHOLE;

/// What a total of a group gives to each of its members; none for another strategy.
///
/// Members are those of the last day of the years to fill.
pub(super) fn downscaled(
    run: &Run<'_>,
    strategy: &Strategy,
    subject: &Subject<'_>,
    entry: &Entry,
    observed: &BTreeMap<Entity, Observed>,
) -> Result<Option<BTreeMap<Entity, Attempt>>, FillError> {
    let (code, driver) = match strategy {
        Strategy::DownscaledByDriver {
            group, indicator, ..
        } => (group, Some(indicator)),
        Strategy::DownscaledByShares { group, .. } => (group, None),
        _ => return Ok(None),
    };
    let found = run.groups.iter().find(|group| group.code() == code);
    let group = found.ok_or_else(|| FillError::NoGroup {
        group: code.to_string(),
    })?;
    let day = Date::last_of(run.years.1);
    let members = group.members_at(day, ScheduledChanges::Ignore);
    let members: Vec<Entity> = members.into_iter().map(Entity::Country).collect();
    let each = |result: Result<Vec<Filling<Ratio>>, Why>| {
        let mut of: BTreeMap<Entity, Attempt> = BTreeMap::new();
        match result {
            Ok(fillings) => {
                for (&member, filling) in members.iter().zip(fillings) {
                    of.insert(member, Attempt::of_total(code.clone(), Ok(filling)));
                }
            }
            Err(why) => {
                for &member in &members {
                    of.insert(member, Attempt::of_total(code.clone(), Err(why.clone())));
                }
            }
        }
        Ok(Some(of))
    };
    if let Some(why) = unfit(entry.indicator.kind(), strategy.code(), subject.part) {
        return each(Err(why));
    }
    let (first, last) = run.span;
    let total = |year: Year| {
        let (base, _) = run.donors.total(code, subject.code, year)?;
        Ratio::from_base(*base).ok()
    };
    let whole = YearSeries::new(first, first.to(last).map(total).collect());
    let whole = whole.map_err(ReviewError::from)?;
    let mut parts = Vec::with_capacity(members.len());
    for member in &members {
        let Some(of) = observed.get(member) else {
            let none = first.to(last).map(|_| None).collect();
            parts.push(YearSeries::new(first, none).map_err(ReviewError::from)?);
            continue;
        };
        if driver.is_none() && !of.breaks.is_empty() {
            return each(Err(Why::MixedBoundaries));
        }
        let known = first.to(last).map(|year| match of.seen(year) {
            Seen::Nothing | Seen::Elsewhere => Some(Ratio::from_checked(0.0)),
            seen => seen.value().and_then(|base| Ratio::from_base(base).ok()),
        });
        parts.push(YearSeries::new(first, known.collect()).map_err(ReviewError::from)?);
    }
    let fillings = match strategy {
        Strategy::DownscaledByDriver {
            driver,
            indicator,
            rule,
            ..
        } => {
            let drivers = drivers(run, indicator, &members)?;
            downscale_by_driver(&whole, &parts, &drivers, *driver, *rule)
        }
        Strategy::DownscaledByShares { rule, .. } => downscale_by_shares(&whole, &parts, *rule),
        _ => return Ok(None),
    };
    each(fillings.map_err(refused))
}

fn drivers(
    run: &Run<'_>,
    indicator: &str,
    members: &[Entity],
) -> Result<Vec<YearSeries<Option<Ratio>>>, FillError> {
    run.data.indicators().entry(indicator)?;
    let drives = Subject::of(indicator, &WHOLE);
    let mut all = Vec::with_capacity(members.len());
    for &member in members {
        all.push(Observed::over(run.data, &drives, member, run.span)?.series);
    }
    Ok(all)
}
