//! What a load on a grid comes to.

use ict_impact::energy::profile::{Profile, ProfileError, TimeAxis};
use ict_impact::numeric::{ExactSum, exact_sum};
use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, Quantity, QuantityError};
use ict_impact::time::{Interval, Step, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{NEW_YEAR, any_base, any_step, at, close, covering, edges, grams, profile, step};

proptest! {
    #[test]
    fn emissions_are_the_sum_over_the_finer_grid_of_both(
        (axis, energy) in any_base(40),
        early in 0.0..3.0_f64,
        micros in any_step(),
        seed in vec(1.0..900.0_f64, 64),
    ) {
        let grid_axis = covering(&axis, early, micros);
        let base: Vec<f64> = (0..grid_axis.len()).map(|row| seed[row % 64]).collect();
        let base = grams(&base);
        let load = profile::<Energy>(axis.clone(), &energy);
        let grid = profile::<CarbonIntensity>(grid_axis.clone(), &base);
        let used = load.impact(&grid).unwrap();
        let mut expected = ExactSum::new();
        for (i, own) in edges(&axis).windows(2).enumerate() {
            for (j, other) in edges(&grid_axis).windows(2).enumerate() {
                let common = (own[1].min(other[1]) - own[0].max(other[0])).max(0) as f64;
                expected.add(energy[i] * common / (own[1] - own[0]) as f64 * base[j]);
            }
        }
        let expected = expected.value().unwrap();
        prop_assert!(close(used.impact().kg(), expected, 12.0), "{} {expected}", used.impact());
        prop_assert_eq!(used.energy(), load.total().unwrap());
        let parts = load.impact_profile(&grid).unwrap();
        prop_assert_eq!(parts.total().unwrap(), used.impact());
    }

    #[test]
    fn splitting_every_interval_of_the_load_changes_no_emissions(
        (axis, energy) in any_base(30),
        pieces in 1..20_usize,
        (early, micros) in (0.0..3.0_f64, any_step()),
        seed in vec(1.0..900.0_f64, 64),
    ) {
        let grid_axis = covering(&axis, early, micros);
        let base: Vec<f64> = (0..grid_axis.len()).map(|row| seed[row % 64]).collect();
        let grid = profile::<CarbonIntensity>(grid_axis, &grams(&base));
        let load = profile::<Energy>(axis.clone(), &energy);
        let mut finer: Vec<i64> = edges(&axis)
            .windows(2)
            .flat_map(|pair| {
                let length = pair[1] - pair[0];
                let from = pair[0];
                (0..pieces as i64).map(move |piece| from + length * piece / pieces as i64)
            })
            .collect();
        finer.push(axis.span().to().unix_microseconds());
        finer.dedup();
        let finer: Vec<Timestamp> = finer.into_iter().map(at).collect();
        let split = load.resample(&TimeAxis::from_edges(&finer.into()).unwrap()).unwrap();
        let (whole, parts) = (load.impact(&grid).unwrap(), split.impact(&grid).unwrap());
        prop_assert!(close(whole.impact().kg(), parts.impact().kg(), 24.0));
        prop_assert!(close(whole.energy().value, parts.energy().value, 5.0));
        prop_assert_eq!(whole.time_weighted(), parts.time_weighted());
    }

    #[test]
    fn a_constant_grid_is_its_intensity_times_all_energy(
        (axis, energy) in any_base(60),
        grams in 0.001..2000.0_f64,
        (early, micros) in (0.0..3.0_f64, any_step()),
    ) {
        let intensity = CarbonIntensity::from_grams_per_kwh(grams);
        let grid = covering(&axis, early, micros);
        let grid = profile::<CarbonIntensity>(grid.clone(), &vec![intensity.base(); grid.len()]);
        let load = profile::<Energy>(axis, &energy);
        let used = load.impact(&grid).unwrap();
        let expected = load.total().unwrap() * intensity;
        prop_assert!(close(used.impact().kg(), expected.kg(), 5.0));
        prop_assert_eq!(used.time_weighted(), intensity);
        match used.load_weighted() {
            Ok(found) => prop_assert_eq!(found, intensity),
            Err(error) => {
                let undefined = matches!(error, QuantityError::Undefined { .. });
                prop_assert!(undefined, "{error}");
                prop_assert!(energy.iter().all(|energy| *energy == 0.0));
            }
        }
    }

    #[test]
    fn the_load_weighted_intensity_is_one_that_the_grid_had(
        (axis, energy) in any_base(60),
        (early, micros) in (0.0..3.0_f64, any_step()),
        seed in vec(0.0..900.0_f64, 64),
    ) {
        let grid_axis = covering(&axis, early, micros);
        let base: Vec<f64> = (0..grid_axis.len()).map(|row| seed[row % 64]).collect();
        let grid = profile::<CarbonIntensity>(grid_axis.clone(), &grams(&base));
        let load = profile::<Energy>(axis.clone(), &energy);
        let used = load.impact(&grid).unwrap();
        let during = grid.between(axis.span().from(), axis.span().to()).unwrap();
        let low = during.values().base().iter().copied().fold(f64::INFINITY, f64::min);
        let high = during.values().base().iter().copied().fold(0.0, f64::max);
        prop_assert!((low..=high).contains(&used.time_weighted().base()));
        if let Ok(found) = used.load_weighted() {
            prop_assert!((low..=high).contains(&found.base()));
            prop_assert!(close((used.energy() * found).kg(), used.impact().kg(), 12.0));
        }
        // Weighted by energy in frames: impact over energy in each, undefined without energy.
        let frames = covering(&axis, 0.0, axis.span().length().value as i64 * 300_000 + 1);
        let by_energy = grid.resample_by_energy(&frames, &load);
        let energies = load.resample(&frames).unwrap();
        match by_energy {
            Ok(found) => {
                for (row, interval) in found.axis().intervals().enumerate() {
                    let part = load.between(interval.from(), interval.to()).unwrap();
                    let part = part.impact(&grid).unwrap().load_weighted().unwrap();
                    prop_assert!(close(found.values().base()[row], part.base(), 64.0));
                }
                let impacts = found
                    .zip_map(&energies, |intensity, energy| Ok(energy * intensity))
                    .unwrap();
                let total = Profile::<Co2e>::total(&impacts).unwrap().kg();
                prop_assert!(close(total, used.impact().kg(), 24.0));
            }
            Err(ProfileError::Rows(bad)) => {
                let empty: Vec<usize> = energies
                    .values()
                    .iter()
                    .enumerate()
                    .filter(|(_, energy)| energy.value == 0.0)
                    .map(|(row, _)| row)
                    .collect();
                let rows: Vec<usize> = bad.rows().iter().map(|row| row.0).collect();
                prop_assert_eq!(bad.total(), empty.len());
                prop_assert_eq!(&rows[..], &empty[..empty.len().min(1000)]);
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }

    #[test]
    fn no_window_is_below_the_lowest(
        (axis, values) in any_base(30),
        part in 0.0..=1.0_f64,
        starts in vec(0.0..=1.0_f64, 20),
    ) {
        let grid = profile::<CarbonIntensity>(axis.clone(), &values);
        let (from, to) = (
            axis.span().from().unix_microseconds(),
            axis.span().to().unix_microseconds(),
        );
        let length = ((to - from) as f64 * part) as i64;
        prop_assume!(length >= 1);
        let (window, mean) = grid.lowest_window(step(length)).unwrap();
        prop_assert_eq!(window.to().unix_microseconds() - window.from().unix_microseconds(), length);
        prop_assert!(window.from() >= axis.span().from() && window.to() <= axis.span().to());
        let mean_of = |begin: i64| {
            grid.between(at(begin), at(begin + length)).unwrap().mean().unwrap().base()
        };
        prop_assert!(close(mean.base(), mean_of(window.from().unix_microseconds()), 8.0));
        let free = to - from - length;
        let anywhere = starts.iter().map(|start| from + (free as f64 * start) as i64);
        let begins = edges(&axis).into_iter().flat_map(|edge| [edge, edge - length]);
        for begin in anywhere.chain(begins).filter(|begin| (from..=from + free).contains(begin)) {
            let other = mean_of(begin);
            prop_assert!(mean.base() <= other || close(mean.base(), other, 16.0));
        }
        let longer = step(to - from + 1);
        let refused = grid.lowest_window(longer);
        prop_assert!(matches!(refused, Err(ProfileError::WindowTooLong { .. })), "{refused:?}");
    }
}

#[test]
fn a_grid_that_does_not_reach_is_refused_with_the_time_it_lacks() {
    let hours =
        |text: &str, count| TimeAxis::even(text.parse().unwrap(), Step::HOUR, count).unwrap();
    let load = profile::<Energy>(hours("2024-01-01T10:00:00Z", 4), &[1.0; 4]);
    let missing = |axis: TimeAxis| {
        let count = axis.len();
        match load.impact(&profile::<CarbonIntensity>(axis, &vec![1e-7; count])) {
            Err(ProfileError::NotCovered { missing, .. }) => {
                missing.iter().map(Interval::to_string).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        missing(hours("2024-01-01T11:00:00Z", 2)),
        [
            "2024-01-01T10:00:00Z to 2024-01-01T11:00:00Z",
            "2024-01-01T13:00:00Z to 2024-01-01T14:00:00Z"
        ]
    );
    assert_eq!(
        missing(hours("2024-01-02T00:00:00Z", 2)),
        ["2024-01-01T10:00:00Z to 2024-01-01T14:00:00Z"]
    );
    assert_eq!(
        missing(hours("2023-12-31T00:00:00Z", 34)),
        ["2024-01-01T10:00:00Z to 2024-01-01T14:00:00Z"]
    );
}

#[test]
fn long_profiles_come_to_the_same_as_their_parts() {
    let start = at(NEW_YEAR);
    let value = |row: usize| (row * 7919 % 1009) as f64 + 0.1;
    let rows = 30_000;
    let energies: Vec<f64> = (0..rows).map(value).collect();
    let load = TimeAxis::even(start, Step::SECOND, rows).unwrap();
    let load = profile::<Energy>(load, &energies);
    for micros in [1_000_000, 250_000, 7_300_000, 60_000_000] {
        let count = rows * 1_000_000 / micros + 1;
        let grid = TimeAxis::even(start, step(micros as i64), count).unwrap();
        // Rising, so that the mean is far from the intensities at either end.
        let rising = |row| value(row) + 10.0 * (row * rows / count) as f64;
        let grid = profile::<CarbonIntensity>(grid, &(0..count).map(rising).collect::<Vec<_>>());
        let used = load.impact(&grid).unwrap();
        assert_eq!(used.energy().value, exact_sum(&energies).unwrap());
        let parts = load.impact_profile(&grid).unwrap();
        assert_eq!(parts.total().unwrap(), used.impact());
        let mean = used.load_weighted().unwrap().base();
        assert!(close(used.energy().value * mean, used.impact().kg(), 4.0));
        for row in [0, 1, 4096, 8191, 8192, 16_384, rows - 1] {
            let second = load.axis().interval(row).unwrap();
            let grid = grid.between(second.from(), second.to()).unwrap();
            let expected = energies[row] * grid.mean().unwrap().base();
            assert_eq!(parts.values().base()[row], expected, "{row} {micros}");
        }
    }
}

#[test]
fn of_windows_that_are_alike_the_earliest_is_taken() {
    let hours = TimeAxis::even(at(NEW_YEAR), Step::HOUR, 6).unwrap();
    for (grid, begins) in [([3.0; 6], 0), ([5.0, 2.0, 2.0, 4.0, 2.0, 2.0], 1)] {
        let grid = profile::<CarbonIntensity>(hours.clone(), &grid);
        let (window, _) = grid.lowest_window("2 h".parse().unwrap()).unwrap();
        assert_eq!(
            Some(window.from()),
            hours.interval(begins).map(Interval::from)
        );
    }
    let whole = profile::<CarbonIntensity>(hours.clone(), &[1.0; 6]);
    let (window, _) = whole.lowest_window("6 h".parse().unwrap()).unwrap();
    assert_eq!(window, hours.span());
}
