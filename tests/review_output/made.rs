//! Reviews of made-up observations.

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::review::output::{json, markdown, sdmx, tidy};
use ict_impact::review::{
    Datum, Key, Meta, Observation, Reading, Review, ReviewOptions, panel, review,
};
use ict_impact::source::{SourceId, SourceRegister, Status};
use ict_impact::time::{Biennium, Date, Year};

pub(crate) const EWASTE: &str = "SDG.12.4.2.EWG";
pub(crate) const POPULATION: &str = "PART.POPULATION";

pub(crate) fn year(number: u16) -> Year {
    Year::new(i64::from(number)).unwrap()
}

pub(crate) fn day() -> Date {
    "2024-12-31".parse().unwrap()
}

pub(crate) fn value(
    country: &str,
    year: u16,
    indicator: &'static str,
    value: f64,
    unit: &'static str,
) -> Observation {
    let country: Country = country.parse().unwrap();
    Observation {
        key: Key::new(country, self::year(year), indicator),
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: Meta::reported(
            SourceId::new("ember-owid-electricity").unwrap(),
            Status::Verified,
        ),
    }
}

pub(crate) fn group(code: &'static str, countries: &[&str]) -> Group {
    let members = countries
        .iter()
        .map(|code| Membership::new(code.parse().unwrap()));
    Group::new(code, code, GroupKind::Custom, members.collect()).unwrap()
}

pub(crate) fn options(groups: Vec<Group>) -> ReviewOptions {
    ReviewOptions::of(Biennium::of::<2022>()).over(groups)
}

/// E-waste of three countries in four years, of one population each.
pub(crate) fn of_three(values: [f64; 12]) -> Review {
    let mut observations = Vec::new();
    let places = ["KEN", "NAM", "DEU"]
        .iter()
        .flat_map(|c| (2020..2024).map(move |y| (c, y)));
    for ((country, year), amount) in places.zip(values) {
        observations.push(value(country, year, EWASTE, amount, "t"));
        observations.push(value(country, year, POPULATION, 1.0, "persons"));
    }
    let groups = vec![
        group("ALL", &["KEN", "NAM", "DEU"]),
        group("T:one, two", &["KEN", "NAM"]),
    ];
    review(observations, &options(groups)).unwrap()
}

/// The review of the embedded panel.
pub(crate) fn of_panel() -> Review {
    let observations = panel::observations(year(2018), year(2023)).unwrap();
    review(observations, &ReviewOptions::of(Biennium::of::<2022>())).unwrap()
}

/// Every output of a review as text, with its name.
pub(crate) fn outputs(review: &Review) -> Vec<(&'static str, String)> {
    let records = sdmx::records(review).unwrap();
    let observations = review.dataset.observations();
    let indicators = review.dataset.indicators();
    let values = sdmx::observation_records(observations, indicators).unwrap();
    vec![
        ("tidy", tidy::csv(review).unwrap()),
        ("changes", tidy::changes_csv(review).unwrap()),
        ("sdmx csv", sdmx::csv(&records).unwrap()),
        (
            "sdmx json",
            sdmx::data_message(&records, day()).unwrap().text().unwrap(),
        ),
        (
            "sdmx structure",
            sdmx::structure_message(&records, day())
                .unwrap()
                .text()
                .unwrap(),
        ),
        ("sdmx values", sdmx::csv(&values).unwrap()),
        ("json", json::text(review).unwrap()),
        (
            "markdown",
            markdown(review, &SourceRegister::embedded()).unwrap(),
        ),
    ]
}
