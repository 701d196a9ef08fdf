use alloc::vec::Vec;

use super::{Member, RankingError, score};
use crate::quantity::Quantity;
use crate::review::amount::finite;
use crate::review::target::Direction;

/// A comparable member whose lower score is better.
pub(super) struct Scored<'a, K, Q> {
    pub(super) key: &'a K,
    pub(super) value: Q,
    pub(super) score: f64,
    /// The best and the worst score that its interval has.
    pub(super) ends: Option<(f64, f64)>,
}

/// The member with its scores, if its value is finite and in its interval.
pub(super) fn checked<K, Q: Quantity>(
    row: usize,
    member: &Member<K, Q>,
    better: Direction,
) -> Result<Scored<'_, K, Q>, RankingError> {
    let value = finite(member.value)?;
    let ends = match member.interval {
        None => None,
        Some((low, high)) => {
            let (low, high) = (finite(low)?, finite(high)?);
            if !(low..=high).contains(&value) {
                return Err(RankingError::Interval {
                    row,
                    value,
                    low,
                    high,
                });
            }
            let (a, b) = (score(low, better), score(high, better));
            Some(if a <= b { (a, b) } else { (b, a) })
        }
    };
    Ok(Scored {
        key: &member.key,
        value: member.value,
        score: score(value, better),
        ends,
    })
}

/// The best and the worst scores of all members, each sorted.
pub(super) struct Ends {
    best: Vec<f64>,
    worst: Vec<f64>,
}

impl Ends {
    pub(super) fn new(ends: Vec<(f64, f64)>) -> Self {
        let mut best: Vec<f64> = ends.iter().map(|ends| ends.0).collect();
        let mut worst: Vec<f64> = ends.iter().map(|ends| ends.1).collect();
        best.sort_by(f64::total_cmp);
        worst.sort_by(f64::total_cmp);
        Self { best, worst }
    }

    /// The best and the worst rank of a member with these ends.
    pub(super) fn possible(&self, (best, worst): (f64, f64)) -> (usize, usize) {
        let surely_better = self.worst.partition_point(|&other| other < best);
        let maybe_better = self.best.partition_point(|&other| other < worst);
        // the member itself is among those that may be better, unless its interval is a point
        let itself = usize::from(best < worst);
        (1 + surely_better, 1 + maybe_better - itself)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_that_touch_may_tie() {
        let ends = Ends::new(alloc::vec![(1.0, 2.0), (2.0, 3.0), (2.0, 2.0)]);
        assert_eq!(ends.possible((1.0, 2.0)), (1, 1));
        assert_eq!(ends.possible((2.0, 3.0)), (1, 3));
        assert_eq!(ends.possible((2.0, 2.0)), (1, 2));
    }
}
