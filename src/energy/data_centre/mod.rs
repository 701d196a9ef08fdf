//! Ratios of data centres: of one, of its zones, and of several together.

mod kpi;
mod meters;
mod power;
mod ratios;
mod several;

pub use kpi::{AggregateKpi, PUBLISHED_FROM, aggregate_power_usage_effectiveness};
pub use meters::{DataCentre, Meter};
pub use power::{DataCentreEnergy, partial_power_usage_effectiveness, power_usage_effectiveness};
pub use ratios::{
    RenewableEnergyFactor, WaterUsageEffectiveness, carbon_usage_effectiveness,
    cooling_efficiency_ratio, energy_reuse_factor, renewable_energy_factor,
    water_usage_effectiveness,
};
pub use several::{DataCentres, aggregate};

use super::EnergyError;
use crate::quantity::QuantityError;

fn undefined(ratio: &'static str, denominator: &'static str) -> EnergyError {
    QuantityError::Undefined { ratio, denominator }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Energy, Quantity, parse};

    fn kwh(energy: f64) -> Energy {
        Energy::of(energy, "kWh").unwrap()
    }

    fn is_undefined<T: core::fmt::Debug>(result: Result<T, EnergyError>) -> bool {
        matches!(
            result,
            Err(EnergyError::Quantity(QuantityError::Undefined { .. }))
        )
    }

    #[test]
    fn no_it_energy_is_undefined_in_every_ratio() {
        assert!(is_undefined(power_usage_effectiveness(kwh(1.0), kwh(0.0))));
        assert!(is_undefined(power_usage_effectiveness(kwh(0.0), kwh(0.0))));
        let water = parse("1 m3").unwrap();
        assert!(is_undefined(water_usage_effectiveness(water, kwh(0.0))));
        let co2 = Co2e::from_kg(1.0);
        assert!(is_undefined(carbon_usage_effectiveness(co2, kwh(0.0))));
        assert!(is_undefined(energy_reuse_factor(kwh(0.0), kwh(0.0))));
        assert!(is_undefined(renewable_energy_factor(kwh(1.0), kwh(0.0))));
        let partial = partial_power_usage_effectiveness(kwh(1.0), kwh(0.0));
        assert!(is_undefined(partial));
        assert!(is_undefined(cooling_efficiency_ratio(kwh(1.0), kwh(0.0))));
        assert!(is_undefined(aggregate_power_usage_effectiveness(&[])));
    }

    #[test]
    fn negative_and_missing_values_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let bad = Energy::from_checked(bad);
            assert!(power_usage_effectiveness(bad, kwh(1.0)).is_err());
            assert!(power_usage_effectiveness(kwh(1.0), bad).is_err());
            assert!(energy_reuse_factor(bad, kwh(1.0)).is_err());
            assert!(renewable_energy_factor(bad, kwh(1.0)).is_err());
            assert!(partial_power_usage_effectiveness(bad, kwh(1.0)).is_err());
            assert!(partial_power_usage_effectiveness(kwh(1.0), bad).is_err());
            assert!(cooling_efficiency_ratio(bad, kwh(1.0)).is_err());
            assert!(cooling_efficiency_ratio(kwh(1.0), bad).is_err());
        }
    }

    #[test]
    fn a_pue_below_one_says_which_meters_disagree() {
        let error = power_usage_effectiveness(kwh(900.0), kwh(1000.0)).unwrap_err();
        assert_eq!(
            error,
            EnergyError::PueBelowOne {
                total: "900 kWh".into(),
                it: "1000 kWh".into()
            }
        );
        assert_eq!(
            power_usage_effectiveness(kwh(5.0), kwh(5.0)).unwrap().value,
            1.0
        );
    }

    #[test]
    fn a_zone_without_infrastructure_has_a_partial_pue_of_one() {
        let partial = |sub, it| partial_power_usage_effectiveness(kwh(sub), kwh(it));
        assert_eq!(partial(0.0, 7.0).unwrap().value, 1.0);
        assert_eq!(partial(7.0, 7.0).unwrap().value, 2.0);
    }

    #[test]
    fn several_sites_have_one_ratio_of_sums_and_one_weighted_mean() {
        let site = |total, it| DataCentreEnergy::new(kwh(total), kwh(it)).unwrap();
        let sites = [site(200.0, 100.0), site(300.0, 300.0)];
        let together = aggregate_power_usage_effectiveness(&sites).unwrap();
        assert_eq!(together.ratio_of_sums.value, 1.25); // 500 / 400
        assert_eq!(together.energy_weighted_mean.value, 1.4); // (200 · 2 + 300 · 1) / 500
    }

    #[test]
    fn renewable_energy_below_the_use_leaves_no_surplus() {
        let site = renewable_energy_factor(kwh(250.0), kwh(1000.0)).unwrap();
        assert_eq!((site.factor.get(), site.surplus), (0.25, kwh(0.0)));
    }
}
