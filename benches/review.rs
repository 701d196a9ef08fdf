//! A million observations validated and added up over the world and other groups, beside a plain
//! sum of the same values.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use ict_impact::place::{Country, ScheduledChanges};
use ict_impact::reference::groups;
use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::{
    AggregationOptions, Dataset, Datum, IndicatorSet, Key, MembersAt, Meta, Observation, Period,
    PublicationRule, Reading, aggregate, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::Year;

const COUNTRIES: usize = 200;
const INDICATORS: usize = 100;
const YEARS: std::ops::Range<i64> = 1974..2024;
const GROUPS: [&str; 7] = [
    "M49:001", "M49:002", "M49:019", "M49:142", "M49:150", "M49:009", "LDC",
];
const POPULATION: &str = "PART.POPULATION";

fn codes() -> Vec<String> {
    (0..INDICATORS).map(|at| format!("OWN.{at:03}")).collect()
}

fn indicators() -> IndicatorSet {
    let source = SourceId::new("bench").unwrap();
    let own = |code: &String| {
        let (kind, status) = (Kind::Sum, Status::Proposal);
        Indicator::own(code, code, "t", kind, source.clone(), status).unwrap()
    };
    let own: Vec<Indicator> = codes().iter().map(own).collect();
    IndicatorSet::embedded().unwrap().with(own, []).unwrap()
}

fn countries() -> Vec<Country> {
    let world = groups::group("M49:001").unwrap();
    let members = world.members_at("2023-12-31".parse().unwrap(), ScheduledChanges::Ignore);
    members.into_iter().take(COUNTRIES).collect()
}

/// Every indicator of every country and year, and the population; the values grow by 2 % a year
/// with a little noise, so that the rules over series and peers have work and find little.
fn observations() -> Vec<Observation> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut noise = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        0.98 + 0.04 * (state >> 40) as f64 / (1_u64 << 24) as f64
    };
    let meta = Meta::reported(SourceId::new("bench").unwrap(), Status::Verified);
    let mut rows = Vec::new();
    let codes = codes();
    for (at, &country) in countries().iter().enumerate() {
        for number in YEARS {
            let year = Year::new(number).unwrap();
            let grown = 1.0 + 0.02 * (number - YEARS.start) as f64;
            let mut push = |code: String, value: f64, unit: &'static str| {
                rows.push(Observation {
                    key: Key::new(country, year, code),
                    datum: Datum::Value(Reading::new(value, unit).unwrap()),
                    meta: meta.clone(),
                });
            };
            for code in &codes {
                push(code.clone(), (1000.0 + at as f64) * grown * noise(), "t");
            }
            push(POPULATION.to_owned(), 1e6 * (1.0 + at as f64), "persons");
        }
    }
    rows
}

fn options() -> AggregationOptions {
    AggregationOptions {
        rule: PublicationRule::one_third(),
        members_at: MembersAt::Date("2023-12-31".parse().unwrap()),
    }
}

/// Every group, indicator and year: the sum of the figures, and how many values they are made of.
fn totals(data: &Dataset) -> (f64, usize) {
    let (codes, options) = (codes(), options());
    let (mut sum, mut used) = (0.0, 0);
    for group in GROUPS {
        let group = groups::group(group).unwrap();
        for code in &codes {
            for year in YEARS {
                let period = Period::Year(Year::new(year).unwrap());
                let fact = aggregate(data, group, code, period, &options).unwrap();
                sum += fact.reported_sum;
                used += fact.coverage.reported;
            }
        }
    }
    (sum, used)
}

fn review(c: &mut Criterion) {
    let (rows, set) = (observations(), indicators());
    let values: Vec<f64> = rows
        .iter()
        .map(|row| match &row.datum {
            Datum::Value(reading) => reading.value(),
            _ => 0.0,
        })
        .collect();
    let found = validate(rows.clone(), set.clone());
    let (_, used) = totals(&found.dataset);
    println!(
        "{} observations, {} findings; the totals use {used} values",
        rows.len(),
        found.findings.len()
    );
    let count = Throughput::Elements(rows.len() as u64);

    let mut group = c.benchmark_group("a million observations");
    group.sample_size(10).throughput(count.clone());
    group.bench_function("read and sum, plain column", |b| {
        b.iter(|| black_box(&values).iter().sum::<f64>());
    });
    group.bench_function("copy the rows", |b| b.iter(|| black_box(&rows).clone()));
    group.bench_function("validate", |b| {
        let given = || (rows.clone(), set.clone());
        b.iter_batched(
            given,
            |(rows, set)| validate(rows, set),
            BatchSize::PerIteration,
        );
    });
    group.throughput(Throughput::Elements(used as u64));
    group.bench_function("aggregate, world and six groups", |b| {
        b.iter(|| totals(black_box(&found.dataset)));
    });
    group.throughput(count);
    group.bench_function("validate and aggregate", |b| {
        let given = || (rows.clone(), set.clone());
        b.iter_batched(
            given,
            |(rows, set)| totals(&validate(rows, set).dataset),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, review);
criterion_main!(benches);
