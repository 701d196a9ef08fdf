//! Which rows are refused, and how they are named.

use std::collections::BTreeSet;

use ict_impact::column::ColumnBuf;
use ict_impact::energy::profile::{Profile, ProfileError, RowFault, TimeAxis};
use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, Power, Quantity, QuantityError, Share};
use ict_impact::time::{Step, Timestamp, Timestamps, UtcOffset};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{NEW_YEAR, any_base, any_step, at, close, profile, step};

proptest! {
    #[test]
    fn rows_in_another_order_are_refused(
        rows in 2..50_usize,
        swaps in vec((0..50_usize, 0..50_usize), 1..6),
        micros in any_step(),
    ) {
        let right: Vec<Timestamp> = (0..rows as i64).map(|row| at(NEW_YEAR + row * micros)).collect();
        let mut mixed = right.clone();
        for (a, b) in swaps {
            mixed.swap(a % rows, b % rows);
        }
        let same = mixed == right;
        let stamps = Timestamps::from(mixed.clone());
        for result in [
            TimeAxis::from_starts(&stamps, step(micros)),
            TimeAxis::from_ends(&stamps, step(micros)),
            TimeAxis::from_edges(&stamps),
            TimeAxis::from_edges_every(&stamps, step(micros)),
        ] {
            match result {
                Ok(_) => prop_assert!(same),
                Err(ProfileError::Rows(bad)) => {
                    prop_assert!(!same);
                    let falls: Vec<usize> = (1..rows).filter(|&row| mixed[row] < mixed[row - 1]).collect();
                    let named: Vec<usize> = bad.rows().iter().map(|row| row.0).collect();
                    prop_assert_eq!(named, falls);
                    let only = bad.rows().iter();
                    let only = only.clone().all(|row| matches!(row.1, RowFault::OutOfOrder { .. }));
                    prop_assert!(only, "{bad}");
                }
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }

    #[test]
    fn every_missing_and_every_repeated_row_is_named(
        rows in 3..200_usize,
        missing in vec(1..199_usize, 0..5),
        repeated in vec(0..200_usize, 0..5),
        micros in any_step(),
    ) {
        let missing: BTreeSet<usize> =
            missing.into_iter().filter(|row| row + 1 < rows).collect();
        let mut places = Vec::new();
        for row in (0..rows).filter(|row| !missing.contains(row)) {
            places.push(row);
            if repeated.contains(&row) {
                places.push(row);
            }
        }
        let stamps: Vec<_> = places.iter().map(|&row| at(NEW_YEAR + row as i64 * micros)).collect();
        let found = TimeAxis::from_starts(&stamps.into(), step(micros));
        let mut gaps = BTreeSet::new();
        let mut again = 0;
        if let Err(ProfileError::Rows(bad)) = &found {
            for (row, fault) in bad.rows() {
                match fault {
                    RowFault::Gap { missing, intervals } => {
                        let from = missing.from().unix_microseconds() - NEW_YEAR;
                        let first = (from / micros) as usize;
                        gaps.extend(first..first + *intervals as usize);
                        prop_assert_eq!(places[*row], first + *intervals as usize);
                        prop_assert_eq!(
                            missing.to().unix_microseconds() - missing.from().unix_microseconds(),
                            intervals * micros
                        );
                    }
                    RowFault::Duplicate { first, .. } => {
                        prop_assert_eq!(places[*row], places[*first]);
                        prop_assert_eq!(*first + 1, *row);
                        again += 1;
                    }
                    other => prop_assert!(false, "{other}"),
                }
            }
        }
        prop_assert_eq!(again, places.windows(2).filter(|pair| pair[0] == pair[1]).count());
        prop_assert_eq!(gaps, missing);
        prop_assert_eq!(found.is_ok(), places.len() == rows && again == 0);
    }

    #[test]
    fn a_meter_counts_what_it_counted(
        (axis, values) in any_base(60),
        start in 0.0..1e6_f64,
    ) {
        let mut readings = vec![start];
        for value in &values {
            readings.push(readings[readings.len() - 1] + value);
        }
        let used = readings[readings.len() - 1] - start;
        let load = Profile::from_meter(axis.clone(), ColumnBuf::from_base(readings.clone()).unwrap());
        let load = load.unwrap();
        prop_assert!(close(load.total().unwrap().value, used, 4.0));
        if let Some(row) = (1..readings.len()).find(|&row| readings[row] > readings[row - 1]) {
            readings[row - 1] = readings[row].next_up();
            let refused = Profile::from_meter(axis, ColumnBuf::from_base(readings).unwrap());
            let Err(ProfileError::Rows(bad)) = refused else { panic!("{refused:?}") };
            let named = |fall: &(usize, RowFault)| {
                fall.0 == row && matches!(fall.1, RowFault::MeterFell { .. })
            };
            prop_assert!(bad.rows().iter().any(named));
        }
    }
}

#[test]
fn a_year_of_local_time_with_offsets_has_days_of_23_and_25_hours() {
    // Central European Time 2024: forward on 31 March, back on 27 October, both at 01:00 UTC.
    let (winter, summer): (UtcOffset, UtcOffset) =
        ("+01:00".parse().unwrap(), "+02:00".parse().unwrap());
    let begin: Timestamp = "2024-01-01T00:00:00+01:00".parse().unwrap();
    let (forward, back) = (
        "2024-03-31T01:00:00Z".parse().unwrap(),
        "2024-10-27T01:00:00Z".parse().unwrap(),
    );
    let instants = (0..8784).map(|hour| at(begin.unix_microseconds() + hour * 3_600_000_000));
    let texts: Vec<String> = instants
        .map(|instant| {
            let saving = instant >= forward && instant < back;
            instant.text_at(if saving { summer } else { winter })
        })
        .collect();
    let axis = TimeAxis::from_starts(&Timestamps::read(&texts).unwrap(), Step::HOUR).unwrap();
    assert_eq!(axis.len(), 8784);

    // The same texts without their offsets: both changes are named, and how to mend them.
    let local = texts.iter().map(|text| &text[..19]);
    let stamps = Timestamps::read_local(local, winter).unwrap();
    let refused = TimeAxis::from_starts(&stamps, Step::HOUR).unwrap_err();
    let message = refused.to_string();
    let ProfileError::Rows(bad) = refused else {
        panic!()
    };
    let rows: Vec<&str> = bad.rows().iter().map(|row| texts[row.0].as_str()).collect();
    assert_eq!(
        rows,
        ["2024-03-31T03:00:00+02:00", "2024-10-27T02:00:00+01:00"]
    );
    assert!(matches!(
        [&bad.rows()[0].1, &bad.rows()[1].1],
        [
            RowFault::DaylightSavingBegins { .. },
            RowFault::DaylightSavingEnds { .. }
        ]
    ));
    assert_eq!(
        message.matches("give the offset with each row").count(),
        2,
        "{message}"
    );

    // A clock that is not changed needs no offsets in the rows.
    let texts = (0..8784).map(|hour| {
        at(begin.unix_microseconds() + hour * 3_600_000_000).text_at(winter)[..19].to_owned()
    });
    let stamps = Timestamps::read_local(texts, winter).unwrap();
    assert_eq!(TimeAxis::from_starts(&stamps, Step::HOUR).unwrap(), axis);
}

#[test]
fn values_that_are_none_are_refused_all_at_once() {
    let axis = TimeAxis::even(at(NEW_YEAR), Step::SECOND, 5000).unwrap();
    let mut values = vec![1.0; 5000];
    let bad = [(3, f64::NAN), (1024, -1.0), (4999, f64::INFINITY)];
    for (row, value) in bad {
        values[row] = value;
    }
    let refused = Profile::<Power>::read(axis.clone(), "kW", &values);
    let Err(ProfileError::Rows(found)) = refused else {
        panic!("{refused:?}")
    };
    let rows: Vec<usize> = found.rows().iter().map(|row| row.0).collect();
    assert_eq!(rows, bad.map(|(row, _)| row));
    assert!(matches!(&found.rows()[1].1, RowFault::Negative { given } if given == "-1000 W"));
    assert!(Profile::<Share>::read(axis.clone(), "%", &[101.0; 5000]).is_err());
    assert!(Profile::<Power>::read(axis.clone(), "kWh", &[1.0; 5000]).is_err());
    assert!(matches!(
        Profile::<Power>::read(axis.clone(), "kW", &[1.0; 4999]),
        Err(ProfileError::DifferentLengths {
            intervals: 5000,
            given: 4999,
            ..
        })
    ));
    let readings = ColumnBuf::from_base(vec![1.0; 5000]).unwrap();
    assert!(matches!(
        Profile::from_meter(axis.clone(), readings),
        Err(ProfileError::DifferentLengths {
            intervals: 5000,
            given: 5000,
            ..
        })
    ));
    let load = profile::<Power>(axis, &[1.0; 5000]);
    let refused =
        load.map(|power| Ok(power - Power::from_base(1.0)? - Power::from_base(f64::MIN_POSITIVE)?));
    let Err(ProfileError::Rows(found)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((found.total(), found.rows().len()), (5000, 1000));
}

#[test]
fn profiles_that_do_not_fit_each_other_are_refused() {
    let hours = |begin: i64, count: usize| {
        let begin = at(NEW_YEAR + begin * 3_600_000_000);
        profile::<Energy>(
            TimeAxis::even(begin, Step::HOUR, count).unwrap(),
            &vec![1.0; count],
        )
    };
    let sum =
        |left: &Profile<Energy>, right: &Profile<Energy>| left.zip_map(right, |a, b| Ok(a + b));
    assert_eq!(
        sum(&hours(0, 3), &hours(0, 3))
            .unwrap()
            .total()
            .unwrap()
            .value,
        6.0
    );
    assert_eq!(
        sum(&hours(0, 3), &hours(1, 3)),
        Err(ProfileError::DifferentAxes)
    );
    assert_eq!(hours(0, 3).followed_by(hours(3, 2)).unwrap(), hours(0, 5));
    for next in [2, 4] {
        let refused = hours(0, 3).followed_by(hours(next, 2));
        assert!(
            matches!(refused, Err(ProfileError::NotAdjacent { .. })),
            "{refused:?}"
        );
    }
    let day = hours(0, 24);
    let span = day.axis().span();
    let (before, after) = (at(NEW_YEAR - 1), at(NEW_YEAR + 86_400_000_001));
    for (from, to) in [(before, span.to()), (span.from(), after), (before, after)] {
        let refused = day.between(from, to);
        assert!(
            matches!(refused, Err(ProfileError::NotCovered { .. })),
            "{refused:?}"
        );
    }
    assert!(matches!(
        day.between(span.to(), span.from()),
        Err(ProfileError::Time(_))
    ));
}

#[test]
fn results_that_are_no_numbers_are_errors() {
    let hours = TimeAxis::even(at(NEW_YEAR), Step::HOUR, 3).unwrap();
    let load = profile::<Energy>(hours.clone(), &[1.5e308; 3]);
    assert!(load.total().is_err());
    assert!(matches!(load.every(Step::DAY), Err(ProfileError::Sum(_))));
    let power = profile::<Power>(hours.clone(), &[1.5e308; 3]);
    assert!(matches!(power.energy(), Err(ProfileError::Column(_))));
    assert!(matches!(power.every(Step::DAY), Err(ProfileError::Sum(_))));
    let grid = profile::<CarbonIntensity>(hours.clone(), &[10.0; 3]);
    assert!(matches!(load.impact(&grid), Err(ProfileError::Sum(_))));
    assert!(matches!(
        load.impact_profile(&grid),
        Err(ProfileError::Column(_))
    ));
    let quiet = profile::<Energy>(hours, &[0.0; 3]).impact(&grid).unwrap();
    assert_eq!(quiet.impact(), Co2e::ZERO);
    assert!(matches!(
        quiet.load_weighted(),
        Err(QuantityError::Undefined { .. })
    ));
    let long = TimeAxis::even(at(NEW_YEAR), Step::MAX, 10).unwrap();
    let load = profile::<Energy>(long, &[1.0; 10]);
    let refused = load.every(step(1));
    assert!(
        matches!(refused, Err(ProfileError::TooManyIntervals { .. })),
        "{refused:?}"
    );
    assert!(TimeAxis::even(at(NEW_YEAR), Step::DAY, usize::MAX).is_err());
}
