use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::super::{Outcome, Step, StepNumber};
use super::{Aspect, Node, StepDifference, StepPair, gives_other};

/// Which step of one ledger is which of the other.
pub(super) struct Pairing<'a> {
    rerun: &'a [Step],
    /// Pairs in the order of the recorded ledger; additional ones before the recorded step
    /// that follows them.
    nodes: Vec<Pair<'a>>,
    /// Node of each recorded step.
    of_recorded: Vec<usize>,
    /// Node of each step made anew.
    of_rerun: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Pair<'a> {
    recorded: Option<&'a Step>,
    rerun: Option<&'a Step>,
    /// A step recorded earlier was made later.
    moved: bool,
}

/// Partners found so far.
struct Partners<'a> {
    recorded: &'a [Step],
    rerun: &'a [Step],
    /// Position of the partner of each recorded step.
    partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> Partners<'a> {
    /// Pairs what has no partner yet and the same key, in order.
    fn pair_by<K: Ord>(&mut self, key: impl Fn(&'a Step) -> K) {
        let mut free: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        let untaken = self.rerun.iter().enumerate().rev();
        for (position, step) in untaken {
            if self.taken.get(position) == Some(&false) {
                free.entry(key(step)).or_default().push(position);
            }
        }
        if free.is_empty() {
            return;
        }
        let without = self.recorded.iter().zip(&mut self.partner);
        for (step, partner) in without.filter(|(_, partner)| partner.is_none()) {
            *partner = free.get_mut(&key(step)).and_then(Vec::pop);
            if let Some(taken) = partner.and_then(|position| self.taken.get_mut(position)) {
                *taken = true;
            }
        }
    }

    /// Pairs the steps at the beginning that are the same in all but code and hashes.
    fn pair_beginning(&mut self) {
        let both = self.recorded.iter().zip(self.rerun).enumerate();
        let same = both.take_while(|(_, (a, b))| {
            a.operation() == b.operation()
                && a.subject() == b.subject()
                && a.parameters() == b.parameters()
                && a.inputs() == b.inputs()
                && a.outcome() == b.outcome()
        });
        let places = self.partner.iter_mut().zip(&mut self.taken);
        for ((position, _), (partner, taken)) in same.zip(places) {
            *partner = Some(position);
            *taken = true;
        }
    }
}

fn outcome_key(outcome: &Outcome) -> (Option<[u8; 32]>, Option<&str>) {
    match outcome {
        Outcome::Made { output, .. } => (Some(*output.as_bytes()), None),
        Outcome::Refused { reason } => (None, Some(reason)),
    }
}

impl<'a> Pairing<'a> {
    pub(super) fn new(recorded: &'a [Step], rerun: &'a [Step]) -> Self {
        let mut found = Partners {
            recorded,
            rerun,
            partner: alloc::vec![None; recorded.len()],
            taken: alloc::vec![false; rerun.len()],
        };
        found.pair_beginning();
        found.pair_by(|s| {
            let outcome = outcome_key(s.outcome());
            (s.operation(), s.subject(), s.parameters(), outcome)
        });
        found.pair_by(|s| (s.operation(), s.subject(), s.parameters()));
        found.pair_by(|s| (s.operation(), s.subject()));
        found.pair_by(Step::subject);
        found.pair_by(|s| (s.number(), s.operation()));
        Self::in_order(recorded, rerun, &found.partner)
    }

    fn in_order(recorded: &'a [Step], rerun: &'a [Step], partner: &[Option<usize>]) -> Self {
        let mut recorded_of: Vec<Option<usize>> = alloc::vec![None; rerun.len()];
        for (position, partner) in partner.iter().enumerate() {
            if let Some(slot) = partner.and_then(|p| recorded_of.get_mut(p)) {
                *slot = Some(position);
            }
        }
        // An additional step stands after all recorded ones made before it.
        let mut additional: Vec<(usize, usize)> = Vec::new();
        let mut after = 0;
        for (position, recorded) in recorded_of.iter().enumerate() {
            match recorded {
                Some(recorded) => after = after.max(recorded + 1),
                None => additional.push((after, position)),
            }
        }
        let mut pairing = Self {
            rerun,
            nodes: Vec::new(),
            of_recorded: Vec::new(),
            of_rerun: alloc::vec![0; rerun.len()],
        };
        let mut additional = additional.into_iter().peekable();
        let mut last = None;
        for (place, (step, partner)) in recorded.iter().zip(partner).enumerate() {
            while let Some((_, position)) = additional.next_if(|(after, _)| *after <= place) {
                pairing.add(None, Some(position), false);
            }
            let moved = partner.is_some() && *partner < last;
            last = last.max(*partner);
            pairing.add(Some(step), *partner, moved);
        }
        for (_, position) in additional {
            pairing.add(None, Some(position), false);
        }
        pairing
    }

    fn add(&mut self, recorded: Option<&'a Step>, rerun: Option<usize>, moved: bool) {
        let node = self.nodes.len();
        if recorded.is_some() {
            self.of_recorded.push(node);
        }
        if let Some(slot) = rerun.and_then(|position| self.of_rerun.get_mut(position)) {
            *slot = node;
        }
        let rerun = rerun.and_then(|position| self.rerun.get(position));
        self.nodes.push(Pair {
            recorded,
            rerun,
            moved,
        });
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.nodes.len()
    }

    pub(super) fn pair(&self, node: usize) -> Option<StepPair> {
        self.nodes.get(node).map(|pair| StepPair {
            recorded: pair.recorded.map(Step::number),
            rerun: pair.rerun.map(Step::number),
        })
    }

    /// The nodes of the inputs in each of the two ledgers.
    fn inputs(&self, pair: Pair<'a>) -> [Vec<usize>; 2] {
        let nodes = |step: Option<&Step>, of: &[usize]| -> Vec<usize> {
            let inputs = step.map(Step::inputs).unwrap_or_default().iter();
            inputs
                .filter_map(|input| of.get(input.position()).copied())
                .collect()
        };
        [
            nodes(pair.recorded, &self.of_recorded),
            nodes(pair.rerun, &self.of_rerun),
        ]
    }

    /// Whether a step that uses this one got something else of it.
    fn gives_other(&self, node: usize) -> bool {
        match self.nodes.get(node).map(|pair| (pair.recorded, pair.rerun)) {
            Some((Some(recorded), Some(rerun))) => gives_other(recorded, rerun),
            _ => true,
        }
    }

    fn is_paired(&self, node: usize) -> bool {
        let pair = self.nodes.get(node);
        pair.is_some_and(|pair| pair.recorded.is_some() && pair.rerun.is_some())
    }

    /// Tells cause from consequence.
    pub(super) fn judge(&self, node: usize) -> Node {
        let (differs, own) = match self.nodes.get(node) {
            None => (false, false),
            Some(pair) => {
                let [was, is] = self.inputs(*pair);
                let all = || was.iter().chain(&is);
                let follows = || all().any(|input| self.gives_other(*input));
                match (pair.recorded, pair.rerun) {
                    (Some(a), Some(b)) => {
                        let rewired = was != is && all().all(|input| self.is_paired(*input));
                        let own = pair.moved
                            || rewired
                            || a.operation() != b.operation()
                            || a.subject() != b.subject()
                            || a.parameters() != b.parameters();
                        let outcome = a.outcome() != b.outcome();
                        (own || outcome || was != is, own || (outcome && !follows()))
                    }
                    _ => (true, !follows()),
                }
            }
        };
        Node { differs, own }
    }

    /// The nodes that differ and follow from a cause, through steps that gave something else.
    pub(super) fn reached(&self, cause: usize, nodes: &[Node]) -> impl Iterator<Item = usize> {
        let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, pair) in self.nodes.iter().enumerate() {
            if nodes.get(node).is_some_and(|node| node.differs) {
                let inputs = self.inputs(*pair).into_iter().flatten();
                for input in inputs.filter(|input| self.gives_other(*input)) {
                    users.entry(input).or_default().push(node);
                }
            }
        }
        let mut reached = alloc::vec![false; self.nodes.len()];
        let mut open = alloc::vec![cause];
        while let Some(node) = open.pop() {
            for user in users.remove(&node).unwrap_or_default() {
                if let Some(seen) = reached.get_mut(user).filter(|seen| !**seen) {
                    *seen = true;
                    open.push(user);
                }
            }
        }
        let found = reached.into_iter().enumerate();
        found.filter_map(move |(node, reached)| (reached && node != cause).then_some(node))
    }

    /// All in which a node differs.
    pub(super) fn describe(&self, node: usize) -> StepDifference {
        let pair = self.nodes.get(node).copied().unwrap_or(Pair {
            recorded: None,
            rerun: None,
            moved: false,
        });
        let mut aspects = Vec::new();
        match (pair.recorded, pair.rerun) {
            (Some(_), None) => aspects.push(Aspect::Missing),
            (None, _) => aspects.push(Aspect::Additional),
            (Some(a), Some(b)) => {
                if pair.moved {
                    aspects.push(Aspect::Order);
                }
                let text = |a: &str, b: &str| (a.to_string(), b.to_string());
                if a.operation() != b.operation() {
                    let (recorded, rerun) = text(a.operation(), b.operation());
                    aspects.push(Aspect::Operation { recorded, rerun });
                }
                if a.subject() != b.subject() {
                    let (recorded, rerun) = text(a.subject(), b.subject());
                    aspects.push(Aspect::Subject { recorded, rerun });
                }
                aspects.extend(parameters(a, b));
                let [was, is] = self.inputs(pair);
                if was != is {
                    let numbers = |step: &Step| -> Vec<StepNumber> { step.inputs().to_vec() };
                    let (recorded, rerun) = (numbers(a), numbers(b));
                    aspects.push(Aspect::Inputs { recorded, rerun });
                }
                if a.outcome() != b.outcome() {
                    let (recorded, rerun) = (a.outcome().clone(), b.outcome().clone());
                    aspects.push(Aspect::Outcome { recorded, rerun });
                }
            }
        }
        let known = pair.recorded.or(pair.rerun);
        StepDifference {
            step: StepPair {
                recorded: pair.recorded.map(Step::number),
                rerun: pair.rerun.map(Step::number),
            },
            operation: known.map_or_else(Default::default, |step| step.operation().to_string()),
            subject: known.map_or_else(Default::default, |step| step.subject().to_string()),
            aspects,
        }
    }
}

fn parameters(recorded: &Step, rerun: &Step) -> Vec<Aspect> {
    let (was, is) = (recorded.parameters(), rerun.parameters());
    let added = is.keys().filter(|name| !was.contains_key(*name));
    let names = was.keys().chain(added);
    names
        .filter(|name| was.get(*name) != is.get(*name))
        .map(|name| Aspect::Parameter {
            name: name.clone(),
            recorded: was.get(name).cloned(),
            rerun: is.get(name).cloned(),
        })
        .collect()
}
