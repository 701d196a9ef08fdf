//! Laws that every dynamic stock obeys, whatever its lifetimes, years and entry points.

use ict_impact::column::Column;
use ict_impact::ewaste::{GeneratedModel, Generation};
use ict_impact::fleet::{
    CohortLifetimes, Entry, Intervals, Lifetime, LifetimeError, NegativeInflow, StockAndFlows,
    StockError, SurvivalTable, Years, inflow_driven_panel,
};
use ict_impact::quantity::{Devices, Mass, Quantity, Share};
use ict_impact::time::{Year, YearSeries};
use proptest::prelude::*;

fn years(number: f64) -> Years {
    Years::new(number)
}

fn lifetime() -> impl Strategy<Value = Lifetime> {
    let mean = 0.1..30.0_f64;
    let spread = 0.05..15.0_f64;
    let shape = 0.3..6.0_f64;
    prop_oneof![
        mean.clone().prop_map(|m| Lifetime::fixed(years(m))),
        (mean.clone(), spread.clone()).prop_map(|(m, s)| Lifetime::normal(years(m), years(s))),
        (mean.clone(), spread.clone())
            .prop_map(|(m, s)| Lifetime::folded_normal(years(m), years(s))),
        (mean.clone(), spread.clone()).prop_map(|(m, s)| Lifetime::log_normal(years(m), years(s))),
        (mean.clone(), spread)
            .prop_map(|(m, s)| Lifetime::log_normal_with_odym_moments(years(m), years(s))),
        (shape.clone(), mean.clone()).prop_map(|(k, l)| Lifetime::weibull(k, years(l))),
        (shape, mean.clone()).prop_map(|(k, t)| Lifetime::gamma(k, years(t))),
        mean.clone().prop_map(|m| Lifetime::exponential(years(m))),
        (mean, 0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(m, a, b)| {
            let share = |part: f64| Share::new(part).unwrap();
            let points = [(m, a.max(b)), (2.0 * m, a.min(b)), (3.0 * m, 0.0)];
            Lifetime::table(&points.map(|(age, part)| (years(age), share(part))))
        }),
    ]
    .prop_map(Result::unwrap)
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        Just(Entry::Start),
        Just(Entry::Middle),
        Just(Entry::End),
        (2..=10_usize).prop_map(|nodes| Entry::gauss_lobatto(nodes).unwrap()),
    ]
}

/// One year after the other, or gaps of up to ten years.
fn intervals() -> impl Strategy<Value = Intervals> {
    let steps = prop_oneof![
        (1..40_usize).prop_map(|n| vec![1; n]),
        prop::collection::vec(1..10_i64, 1..25),
    ];
    steps.prop_map(|steps| {
        let mut year = 1960;
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

/// Lifetimes for `n` years: constant or by cohort, with and without factors.
fn lifetimes(n: usize) -> impl Strategy<Value = CohortLifetimes> {
    let base = prop_oneof![
        lifetime().prop_map(CohortLifetimes::from),
        prop::collection::vec(lifetime(), n).prop_map(CohortLifetimes::from),
    ];
    let factors = || prop::option::of(prop::collection::vec(0.5..2.0_f64, n));
    (base, factors(), factors()).prop_map(|(base, by_cohort, by_year)| {
        let base = match by_cohort {
            Some(factors) => base.with_factor_by_cohort(factors).unwrap(),
            None => base,
        };
        match by_year {
            Some(factors) => base.with_factor_by_year(factors).unwrap(),
            None => base,
        }
    })
}

fn table() -> impl Strategy<Value = SurvivalTable> {
    (intervals(), entry()).prop_flat_map(|(intervals, entry)| {
        lifetimes(intervals.years().len())
            .prop_map(move |lifetimes| SurvivalTable::new(&intervals, &lifetimes, entry).unwrap())
    })
}

fn values(n: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![Just(0.0), 0.0..1e6_f64], n)
}

/// A table, and `series` inflows of its years.
fn table_and(series: usize) -> impl Strategy<Value = (SurvivalTable, Vec<Vec<f64>>)> {
    table().prop_flat_map(move |table| {
        let n = table.intervals().years().len();
        (Just(table), prop::collection::vec(values(n), series))
    })
}

fn inflow_driven(table: &SurvivalTable, inflow: &[f64]) -> StockAndFlows<Devices> {
    table.inflow_driven(Column::new(inflow).unwrap()).unwrap()
}

fn stock_driven(
    table: &SurvivalTable,
    stock: &[f64],
    policy: NegativeInflow,
) -> Result<StockAndFlows<Devices>, StockError> {
    table.stock_driven(Column::new(stock).unwrap(), policy)
}

/// What enters is in stock or has left, in total and for each cohort, to rounding.
fn assert_balanced(flows: &StockAndFlows<Devices>) -> Result<(), TestCaseError> {
    let (i, s, o) = (
        flows.inflow().base(),
        flows.stock().base(),
        flows.outflow().base(),
    );
    let lengths: Vec<f64> = flows.table().intervals().lengths().collect();
    let stocks = flows.stock_by_cohort().unwrap();
    let outflows = flows.outflow_by_cohort().unwrap();
    let scale = |t: usize| {
        let before = if t == 0 { 0.0 } else { s[t - 1] };
        let cohorts: f64 = (0..=t).map(|c| (i[c] * lengths[c]).abs()).sum();
        f64::max(before.max(s[t]).max(cohorts), 1e-300)
    };
    for t in 0..s.len() {
        let before = if t == 0 { 0.0 } else { s[t - 1] };
        let residual = (s[t] - before) - (i[t] - o[t]) * lengths[t];
        prop_assert!(residual.abs() <= 1e-14 * scale(t), "year {t}: {residual:e}");
        let row = stocks.row(t).unwrap();
        let sum: f64 = row.base().iter().sum();
        prop_assert!(
            (sum - s[t]).abs() <= 1e-13 * scale(t),
            "cohorts of {t}: {sum} {}",
            s[t]
        );
        let left: f64 = outflows.row(t).unwrap().base().iter().sum();
        prop_assert!(
            (left - o[t]).abs() * lengths[t] <= 1e-13 * scale(t),
            "outflows of {t}"
        );
        for c in 0..=t {
            let previous = match t.checked_sub(1) {
                Some(year) if t > c => stocks.get(year, c).unwrap().get(),
                _ => i[c] * lengths[c],
            };
            let change = previous - stocks.get(t, c).unwrap().get();
            let gone = outflows.get(t, c).unwrap().get() * lengths[t];
            prop_assert!((change - gone).abs() <= 1e-14 * scale(t));
        }
    }
    Ok(())
}

fn close(a: &[f64], b: &[f64]) -> Result<(), TestCaseError> {
    let scale = a
        .iter()
        .chain(b)
        .fold(1e-300_f64, |max, value| max.max(value.abs()));
    for (a, b) in a.iter().zip(b) {
        prop_assert!((a - b).abs() <= 1e-12 * scale, "{a} {b}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_global_rejects: 100_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn survival_falls_from_one_to_zero(
        lifetime in lifetime(),
        mut ages in prop::collection::vec(0.0..80.0_f64, 2..20),
    ) {
        ages.sort_by(f64::total_cmp);
        let shares: Vec<f64> = ages.iter().map(|&age| lifetime.survival(years(age))).collect();
        prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        // Elementary functions are within a unit in the last place, not exactly monotone.
        prop_assert!(shares.windows(2).all(|pair| pair[1] <= pair[0] + 1e-15), "{shares:?}");
        prop_assert_eq!(lifetime.survival(years(-1.0)), 1.0);
        prop_assert_eq!(lifetime.survival(years(f64::INFINITY)), 0.0);
        prop_assert!(lifetime.survival(years(f64::NAN)).is_nan());
        for &age in &ages {
            prop_assert!(lifetime.density(years(age)).is_none_or(|density| density >= 0.0));
            prop_assert!(lifetime.hazard(years(age)).is_none_or(|hazard| hazard >= 0.0));
        }
    }

    #[test]
    fn a_stretched_lifetime_reaches_the_same_share_later(
        lifetime in lifetime(), factor in 0.2..5.0_f64, age in 0.0..40.0_f64,
    ) {
        let longer = lifetime.scaled(factor).unwrap();
        let (a, b) = (longer.survival(years(age * factor)), lifetime.survival(years(age)));
        let at_a_step = lifetime.density(years(age)).is_none();
        prop_assert!(at_a_step || (a - b).abs() < 1e-12, "{a} {b}");
        let (a, b) = (longer.mean().get(), lifetime.mean().get() * factor);
        prop_assert!((a - b).abs() <= 1e-12 * b);
    }

    #[test]
    fn a_table_holds_shares_that_fall(table in table()) {
        for c in 0..table.intervals().years().len() {
            let shares = table.cohort(c);
            prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
            prop_assert!(shares.windows(2).all(|pair| pair[1] <= pair[0]));
        }
    }

    #[test]
    fn inflow_driven_balances_and_is_never_negative((table, inflow) in table_and(1)) {
        let flows = inflow_driven(&table, &inflow[0]);
        assert_balanced(&flows)?;
        prop_assert!(flows.stock().base().iter().all(|&value| value >= 0.0));
        prop_assert!(flows.outflow().base().iter().all(|&value| value >= 0.0));
        for matrix in [flows.stock_by_cohort().unwrap(), flows.outflow_by_cohort().unwrap()] {
            prop_assert!(matrix.values().base().iter().all(|&value| value >= 0.0));
        }
    }

    #[test]
    fn stocks_add_and_scale((table, inflow) in table_and(2), times in 0.0..1e3_f64) {
        let both: Vec<f64> = inflow[0].iter().zip(&inflow[1]).map(|(a, b)| a + b).collect();
        let scaled: Vec<f64> = inflow[0].iter().map(|a| a * times).collect();
        let [a, b] = [&inflow[0], &inflow[1]].map(|inflow| inflow_driven(&table, inflow));
        let (both, scaled) = (inflow_driven(&table, &both), inflow_driven(&table, &scaled));
        let sum: Vec<f64> = a.stock().iter().zip(b.stock().iter()).map(|(a, b)| (a + b).get()).collect();
        close(both.stock().base(), &sum)?;
        let product: Vec<f64> = a.stock().iter().map(|a| a.get() * times).collect();
        close(scaled.stock().base(), &product)?;
    }

    #[test]
    fn stock_driven_inverts_inflow_driven((table, inflow) in table_and(1)) {
        let n = inflow[0].len();
        // A share of nearly 0 in the year of entry magnifies rounding without bound.
        prop_assume!((0..n).all(|c| table.cohort(c)[0] > 0.2));
        let there = inflow_driven(&table, &inflow[0]);
        let back = stock_driven(&table, there.stock().base(), NegativeInflow::Keep).unwrap();
        assert_balanced(&back)?;
        let again: Vec<f64> = back.inflow().base().iter().map(|i| i.max(0.0)).collect();
        close(inflow_driven(&table, &again).stock().base(), there.stock().base())?;
    }

    #[test]
    fn stock_driven_meets_its_targets_and_balances((table, stock) in table_and(1), shrink: bool) {
        let n = stock[0].len();
        let least = (0..n).map(|c| table.cohort(c)[0]).fold(1.0, f64::min);
        let policy = if shrink { NegativeInflow::ShrinkCohorts } else { NegativeInflow::Keep };
        let result = stock_driven(&table, &stock[0], policy);
        if least == 0.0 {
            let refused = matches!(result, Err(StockError::NothingSurvives { .. }));
            prop_assert!(refused);
            return Ok(());
        }
        prop_assume!(least > 0.5);
        let flows = result.unwrap();
        prop_assert_eq!(flows.stock().base(), &stock[0][..]);
        assert_balanced(&flows)?;
        if shrink {
            prop_assert!(flows.inflow().base().iter().all(|&inflow| inflow >= 0.0));
            prop_assert!(flows.outflow().base().iter().all(|&outflow| outflow >= 0.0));
        }
    }

    #[test]
    fn an_initial_stock_continues_its_past((table, inflow) in table_and(1), part in 0.0..1.0_f64) {
        let n = inflow[0].len();
        prop_assume!(n > 1);
        let historic = 1 + (part * (n - 1) as f64) as usize;
        prop_assume!((0..historic).all(|c| table.cohort(c)[historic - 1 - c] > 1e-3));
        let whole = inflow_driven(&table, &inflow[0]);
        let observed = whole.cohorts(whole.years()[historic - 1]).unwrap().unwrap();
        let future = Column::new(&inflow[0][historic..]).unwrap();
        let from = table.inflow_driven_from(observed.stock(), future);
        if historic == n {
            let refused = matches!(from, Err(StockError::NothingToCompute { .. }));
            prop_assert!(refused);
            return Ok(());
        }
        let from = from.unwrap();
        assert_balanced(&from)?;
        close(from.stock().base(), whole.stock().base())?;
        prop_assume!((historic..n).all(|c| table.cohort(c)[0] > 0.2));
        let targets = Column::new(&whole.stock().base()[historic..]).unwrap();
        let driven = table.stock_driven_from(observed.stock(), targets, NegativeInflow::Keep).unwrap();
        assert_balanced(&driven)?;
        close(&driven.stock().base()[..historic], &whole.stock().base()[..historic])?;
    }

    #[test]
    fn a_panel_has_the_stock_of_each_series((table, inflow) in table_and(19), series in 1..=19_usize) {
        let n = table.intervals().years().len();
        let lengths: Vec<f64> = table.intervals().lengths().collect();
        let minor: Vec<f64> = (0..2 * n * series)
            .map(|place| inflow[place % series][place / series % n])
            .collect();
        let tables = [table.clone(), table.clone()];
        let panel = inflow_driven_panel::<Devices>(&tables, Column::new(&minor).unwrap(), series).unwrap();
        for (j, inflow) in inflow.iter().take(series).enumerate() {
            let alone = inflow_driven(&table, inflow);
            for t in 0..n {
                for kind in 0..2 {
                    let stock = panel.stock_at(kind, t, j).unwrap();
                    prop_assert_eq!(stock.get().to_bits(), alone.stock().base()[t].to_bits());
                    let outflow = panel.outflow_at(kind, t, j).unwrap().get();
                    let scale: f64 = inflow.iter().zip(&lengths).map(|(i, l)| i * l).sum();
                    let error = (outflow - alone.outflow().base()[t]).abs() * lengths[t];
                    prop_assert!(error <= 1e-14 * scale && outflow >= 0.0);
                }
            }
        }
        prop_assert_eq!(panel.stock_at(2, 0, 0), None);
        prop_assert_eq!(panel.stock_at(0, 0, series), None);
    }

    #[test]
    fn mass_and_pieces_use_one_formula((table, inflow) in table_and(1)) {
        let devices = inflow_driven(&table, &inflow[0]);
        let mass = table.inflow_driven::<Mass>(Column::new(&inflow[0]).unwrap()).unwrap();
        prop_assert_eq!(devices.stock().base(), mass.stock().base());
        prop_assert_eq!(devices.outflow().base(), mass.outflow().base());
    }

    #[test]
    fn mass_conserving_ewaste_and_stock_are_all_that_was_sold(
        lifetime in lifetime(), sold in values(30), more in 0..200_u16,
    ) {
        let masses = sold.iter().map(|&kg| Mass::from_base(kg).unwrap()).collect();
        let series = YearSeries::new(Year::new(1990).unwrap(), masses).unwrap();
        let lifetimes = CohortLifetimes::from(lifetime);
        let result = Generation::of(&series, &lifetimes).years_after_last(more).compute().unwrap();
        let total: f64 = sold.iter().sum();
        let kg = |series: &YearSeries<Mass>| -> Vec<f64> {
            series.values().iter().map(|mass| mass.value).collect()
        };
        let (waste, stock) = (kg(result.ewaste()), kg(result.stock()));
        prop_assert_eq!(result.model(), GeneratedModel::MassConserving);
        prop_assert_eq!(result.imbalance().value, 0.0);
        prop_assert!(waste.iter().all(|&kg| kg >= 0.0));
        let until_last: f64 = waste[..30].iter().sum();
        prop_assert!((until_last + stock[29] - total).abs() <= 1e-13 * total);
        prop_assert!(waste.iter().sum::<f64>() <= total * (1.0 + 1e-13));
    }
}

#[test]
fn a_lifetime_over_in_the_entry_year_names_the_year() {
    let first = Year::new(2020).unwrap();
    let intervals = Intervals::yearly(first, Year::new(2023).unwrap()).unwrap();
    let half_a_year = CohortLifetimes::from(Lifetime::fixed(years(0.5)).unwrap());
    let table = SurvivalTable::new(&intervals, &half_a_year, Entry::Middle).unwrap();
    let error = stock_driven(&table, &[1.0; 4], NegativeInflow::Keep).unwrap_err();
    assert_eq!(error, StockError::NothingSurvives { year: first });
    assert!(error.to_string().contains("2020"));
    // Entering over the whole year, half of it is still there: the stock does have an inflow.
    let evenly = SurvivalTable::new(&intervals, &half_a_year, Entry::gauss_lobatto(8).unwrap());
    assert!(stock_driven(&evenly.unwrap(), &[1.0; 4], NegativeInflow::Keep).is_ok());
}

#[test]
fn five_years_hold_five_years_of_inflow() {
    let listed = [1980, 1985, 1990].map(|year| Year::new(year).unwrap());
    let intervals = Intervals::new(&listed).unwrap();
    // Those that enter in 1980 on average are 2.5 years old in mid-1982 and 7.5 in mid-1987.
    let seven = CohortLifetimes::from(Lifetime::fixed(years(7.0)).unwrap());
    let table = SurvivalTable::new(&intervals, &seven, Entry::Middle).unwrap();
    let flows = inflow_driven(&table, &[2.0, 3.0, 4.0]);
    assert_eq!(flows.stock().base(), [10.0, 15.0, 20.0]);
    assert_eq!(flows.outflow().base(), [0.0, 2.0, 3.0]);
    let back = stock_driven(&table, &[10.0, 15.0, 20.0], NegativeInflow::Keep).unwrap();
    assert_eq!(back.inflow().base(), [2.0, 3.0, 4.0]);
    assert_eq!(back.outflow().base(), [0.0, 2.0, 3.0]);
    let from = table
        .inflow_driven_from::<Devices>(
            Column::new(&[10.0]).unwrap(),
            Column::new(&[3.0, 4.0]).unwrap(),
        )
        .unwrap();
    assert_eq!(from.inflow().base(), [2.0, 3.0, 4.0]);
}

#[test]
fn nothing_leaves_before_its_time() {
    let intervals = Intervals::yearly(Year::new(2000).unwrap(), Year::new(2039).unwrap()).unwrap();
    let fifty = CohortLifetimes::from(Lifetime::fixed(years(50.0)).unwrap());
    let table = SurvivalTable::new(&intervals, &fifty, Entry::Middle).unwrap();
    let inflow: Vec<f64> = (0..40).map(|t| 0.1 + 0.7 * f64::from(t)).collect();
    let flows = inflow_driven(&table, &inflow);
    assert_eq!(flows.outflow().base(), [0.0; 40]);
    let back = stock_driven(&table, flows.stock().base(), NegativeInflow::Keep).unwrap();
    assert_eq!(back.outflow().base(), [0.0; 40]);
}

#[test]
fn a_shrunk_cohort_stays_shrunk() {
    let first = Year::new(2020).unwrap();
    let intervals = Intervals::yearly(first, Year::new(2022).unwrap()).unwrap();
    let long = CohortLifetimes::from(Lifetime::fixed(years(10.0)).unwrap());
    let table = SurvivalTable::new(&intervals, &long, Entry::Middle).unwrap();
    let targets = [10.0, 4.0, 10.0];
    let shrunk = stock_driven(&table, &targets, NegativeInflow::ShrinkCohorts).unwrap();
    assert_eq!(shrunk.inflow().base(), [10.0, 0.0, 6.0]);
    assert_eq!(shrunk.outflow().base(), [0.0, 6.0, 0.0]);
    let ages = shrunk.cohorts(Year::new(2022).unwrap()).unwrap().unwrap();
    assert_eq!(ages.stock().base(), [4.0, 0.0, 6.0]);
    let kept = stock_driven(&table, &targets, NegativeInflow::Keep).unwrap();
    assert_eq!(kept.inflow().base(), [10.0, -6.0, 6.0]);
}

#[test]
fn bad_input_is_named_with_its_years() {
    let year = |number| Year::new(number).unwrap();
    let intervals = Intervals::yearly(year(2020), year(2022)).unwrap();
    let five = CohortLifetimes::from(Lifetime::fixed(years(5.0)).unwrap());
    let table = SurvivalTable::new(&intervals, &five, Entry::Middle).unwrap();
    let inflow = |values: &[f64]| table.inflow_driven::<Devices>(Column::new(values).unwrap());
    assert_eq!(
        inflow(&[1.0, -2.0, -3.0]),
        Err(StockError::Refused {
            what: "inflow",
            accepted: "0 or more",
            rows: vec![(year(2021), -2.0), (year(2022), -3.0)],
        })
    );
    assert!(matches!(
        inflow(&[1.0]),
        Err(StockError::DifferentLengths {
            expected: 3,
            found: 1,
            ..
        })
    ));
    assert!(matches!(
        inflow(&[f64::MAX; 3]),
        Err(StockError::Overflow(_))
    ));
    assert!(Column::<Devices>::new(&[f64::NAN]).is_err());
    let stock = stock_driven(&table, &[1.0, 2.0, -1.0], NegativeInflow::Keep);
    assert!(matches!(
        stock,
        Err(StockError::Refused { what: "stock", .. })
    ));
    let gone = CohortLifetimes::from(Lifetime::fixed(years(1.0)).unwrap());
    let table = SurvivalTable::new(&intervals, &gone, Entry::Middle).unwrap();
    let initial = [4.0, 5.0];
    let from = table.inflow_driven_from::<Devices>(
        Column::new(&initial).unwrap(),
        Column::new(&[1.0]).unwrap(),
    );
    let nothing_left = StockError::NothingLeft {
        cohort: year(2020),
        year: year(2021),
        value: 4.0,
    };
    assert_eq!(from, Err(nothing_left));
}

#[test]
fn parameters_name_themselves() {
    let bad = |result: Result<Lifetime, LifetimeError>, names: [&str; 2]| {
        let text = result.unwrap_err().to_string();
        assert!(names.iter().all(|name| text.contains(name)), "{text}");
    };
    bad(Lifetime::weibull(0.0, years(5.0)), ["shape", "not 0"]);
    bad(Lifetime::weibull(-1.0, years(5.0)), ["shape", "not -1"]);
    bad(Lifetime::weibull(f64::NAN, years(5.0)), ["shape", "NaN"]);
    bad(Lifetime::weibull(1.5, years(0.0)), ["scale", "not 0"]);
    bad(
        Lifetime::weibull(1.5, years(f64::INFINITY)),
        ["scale", "inf"],
    );
    bad(Lifetime::fixed(years(-1.0)), ["mean", "not -1"]);
    bad(
        Lifetime::normal(years(5.0), years(0.0)),
        ["standard deviation", "not 0"],
    );
    bad(
        Lifetime::normal(years(-5.0), years(1.0)),
        ["mean", "not -5"],
    );
    bad(
        Lifetime::folded_normal(years(0.0), years(1.0)),
        ["mean", "not 0"],
    );
    bad(
        Lifetime::log_normal(years(0.0), years(1.0)),
        ["mean", "not 0"],
    );
    bad(
        Lifetime::log_normal(years(1e200), years(1e-200)),
        ["standard deviation", "comparable"],
    );
    bad(Lifetime::gamma(2e6, years(1.0)), ["shape", "1e6"]);
    bad(Lifetime::exponential(years(0.0)), ["mean", "not 0"]);
    bad(Lifetime::table(&[]), ["share", "last row"]);
    let point = |age, share| (years(age), Share::new(share).unwrap());
    bad(
        Lifetime::table(&[point(2.0, 0.5), point(2.0, 0.0)]),
        ["row 1", "age"],
    );
    bad(
        Lifetime::table(&[point(2.0, 0.5), point(3.0, 0.6)]),
        ["row 1", "share"],
    );
    bad(Lifetime::table(&[point(-2.0, 0.5)]), ["row 0", "age"]);
    assert!(Lifetime::normal(years(0.0), years(0.0)).is_ok());
}

/// Bits computed on x86-64; another platform must give the same.
#[test]
fn bits_are_fixed() {
    let intervals = Intervals::yearly(Year::new(2000).unwrap(), Year::new(2020).unwrap()).unwrap();
    let inflow: Vec<f64> = (0..21).map(|t| 10.0 + 0.7 * f64::from(t)).collect();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for lifetime in [
        Lifetime::weibull(1.6, years(6.57)),
        Lifetime::normal(years(6.0), years(2.0)),
        Lifetime::folded_normal(years(3.0), years(4.0)),
        Lifetime::log_normal(years(10.0), years(4.0)),
        Lifetime::gamma(2.3, years(2.0)),
        Lifetime::exponential(years(3.0)),
    ] {
        let lifetimes = lifetime.unwrap().into();
        let table = SurvivalTable::new(&intervals, &lifetimes, Entry::gauss_lobatto(4).unwrap());
        let flows = inflow_driven(&table.unwrap(), &inflow);
        for value in flows.stock().base().iter().chain(flows.outflow().base()) {
            hash = (hash ^ value.to_bits()).wrapping_mul(0x0100_0000_01b3);
        }
    }
    assert_eq!(hash, 0xc2b7_d2cf_285f_6068, "{hash:#x}");
}
