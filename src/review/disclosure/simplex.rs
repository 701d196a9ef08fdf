//! The smallest and the largest sum of some columns under equations of sums.

use alloc::vec;
use alloc::vec::Vec;

use super::DisclosureError;

/// Below this a coefficient of the tableau or a reduced cost is taken for zero. The equations
/// have coefficients 0 and 1, so those of the tableau are ratios of small integers.
const SMALL: f64 = 1e-9;
/// Below this a variable is taken for zero; the right-hand sides are scaled to below 2.
const ZERO: f64 = 1e-13;
/// How far the sum of the artificial variables may stay from zero.
const FEASIBLE: f64 = 1e-11;

/// The points y ≥ 0 whose sums over some sets of columns are given.
///
/// A dense tableau of the primal simplex method in two phases, in doubles. The entering column
/// is the one of the largest reduced cost, the lowest of equals; after a run of pivots that
/// change nothing it is the lowest that improves (Bland 1977, with which no cycle is possible).
/// The tableau is kept, so that another objective starts from the last optimum.
#[derive(Debug, Clone)]
pub(super) struct Polytope {
    columns: usize,
    /// Coefficients by column, then the value of the basic variable.
    rows: Vec<Vec<f64>>,
    /// Basic column of each row; at least `columns` for an artificial one.
    basis: Vec<usize>,
}

impl Polytope {
    /// The polytope of linearly independent equations, or `None` if it has no point.
    pub(super) fn new(
        columns: usize,
        equations: impl IntoIterator<Item = (Vec<usize>, f64)>,
    ) -> Result<Option<Self>, DisclosureError> {
        let mut rows = Vec::new();
        for (set, value) in equations {
            if value < -FEASIBLE {
                return Ok(None);
            }
            let mut row = vec![0.0; columns + 1];
            for column in set {
                row[column] = 1.0;
            }
            row[columns] = value.max(0.0);
            rows.push(row);
        }
        let basis = (columns..columns + rows.len()).collect();
        let mut polytope = Self {
            columns,
            rows,
            basis,
        };
        // phase 1: the sum of the artificial variables falls by the sum of their rows
        let mut costs = vec![0.0; columns + 1];
        for row in &polytope.rows {
            for (cost, entry) in costs.iter_mut().zip(row) {
                *cost += entry;
            }
        }
        polytope.climb(&mut costs)?;
        if costs[columns] > FEASIBLE {
            return Ok(None);
        }
        polytope.drop_artificials();
        Ok(Some(polytope))
    }

    fn drop_artificials(&mut self) {
        let mut place = 0;
        while place < self.rows.len() {
            if self.basis[place] < self.columns {
                place += 1;
                continue;
            }
            let row = &self.rows[place];
            let mut best = (SMALL, None);
            for (column, entry) in row.iter().take(self.columns).enumerate() {
                if entry.abs() > best.0 {
                    best = (entry.abs(), Some(column));
                }
            }
            match best.1 {
                Some(column) => {
                    self.rows[place][self.columns] = 0.0;
                    self.pivot(place, column, &mut []);
                    place += 1;
                }
                None => {
                    self.rows.remove(place);
                    self.basis.remove(place);
                }
            }
        }
    }

    /// A point at which the sum over `set` is largest (or smallest); `None` if it has no bound.
    pub(super) fn extreme(
        &mut self,
        set: &[usize],
        largest: bool,
    ) -> Result<Option<Vec<f64>>, DisclosureError> {
        let mut costs = vec![0.0; self.columns + 1];
        let one = if largest { 1.0 } else { -1.0 };
        for &column in set {
            costs[column] = one;
        }
        for (row, &basic) in self.rows.iter().zip(&self.basis) {
            if set.contains(&basic) {
                for (cost, entry) in costs.iter_mut().zip(row) {
                    *cost -= one * entry;
                }
            }
        }
        for &basic in &self.basis {
            costs[basic] = 0.0;
        }
        if !self.climb(&mut costs)? {
            return Ok(None);
        }
        let mut point = vec![0.0; self.columns];
        for (row, &basic) in self.rows.iter().zip(&self.basis) {
            point[basic] = row[self.columns];
        }
        Ok(Some(point))
    }

    /// Pivots until no reduced cost is positive; false if a column can grow without end.
    fn climb(&mut self, costs: &mut [f64]) -> Result<bool, DisclosureError> {
        let size = self.columns + self.rows.len();
        let (limit, patience) = (200 * size + 1000, 2 * size + 10);
        let mut unchanged = 0;
        for _ in 0..limit {
            let mut entering = (SMALL, None);
            for (column, &cost) in costs.iter().take(self.columns).enumerate() {
                if cost > entering.0 {
                    entering = (cost, Some(column));
                    if unchanged > patience {
                        break;
                    }
                }
            }
            let Some(column) = entering.1 else {
                return Ok(true);
            };
            let Some((place, step)) = self.leaving(column) else {
                return Ok(false);
            };
            unchanged = if step > ZERO { 0 } else { unchanged + 1 };
            self.pivot(place, column, costs);
        }
        Err(DisclosureError::NotSolved { pivots: limit })
    }

    /// The row that reaches zero first, of equals that of the lowest basic column.
    fn leaving(&self, column: usize) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for (place, row) in self.rows.iter().enumerate() {
            if row[column] <= SMALL {
                continue;
            }
            let step = row[self.columns] / row[column];
            let better = match best {
                None => true,
                Some((other, least)) => {
                    let lower = self.basis[place] < self.basis[other];
                    step < least - ZERO || (step <= least + ZERO && lower)
                }
            };
            if better {
                best = Some((place, step));
            }
        }
        best
    }

    fn pivot(&mut self, place: usize, column: usize, costs: &mut [f64]) {
        let scale = self.rows[place][column];
        let mut pivot_row = core::mem::take(&mut self.rows[place]);
        for entry in &mut pivot_row {
            *entry /= scale;
        }
        pivot_row[column] = 1.0;
        let eliminate = |row: &mut [f64]| {
            let factor = row[column];
            if factor != 0.0 {
                for (entry, pivot) in row.iter_mut().zip(&pivot_row) {
                    *entry -= factor * pivot;
                }
                row[column] = 0.0;
            }
        };
        for row in self.rows.iter_mut().filter(|row| !row.is_empty()) {
            eliminate(row);
            if let Some(value) = row.last_mut().filter(|value| **value < ZERO) {
                *value = 0.0;
            }
        }
        if !costs.is_empty() {
            eliminate(costs);
        }
        self.rows[place] = pivot_row;
        self.basis[place] = column;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solve(columns: usize, equations: &[(&[usize], f64)]) -> Option<Polytope> {
        let equations = equations.iter().map(|(set, value)| (set.to_vec(), *value));
        Polytope::new(columns, equations).unwrap()
    }

    fn range(polytope: &mut Polytope, set: &[usize]) -> (f64, f64) {
        let mut end = |largest| {
            let point = polytope.extreme(set, largest).unwrap().unwrap();
            set.iter().map(|&column| point[column]).sum::<f64>()
        };
        (end(false), end(true))
    }

    #[test]
    fn a_two_by_two_table_has_one_degree_of_freedom() {
        // rows 3 and 5, columns 4 and 4: a + b = 3, c + d = 5, a + c = 4
        let rows: [(&[usize], f64); 3] = [(&[0, 1], 3.0), (&[2, 3], 5.0), (&[0, 2], 4.0)];
        let mut table = solve(4, &rows).unwrap();
        assert_eq!(range(&mut table, &[0]), (0.0, 3.0));
        assert_eq!(range(&mut table, &[2]), (1.0, 4.0));
        assert_eq!(range(&mut table, &[0, 3]), (1.0, 7.0));
        assert_eq!(range(&mut table, &[0, 1]), (3.0, 3.0));
    }

    #[test]
    fn what_no_equation_holds_has_no_bound() {
        let mut free = solve(3, &[(&[0, 1], 1.0)]).unwrap();
        assert!(free.extreme(&[2], true).unwrap().is_none());
        let least = free.extreme(&[2], false).unwrap().unwrap();
        assert_eq!(least[2], 0.0);
    }

    #[test]
    fn a_part_above_its_whole_has_no_point() {
        assert!(solve(2, &[(&[0, 1], 1.0), (&[0], 2.0)]).is_none());
        assert!(solve(1, &[(&[0], -1.0)]).is_none());
    }

    #[test]
    fn zeros_do_not_cycle() {
        let sets: [(&[usize], f64); 4] = [
            (&[0, 1, 2], 0.0),
            (&[2, 3, 4], 1.0),
            (&[1, 3, 5], 0.0),
            (&[0, 4, 5], 1.0),
        ];
        let mut table = solve(6, &sets).unwrap();
        assert_eq!(range(&mut table, &[4]), (1.0, 1.0));
        assert_eq!(range(&mut table, &[5]), (0.0, 0.0));
    }
}
