//! Material Circularity Indicator.

use ict_impact::circularity::mci::{
    Component, EndOfUse, Feedstock, MaterialFlows, Product, Utility, company, company_by_mass,
    material_circularity_indicator,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{base, close, kg, parts, share};

pub(super) type ComponentInput = (f64, [f64; 3], f64, [f64; 4], f64);

pub(super) fn component_input() -> impl Strategy<Value = ComponentInput> {
    (
        0.001..1e6_f64,
        parts(),
        0.01..=1.0_f64,
        parts(),
        0.0..=1.0_f64,
    )
}

pub(super) fn component((mass, [r, u, s], ef, [cr, cu, cc, ce], ec): ComponentInput) -> Component {
    let feedstock = Feedstock::new(share(r), share(u), share(s))
        .and_then(|feedstock| feedstock.with_recycling_efficiency(share(ef)))
        .unwrap();
    let end = EndOfUse::new(share(cr), share(cu), share(cc), share(ce)).unwrap();
    Component::new(
        kg(mass),
        feedstock,
        end.with_recycling_efficiency(share(ec)),
    )
    .unwrap()
}

fn mci_of(components: &[ComponentInput], utility: f64) -> f64 {
    let components: Vec<_> = components.iter().copied().map(component).collect();
    let flows = MaterialFlows::of_bill_of_materials(&components).unwrap();
    let utility = Utility::new(base(utility)).unwrap();
    material_circularity_indicator(&flows, utility)
        .unwrap()
        .value()
        .get()
}

proptest! {
    #[test]
    fn mci_lies_between_0_and_1(
        components in vec(component_input(), 1..6),
        utility in 0.01..100.0_f64,
    ) {
        let mci = mci_of(&components, utility);
        prop_assert!((0.0..=1.0).contains(&mci), "{mci}");
    }

    #[test]
    fn a_longer_life_never_lowers_mci(
        components in vec(component_input(), 1..6),
        utility in 0.01..10.0_f64,
        longer in 1.0..10.0_f64,
    ) {
        prop_assert!(mci_of(&components, utility * longer) >= mci_of(&components, utility));
    }

    #[test]
    fn collecting_more_for_reuse_never_lowers_mci(
        (mass, feedstock, ef, [cr, cu, cc, ce], ec) in component_input(),
        more in 0.0..1.0_f64,
    ) {
        let more = cu + more * (1.0 - cr - cu - cc - ce).max(0.0);
        let before = mci_of(&[(mass, feedstock, ef, [cr, cu, cc, ce], ec)], 1.0);
        let after = mci_of(&[(mass, feedstock, ef, [cr, more, cc, ce], ec)], 1.0);
        prop_assert!(after >= before - 1e-12, "{before} {after}");
    }

    #[test]
    fn mci_does_not_depend_on_the_unit_of_mass(
        components in vec(component_input(), 1..6),
        unit in 1e-3..1e3_f64,
    ) {
        let scaled: Vec<_> = components
            .iter()
            .map(|&(mass, feedstock, ef, end, ec)| (mass * unit, feedstock, ef, end, ec))
            .collect();
        prop_assert!((mci_of(&scaled, 1.0) - mci_of(&components, 1.0)).abs() < 1e-12);
    }

    #[test]
    fn a_bill_of_materials_does_not_depend_on_order_or_on_split_lines(
        components in vec(component_input(), 1..6),
    ) {
        let mut halves: Vec<_> = components
            .iter()
            .flat_map(|&(mass, feedstock, ef, end, ec)| [(mass / 2.0, feedstock, ef, end, ec); 2])
            .collect();
        halves.reverse();
        prop_assert_eq!(mci_of(&halves, 1.0), mci_of(&components, 1.0));
    }

    #[test]
    fn the_mci_of_a_company_lies_between_those_of_its_products(
        products in vec((0.0..=1.0_f64, 0.001..1e6_f64), 1..8),
    ) {
        let typed: Vec<_> = products.iter().map(|&(mci, mass)| (share(mci), kg(mass))).collect();
        let company = company(&typed).unwrap().value().get();
        let lowest = products.iter().map(|p| p.0).fold(1.0, f64::min);
        let highest = products.iter().map(|p| p.0).fold(0.0, f64::max);
        prop_assert!(lowest - 1e-12 <= company && company <= highest + 1e-12);
    }

    #[test]
    fn assemblies_add_to_the_product(
        components in vec(component_input(), 2..8),
        at in 0..8_usize,
    ) {
        let flows = |components: &[ComponentInput]| {
            let components: Vec<_> = components.iter().copied().map(component).collect();
            MaterialFlows::of_bill_of_materials(&components).unwrap()
        };
        let (left, right) = components.split_at(at.min(components.len()));
        let whole = flows(&components);
        let parts = MaterialFlows::total_of(&[flows(left), flows(right)]).unwrap();
        prop_assert!(close(parts.mass.value, whole.mass.value));
        prop_assert!(close(parts.virgin.value, whole.virgin.value));
        prop_assert!(close(parts.waste().value, whole.waste().value));
        let index = |flows: MaterialFlows| flows.linear_flow_index().unwrap().get();
        prop_assert!((index(parts) - index(whole)).abs() < 1e-12);
        prop_assert!((0.0..=1.0).contains(&index(whole)));
    }

    #[test]
    fn a_company_of_one_product_is_that_product(
        components in vec(component_input(), 1..5),
        utility in 0.5..5.0_f64,
    ) {
        let components: Vec<_> = components.iter().copied().map(component).collect();
        let flows = MaterialFlows::of_bill_of_materials(&components).unwrap();
        let utility = Utility::new(base(utility)).unwrap();
        let product = material_circularity_indicator(&flows, utility).unwrap();
        let company = company_by_mass(&[Product { flows, utility }]).unwrap();
        prop_assert!((company.value().get() - product.value().get()).abs() < 1e-15);
        prop_assert_eq!(company.flags(), product.flags());
    }

    #[test]
    fn less_virgin_and_less_lost_material_is_never_more_linear(
        mass in 0.001..1e6_f64,
        [recycled, more, collected, further] in prop::array::uniform4(0.0..=1.0_f64),
    ) {
        // Recycling that loses nothing.
        let index = |recycled: f64, collected: f64| {
            let feedstock = Feedstock::new(share(recycled), share(0.0), share(0.0)).unwrap();
            let end = EndOfUse::new(share(collected), share(0.0), share(0.0), share(0.0)).unwrap();
            let component = Component::new(kg(mass), feedstock, end).unwrap();
            let flows = MaterialFlows::of_bill_of_materials(&[component]).unwrap();
            flows.linear_flow_index().unwrap().get()
        };
        let better = |part: f64, more: f64| part + more * (1.0 - part);
        let before = index(recycled, collected);
        prop_assert!(index(better(recycled, more), collected) <= before + 1e-12);
        prop_assert!(index(recycled, better(collected, further)) <= before + 1e-12);
    }
}
