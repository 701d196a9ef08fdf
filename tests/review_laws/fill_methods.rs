use ict_impact::quantity::{Co2e, Quantity, Ratio};
use ict_impact::review::fill::methods::{
    Driver, Filling, Gap, Method, OverlapRule, Point, SharesBy, geometric, linear, local_ratio,
    overlap, surrogate,
};
use ict_impact::time::YearSeries;
use proptest::prelude::*;

use super::{close, kg, year};

type Series = YearSeries<Option<Co2e>>;

/// Values that are positive, zero or negative, with gaps, from some year on.
pub(crate) fn any_series() -> impl Strategy<Value = Series> {
    let value = prop_oneof![
        3 => Just(None),
        4 => (0.1..1e6).prop_map(Some),
        1 => (-1e3..=0.0).prop_map(Some),
    ];
    (2010_i64..2014, prop::collection::vec(value, 1..12)).prop_map(|(first, values)| {
        let values = values.into_iter().map(|value| value.map(kg)).collect();
        YearSeries::new(year(first), values).unwrap()
    })
}

/// As `any_series`, above zero.
pub(crate) fn positive_series() -> impl Strategy<Value = Series> {
    any_series().prop_map(|series| series.map(|value| value.map(|v| kg(v.kg().abs() + 1.0))))
}

/// What is filled has a finite value and what is open has none; what was observed is as it was.
pub(crate) fn owed(filling: &Filling<Co2e>, observed: &Series) {
    let values = filling.values();
    for (year, point) in filling.points() {
        let seen = observed.get(year).copied().flatten();
        let value = values.get(year).copied().flatten();
        match point {
            Point::Observed(at) => assert_eq!((Some(*at), value), (seen, seen)),
            Point::Filled(line) => {
                assert_eq!((seen, line.year, value), (None, year, Some(line.value)));
                assert!(line.value.kg().is_finite());
                let outside = matches!(
                    line.method,
                    Method::OtherSource { .. }
                        | Method::Downscaled {
                            by: SharesBy::Driver { .. }
                        }
                );
                assert_eq!(line.from.is_empty(), outside);
                assert!(line.from.is_sorted());
                for from in &line.from {
                    assert!(observed.get(*from).copied().flatten().is_some());
                }
                if let Some((low, high)) = line.range {
                    let slack = 1e-12 * low.kg().abs().max(high.kg().abs());
                    let range = low.kg() - slack..=high.kg() + slack;
                    assert!(range.contains(&line.value.kg()), "{line:?}");
                }
            }
            Point::Open(_) => assert_eq!((seen, value), (None, None)),
        }
    }
    for (year, value) in observed {
        if let Some(value) = value {
            assert_eq!(filling.get(year), Some(&Point::Observed(*value)));
        }
    }
    let listed = filling.filled().count() + filling.open().count();
    let seen = observed.values().iter().flatten().count();
    assert_eq!(listed + seen, filling.points().values().len());
}

proptest! {
    #[test]
    fn every_year_is_observed_filled_or_open(
        series in any_series(), second in any_series(), positive in positive_series(),
        other in positive_series(), longest in 0_u16..6,
    ) {
        let gap = Gap::up_to(longest);
        let lax = OverlapRule::default()
            .with_single_year()
            .with_variation_limit(Ratio::of(1e9, "1").unwrap());
        let mut fillings = vec![
            (&series, linear(&series, gap)),
            (&series, geometric(&series, gap)),
            (&series, surrogate(&series, &second, Driver::Electricity)),
        ];
        for first in [&series, &positive] {
            for second in [&second, &other] {
                fillings.push((first, overlap(first, second, lax)));
                fillings.push((first, local_ratio(first, second, gap)));
            }
        }
        for (observed, filling) in fillings {
            if let Ok(filling) = filling {
                owed(&filling, observed);
                owed(&filling.or(&linear(observed, Gap::up_to(9)).unwrap()).unwrap(), observed);
            }
        }
    }

    /// A gap is filled if and only if both ends are there and it is short enough.
    #[test]
    fn interpolation_fills_what_the_rule_allows(series in any_series(), longest in 0_u16..6) {
        let filling = linear(&series, Gap::up_to(longest)).unwrap();
        let seen = |year: &ict_impact::time::Year| series.get(*year).copied().flatten().is_some();
        for (year, value) in &series {
            if value.is_some() {
                continue;
            }
            let before = series.first().to(year).rev().find(seen);
            let after = year.to(series.last()).find(seen);
            let due = match (before, after) {
                (Some(a), Some(b)) => b.since(a) - 1 <= i32::from(longest),
                _ => false,
            };
            prop_assert_eq!(matches!(filling.get(year), Some(Point::Filled(_))), due);
        }
    }

    /// Where one series is a multiple of the other, every ratio method recovers it.
    #[test]
    fn a_constant_ratio_is_recovered(second in positive_series(), times in 0.01_f64..100.0) {
        let whole = second.map(|value| value.map(|v| v * times));
        let holed = YearSeries::from_pairs(whole.iter().map(|(year, value)| {
            (year, value.filter(|_| year.get() % 3 != 0))
        })).unwrap();
        let rule = OverlapRule::default().with_single_year();
        for filling in [
            overlap(&holed, &second, rule),
            local_ratio(&holed, &second, Gap::default()),
            surrogate(&holed, &second, Driver::Other),
        ] {
            let Ok(filling) = filling else { continue };
            for line in filling.filled() {
                let exact = whole.get(line.year).copied().flatten().unwrap().kg();
                prop_assert!(close(line.value.kg(), exact, exact), "{line:?} {exact}");
            }
        }
    }

    /// A gap of one year with unequal ratios at its ends is filled, half-way between them.
    #[test]
    fn a_one_year_gap_gets_the_ratio_half_way(
        a in 0.5_f64..2.0, b in 0.5_f64..2.0, x in prop::array::uniform3(1.0_f64..1e3),
    ) {
        let second = YearSeries::new(year(2018), x.map(|v| Some(kg(v))).to_vec()).unwrap();
        let holed = vec![Some(kg(x[0] * a)), None, Some(kg(x[2] * b))];
        let holed = YearSeries::new(year(2018), holed).unwrap();
        let filling = local_ratio(&holed, &second, Gap::default()).unwrap();
        let line = filling.filled().next().unwrap();
        let exact = x[1] * (a + b) / 2.0;
        prop_assert!(close(line.value.kg(), exact, exact));
    }

    /// Another unit of the same values changes nothing but the unit.
    #[test]
    fn filling_scales(series in positive_series(), second in positive_series()) {
        let scaled = |s: &Series| s.map(|v| v.map(|v| v * 1024.0));
        let (Ok(one), Ok(more)) = (
            local_ratio(&series, &second, Gap::default()),
            local_ratio(&scaled(&series), &scaled(&second), Gap::default()),
        ) else { return Ok(()) };
        for (a, b) in one.filled().zip(more.filled()) {
            prop_assert_eq!(a.value * 1024.0, b.value);
        }
        prop_assert_eq!(one.filled().count(), more.filled().count());
    }
}
