use super::*;
use alloc::vec;

const HOUR: i64 = Step::HOUR.microseconds();

fn hours(first: i64, count: usize) -> TimeAxis {
    let start = Timestamp::from_unix_microseconds(first * HOUR).unwrap();
    TimeAxis::even(start, Step::HOUR, count).unwrap()
}

fn edges(axis: &TimeAxis) -> Vec<i64> {
    (0..=axis.len()).map(|row| axis.edge(row)).collect()
}

#[test]
fn edges_of_one_length_are_even_wherever_they_come_from() {
    let edges = vec![0, HOUR, 2 * HOUR];
    assert_eq!(TimeAxis::of_edges(edges, 0, 2 * HOUR), hours(0, 2));
    let uneven = TimeAxis::of_edges(vec![0, HOUR, 3 * HOUR, 4 * HOUR], 0, 4 * HOUR);
    assert_eq!(uneven.step(), None);
    assert_eq!(uneven.clipped(0, HOUR), hours(0, 1));
    assert_eq!(
        uneven.clipped(HOUR / 2, HOUR),
        hours(0, 1).clipped(HOUR / 2, HOUR)
    );
}

#[test]
fn a_cut_axis_has_parts_of_frames_at_its_ends_only() {
    let cut = hours(0, 5).clipped(HOUR / 4, 3 * HOUR + HOUR / 2);
    assert_eq!(
        edges(&cut),
        [HOUR / 4, HOUR, 2 * HOUR, 3 * HOUR, 3 * HOUR + HOUR / 2]
    );
    let partial: Vec<(usize, f64)> = cut.partial().map(|(row, c)| (row, c.get())).collect();
    assert_eq!(partial, [(0, 0.75), (3, 0.5)]);
    assert_eq!([0, 1, 2, 3].map(|row| cut.equal_from(row)), [1, 2, 1, 1]);
    let one = hours(0, 5).clipped(HOUR / 4, HOUR / 2);
    assert_eq!(one.partial().count(), 1);
    assert_eq!(one.coverage(0).unwrap().get(), 0.25);
    assert!(one.interval(1).is_none() && one.coverage(1).is_none());
}

#[test]
fn an_axis_goes_on_with_the_next_at_any_step() {
    assert_eq!(hours(0, 2).joined(&hours(2, 3)), hours(0, 5));
    let quarters = TimeAxis::covering(hours(2, 1).span(), Step::QUARTER_HOUR).unwrap();
    let mixed = hours(0, 2).joined(&quarters);
    assert_eq!((mixed.len(), mixed.step()), (6, None));
    let half = HOUR / 2;
    let shifted = TimeAxis::of_edges(vec![half, 3 * half, 5 * half], 2 * half, 5 * half);
    let out_of_step = hours(0, 1).joined(&shifted);
    assert_eq!(
        edges(&out_of_step),
        [0, 2, 3, 5].map(|halves| halves * half)
    );
    let (left, right) = (
        hours(0, 3).clipped(HOUR / 2, HOUR * 3 / 2),
        hours(0, 3).clipped(HOUR * 3 / 2, HOUR * 5 / 2),
    );
    let whole = left.joined(&right);
    assert_eq!(edges(&whole), [1, 2, 3, 4, 5].map(|half| half * HOUR / 2));
    assert_eq!(
        whole.partial().map(|part| part.0).collect::<Vec<_>>(),
        [0, 3]
    );
}

#[test]
fn refining_adds_the_edges_that_are_missing() {
    let odd = TimeAxis::of_edges(vec![0, HOUR, HOUR * 5 / 2, 9 * HOUR], 0, 9 * HOUR);
    let refined = hours(1, 3).refined_by(&odd).unwrap();
    assert_eq!(edges(&refined), [2, 4, 5, 6, 8].map(|half| half * HOUR / 2));
    assert_eq!(hours(1, 3).refined_by(&hours(0, 9)), None);
}

#[test]
fn the_time_that_is_not_covered_is_named() {
    let check = |axis: TimeAxis, other: TimeAxis| match axis.check_covers(&other, "it") {
        Ok(()) => vec![],
        Err(ProfileError::NotCovered { missing, .. }) => missing
            .iter()
            .map(|part| [part.from(), part.to()].map(|at| at.unix_microseconds() / HOUR))
            .collect(),
        Err(error) => panic!("{error}"),
    };
    assert_eq!(check(hours(0, 5), hours(1, 4)), [[0; 2]; 0]);
    assert_eq!(check(hours(1, 2), hours(0, 5)), [[0, 1], [3, 5]]);
    assert_eq!(check(hours(5, 2), hours(0, 3)), [[0, 3]]);
    assert_eq!(check(hours(0, 3), hours(5, 2)), [[5, 7]]);
}
