//! Balances of ISO 59020 and their totals.

use ict_impact::circularity::iso59020::{Balance, EnergyFlows, Inflow, Lifetimes, Outflow};
use ict_impact::quantity::Devices;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{base, close, kg, parts, power_of_two};

fn inflow([reused, recycled, renewable]: [f64; 3], total: f64) -> Inflow {
    Inflow::new(kg(total))
        .and_then(|inflow| inflow.with_reused(kg(total * reused)))
        .and_then(|inflow| inflow.with_recycled(kg(total * recycled)))
        .and_then(|inflow| inflow.with_renewable(kg(total * renewable)))
        .unwrap()
}

proptest! {
    #[test]
    fn the_contents_of_an_inflow_are_the_whole(contents in parts(), total in 0.001..1e9_f64) {
        let inflow = inflow(contents, total);
        let sum: f64 = [
            inflow.reused_content(),
            inflow.recycled_content(),
            inflow.renewable_content(),
            inflow.linear_content(),
        ]
        .into_iter()
        .map(|content| content.unwrap().value().value)
        .sum();
        prop_assert!(close(sum, 1.0), "{sum}");
    }

    #[test]
    fn sites_together_are_the_ratio_of_their_sums(
        sites in vec((parts::<3>(), 0.001..1e9_f64), 1..8),
        at in 0..8_usize,
    ) {
        let typed: Vec<_> = sites.iter().map(|&(contents, total)| inflow(contents, total)).collect();
        let content = |inflow: Inflow| inflow.recycled_content().unwrap().value().value;
        let whole = content(Inflow::total_of(&typed).unwrap());
        let (left, right) = typed.split_at(at.min(typed.len()));
        let parts = [Inflow::total_of(left).unwrap(), Inflow::total_of(right).unwrap()];
        prop_assert!(close(content(Inflow::total_of(&parts).unwrap()), whole));
        let recycled: f64 = sites.iter().map(|(contents, total)| contents[1] * total).sum();
        let total: f64 = sites.iter().map(|(_, total)| total).sum();
        prop_assert!(close(whole, recycled / total));

        let outflows: Vec<_> = sites
            .iter()
            .map(|&(contents, total)| {
                Outflow::new(kg(total)).unwrap().with_recycled(kg(total * contents[1])).unwrap()
            })
            .collect();
        let outflow = Outflow::total_of(&outflows).unwrap().recycled().unwrap();
        prop_assert!(close(outflow.value().value, whole));
    }

    #[test]
    fn fates_and_the_untraced_are_at_most_the_whole(
        fates in parts::<4>(),
        total in 0.001..1e9_f64,
        untraced in 0.0..=1.0_f64,
    ) {
        let [reused, recycled, biological, unknown] = fates.map(|part| kg(total * part));
        let outflow = Outflow::new(kg(total))
            .and_then(|it| it.with_reused(reused))
            .and_then(|it| it.with_recycled(recycled))
            .and_then(|it| it.with_biological(biological))
            .and_then(|it| it.with_untraced(unknown))
            .unwrap();
        let sum: f64 = [outflow.reused(), outflow.recycled(), outflow.biological()]
            .map(|part| part.unwrap().value().value)
            .iter()
            .sum();
        prop_assert!((0.0..=1.0 + 1e-12).contains(&sum));
        // More that is untraced never raises what is recycled.
        let less = outflow.with_untraced(unknown * untraced).unwrap();
        prop_assert_eq!(less.recycled().unwrap().value(), outflow.recycled().unwrap().value());
        let rest = total - fates.iter().map(|part| total * part).sum::<f64>();
        prop_assert!(outflow.with_lost(kg(rest.max(0.0))).is_ok());
        prop_assert!(outflow.with_lost(kg(rest.max(0.0) + total * 1e-6)).is_err());
    }

    #[test]
    fn renewable_energy_does_not_depend_on_the_unit_or_on_the_order_of_sites(
        sites in vec(([0.0..1e6_f64, 0.0..1e5_f64], [1e6..1e9_f64, 0.0..1e5_f64]), 1..6),
        exponent in 0..40_i32,
    ) {
        let unit = power_of_two(exponent);
        let flows = |unit: f64| -> Vec<EnergyFlows> {
            let flow = |&([i, o], [ti, to]): &([f64; 2], [f64; 2])| {
                EnergyFlows::inflow(base(i * unit), base(ti * unit))
                    .and_then(|it| it.with_outflow(base(o * unit), base(to * unit)))
                    .unwrap()
            };
            sites.iter().map(flow).collect()
        };
        let of = |flows: &[EnergyFlows]| {
            EnergyFlows::total_of(flows).unwrap().renewable_energy().unwrap()
        };
        let plain = of(&flows(1.0));
        prop_assert_eq!(of(&flows(unit)), plain);
        let mut reversed = flows(1.0);
        reversed.reverse();
        prop_assert_eq!(of(&reversed), plain);
    }

    #[test]
    fn a_longer_life_never_lowers_the_lifetime_ratio(
        products in vec((0.1..30.0_f64, 0.1..30.0_f64, 0.1..1e6_f64), 1..6),
        which in 0..6_usize,
        longer in 1.0..5.0_f64,
    ) {
        let lifetimes = |products: &[(f64, f64, f64)]| -> Vec<Lifetimes> {
            let of = |&(life, industry, devices): &(f64, f64, f64)| {
                Lifetimes::of_product(base(life), base(industry), Devices::new(devices)).unwrap()
            };
            products.iter().map(of).collect()
        };
        let ratio = |products: &[(f64, f64, f64)]| {
            let total = Lifetimes::total_of(&lifetimes(products)).unwrap();
            total.ratio().unwrap().value().value
        };
        let mut improved = products.clone();
        improved[which % products.len()].0 *= longer;
        prop_assert!(ratio(&improved) >= ratio(&products));
        let each = products.iter().map(|(life, industry, _)| life / industry);
        let (low, high) = each.fold((f64::INFINITY, 0.0_f64), |(l, h), x| (l.min(x), h.max(x)));
        let together = ratio(&products);
        prop_assert!(low * (1.0 - 1e-12) <= together && together <= high * (1.0 + 1e-12));
    }

    #[test]
    fn balances_add_part_by_part(
        sites in vec((parts::<3>(), 0.001..1e9_f64), 1..6),
    ) {
        let balances: Vec<Balance> = sites
            .iter()
            .map(|&(contents, total)| Balance::new().with_inflow(inflow(contents, total)))
            .collect();
        let inflows: Vec<Inflow> =
            sites.iter().map(|&(contents, total)| inflow(contents, total)).collect();
        let total = Balance::total_of(&balances).unwrap();
        prop_assert_eq!(total.inflow().unwrap(), &Inflow::total_of(&inflows).unwrap());
        prop_assert!(total.outflow().is_err());
        prop_assert!(close(
            total.inflow().unwrap().linear().value,
            inflows.iter().map(|it| it.linear().value).sum(),
        ));
    }
}
