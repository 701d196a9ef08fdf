//! Rule V07: one value for one key.

use alloc::vec::Vec;

use super::{Check, Rule, Severity, Usable};
use crate::review::dataset::Place;

impl Check<'_> {
    /// The rows that can be used, in the order of what they are about: of equal values the first,
    /// of different ones none.
    pub(super) fn duplicates(
        &mut self,
        places: &[Option<(Place, u32)>],
        values: &[Option<f64>],
    ) -> Vec<Usable> {
        let mut rows: Vec<Usable> = places
            .iter()
            .enumerate()
            .filter(|(row, _)| !self.is_refused(*row))
            .filter_map(|(row, place)| {
                let (place, part) = (*place)?;
                let row = u32::try_from(row).ok()?;
                Some(Usable { place, part, row })
            })
            .collect();
        rows.sort_unstable();
        let mut usable = Vec::with_capacity(rows.len());
        for same_key in rows.chunk_by(|a, b| (a.place, a.part) == (b.place, b.part)) {
            let [first, others @ ..] = same_key else {
                continue;
            };
            if others.is_empty() {
                usable.push(*first);
            } else if let Some(restated) = self.restated(same_key) {
                usable.push(restated);
                self.say_restated(restated, same_key);
            } else if self.agree(first, others, values) {
                usable.push(*first);
                self.say_again(others, same_key, Severity::Info);
            } else {
                self.say_again(same_key, same_key, Severity::Error);
            }
        }
        usable
    }

    /// The row that a later report gives instead of those of earlier ones.
    fn restated(&self, same_key: &[Usable]) -> Option<Usable> {
        let biennium = |row: &Usable| Some(self.report_of(row.row as usize)?.biennium);
        let latest = *same_key.iter().max_by_key(|row| biennium(row))?;
        let says = self.observations.get(latest.row as usize)?.meta.restated;
        let earlier =
            |row: &Usable| biennium(row).is_some_and(|other| Some(other) < biennium(&latest));
        let mut others = same_key.iter().filter(|row| **row != latest);
        (says.is_some() && others.all(earlier)).then_some(latest)
    }

    fn say_restated(&mut self, by: Usable, same_key: &[Usable]) {
        for row in same_key.iter().filter(|row| **row != by) {
            let found = (Rule::V07, Severity::Info, "restated");
            let message = "a later report restates it; the later value is used".into();
            if let Some(finding) = self.find(found, row.row as usize, message) {
                finding.others = alloc::vec![by.row as usize];
            }
        }
    }

    fn agree(&self, first: &Usable, others: &[Usable], values: &[Option<f64>]) -> bool {
        let value = |row: &Usable| values.get(row.row as usize).copied().flatten();
        let datum = |row: &Usable| self.observations.get(row.row as usize).map(|o| &o.datum);
        others
            .iter()
            .all(|other| match (value(first), value(other)) {
                (Some(a), Some(b)) => (a - b).abs() <= self.options.same_value * a.abs(),
                _ => datum(first) == datum(other),
            })
    }

    fn say_again(&mut self, rows: &[Usable], all: &[Usable], severity: Severity) {
        let (issue, message) = match severity {
            Severity::Error => (
                "other_value",
                "given again with another value; none is used",
            ),
            _ => (
                "same_value",
                "given again with the same value; counted once",
            ),
        };
        for row in rows {
            let others = all.iter().filter(|other| other.row != row.row);
            let others = others.map(|other| other.row as usize).collect();
            let found = (Rule::V07, severity, issue);
            if let Some(finding) = self.find(found, row.row as usize, message.into()) {
                finding.others = others;
            }
        }
    }
}
