use ict_impact::numeric::exact_sum;
use ict_impact::quantity::{Co2e, Quantity};
use ict_impact::review::fill::methods::{
    DownscalingRule, Driver, Filling, Point, downscale_by_driver, downscale_by_shares,
};
use ict_impact::time::YearSeries;
use proptest::prelude::*;

use super::fill_methods::owed;
use super::{close, kg, year};

type Series = YearSeries<Option<Co2e>>;

/// Parts and their total over some years; the total is the exact sum but for the last year.
fn group() -> impl Strategy<Value = (Series, Vec<Series>)> {
    let value = prop_oneof![4 => 1e-9_f64..1e9, 1 => 0.1_f64..1.0, 1 => Just(0.0)];
    (1_usize..7, 2_usize..6).prop_flat_map(move |(parts, years)| {
        let part = prop::collection::vec(value.clone(), years);
        (prop::collection::vec(part, parts), 0.1_f64..1e12).prop_map(move |(parts, last)| {
            let sum = |at: usize| parts.iter().map(|part| part[at]).collect::<Vec<_>>();
            let mut group: Vec<_> = (0..years)
                .map(|at| Some(kg(exact_sum(&sum(at)).unwrap())))
                .collect();
            group.push(Some(kg(last)));
            let series = |values: Vec<Option<Co2e>>| YearSeries::new(year(2015), values).unwrap();
            let parts = parts.into_iter().map(|part| {
                let mut values: Vec<_> = part.into_iter().map(|v| Some(kg(v))).collect();
                values.push(None);
                series(values)
            });
            (series(group), parts.collect())
        })
    })
}

/// Whether the parts of every year that has a filled one sum to the total: to the last bit if
/// all are filled, and to a unit of the last bit beside observed ones.
fn sums(group: &Series, filled: &[Filling<Co2e>]) {
    for (year, total) in group {
        let points: Vec<_> = filled.iter().map(|f| f.get(year).unwrap()).collect();
        if !points.iter().any(|point| matches!(point, Point::Filled(_))) {
            continue;
        }
        let values = points.iter().map(|point| match point {
            Point::Observed(value) => value.base(),
            Point::Filled(line) => line.value.base(),
            Point::Open(open) => panic!("{open:?} beside a filled part"),
        });
        let values: Vec<f64> = values.collect();
        let (sum, total) = (exact_sum(&values).unwrap(), total.unwrap().base());
        if points.iter().all(|point| matches!(point, Point::Filled(_))) {
            assert_eq!(sum, total, "{values:?}");
        } else {
            let near = [total.next_down(), total, total.next_up()];
            assert!(near.contains(&sum), "{sum} {total} {values:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Parts sum to their total exactly, and beside observed ones to the last bit but one.
    #[test]
    fn parts_sum_exactly_to_their_total(
        (group, parts) in group(), hide in prop::collection::vec(any::<bool>(), 36),
    ) {
        let mut at = hide.iter().cycle();
        let holed: Vec<Series> = parts
            .iter()
            .map(|part| part.map(|value| value.filter(|_| !*at.next().unwrap())))
            .collect();
        let rule = DownscalingRule::default();
        for parts in [&parts, &holed] {
            let filled = downscale_by_shares(&group, parts, rule).unwrap();
            sums(&group, &filled);
            for (filling, part) in filled.iter().zip(parts) {
                owed(filling, part);
            }
            let drivers: Vec<Series> = parts
                .iter()
                .enumerate()
                .map(|(at, part)| part.map(|_| Some(kg(0.1 * (at + 1) as f64))))
                .collect();
            let filled = downscale_by_driver(&group, parts, &drivers, Driver::Other, rule).unwrap();
            sums(&group, &filled);
            for (filling, part) in filled.iter().zip(parts) {
                owed(filling, part);
            }
        }
    }

    /// Parts of the same shares in every year are recovered.
    #[test]
    fn constant_shares_are_recovered(
        shares in prop::collection::vec(0.1_f64..10.0, 1..6),
        totals in prop::collection::vec(1.0_f64..1e6, 3..8), gap in any::<prop::sample::Index>(),
    ) {
        let gap = gap.index(totals.len());
        let whole: f64 = shares.iter().sum();
        let series = |values: Vec<Option<Co2e>>| YearSeries::new(year(2015), values).unwrap();
        let group = series(totals.iter().map(|t| Some(kg(*t))).collect());
        let parts: Vec<Series> = shares
            .iter()
            .map(|share| {
                let at = |(n, t): (usize, &f64)| (n != gap).then(|| kg(t * share / whole));
                series(totals.iter().enumerate().map(at).collect())
            })
            .collect();
        let filled = downscale_by_shares(&group, &parts, DownscalingRule::default()).unwrap();
        for (filling, share) in filled.iter().zip(&shares) {
            let line = filling.filled().next().unwrap();
            let exact = totals[gap] * share / whole;
            prop_assert!(close(line.value.kg(), exact, 10.0 * totals[gap]));
        }
    }
}
