use ict_impact::quantity::Co2e;
use ict_impact::review::decomposition::{
    Decomposition, Sector, SplitMethod, decompose, lmdi, shapley,
};
use proptest::prelude::*;

use super::{close, kg};

/// The factors of one sector at the start and at the end.
type Factors = (Vec<f64>, Vec<f64>);

/// Sectors of up to eight factors of any sign, some of them zero.
fn sectors() -> impl Strategy<Value = Vec<Factors>> {
    let value = || prop_oneof![6 => -10.0_f64..10.0, 1 => Just(0.0)];
    (1_usize..5, 1_usize..=8).prop_flat_map(move |(sectors, factors)| {
        let row = move || prop::collection::vec(value(), factors);
        prop::collection::vec((row(), row()), sectors)
    })
}

fn split(sectors: &[Factors]) -> Decomposition<Co2e> {
    shapley(kg(1.0), &rows(sectors)).unwrap()
}

fn rows(sectors: &[Factors]) -> Vec<Sector<'_>> {
    sectors
        .iter()
        .map(|(start, end)| Sector { start, end })
        .collect()
}

/// The largest term that a split of these factors can meet.
fn scale(sectors: &[Factors]) -> f64 {
    let of = |(start, end): &Factors| -> f64 {
        let pairs = start.iter().zip(end);
        pairs.map(|(x, y)| x.abs() + y.abs()).product()
    };
    sectors.iter().map(of).sum::<f64>().max(1e-300)
}

proptest! {
    /// Effects of any sign sum to the change, in each sector and together.
    #[test]
    fn effects_close(sectors in sectors()) {
        let found = split(&sectors);
        prop_assert!(close(found.residual().unwrap().kg(), 0.0, scale(&sectors)));
        for (row, one) in found.by_sector().zip(&sectors) {
            let (start, end): (f64, f64) = (one.0.iter().product(), one.1.iter().product());
            let sum: f64 = row.iter().map(|effect| effect.kg()).sum();
            prop_assert!(close(sum, end - start, scale(std::slice::from_ref(one))));
        }
    }

    /// Read backwards, every effect has the other sign.
    #[test]
    fn time_reverses(sectors in sectors()) {
        let back: Vec<_> = sectors.iter().cloned().map(|(a, b)| (b, a)).collect();
        for (a, b) in split(&sectors).effects().iter().zip(split(&back).effects()) {
            prop_assert!(close(a.kg(), -b.kg(), scale(&sectors)));
        }
    }

    /// The order of the factors, and of the sectors, does not matter.
    #[test]
    fn order_does_not_matter(sectors in sectors()) {
        let mut turned: Vec<_> = sectors.clone();
        turned.reverse();
        for (start, end) in &mut turned {
            start.reverse();
            end.reverse();
        }
        let (found, again) = (split(&sectors), split(&turned));
        for (a, b) in found.effects().iter().zip(again.effects().iter().rev()) {
            prop_assert!(close(a.kg(), b.kg(), scale(&sectors)));
        }
    }

    /// The effects of a group are the sums of those of its countries.
    #[test]
    fn countries_add_up_to_their_group(sectors in sectors()) {
        let group = split(&sectors);
        let countries: Vec<_> = sectors.iter().map(|one| split(std::slice::from_ref(one))).collect();
        for (factor, whole) in group.effects().iter().enumerate() {
            let sum: f64 = countries.iter().map(|c| c.effects()[factor].kg()).sum();
            prop_assert!(close(whole.kg(), sum, scale(&sectors)));
        }
    }

    /// A factor that stays the same has no effect.
    #[test]
    fn what_does_not_change_has_no_effect(mut sectors in sectors()) {
        for (start, end) in &mut sectors {
            end[0] = start[0];
        }
        prop_assert_eq!(split(&sectors).effects()[0].kg(), 0.0);
    }

    /// Negative factors, and they alone, lead to the Shapley split; the result says so.
    #[test]
    fn the_method_used_is_told(sectors in sectors()) {
        let found = decompose(kg(1.0), &rows(&sectors)).unwrap();
        let negative = sectors.iter().any(|(a, b)| a.iter().chain(b).any(|&x| x < 0.0));
        let expected = if negative { SplitMethod::Shapley } else { SplitMethod::LmdiI };
        prop_assert_eq!(found.method(), expected);
        let positive: Vec<Factors> = sectors
            .iter()
            .map(|(a, b)| (a.iter().map(|x| x.abs()).collect(), b.iter().map(|x| x.abs()).collect()))
            .collect();
        let found = decompose(kg(1.0), &rows(&positive)).unwrap();
        prop_assert_eq!(found, lmdi(kg(1.0), &rows(&positive)).unwrap());
    }

    /// For changes that are small, both methods say the same.
    #[test]
    fn small_changes_are_split_alike(
        start in prop::collection::vec(1.0_f64..10.0, 2..6), step in -1e-4_f64..1e-4,
    ) {
        let end: Vec<f64> = start
            .iter()
            .enumerate()
            .map(|(n, x)| x * (1.0 + step * (n as f64 - 1.0)))
            .collect();
        let both = [Sector { start: &start, end: &end }];
        let (a, b) = (lmdi(kg(1.0), &both).unwrap(), shapley(kg(1.0), &both).unwrap());
        let whole: f64 = start.iter().product();
        for (a, b) in a.effects().iter().zip(b.effects()) {
            // they differ in the third order of the step
            prop_assert!((a.kg() - b.kg()).abs() <= 1e-9 * whole);
        }
    }
}
