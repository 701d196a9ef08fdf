//! Units, spellings of files, pointers.

use ict_impact::reference::gwp::Horizon;
use ict_impact::review::{NotationKey, Period, Row, ValidationOptions, aggregate, observations};

use super::*;

/// 40 countries of 10 thousand to 300 million people with `each` a person, a little different.
fn peers(indicator: &'static str, unit: &'static str, each: f64) -> Vec<Observation> {
    let countries = Country::all().take(40).enumerate();
    let of = |(at, country): (usize, Country)| {
        let persons = 1e4 * ict_impact::numeric::pow(1.3, at as f64);
        let whole = each * persons * (0.9 + 0.005 * at as f64);
        [
            value(
                Key::new(country, year(2022), POPULATION),
                persons,
                "persons",
            ),
            value(Key::new(country, year(2022), indicator), whole, unit),
        ]
    };
    countries.flat_map(of).collect()
}

const NONE: [usize; 0] = [];

fn unlike_peers(observations: &[Observation]) -> Vec<usize> {
    let found = by(&bare(observations), Rule::V09);
    found.into_iter().map(|(_, _, row)| row.unwrap()).collect()
}

#[test]
fn case_07_totals_by_different_potentials_are_not_added_and_masses_of_gases_are() {
    let total = |code: &str, set| {
        let mut one = report(code, vec![value(key(code, 2022, USE), 100.0, "tCO2e")]);
        one.gwp = Some(set);
        one
    };
    let gas = |gas: &str, tonnes| {
        let part = format!("gas={gas}").parse().unwrap();
        value(key("RWA", 2022, USE).of_part(part), tonnes, "t")
    };
    let mut by_mass = report("RWA", vec![gas("CO2", 100.0), gas("CH4_fossil", 2.0)]);
    by_mass.gwp = Some(GwpSet::Ar5);
    // In the order of their entities: KEN, NAM, RWA.
    let reports = [
        total("KEN", GwpSet::Ar6),
        total("NAM", GwpSet::Ar5),
        by_mass,
    ];
    let group = super::made::named("TEST", &["KEN", "NAM", "RWA"]);
    let of = |set, refused, values: [Option<f64>; 3], sum: f64| {
        let limits = ValidationOptions::default().with_gwp(set, Horizon::Years100);
        let options = ReportOptions::default().with_limits(limits);
        let found = validate_reports(&reports, Vec::new(), self::set(), &options).unwrap();
        let other = (Severity::Error, "other_potentials", Some(refused));
        assert_eq!(by(&found, Rule::V02), [other]);
        let amounts = ["KEN", "NAM", "RWA"].map(|code| amount(&found, code, 2022, USE));
        for (amount, value) in amounts.iter().zip(values) {
            assert_eq!(amount.is_some(), value.is_some(), "{amounts:?}");
            let gap = amount.unwrap_or_default() - value.unwrap_or_default();
            assert!(gap.abs() < 1e-9, "{amounts:?}");
        }
        let period = Period::Year(year(2022));
        let fact = aggregate(&found.dataset, &group, USE, period, &super::made::options()).unwrap();
        assert!((fact.value.unwrap() - sum).abs() < 1e-9, "{:?}", fact.value);
        assert_eq!(fact.missing.len(), 1);
    };
    // 29.8 for fossil methane by AR6, 30 by AR5: the masses follow the review.
    of(GwpSet::Ar6, 1, [Some(100.0), None, Some(159.6)], 259.6);
    of(GwpSet::Ar5, 0, [None, Some(100.0), Some(160.0)], 260.0);
}

#[test]
fn case_08_units_of_one_quantity_are_one_dataset() {
    let same = [
        ("KEN", 0.05, "Mt"),
        ("NAM", 50.0, "kt"),
        ("DEU", 50_000.0, "t"),
        ("FRA", 5e7, "kg"),
        ("IND", 5e10, "g"),
    ];
    let rows = same.map(|(code, amount, unit)| value(key(code, 2022, EWASTE), amount, unit));
    let found = bare(&rows);
    for (code, _, unit) in same {
        let tonnes = amount(&found, code, 2022, EWASTE).unwrap();
        assert!((tonnes - 50_000.0).abs() < 1e-9, "{unit}: {tonnes}");
    }
    let energy = [
        value(key("KEN", 2022, ELECTRICITY), 2.0, "MWh"),
        value(key("NAM", 2022, ELECTRICITY), 2000.0, "kWh"),
    ];
    let found = bare(&energy);
    assert_eq!(amount(&found, "KEN", 2022, ELECTRICITY), Some(2.0));
    assert_eq!(amount(&found, "NAM", 2022, ELECTRICITY), Some(2.0));
}

#[test]
fn case_08_a_wrong_unit_is_a_power_of_ten_away_from_the_peers() {
    for (indicator, right, each, wrong) in [
        (EWASTE, "t", 0.01, "kg"),
        (EWASTE, "t", 0.01, "kt"),
        (EWASTE, "kt", 1e-5, "Mt"),
        (EWASTE, "kg", 10.0, "kt"),
        (ELECTRICITY, "kWh", 300.0, "MWh"),
        (ELECTRICITY, "MWh", 0.3, "kWh"),
    ] {
        let mut rows = peers(indicator, right, each);
        assert_eq!(unlike_peers(&rows), NONE, "{right}");
        let at = 2 * 20 + 1;
        let Datum::Value(reading) = &rows[at].datum else {
            panic!()
        };
        rows[at].datum = Datum::Value(Reading::new(reading.value(), wrong).unwrap());
        assert_eq!(unlike_peers(&rows), [at], "{right} as {wrong}");
        // It is shown, and used as it is.
        let found = bare(&rows);
        let whose = rows[at].key.clone();
        assert!(
            found
                .dataset
                .value(whose.entity, whose.year, indicator)
                .unwrap()
                .is_some()
        );
    }
}

#[test]
fn case_08_a_wrong_unit_in_one_year_is_a_power_of_ten_away_from_the_other_years() {
    let years = 2015..=2022;
    let series = |slip: f64| -> Vec<Observation> {
        let of = |in_year: u16| {
            let slip = if in_year == 2019 { slip } else { 1.0 };
            value(
                key("KEN", in_year, EWASTE),
                (40.0 + f64::from(in_year - 2015)) * slip,
                "kt",
            )
        };
        years.clone().map(of).collect()
    };
    assert_eq!(unlike_peers(&series(1.0)), NONE);
    assert_eq!(unlike_peers(&series(1e3)), [4]);
    assert_eq!(unlike_peers(&series(1e-3)), [4]);
    assert_eq!(unlike_peers(&series(1e6)), [4]);
    assert_eq!(unlike_peers(&series(30.0)), NONE);
}

#[test]
fn case_08_a_share_given_as_a_percentage_is_a_hundredth() {
    let mut rows: Vec<_> = (2015..=2022)
        .map(|in_year| {
            value(
                key("KEN", in_year, "SDG.7.1.1"),
                70.0 + f64::from(in_year - 2015),
                "%",
            )
        })
        .collect();
    assert_eq!(unlike_peers(&rows), NONE);
    rows[7] = value(key("KEN", 2022, "SDG.7.1.1"), 0.77, "%");
    assert_eq!(unlike_peers(&rows), [7]);
    rows[7] = value(key("KEN", 2022, "SDG.7.1.1"), 0.77, "1");
    assert_eq!(unlike_peers(&rows), NONE);
}

#[test]
fn case_08_subscriptions_may_pass_one_hundred_and_are_shown_as_percent_only() {
    let per_100 = bare(&[value(key("KEN", 2022, "PRJ.MOBILE.SUB"), 130.0, "/100")]);
    assert_eq!(amount(&per_100, "KEN", 2022, "PRJ.MOBILE.SUB"), Some(130.0));
    assert!(per_100.findings.is_empty());
    let rate = bare(&[value(key("KEN", 2022, "SDG.12.4.2.EWCR"), 130.0, "%")]);
    assert_eq!(amount(&rate, "KEN", 2022, "SDG.12.4.2.EWCR"), Some(130.0));
    assert_eq!(
        by(&rate, Rule::V03),
        [(Severity::Warning, "above_100_percent", Some(0))]
    );
}

#[test]
fn case_09_pointers_in_a_circle_are_no_values() {
    let at = |code| key(code, 2022, EWASTE);
    let included = |from, to| notation(at(from), NotationKey::Ie(Box::new(at(to))));
    let circle = [
        included("KEN", "NAM"),
        included("NAM", "DEU"),
        included("DEU", "KEN"),
    ];
    // FRA points into the circle without being part of it.
    let rows = [circle.as_slice(), &[included("FRA", "KEN")]].concat();
    let found = bare(&rows);
    assert_eq!(by(&found, Rule::V04).len(), 4);
    for code in ["KEN", "NAM", "DEU", "FRA"] {
        assert_eq!(amount(&found, code, 2022, EWASTE), None, "{code}");
    }
    let own = bare(&[included("KEN", "KEN")]);
    assert_eq!(by(&own, Rule::V04), [(Severity::Error, "circle", Some(0))]);
    let chain = bare(&[
        included("KEN", "NAM"),
        included("NAM", "DEU"),
        value(at("DEU"), 1.0, "t"),
    ]);
    assert_eq!(by(&chain, Rule::V04), []);
    // It is in what Germany says, and so it is no zero of Kenya's.
    assert_eq!(amount(&chain, "KEN", 2022, EWASTE), None);
}

fn read(text: &[u8]) -> Vec<Result<Row, csv::Error>> {
    csv::Reader::from_reader(text).into_deserialize().collect()
}

#[test]
fn case_22_what_is_no_number_is_no_value() {
    for text in [
        "NaN", "nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "1,234", "1 234", "1'234", "",
        " ", "12,5", "0x10", "1e", "--1", "n/a", "١٢",
    ] {
        let row = Row {
            entity: "KEN".into(),
            year: "2022".into(),
            indicator: EWASTE.into(),
            value: text.into(),
            unit: "t".into(),
            source: "s".into(),
            ..Row::default()
        };
        assert!(Observation::try_from(row).is_err(), "{text}");
    }
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Reading::new(bad, "t").is_err());
    }
    for json in ["NaN", "null", "1e400", "\"1\""] {
        let text = format!("{{\"value\":{json},\"unit\":\"t\"}}");
        assert!(serde_json::from_str::<Reading>(&text).is_err(), "{json}");
    }
    // Finite as it was written, and not in the base unit.
    let found = bare(&[value(key("KEN", 2022, EWASTE), f64::MAX, "Mt")]);
    assert_eq!(
        by(&found, Rule::V03),
        [(Severity::Error, "too_large", Some(0))]
    );
    assert_eq!(amount(&found, "KEN", 2022, EWASTE), None);
}

#[test]
fn case_22_marks_and_line_ends_of_files_change_nothing() {
    let plain = "entity,year,indicator,value,unit,source\nKEN,2022,SDG.12.4.2.EWG,5,t,s\n";
    let expected = Observation::try_from(read(plain.as_bytes()).remove(0).unwrap()).unwrap();
    let crlf = plain.replace('\n', "\r\n");
    let marked = [b"\xef\xbb\xbf".as_slice(), plain.as_bytes()].concat();
    let unended = plain.trim_end();
    for text in [crlf.as_bytes(), &marked, unended.as_bytes()] {
        let mut rows = read(text);
        assert_eq!(rows.len(), 1);
        let row = rows.remove(0).unwrap();
        assert_eq!(Observation::try_from(row).unwrap(), expected);
    }
    let numbered = [
        (2, plain),
        (
            3,
            "entity,year,indicator,value,unit,source\nKEN,2022,X,1;5,t,s\n",
        ),
    ];
    let rows = numbered.map(|(at, text)| (at, read(text.as_bytes()).remove(0).unwrap()));
    let error = observations(rows).unwrap_err();
    assert!(format!("{error:?}").contains("row: 3"), "{error:?}");
}

#[test]
fn case_27_namibia_is_a_country_and_not_applicable_is_a_key() {
    let text = "entity,year,indicator,value,unit,notation_key,source\n\
                NA,2022,SDG.12.4.2.EWG,5,t,,s\n\
                NA,2023,SDG.12.4.2.EWG,,,NA,s\n\
                NAM,2022,PRJ.GRID.CI,,,NE,s\n";
    let rows: Vec<Observation> = read(text.as_bytes())
        .into_iter()
        .map(|row| Observation::try_from(row.unwrap()).unwrap())
        .collect();
    assert!(
        rows.iter()
            .all(|row| row.key.entity == country("NAM").into())
    );
    assert_eq!(rows[1].datum, Datum::Notation(NotationKey::Na));
    let found = bare(&rows);
    assert!(found.findings.is_empty());
    assert_eq!(amount(&found, "NAM", 2022, EWASTE), Some(5.0));
    assert_eq!(amount(&found, "NAM", 2023, EWASTE), Some(0.0));
    assert_eq!(amount(&found, "NAM", 2022, GRID), None);
    // An empty field is missing and nothing else is.
    let empty =
        "entity,year,indicator,value,unit,notation_key,source\nNA,2022,SDG.12.4.2.EWG,,,,s\n";
    assert!(Observation::try_from(read(empty.as_bytes()).remove(0).unwrap()).is_err());
    let json = serde_json::to_string(&rows).unwrap();
    assert_eq!(
        serde_json::from_str::<Vec<Observation>>(&json).unwrap(),
        rows
    );
}
