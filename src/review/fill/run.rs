use alloc::collections::btree_map::Entry;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::peers::Peers;
use super::record::open;
use super::series::{Observed, Seen, Subject};
use super::totals::downscaled;
use super::try_one::{Attempt, attempt};
use super::{Donors, FillError, FillLine, FillingPlan, Fills, PeerLine, Strategy, Tried, Why};
use crate::place::Group;
use crate::reference::indicators::Kind;
use crate::review::indicator;
use crate::review::{Dataset, Entity, Part};
use crate::time::Year;

static WHOLE: Part = Part::WHOLE;

/// Fills the gaps of a dataset from its own values.
///
/// A gap is a year of `years`, the first and the last included, in which nothing is known of an
/// amount that somebody has reported: of everyone who has it in another year, and of every
/// country of `groups`. It is filled by the first strategy of the plan that can. Not gaps are: NO, NA and IE, which say that
/// nothing is missing, and what the reporter has filled. A confidential value stays open.
///
/// Years outside `years` are read but not filled. No strategy reaches across a year in which the
/// boundary or the method of a value changes, or in which there is nothing to report.
///
/// # Equation
/// Those of the strategies, see [`filling`](super::methods).
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
    pub(super) plan: &'a FillingPlan,
    pub(super) donors: &'a Donors,
    pub(super) groups: &'a [Group],
    pub(super) years: (Year, Year),
    pub(super) span: (Year, Year),
}

/// What is the same for every entity of a subject.
pub(super) struct Prepared<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) entry: &'a indicator::Entry,
    pub(super) observed: BTreeMap<Entity, Observed>,
    /// In the order in which they are tried.
    ways: Vec<Way<'a>>,
}

/// A strategy, with what it knows before it looks at one entity.
struct Way<'a> {
    strategy: &'a Strategy,
    /// What totals give each member.
    totals: Option<BTreeMap<Entity, Attempt>>,
    peers: Option<Peers>,
}

/// What stands where nothing was known.
enum Found {
    Line(FillLine),
    /// For the total of a group alone.
    Peer(PeerLine),
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

    fn subject(
        &self,
        subject: Subject<'a>,
        entry: &'a indicator::Entry,
        entities: BTreeSet<Entity>,
        fills: &mut Fills,
    ) -> Result<(), FillError> {
        let strategies = self.strategies(&subject);
        let mut observed = BTreeMap::new();
        for &entity in entities.iter().chain(self.data.entities()) {
            if let Entry::Vacant(slot) = observed.entry(entity) {
                slot.insert(Observed::over(self.data, &subject, entity, self.span)?);
            }
        }
        let mut ways = Vec::new();
        for strategy in strategies {
            let peers = match strategy {
                Strategy::PeerGroup { indicator, .. } => Some(Peers::of(
                    (self.data, self.plan.peers(), self.years),
                    indicator,
                    &observed,
                )?),
                _ => None,
            };
            ways.push(Way {
                strategy,
                totals: downscaled(self, strategy, &subject, entry, &observed)?,
                peers,
            });
        }
        let prepared = Prepared {
            subject,
            entry,
            observed,
            ways,
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
        attempts.resize_with(prepared.ways.len(), || None);
        for year in self.years.0.to(self.years.1) {
            let known = match observed.seen(year) {
                Seen::Value(_) | Seen::ReporterFilled(_) | Seen::Nothing | Seen::Elsewhere => {
                    continue;
                }
                Seen::Confidential => Some(Why::Confidential),
                Seen::FollowsRatio => Some(Why::FollowsRatio),
                Seen::Missing => None,
            };
            if let Some(why) = known {
                fills.push_open(open(subject, entity, year, why, Vec::new()));
                continue;
            }
            let mut tried = Vec::new();
            let mut found = None;
            for (way, attempt) in prepared.ways.iter().zip(&mut attempts) {
                let one = (entity, year);
                match self.find(prepared, way, one, observed, attempt, &tried)? {
                    Ok(line) => {
                        found = Some(line);
                        break;
                    }
                    Err(why) => tried.push(Tried {
                        strategy: way.strategy.code(),
                        why,
                    }),
                }
            }
            match found {
                Some(Found::Line(line)) => fills.push_line(line),
                Some(Found::Peer(line)) => fills.push_peer(line),
                None => {
                    let why = tried.first().map(|tried| tried.why.clone());
                    let why = why.unwrap_or(Why::NotAsked);
                    fills.push_open(open(subject, entity, year, why, tried));
                }
            }
        }
        Ok(())
    }

    /// What one way finds for one year of one entity; `own` keeps what it found for all its years.
    fn find(
        &self,
        prepared: &Prepared<'_>,
        way: &Way<'_>,
        (entity, year): (Entity, Year),
        observed: &Observed,
        own: &mut Option<Attempt>,
        tried: &[Tried],
    ) -> Result<Result<Found, Why>, FillError> {
        let strategy = way.strategy;
        if let Some(peers) = &way.peers {
            let line = self.peer_line(prepared, strategy, peers, entity, year, tried);
            return Ok(line.map(Found::Peer));
        }
        let attempt = match &way.totals {
            Some(of_members) => of_members.get(&entity),
            None => {
                if own.is_none() {
                    let kind = prepared.entry.indicator.kind();
                    let from = (self.data, self.donors);
                    let subject = &prepared.subject;
                    *own = Some(attempt(
                        strategy, subject, entity, observed, kind, from, self.span,
                    )?);
                }
                own.as_ref()
            }
        };
        let Some(attempt) = attempt else {
            return Ok(Err(Why::NotForThis {
                what: "no member of the group",
            }));
        };
        let line = attempt
            .line(year)
            .and_then(|line| self.line(prepared, strategy, attempt, entity, line, tried));
        Ok(line.map(Found::Line))
    }
}

#[cfg(test)]
mod tests;
