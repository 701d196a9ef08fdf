//! Findings and improvement plans from one biennium to the next.

use ict_impact::review::follow_up::{
    CarriedFindings, FindingStatus, FollowUpError, ImprovementOutcome, ReviewFinding,
    ReviewFindingRow, carry_findings, findings_of_validation, review_findings, track_improvements,
};
use ict_impact::review::{
    Improvement, IndicatorSet, NotationKey, Observation, PreviousReview, Report, ReportStatus,
    ReviewOptions, review_reports, validate,
};
use ict_impact::time::Biennium;
use proptest::prelude::*;

use super::made::*;

const NEXT: Biennium = Biennium::of::<2024>();

fn by_hand(id: &str, raised: &str, due: &str, status: &str) -> ReviewFinding {
    let row = ReviewFindingRow {
        id: id.to_owned(),
        principle: "transparency".to_owned(),
        severity: "warning".to_owned(),
        about: "KEN SDG.12.4.2.EWG".to_owned(),
        recommendation: "name the source".to_owned(),
        raised: raised.to_owned(),
        due: due.to_owned(),
        response: if status == "answered" { "soon" } else { "" }.to_owned(),
        status: status.to_owned(),
        ..ReviewFindingRow::default()
    };
    review_findings([(2, row)]).unwrap().remove(0)
}

fn of_validation(rows: &[Observation], biennium: Biennium) -> Vec<ReviewFinding> {
    let found = validate(rows.to_vec(), IndicatorSet::embedded().unwrap()).findings;
    findings_of_validation(&found, &[], biennium).unwrap()
}

fn report(rows: Vec<Observation>, biennium: Biennium) -> Report {
    let mut report = Report::new(country("KEN"), biennium, "2026-12-31".parse().unwrap());
    report.observations = rows;
    report
}

fn ids(findings: &[ReviewFinding]) -> Vec<&str> {
    findings
        .iter()
        .map(|finding| finding.id().as_str())
        .collect()
}

/// Reports of the biennium before stand beside those of this one, for comparison: what the review
/// of then said of them is not said again, and a draft of now says nothing yet.
#[test]
fn only_counting_reports_of_the_biennium_are_followed_up() {
    let before = NOW.previous().unwrap();
    let faulty = report(vec![value("KEN", 2021, EWASTE, -5.0, "t")], before);
    let clean = report(vec![value("KEN", 2022, EWASTE, 5.0, "t")], NOW);
    let mut draft = clean.clone();
    draft.status = ReportStatus::Draft;
    let last = of_validation(&faulty.observations, before);
    let previous = PreviousReview::of(Vec::new())
        .with_findings(last.clone())
        .with_reports(vec![faulty.clone()]);
    let options = ReviewOptions::of(NOW).against(previous);
    let followed = |reports: &[Report]| {
        let found = review_reports(reports, Vec::new(), &options).unwrap();
        found.follow_up.unwrap()
    };
    let found = followed(&[faulty.clone(), clean]);
    assert_eq!(ids(&found.resolved), ids(&last));
    assert!(
        found.carried.is_empty() && found.new.is_empty(),
        "{found:?}"
    );
    let found = followed(&[faulty, draft]);
    assert_eq!(ids(&found.carried), ids(&last));
}

#[test]
fn a_fault_is_carried_until_a_value_shows_that_it_is_gone() {
    let last = of_validation(&[value("KEN", 2022, EWASTE, -1.0, "t")], NOW);
    assert_eq!(ids(&last), ["V03.negative.KEN.SDG.12.4.2.EWG"]);
    let carry = |rows: Vec<Observation>| {
        let now = of_validation(&rows, NEXT);
        carry_findings(&last, &now, [&report(rows, NEXT)], NEXT).unwrap()
    };
    // Again the same fault, in another year: one finding, as old as it is.
    let again = carry(vec![value("KEN", 2024, EWASTE, -2.0, "t")]);
    assert_eq!(ids(&again.carried), ids(&last));
    assert_eq!(
        (again.carried[0].raised(), again.carried[0].due()),
        (NOW, NEXT)
    );
    assert!(again.carried[0].quote().unwrap().contains("KEN 2024"));
    assert!(again.new.is_empty() && again.resolved.is_empty());
    // A good value.
    let gone = carry(vec![value("KEN", 2024, EWASTE, 2.0, "t")]);
    assert_eq!(ids(&gone.resolved), ids(&last));
    assert_eq!(gone.resolved[0].status(), FindingStatus::Resolved);
    // Silence, another indicator, NE, and another biennium's value resolve nothing.
    for silent in [
        vec![],
        vec![value("KEN", 2024, "SDG.12.4.2.EWC", 1.0, "t")],
        vec![notation("KEN", 2024, EWASTE, NotationKey::Ne)],
        vec![value("KEN", 2022, EWASTE, 1.0, "t")],
        vec![value("NAM", 2024, EWASTE, 1.0, "t")],
    ] {
        let found = carry(silent);
        assert_eq!(ids(&found.carried), ids(&last));
        assert!(found.resolved.is_empty());
    }
    // Another fault is new.
    let other = carry(vec![value("KEN", 2024, EWASTE, 2.0, "kWh")]);
    assert_eq!(ids(&other.new), ["V01.unit.KEN.SDG.12.4.2.EWG"]);
    assert_eq!(other.new[0].raised(), NEXT);
    // It survives being written to a file and read again.
    let json = serde_json::to_string(&last).unwrap();
    assert_eq!(
        serde_json::from_str::<Vec<ReviewFinding>>(&json).unwrap(),
        last
    );
}

#[test]
fn only_a_reviewer_resolves_what_a_reviewer_found() {
    let last = [
        by_hand("K-1", "2022-2023", "2024-2025", ""),
        by_hand("K-2", "2020-2021", "2022-2023", "answered"),
        by_hand("K-3", "2020-2021", "2022-2023", "resolved"),
        by_hand("K-4", "2022-2023", "2024-2025", "answered"),
    ];
    let now = [
        by_hand("K-1", "2024-2025", "2026-2027", "resolved"),
        by_hand("K-3", "2024-2025", "2026-2027", ""),
        by_hand("K-4", "2024-2025", "2026-2027", ""),
    ];
    let good = report(vec![value("KEN", 2024, EWASTE, 1.0, "t")], NEXT);
    let found = carry_findings(&last, &now, [&good], NEXT).unwrap();
    assert_eq!(ids(&found.resolved), ["K-1"]);
    assert_eq!(ids(&found.carried), ["K-2", "K-4"]);
    assert_eq!(ids(&found.new), ["K-3"]); // it was resolved and is back
    let overdue: Vec<_> = found
        .overdue(NEXT)
        .map(|finding| finding.id().as_str())
        .collect();
    assert_eq!(overdue, ["K-2"]);
    // What was answered stays answered, and moving the date moves nothing.
    assert_eq!(found.carried[1].status(), FindingStatus::Answered);
    assert_eq!(
        (found.carried[1].raised(), found.carried[1].due()),
        (NOW, NEXT)
    );
}

#[test]
fn findings_that_are_twice_there_or_not_earlier_are_refused() {
    let one = by_hand("K-1", "2022-2023", "2024-2025", "");
    let twice = [one.clone(), one.clone()];
    for (last, now) in [(&twice[..], &[][..]), (&[], &twice)] {
        let refused = carry_findings(last, now, [], NEXT);
        assert!(
            matches!(refused, Err(FollowUpError::Duplicate { .. })),
            "{refused:?}"
        );
    }
    let refused = carry_findings(&[one], &[], [], NOW);
    assert!(matches!(refused, Err(FollowUpError::NotLater { .. })));
}

fn planned(key: &str, due: Biennium, done: bool) -> Improvement {
    Improvement {
        key: key.to_owned(),
        text: format!("improve {key}"),
        due,
        done,
    }
}

fn with_plan(biennium: Biennium, improvements: Vec<Improvement>) -> Report {
    let mut report = report(Vec::new(), biennium);
    report.improvements = improvements;
    report
}

#[test]
fn an_improvement_plan_is_held_against_the_next_report() {
    let later = Biennium::of::<2026>();
    let before = with_plan(
        NOW,
        vec![
            planned("done", NEXT, false),
            planned("done-before", NOW, true),
            planned("dropped", NEXT, false),
            planned("moved", NEXT, false),
            planned("open", later, false),
            planned("undone", NOW, true),
        ],
    );
    let now = with_plan(
        NEXT,
        vec![
            planned("done", NEXT, true),
            planned("done-before", NOW, true),
            planned("moved", later, false),
            planned("open", later, false),
            planned("undone", NOW, false),
            planned("new", later, false),
        ],
    );
    let progress = track_improvements(&before, &now).unwrap();
    let told: Vec<_> = progress
        .iter()
        .map(|found| (found.key.as_str(), found.outcome, found.moved_to))
        .collect();
    assert_eq!(
        told,
        [
            ("done", ImprovementOutcome::Done, None),
            ("dropped", ImprovementOutcome::DroppedWithoutAWord, None),
            ("moved", ImprovementOutcome::Overdue, Some(later)),
            ("open", ImprovementOutcome::StillOpen, None),
            ("undone", ImprovementOutcome::Overdue, None),
            ("new", ImprovementOutcome::New, None),
        ]
    );
}

#[test]
fn plans_that_do_not_follow_each_other_are_refused() {
    let before = with_plan(NOW, vec![planned("a", NEXT, false)]);
    let twice = with_plan(
        NEXT,
        vec![planned("a", NEXT, false), planned("a", NEXT, true)],
    );
    let mut other = with_plan(NEXT, Vec::new());
    other.entity = entity("NAM");
    assert!(matches!(
        track_improvements(&before, &twice),
        Err(FollowUpError::Duplicate { .. })
    ));
    assert!(matches!(
        track_improvements(&before, &other),
        Err(FollowUpError::OtherEntity { .. })
    ));
    assert!(matches!(
        track_improvements(&before, &before),
        Err(FollowUpError::NotLater { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing is lost and nothing counts twice.
    #[test]
    fn every_finding_is_carried_resolved_or_new(
        last in prop::collection::btree_map(0u8..12, 0usize..3, 0..10),
        now in prop::collection::btree_map(0u8..12, 0usize..3, 0..10),
    ) {
        const STATUS: [&str; 3] = ["open", "answered", "resolved"];
        let made = |of: &std::collections::BTreeMap<u8, usize>, raised: &str| -> Vec<ReviewFinding> {
            of.iter().map(|(id, status)| {
                by_hand(&format!("F-{id}"), raised, "2024-2025", STATUS[*status])
            }).collect()
        };
        let (last, now) = (made(&last, "2022-2023"), made(&now, "2024-2025"));
        let found: CarriedFindings = carry_findings(&last, &now, [], NEXT).unwrap();
        let mut all: Vec<&str> = [&found.carried, &found.resolved, &found.new]
            .into_iter().flat_map(|part| ids(part)).collect();
        all.sort_unstable();
        let open = last.iter().filter(|finding| finding.status() != FindingStatus::Resolved);
        let mut expected: Vec<&str> = open.chain(&now).map(|f| f.id().as_str()).collect();
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(all, expected);
        prop_assert!(found.carried.iter().all(|f| f.status() != FindingStatus::Resolved));
        prop_assert!(found.resolved.iter().all(|f| f.status() == FindingStatus::Resolved));
    }
}
