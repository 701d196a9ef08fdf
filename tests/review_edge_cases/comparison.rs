//! Comparison with the previous biennium, bridge, intervals, targets and decomposition.

mod intervals;
mod members;

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::quantity::{Quantity, Ratio};
use ict_impact::reference::indicators::{self, Indicator, Kind};
use ict_impact::review::decomposition::{NotSplit, SplitMethod, decompose_members};
use ict_impact::review::key_category::{KeyRule, Threshold, key_members, key_parts};
use ict_impact::review::ranking::{LeftOut, RankingRule, rank_members};
use ict_impact::review::target::{
    Direction, Goal, Path, StatedTarget, Status as TargetStatus, StatusRule, Target, TargetError,
    published_target, target_line,
};
use ict_impact::review::{
    AcrossMembers, AggregationOptions, BienniumFigure, ChangeCertainty, Comparison, Dataset, Datum,
    Dimension, Entity, Fact, IndicatorSet, IntervalOptions, Key, MembersAt, Meta, NoChange,
    NotationKey, Observation, Origin, Part, Period, Publication, PublicationRule, Qualifier,
    Reading, RestatedComparison, RestatementReason, ReviewError, VintageOptions, aggregate,
    aggregate_part, change_certainty, compare, compare_vintages, interval, panel, simulate,
    validate, vintages,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::{Biennium, Year};
use ict_impact::uncertainty::{
    AcrossYears, ChangeStatement, GeometricSpread, MonteCarlo, RelativeUncertainty, Seed,
    WhyApproach2,
};

const EWASTE: &str = "SDG.12.4.2.EWG";
const GRID: &str = "PRJ.GRID.CI";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const NET: &str = "OWN.NET";
const MEAN: &str = "OWN.MEAN";
const YEARS: [u16; 4] = [2020, 2021, 2022, 2023];

fn year(number: u16) -> Year {
    Year::new(i64::from(number)).unwrap()
}

fn entity(code: &str) -> Entity {
    code.parse::<Country>().unwrap().into()
}

fn row(
    code: &str,
    at: u16,
    indicator: &'static str,
    value: f64,
    unit: &'static str,
) -> Observation {
    Observation {
        key: Key::new(code.parse::<Country>().unwrap(), year(at), indicator),
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
    }
}

fn tonnes(code: &str, at: u16, value: f64) -> Observation {
    row(code, at, EWASTE, value, "t")
}

fn restated(mut row: Observation, reason: RestatementReason) -> Observation {
    row.meta.restated = Some(reason);
    row
}

fn uncertain(mut row: Observation, percent: f64) -> Observation {
    row.meta.uncertainty = Some(RelativeUncertainty::from_percent(percent).unwrap());
    row
}

/// The embedded indicators and one that may be negative.
fn indicators() -> IndicatorSet {
    let source = SourceId::new("test").unwrap();
    let net = Indicator::own(
        NET,
        "Net exports",
        "tCO2e",
        Kind::Sum,
        source.clone(),
        Status::Proposal,
    )
    .unwrap()
    .between(None, None);
    let weight = "PART.POPULATION".into();
    let kind = Kind::WeightedMean { weight };
    let mean = Indicator::own(MEAN, "Mean", "%", kind, source, Status::Proposal).unwrap();
    let own = [net, mean];
    IndicatorSet::embedded().unwrap().with(own, []).unwrap()
}

fn data(rows: &[Observation]) -> Dataset {
    validate(rows.to_vec(), indicators()).dataset
}

fn group(codes: &[&str]) -> Group {
    let member = |code: &&str| Membership::new(code.parse().unwrap());
    let members = codes.iter().map(member).collect();
    Group::new("TEST", "Test", GroupKind::Custom, members).unwrap()
}

fn options() -> AggregationOptions {
    AggregationOptions {
        rule: PublicationRule::one_third(),
        members_at: MembersAt::End,
    }
}

fn biennium() -> Biennium {
    Biennium::of::<2022>()
}

fn compared(rows: &[Observation], codes: &[&str], indicator: &str) -> Comparison {
    compare(
        &data(rows),
        &group(codes),
        indicator,
        biennium(),
        &options(),
    )
    .unwrap()
}

fn known(
    then: &[Observation],
    now: &[Observation],
    codes: &[&str],
    code: &str,
) -> RestatedComparison {
    let options = VintageOptions::new(options());
    compare_vintages(
        &data(then),
        &data(now),
        &group(codes),
        code,
        biennium(),
        &options,
    )
    .unwrap()
}

fn in_year(data: &Dataset, codes: &[&str], indicator: &str, at: u16) -> Fact {
    let period = Period::Year(year(at));
    aggregate(data, &group(codes), indicator, period, &options()).unwrap()
}

fn steps(found: &RestatedComparison) -> Vec<(RestatementReason, f64)> {
    let bridge = found.bridge.as_ref().unwrap();
    let left = bridge.from + bridge.sum().unwrap() + bridge.rounding - bridge.to;
    assert!(
        left.abs() <= 1e-12 * bridge.to.abs().max(bridge.from.abs()),
        "{bridge:?}"
    );
    bridge
        .steps
        .iter()
        .map(|step| (step.reason, step.amount))
        .collect()
}

/// Between two restatements, too, what does not occur has no place in a mean.
#[test]
fn what_does_not_occur_has_no_place_in_a_step_of_the_bridge() {
    let people = ["KEN", "GHA", "NAM"]
        .into_iter()
        .flat_map(|code| YEARS.map(|at| row(code, at, "PART.POPULATION", 1.0, "persons")));
    let none = YEARS.map(|at| {
        let mut none = row("NAM", at, MEAN, 0.0, "%");
        none.datum = Datum::Notation(NotationKey::No);
        none
    });
    let always: Vec<Observation> = people.chain(none).collect();
    let with = |kenya, ghana| {
        let percent = |code, value| YEARS.map(|at| row(code, at, MEAN, value, "%"));
        let mut rows = always.clone();
        let method = |row| restated(row, RestatementReason::Method);
        rows.extend(percent("KEN", kenya).map(method));
        let error = |row| restated(row, RestatementReason::Error);
        rows.extend(percent("GHA", ghana).map(error));
        rows
    };
    let (then, now) = (with(10.0, 5.0), with(20.0, 7.0));
    let found = known(&then, &now, &["KEN", "GHA", "NAM"], MEAN);
    let steps = steps(&found);
    // 7.5 %, then (20 + 5)/2, then (20 + 7)/2
    assert_eq!(steps[0].0, RestatementReason::Method);
    assert!(
        (steps[0].1 - 5.0).abs() < 1e-12 && (steps[1].1 - 1.0).abs() < 1e-12,
        "{steps:?}"
    );
}

#[test]
fn indias_grid_rose_as_published_and_fell_like_for_like() {
    let (first, last) = (year(2020), year(2023));
    let then = data(&vintages::panel_with("2025-07".parse().unwrap(), first, last).unwrap());
    let now = data(&panel::observations(first, last).unwrap());
    let options = VintageOptions::new(options());
    let of = |options: &VintageOptions| {
        compare_vintages(&then, &now, &group(&["IND"]), GRID, biennium(), options).unwrap()
    };
    // the vector `review.restatement:IND` takes the mean of the two years
    let mean = of(&options.with_figure(BienniumFigure::MeanOfYears));
    let numbers = mean.numbers.unwrap();
    for (got, expected) in [
        (numbers.as_published, 707.062_95),
        (numbers.restated, 712.2),
        (numbers.current, 709.555),
        (numbers.naive_change, 2.492_05),
        (numbers.like_for_like_change, -2.644_999_999_999_982),
        (numbers.restatement, 5.137_050_000_000_045),
        (
            numbers.relative_restatement.unwrap(),
            0.007_265_336_134_498_313,
        ),
    ] {
        assert!((got - expected).abs() < 1e-9, "{got} {expected}");
    }
    assert!(mean.sign_flips() && !numbers.triggers.over_threshold && numbers.triggers.any());
    let words = mean.statement();
    assert!(
        words.contains("opposite signs") && words.contains("+2.49"),
        "{words}"
    );
    assert_eq!(steps(&mean).len(), 1);
    assert_eq!(mean.restated_values.len(), 2);

    // weighted by generation the signs are the same: (705.75 · 1804.61 + 713.36 · 1918.26) over
    // 3722.87 TWh, less the same of 2020 and 2021
    let sums = of(&options);
    let numbers = sums.numbers.unwrap();
    assert!(sums.sign_flips());
    assert_eq!(format!("{:+.3}", numbers.naive_change), "+2.443");
    assert_eq!(format!("{:+.3}", numbers.like_for_like_change), "-2.641");
    assert_eq!(steps(&sums)[0].0, RestatementReason::NotStated);
    assert!(sums.statement().contains("no uncertainty is stated"));
}

#[test]
fn case_02_who_reports_only_now_is_a_new_reporter() {
    let both = YEARS.map(|at| tonnes("KEN", at, 100.0));
    let only_now = [2022, 2023].map(|at| tonnes("NAM", at, 30.0));
    let rows = [&both[..], &only_now].concat();
    let found = compared(&rows, &["KEN", "NAM"], EWASTE);
    let who = &found.composition;
    assert_eq!(who.new_reporters, [entity("NAM")]);
    assert_eq!(
        (who.new_reporters_effect, who.like_for_like),
        (Some(30.0), Some(0.0))
    );
    assert_eq!(
        (who.drop_outs_effect, who.incomplete_effect),
        (Some(0.0), Some(0.0))
    );
    // half of the group is enough for a change over the panel, not for a level
    assert_eq!(found.like_for_like, Some(0.0));
    assert_eq!(
        (found.change, found.why_no_change),
        (None, Some(NoChange::NotPublished))
    );

    let alone = compared(&only_now, &["NAM"], EWASTE);
    assert_eq!(alone.current.value, Some(30.0));
    assert_eq!(
        (alone.change, alone.why_no_change),
        (None, Some(NoChange::NothingBefore))
    );
    assert!(
        alone
            .in_words()
            .contains("nobody reported in the biennium before")
    );
}

#[test]
fn case_03_who_reported_only_before_is_a_drop_out() {
    let mut rows: Vec<_> = YEARS.map(|at| tonnes("KEN", at, 100.0)).to_vec();
    rows.extend(YEARS.map(|at| tonnes("DEU", at, 50.0 + f64::from(at - 2020))));
    rows.extend([2020, 2021].map(|at| tonnes("NAM", at, 30.0)));
    rows.extend([2020, 2022, 2023].map(|at| tonnes("FRA", at, 7.0)));
    let found = compared(&rows, &["KEN", "DEU", "NAM", "FRA"], EWASTE);
    let who = &found.composition;
    assert_eq!(who.drop_outs, [entity("NAM")]);
    assert_eq!(who.incomplete, [entity("FRA")]);
    assert_eq!(
        (who.drop_outs_effect, who.incomplete_effect),
        (Some(-30.0), Some(0.0))
    );
    assert_eq!(
        (who.like_for_like, found.like_for_like),
        (Some(2.0), Some(2.0))
    );
    assert_eq!(
        (found.change, found.composition_effect),
        (Some(-28.0), Some(-30.0))
    );
    // three quarters cover the change; a stricter rule does not tell it
    let strict = AggregationOptions {
        rule: PublicationRule {
            least_for_change: 0.9,
            ..PublicationRule::one_third()
        },
        ..options()
    };
    let codes = ["KEN", "DEU", "NAM", "FRA"];
    let told = compare(&data(&rows), &group(&codes), EWASTE, biennium(), &strict).unwrap();
    let Some(NoChange::TooFew { coverage, least }) = told.why_no_change else {
        panic!("{:?}", told.why_no_change);
    };
    assert_eq!(
        (coverage, least, told.change, told.like_for_like),
        (0.75, 0.9, None, None)
    );
}

#[test]
fn case_04_a_boundary_that_changes_inside_a_biennium_does_not_compare() {
    let within = |mut row: Observation, boundary: &'static str| {
        row.meta.boundary = Some(boundary.into());
        row
    };
    let old = |at| within(tonnes("KEN", at, 100.0), "households");
    let new = |at, value| within(tonnes("KEN", at, value), "all sectors");
    let broken = [
        old(2020),
        new(2021, 150.0),
        new(2022, 160.0),
        new(2023, 170.0),
    ];
    let found = compared(&broken, &["KEN"], EWASTE);
    assert!(matches!(
        found.previous.publication,
        Publication::NotComparable { .. }
    ));
    assert_eq!(
        (found.change, found.why_no_change),
        (None, Some(NoChange::NotPublished))
    );
    let boundary = RestatementReason::Boundary;
    let then = [old(2020), old(2021)];
    let now = [
        restated(new(2020, 140.0), boundary),
        restated(new(2021, 150.0), boundary),
        new(2022, 160.0),
        new(2023, 170.0),
    ];
    let found = known(&then, &now, &["KEN"], EWASTE);
    assert_eq!(steps(&found), [(boundary, 45.0)]);
    assert_eq!(found.bridge.unwrap().like_for_like, 20.0);
}

#[test]
fn case_05_negative_values_bridge_and_have_absolute_intervals() {
    let net = |at, value| row("KEN", at, NET, value, "tCO2e");
    let other = |at, value| row("NAM", at, NET, value, "tCO2e");
    let then = [
        net(2020, 10.0),
        net(2021, 10.0),
        other(2020, -4.0),
        other(2021, -4.0),
    ];
    let error = |row| restated(row, RestatementReason::Error);
    let now = [
        error(net(2020, -10.0)),
        error(net(2021, -10.0)),
        other(2020, -4.0),
        other(2021, -4.0),
        net(2022, -20.0),
        net(2023, -20.0),
        other(2022, 20.0),
        other(2023, 20.0),
    ];
    let found = known(&then, &now, &["KEN", "NAM"], NET);
    let numbers = found.numbers.unwrap();
    assert_eq!(
        (numbers.as_published, numbers.restated, numbers.current),
        (6.0, -14.0, 0.0)
    );
    assert!(numbers.triggers.value_changes_sign && found.sign_flips());
    assert_eq!(steps(&found), [(RestatementReason::Error, -20.0)]);

    let sure = data(&[
        uncertain(net(2022, -300.0), 1.0),
        uncertain(other(2022, 304.0), 1.0),
    ]);
    let fact = in_year(&sure, &["KEN", "NAM"], NET, 2022);
    let found = fact.interval.unwrap();
    // 3 and 3.04 t beside 4 t
    let half = (9.0_f64 + 3.04 * 3.04).sqrt();
    assert!((found.high - 4.0 - half).abs() < 1e-12 && (found.low - 4.0 + half).abs() < 1e-12);
    assert_eq!(found.relative_percent, None);
    assert_eq!(found.why_approach_2, Some(WhyApproach2::AboutZero));

    // a negative factor takes the Shapley split
    let chained = [
        net(2022, -20.0),
        net(2023, -10.0),
        tonnes("KEN", 2022, 5.0),
        tonnes("KEN", 2023, 5.0),
    ];
    let split = |from, to| {
        decompose_members(
            &data(&chained),
            &[entity("KEN")],
            &[EWASTE, NET],
            year(from),
            year(to),
        )
    };
    let found = split(2022, 2023).unwrap();
    assert_eq!((found.method, found.change), (SplitMethod::Shapley, 10.0));
    assert!((found.effects[0]).abs() < 1e-12 && (found.effects[1] - 10.0).abs() < 1e-12);
}

#[test]
fn case_06_a_zero_base_has_no_annual_rate_no_relative_restatement_and_splits_in_the_limit() {
    let then = [2020, 2021].map(|at| tonnes("KEN", at, 0.0));
    let now = [
        restated(tonnes("KEN", 2020, 1.0), RestatementReason::Method),
        restated(tonnes("KEN", 2021, 3.0), RestatementReason::ActivityData),
        tonnes("KEN", 2022, 5.0),
        tonnes("KEN", 2023, 5.0),
    ];
    let found = known(&then, &now, &["KEN"], EWASTE);
    let numbers = found.numbers.unwrap();
    assert_eq!(
        (numbers.relative_restatement, numbers.restatement),
        (None, 2.0)
    );
    assert!(numbers.triggers.over_threshold);
    let expected = [
        (RestatementReason::Method, 0.5),
        (RestatementReason::ActivityData, 1.5),
    ];
    assert_eq!(steps(&found), expected);

    let grid = |at, ratio| row("KEN", at, GRID, ratio, "gCO2e/kWh");
    let made = |at, value| row("KEN", at, GENERATION, value, "kWh");
    let rows = [
        grid(2020, 0.0),
        made(2020, 2.0),
        grid(2022, 3.0),
        made(2022, 2.0),
        made(2023, 0.0),
        grid(2023, 1.0),
    ];
    let chain = [GENERATION, GRID];
    let split =
        |to| decompose_members(&data(&rows), &[entity("KEN")], &chain, year(2020), year(to));
    let found = split(2022).unwrap();
    // the intensity alone was zero: all of it is by the intensity
    assert_eq!((found.change, &found.effects[..]), (6.0, &[0.0, 6.0][..]));
    let nobody = split(2023).unwrap_err();
    assert!(matches!(nobody, ReviewError::Decomposition(_)), "{nobody}");
    // beside a member that can be split, the one with a zero driver is named
    let of_nam = [2020, 2023].map(|at| {
        let ratio = row("NAM", at, GRID, 4.0, "gCO2e/kWh");
        [ratio, row("NAM", at, GENERATION, 2.0, "kWh")]
    });
    let beside = [&rows[..], of_nam.as_flattened()].concat();
    let members = [entity("KEN"), entity("NAM")];
    let found = decompose_members(&data(&beside), &members, &chain, year(2020), year(2023));
    let found = found.unwrap();
    let zero = NotSplit::ZeroDriver {
        amount: GENERATION.into(),
        year: year(2023),
    };
    assert_eq!(found.left_out, [(entity("KEN"), zero)]);
    assert_eq!((found.start, found.change), (8.0, 0.0));
    let both = [&rows[..], &[tonnes("NAM", 2020, 1.0)]].concat();
    let found = decompose_members(&data(&both), &members, &chain, year(2020), year(2022)).unwrap();
    let missing = NotSplit::Missing {
        amount: GENERATION.into(),
        year: year(2020),
    };
    assert_eq!(found.left_out, [(entity("NAM"), missing)]);

    // from zero no compound annual rate leads anywhere, and the error says which value it is
    let one = |value| Ratio::from_base(value).unwrap();
    let from_zero = Target::new(year(2020), one(0.0), year(2030), one(5.0)).unwrap();
    let after = from_zero.progress(year(2023), one(2.0)).unwrap();
    for rate in [from_zero.required_rate(), after.observed_rate()] {
        let error = rate.unwrap_err();
        assert!(matches!(error, TargetError::NotPositive { .. }), "{error}");
        assert!(error.to_string().contains("the base"), "{error}");
    }
    assert_eq!(after.share().unwrap(), one(0.4));
}

/// A limit above the base is kept by what falls, not missed by it.
#[test]
fn case_18_a_target_of_what_should_fall_is_a_limit() {
    let rows = [2020, 2021, 2022, 2023].map(|at| row("KEN", at, EWASTE, f64::from(at - 2015), "t"));
    let data = data(&rows);
    let facts = [2020, 2021, 2022, 2023].map(|at| in_year(&data, &["KEN"], EWASTE, at));
    let facts: Vec<&Fact> = facts.iter().collect();
    let status = |percent, better| {
        let (of, source) = (("SDG.12.4.2.EWG", "TEST"), SourceId::new("test").unwrap());
        let goal = (year(2030), Goal::ChangePercent(percent));
        let target = StatedTarget::new("at most", of, year(2020), goal, source).unwrap();
        target.line(&facts, better).map(|line| line.status)
    };
    use indicators::Direction::{Context, Down, Up};
    // from 5 t to 8 t
    assert_eq!(status(100.0, Down), Ok(TargetStatus::Achieved));
    assert_eq!(status(40.0, Down), Ok(TargetStatus::WrongDirection));
    assert_eq!(status(100.0, Context), Ok(TargetStatus::OnTrack));
    assert_eq!(status(-20.0, Up), Ok(TargetStatus::Achieved));
    assert_eq!(status(0.0, Down), Ok(TargetStatus::WrongDirection));
    assert_eq!(status(0.0, Context), Err(TargetError::NoDirection));
}

#[test]
fn case_18_targets_of_the_base_year_met_ones_and_through_zero() {
    let rows =
        [2020, 2021, 2022, 2023].map(|at| row("KEN", at, NET, f64::from(2023 - at), "tCO2e"));
    let data = data(&rows);
    let facts = [2020, 2021, 2022, 2023].map(|at| in_year(&data, &["KEN"], NET, at));
    let facts: Vec<&Fact> = facts.iter().collect();
    let one = |value| Ratio::from_base(value).unwrap();
    let line = |base: (u16, f64), target: (u16, f64)| {
        let target = Target::new(year(base.0), one(base.1), year(target.0), one(target.1))?;
        target_line(&facts, &target, StatusRule::default())
    };
    let same_year = line((2023, 1.0), (2023, 0.0)).unwrap();
    assert_eq!((same_year.points.len(), same_year.budget), (1, None));
    assert_eq!(same_year.status, TargetStatus::InsufficientData);
    let met = line((2020, 3.0), (2030, 0.0)).unwrap();
    assert_eq!(
        (met.status, met.latest, met.values),
        (TargetStatus::Achieved, year(2023), 4)
    );
    let budget = met.budget.unwrap();
    assert_eq!(format!("{:.1} {}", budget.allowed, budget.used), "13.5 3");
    assert_eq!(budget.years_left, None); // nothing is used any more
    let through = line((2020, 3.0), (2030, -3.0)).unwrap();
    assert_eq!(
        (through.status, through.pace.unwrap()),
        (TargetStatus::OnTrack, 1.0 / 0.6)
    );
    assert_eq!(through.points[5].expected, 0.0);
    // 2 beside 3 − 6 · 1/10
    assert!((through.points[1].gap.unwrap() + 0.4).abs() < 1e-12);
    assert_eq!(through.points[4].gap, None);
    let geometric = StatusRule::default().with_path(Path::Geometric);
    let target = Target::new(year(2020), one(3.0), year(2030), one(-3.0)).unwrap();
    let refused = target_line(&facts, &target, geometric).unwrap_err();
    assert!(matches!(refused, TargetError::NotPositive { .. }));
    let twice = [facts[0], facts[0]];
    for bad in [&[][..], &twice] {
        let refused = target_line(bad, &target, StatusRule::default());
        assert!(matches!(refused, Err(TargetError::Facts { .. })));
    }
    let l1470 = ict_impact::reference::targets::target("itu-l1470").unwrap();
    let target = published_target(l1470, &facts, None).unwrap();
    assert!((target.value().value - 1.65).abs() < 1e-12);
    let sbti = ict_impact::reference::targets::target("sbti-1.5c").unwrap();
    assert!(published_target(sbti, &facts, None).is_err());
    let target = published_target(sbti, &facts, Some(year(2030))).unwrap();
    assert!((target.value().value - 3.0 * 0.58).abs() < 1e-12);
}

#[test]
fn case_19_a_filled_value_that_was_reported_later_is_named() {
    let mut filled = tonnes("NAM", 2021, 90.0);
    filled.meta.origin = Origin::Filled;
    let kept = [tonnes("NAM", 2020, 80.0)];
    let then = [&kept[..], &[filled.clone()]].concat();
    let reported = restated(tonnes("NAM", 2021, 70.0), RestatementReason::ActivityData);
    let later = [tonnes("NAM", 2022, 72.0), tonnes("NAM", 2023, 74.0)];
    let now = [&kept[..], &[reported], &later].concat();
    let found = known(&then, &now, &["NAM"], EWASTE);
    assert_eq!(steps(&found), [(RestatementReason::ActivityData, -10.0)]);
    let [value] = &found.restated_values[..] else {
        panic!()
    };
    assert!(value.replaces_a_filled_value);
    assert_eq!(
        (value.then, value.now, value.year),
        (Some(90.0), Some(70.0), year(2021))
    );
    // filled values are neither ranked nor key
    let mut rows = vec![tonnes("KEN", 2021, 10.0), tonnes("DEU", 2021, 30.0), filled];
    rows[1].meta.qualifiers.insert(Qualifier::Restricted);
    let members = ["DEU", "FRA", "KEN", "NAM"].map(entity);
    let data = data(&rows);
    let key = |rule| key_members(&data, &members, EWASTE, year(2021), None, rule).unwrap();
    let found = key(KeyRule::default());
    assert_eq!(found.key_by_level(), [entity("KEN")]);
    assert_eq!(found.level.left_out(), [entity("DEU"), entity("NAM")]);
    assert_eq!(
        (&found.missing[..], found.trend.is_none()),
        (&[entity("FRA")][..], true)
    );
    let all = key(KeyRule::default().ranking_filled());
    assert_eq!(all.key_by_level(), [entity("NAM"), entity("KEN")]);
    let rule = RankingRule::new(Direction::Down).with_least_members(1);
    let ranked = rank_members(&data, &members, EWASTE, year(2021), rule).unwrap();
    assert_eq!(ranked.ranking.places().len(), 1);
    let left_out: Vec<_> = ranked
        .ranking
        .left_out()
        .iter()
        .map(|(_, why)| why.clone())
        .collect();
    assert_eq!(left_out[1..], [LeftOut::Missing, LeftOut::Filled]);
}

#[test]
fn case_20_a_new_edition_of_an_indicator_is_a_restatement_by_method() {
    let edition = |mut row: Observation, edition: &'static str| {
        row.meta.method = Some(edition.into());
        row
    };
    let then = [2020, 2021].map(|at| edition(tonnes("KEN", at, 100.0), "2019"));
    let again = |at| {
        restated(
            edition(tonnes("KEN", at, 90.0), "2024"),
            RestatementReason::Method,
        )
    };
    let next = |at| edition(tonnes("KEN", at, 95.0), "2024");
    let now = [again(2020), again(2021), next(2022), next(2023)];
    let found = known(&then, &now, &["KEN"], EWASTE);
    assert_eq!(steps(&found), [(RestatementReason::Method, -10.0)]);
    let numbers = found.numbers.unwrap();
    assert_eq!(
        (numbers.naive_change, numbers.like_for_like_change),
        (-5.0, 5.0)
    );
    // another unit is another indicator, and nothing is compared
    let set = |unit| {
        let source = SourceId::new("test").unwrap();
        let own = Indicator::own("OWN.X", "X", unit, Kind::Sum, source, Status::Proposal).unwrap();
        validate(
            Vec::new(),
            IndicatorSet::embedded().unwrap().with([own], []).unwrap(),
        )
        .dataset
    };
    let options = VintageOptions::new(options());
    let of = |then, now| {
        compare_vintages(
            &set(then),
            &set(now),
            &group(&["KEN"]),
            "OWN.X",
            biennium(),
            &options,
        )
    };
    assert!(matches!(of("t", "kWh"), Err(ReviewError::Indicator { .. })));
    assert_eq!(of("t", "t").unwrap().numbers, None);
}

#[test]
fn case_26_a_revised_population_moves_the_ratio_of_a_group() {
    let users = |code, at, percent| row(code, at, "SDG.17.8.1", percent, "%");
    let people = |code, at, count| row(code, at, "PART.POPULATION", count, "persons");
    let mut then = Vec::new();
    let mut now = Vec::new();
    for at in YEARS {
        for (code, percent, before, after) in
            [("KEN", 20.0, 100.0, 300.0), ("NAM", 60.0, 100.0, 100.0)]
        {
            then.extend([users(code, at, percent), people(code, at, before)]);
            let mut row = people(code, at, after);
            if before != after {
                row.meta.restated = Some(RestatementReason::ActivityData);
            }
            now.extend([users(code, at, percent), row]);
        }
    }
    let found = known(&then, &now, &["KEN", "NAM"], "SDG.17.8.1");
    // 40 % of 200 persons, then (60 + 60) of 400
    let numbers = found.numbers.unwrap();
    assert!((numbers.as_published - 40.0).abs() < 1e-12 && (numbers.restated - 30.0).abs() < 1e-12);
    let [(reason, amount)] = steps(&found)[..] else {
        panic!()
    };
    assert_eq!(reason, RestatementReason::ActivityData);
    assert!((amount + 10.0).abs() < 1e-12 && numbers.like_for_like_change.abs() < 1e-12);
    assert!(
        found
            .restated_values
            .iter()
            .all(|value| value.indicator == "PART.POPULATION")
    );
    // one country alone has the ratio that it reported
    let alone = known(&then, &now, &["KEN"], "SDG.17.8.1").numbers.unwrap();
    assert!(alone.restatement.abs() < 1e-12);
}

#[test]
fn members_that_came_and_went_are_a_step_before_all_others() {
    let mut members = ["KEN", "NAM", "DEU"].map(|code| Membership::new(code.parse().unwrap()));
    members[1].until = Some("2022-06-30".parse().unwrap());
    members[2].from = Some("2022-01-01".parse().unwrap());
    let group = Group::new("TEST", "Test", GroupKind::Custom, members.to_vec()).unwrap();
    let then = [("KEN", 10.0), ("NAM", 20.0), ("DEU", 40.0)];
    let then: Vec<_> = then
        .iter()
        .flat_map(|(code, value)| [2020, 2021].map(|at| tonnes(code, at, *value)))
        .collect();
    let mut now: Vec<_> = YEARS.map(|at| tonnes("KEN", at, 11.0)).to_vec();
    for row in &mut now {
        row.meta.restated = Some(RestatementReason::Factor);
    }
    now.extend(YEARS.map(|at| tonnes("DEU", at, 40.0)));
    let of = |options: &VintageOptions| {
        compare_vintages(
            &data(&then),
            &data(&now),
            &group,
            EWASTE,
            biennium(),
            options,
        )
        .unwrap()
    };
    let options = VintageOptions::new(options());
    let found = of(&options);
    assert_eq!(
        (&found.joined[..], &found.left[..]),
        (&[entity("DEU")][..], &[entity("NAM")][..])
    );
    // 10 + 20 then; 10 + 40 of those who are members now; 11 + 40 as known now
    let expected = [
        (RestatementReason::Membership, 20.0),
        (RestatementReason::Factor, 1.0),
    ];
    assert_eq!(steps(&found), expected);
    let changed: Vec<_> = found
        .bridge
        .unwrap()
        .steps
        .iter()
        .map(|step| step.changed)
        .collect();
    assert_eq!(changed, [2, 2]);
    // by the list of the end of the biennium under review nobody came or went
    let fixed = options.with_members_then(MembersAt::Date("2023-12-31".parse().unwrap()));
    assert_eq!(steps(&of(&fixed)), [(RestatementReason::Factor, 1.0)]);
}
