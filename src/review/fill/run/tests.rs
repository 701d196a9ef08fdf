use super::super::methods::{Driver, Gap, Open, Reach, TrendRule};
use super::super::samples::{
    EMISSIONS, EWASTE, GENERATION, GRID, LAW, STOCK, dataset, group, row, rows, year,
};
use super::super::{FillError, FillingPlan, Fills, Strategy, StrategyCode, Why, fill};
use crate::review::{ReviewError, Row};
use alloc::vec;
use alloc::vec::Vec;

fn filled(rows: Vec<Row>, plan: &FillingPlan, last: i64) -> Fills {
    fill(&dataset(rows), plan, (year(2018), year(last)), &[]).unwrap()
}

fn values(fills: &Fills) -> Vec<(u16, f64)> {
    let lines = fills.lines().iter();
    lines
        .map(|line| (line.year.get() as u16, line.value))
        .collect()
}

#[test]
fn the_first_strategy_that_can_fills_and_says_who_could_not() {
    let plan = FillingPlan::of_all(vec![
        Strategy::Geometric(Gap::up_to(1)),
        Strategy::Linear(Gap::up_to(2)),
    ]);
    let fills = filled(
        rows("KEN", 2018, EWASTE, &["4", "", "9", "", "", "12"]),
        &plan,
        2024,
    );
    assert_eq!(values(&fills), [(2019, 6.0), (2021, 10.0), (2022, 11.0)]);
    let line = &fills.lines()[1];
    assert_eq!(line.strategy, StrategyCode::F4Linear);
    assert_eq!(line.range, Some((9.0, 12.0)));
    let reason = Open::GapTooLong { years: 2, limit: 1 };
    assert_eq!(line.tried[0].why, Why::Open { reason });
    assert_eq!(line.sources.len(), 1);
    let [gap] = fills.open() else { panic!() };
    assert_eq!((gap.year, gap.tried.len()), (year(2024), 2));
}

#[test]
fn what_is_not_there_and_what_is_secret_is_not_filled() {
    let plan = FillingPlan::default();
    let fills = filled(
        rows("KEN", 2018, EWASTE, &["4", "", "NO", "", "8"]),
        &plan,
        2022,
    );
    assert!(fills.lines().is_empty());
    assert_eq!(fills.open().len(), 2); // on both sides of the year in which it does not occur
    let pointed_to = row("KEN", 2019, "SDG.12.4.2.EWC", "1");
    for more in [vec![pointed_to], vec![]] {
        let mut of = rows("KEN", 2018, EWASTE, &["4", "C", "8"]);
        of.extend(more); // without it the C is refused, and what it hides stays hidden
        let fills = filled(of, &plan, 2020);
        let mut secret = fills.open().iter().filter(|gap| gap.indicator == EWASTE);
        assert_eq!(
            (fills.lines().len(), secret.next().map(|gap| &gap.why)),
            (0, Some(&Why::Confidential))
        );
    }
    let fills = filled(rows("KEN", 2018, EWASTE, &["4", "NE", "8"]), &plan, 2020);
    assert_eq!(values(&fills), [(2019, 6.0)]);
}

#[test]
fn what_the_reporter_filled_feeds_no_fill() {
    let mut of = rows("KEN", 2018, EWASTE, &["4", "", "100", "", "8"]);
    of[1].origin = "filled".into();
    let fills = filled(of, &FillingPlan::default(), 2022);
    assert_eq!(values(&fills), [(2019, 5.0), (2021, 7.0)]);
    assert_eq!(fills.lines()[0].from, [year(2018), year(2022)]);
}

#[test]
fn a_change_of_boundary_or_method_is_never_crossed() {
    for change in [
        |row: &mut Row| row.boundary = "new".into(),
        |row: &mut Row| {
            row.method = "2".into();
        },
    ] {
        let mut of = rows("KEN", 2018, EWASTE, &["4", "", "8", "", "12"]);
        change(&mut of[2]);
        let fills = filled(of, &FillingPlan::default(), 2022);
        assert_eq!(values(&fills), [(2019, 6.0)]);
        let reason = Open::Break { year: year(2022) };
        assert_eq!(fills.open()[0].why, Why::Open { reason });
    }
}

#[test]
fn values_of_both_signs_are_not_multiplied() {
    let surrogate = Strategy::surrogate(Driver::Population).unwrap();
    let plan = FillingPlan::of_all(vec![surrogate, Strategy::Linear(Gap::default())]);
    let mut of = rows("KEN", 2018, EWASTE, &["0", "", "8"]);
    of.extend(rows("KEN", 2018, "PART.POPULATION", &["1", "2", "4"]));
    let fills = filled(of, &plan, 2020);
    assert_eq!(values(&fills), [(2019, 4.0)]);
    assert_eq!(fills.lines()[0].tried[0].why, Why::CrossesZero);
}

#[test]
fn only_what_stays_is_carried_forward() {
    let carried = vec![Strategy::CarriedForward(Reach::default())];
    let plan = FillingPlan::of_all(carried);
    let of = |indicator| filled(rows("KEN", 2018, indicator, &["1"]), &plan, 2021);
    assert_eq!(values(&of(STOCK)), [(2019, 1.0), (2020, 1.0)]);
    assert_eq!(
        values(&of(LAW)),
        [(2019, 100.0), (2020, 100.0)].map(|(y, v)| (y, v / 100.0))
    );
    assert_eq!(of(EWASTE).open()[0].why, Why::NotForThis { what: "a flow" });
    let plan = FillingPlan::default(); // a law is not half in force
    let fills = filled(rows("KEN", 2018, LAW, &["0", "", "1"]), &plan, 2020);
    assert_eq!(
        fills.open()[0].why,
        Why::NotForThis {
            what: "a condition"
        }
    );
}

#[test]
fn a_ratio_is_filled_by_what_it_is_made_of() {
    let mut of = rows("KEN", 2018, GRID, &["100", "", "300", "200"]);
    of.extend(rows("KEN", 2018, GENERATION, &["10", "", "30", ""]));
    let data = dataset(of);
    let fills = fill(
        &data,
        &FillingPlan::default(),
        (year(2018), year(2021)),
        &[],
    )
    .unwrap();
    let numerator = fills
        .lines()
        .iter()
        .find(|line| line.indicator == EMISSIONS)
        .unwrap();
    assert_eq!(
        (numerator.value, numerator.of_ratio.as_deref()),
        (5000.0, Some(GRID))
    );
    // (1,000 + 9,000)/2 over (10 + 30)/2, not (100 + 300)/2
    assert_eq!(
        fills.value(
            &data,
            "KEN".parse::<crate::review::Entity>().unwrap(),
            year(2019),
            GRID
        ),
        Ok(Some(250.0))
    );
    let follows = fills
        .open()
        .iter()
        .find(|gap| gap.indicator == EMISSIONS)
        .unwrap();
    assert_eq!(
        (follows.year, &follows.why),
        (year(2021), &Why::FollowsRatio)
    );
    assert!(fills.lines().iter().all(|line| line.indicator != GRID));
}

#[test]
fn the_strategies_of_a_ratio_hold_for_its_parts() {
    let mut of = rows("KEN", 2018, GRID, &["100", "", "300"]);
    of.extend(rows("KEN", 2018, GENERATION, &["10", "", "30"]));
    let linear = vec![Strategy::Linear(Gap::default())];
    let plan = FillingPlan::none().with(GRID, linear);
    assert_eq!(filled(of.clone(), &plan, 2020).lines().len(), 2);
    let plan = plan.with(GENERATION, vec![]);
    let fills = filled(of, &plan, 2020);
    assert_eq!(
        (fills.lines().len(), &fills.open()[0].why),
        (1, &Why::NotAsked)
    );
}

#[test]
fn a_part_is_filled_by_itself() {
    let mut of = rows("KEN", 2018, "PRJ.DEV.USE", &["4", "8"]);
    of[1].year = "2020".into();
    for row in &mut of {
        row.sub_sector = "networks".into();
    }
    let fills = filled(of, &FillingPlan::default(), 2020);
    let parts = fills.lines().iter().filter(|line| !line.part.is_whole());
    assert_eq!(parts.map(|line| line.value).collect::<Vec<_>>(), [6.0]);
}

#[test]
fn a_value_that_the_indicator_cannot_have_is_left_open() {
    let trend = Strategy::Trend(TrendRule::default().with_longest(9));
    let plan = FillingPlan::of_all(vec![trend]);
    let fills = filled(
        rows("KEN", 2018, EWASTE, &["4", "3", "2", "1"]),
        &plan,
        2023,
    );
    assert_eq!(values(&fills), [(2022, 0.0)]);
    let plan = FillingPlan::of_all(vec![Strategy::Trend(TrendRule::default())]);
    let fills = filled(
        rows("KEN", 2018, EWASTE, &["9", "5", "8", "4"]),
        &plan,
        2022,
    );
    // the prediction interval goes below zero, e-waste does not
    let line = &fills.lines()[0];
    let (low, high) = line.range.unwrap();
    assert!((line.value - 3.5).abs() < 1e-12 && high > 10.0, "{line:?}");
    assert_eq!((low, line.base.low), (0.0, 0.0));
}

#[test]
fn members_without_any_value_are_gaps_too() {
    let data = dataset(rows("KEN", 2018, EWASTE, &["4"]));
    let years = (year(2018), year(2018));
    let fills = fill(
        &data,
        &FillingPlan::none(),
        years,
        &[group(&["KEN", "NAM"])],
    )
    .unwrap();
    assert_eq!(
        (fills.open().len(), &fills.open()[0].why),
        (1, &Why::NotAsked)
    );
}

#[test]
fn what_the_plan_takes_has_to_be_there() {
    let data = dataset([row("KEN", 2018, EWASTE, "4")]);
    let back = fill(&data, &FillingPlan::none(), (year(2019), year(2018)), &[]);
    assert!(matches!(back, Err(FillError::Years { .. })));
    let plan = FillingPlan::none().with("NONE", vec![]);
    let unknown = fill(&data, &plan, (year(2018), year(2018)), &[]);
    let expected = FillError::Review(ReviewError::UnknownIndicator {
        code: "NONE".into(),
    });
    assert_eq!(unknown.unwrap_err(), expected);
}
