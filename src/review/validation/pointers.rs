//! Rule V04: the pointers of IE and C.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::{Check, Rule, Severity, Usable};
use crate::review::dataset::Place;
use crate::review::{Datum, Key, NotationKey};

impl Check<'_> {
    /// Where every IE leads to in the end is kept.
    pub(super) fn pointers(&mut self, usable: &[Usable]) {
        let mut broken = Vec::new();
        for start in usable {
            let mut seen = BTreeSet::new();
            let mut at = start.row;
            let before = broken.len();
            while let Some(observation) = self.observations.get(at as usize)
                && let Datum::Notation(notation) = &observation.datum
                && let Some(pointer) = notation.pointer()
            {
                seen.insert(at);
                match self.row_of(pointer, usable) {
                    Some(next) if self.has_nothing(next) => {
                        let message =
                            format!("{notation} points to {pointer}: of that nothing is known");
                        broken.push((start.row, "leads_to_nothing", message));
                        break;
                    }
                    Some(next) if seen.contains(&next) => {
                        let message = format!("the pointer of {notation} leads in a circle");
                        broken.push((start.row, "circle", message));
                        break;
                    }
                    Some(next) => at = next,
                    None => {
                        let message = format!("{notation} points to {pointer}: not there");
                        broken.push((start.row, "not_there", message));
                        break;
                    }
                }
            }
            if broken.len() == before && at != start.row {
                self.leads_to.insert(start.row, at);
            }
        }
        for (row, issue, message) in broken {
            self.find((Rule::V04, Severity::Error, issue), row as usize, message);
        }
    }

    /// Whether a row says that nothing is known.
    fn has_nothing(&self, row: u32) -> bool {
        let row = self.observations.get(row as usize);
        row.is_some_and(|row| {
            matches!(
                row.datum,
                Datum::Notation(NotationKey::Ne | NotationKey::Nr)
            )
        })
    }

    fn row_of(&self, key: &Key, usable: &[Usable]) -> Option<u32> {
        let indicator = self.indicators.index(&key.indicator)?;
        let entity = self.entities.binary_search(&key.entity).ok()?;
        let part = match key.part.is_whole() {
            true => 0,
            false => self.parts.binary_search(&&key.part).ok()? as u32,
        };
        let place = Place::new(indicator, entity, key.year);
        let at = usable
            .binary_search_by_key(&(place, part), |row| (row.place, row.part))
            .ok()?;
        usable.get(at).map(|row| row.row)
    }
}
