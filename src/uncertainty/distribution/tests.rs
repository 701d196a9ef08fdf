use super::*;
use crate::numeric::normal_cdf;
use crate::quantity::{Co2e, Share};
use statrs::distribution::{ContinuousCDF, LogNormal, Normal, Triangular};
use statrs::statistics::Distribution as _;

fn kg(value: f64) -> Co2e {
    Co2e::from_kg(value)
}

fn all() -> [Distribution<Co2e>; 8] {
    let spread = GeometricSpread::from_gsd2(3.0).unwrap();
    [
        Distribution::normal(kg(5.0), kg(2.0)).unwrap(),
        Distribution::log_normal(kg(5.0), spread).unwrap(),
        Distribution::log_normal_of_mean(kg(5.0), kg(4.0)).unwrap(),
        Distribution::uniform(kg(-1.0), kg(3.0)).unwrap(),
        Distribution::triangular(kg(1.0), kg(2.0), kg(6.0)).unwrap(),
        Distribution::pert(kg(1.0), kg(2.0), kg(6.0)).unwrap(),
        Distribution::truncated_normal(kg(5.0), kg(2.0)).unwrap(),
        Distribution::truncated_normal(kg(1.0), kg(2.0)).unwrap(),
    ]
}

#[test]
fn quantiles_agree_with_statrs() {
    let [normal, _, log_normal, _, triangular, ..] = all();
    let sigma = sqrt(ln(1.0 + 0.64));
    let peer = LogNormal::new(ln(5.0) - sigma * sigma / 2.0, sigma).unwrap();
    for step in 1..100 {
        let p = f64::from(step) / 100.0;
        for (found, expected) in [
            (normal, Normal::new(5.0, 2.0).unwrap().inverse_cdf(p)),
            (log_normal, peer.inverse_cdf(p)),
            (
                triangular,
                Triangular::new(1.0, 6.0, 2.0).unwrap().inverse_cdf(p),
            ),
        ] {
            approx::assert_relative_eq!(
                found.quantile(p).unwrap().kg(),
                expected,
                max_relative = 1e-10
            );
        }
    }
    approx::assert_relative_eq!(
        log_normal.mean().unwrap().kg(),
        peer.mean().unwrap(),
        max_relative = 1e-14
    );
}

/// The mean is the integral of the quantile over all probabilities.
#[test]
fn the_mean_is_the_mean_of_the_quantiles() {
    for distribution in all() {
        let steps = 20_000;
        let middle = |step: i32| (f64::from(step) + 0.5) / f64::from(steps);
        let quantiles = (0..steps).map(|step| distribution.quantile(middle(step)).unwrap().kg());
        let mean = quantiles.sum::<f64>() / f64::from(steps);
        approx::assert_relative_eq!(mean, distribution.mean().unwrap().kg(), max_relative = 1e-3);
    }
}

#[test]
fn quantiles_rise() {
    for distribution in all() {
        let quantiles = (1..1000).map(|step| distribution.quantile(f64::from(step) / 1000.0));
        assert!(
            quantiles
                .map(|q| q.unwrap().kg())
                .is_sorted_by(|a, b| a < b)
        );
        for p in [0.0, 1.0, f64::NAN] {
            assert!(distribution.quantile(p).is_err());
        }
    }
}

#[test]
fn a_mode_at_an_end_is_a_right_triangle() {
    let falling = Distribution::triangular(kg(0.0), kg(0.0), kg(1.0)).unwrap();
    assert_eq!(falling.quantile(0.75).unwrap().kg(), 0.5); // 1 − √(1 − 0.75)
    let rising = Distribution::triangular(kg(0.0), kg(1.0), kg(1.0)).unwrap();
    assert_eq!(rising.quantile(0.25).unwrap().kg(), 0.5);
}

#[test]
fn a_tiny_deviation_is_not_lost() {
    let narrow = Distribution::log_normal_of_mean(kg(1.0), kg(1e-9)).unwrap();
    assert!(matches!(narrow.shape, Shape::LogNormal { sigma, .. } if (sigma - 1e-9).abs() < 1e-17));
}

#[test]
fn what_has_no_distribution_is_refused() {
    let nan = kg(f64::NAN);
    let spread = GeometricSpread::NONE;
    for refused in [
        Distribution::normal(kg(1.0), kg(-1.0)),
        Distribution::normal(nan, kg(1.0)),
        Distribution::log_normal(kg(0.0), spread),
        Distribution::log_normal_of_mean(kg(-1.0), kg(1.0)),
        Distribution::log_normal_of_mean(kg(1e-300), kg(1e300)),
        Distribution::uniform(kg(1.0), kg(1.0)),
        Distribution::uniform(kg(-f64::MAX), kg(f64::MAX)),
        Distribution::triangular(kg(0.0), kg(2.0), kg(1.0)),
        Distribution::triangular(kg(0.0), nan, kg(1.0)),
        Distribution::pert(kg(0.0), kg(-1.0), kg(1.0)),
        Distribution::pert(kg(1.0), kg(0.5), kg(0.0)),
    ] {
        assert!(refused.is_err(), "{refused:?}");
    }
    let share = |part| Share::new(part).unwrap();
    let beyond = Distribution::normal(share(0.9), share(0.1)).unwrap();
    assert!(beyond.interval().is_err());
}

#[test]
fn a_truncated_normal_is_the_normal_beyond_its_cut() {
    let whole = Normal::new(3.0, 2.0).unwrap();
    let cut = whole.cdf(0.0);
    let kept = Distribution::truncated_normal(kg(3.0), kg(2.0)).unwrap();
    for step in 1..1000 {
        let p = f64::from(step) / 1000.0;
        let found = kept.quantile(p).unwrap().kg();
        let below = (whole.cdf(found) - cut) / (1.0 - cut);
        // As near as its distribution function is to the C library's.
        approx::assert_abs_diff_eq!(below, p, epsilon = 1e-10);
        let below = |kg: f64| normal_cdf((kg - 3.0) / 2.0) - normal_cdf(-1.5);
        approx::assert_relative_eq!(below(found) / normal_cdf(1.5), p, max_relative = 1e-13);
    }
    // The last bit of the unit interval keeps the digits of both tails.
    let tail = 0.5 * f64::EPSILON;
    assert!(kept.quantile(tail).unwrap().kg() < 1e-14);
    let top = kept.quantile(1.0 - tail).unwrap().kg();
    approx::assert_relative_eq!(top, 3.0 + 2.0 * 8.21, max_relative = 1e-2);
}

#[test]
fn a_cut_far_away_changes_nothing_and_no_deviation_is_one_value() {
    let (far, whole) = (
        Distribution::truncated_normal(kg(100.0), kg(1.0)).unwrap(),
        Distribution::normal(kg(100.0), kg(1.0)).unwrap(),
    );
    assert_eq!(far.mean(), whole.mean());
    assert_eq!(far.quantile(0.025), whole.quantile(0.025));
    assert!(whole.is_normal() && !far.is_normal());
    let sure = Distribution::truncated_normal(kg(0.0), kg(0.0)).unwrap();
    assert_eq!(
        (sure.mean(), sure.quantile(0.9)),
        (Ok(kg(0.0)), Ok(kg(0.0)))
    );
    assert!(Distribution::truncated_normal(kg(-1.0), kg(1.0)).is_err());
    let sink = Uncertain::with_half_width(kg(-1.0), kg(1.0)).unwrap();
    assert!(Distribution::truncated_normal_of(sink).is_err());
}
