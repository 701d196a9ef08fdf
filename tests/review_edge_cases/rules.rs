//! What single rules find and what becomes of the values.

use ict_impact::review::{Dimension, Editions, Part, Tier, ValidationOptions, validate_with};
use ict_impact::source::{Source, SourceRegister};

use super::*;

fn gas(code: &'static str, amount: f64, unit: &'static str) -> Observation {
    let part = Part::WHOLE.and(Dimension::Gas, code).unwrap();
    value(key("KEN", 2022, USE).of_part(part), amount, unit)
}

#[test]
fn a_whole_of_other_potentials_is_computed_from_its_gases() {
    let mut whole = value(key("KEN", 2022, USE), 999.0, "tCO2e");
    whole.meta.gwp = Some(GwpSet::Ar4);
    // AR6: 29.8 for fossil methane.
    let gases = [gas("CO2", 100.0, "t"), gas("CH4_fossil", 2.0, "t")];
    let alone = bare(&[whole.clone()]);
    assert_eq!(
        by(&alone, Rule::V02),
        [(Severity::Error, "other_potentials", Some(0))]
    );
    assert_eq!(amount(&alone, "KEN", 2022, USE), None);
    let [carbon, methane] = gases;
    let found = bare(&[whole.clone(), carbon.clone(), methane.clone()]);
    assert_eq!(by(&found, Rule::V02).len(), 1);
    let tonnes = amount(&found, "KEN", 2022, USE).unwrap();
    assert!((tonnes - 159.6).abs() < 1e-9, "{tonnes}");
    assert_eq!(
        found.dataset.rows(country("KEN"), year(2022), USE).unwrap(),
        [1, 2]
    );
    // With a gas that is missing there is nothing to compute it from.
    let unknown = notation(methane.key.clone(), NotationKey::Ne);
    let found = bare(&[whole, carbon, unknown]);
    assert_eq!(amount(&found, "KEN", 2022, USE), None);
}

#[test]
fn values_of_a_report_say_by_which_potentials() {
    let rows = vec![
        value(key("KEN", 2022, USE), 10.0, "tCO2e"),
        value(key("KEN", 2022, GRID), 80.0, "gCO2e/kWh"),
        value(key("KEN", 2022, ELECTRICITY), 10.0, "MWh"),
        gas("CO2", 10.0, "t"),
    ];
    let mut silent = report("KEN", rows.clone());
    silent.gwp = None;
    let found = of_reports(&[silent.clone()]);
    let not_stated = |row| (Severity::Error, "not_stated", Some(row));
    assert_eq!(by(&found, Rule::V02), [not_stated(0), not_stated(1)]);
    assert_eq!(amount(&found, "KEN", 2022, ELECTRICITY), Some(10.0));
    assert_eq!(amount(&found, "KEN", 2022, USE), Some(10.0)); // from the mass of its gas
    assert_eq!(amount(&found, "KEN", 2022, GRID), None);
    silent.observations[0].meta.gwp = Some(GwpSet::Ar6);
    silent.gwp = Some(GwpSet::Ar5);
    let found = of_reports(&[silent]);
    assert_eq!(
        by(&found, Rule::V02),
        [(Severity::Error, "other_potentials", Some(1))]
    );
    assert_eq!(
        by(&of_reports(&[report("KEN", rows.clone())]), Rule::V02),
        []
    );
    // Of a bare statistic it is not asked.
    assert_eq!(by(&bare(&rows), Rule::V02), []);
}

#[test]
fn values_take_over_what_their_report_says_of_all() {
    let mut one = report("KEN", vec![value(key("KEN", 2022, USE), 10.0, "tCO2e")]);
    one.boundary = Some("L.1450".into());
    let mut own = value(key("KEN", 2023, USE), 10.0, "tCO2e");
    own.meta.boundary = Some("own".into());
    one.observations.push(own);
    let statistic = value(key("KEN", 2022, POPULATION), 5e7, "persons");
    let more = vec![statistic.clone()];
    let found = validate_reports(&[one], more, set(), &ReportOptions::default()).unwrap();
    let rows = found.dataset.observations();
    assert_eq!(rows[0].meta.boundary.as_deref(), Some("L.1450"));
    assert_eq!(rows[0].meta.gwp, Some(GwpSet::Ar6));
    assert_eq!(rows[1].meta.boundary.as_deref(), Some("own"));
    assert_eq!(rows[2], statistic);
    assert_eq!(
        [0, 1, 2].map(|row| found.row_in_report(row)),
        [Some((0, 0)), Some((0, 1)), None]
    );
}

#[test]
fn findings_name_the_report_and_the_row() {
    let good = report("NAM", vec![value(key("NAM", 2022, EWASTE), 1.0, "t")]);
    let rows = vec![
        value(key("KEN", 2022, EWASTE), 1.0, "t"),
        value(key("KEN", 2023, EWASTE), 1.0, "kWh"),
    ];
    let bad = report("KEN", rows);
    let more = vec![value(key("DEU", 2022, EWASTE), -1.0, "t")];
    let options = ReportOptions::default();
    let found = validate_reports(&[good, bad], more, set(), &options).unwrap();
    // Reports are put in the order of their entities: KEN before NAM.
    let places: Vec<_> = found
        .findings
        .iter()
        .map(|f| (f.rule, f.report, f.row))
        .collect();
    assert_eq!(
        places,
        [(Rule::V01, Some(1), Some(1)), (Rule::V03, None, Some(3))]
    );
    assert_eq!(found.row_in_report(1), Some((1, 1)));
    assert_eq!(found.row_in_report(2), Some((0, 0)));
}

#[test]
fn a_part_above_the_whole_is_refused_and_the_whole_stands() {
    let part = |code: &str, amount| {
        value(
            key("KEN", 2022, EWASTE).of_part(code.parse().unwrap()),
            amount,
            "t",
        )
    };
    let whole = value(key("KEN", 2022, EWASTE), 10.0, "t");
    let found = bare(&[
        whole.clone(),
        part("category=0302", 10.2),
        part("category=0303", 1.0),
    ]);
    assert_eq!(
        by(&found, Rule::V05),
        [(Severity::Error, "part_above_whole", Some(1))]
    );
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), Some(10.0));
    let of = |code: &str| {
        let part = code.parse().unwrap();
        found
            .dataset
            .value_of_part(country("KEN"), year(2022), EWASTE, &part)
            .unwrap()
    };
    assert_eq!(
        (of("category=0302"), of("category=0303")),
        (None, Some(1.0))
    );
    // Within 1 %, and scope 2 by market, which is no part of a whole that has it by location.
    let near = bare(&[whole, part("category=0302", 10.05)]);
    assert_eq!(by(&near, Rule::V05), []);
    let total = value(key("KEN", 2022, USE), 10.0, "tCO2e");
    let scope = |code: &str, amount| {
        value(
            key("KEN", 2022, USE).of_part(code.parse().unwrap()),
            amount,
            "tCO2e",
        )
    };
    let market = bare(&[
        total,
        scope("scope=2_location", 10.0),
        scope("scope=2_market", 14.0),
    ]);
    assert_eq!(by(&market, Rule::V05), []);
}

fn series(amounts: &[f64]) -> Vec<Observation> {
    let years = 2010..;
    let of = |(in_year, &amount): (u16, &f64)| value(key("KEN", in_year, EWASTE), amount, "t");
    years.zip(amounts).map(of).collect()
}

fn jumps(amounts: &[f64]) -> Vec<(&'static str, usize)> {
    let found = by(&bare(&series(amounts)), Rule::V08);
    found
        .into_iter()
        .map(|(_, issue, row)| (issue, row.unwrap()))
        .collect()
}

#[test]
fn a_change_unlike_those_before_is_shown() {
    // Changes of 1, 2, 3, 2 %: median 2 %, median deviation 0.5 %, so 2.5 % either way; but
    // nothing below 5 % is shown.
    let start = [100.0, 101.0, 103.02, 106.11, 108.23];
    let then = |next: f64| jumps(&[start.as_slice(), &[next]].concat());
    assert_eq!(then(110.0), []);
    assert_eq!(then(115.0), []);
    assert_eq!(then(117.0), [("unlike_before", 5)]);
    assert_eq!(then(90.0), [("unlike_before", 5)]);
    assert_eq!(then(0.0), [("to_or_from_zero", 5)]);
    // Four changes are needed, and years that follow each other.
    assert_eq!(jumps(&[100.0, 101.0, 103.0, 106.0, 300.0]), []);
    let mut gap = series(&[start.as_slice(), &[300.0]].concat());
    gap[5].key.year = year(2016);
    assert_eq!(by(&bare(&gap), Rule::V08), []);
    // A wild history allows much.
    assert_eq!(jumps(&[100.0, 150.0, 90.0, 160.0, 100.0, 170.0]), []);
    // No deviation at all: what is below 5 % is not shown.
    let steady = [100.0; 6];
    assert_eq!(jumps(&[steady.as_slice(), &[104.0]].concat()), []);
    assert_eq!(
        jumps(&[steady.as_slice(), &[106.0]].concat()),
        [("unlike_before", 6)]
    );
    // Zeros have no logarithm: they are no history, and zero after zero is no change.
    assert_eq!(jumps(&[0.0; 8]), []);
    assert_eq!(jumps(&[0.0, 0.0, 0.0, 0.0, 0.0, 5.0]), []);
    let back = [steady.as_slice(), &[0.0, 0.0, 100.0, 100.0]].concat();
    assert_eq!(
        jumps(&back),
        [("to_or_from_zero", 6), ("to_or_from_zero", 8)]
    );
}

#[test]
fn the_limits_of_a_change_are_options() {
    let rows = series(&[100.0, 101.0, 103.02, 106.11, 108.23, 112.5]);
    let of =
        |options: &ValidationOptions| by(&validate_with(rows.clone(), set(), options), Rule::V08);
    assert_eq!(of(&ValidationOptions::default()), []);
    let strict = ValidationOptions::default()
        .with_least_change(0.0)
        .with_change_limit(3.0, 4);
    assert_eq!(of(&strict), [(Severity::Warning, "unlike_before", Some(5))]);
}

#[test]
fn a_lower_tier_needs_a_reason() {
    let tiered = |in_year, tier, comment: Option<&'static str>| {
        let mut row = value(key("KEN", in_year, EWASTE), 5.0, "t");
        row.meta.tier = Some(tier);
        row.meta.comment = comment.map(Into::into);
        row
    };
    let found = |before: Vec<Observation>, now: Vec<Observation>| {
        let mut previous = report("KEN", before);
        previous.biennium = Biennium::of::<2020>();
        by(&of_reports(&[previous, report("KEN", now)]), Rule::V15)
    };
    let high = || {
        vec![
            tiered(2020, Tier::ONE, None),
            tiered(2021, Tier::THREE, None),
        ]
    };
    let low = |comment| vec![tiered(2023, Tier::TWO, comment)];
    assert_eq!(
        found(high(), low(None)),
        [(Severity::Warning, "lower_tier", Some(2))]
    );
    assert_eq!(found(high(), low(Some(" "))).len(), 1);
    assert_eq!(found(high(), low(Some("the meter was stolen"))), []);
    assert_eq!(found(high(), vec![tiered(2023, Tier::THREE, None)]), []);
    assert_eq!(found(Vec::new(), low(None)), []);
    let other = vec![value(key("KEN", 2021, EWASTE), 5.0, "t")];
    assert_eq!(found(other, low(None)), []);
}

#[test]
fn a_newer_edition_of_a_source_is_named_once_for_all_its_rows() {
    let id = |text: &'static str| SourceId::new(text).unwrap();
    let mut register = SourceRegister::embedded();
    for (name, edition) in [("test", 2020), ("test-2024", 2024)] {
        let source = Source::new(id(name), "Us", "Monitor", "CC0")
            .unwrap()
            .with_year(edition);
        register.add(source).unwrap();
    }
    let rows = vec![
        value(key("KEN", 2022, EWASTE), 5.0, "t"),
        value(key("KEN", 2023, EWASTE), 6.0, "t"),
    ];
    let more = vec![value(key("NAM", 2022, EWASTE), 5.0, "t")];
    let of = |editions| {
        let options = ReportOptions::default().with_editions(editions);
        let reports = [report("KEN", rows.clone())];
        validate_reports(&reports, more.clone(), set(), &options).unwrap()
    };
    let found = of(Editions::of(&register));
    let stale: Vec<_> = found
        .findings
        .iter()
        .filter(|f| f.rule == Rule::V18)
        .collect();
    let places: Vec<_> = stale
        .iter()
        .map(|f| (f.severity, f.report, f.others.clone()))
        .collect();
    assert_eq!(
        places,
        [
            (Severity::Info, None, vec![2]),
            (Severity::Info, Some(0), vec![0, 1])
        ]
    );
    assert!(
        stale[1].message.contains("`test-2024`"),
        "{}",
        stale[1].message
    );
    assert_eq!(by(&of(Editions::none()), Rule::V18), []);
}
