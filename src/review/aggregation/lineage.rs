use alloc::collections::BTreeSet;

use crate::review::double_counting::Accounting;
use crate::review::{Dataset, Datum, Dimension, Entity, Origin, Part};
use crate::source::SourceId;

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
    pub(super) with_value: BTreeSet<Entity>,
}

impl<'a> Lineage<'a> {
    /// Of rows that stand together by entity.
    pub(super) fn of(data: &'a Dataset, rows: &[u32], indicator: &str) -> Self {
        let mut sources: BTreeSet<&SourceId> = BTreeSet::new();
        let mut lineage = Self::default();
        let mut last = None;
        for observation in rows.iter().filter_map(|row| data.observation(*row)) {
            let (key, meta) = (&observation.key, &observation.meta);
            if matches!(observation.datum, Datum::Value(_)) {
                lineage.has_uncertainty |= meta.uncertainty.is_some();
                if last.replace(key.entity) != Some(key.entity) {
                    lineage.with_value.insert(key.entity);
                }
            }
            lineage.origins.insert(meta.origin);
            if meta.origin == Origin::Filled {
                lineage.filled_by_reporter.insert(key.entity);
            }
            sources.insert(&meta.source);
            sources.extend(&meta.also);
            let boundary = meta.boundary.as_deref();
            if key.indicator == indicator {
                lineage.boundaries.extend(boundary);
            }
            lineage
                .ledgers
                .extend(boundary.and_then(Accounting::of_boundary));
            lineage.has_scope_3 |= is_scope_3(&key.indicator, &key.part);
        }
        lineage.sources = sources.into_iter().cloned().collect();
        lineage
    }
}

/// By its part, or by our naming of indicators, in which `.S3` is scope 3.
pub(super) fn is_scope_3(indicator: &str, part: &Part) -> bool {
    part.code(Dimension::Scope) == Some("3") || indicator.ends_with(".S3")
}
