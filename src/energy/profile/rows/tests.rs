use super::*;
use alloc::format;
use alloc::string::ToString;

fn stamps(texts: &[&str]) -> Timestamps {
    Timestamps::read(texts.iter().map(|time| format!("2024-03-31T{time}:00Z"))).unwrap()
}

fn local(texts: &[&str]) -> Timestamps {
    let texts = texts.iter().map(|time| format!("2024-10-27T{time}:00"));
    Timestamps::read_local(texts, "+02:00".parse().unwrap()).unwrap()
}

fn faults(result: Result<TimeAxis, ProfileError>) -> Vec<(usize, RowFault)> {
    let Err(ProfileError::Rows(bad)) = result else {
        panic!("{result:?}")
    };
    assert_eq!(bad.total(), bad.rows().len());
    bad.rows().to_vec()
}

#[test]
fn every_bad_row_is_named_with_what_it_is() {
    let rows = stamps(&[
        "00:00", "01:00", "04:00", "03:00", "04:00", "05:20", "06:30", "07:30",
    ]);
    let at = |row: usize| rows.as_slice()[row];
    let found = faults(TimeAxis::from_starts(&rows, Step::HOUR));
    let missing = Interval::new(at(1), at(3)).unwrap();
    let two = "2024-03-31T02:00:00Z".parse().unwrap();
    assert_eq!(missing.to(), at(3));
    assert_eq!(
        found,
        [
            (
                3,
                RowFault::OutOfOrder {
                    at: at(3),
                    previous: at(2)
                }
            ),
            (
                3,
                RowFault::Gap {
                    missing: Interval::new(two, at(3)).unwrap(),
                    intervals: 1
                }
            ),
            (
                4,
                RowFault::Duplicate {
                    at: at(2),
                    first: 2
                }
            ),
            (
                5,
                RowFault::UnevenStep {
                    expected: "2024-03-31T05:00:00Z".parse().unwrap(),
                    found: at(5)
                }
            ),
            (
                6,
                RowFault::UnevenStep {
                    expected: "2024-03-31T06:20:00Z".parse().unwrap(),
                    found: at(6)
                }
            ),
        ]
    );
    let found = faults(TimeAxis::from_ends(
        &stamps(&["00:00", "00:15"]),
        Step::HOUR,
    ));
    assert!(
        matches!(found[..], [(1, RowFault::Overlap { .. })]),
        "{found:?}"
    );
}

#[test]
fn rows_in_another_order_are_no_gap() {
    let found = faults(TimeAxis::from_starts(
        &stamps(&["00:00", "02:00", "01:00", "03:00"]),
        Step::HOUR,
    ));
    assert!(
        matches!(found[..], [(2, RowFault::OutOfOrder { .. })]),
        "{found:?}"
    );
}

#[test]
fn an_hour_that_comes_twice_is_one_fault_at_any_step() {
    let hours = local(&["01:00", "02:00", "02:00", "03:00"]);
    let found = faults(TimeAxis::from_starts(&hours, Step::HOUR));
    assert!(
        matches!(found[..], [(2, RowFault::DaylightSavingEnds { .. })]),
        "{found:?}"
    );
    let halves = local(&["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]);
    let half = Step::seconds(1800).unwrap();
    let found = faults(TimeAxis::from_starts(&halves, half));
    assert!(
        matches!(found[..], [(3, RowFault::DaylightSavingEnds { .. })]),
        "{found:?}"
    );
    let error = TimeAxis::from_starts(&halves, half)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("row 3: 2024-10-27T02:00:00+02:00 follows"),
        "{error}"
    );
    assert!(error.contains("give the offset with each row"), "{error}");
    let again = local(&[
        "01:30", "02:00", "02:30", "02:00", "02:30", "02:30", "03:00",
    ]);
    let found = faults(TimeAxis::from_starts(&again, half));
    assert!(
        matches!(
            found[..],
            [
                (3, RowFault::DaylightSavingEnds { .. }),
                (5, RowFault::Duplicate { first: 2, .. })
            ]
        ),
        "{found:?}"
    );
    // The offsets in the rows say what it is.
    let utc = stamps(&["01:00", "02:00", "02:00", "03:00"]);
    let found = faults(TimeAxis::from_starts(&utc, Step::HOUR));
    assert!(
        matches!(found[..], [(2, RowFault::Duplicate { first: 1, .. })]),
        "{found:?}"
    );
}

#[test]
fn an_hour_that_is_missing_is_daylight_saving_only_in_local_time() {
    let quarters = ["01:30", "01:45", "03:00", "03:15"];
    let found = faults(TimeAxis::from_edges_every(
        &local(&quarters),
        Step::QUARTER_HOUR,
    ));
    assert!(
        matches!(found[..], [(2, RowFault::DaylightSavingBegins { .. })]),
        "{found:?}"
    );
    let found = faults(TimeAxis::from_starts(
        &stamps(&quarters),
        Step::QUARTER_HOUR,
    ));
    assert!(
        matches!(found[..], [(2, RowFault::Gap { intervals: 4, .. })]),
        "{found:?}"
    );
    let two = local(&["00:00", "01:00", "04:00"]);
    let found = faults(TimeAxis::from_starts(&two, Step::HOUR));
    assert!(
        matches!(found[..], [(2, RowFault::Gap { intervals: 2, .. })]),
        "{found:?}"
    );
}

#[test]
fn rows_at_the_end_of_the_calendar_are_refused_in_words() {
    let rows = ["9999-12-31T23:30:00Z", "9999-12-31T23:45:00Z"];
    let rows = Timestamps::read(rows).unwrap();
    let error = TimeAxis::from_starts(&rows, Step::HOUR).unwrap_err();
    assert!(
        error.to_string().contains("is before 9999-12-31T23:59:59"),
        "{error}"
    );
    let last = TimeAxis::from_starts(&rows, Step::QUARTER_HOUR).unwrap_err();
    assert!(matches!(last, ProfileError::Time(_)), "{last}");
}

#[test]
fn the_same_stamps_are_starts_ends_or_edges() {
    let rows = stamps(&["01:00", "02:00", "03:00"]);
    let span = |axis: Result<TimeAxis, _>| axis.map(|axis| (axis.len(), axis.span())).unwrap();
    let of = |rows, from, to| {
        let instants = stamps(&[from, to]);
        let [from, to] = [0, 1].map(|row| instants.as_slice()[row]);
        (rows, Interval::new(from, to).unwrap())
    };
    let step = Step::HOUR;
    assert_eq!(
        span(TimeAxis::from_starts(&rows, step)),
        of(3, "01:00", "04:00")
    );
    assert_eq!(
        span(TimeAxis::from_ends(&rows, step)),
        of(3, "00:00", "03:00")
    );
    assert_eq!(span(TimeAxis::from_edges(&rows)), of(2, "01:00", "03:00"));
    assert_eq!(
        span(TimeAxis::from_edges_every(&rows, step)),
        of(2, "01:00", "03:00")
    );
}

#[test]
fn edges_may_be_any_distance_apart_but_in_order() {
    assert!(TimeAxis::from_edges(&stamps(&["00:00", "00:07", "05:00"])).is_ok());
    let found = faults(TimeAxis::from_edges(&stamps(&[
        "00:00", "00:00", "05:00", "04:00",
    ])));
    assert!(
        matches!(
            found[..],
            [
                (1, RowFault::Duplicate { first: 0, .. }),
                (3, RowFault::OutOfOrder { .. })
            ]
        ),
        "{found:?}"
    );
    for few in [&[][..], &["00:00"]] {
        assert_eq!(TimeAxis::from_edges(&stamps(few)), Err(ProfileError::Empty));
        assert_eq!(
            TimeAxis::from_edges_every(&stamps(few), Step::HOUR),
            Err(ProfileError::Empty)
        );
    }
    assert_eq!(
        TimeAxis::from_starts(&stamps(&[]), Step::HOUR),
        Err(ProfileError::Empty)
    );
}
