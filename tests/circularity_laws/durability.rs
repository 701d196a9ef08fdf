//! Repairability, endurance, longevity, reuse and scores of design.

use ict_impact::circularity::eu_2023_1669::{
    EnduranceClass, Falls, Form, FreeFallClass, LabelledDevice, PriorityPart, RepairScores,
    RepairabilityClass, Score, disassembly_steps_score, repairability_index, weighted_part_score,
};
use ict_impact::circularity::french_repairability;
use ict_impact::circularity::itu_l1023::{Aspect, Assessment, Criterion, ScoringTable};
use ict_impact::circularity::longevity::{Return, longevity};
use ict_impact::circularity::reuse::{Displacement, ReuseCounts};
use ict_impact::quantity::{ClimateChange, Devices};
use proptest::collection::vec;
use proptest::prelude::*;

use super::{base, close, share};

proptest! {
    #[test]
    fn a_better_score_never_lowers_the_repairability_index(
        scores in prop::array::uniform6(1.0..=5.0_f64),
        which in 0..6_usize,
        better in 0.0..=1.0_f64,
    ) {
        let index = |scores: [f64; 6]| {
            let [depth, fasteners, tools, parts, software, information] =
                scores.map(|score| Score::new(score).unwrap());
            repairability_index(&RepairScores {
                disassembly_depth: depth,
                fasteners,
                tools,
                spare_parts: parts,
                software_updates: software,
                repair_information: information,
            })
            .unwrap()
            .value()
            .value
        };
        let before = index(scores);
        let mut improved = scores;
        improved[which] += better * (5.0 - improved[which]);
        prop_assert!((1.0..=5.0 + 1e-12).contains(&before));
        prop_assert!(index(improved) >= before);
        let battery = [(PriorityPart::Battery, Score::new(scores[0]).unwrap())];
        for form in [Form::Rigid, Form::Foldable] {
            let depth = weighted_part_score(form, &battery).unwrap().get();
            prop_assert!(scores[0] <= depth && depth <= 5.0);
        }
    }

    #[test]
    fn a_better_index_is_never_in_a_worse_class(
        [index, better] in prop::array::uniform2(1.0..=5.0_f64),
        [hours, longer] in prop::array::uniform2(0.0..10.0_f64),
    ) {
        let (low, high) = (index.min(better), index.max(better));
        let class = |index: f64| RepairabilityClass::of(base(index)).unwrap();
        prop_assert!(class(high) <= class(low), "A is first");
        for device in [LabelledDevice::Smartphone, LabelledDevice::SlateTablet] {
            let class = |hours: f64| EnduranceClass::of(device, base(hours));
            prop_assert!(class(hours.max(longer)) <= class(hours.min(longer)));
        }
        let band = |index: f64| french_repairability::Band::of(base(index * 2.0)).unwrap();
        prop_assert!(band(high) >= band(low), "dark green is last");
    }

    #[test]
    fn more_falls_are_never_a_worse_class(
        [closed, more, extended, further] in prop::array::uniform4(0..300_u32),
    ) {
        // None is below every class.
        let rank = |class: Option<FreeFallClass>| class.map_or(9, |class| class as u8);
        for device in [LabelledDevice::Smartphone, LabelledDevice::SlateTablet] {
            let rigid = |falls| rank(FreeFallClass::of(device, Falls::Rigid(falls)));
            prop_assert!(rigid(closed + more) <= rigid(closed));
            let foldable = |closed, extended| {
                rank(FreeFallClass::of(device, Falls::Foldable { closed, extended }))
            };
            prop_assert!(foldable(closed + more, extended + further) <= foldable(closed, extended));
        }
    }

    #[test]
    fn more_steps_never_raise_a_score(steps in 0..40_u32, more in 0..40_u32, remote in 0..4_u32) {
        let score = disassembly_steps_score(steps, remote).get();
        prop_assert!(disassembly_steps_score(steps + more, remote).get() <= score);
        prop_assert!(disassembly_steps_score(steps, remote + 1).get() <= score);
        prop_assert_eq!(disassembly_steps_score(steps + 5 * remote, 0).get(), score);
    }

    #[test]
    fn longevity_grows_with_every_share_and_life(
        life in 0.1..10.0_f64,
        [w, x, y, z] in prop::array::uniform4(0.0..0.9_f64),
        [second_life, more] in prop::array::uniform2(0.0..5.0_f64),
    ) {
        let of = |life: f64, [w, x, y, z]: [f64; 4], added: f64| {
            let step = Return {
                returned: share(w),
                refurbished: share(x),
                recycled: share(y),
                yielded: share(z),
                life: base(added),
            };
            longevity(base(life), step, step).unwrap().longevity.value().value
        };
        let before = of(life, [w, x, y, z], second_life);
        prop_assert!(before >= life);
        prop_assert!(of(life + more, [w, x, y, z], second_life) >= before);
        prop_assert!(of(life, [w, x, y, z], second_life + more) >= before);
        for which in 0..4 {
            let mut shares = [w, x, y, z];
            shares[which] += 0.05;
            prop_assert!(of(life, shares, second_life) >= before * (1.0 - 1e-12));
        }
        prop_assert!(close(of(2.0 * life, [w, x, y, z], 2.0 * second_life), 2.0 * before));
    }

    #[test]
    fn more_displacement_is_less_rebound(
        [rate, more] in prop::array::uniform2(0.0..=1.0_f64),
        primary in 1.0..1e3_f64,
        part in 0.0..0.99_f64,
    ) {
        let more = rate + more * (1.0 - rate);
        let of = |rate: f64| {
            let of = Displacement::<ClimateChange>::new(
                share(rate),
                base(primary),
                base(primary * part),
            );
            of.unwrap()
        };
        let rebound = |rate| of(rate).rebound().unwrap().value().value;
        prop_assert!(rebound(more) <= rebound(rate) + 1e-12);
        prop_assert!(rebound(1.0).abs() < 1e-12);
        let saving = |rate| of(rate).saving(Devices::new(10.0)).kg();
        prop_assert!(saving(more) >= saving(rate));
        // What is kept of the potential is what rebound leaves.
        let potential = saving(1.0);
        prop_assert!((saving(rate) - potential * (1.0 - rebound(rate))).abs() <= 1e-9 * potential);
    }

    #[test]
    fn the_refurbishing_rate_is_acceptance_times_yield(
        collected in 1.0..1e6_f64,
        [reused, accepted, works] in prop::array::uniform3(0.001..=1.0_f64),
    ) {
        let n = Devices::new;
        let accepted = collected * accepted;
        let counts = ReuseCounts::new(n(collected), n(collected * reused))
            .and_then(|it| it.with_refurbishing(n(accepted), n(accepted * works)))
            .unwrap();
        let [rate, yields, reuse] =
            [counts.refurbishing_rate(), counts.refurbishing_yield(), counts.reuse_rate()]
                .map(|it| it.unwrap().value().value);
        prop_assert!(close(rate, accepted / collected * yields));
        prop_assert!(rate <= yields && yields <= 1.0 && close(reuse, reused));
    }

    #[test]
    fn the_score_of_an_aspect_lies_between_those_of_its_criteria(
        scores in vec(0.0..=1.0_f64, 1..8),
        criteria in vec((0..8_usize, 0..3_usize), 1..12),
    ) {
        let row = vec![scores.iter().map(|&score| share(score)).collect::<Vec<_>>()];
        let margins: Vec<String> = (0..scores.len()).map(|n| n.to_string()).collect();
        let names: Vec<&str> = margins.iter().map(String::as_str).collect();
        let table = ScoringTable::new(&["any"], &names, &row).unwrap();
        let mut list: Vec<Criterion> = Vec::new();
        for (n, &(margin, aspect)) in criteria.iter().enumerate() {
            let margin = names[margin % names.len()];
            list.push(Criterion::new(n.to_string(), Aspect::ALL[aspect], "any", margin));
        }
        let forward = Assessment::new(&table, &list).unwrap();
        list.reverse();
        let backward = Assessment::new(&table, &list).unwrap();
        for (place, aspect) in Aspect::ALL.into_iter().enumerate() {
            let of = criteria.iter().filter(|it| it.1 == place).map(|it| scores[it.0 % scores.len()]);
            let (low, high) = of.fold((2.0_f64, -1.0_f64), |(l, h), s| (l.min(s), h.max(s)));
            prop_assert_eq!(forward.score(aspect), backward.score(aspect));
            match forward.score(aspect) {
                Ok(score) => {
                    let score = score.value().get();
                    prop_assert!(low - 1e-12 <= score && score <= high + 1e-12);
                }
                Err(_) => prop_assert!(high < 0.0, "no criterion"),
            }
        }
    }
}
