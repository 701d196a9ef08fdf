//! Recycled content, circular use of materials, the circular footprint formula.

use ict_impact::circularity::cff::{
    Allocation, CircularFootprint, EnergyRecovery, RecycledInput, RecyclingAfterUse,
};
use ict_impact::circularity::cmu::RecoveredWaste;
use ict_impact::circularity::cti::{self, circular_inflow};
use ict_impact::circularity::iso59020::Inflow;
use ict_impact::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use ict_impact::quantity::{ClimateChange, Factor, Mass, Quantity, Share};
use proptest::prelude::*;

use super::{base, close, kg, share};

proptest! {
    #[test]
    fn more_recycled_input_never_lowers_recycled_content(
        primary in 0.001..1e6_f64,
        old in 0.0..1e6_f64,
        new in 0.0..1e6_f64,
        more in 0.0..1e6_f64,
    ) {
        let input = |old: f64| MetalInput::new(kg(primary), kg(old), kg(new)).unwrap();
        let rates = |input: MetalInput| {
            [input.recycled_content().unwrap(), input.recycling_input_rate().unwrap()]
                .map(|rate| rate.value().value)
        };
        let (before, after) = (rates(input(old)), rates(input(old + more)));
        prop_assert!(after[0] >= before[0] && after[1] >= before[1]);
        prop_assert!(before[1] <= before[0], "old scrap is a part of all scrap");

        let total = primary + old + more;
        let content = |recycled: f64| {
            let inflow = Inflow::new(kg(total)).unwrap().with_recycled(kg(recycled)).unwrap();
            inflow.recycled_content().unwrap().value().value
        };
        prop_assert!(content(old + more) >= content(old));
    }

    #[test]
    fn the_circular_use_rate_does_not_depend_on_the_unit(
        [recovered, imported, exported] in prop::array::uniform3(0.0..1e6_f64),
        consumed in 1e7..1e9_f64,
        exponent in -20..20_i32,
    ) {
        let unit = (0..exponent.abs()).fold(1.0, |unit, _| unit * 2.0);
        let scale = |mass: f64| kg(if exponent < 0 { mass / unit } else { mass * unit });
        let rate = |scale: &dyn Fn(f64) -> Mass| {
            RecoveredWaste::new(scale(recovered), scale(imported), scale(exported))
                .and_then(|waste| waste.circular_material_use_rate(scale(consumed)))
                .unwrap()
        };
        let (plain, scaled) = (rate(&kg), rate(&scale));
        prop_assert_eq!(plain, scaled);
        prop_assert!(plain.value().value < 1.0);
        prop_assert_eq!(plain.value().value < 0.0, recovered + exported < imported);
    }

    #[test]
    fn the_cut_off_does_not_see_recycling_after_use(
        [r1, r2, other] in prop::array::uniform3(0.0..=1.0_f64),
        [virgin, recycled, recycling, replaced] in prop::array::uniform4(-10.0..10.0_f64),
        quality in 0.0..1.0_f64,
    ) {
        let footprint = |r2: f64, a: f64| {
            let nothing = (Share::NONE, Factor::from_base(0.0).unwrap());
            CircularFootprint::<ClimateChange>::new(
                base(virgin),
                RecycledInput { share: share(r1), impact: base(recycled), quality: base(quality) },
                RecyclingAfterUse {
                    share: share(r2),
                    impact: base(recycling),
                    replaced: base(replaced),
                    quality: base(quality),
                },
                EnergyRecovery {
                    share: Share::NONE,
                    impact: base(0.0),
                    lower_heating_value: base(0.0),
                    heat: nothing,
                    electricity: nothing,
                },
                base(1.0),
                Allocation { material: share(a), energy: Share::NONE },
            )
            .unwrap()
        };
        prop_assert_eq!(footprint(r2, 1.0).material, footprint(other, 1.0).material);
        let (none, half, all) = (footprint(r2, 0.0), footprint(r2, 0.5), footprint(r2, 1.0));
        let mean = (none.material.base() + all.material.base()) / 2.0;
        prop_assert!((half.material.base() - mean).abs() < 1e-12, "linear in A");
        prop_assert!(close(half.disposal.base(), 1.0 - r2) || r2 > 1.0 - 1e-9);
    }

    #[test]
    fn the_recycling_rate_is_collection_times_process(
        available in 0.001..1e9_f64,
        [collected, recycled] in prop::array::uniform2(0.0001..=1.0_f64),
    ) {
        let collected = available * collected;
        let metal = EndOfLifeMetal::new(kg(available), kg(collected), kg(collected * recycled));
        let metal = metal.unwrap();
        let [rate, collection, process] =
            [metal.recycling_rate(), metal.collection_rate(), metal.process_efficiency()]
                .map(|rate| rate.unwrap().value().value);
        prop_assert!(close(rate, collection * process));
        prop_assert!(rate <= collection && collection <= 1.0);
    }

    #[test]
    fn more_recycled_material_never_lowers_the_circular_inflow(
        [recycled, more] in prop::array::uniform2(0.0..=1.0_f64),
        mass in 0.001..1e9_f64,
    ) {
        let more = recycled + more * (1.0 - recycled);
        let content = |part: f64| {
            let inflow = cti::Inflow::new(kg(mass), share(part)).unwrap();
            circular_inflow(&[inflow]).unwrap().value().value
        };
        prop_assert!(content(more) >= content(recycled));
        prop_assert!((0.0..=1.0).contains(&content(more)));
    }
}
