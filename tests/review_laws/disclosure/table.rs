//! Random tables, and means of their own to look into them.

use ict_impact::review::disclosure::{Cell, Contribution, Suppression};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem};
use proptest::collection::vec;
use proptest::prelude::*;

/// Kind of the cell (world, region, country, list, any; upper case if earlier), and its number.
pub(super) type Key = (char, usize);
pub(super) type Found = Suppression<Key, u32>;

/// Organisations in countries in regions, lists of countries, one cell of any members, and the
/// same table as it was published before, without one of them.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub(super) contributions: Vec<Contribution<u32, u32>>,
    pub(super) cells: Vec<Cell<Key, u32>>,
    pub(super) earlier: Vec<Cell<Key, u32>>,
}

impl Table {
    pub(super) fn row(&self, contributor: u32) -> &Contribution<u32, u32> {
        &self.contributions[self
            .contributions
            .iter()
            .position(|r| r.contributor == contributor)
            .unwrap()]
    }

    pub(super) fn total(&self, contributors: &[u32]) -> f64 {
        contributors.iter().map(|&c| self.row(c).value).sum()
    }

    pub(super) fn owners(&self) -> impl Iterator<Item = u32> + use<> {
        let mut owners: Vec<u32> = self.contributions.iter().map(|row| row.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        owners.into_iter()
    }
}

pub(super) fn members_of(table: &Table, owners: &[u32]) -> Vec<u32> {
    let rows = table
        .contributions
        .iter()
        .filter(|row| owners.contains(&row.owner));
    rows.map(|row| row.contributor).collect()
}

pub(super) fn with_total(table: &Table, cell: &Cell<Key, u32>) -> (Cell<Key, u32>, f64) {
    (cell.clone(), table.total(&cell.contributors))
}

pub(super) fn table() -> impl Strategy<Value = Table> {
    let value = prop_oneof![Just(0_u32), 1_u32..6, 1_u32..1000];
    let organisation = (value, 0_usize..5, any::<bool>(), prop::bool::weighted(0.15));
    let lists = vec(vec(any::<bool>(), 5), 0..3);
    (vec(organisation, 3..11), lists, 0_usize..12).prop_map(|(rows, lists, left)| {
        let mut contributions = Vec::new();
        for (place, &(value, _, _, held)) in rows.iter().enumerate() {
            let contributor = place as u32;
            let owner = if held {
                contributor.saturating_sub(1)
            } else {
                contributor
            };
            contributions.push(Contribution {
                contributor,
                owner,
                value: value.into(),
            });
        }
        let mut cells = Vec::new();
        let mut earlier = Vec::new();
        let mut add = |key: Key, is_in: &dyn Fn(usize) -> bool| {
            let places = (0..rows.len()).filter(|&place| is_in(place));
            let contributors: Vec<u32> = places.map(|place| place as u32).collect();
            let before: Vec<u32> = contributors
                .iter()
                .copied()
                .filter(|&c| c as usize != left)
                .collect();
            if !before.is_empty() && left < rows.len() && matches!(key.0, 'w' | 'r') {
                earlier.push(Cell {
                    key: (key.0.to_ascii_uppercase(), key.1),
                    contributors: before,
                });
            }
            if !contributors.is_empty() {
                cells.push(Cell { key, contributors });
            }
        };
        add(('w', 0), &|_| true);
        for region in 0..2 {
            add(('r', region), &|place| rows[place].1 % 2 == region);
        }
        for country in 0..5 {
            add(('c', country), &|place| rows[place].1 == country);
        }
        for (list, countries) in lists.iter().enumerate() {
            add(('l', list), &|place| countries[rows[place].1]);
        }
        add(('a', 0), &|place| rows[place].2);
        Table {
            contributions,
            cells,
            earlier,
        }
    })
}

/// The smallest or largest sum of the contributions of `set`, by microlp; none if unlimited.
/// What an insider knows is one more equation each.
pub(super) fn bound(
    known: &[(Cell<Key, u32>, f64)],
    set: &[u32],
    inside: &[(u32, f64)],
    largest: bool,
) -> Option<f64> {
    let direction = match largest {
        true => OptimizationDirection::Maximize,
        false => OptimizationDirection::Minimize,
    };
    let mut problem = Problem::new(direction);
    let part = |c: u32| if set.contains(&c) { 1.0 } else { 0.0 };
    let variables: Vec<_> = (0..12)
        .map(|c| problem.add_var(part(c), (0.0, f64::INFINITY)))
        .collect();
    let cells = known
        .iter()
        .map(|(cell, value)| (cell.contributors.clone(), *value));
    for (contributors, value) in cells.chain(inside.iter().map(|&(c, value)| (vec![c], value))) {
        let terms: Vec<_> = contributors
            .iter()
            .map(|&c| (variables[c as usize], 1.0))
            .collect();
        problem.add_constraint(&terms[..], ComparisonOp::Eq, value);
    }
    match problem.solve() {
        Ok(outcome) => Some(outcome.into_solution().unwrap().objective()),
        Err(Error::Unbounded) => None,
        Err(error) => panic!("{error:?}"),
    }
}

/// Number of linearly independent sums, by elimination in whole numbers.
pub(super) fn rank(sets: &[Vec<u32>]) -> usize {
    let row = |set: &Vec<u32>| (0..12).map(|c| i128::from(set.contains(&c))).collect();
    let mut rows: Vec<Vec<i128>> = sets.iter().map(row).collect();
    let mut rank = 0;
    for column in 0..12 {
        let Some(place) = (rank..rows.len()).find(|&place| rows[place][column] != 0) else {
            continue;
        };
        rows.swap(rank, place);
        let pivot = rows[rank].clone();
        for row in rows.iter_mut().skip(rank + 1) {
            let factor = row[column];
            for (entry, other) in row.iter_mut().zip(&pivot) {
                *entry = *entry * pivot[column] - factor * other;
            }
            let divisor = row
                .iter()
                .fold(0, |a, &b| greatest_common_divisor(a, b.abs()));
            if divisor > 1 {
                row.iter_mut().for_each(|entry| *entry /= divisor);
            }
        }
        rank += 1;
    }
    rank
}

fn greatest_common_divisor(a: i128, b: i128) -> i128 {
    if b == 0 {
        a
    } else {
        greatest_common_divisor(b, a % b)
    }
}
