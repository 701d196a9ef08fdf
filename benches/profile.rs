//! How fast are profiles resampled and multiplied, beside plain loops over the same slices?

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ict_impact::column::ColumnBuf;
use ict_impact::energy::profile::{Calendar, IntervalQuantity, Profile, TimeAxis};
use ict_impact::quantity::{CarbonIntensity, Energy};
use ict_impact::time::{Interval, Step, Timestamp, Timestamps, UtcOffset};

/// Values of each profile: 32 MB, beyond the caches; 48 days of seconds.
const ROWS: usize = 4 << 20;

fn start() -> Timestamp {
    "2024-01-01T00:00:00Z".parse().expect("a timestamp")
}

fn random(scale: f64) -> impl FnMut() -> f64 {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        scale * ((state >> 11) as f64 / (1u64 << 53) as f64)
    }
}

fn profile<Q: IntervalQuantity>(step: Step, rows: usize, scale: f64) -> Profile<Q> {
    let mut next = random(scale);
    let values = (0..rows).map(|_| scale + next()).collect();
    let values = ColumnBuf::from_base(values).expect("finite");
    Profile::from_start(start(), step, values).expect("positive")
}

fn seconds(seconds: u32) -> Step {
    Step::seconds(seconds).expect("a step")
}

fn load(rows: usize) -> Profile<Energy> {
    profile(Step::SECOND, rows, 1000.0)
}

fn impact(c: &mut Criterion) {
    let load = load(ROWS);
    let mut group = c.benchmark_group("load × grid");
    for (name, grid_step) in [
        ("1 s", Step::SECOND),
        ("5 min", seconds(300)),
        ("1 h", Step::HOUR),
    ] {
        let ratio = (grid_step.microseconds() / 1_000_000) as usize;
        let grid = profile::<CarbonIntensity>(grid_step, ROWS.div_ceil(ratio), 1e-7);
        let (energies, intensities) = (load.values().base(), grid.values().base());
        group.throughput(Throughput::Elements(ROWS as u64));
        group.bench_function(format!("plain loop, 1 s load on {name} grid"), |b| {
            b.iter(|| {
                let rows = black_box(energies)
                    .chunks(ratio)
                    .zip(black_box(intensities));
                rows.map(|(energies, intensity)| {
                    energies
                        .iter()
                        .map(|energy| energy * intensity)
                        .sum::<f64>()
                })
                .sum::<f64>()
            });
        });
        group.bench_function(format!("impact, 1 s load on {name} grid"), |b| {
            b.iter(|| black_box(&load).impact(black_box(&grid)));
        });
    }
    let grid = profile::<CarbonIntensity>(Step::SECOND, ROWS, 1e-7);
    let coarse = load.every(seconds(900)).expect("finite");
    group.bench_function("impact, 15 min load on 1 s grid", |b| {
        b.iter(|| black_box(&coarse).impact(black_box(&grid)));
    });
    group.bench_function("column zip_sum, 1 s on 1 s", |b| {
        b.iter(|| {
            let (load, grid) = (black_box(&load).values(), black_box(&grid).values());
            load.zip_sum(grid, |energy, intensity| energy * intensity)
        });
    });
    group.finish();
}

fn resample(c: &mut Criterion) {
    let load = load(ROWS);
    let grid = profile::<CarbonIntensity>(Step::SECOND, ROWS, 1e-7);
    let mut group = c.benchmark_group("resample 4 Mi values of 1 s");
    group.throughput(Throughput::Elements(ROWS as u64));
    for step in [5, 60, 900, 3600] {
        group.bench_function(format!("plain loop, energy to {step} s"), |b| {
            b.iter(|| {
                let frames = black_box(load.values().base()).chunks(step as usize);
                frames
                    .map(|frame| frame.iter().sum::<f64>())
                    .collect::<Vec<_>>()
            });
        });
        group.bench_function(format!("energy to {step} s"), |b| {
            b.iter(|| black_box(&load).every(seconds(step)));
        });
        group.bench_function(format!("intensity to {step} s"), |b| {
            b.iter(|| black_box(&grid).every(seconds(step)));
        });
    }
    let odd = Step::from_microseconds(7_300_000).expect("a step");
    group.bench_function("energy to 7.3 s", |b| {
        b.iter(|| black_box(&load).every(odd))
    });
    group.bench_function("energy by month", |b| {
        b.iter(|| black_box(&load).by_calendar(Calendar::Month, UtcOffset::UTC));
    });
    let hours = profile::<Energy>(Step::HOUR, ROWS.div_ceil(3600), 1e6);
    group.bench_function("plain fill, 1 h to 1 s", |b| {
        b.iter(|| {
            let hours = black_box(hours.values().base()).iter();
            hours
                .flat_map(|energy| [energy / 3600.0; 3600])
                .collect::<Vec<_>>()
        });
    });
    group.bench_function("energy of 1 h to 1 s", |b| {
        b.iter(|| black_box(&hours).every(Step::SECOND));
    });
    group.finish();
}

fn read(c: &mut Criterion) {
    const TEXTS: usize = 1 << 20;
    let span = start().unix_microseconds();
    let end = Timestamp::from_unix_microseconds(span + TEXTS as i64 * 1_000_000).expect("in range");
    let axis = TimeAxis::covering(Interval::new(start(), end).expect("later"), Step::SECOND);
    let axis = axis.expect("in range");
    let winter: UtcOffset = "+01:00".parse().expect("an offset");
    let texts: Vec<String> = axis
        .intervals()
        .map(|row| row.from().text_at(winter))
        .collect();
    let stamps = Timestamps::read(&texts).expect("timestamps");
    let mut group = c.benchmark_group("read 1 Mi rows");
    group.throughput(Throughput::Elements(TEXTS as u64));
    group.bench_function("RFC 3339 texts", |b| {
        b.iter(|| Timestamps::read(black_box(&texts)))
    });
    group.bench_function("check of the step", |b| {
        b.iter(|| TimeAxis::from_starts(black_box(&stamps), Step::SECOND));
    });
    let hours = profile::<CarbonIntensity>(Step::HOUR, 8784, 1e-7);
    group.bench_function("lowest window of 8 h in a year of hours", |b| {
        b.iter(|| black_box(&hours).lowest_window(seconds(8 * 3600)));
    });
    group.finish();
}

criterion_group!(benches, impact, resample, read);
criterion_main!(benches);
