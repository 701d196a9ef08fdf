use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::line::Ends;
use super::series::{Seen, Subject};
use super::{FillLine, OpenGap, PeerLine, StrategyCode};
use crate::quantity::Quantity;
use crate::reference::indicators::Kind;
use crate::review::dataset::Among;
use crate::review::ranking::LeftOut;
use crate::review::{Dataset, Entity, Part, ReviewError};
use crate::time::Year;

static WHOLE: Part = Part::WHOLE;

/// What was filled of a dataset, and what stays open; the dataset itself is as it was.
///
/// Every gap is in exactly one of the three lists. They are in the order of indicator, ratio,
/// entity, part and year.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Fills {
    first: Year,
    last: Year,
    lines: Vec<FillLine>,
    peers: Vec<PeerLine>,
    open: Vec<OpenGap>,
}

/// What a value is, for those who must not take a filled one for an observed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Standing {
    /// Observed, or nothing to add.
    Observed,
    /// Reported as filled by the reporter.
    FilledByReporter,
    /// Filled by the review.
    Filled,
    /// Estimated from peers, in totals only: no value of the country.
    InTotalsOnly,
    /// Not there.
    Missing,
}

impl Standing {
    /// Why the value has no place in a ranking; none for an observed one.
    ///
    /// A [`Candidate`](crate::review::key_category::Candidate) of key categories is `filled` if
    /// there is a reason.
    pub fn left_out(self) -> Option<LeftOut> {
        match self {
            Self::Observed => None,
            Self::FilledByReporter | Self::Filled => Some(LeftOut::Filled),
            Self::InTotalsOnly | Self::Missing => Some(LeftOut::Missing),
        }
    }
}

/// An amount with what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount<'a> {
    pub(super) ends: Ends,
    pub(super) how: How<'a>,
}

/// How an amount came about.
#[derive(Debug, Clone, Copy)]
pub(super) enum How<'a> {
    Observed,
    FilledByReporter,
    Filled(&'a FillLine),
    Peers(&'a PeerLine),
}

impl How<'_> {
    pub(super) fn standing(self) -> Standing {
        match self {
            How::Observed => Standing::Observed,
            How::FilledByReporter => Standing::FilledByReporter,
            How::Filled(_) => Standing::Filled,
            How::Peers(_) => Standing::InTotalsOnly,
        }
    }

    pub(super) fn strategy(self) -> Option<StrategyCode> {
        match self {
            How::Filled(line) => Some(line.strategy),
            How::Peers(_) => Some(StrategyCode::F7PeerGroup),
            _ => None,
        }
    }
}

type Place<'a> = (&'a str, Option<&'a str>, Entity, &'a Part, Year);

impl FillLine {
    fn place(&self) -> Place<'_> {
        let ratio = self.of_ratio.as_deref();
        (&self.indicator, ratio, self.entity, &self.part, self.year)
    }
}

impl PeerLine {
    fn place(&self) -> Place<'_> {
        let ratio = self.of_ratio.as_deref();
        (&self.indicator, ratio, self.entity, &WHOLE, self.year)
    }
}

impl OpenGap {
    fn place(&self) -> Place<'_> {
        let ratio = self.of_ratio.as_deref();
        (&self.indicator, ratio, self.entity, &self.part, self.year)
    }
}

impl Fills {
    pub(super) fn new((first, last): (Year, Year)) -> Self {
        Self {
            first,
            last,
            lines: Vec::new(),
            peers: Vec::new(),
            open: Vec::new(),
        }
    }

    pub(super) fn push_line(&mut self, line: FillLine) {
        self.lines.push(line);
    }

    pub(super) fn push_peer(&mut self, line: PeerLine) {
        self.peers.push(line);
    }

    pub(super) fn push_open(&mut self, gap: OpenGap) {
        self.open.push(gap);
    }

    pub(super) fn sort(&mut self) {
        self.lines.sort_by(|a, b| a.place().cmp(&b.place()));
        self.peers.sort_by(|a, b| a.place().cmp(&b.place()));
        self.open.sort_by(|a, b| a.place().cmp(&b.place()));
    }

    /// The first and the last year that were filled.
    pub fn years(&self) -> (Year, Year) {
        (self.first, self.last)
    }

    /// The filled values.
    pub fn lines(&self) -> &[FillLine] {
        &self.lines
    }

    /// What stands in totals of groups alone.
    pub fn in_totals_only(&self) -> &[PeerLine] {
        &self.peers
    }

    /// Without what single organisations, or countries that restrict a value, reported: a filled
    /// value tells what it was filled from.
    pub(in crate::review) fn publishable(mut self, data: &Dataset) -> Self {
        let kept: BTreeSet<Entity> = data.restricted().collect();
        let open = |entity: &Entity| entity.country().is_some() && !kept.contains(entity);
        self.lines.retain(|line| open(&line.entity));
        self.peers.retain(|line| open(&line.entity));
        self.open.retain(|gap| open(&gap.entity));
        self
    }

    /// What stays open, and why.
    pub fn open(&self) -> &[OpenGap] {
        &self.open
    }

    fn line_at(&self, place: Place<'_>) -> Option<&FillLine> {
        let at = find(&self.lines, FillLine::place, place)?;
        self.lines.get(at)
    }

    fn peer_at(&self, place: Place<'_>) -> Option<&PeerLine> {
        let at = find(&self.peers, PeerLine::place, place)?;
        self.peers.get(at)
    }

    /// The value of an entity in the unit of the indicator, observed or filled; a ratio from its
    /// parts. An estimate from peers is none.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn value(
        &self,
        data: &Dataset,
        entity: impl Into<Entity>,
        year: Year,
        code: &str,
    ) -> Result<Option<f64>, ReviewError> {
        let entity = entity.into();
        if let Some(value) = data.value(entity, year, code)? {
            return Ok(Some(value));
        }
        let entry = data.indicators().entry(code)?;
        let base = match self.parts(data, entity, year, code, &Among::NOBODY)? {
            Some((above, Some(below))) if self.stands(&[above.how, below.how]) => {
                Some(above.ends.value / below.ends.value).filter(|base| base.is_finite())
            }
            Some((above, None)) if self.stands(&[above.how]) => Some(above.ends.value),
            _ => None,
        };
        Ok(base.map(|base| entry.unit.value_of(base)))
    }

    fn stands(&self, how: &[How<'_>]) -> bool {
        how.iter().all(|how| !matches!(how, How::Peers(_)))
    }

    /// Whether the value of an entity is observed, filled or not there at all; a ratio is what
    /// the worse of its parts is, unless it is observed itself.
    ///
    /// # Errors
    /// [`ReviewError::UnknownIndicator`].
    pub fn standing(
        &self,
        data: &Dataset,
        entity: impl Into<Entity>,
        year: Year,
        code: &str,
    ) -> Result<Standing, ReviewError> {
        let entity = entity.into();
        match Subject::of(code, &WHOLE).seen(data, entity, year).0 {
            Seen::Value(_) | Seen::Nothing => return Ok(Standing::Observed),
            Seen::ReporterFilled(_) => return Ok(Standing::FilledByReporter),
            _ => {}
        }
        Ok(
            match self.parts(data, entity, year, code, &Among::NOBODY)? {
                None => Standing::Missing,
                Some((above, below)) => {
                    let below = below.map_or(Standing::Observed, |below| below.how.standing());
                    above.how.standing().max(below)
                }
            },
        )
    }

    /// Numerator and denominator, or the amount alone, of one of those that are added up.
    pub(super) fn parts(
        &self,
        data: &Dataset,
        entity: Entity,
        year: Year,
        code: &str,
        among: &Among<'_>,
    ) -> Result<Option<(Amount<'_>, Option<Amount<'_>>)>, ReviewError> {
        let entry = data.indicators().entry(code)?;
        Ok(match entry.indicator.kind() {
            Kind::Ratio {
                numerator,
                denominator,
            } => self
                .ratio(data, (code, numerator, denominator), entity, year, among)
                .map(|(above, below)| (above, Some(below))),
            Kind::RelativeTo { amount, base_year } => {
                let base_year = Year::new(i64::from(*base_year))?;
                let below = self.amount(data, (amount, &WHOLE), entity, base_year, among);
                let above = self.amount(data, (amount, &WHOLE), entity, year, among);
                above.zip(below).map(|(above, below)| (above, Some(below)))
            }
            Kind::Sum
            | Kind::Stock
            | Kind::Count
            | Kind::CountOfCountries
            | Kind::ShareOfCountries => self
                .amount(data, (code, &WHOLE), entity, year, among)
                .map(|above| (above, None)),
            _ => None,
        })
    }

    /// An amount, observed, filled or estimated from peers.
    pub(super) fn amount(
        &self,
        data: &Dataset,
        (code, part): (&str, &Part),
        entity: Entity,
        year: Year,
        among: &Among<'_>,
    ) -> Option<Amount<'_>> {
        let (seen, _) = Subject::of(code, part).seen(data, entity, year);
        let seen = included(seen, data, (code, part), (entity, year), among);
        of_seen(seen, || self.filled((code, None, entity, part, year)))
    }

    fn filled(&self, place: Place<'_>) -> Option<Amount<'_>> {
        if let Some(line) = self.line_at(place) {
            return Some(Amount {
                ends: line.base,
                how: How::Filled(line),
            });
        }
        if !place.3.is_whole() {
            return None;
        }
        let line = self.peer_at(place)?;
        let (value, low, high) = line.estimate.ends();
        let (value, low, high) = (value.base(), low.base(), high.base());
        Some(Amount {
            ends: Ends {
                value,
                low: low.min(high).min(value),
                high: low.max(high).max(value),
            },
            how: How::Peers(line),
        })
    }

    fn ratio(
        &self,
        data: &Dataset,
        (code, numerator, denominator): (&str, &str, &str),
        entity: Entity,
        year: Year,
        among: &Among<'_>,
    ) -> Option<(Amount<'_>, Amount<'_>)> {
        let below = self.amount(data, (denominator, &WHOLE), entity, year, among)?;
        let (own, _) = Subject::of(numerator, &WHOLE).seen(data, entity, year);
        let own = included(own, data, (numerator, &WHOLE), (entity, year), among);
        if own != Seen::Missing {
            return Some((of_seen(own, || None)?, below));
        }
        let (ratio, _) = Subject::of(code, &WHOLE).seen(data, entity, year);
        let above = match ratio {
            // the ratio is observed: the numerator is what it makes of the denominator
            Seen::Value(ratio) => times(ratio, below, below.how),
            Seen::ReporterFilled(ratio) => {
                let how = match below.how {
                    How::Observed => How::FilledByReporter,
                    how => how,
                };
                times(ratio, below, how)
            }
            Seen::Nothing => Amount {
                ends: Ends::exact(0.0),
                how: How::Observed,
            },
            Seen::Confidential | Seen::Elsewhere => return None,
            Seen::Missing | Seen::FollowsRatio => {
                let place = |ratio| (numerator, ratio, entity, &WHOLE, year);
                self.filled(place(Some(code)))
                    .or_else(|| self.filled(place(None)))?
            }
        };
        Some((above, below)).filter(|(above, _)| above.ends.value.is_finite())
    }
}

/// Of what is included elsewhere among those that are added up, there is nothing to add.
fn included(
    seen: Seen,
    data: &Dataset,
    (code, part): (&str, &Part),
    (entity, year): (Entity, Year),
    among: &Among<'_>,
) -> Seen {
    let (series, at) = (data.series(code), (data.member(entity), year));
    match seen {
        Seen::Elsewhere if data.is_included(series, at, part, among) => Seen::Nothing,
        seen => seen,
    }
}

fn of_seen<'a>(seen: Seen, filled: impl FnOnce() -> Option<Amount<'a>>) -> Option<Amount<'a>> {
    let (base, how) = match seen {
        Seen::Value(base) => (base, How::Observed),
        Seen::Nothing => (0.0, How::Observed),
        Seen::ReporterFilled(base) => (base, How::FilledByReporter),
        Seen::Missing => return filled(),
        Seen::Confidential | Seen::Elsewhere | Seen::FollowsRatio => return None,
    };
    let ends = Ends::exact(base);
    Some(Amount { ends, how })
}

fn times<'a>(ratio: f64, below: Amount<'_>, how: How<'a>) -> Amount<'a> {
    let (low, high) = (ratio * below.ends.low, ratio * below.ends.high);
    Amount {
        ends: Ends {
            value: ratio * below.ends.value,
            low: low.min(high),
            high: low.max(high),
        },
        how,
    }
}

fn find<'a, T>(list: &'a [T], place: fn(&'a T) -> Place<'a>, at: Place<'_>) -> Option<usize> {
    list.binary_search_by(|item| -> Ordering { place(item).cmp(&at) })
        .ok()
}

#[cfg(test)]
mod tests {
    use super::super::methods::{Driver, PeerRule};
    use super::super::samples::{
        EWASTE, GENERATION, GRID, PEOPLE, dataset, group, row, rows, year,
    };
    use super::super::{FillingPlan, Strategy, fill};
    use super::*;
    use alloc::vec;

    #[test]
    fn only_an_observed_value_has_a_place() {
        let mut of = vec![
            row("KEN", 2020, EWASTE, "10"),
            row("GHA", 2020, EWASTE, "30"),
        ];
        of.extend(rows("FRA", 2019, EWASTE, &["1", "", "1"]));
        let mut own = row("DEU", 2020, EWASTE, "5");
        own.origin = "filled".into();
        of.push(own);
        for code in ["KEN", "GHA", "SEN"] {
            of.push(row(code, 2020, PEOPLE, "10"));
        }
        let data = dataset(of);
        let peers = PeerRule::default().with_least_peers(2);
        let plan = FillingPlan::of_all(vec![
            Strategy::Linear(Default::default()),
            Strategy::peer_group(Driver::Population, peers).unwrap(),
        ]);
        let years = (year(2020), year(2020));
        let fills = fill(&data, &plan, years, &[group(&["SEN", "IND"])]).unwrap();
        let standing = |code: &str| {
            let entity: Entity = code.parse().unwrap();
            fills.standing(&data, entity, year(2020), EWASTE).unwrap()
        };
        assert_eq!(standing("KEN").left_out(), None);
        assert_eq!(standing("FRA"), Standing::Filled);
        assert_eq!(standing("FRA").left_out(), Some(LeftOut::Filled));
        assert_eq!(standing("DEU").left_out(), Some(LeftOut::Filled));
        assert_eq!(standing("SEN"), Standing::InTotalsOnly);
        assert_eq!(standing("IND").left_out(), Some(LeftOut::Missing));
        let senegal: Entity = "SEN".parse().unwrap();
        assert_eq!(fills.value(&data, senegal, year(2020), EWASTE), Ok(None));
        assert_eq!(fills.in_totals_only().len(), 1);
    }

    #[test]
    fn a_ratio_is_what_the_worse_of_its_parts_is() {
        let mut of = rows("KEN", 2019, GRID, &["100", "", "100"]);
        of.extend(rows("KEN", 2019, GENERATION, &["10", "20", "30"]));
        let data = dataset(of);
        let years = (year(2019), year(2021));
        let fills = fill(&data, &FillingPlan::default(), years, &[]).unwrap();
        let kenya: Entity = "KEN".parse().unwrap();
        let standing = |number| fills.standing(&data, kenya, year(number), GRID).unwrap();
        assert_eq!(
            (standing(2019), standing(2020)),
            (Standing::Observed, Standing::Filled)
        );
        assert!(fills.standing(&data, kenya, year(2020), "NONE").is_err());
    }
}
