//! What makes a whole out of parts, and where a value that is included elsewhere is added.

use ict_impact::review::fill::{FilledOptions, FillingPlan, Strategy, aggregate_filled, fill};
use ict_impact::review::{
    IndicatorSet, MemberStatus, NotationKey, Observation, Part, Publication, Report, ReportOptions,
    Rule, aggregate_part, member_status, validate, validate_reports,
};
use ict_impact::time::Biennium;
use ict_impact::uncertainty::RelativeUncertainty;

use super::made::*;

fn included_in(who: &str, of: i64, to: (&str, i64, &str), part: &str) -> Observation {
    let mut pointer = key(to.0, to.1, to.2);
    pointer.part = part.parse().unwrap();
    notation(who, of, EWASTE, NotationKey::Ie(Box::new(pointer)))
}

fn tonnes(who: &str, of: i64, tonnes: f64) -> Observation {
    value(who, of, EWASTE, tonnes, "t")
}

/// Raw materials and production are the first two stages of what is embodied.
#[test]
fn stages_within_another_are_not_added_to_it() {
    let stage = |code: &str, tonnes| {
        of_part(
            value("KEN", 2022, EWASTE, tonnes, "t"),
            &format!("stage={code}"),
        )
    };
    let parts = [
        ("raw_materials", 10.0),
        ("production", 20.0),
        ("embodied", 30.0),
        ("use", 40.0),
        ("end_of_life", 5.0),
    ];
    let rows: Vec<Observation> = parts.map(|(code, tonnes)| stage(code, tonnes)).to_vec();
    assert_eq!(
        data(&rows)
            .value(entity("KEN"), year(2022), EWASTE)
            .unwrap(),
        Some(75.0)
    );
    let fine: Vec<Observation> = [0, 1, 3, 4].map(|at: usize| rows[at].clone()).to_vec();
    assert_eq!(
        data(&fine)
            .value(entity("KEN"), year(2022), EWASTE)
            .unwrap(),
        Some(75.0)
    );
}

/// What is embodied is raw materials and production together, where they stand apart.
#[test]
fn what_is_embodied_is_the_sum_of_its_stages() {
    let embodied: Part = "stage=embodied".parse().unwrap();
    let of = |given: &[(&str, f64)]| {
        let rows: Vec<Observation> = given
            .iter()
            .map(|(stage, amount)| of_part(tonnes("KEN", 2022, *amount), &format!("stage={stage}")))
            .collect();
        let group = group(&["KEN"]);
        let found = aggregate_part(
            &data(&rows),
            &group,
            EWASTE,
            &embodied,
            in_2022(),
            &options(),
        );
        found.unwrap().value
    };
    assert_eq!(
        of(&[("raw_materials", 1.0), ("production", 2.0), ("use", 9.0)]),
        Some(3.0)
    );
    assert_eq!(of(&[("raw_materials", 1.0), ("embodied", 4.0)]), Some(4.0));
    assert_eq!(of(&[("production", 2.0), ("use", 9.0)]), None);
}

/// What is included elsewhere is in the sum over both and in no other.
#[test]
fn what_is_included_elsewhere_is_missing_where_that_is_not_added() {
    let mut rows = populations(&["KEN", "NAM", "DEU"], &[2022, 2023]);
    let at = |code| Box::new(key(code, 2022, EWASTE));
    rows.push(notation("KEN", 2022, EWASTE, NotationKey::Ie(at("NAM"))));
    rows.push(notation("NAM", 2022, EWASTE, NotationKey::Ie(at("DEU"))));
    rows.push(value("DEU", 2022, EWASTE, 9.0, "t"));
    let of = |codes: &[&str]| fact(&rows, codes, EWASTE, in_2022());
    let all = of(&["KEN", "NAM", "DEU"]);
    assert_eq!((all.value, all.missing.len()), (Some(9.0), 0));
    for codes in [&["KEN"][..], &["KEN", "NAM"]] {
        let without = of(codes);
        assert_eq!(without.publication, Publication::NoData);
        assert_eq!(without.missing.len(), codes.len());
    }
    // Nor is it in another year's value where only this year is asked.
    let later = Box::new(key("KEN", 2023, EWASTE));
    let rows = [
        notation("KEN", 2022, EWASTE, NotationKey::Ie(later)),
        value("KEN", 2023, EWASTE, 8.0, "t"),
    ];
    let in_both = fact(&rows, &["KEN"], EWASTE, in_biennium());
    assert_eq!((in_both.value, in_both.both_years), (Some(4.0), Some(8.0)));
    let missing = fact(&rows, &["KEN"], EWASTE, in_2022()).missing;
    assert_eq!(missing, [entity("KEN")]);
}

/// Of a member whose networks are in its data centres the networks are not known, the sum is.
#[test]
fn what_is_included_in_another_part_is_no_zero_of_its_own() {
    let part = |code: &str, datum: Observation| of_part(datum, &format!("sub_sector={code}"));
    let tonnes = |code, tonnes| part(code, value("KEN", 2022, EWASTE, tonnes, "t"));
    let mut to = key("KEN", 2022, EWASTE);
    to.part = "sub_sector=data_centres".parse().unwrap();
    let elsewhere = notation("KEN", 2022, EWASTE, NotationKey::Ie(Box::new(to)));
    let data = data(&[
        tonnes("devices", 1.0),
        tonnes("data_centres", 2.0),
        part("networks", elsewhere),
        tonnes("enterprise_networks", 4.0),
    ]);
    let (kenya, of) = (entity("KEN"), year(2022));
    assert_eq!(data.value(kenya, of, EWASTE).unwrap(), Some(7.0));
    let networks = "sub_sector=networks".parse().unwrap();
    let found = data.value_of_part(kenya, of, EWASTE, &networks).unwrap();
    assert_eq!(found, None);
}

/// A part of which nothing is said is missing and not zero.
#[test]
fn parts_of_a_closed_list_make_a_whole_only_together() {
    for codes in [
        &[
            "sub_sector=devices",
            "sub_sector=networks",
            "sub_sector=data_centres",
        ][..],
        &["scope=1", "scope=3"],
        &["scope=2_location"],
        &["stage=embodied", "stage=use"],
        &["stage=production", "stage=use", "stage=end_of_life"],
        &["sex=female"],
        &[
            "scope=1,sex=female",
            "scope=1,sex=male",
            "scope=2_location,sex=male",
        ],
    ] {
        let given = codes.iter();
        let given = given.map(|part| of_part(value("KEN", 2022, EWASTE, 1.0, "t"), part));
        let found = validate(given.collect(), IndicatorSet::embedded().unwrap());
        let whole = found.dataset.value(entity("KEN"), year(2022), EWASTE);
        assert_eq!(whole.unwrap(), None, "{codes:?}");
        let said: Vec<_> = found.findings.iter().map(|f| (f.rule, f.issue)).collect();
        assert_eq!(said, [(Rule::V05, "missing_part")], "{codes:?}");
        assert!(found.findings[0].message.contains("nothing is said of"));
    }
    for codes in [
        &["scope=1", "scope=2_location"][..],
        &["scope=1", "scope=2_location", "scope=2_market"],
        &["category=0303"],
    ] {
        let given: Vec<_> = codes
            .iter()
            .map(|part| of_part(value("KEN", 2022, EWASTE, 1.0, "t"), part))
            .collect();
        let whole = data(&given).value(entity("KEN"), year(2022), EWASTE);
        assert_eq!(whole.unwrap(), Some(codes.len().min(2) as f64));
    }
}

/// Who said it elsewhere answered; who gave too few parts said nothing of the whole.
#[test]
fn what_is_elsewhere_is_answered_and_parts_alone_are_not() {
    let mut rows = populations(&["KEN", "NAM"], &[2022]);
    let mut above = key("NAM", 2022, "PART.EWASTE.COLLECTED_RECYCLED");
    rows.push(value("NAM", 2022, &above.indicator.clone(), 5.0, "t"));
    above.entity = entity("NAM");
    rows.push(notation(
        "KEN",
        2022,
        "PART.EWASTE.COLLECTED_RECYCLED",
        NotationKey::Ie(Box::new(above)),
    ));
    rows.push(value("KEN", 2022, EWASTE, 10.0, "t"));
    rows.push(of_part(tonnes("NAM", 2022, 10.0), "sub_sector=networks"));
    let data = data(&rows);
    let said = |who: &str, code| member_status(&data, country(who), code, in_2022()).unwrap();
    assert_eq!(
        said("KEN", "ITU.C2030.3.2"),
        MemberStatus::IncludedElsewhere
    );
    assert_eq!(said("KEN", EWASTE), MemberStatus::Reported);
    assert_eq!(said("NAM", EWASTE), MemberStatus::Absent);
}

/// Nothing stands in for a whole of which two rows say different things.
#[test]
fn parts_do_not_stand_in_for_a_whole_that_is_refused() {
    let whole = |tonnes| value("KEN", 2022, EWASTE, tonnes, "t");
    let parts = ["scope=1", "scope=2_location"].map(|part| of_part(whole(5.0), part));
    let found = |wholes: &[Observation]| {
        let rows = [wholes, &parts[..]].concat();
        data(&rows)
            .value(entity("KEN"), year(2022), EWASTE)
            .unwrap()
    };
    assert_eq!(found(&[]), Some(10.0));
    assert_eq!(found(&[whole(10.0), whole(12.0)]), None);
    assert_eq!(found(&[value("KEN", 2022, EWASTE, 10.0, "kWh")]), None);
}

/// Where the other says nothing whole, says it of another part, or of something else.
#[test]
fn what_is_included_in_no_term_of_the_sum_is_missing() {
    let codes = ["KEN", "NAM"];
    let in_use = tonnes("NAM", 2022, 5.0);
    let rows = [
        included_in("KEN", 2022, ("NAM", 2022, EWASTE), "stage=use"),
        of_part(in_use.clone(), "stage=use"),
    ];
    assert_eq!(fact(&rows, &codes, EWASTE, in_2022()).missing.len(), 2);

    let collected = value("NAM", 2022, "SDG.12.4.2.EWC", 1.0, "t");
    let rows = [
        included_in("KEN", 2022, ("NAM", 2022, "SDG.12.4.2.EWC"), ""),
        collected,
        in_use.clone(),
    ];
    let found = fact(&rows, &codes, EWASTE, in_2022());
    assert_eq!(found.missing, [entity("KEN")]);

    let scope_1: Part = "scope=1".parse().unwrap();
    let missing = |to: &str| {
        let rows = [
            of_part(
                included_in("KEN", 2022, ("NAM", 2022, EWASTE), to),
                "scope=1",
            ),
            of_part(tonnes("NAM", 2022, 5.0), "scope=1"),
            of_part(tonnes("NAM", 2022, 6.0), "scope=2_location"),
        ];
        let (data, group) = (data(&rows), group(&codes));
        let found = aggregate_part(&data, &group, EWASTE, &scope_1, in_2022(), &options());
        found.unwrap().missing
    };
    assert_eq!(missing("scope=1"), []);
    assert_eq!(missing("scope=2_location"), [entity("KEN")]);
}

/// Parts by category do not add up without one that is in a part by scope.
#[test]
fn what_is_included_in_another_division_is_missing_in_its_own() {
    let rows = [
        of_part(
            included_in("KEN", 2022, ("KEN", 2022, EWASTE), "scope=1"),
            "category=0303",
        ),
        of_part(tonnes("KEN", 2022, 5.0), "category=0304"),
        of_part(tonnes("KEN", 2022, 3.0), "scope=1"),
    ];
    let whole = data(&rows).value(entity("KEN"), year(2022), EWASTE);
    assert_eq!(whole.unwrap(), None);
}

/// A figure by market is not in the whole, and so nothing is in the whole through it.
#[test]
fn what_is_included_in_the_figure_by_market_is_missing() {
    let rows = [
        of_part(
            included_in("KEN", 2022, ("KEN", 2022, EWASTE), "scope=2_market"),
            "scope=1",
        ),
        of_part(tonnes("KEN", 2022, 5.0), "scope=2_location"),
        of_part(tonnes("KEN", 2022, 9.0), "scope=2_market"),
    ];
    let whole = data(&rows).value(entity("KEN"), year(2022), EWASTE);
    assert_eq!(whole.unwrap(), None);
}

/// Scope 2 by market adds nothing to a whole; it has parts of its own.
#[test]
fn a_figure_by_market_is_the_sum_of_its_stages() {
    let stages = ["embodied", "use", "end_of_life"];
    let of_stage = |stage| format!("scope=2_market,stage={stage}");
    let rows = stages.map(|stage| of_part(tonnes("KEN", 2022, 2.0), &of_stage(stage)));
    let market = "scope=2_market".parse().unwrap();
    let found = data(&rows).value_of_part(entity("KEN"), year(2022), EWASTE, &market);
    assert_eq!(found.unwrap(), Some(6.0));
}

/// A value of a year that is not of its report's biennium speaks for no other report.
#[test]
fn a_whole_of_a_foreign_year_does_not_take_the_parts_from_it() {
    let report = |biennium: Biennium, rows: Vec<Observation>| {
        let mut report = Report::new(country("KEN"), biennium, "2024-12-31".parse().unwrap());
        report.observations = rows;
        report
    };
    let before = Biennium::of::<2020>();
    let parts = ["scope=1", "scope=2_location"];
    let parts = parts.map(|part| of_part(tonnes("KEN", 2021, 5.0), part));
    let reports = [
        report(before, parts.to_vec()),
        report(Biennium::of::<2022>(), vec![tonnes("KEN", 2021, 7.0)]),
    ];
    let (set, options) = (IndicatorSet::embedded().unwrap(), ReportOptions::default());
    let found = validate_reports(&reports, Vec::new(), set, &options).unwrap();
    assert!(
        found
            .findings
            .iter()
            .any(|finding| finding.rule == Rule::V11)
    );
    let whole = found.dataset.value(entity("KEN"), year(2021), EWASTE);
    assert_eq!(whole.unwrap(), Some(10.0));
}

/// An estimate leaves out nobody whose value is in that of another, and adds nothing for it.
#[test]
fn an_estimate_has_what_is_included_elsewhere_once() {
    let codes = ["KEN", "NAM", "DEU"];
    let mut rows = populations(&codes, &[2021, 2022, 2023]);
    rows.extend([2021, 2022, 2023].map(|of| tonnes("NAM", of, 9.0)));
    rows.extend([2021, 2023].map(|of| tonnes("DEU", of, 4.0)));
    rows.push(included_in("KEN", 2022, ("NAM", 2022, EWASTE), ""));
    let (data, group) = (data(&rows), group(&codes));
    let plan = FillingPlan::of_all(vec![Strategy::Linear(Default::default())]);
    let years = (year(2021), year(2023));
    let fills = fill(&data, &plan, years, core::slice::from_ref(&group)).unwrap();
    let options = FilledOptions::new(options());
    let whole = Part::WHOLE;
    let found = aggregate_filled(&data, &fills, &group, EWASTE, &whole, in_2022(), &options);
    let estimate = found.unwrap().estimate.unwrap();
    assert_eq!((estimate.value, estimate.open.as_slice()), (13.0, &[][..]));
}

/// The mean of a biennium weighs the same in the interval as in the value.
#[test]
fn an_interval_has_what_is_included_elsewhere_as_nothing() {
    let uncertain = |who, of, amount| {
        let mut row = tonnes(who, of, amount);
        row.meta.uncertainty = Some(RelativeUncertainty::from_percent(10.0).unwrap());
        row
    };
    let rows = [
        included_in("KEN", 2022, ("NAM", 2022, EWASTE), ""),
        uncertain("KEN", 2023, 40.0),
        uncertain("NAM", 2022, 30.0),
        uncertain("NAM", 2023, 30.0),
    ];
    let found = fact(&rows, &["KEN", "NAM"], EWASTE, in_biennium());
    let interval = found.interval.unwrap();
    assert_eq!(found.value, Some(50.0));
    // half of each year's: 2, 1.5 and 1.5
    let half = 8.5_f64.sqrt();
    assert!((interval.high - 50.0 - half).abs() < 1e-9, "{interval:?}");
}
