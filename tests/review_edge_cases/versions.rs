//! Which reports count, and definitions that change.

use ict_impact::review::{
    ExpectedMatrix, Part, ReferenceSeries, ReportStatus, RestatementReason, Taccc, TacccOptions,
};

use super::*;

fn ewaste(amount: f64) -> Vec<Observation> {
    vec![value(key("KEN", 2022, EWASTE), amount, "t")]
}

#[test]
fn case_10_two_reports_of_one_version_are_none() {
    let (one, other) = (report("KEN", ewaste(10.0)), report("KEN", ewaste(11.0)));
    let found = of_reports(&[one.clone(), other]);
    let of_v12: Vec<_> = found
        .findings
        .iter()
        .filter(|f| f.rule == Rule::V12)
        .collect();
    assert_eq!(of_v12.len(), 2);
    for (place, finding) in of_v12.iter().enumerate() {
        assert_eq!(
            (finding.severity, finding.issue),
            (Severity::Error, "same_version")
        );
        assert_eq!(finding.report, Some(place));
        assert!(
            finding.message.ends_with("its values count as missing"),
            "{}",
            finding.message
        );
    }
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), None);
    assert!(found.reports.is_empty());

    let twice = of_reports(&[one.clone(), one]);
    assert_eq!(
        by(&twice, Rule::V12),
        [(Severity::Info, "same_report", None)]
    );
    assert_eq!(amount(&twice, "KEN", 2022, EWASTE), Some(10.0));
}

#[test]
fn case_10_a_version_that_supersedes_nothing_known_is_not_used() {
    let first = report("KEN", ewaste(10.0));
    let mut second = report("KEN", ewaste(20.0));
    second.version = 2;
    second.supersedes = Some(report("NAM", ewaste(1.0)).id().unwrap());
    let found = of_reports(&[first.clone(), second.clone()]);
    assert_eq!(
        by(&found, Rule::V12),
        [(Severity::Error, "supersedes_unknown", None)]
    );
    // Not the first version either: it is not the current one.
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), None);
    second.supersedes = Some(first.id().unwrap());
    let found = of_reports(&[first, second]);
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), Some(20.0));
    assert_eq!(found.row_in_report(0), Some((1, 0)));
}

#[test]
fn case_11_a_withdrawn_report_leaves_nothing() {
    let first = report("KEN", ewaste(10.0));
    let mut second = report("KEN", ewaste(20.0));
    second.version = 2;
    second.supersedes = Some(first.id().unwrap());
    second.status = ReportStatus::Withdrawn;
    let other = report("NAM", vec![value(key("NAM", 2022, EWASTE), 3.0, "t")]);
    let found = of_reports(&[first.clone(), second.clone(), other]);
    assert_eq!(by(&found, Rule::V12), [(Severity::Info, "withdrawn", None)]);
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), None);
    assert_eq!(amount(&found, "NAM", 2022, EWASTE), Some(3.0));
    assert_eq!(found.reports.len(), 1);
    // A draft of the next version does not count and takes nothing away.
    second.status = ReportStatus::Draft;
    let found = of_reports(&[first, second]);
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), Some(10.0));
}

#[test]
fn case_20_values_of_another_edition_of_the_definition_do_not_compare() {
    let recycling = |in_year, percent, edition: &'static str| {
        let mut row = value(key("KEN", in_year, "SDG.12.5.1"), percent, "%");
        row.meta.method = Some(edition.into());
        row
    };
    let rows = vec![recycling(2022, 20.0, "2021"), recycling(2023, 30.0, "2023")];
    let reports = [report("KEN", rows)];
    let found = of_reports(&reports);
    let expected = ExpectedMatrix::new(&set(), ["SDG.12.5.1"], [Part::WHOLE]).unwrap();
    let any = TacccOptions::new(expected);
    let scores = |options: &TacccOptions| Taccc::of(&reports, 0, &found, options).unwrap().unwrap();
    assert_eq!(scores(&any).comparability, Some(1.0));
    let current = any.clone().with_method("SDG.12.5.1", "2023");
    assert_eq!(scores(&current).comparability, Some(0.5));
    assert_eq!(scores(&current).completeness, Some(1.0));
    // Two editions of one year are two values of one key, unless one restates the other.
    let both = vec![recycling(2022, 20.0, "2021"), recycling(2022, 25.0, "2023")];
    let found = of_reports(&[report("KEN", both)]);
    assert_eq!(amount(&found, "KEN", 2022, "SDG.12.5.1"), None);
}

#[test]
fn case_20_a_later_report_restates_what_an_earlier_one_said() {
    let earlier = report("KEN", ewaste(100.0));
    let mut again = ewaste(80.0);
    again[0].meta.restated = Some(RestatementReason::Method);
    let mut later = report("KEN", again);
    later.biennium = Biennium::of::<2024>();
    for order in [[&earlier, &later], [&later, &earlier]] {
        let found = of_reports(&order.map(Clone::clone));
        assert_eq!(errors(&found), Vec::<&Finding>::new());
        assert_eq!(amount(&found, "KEN", 2022, EWASTE), Some(80.0));
        let restated = found
            .findings
            .iter()
            .find(|f| f.issue == "restated")
            .unwrap();
        assert_eq!(restated.report.map(|at| order[at]), Some(&earlier));
    }
    // Without a word of restatement it is a value outside the biennium.
    later.observations = ewaste(80.0);
    let found = of_reports(&[earlier, later]);
    assert_eq!(by(&found, Rule::V11).len(), 1);
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), Some(100.0));
}

#[test]
fn case_26_a_revised_population_is_held_against_the_revised_series() {
    let kenya = country("KEN");
    let old = ReferenceSeries::Panel
        .population(kenya, year(2022))
        .unwrap();
    let row = |persons: f64| vec![value(key("KEN", 2022, POPULATION), persons, "persons")];
    let of = |persons: f64, options: &ReportOptions| {
        let reports = [report("KEN", row(persons))];
        let found = validate_reports(&reports, Vec::new(), set(), options).unwrap();
        (
            by(&found, Rule::V10),
            amount(&found, "KEN", 2022, POPULATION),
        )
    };
    let shown = vec![(Severity::Warning, "not_the_reference", Some(0))];
    let by_panel = ReportOptions::default();
    assert_eq!(of(1.019 * old, &by_panel).0, []);
    assert_eq!(of(0.981 * old, &by_panel).0, []);
    assert_eq!(of(1.021 * old, &by_panel).0, shown);
    // Shown and used: the denominator of a report is its own.
    assert_eq!(of(1.05 * old, &by_panel), (shown.clone(), Some(1.05 * old)));
    let revised = bare(&row(1.05 * old)).dataset;
    let by_revision = ReportOptions::default().with_reference(ReferenceSeries::of(&revised));
    assert_eq!(of(1.05 * old, &by_revision).0, []);
    assert_eq!(of(old, &by_revision).0, shown);
    // A year that the series lacks is held against nothing.
    let nothing = ReportOptions::default().with_reference(ReferenceSeries::of(&bare(&[]).dataset));
    assert_eq!(of(1.0, &nothing).0, []);
}
