//! Totals of which some, or all, would tell what one organisation reported.

use ict_impact::place::{Group, GroupKind, Membership};
use ict_impact::review::{
    MembersAt, Observation, OrganisationEntry, OrganisationFact, OrganisationOptions,
    Organisations, Period, PreviousReview, Publication, Review, ReviewOptions, review,
};

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
