//! Countries and groups.

use std::collections::BTreeSet;

use ict_impact::place::{Country, GroupKind, ScheduledChanges};
use ict_impact::reference::{groups, panel};
use ict_impact::source::Status;
use ict_impact::time::Biennium;

use super::{country, day, registered, year};

const IGNORE: ScheduledChanges = ScheduledChanges::Ignore;
const APPLY: ScheduledChanges = ScheduledChanges::Apply;

#[test]
fn namibia_is_a_country_and_not_a_missing_value() {
    let namibia = Country::from_alpha2("NA").unwrap();
    assert_eq!(
        (namibia.alpha3(), namibia.numeric(), namibia.m49()),
        ("NAM", Some(516), 516)
    );
    assert!(
        groups::group("M49:018")
            .unwrap()
            .members_at(day("2023-01-01"), IGNORE)
            .contains(&namibia)
    );
    assert!(panel::population(namibia, year("2022")).is_some());
}

#[test]
fn ldc_members_change_on_the_dates_of_the_source() {
    let ldc = groups::group("LDC").unwrap();
    let count = |date: &str, scheduled| ldc.members_at(day(date), scheduled).len();
    // UNCTAD's Least Developed Countries Report 2008 names fifty, Cape Verde until December 2007.
    assert_eq!(count("2006-12-31", IGNORE), 50);
    assert_eq!(count("2007-12-31", IGNORE), 50);
    assert_eq!(count("2008-01-01", IGNORE), 49);
    // 48 in UNCTAD's report of 2011, 49 with South Sudan at the end of 2012.
    assert_eq!(count("2012-11-30", IGNORE), 48);
    assert_eq!(count("2012-12-31", IGNORE), 49);
    assert_eq!(count("2020-12-03", IGNORE), 47);
    assert_eq!(count("2020-12-04", IGNORE), 46);
    assert_eq!(count("2020-12-05", IGNORE), 46);
    assert_eq!(count("2023-12-12", IGNORE), 46);
    assert_eq!(count("2023-12-13", IGNORE), 45);
    assert_eq!(count("2024-12-12", IGNORE), 45);
    assert_eq!(count("2024-12-13", IGNORE), 44);
    assert_eq!(count("2025-12-31", IGNORE), 44);
    assert_eq!(count("2025-12-31", APPLY), 44);
    assert_eq!(count("2026-12-31", IGNORE), 44);
    assert_eq!(count("2026-12-31", APPLY), 41);
    assert_eq!(
        count("2030-12-31", APPLY),
        41,
        "the end of SLB is unverified and does not count"
    );

    let member =
        |code: &str, date: &str| ldc.members_at(day(date), IGNORE).contains(&country(code));
    assert!(member("VUT", "2020-12-03") && !member("VUT", "2020-12-05"));
    assert!(member("BTN", "2023-06-30") && !member("STP", "2025-01-01"));
    assert!(member("SLB", "2026-01-01") && member("AGO", "2026-01-01"));
}

#[test]
fn ldc_graduation_inside_a_biennium() {
    let ldc = groups::group("LDC").unwrap();
    let biennium: Biennium = "2022-2023".parse().unwrap();
    let left: Vec<_> = ldc
        .left_during(biennium, IGNORE)
        .iter()
        .map(|m| m.country)
        .collect();
    assert_eq!(left, [country("BTN")]);
    assert_eq!(ldc.members_at_any_time(biennium, IGNORE).len(), 46);
    assert_eq!(ldc.members_throughout(biennium, IGNORE).len(), 45);

    let next: Biennium = "2026-2027".parse().unwrap();
    assert_eq!(ldc.left_during(next, IGNORE), []);
    assert_eq!(ldc.left_during(next, APPLY).len(), 3);
    assert_eq!(ldc.members_throughout(next, APPLY).len(), 41);
    // Left in 2017 is all that is known of Equatorial Guinea.
    let left = ldc.left_during("2016-2017".parse().unwrap(), IGNORE);
    assert_eq!(
        left.iter().map(|m| m.country.alpha3()).collect::<Vec<_>>(),
        ["GNQ"]
    );
}

#[test]
fn groups_have_the_members_of_the_source() {
    let size = |code: &str| {
        groups::group(code)
            .unwrap()
            .members_at(day("2025-12-31"), IGNORE)
            .len()
    };
    let sizes = [
        ("M49:World", 250),
        ("M49:Africa", 60),
        ("M49:Americas", 57),
        ("M49:Asia", 51),
        ("M49:Europe", 52),
        ("M49:Oceania", 29),
        ("M49:Sub-Saharan Africa", 53),
        ("M49:029", 28),
        ("LDC", 44),
        ("LLDC", 32),
        ("SIDS", 53),
        ("High income", 86),
        ("Upper middle income", 54),
        ("Lower middle income", 50),
        ("WB:Low income", 25),
        ("WB:Not classified", 2),
    ];
    for (code, expected) in sizes {
        assert_eq!(size(code), expected, "{code}");
    }
    assert_eq!(groups::all().count(), 38);
}

#[test]
fn every_group_is_found_by_code_and_m49_name() {
    let mut names = BTreeSet::new();
    for group in groups::all() {
        assert_eq!(groups::group(group.code()), Ok(group));
        assert!(names.insert(group.name()), "{} twice", group.name());
        if group.code().starts_with("M49:") {
            assert_eq!(groups::group(&format!("M49:{}", group.name())), Ok(group));
        }
        registered(&groups::source(group).unwrap().source);
        for membership in group.memberships() {
            registered(
                &groups::membership(group, membership.country)
                    .unwrap()
                    .source,
            );
        }
    }
    for wrong in ["", "Africa", "M49:2", "M49:Atlantis", "LDCs", "WB:Africa"] {
        assert!(groups::group(wrong).is_err(), "{wrong}");
    }
    let solomon = groups::membership(groups::group("LDC").unwrap(), country("SLB")).unwrap();
    assert_eq!(solomon.status, Status::Unverified);
}

#[test]
fn regions_are_disjoint_and_subregions_are_inside_them() {
    let of = |kind| groups::of_kind(kind).flat_map(|group| group.memberships());
    let members = |kind| of(kind).map(|m| m.country).collect::<Vec<_>>();
    let regions = members(GroupKind::Region);
    let distinct: BTreeSet<_> = regions.iter().collect();
    assert_eq!((regions.len(), distinct.len()), (249, 249));
    assert!(!distinct.contains(&country("ATA")));
    let mut subregions = members(GroupKind::Subregion);
    subregions.sort();
    let mut sorted = regions.clone();
    sorted.sort();
    assert_eq!(subregions, sorted);
}
