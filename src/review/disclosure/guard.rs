//! Does the publication of one more cell tell too much?

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec;
use alloc::vec::Vec;

use super::demand::{Demand, Exposure, Known, demands};
use super::rank::RowSpace;
use super::simplex::Polytope;
use super::{DisclosureError, DisclosureRules};

/// How many points that agree with the publication are kept to answer demands without a solve.
const WITNESSES: usize = 256;
/// How far a kept point may be from a new total, of 1 to 2 for the largest total.
const ON: f64 = 1e-13;

/// The owners of an atom with their values, from the largest.
pub(super) type Shares = Vec<(usize, f64)>;

/// Few owners, and the atoms that are theirs alone.
struct Coalition {
    owners: Vec<usize>,
    atoms: Vec<usize>,
    /// Independent sums of only these atoms that the earlier publications give away.
    given: usize,
}

/// What is published of one component, and what must not follow from it.
pub(super) struct Guard {
    truth: Vec<f64>,
    space: RowSpace,
    equations: Vec<(Vec<usize>, f64)>,
    covered: Vec<bool>,
    demands: Vec<Demand>,
    coalitions: Vec<Coalition>,
    witnesses: Vec<Vec<f64>>,
    polytope: Option<Polytope>,
}

impl Guard {
    /// Nothing published yet; `thorough` if cells follow that were published before.
    /// Values are scaled so that the largest total is 1 to 2.
    pub(super) fn new(
        atoms: &[Shares],
        sensitive: &[(usize, Vec<usize>)],
        rules: &DisclosureRules,
        protection: Option<f64>,
        thorough: bool,
    ) -> Self {
        let sum = |shares: &Shares| shares.iter().map(|share| share.1).sum();
        let truth: Vec<f64> = atoms.iter().map(sum).collect();
        Self {
            space: RowSpace::new(atoms.len()),
            equations: Vec::new(),
            covered: vec![false; atoms.len()],
            demands: demands(atoms, &truth, sensitive, rules, protection, thorough),
            coalitions: coalitions(atoms, rules.least()),
            witnesses: Vec::new(),
            polytope: None,
            truth,
        }
    }

    /// Takes a cell that was published before, whatever it tells.
    pub(super) fn was_published(&mut self, cell: &[usize]) {
        self.take(cell);
    }

    /// What the cells published so far tell already: no longer asked for, and handed back.
    pub(super) fn settle(&mut self) -> Result<Vec<Exposure>, DisclosureError> {
        let mut told = Vec::new();
        let mut own: BTreeMap<&[usize], usize> = BTreeMap::new();
        for coalition in &mut self.coalitions {
            coalition.given = self.space.dimension_within(&coalition.atoms);
            let within = |(owners, _): &(&&[usize], &usize)| {
                owners.iter().all(|owner| coalition.owners.contains(owner))
            };
            let parts: usize = own.iter().filter(within).map(|(_, own)| own).sum();
            if coalition.given > parts {
                own.insert(&coalition.owners, coalition.given - parts);
                told.push(Exposure::Few(coalition.owners.clone()));
            }
        }
        let mut demands = core::mem::take(&mut self.demands);
        let mut kept = Vec::with_capacity(demands.len());
        for mut demand in demands.drain(..) {
            if self.is_met(&mut demand)? {
                kept.push(demand);
            } else if !told.contains(&demand.exposure) {
                told.push(demand.exposure);
            }
        }
        self.demands = kept;
        Ok(told)
    }

    /// Publishes a cell, or says what it would expose.
    pub(super) fn publish(&mut self, cell: &[usize]) -> Result<Option<Exposure>, DisclosureError> {
        if self.space.contains(cell) {
            return Ok(None);
        }
        let before = (
            self.space.clone(),
            self.covered.clone(),
            self.witnesses.clone(),
            self.polytope.take(),
        );
        self.take(cell);
        let exposed = self.exposed()?;
        if exposed.is_some() {
            self.equations.pop();
            (self.space, self.covered, self.witnesses, self.polytope) = before;
        }
        Ok(exposed)
    }

    fn take(&mut self, cell: &[usize]) {
        if !self.space.insert(cell) {
            return;
        }
        let value = value_at(&self.truth, cell);
        self.equations.push((cell.to_vec(), value));
        for &atom in cell {
            self.covered[atom] = true;
        }
        self.polytope = None;
        self.bring_witnesses_to(cell, value);
    }

    /// Two points on either side of the new equation have one between them that keeps it.
    fn bring_witnesses_to(&mut self, cell: &[usize], value: f64) {
        let gap = |witness: &Vec<f64>| value_at(witness, cell) - value;
        let gaps: Vec<f64> = self.witnesses.iter().map(gap).collect();
        let count = gaps.len();
        let mut moved = Vec::with_capacity(count);
        for (place, witness) in self.witnesses.iter().enumerate() {
            if gaps[place].abs() <= ON {
                moved.push(witness.clone());
                continue;
            }
            let mut others = (1..count).map(|step| (place + step) % count);
            let across = others.find(|&other| {
                gaps[other].abs() > ON && (gaps[other] > 0.0) != (gaps[place] > 0.0)
            });
            if let Some(other) = across {
                let part = gaps[place] / (gaps[place] - gaps[other]);
                let pairs = witness.iter().zip(&self.witnesses[other]);
                moved.push(pairs.map(|(a, b)| a + part * (b - a)).collect());
            }
        }
        self.witnesses = moved;
    }

    fn exposed(&mut self) -> Result<Option<Exposure>, DisclosureError> {
        for coalition in &self.coalitions {
            if self.space.dimension_within(&coalition.atoms) > coalition.given {
                return Ok(Some(Exposure::Few(coalition.owners.clone())));
            }
        }
        let mut demands = core::mem::take(&mut self.demands);
        let mut found = Ok(None);
        for demand in &mut demands {
            match self.is_met(demand) {
                Ok(true) => {}
                Ok(false) => found = Ok(Some(demand.exposure.clone())),
                Err(error) => found = Err(error),
            }
            if !matches!(found, Ok(None)) {
                break;
            }
        }
        self.demands = demands;
        found
    }

    /// Whether some values that agree with the publication are as far off as demanded.
    fn is_met(&mut self, demand: &mut Demand) -> Result<bool, DisclosureError> {
        let open = demand.set.iter().any(|&atom| !self.covered[atom]);
        if open && demand.rises() {
            return Ok(true);
        }
        let last = self.witnesses.get(demand.hint);
        if last.is_some_and(|point| demand.is_met_towards(&self.truth, point)) {
            return Ok(true);
        }
        for (place, point) in self.witnesses.iter().enumerate().rev() {
            if demand.is_met_towards(&self.truth, point) {
                demand.hint = place;
                return Ok(true);
            }
        }
        for largest in [true, false] {
            let asked = if largest {
                demand.rises()
            } else {
                demand.falls()
            };
            if !asked {
                continue;
            }
            let Some(point) = self.extreme(demand, largest)? else {
                return Ok(largest);
            };
            let met = demand.is_met_at(&self.truth, &point);
            demand.hint = self.keep(point);
            if met {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn keep(&mut self, point: Vec<f64>) -> usize {
        if self.witnesses.len() == WITNESSES {
            self.witnesses.remove(0);
        }
        self.witnesses.push(point);
        self.witnesses.len() - 1
    }

    /// The point at which the sum is largest or smallest, for an attacker who knows a part of
    /// some atoms. `None` if there is no limit.
    fn extreme(
        &mut self,
        demand: &Demand,
        largest: bool,
    ) -> Result<Option<Vec<f64>>, DisclosureError> {
        if demand.known.is_empty() {
            let mut polytope = match self.polytope.take() {
                Some(polytope) => polytope,
                None => self.solved(&[])?,
            };
            let point = polytope.extreme(&demand.set, largest);
            self.polytope = Some(polytope);
            return point;
        }
        let mut point = self.solved(&demand.known)?.extreme(&demand.set, largest)?;
        for known in &demand.known {
            if let Some(point) = &mut point {
                point[known.atom] += known.value;
            }
        }
        Ok(point)
    }

    /// The points that agree with the publication, less what the attacker knows.
    fn solved(&self, known: &[Known]) -> Result<Polytope, DisclosureError> {
        let less = |(set, value): &(Vec<usize>, f64)| {
            let inside = known.iter().filter(|known| set.contains(&known.atom));
            let value = value - inside.map(|known| known.value).sum::<f64>();
            let mut set = set.clone();
            set.retain(|atom| !known.iter().any(|known| known.whole && known.atom == *atom));
            (set, value)
        };
        let polytope = Polytope::new(self.truth.len(), self.equations.iter().map(less))?;
        polytope.ok_or(DisclosureError::Inconsistent)
    }
}

pub(super) fn value_at(point: &[f64], set: &[usize]) -> f64 {
    set.iter().map(|&atom| point[atom]).sum()
}

/// All sets of fewer than `least` owners that have atoms of their own, small ones first.
fn coalitions(atoms: &[Shares], least: usize) -> Vec<Coalition> {
    let owners_of = |shares: &Shares| -> BTreeSet<usize> { shares.iter().map(|s| s.0).collect() };
    let light: Vec<BTreeSet<usize>> = atoms
        .iter()
        .map(owners_of)
        .filter(|owners| owners.len() < least)
        .collect();
    let mut found: BTreeSet<(usize, Vec<usize>)> = BTreeSet::new();
    let mut last: BTreeSet<BTreeSet<usize>> = light.iter().cloned().collect();
    while !last.is_empty() {
        let mut next = BTreeSet::new();
        for owners in last {
            for other in &light {
                let both: BTreeSet<usize> = owners.union(other).copied().collect();
                if both.len() < least && both.len() > owners.len() {
                    next.insert(both);
                }
            }
            found.insert((owners.len(), owners.into_iter().collect()));
        }
        last = next;
    }
    let own = |(_, owners): (usize, Vec<usize>)| {
        let all_in = |shares: &Shares| shares.iter().all(|s| owners.contains(&s.0));
        let atoms = atoms.iter().enumerate().filter(|(_, atom)| all_in(atom));
        let atoms = atoms.map(|(place, _)| place).collect();
        Coalition {
            owners,
            atoms,
            given: 0,
        }
    };
    found.into_iter().map(own).collect()
}
