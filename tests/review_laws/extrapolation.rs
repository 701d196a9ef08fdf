use ict_impact::quantity::{Co2e, Quantity, Ratio};
use ict_impact::review::fill::methods::{
    Breaks, Driver, Filling, FillingError, Gap, Method, OverlapRule, Point, Reach, SeriesKind,
    TrendRule, carried_forward, linear, local_ratio, other_source, overlap, surrogate, trend,
    within_breaks,
};
use ict_impact::time::{Year, YearSeries};
use proptest::prelude::*;

use super::fill_methods::{any_series, owed, positive_series};
use super::{close, kg, year};

type Series = YearSeries<Option<Co2e>>;

fn all(series: &Series, second: &Series, rule: TrendRule) -> Vec<Filling<Co2e>> {
    let lax = OverlapRule::default()
        .with_single_year()
        .with_variation_limit(Ratio::of(1e9, "1").unwrap());
    let reach = Reach::up_to(rule.longest);
    let tried: [Result<Filling<Co2e>, FillingError>; 7] = [
        trend(series, rule),
        carried_forward(series, SeriesKind::Stock, reach),
        other_source(series, &[second.clone(), series.clone()]),
        linear(series, Gap::up_to(rule.longest)),
        surrogate(series, second, Driver::Other),
        overlap(series, second, lax),
        local_ratio(series, second, Gap::up_to(rule.longest)),
    ];
    tried.into_iter().flatten().collect()
}

fn observed(series: &Series) -> Vec<Year> {
    let seen = series.iter().filter(|(_, value)| value.is_some());
    seen.map(|(year, _)| year).collect()
}

proptest! {
    /// A filled line has a value and a value that was not observed has a line, also when methods
    /// are put in order; the lines are those of the parts, so none rests on a filled value.
    #[test]
    fn a_filled_value_feeds_no_other(
        series in any_series(), second in positive_series(), longest in 0_u16..4,
    ) {
        let rule = TrendRule::default().with_longest(longest).with_least_points(3);
        let fillings = all(&series, &second, rule);
        for one in &fillings {
            owed(one, &series);
            for other in &fillings {
                let both = one.or(other).unwrap();
                owed(&both, &series);
                for line in both.filled() {
                    let from = |f: &Filling<Co2e>| f.filled().any(|l| l == line);
                    prop_assert!(from(one) || from(other));
                }
            }
        }
    }

    /// No line rests on an observed value beyond a break, whatever the method.
    #[test]
    fn no_filling_reaches_across_a_break(
        series in any_series(), second in positive_series(),
        breaks in prop::collection::vec(2008_i64..2026, 0..4),
    ) {
        let breaks = Breaks::new(breaks.into_iter().map(year));
        let rule = TrendRule::default().with_least_points(3);
        let lax = OverlapRule::default().with_single_year();
        let tried = [
            within_breaks(&series, &breaks, |s| linear(s, Gap::default())),
            within_breaks(&series, &breaks, |s| trend(s, rule)),
            within_breaks(&series, &breaks, |s| {
                carried_forward(s, SeriesKind::Law, Reach::default())
            }),
            within_breaks(&series, &breaks, |s| surrogate(s, &second, Driver::Other)),
            within_breaks(&series, &breaks, |s| overlap(s, &second, lax)),
            within_breaks(&series, &breaks, |s| local_ratio(s, &second, Gap::default())),
        ];
        for filling in tried.into_iter().flatten() {
            owed(&filling, &series);
            for line in filling.filled() {
                for &from in &line.from {
                    let (a, b) = (from.min(line.year), from.max(line.year));
                    prop_assert_eq!(breaks.between(a, b), None);
                }
            }
        }
    }

    /// A trend fills exactly the allowed years outside, and only from enough points.
    #[test]
    fn a_trend_fills_what_the_rule_allows(
        series in any_series(), longest in 0_u16..4, least in 0_usize..7,
    ) {
        let rule = TrendRule::default().with_longest(longest).with_least_points(least);
        let seen = observed(&series);
        let found = trend(&series, rule);
        prop_assert_eq!(found.is_ok(), seen.len() >= least.max(3));
        let Ok(filling) = found else { return Ok(()) };
        for (year, point) in filling.points() {
            if let Point::Filled(line) = point {
                let far = seen[0].since(year).max(year.since(seen[seen.len() - 1]));
                prop_assert!((1..=i32::from(longest)).contains(&far));
                prop_assert_eq!(line.method, Method::Trend);
                let (low, high) = line.range.unwrap();
                prop_assert!(low <= line.value && line.value <= high);
            }
        }
    }

    /// A straight line goes on as it is, and in a mirror of time backwards.
    #[test]
    fn a_straight_line_goes_on(
        start in 100.0_f64..1e6, step in 0.0_f64..1e3, count in 4_usize..12,
    ) {
        let at = |n: usize| start + step * n as f64;
        let mut values: Vec<_> = (0..count).map(|n| Some(kg(at(n)))).collect();
        values.push(None);
        let forward = YearSeries::new(year(2010), values.clone()).unwrap();
        values.reverse();
        let backward = YearSeries::new(year(2010), values).unwrap();
        let value = |series: &Series| {
            let filling = trend(series, TrendRule::default()).unwrap();
            filling.filled().next().unwrap().clone()
        };
        let (there, back) = (value(&forward), value(&backward));
        prop_assert!(close(there.value.kg(), at(count), 10.0 * at(count)));
        prop_assert!(close(there.value.kg(), back.value.kg(), 10.0 * at(count)));
        let (low, high) = there.range.unwrap();
        prop_assert!(close(low.kg(), high.kg(), 1e3 * at(count)));
    }
}
