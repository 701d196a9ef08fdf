//! A million rows of devices to a full footprint, beside reading those columns and multiplying
//! them once.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ict_impact::column::Column;
use ict_impact::emissions::{ByStage, LifeCycleStage};
use ict_impact::fleet::Years;
use ict_impact::footprint::{DeviceClass, DeviceRole, DeviceRows, EmbodiedAccounting, Inventory};
use ict_impact::place::Country;
use ict_impact::quantity::{Devices, EmbodiedFactor};
use ict_impact::time::Year;

const ROWS: usize = 1_000_000;
const CLASSES: usize = 12;
const PLACES: [&str; 20] = [
    "AUS", "BRA", "CHN", "DEU", "EGY", "ESP", "FRA", "GBR", "IND", "IDN", "ITA", "JPN", "KEN",
    "MEX", "NGA", "POL", "SWE", "UGA", "USA", "ZAF",
];

struct Columns {
    class: Vec<u32>,
    country: Vec<Country>,
    year: Vec<Year>,
    age: Vec<Option<u8>>,
    count: Vec<f64>,
}

fn columns() -> Columns {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let places: Vec<Country> = PLACES.iter().map(|code| code.parse().unwrap()).collect();
    let mut columns = Columns {
        class: Vec::new(),
        country: Vec::new(),
        year: Vec::new(),
        age: Vec::new(),
        count: Vec::new(),
    };
    for _ in 0..ROWS {
        columns.class.push(next(CLASSES as u64) as u32);
        columns
            .country
            .push(places[next(PLACES.len() as u64) as usize]);
        columns.year.push(Year::new(2021 + next(2) as i64).unwrap());
        columns.age.push(Some(next(8) as u8));
        columns.count.push(next(500) as f64);
    }
    columns
}

fn classes() -> Vec<DeviceClass> {
    let class = |i: usize| {
        let kg = EmbodiedFactor::from_kg_per_device;
        let stages = ByStage::new([
            (LifeCycleStage::CradleToGate, kg(100.0 + i as f64)),
            (LifeCycleStage::Transport, kg(5.0)),
            (LifeCycleStage::EndOfLife, kg(1.0)),
        ]);
        DeviceClass::new(format!("class {i}"), Years::new(3.0 + 0.25 * i as f64))
            .unwrap()
            .with_energy_per_year(format!("{} kWh/device", 20 + 7 * i).parse().unwrap())
            .unwrap()
            .with_embodied(stages.unwrap())
            .unwrap()
    };
    (0..CLASSES).map(class).collect()
}

/// Every column read, and multiplied once.
fn read_and_multiply(columns: &Columns) -> f64 {
    let rows = columns
        .class
        .iter()
        .zip(&columns.country)
        .zip(&columns.year);
    let rows = rows.zip(&columns.age).zip(&columns.count);
    rows.map(|((((&class, &country), &year), &age), &count)| {
        let keys = class ^ u32::from(age.unwrap_or(255)) ^ year.get() as u32;
        let same = country == columns.country[0];
        count * f64::from(keys ^ u32::from(same))
    })
    .sum()
}

/// The total alone by the nearest loop: two products a row, looked up by class and country.
fn naive(columns: &Columns, kwh: &[f64], kg: &[f64], grid: impl Fn(Country) -> f64) -> f64 {
    let rows = columns.class.iter().zip(&columns.country);
    let rows = rows.zip(&columns.age).zip(&columns.count);
    rows.map(|(((&class, &country), &age), &count)| {
        let class = class as usize;
        let new = if age == Some(0) { 1.0 } else { 0.0 };
        count * kwh[class] * grid(country) + count * new * kg[class]
    })
    .sum()
}

fn footprint(c: &mut Criterion) {
    let columns = columns();
    let count = Column::<Devices>::new(&columns.count).unwrap();
    let rows = DeviceRows::new(&columns.class, &columns.country, &columns.year, count)
        .unwrap()
        .with_ages(&columns.age)
        .unwrap();
    let inventory = Inventory::new("Example", Year::of::<2021>(), Year::of::<2022>())
        .unwrap()
        .with_classes(classes())
        .with_devices(DeviceRole::InUse, rows);
    let over_life = inventory
        .clone()
        .with_accounting(EmbodiedAccounting::OverLife);
    let first = columns.country[0];
    let (kwh, kg) = ([50.0; CLASSES], [100.0; CLASSES]);

    let mut group = c.benchmark_group("a million rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("read the columns, multiply once", |b| {
        b.iter(|| read_and_multiply(black_box(&columns)));
    });
    group.bench_function("naive loop, total only", |b| {
        let grid = |country| if country == first { 0.1 } else { 0.4 };
        b.iter(|| naive(black_box(&columns), black_box(&kwh), black_box(&kg), grid));
    });
    group.bench_function("footprint", |b| {
        b.iter(|| black_box(&inventory).footprint().unwrap());
    });
    group.bench_function("footprint, over life", |b| {
        b.iter(|| black_box(&over_life).footprint().unwrap());
    });
    #[cfg(feature = "parallel")]
    group.bench_function("footprint on all threads", |b| {
        b.iter(|| black_box(&inventory).par_footprint().unwrap());
    });
    group.finish();
}

criterion_group!(benches, footprint);
criterion_main!(benches);
