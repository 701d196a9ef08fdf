//! Which sums follow from others by adding and subtracting? Answered without rounding.

use alloc::vec;
use alloc::vec::Vec;

/// The integers modulo this prime, 2^61 − 1, stand in for the rationals.
///
/// Elimination of a matrix of zeros and ones is exact in them, and dependence is the same as
/// over the rationals unless the prime divides one of its minors. By Hadamard's bound,
/// (m + 1)^((m + 1)/2) / 2^m, every minor of 36 or fewer rows is below the prime; a minor of more
/// rows that is a multiple of it takes a matrix made for the purpose.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    // 2^61 is 1, so the upper bits are added to the lower ones
    let product = u128::from(a) * u128::from(b);
    let folded = (product & u128::from(PRIME)) as u64 + (product >> 61) as u64;
    if folded >= PRIME {
        folded - PRIME
    } else {
        folded
    }
}

fn less(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn inverse(a: u64) -> u64 {
    let (mut power, mut base, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    power
}

/// Takes `factor` times `row` from `target`.
fn take(target: &mut [u64], row: &[u64], factor: u64) {
    for (entry, &other) in target.iter_mut().zip(row) {
        if other != 0 {
            *entry = less(*entry, times(factor, other));
        }
    }
}

fn normalise(row: &mut [u64], pivot: usize) {
    let scale = inverse(row[pivot]);
    for entry in row.iter_mut().filter(|entry| **entry != 0) {
        *entry = times(*entry, scale);
    }
}

/// All linear combinations of some sums over sets of columns, in reduced echelon form.
#[derive(Debug, Clone)]
pub(super) struct RowSpace {
    columns: usize,
    /// Each with its pivot, where it is 1 and every other row is 0.
    rows: Vec<(usize, Vec<u64>)>,
}

impl RowSpace {
    pub(super) fn new(columns: usize) -> Self {
        let rows = Vec::new();
        Self { columns, rows }
    }

    fn reduced(&self, set: &[usize]) -> Vec<u64> {
        let mut vector = vec![0; self.columns];
        for &column in set {
            vector[column] = 1;
        }
        for (pivot, row) in &self.rows {
            let factor = vector[*pivot];
            if factor != 0 {
                take(&mut vector, row, factor);
            }
        }
        vector
    }

    /// Whether the sum over `set` is a combination of the others.
    pub(super) fn contains(&self, set: &[usize]) -> bool {
        self.reduced(set).iter().all(|&entry| entry == 0)
    }

    /// Adds the sum over `set`; false if it was a combination of the others already.
    pub(super) fn insert(&mut self, set: &[usize]) -> bool {
        let mut vector = self.reduced(set);
        let Some(pivot) = vector.iter().position(|&entry| entry != 0) else {
            return false;
        };
        normalise(&mut vector, pivot);
        for (_, row) in &mut self.rows {
            let factor = row[pivot];
            if factor != 0 {
                take(row, &vector, factor);
            }
        }
        self.rows.push((pivot, vector));
        true
    }

    /// How many independent combinations involve no column outside `set`.
    ///
    /// A combination that is zero outside the set is made of rows whose pivot is inside it; what
    /// is left to cancel is their other columns.
    pub(super) fn dimension_within(&self, set: &[usize]) -> usize {
        let mut outside: Vec<Vec<u64>> = Vec::new();
        for (pivot, row) in &self.rows {
            if set.contains(pivot) {
                let mut row = row.clone();
                for &column in set {
                    row[column] = 0;
                }
                outside.push(row);
            }
        }
        let inside = outside.len();
        let mut rank = 0;
        while let Some(mut row) = outside.pop() {
            let Some(pivot) = row.iter().position(|&entry| entry != 0) else {
                continue;
            };
            rank += 1;
            normalise(&mut row, pivot);
            for other in &mut outside {
                let factor = other[pivot];
                if factor != 0 {
                    take(other, &row, factor);
                }
            }
        }
        inside - rank
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_has_inverses() {
        for a in [1, 2, 3, 12_345, PRIME - 1] {
            assert_eq!(times(a, inverse(a)), 1);
        }
        assert_eq!(less(1, 2), PRIME - 1);
    }

    #[test]
    fn a_difference_of_nested_sums_is_a_combination() {
        let mut space = RowSpace::new(4);
        assert!(space.insert(&[0, 1, 2, 3]) && space.insert(&[0, 1, 2]));
        assert!(space.contains(&[3]) && !space.contains(&[0]));
        assert!(!space.insert(&[3]));
        assert_eq!(space.dimension_within(&[3]), 1);
        assert_eq!(space.dimension_within(&[0, 3]), 1);
        assert_eq!(space.dimension_within(&[0, 1]), 0);
        assert_eq!(space.dimension_within(&[0, 1, 2]), 1);
    }

    #[test]
    fn a_weighted_difference_of_two_columns_is_found() {
        // {0, 1} − {1, 2} = x₀ − x₂, which is no sum over a set
        let mut space = RowSpace::new(3);
        assert!(space.insert(&[0, 1]) && space.insert(&[1, 2]));
        assert_eq!(space.dimension_within(&[0, 2]), 1);
        assert!(!space.contains(&[0, 2]));
        assert!(space.insert(&[0, 2]));
        assert_eq!(space.dimension_within(&[1]), 1);
    }
}
