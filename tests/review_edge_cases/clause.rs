//! What the Action Lines report, and what a review owes to those who start from little.

use std::collections::BTreeMap;

use ict_impact::review::{
    Answers, Entity, Finding, Flexibility, IndicatorRow, IndicatorSet, LineStatus, LowBaseVerdict,
    LowBaseView, MappingRow, MemberStatus, NotationKey, Observation, Origin, Publication,
    Qualifier, Report, ReportOptions, Reported, ReviewError, ReviewOptions, Rule, action_lines,
    aggregate, answers, flexibility_uses, low_base_view, member_status, own_indicators,
    own_mappings, review_reports, validate, validate_reports,
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;

use super::made::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/biennial_review");

/// The rows of a file with the line that each stands in.
fn rows<T: DeserializeOwned>(file: &str) -> Vec<(usize, T)> {
    let mut reader = csv::Reader::from_path(format!("{FOLDER}/{file}")).unwrap();
    reader
        .deserialize()
        .enumerate()
        .map(|(at, row)| (at + 2, row.unwrap()))
        .collect()
}

fn with_ai() -> IndicatorSet {
    let indicators = own_indicators(rows::<IndicatorRow>("ai_indicators.csv")).unwrap();
    let lines = own_mappings(rows::<MappingRow>("ai_action_lines.csv")).unwrap();
    IndicatorSet::embedded()
        .unwrap()
        .with(indicators, lines)
        .unwrap()
}

#[test]
fn indicators_of_a_new_technology_are_data() {
    let set = with_ai();
    let mapped: Vec<String> = set
        .iter()
        .filter(|indicator| indicator.code().starts_with("PRJ.AI."))
        .filter(|indicator| set.action_lines(indicator.code()).count() == 0)
        .map(|indicator| indicator.code().to_owned())
        .collect();
    assert_eq!(mapped, Vec::<String>::new(), "each speaks to a line");

    let mut observations = populations(&["KEN", "NAM"], &[2022, 2023]);
    for of in [2022, 2023] {
        for (code, energy, requests) in [("KEN", 2.0, 1000.0), ("NAM", 4.0, 3000.0)] {
            observations.extend([
                value(code, of, "PRJ.AI.TRAINING", 5.0, "MWh"),
                value(code, of, "PART.AI.INFERENCE.ELECTRICITY", energy, "kWh"),
                value(code, of, "PART.AI.INFERENCE.REQUESTS", requests, "count"),
                value(code, of, "PART.AI.ELECTRICITY", energy, "MWh"),
                value(code, of, "PART.AI.DATA_CENTRE.ELECTRICITY", 12.0, "MWh"),
                value(code, of, "PRJ.AI.ACCELERATORS", requests, "devices"),
                value(code, of, "PRJ.AI.WATER", 7.0, "m3"),
            ]);
        }
    }
    let validated = validate(observations, set);
    // One person in each country is not its population: V10.
    let others = validated.findings.iter();
    let others: Vec<_> = others.filter(|found| found.rule != Rule::V10).collect();
    assert_eq!(others, Vec::<&Finding>::new());
    let data = validated.dataset;
    let world = group(&["KEN", "NAM"]);
    let of = |code: &str| {
        ict_impact::review::aggregate(&data, &world, code, in_biennium(), &options()).unwrap()
    };
    assert_eq!(of("PRJ.AI.TRAINING").value, Some(10_000.0)); // kWh a year
    assert_eq!(of("PRJ.AI.INFERENCE.REQUEST").value, Some(1.5)); // 6 kWh over 4000 requests
    assert_eq!(of("PRJ.AI.SHARE").value, Some(25.0)); // 6 of 24 MWh
    assert_eq!(of("PRJ.AI.ACCELERATORS").value, Some(4000.0));
    assert_eq!(of("PRJ.AI.WATER").value, Some(14_000.0)); // L

    let lines = action_lines(&data, &world, NOW, &options()).unwrap();
    let line = |code: &str| lines.iter().find(|line| line.line == code).unwrap();
    let reported = |at: &str, code: &str| {
        let found = line(at).indicators.iter().find(|i| i.indicator == code);
        found.map(|indicator| indicator.reported)
    };
    assert_eq!(reported("C6", "PRJ.AI.TRAINING"), Some(Reported::Enough));
    assert_eq!(
        reported("C7.eenv", "PRJ.AI.TRAINING"),
        Some(Reported::Enough)
    );
    assert_eq!(reported("C2", "PRJ.AI.SHARE"), Some(Reported::Enough));
    assert_eq!(
        reported("C7.eenv", "PRJ.AI.INFERENCE.TOKEN"),
        Some(Reported::Lacking)
    );
    assert_eq!(reported("C1", "PRJ.AI.TRAINING"), None);
}

#[test]
fn all_18_lines_say_what_they_require() {
    let mut observations = populations(&["KEN", "NAM"], &[2022, 2023]);
    for of in [2022, 2023] {
        for code in ["KEN", "NAM"] {
            observations.push(value(code, of, "SDG.4.4.1", 30.0, "%"));
            observations.push(value(code, of, "PART.PERSONS.YOUTH_ADULTS", 1.0, "persons"));
        }
    }
    let world = group(&["KEN", "NAM"]);
    let lines = action_lines(&data(&observations), &world, NOW, &options()).unwrap();
    assert_eq!(lines.len(), 18);
    let embedded = IndicatorSet::embedded().unwrap();
    for line in &lines {
        let required = embedded.iter().filter(|indicator| {
            let mut mapped = embedded.action_lines(indicator.code());
            mapped.any(|mapping| mapping.action_line() == line.line)
        });
        assert_eq!(line.summary.required, required.count(), "{}", line.line);
        assert_eq!(line.status, line.summary.status());
    }
    let status = |code: &str| lines.iter().find(|line| line.line == code).unwrap();
    assert_eq!(status("C4").status, LineStatus::Complete);
    assert_eq!(
        status("C4").words,
        "of 1 required indicator: 1 reported, 0 missing"
    );
    assert_eq!(status("C7.eenv").status, LineStatus::Missing);
    assert_eq!(status("C7.ehea").status, LineStatus::NothingRequired);
}

fn said(observations: &[Observation], who: &str, indicator: &str) -> MemberStatus {
    member_status(&data(observations), entity(who), indicator, in_2022()).unwrap()
}

#[test]
fn each_answer_is_told_apart() {
    let elsewhere = || Box::new(key("NAM", 2022, EWASTE));
    let key_of = |notation_key| notation("KEN", 2022, EWASTE, notation_key);
    let tonnes = |origin| of_origin(value("KEN", 2022, EWASTE, 1.0, "t"), origin);
    for (row, status) in [
        (tonnes(Origin::Measured), MemberStatus::Reported),
        (tonnes(Origin::Derived), MemberStatus::Reported),
        (tonnes(Origin::Modelled), MemberStatus::Modelled),
        (tonnes(Origin::Filled), MemberStatus::Filled),
        (key_of(NotationKey::No), MemberStatus::NotOccurring),
        (key_of(NotationKey::Na), MemberStatus::NotApplicable),
        (
            key_of(NotationKey::Ie(elsewhere())),
            MemberStatus::IncludedElsewhere,
        ),
        (
            key_of(NotationKey::C(elsewhere())),
            MemberStatus::Confidential,
        ),
        (key_of(NotationKey::Ne), MemberStatus::NotEstimated),
        (key_of(NotationKey::Nr), MemberStatus::NotReported),
        (value("KEN", 2022, EWASTE, -1.0, "t"), MemberStatus::Refused),
        (value("KEN", 2023, EWASTE, 1.0, "t"), MemberStatus::Absent),
    ] {
        let observations = [row, value("NAM", 2022, EWASTE, 5.0, "t")];
        assert_eq!(said(&observations, "KEN", EWASTE), status);
    }
    // By its parts: a missing one is missing, and says why.
    let part = |row, category: &str| of_part(row, &format!("category={category}"));
    let halves = [
        part(value("KEN", 2022, EWASTE, 1.0, "t"), "0303"),
        part(notation("KEN", 2022, EWASTE, NotationKey::Ne), "0306"),
    ];
    assert_eq!(said(&halves, "KEN", EWASTE), MemberStatus::NotEstimated);
    let none = halves.map(|mut row| {
        row.datum = ict_impact::review::Datum::Notation(NotationKey::No);
        row
    });
    assert_eq!(said(&none, "KEN", EWASTE), MemberStatus::NotOccurring);
}

#[test]
fn a_ratio_is_reported_by_itself_or_by_its_parts() {
    let ratio = value("KEN", 2022, GRID, 100.0, "gCO2e/kWh");
    assert_eq!(said(&[ratio], "KEN", GRID), MemberStatus::Reported);
    let above = value("KEN", 2022, "PART.POWER.GHG", 1.0, "MtCO2e");
    let below = value("KEN", 2022, GENERATION, 1.0, "TWh");
    let both = [above.clone(), below.clone()];
    assert_eq!(said(&both, "KEN", GRID), MemberStatus::Reported);
    assert_eq!(
        said(core::slice::from_ref(&above), "KEN", GRID),
        MemberStatus::Absent
    );
    let unknown = notation("KEN", 2022, GENERATION, NotationKey::Ne);
    assert_eq!(
        said(&[above.clone(), unknown], "KEN", GRID),
        MemberStatus::NotEstimated
    );
    let filled = of_origin(below.clone(), Origin::Filled);
    assert_eq!(
        said(&[above.clone(), filled], "KEN", GRID),
        MemberStatus::Filled
    );
    let modelled = of_origin(above, Origin::Modelled);
    assert_eq!(
        said(&[modelled, below], "KEN", GRID),
        MemberStatus::Modelled
    );
    // Relative to 2020: the amount of both years.
    let emitted = |of| value("KEN", of, "PART.ICT.GHG", 1.0, "tCO2e");
    assert_eq!(
        said(&[emitted(2022)], "KEN", "ITU.L1470"),
        MemberStatus::Absent
    );
    let both = [emitted(2020), emitted(2022)];
    assert_eq!(said(&both, "KEN", "ITU.L1470"), MemberStatus::Reported);
}

fn line_of(observations: &[Observation], codes: &[&str]) -> ict_impact::review::LineIndicator {
    let world = group(codes);
    let lines = action_lines(&data(observations), &world, NOW, &options()).unwrap();
    let mut all = lines.into_iter().flat_map(|line| line.indicators);
    all.find(|indicator| indicator.indicator == EWASTE).unwrap()
}

#[test]
fn what_was_filled_counts_apart_from_what_was_reported() {
    let codes = ["KEN", "NAM", "DEU", "FRA"];
    let mut observations = populations(&codes, &[2022, 2023]);
    let both = |code: &'static str, origin| {
        [2022, 2023].map(|of| of_origin(value(code, of, EWASTE, 1.0, "t"), origin))
    };
    observations.extend(both("KEN", Origin::Filled));
    assert_eq!(line_of(&observations, &codes).reported, Reported::Filled);
    observations.extend(both("NAM", Origin::Modelled));
    assert_eq!(line_of(&observations, &codes).reported, Reported::Modelled);
    observations.extend(both("DEU", Origin::Reported));
    // Three of four would be enough, and one of them is filled.
    let found = line_of(&observations, &codes);
    assert_eq!(found.countries, 3);
    assert_eq!(found.reported, Reported::Partly);
    for (status, members) in [
        (MemberStatus::Filled, 1),
        (MemberStatus::Modelled, 1),
        (MemberStatus::Reported, 1),
        (MemberStatus::Absent, 1),
    ] {
        let count = found.answers.of(status);
        assert_eq!(
            (count.members, count.population_share),
            (members, Some(0.25))
        );
    }
    observations.extend(both("FRA", Origin::Reported));
    assert_eq!(line_of(&observations, &codes).reported, Reported::Enough);
}

#[test]
fn answers_without_a_value_are_complete_and_no_figure() {
    let codes = ["KEN", "NAM"];
    let mut observations = populations(&codes, &[2022, 2023]);
    for of in [2022, 2023] {
        observations.push(notation("KEN", of, EWASTE, NotationKey::No));
        let pointer = Box::new(key("KEN", of, EWASTE));
        observations.push(notation("NAM", of, EWASTE, NotationKey::C(pointer)));
    }
    let found = line_of(&observations, &codes);
    assert_eq!(found.reported, Reported::Answered);
    assert_eq!(found.answers.complete().members, 2);
    assert_eq!(found.answers.missing().members, 0);
}

/// A claim that is refused stands in the findings and nowhere else.
#[test]
fn flexibility_of_who_may_not_claim_it_is_applied_nowhere() {
    let report = |code: &str| {
        let mut report = Report::new(country(code), NOW, "2024-12-31".parse().unwrap());
        report.observations = vec![value(code, 2022, EWASTE, 5.0, "t")];
        report.flexibility = vec![Flexibility {
            provision: "a total without its parts".to_owned(),
            indicators: vec![EWASTE.to_owned()],
            constraint: "few statisticians".to_owned(),
            until: None,
        }];
        report
    };
    let codes = ["NPL", "DEU"];
    let mut options = ReviewOptions::of(NOW);
    options.groups = vec![group(&codes)];
    let reports = [report("NPL"), report("DEU")];
    let review = review_reports(&reports, populations(&codes, &[2022, 2023]), &options).unwrap();
    let claims: Vec<Entity> = review.flexibility.iter().map(|use_| use_.entity).collect();
    assert_eq!(claims, [entity("NPL")]);
    let ewaste = review.comparison(EWASTE, group(&codes).code()).unwrap();
    assert_eq!(ewaste.current.flexibility, [entity("NPL")]);
    let refused: Vec<_> = review
        .findings
        .iter()
        .filter(|finding| finding.rule == Rule::V16)
        .map(|finding| finding.report)
        .collect();
    assert_eq!(refused, [Some(1)]);
}

#[test]
fn flexibility_is_listed_and_flagged_and_never_hidden() {
    let codes = ["NPL", "KEN", "NAM"];
    let mut report = Report::new(country("NPL"), NOW, "2024-12-31".parse().unwrap());
    report.observations = vec![
        notation("NPL", 2022, EWASTE, NotationKey::Ne),
        value("NPL", 2022, "PART.PERSONS.INTERNET_USERS", 1.0, "persons"),
        value("NPL", 2022, "SDG.13.2.2", 5.0, "tCO2e"),
    ];
    let provision = |indicators: &[&str]| Flexibility {
        provision: "NE instead of an estimate".to_owned(),
        indicators: indicators.iter().map(|code| (*code).to_owned()).collect(),
        constraint: "no survey yet".to_owned(),
        until: None,
    };
    report.flexibility = vec![provision(&[EWASTE, "PART.PERSONS.INTERNET_USERS"])];
    let mut observations = populations(&codes, &[2022]);
    let mut by_itself = value("KEN", 2022, EWASTE, 1.0, "t");
    by_itself.meta.qualifiers.insert(Qualifier::Flexibility);
    observations.push(by_itself);
    observations.push(value("NAM", 2022, EWASTE, 1.0, "t"));

    let validated = |report: &Report| {
        let (set, options) = (IndicatorSet::embedded().unwrap(), ReportOptions::default());
        validate_reports(
            core::slice::from_ref(report),
            observations.clone(),
            set,
            &options,
        )
        .unwrap()
    };
    let data = validated(&report).dataset;

    // In the fact also of a member that is missing, and of a ratio by its part.
    let of = |code| aggregate(&data, &group(&codes), code, in_2022(), &options()).unwrap();
    let ewaste = of(EWASTE);
    assert_eq!(ewaste.missing, [entity("NPL")]);
    assert_eq!(ewaste.flexibility, [entity("KEN"), entity("NPL")]);
    assert_eq!(of("SDG.17.8.1").flexibility, [entity("NPL")]);
    assert_eq!(of("SDG.13.2.2").flexibility, []);
    let json = serde_json::to_value(&ewaste).unwrap();
    assert_eq!(json["flexibility"], serde_json::json!(["KEN", "NPL"]));

    let uses = flexibility_uses(&data, [&report]);
    let told: Vec<_> = uses
        .iter()
        .map(|found| {
            let indicator = found.indicator.as_deref().unwrap();
            (
                found.entity.to_string(),
                indicator,
                found.provision.is_some(),
                found.years.len(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("KEN".to_owned(), EWASTE, false, 1),
            ("NPL".to_owned(), "PART.PERSONS.INTERNET_USERS", true, 1),
            ("NPL".to_owned(), EWASTE, true, 1),
        ]
    );
    // A provision that names no indicator is one for all.
    report.flexibility = vec![provision(&[])];
    let uses = flexibility_uses(&data, [&report]);
    assert_eq!((uses.len(), uses[1].indicator.as_deref()), (2, None));
    let all = validated(&report).dataset;
    let is_flagged = |row: &&Observation| row.meta.qualifiers.contains(&Qualifier::Flexibility);
    assert_eq!(all.observations().iter().filter(is_flagged).count(), 4);
    let lines = action_lines(&data, &group(&codes), NOW, &options()).unwrap();
    let mut indicators = lines.iter().flat_map(|line| &line.indicators);
    let ewaste = indicators
        .find(|indicator| indicator.indicator == EWASTE)
        .unwrap();
    assert_eq!(ewaste.flexibility, [entity("KEN"), entity("NPL")]);
}

/// Chad, small, and Germany, large: tonnes and persons before and now.
fn view(chad: [(f64, f64); 2], germany: [(f64, f64); 2], who: &str) -> LowBaseView {
    let mut observations = Vec::new();
    for (code, periods) in [("TCD", chad), ("DEU", germany)] {
        for (first, (tonnes, persons)) in [2020, 2022].into_iter().zip(periods) {
            for of in [first, first + 1] {
                observations.push(value(code, of, EWASTE, tonnes, "t"));
                observations.push(value(code, of, POPULATION, persons, "persons"));
            }
        }
    }
    let world = group(&["TCD", "DEU"]);
    let data = data(&observations);
    low_base_view(
        &data,
        entity(who),
        &world,
        EWASTE,
        POPULATION,
        NOW,
        &options(),
    )
    .unwrap()
}

#[test]
fn growth_from_a_low_base_is_not_called_wrong() {
    let chad = [(10.0, 100.0), (40.0, 100.0)];
    let germany = [(900.0, 100.0), (960.0, 100.0)];
    let found = view(chad, germany, "TCD");
    assert_eq!((found.previous, found.current), (Some(10.0), Some(40.0)));
    assert_eq!(found.change, Some(30.0));
    assert_eq!(found.per_person, Some(0.4));
    assert!((found.per_person_change.unwrap() - 0.3).abs() < 1e-15);
    assert_eq!(found.world, Some(5.0)); // (40 + 960) t of 200 persons
    assert_eq!(found.per_person_unit, "t/person");
    assert_eq!(found.verdict, LowBaseVerdict::FromLowBase);
    assert!(!found.words.contains("wrong direction"));

    assert_eq!(
        view(chad, germany, "DEU").verdict,
        LowBaseVerdict::WrongDirection
    );
    let more_persons = [(900.0, 100.0), (960.0, 120.0)];
    assert_eq!(
        view(chad, more_persons, "DEU").verdict,
        LowBaseVerdict::MorePersons
    );
    let falling = [(900.0, 100.0), (900.0, 90.0)];
    assert_eq!(
        view(chad, falling, "DEU").verdict,
        LowBaseVerdict::NotRising
    );
}

#[test]
fn what_cannot_be_judged_is_not_judged() {
    let observations = [
        value("TCD", 2022, EWASTE, 1.0, "t"),
        value("TCD", 2022, POPULATION, 1.0, "persons"),
    ];
    let world = group(&["TCD", "DEU", "FRA"]);
    let ask = |indicator: &str, per: &str| {
        let data = data(&observations);
        low_base_view(
            &data,
            entity("TCD"),
            &world,
            indicator,
            per,
            NOW,
            &options(),
        )
    };
    let found = ask(EWASTE, POPULATION).unwrap();
    assert_eq!(
        (found.verdict, found.change),
        (LowBaseVerdict::NoData, None)
    );
    for (indicator, per) in [
        ("SDG.12.4.2.EWC", POPULATION), // more is better
        (GRID, POPULATION),             // no amount
        (EWASTE, GENERATION),           // no persons
    ] {
        let refused = ask(indicator, per);
        assert!(
            matches!(refused, Err(ReviewError::Indicator { .. })),
            "{refused:?}"
        );
    }
    assert!(ask(EWASTE, "PART.PERSONS.INTERNET_USERS").is_ok());
    // One of three reports: the level of the world is not known.
    let mut rising = populations(&["TCD", "DEU", "FRA"], &[2020, 2021, 2022, 2023]);
    for (of, tonnes) in [(2020, 1.0), (2021, 1.0), (2022, 2.0), (2023, 2.0)] {
        rising.push(value("TCD", of, EWASTE, tonnes, "t"));
    }
    let data = data(&rising);
    let found = low_base_view(
        &data,
        entity("TCD"),
        &world,
        EWASTE,
        POPULATION,
        NOW,
        &options(),
    )
    .unwrap();
    assert_eq!(
        (found.verdict, found.world),
        (LowBaseVerdict::NoReference, None)
    );
}

/// What one member says in one year.
fn row(code: &str, of: i64, what: u8) -> Option<Observation> {
    let tonnes = |origin| of_origin(value(code, of, EWASTE, 1.0, "t"), origin);
    let key = |notation_key| notation(code, of, EWASTE, notation_key);
    Some(match what {
        0 => return None,
        1 => tonnes(Origin::Reported),
        2 => tonnes(Origin::Modelled),
        3 => tonnes(Origin::Filled),
        4 => key(NotationKey::No),
        5 => key(NotationKey::Na),
        6 => key(NotationKey::Ne),
        7 => key(NotationKey::Nr),
        _ => value(code, of, EWASTE, -1.0, "t"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_member_is_counted_once(
        said in prop::collection::vec((0u8..9, 0u8..9, prop::option::of(1u32..1000)), 6),
    ) {
        const CODES: [&str; 6] = ["DEU", "FRA", "IND", "KEN", "NAM", "TUV"];
        let mut observations = Vec::new();
        for (code, &(first, second, persons)) in CODES.iter().zip(&said) {
            observations.extend(row(code, 2022, first));
            observations.extend(row(code, 2023, second));
            observations.extend(persons.map(|persons| {
                value(code, 2023, POPULATION, f64::from(persons), "persons")
            }));
        }
        let data = data(&observations);
        let world = group(&CODES);
        let found: Answers = answers(&data, &world, EWASTE, in_biennium(), &options()).unwrap();
        let mut expected: BTreeMap<MemberStatus, usize> = BTreeMap::new();
        for code in CODES {
            let status = member_status(&data, entity(code), EWASTE, in_biennium()).unwrap();
            *expected.entry(status).or_default() += 1;
        }
        let counted: BTreeMap<_, _> = found.by_status.iter().map(|(s, c)| (*s, c.members)).collect();
        prop_assert_eq!(counted, expected);
        prop_assert_eq!(found.that(|_| true).members, found.expected);
        let without = said.iter().filter(|(_, _, persons)| persons.is_none()).count();
        prop_assert_eq!(found.without_population, without);
        match found.that(|_| true).population_share {
            Some(whole) => prop_assert!((whole - 1.0).abs() < 1e-12),
            None => prop_assert_eq!(without, 6),
        }
        let rest = found.that(|status| !status.is_complete() && !status.is_missing()).members;
        let sides = found.complete().members + found.missing().members;
        prop_assert_eq!(sides + rest, found.expected);
    }

    /// Whatever it grows by: per person below the world is never wrong.
    #[test]
    fn no_member_below_the_world_goes_in_the_wrong_direction(
        before in 0.0..1e3f64, now in 0.0..1e3f64, persons in 1u32..1000,
        other in 0.0..1e6f64, others in 1u32..1000,
    ) {
        let (small, large) = (f64::from(persons), f64::from(others));
        let found = view([(before, small), (now, small)], [(other, large), (other, large)], "TCD");
        let world = found.world.unwrap();
        if found.per_person.unwrap() < world {
            prop_assert_ne!(found.verdict, LowBaseVerdict::WrongDirection);
            prop_assert!(!found.words.contains("wrong direction"));
        }
        prop_assert_eq!(found.words, found.verdict.words());
        if now <= before {
            prop_assert_eq!(found.verdict, LowBaseVerdict::NotRising);
        }
    }
}

#[test]
fn what_is_withheld_is_still_told_by_member() {
    let codes = ["KEN", "NAM", "DEU"];
    let mut observations = populations(&codes, &[2022, 2023]);
    observations.push(value("KEN", 2022, EWASTE, 1.0, "t"));
    let fact = fact(&observations, &codes, EWASTE, in_biennium());
    assert!(matches!(fact.publication, Publication::Withheld { .. }));
    let found = line_of(&observations, &codes);
    assert_eq!(found.answers.of(MemberStatus::Partly).members, 1);
    assert_eq!(found.answers.of(MemberStatus::Absent).members, 2);
}
