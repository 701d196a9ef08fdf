//! Laws that energy, emissions and circularity keep whatever the numbers.

use ict_impact::circularity::cff::{
    Allocation, CircularFootprint, EnergyRecovery, RecycledInput, RecyclingAfterUse,
};
use ict_impact::circularity::cmu::RecoveredWaste;
use ict_impact::circularity::eu_2023_1669::{
    Form, PriorityPart, RepairScores, Score, disassembly_depth_score, repairability_index,
};
use ict_impact::circularity::iso59020::{Inflow, Outflow};
use ict_impact::circularity::mci::{
    Component, EndOfUse, Feedstock, MaterialFlows, Utility, company, material_circularity_indicator,
};
use ict_impact::circularity::recycled_content::MetalInput;
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
    CarbonIntensity, ClimateChange, Co2e, Devices, EmbodiedFactor, Energy, Factor, Mass, Power,
    Quantity, Ratio, Share, Time,
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

type ComponentInput = (f64, [f64; 3], f64, [f64; 4], f64);

fn component_input() -> impl Strategy<Value = ComponentInput> {
    (
        0.001..1e6_f64,
        parts(),
        0.01..=1.0_f64,
        parts(),
        0.0..=1.0_f64,
    )
}

fn component((mass, [r, u, s], ef, [cr, cu, cc, ce], ec): ComponentInput) -> Component {
    let feedstock = Feedstock::new(share(r), share(u), share(s))
        .and_then(|feedstock| feedstock.with_recycling_efficiency(share(ef)))
        .unwrap();
    let end = EndOfUse::new(share(cr), share(cu), share(cc), share(ce)).unwrap();
    Component::new(
        kg(mass),
        feedstock,
        end.with_recycling_efficiency(share(ec)),
    )
    .unwrap()
}

fn mci_of(components: &[ComponentInput], utility: f64) -> f64 {
    let components: Vec<_> = components.iter().copied().map(component).collect();
    let flows = MaterialFlows::of_bill_of_materials(&components).unwrap();
    let utility = Utility::new(base(utility)).unwrap();
    material_circularity_indicator(&flows, utility)
        .unwrap()
        .value()
        .get()
}

fn inflow([reused, recycled, renewable]: [f64; 3], total: f64) -> Inflow {
    Inflow::new(kg(total))
        .and_then(|inflow| inflow.with_reused(kg(total * reused)))
        .and_then(|inflow| inflow.with_recycled(kg(total * recycled)))
        .and_then(|inflow| inflow.with_renewable(kg(total * renewable)))
        .unwrap()
}

fn site(consumed: f64, grid: f64) -> PurchasedElectricity {
    PurchasedElectricity::new(base(consumed), base(grid)).unwrap()
}

proptest! {
    #[test]
    fn mci_lies_between_0_and_1(
        components in vec(component_input(), 1..6),
        utility in 0.01..100.0_f64,
    ) {
        let mci = mci_of(&components, utility);
        prop_assert!((0.0..=1.0).contains(&mci), "{mci}");
    }

    #[test]
    fn a_longer_life_never_lowers_mci(
        components in vec(component_input(), 1..6),
        utility in 0.01..10.0_f64,
        longer in 1.0..10.0_f64,
    ) {
        prop_assert!(mci_of(&components, utility * longer) >= mci_of(&components, utility));
    }

    #[test]
    fn collecting_more_for_reuse_never_lowers_mci(
        (mass, feedstock, ef, [cr, cu, cc, ce], ec) in component_input(),
        more in 0.0..1.0_f64,
    ) {
        let more = cu + more * (1.0 - cr - cu - cc - ce).max(0.0);
        let before = mci_of(&[(mass, feedstock, ef, [cr, cu, cc, ce], ec)], 1.0);
        let after = mci_of(&[(mass, feedstock, ef, [cr, more, cc, ce], ec)], 1.0);
        prop_assert!(after >= before - 1e-12, "{before} {after}");
    }

    #[test]
    fn mci_does_not_depend_on_the_unit_of_mass(
        components in vec(component_input(), 1..6),
        unit in 1e-3..1e3_f64,
    ) {
        let scaled: Vec<_> = components
            .iter()
            .map(|&(mass, feedstock, ef, end, ec)| (mass * unit, feedstock, ef, end, ec))
            .collect();
        prop_assert!((mci_of(&scaled, 1.0) - mci_of(&components, 1.0)).abs() < 1e-12);
    }

    #[test]
    fn a_bill_of_materials_does_not_depend_on_order_or_on_split_lines(
        components in vec(component_input(), 1..6),
    ) {
        let mut halves: Vec<_> = components
            .iter()
            .flat_map(|&(mass, feedstock, ef, end, ec)| [(mass / 2.0, feedstock, ef, end, ec); 2])
            .collect();
        halves.reverse();
        prop_assert_eq!(mci_of(&halves, 1.0), mci_of(&components, 1.0));
    }

    #[test]
    fn the_mci_of_a_company_lies_between_those_of_its_products(
        products in vec((0.0..=1.0_f64, 0.001..1e6_f64), 1..8),
    ) {
        let typed: Vec<_> = products.iter().map(|&(mci, mass)| (share(mci), kg(mass))).collect();
        let company = company(&typed).unwrap().value().get();
        let lowest = products.iter().map(|p| p.0).fold(1.0, f64::min);
        let highest = products.iter().map(|p| p.0).fold(0.0, f64::max);
        prop_assert!(lowest - 1e-12 <= company && company <= highest + 1e-12);
    }

    #[test]
    fn more_recycled_input_never_lowers_recycled_content(
        primary in 0.001..1e6_f64,
        old in 0.0..1e6_f64,
        new in 0.0..1e6_f64,
        more in 0.0..1e6_f64,
    ) {
        let input = |old: f64| MetalInput::new(kg(primary), kg(old), kg(new)).unwrap();
        let rates = |input: MetalInput| {
            [input.recycled_content().unwrap(), input.recycling_input_rate().unwrap()]
                .map(|rate| rate.value().value)
        };
        let (before, after) = (rates(input(old)), rates(input(old + more)));
        prop_assert!(after[0] >= before[0] && after[1] >= before[1]);
        prop_assert!(before[1] <= before[0], "old scrap is a part of all scrap");

        let total = primary + old + more;
        let content = |recycled: f64| {
            let inflow = Inflow::new(kg(total)).unwrap().with_recycled(kg(recycled)).unwrap();
            inflow.recycled_content().unwrap().value().value
        };
        prop_assert!(content(old + more) >= content(old));
    }

    #[test]
    fn the_contents_of_an_inflow_are_the_whole(contents in parts(), total in 0.001..1e9_f64) {
        let inflow = inflow(contents, total);
        let sum: f64 = [
            inflow.reused_content(),
            inflow.recycled_content(),
            inflow.renewable_content(),
            inflow.linear_content(),
        ]
        .into_iter()
        .map(|content| content.unwrap().value().value)
        .sum();
        prop_assert!(close(sum, 1.0), "{sum}");
    }

    #[test]
    fn sites_together_are_the_ratio_of_their_sums(
        sites in vec((parts::<3>(), 0.001..1e9_f64), 1..8),
        at in 0..8_usize,
    ) {
        let typed: Vec<_> = sites.iter().map(|&(contents, total)| inflow(contents, total)).collect();
        let content = |inflow: Inflow| inflow.recycled_content().unwrap().value().value;
        let whole = content(Inflow::total_of(&typed).unwrap());
        let (left, right) = typed.split_at(at.min(typed.len()));
        let parts = [Inflow::total_of(left).unwrap(), Inflow::total_of(right).unwrap()];
        prop_assert!(close(content(Inflow::total_of(&parts).unwrap()), whole));
        let recycled: f64 = sites.iter().map(|(contents, total)| contents[1] * total).sum();
        let total: f64 = sites.iter().map(|(_, total)| total).sum();
        prop_assert!(close(whole, recycled / total));

        let outflows: Vec<_> = sites
            .iter()
            .map(|&(contents, total)| {
                Outflow::new(kg(total)).unwrap().with_recycled(kg(total * contents[1])).unwrap()
            })
            .collect();
        let outflow = Outflow::total_of(&outflows).unwrap().recycled().unwrap();
        prop_assert!(close(outflow.value().value, whole));
    }

    #[test]
    fn the_circular_use_rate_does_not_depend_on_the_unit(
        [recovered, imported, exported] in prop::array::uniform3(0.0..1e6_f64),
        consumed in 1e7..1e9_f64,
        exponent in -20..20_i32,
    ) {
        let unit = (0..exponent.abs()).fold(1.0, |unit, _| unit * 2.0);
        let scale = |mass: f64| kg(if exponent < 0 { mass / unit } else { mass * unit });
        let rate = |scale: &dyn Fn(f64) -> Mass| {
            RecoveredWaste::new(scale(recovered), scale(imported), scale(exported))
                .and_then(|waste| waste.circular_material_use_rate(scale(consumed)))
                .unwrap()
        };
        let (plain, scaled) = (rate(&kg), rate(&scale));
        prop_assert_eq!(plain, scaled);
        prop_assert!(plain.value().value < 1.0);
        prop_assert_eq!(plain.value().value < 0.0, recovered + exported < imported);
    }

    #[test]
    fn the_cut_off_does_not_see_recycling_after_use(
        [r1, r2, other] in prop::array::uniform3(0.0..=1.0_f64),
        [virgin, recycled, recycling, replaced] in prop::array::uniform4(-10.0..10.0_f64),
        quality in 0.0..1.0_f64,
    ) {
        let footprint = |r2: f64, a: f64| {
            let nothing = (Share::NONE, Factor::from_base(0.0).unwrap());
            CircularFootprint::<ClimateChange>::new(
                base(virgin),
                RecycledInput { share: share(r1), impact: base(recycled), quality: base(quality) },
                RecyclingAfterUse {
                    share: share(r2),
                    impact: base(recycling),
                    replaced: base(replaced),
                    quality: base(quality),
                },
                EnergyRecovery {
                    share: Share::NONE,
                    impact: base(0.0),
                    lower_heating_value: base(0.0),
                    heat: nothing,
                    electricity: nothing,
                },
                base(1.0),
                Allocation { material: share(a), energy: Share::NONE },
            )
            .unwrap()
        };
        prop_assert_eq!(footprint(r2, 1.0).material, footprint(other, 1.0).material);
        let (none, half, all) = (footprint(r2, 0.0), footprint(r2, 0.5), footprint(r2, 1.0));
        let mean = (none.material.base() + all.material.base()) / 2.0;
        prop_assert!((half.material.base() - mean).abs() < 1e-12, "linear in A");
        prop_assert!(close(half.disposal.base(), 1.0 - r2) || r2 > 1.0 - 1e-9);
    }

    #[test]
    fn a_better_score_never_lowers_the_repairability_index(
        scores in prop::array::uniform6(1.0..=5.0_f64),
        which in 0..6_usize,
        better in 0.0..=1.0_f64,
    ) {
        let index = |scores: [f64; 6]| {
            let [depth, fasteners, tools, parts, software, information] =
                scores.map(|score| Score::new(score).unwrap());
            repairability_index(&RepairScores {
                disassembly_depth: depth,
                fasteners,
                tools,
                spare_parts: parts,
                software_updates: software,
                repair_information: information,
            })
            .unwrap()
            .value()
            .value
        };
        let before = index(scores);
        let mut improved = scores;
        improved[which] += better * (5.0 - improved[which]);
        prop_assert!((1.0..=5.0 + 1e-12).contains(&before));
        prop_assert!(index(improved) >= before);
        let battery = [(PriorityPart::Battery, Score::new(scores[0]).unwrap())];
        for form in [Form::Rigid, Form::Foldable] {
            let depth = disassembly_depth_score(form, &battery).unwrap().get();
            prop_assert!(scores[0] <= depth && depth <= 5.0);
        }
    }

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
