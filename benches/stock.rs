//! How fast are dynamic stocks, beside a straightforward nested loop over the same numbers?

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use ict_impact::column::Column;
use ict_impact::fleet::{
    CohortLifetimes, Entry, Intervals, Lifetime, NegativeInflow, Panel, SurvivalTable, Years,
    inflow_driven_panel,
};
use ict_impact::quantity::Devices;
use ict_impact::time::Year;

const PRODUCTS: usize = 54;
const COUNTRIES: usize = 200;
const YEARS: usize = 60;

fn intervals(years: usize) -> Intervals {
    let first = Year::of::<1970>();
    Intervals::yearly(first, first.plus(years as i32 - 1).unwrap()).unwrap()
}

fn weibull(k: usize) -> Lifetime {
    Lifetime::weibull(1.2 + 0.03 * k as f64, Years::new(4.0 + 0.2 * k as f64)).unwrap()
}

fn tables() -> Vec<SurvivalTable> {
    let intervals = intervals(YEARS);
    let table = |k| SurvivalTable::new(&intervals, &weibull(k).into(), Entry::Middle).unwrap();
    (0..PRODUCTS).map(table).collect()
}

/// Lifetimes that grow a little with each cohort.
fn varying_tables() -> Vec<SurvivalTable> {
    let intervals = intervals(YEARS);
    let table = |k| {
        let cohort = |c: usize| weibull(k).scaled(1.0 + 0.002 * c as f64).unwrap();
        let each: Vec<Lifetime> = (0..YEARS).map(cohort).collect();
        SurvivalTable::new(&intervals, &each.into(), Entry::Middle).unwrap()
    };
    (0..PRODUCTS).map(table).collect()
}

fn inflow(n: usize) -> Vec<f64> {
    (0..n)
        .map(|place| 1000.0 + (place * 7919 % 1009) as f64)
        .collect()
}

/// Stock and outflow of each series by the two sums of the definition.
fn nested_loop(shares: &[Vec<f64>], inflow: &[f64], stock: &mut [f64], outflow: &mut [f64]) {
    for (k, shares) in shares.iter().enumerate() {
        for j in 0..COUNTRIES {
            for t in 0..YEARS {
                let (mut in_use, mut gone) = (0.0, 0.0);
                for c in 0..=t {
                    let entered = inflow[(k * YEARS + c) * COUNTRIES + j];
                    let now = shares[c * YEARS + t];
                    let before = if c == t {
                        1.0
                    } else {
                        shares[c * YEARS + t - 1]
                    };
                    in_use += entered * now;
                    gone += entered * (before - now);
                }
                stock[(k * YEARS + t) * COUNTRIES + j] = in_use;
                outflow[(k * YEARS + t) * COUNTRIES + j] = gone;
            }
        }
    }
}

fn panel(criterion: &mut Criterion) {
    let inflow = inflow(PRODUCTS * YEARS * COUNTRIES);
    let tables = tables();
    let square = |table: &SurvivalTable| {
        let mut shares = vec![0.0; YEARS * YEARS];
        for c in 0..YEARS {
            shares[c * YEARS + c..(c + 1) * YEARS].copy_from_slice(table.cohort(c));
        }
        shares
    };
    let shares: Vec<Vec<f64>> = tables.iter().map(square).collect();
    let mut group = criterion.benchmark_group("stock 54 products x 200 countries x 60 years");
    group.bench_function("yardstick: nested loop", |bencher| {
        let (mut stock, mut outflow) = (vec![0.0; inflow.len()], vec![0.0; inflow.len()]);
        bencher.iter(|| nested_loop(&shares, black_box(&inflow), &mut stock, &mut outflow));
    });
    group.bench_function("panel, tables and memory given", |bencher| {
        let mut panel = Panel::default();
        bencher.iter(|| {
            let column = Column::<Devices>::new(black_box(&inflow)).unwrap();
            panel.inflow_driven(&tables, column, COUNTRIES).unwrap();
        });
    });
    group.bench_function("panel, tables given", |bencher| {
        bencher.iter(|| {
            let column = Column::<Devices>::new(black_box(&inflow)).unwrap();
            inflow_driven_panel(&tables, column, COUNTRIES).unwrap()
        });
    });
    group.bench_function("panel, tables made", |bencher| {
        bencher.iter(|| {
            let column = Column::<Devices>::new(black_box(&inflow)).unwrap();
            inflow_driven_panel(&self::tables(), column, COUNTRIES).unwrap()
        });
    });
    group.bench_function("panel, cohort-varying, tables made", |bencher| {
        bencher.iter(|| {
            let column = Column::<Devices>::new(black_box(&inflow)).unwrap();
            inflow_driven_panel(&varying_tables(), column, COUNTRIES).unwrap()
        });
    });
    group.bench_function("tables, constant", |bencher| bencher.iter(self::tables));
    group.bench_function("tables, cohort-varying", |bencher| {
        bencher.iter(varying_tables)
    });
    group.bench_function("check of the inflow", |bencher| {
        bencher.iter(|| Column::<Devices>::new(black_box(&inflow)).unwrap().len());
    });
    group.finish();
}

fn one_product(criterion: &mut Criterion) {
    let intervals = intervals(100);
    let lifetimes = CohortLifetimes::from(weibull(10));
    let table = SurvivalTable::new(&intervals, &lifetimes, Entry::Middle).unwrap();
    let inflow = inflow(100);
    let column = Column::<Devices>::new(&inflow).unwrap();
    let stock = table.inflow_driven(column).unwrap();
    let mut group = criterion.benchmark_group("stock of one product, 100 years");
    group.bench_function("inflow-driven", |bencher| {
        bencher.iter(|| table.inflow_driven(black_box(column)).unwrap());
    });
    group.bench_function("stock-driven", |bencher| {
        bencher.iter(|| {
            table
                .stock_driven(black_box(stock.stock()), NegativeInflow::Keep)
                .unwrap()
        });
    });
    group.bench_function("table", |bencher| {
        bencher.iter(|| SurvivalTable::new(&intervals, &lifetimes, Entry::Middle).unwrap());
    });
    group.finish();
}

criterion_group!(benches, panel, one_product);
criterion_main!(benches);
