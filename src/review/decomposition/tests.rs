use super::*;
use crate::quantity::{Co2e, Share};

fn split(start: &[f64], end: &[f64]) -> Result<Decomposition<Co2e>, DecompositionError> {
    lmdi(Co2e::from_kg(1.0), &[Sector { start, end }])
}

fn kg(start: &[f64], end: &[f64]) -> Vec<f64> {
    let split = split(start, end).unwrap();
    split.effects().iter().map(|effect| effect.kg()).collect()
}

#[test]
fn zeros_are_taken_to_their_limit() {
    assert_eq!(kg(&[0.0, 5.0], &[2.0, 5.0]), [10.0, 0.0]); // begins
    assert_eq!(kg(&[2.0, 5.0], &[0.0, 3.0]), [-10.0, 0.0]); // ends
    assert_eq!(kg(&[0.0, 0.0, 5.0], &[2.0, 4.0, 6.0]), [24.0, 24.0, 0.0]); // two begin
    assert_eq!(kg(&[0.0, 5.0], &[2.0, 0.0]), [0.0, 0.0]); // zero at both
    assert_eq!(kg(&[0.0, 5.0], &[0.0, 7.0]), [0.0, 0.0]); // never there
}

/// The eight cases of Ang and Liu (2007): which of V⁰, Vᵀ, x⁰ and xᵀ are zero.
#[test]
fn every_case_of_zeros_has_its_limit() {
    for (start, end, effect) in [
        ([0.0, 5.0], [2.0, 5.0], 10.0),  // V⁰ and x⁰
        ([2.0, 5.0], [0.0, 5.0], -10.0), // Vᵀ and xᵀ
        ([3.0, 0.0], [2.0, 5.0], 0.0),   // V⁰, by another factor
        ([2.0, 5.0], [3.0, 0.0], 0.0),   // Vᵀ, by another factor
        ([0.0, 5.0], [0.0, 6.0], 0.0),   // both, x at both
        ([3.0, 0.0], [2.0, 0.0], 0.0),   // both, by another factor
        ([0.0, 5.0], [2.0, 0.0], 0.0),   // both, x⁰
        ([2.0, 0.0], [0.0, 5.0], 0.0),   // both, xᵀ
    ] {
        assert_eq!(kg(&start, &end)[0], effect, "{start:?} {end:?}");
        // with all zeros replaced by a tiny number, the effect comes near it
        let tiny = |x: [f64; 2]| x.map(|x| if x == 0.0 { 1e-150 } else { x });
        let near = kg(&tiny(start), &tiny(end))[0];
        assert!((near - effect).abs() < 0.05, "{start:?} {end:?} {near}");
    }
}

#[test]
fn the_limit_is_what_small_numbers_approach() {
    // convergence is logarithmic: at 1e-300, L·ln is within 1/300 of the limit or so
    let near = kg(&[1e-300, 5.0], &[2.0, 6.0]);
    assert!((near[0] / 12.0 - 1.0).abs() < 0.01 && near[1].abs() < 0.01);
    let both = kg(&[1e-150, 1e-150, 5.0], &[2.0, 4.0, 6.0]);
    assert!((both[0] / 24.0 - 1.0).abs() < 0.01 && (both[1] / 24.0 - 1.0).abs() < 0.01);
}

#[test]
fn a_zero_sector_leaves_the_others_as_they_are() {
    let grown = Sector {
        start: &[1.0, 2.0],
        end: &[3.0, 4.0],
    };
    let born = Sector {
        start: &[0.0, 2.0],
        end: &[5.0, 2.0],
    };
    let one = Co2e::from_kg(1.0);
    let alone = lmdi(one, &[grown]).unwrap();
    let both = lmdi(one, &[grown, born]).unwrap();
    assert_eq!(both.effects()[1], alone.effects()[1]);
    assert_eq!(
        both.by_sector().nth(1).unwrap(),
        [10.0, 0.0].map(Co2e::from_kg)
    );
    let product: f64 = both
        .ratios()
        .unwrap()
        .iter()
        .map(|ratio| ratio.value)
        .product();
    assert!((product - 22.0 / 2.0).abs() < 1e-13);
}

#[test]
fn a_total_of_zero_has_no_ratios() {
    assert_eq!(
        split(&[0.0], &[1.0]).unwrap().ratios(),
        Err(DecompositionError::ZeroTotal {
            moment: Moment::Start
        })
    );
    assert!(split(&[1.0], &[0.0]).unwrap().ratios().is_err());
}

#[test]
fn what_does_not_fit_is_named() {
    use DecompositionError as E;
    assert_eq!(split(&[], &[]), Err(E::Empty));
    assert_eq!(lmdi(Co2e::from_kg(1.0), &[]), Err(E::Empty));
    assert_eq!(
        split(&[1.0, 2.0], &[1.0, -2.0]),
        Err(E::Negative {
            sector: 0,
            factor: 1,
            moment: Moment::End,
            value: -2.0
        })
    );
    assert!(matches!(
        split(&[1.0, 2.0], &[1.0]),
        Err(E::FactorCount {
            expected: 2,
            found: 1,
            moment: Moment::End,
            ..
        })
    ));
    for bad in [f64::NAN, f64::INFINITY] {
        assert!(matches!(split(&[bad], &[1.0]), Err(E::Product { .. })));
    }
    let tiny = split(&[1e-200, 1e-200], &[1.0, 1.0]);
    assert!(matches!(tiny, Err(E::Product { value: 0.0, .. })));
    assert!(split(&[1e200, 1e200], &[1.0, 1.0]).is_err());
    let one = [Sector {
        start: &[1.0],
        end: &[1.0],
    }];
    assert_eq!(lmdi(Co2e::ZERO, &one), Err(E::WorthOfOne { value: 0.0 }));
    let fall = [Sector {
        start: &[0.5],
        end: &[0.4],
    }];
    assert!(matches!(lmdi(Share::WHOLE, &fall), Err(E::Quantity(_))));
}
