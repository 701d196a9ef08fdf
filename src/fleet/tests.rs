//! Fleets of device models, by hand.

use super::{
    DeviceKind, DeviceModel, Entry, Fleet, FleetError, Intervals, Lifetime, LifetimeError,
    StockError, Years,
};
use crate::column::ColumnBuf;
use crate::quantity::{Devices, Mass, Quantity};
use crate::time::{Year, YearSeries};
use alloc::string::ToString;
use alloc::vec;

fn years() -> Intervals {
    Intervals::yearly(Year::of::<2020>(), Year::of::<2023>()).unwrap()
}

fn model(name: &str, mean: f64) -> DeviceModel {
    let lifetime = Lifetime::fixed(Years::new(mean)).unwrap();
    DeviceModel::new(DeviceKind::Own(name.into()), lifetime)
}

fn devices(values: &[f64]) -> ColumnBuf<Devices> {
    ColumnBuf::from_base(values.to_vec()).unwrap()
}

#[test]
fn a_mass_is_divided_by_the_weight_of_its_year() {
    let kg = |values: &[f64]| ColumnBuf::<Mass>::read("kg", values).unwrap();
    let weights = [2.0, 4.0].map(Mass::from_checked).to_vec();
    let weights = YearSeries::new(Year::of::<2021>(), weights).unwrap();
    let router = model("router", 2.0).with_unit_mass(weights).unwrap();
    let fleet = Fleet::new(years());
    let ok = fleet
        .clone()
        .with_mass(router.clone(), kg(&[0.0, 8.0, 8.0, 0.0]).column())
        .unwrap()
        .inflow_driven()
        .unwrap();
    let flows = ok.of(router.kind().clone()).unwrap();
    assert_eq!(flows.devices().inflow().base(), [0.0, 4.0, 2.0, 0.0]);
    // Four of 2 kg leave in 2023, and two of 4 kg stay.
    assert_eq!(flows.mass().unwrap().outflow().base(), [0.0, 0.0, 0.0, 8.0]);
    assert_eq!(ok.total_mass().unwrap().stock().base()[3], 8.0);

    let error = fleet
        .with_mass(router.clone(), kg(&[1.0, 8.0, 8.0, 1.0]).column())
        .unwrap_err();
    let (kind, missing) = (router.kind().clone(), [2020, 2023]);
    let missing = missing.map(|y| Year::new(y).unwrap()).to_vec();
    assert!(
        error.to_string().ends_with("unit mass for 2020, 2023"),
        "{error}"
    );
    assert_eq!(
        error,
        FleetError::NoUnitMass {
            kind,
            years: missing
        }
    );
}

#[test]
fn masses_that_are_not_known_are_missed_when_they_are_asked_for() {
    let flows = Fleet::new(years())
        .with_devices(model("router", 2.0), devices(&[1.0; 4]).column())
        .unwrap()
        .inflow_driven()
        .unwrap();
    let error = flows.total_mass().unwrap_err();
    assert!(matches!(error, FleetError::NoUnitMass { years, .. } if years.len() == 4));
}

#[test]
fn input_that_does_not_fit_is_named_with_its_kind() {
    let refused = |values: &[f64]| {
        let fleet = Fleet::new(years());
        match fleet.with_devices(model("router", 2.0), devices(values).column()) {
            Err(FleetError::Stock { kind, error }) => (kind.to_string(), error),
            other => panic!("{other:?}"),
        }
    };
    let (kind, error) = refused(&[1.0, 2.0]);
    assert_eq!(kind, "router");
    assert!(matches!(
        error,
        StockError::DifferentLengths {
            expected: 4,
            found: 2,
            ..
        }
    ));
    let (_, error) = refused(&[1.0, -2.0, 0.0, -1.0]);
    let rows = vec![(Year::of::<2021>(), -2.0), (Year::of::<2023>(), -1.0)];
    assert!(matches!(error, StockError::Refused { what: "inflow", rows: r, .. } if r == rows));
    assert!(ColumnBuf::<Devices>::from_base(vec![f64::NAN]).is_err());
}

#[test]
fn a_kind_is_in_a_fleet_once() {
    let sold = devices(&[1.0; 4]);
    let once = Fleet::new(years())
        .with_devices(model("router", 2.0), sold.column())
        .unwrap();
    let twice = once.with_devices(model("router", 3.0), sold.column());
    assert!(matches!(twice, Err(FleetError::Twice { .. })));
}

#[test]
fn an_initial_stock_that_cannot_be_is_named() {
    let with = |initial: &[f64], sold: &[f64], mean| {
        Fleet::new(years())
            .with_initial_stock(
                model("router", mean),
                devices(initial).column(),
                devices(sold).column(),
            )
            .and_then(|fleet| fleet.inflow_driven())
    };
    let stock = |result| match result {
        Err(FleetError::Stock { error, .. }) => error,
        other => panic!("{other:?}"),
    };
    let covers_all = stock(with(&[1.0; 4], &[], 9.0));
    assert!(matches!(
        covers_all,
        StockError::NothingToCompute {
            cohorts: 4,
            years: 4
        }
    ));
    let negative = stock(with(&[1.0, -1.0], &[1.0; 2], 9.0));
    assert!(matches!(
        negative,
        StockError::Refused {
            what: "initial stock",
            ..
        }
    ));
    let too_old = stock(with(&[1.0, 1.0], &[1.0; 2], 1.0));
    assert!(matches!(
        too_old,
        StockError::NothingLeft { cohort, .. } if cohort == Year::of::<2020>()
    ));
    let short = stock(with(&[1.0, 1.0], &[1.0], 9.0));
    assert!(matches!(
        short,
        StockError::DifferentLengths {
            expected: 2,
            found: 1,
            ..
        }
    ));
}

#[test]
fn a_lifetime_for_every_year_is_needed() {
    let two = Lifetime::fixed(Years::new(2.0)).unwrap();
    let by_cohort = DeviceModel::new(DeviceKind::Own("router".into()), vec![two; 3]);
    let fleet = Fleet::new(years())
        .with_devices(by_cohort, devices(&[1.0; 4]).column())
        .unwrap();
    for error in [
        fleet.inflow_driven().unwrap_err(),
        fleet
            .lengthened_from(Year::of::<2020>(), Years::new(1.0))
            .unwrap_err(),
    ] {
        let text = error.to_string();
        assert!(text.contains("3 lifetimes were given, 4"), "{text}");
    }
}

#[test]
fn a_lifetime_that_cannot_be_lengthened_names_its_device() {
    let fleet = Fleet::new(years())
        .with_devices(model("router", 2.0), devices(&[1.0; 4]).column())
        .unwrap();
    let error = fleet.lengthened_from(Year::of::<2020>(), Years::new(-2.0));
    assert!(matches!(
        error,
        Err(FleetError::Stock {
            error: StockError::Lifetime(LifetimeError::Parameter { .. }),
            ..
        })
    ));
}

#[test]
fn ages_know_where_in_its_year_each_kind_enters() {
    let sold = devices(&[0.0, 0.0, 0.0, 10.0]);
    let flows = Fleet::new(years())
        .with_devices(model("a", 9.0).with_entry(Entry::Start), sold.column())
        .unwrap()
        .with_devices(model("b", 9.0).with_entry(Entry::End), sold.column())
        .unwrap()
        .inflow_driven()
        .unwrap();
    let ages = flows.ages(Year::of::<2023>()).unwrap().unwrap();
    assert_eq!(ages.mean(), Some(Years::new(0.5)));
    let older = ages.share_older_than(Years::new(0.5)).unwrap();
    assert_eq!(older.get(), 0.5);
    assert_eq!(flows.ages(Year::of::<2024>()).unwrap(), None);
}
