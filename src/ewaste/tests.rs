//! Tests of the models of e-waste generated.

use super::*;
use crate::fleet::{CohortLifetimes, Lifetime, StockError, Years};
use crate::quantity::{Devices, Mass, Quantity, Share};
use crate::time::{TimeError, Year, YearSeries};
use alloc::vec;
use alloc::vec::Vec;

fn sold(kg: &[f64]) -> YearSeries<Mass> {
    let masses = kg.iter().map(|&kg| Mass::from_checked(kg)).collect();
    YearSeries::new(Year::of::<2000>(), masses).unwrap()
}

fn pieces(number: &[f64]) -> YearSeries<Devices> {
    let pieces = number.iter().copied().map(Devices::new).collect();
    YearSeries::new(Year::of::<2000>(), pieces).unwrap()
}

fn kg(series: &YearSeries<Mass>) -> Vec<f64> {
    series.values().iter().map(|mass| mass.value).collect()
}

fn weibull(shape: f64, scale: f64) -> CohortLifetimes {
    Lifetime::weibull(shape, Years::new(scale)).unwrap().into()
}

/// Half of a cohort leaves in each of its first two years of age.
fn half_and_half() -> CohortLifetimes {
    let points = [(Years::new(2.0), Share::NONE)];
    Lifetime::table(&points).unwrap().into()
}

#[test]
fn pieces_are_rounded_half_to_even_for_each_cohort() {
    let (mass, lifetimes) = (sold(&[10.0, 30.0, 0.0]), half_and_half());
    let put = pieces(&[1.0, 3.0, 8.0]);
    let result = Generation::of(&mass, &lifetimes)
        .pieces(&put)
        .model(GeneratedModel::DensityAtMidAge)
        .years_after_last(1)
        .compute()
        .unwrap();
    assert_eq!(kg(result.ewaste()), [5.0, 20.0, 15.0, 0.0]);
    // 0.5 → 0; 0.5 → 0 and 1.5 → 2; 1.5 → 2; nothing of a year without mass.
    let rounded: Vec<f64> = result
        .pieces()
        .unwrap()
        .values()
        .iter()
        .map(|n| n.get())
        .collect();
    assert_eq!(rounded, [0.0, 2.0, 2.0, 0.0]);
    assert_eq!(kg(result.stock()), [5.0, 15.0, 0.0]);
    assert_eq!(result.imbalance().value, 0.0);
}

#[test]
fn a_negative_stock_is_kept_and_flagged_or_added_to_the_waste() {
    // At an age of 1.5 the density is (20/1.5)/e = 4.9 per year.
    let (mass, lifetimes) = (sold(&[100.0, 0.0, 0.0]), weibull(20.0, 1.5));
    let put = pieces(&[10.0, 0.0, 0.0]);
    let by_density = Generation::of(&mass, &lifetimes)
        .pieces(&put)
        .model(GeneratedModel::DensityAtMidAge);
    let kept = by_density.clone().compute().unwrap();
    let years = [Year::of::<2001>(), Year::of::<2002>()];
    assert_eq!(kept.years_of_negative_stock(), years);
    assert!(kg(kept.stock())[1] < -390.0 && kept.ewaste_after_clip().is_none());
    assert!(kept.relative_imbalance().unwrap().value > 3.8);

    let clipped = by_density
        .negative_stock(NegativeStock::ClipIntoWaste)
        .compute()
        .unwrap();
    assert_eq!(clipped.ewaste(), kept.ewaste());
    assert_eq!(kg(clipped.stock())[1..], [0.0, 0.0]);
    let after = kg(clipped.ewaste_after_clip().unwrap());
    let (before, stock) = (kg(kept.ewaste()), kg(kept.stock()));
    assert_eq!(
        after,
        [before[0], before[1] - stock[1], before[2] - stock[2]]
    );
    // 49 pieces became waste of 10.
    assert_eq!(clipped.pieces().unwrap().values()[1].get(), 49.0);
    assert_eq!(
        clipped.pieces_after_clip().unwrap().values()[1].get(),
        49.0 + 39.0
    );
}

#[test]
fn the_tools_imbalance_is_some_per_cent_of_real_keys() {
    for (shape, scale, lowest, highest) in [(1.5, 5.2, 0.99, 1.01), (0.7, 7.6, 0.95, 0.97)] {
        let (mass, lifetimes) = (sold(&[1.0]), weibull(shape, scale));
        let tool = Generation::of(&mass, &lifetimes).model(GeneratedModel::DensityAtMidAge);
        let imbalance = tool.compute().unwrap().relative_imbalance().unwrap();
        let sum = 1.0 + imbalance.value;
        assert!((lowest..highest).contains(&sum), "{shape} {scale}: {sum}");
    }
}

#[test]
fn one_year_alone_equals_that_year_of_all() {
    let (mass, lifetimes) = (sold(&[10.0, 20.0, 5.0]), weibull(1.5, 2.0));
    for model in [
        GeneratedModel::MassConserving,
        GeneratedModel::DensityAtMidAge,
        GeneratedModel::DensityAtAge,
    ] {
        let generation = Generation::of(&mass, &lifetimes).model(model);
        let all = generation.clone().years_after_last(3).compute().unwrap();
        for (year, &waste) in all.ewaste() {
            assert_eq!(generation.clone().in_year(year).unwrap(), waste);
        }
        assert!(generation.in_year(Year::of::<1999>()).is_err());
    }
}

#[test]
fn an_infinite_density_matters_only_where_it_is_used() {
    let (mass, lifetimes) = (sold(&[10.0, 0.0]), weibull(0.7, 2.0));
    let at_age = Generation::of(&mass, &lifetimes).model(GeneratedModel::DensityAtAge);
    assert!(matches!(
        at_age.clone().compute(),
        Err(EwasteError::Values(_))
    ));
    assert!(at_age.in_year(Year::of::<2001>()).unwrap().value > 0.0);
    let mid_age = Generation::of(&mass, &lifetimes).model(GeneratedModel::DensityAtMidAge);
    assert!(mid_age.compute().is_ok());
}

#[test]
fn bad_input_is_named() {
    let compute = |mass: &YearSeries<Mass>, lifetimes: &CohortLifetimes, model| {
        Generation::of(mass, lifetimes).model(model).compute()
    };
    let conserving = GeneratedModel::MassConserving;
    let mid_age = GeneratedModel::DensityAtMidAge;
    let (two, lifetimes) = (sold(&[1.0, 2.0]), weibull(1.5, 2.0));
    assert_eq!(
        compute(&sold(&[-1.0, 2.0, -3.0]), &lifetimes, mid_age),
        Err(EwasteError::NegativePutOnMarket {
            what: "mass put on the market",
            rows: vec![(Year::of::<2000>(), -1.0), (Year::of::<2002>(), -3.0)],
        })
    );
    let nan = compute(&sold(&[f64::NAN]), &lifetimes, conserving);
    assert!(matches!(nan, Err(EwasteError::Values(_))));
    let fixed = Lifetime::fixed(Years::new(2.0)).unwrap();
    assert!(matches!(
        compute(&two, &fixed.clone().into(), mid_age),
        Err(EwasteError::NoDensity { year, .. }) if year == Year::of::<2000>()
    ));
    let one_of_two = CohortLifetimes::from(vec![fixed]);
    for model in [conserving, mid_age] {
        assert!(matches!(
            compute(&two, &one_of_two, model),
            Err(EwasteError::Stock(StockError::DifferentLengths { .. }))
        ));
    }
    let care = lifetimes
        .clone()
        .with_factor_by_year(vec![1.0, 1.2])
        .unwrap();
    assert_eq!(
        compute(&two, &care, mid_age),
        Err(EwasteError::FactorsByYear)
    );
    assert!(compute(&two, &care, conserving).is_ok());
    let pieces = pieces(&[1.0]);
    let other_years = Generation::of(&two, &lifetimes).pieces(&pieces).compute();
    assert!(matches!(
        other_years,
        Err(EwasteError::Years(TimeError::DifferentYears { .. }))
    ));
}
