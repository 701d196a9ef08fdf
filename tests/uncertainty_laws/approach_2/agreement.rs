//! A simulation agrees with what is known without one.

use ict_impact::numeric::{ln, normal_quantile};
use ict_impact::quantity::{CarbonIntensity, Co2e, Energy};
use ict_impact::uncertainty::{
    AcrossYears::{Correlated, Independent},
    Approach2, Distribution, Estimate, GeometricSpread, InTwoYears, InventoryCategory,
    PedigreeScores, RelativeChange, RelativeUncertainty, UncertainInventory, UncertainModel,
    approach_1,
};
use proptest::collection::vec;
use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF, LogNormal};
use statrs::statistics::Distribution as _;

use super::{figures, normal, run, worked_example};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// One factor for all is a standard deviation of Σ a_i · s, one for each is √Σ (a_i · s)².
    #[test]
    fn a_shared_factor_is_the_analytic_block(
        activities in vec(1.0..1e3_f64, 2..6), seed in any::<u64>()
    ) {
        let samples = 4000;
        let of = |shared: bool| -> Approach2<Co2e> {
            let mut inventory = UncertainInventory::new();
            let mut factor = None;
            for (index, &activity) in activities.iter().enumerate() {
                if !shared || factor.is_none() {
                    let spread = normal(0.5, 0.1);
                    let name = format!("factor {index}");
                    let made = inventory.parameter(&name, spread, spread, Correlated);
                    factor = Some(made.unwrap());
                }
                let sure = normal::<Energy>(activity, 0.0);
                let name = format!("activity {index}");
                let activity = inventory.parameter(&name, sure, sure, Correlated).unwrap();
                let factor: InTwoYears<CarbonIntensity> = factor.unwrap();
                inventory.category(&name, activity, factor).unwrap();
            }
            inventory.simulate(run(seed, samples)).unwrap()
        };
        let (shared, own) = (of(true).base, of(false).base);
        let sum: f64 = activities.iter().sum();
        let root = activities.iter().map(|a| a * a).sum::<f64>().sqrt();
        // The standard error of a standard deviation is s / √(2n); six of them.
        let slack = 6.0 / (2.0 * f64::from(samples)).sqrt();
        for (found, deviation) in [(shared, 0.1 * sum), (own, 0.1 * root)] {
            let Estimate { mean, standard_deviation, low, high, convergence, .. } = found;
            prop_assert!((standard_deviation.kg() / deviation - 1.0).abs() < slack);
            prop_assert!((mean.kg() - 0.5 * sum).abs() < 6.0 * convergence.mean_error.kg());
            let z = normal_quantile(0.975).unwrap();
            let ends = [
                (low, -z, convergence.low_error),
                (high, z, convergence.high_error),
            ];
            for (end, z, error) in ends {
                let expected = 0.5 * sum + z * deviation;
                prop_assert!((end.kg() - expected).abs() < 7.0 * error.kg());
            }
        }
        prop_assert!(shared.standard_deviation > own.standard_deviation);
        prop_assert!(shared.high.kg() - shared.low.kg() > own.high.kg() - own.low.kg());
    }

    /// Approach 1 holds for small normal errors: the level, and the trend where all categories
    /// change alike, for which its sensitivities are the derivatives.
    #[test]
    fn small_normal_errors_agree_with_approach_1(
        lines in vec((50.0..500.0_f64, 0.5..3.0_f64, 0.5..3.0_f64, any::<bool>()), 2..6),
        growth in 0.95..1.05_f64,
        seed in any::<u64>(),
    ) {
        let percent = |percent| RelativeUncertainty::from_percent(percent).unwrap();
        let z = normal_quantile(0.975).unwrap();
        let mut inventory = UncertainInventory::new();
        let mut categories = Vec::new();
        for (index, &(energy, of_energy, of_factor, same)) in lines.iter().enumerate() {
            let years = if same { Correlated } else { Independent };
            let spread = |mean: f64, percent: f64| [mean, mean * percent / 100.0 / z];
            let [first, deviation] = spread(energy, of_energy);
            let then = normal::<Energy>(first * growth, deviation * growth);
            let name = format!("energy {index}");
            let activity = inventory.parameter(&name, normal(first, deviation), then, Independent);
            let [mean, deviation] = spread(0.5, of_factor);
            let factor = normal::<CarbonIntensity>(mean, deviation);
            let factor = inventory.parameter(&format!("factor {index}"), factor, factor, years);
            inventory.category(&name, activity.unwrap(), factor.unwrap()).unwrap();
            let [c, d] = [0.5 * energy, 0.5 * energy * growth].map(Co2e::from_kg);
            let category = InventoryCategory::new(c, d, percent(of_energy), percent(of_factor));
            categories.push(category.unwrap().across_years(Independent, years));
        }
        let expected = approach_1(&categories).unwrap();
        let found = inventory.simulate(run(seed, 4000)).unwrap();
        // The half-width of 4 000 samples has a standard error of about 2 %; √2 · J stands for
        // both years, so that a growth of 5 % is another 5 %.
        let half = |low: f64, high: f64| (high - low) / 2.0;
        let level = half(found.year_t.low.kg(), found.year_t.high.kg());
        let ratio = level / expected.level.half_width().kg();
        prop_assert!((ratio - 1.0).abs() < 0.12, "level {ratio}");
        let RelativeChange::Defined(trend) = found.relative_change else {
            return Err(TestCaseError::fail("a base year of zero"));
        };
        let ratio = 100.0 * half(trend.low.value, trend.high.value) / expected.trend.half_width();
        prop_assert!((ratio - 1.0).abs() < 0.17, "trend {ratio}");
        let moved = 100.0 * trend.mean.value - expected.trend.percent();
        prop_assert!(moved.abs() < 0.2 * expected.trend.half_width(), "moved {moved}");
    }

    /// Whatever the shape, a simulation of one figure finds its mean and its interval.
    #[test]
    fn one_figure_is_its_distribution(figure in figures(), seed in any::<u64>()) {
        let spread = figure.distribution::<Co2e>(1.0);
        let mut model = UncertainModel::new();
        let it = model.parameter("it", spread).unwrap();
        let found = model.simulate(run(seed, 4000), |draws| draws.of(it)).unwrap();
        let (low, high) = spread.interval().unwrap();
        let off = |found: Co2e, expected: Co2e| (found.kg() - expected.kg()).abs();
        let errors = found.convergence;
        prop_assert!(off(found.mean, spread.mean().unwrap()) < 6.0 * errors.mean_error.kg());
        prop_assert!(off(found.low, low) < 7.0 * errors.low_error.kg());
        prop_assert!(off(found.high, high) < 7.0 * errors.high_error.kg());
    }
}

/// A pedigree's log-normal, against its moments and against statrs.
#[test]
fn a_log_normal_has_its_analytic_mean_and_percentiles() {
    let basic = GeometricSpread::from_gsd2(1.5).unwrap();
    let scores = PedigreeScores::expert([3, 4, 2, 5, 4, 1]).unwrap();
    let spread = scores.spread(basic).unwrap();
    let factor = Distribution::log_normal(Co2e::from_kg(10.0), spread).unwrap();
    let mut model = UncertainModel::new();
    let factor = model.parameter("factor", factor).unwrap();
    let found = model
        .simulate(run(11, 50_000), |draws| draws.of(factor))
        .unwrap();
    let peer = LogNormal::new(ln(10.0), spread.sigma()).unwrap();
    let errors = found.convergence;
    let near = |found: Co2e, expected: f64, error: Co2e| {
        let off = (found.kg() - expected).abs();
        assert!(off < 4.0 * error.kg(), "{found:?} {expected} {error:?}");
    };
    near(found.mean, peer.mean().unwrap(), errors.mean_error);
    near(found.low, peer.inverse_cdf(0.025), errors.low_error);
    near(found.high, peer.inverse_cdf(0.975), errors.high_error);
    let (below, above) = found.percent().unwrap();
    assert!(above > below);
}

/// The standard errors are those of repeated runs.
#[test]
fn standard_errors_are_the_spread_of_repeated_runs() {
    let mut model = UncertainModel::new();
    let it = model.parameter("it", normal::<Co2e>(10.0, 2.0)).unwrap();
    let runs: Vec<_> = (0..400)
        .map(|seed| {
            model
                .simulate(run(seed, 1000), |draws| draws.of(it))
                .unwrap()
        })
        .collect();
    let count = runs.len() as f64;
    let spread = |of: &dyn Fn(&Estimate<Co2e>) -> Co2e| {
        let mean = runs.iter().map(|run| of(run).kg()).sum::<f64>() / count;
        let off = runs.iter().map(|run| of(run).kg() - mean);
        let squares = off.map(|off| off * off);
        (squares.sum::<f64>() / count).sqrt()
    };
    let stated = |of: &dyn Fn(&Estimate<Co2e>) -> Co2e| {
        runs.iter().map(|run| of(run).kg()).sum::<f64>() / count
    };
    for (seen, said) in [
        (
            spread(&|run| run.mean),
            stated(&|run| run.convergence.mean_error),
        ),
        (
            spread(&|run| run.low),
            stated(&|run| run.convergence.low_error),
        ),
        (
            spread(&|run| run.high),
            stated(&|run| run.convergence.high_error),
        ),
    ] {
        // Of 400 runs, the spread has a standard error of 3.5 %.
        assert!((said / seen - 1.0).abs() < 0.2, "{seen} {said}");
    }
    // An end moves from half to all by √(1/500 − 1/1000) of what one sample does.
    let moved = runs
        .iter()
        .map(|run| run.convergence.low_moved.kg() * run.convergence.low_moved.kg())
        .sum::<f64>();
    let seen = (moved / count).sqrt();
    assert!((seen / spread(&|run| run.low) - 1.0).abs() < 0.25, "{seen}");
}

#[test]
fn an_interval_converges_when_its_errors_are_within_the_tolerance() {
    let mut model = UncertainModel::new();
    let it = model.parameter("it", normal::<Co2e>(10.0, 2.0)).unwrap();
    let of = |run| {
        model
            .simulate(run, |draws| draws.of(it))
            .unwrap()
            .convergence
            .converged
    };
    // An end of 20 000 samples has a standard error of 0.96 % of the half-width.
    assert!(of(run(1, 20_000).within(5.0).unwrap()));
    assert!(!of(run(1, 20_000).within(0.5).unwrap()));
    assert!(!of(run(1, 500)));
}

/// Approach 1 has 19.18 % and 7.45 percentage points.
#[test]
fn the_worked_example_of_approach_1_is_met() {
    let found = worked_example().simulate(run(2026, 20_000)).unwrap();
    let half = (found.year_t.high.kg() - found.year_t.low.kg()) / 2.0;
    assert!((half / 1980.0 * 100.0 - 19.18).abs() < 0.5, "{half}");
    let RelativeChange::Defined(trend) = found.relative_change else {
        panic!("every base year is above zero");
    };
    let half = 100.0 * (trend.high.value - trend.low.value) / 2.0;
    assert!((half - 7.45).abs() < 0.4, "{half}");
    assert!((100.0 * trend.mean.value - 8.79).abs() < 0.2, "{trend:?}");
}
