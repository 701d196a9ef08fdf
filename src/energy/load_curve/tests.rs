use alloc::vec::Vec;

use super::{LoadCurve, LoadPoint};
use crate::energy::EnergyError;
use crate::quantity::{Power, Quantity, Share};

type Make = fn(Vec<LoadPoint>) -> Result<LoadCurve, EnergyError>;

fn points(of: &[(f64, f64)]) -> Vec<LoadPoint> {
    let point = |&(percent, watts): &(f64, f64)| {
        LoadPoint::new(
            Share::from_percent(percent).unwrap(),
            Power::from_checked(watts),
        )
    };
    of.iter().map(point).collect::<Result<_, _>>().unwrap()
}

#[test]
fn powers_stay_with_their_loads_in_any_order() {
    let ordered = points(&[(0.0, 90.0), (10.0, 20.0), (60.0, 80.0), (100.0, 50.0)]);
    let mixed = points(&[(60.0, 80.0), (0.0, 90.0), (100.0, 50.0), (10.0, 20.0)]);
    for make in [
        LoadCurve::linear as Make,
        LoadCurve::natural_spline,
        LoadCurve::polynomial,
    ] {
        let curve = make(ordered.clone()).unwrap();
        assert_eq!(curve, make(mixed.clone()).unwrap());
        for point in &ordered {
            assert_eq!(curve.at(point.load()).unwrap(), point.power());
        }
    }
}

#[test]
fn two_points_are_a_line_by_every_method() {
    let ends = points(&[(0.0, 10.0), (100.0, 30.0)]);
    for make in [
        LoadCurve::linear as Make,
        LoadCurve::natural_spline,
        LoadCurve::polynomial,
    ] {
        let half = make(ends.clone()).unwrap().at(Share::new(0.5).unwrap());
        assert_eq!(half.unwrap().value, 20.0);
    }
}

#[test]
fn few_points_equal_loads_and_negative_swings_are_refused() {
    assert!(matches!(
        LoadCurve::linear(points(&[(0.0, 1.0)])),
        Err(EnergyError::TooFewPoints { given: 1 })
    ));
    assert!(matches!(
        LoadCurve::linear(points(&[(5.0, 1.0), (0.0, 1.0), (5.0, 2.0)])),
        Err(EnergyError::SameLoad { .. })
    ));
    let curve = LoadCurve::polynomial(points(&[(0.0, 100.0), (50.0, 0.0), (100.0, 1.0)])).unwrap();
    let swing = curve.at(Share::new(0.7).unwrap());
    assert!(
        matches!(swing, Err(EnergyError::OutOfRange { .. })),
        "{swing:?}"
    );
}

#[test]
fn nothing_is_said_outside_the_points() {
    let curve = LoadCurve::linear(points(&[(10.0, 1.0), (90.0, 2.0)])).unwrap();
    for (load, inside) in [(0.0, false), (0.1, true), (0.9, true), (1.0, false)] {
        assert_eq!(
            curve.at(Share::new(load).unwrap()).is_ok(),
            inside,
            "{load}"
        );
    }
}
