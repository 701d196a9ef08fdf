use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use super::line::Ends;
use super::peers::Peers;
use super::series::{Observed, Seen, Subject};
use super::totals::downscaled;
use super::try_one::{Attempt, attempt};
use super::{
    Donors, FillError, FillLine, FillingPlan, Fills, OpenGap, PeerLine, Strategy, Tried, Why,
};
use crate::place::{Group, ScheduledChanges};
use crate::quantity::{Quantity, Ratio};
use crate::reference::indicators::Kind;
use crate::review::filling::{Filled, Open};
use crate::review::indicator::Entry;
use crate::review::{Dataset, Entity, Part};
use crate::time::Year;

static WHOLE: Part = Part::WHOLE;

/// Fills the gaps of a dataset from its own values.
///
/// A gap is a year of `years`, the first and the last included, in which nothing is known of an
/// amount that somebody has reported: of everyone who has it in another year, and of every country of `groups`. It is
/// filled by the first strategy of the plan that can. Not gaps are: NO, NA and IE, which say that
/// nothing is missing, and what the reporter has filled. A confidential value stays open.
///
/// Years outside `years` are read but not filled. No strategy reaches across a year in which the
/// boundary or the method of a value changes, or in which there is nothing to report.
///
/// # Equation
/// Those of the strategies, see [`filling`](crate::review::filling).
///
/// # Source
/// The order and the limits are those of the plan; IPCC 2006 Guidelines, Volume 1, Chapter 5,
/// section 5.3.3, for the methods.
///
/// # Errors
/// [`FillError`] for what the plan takes and is not there. A gap that stays open is no error.
///
/// # Example
/// ```
/// use ict_impact::review::fill::{FillingPlan, fill};
/// use ict_impact::review::{IndicatorSet, Row, observations, validate};
/// let row = |year: &str, kilotonnes: &str| Row {
///     entity: "KEN".into(), year: year.into(), indicator: "SDG.12.4.2.EWG".into(),
///     value: kilotonnes.into(), unit: "kt".into(), source: "my-source".into(), ..Row::default()
/// };
/// let rows = observations([row("2019", "40"), row("2021", "44")].into_iter().enumerate())?;
/// let data = validate(rows, IndicatorSet::embedded()?).dataset;
/// let years = ("2019".parse()?, "2022".parse()?);
/// let fills = fill(&data, &FillingPlan::default(), years, &[])?;
/// assert_eq!((fills.lines()[0].value, fills.lines()[0].unit.as_str()), (42_000.0, "t"));
/// assert_eq!(fills.open()[0].year, "2022".parse()?); // nothing after it
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fill(
    data: &Dataset,
    plan: &FillingPlan,
    years: (Year, Year),
    groups: &[Group],
) -> Result<Fills, FillError> {
    fill_with(data, plan, years, groups, &Donors::none())
}

/// [`fill`], with other sources and totals of groups beside the dataset.
///
/// # Errors
/// As [`fill`].
pub fn fill_with(
    data: &Dataset,
    plan: &FillingPlan,
    years: (Year, Year),
    groups: &[Group],
    donors: &Donors,
) -> Result<Fills, FillError> {
    let (first, last) = years;
    if last < first {
        return Err(FillError::Years { first, last });
    }
    for code in plan.indicators() {
        data.indicators().entry(code)?;
    }
    let run = Run {
        data,
        plan,
        donors,
        groups,
        years,
        span: span(data, donors, years),
    };
    let mut fills = Fills::new(years);
    for indicator in data.indicators().iter() {
        run.indicator(indicator.code(), &mut fills)?;
    }
    fills.sort();
    Ok(fills)
}

/// From the first to the last year of which anything is known or asked.
fn span(data: &Dataset, donors: &Donors, (first, last): (Year, Year)) -> (Year, Year) {
    let sources = donors.sources().iter().map(|(_, data)| data);
    let cells = core::iter::once(data)
        .chain(sources)
        .flat_map(Dataset::cells);
    let years = cells.filter_map(|cell| Year::new(i64::from(cell.place.year())).ok());
    years.fold((first, last), |(first, last), year| {
        (first.min(year), last.max(year))
    })
}

/// What a run reads.
pub(super) struct Run<'a> {
    pub(super) data: &'a Dataset,
    plan: &'a FillingPlan,
    pub(super) donors: &'a Donors,
    pub(super) groups: &'a [Group],
    pub(super) years: (Year, Year),
    pub(super) span: (Year, Year),
}

/// What is the same for every entity of a subject.
struct Prepared<'a> {
    subject: Subject<'a>,
    entry: &'a Entry,
    strategies: &'a [Strategy],
    observed: BTreeMap<Entity, Observed>,
    /// One for each strategy; what totals give each member.
    totals: Vec<Option<BTreeMap<Entity, Attempt>>>,
    /// One for each strategy.
    peers: Vec<Option<Peers>>,
}

impl<'a> Run<'a> {
    fn indicator(&self, code: &'a str, fills: &mut Fills) -> Result<(), FillError> {
        let entry = self.data.indicators().entry(code)?;
        let has_own = !self.having(code).is_empty();
        match entry.indicator.kind() {
            Kind::Ratio {
                numerator,
                denominator,
            } if has_own => {
                let subject = Subject {
                    code: numerator,
                    ratio: Some((code, denominator)),
                    part: &WHOLE,
                };
                let mut entities = self.having(code);
                if self.having(numerator).is_empty() {
                    entities.extend(self.members());
                }
                let below = self.data.indicators().entry(numerator)?;
                self.subject(subject, below, entities, fills)
            }
            Kind::Sum
            | Kind::Stock
            | Kind::Count
            | Kind::CountOfCountries
            | Kind::ShareOfCountries => {
                let elsewhere = self.elsewhere(code);
                if has_own || !elsewhere.is_empty() {
                    let mut entities = self.having(code);
                    entities.extend(self.members());
                    entities.extend(elsewhere);
                    self.subject(Subject::of(code, &WHOLE), entry, entities, fills)?;
                }
                for (part, entities) in self.parts(code) {
                    self.subject(Subject::of(code, part), entry, entities, fills)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Who has a row of this indicator.
    fn having(&self, code: &str) -> BTreeSet<Entity> {
        having(self.data, code)
    }

    /// Who has one in another source.
    fn elsewhere(&self, code: &str) -> BTreeSet<Entity> {
        let sources = self.donors.sources().iter();
        sources.flat_map(|(_, data)| having(data, code)).collect()
    }

    /// The countries of the groups at any time in the years.
    fn members(&self) -> impl Iterator<Item = Entity> {
        let (first, last) = self.years;
        let days = (
            crate::time::Date::first_of(first),
            crate::time::Date::last_of(last),
        );
        let of = self.groups.iter().flat_map(|group| group.memberships());
        of.filter(move |membership| {
            let left = membership.first_day_after(ScheduledChanges::Ignore);
            membership.first_day().is_none_or(|day| day <= days.1)
                && left.is_none_or(|day| day > days.0)
        })
        .map(|membership| Entity::Country(membership.country))
    }

    /// The parts that are reported, and by whom.
    fn parts(&self, code: &str) -> BTreeMap<&'a Part, BTreeSet<Entity>> {
        let mut parts: BTreeMap<&Part, BTreeSet<Entity>> = BTreeMap::new();
        let Some(indicator) = self.data.indicators().index(code) else {
            return parts;
        };
        let all = self.data.all_parts();
        let from = all.partition_point(|cell| cell.place.indicator() < indicator);
        for cell in all.iter().skip(from) {
            if cell.place.indicator() != indicator {
                break;
            }
            if let Some(row) = self.data.observation(cell.row) {
                parts
                    .entry(&row.key.part)
                    .or_default()
                    .insert(row.key.entity);
            }
        }
        parts
    }

    /// The strategies for a subject: its own, those of its ratio, or those for all.
    fn strategies(&self, subject: &Subject<'_>) -> &'a [Strategy] {
        let of_ratio = subject.ratio.and_then(|(ratio, _)| self.plan.own_of(ratio));
        let own = self.plan.own_of(subject.code).or(of_ratio);
        own.or_else(|| self.of_one_ratio(subject.code))
            .unwrap_or(self.plan.of_all_others())
    }

    /// The strategies of the first ratio that has its own and is made of this amount.
    fn of_one_ratio(&self, code: &str) -> Option<&'a [Strategy]> {
        let indicators = self.data.indicators();
        let mut planned = self.plan.indicators();
        let ratio = planned.find(|ratio| {
            let entry = indicators.entry(ratio);
            entry.is_ok_and(|entry| entry.indicator.parts().any(|part| part == code))
        })?;
        self.plan.own_of(ratio)
    }

    fn subject(
        &self,
        subject: Subject<'a>,
        entry: &'a Entry,
        entities: BTreeSet<Entity>,
        fills: &mut Fills,
    ) -> Result<(), FillError> {
        let strategies = self.strategies(&subject);
        let mut observed = BTreeMap::new();
        for &entity in entities.iter().chain(self.data.entities()) {
            if !observed.contains_key(&entity) {
                let of = Observed::over(self.data, &subject, entity, self.span)?;
                observed.insert(entity, of);
            }
        }
        let (mut totals, mut peers) = (Vec::new(), Vec::new());
        for strategy in strategies {
            totals.push(downscaled(self, strategy, &subject, entry, &observed)?);
            peers.push(match strategy {
                Strategy::PeerGroup { indicator, .. } => Some(Peers::of(
                    (self.data, self.plan.peers(), self.years),
                    indicator,
                    &observed,
                )?),
                _ => None,
            });
        }
        let prepared = Prepared {
            subject,
            entry,
            strategies,
            observed,
            totals,
            peers,
        };
        for entity in entities {
            self.entity(&prepared, entity, fills)?;
        }
        Ok(())
    }

    fn entity(
        &self,
        prepared: &Prepared<'_>,
        entity: Entity,
        fills: &mut Fills,
    ) -> Result<(), FillError> {
        let Some(observed) = prepared.observed.get(&entity) else {
            return Ok(());
        };
        let subject = &prepared.subject;
        let mut attempts: Vec<Option<Attempt>> = Vec::new();
        for year in self.years.0.to(self.years.1) {
            let known = match observed.seen(year) {
                Seen::Value(_) | Seen::ReporterFilled(_) | Seen::Nothing => continue,
                Seen::Confidential => Some(Why::Confidential),
                Seen::FollowsRatio => Some(Why::FollowsRatio),
                Seen::Missing => None,
            };
            if let Some(why) = known {
                fills.push_open(open(subject, entity, year, why, Vec::new()));
                continue;
            }
            let mut tried = Vec::new();
            let mut done = false;
            for (at, strategy) in prepared.strategies.iter().enumerate() {
                if let Some(Some(peers)) = prepared.peers.get(at) {
                    match self.peer_line(prepared, strategy, peers, entity, year, &tried) {
                        Ok(line) => {
                            fills.push_peer(line);
                            done = true;
                            break;
                        }
                        Err(why) => tried.push(Tried {
                            strategy: strategy.code(),
                            why,
                        }),
                    }
                    continue;
                }
                if attempts.len() <= at {
                    attempts.resize_with(at + 1, || None);
                }
                let of_total = prepared.totals.get(at).and_then(Option::as_ref);
                let own = match attempts.get_mut(at) {
                    Some(slot) if of_total.is_none() => {
                        if slot.is_none() {
                            let kind = prepared.entry.indicator.kind();
                            let from = (self.data, self.donors);
                            *slot = Some(attempt(
                                strategy, subject, entity, observed, kind, from, self.span,
                            )?);
                        }
                        slot.as_ref()
                    }
                    _ => of_total.and_then(|of| of.get(&entity)),
                };
                let found = match own {
                    Some(own) => own
                        .line(year)
                        .and_then(|line| self.line(prepared, strategy, own, entity, line, &tried)),
                    None => Err(Why::NotForThis {
                        what: "no member of the group",
                    }),
                };
                match found {
                    Ok(line) => {
                        fills.push_line(line);
                        done = true;
                        break;
                    }
                    Err(why) => tried.push(Tried {
                        strategy: strategy.code(),
                        why,
                    }),
                }
            }
            if !done {
                let why = tried
                    .first()
                    .map_or(Why::NotAsked, |tried| tried.why.clone());
                fills.push_open(open(subject, entity, year, why, tried));
            }
        }
        Ok(())
    }

    /// The line for a value that a strategy gave, if the indicator can have it.
    fn line(
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

    fn peer_line(
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

fn open(subject: &Subject<'_>, entity: Entity, year: Year, why: Why, tried: Vec<Tried>) -> OpenGap {
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

fn having(data: &Dataset, code: &str) -> BTreeSet<Entity> {
    let Some(indicator) = data.indicators().index(code) else {
        return BTreeSet::new();
    };
    let cells = data.cells();
    let from = cells.partition_point(|cell| cell.place.indicator() < indicator);
    let of = cells.iter().skip(from);
    of.take_while(|cell| cell.place.indicator() == indicator)
        .filter_map(|cell| data.entities().get(cell.place.entity()).copied())
        .collect()
}
