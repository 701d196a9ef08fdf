//! The same bits, whatever the partition, the number of threads and the features.

use ict_impact::column::{Column, ColumnBuf};
use ict_impact::emissions::operational_emissions;
use ict_impact::numeric::{ExactSum, exp, ln, normal_quantile, pow};
use ict_impact::quantity::{CarbonIntensity, Energy};
use ict_impact::review::{ReviewOptions, panel, review};
use ict_impact::time::{Biennium, Year};

/// Values over 60 binades without a pattern, the same on every run.
fn values(seed: u64, rows: usize, scale: f64) -> Vec<f64> {
    let mut state = seed;
    let mut values = Vec::with_capacity(rows);
    for _ in 0..rows {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let fraction = (state >> 11) as f64 / (1u64 << 53) as f64;
        let exponent = ((state >> 3) % 60) as i64 - 30;
        values.push(fraction * scale * f64::from_bits(((1023 + exponent) as u64) << 52));
    }
    values
}

#[test]
fn partitions_of_a_column_add_to_the_same_bits() {
    let energy = ColumnBuf::<Energy>::from_base(values(1, 100_003, 1e9)).unwrap();
    let grid = ColumnBuf::<CarbonIntensity>::from_base(values(2, 100_003, 1e-7)).unwrap();
    let (energy, grid) = (energy.column(), grid.column());
    let whole = energy.zip_sum(grid, operational_emissions).unwrap();
    for parts in [2, 3, 7, 64, 1000] {
        let size = energy.len().div_ceil(parts);
        let mut states: Vec<ExactSum> = (0..parts)
            .map(|part| part * size..((part + 1) * size).min(energy.len()))
            .filter(|rows| !rows.is_empty())
            .map(|rows| {
                let (e, g) = (energy.rows(rows.clone()).unwrap(), grid.rows(rows).unwrap());
                e.zip_partial_sum(g, operational_emissions).unwrap()
            })
            .collect();
        // As a tree from the far end, through the serialised state.
        while let (Some(last), Some(mut before)) = (states.pop(), states.pop()) {
            let sent = serde_json::to_string(&last).unwrap();
            before.merge(&serde_json::from_str(&sent).unwrap());
            states.insert(0, before);
            if states.len() == 1 {
                break;
            }
        }
        assert_eq!(
            states[0].value().unwrap().to_bits(),
            whole.kg().to_bits(),
            "{parts} parts"
        );
    }
}

#[cfg(feature = "parallel")]
#[test]
fn threads_add_to_the_same_bits() {
    let energy = values(1, 1 << 20, 1e9);
    let grid = values(2, 1 << 20, 1e-7);
    let energy = Column::<Energy>::new(&energy).unwrap();
    let grid = Column::<CarbonIntensity>::new(&grid).unwrap();
    let single = energy.zip_sum(grid, operational_emissions).unwrap();
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let sum = pool
            .install(|| energy.par_zip_sum(grid, operational_emissions))
            .unwrap();
        assert_eq!(
            sum.kg().to_bits(),
            single.kg().to_bits(),
            "{threads} threads"
        );
    }
}

/// Known bits: they hold in debug and release, with and without features, on every machine.
#[test]
fn known_results_keep_their_bits() {
    let energy = values(3, 10_000, 1e9);
    let sum = Column::<Energy>::new(&energy).unwrap().sum().unwrap();
    let bits = [
        ("sum", sum.value.to_bits()),
        ("exp(0.1)", exp(0.1).to_bits()),
        ("ln(10)", ln(10.0).to_bits()),
        ("pow(1.1, 10)", pow(1.1, 10.0).to_bits()),
        ("quantile(0.975)", normal_quantile(0.975).unwrap().to_bits()),
    ];
    assert_eq!(bits, KNOWN);
}

const KNOWN: [(&str, u64); 5] = [
    ("sum", 4_905_675_201_050_663_163),
    ("exp(0.1)", 4_607_656_066_507_473_108),
    ("ln(10)", 4_612_367_379_483_415_830),
    ("pow(1.1, 10)", 4_613_023_007_588_418_110),
    ("quantile(0.975)", 4_611_505_712_243_081_090),
];

#[test]
fn a_review_is_the_same_text_twice_and_in_any_order() {
    let options = ReviewOptions::of(Biennium::of::<2022>());
    let mut rows = panel::observations(Year::of::<2020>(), Year::of::<2023>()).unwrap();
    let text = |rows: &[_]| {
        let mut found = review(rows.to_vec(), &options).unwrap();
        // Findings name the row, which is another one in another order.
        found.findings.clear();
        serde_json::to_string(&found).unwrap()
    };
    let first = text(&rows);
    assert_eq!(text(&rows), first);
    rows.reverse();
    assert_eq!(text(&rows), first);
}
