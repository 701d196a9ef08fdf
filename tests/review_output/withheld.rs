//! What is not published has no number in any output.

use ict_impact::review::output::{OutputError, json, markdown, sdmx, tidy};
use ict_impact::review::{
    Datum, Key, NotationKey, Organisation, Publication, Qualifier, Review, review,
};
use ict_impact::source::SourceRegister;
use ict_impact::uncertainty::RelativeUncertainty;
use proptest::prelude::*;

use crate::made::{EWASTE, POPULATION, group, of_three, options, outputs, value, year};

/// One of four reported, and it has digits that nothing else has.
fn withheld(amount: f64) -> Review {
    let countries = ["KEN", "NAM", "DEU", "FRA"];
    let mut observations = vec![];
    for year in 2020..2024 {
        observations.push(value("KEN", year, EWASTE, amount, "t"));
        for country in countries {
            observations.push(value(country, year, POPULATION, 1.0, "persons"));
        }
    }
    review(observations, &options(vec![group("ALL", &countries)])).unwrap()
}

fn assert_silent(review: &Review, digits: &str) {
    for (name, text) in outputs(review) {
        // The values of countries are public: those that are not are looked for below.
        if name != "sdmx values" {
            assert!(!text.contains(digits), "{name} has {digits}");
        }
    }
}

#[test]
fn a_withheld_fact_has_no_number_anywhere() {
    let review = withheld(31_415.926_5);
    let fact = &review.comparisons[0].current;
    assert!(matches!(fact.publication, Publication::Withheld { .. }));
    assert_eq!(fact.of_reporting(), Some(31_415.926_5));
    assert_silent(&review, "31415");
    assert_silent(&review, "3142"); // rounded
    assert_silent(&review, "62831"); // both years
    assert_eq!(tidy::rows(&review).unwrap()[0].value, None);
    for record in sdmx::records(&review).unwrap() {
        assert_eq!((record.value(), record.status().code()), (None, "O"));
    }
    let text = markdown(&review, &SourceRegister::embedded()).unwrap();
    assert!(text.contains("No figure of the whole is published."));
    assert!(text.contains("| withheld |"));
}

#[test]
fn a_confidential_fact_has_none_and_is_suppressed() {
    let mut review = of_three([27_182.8; 12]);
    for comparison in &mut review.comparisons {
        for fact in [&mut comparison.previous, &mut comparison.current] {
            (fact.value, fact.both_years) = (None, None);
            fact.publication = Publication::Confidential;
        }
        comparison.change = None;
        comparison.like_for_like = None;
        comparison.composition_effect = None;
    }
    for fact in &mut review.trends {
        fact.value = None;
        fact.publication = Publication::Confidential;
    }
    assert_silent(&review, "2718");
    assert_silent(&review, "8154");
    let records = sdmx::records(&review).unwrap();
    assert!(records.iter().all(|record| record.status().code() == "Q"));
}

/// The status and the number are kept by different hands; when they disagree nothing is written.
#[test]
fn a_number_that_is_not_published_is_refused_by_every_output() {
    type Break = fn(&mut Review);
    let breaks: [(&str, Break); 4] = [
        ("value", |r| {
            r.comparisons[0].current.publication = Publication::Confidential
        }),
        ("sum", |r| {
            let fact = &mut r.comparisons[1].previous;
            fact.publication = Publication::NoData;
            fact.value = None;
        }),
        ("change", |r| {
            let fact = &mut r.comparisons[0].current;
            fact.publication = Publication::NoData;
            (fact.value, fact.both_years) = (None, None);
        }),
        ("like-for-like change", |r| {
            let comparison = &mut r.comparisons[0];
            let fact = &mut comparison.current;
            fact.publication = Publication::Confidential;
            (fact.value, fact.both_years, comparison.change) = (None, None, None);
        }),
    ];
    for (number, change) in breaks {
        let mut review = of_three([2.0, 3.0, 5.0, 7.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0]);
        change(&mut review);
        let errors = [
            tidy::rows(&review).err(),
            tidy::changes(&review).err(),
            sdmx::records(&review).err(),
            json::document(&review).err(),
            markdown(&review, &SourceRegister::embedded()).err(),
        ];
        for error in errors {
            let Some(OutputError::NotPublished { number: named, .. }) = error else {
                panic!("{number}: {error:?}");
            };
            assert_eq!(named, number);
        }
    }
}

/// The composition of a change is computed whatever is published; so is how sure the change is.
#[test]
fn the_steps_of_a_change_do_not_tell_the_end() {
    let countries = ["KEN", "NAM", "DEU", "FRA"];
    let mut observations = vec![];
    for year in 2020..2024 {
        for (country, amount) in countries.iter().zip([11.5, 23_570.25, 1.0, 1.0]) {
            let mut one = value(country, year, EWASTE, amount * f64::from(year - 2019), "t");
            one.meta.uncertainty =
                Some(ict_impact::uncertainty::RelativeUncertainty::from_percent(1.0).unwrap());
            if year < 2022 || ["KEN", "NAM"].contains(country) {
                observations.push(one);
            }
            observations.push(value(country, year, POPULATION, 1.0, "persons"));
        }
    }
    let review = review(observations, &options(vec![group("ALL", &countries)])).unwrap();
    let comparison = &review.comparisons[0];
    assert!(comparison.previous.value.is_some() && comparison.current.value.is_none());
    assert!(comparison.composition.drop_outs_effect.is_some());
    let text = json::text(&review).unwrap();
    let current = 3.5 * (11.5 + 23_570.25);
    assert_eq!(comparison.current.of_reporting(), Some(current));
    assert!(!text.contains(&format!("{current}")));
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let shown = &json["comparisons"][0];
    assert_eq!(
        shown["composition"]["drop_outs_effect"],
        serde_json::Value::Null
    );
    assert_eq!(shown["certainty"]["status"], "no_change");
    assert_eq!(shown["current"]["value"], serde_json::Value::Null);
}

/// Messages of validation name numbers: those of organisations and of restricted values stay in.
#[test]
fn findings_do_not_tell_what_is_kept() {
    let mut restricted = value("KEN", 2022, EWASTE, -16_180.339, "t");
    restricted.meta.qualifiers.insert(Qualifier::Restricted);
    let mut organisation = value("NAM", 2022, EWASTE, -14_142.135, "t");
    let operator = Organisation::new("ACME").unwrap();
    organisation.key = Key::new(
        ict_impact::review::Entity::Organisation(operator),
        year(2022),
        EWASTE,
    );
    let open = value("DEU", 2022, EWASTE, -17_320.508, "t");
    let groups = vec![group("ALL", &["KEN", "DEU"])];
    let review = review(vec![restricted, organisation, open], &options(groups)).unwrap();
    for digits in ["16180", "14142", "17320"] {
        let told = |finding: &ict_impact::review::Finding| finding.message.contains(digits);
        assert!(
            review.findings.iter().any(told),
            "validation names {digits}"
        );
    }
    for (name, text) in outputs(&review) {
        assert!(!text.contains("16180"), "{name}");
        if name != "sdmx values" {
            assert!(!text.contains("14142"), "{name}");
        }
        if ["json", "markdown"].contains(&name) {
            assert!(text.contains("17320"), "{name} tells what is open");
        }
    }
}

#[test]
fn a_confidential_value_of_a_country_points_to_where_it_is() {
    let mut kept = value("KEN", 2022, EWASTE, 1.0, "t");
    let pointer: Key = format!("KEN 2023 {EWASTE}").parse().unwrap();
    kept.datum = Datum::Notation(NotationKey::C(Box::new(pointer)));
    let review = of_three([1.0; 12]);
    let records = sdmx::observation_records(&[kept], review.dataset.indicators()).unwrap();
    let text = sdmx::csv(&records).unwrap();
    let row: Vec<&str> = text.lines().nth(1).unwrap().split(',').collect();
    let head: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    let cell = |name: &str| row[head.iter().position(|h| *h == name).unwrap()];
    assert_eq!(cell("OBS_VALUE"), "");
    assert_eq!((cell("OBS_STATUS"), cell("COMMENT")), ("Q", "C"));
    assert_eq!(cell("POINTER"), "KEN 2023 SDG.12.4.2.EWG");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_withheld_number_is_written(amount in 200_000.0..9e5_f64) {
        let review = withheld(amount);
        assert_silent(&review, &format!("{amount}"));
    }
}

/// A direction stands in words only where the change exceeds its uncertainty.
#[test]
fn headlines_tell_a_direction_only_where_it_is_sure() {
    let headline = |before: f64, now: f64, percent: Option<f64>| {
        let mut rows = Vec::new();
        for (at, amount) in [(2020, before), (2021, before), (2022, now), (2023, now)] {
            let mut row = value("KEN", at, EWASTE, amount, "t");
            let stated = |percent| RelativeUncertainty::from_percent(percent).unwrap();
            row.meta.uncertainty = percent.map(stated);
            rows.push(row);
            rows.push(value("KEN", at, POPULATION, 1.0, "persons"));
        }
        let review = review(rows, &options(vec![group("K", &["KEN"])])).unwrap();
        let row = &tidy::changes(&review).unwrap()[0];
        let ends = row.change_low.zip(row.change_high);
        assert_eq!(ends.is_some(), percent.is_some());
        assert!(ends.is_none_or(|(low, high)| low < now - before && now - before < high));
        let text = markdown(&review, &SourceRegister::embedded()).unwrap();
        let mut lines = text.lines().filter(|line| line.contains(", K: "));
        lines.next().unwrap().to_owned()
    };
    // 1 % of each year of two: 100 ± 0.7 and 90 ± 0.6
    let fell = headline(100.0, 90.0, Some(1.0));
    assert!(
        fell.contains("10 t less than in 2020–2021 (95 % interval"),
        "{fell}"
    );
    let rose = headline(90.0, 100.0, Some(1.0));
    assert!(rose.contains("10 t more than in 2020–2021"), "{rose}");
    let unsure = headline(100.0, 90.0, Some(30.0));
    assert!(
        unsure.contains("no change that exceeds its uncertainty"),
        "{unsure}"
    );
    let unknown = headline(100.0, 90.0, None);
    assert!(unknown.contains("a change of −10 t since 2020–2021 whose uncertainty is not"));
    for told in [unsure, unknown] {
        assert!(
            !told.contains("less than") && !told.contains("more than"),
            "{told}"
        );
    }
}
