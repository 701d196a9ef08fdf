use ict_impact::quantity::Co2e;
use ict_impact::review::key_category::{Category, by_level, by_trend, level, trend};
use proptest::prelude::*;

use super::{close, kg};

fn rows() -> impl Strategy<Value = Vec<(usize, Co2e)>> {
    let value = prop_oneof![3 => -1e6_f64..1e6, 1 => Just(0.0), 2 => Just(7.0)];
    prop::collection::vec(value, 1..30)
        .prop_map(|values| values.into_iter().map(kg).enumerate().collect())
}

/// Largest first, equal ones by key.
fn place(category: &Category<usize, Co2e>) -> (f64, usize) {
    (-category.value.kg().abs(), category.key)
}

proptest! {
    /// The shares make one, the head is the shortest that reaches, and no order of rows matters.
    #[test]
    fn the_head_is_the_shortest_that_reaches(rows in rows(), threshold in 0.01_f64..1.0) {
        let Ok(ranked) = by_level(&rows) else {
            prop_assert!(rows.iter().all(|row| row.1.kg() == 0.0));
            return Ok(());
        };
        let all = ranked.categories();
        prop_assert_eq!(all.len(), rows.len());
        prop_assert_eq!(all[all.len() - 1].cumulative.value, 1.0);
        prop_assert!(close(all.iter().map(|c| c.share.value).sum(), 1.0, 1.0));
        prop_assert!(all.is_sorted_by(|a, b| place(a) < place(b)));
        let head = ranked.reaching(threshold);
        prop_assert!(head[head.len() - 1].cumulative.value >= threshold);
        prop_assert!(head.len() == 1 || head[head.len() - 2].cumulative.value < threshold);
        let mut turned = rows.clone();
        turned.reverse();
        prop_assert_eq!(by_level(&turned).unwrap(), ranked);
    }

    /// The assessments in the order given are those of the ranking.
    #[test]
    fn rankings_hold_the_assessments(rows in rows(), again in rows()) {
        let count = rows.len().min(again.len());
        let base: Vec<_> = rows.iter().map(|row| row.1).take(count).collect();
        let now: Vec<_> = again.iter().map(|row| row.1).take(count).collect();
        if let (Ok(levels), Ok(ranked)) = (level(&now), by_level(&again[..count])) {
            for category in ranked.categories() {
                prop_assert_eq!(category.assessment, levels[category.key]);
            }
        }
        let both = base.iter().zip(&now).enumerate();
        let both: Vec<_> = both.map(|(at, (a, b))| (at, *a, *b)).collect();
        if let (Ok(trends), Ok(ranked)) = (trend(&base, &now), by_trend(&both)) {
            for category in ranked.categories() {
                prop_assert_eq!(category.assessment, trends[category.key]);
                prop_assert!(category.assessment.value >= 0.0);
            }
            prop_assert!(ranked.categories().is_sorted_by(|a, b| a.assessment >= b.assessment));
        }
    }

    /// Where all grow alike, nobody makes the trend.
    #[test]
    fn growing_alike_is_no_trend(rows in rows(), times in 0.1_f64..10.0) {
        let base: Vec<_> = rows.iter().map(|row| kg(row.1.kg().abs())).collect();
        let now: Vec<_> = base.iter().map(|value| *value * times).collect();
        if let Ok(found) = trend(&base, &now) {
            prop_assert!(found.iter().all(|t| t.value.abs() < 1e-12 * times.max(1.0)));
        }
    }
}
