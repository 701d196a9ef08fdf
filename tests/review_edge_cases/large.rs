//! Many observations at once.

use ict_impact::place::ScheduledChanges;
use ict_impact::reference::groups;
use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::{
    AggregationOptions, IndicatorSet, MembersAt, Observation, Period, aggregate, validate,
};
use ict_impact::source::{SourceId, Status};

use super::made::*;

const COUNTRIES: usize = 200;
const INDICATORS: usize = 100;
const YEARS: [i64; 5] = [2019, 2020, 2021, 2022, 2023];

/// The million is `benches/review.rs`: it has the same shape with more years.
#[test]
fn case_24_a_hundred_thousand_observations_add_up_to_the_last_tonne() {
    let world = groups::group("M49:001").unwrap();
    let at_end = NOW.end();
    let members = world.members_at(at_end, ScheduledChanges::Ignore);
    let countries: Vec<&str> = members.iter().map(|c| c.alpha3()).take(COUNTRIES).collect();
    let codes: Vec<String> = (0..INDICATORS).map(|at| format!("OWN.{at:03}")).collect();
    let own = |code: &String| {
        let source = SourceId::new("own").unwrap();
        Indicator::own(code, code, "t", Kind::Sum, source, Status::Proposal).unwrap()
    };
    let set = IndicatorSet::embedded().unwrap();
    let set = set.with(codes.iter().map(own), []).unwrap();

    // 1000 t and one more for each place of the country, the indicator and the year.
    let mut rows: Vec<Observation> = Vec::new();
    for (place, who) in countries.iter().enumerate() {
        for (step, &of) in YEARS.iter().enumerate() {
            for (at, code) in codes.iter().enumerate() {
                rows.push(value(who, of, code, (1000 + place + at + step) as f64, "t"));
            }
        }
    }
    assert_eq!(rows.len(), 100_000);
    rows.rotate_left(33_333); // in no order of its own
    let found = validate(rows, set);
    assert_eq!(found.findings, []);
    assert_eq!(found.dataset.observations().len(), 100_000);

    let options = AggregationOptions {
        members_at: MembersAt::Date(at_end),
        ..options()
    };
    let every = group(&countries);
    let first_ten = named("TEN", &countries[..10]);
    for (at, code) in codes.iter().enumerate() {
        let of = |group, period| aggregate(&found.dataset, group, code, period, &options).unwrap();
        for (step, &in_year) in YEARS.iter().enumerate() {
            let fact = of(&every, Period::Year(year(in_year)));
            // 200 · (1000 + at + step) and 0 + 1 + … + 199
            let expected = 200 * (1000 + at + step) + 19_900;
            assert_eq!(fact.value, Some(expected as f64), "{code} {in_year}");
            assert_eq!((fact.coverage.expected, fact.reporting.len()), (200, 200));
        }
        // The mean of steps 3 and 4; over both years twice that. 0 + 1 + … + 9 is 45.
        let ten = of(&first_ten, in_biennium());
        let both_years = 20 * (1000 + at) + 70 + 90;
        assert_eq!(ten.both_years, Some(both_years as f64), "{code}");
        assert_eq!(ten.value, Some(both_years as f64 / 2.0), "{code}");
    }
    // The world has members more, which did not report and are no zeros.
    let fact = aggregate(&found.dataset, world, &codes[0], in_2022(), &options).unwrap();
    assert_eq!(fact.coverage.reported, 200);
    assert_eq!(fact.missing.len(), fact.members - 200);
    assert_eq!(fact.of_reporting(), Some(220_500.0)); // 200 · 1003 + 19 900
}
