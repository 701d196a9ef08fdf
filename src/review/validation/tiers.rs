//! Rule V15: a lower tier than in the biennium before, without a reason.

use alloc::format;

use super::{Check, Rule, Severity, Usable};
use crate::review::Tier;
use crate::review::dataset::Place;

impl Check<'_> {
    /// Holds the tier of each row of a report against the highest tier of the same key in the
    /// biennium before; a comment is a reason.
    pub(super) fn tiers(&mut self, usable: &[Usable]) {
        if self.from.is_empty() {
            return;
        }
        for row in usable {
            let at = row.row as usize;
            let observations = self.observations;
            let Some(observation) = observations.get(at) else {
                continue;
            };
            let (meta, key) = (&observation.meta, &observation.key);
            let said = |text: &str| !text.trim().is_empty();
            let (Some(tier), false) = (meta.tier, meta.comment.as_deref().is_some_and(said)) else {
                continue;
            };
            let Some(report) = self.report_of(at) else {
                continue;
            };
            let Ok(previous) = report.biennium.previous() else {
                continue;
            };
            if !report.biennium.contains(key.year) {
                continue;
            }
            let (indicator, entity) = (row.place.indicator(), row.place.entity());
            let before = previous
                .years()
                .into_iter()
                .filter_map(|year| {
                    self.tier_at(usable, Place::new(indicator, entity, year), row.part)
                })
                .max();
            if let Some(before) = before.filter(|before| *before > tier) {
                let message = format!(
                    "tier {} after tier {} in {previous}, and no comment says why",
                    u8::from(tier),
                    u8::from(before)
                );
                self.find((Rule::V15, Severity::Warning, "lower_tier"), at, message);
            }
        }
    }

    fn tier_at(&self, usable: &[Usable], place: Place, part: u32) -> Option<Tier> {
        let at = usable
            .binary_search_by_key(&(place, part), |row| (row.place, row.part))
            .ok()?;
        let row = usable.get(at)?.row as usize;
        self.observations.get(row)?.meta.tier
    }
}
