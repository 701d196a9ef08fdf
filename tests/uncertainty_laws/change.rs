//! A change is told in words only where its interval leaves out zero.

use ict_impact::quantity::Co2e;
use ict_impact::uncertainty::{Change, ChangeStatement, Uncertain, approach_1};
use proptest::prelude::*;

use super::categories;

proptest! {
    #[test]
    fn a_direction_is_claimed_only_beyond_the_half_width(
        change in -1e6..1e6_f64, half_width in 0.0..1e6_f64
    ) {
        let known = Uncertain::with_half_width(Co2e::from_kg(change), Co2e::from_kg(half_width));
        let told = Change::of(known.unwrap()).unwrap();
        let expected = match change {
            up if up > half_width => ChangeStatement::Increase,
            down if -down > half_width => ChangeStatement::Decrease,
            _ => ChangeStatement::NotDistinguishable,
        };
        prop_assert_eq!(told.statement(), expected);
        let words = told.to_string();
        prop_assert_eq!(words.contains("increase"), expected == ChangeStatement::Increase);
        prop_assert_eq!(words.contains("decrease"), expected == ChangeStatement::Decrease);
    }

    #[test]
    fn the_opposite_change_has_the_opposite_words(
        low in -1e6..1e6_f64, below in 0.0..1e6_f64, above in 0.0..1e6_f64
    ) {
        let kg = Co2e::from_kg;
        let (change, high) = (low + below, low + below + above);
        let told = Change::new(kg(change), kg(low), kg(high)).unwrap();
        let back = Change::new(kg(-change), kg(-high), kg(-low)).unwrap();
        let mirrored = match told.statement() {
            ChangeStatement::Increase => ChangeStatement::Decrease,
            ChangeStatement::Decrease => ChangeStatement::Increase,
            other => other,
        };
        prop_assert_eq!(back.statement(), mirrored);
    }

    #[test]
    fn the_words_of_a_trend_are_those_of_its_interval(categories in categories()) {
        let trend = approach_1(&categories).unwrap().trend;
        let told = trend.statement() != ChangeStatement::NotDistinguishable;
        prop_assert_eq!(told, trend.exceeds_its_uncertainty());
    }
}
