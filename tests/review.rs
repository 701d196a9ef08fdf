//! Laws of the review, and the edge cases that the first of them must get right.

use std::collections::BTreeSet;

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::reference::groups;
use ict_impact::review::{
    AggregationOptions, Datum, Dimension, Entity, Fact, IndicatorSet, Key, MembersAt, Meta,
    NotationKey, Observation, Part, Period, Publication, PublicationRule, Reading, Reported,
    ReviewOptions, Rule, Severity, access_gap, aggregate, compare, panel, review, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::{Biennium, Year};
use proptest::prelude::*;

const CODES: [&str; 6] = ["KEN", "NAM", "DEU", "FRA", "IND", "TUV"];
const GRID: &str = "PRJ.GRID.CI";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const EWASTE: &str = "SDG.12.4.2.EWG";

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn entity(code: &str) -> Entity {
    country(code).into()
}

fn key(code: &str, year: u16, indicator: &'static str) -> Key {
    Key::new(
        country(code),
        Year::new(i64::from(year)).unwrap(),
        indicator,
    )
}

fn meta() -> Meta {
    Meta::reported(SourceId::new("test").unwrap(), Status::Verified)
}

fn value(key: Key, value: f64, unit: &'static str) -> Observation {
    Observation {
        key,
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: meta(),
    }
}

fn notation(key: Key, notation: NotationKey) -> Observation {
    Observation {
        key,
        datum: Datum::Notation(notation),
        meta: meta(),
    }
}

fn group(codes: &[&str]) -> Group {
    let members = codes
        .iter()
        .map(|code| Membership::new(country(code)))
        .collect();
    Group::new("TEST", "Test", GroupKind::Custom, members).unwrap()
}

fn options() -> AggregationOptions {
    AggregationOptions {
        rule: PublicationRule::one_third(),
        members_at: MembersAt::Date("2025-12-31".parse().unwrap()),
    }
}

fn fact(observations: &[Observation], codes: &[&str], indicator: &str, period: Period) -> Fact {
    let data = validate(observations.to_vec(), IndicatorSet::embedded().unwrap()).dataset;
    aggregate(&data, &group(codes), indicator, period, &options()).unwrap()
}

fn in_2022() -> Period {
    Period::Year(Year::of::<2022>())
}

fn in_biennium() -> Period {
    Period::Biennium(Biennium::of::<2022>())
}

/// Population 1 for all: coverage by population is coverage by count.
fn populations(years: &[u16]) -> Vec<Observation> {
    let of =
        |year: u16| CODES.map(|code| value(key(code, year, "PART.POPULATION"), 1.0, "persons"));
    years.iter().flat_map(|&year| of(year)).collect()
}

fn rules(observations: &[Observation]) -> BTreeSet<(Rule, Severity)> {
    let found = validate(observations.to_vec(), IndicatorSet::embedded().unwrap()).findings;
    found
        .iter()
        .map(|finding| (finding.rule, finding.severity))
        .collect()
}

#[test]
fn a_missing_country_is_missing_and_not_zero() {
    let mut rows = populations(&[2022]);
    rows.push(value(key("KEN", 2022, EWASTE), 100.0, "t"));
    rows.push(value(key("NAM", 2022, EWASTE), 50.0, "t"));
    rows.push(notation(key("DEU", 2022, EWASTE), NotationKey::Ne));
    let withheld = fact(&rows, &["KEN", "NAM", "DEU", "FRA"], EWASTE, in_2022());
    assert_eq!(withheld.value, None);
    assert_eq!(
        withheld.publication,
        Publication::Withheld {
            coverage: 0.5,
            least: 2.0 / 3.0
        }
    );
    assert_eq!(withheld.missing, [entity("DEU"), entity("FRA")]);
    assert_eq!(withheld.reported_sum, 150.0);

    rows.push(notation(key("FRA", 2022, EWASTE), NotationKey::No));
    let published = fact(&rows, &["KEN", "NAM", "DEU", "FRA"], EWASTE, in_2022());
    assert_eq!(published.value, Some(150.0));
    assert_eq!(published.coverage.reported, 3);
}

#[test]
fn two_thirds_exactly_is_enough() {
    let mut rows = populations(&[2022]);
    rows.push(value(key("KEN", 2022, EWASTE), 1.0, "t"));
    rows.push(value(key("NAM", 2022, EWASTE), 1.0, "t"));
    assert_eq!(
        fact(&rows, &["KEN", "NAM", "DEU"], EWASTE, in_2022()).value,
        Some(2.0)
    );
}

#[test]
fn a_count_of_countries_does_not_hide_a_large_one() {
    let mut rows: Vec<Observation> = CODES
        .map(|code| {
            let people = if code == "IND" { 1400.0 } else { 100.0 };
            value(key(code, 2022, "PART.POPULATION"), people, "persons")
        })
        .to_vec();
    for code in CODES.iter().filter(|code| **code != "IND") {
        rows.push(value(key(code, 2022, "SDG.17.8.1"), 50.0, "%"));
    }
    let fact = fact(&rows, &CODES, "SDG.17.8.1", in_2022());
    assert!(fact.coverage.by_count().unwrap() > 0.8);
    assert!(matches!(fact.publication, Publication::Withheld { .. }));
}

#[test]
fn a_biennium_with_one_year_is_a_mean_of_what_is_there() {
    let mut rows = populations(&[2022, 2023]);
    rows.push(value(key("KEN", 2022, EWASTE), 10.0, "t"));
    rows.push(value(key("KEN", 2023, EWASTE), 20.0, "t"));
    rows.push(value(key("NAM", 2022, EWASTE), 4.0, "t"));
    let fact = fact(&rows, &["KEN", "NAM"], EWASTE, in_biennium());
    assert_eq!(fact.value, Some(19.0)); // (10 + 20)/2 + 4
    assert_eq!(
        (fact.reporting.len(), fact.partly.as_slice()),
        (1, [entity("NAM")].as_slice())
    );
}

#[test]
fn a_stock_is_that_of_the_last_year() {
    let mut rows = populations(&[2022, 2023]);
    for (year, devices) in [(2022, 100.0), (2023, 130.0)] {
        rows.push(value(key("KEN", year, "PRJ.DEV.STOCK"), devices, "devices"));
    }
    assert_eq!(
        fact(&rows, &["KEN"], "PRJ.DEV.STOCK", in_biennium()).value,
        Some(130.0)
    );
}

#[test]
fn a_ratio_is_a_ratio_of_sums_over_both_years() {
    let mut rows = populations(&[2022, 2023]);
    for (code, year, ratio, generation) in [
        ("KEN", 2022, 100.0, 1.0),
        ("KEN", 2023, 200.0, 1.0),
        ("DEU", 2022, 400.0, 8.0),
        ("DEU", 2023, 400.0, 10.0),
    ] {
        rows.push(value(key(code, year, GRID), ratio, "gCO2e/kWh"));
        rows.push(value(key(code, year, GENERATION), generation, "TWh"));
    }
    let fact = fact(&rows, &["KEN", "DEU"], GRID, in_biennium());
    let expected = (100.0 + 200.0 + 3200.0 + 4000.0) / 20.0;
    assert_eq!(fact.value, Some(expected));
    assert_eq!(fact.reported_denominator.map(|kwh| kwh / 1e9), Some(20.0));
}

#[test]
fn the_parts_of_a_ratio_may_be_reported_instead_of_it() {
    let mut rows = populations(&[2022]);
    rows.push(value(key("KEN", 2022, "PART.POWER.GHG"), 2.0, "MtCO2e"));
    rows.push(value(key("KEN", 2022, GENERATION), 10.0, "TWh"));
    assert_eq!(fact(&rows, &["KEN"], GRID, in_2022()).value, Some(200.0));
    rows.push(value(key("KEN", 2022, GRID), 250.0, "gCO2e/kWh"));
    assert!(rules(&rows).contains(&(Rule::V06, Severity::Error)));
    assert_eq!(fact(&rows, &["KEN"], GRID, in_2022()).value, Some(200.0));
}

#[test]
fn a_ratio_without_its_denominator_is_missing() {
    let mut rows = populations(&[2022]);
    rows.push(value(key("KEN", 2022, GRID), 100.0, "gCO2e/kWh"));
    assert_eq!(
        fact(&rows, &["KEN"], GRID, in_2022()).publication,
        Publication::NoData
    );
    rows.push(value(key("KEN", 2022, GENERATION), 0.0, "TWh"));
    let undefined = fact(&rows, &["KEN"], GRID, in_2022());
    assert_eq!(
        (undefined.value, undefined.publication),
        (None, Publication::Undefined)
    );
}

#[test]
fn categories_add_up_and_a_missing_one_makes_the_total_missing() {
    let mut rows = populations(&[2022]);
    let of = |category: &'static str| {
        key("KEN", 2022, EWASTE).of_part(Part::WHOLE.and(Dimension::Category, category).unwrap())
    };
    rows.push(value(of("0302"), 10.0, "t"));
    rows.push(value(of("0303"), 5000.0, "kg"));
    assert_eq!(fact(&rows, &["KEN"], EWASTE, in_2022()).value, Some(15.0));
    rows.push(notation(of("0306"), NotationKey::Ne));
    assert_eq!(fact(&rows, &["KEN"], EWASTE, in_2022()).value, None);
    assert!(rules(&rows).contains(&(Rule::V05, Severity::Warning)));
}

#[test]
fn a_total_stands_over_its_categories() {
    let mut rows = populations(&[2022]);
    rows.push(value(key("KEN", 2022, EWASTE), 20.0, "t"));
    rows.push(value(
        key("KEN", 2022, EWASTE).of_part("category=0302".parse().unwrap()),
        15.0,
        "t",
    ));
    assert_eq!(fact(&rows, &["KEN"], EWASTE, in_2022()).value, Some(20.0));
    assert!(rules(&rows).contains(&(Rule::V05, Severity::Warning)));
}

#[test]
fn wrong_observations_are_all_found_at_once_and_not_used() {
    let rows = [
        value(key("KEN", 2022, "PRJ.NOTHING"), 1.0, "t"),
        value(key("KEN", 2022, EWASTE), 1.0, "kWh"),
        value(key("NAM", 2022, EWASTE), -1.0, "t"),
        value(key("DEU", 2022, EWASTE), 1.0, "t"),
        value(key("DEU", 2022, EWASTE), 2.0, "t"),
        value(key("FRA", 2022, EWASTE), 3.0, "t"),
        value(key("FRA", 2022, EWASTE), 3000.0, "kg"),
        value(key("IND", 2022, "SDG.7.1.1"), 101.0, "%"),
    ];
    let found = validate(rows.to_vec(), IndicatorSet::embedded().unwrap());
    let found_in = |f: &ict_impact::review::Finding| (f.row.unwrap(), f.rule);
    let by_row: Vec<(usize, Rule)> = found.findings.iter().map(found_in).collect();
    assert_eq!(
        by_row,
        [
            (0, Rule::V00),
            (1, Rule::V01),
            (2, Rule::V03),
            (3, Rule::V07),
            (4, Rule::V07),
            (6, Rule::V07),
            (7, Rule::V03)
        ]
    );
    let year = Year::of::<2022>();
    let of = |code| found.dataset.value(country(code), year, EWASTE).unwrap();
    assert_eq!(
        [of("KEN"), of("NAM"), of("DEU"), of("FRA")],
        [None, None, None, Some(3.0)]
    );
}

#[test]
fn pointers_lead_to_a_value_and_not_in_a_circle() {
    let at = |code| key(code, 2022, EWASTE);
    let included = |from, to| notation(at(from), NotationKey::Ie(Box::new(at(to))));
    let good = [included("KEN", "NAM"), value(at("NAM"), 5.0, "t")];
    assert_eq!(rules(&good), BTreeSet::new());
    let circle = [included("KEN", "NAM"), included("NAM", "KEN")];
    let nowhere = [included("KEN", "NAM")];
    for bad in [circle.as_slice(), nowhere.as_slice()] {
        assert!(rules(bad).contains(&(Rule::V04, Severity::Error)));
    }
}

#[test]
fn who_reports_does_not_look_like_a_change() {
    let mut rows = populations(&[2020, 2021, 2022, 2023]);
    for year in [2020, 2021, 2022, 2023] {
        for (code, ratio) in [("KEN", 100.0), ("NAM", 100.0)] {
            rows.push(value(key(code, year, GRID), ratio, "gCO2e/kWh"));
            rows.push(value(key(code, year, GENERATION), 1.0, "TWh"));
        }
    }
    // A dirty third country reports only now.
    for year in [2022, 2023] {
        rows.push(value(key("IND", year, GRID), 700.0, "gCO2e/kWh"));
        rows.push(value(key("IND", year, GENERATION), 1.0, "TWh"));
    }
    let data = validate(rows.to_vec(), IndicatorSet::embedded().unwrap()).dataset;
    let three = group(&["KEN", "NAM", "IND"]);
    let found = compare(&data, &three, GRID, Biennium::of::<2022>(), &options()).unwrap();
    assert_eq!(found.change, Some(200.0));
    assert_eq!(found.like_for_like, Some(0.0));
    assert_eq!(found.composition_effect, Some(200.0));
    assert_eq!(found.panel, [entity("KEN"), entity("NAM")]);
}

#[test]
fn a_country_that_left_the_list_inside_the_biennium_stays_in_both_or_neither() {
    let rows = panel::observations(Year::of::<2020>(), Year::of::<2023>()).unwrap();
    let data = validate(rows.to_vec(), IndicatorSet::embedded().unwrap()).dataset;
    let ldc = groups::group("LDC").unwrap();
    let bhutan = entity("BTN"); // left the list on 2023-12-13
    for (members_at, member) in [(MembersAt::Start, true), (MembersAt::End, false)] {
        let options = AggregationOptions {
            members_at,
            ..options()
        };
        let found = compare(&data, ldc, GRID, Biennium::of::<2022>(), &options).unwrap();
        for fact in [&found.previous, &found.current] {
            assert_eq!(fact.reporting.contains(&bhutan), member);
        }
    }
}

#[test]
fn the_embedded_review_withholds_what_too_few_reported() {
    let rows = panel::observations(Year::of::<2018>(), Year::of::<2023>()).unwrap();
    let review = review(rows.clone(), &ReviewOptions::of(Biennium::of::<2022>())).unwrap();
    let in_2023 = review
        .trend("SDG.17.8.1", "LDC")
        .find(|fact| fact.period == Period::Year(Year::of::<2023>()))
        .unwrap();
    assert_eq!(in_2023.value, None);
    assert!((in_2023.coverage.by_population().unwrap() - 0.166).abs() < 5e-4);
    assert!(
        review
            .findings
            .iter()
            .all(|finding| finding.severity != Severity::Error)
    );
    let environment = review
        .action_lines
        .iter()
        .find(|line| line.line == "C7.eenv")
        .unwrap();
    assert!(
        environment
            .indicators
            .iter()
            .any(|i| i.reported == Reported::Lacking)
    );
    assert!(
        environment
            .indicators
            .iter()
            .any(|i| i.reported == Reported::Enough)
    );
}

fn observation() -> impl Strategy<Value = Observation> {
    let place = (0..CODES.len(), 2020u16..=2023);
    let amount = prop_oneof![Just(0.0), 1e-9..1e12f64];
    (place, 0..3usize, amount).prop_map(|((code, year), kind, amount)| {
        let (indicator, unit) = [(GRID, "gCO2e/kWh"), (GENERATION, "TWh"), (EWASTE, "t")][kind];
        value(key(CODES[code], year, indicator), amount, unit)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_observations_changes_no_bit(
        rows in prop::collection::vec(observation(), 0..60),
        seed in any::<prop::sample::Index>(),
    ) {
        let mut unique = std::collections::BTreeMap::new();
        for row in rows {
            unique.entry(row.key.clone()).or_insert(row);
        }
        let mut rows = populations(&[2020, 2021, 2022, 2023]);
        rows.extend(unique.into_values());
        let forward = rows.clone();
        rows.reverse();
        let middle = seed.index(rows.len());
        rows.rotate_left(middle);
        for indicator in [GRID, EWASTE] {
            let (a, b) = (
                fact(&forward, &CODES, indicator, in_biennium()),
                fact(&rows, &CODES, indicator, in_biennium()),
            );
            prop_assert_eq!(a.value.map(f64::to_bits), b.value.map(f64::to_bits));
            prop_assert_eq!(a, b);
        }
    }

    #[test]
    fn members_that_do_not_report_leave_the_figure_of_those_who_do(
        amounts in prop::collection::vec(0.0..1e9f64, 3),
    ) {
        let mut rows = populations(&[2022]);
        for (code, &amount) in CODES.iter().zip(&amounts) {
            rows.push(value(key(code, 2022, EWASTE), amount, "t"));
        }
        let three = fact(&rows, &CODES[..3], EWASTE, in_2022());
        let four = fact(&rows, &CODES[..4], EWASTE, in_2022());
        prop_assert_eq!(three.of_reporting(), four.of_reporting());
        prop_assert!(four.coverage.by_count() < three.coverage.by_count());
    }

    #[test]
    fn the_unit_of_a_report_changes_nothing_but_rounding(amount in 1e-3..1e9f64) {
        let of = |amount, unit| {
            let mut rows = populations(&[2022]);
            rows.push(value(key("KEN", 2022, EWASTE), amount, unit));
            fact(&rows, &["KEN"], EWASTE, in_2022()).value.unwrap()
        };
        let (tonnes, kilograms) = (of(amount, "t"), of(amount * 1000.0, "kg"));
        prop_assert!((tonnes - kilograms).abs() <= 1e-15 * tonnes * 4.0);
    }

    #[test]
    fn a_ratio_lies_between_those_of_its_members(
        pairs in prop::collection::vec((0.0..1000.0f64, 1e-3..1e3f64), 6),
    ) {
        let mut rows = populations(&[2022]);
        for (code, &(ratio, generation)) in CODES.iter().zip(&pairs) {
            rows.push(value(key(code, 2022, GRID), ratio, "gCO2e/kWh"));
            rows.push(value(key(code, 2022, GENERATION), generation, "TWh"));
        }
        let group = fact(&rows, &CODES, GRID, in_2022()).value.unwrap();
        let least = pairs.iter().map(|pair| pair.0).fold(f64::INFINITY, f64::min);
        let most = pairs.iter().map(|pair| pair.0).fold(0.0, f64::max);
        prop_assert!(group >= least * (1.0 - 1e-12) && group <= most * (1.0 + 1e-12));
    }
}

#[test]
fn the_joint_gap_lies_between_what_the_shares_allow() {
    let mut rows = Vec::new();
    for (code, people, electricity, internet) in [
        ("KEN", 100.0, 60.0, 20.0),
        ("NAM", 50.0, 40.0, 70.0),
        ("DEU", 80.0, 100.0, 90.0),
    ] {
        rows.push(value(key(code, 2022, "PART.POPULATION"), people, "persons"));
        rows.push(value(key(code, 2022, "SDG.7.1.1"), electricity, "%"));
        rows.push(value(key(code, 2022, "SDG.17.8.1"), internet, "%"));
    }
    rows.push(value(key("IND", 2022, "PART.POPULATION"), 10.0, "persons"));
    let data = validate(rows.to_vec(), IndicatorSet::embedded().unwrap()).dataset;
    let group = group(&["KEN", "NAM", "DEU", "IND"]);
    let gap = access_gap(&data, &group, Year::of::<2022>(), &options()).unwrap();
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
    // KEN: 40 without electricity, 80 offline; NAM: 30 and 15; DEU: 0 and 8.
    let (least, most) = gap.neither.unwrap();
    assert!(
        near(least, 20.0) && near(most, 40.0 + 15.0),
        "{least} {most}"
    );
    assert!(near(gap.without_electricity.unwrap(), 70.0));
    assert!(near(gap.offline.unwrap(), 103.0));
    assert_eq!(gap.missing, [country("IND")]);

    let small = PublicationRule {
        least: 0.99,
        ..PublicationRule::one_third()
    };
    let withheld = AggregationOptions {
        rule: small,
        ..options()
    };
    let gap = access_gap(&data, &group, Year::of::<2022>(), &withheld).unwrap();
    assert!(matches!(gap.publication, Publication::Withheld { .. }));
    assert_eq!((gap.neither, gap.offline), (None, None));
}
