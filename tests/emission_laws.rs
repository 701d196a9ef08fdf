//! Laws that energy and emissions keep whatever the numbers.

use ict_impact::column::Column;
use ict_impact::emissions::{
    Attribution, Contract, FunctionalUnits, GasInventory, Gwp, GwpBasis, GwpSet, Horizon,
    Instrument, LocationBased, MarketBased, PurchasedElectricity, Sci, SecondOrderEffects,
    attributed_impact, embodied_impact, operational_emissions,
};
use ict_impact::energy::{
    DataCentreEnergy, EnergyPerDevice, PowerProfile, PowerState,
    aggregate_power_usage_effectiveness, renewable_energy_factor, use_phase_energy,
};
use ict_impact::quantity::{
    CarbonIntensity, Co2e, Devices, EmbodiedFactor, Energy, Mass, Power, Quantity, Ratio, Share,
    Time,
};
use proptest::collection::vec;
use proptest::prelude::*;

const AR6: GwpBasis = GwpBasis {
    set: GwpSet::Ar6,
    horizon: Horizon::Years100,
};

fn base<Q: Quantity>(value: f64) -> Q {
    Q::from_base(value).unwrap()
}

fn kg(mass: f64) -> Mass {
    base(mass)
}

fn share(part: f64) -> Share {
    base(part)
}

/// Equal but for the last bits.
fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-12 * left.abs().max(right.abs())
}

/// Parts of a whole, together at most the whole.
fn parts<const N: usize>() -> impl Strategy<Value = [f64; N]> {
    (prop::array::uniform(0.0..1.0_f64), 0.0..1.0_f64).prop_map(|(weights, used): ([f64; N], _)| {
        let total: f64 = weights.iter().sum();
        weights.map(|weight| {
            if total > 0.0 {
                used * weight / total
            } else {
                0.0
            }
        })
    })
}

fn site(consumed: f64, grid: f64) -> PurchasedElectricity {
    PurchasedElectricity::new(base(consumed), base(grid)).unwrap()
}

proptest! {
    #[test]
    fn a_mean_power_lies_between_the_powers_of_the_states(
        powers in prop::array::uniform3(0.0..1e4_f64),
        weights in parts::<3>(),
        hours in 0.0..1e5_f64,
    ) {
        let [a, b, _] = weights;
        let shares = [a, b, (1.0 - a - b).max(0.0)];
        let states = [0, 1, 2].map(|i| PowerState::new(base(powers[i]), share(shares[i])).unwrap());
        let profile = PowerProfile::new(states).unwrap();
        let mean = profile.mean_power().value;
        let lowest = powers.into_iter().fold(f64::INFINITY, f64::min);
        let highest = powers.into_iter().fold(0.0, f64::max);
        prop_assert!(lowest * (1.0 - 1e-12) <= mean && mean <= highest * (1.0 + 1e-12));

        let energy = |hours: f64| {
            profile.energy_per_device(Time::of(hours, "h").unwrap()).unwrap().base()
        };
        prop_assert!(close(energy(hours) + energy(2.0 * hours), energy(3.0 * hours)));
        let direct: f64 = states
            .iter()
            .map(|state| state.power().value * state.share_of_time().get() * hours * 3600.0)
            .sum();
        prop_assert!(close(energy(hours), direct));
    }

    #[test]
    fn data_centres_together_are_no_better_by_the_mean_than_by_the_sums(
        sites in vec((1.0..1e9_f64, 1.0..3.0_f64), 1..8),
    ) {
        let sites: Vec<_> = sites
            .into_iter()
            .map(|(it, pue)| DataCentreEnergy::new(base(it * pue), base(it)).unwrap())
            .collect();
        let together = aggregate_power_usage_effectiveness(&sites).unwrap();
        let each = sites.iter().map(|site| site.power_usage_effectiveness().value);
        let (lowest, highest) = each
            .fold((f64::INFINITY, 0.0_f64), |(low, high), pue| (low.min(pue), high.max(pue)));
        let (sums, mean) = (together.ratio_of_sums.value, together.energy_weighted_mean.value);
        let total: f64 = sites.iter().map(|site| site.total().value).sum();
        let it: f64 = sites.iter().map(|site| site.it().value).sum();
        prop_assert!(close(sums, total / it));
        prop_assert!(lowest * (1.0 - 1e-12) <= sums);
        prop_assert!(sums <= mean * (1.0 + 1e-12) && mean <= highest * (1.0 + 1e-12));
    }

    #[test]
    fn renewable_energy_is_either_used_or_surplus(
        renewable in 0.0..1e9_f64,
        total in 1.0..1e9_f64,
    ) {
        let site = renewable_energy_factor(base(renewable), base(total)).unwrap();
        let used = total * site.factor.get();
        prop_assert!(close(used + site.surplus.value, renewable));
        prop_assert!(site.surplus.value == 0.0 || site.factor == Share::WHOLE);
    }

    #[test]
    fn no_more_than_the_whole_is_attributed(
        total in 0.0..1e9_f64,
        [time, resources] in prop::array::uniform2(0.0..=1.0_f64),
        life in 1.0..1e9_f64,
    ) {
        let total: Co2e = base(total);
        let part = |time: f64, resources: f64| {
            let attribution = Attribution::of_time(base(life * time), base(life))
                .and_then(|a| a.with_resources(base::<Ratio>(16.0 * resources), base(16.0)))
                .unwrap();
            attributed_impact(total, attribution.share())
        };
        prop_assert!(part(time, resources) <= total);
        prop_assert!(part(time, resources) <= part(time, 1.0));
        prop_assert!(part(time, resources) <= part(1.0, resources));
        prop_assert_eq!(part(1.0, 1.0), total);
        let of_all = part(time, resources) + part(1.0 - time, resources)
            + part(time, 1.0 - resources) + part(1.0 - time, 1.0 - resources);
        prop_assert!(close(of_all.kg(), total.kg()), "the parts are the whole");
    }

    #[test]
    fn without_contract_and_residual_mix_the_market_is_the_location(
        consumed in 0.0..1e12_f64,
        grid in 0.0..1e-6_f64,
    ) {
        let scope_2 = site(consumed, grid).scope_2().unwrap();
        prop_assert_eq!(scope_2.location_based.co2e(), scope_2.market_based.co2e());
        prop_assert_eq!(scope_2.location_based.co2e(), operational_emissions(base(consumed), base(grid)));
        prop_assert_eq!(scope_2.grid_for_residual, consumed > 0.0);
    }

    #[test]
    fn contracts_move_emissions_of_the_market_and_not_of_the_location(
        consumed in 1.0..1e12_f64,
        covered in 0.0..=1.0_f64,
        [grid, contract, residual] in prop::array::uniform3(0.0..1e-6_f64),
    ) {
        let claim = |energy: f64| {
            Contract::new(Instrument::SupplierRate, base(energy), base(contract)).unwrap()
        };
        let claimed = claim(consumed * covered);
        let scope_2 = site(consumed, grid)
            .with_contracts([claimed])
            .and_then(|site| site.with_residual_mix(base(residual)))
            .and_then(|site| site.scope_2())
            .unwrap();
        prop_assert_eq!(scope_2.location_based, site(consumed, grid).scope_2().unwrap().location_based);
        let market = scope_2.market_based.co2e().kg() / consumed;
        let mix = covered * contract + (1.0 - covered) * residual;
        prop_assert!((market - mix).abs() <= 1e-12 * contract.max(residual));
        prop_assert!(!scope_2.grid_for_residual);
        let more = claim(consumed * (1.001 - covered));
        prop_assert!(site(consumed, grid).with_contracts([claimed, more]).is_err());
    }

    #[test]
    fn sites_add_in_each_method(sites in vec((0.0..1e12_f64, 0.0..1e-6_f64), 0..8)) {
        let results: Vec<_> = sites
            .iter()
            .map(|&(consumed, grid)| site(consumed, grid).scope_2().unwrap())
            .collect();
        let location: LocationBased = results.iter().map(|site| site.location_based).sum();
        let market: MarketBased = results.iter().rev().map(|site| site.market_based).sum();
        prop_assert_eq!(location.co2e(), market.co2e());
    }

    #[test]
    fn a_formula_is_the_same_for_columns_and_scalars_and_in_any_partition(
        rows in vec((0.0..1e12_f64, 0.0..1e-6_f64), 0..40),
        at in 0..40_usize,
    ) {
        let (energy, grid): (Vec<f64>, Vec<f64>) = rows.iter().copied().unzip();
        let at = at.min(rows.len());
        let column = |range: std::ops::Range<usize>| {
            let energy = Column::<Energy>::new(&energy[range.clone()]).unwrap();
            let grid = Column::<CarbonIntensity>::new(&grid[range]).unwrap();
            energy.zip_partial_sum(grid, operational_emissions).unwrap()
        };
        let mut merged = column(at..rows.len());
        merged.merge(&column(0..at));
        let scalars: Co2e = rows.iter().map(|&(e, g)| operational_emissions(base(e), base(g))).sum();
        prop_assert_eq!(merged.value().unwrap(), scalars.kg());

        let devices = Column::<Devices>::new(&energy).unwrap();
        let yearly = Column::<EnergyPerDevice>::new(&grid).unwrap();
        let used: Energy = devices.zip_sum(yearly, use_phase_energy).unwrap();
        let made = Column::<EmbodiedFactor>::new(&grid).unwrap();
        let embodied: Co2e = devices.zip_sum(made, embodied_impact).unwrap();
        let shares: Vec<f64> = grid.iter().map(|grid| grid * 1e6).collect();
        let whole = Column::<Co2e>::new(&energy).unwrap();
        let parts: Co2e = whole.zip_sum(Column::<Share>::new(&shares).unwrap(), attributed_impact).unwrap();
        prop_assert_eq!(used.value, scalars.kg());
        prop_assert_eq!(embodied, scalars);
        prop_assert!(parts <= whole.sum().unwrap());
    }

    #[test]
    fn a_blend_lies_between_its_components_in_any_order(
        components in vec((0.01..1.0_f64, 0.0..3e4_f64), 1..5),
        mass in 0.0..1e6_f64,
    ) {
        let total: f64 = components.iter().map(|c| c.0).sum();
        let mut typed: Vec<_> = components
            .iter()
            .map(|&(part, gwp)| (share((part / total).min(1.0)), Gwp::new(gwp, AR6).unwrap()))
            .collect();
        let blend = Gwp::blend(&typed).unwrap();
        typed.reverse();
        prop_assert_eq!(Gwp::blend(&typed).unwrap(), blend);
        let lowest = components.iter().map(|c| c.1).fold(f64::INFINITY, f64::min);
        let highest = components.iter().map(|c| c.1).fold(0.0, f64::max);
        prop_assert!(lowest * (1.0 - 1e-12) <= blend.value() && blend.value() <= highest * (1.0 + 1e-12));

        let (mut whole, mut apart) = (GasInventory::new(AR6), GasInventory::new(AR6));
        whole.add(kg(mass), blend).unwrap();
        for &(part, gwp) in &typed {
            apart.add(kg(mass * part.get()), gwp).unwrap();
        }
        prop_assert!(close(whole.total().unwrap().kg(), apart.total().unwrap().kg()));
    }

    #[test]
    fn a_score_over_periods_lies_between_the_scores_of_the_periods(
        periods in vec((0.0..1e6_f64, 0.001..1e9_f64), 1..8),
    ) {
        let typed: Vec<_> = periods
            .iter()
            .map(|&(carbon, units)| (base::<Co2e>(carbon), FunctionalUnits::new("call", units).unwrap()))
            .collect();
        let each = typed
            .iter()
            .map(|(carbon, units)| Sci::new(*carbon, units).unwrap().per_unit().kg());
        let (lowest, highest) = each
            .fold((f64::INFINITY, 0.0_f64), |(low, high), score| (low.min(score), high.max(score)));
        let whole = Sci::over_periods(&typed).unwrap().per_unit().kg();
        prop_assert!(lowest * (1.0 - 1e-12) <= whole && whole <= highest * (1.0 + 1e-12));
    }

    #[test]
    fn what_a_solution_costs_is_taken_off_what_it_avoids(
        [avoiding, adding, first] in prop::array::uniform3(0.0..1e9_f64),
        higher in -1e9..1e9_f64,
    ) {
        let effects = SecondOrderEffects::new(base(avoiding), base(adding), base(first)).unwrap();
        let net = effects.net().unwrap().kg();
        prop_assert!((net - (avoiding - adding - first)).abs() < 1e-5);
        prop_assert!(net <= avoiding);
        let all = effects.net_with_higher_order(base(higher)).unwrap().kg();
        prop_assert!((all - net - higher).abs() < 1e-5);
    }
}

#[test]
fn the_archetypes_power_is_the_active_power_times_the_use_time() {
    let laptop = PowerProfile::in_use(Power::of(75.0, "W").unwrap(), share(0.3)).unwrap();
    assert_eq!(laptop.mean_power().value, 22.5);
}
