//! Laws of combining uncertainties, whatever the values.

mod approach_2;
mod change;

use approx::assert_relative_eq;
use ict_impact::numeric::ln;
use ict_impact::quantity::{Co2e, Quantity};
use ict_impact::uncertainty::{
    AcrossYears, GeometricSpread, InventoryCategory, PedigreeScores, RelativeUncertainty,
    Uncertain, approach_1, product_rule, product_rule_in_blocks, sum_rule, sum_rule_in_blocks,
};
use proptest::collection::vec;
use proptest::prelude::*;

fn percent(percent: f64) -> RelativeUncertainty {
    RelativeUncertainty::from_percent(percent).unwrap()
}

fn percents() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 0.0..200.0_f64, 1 => Just(0.0)]
}

fn estimate((kg, width): (f64, f64)) -> Uncertain<Co2e> {
    Uncertain::new(Co2e::from_kg(kg), percent(width)).unwrap()
}

/// Emissions and removals.
fn estimates() -> impl Strategy<Value = Vec<Uncertain<Co2e>>> {
    vec((-1e9..1e9_f64, percents()).prop_map(estimate), 1..12)
}

fn emissions() -> impl Strategy<Value = Vec<Uncertain<Co2e>>> {
    vec((0.0..1e9_f64, percents()).prop_map(estimate), 1..12)
}

fn years() -> impl Strategy<Value = AcrossYears> {
    prop_oneof![
        Just(AcrossYears::Correlated),
        Just(AcrossYears::Independent)
    ]
}

fn categories() -> impl Strategy<Value = Vec<InventoryCategory<Co2e>>> {
    let category = (
        1.0..1e9_f64,
        1.0..1e9_f64,
        percents(),
        percents(),
        years(),
        years(),
    );
    let category = category.prop_map(|(base, year_t, activity, factor, a, f)| {
        let [base, year_t] = [base, year_t].map(Co2e::from_kg);
        let category =
            InventoryCategory::new(base, year_t, percent(activity), percent(factor)).unwrap();
        category.across_years(a, f)
    });
    vec(category, 1..12)
}

proptest! {
    #[test]
    fn order_changes_no_bit(values in estimates()) {
        let mut back = values.clone();
        back.reverse();
        prop_assert_eq!(sum_rule(&values), sum_rule(&back));
        prop_assert_eq!(sum_rule_in_blocks(&[&values]), sum_rule_in_blocks(&[&back]));
    }

    #[test]
    fn one_value_a_block_is_independence(values in estimates()) {
        let blocks: Vec<_> = values.chunks(1).collect();
        prop_assert_eq!(sum_rule_in_blocks(&blocks), sum_rule(&values));
    }

    #[test]
    fn a_power_of_two_scales_to_the_bit(values in estimates(), power in -30..30_i32) {
        let by = f64::from(2.0_f32.powi(power));
        let scaled: Vec<_> = values
            .iter()
            .map(|v| Uncertain::with_half_width(v.value() * by, v.half_width() * by).unwrap())
            .collect();
        let (plain, scaled) = (sum_rule(&values).unwrap(), sum_rule(&scaled).unwrap());
        prop_assert_eq!(plain.half_width() * by, scaled.half_width());
    }

    #[test]
    fn a_sum_lies_between_its_widest_value_and_full_correlation(values in emissions()) {
        let independent = sum_rule(&values).unwrap().half_width().base();
        let correlated = sum_rule_in_blocks(&[&values]).unwrap().half_width().base();
        let widest = values.iter().map(|v| v.half_width().base()).fold(0.0, f64::max);
        prop_assert!(widest <= independent * (1.0 + 1e-15));
        prop_assert!(independent <= correlated * (1.0 + 1e-15));
    }

    #[test]
    fn one_percentage_for_all_stays_when_they_share_their_factor(
        kgs in vec(1.0..1e9_f64, 1..12), width in percents()
    ) {
        let values: Vec<_> = kgs.iter().map(|&kg| estimate((kg, width))).collect();
        let total = sum_rule_in_blocks(&[&values]).unwrap();
        assert_relative_eq!(
            total.relative().unwrap().percent(), width, max_relative = 1e-14
        );
    }

    #[test]
    fn exact_values_have_an_exact_sum(kgs in vec(-1e9..1e9_f64, 0..12)) {
        let values: Vec<_> = kgs.iter().map(|&kg| estimate((kg, 0.0))).collect();
        prop_assert_eq!(sum_rule(&values).unwrap().half_width(), Co2e::ZERO);
        prop_assert_eq!(sum_rule(&values).unwrap().relative(), Ok(RelativeUncertainty::NONE));
    }

    #[test]
    fn a_product_lies_between_its_widest_factor_and_full_correlation(
        widths in vec(percents(), 1..8)
    ) {
        let factors: Vec<_> = widths.iter().map(|&width| percent(width)).collect();
        let independent = product_rule(&factors).unwrap().percent();
        let correlated = product_rule_in_blocks(&[&factors]).unwrap().percent();
        let widest = widths.iter().copied().fold(0.0, f64::max);
        prop_assert!(widest <= independent * (1.0 + 1e-15));
        prop_assert!(independent <= correlated * (1.0 + 1e-15));
    }

    #[test]
    fn an_inventory_without_uncertainty_has_a_sure_trend(
        amounts in vec((1.0..1e9_f64, 1.0..1e9_f64), 1..12)
    ) {
        let exact = RelativeUncertainty::NONE;
        let categories: Vec<_> = amounts
            .iter()
            .map(|&(c, d)| {
                InventoryCategory::new(Co2e::from_kg(c), Co2e::from_kg(d), exact, exact).unwrap()
            })
            .collect();
        let found = approach_1(&categories).unwrap();
        prop_assert_eq!(found.trend.half_width(), 0.0);
        prop_assert_eq!(found.level.half_width(), Co2e::ZERO);
    }

    #[test]
    fn the_level_of_approach_1_is_the_sum_rule(categories in categories()) {
        let found = approach_1(&categories).unwrap();
        let level = found.level.relative().unwrap().percent();
        let variance: f64 = found.categories.iter().map(|line| line.level_variance).sum();
        assert_relative_eq!(level * level, variance, max_relative = 1e-12, epsilon = 1e-300);
        let trend = found.trend.half_width();
        let variance: f64 = found.categories.iter().map(|line| line.trend_variance()).sum();
        assert_relative_eq!(trend * trend, variance, max_relative = 1e-12, epsilon = 1e-300);
    }

    /// The sensitivity of type A as table 3.2 writes it, by raising a category by 1 %.
    #[test]
    fn sensitivity_a_is_what_one_per_cent_more_does(
        amounts in vec((1.0..1e3_f64, 1.0..1e3_f64), 1..8)
    ) {
        let (base, total) = amounts.iter().fold((0.0, 0.0), |s, a| (s.0 + a.0, s.1 + a.1));
        let categories: Vec<_> = amounts
            .iter()
            .map(|&(c, d)| {
                let none = RelativeUncertainty::NONE;
                InventoryCategory::new(Co2e::from_kg(c), Co2e::from_kg(d), none, none).unwrap()
            })
            .collect();
        let found = approach_1(&categories).unwrap();
        for (line, (c, d)) in found.categories.iter().zip(amounts) {
            let raised = (0.01 * d + total - (0.01 * c + base)) / (0.01 * c + base) * 100.0;
            let written = (raised - (total - base) / base * 100.0).abs();
            let slack = 1e-12 * (total / base * 100.0 + 100.0);
            prop_assert!((line.sensitivity_a - written).abs() <= slack);
        }
    }

    #[test]
    fn a_pedigree_never_narrows(scores in prop::array::uniform6(1..=5_u8), basic in 1.0..5.0_f64) {
        let basic = GeometricSpread::from_gsd2(basic).unwrap();
        let spread = PedigreeScores::expert(scores).unwrap().spread(basic).unwrap();
        prop_assert!(spread.gsd2() >= basic.gsd2() * (1.0 - 1e-15));
        assert_relative_eq!(spread.sigma() * 2.0, ln(spread.gsd2()), epsilon = 1e-14);
    }
}
