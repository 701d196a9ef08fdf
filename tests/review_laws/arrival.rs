use ict_impact::quantity::{Quantity, Ratio};
use ict_impact::review::target::{
    Arrival, Direction, Milestones, Path, Reduction, Status, StatusRule, Target, TargetError,
    TargetForm, TargetVersions,
};
use ict_impact::time::YearSeries;
use proptest::prelude::*;

use super::{close, kg, year};

proptest! {
    /// What goes on at the observed rate is at the target in the year of arrival, not before.
    #[test]
    fn the_year_of_arrival_is_the_first_at_the_target(
        base in 1.0_f64..1e3, factor in prop_oneof![0.1_f64..0.9, 1.1_f64..9.0],
        part in 0.05_f64..0.95, at in 1_i64..10,
    ) {
        let value = base * factor;
        let target = Target::new(year(2020), kg(base), year(2030), kg(value)).unwrap();
        let seen = base + (value - base) * part;
        let progress = target.progress(year(2020 + at), kg(seen)).unwrap();
        for path in [Path::Linear, Path::Geometric] {
            let Arrival::After { years, year: Some(found) } = progress.arrival(path).unwrap() else {
                panic!("{progress:?}")
            };
            let elapsed = at as f64;
            let goes_on = |n: f64| match path {
                Path::Linear => seen + (seen - base) * n / elapsed,
                _ => seen * ict_impact::numeric::pow(seen / base, n / elapsed),
            };
            prop_assert!(close(goes_on(years.value), value, 1e3 * base.max(value)));
            let whole = f64::from(found.since(year(2020 + at)));
            prop_assert!(whole >= years.value - 1e-9 && whole < years.value + 1.0);
        }
    }

    /// A value on time arrives in the target year or before, a late one after it.
    #[test]
    fn pace_and_arrival_agree(seen in 51.0_f64..99.0, at in 1_i64..10) {
        let target = Target::new(year(2020), kg(100.0), year(2030), kg(50.0)).unwrap();
        let progress = target.progress(year(2020 + at), kg(seen)).unwrap();
        for path in [Path::Linear, Path::Geometric] {
            let Arrival::After { years, .. } = progress.arrival(path).unwrap() else { panic!() };
            let late = at as f64 + years.value - 10.0;
            prop_assume!(late.abs() > 1e-6);
            let projected = progress.projected(path).unwrap().kg();
            prop_assert_eq!(late < 0.0, projected < 50.0);
            let gap = progress.anticipated_progress_index(kg(projected)).unwrap().value;
            prop_assert_eq!(late > 0.0, gap > 0.0);
        }
        let status = progress.current_status_index().unwrap().value;
        prop_assert!(close(status, 10.0 * progress.share().unwrap().value, 10.0));
    }

    /// A path through two milestones is the linear path, and more milestones on it change nothing.
    #[test]
    fn milestones_on_a_line_are_the_line(
        base in -1e3_f64..1e3, value in -1e3_f64..1e3, years in 2_i64..30, at in 0_i64..40,
        between in 1_i64..29,
    ) {
        let (from, to) = (year(2020), year(2020 + years));
        let target = Target::new(from, kg(base), to, kg(value)).unwrap();
        let line = Milestones::new([(from, kg(base)), (to, kg(value))]).unwrap();
        let middle = year(2020 + 1 + between % (years - 1).max(1));
        prop_assume!(middle < to);
        let on = (middle, target.expected(Path::Linear, middle).unwrap());
        let three = Milestones::new([(from, kg(base)), on, (to, kg(value))]).unwrap();
        let when = year(2020 + at);
        let exact = target.expected(Path::Linear, when).unwrap().kg();
        let scale = 10.0 * base.abs().max(value.abs());
        prop_assert!(close(line.expected(when).unwrap().kg(), exact, scale));
        prop_assert!(close(three.expected(when).unwrap().kg(), exact, scale));
        prop_assert_eq!(line.target().unwrap(), target);
    }

    /// A restated base moves a relative target in proportion and leaves a level; what was stated
    /// before is kept word for word.
    #[test]
    fn restating_keeps_what_was_promised(
        base in 1.0_f64..1e6, again in 1.0_f64..1e6, part in 0.01_f64..0.99,
    ) {
        prop_assume!(base != again);
        let ratio = Ratio::of(part, "1").unwrap();
        let reduction = Reduction::new(year(2020), kg(base), year(2030), ratio).unwrap();
        let forms: [TargetForm<_, Ratio>; 2] = [
            TargetForm::RelativeToBase(reduction),
            TargetForm::Level(reduction.target()),
        ];
        for form in forms {
            let mut versions = TargetVersions::new(form);
            versions.restate_base(kg(again)).unwrap();
            prop_assert_eq!(versions.all()[0].form, form);
            prop_assert_eq!(versions.all().len(), 2);
            match versions.current().form {
                TargetForm::RelativeToBase(now) => {
                    let exact = reduction.target().value().kg() * again / base;
                    prop_assert!(close(now.target().value().kg(), exact, 10.0 * again));
                }
                TargetForm::Level(now) => {
                    prop_assert_eq!(now.value(), reduction.target().value());
                    prop_assert_eq!(now.base(), kg(again));
                    prop_assert_eq!(now.direction(), Some(Direction::Down));
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

/// Target year = base year; already met; through zero.
#[test]
fn odd_targets_have_a_figure_or_a_reason() {
    let assess = |target: &Target<_>, last: f64| {
        let seen = [last; 4].map(|v| Some(kg(v)));
        let seen = YearSeries::new(year(2021), seen.to_vec()).unwrap();
        target.assess(&seen, StatusRule::default()).unwrap().status
    };
    let now = Target::new(year(2020), kg(10.0), year(2020), kg(5.0)).unwrap();
    assert_eq!(assess(&now, 5.0), Status::Achieved);
    assert_eq!(assess(&now, 6.0), Status::OffTrack);
    let progress = now.progress(year(2024), kg(6.0)).unwrap();
    assert!(
        matches!(progress.arrival(Path::Linear), Ok(Arrival::After { years, .. })
        if years.value == 1.0)
    );
    assert!(matches!(
        progress.pace(Path::Linear),
        Err(TargetError::NoYearsBetween { .. })
    ));

    let met = Target::new(year(2020), kg(10.0), year(2030), kg(5.0)).unwrap();
    assert_eq!(assess(&met, 4.0), Status::Achieved);
    let progress = met.progress(year(2024), kg(4.0)).unwrap();
    assert_eq!(progress.arrival(Path::Geometric), Ok(Arrival::Already));
    assert!(progress.current_status_index().unwrap().value > 10.0);

    let through = Target::new(year(2020), kg(10.0), year(2030), kg(-10.0)).unwrap();
    assert_eq!(assess(&through, 1.0), Status::OnTrack);
    let progress = through.progress(year(2024), kg(2.0)).unwrap();
    assert!(
        matches!(progress.arrival(Path::Linear), Ok(Arrival::After { years, .. })
        if years.value == 6.0)
    );
    assert!(matches!(
        progress.arrival(Path::Geometric),
        Err(TargetError::NotPositive { .. })
    ));
    assert_eq!(progress.current_status_index().unwrap().value, 4.0);
}
