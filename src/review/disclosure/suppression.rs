use alloc::collections::BTreeMap;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::demand::Exposure;
use super::guard::{Guard, Shares};
use super::table::{components, inside, members, merged, order_of, power_of_two};
use super::{
    Cell, Contribution, DisclosureError, DisclosureRules, Exposed, Outcome, PrimaryRule, Reason,
    Suppression,
};
use crate::review::amount::total;

/// What is lost when a cell is suppressed. The cells that cost most are published first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SuppressionCost {
    /// The value of the cell: large totals are kept.
    #[default]
    Value,
    /// The number of its contributors: totals of many are kept.
    Contributors,
}

/// How cells are suppressed to protect others.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct SuppressionOptions {
    /// What is lost when a cell is suppressed. Default: its value.
    pub cost: SuppressionCost,
    protection: Option<f64>,
}

impl SuppressionOptions {
    /// With another cost.
    #[must_use]
    pub fn with_cost(mut self, cost: SuppressionCost) -> Self {
        self.cost = cost;
        self
    }

    /// With the protection of suppressed cells: an outsider's interval reaches at least this many
    /// per cent of the value below it and above it.
    ///
    /// Without it the p of the p % rule is taken, and without that rule the value only must not be
    /// recovered.
    ///
    /// # Errors
    /// [`DisclosureError::Parameter`] unless `percent` is finite and more than 0.
    pub fn with_protection(mut self, percent: f64) -> Result<Self, DisclosureError> {
        if !(percent > 0.0 && percent.is_finite()) {
            return Err(DisclosureError::Parameter {
                rule: "protection",
                field: "percent",
                value: percent.to_string(),
                accepted: "a finite number of per cent, more than 0",
            });
        }
        self.protection = Some(percent);
        Ok(self)
    }

    /// The protection that was set, in per cent of the value.
    pub fn protection(&self) -> Option<f64> {
        self.protection
    }
}

/// Which cells can be published so that nobody is exposed, and which are suppressed?
///
/// A cell that violates a primary rule is suppressed. The others are published one by one, from
/// the one whose suppression would cost most; a cell is suppressed as well (secondary
/// suppression) if together with those published before it, in this review or in `earlier` ones,
/// it would
///
/// - give away a linear combination of the contributions of fewer owners than the minimum
///   frequency: decided by elimination without rounding;
/// - leave an outsider with an interval of a cell suppressed by a primary rule that is narrower
///   than the protection asked for, or with its value: decided by linear programmes;
/// - with a p % rule, let an outsider, or an owner who knows the own contributions, come within
///   p % of what another owner contributes, from above or below: linear programmes;
/// - with an (n,k) rule, tell that n owners have more than k % of the most they can have:
///   linear programmes. Their number grows as the nth power of the number of different
///   memberships.
///
/// Every suppressed cell is needed: with any one of them published as well, somebody would be
/// exposed. Large cells come first, so that totals are kept where possible; the sum of what is
/// lost is small, not proven smallest. A contribution of zero has nothing that the p % rule or
/// the dominance rule could protect.
///
/// The same year published again in a later review, with other members, is one table with the
/// earlier one: give the cells of the earlier publication in `earlier`, with the contributors
/// that they had then, and the contributions of all of them. Totals are taken as published to
/// the last digit, which errs on the side of protection.
///
/// # Equation
/// ```text
/// cost(c) = v_c  or  m_c
/// protected cell:  min v_c ≤ (1 − q/100) v_c  and  max v_c ≥ (1 + q/100) v_c
///
/// v_c  total of the cell                              [any one unit, 0 or more]
/// m_c  number of its contributors
/// q    protection; the p of the p % rule by default   [%]
/// min, max  over all contributions ≥ 0 with the published totals
/// ```
///
/// # Source
/// Handbook on Statistical Disclosure Control, chapter 4 (Eurostat/ESSnet SDC): primary rules,
/// secondary suppression and audit by intervals. The order of publication is our choice.
///
/// # Errors
/// [`DisclosureError::Value`], [`DisclosureError::Duplicate`], [`DisclosureError::EmptyCell`],
/// [`DisclosureError::UnknownContributor`], [`DisclosureError::RepeatedContributor`],
/// [`DisclosureError::Overflow`], [`DisclosureError::NotSolved`].
///
/// # Example
/// A world of two regions, one of a single operator: its total is suppressed, and the other
/// region's as well, since their sum is kept.
/// ```
/// use ict_impact::review::disclosure::*;
/// let of = |contributor, value| Contribution { contributor, owner: contributor, value };
/// let given = [of("a", 40.0), of("b", 30.0), of("c", 20.0), of("d", 10.0)];
/// let cell = |key, contributors: &[&'static str]| Cell { key, contributors: contributors.to_vec() };
/// let cells = [
///     cell("world", &["a", "b", "c", "d"]),
///     cell("north", &["a", "b", "c"]),
///     cell("south", &["d"]),
/// ];
/// let rules = DisclosureRules::default();
/// let found = suppress(&given, &cells, &[], &rules, SuppressionOptions::default())?;
/// assert_eq!(found.outcome(&"world"), Some(&Outcome::Published { total: 100.0 }));
/// assert!(matches!(
///     found.outcome(&"south"),
///     Some(Outcome::Suppressed { reason: Reason::Primary(_), part_of: Some("world") })
/// ));
/// let north = found.outcome(&"north");
/// let protects = Exposed::FewOwners(vec!["d"]);
/// let reason = Reason::Secondary { protects };
/// assert_eq!(north, Some(&Outcome::Suppressed { reason, part_of: Some("world") }));
/// # Ok::<(), DisclosureError>(())
/// ```
pub fn suppress<K: Ord + Clone, C: Ord + Clone, O: Ord + Clone>(
    contributions: &[Contribution<C, O>],
    candidates: &[Cell<K, C>],
    earlier: &[Cell<K, C>],
    rules: &DisclosureRules,
    options: SuppressionOptions,
) -> Result<Suppression<K, O>, DisclosureError> {
    let table = Table::new(contributions, candidates, earlier)?;
    let protection = options.protection.or(rules.p());
    let violated: Vec<Vec<PrimaryRule>> = (0..table.keys.len())
        .map(|cell| table.violated(cell, rules))
        .collect();
    let mut outcomes: BTreeMap<usize, Outcome<K, O>> = BTreeMap::new();
    let mut revealed = Vec::new();
    for component in components(table.values.len(), &table.cells, table.cells.len()) {
        let scale = component.cells.iter().map(|&cell| table.totals[cell]);
        let scale = power_of_two(scale.fold(0.0, f64::max));
        let shares = |atom: &Vec<usize>| -> Shares {
            let rows = atom.iter().map(|&c| (table.owner[c], table.values[c]));
            let rows = merged(rows.collect());
            rows.into_iter()
                .map(|(o, value)| (o, value / scale))
                .collect()
        };
        let atoms: Vec<Shares> = component.atoms.iter().map(shares).collect();
        let within = |cell: usize| inside(&component.atoms, &table.cells[cell]);
        let (mut now, before): (Vec<usize>, Vec<usize>) = component
            .cells
            .iter()
            .partition(|&&cell| cell < table.keys.len());
        let sensitive = now.iter().filter(|&&cell| !violated[cell].is_empty());
        let sensitive: Vec<_> = sensitive.map(|&cell| (cell, within(cell))).collect();
        let mut guard = Guard::new(&atoms, &sensitive, rules, protection, !before.is_empty());
        for cell in before {
            guard.was_published(&within(cell));
        }
        for exposure in guard.settle()? {
            revealed.push(table.named(exposure));
        }
        now.sort_by(|&a, &b| {
            table
                .rank(b, options.cost)
                .cmp_with(&table.rank(a, options.cost))
        });
        for cell in now {
            let reason = if !violated[cell].is_empty() {
                Reason::Primary(violated[cell].clone())
            } else if let Some(exposure) = guard.publish(&within(cell))? {
                let protects = table.named(exposure);
                Reason::Secondary { protects }
            } else {
                let total = table.totals[cell];
                outcomes.insert(cell, Outcome::Published { total });
                continue;
            };
            let part_of = None;
            outcomes.insert(cell, Outcome::Suppressed { reason, part_of });
        }
    }
    let published: Vec<usize> = outcomes
        .iter()
        .filter(|(_, outcome)| outcome.total().is_some())
        .map(|(cell, _)| *cell)
        .collect();
    for (cell, outcome) in &mut outcomes {
        if let Outcome::Suppressed { part_of, .. } = outcome {
            *part_of = table.smallest_whole(*cell, &published);
        }
    }
    let named = |(cell, outcome): (usize, _)| (table.keys[cell].clone(), outcome);
    Ok(Suppression {
        outcomes: outcomes.into_iter().map(named).collect(),
        revealed,
    })
}

/// Place of a cell in the order of publication, the first highest.
struct Rank(f64, usize, f64);

impl Rank {
    fn cmp_with(&self, other: &Self) -> core::cmp::Ordering {
        let by_cost = self.0.total_cmp(&other.0).then(self.1.cmp(&other.1));
        by_cost.then(self.2.total_cmp(&other.2))
    }
}

/// Everything by position, in the order of the keys: the order of rows changes nothing.
struct Table<'a, K, O> {
    keys: Vec<&'a K>,
    owners: Vec<&'a O>,
    /// Owner and value of each contributor.
    owner: Vec<usize>,
    values: Vec<f64>,
    /// Contributors of each candidate, then of each earlier cell.
    cells: Vec<Vec<usize>>,
    totals: Vec<f64>,
}

impl<'a, K: Ord + Clone, O: Ord + Clone> Table<'a, K, O> {
    fn new<C: Ord>(
        contributions: &'a [Contribution<C, O>],
        candidates: &'a [Cell<K, C>],
        earlier: &'a [Cell<K, C>],
    ) -> Result<Self, DisclosureError> {
        let list = "contributions";
        for (row, &Contribution { value, .. }) in contributions.iter().enumerate() {
            if !(value.is_finite() && value >= 0.0) {
                return Err(DisclosureError::Value { list, row, value });
            }
        }
        let order = order_of(list, contributions.iter().map(|row| &row.contributor))?;
        let all: Vec<&C> = order.iter().map(|row| row.0).collect();
        let mut owners: Vec<&O> = contributions.iter().map(|row| &row.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        let owner_of =
            |row: usize| owners.partition_point(|owner| **owner < contributions[row].owner);
        let mut table = Table {
            keys: Vec::new(),
            owner: order.iter().map(|&(_, row)| owner_of(row)).collect(),
            values: order
                .iter()
                .map(|&(_, row)| contributions[row].value)
                .collect(),
            owners,
            cells: Vec::new(),
            totals: Vec::new(),
        };
        for (list, cells) in [("candidate cells", candidates), ("earlier cells", earlier)] {
            let mut sorted = members(list, &all, cells.iter().map(|cell| &cell.contributors))?;
            for (key, row) in order_of(list, cells.iter().map(|cell| &cell.key))? {
                let members = core::mem::take(&mut sorted[row]);
                let sum = total(members.iter().map(|&member| table.values[member]));
                if !sum.is_finite() {
                    return Err(DisclosureError::Overflow { list, row });
                }
                table.cells.push(members);
                table.totals.push(sum);
                if list == "candidate cells" {
                    table.keys.push(key);
                }
            }
        }
        Ok(table)
    }

    fn violated(&self, cell: usize, rules: &DisclosureRules) -> Vec<PrimaryRule> {
        let rows = self.cells[cell].iter();
        let rows = merged(rows.map(|&c| (self.owner[c], self.values[c])).collect());
        let values: Vec<f64> = rows.into_iter().map(|row| row.1).collect();
        rules.violated_by(&values)
    }

    fn rank(&self, cell: usize, cost: SuppressionCost) -> Rank {
        let (value, count) = (self.totals[cell], self.cells[cell].len());
        let cost = match cost {
            SuppressionCost::Value => value,
            SuppressionCost::Contributors => count as f64,
        };
        Rank(cost, count, value)
    }

    fn smallest_whole(&self, cell: usize, published: &[usize]) -> Option<K> {
        let part = &self.cells[cell];
        let holds = |whole: &&usize| {
            let whole = &self.cells[**whole];
            let has = |member| whole.binary_search(member).is_ok();
            whole.len() > part.len() && part.iter().all(has)
        };
        let wholes = published.iter().filter(holds);
        let smallest = wholes.min_by_key(|&&whole| (self.cells[whole].len(), whole));
        smallest.map(|&whole| self.keys[whole].clone())
    }

    fn named(&self, exposure: Exposure) -> Exposed<K, O> {
        let names = |owners: Vec<usize>| owners.into_iter().map(|o| self.owners[o].clone());
        match exposure {
            Exposure::Cell(cell) => Exposed::Cell(self.keys[cell].clone()),
            Exposure::Few(owners) => Exposed::FewOwners(names(owners).collect()),
            Exposure::Estimate(owners) => Exposed::Estimate(names(owners).collect()),
        }
    }
}
