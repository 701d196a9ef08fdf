//! Medians of lists that are in order.

/// The middle of numbers in order; of an even count the mean of the two in the middle.
pub(super) fn median(ordered: &[f64]) -> Option<f64> {
    let half = ordered.len() / 2;
    let upper = *ordered.get(half)?;
    if ordered.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *ordered.get(half.checked_sub(1)?)?;
    // Halves first: the sum of two large numbers need not be one.
    Some(0.5 * lower + 0.5 * upper)
}

/// The median of the numbers in order without the one at `at`.
pub(super) fn median_of_others(ordered: &[f64], at: usize) -> Option<f64> {
    let others = ordered.len().checked_sub(1)?;
    let get = |place: usize| {
        ordered
            .get(if place < at { place } else { place + 1 })
            .copied()
    };
    let half = others / 2;
    if others % 2 == 1 {
        return get(half);
    }
    Some(0.5 * get(half.checked_sub(1)?)? + 0.5 * get(half)?)
}

/// Median of the distances of numbers in order from `centre`.
pub(super) fn median_deviation(ordered: &[f64], centre: f64) -> Option<f64> {
    // Distances grow to both sides of the centre: merge them up to the middle.
    let mut right = ordered.partition_point(|&number| number < centre);
    let mut left = right;
    let half = ordered.len() / 2;
    let (mut before, mut at) = (0.0, 0.0);
    for _ in 0..=half {
        let below = left.checked_sub(1).and_then(|place| ordered.get(place));
        let (below, above) = (
            below.map(|number| centre - number),
            ordered.get(right).map(|number| number - centre),
        );
        before = at;
        at = match (below, above) {
            (Some(below), Some(above)) if below <= above => {
                left -= 1;
                below
            }
            (_, Some(above)) => {
                right += 1;
                above
            }
            (Some(below), None) => {
                left -= 1;
                below
            }
            (None, None) => return None,
        };
    }
    Some(if ordered.len() % 2 == 1 {
        at
    } else {
        0.5 * before + 0.5 * at
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_by_hand() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]), Some(3.0));
        assert_eq!(median(&[f64::MAX, f64::MAX]), Some(f64::MAX));
        let five = [1.0, 2.0, 3.0, 4.0, 9.0];
        assert_eq!(median_of_others(&five, 0), Some(3.5));
        assert_eq!(median_of_others(&five, 4), Some(2.5));
        assert_eq!(median_of_others(&[1.0, 2.0], 1), Some(1.0));
        assert_eq!(median_of_others(&[1.0], 0), None);
    }

    #[test]
    fn deviations_are_those_of_the_sorted_distances() {
        for list in [
            &[1.0, 2.0, 3.0, 4.0, 9.0][..],
            &[-5.0, -1.0, 0.0, 0.0],
            &[7.0],
            &[2.0, 2.0, 2.0, 8.0],
            &[0.0, 10.0],
        ] {
            let centre = median(list).unwrap();
            let mut distances: alloc::vec::Vec<f64> =
                list.iter().map(|number| (number - centre).abs()).collect();
            distances.sort_by(f64::total_cmp);
            assert_eq!(
                median_deviation(list, centre),
                median(&distances),
                "{list:?}"
            );
        }
        assert_eq!(median_deviation(&[], 0.0), None);
    }
}
