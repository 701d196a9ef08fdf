use alloc::vec;
use alloc::vec::Vec;

use super::rank::RowSpace;
use super::simplex::Polytope;
use super::table::{components, inside, members, order_of, power_of_two};
use super::{Cell, DisclosureError};

/// The smallest and the largest value that agree with all that is known.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct Interval {
    /// The smallest value.
    pub low: f64,
    /// The largest value, if there is any limit.
    pub high: Option<f64>,
}

impl Interval {
    /// High less low, if there is any limit.
    pub fn width(self) -> Option<f64> {
        self.high.map(|high| high - self.low)
    }
}

/// What an outsider can infer from published totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Attack<K, C> {
    contributors: Vec<(C, Interval)>,
    cells: Vec<(K, Interval)>,
}

impl<K: Ord, C: Ord> Attack<K, C> {
    /// Every contributor with what can be inferred of it, in the order of their keys.
    pub fn contributors(&self) -> &[(C, Interval)] {
        &self.contributors
    }

    /// Every cell that was asked for, in the order of their keys.
    pub fn cells(&self) -> &[(K, Interval)] {
        &self.cells
    }

    /// What can be inferred of a contributor.
    pub fn contributor(&self, key: &C) -> Option<Interval> {
        let place = self.contributors.binary_search_by(|row| row.0.cmp(key));
        Some(self.contributors.get(place.ok()?)?.1)
    }

    /// What can be inferred of a cell that was asked for.
    pub fn cell(&self, key: &K) -> Option<Interval> {
        let place = self.cells.binary_search_by(|row| row.0.cmp(key));
        Some(self.cells.get(place.ok()?)?.1)
    }
}

/// What can an outsider infer of each contributor, and of the cells asked for, from the totals
/// that were published?
///
/// The outsider knows every published total to the last digit, who contributes to it, and that
/// no contribution is negative. An insider is an outsider with one more published cell: the own
/// contribution, alone. Two organisations that talk to each other are two more cells.
///
/// # Equation
/// ```text
/// low  = min Σ_{j ∈ S} xⱼ   }  over all x ≥ 0 with  Σ_{j ∈ c} xⱼ = v_c  for every published c
/// high = max Σ_{j ∈ S} xⱼ   }
///
/// xⱼ   contribution of contributor j, unknown      [any one unit]
/// v_c  published total of cell c                   [the same unit]
/// S    the contributors of the cell asked for, or one contributor
/// ```
///
/// Both are linear programmes. They are solved in doubles by a simplex method of our own, with
/// the totals scaled by a power of two: digits below about 1e-12 of the largest total of
/// connected cells are lost. Contributors of exactly the same cells are one unknown.
///
/// # Source
/// Handbook on Statistical Disclosure Control (Eurostat/ESSnet SDC), chapter 4: audit of the
/// intervals of suppressed cells.
///
/// # Errors
/// [`DisclosureError::Value`], [`DisclosureError::Duplicate`], [`DisclosureError::EmptyCell`],
/// [`DisclosureError::RepeatedContributor`]; [`DisclosureError::Inconsistent`] if no
/// contributions have these totals.
///
/// # Example
/// ```
/// use ict_impact::review::disclosure::{Cell, attack};
/// let cell = |key, contributors: &[&'static str]| Cell { key, contributors: contributors.to_vec() };
/// let published = [
///     (cell("world", &["a", "b", "c", "d"]), 100.0),
///     (cell("region", &["a", "b", "c"]), 90.0),
/// ];
/// let found = attack(&published, &[cell("c and d", &["c", "d"])])?;
/// let d = found.contributor(&"d").ok_or("no d")?;
/// assert_eq!((d.low, d.high), (10.0, Some(10.0))); // 100 − 90: recovered
/// let a = found.contributor(&"a").ok_or("no a")?;
/// assert_eq!((a.low, a.high), (0.0, Some(90.0)));
/// let both = found.cell(&"c and d").ok_or("no cell")?;
/// assert_eq!((both.low, both.high), (10.0, Some(100.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn attack<K: Ord + Clone, C: Ord + Clone>(
    published: &[(Cell<K, C>, f64)],
    asked: &[Cell<K, C>],
) -> Result<Attack<K, C>, DisclosureError> {
    const PUBLISHED: &str = "published cells";
    const ASKED: &str = "cells asked for";
    for (row, &(_, value)) in published.iter().enumerate() {
        if !(value.is_finite() && value >= 0.0) {
            let list = PUBLISHED;
            return Err(DisclosureError::Value { list, row, value });
        }
    }
    let lists = || published.iter().map(|row| &row.0.contributors);
    let asked_lists = || asked.iter().map(|cell| &cell.contributors);
    let mut all: Vec<&C> = lists().chain(asked_lists()).flatten().collect();
    all.sort_unstable();
    all.dedup();
    let mut cells = Vec::new();
    let mut values = Vec::new();
    let mut sorted = members(PUBLISHED, &all, lists())?;
    for (_, row) in order_of(PUBLISHED, published.iter().map(|row| &row.0.key))? {
        cells.push(core::mem::take(&mut sorted[row]));
        values.push(published[row].1);
    }
    let mut sorted = members(ASKED, &all, asked_lists())?;
    let asked_order = order_of(ASKED, asked.iter().map(|cell| &cell.key))?;
    for &(_, row) in &asked_order {
        cells.push(core::mem::take(&mut sorted[row]));
    }

    let free = Interval {
        low: 0.0,
        high: None,
    };
    let mut found = vec![free; all.len()];
    let mut held = vec![false; all.len()];
    let none = Interval {
        low: 0.0,
        high: Some(0.0),
    };
    let mut sums = vec![none; asked.len()];
    for component in components(all.len(), &cells, published.len()) {
        let columns = component.atoms.len();
        let parts = component.cells.iter();
        let parts: Vec<_> = parts
            .map(|&cell| (inside(&component.atoms, &cells[cell]), values[cell]))
            .collect();
        let largest = parts.iter().map(|part| part.1).fold(0.0, f64::max);
        let scale = power_of_two(largest);
        let mut known = Known::new(columns, &parts, scale)?;
        for (place, atom) in component.atoms.iter().enumerate() {
            let interval = known.interval(&[place])?;
            for &contributor in atom {
                held[contributor] = true;
                found[contributor] = Interval {
                    low: if atom.len() == 1 { interval.low } else { 0.0 },
                    ..interval
                };
            }
        }
        for (sum, cell) in sums.iter_mut().zip(&cells[published.len()..]) {
            let places = inside(&component.atoms, cell);
            if !places.is_empty() {
                let part = known.interval(&places)?;
                sum.low += part.low;
                sum.high = sum.high.zip(part.high).map(|(a, b)| a + b);
            }
        }
    }
    for (sum, cell) in sums.iter_mut().zip(&cells[published.len()..]) {
        if cell.iter().any(|&contributor| !held[contributor]) {
            sum.high = None;
        }
    }
    Ok(Attack {
        contributors: all.into_iter().cloned().zip(found).collect(),
        cells: asked_order
            .into_iter()
            .map(|(key, _)| key.clone())
            .zip(sums)
            .collect(),
    })
}

/// The totals of one component as equations.
struct Known {
    polytope: Polytope,
    scale: f64,
}

impl Known {
    fn new(
        columns: usize,
        parts: &[(Vec<usize>, f64)],
        scale: f64,
    ) -> Result<Self, DisclosureError> {
        let mut space = RowSpace::new(columns);
        let independent = parts.iter().filter(|part| space.insert(&part.0));
        let equations = independent.map(|part| (part.0.clone(), part.1 / scale));
        let polytope = Polytope::new(columns, equations)?;
        let mut polytope = polytope.ok_or(DisclosureError::Inconsistent)?;
        // a total that follows from the others has to agree with them
        let point = polytope.extreme(&[], true)?.unwrap_or_default();
        for (set, value) in parts {
            let sum: f64 = set.iter().map(|&column| point[column]).sum();
            if (sum - value / scale).abs() > 1e-9 {
                return Err(DisclosureError::Inconsistent);
            }
        }
        Ok(Self { polytope, scale })
    }

    fn interval(&mut self, set: &[usize]) -> Result<Interval, DisclosureError> {
        let mut end = |largest| -> Result<Option<f64>, DisclosureError> {
            let point = self.polytope.extreme(set, largest)?;
            let sum = |point: Vec<f64>| set.iter().map(|&column| point[column]).sum::<f64>();
            Ok(point.map(|point| sum(point) * self.scale))
        };
        let low = end(false)?.unwrap_or(0.0);
        Ok(Interval {
            low,
            high: end(true)?,
        })
    }
}
