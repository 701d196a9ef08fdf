//! Scorecards of several sites.

use std::collections::BTreeMap;

use ict_impact::circularity::cmu::RecoveredWaste;
use ict_impact::circularity::cti;
use ict_impact::circularity::eu_battery::{BatteryAccount, BatteryMetal};
use ict_impact::circularity::iso59020::{
    Balance, EnergyFlows, Inflow, Lifetimes, Outflow, WaterFlows,
};
use ict_impact::circularity::mci::{MaterialFlows, Product, Utility};
use ict_impact::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use ict_impact::circularity::reuse::ReuseCounts;
use ict_impact::circularity::scorecard::{INDICATORS, Row, Scorecard, ScorecardInputs};
use ict_impact::circularity::weee::EwasteAccount;
use ict_impact::circularity::{CircularityError, Flag};
use ict_impact::ewaste::NationalFlows;
use ict_impact::quantity::{Devices, Eur, Money, Persons};
use ict_impact::time::{Year, YearSeries};
use proptest::collection::vec;
use proptest::prelude::*;

use super::mci::{ComponentInput, component, component_input};
use super::{base, close, kg, parts, power_of_two, share};

/// Numbers from which a site is made, and which parts of it are known.
#[derive(Debug, Clone)]
struct Site {
    amounts: [f64; 8],
    shares: [[f64; 3]; 4],
    components: Vec<ComponentInput>,
    utility: f64,
    known: [bool; 8],
}

fn site() -> impl Strategy<Value = Site> {
    (
        prop::array::uniform8(1.0..1e6_f64),
        prop::array::uniform4(parts::<3>()),
        vec(component_input(), 1..3),
        0.5..4.0_f64,
        prop::array::uniform8(prop::bool::weighted(0.9)),
    )
        .prop_map(|(amounts, shares, components, utility, known)| Site {
            amounts,
            shares,
            components,
            utility,
            known,
        })
}

impl Site {
    /// The inputs, with all amounts in a unit that is `unit` times smaller.
    fn inputs(&self, unit: f64) -> Result<ScorecardInputs, CircularityError> {
        let [a, b, c, d, e, f, g, h] = self.amounts.map(|amount| amount * unit);
        let [origin, fate, third, fourth] = self.shares;
        let mut balance = Balance::new()
            .with_inflow(
                Inflow::new(kg(a))?
                    .with_reused(kg(a * origin[0]))?
                    .with_recycled(kg(a * origin[1]))?
                    .with_renewable(kg(a * origin[2]))?,
            )
            .with_revenue(Money::<Eur, 2023>::new(h))?;
        if self.known[0] {
            balance = balance.with_outflow(
                Outflow::new(kg(b))?
                    .with_reused(kg(b * fate[0]))?
                    .with_recycled(kg(b * fate[1]))?
                    .with_untraced(kg(b * fate[2]))?,
            );
        }
        if self.known[1] {
            let renewable = base(c * third[0]);
            balance = balance.with_energy(
                EnergyFlows::inflow(renewable, base(c))?
                    .with_outflow(base(c * third[1] / 4.0), base(c * third[1] / 2.0))?,
            );
        }
        if self.known[2] {
            let mut water = WaterFlows::new(base(d))?.with_circular_inflow(base(d * third[2]))?;
            if self.known[3] {
                water = water
                    .with_discharge(base(d / 2.0))?
                    .with_circular_discharge(base(d * third[0] / 2.0))?
                    .with_onsite_use(base(d * 3.0), base(d))?;
            }
            balance = balance.with_water(water);
        }
        let devices = Devices::new(e);
        let lifetimes = Lifetimes::of_product(base(self.utility), base(2.0), devices)?;
        let year = Year::of::<2022>();
        let series = |first, masses: &[f64]| {
            let masses = masses.iter().copied().map(kg).collect();
            YearSeries::new(first, masses).map_err(|_| CircularityError::NoAccount)
        };
        let mut ewaste = EwasteAccount::in_year(year)
            .with_generated(&series(year, &[f])?)?
            .with_collected(&series(year, &[f * fourth[0]])?)?
            .with_recycled(NationalFlows {
                in_country: kg(f * fourth[1]),
                exported: kg(f * fourth[2]),
                imported: kg(0.0),
            })?;
        if self.known[4] {
            ewaste = ewaste
                .with_put_on_market(&series(Year::of::<2019>(), &[f, f * 1.5, f * 2.0])?)?
                .with_inhabitants(Persons::new(g))?;
        }
        let components: Vec<_> = self
            .components
            .iter()
            .map(|&(mass, feedstock, ef, end, ec)| component((mass * unit, feedstock, ef, end, ec)))
            .collect();
        let product = Product {
            flows: MaterialFlows::of_bill_of_materials(&components)?,
            utility: Utility::new(base(self.utility))?,
        };
        let mut inputs = ScorecardInputs::new()
            .with_balance(balance)
            .with_lifetimes(lifetimes)
            .with_ewaste(ewaste)
            .with_recoverable_outflow(vec![cti::Outflow::new(
                kg(b),
                share(fate[0]),
                share(fate[1]),
            )?])
            .with_critical_inflow(kg(a * (1.0 - origin.iter().sum::<f64>()).max(0.0) / 2.0))?
            .with_products(vec![product])
            .with_recovered_waste(
                RecoveredWaste::new(kg(g), kg(g * third[1]), kg(g * third[2]))?,
                kg(10.0 * g),
            )?
            .with_metal_input(MetalInput::new(kg(c), kg(d), kg(e))?)
            .with_end_of_life_metal(EndOfLifeMetal::new(
                kg(c),
                kg(c * fate[0]),
                kg(c * fate[0] * fate[1]),
            )?)
            .with_product_revenues(&[(
                Money::<Eur, 2023>::new(h),
                share(origin[0]),
                share(fate[0]),
            )])?;
        if self.known[5] {
            inputs = inputs.with_batteries(
                BatteryAccount::new()
                    .with_collection(kg(g * third[0]), [kg(g), kg(g * 1.5), kg(g * 2.0)])?
                    .with_recycling(kg(g * third[1]), kg(g))?
                    .with_recovery(BatteryMetal::Cobalt, kg(h * third[2]), kg(h))?,
            );
        }
        if self.known[6] {
            inputs = inputs.with_reuse(
                ReuseCounts::new(devices, Devices::new(e * fourth[0]))?
                    .with_refurbishing(Devices::new(e / 2.0), Devices::new(e * fourth[1] / 2.0))?,
            );
        }
        Ok(inputs)
    }
}

fn inputs(sites: &[Site], unit: f64) -> Vec<ScorecardInputs> {
    sites
        .iter()
        .map(|site| site.inputs(unit).unwrap())
        .collect()
}

fn card(inputs: &[ScorecardInputs]) -> Scorecard {
    ScorecardInputs::total_of(inputs).unwrap().scorecard()
}

/// The bits of every value that is known.
fn values(card: &Scorecard) -> BTreeMap<&'static str, f64> {
    let value = |row: &Row| (row.description().id(), row.value().unwrap());
    card.known().map(value).collect()
}

/// Indicators whose value is an amount that doubles with the sites, or a rate per what does not.
fn is_amount(id: &str) -> bool {
    id == "cti.revenue"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_value_lies_in_its_range_or_is_flagged(sites in vec(site(), 1..5)) {
        let card = card(&inputs(&sites, 1.0));
        prop_assert_eq!(card.rows().len(), INDICATORS.len());
        let mut known = 0;
        for row in card.rows() {
            let Some(value) = row.value() else {
                prop_assert!(row.reason().is_some());
                continue;
            };
            known += 1;
            let outside = [Flag::Over100, Flag::Negative, Flag::NegativeDenominator];
            let flagged = outside.into_iter().any(|flag| row.flags().contains(flag));
            let range = row.description().range();
            prop_assert!(range.contains(value) || flagged, "{} {value}", row.description().id());
        }
        prop_assert!(known >= 20, "{known}");
    }

    #[test]
    fn the_order_of_the_sites_does_not_change_a_bit(sites in vec(site(), 2..6), by in 1..6_usize) {
        let forward = inputs(&sites, 1.0);
        let mut turned = forward.clone();
        turned.rotate_left(by % forward.len());
        let mut backward = forward.clone();
        backward.reverse();
        let bits = |inputs: &[ScorecardInputs]| -> Vec<(&'static str, u64)> {
            values(&card(inputs)).into_iter().map(|(id, value)| (id, value.to_bits())).collect()
        };
        prop_assert_eq!(bits(&turned), bits(&forward));
        prop_assert_eq!(bits(&backward), bits(&forward));
    }

    #[test]
    fn totals_of_totals_are_the_total(sites in vec(site(), 2..6), at in 0..6_usize) {
        let all = inputs(&sites, 1.0);
        let (left, right) = all.split_at(1 + at % (all.len() - 1));
        let halves = [left, right].map(|half| ScorecardInputs::total_of(half).unwrap());
        let (whole, parts) = (values(&card(&all)), values(&card(&halves)));
        prop_assert!(whole.keys().eq(parts.keys()));
        for (id, value) in &whole {
            prop_assert!((value - parts[id]).abs() <= 1e-9 * value.abs().max(1e-6), "{id}");
        }
    }

    #[test]
    fn rates_do_not_depend_on_the_unit(sites in vec(site(), 1..4), exponent in -20..20_i32) {
        let unit = power_of_two(exponent);
        let (plain, scaled) = (card(&inputs(&sites, 1.0)), card(&inputs(&sites, unit)));
        let (plain, scaled) = (values(&plain), values(&scaled));
        prop_assert!(plain.keys().eq(scaled.keys()));
        for (id, value) in &plain {
            let expected = if is_amount(id) { value * unit } else { *value };
            prop_assert_eq!(scaled[id].to_bits(), expected.to_bits(), "{}", id);
        }
    }

    #[test]
    fn a_rate_of_all_sites_lies_between_those_of_each(sites in vec(site(), 1..5)) {
        let all = inputs(&sites, 1.0);
        let each: Vec<_> = all.iter().map(|one| card(std::slice::from_ref(one))).collect();
        let each: Vec<_> = each.iter().map(values).collect();
        for (id, value) in &values(&card(&all)) {
            // Sums of net amounts, products and sums of two rates are no mediant.
            let no_mediant = ["cti.water_circularity", "eurostat.ewaste_recycling", "cti.renewable_energy"];
            if is_amount(id) || no_mediant.contains(id) || *id == "mci" {
                continue;
            }
            let of = each.iter().map(|site| site[id]);
            let (low, high) =
                of.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
            let slack = 1e-9 * value.abs();
            prop_assert!(low - slack <= *value && *value <= high + slack, "{id}: {low} {value} {high}");
        }
    }

    #[test]
    fn an_input_taken_away_takes_only_its_indicators(site in site()) {
        let full = Site { known: [true; 8], ..site.clone() };
        let (full, some) = (full.inputs(1.0).unwrap(), site.inputs(1.0).unwrap());
        let (full, some) = (full.scorecard(), some.scorecard());
        let (before, after) = (values(&full), values(&some));
        for (id, value) in &after {
            prop_assert_eq!(value.to_bits(), before[id].to_bits(), "{}", id);
        }
        prop_assert!(after.len() <= before.len());
        prop_assert!(close(after["iso59020.recycled_inflow"], 100.0 * site.shares[0][1]) || site.shares[0][1] < 1e-9);
    }
}
