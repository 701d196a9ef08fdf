use ict_impact::review::key_category::{
    Candidate, InsignificanceRule, Threshold, by_level, observed_by_level,
};
use proptest::prelude::*;

use super::{close, kg};

proptest! {
    /// What holds for categories holds for any part of them, and each undercuts both limits.
    #[test]
    fn less_is_insignificant_too(
        sizes in prop::collection::vec(0.0_f64..2e7, 1..12), total in 1e9_f64..1e13,
        drop in any::<prop::sample::Index>(),
    ) {
        let rows: Vec<_> = sizes.iter().map(|&size| kg(size)).enumerate().collect();
        let rule = InsignificanceRule::with_flexibility();
        let found = rule.check(&rows, kg(total)).unwrap();
        let each = sizes.iter().all(|&size| size < found.limit().kg());
        prop_assert_eq!(each, found.too_large().is_empty());
        prop_assert!(found.limit().kg() <= 1e9 && found.limit().kg() <= 0.001 * total * (1.0 + 1e-12));
        if found.holds() {
            let mut fewer = rows;
            fewer.remove(drop.index(sizes.len()));
            prop_assert!(rule.check(&fewer, kg(total)).unwrap().holds());
        }
    }

    /// Filled categories never are key; the others are ranked as if there were no filled ones.
    #[test]
    fn filled_categories_are_not_key(
        rows in prop::collection::vec((-1e6_f64..1e6, any::<bool>()), 1..20),
        share in 0.85_f64..=0.95,
    ) {
        let candidate = |(key, &(value, filled)): (usize, &(f64, bool))| Candidate {
            key,
            value: kg(value),
            filled,
        };
        let all: Vec<_> = rows.iter().enumerate().map(candidate).collect();
        let plain: Vec<_> = all.iter().filter(|c| !c.filled).map(|c| (c.key, c.value)).collect();
        let Ok(found) = observed_by_level(&all) else {
            prop_assert!(by_level(&plain).is_err());
            return Ok(());
        };
        prop_assert_eq!(found.ranked(), &by_level(&plain).unwrap());
        let key = found.ranked().key(Threshold::with_flexibility(share).unwrap());
        prop_assert!(key.iter().all(|category| !rows[category.key].1));
        prop_assert!(key.len() <= found.ranked().key(Threshold::default()).len());
        let size = |filled: bool| -> f64 {
            rows.iter().filter(|row| row.1 || !filled).map(|row| row.0.abs()).sum()
        };
        prop_assert!(close(found.left_out_share().value, size(true) / size(false), 1e2));
    }
}
