//! Laws that the energy of products, data centres, networks and grids keeps whatever the numbers.

use ict_impact::energy::eu_617_2013::{
    Category, DesktopCategory, DesktopComputer, EcodesignComputer, GraphicsClass, NotebookCategory,
    NotebookComputer, Tier,
};
use ict_impact::energy::{
    AggregateKpi, DataCentre, DisplayResolution, EnergyError, GridLosses, ModePowers, NetworkYear,
    TecLimit, aggregate, coverage_energy_efficiency, display_limit_v7_draft_2, memory_adder,
    partial_power_usage_effectiveness, power_usage_effectiveness, typical_energy_consumption,
    workstation_typical_power,
};
use ict_impact::quantity::{
    Area, Co2e, Energy, Information, Power, Quantity, Share, Subscriptions,
};
use ict_impact::reference::computer_modes::{Computer, Idle, ModeScheme, weights};
use ict_impact::source::MethodId;
use ict_impact::time::Year;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const YEAR: Year = Year::of::<2023>();
const HOURS: f64 = 8760.0;

fn base<Q: Quantity>(value: f64) -> Q {
    Q::from_base(value).unwrap()
}

/// Equal but for the last bits.
fn close(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-12 * left.abs().max(right.abs())
}

/// Within the bounds but for the last bits.
fn between(value: f64, bounds: impl IntoIterator<Item = f64>) -> bool {
    let wide = |(low, high): (f64, f64), x: f64| (low.min(x), high.max(x));
    let (low, high) = bounds
        .into_iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), wide);
    low * (1.0 - 1e-12) <= value && value <= high * (1.0 + 1e-12)
}

/// Powers in watts for a scheme: the fourth is not there where it has one idle mode.
fn powers(scheme: ModeScheme, watts: [f64; 4]) -> ModePowers {
    let [off, sleep, long, short] = watts.map(base::<Power>);
    match weights(scheme, Computer::Desktop).unwrap().value.idle {
        Idle::Single(_) => ModePowers::with_idle(off, sleep, long),
        Idle::LongAndShort { .. } => ModePowers::with_long_and_short_idle(off, sleep, long, short),
    }
    .unwrap()
}

fn scheme_and_computer() -> impl Strategy<Value = (ModeScheme, Computer)> {
    let all: Vec<_> = ModeScheme::ALL
        .into_iter()
        .flat_map(|scheme| Computer::ALL.map(|computer| (scheme, computer)))
        .filter(|&(scheme, computer)| weights(scheme, computer).is_some())
        .collect();
    select(all)
}

fn kwh(scheme: ModeScheme, computer: Computer, watts: [f64; 4]) -> f64 {
    let tec = typical_energy_consumption(scheme, computer, &powers(scheme, watts)).unwrap();
    tec.yearly().get_in("kWh/device").unwrap()
}

/// What the meters of a site counted: the energy of its IT equipment, its PUE, and the rest as
/// parts of its energy, each perhaps missing.
type Meters = (f64, f64, [Option<f64>; 6]);

fn meters() -> impl Strategy<Value = Meters> {
    let part = || proptest::option::weighted(0.7, 0.001..2.0_f64);
    let parts = [part(), part(), part(), part(), part(), part()];
    (1e3..1e15_f64, 1.0..3.0_f64, parts)
}

fn site(&(it, pue, [water, co2, reused, renewable, heat, cooling]): &Meters) -> DataCentre {
    let total = it * pue;
    let mut site = DataCentre::new(base(total), base(it)).unwrap();
    if let Some(part) = water {
        site = site.with_water(base(part * it / 1e9)).unwrap();
    }
    if let Some(part) = co2 {
        site = site.with_co2(base(part * it / 1e7)).unwrap();
    }
    if let Some(part) = reused {
        site = site.with_reused_energy(base(part * total)).unwrap();
    }
    if let Some(part) = renewable {
        site = site.with_renewable_energy(base(part * total)).unwrap();
    }
    if let Some(part) = heat {
        site = site.with_heat_removed(base(part * it)).unwrap();
    }
    // No more than the overhead, and not nothing.
    if let Some(part) = cooling.filter(|_| pue > 1.01) {
        let electricity = (total - it) * (part / 2.0);
        site = site.with_cooling_electricity(base(electricity)).unwrap();
    }
    site
}

type Kpi = (usize, f64, f64);

fn kpi<Q: Quantity>(found: Result<AggregateKpi<Q>, EnergyError>) -> Option<Kpi> {
    match found {
        Ok(kpi) => Some((
            kpi.reporting,
            kpi.ratio_of_sums.base(),
            kpi.energy_weighted_mean.base(),
        )),
        Err(EnergyError::MeterMissing { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

/// Every ratio of the sites together.
fn together(sites: &[DataCentre]) -> [Option<Kpi>; 6] {
    let all = aggregate(sites).unwrap();
    [
        kpi(all.power_usage_effectiveness()),
        kpi(all.water_usage_effectiveness()),
        kpi(all.carbon_usage_effectiveness()),
        kpi(all.energy_reuse_factor()),
        kpi(all.renewable_energy_factor()),
        kpi(all.cooling_efficiency_ratio()),
    ]
}

/// Every ratio of one site.
fn alone(site: &DataCentre) -> [Option<f64>; 6] {
    fn known<T>(found: Result<T, EnergyError>) -> Option<T> {
        match found {
            Err(EnergyError::MeterMissing { .. }) => None,
            found => Some(found.unwrap()),
        }
    }
    [
        Some(site.power_usage_effectiveness().value),
        known(site.water_usage_effectiveness()).map(Quantity::base),
        known(site.carbon_usage_effectiveness()).map(Quantity::base),
        known(site.energy_reuse_factor()).map(Quantity::base),
        known(site.renewable_energy_factor()).map(|found| found.factor.get()),
        known(site.cooling_efficiency_ratio()).map(Quantity::base),
    ]
}

fn equipped<C: Category>(
    computer: EcodesignComputer<C>,
    memory: f64,
    storages: u16,
    cards: &[GraphicsClass],
) -> f64 {
    let computer = computer
        .with_memory(Information::of(memory, "GB").unwrap())
        .unwrap()
        .with_additional_storages(storages);
    let computer = match cards.split_first() {
        Some((first, additional)) => computer.with_graphics_cards(*first, additional),
        None => computer,
    };
    computer.limit().unwrap().maximum().base()
}

fn cards() -> impl Strategy<Value = Vec<GraphicsClass>> {
    vec(select(GraphicsClass::ALL), 0..4)
}

fn network(energy: f64, subscriptions: f64, traffic: f64) -> NetworkYear {
    NetworkYear::new(YEAR, base(energy))
        .and_then(|network| network.with_subscriptions(YEAR, Subscriptions::new(subscriptions)))
        .and_then(|network| network.with_traffic(YEAR, base(traffic)))
        .unwrap()
}

proptest! {
    #[test]
    fn typical_energy_is_linear_in_each_power(
        (scheme, computer) in scheme_and_computer(),
        watts in prop::array::uniform4(0.0..1e3_f64),
        more in prop::array::uniform4(0.0..1e3_f64),
        times in 0.0..10.0_f64,
    ) {
        let tec = |watts| kwh(scheme, computer, watts);
        let sum = [0, 1, 2, 3].map(|mode| watts[mode] + more[mode]);
        prop_assert!(close(tec(sum), tec(watts) + tec(more)));
        prop_assert!(close(tec(watts.map(|power| power * times)), tec(watts) * times));
        let apart: f64 = (0..4)
            .map(|mode| {
                let mut only = [0.0; 4];
                only[mode] = watts[mode];
                tec(only)
            })
            .sum();
        prop_assert!(close(apart, tec(watts)));
    }

    #[test]
    fn typical_energy_lies_between_the_least_and_the_most_power_all_year(
        (scheme, computer) in scheme_and_computer(),
        watts in prop::array::uniform4(0.0..1e3_f64),
    ) {
        let modes = match weights(scheme, computer).unwrap().value.idle {
            Idle::Single(_) => &watts[..3],
            Idle::LongAndShort { .. } => &watts[..],
        };
        let all_year = modes.iter().map(|power| power * HOURS / 1000.0);
        prop_assert!(between(kwh(scheme, computer, watts), all_year));
        if let Ok(workstation) = workstation_typical_power(scheme, &powers(scheme, watts)) {
            prop_assert!(between(workstation.power().value, modes.iter().copied()));
        }
    }

    #[test]
    fn a_limit_is_its_base_and_its_adders_in_any_order(
        start in 0.0..1e3_f64,
        adders in vec(0.0..100.0_f64, 0..8),
    ) {
        let own = MethodId::new("own", "1", "");
        let limit = |order: &mut dyn Iterator<Item = (usize, f64)>| {
            let start = TecLimit::new(own, base(start)).unwrap();
            order.fold(start, |limit, (at, adder)| {
                limit.with_adder(format!("adder {at}"), base(adder)).unwrap()
            })
        };
        let forth = limit(&mut adders.iter().copied().enumerate());
        let back = limit(&mut adders.iter().copied().enumerate().rev());
        prop_assert_eq!(forth.maximum(), back.maximum());
        prop_assert!(close(forth.maximum().base(), start + adders.iter().sum::<f64>()));
        prop_assert!(forth.maximum() >= forth.base());
    }

    #[test]
    fn memory_adds_by_the_gigabyte(
        memory in prop::array::uniform2(0.0..1e12_f64),
        allowance in 0.0..1e-3_f64,
        exponent in 0..20_u32,
    ) {
        let adder = |memory| memory_adder(base(memory), base(allowance)).unwrap().base();
        prop_assert!(close(adder(memory[0] + memory[1]), adder(memory[0]) + adder(memory[1])));
        let times = f64::from(1 << exponent);
        prop_assert_eq!(adder(memory[0] * times), adder(memory[0]) * times);
    }

    #[test]
    fn equipment_never_tightens_an_ecodesign_limit_and_time_never_loosens_it(
        desktop in select(DesktopCategory::ALL),
        notebook in select(NotebookCategory::ALL),
        memory in 0.0..64.0_f64,
        more in 0.0..64.0_f64,
        storages in 0..5_u16,
        cards in cards(),
        card in select(GraphicsClass::ALL),
    ) {
        let mut more_cards = cards.clone();
        more_cards.push(card);
        let [early, late] = Tier::ALL.map(|tier| {
            let limits = |memory, storages, cards: &[GraphicsClass]| {
                let desktop = DesktopComputer::new(desktop, tier);
                let notebook = NotebookComputer::new(notebook, tier);
                [
                    equipped(desktop, memory, storages, cards),
                    equipped(notebook, memory, storages, cards),
                ]
            };
            let plain = limits(memory, storages, &cards);
            for [desktop, notebook] in [
                limits(memory + more, storages, &cards),
                limits(memory, storages + 1, &cards),
                limits(memory, storages, &more_cards),
            ] {
                assert!(desktop >= plain[0] && notebook >= plain[1]);
            }
            plain
        });
        prop_assert!(late[0] < early[0] && late[1] < early[1]);
        prop_assert!(late[1] < late[0], "a notebook may use less than a desktop");
    }

    #[test]
    fn a_display_may_use_more_for_more_pixels_and_more_area_up_to_a_bound(
        megapixels in 0.1..50.0_f64,
        area in 1.0..5e3_f64,
        more in 1.0..2.0_f64,
    ) {
        let limit = |megapixels, square_inches| {
            let resolution = DisplayResolution::from_megapixels(megapixels).unwrap();
            let area = Area::of(square_inches, "in2").unwrap();
            let limit = display_limit_v7_draft_2(resolution, area).unwrap();
            limit.maximum().get_in("kWh/device").unwrap()
        };
        let plain = limit(megapixels, area);
        prop_assert!(limit(megapixels * more, area) >= plain);
        prop_assert!(limit(megapixels, area * more) >= plain);
        prop_assert!(6.13 * megapixels < plain && plain <= 6.13 * megapixels + 100.0 + 1e-12);
    }

    #[test]
    fn a_ratio_of_several_sites_lies_between_those_of_the_sites(
        meters in vec(meters(), 1..8),
    ) {
        let sites: Vec<_> = meters.iter().map(site).collect();
        let each: Vec<_> = sites.iter().map(alone).collect();
        for (which, together) in together(&sites).into_iter().enumerate() {
            let reported: Vec<_> = each.iter().filter_map(|ratios| ratios[which]).collect();
            let Some((reporting, sums, mean)) = together else {
                prop_assert!(reported.is_empty(), "ratio {which}");
                continue;
            };
            prop_assert_eq!(reporting, reported.len());
            prop_assert!(between(sums, reported.iter().copied()), "ratio {which}");
            prop_assert!(between(mean, reported.iter().copied()), "ratio {which}");
        }
    }

    #[test]
    fn the_order_of_the_sites_changes_no_bit(
        meters in vec(meters(), 1..8),
        turn in 0..8_usize,
    ) {
        let mut sites: Vec<_> = meters.iter().map(site).collect();
        let forth = together(&sites);
        let turn = turn % sites.len();
        sites.rotate_left(turn);
        prop_assert_eq!(together(&sites), forth);
        sites.reverse();
        prop_assert_eq!(together(&sites), forth);
    }

    #[test]
    fn a_site_without_a_meter_is_in_no_ratio_of_it(
        meters in vec(meters(), 1..6),
        silent in (1e3..1e15_f64, 1.0..3.0_f64),
    ) {
        let mut sites: Vec<_> = meters.iter().map(site).collect();
        let before = together(&sites);
        sites.push(site(&(silent.0, silent.1, [None; 6])));
        let after = together(&sites);
        prop_assert_eq!(&after[1..], &before[1..], "all but the PUE");
        let water = aggregate(&sites).unwrap().water_usage_effectiveness();
        prop_assert!(water.is_err() || water.unwrap().sites == sites.len());
    }

    #[test]
    fn ratios_of_sites_do_not_depend_on_the_unit(
        meters in vec(meters(), 1..6),
        exponent in -20..20_i32,
    ) {
        let unit = (0..exponent.abs()).fold(1.0, |unit, _| unit * 2.0);
        let unit = if exponent < 0 { 1.0 / unit } else { unit };
        let scaled = |&(it, pue, parts): &Meters| site(&(it * unit, pue, parts));
        let plain: Vec<_> = meters.iter().map(site).collect();
        let scaled: Vec<_> = meters.iter().map(scaled).collect();
        prop_assert_eq!(together(&scaled), together(&plain));
    }

    #[test]
    fn renewable_energy_of_a_site_is_used_there_or_surplus(meters in vec(meters(), 1..8)) {
        let sites: Vec<_> = meters.iter().map(site).collect();
        let all = aggregate(&sites).unwrap();
        let Ok(factor) = all.renewable_energy_factor() else {
            return Ok(());
        };
        let counted = sites.iter().filter(|site| site.renewable_energy().is_some());
        let (mut total, mut renewable) = (0.0, 0.0);
        for site in counted {
            total += site.energy().total().value;
            renewable += site.renewable_energy().unwrap().value;
        }
        let surplus = all.renewable_energy_surplus().unwrap().value;
        prop_assert!(close(factor.ratio_of_sums.get() * total + surplus, renewable));
        prop_assert!(factor.ratio_of_sums <= Share::WHOLE);
        prop_assert!(close(factor.ratio_of_sums.get(), factor.energy_weighted_mean.get()));
    }

    #[test]
    fn fewer_than_three_sites_are_not_published(meters in vec(meters(), 1..6)) {
        let sites: Vec<_> = meters.iter().map(site).collect();
        let carbon = aggregate(&sites).unwrap().carbon_usage_effectiveness();
        if let Ok(carbon) = carbon {
            prop_assert_eq!(carbon.for_publication().is_ok(), carbon.reporting >= 3);
        }
    }

    #[test]
    fn the_overhead_of_a_zone_is_the_overhead_of_the_centre(
        it in 1.0..1e12_f64,
        overhead in prop::array::uniform2(0.0..1e12_f64),
    ) {
        let partial = |sub: f64| {
            partial_power_usage_effectiveness(base(sub), base(it)).unwrap().value
        };
        let [cooling, rest] = overhead;
        let whole = power_usage_effectiveness(base(cooling + rest + it), base(it)).unwrap();
        prop_assert!(partial(cooling) >= 1.0 && partial(rest) >= 1.0);
        prop_assert!(close(partial(cooling) + partial(rest) - 1.0, whole.value));
    }

    #[test]
    fn an_intensity_of_a_network_times_its_users_is_its_energy(
        energy in 0.0..1e18_f64,
        subscriptions in 1.0..1e9_f64,
        traffic in 1.0..1e21_f64,
        sites in 1..1_000_000_u32,
        tonnes in 0.0..1e7_f64,
    ) {
        let emissions = Co2e::from_tonnes(tonnes);
        let network = network(energy, subscriptions, traffic)
            .with_sites(YEAR, sites)
            .and_then(|network| network.with_emissions(YEAR, emissions))
            .unwrap();
        let users = Subscriptions::new(subscriptions);
        let data = base::<Information>(traffic);
        let by_user: Energy = users * network.energy_per_subscription().unwrap();
        let by_data: Energy = data * network.energy_per_traffic().unwrap();
        let by_site = network.energy_per_site().unwrap() * f64::from(sites);
        for found in [by_user, by_data, by_site] {
            prop_assert!(close(found.value, energy));
        }
        let by_user: Co2e = users * network.emissions_per_subscription().unwrap();
        let by_data: Co2e = data * network.emissions_per_traffic().unwrap();
        prop_assert!(close(by_user.kg(), emissions.kg()) && close(by_data.kg(), emissions.kg()));
    }

    #[test]
    fn services_together_have_the_energy_of_the_network(
        energy in 0.0..1e18_f64,
        parts in vec(0.0..1e9_f64, 1..8),
    ) {
        let whole: f64 = parts.iter().sum::<f64>() + 1.0;
        let network = network(energy, whole, whole);
        let mut traffic = 0.0;
        for &part in parts.iter().chain([&1.0]) {
            let by_traffic = network.allocate_by_traffic(base(part)).unwrap();
            let by_users = network.allocate_by_subscriptions(Subscriptions::new(part)).unwrap();
            prop_assert_eq!(by_traffic.energy(), by_users.energy());
            prop_assert_eq!(by_traffic.share(), by_users.share());
            prop_assert_ne!(by_traffic.model(), by_users.model());
            prop_assert!(by_traffic.energy() <= network.energy());
            traffic += by_traffic.energy().value;
        }
        prop_assert!(close(traffic, energy));
        let more = Subscriptions::new(whole * 1.001);
        prop_assert!(network.allocate_by_subscriptions(more).is_err());
    }

    #[test]
    fn twice_the_area_is_twice_the_coverage_efficiency(
        area in 0.0..1e13_f64,
        energy in 1.0..1e18_f64,
    ) {
        let of = |area, energy| {
            coverage_energy_efficiency(base(area), base(energy)).unwrap().base()
        };
        prop_assert_eq!(of(2.0 * area, energy), 2.0 * of(area, energy));
        prop_assert_eq!(of(area, 2.0 * energy), of(area, energy) / 2.0);
    }

    #[test]
    fn what_is_generated_is_delivered_or_lost(
        delivered in 0.0..1e18_f64,
        share in 0.0..0.999_f64,
        more in 0.0..0.0009_f64,
        exponent in 0..20_u32,
    ) {
        let grid = |share: f64| GridLosses::new(Share::new(share).unwrap()).unwrap();
        let of = |share: f64, delivered: f64| grid(share).of_delivered(base(delivered)).unwrap();
        let energy = of(share, delivered);
        let lost = energy.lost().energy().value;
        prop_assert_eq!(energy.delivered().value, delivered);
        prop_assert_eq!(delivered + lost, energy.generated().value);
        prop_assert!(close(energy.generated().value, delivered / (1.0 - share)));
        prop_assert!(close(lost, energy.generated().value * share));
        prop_assert!(of(share + more, delivered).lost() >= energy.lost());
        let times = f64::from(1 << exponent);
        let scaled = of(share, delivered * times);
        prop_assert_eq!(scaled.lost().energy().value, lost * times);
    }
}
