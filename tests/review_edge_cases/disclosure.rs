//! Totals of which some, or all, would tell what one organisation reported.

use ict_impact::review::{
    Observation, OrganisationEntry, OrganisationFact, OrganisationOptions, Organisations,
    Publication, Review, ReviewOptions, review,
};

use super::made::*;

const DIRECT: &str = "PRJ.ICT.GHG.S1";

/// A review of one operator in each of these countries, with 10, 20, 30 … t.
fn reviewed(countries: &[&str], groups: &[(&'static str, &[&str])]) -> Review {
    let entry = |code: &&str| OrganisationEntry {
        organisation: format!("OP-{code}").parse().unwrap(),
        name: format!("Operator in {code}"),
        country: country(code),
        parent: None,
    };
    let register = Organisations::new(countries.iter().map(entry)).unwrap();
    let of = |(at, code): (usize, &&str)| -> Vec<Observation> {
        let who = format!("org:OP-{code}");
        let tonnes = 10.0 * (at + 1) as f64;
        let years = [2020, 2021, 2022, 2023];
        years
            .map(|of| value(&who, of, DIRECT, tonnes, "tCO2e"))
            .to_vec()
    };
    let rows: Vec<_> = countries.iter().enumerate().flat_map(of).collect();
    let groups = groups.iter().map(|(code, of)| named(code, of)).collect();
    let options = ReviewOptions::of(NOW)
        .over(groups)
        .with_organisations(OrganisationOptions::of(register));
    review(rows, &options).unwrap()
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
