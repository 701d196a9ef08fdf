//! How fast are exact sums of quantities, beside a raw loop and a bare read of the memory?

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ict_impact::column::Column;
use ict_impact::emissions::operational_emissions;
use ict_impact::numeric::exact_sum_zip;
use ict_impact::quantity::{CarbonIntensity, Energy};

/// Rows of each column: 32 MB, beyond the caches.
const ROWS: usize = 4 << 20;

fn columns() -> (Vec<f64>, Vec<f64>) {
    // Between 1 kWh and 1 GWh, between 5 and 800 gCO2e/kWh, without a pattern.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    let energy = (0..ROWS).map(|_| 3.6e6 + 3.6e12 * next()).collect();
    let grid = (0..ROWS).map(|_| (5.0 + 795.0 * next()) / 3.6e9).collect();
    (energy, grid)
}

/// Reads every word and does next to nothing with it.
fn read(values: &[f64]) -> u64 {
    let mut lanes = [0u64; 16];
    for chunk in values.chunks_exact(16) {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane ^= value.to_bits();
        }
    }
    lanes.iter().fold(0, |a, b| a ^ b)
}

fn energy_times_intensity(c: &mut Criterion) {
    let (joules, per_joule) = columns();
    let energy = Column::<Energy>::new(&joules).expect("finite");
    let grid = Column::<CarbonIntensity>::new(&per_joule).expect("finite");
    let mut group = c.benchmark_group("energy × intensity");
    group.throughput(Throughput::Bytes(16 * ROWS as u64));
    group.bench_function("read both columns", |b| {
        b.iter(|| read(black_box(&joules)) ^ read(black_box(&per_joule)));
    });
    group.bench_function("raw f64 loop", |b| {
        b.iter(|| {
            let rows = black_box(&joules).iter().zip(black_box(&per_joule));
            rows.map(|(energy, grid)| energy * grid).sum::<f64>()
        });
    });
    group.bench_function("exact_sum_zip of bare f64", |b| {
        b.iter(|| {
            let columns = [black_box(&joules[..]), black_box(&per_joule[..])];
            exact_sum_zip(columns, |[energy, grid]| energy * grid)
        });
    });
    group.bench_function("zip_sum, exact", |b| {
        b.iter(|| black_box(energy).zip_sum(black_box(grid), operational_emissions));
    });
    #[cfg(feature = "parallel")]
    group.bench_function("par_zip_sum, exact", |b| {
        b.iter(|| black_box(energy).par_zip_sum(black_box(grid), operational_emissions));
    });
    group.finish();
}

fn sum(c: &mut Criterion) {
    let (joules, _) = columns();
    let energy = Column::<Energy>::new(&joules).expect("finite");
    let mut group = c.benchmark_group("sum of energy");
    group.throughput(Throughput::Bytes(8 * ROWS as u64));
    group.bench_function("read the column", |b| b.iter(|| read(black_box(&joules))));
    group.bench_function("raw f64 loop", |b| {
        b.iter(|| black_box(&joules).iter().sum::<f64>())
    });
    group.bench_function("sum, exact", |b| b.iter(|| black_box(energy).sum()));
    group.bench_function("check the column", |b| {
        b.iter(|| Column::<Energy>::new(black_box(&joules)).is_ok());
    });
    group.finish();
}

criterion_group!(benches, sum, energy_times_intensity);
criterion_main!(benches);
