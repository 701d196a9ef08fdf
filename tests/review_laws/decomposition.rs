use ict_impact::numeric::ln;
use ict_impact::quantity::Co2e;
use ict_impact::review::decomposition::{Decomposition, Sector, closure, lmdi, logarithmic_mean};
use proptest::prelude::*;

use super::{close, kg};

/// The factors of one sector at the start and at the end.
type Factors = (Vec<f64>, Vec<f64>);

/// Sectors of the same number of factors; some nearly unchanged, some with zeros.
fn sectors(zeros: bool) -> impl Strategy<Value = Vec<Factors>> {
    let pair = move || {
        let apart = (1e-3_f64..1e3, 1e-3_f64..1e3);
        let near = (1e-3_f64..1e3, -1e-9_f64..1e-9).prop_map(|(x, step)| (x, x * (1.0 + step)));
        let zero = (prop::bool::ANY, 0.0_f64..10.0)
            .prop_map(|(begins, x)| if begins { (0.0, x) } else { (x, 0.0) });
        prop_oneof![4 => apart, 2 => near, u32::from(zeros) => zero]
    };
    (1_usize..6, 1_usize..6).prop_flat_map(move |(sectors, factors)| {
        let sector = prop::collection::vec(pair(), factors).prop_map(|p| p.into_iter().unzip());
        prop::collection::vec(sector, sectors)
    })
}

fn split(sectors: &[Factors]) -> Decomposition<Co2e> {
    let rows: Vec<_> = sectors
        .iter()
        .map(|(start, end)| Sector { start, end })
        .collect();
    lmdi(kg(1.0), &rows).unwrap()
}

proptest! {
    /// The effects sum to the change, with zeros as without.
    #[test]
    fn additive_effects_close(sectors in sectors(true)) {
        let found = split(&sectors);
        let scale = found.start().kg().max(found.end().kg());
        prop_assert!(close(found.residual().unwrap().kg(), 0.0, scale));
        let again = closure(found.start(), found.end(), found.effects()).unwrap();
        prop_assert!(close(again.effects.kg(), found.change().kg(), scale));
        for (row, (start, end)) in found.by_sector().zip(&sectors) {
            let (start, end): (f64, f64) = (start.iter().product(), end.iter().product());
            let sum: f64 = row.iter().map(|effect| effect.kg()).sum();
            prop_assert!(close(sum, end - start, start.max(end)));
        }
    }

    /// The ratios multiply to the ratio of the totals.
    #[test]
    fn multiplicative_effects_close(sectors in sectors(false)) {
        let found = split(&sectors);
        let ratios: Vec<f64> = found.ratios().unwrap().iter().map(|ratio| ratio.value).collect();
        let product: f64 = ratios.iter().product();
        let whole = found.end().kg() / found.start().kg();
        prop_assert!(close(product, whole, whole), "{product} {whole}");
    }

    /// The effects of a group are the sums of those of its parts.
    #[test]
    fn sectors_add(sectors in sectors(true), at in any::<prop::sample::Index>()) {
        let at = at.index(sectors.len());
        if at == 0 {
            return Ok(());
        }
        let (left, right) = (split(&sectors[..at]), split(&sectors[at..]));
        let parts = left.effects().iter().zip(right.effects());
        for (whole, (left, right)) in split(&sectors).effects().iter().zip(parts) {
            let scale = left.kg().abs() + right.kg().abs();
            prop_assert!(close(whole.kg(), (*left + *right).kg(), scale));
        }
    }

    /// Read backwards, every effect has the other sign and every ratio is inverted.
    #[test]
    fn time_reverses(sectors in sectors(true)) {
        let back: Vec<_> = sectors.iter().cloned().map(|(a, b)| (b, a)).collect();
        let (there, back) = (split(&sectors), split(&back));
        for (a, b) in there.effects().iter().zip(back.effects()) {
            prop_assert_eq!(a.kg(), -b.kg());
        }
        if let (Ok(there), Ok(back)) = (there.ratios(), back.ratios()) {
            for (a, b) in there.iter().zip(back) {
                prop_assert!(close(a.value * b.value, 1.0, 1.0));
            }
        }
    }

    /// Neither the order of sectors nor the unit of a factor matters.
    #[test]
    fn order_and_units_do_not_matter(sectors in sectors(true)) {
        let mut turned = sectors.clone();
        turned.reverse();
        let (found, again) = (split(&sectors), split(&turned));
        prop_assert_eq!(found.effects(), again.effects());
        let mut scaled = sectors.clone();
        for (start, end) in &mut scaled {
            start[0] *= 4.0;
            end[0] *= 4.0;
        }
        for (a, b) in split(&sectors).effects().iter().zip(split(&scaled).effects()) {
            prop_assert_eq!(*a * 4.0, *b);
        }
    }

    /// A factor that stays the same has no effect.
    #[test]
    fn what_does_not_change_has_no_effect(sectors in sectors(false)) {
        let mut still = sectors;
        for (start, end) in &mut still {
            end[0] = start[0];
        }
        prop_assert_eq!(split(&still).effects()[0].kg(), 0.0);
    }

    /// One sector with one factor that changes: the whole change is that factor's, to the last
    /// digits even where it is tiny.
    #[test]
    fn a_tiny_change_keeps_its_digits(x in 1.0_f64..2.0, ulps in 1_u64..1000) {
        let y = f64::from_bits(x.to_bits() + ulps);
        let found = split(&[(vec![x, 1.0], vec![y, 1.0])]);
        prop_assert!(close(found.effects()[0].kg(), y - x, y - x));
    }

    /// The logarithmic mean lies between the geometric and the arithmetic one.
    #[test]
    fn the_logarithmic_mean_lies_between_the_others(
        a in 1e-6_f64..1e6, ratio in prop_oneof![1.0_f64..1.000_001, 1.0_f64..1e6],
    ) {
        let b = a * ratio;
        let mean = logarithmic_mean(kg(a), kg(b)).unwrap().kg();
        prop_assert!(mean >= (a * b).sqrt() * (1.0 - 1e-14));
        prop_assert!(mean <= (a + b) / 2.0 * (1.0 + 1e-14));
        prop_assert_eq!(mean, logarithmic_mean(kg(b), kg(a)).unwrap().kg());
        if ratio > 1.1 {
            prop_assert!(close(mean * (ln(b) - ln(a)), b - a, b));
        }
    }
}
