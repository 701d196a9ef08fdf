use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::review::observation::is_scope_3;
use crate::review::{Datum, Observation, Origin};
use crate::source::SourceId;

/// What an aggregate tells of the rows behind it, but for whose they are and of which indicator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Told<'a> {
    is_value: bool,
    has_uncertainty: bool,
    origin: Origin,
    source: &'a SourceId,
    also: &'a [SourceId],
    boundary: Option<&'a str>,
    is_scope_3: bool,
}

impl<'a> Told<'a> {
    fn of(row: &'a Observation) -> Self {
        let (key, meta) = (&row.key, &row.meta);
        Self {
            is_value: matches!(row.datum, Datum::Value(_)),
            has_uncertainty: meta.uncertainty.is_some(),
            origin: meta.origin,
            source: &meta.source,
            also: &meta.also,
            boundary: meta.boundary.as_deref(),
            is_scope_3: is_scope_3(&key.indicator, &key.part),
        }
    }
}

/// For each row the first that tells the same.
pub(super) fn first_alike(rows: &[Observation]) -> Vec<u32> {
    let mut first: BTreeMap<Told<'_>, u32> = BTreeMap::new();
    let mut last: Option<(Told<'_>, u32)> = None;
    let mut alike = Vec::with_capacity(rows.len());
    for (row, at) in rows.iter().zip(0..) {
        let told = Told::of(row);
        // Rows of one report or file stand together.
        let like = match &last {
            Some((same, like)) if *same == told => *like,
            _ => {
                let like = *first.entry(told).or_insert(at);
                last = Some((told, like));
                like
            }
        };
        alike.push(like);
    }
    alike
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Country;
    use crate::review::{Dimension, Key, Meta, NotationKey, Part, Reading};
    use crate::source::Status;
    use crate::time::Year;

    fn row(code: &'static str, source: &'static str) -> Observation {
        let country: Country = "KEN".parse().unwrap();
        Observation {
            key: Key::new(country, Year::of::<2022>(), code),
            datum: Datum::Value(Reading::new(1.0, "t").unwrap()),
            meta: Meta::reported(SourceId::new(source).unwrap(), Status::Verified),
        }
    }

    #[test]
    fn rows_are_alike_only_if_all_that_is_told_is_the_same() {
        let plain = row("A", "s");
        let mut rows = alloc::vec![plain.clone(), row("A", "t"), plain.clone()];
        let mut with = |change: &dyn Fn(&mut Observation)| {
            let mut row = plain.clone();
            change(&mut row);
            rows.push(row);
        };
        with(&|row| row.datum = Datum::Notation(NotationKey::No));
        with(&|row| row.meta.origin = Origin::Modelled);
        with(&|row| row.meta.also.push(SourceId::new("t").unwrap()));
        with(&|row| row.meta.boundary = Some("b".into()));
        with(&|row| {
            row.meta.uncertainty = crate::uncertainty::RelativeUncertainty::from_percent(1.0).ok()
        });
        with(&|row| row.key.indicator = "A.S3".into());
        with(&|row| row.key.part = Part::WHOLE.and(Dimension::Scope, "3").unwrap());
        // of what else differs an aggregate tells nothing, or counts it member by member
        with(&|row| row.key.year = Year::of::<2023>());
        with(&|row| row.key.indicator = "B".into());
        let expected = [0, 1, 0, 3, 4, 5, 6, 7, 8, 8, 0, 0];
        assert_eq!(first_alike(&rows), expected);
    }
}
