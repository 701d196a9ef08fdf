//! How far off has an attacker's estimate to be?

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec;
use alloc::vec::Vec;

use super::DisclosureRules;
use super::guard::{Shares, value_at};

/// Width of an interval below which a value counts as recovered, as a part of the value.
const EXACT: f64 = 1e-6;
/// The same as a part of the largest total of the component.
const RESOLUTION: f64 = 1e-10;

/// Who would be exposed: positions of candidate cells or of owners.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Exposure {
    Cell(usize),
    Few(Vec<usize>),
    Estimate(Vec<usize>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    AtLeast(f64),
    AtMost(f64),
    Off(f64),
}

/// The own contribution of an insider to an atom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known {
    pub(super) atom: usize,
    pub(super) value: f64,
    /// Whether nobody else contributes to the atom.
    pub(super) whole: bool,
}

/// That an attacker cannot exclude a certain value of the sum over some atoms.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    pub(super) exposure: Exposure,
    pub(super) set: Vec<usize>,
    /// What an insider knows of some atoms.
    pub(super) known: Vec<Known>,
    /// The kept point that met the demand last.
    pub(super) hint: usize,
    side: Side,
}

impl Demand {
    /// Whether a large value can meet it.
    pub(super) fn rises(&self) -> bool {
        !matches!(self.side, Side::AtMost(_))
    }

    /// Whether a small value can meet it.
    pub(super) fn falls(&self) -> bool {
        !matches!(self.side, Side::AtLeast(_))
    }

    /// Whether the values of `point`, which agree with what the attacker knows, meet it.
    pub(super) fn is_met_at(&self, truth: &[f64], point: &[f64]) -> bool {
        self.is_met_by(value_at(truth, &self.set), value_at(point, &self.set))
    }

    /// Whether a point on the way from the truth to `point` meets it and agrees with what the
    /// attacker knows.
    pub(super) fn is_met_towards(&self, truth: &[f64], point: &[f64]) -> bool {
        let (here, there) = (value_at(truth, &self.set), value_at(point, &self.set));
        if !self.is_met_by(here, there) {
            return false;
        }
        let mut part: f64 = 1.0;
        for known in &self.known {
            let (here, there) = (truth[known.atom], point[known.atom]);
            if there < known.value {
                part = part.min((here - known.value) / (here - there));
            } else if known.whole && there > known.value {
                return false;
            }
        }
        part == 1.0 || self.is_met_by(here, here + part * (there - here))
    }

    fn is_met_by(&self, here: f64, there: f64) -> bool {
        match self.side {
            Side::AtLeast(bound) => there >= bound * (1.0 - 1e-9),
            Side::AtMost(bound) => there <= bound * (1.0 + 1e-9),
            Side::Off(width) => (there - here).abs() >= width,
        }
    }
}

/// The demands of one component, without those that hold whatever is published.
///
/// What protects a large contribution protects a smaller one of the same atom, and who knows
/// little is held off with who knows more. Where an earlier publication has broken a demand,
/// those that it implied have to be looked at one by one: `thorough` lists them too.
pub(super) fn demands(
    atoms: &[Shares],
    truth: &[f64],
    sensitive: &[(usize, Vec<usize>)],
    rules: &DisclosureRules,
    protection: Option<f64>,
    thorough: bool,
) -> Vec<Demand> {
    let mut list = List {
        truth,
        thorough,
        demands: Vec::new(),
    };
    for (cell, set) in sensitive {
        let value = value_at(truth, set);
        let exposure = Exposure::Cell(*cell);
        list.push(
            &exposure,
            set,
            &[],
            Side::Off((value * EXACT).max(RESOLUTION)),
        );
        if let Some(percent) = protection {
            let part = percent / 100.0;
            list.push(&exposure, set, &[], Side::AtLeast(value * (1.0 + part)));
            list.push(
                &exposure,
                set,
                &[],
                Side::AtMost(value * (1.0 - part).max(0.0)),
            );
        }
    }
    let mut by_owner: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
    for (place, shares) in atoms.iter().enumerate() {
        for &(owner, value) in shares {
            by_owner.entry(owner).or_default().push((place, value));
        }
    }
    if let Some(p) = rules.p() {
        list.keep_estimates_apart(atoms, &by_owner, p / 100.0);
    }
    for (n, k) in rules.dominances() {
        list.keep_from_dominating(atoms, n, 100.0 / k);
    }
    list.demands
}

struct List<'a> {
    truth: &'a [f64],
    thorough: bool,
    demands: Vec<Demand>,
}

impl List<'_> {
    fn push(&mut self, exposure: &Exposure, set: &[usize], known: &[Known], side: Side) {
        let demand = Demand {
            exposure: exposure.clone(),
            set: set.to_vec(),
            known: known.to_vec(),
            hint: 0,
            side,
        };
        if !demand.is_met_at(self.truth, self.truth) {
            self.demands.push(demand);
        }
    }

    /// The p % rule for whatever follows from the publication: no outsider, and no owner who
    /// knows the own values, comes within p % of a value, from above or from below.
    fn keep_estimates_apart(
        &mut self,
        atoms: &[Shares],
        by_owner: &BTreeMap<usize, Vec<(usize, f64)>>,
        part: f64,
    ) {
        // of the owners in one atom only, the two largest know most
        let mut attackers: BTreeSet<Option<usize>> = BTreeSet::from([None]);
        let first = |few: usize| if self.thorough { usize::MAX } else { few };
        let (two, one) = (first(2), first(1));
        for shares in atoms {
            attackers.extend(shares.iter().take(two).map(|share| Some(share.0)));
        }
        let several = by_owner.iter().filter(|(_, values)| values.len() > 1);
        attackers.extend(several.clone().map(|(owner, _)| Some(*owner)));
        for attacker in attackers {
            let known = attacker.and_then(|owner| by_owner.get(&owner));
            let known = known.map_or(&[][..], Vec::as_slice).iter();
            let known = known.map(|&(atom, value)| Known {
                atom,
                value,
                whole: atoms[atom].len() == 1,
            });
            let known: Vec<_> = known.filter(|own| own.whole || own.value > 0.0).collect();
            for (place, shares) in atoms.iter().enumerate() {
                let others = || shares.iter().filter(|share| Some(share.0) != attacker);
                let alone = others().count() == 1;
                for &(owner, value) in others().take(one) {
                    self.push_estimate(owner, value, &[place], &known, part, alone);
                }
            }
            for (&owner, values) in several.clone().filter(|(o, _)| Some(**o) != attacker) {
                let set: Vec<usize> = values.iter().map(|value| value.0).collect();
                let value = values.iter().map(|value| value.1).sum();
                self.push_estimate(owner, value, &set, &known, part, false);
            }
        }
    }

    fn push_estimate(
        &mut self,
        owner: usize,
        value: f64,
        set: &[usize],
        known: &[Known],
        part: f64,
        alone: bool,
    ) {
        if value <= 0.0 {
            return;
        }
        let inside = known.iter().filter(|own| set.contains(&own.atom));
        let own: f64 = inside.map(|own| own.value).sum();
        let exposure = Exposure::Estimate(vec![owner]);
        let high = Side::AtLeast(own + value * (1.0 + part));
        self.push(&exposure, set, known, high);
        if alone {
            let low = Side::AtMost(own + value * (1.0 - part).max(0.0));
            self.push(&exposure, set, known, low);
        }
    }

    /// The dominance rule for whatever follows from the publication: what n owners have at most
    /// is no less than `factor` times what they have.
    fn keep_from_dominating(&mut self, atoms: &[Shares], n: usize, factor: f64) {
        let mut shares = Vec::new();
        for (place, atom) in atoms.iter().enumerate() {
            let ranked = atom.iter().enumerate();
            shares.extend(ranked.map(|(rank, &(owner, value))| (place, rank, owner, value)));
        }
        // (places in `shares` so far, the next one)
        let mut open: Vec<(Vec<usize>, usize)> = vec![(Vec::new(), 0)];
        while let Some((taken, next)) = open.pop() {
            let mut set: Vec<usize> = taken.iter().map(|&t| shares[t].0).collect();
            set.dedup();
            let mut owners: Vec<usize> = taken.iter().map(|&t| shares[t].2).collect();
            owners.sort_unstable();
            owners.dedup();
            let value: f64 = taken.iter().map(|&t| shares[t].3).sum();
            if value > 0.0 {
                let exposure = Exposure::Estimate(owners.clone());
                self.push(&exposure, &set, &[], Side::AtLeast(value * factor));
            }
            for (at, &(place, rank, owner, _)) in shares.iter().enumerate().skip(next) {
                let follows = || {
                    let last = taken.last().map(|&t| (shares[t].0, shares[t].1 + 1));
                    rank == 0 || last == Some((place, rank))
                };
                let counted = owners.contains(&owner);
                if counted || (owners.len() < n && (self.thorough || follows())) {
                    let mut taken = taken.clone();
                    taken.push(at);
                    open.push((taken, at + 1));
                }
            }
        }
    }
}
