//! What resampling keeps.

use ict_impact::energy::profile::{Calendar, ProfileError, TimeAxis};
use ict_impact::energy::{LoadCurve, LoadPoint};
use ict_impact::quantity::{CarbonIntensity, Energy, Power, Quantity, Share};
use ict_impact::time::{Step, UtcOffset};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{
    NEW_YEAR, any_axis, any_base, any_step, any_value, at, close, covering, edges, grams, naive,
    profile, step,
};

proptest! {
    #[test]
    fn resampling_is_the_sum_over_the_time_in_common(
        (axis, values) in any_base(40),
        early in 0.0..3.0_f64,
        micros in any_step(),
        other in any_axis(40),
    ) {
        let energy = profile::<Energy>(axis.clone(), &values);
        let power = profile::<Power>(axis.clone(), &values);
        for new in [covering(&axis, early, micros), other] {
            match energy.resample(&new) {
                Ok(found) => {
                    let expected = naive(&axis, &values, found.axis(), true);
                    for (found, expected) in found.values().base().iter().zip(expected) {
                        prop_assert!(close(*found, expected, 12.0), "{found} {expected}");
                    }
                    let means = power.resample(&new).unwrap();
                    prop_assert_eq!(means.axis(), found.axis());
                    let expected = naive(&axis, &values, means.axis(), false);
                    for (found, expected) in means.values().base().iter().zip(expected) {
                        prop_assert!(close(*found, expected, 12.0), "{found} {expected}");
                    }
                }
                Err(ProfileError::NotCovered { missing, .. }) => {
                    for part in missing {
                        let (span, new) = (axis.span(), new.span());
                        prop_assert!(part.from() >= span.from() && part.to() <= span.to());
                        prop_assert!(part.to() <= new.from() || part.from() >= new.to());
                    }
                    prop_assert!(
                        axis.span().from() < new.span().from() || axis.span().to() > new.span().to()
                    );
                }
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
    }

    #[test]
    fn energy_is_kept_by_any_chain_of_steps(
        (axis, values) in any_base(60),
        chain in vec((0.0..3.0_f64, any_step()), 1..6),
        offset in -14 * 60..14 * 60_i16,
    ) {
        let mut load = profile::<Energy>(axis.clone(), &values);
        let before = load.total().unwrap().value;
        let mut links = 0.0;
        for (early, micros) in chain {
            load = load.resample(&covering(load.axis(), early, micros)).unwrap();
            links += 1.0;
            prop_assert_eq!(load.axis().span(), axis.span());
            let after = load.total().unwrap().value;
            prop_assert!(close(before, after, 4.0 * links + 1.0), "{before} {after} {links}");
        }
        let offset = UtcOffset::from_minutes(offset).unwrap();
        for calendar in [Calendar::Hour, Calendar::Day, Calendar::Month, Calendar::Year] {
            let frames = load.by_calendar(calendar, offset).unwrap();
            let after = frames.total().unwrap().value;
            prop_assert!(close(before, after, 4.0 * links + 5.0), "{before} {after}");
            prop_assert_eq!(frames.axis().span(), axis.span());
        }
    }

    #[test]
    fn the_parts_of_an_interval_are_it_to_the_rounding_of_one_division(
        value in any_value(),
        parts in 1..4000_usize,
        micros in 1_i64..100_000,
    ) {
        let whole = TimeAxis::even(at(NEW_YEAR), step(micros * parts as i64), 1).unwrap();
        let parted = profile::<Energy>(whole, &[value]).every(step(micros)).unwrap();
        prop_assert_eq!(parted.values().len(), parts);
        prop_assert!(parted.values().iter().all(|part| part.value == value / parts as f64));
        prop_assert!(close(parted.total().unwrap().value, value, 2.0));
    }

    #[test]
    fn a_constant_stays_the_same_constant(
        axis in any_axis(60),
        grams in 0.001..2000.0_f64,
        early in 0.0..3.0_f64,
        micros in any_step(),
    ) {
        let intensity = CarbonIntensity::from_grams_per_kwh(grams);
        let grid = profile::<CarbonIntensity>(axis.clone(), &vec![intensity.base(); axis.len()]);
        let mut other = covering(&axis, early, micros);
        for _ in 0..2 {
            let found = grid.resample(&other).unwrap();
            prop_assert!(found.values().iter().all(|value| value == intensity));
            prop_assert_eq!(found.mean().unwrap(), intensity);
            other = covering(found.axis(), 1.0 - early / 3.0, micros / 7 + 1);
        }
    }

    #[test]
    fn means_lie_between_the_lowest_and_the_highest_and_keep_the_mean(
        (axis, values) in any_base(60),
        early in 0.0..3.0_f64,
        micros in any_step(),
    ) {
        let power = profile::<Power>(axis.clone(), &values);
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        let found = power.resample(&covering(&axis, early, micros)).unwrap();
        prop_assert!(found.values().base().iter().all(|value| (low..=high).contains(value)));
        let (before, after) = (power.mean().unwrap().value, found.mean().unwrap().value);
        prop_assert!(close(before, after, 16.0), "{before} {after}");
        // Power and energy are two readings of one profile.
        let energy = power.energy().unwrap();
        let by_power = found.energy().unwrap().total().unwrap().value;
        prop_assert!(close(energy.total().unwrap().value, by_power, 16.0));
        let back = energy.mean_power().unwrap();
        for (there, back) in values.iter().zip(back.values().base()) {
            prop_assert!(close(*there, *back, 2.0));
        }
    }

    #[test]
    fn a_split_profile_put_together_is_the_whole(
        (axis, values) in any_base(60),
        cut in 0.0..1.0_f64,
    ) {
        let load = profile::<Energy>(axis.clone(), &values);
        let (from, to) = (axis.span().from(), axis.span().to());
        let edges = edges(&axis);
        let inner = &edges[1..edges.len() - 1];
        if let Some(&edge) = inner.get((cut * inner.len() as f64) as usize) {
            let (left, right) = (
                load.between(from, at(edge)).unwrap(),
                load.between(at(edge), to).unwrap(),
            );
            prop_assert_eq!(left.followed_by(right).unwrap(), load.clone());
        }
        let length = to.unix_microseconds() - from.unix_microseconds();
        let middle = from.unix_microseconds() + 1 + (cut * (length - 2) as f64) as i64;
        prop_assume!(at(middle) > from && at(middle) < to);
        let left = load.between(from, at(middle)).unwrap();
        let right = load.between(at(middle), to).unwrap();
        let whole = left.followed_by(right).unwrap();
        prop_assert_eq!(whole.axis().span(), axis.span());
        let (before, after) = (load.total().unwrap().value, whole.total().unwrap().value);
        prop_assert!(close(before, after, 5.0), "{before} {after}");
    }

    #[test]
    fn a_straight_load_curve_may_be_applied_before_or_after(
        loads in vec(0.0..=1.0_f64, 1..60),
        (idle, rest) in (0.0..500.0_f64, 0.0..500.0_f64),
        (early, micros) in (0.0..3.0_f64, any_step()),
    ) {
        let point = |load, watts| LoadPoint::new(load, Power::from_base(watts).unwrap()).unwrap();
        let curve = LoadCurve::linear([
            point(Share::NONE, idle),
            point(Share::WHOLE, idle + rest),
        ]).unwrap();
        let axis = TimeAxis::even(at(NEW_YEAR), Step::MINUTE, loads.len()).unwrap();
        let load = profile::<Share>(axis.clone(), &loads);
        let coarse = covering(&axis, early, micros);
        let before = load.map(|load| curve.at(load)).unwrap().resample(&coarse).unwrap();
        let after = load.resample(&coarse).unwrap().map(|load| curve.at(load)).unwrap();
        for (before, after) in before.values().iter().zip(after.values().iter()) {
            prop_assert!(close(before.value, after.value, 64.0));
        }
    }
}

/// What a well-known tool gets wrong: the last sample of each frame counts as well.
#[test]
fn four_hundred_stays_four_hundred() {
    let hours = TimeAxis::even(at(NEW_YEAR), Step::HOUR, 24).unwrap();
    let grid = profile::<CarbonIntensity>(hours.clone(), &grams(&[400.0; 24]));
    let load = profile::<Power>(hours, &[1000.0; 24]);
    for seconds in [1, 60, 300, 420, 3600, 86_400] {
        let step = Step::seconds(seconds).unwrap();
        let (fine, power) = (grid.every(step).unwrap(), load.every(step).unwrap());
        assert!(
            fine.values()
                .iter()
                .all(|value| value.grams_per_kwh() == 400.0)
        );
        assert!(power.values().iter().all(|power| power.value == 1000.0));
        let back = fine.every(Step::HOUR).unwrap();
        assert!(
            back.values()
                .iter()
                .all(|value| value.grams_per_kwh() == 400.0)
        );
        let used = power.energy().unwrap().impact(&fine).unwrap();
        assert_eq!(used.load_weighted().unwrap().grams_per_kwh(), 400.0);
        assert!(
            (used.impact().kg() - 9.6).abs() < 1e-13,
            "{}",
            used.impact()
        );
    }
}
