//! Laws that the accounts of organisations keep whatever the numbers: gases, scopes and
//! consolidation.

use ict_impact::emissions::{
    BaseYearChange, BiogenicCo2, CategoryEmissions, ChangeReason, Consolidated,
    ConsolidationApproach, Contract, DirectEmissions, EquipmentLeakage, FinancialControl,
    FuelFactor, GasInventory, Gwp, GwpBasis, GwpSet, HeatCarrier, HigherOrderEffects, Horizon,
    Instrument, MassBalance, Operation, ProcessGas, PurchasedElectricity, PurchasedHeat,
    RecalculationPolicy, Scope1, Scope1Source, Scope2, Scope3, Scope3Category, Scope3Method,
    combustion,
};
use ict_impact::quantity::{Co2e, Devices, Energy, Mass, PerEnergy, Quantity, Share, Time, sum};
use ict_impact::reference::refrigerants::Refrigerant;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const AR6: GwpBasis = GwpBasis {
    set: GwpSet::Ar6,
    horizon: Horizon::Years100,
};

const APPROACHES: [ConsolidationApproach; 3] = [
    ConsolidationApproach::EquityShare,
    ConsolidationApproach::FinancialControl,
    ConsolidationApproach::OperationalControl,
];

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

fn source() -> impl Strategy<Value = (Scope1Source, f64, f64)> {
    let kinds = select(&Scope1Source::ALL[..]);
    (kinds, 0.0..1e9_f64, 0.0..1e9_f64)
}

fn scope_1(sources: &[(Scope1Source, f64, f64)]) -> Scope1 {
    let direct = sources.iter().map(|&(kind, co2e, biogenic)| {
        let beside = BiogenicCo2::new(kg(biogenic)).unwrap();
        let emissions = DirectEmissions::new(base(co2e), AR6).unwrap();
        (kind, emissions.with_biogenic_co2(beside))
    });
    Scope1::new(AR6, direct).unwrap()
}

fn activity() -> impl Strategy<Value = CategoryEmissions> {
    let categories = select(&Scope3Category::ALL[..]);
    (categories, 0.0..1e9_f64, 0.0..1e9_f64).prop_map(|(category, co2e, biogenic)| {
        CategoryEmissions::new(category, Scope3Method::AverageData, base(co2e))
            .unwrap()
            .with_biogenic_co2(BiogenicCo2::new(kg(biogenic)).unwrap())
    })
}

fn operation() -> impl Strategy<Value = Operation> {
    let controls = [
        FinancialControl::None,
        FinancialControl::Joint,
        FinancialControl::Sole,
    ];
    (0.0..=1.0_f64, select(controls.to_vec()), any::<bool>()).prop_map(
        |(equity, financial, operational)| {
            let operation = Operation::new(share(equity)).with_financial_control(financial);
            if operational {
                operation.with_operational_control()
            } else {
                operation
            }
        },
    )
}

fn exact(parts: &[f64]) -> f64 {
    sum(parts.iter().map(|&part| base::<Co2e>(part)))
        .unwrap()
        .kg()
}

proptest! {
    #[test]
    fn a_refrigerant_lies_between_its_gases(at in 0..15_usize, mass in 0.0..1e6_f64) {
        let refrigerant = Refrigerant::all().nth(at).unwrap();
        let gwp = Gwp::of_refrigerant(refrigerant, AR6).unwrap();
        let gases: Vec<_> = refrigerant
            .components()
            .map(|(gas, share)| (share.value, Gwp::of(gas, AR6).unwrap()))
            .collect();
        let values = || gases.iter().map(|gas| gas.1.value());
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        prop_assert!(low * (1.0 - 1e-12) <= gwp.value() && gwp.value() <= high * (1.0 + 1e-12));

        let (mut whole, mut apart) = (GasInventory::new(AR6), GasInventory::new(AR6));
        whole.add(kg(mass), gwp).unwrap();
        for &(share, gas) in &gases {
            apart.add(kg(mass * share.get()), gas).unwrap();
        }
        prop_assert!(close(whole.total().unwrap().kg(), apart.total().unwrap().kg()));
    }

    #[test]
    fn gases_add_in_any_order_to_the_same_bits(
        gases in vec((0.0..1e6_f64, 0.0..3e4_f64), 0..20),
        turn in 0..20_usize,
    ) {
        let total = |gases: &[(f64, f64)]| {
            let mut inventory = GasInventory::new(AR6);
            for &(mass, gwp) in gases {
                inventory.add(kg(mass), Gwp::new(gwp, AR6).unwrap()).unwrap();
            }
            inventory.total().unwrap()
        };
        let mut turned = gases.clone();
        turned.rotate_left(turn.min(gases.len()));
        turned.reverse();
        prop_assert_eq!(total(&gases), total(&turned));
    }

    #[test]
    fn losses_of_equipment_add_scale_and_grow_with_each_rate(
        charge in 0.0..1e6_f64,
        [k, x, y, z] in prop::array::uniform4(0.0..=1.0_f64),
        years in 0.0..50.0_f64,
    ) {
        let lost = |charge: f64, k: f64, x: f64, years: f64, y: f64, z: f64| {
            let time: Time = Time::of(years, "a").unwrap();
            EquipmentLeakage::new(kg(charge))
                .and_then(|full| full.installed(share(k)).operated(share(x), time))
                .and_then(|full| full.disposed(share(y), share(z)).emitted())
                .unwrap()
                .value
        };
        let all = lost(charge, k, x, years, y, z);
        prop_assert!(close(all, charge * (k + x * years + y * (1.0 - z))));
        prop_assert_eq!(lost(2.0 * charge, k, x, years, y, z), 2.0 * all);
        prop_assert!(lost(charge, 1.0, x, years, y, z) >= all);
        prop_assert!(lost(charge, k, 1.0, years, y, z) >= all);
        prop_assert!(lost(charge, k, x, years + 1.0, y, z) >= all);
        prop_assert!(lost(charge, k, x, years, 1.0, z) >= all);
        prop_assert!(lost(charge, k, x, years, y, 1.0) <= all);
    }

    #[test]
    fn a_balance_finds_what_was_lost_in_one_period_or_in_two(
        before in 0.0..1e3_f64,
        years in prop::array::uniform2(prop::array::uniform5(0.0..1e3_f64)),
    ) {
        let emitted = |before: f64, after: f64, [a, d, new, retired]: [f64; 4]| {
            MassBalance::new(kg(before), kg(after))
                .and_then(|balance| balance.with_acquired(kg(a)))
                .and_then(|balance| balance.with_disbursed(kg(d)))
                .and_then(|balance| balance.with_charges(kg(new), kg(retired)))
                .and_then(MassBalance::emitted)
                .unwrap()
                .value
        };
        // Acquired is what the year needs for all that goes out and stays.
        let mut store = before;
        let mut flows = [0.0; 4];
        let mut each = 0.0;
        for [lost, after, d, new, retired] in years {
            let a = (lost + after + d + new - retired - store).max(0.0);
            let lost = store + a + retired - after - d - new;
            let found = emitted(store, after, [a, d, new, retired]);
            prop_assert!((found - lost).abs() < 1e-8);
            for (total, flow) in flows.iter_mut().zip([a, d, new, retired]) {
                *total += flow;
            }
            each += found;
            store = after;
        }
        prop_assert!((emitted(before, store, flows) - each).abs() < 1e-8);
    }

    #[test]
    fn no_more_process_gas_escapes_than_was_bought(
        bought in 0.0..1e6_f64,
        [u, h, a, d] in prop::array::uniform4(0.0..=1.0_f64),
    ) {
        let gas = ProcessGas::new(kg(bought), share(u)).unwrap().with_heel(share(h));
        let open = gas.emitted().value;
        let controlled = gas.with_control(share(a), share(d)).emitted().value;
        prop_assert!(0.0 <= controlled && controlled <= open && open <= bought);
        prop_assert!(close(open, bought * (1.0 - h) * (1.0 - u)));
        prop_assert!((controlled - open * (1.0 - a * d)).abs() <= 1e-9 * bought);
        let by_product = |formed: f64| {
            let gas = gas.with_control(share(a), share(d));
            gas.by_product(base(formed), share(d)).unwrap().value
        };
        prop_assert_eq!(by_product(0.5), 2.0 * by_product(0.25));
        prop_assert!(close(by_product(1.0 - u), controlled));
    }

    #[test]
    fn fuel_burnt_twice_emits_twice_and_biomass_stands_beside(
        amount in 0.0..1e12_f64,
        [fossil, biogenic] in prop::array::uniform2(0.0..1e-6_f64),
    ) {
        let factor = FuelFactor::<PerEnergy>::new(base(fossil), AR6)
            .and_then(|factor| factor.with_biogenic_co2(base(biogenic)))
            .unwrap();
        let burnt = |amount: f64| combustion(base::<Energy>(amount), factor).unwrap();
        let (once, twice) = (burnt(amount), burnt(2.0 * amount));
        prop_assert_eq!(twice.co2e(), once.co2e() * 2.0);
        prop_assert_eq!(once.co2e().kg(), amount * fossil);
        prop_assert_eq!(once.biogenic_co2().mass().value, amount * biogenic);
    }

    #[test]
    fn direct_emissions_add_in_any_order_and_by_operation(
        sources in vec(source(), 0..20),
        at in 0..20_usize,
        part in 0.0..=1.0_f64,
    ) {
        let whole = scope_1(&sources);
        let mut turned = sources.clone();
        turned.reverse();
        prop_assert_eq!(scope_1(&turned), whole);

        let (one, other) = sources.split_at(at.min(sources.len()));
        let both = Scope1::together([scope_1(one), scope_1(other)]).unwrap();
        prop_assert_eq!(Scope1::together([scope_1(other), scope_1(one)]).unwrap(), both);
        prop_assert!(close(both.total().kg(), whole.total().kg()));
        prop_assert!(close(
            both.biogenic_co2().mass().value,
            whole.biogenic_co2().mass().value
        ));

        let parts = Scope1Source::ALL.map(|kind| whole.part(kind).kg());
        prop_assert_eq!(exact(&parts), whole.total().kg());
        let without: Vec<_> = sources.iter().map(|&(kind, co2e, _)| (kind, co2e, 0.0)).collect();
        prop_assert_eq!(scope_1(&without).total(), whole.total());
        let some = whole * share(part);
        prop_assert!(some.total() <= whole.total() && close(some.total().kg(), part * whole.total().kg()));
    }

    #[test]
    fn contracts_in_any_order_give_the_same_bits_and_sites_add_in_each_method(
        sites in vec((1.0..1e12_f64, 0.0..1e-6_f64, vec((0.0..0.2_f64, 0.0..1e-6_f64), 0..5)), 1..6),
    ) {
        let instruments = [
            Instrument::SupplierRate,
            Instrument::EnergyAttributeCertificate,
            Instrument::PowerPurchaseAgreement,
        ];
        let mut found = Vec::new();
        for (consumed, grid, contracts) in &sites {
            let mut contracts: Vec<_> = contracts
                .iter()
                .zip(instruments.iter().cycle())
                .map(|(&(part, intensity), &instrument)| {
                    Contract::new(instrument, base(part * consumed), base(intensity)).unwrap()
                })
                .collect();
            let plain = PurchasedElectricity::new(base(*consumed), base(*grid)).unwrap();
            let site = plain.clone().with_contracts(contracts.clone()).unwrap();
            contracts.reverse();
            let turned = plain.with_contracts(contracts).unwrap();
            prop_assert_eq!(site.scope_2().unwrap(), turned.scope_2().unwrap());
            let sources: Vec<_> = site.market_sources().map(|(source, ..)| source).collect();
            prop_assert!(sources.is_sorted());
            let claimed: f64 = site.market_sources().map(|(_, energy, _)| energy.value).sum();
            prop_assert!(close(claimed, *consumed), "every joule has one source");
            found.push(site.scope_2().unwrap());
            let heat = PurchasedHeat::new(HeatCarrier::Cooling, base(*consumed), base(*grid));
            let heat = heat.unwrap().scope_2().unwrap();
            prop_assert_eq!(heat.location_based.co2e(), heat.market_based.co2e());
            found.push(heat);
        }
        let all: Scope2 = found.iter().copied().sum();
        let turned: Scope2 = found.iter().rev().copied().sum();
        prop_assert_eq!(all, turned);
        let location: Co2e = found.iter().map(|site| site.location_based.co2e()).sum();
        let market: Co2e = found.iter().map(|site| site.market_based.co2e()).sum();
        prop_assert_eq!((all.location_based.co2e(), all.market_based.co2e()), (location, market));
        prop_assert_eq!(all.grid_for_residual, found.iter().any(|site| site.grid_for_residual));
    }

    #[test]
    fn scope_3_is_the_same_in_any_order_and_in_any_parts(
        activities in vec(activity(), 1..30),
        at in 0..30_usize,
    ) {
        let of = |activities: &[CategoryEmissions]| {
            Scope3::new("reporter", activities.iter().copied()).unwrap()
        };
        let whole = of(&activities);
        let mut turned = activities.clone();
        turned.reverse();
        let (one, other) = activities.split_at(at.min(activities.len()));
        let parts = Scope3::together([of(other), of(one)]).unwrap();
        let mut kg = Vec::new();
        for category in Scope3Category::ALL {
            let found = whole.category(category);
            prop_assert_eq!(of(&turned).category(category), found);
            prop_assert_eq!(parts.category(category), found);
            prop_assert_eq!(parts.biogenic_co2(category), whole.biogenic_co2(category));
            let there = activities.iter().any(|activity| activity.category() == category);
            prop_assert_eq!(found.is_some(), there);
            kg.extend(found.map(|found| found.co2e().kg()));
        }
        prop_assert_eq!(parts.total(), whole.total());
        prop_assert!(close(exact(&kg), whole.total().co2e().kg()));
        prop_assert_eq!(whole.not_accounted_for().count(), 15 - kg.len());
    }

    #[test]
    fn use_and_treatment_of_sold_products_scale(
        [sold, life, yearly, intensity] in prop::array::uniform4(0.0..1e3_f64),
        [landfilled, burnt] in prop::array::uniform2(0.0..10.0_f64),
        part in 0.0..=1.0_f64,
    ) {
        let used = |sold: f64, life: f64| {
            CategoryEmissions::use_of_sold_products(
                Devices::new(sold),
                Time::of(life, "a").unwrap(),
                base(yearly),
                base(intensity),
            )
            .unwrap()
            .co2e()
            .kg()
        };
        prop_assert!(close(used(sold, life), sold * life * yearly * intensity));
        prop_assert_eq!(used(2.0 * sold, life), 2.0 * used(sold, life));
        prop_assert!(used(sold, life + 1.0) >= used(sold, life));

        let treatments = [(share(part), base(landfilled)), (share(part).rest(), base(burnt))];
        let waste = CategoryEmissions::end_of_life_of_sold_products(kg(sold), &treatments);
        let waste = waste.unwrap().co2e().kg();
        let (low, high) = (landfilled.min(burnt), landfilled.max(burnt));
        prop_assert!(sold * low * (1.0 - 1e-12) <= waste);
        prop_assert!(waste <= sold * high * (1.0 + 1e-12));
    }

    #[test]
    fn partners_count_a_shared_operation_once(
        emissions in vec((operation(), 0.0..1e9_f64), 1..12),
        equity in 0.0..=1.0_f64,
    ) {
        for approach in APPROACHES {
            let of = |list: &[(Operation, f64)]| {
                let list = list.iter().map(|&(operation, co2e)| (operation, base::<Co2e>(co2e)));
                approach.consolidate(list).unwrap()
            };
            let counted = of(&emissions).value();
            let all: Co2e = emissions.iter().map(|&(_, co2e)| base::<Co2e>(co2e)).sum();
            prop_assert!(counted <= all);
            let owned: Vec<_> =
                emissions.iter().map(|&(_, co2e)| (Operation::WHOLLY_OWNED, co2e)).collect();
            prop_assert_eq!(of(&owned).value(), all);
            let mut turned = emissions.clone();
            turned.reverse();
            prop_assert_eq!(of(&turned).value(), counted);
            let each = emissions.chunks(1).map(of);
            prop_assert!(close(Consolidated::together(each).unwrap().value().kg(), counted.kg()));
        }
        // Two partners, one of whom runs the joint venture.
        let ours = Operation::new(share(equity))
            .with_financial_control(FinancialControl::Joint)
            .with_operational_control();
        let theirs = Operation::new(share(equity).rest())
            .with_financial_control(FinancialControl::Joint);
        for approach in APPROACHES {
            let together = ours.counted(approach).get() + theirs.counted(approach).get();
            prop_assert!(close(together, 1.0), "{approach}");
        }
    }

    #[test]
    fn the_base_year_moves_by_all_changes_or_by_none(
        base_year in 0.0..1e9_f64,
        changes in vec((0..5_usize, -1e6..1e9_f64), 0..8),
        threshold in 0.0..=1.0_f64,
    ) {
        let reasons = [
            ChangeReason::Structural,
            ChangeReason::Methodology,
            ChangeReason::Boundary,
            ChangeReason::Error,
            ChangeReason::OrganicGrowth,
        ];
        let mut changes: Vec<_> = changes
            .into_iter()
            .map(|(reason, effect)| BaseYearChange { reason: reasons[reason], effect: base(effect) })
            .collect();
        let counting = changes.iter().filter(|change| change.reason != ChangeReason::OrganicGrowth);
        let net: f64 = exact(&counting.map(|change| change.effect.kg()).collect::<Vec<_>>());
        prop_assume!(base_year + net >= 0.0);
        let policy = RecalculationPolicy::new(share(threshold));
        let found = policy.apply(base(base_year), &changes).unwrap();
        let moved = if found.recalculate { base_year + net } else { base_year };
        prop_assert!(close(found.base_year.kg(), moved));
        prop_assert!(found.recalculate || net.abs() <= base_year * threshold);
        changes.reverse();
        prop_assert_eq!(policy.apply(base(base_year), &changes).unwrap(), found);
    }

    #[test]
    fn rebound_takes_away(rebound in 0.0..1e9_f64, other in -1e9..1e9_f64) {
        let effects = HigherOrderEffects::new(base(rebound), base(other)).unwrap();
        prop_assert!(close(effects.total().unwrap().kg(), other - rebound));
        prop_assert!(effects.total().unwrap() <= effects.other());
    }
}
