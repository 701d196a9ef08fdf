//! A country and its organisations, two ledgers, two ends of one shipment.

use ict_impact::numeric::ExactSum;
use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::double_counting::{
    MirrorCheck, Reconciliation, ReconciliationStatus, mirror_check, reconcile,
};
use ict_impact::review::{
    IndicatorSet, NotationKey, Observation, OrganisationEntry, OrganisationGroup, Organisations,
    Part, Publication, PublicationRule, ReviewError, aggregate_organisations, validate,
};
use ict_impact::source::{SourceId, Status};
use proptest::prelude::*;

use super::made::*;

const DIRECT: &str = "PRJ.ICT.GHG.S1";

fn entry(id: &str, at: &str, parent: Option<&str>) -> OrganisationEntry {
    OrganisationEntry {
        organisation: id.parse().unwrap(),
        name: id.to_owned(),
        country: country(at),
        parent: parent.map(|parent| parent.parse().unwrap()),
    }
}

/// Three independent operators, of which A has a subsidiary here and one abroad.
fn register() -> Organisations {
    Organisations::new([
        entry("A", "KEN", None),
        entry("A1", "KEN", Some("A")),
        entry("A2", "UGA", Some("A")),
        entry("B", "KEN", None),
        entry("C", "KEN", Some("WORLD")),
        entry("WORLD", "DEU", None),
    ])
    .unwrap()
}

fn reconciled_part(rows: &[Observation], indicator: &str, part: &str) -> Reconciliation {
    let register = register();
    let operators = OrganisationGroup::within("OPERATORS", country("KEN"), &register).unwrap();
    let part: Part = part.parse().unwrap();
    let data = data(rows);
    let kenya = country("KEN");
    reconcile(
        &data,
        kenya,
        indicator,
        &part,
        in_biennium(),
        &operators,
        &register,
    )
    .unwrap()
}

fn reconciled(rows: &[Observation]) -> Reconciliation {
    reconciled_part(rows, DIRECT, "")
}

fn tonnes(who: &str, of: i64, tonnes: f64) -> Observation {
    value(who, of, DIRECT, tonnes, "tCO2e")
}

#[test]
fn the_country_wins_and_the_difference_is_unallocated() {
    let rows = [
        tonnes("KEN", 2022, 100.0),
        tonnes("org:A", 2022, 40.0),
        tonnes("org:A1", 2022, 25.0), // in A
        tonnes("org:B", 2022, 15.0),
        tonnes("org:C", 2022, 5.0), // of a company abroad, and emitted here
        tonnes("org:A", 2023, 45.0),
    ];
    let found = reconciled(&rows);
    let [first, second] = &found.years[..] else {
        panic!("{found:?}")
    };
    assert_eq!(first.country, Some(100.0));
    assert_eq!(first.organisations, Some(60.0));
    assert_eq!(first.unallocated, Some(40.0));
    assert_eq!(first.reporting.len(), 3);
    // The country is silent in 2023, and its organisations do not speak for it.
    assert_eq!((second.country, second.unallocated), (None, None));
    assert_eq!(second.organisations, Some(45.0));
    let missing: Vec<&str> = second.missing.iter().map(|id| id.as_str()).collect();
    assert_eq!(missing, ["B", "C"]);
    assert_eq!(found.status, ReconciliationStatus::Reconciled);
    let abroad: Vec<&str> = found.reaching_abroad.iter().map(|id| id.as_str()).collect();
    assert_eq!(abroad, ["A"]);
}

#[test]
fn organisations_above_their_country_are_flagged_with_the_year() {
    let rows = [
        tonnes("KEN", 2022, 100.0),
        tonnes("org:A", 2022, 100.0),
        tonnes("KEN", 2023, 100.0),
        tonnes("org:A", 2023, 70.0),
        tonnes("org:B", 2023, 31.0),
    ];
    let found = reconciled(&rows);
    assert_eq!(found.years[0].unallocated, Some(0.0));
    assert_eq!(found.years[1].unallocated, Some(-1.0));
    let years = vec![year(2023)];
    assert_eq!(
        found.status,
        ReconciliationStatus::OrganisationsExceedCountry { years }
    );
}

#[test]
fn a_last_bit_is_no_excess() {
    let kilograms = |who: &str, mass| value(who, 2022, DIRECT, mass, "kgCO2e");
    let rows = [
        kilograms("KEN", 0.3),
        kilograms("org:A", 0.1),
        kilograms("org:B", 0.2),
    ];
    let found = reconciled(&rows);
    assert!(found.years[0].unallocated.unwrap() < 0.0);
    assert_eq!(found.status, ReconciliationStatus::Reconciled);
}

#[test]
fn without_two_sides_there_is_nothing_to_compare() {
    for rows in [
        &[][..],
        &[tonnes("KEN", 2022, 1.0)],
        &[tonnes("org:A", 2022, 1.0)],
    ] {
        assert_eq!(
            reconciled(rows).status,
            ReconciliationStatus::NothingToCompare
        );
    }
    // NO is an answer: the operator emits nothing.
    let nothing = notation("org:A", 2022, DIRECT, NotationKey::No);
    let found = reconciled(&[tonnes("KEN", 2022, 1.0), nothing]);
    assert_eq!(found.years[0].unallocated, Some(1.0));
}

#[test]
fn ledgers_and_boundaries_are_not_mixed_between_country_and_organisations() {
    let with = |country: &str, organisation: &str| {
        let rows = [
            in_boundary(tonnes("KEN", 2022, 100.0), country),
            in_boundary(tonnes("org:A", 2022, 40.0), organisation),
        ];
        reconciled(&rows).status
    };
    assert_eq!(
        with("sector_direct", "consumption_based"),
        ReconciliationStatus::NotComparable {
            what: "ledger",
            found: vec!["sector_direct".to_owned(), "consumption_based".to_owned()],
        }
    );
    assert_eq!(
        with("sector_direct:a", "sector_direct:b"),
        ReconciliationStatus::NotComparable {
            what: "boundary",
            found: vec!["sector_direct:a".to_owned(), "sector_direct:b".to_owned()],
        }
    );
    assert_eq!(
        with("sector_direct", "sector_direct"),
        ReconciliationStatus::Reconciled
    );
}

#[test]
fn parts_are_reconciled_and_scope_3_is_not() {
    let part = |who: &str, tonnes, part: &str| {
        of_part(value(who, 2022, "PART.ICT.GHG", tonnes, "tCO2e"), part)
    };
    let rows = [
        part("KEN", 80.0, "scope=2_location"),
        part("KEN", 20.0, "scope=1"),
        part("KEN", 500.0, "scope=3"),
        part("org:A", 30.0, "scope=2_location"),
        part("org:A", 0.0, "scope=1"),
        part("org:A", 300.0, "scope=3"),
    ];
    let of = |scope: &str| reconciled_part(&rows, "PART.ICT.GHG", scope);
    assert_eq!(of("scope=2_location").years[0].unallocated, Some(50.0));
    for with_scope_3 in ["scope=3", ""] {
        let status = of(with_scope_3).status;
        assert!(
            matches!(status, ReconciliationStatus::NotAdditive { .. }),
            "{status:?}"
        );
    }
    let rows = [
        value("KEN", 2022, "PRJ.ICT.GHG.S3", 9.0, "tCO2e"),
        value("org:A", 2022, "PRJ.ICT.GHG.S3", 9.0, "tCO2e"),
    ];
    let status = reconciled_part(&rows, "PRJ.ICT.GHG.S3", "").status;
    assert!(matches!(status, ReconciliationStatus::NotAdditive { .. }));
}

#[test]
fn a_stock_is_reconciled_at_the_end() {
    let devices = |who: &str, of, pieces| value(who, of, "PRJ.DEV.STOCK", pieces, "devices");
    let rows = [
        devices("KEN", 2022, 5.0),
        devices("KEN", 2023, 9.0),
        devices("org:A", 2022, 7.0),
        devices("org:A", 2023, 4.0),
    ];
    let found = reconciled_part(&rows, "PRJ.DEV.STOCK", "");
    assert_eq!(found.years.len(), 1);
    assert_eq!(found.years[0].unallocated, Some(5.0));
}

#[test]
fn ratios_and_organisations_of_other_countries_are_refused() {
    let (register, data) = (register(), data(&[]));
    let ask = |at: &str, indicator: &str, members: &[&str]| {
        let members = members.iter().map(|id| id.parse().unwrap());
        let group = OrganisationGroup::new("G", members, &register).unwrap();
        let at = country(at);
        reconcile(
            &data,
            at,
            indicator,
            &Part::WHOLE,
            in_2022(),
            &group,
            &register,
        )
    };
    assert!(ask("KEN", DIRECT, &["A", "B"]).is_ok());
    let refused = ask("KEN", DIRECT, &["A", "WORLD"]);
    assert!(
        matches!(refused, Err(ReviewError::Organisations { .. })),
        "{refused:?}"
    );
    assert!(matches!(
        ask("KEN", GRID, &["A"]),
        Err(ReviewError::Indicator { .. })
    ));
    assert!(matches!(
        ask("KEN", "NO.SUCH", &["A"]),
        Err(ReviewError::UnknownIndicator { .. })
    ));
}

#[test]
fn scope_3_of_organisations_is_never_added() {
    let register = register();
    let members = ["A", "B"].map(|id| id.parse().unwrap());
    let group = OrganisationGroup::new("G", members, &register).unwrap();
    let publication = |rows: &[Observation], indicator: &str, part: &str| {
        let (part, rule) = (part.parse().unwrap(), PublicationRule::one_third());
        aggregate_organisations(&data(rows), &group, indicator, &part, in_2022(), rule)
            .unwrap()
            .publication
    };
    let part =
        |who: &str, part: &str| of_part(value(who, 2022, "PART.ICT.GHG", 10.0, "tCO2e"), part);
    let by_part = [
        part("org:A", "scope=1"),
        part("org:A", "scope=2_location"),
        part("org:A", "scope=3"),
        part("org:B", "scope=1"),
        part("org:B", "scope=2_location"),
        part("org:B", "scope=3"),
    ];
    let scope = |scope: &str| publication(&by_part, "PART.ICT.GHG", scope);
    assert_eq!(scope("scope=1"), Publication::Published);
    assert!(matches!(scope("scope=3"), Publication::NotAdditive { .. }));
    assert!(matches!(scope(""), Publication::NotAdditive { .. })); // the whole takes it in
    // Under an indicator of its own it is the same thing.
    let own: Vec<_> = ["org:A", "org:B"]
        .map(|who| value(who, 2022, "PRJ.ICT.GHG.S3", 10.0, "tCO2e"))
        .to_vec();
    let own = publication(&own, "PRJ.ICT.GHG.S3", "");
    assert!(matches!(own, Publication::NotAdditive { .. }), "{own:?}");
}

#[test]
fn scope_3_of_countries_is_not_added_and_may_stand_above_a_ratio() {
    let codes = ["KEN", "NAM"];
    let of_scope = |code: &str, scope: &str, tonnes| {
        let whole = value(code, 2022, "PART.ICT.GHG", tonnes, "tCO2e");
        of_part(whole, &format!("scope={scope}"))
    };
    let mut rows = populations(&codes, &[2022]);
    for code in codes {
        for (scope, tonnes) in [("1", 0.0), ("2_location", 0.0), ("3", 10.0)] {
            rows.push(of_scope(code, scope, tonnes));
        }
        rows.push(value(code, 2022, "SDG.13.2.2", 100.0, "tCO2e"));
    }
    let of = |codes: &[&str], indicator| fact(&rows, codes, indicator, in_2022()).publication;
    let both = of(&codes, "PART.ICT.GHG");
    assert!(matches!(both, Publication::NotAdditive { .. }), "{both:?}");
    assert_eq!(of(&codes[..1], "PART.ICT.GHG"), Publication::Published);
    assert_eq!(of(&codes, "ITU.SP24.2.5b"), Publication::Published);
}

#[test]
fn ledgers_are_not_mixed_in_an_aggregate_or_its_parts() {
    let codes = ["KEN", "NAM"];
    let with = |boundaries: [&str; 2], indicator: &str| {
        let mut rows = populations(&codes, &[2022]);
        for (code, boundary) in codes.iter().zip(boundaries) {
            rows.push(in_boundary(
                value(code, 2022, "PART.ICT.GHG", 10.0, "tCO2e"),
                boundary,
            ));
            rows.push(value(code, 2022, "SDG.13.2.2", 100.0, "tCO2e"));
        }
        fact(&rows, &codes, indicator, in_2022())
    };
    let mixed = ["sector_direct", "consumption_based"];
    for indicator in ["PART.ICT.GHG", "ITU.SP24.2.5b"] {
        let one = with(["sector_direct", "sector_direct"], indicator);
        assert_eq!(one.publication, Publication::Published, "{indicator}");
        let both = with(mixed, indicator);
        let Publication::NotComparable { what, found } = &both.publication else {
            panic!("{both:?}")
        };
        assert_eq!((*what, found.len()), ("ledger", 2));
        assert_eq!((both.value, both.of_reporting()), (None, None));
    }
}

fn mirrored(rows: &[Observation]) -> MirrorCheck {
    let own = |code: &str, unit: &str| {
        let source = SourceId::new("own").unwrap();
        Indicator::own(code, code, unit, Kind::Sum, source, Status::Proposal).unwrap()
    };
    let added = [own("OWN.EXPORT", "t"), own("OWN.IMPORT", "kg")];
    let set = IndicatorSet::embedded().unwrap().with(added, []).unwrap();
    let data = validate(rows.to_vec(), set).dataset;
    mirror_check(&data, "OWN.EXPORT", "OWN.IMPORT", year(2022)).unwrap()
}

fn shipped(who: &str, code: &str, partner: &str, tonnes: f64) -> Observation {
    of_part(
        value(who, 2022, code, tonnes, "t"),
        &format!("partner={partner}"),
    )
}

#[test]
fn exported_ewaste_counts_once_where_it_came_from() {
    let split = |category: &str, tonnes| {
        let row = value("DEU", 2022, "OWN.EXPORT", tonnes, "t");
        of_part(row, &format!("category={category},partner=NGA"))
    };
    let rows = [
        split("0303", 30.0),
        split("0306", 20.0),
        shipped("NGA", "OWN.IMPORT", "DEU", 45.0),
        shipped("FRA", "OWN.EXPORT", "GHA", 7.0), // Ghana says nothing
        shipped("GHA", "OWN.IMPORT", "NLD", 3.0), // the Netherlands say nothing
        shipped("NLD", "OWN.EXPORT", "NLD", 9.0), // to itself
        of_part(
            notation("BEL", 2022, "OWN.EXPORT", NotationKey::No),
            "partner=GHA",
        ),
    ];
    let found = mirrored(&rows);
    assert_eq!(found.unit, "t");
    assert_eq!(found.counted, 57.0); // 30 + 20 + 7, neither 45 nor 3 again
    assert_eq!((found.exported_only, found.imported_only), (7.0, 3.0));
    assert_eq!((found.imported, found.difference), (48.0, -5.0));
    assert_eq!(found.own_partner, [country("NLD")]);
    let flows: Vec<(&str, &str, Option<f64>)> = found
        .flows
        .iter()
        .map(|flow| (flow.origin.alpha3(), flow.partner.alpha3(), flow.difference))
        .collect();
    assert_eq!(
        flows,
        [
            ("BEL", "GHA", None),
            ("DEU", "NGA", Some(-5.0)),
            ("FRA", "GHA", None),
            ("NLD", "GHA", None),
        ]
    );
    assert_eq!(found.differing(0.05).count(), 1);
    assert_eq!(found.differing(0.11).count(), 0);
}

#[test]
fn only_sums_that_convert_are_mirrored() {
    let data = data(&[]);
    for (exports, imports) in [(EWASTE, GRID), (GRID, EWASTE), (EWASTE, "PRJ.DEV.ELEC")] {
        let refused = mirror_check(&data, exports, imports, year(2022));
        assert!(
            matches!(refused, Err(ReviewError::Indicator { .. })),
            "{refused:?}"
        );
    }
}

fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().collect::<ExactSum>().value().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// To the last bit where every figure is whole, within rounding otherwise.
    #[test]
    fn unallocated_and_organisations_are_the_country(
        country in 0u32..1_000_000, a in 0u32..1_000_000, b in 0u32..1_000_000,
        scale in prop_oneof![Just(1.0), 1e-6..1e6f64],
    ) {
        let of = |whole: u32| f64::from(whole) * scale;
        let rows = [
            tonnes("KEN", 2022, of(country)),
            tonnes("org:A", 2022, of(a)),
            tonnes("org:B", 2022, of(b)),
        ];
        let found = reconciled(&rows);
        let year = &found.years[0];
        let back = sum([year.unallocated.unwrap(), year.organisations.unwrap()]);
        let own = year.country.unwrap();
        if scale == 1.0 {
            prop_assert_eq!(back, own);
        }
        let largest = own.max(year.organisations.unwrap());
        prop_assert!((back - own).abs() <= 4.0 * f64::EPSILON * largest);
        let exceeds = matches!(found.status, ReconciliationStatus::OrganisationsExceedCountry { .. });
        prop_assert_eq!(exceeds, u64::from(a) + u64::from(b) > u64::from(country));
    }

    #[test]
    fn what_one_side_sees_is_what_the_other_sees_and_the_differences(
        flows in prop::collection::btree_map(
            (0usize..4, 0usize..4),
            (prop::option::of(0u32..10_000), prop::option::of(0u32..10_000)),
            0..12,
        ),
    ) {
        const CODES: [&str; 4] = ["DEU", "FRA", "GHA", "NGA"];
        let mut rows = Vec::new();
        for (&(from, to), &(exported, imported)) in flows.iter().filter(|((a, b), _)| a != b) {
            let (from, to) = (CODES[from], CODES[to]);
            rows.extend(exported.map(|t| shipped(from, "OWN.EXPORT", to, f64::from(t))));
            rows.extend(imported.map(|t| shipped(to, "OWN.IMPORT", from, f64::from(t))));
        }
        let found = mirrored(&rows);
        let exports = rows.iter().filter(|row| row.key.indicator == "OWN.EXPORT");
        let given = |row: &Observation| match &row.datum {
            ict_impact::review::Datum::Value(reading) => reading.value(),
            _ => 0.0,
        };
        prop_assert_eq!(found.counted, exports.map(given).sum::<f64>());
        let both = found.counted - found.exported_only;
        prop_assert_eq!(found.imported, both + found.difference + found.imported_only);
        let differences = found.flows.iter().filter_map(|flow| flow.difference);
        prop_assert_eq!(found.difference, differences.sum::<f64>());
    }
}
