//! Laws that fleets and life stages obey, whatever their devices, stages and years.

use ict_impact::column::Column;
use ict_impact::energy::PowerProfile;
use ict_impact::fleet::{
    Ages, CohortLifetimes, DeviceKind, DeviceModel, Discarded, Entry, Fleet, Intervals, Lifetime,
    Stage, StageFlows, StageNetwork, StockAndFlows, SurvivalTable, Years,
};
use ict_impact::quantity::{Devices, Mass, Quantity, Share};
use ict_impact::reference::device_archetypes;
use ict_impact::time::{Year, YearLength, YearSeries};
use proptest::prelude::*;

fn lifetime() -> impl Strategy<Value = Lifetime> {
    prop_oneof![
        (0.1..12.0_f64).prop_map(|mean| Lifetime::fixed(Years::new(mean))),
        (0.4..4.0_f64, 0.2..12.0_f64).prop_map(|(k, l)| Lifetime::weibull(k, Years::new(l))),
        (0.5..12.0_f64, 0.1..6.0_f64)
            .prop_map(|(mean, std)| Lifetime::normal(Years::new(mean), Years::new(std))),
        (0.5..12.0_f64, 0.1..6.0_f64)
            .prop_map(|(mean, std)| Lifetime::log_normal(Years::new(mean), Years::new(std))),
    ]
    .prop_map(Result::unwrap)
}

fn lifetimes(n: usize) -> impl Strategy<Value = CohortLifetimes> {
    prop_oneof![
        3 => lifetime().prop_map(CohortLifetimes::from),
        1 => prop::collection::vec(lifetime(), n).prop_map(CohortLifetimes::from),
    ]
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        Just(Entry::Start),
        Just(Entry::Middle),
        Just(Entry::End),
        (2..=6_usize).prop_map(|nodes| Entry::gauss_lobatto(nodes).unwrap()),
    ]
}

/// One year after the other, or gaps of up to five years.
fn intervals() -> impl Strategy<Value = Intervals> {
    let steps = prop_oneof![
        (1..25_usize).prop_map(|n| vec![1; n]),
        prop::collection::vec(1..5_i64, 1..15),
    ];
    steps.prop_map(|steps| {
        let mut year = 1990;
        let listed: Vec<Year> = steps
            .iter()
            .map(|step| {
                year += step;
                Year::new(year).unwrap()
            })
            .collect();
        Intervals::new(&listed).unwrap()
    })
}

fn values(n: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![Just(0.0), 0.0..1e6_f64], n)
}

fn column(values: &[f64]) -> Column<'_, Devices> {
    Column::new(values).unwrap()
}

/// Numbers from which a stage is made: lifetimes, entry, weights of the later stages and of
/// discarding, yields.
type Numbers = (CohortLifetimes, Entry, Vec<Option<f64>>, Vec<Option<f64>>);

/// One number for each stage that may follow; the last weight is that of discarding.
fn numbers(n: usize, later: usize) -> impl Strategy<Value = Numbers> {
    let weights = prop::collection::vec(prop::option::of(0.0..1.0_f64), later + 1);
    let yields = prop::collection::vec(prop::option::of(0.0..=1.0_f64), later);
    (lifetimes(n), entry(), weights, yields)
}

fn name(rank: usize) -> String {
    format!("stage {rank}")
}

/// A stage that leads to stages of higher rank.
fn stage(rank: usize, (lifetimes, entry, weights, yields): &Numbers) -> Stage {
    let stage = Stage::new(name(rank), lifetimes.clone()).with_entry(*entry);
    let sum: f64 = weights.iter().flatten().sum();
    if sum == 0.0 {
        return stage;
    }
    let share = |weight: f64| Share::new((weight / sum).min(1.0)).unwrap();
    let (discarded, next) = weights.split_last().unwrap();
    let mut stage = match discarded {
        Some(weight) => stage.discarded(share(*weight)),
        None => stage,
    };
    for (step, (weight, part)) in next.iter().zip(yields).enumerate() {
        let to = name(rank + 1 + step);
        stage = match (weight, part) {
            (Some(weight), Some(part)) => {
                stage.then_refurbished(to, share(*weight), Share::new(*part).unwrap())
            }
            (Some(weight), None) => stage.then(to, share(*weight)),
            (None, _) => stage,
        };
    }
    stage
}

/// Stages by rank, and the years; every stage may be entered from outside.
fn stages() -> impl Strategy<Value = (Intervals, Vec<Stage>, Vec<Vec<f64>>)> {
    (intervals(), 1..5_usize).prop_flat_map(|(intervals, count)| {
        let n = intervals.years().len();
        let each: Vec<_> = (0..count).map(|k| numbers(n, count - 1 - k)).collect();
        (
            Just(intervals),
            each,
            prop::collection::vec(values(n), count),
        )
            .prop_map(|(intervals, each, inflows)| {
                let stages = each.iter().enumerate();
                let stages = stages.map(|(rank, numbers)| stage(rank, numbers)).collect();
                (intervals, stages, inflows)
            })
    })
}

fn run(intervals: &Intervals, stages: &[Stage], inflows: &[Vec<f64>]) -> StageFlows<Devices> {
    let network = StageNetwork::new(intervals, stages.to_vec()).unwrap();
    let names: Vec<String> = (0..inflows.len()).map(name).collect();
    let from_outside: Vec<_> = names
        .iter()
        .zip(inflows)
        .map(|(name, inflow)| (name.as_str(), column(inflow)))
        .collect();
    network.inflow_driven_into(&from_outside).unwrap()
}

fn close(a: &[f64], b: &[f64]) -> Result<(), TestCaseError> {
    close_beside(0.0, a, b)
}

/// Equal but for the rounding of numbers as large as `scale`: outflows are found by balance, so
/// that a small one has the rounding of the stock.
fn close_beside(scale: f64, a: &[f64], b: &[f64]) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    let all = a.iter().chain(b);
    let scale = all.fold(scale.max(1e-300), |max, value| max.max(value.abs()));
    for (a, b) in a.iter().zip(b) {
        prop_assert!((a - b).abs() <= 1e-12 * scale, "{a} {b}");
    }
    Ok(())
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

fn same_bits(a: &StockAndFlows<Devices>, b: &StockAndFlows<Devices>) -> Result<(), TestCaseError> {
    prop_assert_eq!(bits(a.inflow().base()), bits(b.inflow().base()));
    prop_assert_eq!(bits(a.stock().base()), bits(b.stock().base()));
    prop_assert_eq!(bits(a.outflow().base()), bits(b.outflow().base()));
    Ok(())
}

/// What enters is there or has left, to rounding.
fn balanced(
    lengths: &[f64],
    [inflow, stock, outflow]: [&[f64]; 3],
    what: &str,
) -> Result<(), TestCaseError> {
    let entered: f64 = inflow.iter().zip(lengths).map(|(i, l)| i * l).sum();
    let mut before = 0.0;
    for t in 0..lengths.len() {
        let residual = (stock[t] - before) - (inflow[t] - outflow[t]) * lengths[t];
        prop_assert!(
            residual.abs() <= 1e-14 * entered,
            "{what}, row {t}: {residual:e}"
        );
        before = stock[t];
    }
    Ok(())
}

fn fleet_model(name: &str, lifetimes: impl Into<CohortLifetimes>) -> DeviceModel {
    DeviceModel::new(DeviceKind::Own(name.into()), lifetimes)
}

/// Lifetimes and inflows of two kinds of device over the same years.
fn two_kinds() -> impl Strategy<Value = (Intervals, [CohortLifetimes; 2], [Vec<f64>; 2], Entry)> {
    (intervals(), entry()).prop_flat_map(|(intervals, entry)| {
        let n = intervals.years().len();
        let lifetimes = [lifetimes(n), lifetimes(n)];
        (
            Just(intervals),
            lifetimes,
            [values(n), values(n)],
            Just(entry),
        )
    })
}

fn fleet_of(
    intervals: &Intervals,
    lifetimes: &[CohortLifetimes],
    inflows: &[Vec<f64>],
    entry: Entry,
) -> Fleet {
    let mut fleet = Fleet::new(intervals.clone());
    for (k, (lifetimes, inflow)) in lifetimes.iter().zip(inflows).enumerate() {
        let model = fleet_model(&k.to_string(), lifetimes.clone()).with_entry(entry);
        fleet = fleet.with_devices(model, column(inflow)).unwrap();
    }
    fleet
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_stage_loses_or_creates_a_device((intervals, stages, inflows) in stages()) {
        let flows = run(&intervals, &stages, &inflows);
        let lengths: Vec<f64> = intervals.lengths().collect();
        let n = lengths.len();
        for (rank, stage) in flows.stages().iter().enumerate() {
            let [i, s, o] = [stage.flows().inflow(), stage.flows().stock(), stage.flows().outflow()];
            balanced(&lengths, [i.base(), s.base(), o.base()], stage.name())?;
            // What enters came from outside or from another stage.
            let arriving = flows.stages().iter().flat_map(|from| from.passed());
            let arriving: Vec<_> = arriving.filter(|passed| passed.to() == stage.name()).collect();
            let arrived = |t: usize| arriving.iter().map(|p| p.arriving().base()[t]).sum::<f64>();
            let entered: Vec<f64> = (0..n).map(|t| inflows[rank][t] + arrived(t)).collect();
            close(i.base(), &entered)?;
            prop_assert_eq!(stage.from_outside().base(), &inflows[rank][..]);
            // What leaves goes on or is discarded.
            let passed = |t: usize| stage.passed().iter().map(|p| p.arriving().base()[t]).sum::<f64>();
            let left: Vec<f64> = (0..n).map(|t| passed(t) + stage.discarded().base()[t]).collect();
            close(o.base(), &left)?;
            let all = [s, stage.discarded(), stage.failed()];
            prop_assert!(all.iter().all(|column| column.base().iter().all(|&x| x >= 0.0)));
            let failed = stage.failed().base().iter().zip(stage.discarded().base());
            prop_assert!(failed.into_iter().all(|(failed, all)| failed <= all));
        }
        let total = flows.total();
        let all = [total.inflow().base(), total.stock().base(), total.outflow().base()];
        balanced(&lengths, all, "the whole")?;
    }

    #[test]
    fn one_stage_is_the_plain_stock_to_the_bit(
        (intervals, lifetimes, inflows, entry) in two_kinds(),
    ) {
        let table = SurvivalTable::new(&intervals, &lifetimes[0], entry).unwrap();
        let plain: StockAndFlows<Devices> = table.inflow_driven(column(&inflows[0])).unwrap();
        for whole in [false, true] {
            let stage = Stage::new("in use", lifetimes[0].clone()).with_entry(entry);
            let stage = if whole { stage.discarded(Share::WHOLE) } else { stage };
            let network = StageNetwork::new(&intervals, [stage]).unwrap();
            let flows = network.inflow_driven(column(&inflows[0])).unwrap();
            same_bits(flows.stages()[0].flows(), &plain)?;
            prop_assert_eq!(bits(flows.total().stock().base()), bits(plain.stock().base()));
            prop_assert_eq!(bits(flows.total().outflow().base()), bits(plain.outflow().base()));
        }
    }

    #[test]
    fn stages_add_and_scale(
        (intervals, stages, inflows) in stages(),
        times in 0.0..100.0_f64,
        seed in prop::collection::vec(0.0..1e6_f64, 25),
    ) {
        let other: Vec<Vec<f64>> = inflows.iter().map(|inflow| seed[..inflow.len()].to_vec()).collect();
        let sum = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a + b).collect() };
        let scale = |a: &[f64]| -> Vec<f64> { a.iter().map(|a| a * times).collect() };
        let both: Vec<_> = inflows.iter().zip(&other).map(|(a, b)| sum(a, b)).collect();
        let scaled: Vec<_> = inflows.iter().map(|a| scale(a)).collect();
        let [a, b, both, scaled] =
            [&inflows, &other, &both, &scaled].map(|inflows| run(&intervals, &stages, inflows));
        let lengths: Vec<f64> = intervals.lengths().collect();
        let entered = |flows: &StageFlows<Devices>| -> f64 {
            flows.total().inflow().base().iter().zip(&lengths).map(|(i, l)| i * l).sum()
        };
        let (all, times_all) = (entered(&both), entered(&scaled));
        for k in 0..stages.len() {
            let of = |flows: &StageFlows<Devices>| {
                let stage = &flows.stages()[k];
                [stage.flows().stock().base().to_vec(), stage.discarded().base().to_vec()]
            };
            for column in 0..2 {
                let [a, b, both, scaled] = [&a, &b, &both, &scaled].map(|flows| of(flows)[column].clone());
                close_beside(all, &both, &sum(&a, &b))?;
                close_beside(times_all, &scaled, &scale(&a))?;
            }
        }
    }

    #[test]
    fn the_order_in_which_stages_are_given_changes_no_bit((intervals, stages, inflows) in stages()) {
        let forth = run(&intervals, &stages, &inflows);
        let back: Vec<Stage> = stages.iter().rev().cloned().collect();
        let back = run(&intervals, &back, &inflows);
        for stage in forth.stages() {
            let other = back.stage(stage.name()).unwrap();
            same_bits(stage.flows(), other.flows())?;
            prop_assert_eq!(bits(stage.discarded().base()), bits(other.discarded().base()));
        }
        prop_assert_eq!(bits(forth.total().stock().base()), bits(back.total().stock().base()));
    }

    #[test]
    fn a_share_of_nothing_is_no_stage_to_the_bit(
        (intervals, lifetimes, inflows, entry) in two_kinds(),
        reused in 0.0..=1.0_f64,
    ) {
        let reused = Share::new(reused).unwrap();
        let in_use = || {
            Stage::new("in use", lifetimes[0].clone())
                .with_entry(entry)
                .then("second life", reused)
                .discarded(reused.rest())
        };
        let second = Stage::new("second life", lifetimes[1].clone());
        let hibernating = Stage::new("hibernating", lifetimes[1].clone());
        let without = StageNetwork::new(&intervals, [in_use(), second.clone()]).unwrap();
        let with = [in_use().then("hibernating", Share::NONE), second, hibernating];
        let with = StageNetwork::new(&intervals, with).unwrap();
        let inflow = column(&inflows[0]);
        let (without, with) = (without.inflow_driven(inflow).unwrap(), with.inflow_driven(inflow).unwrap());
        for stage in without.stages() {
            same_bits(stage.flows(), with.stage(stage.name()).unwrap().flows())?;
        }
        prop_assert_eq!(without.total(), with.total());
        let drawers = with.stage("hibernating").unwrap().flows();
        prop_assert!(drawers.stock().base().iter().all(|&stock| stock == 0.0));
    }

    #[test]
    fn fixed_stages_in_a_row_are_one_stage_of_their_sum(
        first in 0..8_u32, second in 0..8_u32, sold in values(24),
    ) {
        let years = Intervals::yearly(Year::of::<2000>(), Year::of::<2023>()).unwrap();
        let stage = |name: &str, mean: u32| {
            let mean = f64::from(mean);
            Stage::new(name, Lifetime::fixed(Years::new(mean)).unwrap())
        };
        let row = [stage("in use", first).then("drawer", Share::WHOLE), stage("drawer", second)];
        let row = StageNetwork::new(&years, row).unwrap();
        let one = StageNetwork::new(&years, [stage("in use", first + second)]).unwrap();
        let [row, one] = [row, one].map(|network| network.inflow_driven(column(&sold)).unwrap());
        close(row.total().stock().base(), one.total().stock().base())?;
        close(row.total().outflow().base(), one.total().outflow().base())?;
    }

    #[test]
    fn ages_count_every_device_of_a_stage((intervals, stages, inflows) in stages()) {
        let flows = run(&intervals, &stages, &inflows);
        let (last, n) = (*intervals.years().last().unwrap(), intervals.years().len());
        let ages = flows.ages(last).unwrap().unwrap();
        let counted: Vec<f64> = ages.iter().map(|ages| ages.total().get()).collect();
        let stocks = flows.stages().iter().map(|stage| stage.flows().stock().base()[n - 1]);
        close(&counted, &stocks.collect::<Vec<f64>>())?;
        let oldest = intervals.bounds()[n] - intervals.bounds()[0];
        for ages in &ages {
            let mean = ages.mean().map_or(0.0, Years::get);
            prop_assert!((0.0..=oldest).contains(&mean), "{mean}");
        }
    }

    #[test]
    fn a_fleet_is_its_models_to_the_bit((intervals, lifetimes, inflows, entry) in two_kinds()) {
        let flows = fleet_of(&intervals, &lifetimes, &inflows, entry).inflow_driven().unwrap();
        let mut sums = vec![0.0; intervals.years().len()];
        for ((flows, lifetimes), inflow) in flows.models().iter().zip(&lifetimes).zip(&inflows) {
            let table = SurvivalTable::new(&intervals, lifetimes, entry).unwrap();
            same_bits(flows.devices(), &table.inflow_driven(column(inflow)).unwrap())?;
            let stock = flows.devices().stock().base();
            sums.iter_mut().zip(stock).for_each(|(sum, stock)| *sum += stock);
        }
        // Two numbers have one rounded sum.
        prop_assert_eq!(bits(flows.total().stock().base()), bits(&sums));
    }

    #[test]
    fn ages_of_a_fleet_are_those_of_its_models((intervals, lifetimes, inflows, entry) in two_kinds()) {
        let flows = fleet_of(&intervals, &lifetimes, &inflows, entry).inflow_driven().unwrap();
        let last = *intervals.years().last().unwrap();
        let all = flows.ages(last).unwrap().unwrap();
        let each: Vec<Ages<Devices>> = flows
            .models()
            .iter()
            .map(|flows| flows.ages(last).unwrap().unwrap())
            .collect();
        let aged = |ages: &Ages<Devices>| ages.mean().map_or(0.0, Years::get) * ages.total().get();
        close(&[aged(&all)], &[each.iter().map(aged).sum()])?;
        let stock = flows.total().stock_in(last).unwrap();
        close(&[all.total().get()], &[stock.get()])?;
        let shares: Vec<f64> = [0.0, 0.5, 1.5, 4.0, 100.0]
            .iter()
            .filter_map(|&age| Some(all.share_older_than(Years::new(age))?.get()))
            .collect();
        prop_assert!(shares.windows(2).all(|pair| pair[1] <= pair[0]), "{shares:?}");
        prop_assert!(shares.last().is_none_or(|&share| share == 0.0));
    }

    #[test]
    fn what_is_discarded_is_the_outflow_and_no_older_than_the_series(
        (intervals, lifetimes, inflows, entry) in two_kinds(), factor in 0.1..10.0_f64,
    ) {
        let table = SurvivalTable::new(&intervals, &lifetimes[0], entry).unwrap();
        let flows = table.inflow_driven(column(&inflows[0])).unwrap();
        let more: Vec<f64> = inflows[0].iter().map(|inflow| factor * inflow).collect();
        let more = table.inflow_driven(column(&more)).unwrap();
        let first = intervals.bounds()[0];
        for (t, &year) in intervals.years().iter().enumerate() {
            let of = |flows| Discarded::of(flows, entry, year).unwrap().unwrap();
            let found = of(&flows);
            close(&[found.amount().get()], &[flows.outflow_in(year).unwrap().get()])?;
            let Some(mean) = found.mean_age().map(Years::get) else {
                prop_assert_eq!(found.amount().get(), 0.0);
                continue;
            };
            let oldest = f64::midpoint(intervals.bounds()[t], intervals.bounds()[t + 1]) - first;
            prop_assert!((0.0..=oldest).contains(&mean), "{mean} {oldest}");
            close(&[found.life().get()], &[mean * found.amount().get()])?;
            close(&[of(&more).mean_age().unwrap().get()], &[mean])?;
        }
    }

    #[test]
    fn after_a_fixed_life_all_are_of_that_age(life in 1..6_u32, sold in values(24)) {
        let (first, last) = (Year::of::<2000>(), Year::of::<2023>());
        let lifetime = Lifetime::fixed(Years::new(f64::from(life))).unwrap();
        let years = Intervals::yearly(first, last).unwrap();
        let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle).unwrap();
        let flows = table.inflow_driven(column(&sold)).unwrap();
        for year in first.to(last) {
            let found = Discarded::of(&flows, Entry::Middle, year).unwrap().unwrap();
            let mean = found.mean_age().map(Years::get);
            prop_assert!(mean.is_none_or(|mean| mean == f64::from(life)), "{mean:?}");
        }
    }

    #[test]
    fn longer_lifetimes_keep_more_in_use(
        (intervals, lifetimes, inflows, entry) in two_kinds(),
        by in 0.0..3.0_f64,
        part in 0.0..1.0_f64,
    ) {
        let years = intervals.years();
        let from = years[(part * years.len() as f64) as usize];
        let fleet = fleet_of(&intervals, &lifetimes, &inflows, entry);
        let same = fleet.lengthened_from(from, Years::new(0.0)).unwrap();
        let longer = fleet.lengthened_from(from, Years::new(by)).unwrap();
        let [fleet, same, longer] = [fleet, same, longer].map(|fleet| fleet.inflow_driven().unwrap());
        prop_assert_eq!(fleet.total(), same.total());
        let stocks = fleet.total().stock().iter().zip(longer.total().stock().iter());
        for ((stock, more), &year) in stocks.zip(years) {
            if year < from {
                prop_assert_eq!(stock, more);
            }
            prop_assert!(more.get() >= stock.get() * (1.0 - 1e-13), "{year}: {stock} {more}");
        }
        let n = years.len();
        let lengths: Vec<f64> = intervals.lengths().collect();
        let all = longer.total();
        balanced(&lengths, [all.inflow().base(), all.stock().base(), all.outflow().base()], "fleet")?;
        prop_assert_eq!(all.years().len(), n);
    }

    #[test]
    fn mass_and_devices_are_two_views_of_one_fleet(
        (intervals, lifetimes, inflows, entry) in two_kinds(),
        weights in prop::collection::vec(0.1..50.0_f64, 80),
    ) {
        let (first, last) = (intervals.years()[0], *intervals.years().last().unwrap());
        let weights = first.to(last).zip(weights).map(|(year, kg)| (year, Mass::from_base(kg).unwrap()));
        let weights = YearSeries::from_pairs(weights).unwrap();
        let model = fleet_model("set", lifetimes[0].clone()).with_entry(entry);
        let model = model.with_unit_mass(weights.clone()).unwrap();
        let fleet = Fleet::new(intervals.clone()).with_devices(model.clone(), column(&inflows[0])).unwrap();
        let flows = fleet.inflow_driven().unwrap();
        let mass = flows.models()[0].mass().unwrap();
        let again = Fleet::new(intervals.clone()).with_mass(model.clone(), mass.inflow()).unwrap();
        let again = again.inflow_driven().unwrap();
        close(again.total().stock().base(), flows.total().stock().base())?;
        close(again.total_mass().unwrap().outflow().base(), mass.outflow().base())?;
        // Every device weighs between the lightest and the heaviest.
        let kg = |f: fn(f64, f64) -> f64, from| weights.values().iter().fold(from, |a, m| f(a, m.value));
        let (light, heavy) = (kg(f64::min, f64::INFINITY), kg(f64::max, 0.0));
        for (mass, stock) in mass.stock().iter().zip(flows.total().stock().iter()) {
            let (kg, devices) = (mass.value, stock.get());
            prop_assert!(kg <= heavy * devices * (1.0 + 1e-12) && kg >= light * devices * (1.0 - 1e-12));
        }
    }

    #[test]
    fn an_initial_stock_in_a_fleet_is_that_of_the_plain_model(
        mean in 3.0..9.0_f64, initial in values(3), sold in values(7),
    ) {
        let years = Intervals::yearly(Year::of::<2000>(), Year::of::<2009>()).unwrap();
        let lifetime = Lifetime::weibull(2.0, Years::new(mean)).unwrap();
        let fleet = Fleet::new(years.clone())
            .with_initial_stock(fleet_model("set", lifetime.clone()), column(&initial), column(&sold))
            .unwrap();
        let flows = fleet.inflow_driven().unwrap();
        let table = SurvivalTable::new(&years, &lifetime.into(), Entry::Middle).unwrap();
        let plain = table.inflow_driven_from(column(&initial), column(&sold)).unwrap();
        same_bits(flows.models()[0].devices(), &plain)?;
        close(&flows.total().stock().base()[2..3], &[initial.iter().sum()])?;
    }
}

#[test]
fn the_mean_power_of_a_typical_device_is_that_of_its_power_profile() {
    for archetype in device_archetypes::all() {
        let lifetime = Lifetime::fixed(Years::new(3.0)).unwrap();
        let model = fleet_model("set", lifetime)
            .with_archetype(archetype)
            .unwrap();
        let in_use = archetype.use_time_ratio().unwrap().value;
        let profile = PowerProfile::in_use(archetype.power().value, in_use).unwrap();
        for year in [YearLength::Common, YearLength::Julian] {
            let expected = profile.energy_per_device_and_year(year);
            assert_eq!(model.energy_per_device_and_year(year), Some(expected));
        }
    }
}

/// Round shares of hibernation and reuse; lifetimes of the 2015 guidelines.
#[test]
fn a_fleet_of_the_reference_tables_goes_through_drawers_and_second_lives() {
    use ict_impact::reference::put_on_market;
    use ict_impact::reference::unu_keys::{LifetimeProfile, UnuKey};
    let phones: UnuKey = "0306".parse().unwrap();
    let series = put_on_market::series("DEU".parse().unwrap(), phones).unwrap();
    let pieces: Vec<f64> = series.years().map(|year| year.value.pieces.get()).collect();
    let years = Intervals::yearly(Year::of::<1980>(), Year::of::<2021>()).unwrap();
    let model = DeviceModel::of_unu_key(phones, LifetimeProfile::UnuGuidelines2015).unwrap();
    let fleet = Fleet::new(years.clone());
    let fleet = fleet.with_devices(model.clone(), column(&pieces)).unwrap();
    let flows = fleet.inflow_driven().unwrap();
    let in_use = flows.of(phones).unwrap().devices();
    let share = |part| Share::new(part).unwrap();
    let network = StageNetwork::new(
        &years,
        [
            Stage::new("in use", model.lifetimes().clone())
                .then("hibernating", share(0.5))
                .then_refurbished("second life", share(0.25), share(0.8))
                .discarded(share(0.25)),
            Stage::new("hibernating", Lifetime::fixed(Years::new(3.0)).unwrap()),
            Stage::new("second life", Lifetime::fixed(Years::new(2.0)).unwrap()),
        ],
    )
    .unwrap();
    let staged = network.inflow_driven(in_use.inflow()).unwrap();
    assert_eq!(staged.stages()[0].flows(), in_use);
    let discarded = staged.total().outflow().sum().unwrap().get();
    let kept = staged.total().stock_in(Year::of::<2021>()).unwrap().get();
    let sold: f64 = pieces.iter().sum();
    assert!((discarded + kept - sold).abs() < 1e-12 * sold);
    assert!(kept > in_use.stock_in(Year::of::<2021>()).unwrap().get());
}
