//! What there is to fill, of whom, and by which strategies.

use alloc::collections::{BTreeMap, BTreeSet};

use super::Strategy;
use super::run::Run;
use super::series::Subject;
use crate::place::ScheduledChanges;
use crate::review::{Dataset, Entity, Part};
use crate::time::Date;

impl<'a> Run<'a> {
    /// Who has a row of this indicator.
    pub(super) fn having(&self, code: &str) -> BTreeSet<Entity> {
        having(self.data, code)
    }

    /// Who has one in another source.
    pub(super) fn elsewhere(&self, code: &str) -> BTreeSet<Entity> {
        let sources = self.donors.sources().iter();
        sources.flat_map(|(_, data)| having(data, code)).collect()
    }

    /// The countries of the groups at any time in the years.
    pub(super) fn members(&self) -> impl Iterator<Item = Entity> {
        let (first, last) = self.years;
        let days = (Date::first_of(first), Date::last_of(last));
        let of = self.groups.iter().flat_map(|group| group.memberships());
        of.filter(move |membership| {
            let left = membership.first_day_after(ScheduledChanges::Ignore);
            membership.first_day().is_none_or(|day| day <= days.1)
                && left.is_none_or(|day| day > days.0)
        })
        .map(|membership| Entity::Country(membership.country))
    }

    /// The parts that are reported, and by whom.
    pub(super) fn parts(&self, code: &str) -> BTreeMap<&'a Part, BTreeSet<Entity>> {
        let mut parts: BTreeMap<&Part, BTreeSet<Entity>> = BTreeMap::new();
        let Some(indicator) = self.data.indicators().index(code) else {
            return parts;
        };
        let all = self.data.all_parts();
        let from = all.partition_point(|cell| cell.place.indicator() < indicator);
        for cell in all.iter().skip(from) {
            if cell.place.indicator() != indicator {
                break;
            }
            if let Some(row) = self.data.observation(cell.row) {
                parts
                    .entry(&row.key.part)
                    .or_default()
                    .insert(row.key.entity);
            }
        }
        parts
    }

    /// The strategies for a subject: its own, those of its ratio, or those for all.
    pub(super) fn strategies(&self, subject: &Subject<'_>) -> &'a [Strategy] {
        let of_ratio = subject.ratio.and_then(|(ratio, _)| self.plan.own_of(ratio));
        let own = self.plan.own_of(subject.code).or(of_ratio);
        own.or_else(|| self.of_one_ratio(subject.code))
            .unwrap_or(self.plan.of_all_others())
    }

    /// The strategies of the first ratio that has its own and is made of this amount.
    fn of_one_ratio(&self, code: &str) -> Option<&'a [Strategy]> {
        let indicators = self.data.indicators();
        let mut planned = self.plan.indicators();
        let ratio = planned.find(|ratio| {
            let entry = indicators.entry(ratio);
            entry.is_ok_and(|entry| entry.indicator.parts().any(|part| part == code))
        })?;
        self.plan.own_of(ratio)
    }
}

fn having(data: &Dataset, code: &str) -> BTreeSet<Entity> {
    let Some(indicator) = data.indicators().index(code) else {
        return BTreeSet::new();
    };
    let cells = data.cells();
    let from = cells.partition_point(|cell| cell.place.indicator() < indicator);
    let of = cells.iter().skip(from);
    of.take_while(|cell| cell.place.indicator() == indicator)
        .filter_map(|cell| data.entities().get(cell.place.entity()).copied())
        .collect()
}
