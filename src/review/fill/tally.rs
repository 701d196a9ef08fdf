//! Adds up what is reported and filled, member by member.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::fills::{Amount, How};
use super::line::Ends;
use super::{Estimate, FilledMember, FilledOptions, Fills, StrategyCode};
use crate::numeric::{ExactSum, SumError};
use crate::reference::indicators::Kind;
use crate::review::aggregation::CoverageTally;
use crate::review::dataset::Among;
use crate::review::{
    Coverage, CoverageWeight, Dataset, Entity, Fact, Publication, PublicationRule, ReviewError,
};
use crate::time::Year;

/// What one member adds in one year.
pub(super) struct Contribution<'a> {
    pub(super) member: Entity,
    year: Year,
    above: Amount<'a>,
    below: Option<Amount<'a>>,
}

impl<'a> Contribution<'a> {
    pub(super) fn hows(&self) -> impl Iterator<Item = How<'a>> {
        let below = self.below.map(|below| below.how);
        core::iter::once(self.above.how).chain(below)
    }

    fn strategies(&self) -> impl Iterator<Item = StrategyCode> {
        self.hows().filter_map(How::strategy)
    }

    pub(super) fn is_filled(&self) -> bool {
        self.strategies().next().is_some()
    }
}

/// What is reported, filled or estimated of one member in one year.
pub(super) fn contribution<'a>(
    data: &Dataset,
    fills: &'a Fills,
    fact: &Fact,
    (member, year): (Entity, Year),
    among: &Among<'_>,
) -> Result<Option<Contribution<'a>>, ReviewError> {
    let (code, part) = (&*fact.indicator, &fact.part);
    let parts = if part.is_whole() {
        fills.parts(data, member, year, code, among)?
    } else {
        match data.amount_of_part(code, member, year, part)? {
            Some(base) => Some(Amount {
                ends: Ends::exact(base),
                how: How::Observed,
            }),
            None => fills.amount(data, (code, part), member, year, among),
        }
        .map(|above| (above, None))
    };
    Ok(parts.map(|(above, below)| Contribution {
        member,
        year,
        above,
        below,
    }))
}

/// Everything that a total with fills is made of.
pub(super) struct Tally<'a> {
    pub(super) data: &'a Dataset,
    pub(super) fact: &'a Fact,
    pub(super) options: &'a FilledOptions,
    pub(super) members: &'a [Entity],
    pub(super) years: &'a [Year],
    pub(super) found: &'a [Contribution<'a>],
}

impl Tally<'_> {
    pub(super) fn estimate(&self, kind: &Kind) -> Result<Option<Estimate>, ReviewError> {
        let too_large = |error: SumError| ReviewError::Sum {
            what: alloc::format!("{} over {}", self.fact.indicator, self.fact.group),
            error,
        };
        let unit = &self.data.indicators().entry(&self.fact.indicator)?.unit;
        let sum = |of: &dyn Fn(&Contribution<'_>) -> f64| {
            let sum: ExactSum = self.found.iter().map(of).collect();
            sum.value().map_err(too_large)
        };
        let below = |end: fn(&Ends) -> f64| {
            move |one: &Contribution<'_>| one.below.as_ref().map_or(0.0, |below| end(&below.ends))
        };
        let above = |end: fn(&Ends) -> f64| move |one: &Contribution<'_>| end(&one.above.ends);
        let ratio = self.found.iter().any(|one| one.below.is_some());
        let whole = sum(&above(|ends| ends.value))?;
        let (value, range, denominator) = if ratio {
            let denominator = sum(&below(|ends| ends.value))?;
            if denominator == 0.0 {
                return Ok(None);
            }
            let aboves = (
                sum(&above(|ends| ends.low))?,
                sum(&above(|ends| ends.high))?,
            );
            let belows = (
                sum(&below(|ends| ends.low))?,
                sum(&below(|ends| ends.high))?,
            );
            let value = whole / denominator;
            (value, quotient(aboves, belows), Some(denominator))
        } else {
            let of = |end: fn(&Ends) -> f64| self.means(kind, end).map_err(too_large);
            let range = (of(|ends| ends.low)?, of(|ends| ends.high)?);
            (of(|ends| ends.value)?, Some(range), None)
        };
        let filled = |one: &Contribution<'_>| match one.is_filled() {
            true => one.above.ends.value.abs(),
            false => 0.0,
        };
        let (of_fills, of_all) = (sum(&filled)?, sum(&|one| one.above.ends.value.abs())?);
        let coverage = self.coverage().map_err(too_large)?;
        let (mut peers, mut sources) = (BTreeSet::new(), BTreeSet::new());
        for how in self.found.iter().flat_map(Contribution::hows) {
            match how {
                How::Peers(line) => {
                    peers.extend(line.peers.iter().copied());
                    sources.extend(line.sources.iter().cloned());
                }
                How::Filled(line) => sources.extend(line.sources.iter().cloned()),
                How::Observed | How::FilledByReporter => {}
            }
        }
        let (partly, open) = self.lacking();
        let value = unit.value_of(value);
        let range = range.map(|(low, high)| (unit.value_of(low), unit.value_of(high)));
        Ok(Some(Estimate {
            range: range.map(|(low, high)| (low.min(value), high.max(value))),
            value,
            filled: self.filled(),
            filled_share: (of_all > 0.0).then(|| of_fills / of_all),
            peers: peers.into_iter().collect(),
            partly,
            open,
            publication: self.publication(&coverage)?,
            coverage,
            sources,
            sum: whole,
            denominator,
        }))
    }

    /// Σ over the members of the mean over the years that they have; for a share of countries,
    /// per member.
    fn means(&self, kind: &Kind, end: fn(&Ends) -> f64) -> Result<f64, SumError> {
        let mut means = ExactSum::new();
        for of_one in self.found.chunk_by(|a, b| a.member == b.member) {
            let own: ExactSum = of_one.iter().map(|one| end(&one.above.ends)).collect();
            means.add(own.value()? / of_one.len() as f64);
        }
        let sum = means.value()?;
        Ok(match kind {
            Kind::ShareOfCountries => sum / self.members.len() as f64,
            _ => sum,
        })
    }

    fn coverage(&self) -> Result<Coverage, SumError> {
        let mut tally = CoverageTally::by(self.data, &CoverageWeight::ALL);
        for &member in self.members {
            for &year in self.years {
                let one = self.one(member, year);
                let counts = one.is_some_and(|one| {
                    let mut fills = one.strategies();
                    fills.all(|code| self.options.count_fills && code.is_of_the_member())
                });
                tally.count(self.data.member(member), year, counts);
            }
        }
        tally.finish()
    }

    fn one(&self, member: Entity, year: Year) -> Option<&Contribution<'_>> {
        let place = |one: &Contribution<'_>| (one.member, one.year).cmp(&(member, year));
        let at = self.found.binary_search_by(place).ok()?;
        self.found.get(at)
    }

    /// Members of which a year is open, and those of which all are.
    fn lacking(&self) -> (Vec<Entity>, Vec<Entity>) {
        let (mut partly, mut open) = (Vec::new(), Vec::new());
        for &member in self.members {
            let years = self
                .years
                .iter()
                .filter(|&&year| self.one(member, year).is_some());
            match years.count() {
                0 => open.push(member),
                all if all == self.years.len() => {}
                _ => partly.push(member),
            }
        }
        (partly, open)
    }

    fn filled(&self) -> Vec<FilledMember> {
        let mut by: BTreeMap<Entity, (BTreeSet<Year>, BTreeSet<StrategyCode>)> = BTreeMap::new();
        for one in self.found.iter().filter(|one| one.is_filled()) {
            let (years, strategies) = by.entry(one.member).or_default();
            years.insert(one.year);
            strategies.extend(one.strategies());
        }
        let member =
            |(entity, (years, strategies)): (_, (BTreeSet<_>, BTreeSet<_>))| FilledMember {
                entity,
                years: years.into_iter().collect(),
                strategies: strategies.into_iter().collect(),
            };
        by.into_iter().map(member).collect()
    }

    fn publication(&self, coverage: &Coverage) -> Result<Publication, ReviewError> {
        let found = self.boundaries()?;
        if found.len() > 1 {
            let found = found.into_iter().collect();
            return Ok(Publication::NotComparable {
                what: "boundary",
                found,
            });
        }
        let rule: PublicationRule = self.options.aggregation.rule;
        Ok(match rule.measure(coverage) {
            None => Publication::NoData,
            Some(share) if !rule.allows(share) => Publication::Withheld {
                coverage: share,
                least: rule.least,
            },
            Some(_) => Publication::Published,
        })
    }

    /// The boundaries stated of what was reported and of what fills rest on.
    fn boundaries(&self) -> Result<BTreeSet<String>, ReviewError> {
        let (mut found, mut rows) = (BTreeSet::new(), Vec::new());
        for one in self.found {
            let filled = one.hows().filter_map(|how| match how {
                How::Filled(line) => Some(&line.boundaries),
                How::Peers(line) => Some(&line.boundaries),
                _ => None,
            });
            found.extend(filled.flatten().cloned());
            if !one.is_filled() {
                let code = &self.fact.indicator;
                self.data.add_rows(code, one.member, one.year, &mut rows)?;
            }
        }
        let rows = rows.iter().filter_map(|row| self.data.observation(*row));
        let own = rows.filter(|row| row.key.indicator == self.fact.indicator);
        found.extend(own.filter_map(|row| row.meta.boundary.as_deref().map(str::to_owned)));
        Ok(found)
    }
}

/// The range of a quotient of two ranges, unless the second has zero in it.
fn quotient(above: (f64, f64), below: (f64, f64)) -> Option<(f64, f64)> {
    if below.0 <= 0.0 && below.1 >= 0.0 {
        return None;
    }
    let ends = [
        above.0 / below.0,
        above.0 / below.1,
        above.1 / below.0,
        above.1 / below.1,
    ];
    let low = ends.into_iter().fold(f64::INFINITY, f64::min);
    let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
    (low.is_finite() && high.is_finite()).then_some((low, high))
}
