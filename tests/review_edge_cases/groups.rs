//! Members of groups: who came, who left, who counts, and what they lack.

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::reference::groups;
use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::{
    AggregationOptions, Comparison, IndicatorSet, LineStatus, MembersAt, Observation, Period,
    Publication, PublicationRule, ReviewOptions, Rule, Severity, aggregate, aggregate_part,
    compare, panel, review, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::Biennium;

use super::made::*;

fn compared(rows: &[Observation], codes: &[&str], indicator: &str) -> Comparison {
    compare(&data(rows), &group(codes), indicator, NOW, &options()).unwrap()
}

#[test]
fn case_01_one_year_of_two_is_shown_as_such_and_no_sum() {
    let mut rows = populations(&["KEN", "NAM"], &[2022, 2023]);
    rows.push(value("KEN", 2022, EWASTE, 10.0, "t"));
    let one = fact(&rows, &["KEN"], EWASTE, in_biennium());
    assert_eq!((one.coverage.reported, one.coverage.expected), (1, 2));
    assert_eq!(one.partly, [entity("KEN")]);
    // Half of the observations: less than two thirds.
    assert_eq!((one.value, one.both_years), (None, None));
    assert_eq!(one.of_reporting(), Some(10.0)); // the annual mean is comparable

    rows.push(value("NAM", 2022, EWASTE, 4.0, "t"));
    rows.push(value("NAM", 2023, EWASTE, 6.0, "t"));
    let three_of_four = fact(&rows, &["KEN", "NAM"], EWASTE, in_biennium());
    assert_eq!(three_of_four.value, Some(15.0)); // 10 + (4 + 6)/2
    assert_eq!(three_of_four.both_years, None);

    // A stock of the first year is not the stock at the end.
    rows.push(value("KEN", 2022, "PRJ.DEV.STOCK", 100.0, "devices"));
    let stock = fact(&rows, &["KEN"], "PRJ.DEV.STOCK", in_biennium());
    assert_eq!((stock.value, stock.missing.len()), (None, 1));
}

#[test]
fn case_02_who_reports_for_the_first_time_has_a_level_and_no_change() {
    let codes = ["KEN", "NAM", "IND"];
    let mut rows = populations(&codes, &[2020, 2021, 2022, 2023]);
    for of in [2020, 2021, 2022, 2023] {
        rows.push(value("KEN", of, EWASTE, 10.0, "t"));
        rows.push(value("NAM", of, EWASTE, 5.0, "t"));
    }
    for of in [2022, 2023] {
        rows.push(value("IND", of, EWASTE, 100.0, "t"));
    }
    let found = compared(&rows, &codes, EWASTE);
    assert_eq!(found.composition.new_reporters, [entity("IND")]);
    assert_eq!(found.composition.drop_outs, []);
    assert_eq!(found.change, Some(100.0));
    assert_eq!(found.like_for_like, Some(0.0));
    assert_eq!(found.composition_effect, Some(100.0));

    let alone = compared(&rows, &["IND"], EWASTE);
    assert_eq!(alone.previous.publication, Publication::NoData);
    assert_eq!(alone.current.value, Some(100.0));
    let none = (alone.change, alone.like_for_like, alone.composition_effect);
    assert_eq!(none, (None, None, None));
}

#[test]
fn case_03_who_no_longer_reports_is_no_fall() {
    let codes = ["KEN", "NAM", "IND"];
    let mut rows = populations(&codes, &[2020, 2021, 2022, 2023]);
    for of in [2020, 2021, 2022, 2023] {
        rows.push(value("KEN", of, EWASTE, 10.0, "t"));
        rows.push(value("NAM", of, EWASTE, 5.0, "t"));
    }
    for of in [2020, 2021] {
        rows.push(value("IND", of, EWASTE, 100.0, "t"));
    }
    let found = compared(&rows, &codes, EWASTE);
    assert_eq!(found.composition.drop_outs, [entity("IND")]);
    assert_eq!(found.composition.new_reporters, []);
    assert_eq!(found.change, Some(-100.0));
    assert_eq!(found.like_for_like, Some(0.0));
    assert_eq!(found.composition_effect, Some(-100.0));
    assert_eq!(compared(&rows, &["IND"], EWASTE).change, None);
}

#[test]
fn case_13_a_country_that_split_is_not_its_parts() {
    // Codes that are withdrawn are refused, not read as one of the successors.
    for withdrawn in [
        "SUN", "YUG", "SCG", "CSK", "ANT", "DDR", "ROM", "ZAR", "BUR",
    ] {
        assert!(withdrawn.parse::<Country>().is_err(), "{withdrawn}");
    }
    // One list before the split, another after it, by dated membership.
    let spell = |code| Membership::new(country(code));
    let members = vec![
        spell("SDN"),
        spell("SSD").beginning("2022-01-01".parse().unwrap()),
    ];
    let group = Group::new("SUDAN", "Sudan", GroupKind::Custom, members).unwrap();
    let mut rows = populations(&["SDN", "SSD"], &[2020, 2021, 2022, 2023]);
    for (of, north, south) in [
        (2020, 30.0, None),
        (2021, 30.0, None),
        (2022, 20.0, Some(10.0)),
        (2023, 20.0, Some(10.0)),
    ] {
        rows.push(value("SDN", of, EWASTE, north, "t"));
        rows.extend(south.map(|south| value("SSD", of, EWASTE, south, "t")));
    }
    let data = data(&rows);
    let with = |members_at| AggregationOptions {
        members_at,
        ..options()
    };
    let of = |of| {
        aggregate(
            &data,
            &group,
            EWASTE,
            Period::Year(year(of)),
            &with(MembersAt::End),
        )
        .unwrap()
    };
    assert_eq!((of(2021).members, of(2021).value), (1, Some(30.0)));
    assert_eq!((of(2022).members, of(2022).value), (2, Some(30.0)));
    // On one list for both bienniums the successor is a new reporter, not growth.
    let found = compare(&data, &group, EWASTE, NOW, &with(MembersAt::End)).unwrap();
    assert_eq!(found.composition.new_reporters, [entity("SSD")]);
    assert_eq!((found.previous.members, found.current.members), (2, 2));
}

#[test]
fn case_14_kosovo_and_taiwan_are_where_the_table_has_them() {
    let rows = panel::observations(year(2022), year(2022)).unwrap();
    let data = data(&rows);
    let of = |code: &str, indicator| {
        let group = groups::group(code).unwrap();
        aggregate(&data, group, indicator, in_2022(), &options()).unwrap()
    };
    let has = |code: &str, member: &str| {
        let fact = of(code, POPULATION);
        [&fact.reporting[..], &fact.missing]
            .concat()
            .contains(&entity(member))
    };
    assert!(has("M49:150", "XKX") && has("M49:001", "XKX") && !has("LDC", "XKX"));
    assert!(has("M49:030", "TWN") && has("M49:001", "TWN") && !has("M49:035", "TWN"));
    // Territories are members of the world, and it is the sum of its regions and Antarctica.
    let regions = ["M49:002", "M49:019", "M49:142", "M49:150", "M49:009"];
    let members: usize = regions
        .iter()
        .map(|code| of(code, POPULATION).members)
        .sum();
    assert_eq!(of("M49:001", POPULATION).members, members + 1);
    let persons: f64 = regions
        .iter()
        .map(|code| of(code, POPULATION).reported_sum)
        .sum();
    let world = of("M49:001", POPULATION).reported_sum;
    assert!(
        (persons - world).abs() <= 1e-12 * world,
        "{persons} {world}"
    );
}

#[test]
fn case_17_a_member_without_a_part_is_missing_from_the_ratio() {
    let codes = ["KEN", "NAM", "DEU"];
    let mut rows = populations(&codes, &[2022]);
    for (code, ratio) in [("KEN", 100.0), ("NAM", 200.0), ("DEU", 900.0)] {
        rows.push(value(code, 2022, GRID, ratio, "gCO2e/kWh"));
    }
    rows.push(value("KEN", 2022, GENERATION, 1.0, "TWh"));
    rows.push(value("NAM", 2022, GENERATION, 3.0, "TWh"));
    let two = fact(&rows, &codes, GRID, in_2022());
    assert_eq!(two.value, Some(175.0)); // (100·1 + 200·3)/4, and nothing of Germany
    assert_eq!(two.missing, [entity("DEU")]);
    let alone = fact(&rows, &["DEU"], GRID, in_2022());
    assert_eq!((alone.value, alone.of_reporting()), (None, None));
    rows.retain(|row| row.key.to_string() != "NAM 2022 PART.ELECTRICITY.GENERATION");
    let one = fact(&rows, &codes, GRID, in_2022());
    assert!(matches!(one.publication, Publication::Withheld { .. }));
}

/// A weighted mean of an own indicator over the members' weights, of which any may be absent.
fn weighted(weights: &[(&str, Option<f64>)]) -> Publication {
    weighted_fact(weights).publication
}

fn weighted_fact(weights: &[(&str, Option<f64>)]) -> ict_impact::review::Fact {
    let own = |code: &str, unit: &str, kind| {
        let source = SourceId::new("own").unwrap();
        Indicator::own(code, code, unit, kind, source, Status::Proposal).unwrap()
    };
    let mean = Kind::WeightedMean {
        weight: "OWN.WEIGHT".into(),
    };
    let added = [
        own("OWN.WEIGHT", "t", Kind::Sum).between(None, None),
        own("OWN.MEAN", "%", mean),
    ];
    let codes: Vec<&str> = weights.iter().map(|(code, _)| *code).collect();
    let mut rows = populations(&codes, &[2022]);
    for (at, (code, weight)) in weights.iter().enumerate() {
        rows.push(value(code, 2022, "OWN.MEAN", 10.0 * (at + 1) as f64, "%"));
        rows.extend(weight.map(|weight| value(code, 2022, "OWN.WEIGHT", weight, "t")));
    }
    let set = IndicatorSet::embedded().unwrap().with(added, []).unwrap();
    let data = validate(rows, set).dataset;
    aggregate(&data, &group(&codes), "OWN.MEAN", in_2022(), &options()).unwrap()
}

#[test]
fn case_17_weights_are_there_and_not_negative_or_there_is_no_mean() {
    let fact = weighted_fact(&[("KEN", Some(1.0)), ("NAM", Some(3.0))]);
    assert_eq!(fact.value, Some(17.5)); // (10·1 + 20·3)/4
    // A zero weight is a weight: the member counts as reporting and adds nothing.
    let zero = weighted_fact(&[("KEN", Some(0.0)), ("NAM", Some(3.0))]);
    assert_eq!((zero.value, zero.reporting.len()), (Some(20.0), 2));
    assert_eq!(
        weighted(&[("KEN", Some(0.0)), ("NAM", Some(0.0))]),
        Publication::Undefined
    );
    assert_eq!(
        weighted(&[("KEN", None), ("NAM", Some(3.0))]),
        Publication::WeightMissing {
            of: vec![entity("KEN")]
        }
    );
    // Their sum is positive, and still the mean would lie outside of 10 to 20 %.
    assert_eq!(
        weighted(&[("KEN", Some(-1.0)), ("NAM", Some(3.0))]),
        Publication::WeightNegative {
            of: vec![entity("KEN")]
        }
    );
}

#[test]
fn a_share_of_countries_is_of_the_members_at_the_end_of_the_biennium() {
    let laws = "ITU.C2030.3.3";
    let spell = |code| Membership::new(country(code));
    let members = vec![
        spell("KEN"),
        spell("NAM"),
        spell("DEU"),
        spell("FRA").ending("2023-06-30".parse().unwrap()),
    ];
    let group = Group::new("TEST", "Test", GroupKind::Custom, members).unwrap();
    let mut rows = populations(&["KEN", "NAM", "DEU", "FRA"], &[2022, 2023]);
    // Of three members two answered, one with yes; France left and said yes before.
    for (code, of, percent) in [
        ("KEN", 2023, 100.0),
        ("NAM", 2023, 0.0),
        ("FRA", 2022, 100.0),
        ("FRA", 2023, 100.0),
    ] {
        rows.push(value(code, of, laws, percent, "%"));
    }
    let share = |members_at| {
        let options = AggregationOptions {
            members_at,
            ..options()
        };
        aggregate(&data(&rows), &group, laws, in_biennium(), &options).unwrap()
    };
    let at_end = share(MembersAt::End);
    assert_eq!(at_end.members, 3);
    assert!((at_end.value.unwrap() - 100.0 / 3.0).abs() < 1e-12); // of three, not of two
    let at_start = share(MembersAt::Start);
    assert_eq!((at_start.members, at_start.value), (4, Some(50.0)));
}

#[test]
fn case_21_scheduled_graduations_count_only_when_told() {
    let ldc = groups::group("LDC").unwrap();
    let biennium = Biennium::of::<2026>();
    let graduating = ["BGD", "LAO", "NPL"];
    let mut rows = Vec::new();
    for code in graduating {
        for of in [2024, 2025, 2026, 2027] {
            rows.push(value(code, of, POPULATION, 10.0, "persons"));
            rows.push(value(code, of, EWASTE, 1.0, "t"));
        }
    }
    let data = data(&rows);
    let with = |members_at| AggregationOptions {
        members_at,
        rule: PublicationRule {
            least: 0.0,
            ..PublicationRule::one_third()
        },
    };
    let fact = |members_at| {
        let period = Period::Biennium(biennium);
        aggregate(&data, ldc, EWASTE, period, &with(members_at)).unwrap()
    };
    for ignoring in [MembersAt::End, MembersAt::Date(biennium.end())] {
        let fact = fact(ignoring);
        assert_eq!((fact.members, fact.value), (44, Some(3.0)));
    }
    let applied = fact(MembersAt::DateAsScheduled(biennium.end()));
    assert_eq!((applied.members, applied.value), (41, None));
    assert_eq!(applied.publication, Publication::NoData);
    // The day before and the day of it.
    let members = |day: &str| fact(MembersAt::DateAsScheduled(day.parse().unwrap())).members;
    assert_eq!((members("2026-11-23"), members("2026-11-24")), (44, 41));

    // A comparison is over one list, so a graduation looks like no change in either case.
    for members_at in [
        MembersAt::End,
        MembersAt::Start,
        MembersAt::DateAsScheduled(biennium.end()),
    ] {
        let found = compare(&data, ldc, EWASTE, biennium, &with(members_at)).unwrap();
        assert_eq!(found.previous.members, found.current.members);
        assert!(found.change.is_none_or(|change| change == 0.0));
    }
}

#[test]
fn case_23_an_empty_biennium_has_no_figure_and_no_zero() {
    for first in [Biennium::of::<2022>(), Biennium::of::<1900>()] {
        let empty = review(Vec::new(), &ReviewOptions::of(first)).unwrap();
        assert!(empty.comparisons.is_empty() && empty.trends.is_empty());
        assert!(empty.findings.is_empty() && empty.sources.is_empty());
        assert_eq!(empty.action_lines.len(), 18);
        for line in &empty.action_lines {
            let nothing = [LineStatus::Missing, LineStatus::NothingRequired];
            assert!(nothing.contains(&line.status), "{}", line.line);
            assert_eq!(line.summary.missing, line.summary.required);
        }
        let access = empty.access.unwrap();
        assert_eq!(access.publication, Publication::NoData);
        assert_eq!((access.neither, access.offline), (None, None));
    }
    // Only the biennium before reported.
    let mut rows = populations(&["KEN"], &[2020, 2021]);
    rows.push(value("KEN", 2020, EWASTE, 1.0, "t"));
    rows.push(value("KEN", 2021, EWASTE, 1.0, "t"));
    let late = review(rows, &ReviewOptions::of(NOW).over(vec![group(&["KEN"])])).unwrap();
    let found = late.comparison(EWASTE, "TEST").unwrap();
    assert_eq!(found.previous.value, Some(1.0));
    assert_eq!((found.current.value, found.change), (None, None));
    assert_eq!(found.current.publication, Publication::NoData);
}

/// What was found, except that one person in each country is not its population.
fn found(rows: &[Observation]) -> Vec<(Rule, Severity, &'static str)> {
    validate(rows.to_vec(), IndicatorSet::embedded().unwrap())
        .findings
        .iter()
        .filter(|finding| finding.rule != Rule::V10)
        .map(|finding| (finding.rule, finding.severity, finding.issue))
        .collect()
}

#[test]
fn case_25_more_by_market_than_by_location_is_legal() {
    let (location, market) = ("PRJ.ICT.GHG.S2L", "PRJ.ICT.GHG.S2M");
    let mut rows = populations(&["KEN"], &[2022]);
    rows.push(value("KEN", 2022, location, 100.0, "tCO2e"));
    rows.push(value("KEN", 2022, market, 140.0, "tCO2e"));
    assert_eq!(found(&rows), []);
    let of = |code| fact(&rows, &["KEN"], code, in_2022()).value;
    assert_eq!((of(location), of(market)), (Some(100.0), Some(140.0)));

    // As parts: the whole takes the one by location, the other can be asked for by itself.
    let mut rows = populations(&["KEN"], &[2022]);
    for (part, tonnes) in [("1", 10.0), ("2_location", 100.0), ("2_market", 140.0)] {
        let row = value("KEN", 2022, "PART.ICT.GHG", tonnes, "tCO2e");
        rows.push(of_part(row, &format!("scope={part}")));
    }
    assert_eq!(found(&rows), []);
    assert_eq!(
        fact(&rows, &["KEN"], "PART.ICT.GHG", in_2022()).value,
        Some(110.0)
    );
    let part = "scope=2_market".parse().unwrap();
    let (data, group) = (data(&rows), group(&["KEN"]));
    let by_market =
        aggregate_part(&data, &group, "PART.ICT.GHG", &part, in_2022(), &options()).unwrap();
    assert_eq!(by_market.value, Some(140.0));
}

#[test]
fn case_25_market_alone_does_not_make_a_whole() {
    let mut rows = populations(&["KEN"], &[2022]);
    for (part, tonnes) in [("1", 10.0), ("2_market", 140.0)] {
        let row = value("KEN", 2022, "PART.ICT.GHG", tonnes, "tCO2e");
        rows.push(of_part(row, &format!("scope={part}")));
    }
    let market = (Rule::V13, Severity::Warning, "no_location_based");
    assert!(found(&rows).contains(&market));
    // Neither 10, without scope 2, nor 150, which mixes it in.
    assert_eq!(fact(&rows, &["KEN"], "PART.ICT.GHG", in_2022()).value, None);
}

#[test]
fn case_25_more_certificates_than_electricity_is_legal_with_a_warning() {
    let mut rows = populations(&["KEN"], &[2022]);
    rows.push(value("KEN", 2022, "PRJ.ICT.REN", 120.0, "%"));
    rows.push(value("KEN", 2022, "PRJ.ICT.ELEC", 10.0, "MWh"));
    assert_eq!(
        found(&rows),
        [(Rule::V03, Severity::Warning, "above_100_percent")]
    );
    assert_eq!(
        fact(&rows, &["KEN"], "PRJ.ICT.REN", in_2022()).value,
        Some(120.0)
    );
}
