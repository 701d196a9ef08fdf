use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::methods::{GroupOnly, Open, PeerRule, peer_group};
use super::series::{Observed, Subject};
use super::try_one::refused;
use super::{FillError, Why};
use crate::place::{Country, Group, GroupKind, ScheduledChanges};
use crate::quantity::{Quantity, Ratio};
use crate::reference::groups;
use crate::review::{Dataset, Entity, Part};
use crate::source::SourceId;
use crate::time::{Date, Year};

static WHOLE: Part = Part::WHOLE;

/// Lists of groups; countries that are in the same group of every list are peers.
///
/// # Example
/// ```
/// use ict_impact::review::fill::PeerLists;
/// let lists = PeerLists::by_income_and_region();
/// let (kenya, ghana, france) = ("KEN".parse()?, "GHA".parse()?, "FRA".parse()?);
/// let at = "2022-12-31".parse()?;
/// assert!(lists.are_peers(kenya, ghana, at)); // lower middle income, Africa
/// assert!(!lists.are_peers(kenya, france, at));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PeerLists {
    lists: Vec<Vec<Group>>,
}

impl PeerLists {
    /// Income groups of the World Bank and regions of UN M49, as embedded: one list as of the
    /// table for all years. Countries without an income group have no peers.
    pub fn by_income_and_region() -> Self {
        let of = |kind| groups::of_kind(kind).cloned();
        let income = of(GroupKind::Income).filter(|group| group.code() != "WB:Not classified");
        Self {
            lists: alloc::vec![income.collect(), of(GroupKind::Region).collect()],
        }
    }

    /// Lists of one's own. In a list, the first group that a country is a member of counts.
    pub fn of(lists: Vec<Vec<Group>>) -> Self {
        Self { lists }
    }

    /// Whether two countries are in the same group of every list.
    pub fn are_peers(&self, one: Country, other: Country, at: Date) -> bool {
        let cells = self.cells(at);
        cells
            .get(&one)
            .is_some_and(|cell| cells.get(&other) == Some(cell))
    }

    /// The places in the lists of every country that is in all of them.
    pub(super) fn cells(&self, at: Date) -> BTreeMap<Country, Vec<usize>> {
        let mut cells: BTreeMap<Country, Vec<usize>> = BTreeMap::new();
        for (list, of_list) in self.lists.iter().enumerate() {
            for (place, group) in of_list.iter().enumerate() {
                for country in group.members_at(at, ScheduledChanges::Ignore) {
                    let cell = cells.entry(country).or_default();
                    if cell.len() == list {
                        cell.push(place);
                    }
                }
            }
        }
        cells.retain(|_, cell| cell.len() == self.lists.len() && !cell.is_empty());
        cells
    }
}

/// The peers of every country in every year, for one amount and one driver.
pub(super) struct Peers {
    /// By year and by the places in the lists.
    of: BTreeMap<Year, YearOfPeers>,
    driver: BTreeMap<(Entity, Year), (f64, Vec<u32>)>,
}

#[derive(Default)]
struct YearOfPeers {
    cells: BTreeMap<Country, Vec<usize>>,
    observed: BTreeMap<Vec<usize>, Vec<Entity>>,
}

/// An estimate and what it rests on.
pub(super) struct PeerEstimate {
    pub(super) estimate: GroupOnly<Ratio>,
    pub(super) peers: Vec<Entity>,
    pub(super) sources: BTreeSet<SourceId>,
    pub(super) boundaries: BTreeSet<String>,
}

impl Peers {
    pub(super) fn of(
        (data, lists, (first, last)): (&Dataset, &PeerLists, (Year, Year)),
        driver: &str,
        observed: &BTreeMap<Entity, Observed>,
    ) -> Result<Self, FillError> {
        data.indicators().entry(driver)?;
        let drives = Subject::of(driver, &WHOLE);
        let (mut of, mut drivers) = (BTreeMap::new(), BTreeMap::new());
        for year in first.to(last) {
            let mut this = YearOfPeers {
                cells: lists.cells(Date::last_of(year)),
                ..YearOfPeers::default()
            };
            for (&entity, seen) in observed {
                let Some(cell) = entity
                    .country()
                    .and_then(|country| this.cells.get(&country))
                else {
                    continue;
                };
                let (drive, rows) = drives.seen(data, entity, year);
                let Some(drive) = drive.value() else {
                    continue;
                };
                drivers.insert((entity, year), (drive, rows));
                if seen.seen(year).value().is_some() && drive > 0.0 {
                    this.observed.entry(cell.clone()).or_default().push(entity);
                }
            }
            of.insert(year, this);
        }
        Ok(Self {
            of,
            driver: drivers,
        })
    }

    /// The estimate for a country in a year.
    pub(super) fn estimate(
        &self,
        data: &Dataset,
        observed: &BTreeMap<Entity, Observed>,
        entity: Entity,
        year: Year,
        rule: PeerRule,
    ) -> Result<PeerEstimate, Why> {
        let this = self.of.get(&year).ok_or(Why::NoPeers)?;
        let cell = entity
            .country()
            .and_then(|country| this.cells.get(&country));
        let cell = cell.ok_or(Why::NoPeers)?;
        let no_driver = Why::Open {
            reason: Open::NoDonor,
        };
        let own = self.driver.get(&(entity, year)).ok_or(no_driver)?;
        let peers = this.observed.get(cell).cloned().unwrap_or_default();
        let (mut pairs, mut sources) = (Vec::new(), BTreeSet::new());
        let mut boundaries: BTreeSet<&BTreeSet<String>> = BTreeSet::new();
        for peer in &peers {
            let (Some(of), Some(driver)) = (observed.get(peer), self.driver.get(&(*peer, year)))
            else {
                continue;
            };
            let Some(value) = of.seen(year).value() else {
                continue;
            };
            let scalar = |base| Ratio::from_base(base).map_err(|error| refused(error.into()));
            pairs.push((scalar(value)?, scalar(driver.0)?));
            boundaries.extend(of.boundary_of(year));
            of.add_sources(data, &[year], &mut sources);
            add_sources(data, &driver.1, &mut sources);
        }
        if boundaries.len() > 1 {
            return Err(Why::MixedBoundaries);
        }
        add_sources(data, &own.1, &mut sources);
        let member = Ratio::from_base(own.0).map_err(|error| refused(error.into()))?;
        let group = peer_group(&pairs, rule).map_err(refused)?;
        Ok(PeerEstimate {
            estimate: group.member(member).map_err(refused)?,
            peers,
            sources,
            boundaries: boundaries.into_iter().flatten().cloned().collect(),
        })
    }
}

fn add_sources(data: &Dataset, rows: &[u32], sources: &mut BTreeSet<SourceId>) {
    for row in rows.iter().filter_map(|row| data.observation(*row)) {
        sources.insert(row.meta.source.clone());
        sources.extend(row.meta.also.iter().cloned());
    }
}
