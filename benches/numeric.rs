//! Exact sums beside a plain read of memory, inexact loops and another exact implementation.
//!
//! `cargo bench --bench numeric`; the throughput of `read` is what the memory gives.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ict_impact::numeric::{ExactSum, exact_dot, exact_sum, exact_sum_by, exact_sum_zip};
use xsum::{Xsum, XsumAuto, XsumLarge};

/// Values in and out of the second-level cache.
const LENGTHS: [usize; 2] = [64 << 10, 4 << 20];

/// A fixed sequence of numbers in [0, 1) (Steele, Lea and Flood 2014, SplitMix64).
struct Sequence(u64);

impl Sequence {
    fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    fn fraction(&mut self) -> f64 {
        (self.next_bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Magnitudes spread evenly over the decades from `low` to `high`.
fn decades(length: usize, low: f64, high: f64, signed: bool) -> Vec<f64> {
    let mut sequence = Sequence(length as u64);
    (0..length)
        .map(|_| {
            let exponent = low + (high - low) * sequence.fraction();
            let magnitude = ict_impact::numeric::pow(10.0, exponent);
            let negative = signed && sequence.next_bits() & 1 == 1;
            if negative { -magnitude } else { magnitude }
        })
        .collect()
}

fn read(values: &[f64]) -> u64 {
    let mut lanes = [0_u64; 16];
    let (chunks, _) = values.as_chunks::<16>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane ^= value.to_bits();
        }
    }
    lanes.iter().fold(0, |all, lane| all ^ lane)
}

fn inexact_lanes(values: &[f64]) -> f64 {
    let mut lanes = [0.0; 16];
    let (chunks, _) = values.as_chunks::<16>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value;
        }
    }
    lanes.iter().sum()
}

fn sums(criterion: &mut Criterion) {
    for (name, low, high, signed) in [
        ("ordinary", 0.0, 9.0, false),
        ("tiny", -33.0, -27.0, false),
        ("wide", -30.0, 30.0, true),
    ] {
        let mut group = criterion.benchmark_group(format!("sum/{name}"));
        for length in LENGTHS {
            let values = decades(length, low, high, signed);
            group.throughput(Throughput::Bytes(8 * length as u64));
            let mut run = |label: &str, sum: &dyn Fn(&[f64]) -> f64| {
                group.bench_function(BenchmarkId::new(label, length), |bencher| {
                    bencher.iter(|| sum(black_box(&values)));
                });
            };
            run("read", &|values| read(values) as f64);
            run("exact_sum", &|values| exact_sum(values).unwrap());
            run("inexact_lanes", &inexact_lanes);
            run("iter_sum", &|values| values.iter().sum());
            run("xsum_large", &|values| {
                let mut sum = XsumLarge::new();
                sum.add_list(values);
                sum.sum()
            });
            run("xsum_auto", &|values| {
                let mut sum = XsumAuto::new();
                sum.add_list(values);
                sum.sum()
            });
        }
    }
}

fn products(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("product");
    for length in LENGTHS {
        let energy = decades(length, 0.0, 5.0, false);
        let intensity = decades(length, -3.0, 0.0, false);
        group.throughput(Throughput::Bytes(16 * length as u64));
        let mut run = |label: &str, sum: &dyn Fn(&[f64], &[f64]) -> f64| {
            group.bench_function(BenchmarkId::new(label, length), |bencher| {
                bencher.iter(|| sum(black_box(&energy), black_box(&intensity)));
            });
        };
        run("read", &|left, right| (read(left) ^ read(right)) as f64);
        run("exact_sum_zip", &|left, right| {
            exact_sum_zip([left, right], |[left, right]| left * right).unwrap()
        });
        run("exact_sum_by", &|left, right| {
            exact_sum_by(left.len(), |index| left[index] * right[index]).unwrap()
        });
        run("exact_dot", &|left, right| exact_dot(left, right).unwrap());
        run("iter_sum", &|left, right| {
            left.iter()
                .zip(right)
                .map(|(left, right)| left * right)
                .sum()
        });
    }
}

fn one_by_one(criterion: &mut Criterion) {
    let values = decades(4096, 0.0, 9.0, false);
    let mut group = criterion.benchmark_group("add");
    group.throughput(Throughput::Elements(4096));
    group.bench_function("add", |bencher| {
        bencher.iter(|| {
            let mut sum = ExactSum::new();
            for &value in black_box(&values) {
                sum.add(value);
            }
            sum.value()
        });
    });
    group.bench_function("from_iter", |bencher| {
        bencher.iter(|| black_box(&values).iter().collect::<ExactSum>().value());
    });
    for length in [7, 31, 100] {
        group.throughput(Throughput::Elements(length as u64));
        group.bench_function(BenchmarkId::new("exact_sum", length), |bencher| {
            bencher.iter(|| exact_sum(black_box(&values[..length])));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800));
    targets = sums, products, one_by_one
}
criterion_main!(benches);
