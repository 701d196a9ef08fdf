//! How sure an aggregate and a change are.

use ict_impact::review::NotationKey;

use super::*;

#[test]
fn intervals_follow_the_rules_of_propagation() {
    // 100 g/kWh ± 10 % of 3 kWh ± 20 %, 500 g/kWh ± 2 % of 1 kWh ± 5 %
    let rows = [
        uncertain(row("KEN", 2022, GRID, 100.0, "gCO2e/kWh"), 10.0),
        uncertain(row("KEN", 2022, GENERATION, 3.0, "kWh"), 20.0),
        uncertain(row("NAM", 2022, GRID, 500.0, "gCO2e/kWh"), 2.0),
        uncertain(row("NAM", 2022, GENERATION, 1.0, "kWh"), 5.0),
    ];
    let data_of = data(&rows);
    let fact = in_year(&data_of, &["KEN", "NAM"], GRID, 2022);
    assert!((fact.value.unwrap() - 200.0).abs() < 1e-9);
    // by hand: 10·3/4, 10·1/4, 0.6·(100 − 200)/4, 0.05·(500 − 200)/4
    let squares: f64 = [7.5_f64, 2.5, -15.0, 3.75]
        .map(|half| half * half)
        .iter()
        .sum();
    let found = fact.interval.clone().unwrap();
    assert!(
        (found.high - 200.0 - squares.sqrt()).abs() < 1e-9,
        "{found:?}"
    );
    assert_eq!((fact.without_uncertainty, found.why_approach_2), (0, None));
    // as exact the generation adds nothing, and from one source the intensities add linearly
    let of = |options: &IntervalOptions| {
        let found = interval(&data_of, &fact, options)
            .unwrap()
            .interval
            .unwrap();
        (found.high - found.low) / 2.0
    };
    let exact = IntervalOptions::default().taking_as_exact([GENERATION]);
    assert!((of(&exact) - (7.5_f64 * 7.5 + 2.5 * 2.5).sqrt()).abs() < 1e-9);
    let shared = exact.with_members(AcrossMembers::SameSource);
    assert!((of(&shared) - 10.0).abs() < 1e-9);
    // with reported numerators it is the product rule of the two sums
    let ghg = |code, value, percent| {
        uncertain(row(code, 2022, "PART.POWER.GHG", value, "gCO2e"), percent)
    };
    let mut rows = rows.to_vec();
    rows.extend([ghg("KEN", 300.0, 10.0), ghg("NAM", 500.0, 2.0)]);
    let fact = in_year(&data(&rows), &["KEN", "NAM"], GRID, 2022);
    let above = (30.0_f64 * 30.0 + 10.0 * 10.0).sqrt() / 800.0;
    let below = (0.6_f64 * 0.6 + 0.05 * 0.05).sqrt() / 4.0;
    let percent = fact.interval.unwrap().relative_percent.unwrap();
    assert!((percent - 100.0 * (above * above + below * below).sqrt()).abs() < 1e-9);
}

#[test]
fn without_one_uncertainty_there_is_no_interval_unless_quality_stands_in() {
    let mut rows = vec![
        uncertain(tonnes("KEN", 2022, 100.0), 10.0),
        tonnes("NAM", 2022, 50.0),
    ];
    let fact = in_year(&data(&rows), &["KEN", "NAM"], EWASTE, 2022);
    assert_eq!((fact.interval, fact.without_uncertainty), (None, 1));
    rows[1].meta.quality = Some("2 1 1 1 1".parse().unwrap());
    let data = data(&rows);
    let fact = in_year(&data, &["KEN", "NAM"], EWASTE, 2022);
    assert_eq!((&fact.interval, fact.without_uncertainty), (&None, 1));
    let plain = interval(&data, &fact, &IntervalOptions::default()).unwrap();
    assert_eq!(plain.without, [entity("NAM")]);
    let basic = GeometricSpread::from_gsd2(1.2).unwrap();
    let found = interval(
        &data,
        &fact,
        &IntervalOptions::default().with_quality(basic),
    )
    .unwrap();
    let found = found.interval.unwrap();
    assert_eq!(found.from_quality, 1);
    let gsd2 = rows[1]
        .meta
        .quality
        .unwrap()
        .pedigree()
        .unwrap()
        .spread(basic)
        .unwrap()
        .gsd2();
    let half = 25.0 * (gsd2 - 1.0 / gsd2);
    assert!((found.high - 150.0 - (100.0 + half * half).sqrt()).abs() < 1e-9);
}

#[test]
fn a_simulation_agrees_with_propagation_where_that_holds_and_is_skewed_beyond() {
    let run = MonteCarlo::new(Seed::from_u64(7), 20_000).unwrap();
    let of = |percent: f64| {
        let rows = [
            uncertain(tonnes("KEN", 2022, 100.0), percent),
            uncertain(tonnes("NAM", 2022, 50.0), 5.0),
        ];
        let data = data(&rows);
        let fact = in_year(&data, &["KEN", "NAM"], EWASTE, 2022);
        let found = simulate(&data, &fact, &IntervalOptions::default(), run)
            .unwrap()
            .unwrap();
        assert_eq!(
            simulate(&data, &fact, &IntervalOptions::default(), run)
                .unwrap()
                .unwrap(),
            found
        );
        (fact.interval.unwrap(), found)
    };
    let (propagated, simulated) = of(10.0);
    assert!(
        (propagated.low - simulated.low).abs() < 0.4,
        "{propagated:?} {simulated:?}"
    );
    assert!((propagated.high - simulated.high).abs() < 0.4);
    let (propagated, simulated) = of(120.0);
    assert!(matches!(
        propagated.why_approach_2,
        Some(WhyApproach2::TooUncertain { .. })
    ));
    assert!(simulated.low > 50.0 && propagated.low < 50.0);
    assert!((simulated.mean - 150.0).abs() < 2.0);
    assert!(simulated.high - 150.0 > 150.0 - simulated.low);
    let none = data(&[tonnes("KEN", 2022, 1.0)]);
    let fact = in_year(&none, &["KEN"], EWASTE, 2022);
    assert_eq!(
        simulate(&none, &fact, &IntervalOptions::default(), run).unwrap(),
        None
    );
}

#[test]
fn a_change_is_told_in_words_only_beyond_its_uncertainty() {
    let rows = |now: f64, percent: f64| -> Vec<Observation> {
        let of = |at| {
            uncertain(
                tonnes("KEN", at, if at < 2022 { 100.0 } else { now }),
                percent,
            )
        };
        YEARS.map(of).to_vec()
    };
    // each mean of two years: 100 ± 10/√2 and 130 ± 13/√2
    let half = ((100.0 + 169.0) / 2.0_f64).sqrt();
    let risen = compared(&rows(130.0, 10.0), &["KEN"], EWASTE);
    let ChangeCertainty::Stated {
        low,
        high,
        statement,
    } = risen.certainty
    else {
        panic!()
    };
    assert!((low - 30.0 + half).abs() < 1e-9 && (high - 30.0 - half).abs() < 1e-9);
    assert_eq!(statement, ChangeStatement::Increase);
    assert_eq!(risen.like_for_like_certainty, risen.certainty);
    assert!(
        risen
            .in_words()
            .starts_with("increase of 30 t (95 % interval 18.4 to 41.6 t)")
    );
    let unclear = compared(&rows(110.0, 10.0), &["KEN"], EWASTE);
    assert_eq!(
        unclear.certainty.statement(),
        Some(ChangeStatement::NotDistinguishable)
    );
    assert!(
        unclear
            .in_words()
            .starts_with("no change that exceeds its uncertainty")
    );
    // one error in all years leaves ± 10 % of the change alone
    let data = data(&rows(110.0, 10.0));
    let correlated = IntervalOptions::default().with_years(AcrossYears::Correlated);
    let again = compare(&data, &group(&["KEN"]), EWASTE, biennium(), &options()).unwrap();
    let found = change_certainty(&data, &again.previous, &again.current, &correlated).unwrap();
    let ChangeCertainty::Stated { low, high, .. } = found else {
        panic!()
    };
    assert!((low - 9.0).abs() < 1e-9 && (high - 11.0).abs() < 1e-9);
    let mut silent = rows(130.0, 10.0);
    silent[0].meta.uncertainty = None;
    let silent = compared(&silent, &["KEN"], EWASTE);
    assert_eq!(
        silent.certainty,
        ChangeCertainty::NotStated {
            previous: 1,
            current: 0
        }
    );
    let words = silent.in_words();
    assert!(
        words.contains("no uncertainty is stated") && !words.contains("increase"),
        "{words}"
    );
}

#[test]
fn parts_that_add_up_have_an_interval_each_and_together() {
    let of = |part: &str, value, percent| {
        let mut row = uncertain(row("KEN", 2022, "PRJ.DEV.USE", value, "tCO2e"), percent);
        row.key.part = part.parse::<Part>().unwrap();
        row
    };
    let scopes = data(&[
        of("scope=1", 30.0, 10.0),
        of("scope=2_location", 40.0, 10.0),
        of("scope=2_market", 1000.0, 90.0),
    ]);
    // by market it is the same electricity once more: √(3² + 4²)
    let fact = in_year(&scopes, &["KEN"], "PRJ.DEV.USE", 2022);
    let found = fact.interval.unwrap();
    assert_eq!(fact.value, Some(70.0));
    assert!((found.high - 75.0).abs() < 1e-9 && (found.low - 65.0).abs() < 1e-9);
    let none = |part: &str| {
        let mut row = of(part, 0.0, 10.0);
        row.datum = Datum::Notation(NotationKey::No);
        row
    };
    let stages = data(&[
        none("scope=1,stage=raw_materials"),
        none("scope=1,stage=end_of_life"),
        of("scope=1,stage=use", 60.0, 10.0),
        of("scope=1,stage=production", 80.0, 10.0),
        of("scope=2_location,stage=use", 5.0, 10.0),
    ]);
    let scope_1 = "scope=1".parse().unwrap();
    let period = Period::Year(year(2022));
    for (data, half, value) in [(&stages, 10.0, 140.0), (&scopes, 3.0, 30.0)] {
        let fact = aggregate_part(
            data,
            &group(&["KEN"]),
            "PRJ.DEV.USE",
            &scope_1,
            period,
            &options(),
        );
        let fact = fact.unwrap();
        let found = fact.interval.unwrap();
        assert_eq!(fact.value, Some(value));
        assert!((found.high - value - half).abs() < 1e-9, "{found:?}");
    }
}
