//! How fast is a simulation, beside the random words that it needs?
//!
//! `cargo bench --bench uncertainty`; the throughput of `chacha8_words` is what the generator
//! gives: one 64-bit word for each draw.

use std::hint::black_box;
use std::time::Duration;

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, Quantity};
use ict_impact::uncertainty::{
    AcrossYears, Distribution, MonteCarlo, Seed, UncertainInventory, UncertainModel,
};

const SAMPLES: u32 = 20_000;
const CATEGORIES: u32 = 20;

fn base<Q: Quantity>(value: f64) -> Q {
    Q::from_base(value).unwrap()
}

fn words(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("draws");
    group.throughput(Throughput::Elements(u64::from(SAMPLES)));
    group.bench_function("chacha8_words", |bencher| {
        let mut words = ChaCha8Rng::from_seed(Seed::from_u64(1).bytes());
        bencher.iter(|| (0..SAMPLES).fold(0, |all, _| all ^ words.next_u64()));
    });
    let run = MonteCarlo::new(Seed::from_u64(1), SAMPLES).unwrap();
    let kg = base::<Co2e>;
    for (name, spread) in [
        ("uniform", Distribution::uniform(kg(1.0), kg(2.0))),
        ("normal", Distribution::normal(kg(10.0), kg(1.0))),
        (
            "truncated_normal",
            Distribution::truncated_normal(kg(10.0), kg(5.0)),
        ),
        (
            "log_normal",
            Distribution::log_normal_of_mean(kg(10.0), kg(5.0)),
        ),
        (
            "triangular",
            Distribution::triangular(kg(1.0), kg(2.0), kg(4.0)),
        ),
        ("pert", Distribution::pert(kg(1.0), kg(2.0), kg(4.0))),
    ] {
        let mut model = UncertainModel::new();
        let it = model.parameter("it", spread.unwrap()).unwrap();
        group.bench_function(format!("samples/{name}"), |bencher| {
            bencher.iter(|| model.samples(black_box(run), |draws| draws.of(it)).unwrap());
        });
    }
    group.finish();
}

/// Twenty categories on four grids: 40 activities, each year by itself, and 4 factors.
fn inventory() -> UncertainInventory<Co2e> {
    let mut inventory = UncertainInventory::new();
    let grids: Vec<_> = (0..4)
        .map(|grid| {
            let spread = Distribution::log_normal_of_mean(base(0.5), base(0.2)).unwrap();
            let name = format!("grid {grid}");
            let grid = inventory.parameter(&name, spread, spread, AcrossYears::Correlated);
            grid.unwrap()
        })
        .collect();
    for (index, grid) in (0..CATEGORIES).zip(grids.into_iter().cycle()) {
        let spread = |mean: f64| Distribution::<Energy>::normal(base(mean), base(0.1 * mean));
        let mean = 100.0 + f64::from(index);
        let (first, then) = (spread(mean).unwrap(), spread(1.1 * mean).unwrap());
        let name = format!("energy {index}");
        let activity = inventory.parameter(&name, first, then, AcrossYears::Independent);
        let grid: ict_impact::uncertainty::InTwoYears<CarbonIntensity> = grid;
        inventory.category(&name, activity.unwrap(), grid).unwrap();
    }
    inventory
}

fn inventories(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("inventory");
    group.throughput(Throughput::Elements(u64::from(SAMPLES)));
    let inventory = inventory();
    let run = MonteCarlo::new(Seed::from_u64(1), SAMPLES).unwrap();
    group.bench_function("chacha8_words", |bencher| {
        let mut words = ChaCha8Rng::from_seed(Seed::from_u64(1).bytes());
        let draws = SAMPLES * (2 * CATEGORIES + 4);
        bencher.iter(|| (0..draws).fold(0, |all, _| all ^ words.next_u64()));
    });
    group.bench_function("samples", |bencher| {
        bencher.iter(|| inventory.samples(black_box(run)).unwrap());
    });
    group.bench_function("simulate", |bencher| {
        bencher.iter(|| inventory.simulate(black_box(run)).unwrap());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800));
    targets = words, inventories
}
criterion_main!(benches);
