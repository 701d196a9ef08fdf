//! Life stages by hand, and what is refused.

use super::{Stage, StageError, StageFlows, StageNetwork};
use crate::column::ColumnBuf;
use crate::fleet::{Intervals, Lifetime, StockError, Years};
use crate::quantity::{Devices, Share};
use crate::time::{Year, YearSeries};
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

fn years() -> Intervals {
    Intervals::yearly(Year::of::<2020>(), Year::of::<2024>()).unwrap()
}

fn stage(name: &str, mean: f64) -> Stage {
    Stage::new(name, Lifetime::fixed(Years::new(mean)).unwrap())
}

fn share(part: f64) -> Share {
    Share::new(part).unwrap()
}

fn from_2020(parts: &[f64]) -> YearSeries<Share> {
    YearSeries::new(
        Year::of::<2020>(),
        parts.iter().map(|&p| share(p)).collect(),
    )
    .unwrap()
}

fn run(stages: impl IntoIterator<Item = Stage>, sold: &[f64]) -> StageFlows<Devices> {
    let network = StageNetwork::new(&years(), stages).unwrap();
    let sold = ColumnBuf::from_base(sold.to_vec()).unwrap();
    network.inflow_driven(sold.column()).unwrap()
}

fn refused(stages: impl IntoIterator<Item = Stage>) -> StageError {
    StageNetwork::new(&years(), stages).unwrap_err()
}

#[test]
fn refurbishing_that_fails_is_discarded() {
    let half = share(0.5);
    let flows = run(
        [
            stage("in use", 1.0).then_refurbished("second life", Share::WHOLE, share(0.75)),
            stage("second life", 1.0)
                .then("drawer", half)
                .discarded(half),
            stage("drawer", 1.0),
        ],
        &[40.0, 0.0, 0.0, 0.0, 0.0],
    );
    let first = flows.stage("in use").unwrap();
    assert_eq!(first.passed()[0].arriving().base()[1], 30.0);
    assert!(first.passed()[0].is_refurbished());
    assert_eq!(first.failed().base(), [0.0, 10.0, 0.0, 0.0, 0.0]);
    assert_eq!(first.discarded().base(), first.failed().base());
    let second = flows.stage("second life").unwrap();
    assert_eq!(second.flows().stock().base(), [0.0, 30.0, 0.0, 0.0, 0.0]);
    assert_eq!(second.failed().base(), [0.0; 5]);
    assert!(!second.passed()[0].is_refurbished());
    assert_eq!(second.passed()[0].to(), "drawer");
    assert_eq!(flows.total().outflow().base(), [0.0, 10.0, 15.0, 15.0, 0.0]);
    assert_eq!(flows.total().stock().base(), [40.0, 30.0, 15.0, 0.0, 0.0]);
}

#[test]
fn a_programme_that_begins_changes_what_leaves_from_then_on() {
    let reused = from_2020(&[0.0, 0.0, 0.5, 0.5, 0.5]);
    let rest = from_2020(&[1.0, 1.0, 0.5, 0.5, 0.5]);
    let flows = run(
        [
            stage("in use", 1.0)
                .then("second life", reused)
                .discarded(rest),
            stage("second life", 9.0),
        ],
        &[10.0, 10.0, 10.0, 0.0, 0.0],
    );
    let second = flows.stage("second life").unwrap();
    assert_eq!(second.flows().stock().base(), [0.0, 0.0, 5.0, 10.0, 10.0]);
    assert_eq!(flows.total().outflow().base(), [0.0, 10.0, 5.0, 5.0, 0.0]);
}

#[test]
fn a_stage_may_stand_before_those_that_lead_to_it() {
    let network = StageNetwork::new(
        &years(),
        [
            stage("last", 1.0),
            stage("first", 1.0).then("last", Share::WHOLE),
        ],
    )
    .unwrap();
    let sold = ColumnBuf::<Devices>::from_base(vec![4.0, 0.0, 0.0, 0.0, 0.0]).unwrap();
    let flows = network
        .inflow_driven_into(&[("first", sold.column()), ("first", sold.column())])
        .unwrap();
    let names: Vec<&str> = flows.stages().iter().map(|stage| stage.name()).collect();
    assert_eq!(names, ["last", "first"]);
    assert_eq!(
        flows.stage("last").unwrap().flows().stock().base(),
        [0.0, 8.0, 0.0, 0.0, 0.0]
    );
}

#[test]
fn shares_that_are_not_the_whole_name_stage_and_sum() {
    let second = || stage("second life", 1.0);
    let error = refused([
        stage("in use", 1.0)
            .then("second life", share(0.75))
            .discarded(share(0.5)),
        second(),
    ]);
    let text = "what leaves `in use` is split by shares that sum to 1.25, not 1";
    assert_eq!(error.to_string(), text);
    let error = refused([
        stage("in use", 1.0)
            .then("second life", from_2020(&[0.5, 0.5, 0.25, 0.5, 0.5]))
            .discarded(share(0.5)),
        second(),
    ]);
    let year = Some(Year::of::<2022>());
    let stage_of = |name: &str| String::from(name);
    assert_eq!(
        error,
        StageError::Shares {
            stage: stage_of("in use"),
            year,
            sum: 0.75
        }
    );
    assert!(error.to_string().contains("in 2022"));
    // A share of nothing is said, and is not the whole.
    let error = refused([
        stage("in use", 1.0).then("second life", Share::NONE),
        second(),
    ]);
    assert!(matches!(error, StageError::Shares { sum: 0.0, .. }));
    // Decimals sum to nearly 1, and thirds of nine digits are meant as such.
    let third = share(0.333_333_333_5);
    let thirds = stage("in use", 1.0)
        .then("second life", third)
        .then("third life", third)
        .discarded(third);
    let flows = run(
        [thirds, second(), stage("third life", 1.0)],
        &[30.0, 0.0, 0.0, 0.0, 0.0],
    );
    assert_eq!(flows.stage("in use").unwrap().discarded().base()[1], 10.0);
}

#[test]
fn a_share_or_yield_that_is_missing_names_its_year() {
    let stages = |reused: YearSeries<Share>, works: YearSeries<Share>| {
        refused([
            stage("in use", 1.0).then_refurbished("second life", reused, works),
            stage("second life", 1.0),
        ])
    };
    let (all, three) = (from_2020(&[1.0; 5]), from_2020(&[1.0; 3]));
    for (error, missing) in [
        (stages(three.clone(), all.clone()), "share"),
        (stages(all, three), "yield"),
    ] {
        assert!(matches!(
            &error,
            StageError::NoShare { what, year, .. } if *what == missing && year.get() == 2023
        ));
        let text = error.to_string();
        assert!(text.contains("`in use` to second life"), "{text}");
    }
    let error = refused([stage("in use", 1.0).discarded(from_2020(&[1.0]))]);
    assert!(error.to_string().contains("to discarded"), "{error}");
}

#[test]
fn stages_that_are_missing_or_double_are_named() {
    assert_eq!(refused([]), StageError::NoStage);
    let twice = refused([stage("in use", 1.0), stage("in use", 2.0)]);
    assert!(matches!(twice, StageError::Twice { stage } if stage == "in use"));
    let unknown = refused([stage("in use", 1.0).then("drawer", Share::WHOLE)]);
    assert_eq!(
        unknown.to_string(),
        "there is no stage `drawer`; devices go to it after `in use`; the stages are in use"
    );
    let network = StageNetwork::new(&years(), [stage("in use", 1.0)]).unwrap();
    let sold = ColumnBuf::<Devices>::from_base(vec![1.0; 5]).unwrap();
    let unknown = network.inflow_driven_into(&[("drawer", sold.column())]);
    assert!(matches!(unknown, Err(StageError::Unknown { .. })));
}

#[test]
fn a_way_round_is_refused_even_where_nothing_goes_it() {
    let error = refused([
        stage("in use", 1.0).then("drawer", Share::WHOLE),
        stage("drawer", 1.0)
            .then("in use", Share::NONE)
            .discarded(Share::WHOLE),
    ]);
    assert!(
        error.to_string().contains("in use → drawer → in use"),
        "{error}"
    );
    let itself = refused([stage("in use", 1.0).then("in use", Share::WHOLE)]);
    let way = ["in use", "in use"].map(String::from);
    assert_eq!(
        itself,
        StageError::Cycle {
            stages: way.to_vec()
        }
    );
}

#[test]
fn an_inflow_or_lifetime_that_does_not_fit_names_its_stage() {
    let network = StageNetwork::new(
        &years(),
        [
            stage("in use", 1.0).then("drawer", Share::WHOLE),
            stage("drawer", 1.0),
        ],
    )
    .unwrap();
    let run = |stage: &str, values: &[f64]| {
        let column = ColumnBuf::<Devices>::from_base(values.to_vec()).unwrap();
        network
            .inflow_driven_into(&[(stage, column.column())])
            .unwrap_err()
    };
    assert!(matches!(
        run("drawer", &[1.0, -1.0, 0.0, 0.0, 0.0]),
        StageError::Stock { stage, error: StockError::Refused { .. } } if stage == "drawer"
    ));
    assert!(matches!(
        run("in use", &[1.0]),
        StageError::Stock {
            error: StockError::DifferentLengths {
                expected: 5,
                found: 1,
                ..
            },
            ..
        }
    ));
    let three = vec![Lifetime::fixed(Years::new(1.0)).unwrap(); 3];
    let error = refused([Stage::new("in use", three)]);
    assert!(
        error.to_string().starts_with("stage `in use`: 3 lifetimes"),
        "{error}"
    );
    let huge = ColumnBuf::<Devices>::from_base(vec![f64::MAX; 5]).unwrap();
    let long = StageNetwork::new(&years(), [stage("in use", 9.0)]).unwrap();
    assert!(matches!(
        long.inflow_driven(huge.column()),
        Err(StageError::Stock {
            error: StockError::Overflow(_),
            ..
        })
    ));
}

#[test]
fn ages_count_from_the_first_stage_and_from_outside() {
    let network = StageNetwork::new(
        &years(),
        [
            stage("in use", 2.0).then("second life", Share::WHOLE),
            stage("second life", 9.0),
        ],
    )
    .unwrap();
    let sold = ColumnBuf::<Devices>::from_base(vec![6.0, 0.0, 0.0, 0.0, 0.0]).unwrap();
    let imported = ColumnBuf::<Devices>::from_base(vec![0.0, 0.0, 0.0, 2.0, 0.0]).unwrap();
    let flows = network
        .inflow_driven_into(&[
            ("in use", sold.column()),
            ("second life", imported.column()),
        ])
        .unwrap();
    let ages = flows.ages(Year::of::<2024>()).unwrap().unwrap();
    assert_eq!(ages[0].mean(), None);
    // Six sold in the middle of 2020, two imported in the middle of 2023.
    assert_eq!(
        ages[1].mean(),
        Some(Years::new((6.0 * 4.5 + 2.0 * 1.5) / 8.0))
    );
    assert_eq!(ages[1].share_older_than(Years::new(2.0)), Some(share(0.75)));
    assert_eq!(flows.ages(Year::of::<2025>()), Ok(None));
}
