//! Laws of who answers for embodied impact: over years and users, and over products that share
//! recycled material.

use ict_impact::circularity::cff::{
    Allocation, CircularFootprint, EnergyRecovery, RecycledInput, RecyclingAfterUse,
};
use ict_impact::emissions::{EndOfLifeAllocation, RemainingLife, YearlyAttribution};
use ict_impact::quantity::{
    ClimateChange, Co2e, Factor, Impact, PerMass, Quantity, Ratio, Share, sum,
};
use ict_impact::time::Year;
use proptest::collection::vec;
use proptest::prelude::*;

fn base<Q: Quantity>(value: f64) -> Q {
    Q::from_base(value).unwrap()
}

fn share(part: f64) -> Share {
    base(part)
}

/// Positive numbers of all magnitudes.
fn any_size() -> impl Strategy<Value = f64> {
    (1.0..10.0_f64, -300..300_i32)
        .prop_map(|(digits, power)| digits * format!("1e{power}").parse::<f64>().unwrap())
}

/// What each of the users answers for in each year, far beyond both lives.
fn attributed(life: YearlyAttribution, total: f64) -> Vec<f64> {
    let years = Year::of::<1990>().to(Year::of::<2120>());
    years
        .flat_map(|year| {
            let total: Co2e = base(total);
            [life.first_user(total, year), life.second_user(total, year)]
        })
        .map(Co2e::kg)
        .collect()
}

fn exact(parts: &[f64]) -> f64 {
    sum(parts.iter().map(|&part| base::<Co2e>(part)))
        .unwrap()
        .kg()
}

type Kg = Factor<Impact<ClimateChange>, PerMass>;

#[derive(Debug)]
struct Material {
    virgin: Kg,
    input: RecycledInput<ClimateChange>,
    output: RecyclingAfterUse<ClimateChange>,
    disposal: Kg,
}

fn material() -> impl Strategy<Value = Material> {
    let impacts = prop::array::uniform5(0.0..100.0_f64);
    let shares = prop::array::uniform2(0.0..=1.0_f64);
    (impacts, shares, prop::array::uniform2(0.1..1.0_f64)).prop_map(
        |([virgin, recycled, recycling, replaced, disposal], [r1, r2], [q_in, q_out])| Material {
            virgin: base(virgin),
            input: RecycledInput {
                share: share(r1),
                impact: base(recycled),
                quality: base(q_in),
            },
            output: RecyclingAfterUse {
                share: share(r2),
                impact: base(recycling),
                replaced: base(replaced),
                quality: base(q_out),
            },
            disposal: base(disposal),
        },
    )
}

impl Material {
    fn by(&self, approach: EndOfLifeAllocation) -> CircularFootprint<ClimateChange> {
        approach
            .footprint(self.virgin, self.input, self.output, self.disposal)
            .unwrap()
    }

    fn by_formula(
        &self,
        a: f64,
        input: RecycledInput<ClimateChange>,
    ) -> CircularFootprint<ClimateChange> {
        let none = (Share::NONE, base(0.0));
        let recovery = EnergyRecovery {
            share: Share::NONE,
            impact: base(0.0),
            lower_heating_value: base(0.0),
            heat: none,
            electricity: none,
        };
        let allocation = Allocation {
            material: share(a),
            energy: Share::NONE,
        };
        CircularFootprint::new(
            self.virgin,
            input,
            self.output,
            recovery,
            self.disposal,
            allocation,
        )
        .unwrap()
    }

    fn cut_off(&self) -> f64 {
        let (r1, r2) = (self.input.share.get(), self.output.share.get());
        (1.0 - r1) * self.virgin.base()
            + r1 * self.input.impact.base()
            + (1.0 - r2) * self.disposal.base()
    }

    fn end_of_life_recycling(&self) -> f64 {
        let r2 = self.output.share.get();
        let replaced = self.output.replaced.base() * self.output.quality.value;
        self.virgin.base()
            + r2 * (self.output.impact.base() - replaced)
            + (1.0 - r2) * self.disposal.base()
    }
}

proptest! {
    #[test]
    fn all_years_and_users_together_are_exactly_the_whole(
        total in any_size(),
        expected in 1..40_u16,
        used in 0..50_i32,
        again in 1..40_u16,
        chosen in vec(any::<bool>(), 262),
    ) {
        let acquired = Year::of::<2000>();
        let last = acquired.plus(used).unwrap();
        let linear = YearlyAttribution::linear(acquired, expected).unwrap();
        let lives = [
            YearlyAttribution::in_year_of_acquisition(acquired),
            linear,
            linear.replaced(last, RemainingLife::WrittenOff).unwrap(),
            linear.replaced(last, RemainingLife::PassedOn { years: again }).unwrap(),
        ];
        for life in lives {
            let mut parts = attributed(life, total);
            prop_assert!(parts.iter().all(|&part| (0.0..=total).contains(&part)));
            prop_assert_eq!(exact(&parts), total, "{:?}", life);
            let some: Vec<f64> =
                parts.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(p, _)| *p).collect();
            prop_assert!(exact(&some) <= total);
            parts.reverse();
            prop_assert_eq!(exact(&parts), total);
        }
        let yearly = total / f64::from(expected);
        let first = linear.first_user(base::<Co2e>(total), acquired).kg();
        prop_assert!((first - yearly).abs() <= 1e-15 * total);
    }

    #[test]
    fn replacing_early_attributes_no_less(
        total in 0.0..1e6_f64,
        expected in 1..20_u16,
        used in 0..20_i32,
        again in 1..20_u16,
    ) {
        let acquired = Year::of::<2000>();
        let last = acquired.plus(used).unwrap();
        let linear = YearlyAttribution::linear(acquired, expected).unwrap();
        let of_first = |life: YearlyAttribution| {
            let years = acquired.to(last);
            exact(&years.map(|y| life.first_user(base::<Co2e>(total), y).kg()).collect::<Vec<_>>())
        };
        let kept = of_first(linear);
        let off = of_first(linear.replaced(last, RemainingLife::WrittenOff).unwrap());
        let passed = linear.replaced(last, RemainingLife::PassedOn { years: again }).unwrap();
        prop_assert_eq!(off, total);
        prop_assert_eq!(of_first(passed), kept);
        let second: Vec<_> = last
            .to(Year::of::<2060>())
            .map(|year| passed.second_user(base::<Co2e>(total), year).kg())
            .collect();
        prop_assert!((kept + exact(&second) - total).abs() <= 1e-15 * total);
    }

    #[test]
    fn the_allocations_of_recycling_are_the_circular_footprint_formula(material in material()) {
        let cut_off = material.by(EndOfLifeAllocation::CutOff);
        prop_assert_eq!(cut_off, material.by_formula(1.0, material.input));
        prop_assert_eq!(cut_off.total().base(), material.cut_off());

        let no_input = RecycledInput { share: Share::NONE, ..material.input };
        let recycling = material.by(EndOfLifeAllocation::EndOfLifeRecycling);
        prop_assert_eq!(recycling, material.by_formula(0.0, no_input));
        prop_assert_eq!(recycling.total().base(), material.end_of_life_recycling());

        let as_good_as_new = RecycledInput { quality: base::<Ratio>(1.0), ..material.input };
        let halves = material.by(EndOfLifeAllocation::FiftyFifty);
        prop_assert_eq!(halves, material.by_formula(0.5, as_good_as_new));
        let mean = (material.cut_off() + material.end_of_life_recycling()) / 2.0;
        prop_assert!((halves.total().base() - mean).abs() < 1e-10);
    }
}

#[test]
fn the_whole_is_exact_at_the_edges_of_numbers_and_for_credits() {
    let acquired = Year::of::<2000>();
    let smallest = f64::from_bits(1);
    for total in [
        0.0,
        smallest,
        3.0 * smallest,
        f64::MIN_POSITIVE,
        f64::MAX,
        -3.7,
    ] {
        for expected in [1, 3, 7, 10] {
            let linear = YearlyAttribution::linear(acquired, expected).unwrap();
            let passed_on = RemainingLife::PassedOn { years: 3 };
            for rest in [RemainingLife::WrittenOff, passed_on] {
                let life = linear.replaced(acquired.plus(1).unwrap(), rest).unwrap();
                for life in [linear, life] {
                    let parts = attributed(life, total);
                    assert_eq!(exact(&parts), total, "{life:?}");
                    assert!(parts.iter().all(|part| part.abs() <= total.abs()));
                }
            }
        }
    }
}
