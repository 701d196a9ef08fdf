//! The five scores of a report.

use ict_impact::review::{
    ExpectedMatrix, Flexibility, Part, ReviewError, Taccc, TacccOptions, Tier,
};
use ict_impact::uncertainty::RelativeUncertainty;

use super::*;

fn matrix() -> ExpectedMatrix {
    let sub_sectors =
        ["sub_sector=networks", "sub_sector=data_centres"].map(|p| p.parse().unwrap());
    ExpectedMatrix::new(&set(), [EWASTE], [Part::WHOLE])
        .unwrap()
        .and(&set(), [ELECTRICITY], sub_sectors)
        .unwrap()
        .with_core(|code, _| code == EWASTE)
}

fn score(report: Report, options: &TacccOptions) -> Taccc {
    let reports = [report];
    let found = of_reports(&reports);
    Taccc::of(&reports, 0, &found, options).unwrap().unwrap()
}

#[test]
fn five_numbers_by_hand() {
    let part =
        |in_year, code: &str| key("KEN", in_year, ELECTRICITY).of_part(code.parse().unwrap());
    let mut exact = value(key("KEN", 2022, EWASTE), 5.0, "t");
    exact.meta.source = SourceId::new("sdg-metadata-12-4-2").unwrap();
    exact.meta.method = Some("2023".into());
    exact.meta.tier = Some(Tier::THREE);
    exact.meta.uncertainty = Some(RelativeUncertainty::from_percent(25.0).unwrap());
    let mut plain = value(part(2022, "sub_sector=networks"), 5.0, "MWh");
    plain.meta.tier = Some(Tier::ONE);
    let mut unknown_source = value(part(2023, "sub_sector=networks"), 5.0, "MWh");
    unknown_source.meta.method = Some("2023".into());
    let refused = value(key("KEN", 2023, EWASTE), 5.0, "kWh");
    let absent = notation(part(2022, "sub_sector=data_centres"), NotationKey::No);
    let not_estimated = notation(part(2023, "sub_sector=data_centres"), NotationKey::Ne);
    let rows = vec![exact, plain, unknown_source, refused, absent, not_estimated];
    let mut one = report("KEN", rows);
    one.boundary = Some("national".into());
    let scores = score(
        one.clone(),
        &TacccOptions::new(matrix()).with_boundary("national"),
    );
    assert_eq!(
        (scores.values, scores.required, scores.flexibility),
        (4, 6, false)
    );
    assert_eq!(scores.transparency, Some(0.25));
    // (1 and 0.8 -> 0.9, 1/3, nothing, nothing) / 4
    assert!((scores.accuracy.unwrap() - (0.9 + 1.0 / 3.0) / 4.0).abs() < 1e-15);
    // E-waste of 2022, networks of both years, data centres of 2022.
    assert_eq!(scores.completeness, Some(4.0 / 6.0));
    assert_eq!(scores.consistency, Some(1.0));
    assert_eq!(scores.comparability, Some(0.75));
    let elsewhere = TacccOptions::new(matrix()).with_boundary("territorial");
    assert_eq!(score(one, &elsewhere).comparability, Some(0.0));
}

#[test]
fn consistency_counts_values_that_disagree() {
    let part = |code: &str| key("KEN", 2022, EWASTE).of_part(code.parse().unwrap());
    let rows = vec![
        value(key("KEN", 2022, EWASTE), 10.0, "t"),
        value(part("category=0302"), 50.0, "t"),
        value(part("category=0303"), 5.0, "t"),
        value(key("KEN", 2023, EWASTE), 10.0, "t"),
    ];
    assert_eq!(
        score(report("KEN", rows), &TacccOptions::new(matrix())).consistency,
        Some(0.75)
    );
}

#[test]
fn what_is_computed_from_parts_is_complete() {
    let expected = ExpectedMatrix::new(&set(), [GRID, EWASTE], [Part::WHOLE]).unwrap();
    let category = |in_year| key("KEN", in_year, EWASTE).of_part("category=0302".parse().unwrap());
    let rows = vec![
        value(key("KEN", 2022, "PART.POWER.GHG"), 2.0, "MtCO2e"),
        value(key("KEN", 2022, GENERATION), 10.0, "TWh"),
        value(category(2023), 10.0, "t"),
    ];
    let options = TacccOptions::new(expected);
    assert_eq!(score(report("KEN", rows), &options).completeness, Some(0.5));
}

#[test]
fn flexibility_asks_for_the_core_only_of_those_entitled() {
    let provision = |indicators: &[&str]| Flexibility {
        provision: "fewer sub-sectors".into(),
        indicators: indicators.iter().map(ToString::to_string).collect(),
        constraint: "no survey".into(),
        until: None,
    };
    let of = |code: &str, provisions: Vec<Flexibility>| {
        let rows = vec![value(key(code, 2022, EWASTE), 10.0, "t")];
        let mut one = report(code, rows);
        one.flexibility = provisions;
        let scores = score(one, &TacccOptions::new(matrix()));
        (scores.required, scores.completeness, scores.flexibility)
    };
    assert_eq!(of("KEN", Vec::new()), (6, Some(1.0 / 6.0), false));
    assert_eq!(of("KEN", vec![provision(&[])]), (2, Some(0.5), true));
    assert_eq!(
        of("KEN", vec![provision(&[ELECTRICITY])]),
        (2, Some(0.5), true)
    );
    // The core cannot be left out, and a provision that names something else spares nothing.
    assert_eq!(
        of("KEN", vec![provision(&[EWASTE])]),
        (6, Some(1.0 / 6.0), false)
    );
    // Germany is not entitled.
    assert_eq!(of("DEU", vec![provision(&[])]), (6, Some(1.0 / 6.0), false));
}

#[test]
fn an_empty_report_has_no_scores_of_values() {
    let scores = score(report("KEN", Vec::new()), &TacccOptions::new(matrix()));
    assert_eq!(scores.completeness, Some(0.0));
    let four = [
        scores.transparency,
        scores.accuracy,
        scores.consistency,
        scores.comparability,
    ];
    assert_eq!(four, [None; 4]);
    let nothing = ExpectedMatrix::new(&set(), [EWASTE], []).unwrap();
    assert!(nothing.is_empty());
    let scores = score(report("KEN", Vec::new()), &TacccOptions::new(nothing));
    assert_eq!(scores.completeness, None);
    let unknown = ExpectedMatrix::new(&set(), ["NOT.THERE"], [Part::WHOLE]);
    assert!(matches!(unknown, Err(ReviewError::UnknownIndicator { .. })));
    // A report that does not count has none.
    let mut draft = report("KEN", Vec::new());
    draft.status = ict_impact::review::ReportStatus::Draft;
    let reports = [draft];
    let found = of_reports(&reports);
    assert_eq!(
        Taccc::of(&reports, 0, &found, &TacccOptions::new(matrix())).unwrap(),
        None
    );
}
