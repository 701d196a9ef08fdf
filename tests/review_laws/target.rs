use ict_impact::review::target::{Path, Status, StatusRule, Target};
use ict_impact::time::YearSeries;
use proptest::prelude::*;

use super::{close, kg, year};

proptest! {
    /// Both paths run from base to target without turning, the geometric one below the line.
    #[test]
    fn paths_run_from_base_to_target(
        base in 1.0_f64..1e6, value in 1.0_f64..1e6, years in 1_i64..40,
    ) {
        let target = Target::new(year(2020), kg(base), year(2020 + years), kg(value)).unwrap();
        for path in [Path::Linear, Path::Geometric] {
            let at: Vec<f64> = (0..=years)
                .map(|n| target.expected(path, year(2020 + n)).unwrap().kg())
                .collect();
            prop_assert!(close(at[0], base, base) && at[years as usize] == value);
            let slack = 1e-12 * base.max(value);
            let mut steps = at.windows(2).map(|pair| (pair[1] - pair[0]) * (value - base).signum());
            prop_assert!(steps.all(|step| step >= -slack));
        }
        for n in 0..=years {
            let at = |path| target.expected(path, year(2020 + n)).unwrap().kg();
            prop_assert!(at(Path::Geometric) <= at(Path::Linear) * (1.0 + 1e-12));
        }
    }

    /// A value on the path has no gap, a pace of one, and arrives.
    #[test]
    fn a_value_on_the_path_arrives(
        base in 1.0_f64..1e4, factor in prop_oneof![0.1_f64..0.9, 1.1_f64..9.0],
        years in 2_i64..40, at in any::<prop::sample::Index>(),
    ) {
        let value = base * factor;
        let target = Target::new(year(2020), kg(base), year(2020 + years), kg(value)).unwrap();
        let at = year(2021 + at.index(years as usize - 1) as i64);
        for path in [Path::Linear, Path::Geometric] {
            let progress = target.progress(at, target.expected(path, at).unwrap()).unwrap();
            prop_assert_eq!(progress.gap(path).unwrap().kg(), 0.0);
            prop_assert!((progress.pace(path).unwrap().value - 1.0).abs() < 1e-9);
            let arrives = progress.projected(path).unwrap().kg();
            prop_assert!(close(arrives, value, 1e2 * base.max(value)));
        }
        let rate = target.required_rate().unwrap().value;
        let progress = target.progress(at, target.expected(Path::Geometric, at).unwrap()).unwrap();
        prop_assert!((progress.observed_rate().unwrap().value - rate).abs() < 1e-12);
        prop_assert!((progress.required_rate().unwrap().value - rate).abs() < 1e-11);
    }

    /// Following the path to the end uses the budget up.
    #[test]
    fn the_path_itself_uses_the_budget_up(
        base in 1.0_f64..1e6, value in 1.0_f64..1e6, years in 1_i64..40, done in 1_i64..40,
    ) {
        let target = Target::new(year(2020), kg(base), year(2020 + years), kg(value)).unwrap();
        for path in [Path::Linear, Path::Geometric] {
            let uses = |n: i64| {
                let on = (1..=n).map(|n| target.expected(path, year(2020 + n)).unwrap());
                YearSeries::new(year(2021), on.collect()).unwrap()
            };
            let whole = target.budget(path, &uses(years)).unwrap();
            prop_assert_eq!(whole.remaining().kg(), 0.0);
            let part = target.budget(path, &uses(done.min(years))).unwrap();
            let sum = part.used().kg() + part.remaining().kg();
            prop_assert!(close(sum, part.allowed().kg(), part.allowed().kg()));
        }
    }

    /// A better last value never has a worse status.
    #[test]
    fn a_better_value_has_no_worse_status(
        value in 10.0_f64..190.0, a in 0.0_f64..300.0, b in 0.0_f64..300.0, years in 3_usize..14,
    ) {
        prop_assume!((value - 100.0).abs() > 1.0);
        let target = Target::new(year(2020), kg(100.0), year(2030), kg(value)).unwrap();
        let rank = |last: f64| {
            let mut seen = vec![Some(kg(100.0)); years];
            seen[years - 1] = Some(kg(last));
            let seen = YearSeries::new(year(2021), seen).unwrap();
            match target.assess(&seen, StatusRule::default()).unwrap().status {
                Status::Achieved => 3,
                Status::OnTrack => 2,
                Status::OffTrack => 1,
                Status::WrongDirection => 0,
                other => panic!("{other:?}"),
            }
        };
        let (worse, better) = if (a < b) == (value > 100.0) { (a, b) } else { (b, a) };
        prop_assert!(rank(worse) <= rank(better));
    }
}
