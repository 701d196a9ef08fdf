use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::fills::{Amount, How};
use super::line::Ends;
use super::{Fills, StrategyCode};
use crate::numeric::{ExactSum, SumError};
use crate::place::Group;
use crate::reference::indicators::Kind;
use crate::review::aggregation::CoverageTally;
use crate::review::{
    AggregationOptions, Coverage, CoverageWeight, Dataset, Entity, Fact, Part, Period, Publication,
    PublicationRule, ReviewError, aggregate_part,
};
use crate::source::SourceId;
use crate::time::Year;

/// How totals with fills are made.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FilledOptions {
    /// As for the reported total.
    pub aggregation: AggregationOptions,
    /// Whether values filled by F1 to F5 count as covered when the publication of the estimate
    /// is decided. Default no. Parts of totals (F6) and peers (F7) never count.
    pub count_fills: bool,
}

impl FilledOptions {
    /// The options of the reported total; fills do not count as covered.
    pub fn new(aggregation: AggregationOptions) -> Self {
        Self {
            aggregation,
            count_fills: false,
        }
    }

    /// The same with values filled by F1 to F5 counted as covered.
    #[must_use]
    pub fn counting_fills(mut self) -> Self {
        self.count_fills = true;
        self
    }
}

/// A member of which a value is filled, and how.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FilledMember {
    /// The member.
    pub entity: Entity,
    /// The years.
    pub years: Vec<Year>,
    /// The strategies; more than one for a ratio whose parts were filled in different ways.
    pub strategies: Vec<StrategyCode>,
}

/// The full total of a group as far as it is reported, filled or estimated.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Estimate {
    /// The value in the unit of the fact, of everyone but [`open`](Self::open).
    pub value: f64,
    /// The value with every fill at the low end of its range, and at the high end. A fill without
    /// a range has none here either. `None` for a ratio whose denominator may be zero.
    pub range: Option<(f64, f64)>,
    /// Of whom values are filled, and how.
    pub filled: Vec<FilledMember>,
    /// What is filled as a part of the sum of magnitudes (of the numerators of a ratio), 0 to 1;
    /// `None` if that is zero.
    pub filled_share: Option<f64>,
    /// Whose values the estimates from peers rest on.
    pub peers: Vec<Entity>,
    /// Members of which one of two years is open.
    pub partly: Vec<Entity>,
    /// Members that are not in the value: neither reported nor filled.
    pub open: Vec<Entity>,
    /// How much of the group counts as covered.
    pub coverage: Coverage,
    /// Whether the estimate may be published.
    pub publication: Publication,
    /// Where the fills came from.
    pub sources: BTreeSet<SourceId>,
    /// Sum of the numerators (of the values, if it is no ratio) over the period, in base units.
    #[serde(skip)]
    pub sum: f64,
    /// Sum of the denominators over the period in base units, for ratios.
    #[serde(skip)]
    pub denominator: Option<f64>,
}

impl Estimate {
    /// Whether every year of every member is in the value.
    pub fn is_full(&self) -> bool {
        self.partly.is_empty() && self.open.is_empty()
    }
}

/// [`aggregate_part`], with the estimate of the full total beside the reported one.
///
/// The value of the fact stays that of reported values, as do its coverage and its publication.
///
/// # Equation
/// ```text
/// sum      value = Σ_m mean over the years of v_my      reported or filled
/// stock    value = Σ_m v_m(last year)
/// ratio    value = Σ_m Σ_y n_my / Σ_m Σ_y d_my          each reported or filled
///
/// range    Σ of the low ends … Σ of the high ends; for a ratio
///          Σ n_low / Σ d_high … Σ n_high / Σ d_low      (the other way round for negative ends)
/// ```
/// Ends add up, as if all fills erred together: the range is never too narrow for that.
///
/// # Source
/// IPCC 2006 Guidelines, Volume 1, Chapter 5, for the fills; the range is our choice.
///
/// # Errors
/// As [`aggregate_part`].
///
/// # Example
/// Kenya reports 10 kt and 14 kt and nothing between, Namibia 5 kt in the middle year.
/// ```
/// use ict_impact::place::{Group, GroupKind, Membership};
/// use ict_impact::review::fill::{FilledOptions, FillingPlan, aggregate_filled, fill};
/// use ict_impact::review::{AggregationOptions, IndicatorSet, MembersAt, Part, Period};
/// use ict_impact::review::{PublicationRule, Row, observations, validate};
/// let row = |entity: &str, year: &str, kilotonnes: &str| Row {
///     entity: entity.into(), year: year.into(), indicator: "SDG.12.4.2.EWG".into(),
///     value: kilotonnes.into(), unit: "kt".into(), source: "my-source".into(), ..Row::default()
/// };
/// let rows = [row("KEN", "2020", "10"), row("KEN", "2022", "14"), row("NAM", "2021", "5")];
/// let data = validate(observations(rows.into_iter().enumerate())?, IndicatorSet::embedded()?).dataset;
/// let both = ["KEN", "NAM"].map(|code| Membership::new(code.parse().unwrap()));
/// let group = Group::new("BOTH", "Both", GroupKind::Custom, both.to_vec())?;
/// let year = "2021".parse()?;
/// let fills = fill(&data, &FillingPlan::default(), (year, year), &[group.clone()])?;
/// let rule = PublicationRule { least: 0.5, ..PublicationRule::one_third() };
/// let options = AggregationOptions { rule, members_at: MembersAt::End };
/// let options = FilledOptions::new(options);
/// let period = Period::Year(year);
/// let fact = aggregate_filled(&data, &fills, &group, "SDG.12.4.2.EWG", &Part::WHOLE, period, &options)?;
/// assert_eq!(fact.value, Some(5_000.0)); // t, of Namibia
/// let estimate = fact.estimate.unwrap();
/// assert_eq!((estimate.value, estimate.range), (17_000.0, Some((15_000.0, 19_000.0))));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aggregate_filled(
    data: &Dataset,
    fills: &Fills,
    group: &Group,
    indicator: &str,
    part: &Part,
    period: Period,
    options: &FilledOptions,
) -> Result<Fact, ReviewError> {
    let mut fact = aggregate_part(data, group, indicator, part, period, &options.aggregation)?;
    fact.estimate = estimate(data, fills, &fact, options)?;
    if let Some(estimate) = &fact.estimate {
        fact.filled = estimate.filled.iter().map(|member| member.entity).collect();
    }
    Ok(fact)
}

/// The estimate of the full total of a fact, over the members of that fact: of countries or of
/// organisations. None if nothing of it is filled, or if such values do not add up.
///
/// # Errors
/// As [`aggregate_part`].
pub fn estimate(
    data: &Dataset,
    fills: &Fills,
    fact: &Fact,
    options: &FilledOptions,
) -> Result<Option<Estimate>, ReviewError> {
    let adds = matches!(
        fact.publication,
        Publication::Published
            | Publication::Withheld { .. }
            | Publication::NoData
            | Publication::Undefined
    );
    if !adds {
        return Ok(None);
    }
    let lists = [&fact.reporting, &fact.partly, &fact.missing];
    let mut members: Vec<Entity> = lists.into_iter().flatten().copied().collect();
    members.sort_unstable();
    let kind = data.indicators().entry(&fact.indicator)?.indicator.kind();
    let years = match kind {
        Kind::Stock | Kind::CountOfCountries | Kind::ShareOfCountries => {
            alloc::vec![fact.period.last()]
        }
        _ => fact.period.years(),
    };
    let mut found = Vec::new();
    for &member in &members {
        for &year in &years {
            if let Some(one) = contribution(data, fills, fact, member, year)? {
                found.push(one);
            }
        }
    }
    // an estimate from peers must not stand alone: it would be one of a country
    let contributing: BTreeSet<Entity> = found.iter().map(|one| one.member).collect();
    if contributing.len() < 2 {
        found.retain(|one| !one.hows().any(|how| matches!(how, How::Peers(_))));
    }
    if !found.iter().any(Contribution::is_filled) {
        return Ok(None);
    }
    let tally = Tally {
        data,
        fact,
        options,
        members: &members,
        years: &years,
        found: &found,
    };
    tally.estimate(kind)
}

/// What one member adds in one year.
struct Contribution<'a> {
    member: Entity,
    year: Year,
    above: Amount<'a>,
    below: Option<Amount<'a>>,
}

impl<'a> Contribution<'a> {
    fn hows(&self) -> impl Iterator<Item = How<'a>> {
        let below = self.below.map(|below| below.how);
        core::iter::once(self.above.how).chain(below)
    }

    fn strategies(&self) -> impl Iterator<Item = StrategyCode> {
        self.hows().filter_map(How::strategy)
    }

    fn is_filled(&self) -> bool {
        self.strategies().next().is_some()
    }
}

fn contribution<'a>(
    data: &Dataset,
    fills: &'a Fills,
    fact: &Fact,
    member: Entity,
    year: Year,
) -> Result<Option<Contribution<'a>>, ReviewError> {
    let (code, part) = (&*fact.indicator, &fact.part);
    let parts = if part.is_whole() {
        fills.parts(data, member, year, code)?
    } else {
        match data.amount_of_part(code, member, year, part)? {
            Some(base) => Some(Amount {
                ends: Ends::exact(base),
                how: How::Observed,
            }),
            None => fills.amount(data, code, member, year, part),
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

struct Tally<'a> {
    data: &'a Dataset,
    fact: &'a Fact,
    options: &'a FilledOptions,
    members: &'a [Entity],
    years: &'a [Year],
    found: &'a [Contribution<'a>],
}

impl Tally<'_> {
    fn estimate(&self, kind: &Kind) -> Result<Option<Estimate>, ReviewError> {
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
        let mut tally = CoverageTally::by(&CoverageWeight::ALL);
        for &member in self.members {
            for &year in self.years {
                let one = self.one(member, year);
                let counts = one.is_some_and(|one| {
                    let mut fills = one.strategies();
                    fills.all(|code| self.options.count_fills && code.is_of_the_member())
                });
                tally.count(member, counts, |weight| {
                    self.data.amount(weight, member, year)
                });
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
