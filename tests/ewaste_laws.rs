//! Laws of what becomes of e-waste: nothing is lost, nothing appears, whatever the shares.

use ict_impact::emissions::{Gwp, GwpBasis, GwpSet, Horizon};
use ict_impact::ewaste::categories::CategoryMap;
use ict_impact::ewaste::fates::{Fate, FateShares, Fates};
use ict_impact::ewaste::hazards::{Release, ReleaseFractions, released_emissions};
use ict_impact::ewaste::materials::{Composition, MaterialFlow};
use ict_impact::ewaste::put_on_market::{
    AverageMass, Problem, TradeRow, apparent_consumption, put_on_market,
};
use ict_impact::ewaste::recycling::{
    MaterialDisplacement, Recycled, RecyclingChain, RecyclingStep,
};
use ict_impact::ewaste::targets::{CategoryTreatment, recovery_rate, scheme_on};
use ict_impact::numeric::{exact_sum, pow};
use ict_impact::quantity::{Devices, Factor, Mass, Quantity, Share};
use ict_impact::reference::bill_of_materials::Material;
use ict_impact::reference::unu_keys::UnuKey;
use ict_impact::reference::weee_targets::{CategoryScheme, WeeeCategory};
use ict_impact::time::{Date, Year};
use proptest::prelude::*;

fn kg(value: f64) -> Mass {
    Mass::from_base(value).unwrap()
}

fn share() -> impl Strategy<Value = Share> {
    prop_oneof![
        8 => 0.0..=1.0_f64,
        1 => Just(0.0),
        1 => Just(1.0),
    ]
    .prop_map(|part| Share::new(part).unwrap())
}

/// Masses from nothing to more than there is, not only round ones.
fn mass() -> impl Strategy<Value = Mass> {
    prop_oneof![
        6 => 0.0..1e11_f64,
        2 => (-320.0..300.0_f64).prop_map(|exponent| pow(10.0, exponent)),
        1 => Just(0.0),
        1 => Just(5e-324),
    ]
    .prop_map(kg)
}

fn fate_shares() -> impl Strategy<Value = FateShares> {
    prop::array::uniform5(0.0..1.0_f64).prop_filter_map("nothing to share", |weights| {
        let whole: f64 = weights.iter().sum();
        let shares: Option<Vec<_>> = Fate::ALL
            .into_iter()
            .zip(weights)
            .map(|(fate, weight)| Some((fate, Share::new(weight / whole).ok()?)))
            .collect();
        FateShares::new(&shares?).ok()
    })
}

fn composition() -> impl Strategy<Value = Composition> {
    prop::collection::vec(0.0..1e4_f64, 13).prop_filter_map("no mass", |masses| {
        let parts: Vec<_> = Material::ALL
            .into_iter()
            .zip(masses.into_iter().map(kg))
            .collect();
        Composition::new(&parts).ok()
    })
}

fn key() -> impl Strategy<Value = UnuKey> {
    (0..54_usize).prop_map(|at| UnuKey::all().nth(at).unwrap())
}

/// The values added up one by one, in both directions.
fn sums(values: &[f64]) -> [f64; 2] {
    [values.iter().sum(), values.iter().rev().sum()]
}

fn parts(fates: &Fates) -> Vec<f64> {
    fates.iter().map(|(_, part)| part.value).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_fates_of_e_waste_are_all_of_it(shares in fate_shares(), whole in mass()) {
        let fates = shares.split(whole).unwrap();
        let parts = parts(&fates);
        prop_assert_eq!(sums(&parts), [whole.value; 2]);
        for (fate, part) in fates.iter() {
            prop_assert!(part.value >= 0.0);
            let expected = shares.share(fate).get() * whole.value;
            // The tolerance of the shares goes to the largest one; 5e-324 is the smallest number.
            prop_assert!((part.value - expected).abs() <= 1.1e-9 * whole.value + 1e-323);
        }
    }

    #[test]
    fn every_part_but_the_largest_is_its_share(shares in fate_shares(), whole in 1.0..1e11_f64) {
        let fates = shares.split(kg(whole)).unwrap();
        let largest = Fate::ALL.map(|fate| shares.share(fate).get()).into_iter().fold(0.0, f64::max);
        for (fate, part) in fates.iter() {
            let share = shares.share(fate).get();
            let error = (part.value - share * whole).abs();
            prop_assert!(share == largest || error <= whole * f64::EPSILON);
        }
    }

    #[test]
    fn counted_fates_and_their_rest_are_all_of_it(shares in fate_shares(), whole in mass()) {
        let fates = shares.split(whole).unwrap();
        let counted: Vec<_> = fates.iter().filter(|(fate, _)| *fate != Fate::Export).collect();
        let again = Fates::with_rest(whole, &counted, Fate::Export).unwrap();
        prop_assert_eq!(again, fates);
        let listed: Vec<_> = fates.iter().collect();
        prop_assert_eq!(Fates::new(whole, &listed).unwrap(), fates);
        prop_assume!(whole.value > 1e-300);
        prop_assert!(Fates::new(whole * 1.000_001, &listed).is_err());
        prop_assert!(Fates::new(whole * 0.999_999, &listed).is_err());
    }

    #[test]
    fn accounts_add_in_any_order(
        shares in prop::collection::vec((fate_shares(), 0.0..1e9_f64), 1..8),
    ) {
        let mut accounts: Vec<Fates> =
            shares.iter().map(|(shares, whole)| shares.split(kg(*whole)).unwrap()).collect();
        let total = Fates::total_of(&accounts).unwrap();
        accounts.reverse();
        prop_assert_eq!(Fates::total_of(&accounts).unwrap(), total);
        let whole = exact_sum(&parts(&total)).unwrap();
        prop_assert!((whole - total.whole().value).abs() <= 1e-15 * whole);
    }

    #[test]
    fn what_is_recovered_and_lost_was_there(yields in prop::array::uniform3(share()), input in mass()) {
        let [collection, pre, end] = yields;
        let chain = RecyclingChain::new(collection, pre, end);
        let recycled = chain.recycle(input).unwrap();
        let mut ways: Vec<f64> = RecyclingStep::ALL.map(|step| recycled.lost(step).value).to_vec();
        ways.push(recycled.recovered().value);
        prop_assert_eq!(sums(&ways), [input.value; 2]);
        prop_assert!(ways.iter().all(|way| *way >= 0.0));
        prop_assert_eq!(recycled.lost_in_all() + recycled.recovered(), input);
        let expected = chain.recycling_rate().get() * input.value;
        let error = (recycled.recovered().value - expected).abs();
        prop_assert!(error <= 4.0 * f64::EPSILON * input.value + 1e-322);
    }

    #[test]
    fn a_better_step_recovers_no_less(
        yields in prop::array::uniform3(share()),
        better in share(),
        input in mass(),
        step in 0..3_usize,
    ) {
        let recovered = |yields: [Share; 3]| {
            let [collection, pre, end] = yields;
            RecyclingChain::new(collection, pre, end).recycle(input).unwrap().recovered()
        };
        let mut improved = yields;
        improved[step] = if better > yields[step] { better } else { yields[step] };
        prop_assert!(recovered(improved) >= recovered(yields));
    }

    #[test]
    fn chains_add_up(inputs in prop::collection::vec((prop::array::uniform3(share()), 0.0..1e9_f64), 1..8)) {
        let all: Vec<Recycled> = inputs
            .iter()
            .map(|&([c, p, e], input)| RecyclingChain::new(c, p, e).recycle(kg(input)).unwrap())
            .collect();
        let total = Recycled::total_of(&all).unwrap();
        let lost: f64 = RecyclingStep::ALL.iter().map(|step| total.lost(*step).value).sum();
        let sum = lost + total.recovered().value;
        prop_assert!((sum - total.input().value).abs() <= 1e-14 * sum);
    }

    #[test]
    fn what_is_avoided_is_proportional_to_what_is_recovered(
        rate in share(),
        primary in 0.0..100.0_f64,
        secondary in 0.0..100.0_f64,
        recovered in 0.0..1e9_f64,
    ) {
        let factor = |value| Factor::from_base(value).unwrap();
        let metal = MaterialDisplacement::new(rate, factor(primary), factor(secondary)).unwrap();
        let one = metal.avoided(kg(recovered)).unwrap();
        let two = metal.avoided(kg(2.0 * recovered)).unwrap();
        prop_assert_eq!(two.emissions().kg(), 2.0 * one.emissions().kg());
        prop_assert!(one.displaced().value <= recovered);
        let expected = recovered * (rate.get() * primary - secondary);
        let scale = recovered * (primary + secondary);
        prop_assert!((one.emissions().kg() - expected).abs() <= 1e-14 * scale);
    }

    #[test]
    fn materials_are_all_of_the_flow(composition in composition(), flow in mass()) {
        let materials = composition.in_mass(flow).unwrap();
        let masses: Vec<f64> = materials.iter().map(|(_, mass)| mass.value).collect();
        prop_assert_eq!(sums(&masses), [flow.value; 2]);
        for (material, mass) in materials.iter() {
            let expected = composition.share(material).unwrap().get() * flow.value;
            prop_assert!((mass.value - expected).abs() <= 1e-14 * flow.value + 1e-322);
        }
    }

    #[test]
    fn twice_the_devices_have_twice_the_materials(composition in composition(), n in 1.0..1e9_f64) {
        let one = composition.in_devices(Devices::new(n)).unwrap();
        let two = composition.in_devices(Devices::new(2.0 * n)).unwrap();
        for material in Material::ALL {
            prop_assert_eq!(two.mass(material).unwrap(), one.mass(material).unwrap() * 2.0);
        }
        let both = MaterialFlow::total_of(&[one.clone(), one]).unwrap();
        prop_assert_eq!(both, two);
    }

    #[test]
    fn what_is_released_and_kept_was_contained(
        shares in fate_shares(),
        fractions in prop::array::uniform5(share()),
        devices in 0.0..1e9_f64,
        content in 0.0..10.0_f64,
        gwp in 0.0..30_000.0_f64,
    ) {
        let devices = shares.split(Devices::new(devices)).unwrap();
        let listed: Vec<_> = Fate::ALL.into_iter().zip(fractions).collect();
        let fractions = ReleaseFractions::new(&listed).unwrap();
        let release = Release::of(&devices, Factor::from_base(content).unwrap(), &fractions).unwrap();
        let content = release.content().value;
        prop_assert!(release.total().value >= 0.0);
        prop_assert!(release.kept().value >= -1e-15 * content);
        let by_fate = Fate::ALL.map(|fate| release.by_fate(fate).value);
        prop_assert_eq!(exact_sum(&by_fate).unwrap(), release.total().value);
        let basis = GwpBasis { set: GwpSet::Ar6, horizon: Horizon::Years100 };
        let gwp = Gwp::new(gwp, basis).unwrap();
        let together = released_emissions(basis, [(release.total(), gwp)]).unwrap();
        let apart = released_emissions(basis, by_fate.map(|mass| (kg(mass), gwp))).unwrap();
        prop_assert!((together.kg() - apart.kg()).abs() <= 1e-14 * together.kg());
    }

    #[test]
    fn categories_add_to_the_flow_in_any_order(
        mut flow in prop::collection::vec((key(), (-1e9..1e9_f64).prop_map(kg)), 0..60),
    ) {
        let all: Vec<f64> = flow.iter().map(|(_, mass)| mass.value).collect();
        let scale: f64 = all.iter().map(|mass| mass.abs()).sum();
        for scheme in [CategoryScheme::Eu6, CategoryScheme::Eu10] {
            let map = CategoryMap::of(scheme);
            let sums = map.sums(&flow).unwrap();
            let of_sums: f64 = sums.iter().map(|(_, mass)| mass.value).sum();
            prop_assert!((of_sums - exact_sum(&all).unwrap()).abs() <= 1e-15 * scale);
            prop_assert!(sums.is_sorted_by(|a, b| a.0 < b.0));
            prop_assert!(sums.iter().all(|(category, _)| category.scheme() == scheme));
            flow.reverse();
            prop_assert_eq!(map.sums(&flow).unwrap(), sums);
        }
    }

    #[test]
    fn nothing_is_clipped_from_apparent_consumption(
        key in key(),
        year in 1970..2030_i64,
        [production, imports, exports] in prop::array::uniform3(0.0..1e9_f64),
    ) {
        let country = "NLD".parse().unwrap();
        let year = Year::new(year).unwrap();
        let [production, imports, exports] = [production, imports, exports].map(kg);
        let row = TradeRow { key, country, year, production, imports, exports };
        let expected = apparent_consumption(production, imports, exports);
        let exact = exact_sum(&[production.value, imports.value, -exports.value]).unwrap();
        prop_assert_eq!(expected.value, exact);
        for weights in [AverageMass::OfYear, AverageMass::Nearest] {
            let table = put_on_market(&[row], weights);
            let negative = Problem::Negative { kg: exact };
            let said = table.findings().iter().any(|finding| finding.problem == negative);
            prop_assert_eq!(said, exact < 0.0);
            prop_assert_eq!(table.good().is_empty(), !table.findings().is_empty());
            for good in table.good() {
                prop_assert_eq!(good.mass, expected);
                let back = good.pieces.get() * good.average_mass.value.value;
                prop_assert!((back - exact).abs() <= 1e-15 * exact);
                prop_assert_eq!(good.is_nearest(), key.average_mass(year).is_none());
            }
            let unknown = |problem: &Problem| matches!(problem, Problem::NoAverageMass { .. });
            let said = table.findings().iter().any(|finding| unknown(&finding.problem));
            let of_year = weights == AverageMass::OfYear;
            prop_assert_eq!(said, of_year && key.average_mass(year).is_none());
        }
    }

    #[test]
    fn rates_and_their_verdict_agree(
        at in 0..17_usize,
        collected in 1.0..1e9_f64,
        recovered in 0.0..1.5_f64,
        reused in 0.0..0.5_f64,
        recycled in 0.0..0.5_f64,
        [year, month, day] in [2012..2030_u16, 1..13_u16, 1..29_u16],
    ) {
        let category = WeeeCategory::all().nth(at).unwrap();
        let of = |part: f64| kg(collected * recovered * part);
        let treatment = CategoryTreatment::new(category, kg(collected), of(1.0)).unwrap();
        let treatment = treatment.with_recycling(of(reused), of(recycled)).unwrap();
        let day = Date::new(year.into(), month as u8, day as u8).unwrap();
        let in_force = scheme_on(day) == Some(category.scheme());
        let checks = treatment.against_targets(day);
        prop_assert_eq!(checks.is_ok(), in_force);
        for check in checks.into_iter().flatten() {
            let percent = check.target().minimum().value.percent();
            prop_assert_eq!(check.target().category(), category);
            prop_assert_eq!(check.is_met(), check.rate().ratio().value >= percent / 100.0);
            prop_assert!(check.target().applies_on(day));
        }
        let rate = recovery_rate(of(1.0), kg(collected)).unwrap();
        prop_assert_eq!(rate.over_100(), rate.ratio().value > 1.0);
    }
}
