//! In which order are stages computed, so that what enters a stage is known before it?

use alloc::vec;
use alloc::vec::Vec;

/// The stages such that each comes after all that lead to it, or the stages on a way round.
///
/// `next[a]` are the stages after `a`. Of the stages that may come next the first is taken.
pub(super) fn order(next: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut waiting = vec![0_usize; next.len()];
    for &b in next.iter().flatten() {
        waiting[b] += 1;
    }
    let mut done = vec![false; next.len()];
    let mut order = Vec::with_capacity(next.len());
    while let Some(a) = (0..next.len()).find(|&a| !done[a] && waiting[a] == 0) {
        done[a] = true;
        order.push(a);
        for &b in &next[a] {
            waiting[b] -= 1;
        }
    }
    match done.iter().position(|done| !done) {
        None => Ok(order),
        Some(stuck) => Err(way_round(next, &done, stuck)),
    }
}

/// Backwards from a stage that waits for another that waits, until one comes again; from the first
/// stage on the way back to it.
fn way_round(next: &[Vec<usize>], done: &[bool], stuck: usize) -> Vec<usize> {
    let mut way = vec![stuck];
    let mut at = stuck;
    while let Some(before) = (0..next.len()).find(|&a| !done[a] && next[a].contains(&at)) {
        if let Some(again) = way.iter().position(|&a| a == before) {
            way.drain(..again);
            break;
        }
        way.push(before);
        at = before;
    }
    way.reverse();
    let first = way.iter().copied().min();
    let start = way.iter().position(|&a| Some(a) == first).unwrap_or(0);
    way.rotate_left(start);
    way.extend(first);
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_comes_after_all_that_lead_to_it() {
        let next = [vec![2], vec![0, 2], vec![], vec![1]];
        assert_eq!(order(&next), Ok(vec![3, 1, 0, 2]));
        assert_eq!(order(&[]), Ok(vec![]));
        assert_eq!(order(&[vec![], vec![]]), Ok(vec![0, 1]));
    }

    #[test]
    fn a_way_round_is_found_and_nothing_beside_it() {
        assert_eq!(order(&[vec![0]]), Err(vec![0, 0]));
        // 0 leads to the way 1 → 2 → 3 → 1, and 4 comes after it.
        let next = [vec![1], vec![2], vec![3], vec![1, 4], vec![]];
        assert_eq!(order(&next), Err(vec![1, 2, 3, 1]));
        // 0 waits for the way 1 → 2 → 1 and is not on it.
        let next = [vec![], vec![2], vec![1, 0]];
        assert_eq!(order(&next), Err(vec![1, 2, 1]));
        let next = [vec![], vec![2], vec![1]];
        assert_eq!(order(&next), Err(vec![1, 2, 1]));
    }

    #[test]
    fn two_routes_to_one_stage_are_two() {
        assert_eq!(order(&[vec![1, 1], vec![]]), Ok(vec![0, 1]));
    }
}
