//! Years that are not the calendar's, and lists that change inside a biennium.

use ict_impact::place::ScheduledChanges;
use ict_impact::reference::groups;
use ict_impact::review::{DateSpan, Flexibility, Qualifier};

use super::*;

fn with_days(code: &str, in_year: u16, days: &str) -> Observation {
    let mut row = value(key(code, in_year, EWASTE), 5.0, "t");
    row.meta.days = Some(days.parse::<DateSpan>().unwrap());
    row
}

#[test]
fn case_12_a_fiscal_year_is_declared_and_counts_for_the_year_it_begins_in() {
    let april = |days: &str, in_year, declared: Option<&str>| {
        let mut report = report("IND", vec![with_days("IND", in_year, days)]);
        report.fiscal_year = declared.map(|month| month.parse().unwrap());
        let found = of_reports(&[report]);
        let issue = by(&found, Rule::V11).first().map(|(severity, issue, row)| {
            assert_eq!((*severity, *row), (Severity::Error, Some(0)));
            *issue
        });
        assert_eq!(
            amount(&found, "IND", in_year, EWASTE).is_some(),
            issue.is_none()
        );
        issue
    };
    let year = "2022-04-01/2023-03-31";
    assert_eq!(april(year, 2022, Some("04")), None);
    assert_eq!(april(year, 2022, None), Some("not_declared"));
    assert_eq!(april(year, 2022, Some("07")), Some("other_fiscal_year"));
    assert_eq!(april(year, 2023, Some("04")), Some("begins_in_other_year"));
    assert_eq!(
        april("2022-04-01/2022-12-31", 2022, Some("04")),
        Some("not_a_year")
    );
    assert_eq!(
        april("2022-04-02/2023-04-01", 2022, Some("04")),
        Some("other_fiscal_year")
    );
    // The calendar year needs no word, whatever the fiscal year is.
    assert_eq!(april("2022-01-01/2022-12-31", 2022, None), None);
    assert_eq!(april("2022-01-01/2022-12-31", 2022, Some("04")), None);
}

#[test]
fn case_12_a_bare_value_declares_its_own_days() {
    let issue = |days: &str| {
        let found = bare(&[with_days("IND", 2022, days)]);
        by(&found, Rule::V11).first().map(|found| found.1)
    };
    assert_eq!(issue("2022-04-01/2023-03-31"), None);
    assert_eq!(issue("2022-01-01/2022-06-30"), Some("not_a_year"));
    assert_eq!(issue("2021-04-01/2022-03-31"), Some("begins_in_other_year"));
}

#[test]
fn case_12_a_year_outside_the_biennium_is_refused() {
    let rows = [2021, 2022, 2023, 2024].map(|in_year| value(key("KEN", in_year, EWASTE), 5.0, "t"));
    let found = of_reports(&[report("KEN", rows.to_vec())]);
    let outside = |row| (Severity::Error, "other_year", Some(row));
    assert_eq!(by(&found, Rule::V11), [outside(0), outside(3)]);
    let values = [2021, 2022, 2023, 2024].map(|in_year| amount(&found, "KEN", in_year, EWASTE));
    assert_eq!(values, [None, Some(5.0), Some(5.0), None]);
}

#[test]
fn case_21_who_leaves_the_list_inside_the_biennium_is_entitled_by_what_counts_at_its_end() {
    let mut row = value(key("BGD", 2026, EWASTE), 5.0, "t");
    row.meta.qualifiers.insert(Qualifier::Flexibility);
    let mut claim = report("BGD", vec![row]);
    claim.biennium = Biennium::of::<2026>();
    claim.flexibility.push(Flexibility {
        provision: "fewer indicators".into(),
        indicators: Vec::new(),
        constraint: "no survey".into(),
        until: None,
    });
    let reports = [claim];
    let of =
        |options: &ReportOptions| validate_reports(&reports, Vec::new(), set(), options).unwrap();
    // Scheduled to leave LDC on 2026-11-24: whether it counts is said by the options.
    let ldc = ReportOptions::default().entitling(vec![groups::group("LDC").unwrap().clone()]);
    let ignoring = of(&ldc);
    assert_eq!(by(&ignoring, Rule::V16), []);
    assert!(
        ignoring.dataset.observations()[0]
            .meta
            .qualifiers
            .contains(&Qualifier::Flexibility)
    );
    let applying = of(&ldc.clone().with_scheduled(ScheduledChanges::Apply));
    assert_eq!(
        by(&applying, Rule::V16),
        [(Severity::Error, "not_entitled", None)]
    );
    // The claim goes, the value stays.
    let finding = &applying.findings[0];
    assert_eq!(
        (finding.report, finding.others.as_slice()),
        (Some(0), [0].as_slice())
    );
    assert!(
        applying.dataset.observations()[0]
            .meta
            .qualifiers
            .is_empty()
    );
    assert_eq!(amount(&applying, "BGD", 2026, EWASTE), Some(5.0));
    // By default it is also of lower middle income.
    let apply = ReportOptions::default().with_scheduled(ScheduledChanges::Apply);
    assert_eq!(by(&of(&apply), Rule::V16), []);
}

#[test]
fn case_21_country_lists_are_of_the_biennium() {
    let issue = |day: &str| {
        let mut report = report("KEN", Vec::new());
        report.lists_as_of = Some(day.parse().unwrap());
        by(&of_reports(&[report]), Rule::V17)
    };
    for inside in ["2022-01-01", "2023-12-31"] {
        assert_eq!(issue(inside), [], "{inside}");
    }
    for outside in ["2021-12-31", "2024-01-01"] {
        assert_eq!(
            issue(outside),
            [(Severity::Error, "lists_of_other_time", None)],
            "{outside}"
        );
    }
}
