use alloc::collections::BTreeSet;

use crate::review::dataset::PartCell;
use crate::review::double_counting::Accounting;
use crate::review::observation::is_scope_3;
use crate::review::{Dataset, Datum, Entity, Origin};
use crate::source::SourceId;

/// A row behind an aggregate, and whether it is of the indicator itself or of an amount that it
/// is made of.
pub(super) type OwnRow = (u32, bool);

/// The rows behind an aggregate: each kind of them once.
pub(super) struct Rows<'a> {
    data: &'a Dataset,
    /// Of those that say the same of where they come from, the first.
    told: BTreeSet<OwnRow>,
    last: Option<OwnRow>,
    filled_by_reporter: BTreeSet<Entity>,
    /// Members with a value.
    with_value: usize,
    /// Of the member at hand: whether it has a value, and one that it filled.
    has_value: bool,
    has_filled: bool,
    has_scope_3: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(data: &'a Dataset) -> Self {
        Self {
            data,
            told: BTreeSet::new(),
            last: None,
            filled_by_reporter: BTreeSet::new(),
            with_value: 0,
            has_value: false,
            has_filled: false,
            has_scope_3: false,
        }
    }

    /// One row of the member at hand.
    pub(super) fn add(&mut self, (row, own): OwnRow) {
        let first = self.data.first_alike(row);
        let told = (first, own);
        if self.last.replace(told) != Some(told) {
            self.told.insert(told);
        }
        if let Some(observation) = self.data.observation(first) {
            self.has_value |= matches!(observation.datum, Datum::Value(_));
            self.has_filled |= observation.meta.origin == Origin::Filled;
        }
    }

    /// The parts of a whole that was reported beside them: scope 3 in it is in the whole too.
    pub(super) fn divided_into(&mut self, parts: &[PartCell]) {
        self.has_scope_3 |= self.data.has_scope_3(parts);
    }

    /// The rows of the member at hand are all there.
    pub(super) fn end_member(&mut self, member: Entity) {
        self.with_value += usize::from(core::mem::take(&mut self.has_value));
        if core::mem::take(&mut self.has_filled) {
            self.filled_by_reporter.insert(member);
        }
    }

    /// How many members have a row with a value.
    pub(super) fn with_value(&self) -> usize {
        self.with_value
    }

    pub(super) fn lineage(self) -> Lineage<'a> {
        let mut lineage = Lineage {
            filled_by_reporter: self.filled_by_reporter,
            has_scope_3: self.has_scope_3,
            ..Lineage::default()
        };
        for (row, own) in self.told {
            let Some(observation) = self.data.observation(row) else {
                continue;
            };
            let (key, meta) = (&observation.key, &observation.meta);
            let is_value = matches!(observation.datum, Datum::Value(_));
            lineage.has_uncertainty |= is_value && meta.uncertainty.is_some();
            lineage.origins.insert(meta.origin);
            lineage.sources.insert(meta.source.clone());
            lineage.sources.extend(meta.also.iter().cloned());
            let boundary = meta.boundary.as_deref();
            if own {
                lineage.boundaries.extend(boundary);
            }
            let ledger = boundary.and_then(Accounting::of_boundary);
            lineage.ledgers.extend(ledger);
            lineage.has_scope_3 |= is_scope_3(&key.indicator, &key.part);
        }
        lineage
    }
}

/// What is known of the rows behind an aggregate.
#[derive(Default)]
pub(super) struct Lineage<'a> {
    pub(super) origins: BTreeSet<Origin>,
    pub(super) sources: BTreeSet<SourceId>,
    pub(super) boundaries: BTreeSet<&'a str>,
    /// Of the parts of a ratio too: one ledger above the line and another below do not mix.
    pub(super) ledgers: BTreeSet<Accounting>,
    pub(super) filled_by_reporter: BTreeSet<Entity>,
    pub(super) has_scope_3: bool,
    /// Whether a value states its uncertainty.
    pub(super) has_uncertainty: bool,
}
