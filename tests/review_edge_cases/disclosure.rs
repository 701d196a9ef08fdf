//! Totals of which some, or all, would tell what one organisation reported.

use std::collections::BTreeSet;

use ict_impact::place::{Group, GroupKind, Membership};
use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::output::json;
use ict_impact::review::{
    CoverageWeight, Fact, MembersAt, NotationKey, Observation, OrganisationEntry, OrganisationFact,
    OrganisationOptions, Organisations, Period, PreviousReview, Publication, Qualifier, Review,
    ReviewOptions, review, review_reports,
};
use ict_impact::source::Status;
use ict_impact::uncertainty::RelativeUncertainty;

use super::made::*;

const DIRECT: &str = "PRJ.ICT.GHG.S1";

/// One operator in each of these countries.
fn register(countries: &[&str]) -> OrganisationOptions {
    let entry = |code: &&str| OrganisationEntry {
        organisation: format!("OP-{code}").parse().unwrap(),
        name: format!("Operator in {code}"),
        country: country(code),
        parent: None,
    };
    OrganisationOptions::of(Organisations::new(countries.iter().map(entry)).unwrap())
}

/// 1, 2, 3 … times so many tonnes in each of these years.
fn tonnes(countries: &[&str], unit: f64, years: &[i64]) -> Vec<Observation> {
    let of = |(at, code): (usize, &&str)| -> Vec<Observation> {
        let (who, tonnes) = (format!("org:OP-{code}"), unit * (at + 1) as f64);
        let one = |of: &i64| value(&who, *of, DIRECT, tonnes, "tCO2e");
        years.iter().map(one).collect()
    };
    countries.iter().enumerate().flat_map(of).collect()
}

/// A review of one operator in each of these countries, with 10, 20, 30 … t.
fn reviewed(countries: &[&str], groups: &[(&'static str, &[&str])]) -> Review {
    let groups = groups.iter().map(|(code, of)| named(code, of)).collect();
    let options = ReviewOptions::of(NOW)
        .over(groups)
        .with_organisations(register(countries));
    review(tonnes(countries, 10.0, &[2020, 2021, 2022, 2023]), &options).unwrap()
}

fn total<'a>(review: &'a Review, group: &str) -> &'a OrganisationFact {
    let mut of = review.organisations.iter();
    of.find(|of| of.fact.group == group && of.fact.period == in_biennium())
        .unwrap()
}

/// Publication, value, and the published total that it is part of.
fn said<'a>(review: &'a Review, group: &str) -> (&'a Publication, Option<f64>, Option<&'a str>) {
    let found = total(review, group);
    let fact = &found.fact;
    (&fact.publication, fact.value, found.part_of.as_deref())
}

const HIDDEN: &Publication = &Publication::Confidential;

#[test]
fn case_15_when_all_members_are_suppressed_the_total_stands_or_goes_with_them() {
    let codes = ["KEN", "UGA", "RWA"];
    let each: [(&str, &[&str]); 3] = [("K", &["KEN"]), ("U", &["UGA"]), ("R", &["RWA"])];
    // Three owners: the total is published and every member points to it.
    let three = reviewed(&codes, &[&each[..], &[("ALL", &codes[..])]].concat());
    assert_eq!(
        said(&three, "ALL"),
        (&Publication::Published, Some(60.0), None)
    );
    for member in ["K", "U", "R"] {
        assert_eq!(said(&three, member), (HIDDEN, None, Some("ALL")));
    }
    // Two owners: the total goes as well, and there is nothing to point to.
    let two = reviewed(&codes[..2], &[&each[..2], &[("ALL", &codes[..2])]].concat());
    for group in ["ALL", "K", "U"] {
        assert_eq!(said(&two, group), (HIDDEN, None, None));
        assert_eq!(total(&two, group).fact.of_reporting(), None);
        assert_eq!(total(&two, group).fact.both_years, None);
    }
}

#[test]
fn case_16_a_group_with_one_reporter_is_confidential_and_so_is_its_complement() {
    let codes = ["KEN", "UGA", "RWA", "NAM", "DEU"];
    let groups: [(&str, &[&str]); 4] = [
        ("ALL", &codes),
        ("ONE", &["DEU"]),
        ("OTHERS", &["KEN", "UGA", "RWA", "NAM"]),
        // A member more that did not report makes no second reporter.
        ("TWO", &["DEU", "FRA"]),
    ];
    let found = reviewed(&codes, &groups);
    assert_eq!(said(&found, "ONE"), (HIDDEN, None, Some("ALL")));
    assert_eq!(said(&found, "TWO"), (HIDDEN, None, Some("ALL")));
    // 150 of all less 100 of the others would be the 50 of the one: they are not both published.
    let published = |group| *said(&found, group).0 == Publication::Published;
    assert!(published("ALL") && !published("OTHERS"));
    assert_eq!(said(&found, "ALL").1, Some(150.0));
}

#[test]
fn what_was_published_before_tells_nothing_beside_what_is_published_now() {
    let codes = ["KEN", "UGA", "RWA", "NAM"];
    let leaver = Membership::new(country("NAM")).ending("2022-01-01".parse().unwrap());
    let stay = |code: &&str| Membership::new(country(code));
    let members = codes[..3].iter().map(stay).chain([leaver]).collect();
    let group = Group::new("G", "G", GroupKind::Custom, members).unwrap();
    let options = ReviewOptions::of(NOW)
        .over(vec![group])
        .with_members_at(MembersAt::End)
        .with_organisations(register(&codes));
    let rows = tonnes(&codes, 10.0, &[2020, 2021, 2022, 2023]);
    let of = |then: Option<Vec<Observation>>| {
        let options = match then {
            Some(then) => options.clone().against(PreviousReview::of(then)),
            None => options.clone(),
        };
        let found = review(rows.clone(), &options).unwrap();
        let figure = |biennium| {
            let mut of = found.organisations.iter().map(|of| &of.fact);
            of.find(|fact| fact.period == Period::Biennium(biennium))
                .unwrap()
                .value
        };
        (figure(NOW.previous().unwrap()), figure(NOW))
    };
    assert_eq!(of(None), (Some(60.0), Some(60.0)));
    // 100 was published then: 100 - 60 would be the 40 of the one that left.
    let then = |unit| Some(tonnes(&codes, unit, &[2020, 2021]));
    assert_eq!(of(then(10.0)), (None, Some(60.0)));
    // Every value was restated since: the difference is nobody's.
    assert_eq!(of(then(11.0)), (Some(60.0), Some(60.0)));
}

#[test]
fn a_total_of_organisations_is_explained_down_to_its_rows() {
    let codes = ["KEN", "UGA", "RWA"];
    let found = reviewed(&codes, &[("ALL", &codes[..]), ("ONE", &codes[..1])]);
    let record = found.record(&[], "test").unwrap();
    let explained = |group| {
        let steps = record.explain(DIRECT, group, in_biennium()).unwrap();
        steps.map(|steps| steps.to_string())
    };
    let all = explained("organisations of ALL").unwrap();
    for code in codes {
        assert!(
            all.contains(&format!("series {DIRECT} org:OP-{code}")),
            "{all}"
        );
    }
    assert!(all.contains("60 tCO2e"), "{all}");
    assert!(
        explained("organisations of ONE")
            .unwrap()
            .contains("not published")
    );
    assert_eq!(explained("ALL"), None); // no country reported
    assert_eq!(
        record
            .rows(DIRECT, "organisations of ALL", in_biennium())
            .count(),
        6
    );
}

/// 10, 10, 10 in both years and 40 in the first alone: twice the sum of annual means less the
/// sums of the two years would be the 40.
#[test]
fn a_biennium_that_one_organisation_half_reported_is_not_beside_its_years() {
    let codes = ["KEN", "UGA", "RWA", "NAM"];
    let one =
        |code: &str, at, tonnes| value(&format!("org:OP-{code}"), at, DIRECT, tonnes, "tCO2e");
    let mut rows = vec![one("NAM", 2022, 40.0)];
    for code in &codes[..3] {
        rows.extend([2022, 2023].map(|at| one(code, at, 10.0)));
    }
    let options = ReviewOptions::of(NOW)
        .over(vec![named("ALL", &codes)])
        .with_organisations(register(&codes));
    let found = review(rows, &options).unwrap();
    let of = |period: Period| {
        let mut facts = found.organisations.iter().map(|of| &of.fact);
        facts.find(|fact| fact.period == period).unwrap()
    };
    let biennium = of(in_biennium());
    assert_eq!(biennium.publication, Publication::Confidential);
    assert_eq!((biennium.value, biennium.reported_sum), (None, 0.0));
    assert_eq!(of(Period::Year(year(2023))).value, Some(30.0));
    assert_eq!(of(Period::Year(year(2022))).value, Some(70.0));
}

/// Two of three say that they have none: the total is the value of the third.
#[test]
fn who_has_no_value_hides_none() {
    let codes = ["KEN", "UGA", "RWA"];
    let mut rows = tonnes(&codes[..1], 50.0, &[2022, 2023]);
    for at in [2022, 2023] {
        for code in &codes[1..] {
            rows.push(notation(
                &format!("org:OP-{code}"),
                at,
                DIRECT,
                NotationKey::No,
            ));
        }
    }
    let groups = vec![named("ALL", &codes), named("NONE", &codes[1..])];
    let options = ReviewOptions::of(NOW)
        .over(groups)
        .with_organisations(register(&codes));
    let found = review(rows, &options).unwrap();
    for group in ["ALL", "NONE"] {
        assert_eq!(said(&found, group), (HIDDEN, None, None), "{group}");
    }
}

/// The subscriptions that coverage is weighed by are an organisation's too, and the interval of a
/// published total would tell how it is shared out.
#[test]
fn totals_of_organisations_have_neither_weights_nor_intervals() {
    const SUBSCRIPTIONS: &str = "PART.SUBSCRIPTIONS.MOBILE";
    let codes = ["KEN", "UGA", "RWA"];
    let mut rows = tonnes(&codes, 10.0, &[2022, 2023]);
    for row in &mut rows {
        row.meta.uncertainty = RelativeUncertainty::from_percent(10.0).ok();
    }
    for at in [2022, 2023] {
        rows.push(value(
            "org:OP-KEN",
            at,
            SUBSCRIPTIONS,
            1_234_567.0,
            "subscriptions",
        ));
    }
    let groups = vec![named("ALL", &codes), named("ONE", &codes[..1])];
    let options = ReviewOptions::of(NOW)
        .over(groups)
        .with_organisations(register(&codes));
    let found = review(rows, &options).unwrap();
    let total = |of: &&OrganisationFact| of.fact.indicator == DIRECT && of.fact.group == "ALL";
    assert_eq!(
        found
            .organisations
            .iter()
            .find(total)
            .unwrap()
            .fact
            .without_uncertainty,
        0
    );
    for of in &found.organisations {
        assert!(of.fact.coverage.weights.is_empty() && of.fact.interval.is_none());
    }
    assert!(!json::text(&found).unwrap().contains("1234567"));
}

/// What validation says of an organisation names its value; a finding for the next biennium does
/// not repeat it.
#[test]
fn findings_carried_to_the_next_biennium_tell_no_value_of_an_organisation() {
    let doubtful = |who: &str, indicator, number, unit| {
        let mut row = value(who, 2022, indicator, number, unit);
        row.meta.status = Status::Questionable;
        crate::report(who, vec![row])
    };
    let reports = [
        doubtful("org:OP-KEN", DIRECT, 31_415.0, "tCO2e"),
        doubtful("KEN", EWASTE, 27_182.0, "t"),
    ];
    let options = ReviewOptions::of(NOW)
        .over(vec![named("ALL", &["KEN"])])
        .with_organisations(register(&["KEN"]));
    let found = review_reports(&reports, Vec::new(), &options).unwrap();
    let carried = found.follow_up.as_ref().unwrap();
    assert_eq!(carried.new.len(), 2, "{carried:?}");
    let text = json::text(&found).unwrap();
    let carried = text.split("follow_up").nth(1).unwrap();
    assert!(!text.contains("31415") && carried.contains("27182"));
}

/// A share of coverage by a weight that operators report would tell the weight of one of them.
#[test]
fn why_a_total_of_organisations_is_withheld_tells_no_weight() {
    const ELECTRICITY: &str = "PART.ELECTRICITY.GENERATION";
    let codes = ["KEN", "UGA", "RWA", "TZA"];
    let mut options = ReviewOptions::of(NOW)
        .over(vec![named("ALL", &codes)])
        .with_organisations(register(&codes));
    options.rule.weight = CoverageWeight::Electricity;
    let mut rows = Vec::new();
    for of in [2022, 2023] {
        for (code, generated) in codes.iter().zip([917.0, 1.0, 1.0, 1.0]) {
            let who = format!("org:OP-{code}");
            rows.push(value(&who, of, ELECTRICITY, generated, "MWh"));
        }
        rows.push(value("org:OP-UGA", of, DIRECT, 5.0, "tCO2e"));
    }
    let review = review(rows, &options).unwrap();
    let mut facts = review.organisations.iter().map(|of| &of.fact);
    let of_total = |fact: &&Fact| fact.indicator == DIRECT && fact.period == in_biennium();
    let found = &facts.find(of_total).unwrap().publication;
    assert!(
        matches!(found, Publication::Withheld { coverage, .. } if *coverage == 0.25),
        "{found:?}"
    );
}

/// The change of one country that keeps its values is told by nothing.
#[test]
fn a_country_that_keeps_its_values_is_in_no_comparison_of_its_own() {
    let rows = |before: f64, kept: bool| {
        let mut rows = populations(&["KEN", "UGA"], &[2020, 2021, 2022, 2023]);
        for (of, tonnes) in [(2020, before), (2021, before), (2022, 10.0), (2023, 10.0)] {
            for code in ["KEN", "UGA"] {
                let mut row = value(code, of, EWASTE, tonnes, "t");
                if kept && code == "KEN" {
                    row.meta.qualifiers.insert(Qualifier::Restricted);
                }
                rows.push(row);
            }
        }
        rows
    };
    // as published 8 t, as known now 12 t: up by the one and down by the other
    for (then, now, expected) in [
        (false, false, &["KEN", "UGA"][..]),
        (true, false, &["UGA"]),
        (false, true, &["UGA"]),
    ] {
        let before = PreviousReview::of(rows(8.0, then));
        let options = ReviewOptions::of(NOW)
            .over(vec![named("ALL", &["KEN", "UGA"])])
            .against(before);
        let review = review(rows(12.0, now), &options).unwrap();
        let flips = review.sign_flips.iter();
        let of: BTreeSet<&str> = flips.map(|found| &*found.current.group).collect();
        assert_eq!(of.into_iter().collect::<Vec<_>>(), expected);
    }
}

/// What one organisation removed is protected by no rule of dominance, and stops no review.
#[test]
fn totals_with_a_negative_amount_of_an_organisation_are_confidential() {
    let codes = ["KEN", "UGA", "RWA", "TZA"];
    let source = ict_impact::source::SourceId::new("test").unwrap();
    let (code, kind) = ("OWN.NET", Kind::Sum);
    let net = Indicator::own(code, "Net", "tCO2e", kind, source, Status::Proposal);
    let options = ReviewOptions::of(NOW)
        .over(vec![named("ALL", &codes)])
        .with_indicators(vec![net.unwrap().between(None, None)], Vec::new())
        .with_organisations(register(&codes));
    let rows = |first: f64| {
        let of = codes.iter().zip([first, 20.0, 30.0, 40.0]);
        let of = of.flat_map(|(code, tonnes)| {
            let who = format!("org:OP-{code}");
            [2022, 2023].map(|at| value(&who, at, "OWN.NET", tonnes, "tCO2e"))
        });
        of.collect::<Vec<_>>()
    };
    for (first, expected) in [(10.0, &Publication::Published), (-10.0, HIDDEN)] {
        let review = review(rows(first), &options).unwrap();
        assert_eq!(said(&review, "ALL").0, expected);
    }
}

/// What one country adds to the sums of access would follow from the points of the others.
#[test]
fn access_of_a_country_that_keeps_it_is_in_no_point_and_no_sum() {
    let codes = ["UGA", "RWA", "TZA"];
    let reviewed = |kept: &[&str]| {
        let mut rows = populations(&codes, &[2022, 2023]);
        for code in codes {
            for (indicator, percent) in [("SDG.7.1.1", 60.0), ("SDG.17.8.1", 40.0)] {
                let mut row = value(code, 2023, indicator, percent, "%");
                if kept.contains(&code) {
                    row.meta.qualifiers.insert(Qualifier::Restricted);
                }
                rows.push(row);
            }
        }
        let options = ReviewOptions::of(NOW).over(vec![named("LDC", &codes)]);
        let gap = review(rows, &options).unwrap().access.unwrap();
        let shown = gap.points.iter().map(|point| point.country.alpha3());
        (shown.count(), gap.publication, gap.offline)
    };
    assert_eq!(reviewed(&[]).0, 3);
    let (points, publication, offline) = reviewed(&["RWA"]);
    assert_eq!((points, offline), (2, None));
    assert_eq!(publication, Publication::Confidential);
    // of two together nothing follows for either
    let (points, publication, offline) = reviewed(&["RWA", "UGA"]);
    assert_eq!((points, publication), (1, Publication::Published));
    assert!((offline.unwrap() - 1.8).abs() < 1e-12);
}
