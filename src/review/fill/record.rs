//! The lines that say how a gap was filled, or why it was not.

use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::line::Ends;
use super::methods::{Filled, Open};
use super::peers::Peers;
use super::run::{Prepared, Run};
use super::series::Subject;
use super::try_one::Attempt;
use super::{FillLine, OpenGap, PeerLine, Strategy, Tried, Why};
use crate::quantity::{Quantity, Ratio};
use crate::review::Entity;
use crate::time::Year;

impl Run<'_> {
    /// The line for a value that a strategy gave, if the indicator can have it.
    pub(super) fn line(
        &self,
        prepared: &Prepared<'_>,
        strategy: &Strategy,
        attempt: &Attempt,
        entity: Entity,
        filled: Filled<Ratio>,
        tried: &[Tried],
    ) -> Result<FillLine, Why> {
        let (subject, entry) = (&prepared.subject, prepared.entry);
        let base = filled.value.base();
        let value = entry.unit.value_of(base);
        let least = entry.indicator.least().unwrap_or(f64::NEG_INFINITY);
        let greatest = entry.indicator.greatest().unwrap_or(f64::INFINITY);
        if !value.is_finite() || value < least || value > greatest {
            let reason = Open::OutOfRange { value: base };
            return Err(Why::Open { reason });
        }
        let mut ends = Ends::exact(base);
        let mut range = None;
        if let Some((low, high)) = filled.range {
            // rounding must not put a value outside its own range
            let within = |end: Ratio| entry.unit.value_of(end.base()).clamp(least, greatest);
            let (low_end, high_end) = (within(low).min(value), within(high).max(value));
            ends.low = low.base().max(entry.unit.to_base(least)).min(base);
            ends.high = high.base().min(entry.unit.to_base(greatest)).max(base);
            range = Some((low_end, high_end)).filter(|r| r.0.is_finite() && r.1.is_finite());
        }
        let (mut sources, mut boundaries) = (BTreeSet::new(), BTreeSet::new());
        if let Some(observed) = prepared.observed.get(&entity) {
            let from = filled.from.iter();
            boundaries.extend(
                from.filter_map(|year| observed.boundary_of(*year))
                    .flatten()
                    .cloned(),
            );
            observed.add_sources(self.data, &filled.from, &mut sources);
        }
        let beside = (self.data, self.donors);
        let donors = attempt.donors(subject, entity, &filled, beside, &mut sources);
        Ok(FillLine {
            entity,
            year: filled.year,
            indicator: subject.code.to_string(),
            of_ratio: subject.ratio.map(|(ratio, _)| ratio.to_string()),
            part: subject.part.clone(),
            value,
            unit: entry.indicator.unit().to_string(),
            range,
            strategy: strategy.code(),
            method: filled.method,
            parameters: strategy.parameters(),
            from: filled.from,
            donors,
            sources,
            boundaries,
            variation: filled.variation.map(|variation| variation.value),
            tried: tried.to_vec(),
            base: ends,
        })
    }

    pub(super) fn peer_line(
        &self,
        prepared: &Prepared<'_>,
        strategy: &Strategy,
        peers: &Peers,
        entity: Entity,
        year: Year,
        tried: &[Tried],
    ) -> Result<PeerLine, Why> {
        let subject = &prepared.subject;
        let kind = prepared.entry.indicator.kind();
        if let Some(why) = super::try_one::unfit(kind, strategy.code(), subject.part) {
            return Err(why);
        }
        let Strategy::PeerGroup { rule, .. } = strategy else {
            return Err(Why::NoPeers);
        };
        let found = peers.estimate(self.data, &prepared.observed, entity, year, *rule)?;
        Ok(PeerLine {
            entity,
            year,
            indicator: subject.code.to_string(),
            of_ratio: subject.ratio.map(|(ratio, _)| ratio.to_string()),
            parameters: strategy.parameters(),
            peers: found.peers,
            sources: found.sources,
            boundaries: found.boundaries,
            tried: tried.to_vec(),
            estimate: found.estimate,
        })
    }
}

/// A year that stays open.
pub(super) fn open(
    subject: &Subject<'_>,
    entity: Entity,
    year: Year,
    why: Why,
    tried: Vec<Tried>,
) -> OpenGap {
    OpenGap {
        entity,
        year,
        indicator: subject.code.to_string(),
        of_ratio: subject.ratio.map(|(ratio, _)| ratio.to_string()),
        part: subject.part.clone(),
        why,
        tried,
    }
}
