use super::super::tests::{kg, series};
use super::*;
use crate::quantity::Co2e;

fn parts(values: &[&[Option<f64>]]) -> Vec<YearSeries<Option<Co2e>>> {
    values.iter().map(|values| series(values)).collect()
}

fn by_shares(
    group: &[Option<f64>],
    of: &[&[Option<f64>]],
) -> Result<Vec<Filling<Co2e>>, FillingError> {
    downscale_by_shares(&series(group), &parts(of), DownscalingRule::default())
}

#[test]
fn shares_stay_beyond_the_observed_years() {
    let filled = by_shares(
        &[Some(8.0), Some(4.0), Some(12.0)],
        &[&[None, Some(1.0), None], &[None, Some(3.0), None]],
    );
    let filled = filled.unwrap();
    assert_eq!(kg(&filled[0]), [2.0, 3.0]);
    assert_eq!(kg(&filled[1]), [6.0, 9.0]);
    let line = filled[0].filled().next().unwrap();
    assert_eq!(
        (line.from.as_slice(), &line.range),
        (&[Year::of::<2019>()][..], &None)
    );
}

#[test]
fn what_is_observed_stays_and_the_others_share_the_rest() {
    let filled = by_shares(
        &[Some(10.0), Some(20.0)],
        &[
            &[Some(2.0), Some(8.0)],
            &[Some(2.0), None],
            &[Some(6.0), None],
        ],
    );
    let filled = filled.unwrap();
    assert_eq!((kg(&filled[1]), kg(&filled[2])), (vec![3.0], vec![9.0]));
    let over = by_shares(
        &[Some(10.0), Some(7.0)],
        &[&[Some(4.0), Some(8.0)], &[Some(6.0), None]],
    );
    assert_eq!(
        over.unwrap()[1].open().next(),
        Some((Year::of::<2019>(), Open::NothingLeft { rest: -1.0 }))
    );
}

#[test]
fn parts_that_do_not_give_the_total_are_refused() {
    let of = |sum| by_shares(&[Some(100.0)], &[&[Some(40.0)], &[Some(sum - 40.0)]]);
    assert!(of(101.0).is_ok() && of(99.0).is_ok());
    for sum in [101.5, 98.5] {
        assert_eq!(
            of(sum),
            Err(FillingError::Inconsistent {
                year: Year::of::<2018>(),
                sum,
                total: 100.0,
                limit: 0.01
            })
        );
    }
    let negative = by_shares(&[Some(1.0)], &[&[Some(-1.0)], &[Some(2.0)]]);
    assert!(matches!(negative, Err(FillingError::NotPositive { .. })));
    assert!(matches!(
        by_shares(&[None], &[]),
        Err(FillingError::Parts { .. })
    ));
    let rule = DownscalingRule::default().with_tolerance(Ratio::from_checked(f64::NAN));
    let bad = downscale_by_shares(&series(&[None]), &parts(&[&[None]]), rule);
    assert!(matches!(bad, Err(FillingError::OutOfRange { .. })));
}

#[test]
fn without_a_total_or_shares_years_stay_open() {
    let no_total = by_shares(&[Some(4.0), None], &[&[Some(4.0), None]]).unwrap();
    assert_eq!(no_total[0].open().next().unwrap().1, Open::NoDonor);
    let no_shares = by_shares(&[Some(4.0)], &[&[None], &[Some(1.0)]]).unwrap();
    assert_eq!(no_shares[0].open().next().unwrap().1, Open::NoAnchor);
}

#[test]
fn a_driver_must_be_known_for_each_part_to_fill() {
    let split = |drivers: &[&[Option<f64>]]| {
        downscale_by_driver(
            &series(&[Some(9.0)]),
            &parts(&[&[None], &[None]]),
            &parts(drivers),
            Driver::Electricity,
            DownscalingRule::default(),
        )
    };
    let filled = split(&[&[Some(0.0)], &[Some(5.0)]]).unwrap();
    assert_eq!((kg(&filled[0]), kg(&filled[1])), (vec![0.0], vec![9.0]));
    let open = |drivers: &[&[Option<f64>]]| split(drivers).unwrap()[1].open().next().unwrap().1;
    assert_eq!(open(&[&[None], &[Some(5.0)]]), Open::NoDonor);
    for bad in [-1.0, 0.0] {
        let why = open(&[&[Some(bad)], &[Some(0.0)]]);
        assert!(matches!(why, Open::NotPositive { .. }), "{why:?}");
    }
    assert!(matches!(
        split(&[&[None]]),
        Err(FillingError::Parts {
            parts: 2,
            drivers: 1
        })
    ));
}
