use std::collections::{BTreeMap, BTreeSet};

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::reference::groups;
use ict_impact::review::fill::methods::{
    Driver, Gap, OverlapRule, PeerRule, RatioMean, Reach, TrendRule,
};
use ict_impact::review::fill::{
    FillLine, FilledOptions, FillingPlan, Fills, Strategy as Fill, StrategyCode, Why,
    aggregate_filled, fill,
};
use ict_impact::review::{
    AggregationOptions, Dataset, Datum, Entity, Fact, IndicatorSet, Key, MembersAt, Meta,
    NotationKey, Observation, Origin, Part, Period, PublicationRule, Reading, panel, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::{Biennium, Year};
use proptest::prelude::*;

use super::{close, year};

const EWASTE: &str = "SDG.12.4.2.EWG";
const PEOPLE: &str = "PART.POPULATION";
const GRID: &str = "PRJ.GRID.CI";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const COUNTRIES: [&str; 8] = ["KEN", "NAM", "DEU", "FRA", "IND", "TUV", "GHA", "SEN"];
const FIRST: i64 = 2015;
const YEARS: usize = 8;

#[derive(Debug, Clone, Copy)]
enum Cell {
    Absent,
    Value(f64),
    NotOccurring,
    Confidential,
    ByReporter(f64),
    OtherBoundary(f64),
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        5 => Just(Cell::Absent),
        9 => (0.5_f64..1e4).prop_map(Cell::Value),
        1 => Just(Cell::Value(0.0)),
        1 => Just(Cell::NotOccurring),
        1 => Just(Cell::Confidential),
        1 => (0.5_f64..1e4).prop_map(Cell::ByReporter),
        1 => (0.5_f64..1e4).prop_map(Cell::OtherBoundary),
    ]
}

type Table = Vec<Vec<Cell>>;

/// A row of cells for each country.
fn any_table() -> impl Strategy<Value = Table> {
    let row = prop::collection::vec(any_cell(), YEARS);
    prop::collection::vec(row, COUNTRIES.len())
}

fn row(
    code: &str,
    at: i64,
    indicator: &'static str,
    unit: &'static str,
    cell: Cell,
) -> Option<Observation> {
    let country: Country = code.parse().unwrap();
    let key = Key::new(country, year(at), indicator);
    let mut meta = Meta::reported(SourceId::new("test").unwrap(), Status::Verified);
    let value = |value| Datum::Value(Reading::new(value, unit).unwrap());
    let datum = match cell {
        Cell::Absent => return None,
        Cell::Value(v) => value(v),
        Cell::NotOccurring => Datum::Notation(NotationKey::No),
        Cell::Confidential => {
            let points_to = Key::new(country, year(at), "SDG.12.4.2.EWC");
            Datum::Notation(NotationKey::C(Box::new(points_to)))
        }
        Cell::ByReporter(v) => {
            meta.origin = Origin::Filled;
            value(v)
        }
        Cell::OtherBoundary(v) => {
            meta.boundary = Some("other".into());
            value(v)
        }
    };
    Some(Observation { key, datum, meta })
}

fn rows(
    table: &Table,
    indicator: &'static str,
    unit: &'static str,
    scale: f64,
) -> Vec<Observation> {
    let mut rows = Vec::new();
    for (code, cells) in COUNTRIES.iter().zip(table) {
        for (at, cell) in cells.iter().enumerate() {
            let cell = match *cell {
                Cell::Value(v) => Cell::Value(v * scale),
                Cell::ByReporter(v) => Cell::ByReporter(v * scale),
                Cell::OtherBoundary(v) => Cell::OtherBoundary(v * scale),
                other => other,
            };
            rows.extend(row(code, FIRST + at as i64, indicator, unit, cell));
        }
    }
    rows
}

fn people() -> Vec<Observation> {
    let mut rows = Vec::new();
    for (place, code) in COUNTRIES.iter().enumerate() {
        for at in 0..YEARS {
            let persons = 1000.0 * (place + 1) as f64 + 10.0 * at as f64;
            rows.extend(row(
                code,
                FIRST + at as i64,
                PEOPLE,
                "persons",
                Cell::Value(persons),
            ));
        }
    }
    rows
}

fn dataset(rows: Vec<Observation>) -> Dataset {
    validate(rows, IndicatorSet::embedded().unwrap()).dataset
}

fn window() -> (Year, Year) {
    (year(FIRST), year(FIRST + YEARS as i64 - 1))
}

fn group(codes: &[&str]) -> Group {
    let members = codes
        .iter()
        .map(|code| Membership::new(code.parse().unwrap()));
    Group::new(
        "SOME",
        "Some",
        GroupKind::Custom,
        members.collect::<Vec<_>>(),
    )
    .unwrap()
}

fn options() -> FilledOptions {
    FilledOptions::new(AggregationOptions {
        rule: PublicationRule {
            least: 0.0,
            ..PublicationRule::one_third()
        },
        members_at: MembersAt::End,
    })
}

/// Every strategy of a member's own values, then peers.
fn long_plan() -> FillingPlan {
    FillingPlan::of_all(vec![
        Fill::Geometric(Gap::up_to(1)),
        Fill::Linear(Gap::up_to(2)),
        Fill::Trend(TrendRule::default()),
        Fill::surrogate(Driver::Population).unwrap(),
        Fill::CarriedForward(Reach::default()),
        Fill::peer_group(Driver::Population, PeerRule::default().with_least_peers(2)).unwrap(),
    ])
}

fn own_plan() -> FillingPlan {
    FillingPlan::of_all(vec![
        Fill::Linear(Gap::up_to(2)),
        Fill::surrogate(Driver::Population).unwrap(),
    ])
}

fn total(data: &Dataset, fills: &Fills, codes: &[&str], period: Period) -> Fact {
    aggregate_filled(
        data,
        fills,
        &group(codes),
        EWASTE,
        &Part::WHOLE,
        period,
        &options(),
    )
    .unwrap()
}

/// What the estimate says, or the reported value where nothing is filled.
fn full(fact: &Fact) -> f64 {
    match &fact.estimate {
        Some(estimate) => estimate.value,
        None => fact.of_reporting().unwrap_or(0.0),
    }
}

fn place(line: &FillLine) -> (String, Entity, Year) {
    (line.indicator.clone(), line.entity, line.year)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every line has a finite value within its range, and each year is observed, or is in
    /// exactly one of the lists.
    #[test]
    fn what_is_not_observed_has_one_line(table in any_table()) {
        let mut observations = rows(&table, EWASTE, "t", 1.0);
        observations.extend(people());
        let data = dataset(observations);
        let fills = fill(&data, &long_plan(), window(), &[group(&COUNTRIES)]).unwrap();
        let mut listed: BTreeMap<(Entity, Year), usize> = BTreeMap::new();
        for line in fills.lines() {
            prop_assert!(line.value.is_finite());
            if let Some((low, high)) = line.range {
                prop_assert!(low <= line.value && line.value <= high, "{line:?}");
            }
            prop_assert!(line.value >= 0.0);
            *listed.entry((line.entity, line.year)).or_default() += 1;
            let value = fills.value(&data, line.entity, line.year, EWASTE).unwrap();
            prop_assert_eq!(value, Some(line.value));
        }
        for line in fills.in_totals_only() {
            *listed.entry((line.entity, line.year)).or_default() += 1;
            prop_assert_eq!(fills.value(&data, line.entity, line.year, EWASTE).unwrap(), None);
        }
        for gap in fills.open() {
            prop_assert!(gap.tried.is_empty() == (gap.why == Why::Confidential));
            *listed.entry((gap.entity, gap.year)).or_default() += 1;
        }
        let some = table.iter().flatten().any(|cell| !matches!(cell, Cell::Absent));
        for (code, cells) in COUNTRIES.iter().zip(&table).filter(|_| some) {
            let entity: Entity = code.parse().unwrap();
            for (at, cell) in cells.iter().enumerate() {
                let gap = matches!(cell, Cell::Absent | Cell::Confidential);
                let found = listed.remove(&(entity, year(FIRST + at as i64)));
                prop_assert_eq!(found, gap.then_some(1), "{} {} {:?}", code, at, cell);
            }
        }
        prop_assert!(listed.is_empty());
    }

    /// Neither the order of the rows nor that of the groups matters.
    #[test]
    fn order_does_not_matter(table in any_table(), turn in 0_usize..60) {
        let mut observations = rows(&table, EWASTE, "t", 1.0);
        observations.extend(people());
        let here = dataset(observations.clone());
        let by = turn % observations.len();
        observations.rotate_left(by);
        observations.reverse();
        let there = dataset(observations);
        let (a, b) = (group(&COUNTRIES[..5]), group(&COUNTRIES[3..]));
        let one = fill(&here, &long_plan(), window(), &[a.clone(), b.clone()]).unwrap();
        let other = fill(&there, &long_plan(), window(), &[b, a]).unwrap();
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
    }

    /// Without peers, the estimate of a group is the sum of those of its subgroups.
    #[test]
    fn an_estimate_is_the_sum_of_its_parts(table in any_table(), cut in 1_usize..7, at in 0_i64..7) {
        // one boundary, so that what is compared may be added
        let table: Table = table.iter().map(|cells| cells.iter().map(|cell| match *cell {
            Cell::OtherBoundary(v) => Cell::Value(v),
            other => other,
        }).collect()).collect();
        let mut observations = rows(&table, EWASTE, "t", 1.0);
        observations.extend(people());
        let data = dataset(observations);
        let fills = fill(&data, &own_plan(), window(), &[group(&COUNTRIES)]).unwrap();
        let biennium = Biennium::starting(year(FIRST + at)).unwrap();
        for period in [Period::Year(year(FIRST + at)), Period::Biennium(biennium)] {
            let whole = total(&data, &fills, &COUNTRIES, period);
            let one = total(&data, &fills, &COUNTRIES[..cut], period);
            let other = total(&data, &fills, &COUNTRIES[cut..], period);
            let sum = full(&one) + full(&other);
            prop_assert!(close(full(&whole), sum, sum.abs().max(1.0)));
            let filled: Vec<Entity> = [&one.filled[..], &other.filled[..]].concat();
            prop_assert_eq!(
                whole.filled.iter().collect::<BTreeSet<_>>(),
                filled.iter().collect::<BTreeSet<_>>()
            );
            let open = |fact: &Fact| fact.estimate.as_ref().map_or(0, |e| e.open.len());
            if whole.estimate.is_some() && one.estimate.is_some() && other.estimate.is_some() {
                prop_assert_eq!(open(&whole), open(&one) + open(&other));
            }
        }
    }

    /// Another unit of the same values changes no fill but by that unit.
    #[test]
    fn fills_scale(table in any_table()) {
        let data = |scale| {
            let mut observations = rows(&table, EWASTE, "t", scale);
            observations.extend(people());
            dataset(observations)
        };
        let plan = FillingPlan::of_all(vec![
            Fill::Linear(Gap::up_to(2)),
            Fill::surrogate(Driver::Population).unwrap(),
            Fill::peer_group(Driver::Population, PeerRule::default().with_least_peers(2)).unwrap(),
        ]);
        let (small, large) = (data(1.0), data(1024.0));
        let one = fill(&small, &plan, window(), &[group(&COUNTRIES)]).unwrap();
        let more = fill(&large, &plan, window(), &[group(&COUNTRIES)]).unwrap();
        prop_assert_eq!(one.lines().len(), more.lines().len());
        for (a, b) in one.lines().iter().zip(more.lines()) {
            prop_assert_eq!((place(a), a.strategy), (place(b), b.strategy));
            prop_assert!(close(a.value * 1024.0, b.value, b.value.abs()));
        }
        prop_assert_eq!(one.in_totals_only().len(), more.in_totals_only().len());
        for at in 0..YEARS as i64 {
            let period = Period::Year(year(FIRST + at));
            let (a, b) = (
                total(&small, &one, &COUNTRIES, period),
                total(&large, &more, &COUNTRIES, period),
            );
            let (a, b) = (a.estimate, b.estimate);
            prop_assert_eq!(a.is_some(), b.is_some());
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert!(close(a.value * 1024.0, b.value, b.value.abs()));
                prop_assert!(close(a.filled_share.unwrap_or(0.0), b.filled_share.unwrap_or(0.0), 1.0));
                let (low, high) = a.range.unwrap();
                prop_assert!(low <= a.value && a.value <= high);
            }
        }
    }

    /// A value that the reporter filled, and a gap, may be anything: no fill reads them.
    #[test]
    fn no_fill_feeds_a_fill(table in any_table(), other in 0.5_f64..1e4) {
        let data = |by_reporter: Option<f64>| {
            let table: Table = table.iter().map(|cells| cells.iter().map(|cell| match *cell {
                Cell::ByReporter(v) => Cell::ByReporter(by_reporter.unwrap_or(v)),
                other => other,
            }).collect()).collect();
            let mut observations = rows(&table, EWASTE, "t", 1.0);
            observations.extend(people());
            dataset(observations)
        };
        let fills = |data: &Dataset| fill(data, &long_plan(), window(), &[group(&COUNTRIES)]).unwrap();
        prop_assert_eq!(fills(&data(None)), fills(&data(Some(other))));
        // and each line stays as it is when all the other gaps are left open
        let all = data(None);
        let every = fills(&all);
        for line in every.lines().iter().take(3) {
            for from in &line.from {
                let seen = all.value(line.entity, *from, EWASTE).unwrap();
                prop_assert!(seen.is_some(), "{line:?}");
            }
            let alone = (line.year, line.year);
            let own = fill(&all, &long_plan(), alone, &[group(&COUNTRIES)]).unwrap();
            prop_assert!(own.lines().contains(line));
        }
    }

    /// No line rests on values on both sides of a change of boundary.
    #[test]
    fn breaks_hold_for_every_strategy(
        before in prop::collection::vec(prop_oneof![Just(None), (1.0_f64..1e3).prop_map(Some)], 4),
        after in prop::collection::vec(prop_oneof![Just(None), (1.0_f64..1e3).prop_map(Some)], 4),
        times in 2.0_f64..50.0,
    ) {
        let data = |times: f64| {
            let cell = |v: &Option<f64>| v.map_or(Cell::Absent, Cell::Value);
            let new = |v: &Option<f64>| v.map_or(Cell::Absent, |v| Cell::OtherBoundary(v * times));
            let cells: Vec<Cell> = before.iter().map(cell).chain(after.iter().map(new)).collect();
            let mut observations = rows(&vec![cells], EWASTE, "t", 1.0);
            observations.extend(people());
            dataset(observations)
        };
        let (here, there) = (data(1.0), data(times));
        let first_after = match after.iter().position(Option::is_some) {
            _ if before.iter().all(Option::is_none) => 0,
            at => at.map_or(YEARS, |at| at + 4),
        };
        for strategy in [
            Fill::Linear(Gap::up_to(9)), Fill::Geometric(Gap::up_to(9)),
            Fill::Trend(TrendRule::default().with_longest(9).with_least_points(3)),
            Fill::surrogate(Driver::Population).unwrap(),
        ] {
            let plan = FillingPlan::none().with(EWASTE, vec![strategy]);
            let fills = |data: &Dataset| fill(data, &plan, window(), &[]).unwrap();
            for (a, b) in fills(&here).lines().iter().zip(fills(&there).lines()) {
                let at = usize::try_from(a.year.since(year(FIRST))).unwrap();
                prop_assert_eq!(place(a), place(b));
                let exact = a.value * if at < first_after { 1.0 } else { times };
                prop_assert!(close(b.value, exact, 10.0 * exact.abs()), "{a:?} {b:?}");
            }
        }
    }
}

/// The anchor's local trend gives NaN here and says that it filled.
#[test]
fn a_one_year_gap_with_unequal_end_factors_is_filled_from_the_two_observed_years() {
    use ict_impact::review::fill::Second;
    let source = SourceId::new("second").unwrap();
    let cells = vec![vec![Cell::Value(10.0), Cell::Absent, Cell::Value(24.0)]];
    let data = dataset(rows(&cells, EWASTE, "t", 1.0));
    let mut second = rows(
        &vec![vec![Cell::Value(10.0), Cell::Value(8.0), Cell::Value(12.0)]],
        EWASTE,
        "t",
        1.0,
    );
    for row in &mut second {
        row.meta.source = source.clone();
    }
    let indicators = IndicatorSet::embedded().unwrap();
    let donors = ict_impact::review::fill::Donors::none()
        .and_sources(second, std::slice::from_ref(&source), &indicators)
        .unwrap();
    let gap = Gap::default();
    let plan = FillingPlan::of_all(vec![
        Fill::Overlap {
            second: Second::Source(source.clone()),
            rule: OverlapRule::default().with_mean(RatioMean::RatioOfMeans),
        },
        Fill::LocalRatio {
            second: Second::Source(source),
            gap,
        },
    ]);
    let years = (year(FIRST), year(FIRST + 2));
    let fills = ict_impact::review::fill::fill_with(&data, &plan, years, &[], &donors).unwrap();
    let [line] = fills.lines() else {
        panic!("{fills:?}")
    };
    // factors 1 and 2 in the observed years, 1.5 half-way, times 8
    assert_eq!(
        (line.value, line.strategy),
        (12.0, StrategyCode::F2LocalRatio)
    );
    assert_eq!(line.range, Some((8.0, 16.0)));
    assert_eq!(line.from, [year(FIRST), year(FIRST + 2)]);
    assert_eq!(line.tried.len(), 1); // the overlap varies too much
    assert!(line.sources.len() == 2 && fills.open().is_empty());
}

#[test]
fn the_default_plan_on_the_panel() {
    let (first, last) = (year(2010), year(2023));
    let data = dataset(panel::observations(first, last).unwrap());
    let world = groups::group("M49:001").unwrap().clone();
    let fills = fill(&data, &FillingPlan::default(), (first, last), &[world]).unwrap();
    let mut filled: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in fills.lines() {
        filled.entry(&line.indicator).or_default().0 += 1;
        // half-way and so on, read again from the dataset
        let [before, after] = line.from[..] else {
            panic!("{line:?}")
        };
        let ends = [before, after].map(|year| match &line.of_ratio {
            None => data
                .value(line.entity, year, &line.indicator)
                .unwrap()
                .unwrap(),
            Some(ratio) => {
                let people = data.value(line.entity, year, PEOPLE).unwrap().unwrap();
                data.value(line.entity, year, ratio).unwrap().unwrap() / 100.0 * people
            }
        });
        let along = f64::from(line.year.since(before)) / f64::from(after.since(before));
        let exact = ends[0] + (ends[1] - ends[0]) * along;
        assert!(
            (line.value - exact).abs() <= 1e-9 * exact,
            "{line:?} {exact}"
        );
    }
    for line in fills.in_totals_only() {
        filled.entry(&line.indicator).or_default().1 += 1;
        assert!(line.peers.len() >= 5 && !line.peers.contains(&line.entity));
    }
    let expected = [
        (GENERATION, (0, 157)),
        ("PART.GDP", (3, 80)),
        ("PART.PERSONS.ELECTRICITY_ACCESS", (0, 28)),
        ("PART.PERSONS.INTERNET_USERS", (31, 224)),
        ("PART.POWER.GHG", (0, 158)),
        ("PART.SUBSCRIPTIONS.MOBILE", (9, 120)),
    ];
    assert_eq!(filled.into_iter().collect::<Vec<_>>(), expected);
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    for gap in fills.open() {
        let reason = match &gap.tried.last().unwrap().why {
            Why::Refused { reason } => reason.split_once(' ').unwrap().1.to_owned(),
            other => format!("{other:?}"),
        };
        *open.entry(reason).or_default() += 1;
    }
    let expected = [
        ("NoPeers".to_owned(), 2994),                // no income group
        ("Open { reason: NoDonor }".to_owned(), 70), // no population
        ("peers; 5 are needed".to_owned(), 1179),
    ];
    assert_eq!(open.into_iter().collect::<Vec<_>>(), expected);
    let period = Period::Biennium(Biennium::of::<2022>());
    let world = groups::group("M49:001").unwrap();
    let fact = |code| {
        aggregate_filled(&data, &fills, world, code, &Part::WHOLE, period, &options()).unwrap()
    };
    let grid = fact(GRID).estimate.unwrap();
    let (low, high) = grid.range.unwrap();
    assert!(low <= grid.value && grid.value <= high);
    assert!(grid.filled_share.unwrap() < 0.01);
    assert!(fact("SDG.17.8.1").estimate.unwrap().filled_share.unwrap() > 0.1);
}
