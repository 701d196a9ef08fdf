use ict_impact::review::restatement::{Restatement, RestatementRule};
use proptest::prelude::*;

use super::{close, kg};

proptest! {
    /// The naive change is the real one and the restatement.
    #[test]
    fn the_bridge_closes(then in -1e3_f64..1e3, known in -1e3_f64..1e3, now in -1e3_f64..1e3) {
        let found = Restatement::new(kg(then), kg(known), kg(now)).unwrap();
        let (naive, real) = (found.naive_change().unwrap(), found.like_for_like_change().unwrap());
        let effect = found.effect().unwrap();
        prop_assert!(close(naive.kg(), (real + effect).kg(), 3e3));
        prop_assert_eq!(found.sign_flips(), naive.kg() * real.kg() < 0.0);
        let triggers = found.triggers(RestatementRule::default());
        let relative = found.relative().unwrap().value.abs();
        prop_assert!(relative < 0.05 + 1e-12 || triggers.over_threshold);
        prop_assert!(relative > 0.05 - 1e-12 || !triggers.over_threshold);
        prop_assert_eq!(triggers.change_changes_sign, found.sign_flips());
        prop_assert_eq!(triggers.value_changes_sign, then * known < 0.0);
    }

    /// Without a restatement nothing is explained.
    #[test]
    fn what_was_not_restated_needs_no_explanation(then in -1e3_f64..1e3, now in -1e3_f64..1e3) {
        let found = Restatement::new(kg(then), kg(then), kg(now)).unwrap();
        prop_assert!(!found.triggers(RestatementRule::default()).any());
        prop_assert_eq!(found.naive_change().unwrap(), found.like_for_like_change().unwrap());
    }
}
