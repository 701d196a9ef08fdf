//! What was observed of one amount over the years, and where its boundary or method changes.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::methods::Breaks;
use crate::quantity::{Quantity, Ratio};
use crate::review::dataset::State;
use crate::review::{Dataset, Entity, Origin, Part, ReviewError};
use crate::source::SourceId;
use crate::time::{Year, YearSeries};

/// An amount to fill: of which indicator, through which ratio, which part of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject<'a> {
    pub(super) code: &'a str,
    /// The ratio whose product with `denominator` the amount is where it was not reported.
    pub(super) ratio: Option<(&'a str, &'a str)>,
    pub(super) part: &'a Part,
}

/// What there is of an amount in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Seen {
    /// An observed value in base units.
    Value(f64),
    /// A value that the reporter filled: kept, and no base for another fill.
    ReporterFilled(f64),
    /// It does not occur.
    Nothing,
    /// It is included in what is said of something else.
    Elsewhere,
    /// There is a value that may not be told.
    Confidential,
    /// The ratio is observed and the denominator is not.
    FollowsRatio,
    /// Nothing is known.
    Missing,
}

impl Seen {
    /// The observed value.
    pub(super) fn value(self) -> Option<f64> {
        match self {
            Self::Value(base) => Some(base),
            _ => None,
        }
    }
}

impl<'a> Subject<'a> {
    /// An amount by itself.
    pub(super) fn of(code: &'a str, part: &'a Part) -> Self {
        Self {
            code,
            ratio: None,
            part,
        }
    }

    /// What the dataset has of it in a year, and the rows that it was made from.
    pub(super) fn seen(&self, data: &Dataset, entity: Entity, year: Year) -> (Seen, Vec<u32>) {
        if !self.part.is_whole() {
            let parts = data.parts_of(self.code, entity, year).iter();
            let own = parts
                .filter(|cell| {
                    data.observation(cell.row)
                        .is_some_and(|row| row.key.part == *self.part)
                })
                .map(|cell| (cell.state, cell.row))
                .next();
            return match own {
                Some((state, row)) => {
                    let rows = alloc::vec![row];
                    let seen = seen(data, state, &rows);
                    let seen =
                        seen.unwrap_or_else(|| missing(data, self.code, entity, year, self.part));
                    (seen, rows)
                }
                None => (
                    missing(data, self.code, entity, year, self.part),
                    Vec::new(),
                ),
            };
        }
        let (own, rows) = whole(data, self.code, entity, year);
        let Some((ratio, denominator)) = self.ratio.filter(|_| own == Seen::Missing) else {
            return (own, rows);
        };
        let (of_ratio, mut rows) = whole(data, ratio, entity, year);
        let (below, more) = whole(data, denominator, entity, year);
        rows.extend(more);
        let seen = match (of_ratio, below) {
            (Seen::Missing, _) => Seen::Missing,
            (Seen::Value(ratio), Seen::Value(below)) => Seen::Value(ratio * below),
            (
                Seen::Value(ratio) | Seen::ReporterFilled(ratio),
                Seen::Value(below) | Seen::ReporterFilled(below),
            ) => Seen::ReporterFilled(ratio * below),
            (Seen::Value(_) | Seen::ReporterFilled(_), Seen::Nothing) => Seen::Nothing,
            (Seen::Value(_) | Seen::ReporterFilled(_), _) => Seen::FollowsRatio,
            (other, _) => other,
        };
        match seen {
            Seen::Value(base) | Seen::ReporterFilled(base) if !base.is_finite() => {
                (Seen::Missing, Vec::new())
            }
            seen => (seen, rows),
        }
    }
}

/// What the dataset has of a whole.
fn whole(data: &Dataset, code: &str, entity: Entity, year: Year) -> (Seen, Vec<u32>) {
    let missing = || missing(data, code, entity, year, &Part::WHOLE);
    let Some(cell) = data.cell(code, entity, year) else {
        return (missing(), Vec::new());
    };
    let mut rows = data.rows_of(cell).to_vec();
    if cell.state == State::Missing {
        let parts = data.parts_of(code, entity, year).iter();
        rows.extend(parts.map(|part| part.row));
    }
    let seen = seen(data, cell.state, &rows);
    (seen.unwrap_or_else(missing), rows)
}

fn seen(data: &Dataset, state: State, rows: &[u32]) -> Option<Seen> {
    let mut rows = rows.iter().filter_map(|row| data.observation(*row));
    match state {
        State::Value(base) if rows.any(|row| row.meta.origin == Origin::Filled) => {
            Some(Seen::ReporterFilled(base))
        }
        State::Value(base) => Some(Seen::Value(base)),
        State::NothingToAdd => Some(Seen::Nothing),
        State::Elsewhere(_) => Some(Seen::Elsewhere),
        State::Missing => None,
    }
}

/// Whether what has no value has one that may not be told. Of a whole, if any part of it has.
fn missing(data: &Dataset, code: &str, entity: Entity, year: Year, part: &Part) -> Seen {
    let place = data.series(code).place(data.member(entity), year);
    let mut said = place.into_iter().flat_map(|place| data.confidential(place));
    match said.any(|row| part.is_whole() || row.key.part == *part) {
        true => Seen::Confidential,
        false => Seen::Missing,
    }
}

/// An amount of one entity over the years.
#[derive(Debug)]
pub(super) struct Observed {
    first: Year,
    years: Vec<(Seen, Vec<u32>)>,
    pub(super) series: YearSeries<Option<Ratio>>,
    pub(super) breaks: Vec<Year>,
    /// The boundaries stated in the observed years.
    boundaries: Vec<(Year, BTreeSet<alloc::string::String>)>,
}

impl Observed {
    /// What `data` has from `first` to `last`.
    pub(super) fn over(
        data: &Dataset,
        subject: &Subject<'_>,
        entity: Entity,
        (first, last): (Year, Year),
    ) -> Result<Self, ReviewError> {
        let years = first.to(last).map(|year| subject.seen(data, entity, year));
        let years: Vec<(Seen, Vec<u32>)> = years.collect();
        let values = years.iter().map(|(seen, _)| seen.value());
        let values = values.map(|base| base.and_then(|base| Ratio::from_base(base).ok()));
        let series = YearSeries::new(first, values.collect())?;
        let (mut breaks, mut boundaries, mut last_mark) = (Vec::new(), Vec::new(), None);
        for (year, (seen, rows)) in first.to(last).zip(&years) {
            match seen {
                Seen::Value(_) => {
                    let mark = Mark::of(data, subject, rows);
                    if last_mark.as_ref().is_some_and(|before| *before != mark) {
                        breaks.push(year);
                    }
                    boundaries.push((year, mark.stated_boundaries()));
                    last_mark = Some(mark);
                }
                Seen::Nothing | Seen::Elsewhere => {
                    // what is not there is no value to pass through
                    breaks.push(year);
                    breaks.extend(year.plus(1).ok());
                }
                _ => {}
            }
        }
        Ok(Self {
            first,
            years,
            series,
            breaks,
            boundaries,
        })
    }

    /// What there is in a year.
    pub(super) fn seen(&self, year: Year) -> Seen {
        self.at(year).map_or(Seen::Missing, |(seen, _)| *seen)
    }

    fn at(&self, year: Year) -> Option<&(Seen, Vec<u32>)> {
        self.years
            .get(usize::try_from(year.since(self.first)).ok()?)
    }

    /// The values are all above zero, or all below.
    pub(super) fn has_one_sign(&self) -> bool {
        let bases = || {
            self.series
                .values()
                .iter()
                .flatten()
                .map(|value| value.base())
        };
        bases().all(|base| base > 0.0) || bases().all(|base| base < 0.0)
    }

    /// Where this and what it is filled from change.
    pub(super) fn breaks_with(&self, others: &[&Observed]) -> Breaks {
        let of_others = others.iter().flat_map(|other| &other.breaks);
        Breaks::new(self.breaks.iter().chain(of_others).copied())
    }

    /// Where the values of these years came from.
    pub(super) fn add_sources(
        &self,
        data: &Dataset,
        years: &[Year],
        sources: &mut BTreeSet<SourceId>,
    ) {
        for (_, rows) in years.iter().filter_map(|year| self.at(*year)) {
            for row in rows.iter().filter_map(|row| data.observation(*row)) {
                sources.insert(row.meta.source.clone());
                sources.extend(row.meta.also.iter().cloned());
            }
        }
    }

    /// The boundary stated in the observed year nearest to `year`, the later of two.
    pub(super) fn boundary_near(&self, year: Year) -> Option<&BTreeSet<alloc::string::String>> {
        let near = |at: &&(Year, BTreeSet<_>)| (at.0.since(year).unsigned_abs(), at.0 < year);
        self.boundaries.iter().min_by_key(near).map(|at| &at.1)
    }

    /// The boundary stated in a year.
    pub(super) fn boundary_of(&self, year: Year) -> Option<&BTreeSet<alloc::string::String>> {
        let at = self
            .boundaries
            .binary_search_by_key(&year, |at| at.0)
            .ok()?;
        self.boundaries.get(at).map(|at| &at.1)
    }
}

/// Boundaries and methods of the rows of the amount: a change of either is a break. One that is
/// not stated differs from one that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark(BTreeSet<(Option<alloc::string::String>, Option<alloc::string::String>)>);

impl Mark {
    fn of(data: &Dataset, subject: &Subject<'_>, rows: &[u32]) -> Self {
        let rows = rows.iter().filter_map(|row| data.observation(*row));
        let own = rows.filter(|row| {
            row.key.indicator == subject.code
                || subject
                    .ratio
                    .is_some_and(|(ratio, _)| row.key.indicator == ratio)
        });
        let text = |of: &Option<alloc::borrow::Cow<'static, str>>| of.as_deref().map(Into::into);
        Self(
            own.map(|row| (text(&row.meta.boundary), text(&row.meta.method)))
                .collect(),
        )
    }

    fn stated_boundaries(&self) -> BTreeSet<alloc::string::String> {
        self.0.iter().filter_map(|mark| mark.0.clone()).collect()
    }
}
