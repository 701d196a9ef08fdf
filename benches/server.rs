//! A server bottom-up: value, least and greatest of three impacts, beside the same arithmetic on
//! bare numbers.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ict_impact::emissions::component::{ComponentFactors, Server, Tabled};
use ict_impact::energy::{LogCurve, ServerPower};
use ict_impact::quantity::{
    AbioticDepletionElements, ClimateChange, Impact, PrimaryEnergyUse, parse,
};
use ict_impact::reference::server_archetypes::server;
use ict_impact::uncertainty::Bounded;

fn whole<C: Tabled>(server: &Server, factors: &ComponentFactors<C>) -> Option<Bounded<Impact<C>>> {
    server.embodied(factors).total()
}

/// The same sum with nothing around it: one impact, one of value, least and greatest.
fn naive(n: &[f64; 5], areas: &[f64; 3], kg: f64, f: &[f64; 10]) -> f64 {
    n[0] * (areas[0] * f[0] + f[1])
        + n[1] * (areas[1] * f[2] + f[3])
        + n[2] * (areas[2] * f[2] + f[4])
        + n[3] * f[5]
        + n[4] * (kg * f[6])
        + f[7]
        + f[8]
        + f[9]
}

fn bottom_up(c: &mut Criterion) {
    let typical = Server::typical(server("compute-medium").unwrap(), None).unwrap();
    let climate = ComponentFactors::<ClimateChange>::reference();
    let depletion = ComponentFactors::<AbioticDepletionElements>::reference();
    let energy = ComponentFactors::<PrimaryEnergyUse>::reference();
    let mut group = c.benchmark_group("server, three impacts with bounds");
    group.bench_function("bottom-up", |b| {
        b.iter(|| {
            let server = black_box(&typical);
            (
                whole(server, black_box(&climate)),
                whole(server, black_box(&depletion)),
                whole(server, black_box(&energy)),
            )
        });
    });
    group.bench_function("bare numbers", |b| {
        let n = [
            [2.0, 8.0, 1.0, 0.0, 2.0],
            [2.0, 6.0, 1.0, 0.0, 2.0],
            [2.0, 10.0, 2.0, 0.0, 2.0],
        ];
        let areas = [
            [523e-6, 2.6e-3, 1.8e-3],
            [41e-6, 1.3e-3, 0.8e-3],
            [3640e-6, 5.1e-3, 6e-3],
        ];
        let factors = [[1.0; 10], [2.0; 10], [3.0; 10]];
        b.iter(|| {
            let mut results = [0.0; 9];
            for (i, f) in black_box(&factors).iter().enumerate() {
                for j in 0..3 {
                    results[3 * i + j] = naive(black_box(&n[j]), black_box(&areas[j]), 2.99, f);
                }
            }
            results
        });
    });
    group.finish();

    let curve = LogCurve::new(
        parse("171.2 W").unwrap(),
        0.0354,
        36.89,
        parse("-10.13 W").unwrap(),
        parse("1 W").unwrap(),
    );
    let power = ServerPower::new("2 devices".parse().unwrap(), curve.unwrap())
        .and_then(|s| s.with_memory("8 devices".parse().unwrap(), parse("32 GB").unwrap()))
        .and_then(|s| {
            s.with_drives(
                "1 device".parse().unwrap(),
                ServerPower::solid_state_drive(),
            )
        })
        .unwrap();
    let load = "50 % (0 % to 100 %)".parse().unwrap();
    c.bench_function("server, power at a load with bounds", |b| {
        b.iter(|| black_box(&power).at(black_box(load)));
    });
}

criterion_group!(benches, bottom_up);
criterion_main!(benches);
