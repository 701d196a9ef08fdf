//! Laws of a simulation: what it must not depend on, and what it must agree with.

mod agreement;

use ict_impact::numeric::normal_quantile;
use ict_impact::quantity::{CarbonIntensity, Co2e, Energy, Quantity, Ratio};
use ict_impact::uncertainty::{
    AcrossYears, Distribution, Estimate, MonteCarlo, RelativeChange, Seed, UncertainInventory,
    UncertainModel, uniform,
};
use proptest::collection::vec;
use proptest::prelude::*;

use AcrossYears::{Correlated, Independent};

fn base<Q: Quantity>(value: f64) -> Q {
    Q::from_base(value).unwrap()
}

fn normal<Q: Quantity>(mean: f64, deviation: f64) -> Distribution<Q> {
    Distribution::normal(base(mean), base(deviation)).unwrap()
}

fn run(seed: u64, samples: u32) -> MonteCarlo {
    MonteCarlo::new(Seed::from_u64(seed), samples).unwrap()
}

/// A figure and how it is distributed.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: f64,
    spread: f64,
    shape: u8,
}

impl Figure {
    fn distribution<Q: Quantity>(self, scale: f64) -> Distribution<Q> {
        let value = self.value * scale;
        let at = |share: f64| base::<Q>(value * share);
        let (low, high) = (at(1.0 - self.spread), at(1.0 + 2.0 * self.spread));
        let made = match self.shape {
            0 => Distribution::normal(at(1.0), at(self.spread)),
            1 => Distribution::truncated_normal(at(1.0), at(self.spread)),
            2 => Distribution::log_normal_of_mean(at(1.0), at(self.spread)),
            3 => Distribution::uniform(low, high),
            _ => Distribution::triangular(low, at(1.0), high),
        };
        made.unwrap()
    }
}

fn figures() -> impl Strategy<Value = Figure> {
    (1.0..1e6_f64, 0.01..0.8_f64, 0..5_u8).prop_map(|(value, spread, shape)| Figure {
        value,
        spread,
        shape,
    })
}

/// Activity in both years, how it is correlated, and which of three factors it uses.
type Line = (Figure, Figure, bool, usize);

#[derive(Debug, Clone)]
struct Case {
    lines: Vec<Line>,
    factors: [Figure; 3],
    seed: u64,
}

fn cases() -> impl Strategy<Value = Case> {
    let line = (figures(), figures(), any::<bool>(), 0..3_usize);
    let factors = [figures(), figures(), figures()];
    (vec(line, 1..6), factors, any::<u64>()).prop_map(|(lines, factors, seed)| Case {
        lines,
        factors,
        seed,
    })
}

impl Case {
    /// The inventory, its parameters and categories added in this order.
    fn inventory(&self, order: &[usize], scale: f64) -> UncertainInventory<Co2e> {
        let mut inventory = UncertainInventory::new();
        let mut factors = [None; 3];
        for &index in order {
            let (first, then, correlated, factor) = self.lines[index];
            let of = self.factors[factor].distribution::<CarbonIntensity>(1.0);
            let factor = *factors[factor].get_or_insert_with(|| {
                let name = format!("factor {factor}");
                inventory.parameter(&name, of, of, Correlated).unwrap()
            });
            let years = if correlated { Correlated } else { Independent };
            let (first, then) = (
                first.distribution::<Energy>(scale),
                then.distribution(scale),
            );
            let name = format!("activity {index}");
            let activity = inventory.parameter(&name, first, then, years).unwrap();
            let name = format!("category {index}");
            inventory.category(&name, activity, factor).unwrap();
        }
        inventory
    }

    fn in_order(&self) -> UncertainInventory<Co2e> {
        let order: Vec<_> = (0..self.lines.len()).collect();
        self.inventory(&order, 1.0)
    }
}

fn scaled(estimate: &Estimate<Co2e>, by: f64) -> [Co2e; 6] {
    let Estimate {
        mean,
        standard_deviation,
        low,
        high,
        convergence,
        ..
    } = *estimate;
    let all = [
        mean,
        standard_deviation,
        low,
        high,
        convergence.mean_error,
        convergence.low_moved,
    ];
    all.map(|value| value * by)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_categories_changes_no_bit(case in cases()) {
        let back: Vec<_> = (0..case.lines.len()).rev().collect();
        let run = run(case.seed, 300);
        let found = case.in_order().simulate(run).unwrap();
        prop_assert_eq!(case.inventory(&back, 1.0).simulate(run).unwrap(), found);
    }

    #[test]
    fn a_power_of_two_scales_every_figure_to_the_bit(case in cases(), power in -30..30_i32) {
        let by = f64::from(2.0_f32.powi(power));
        let order: Vec<_> = (0..case.lines.len()).collect();
        let run = run(case.seed, 300);
        let plain = case.in_order().simulate(run).unwrap();
        let large = case.inventory(&order, by).simulate(run).unwrap();
        prop_assert_eq!(scaled(&plain.base, by), scaled(&large.base, 1.0));
        prop_assert_eq!(scaled(&plain.year_t, by), scaled(&large.year_t, 1.0));
        prop_assert_eq!(scaled(&plain.change, by), scaled(&large.change, 1.0));
        prop_assert_eq!(plain.relative_change, large.relative_change);
    }

    #[test]
    fn one_sample_alone_is_the_one_of_the_run(case in cases(), at in 0..300_usize) {
        let inventory = case.in_order();
        let samples = inventory.samples(run(case.seed, 300)).unwrap();
        let alone = inventory.sample(Seed::from_u64(case.seed), at as u64).unwrap();
        prop_assert_eq!(alone, samples[at]);
    }

    #[test]
    fn more_samples_leave_the_first_ones(case in cases()) {
        let inventory = case.in_order();
        let few = inventory.samples(run(case.seed, 200)).unwrap();
        let many = inventory.samples(run(case.seed, 350)).unwrap();
        prop_assert_eq!(&many[..200], &few[..]);
    }

    #[test]
    fn a_new_category_leaves_the_others(case in cases()) {
        let run = run(case.seed, 200);
        let first = case.inventory(&[0], 1.0);
        let all = case.in_order();
        let alone = first.simulate(run).unwrap();
        prop_assert_eq!(&all.simulate_category("category 0", run).unwrap(), &alone);
    }

    /// The mean of the total is the sum of the means of its categories, correlated or not.
    #[test]
    fn means_add(case in cases()) {
        let (inventory, run) = (case.in_order(), run(case.seed, 200));
        let total = inventory.simulate(run).unwrap().year_t.mean.kg();
        let each = inventory.categories();
        let each = each.map(|name| inventory.simulate_category(name, run).unwrap().year_t.mean);
        let sum: f64 = each.map(Co2e::kg).sum();
        prop_assert!((total - sum).abs() <= 1e-12 * total.abs());
    }

    #[test]
    fn a_draw_is_inside_and_repeats(seed in any::<u64>(), sample in any::<u64>()) {
        let seed = Seed::from_u64(seed);
        let u = uniform(seed, "it", sample);
        prop_assert!(u > 0.0 && u < 1.0);
        prop_assert_eq!(u, uniform(seed, "it", sample));
    }
}

/// One error in both years cancels in the relative trend, errors of their own do not.
#[test]
fn one_error_in_both_years_cancels_in_the_trend() {
    let trend = |years| {
        let mut inventory = UncertainInventory::<Co2e>::new();
        let sure = inventory.parameter("sure", normal::<Energy>(1.0, 0.0), normal(1.5, 0.0), years);
        let spread = Distribution::log_normal_of_mean(base(1.0), base(0.5)).unwrap();
        let factor = inventory.parameter::<CarbonIntensity>("factor", spread, spread, years);
        inventory
            .category("one", sure.unwrap(), factor.unwrap())
            .unwrap();
        let RelativeChange::Defined(trend) =
            inventory.simulate(run(1, 1000)).unwrap().relative_change
        else {
            panic!("every base year is above zero");
        };
        trend
    };
    let same: Estimate<Ratio> = trend(Correlated);
    assert!((same.low.value - 0.5).abs() < 1e-12 && (same.high.value - 0.5).abs() < 1e-12);
    assert!(trend(Independent).high.value > 1.0);
}

/// What an inventory makes of activities times factors, a model makes of the same names.
#[test]
fn an_inventory_is_a_model() {
    let energy = Distribution::triangular(base::<Energy>(1.0), base(2.0), base(4.0)).unwrap();
    let grid = Distribution::pert(base::<CarbonIntensity>(0.1), base(0.5), base(0.7)).unwrap();
    let mut inventory = UncertainInventory::<Co2e>::new();
    let activity = inventory
        .parameter("energy", energy, energy, Correlated)
        .unwrap();
    let factor = inventory.parameter("grid", grid, grid, Correlated).unwrap();
    inventory.category("network", activity, factor).unwrap();
    let mut model = UncertainModel::new();
    let grid = model.parameter("grid", grid).unwrap();
    let energy = model.parameter("energy", energy).unwrap();
    let run = run(9, 200);
    let samples = model
        .samples(run, |draws| Ok(draws.of(energy)? * draws.of(grid)?))
        .unwrap();
    let totals = inventory.samples(run).unwrap();
    assert_eq!(
        totals.iter().map(|[base, _]| *base).collect::<Vec<_>>(),
        samples
    );
    assert!(totals.iter().all(|[base, year_t]| base == year_t));
}

/// The four categories of the worked example of Approach 1, by simulation.
fn worked_example() -> UncertainInventory<Co2e> {
    let mut inventory = UncertainInventory::<Co2e>::new();
    let z = normal_quantile(0.975).unwrap();
    for (name, first, then, of_activity, of_factor, years) in [
        ("data centres", 400.0, 500.0, 2.0, 10.0, Correlated),
        ("networks", 600.0, 550.0, 5.0, 10.0, Correlated),
        ("devices", 800.0, 900.0, 10.0, 40.0, Correlated),
        ("refrigerants", 20.0, 30.0, 25.0, 20.0, Independent),
    ] {
        let spread = |mean: f64| normal::<Energy>(mean, mean * of_activity / 100.0 / z);
        let activity = inventory.parameter(name, spread(first), spread(then), Independent);
        let factor = normal::<CarbonIntensity>(1.0, of_factor / 100.0 / z);
        let factor = inventory.parameter(&format!("factor of {name}"), factor, factor, years);
        inventory
            .category(name, activity.unwrap(), factor.unwrap())
            .unwrap();
    }
    inventory
}

#[test]
fn the_same_seed_gives_the_same_bits_on_every_machine() {
    let inventory = worked_example();
    let (found, again) = (
        inventory.simulate(run(2026, 1000)).unwrap(),
        inventory.simulate(run(2026, 1000)).unwrap(),
    );
    assert_eq!(found, again);
    let golden = [
        found.base.mean,
        found.year_t.low,
        found.year_t.high,
        found.change.mean,
    ];
    let golden = golden.map(|value| value.kg().to_bits());
    // A second implementation, in Python 3 with hashlib, statistics.NormalDist and its own
    // ChaCha8, has the same bits.
    let pinned = [
        0x409c_62b6_1d9d_215d,
        0x4099_2a1c_6f1b_941c,
        0x40a2_6666_173e_3385,
        0x4063_9927_228e_a78c,
    ];
    assert_eq!(golden, pinned, "{golden:#x?}");
    assert_ne!(
        inventory.simulate(run(2027, 1000)).unwrap().base,
        found.base
    );
}

#[cfg(feature = "parallel")]
#[test]
fn threads_simulate_to_the_same_bits() {
    let inventory = worked_example();
    let run = run(2026, 10_001);
    assert_eq!(
        inventory.par_simulate(run).unwrap(),
        inventory.simulate(run).unwrap()
    );
    let mut model = UncertainModel::new();
    let it = model.parameter("it", normal::<Co2e>(10.0, 2.0)).unwrap();
    let one = model.simulate(run, |draws| draws.of(it)).unwrap();
    assert_eq!(model.par_simulate(run, |draws| draws.of(it)).unwrap(), one);
    // The first sample that fails is the one that is named, on any thread.
    let fails = |draws: &ict_impact::uncertainty::Draws<'_>| {
        let bad = draws.sample() >= 5000;
        Ok(Co2e::from_kg(if bad { f64::INFINITY } else { 1.0 }))
    };
    assert_eq!(model.par_simulate(run, fails), model.simulate(run, fails));
}
