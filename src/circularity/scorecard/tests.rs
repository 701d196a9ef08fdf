use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;

use super::*;
use crate::circularity::cmu::RecoveredWaste;
use crate::circularity::eu_2023_1669::{LabelledDevice, RepairScores, Score};
use crate::circularity::eu_battery::{BatteryAccount, BatteryMetal};
use crate::circularity::iso59020::{Balance, EnergyFlows, Inflow, Lifetimes, Outflow, WaterFlows};
use crate::circularity::itu_l1023::{Aspect, Assessment, Criterion, ScoringTable};
use crate::circularity::longevity::Return;
use crate::circularity::recycled_content::{EndOfLifeMetal, MetalInput};
use crate::circularity::reuse::{Displacement, LifeStages, ReuseCounts, StageRoles};
use crate::circularity::slot::Slot;
use crate::circularity::weee::EwasteAccount;
use crate::circularity::{CircularityError, Flag, Flags, Indicator, Input, MethodId, cti, mci};
use crate::column::ColumnBuf;
use crate::ewaste::NationalFlows;
use crate::ewaste::targets::CategoryTreatment;
use crate::fleet::{Intervals, Lifetime, Stage, StageNetwork, Years};
use crate::quantity::{
    Devices, Eur, Factor, Mass, Money, Persons, Quantity, Ratio, Share, Usd, parse,
};
use crate::reference::action_lines::action_line;
use crate::time::{Year, YearSeries};

type Fallible<T> = Result<T, CircularityError>;

fn kg(mass: f64) -> Mass {
    Mass::from_checked(mass)
}

fn q<Q: Quantity>(text: &str) -> Q {
    parse(text).unwrap()
}

fn share(part: f64) -> Share {
    Share::new(part).unwrap()
}

fn balance() -> Fallible<Balance> {
    let inflow = Inflow::new(kg(200.0))?
        .with_reused(kg(20.0))?
        .with_recycled(kg(50.0))?
        .with_renewable(kg(10.0))?;
    let outflow = Outflow::new(kg(160.0))?
        .with_reused(kg(16.0))?
        .with_recycled(kg(40.0))?
        .with_biological(kg(8.0))?;
    let energy = EnergyFlows::inflow(q("500 MWh"), q("1000 MWh"))?
        .with_outflow(q("300 MWh"), q("200 MWh"))?;
    let water = WaterFlows::new(q("160 m3"))?
        .with_circular_inflow(q("40 m3"))?
        .with_circular_discharge(q("60 m3"))?
        .with_discharge(q("80 m3"))?
        .with_onsite_use(q("240 m3"), q("160 m3"))?;
    let lifetimes = Lifetimes::of_product(q("6 a"), q("4 a"), Devices::new(10.0))?;
    Balance::new()
        .with_inflow(inflow)
        .with_outflow(outflow)
        .with_energy(energy)
        .with_water(water)
        .with_lifetimes(lifetimes)
        .with_growth_and_resource_use(q("1.5 1"), q("1.2 1"))?
        .with_revenue(Money::<Eur, 2023>::new(240.0))
}

fn ewaste() -> Fallible<EwasteAccount> {
    let year = Year::of::<2022>();
    let series = |first, masses: &[f64]| {
        YearSeries::new(first, masses.iter().copied().map(kg).collect()).unwrap()
    };
    let flows = |in_country, exported, imported| NationalFlows {
        in_country: kg(in_country),
        exported: kg(exported),
        imported: kg(imported),
    };
    let treatments = ["EU6-1", "EU6-2", "EU6-3", "EU6-4", "EU6-5", "EU6-6"].map(|code| {
        CategoryTreatment::new(code.parse().unwrap(), kg(10.0), kg(8.0))
            .and_then(|it| it.with_recycling(kg(1.0), kg(6.0)))
            .unwrap()
    });
    EwasteAccount::in_year(year)
        .with_put_on_market(&series(Year::of::<2019>(), &[90.0, 100.0, 110.0]))?
        .with_generated(&series(year, &[80.0]))?
        .with_collected(&series(year, &[60.0]))?
        .with_treated(flows(40.0, 8.0, 4.0))?
        .with_recycled(flows(20.0, 8.0, 4.0))?
        .with_treatment(&treatments)?
        .with_inhabitants(Persons::new(20.0))
}

fn batteries() -> Fallible<BatteryAccount> {
    let mut batteries = BatteryAccount::new()
        .with_collection(kg(52.0), [kg(90.0), kg(100.0), kg(110.0)])?
        .with_recycling(kg(65.0), kg(100.0))?;
    for metal in BatteryMetal::ALL {
        batteries = batteries
            .with_recovery(metal, kg(9.0), kg(10.0))?
            .with_content(metal, kg(1.0), kg(10.0))?;
    }
    Ok(batteries)
}

fn life_stages() -> LifeStages {
    let (first, last) = (Year::of::<2020>(), Year::of::<2021>());
    let year = Lifetime::fixed(Years::new(1.0)).unwrap();
    let stages = [
        Stage::new("in use", year.clone())
            .then("drawer", share(0.5))
            .then_refurbished("second life", share(0.25), share(0.8))
            .discarded(share(0.25)),
        Stage::new("drawer", year.clone()),
        Stage::new("second life", year),
    ];
    let years = Intervals::yearly(first, last).unwrap();
    let network = StageNetwork::new(&years, stages).unwrap();
    let sold = ColumnBuf::<Devices>::from_base(vec![100.0, 30.0]).unwrap();
    let flows = network.inflow_driven(sold.column()).unwrap();
    let roles = StageRoles::new()
        .hibernating(["drawer"])
        .further_life(["second life"]);
    LifeStages::of(&flows, last, &roles).unwrap()
}

fn product() -> Fallible<mci::Product> {
    let none = Share::NONE;
    let component = mci::Component::new(
        kg(100.0),
        mci::Feedstock::new(share(0.3), none, none)?,
        mci::EndOfUse::new(share(0.5), none, none, none)?,
    )?;
    Ok(mci::Product {
        flows: mci::MaterialFlows::of_bill_of_materials(&[component])?,
        utility: mci::Utility::AVERAGE,
    })
}

/// Everything there is, so that every indicator has a value.
fn full() -> ScorecardInputs {
    let make = || {
        let half = share(0.5);
        let ret = Return {
            returned: half,
            refurbished: half,
            recycled: half,
            yielded: half,
            life: q("2 a"),
        };
        let three = Score::new(3.0)?;
        let scores = RepairScores {
            disassembly_depth: Score::BEST,
            fasteners: three,
            tools: three,
            spare_parts: three,
            software_updates: three,
            repair_information: three,
        };
        let table = ScoringTable::new(&["high"], &["some"], &[vec![half]])?;
        let criterion = |aspect: Aspect| Criterion::new(aspect.to_string(), aspect, "high", "some");
        let per_device = |kg| Factor::from_checked(kg);
        let endurance = Indicator::new(
            q("2 h/Wh"),
            MethodId::new("EU-2023/1669", "2023", "Annex IV.1"),
            Flags::NONE,
        );
        let inputs = ScorecardInputs::new()
            .with_balance(balance()?)
            .with_products(vec![product()?])
            .with_recoverable_outflow(vec![cti::Outflow::new(kg(160.0), half, half)?])
            .with_critical_inflow(kg(6.0))?
            .with_recovered_outflow(cti::Recovered::new(&[
                (cti::RecoveryType::Reuse, kg(1.0)),
                (cti::RecoveryType::Recycle, kg(3.0)),
            ])?)
            .with_product_revenues(&[(Money::<Eur, 2023>::new(200.0), half, share(0.25))])?
            .with_recycled_sourcing(vec![cti::RecycledSourcing::new(
                kg(10.0),
                q("10 kgCO2e/kg"),
                q("1 kgCO2e/kg"),
            )?])
            .with_recovered_waste(RecoveredWaste::new(kg(85.0), kg(6.0), kg(21.0))?, kg(700.0))?
            .with_metal_input(MetalInput::new(kg(100.0), kg(45.0), kg(55.0))?)
            .with_end_of_life_metal(EndOfLifeMetal::new(kg(100.0), kg(60.0), kg(45.0))?)
            .with_ewaste(ewaste()?)
            .with_batteries(batteries()?)
            .with_life_stages(life_stages())
            .with_repair_scores(scores)
            .with_battery_endurance(LabelledDevice::Smartphone, endurance)
            .with_french_criteria([14.0, 16.0, 12.0, 8.0, 15.0])?
            .with_life_cycles(q("4 a"), ret, ret)?
            .with_displacement(Displacement::new(half, per_device(50.0), per_device(10.0))?)
            .with_design_criteria(Assessment::new(&table, &Aspect::ALL.map(criterion))?)
            .with_reuse(
                ReuseCounts::new(Devices::new(1000.0), Devices::new(300.0))?
                    .with_refurbishing(Devices::new(250.0), Devices::new(200.0))?,
            );
        Ok(inputs)
    };
    let made: Fallible<_> = make();
    made.unwrap()
}

/// Everything but one input.
fn without(input: Input) -> ScorecardInputs {
    fn clear<T>(slot: &mut Slot<T>) {
        *slot = Slot::default();
    }
    fn inside<T: Clone>(slot: &mut Slot<T>, clear: impl FnOnce(&mut T)) {
        let Slot::Given(value) = slot else {
            unreachable!("given above");
        };
        clear(value);
    }
    let mut it = full();
    let balance = &mut it.balance;
    match input {
        Input::Inflow => clear(&mut balance.inflow),
        Input::Outflow => clear(&mut balance.outflow),
        Input::Energy => clear(&mut balance.energy),
        Input::WaterWithdrawn => clear(&mut balance.water),
        Input::CircularWaterInflow => {
            inside(&mut balance.water, |it| clear(&mut it.circular_inflow))
        }
        Input::CircularWaterDischarge => {
            inside(&mut balance.water, |it| clear(&mut it.circular_discharge));
        }
        Input::WaterDischarged => inside(&mut balance.water, |it| clear(&mut it.discharged)),
        Input::OnsiteWaterUse => inside(&mut balance.water, |it| clear(&mut it.onsite)),
        Input::Revenue => clear(&mut balance.revenue),
        Input::Lifetimes => clear(&mut balance.lifetimes),
        Input::GrowthAndResourceUse => clear(&mut balance.growth),
        Input::Products => clear(&mut it.products),
        Input::RecoverableOutflow => clear(&mut it.recoverable_outflow),
        Input::CriticalInflow => clear(&mut it.critical_inflow),
        Input::RecoveredOutflow => clear(&mut it.recovered_outflow),
        Input::ProductRevenues => clear(&mut it.product_revenues),
        Input::RecycledSourcing => clear(&mut it.recycled_sourcing),
        Input::RecoveredWaste => clear(&mut it.recovered_waste),
        Input::DomesticMaterialConsumption => clear(&mut it.domestic_material_consumption),
        Input::MetalInput => clear(&mut it.metal_input),
        Input::EndOfLifeMetal => clear(&mut it.end_of_life_metal),
        Input::PutOnMarket => inside(&mut it.ewaste, |it| clear(&mut it.put_on_market)),
        Input::EwasteGenerated => inside(&mut it.ewaste, |it| clear(&mut it.generated)),
        Input::EwasteCollected => inside(&mut it.ewaste, |it| clear(&mut it.collected)),
        Input::EwasteTreated => inside(&mut it.ewaste, |it| clear(&mut it.treated)),
        Input::EwasteRecycled => inside(&mut it.ewaste, |it| clear(&mut it.recycled)),
        Input::EwasteTreatment => inside(&mut it.ewaste, |it| clear(&mut it.treatments)),
        Input::Inhabitants => inside(&mut it.ewaste, |it| clear(&mut it.inhabitants)),
        Input::BatteryCollection => inside(&mut it.batteries, |it| clear(&mut it.collection)),
        Input::BatteryRecycling => inside(&mut it.batteries, |it| clear(&mut it.recycling)),
        Input::BatteryRecovery => {
            inside(&mut it.batteries, |it| {
                it.recovery.iter_mut().for_each(clear)
            });
        }
        Input::BatteryContent => {
            inside(&mut it.batteries, |it| {
                it.content.iter_mut().for_each(clear)
            });
        }
        Input::RepairScores => clear(&mut it.repair_scores),
        Input::BatteryEndurance => clear(&mut it.battery_endurance),
        Input::FrenchCriteria => clear(&mut it.french_criteria),
        Input::LifeCycles => clear(&mut it.life_cycles),
        Input::Reuse => clear(&mut it.reuse),
        Input::Refurbishing => inside(&mut it.reuse, |it| clear(&mut it.refurbishing)),
        Input::LifeStages => clear(&mut it.life_stages),
        Input::Displacement => clear(&mut it.displacement),
        Input::DesignCriteria => clear(&mut it.design_criteria),
    }
    it
}

/// Whether an input is a part of another that is taken out.
fn contains(whole: Input, part: Input) -> bool {
    use Input::{CircularWaterDischarge, CircularWaterInflow, OnsiteWaterUse, WaterDischarged};
    let water = [
        CircularWaterInflow,
        CircularWaterDischarge,
        WaterDischarged,
        OnsiteWaterUse,
    ];
    whole == part
        || whole == Input::WaterWithdrawn && water.contains(&part)
        || whole == Input::Reuse && part == Input::Refurbishing
}

#[test]
fn descriptions_are_well_formed() {
    let mut ids = BTreeSet::new();
    for it in INDICATORS {
        let id = it.id();
        assert!(ids.insert(id), "{id} is there twice");
        assert!(!it.name().is_empty() && !it.needs().is_empty(), "{id}");
        let needs: BTreeSet<_> = it.needs().iter().collect();
        assert_eq!(needs.len(), it.needs().len(), "{id} needs something twice");
        assert!(
            !it.sdg_targets().is_empty() && !it.action_lines().is_empty(),
            "{id}"
        );
        for target in it.sdg_targets() {
            let parts: Vec<u8> = target
                .split('.')
                .map(|part| part.parse().unwrap())
                .collect();
            assert!(
                parts.len() == 2 && (1..=17).contains(&parts[0]),
                "{id}: {target}"
            );
        }
        for line in it.action_lines() {
            assert!(!action_line(line).unwrap().is_heading(), "{id}: {line}");
        }
    }
}

#[test]
fn with_everything_given_every_indicator_has_its_value() {
    let card = full().scorecard();
    assert_eq!(card.rows().len(), INDICATORS.len());
    for row in card.rows() {
        let (it, id) = (row.description(), row.description().id());
        let Some(indicator) = row.indicator() else {
            panic!("{id}: {}", row.reason().unwrap());
        };
        assert_eq!(indicator.method(), it.method(), "{id}");
        let value = row.value().unwrap();
        let flags = row.flags();
        let outside = [Flag::Over100, Flag::Negative, Flag::NegativeDenominator];
        let flagged = outside.into_iter().any(|flag| flags.contains(flag));
        assert!(it.range().contains(value) || flagged, "{id}: {value}");
        match it.unit() {
            Some(unit) => assert_eq!(row.unit(), Some(unit), "{id}"),
            None => assert!(row.unit().unwrap().starts_with("EUR2023"), "{id}"),
        }
    }
}

#[test]
fn values_are_those_of_the_formulas() {
    let card = full().scorecard();
    for (id, value) in [
        ("iso59020.reused_inflow", 10.0),
        ("iso59020.linear_inflow", 60.0),
        ("iso59020.lifetime", 1.5),
        ("iso59020.recycled_outflow", 25.0),
        ("iso59020.renewable_energy", 25.0),
        ("iso59020.circular_water_inflow", 25.0),
        ("iso59020.circular_water_discharge", 37.5),
        ("iso59020.onsite_water_reuse", 1.5),
        ("iso59020.material_productivity", 2.0), // 240 / 120
        ("iso59020.resource_intensity", 1.25),
        ("mci.linear_flow_index", 0.6),
        ("cti.circular_inflow", 40.0),
        ("cti.circular_outflow", 25.0),
        ("cti.critical_material", 5.0), // 6 / 120
        ("cti.recovery.recycle", 75.0),
        ("cti.recovery.repair", 0.0),
        ("cti.water_circularity", 50.0), // (25 + 75) / 2
        ("cti.renewable_energy", 25.0),
        ("cti.actual_lifetime", 1.5),
        ("cti.circular_material_productivity", 2.0),
        ("cti.revenue", 75.0), // 200 · (0.5 + 0.25) / 2
        ("cti.ghg_impact", 90.0),
        ("eurostat.circular_material_use", 12.5),
        ("metal.recycled_content", 50.0),
        ("metal.recycling_input", 22.5),
        ("weee.collection_put_on_market", 60.0),
        ("weee.recovery.EU6-2", 80.0),
        ("weee.reuse_recycling.EU6-5", 70.0),
        ("weee.recycling.EU6-3", 60.0),
        ("sdg.ewaste_treated", 55.0),
        ("sdg.ewaste_recycling", 30.0),
        ("sdg.ewaste_generated_per_inhabitant", 4.0),
        ("eu_battery.collection", 52.0),
        ("eu_battery.recycled_content.lithium", 10.0),
        ("eu.repairability", 3.5),
        ("eu.battery_endurance", 2.0),
        ("fr.repairability", 6.5),
        ("reuse.reuse_rate", 30.0),
        ("reuse.refurbishing_yield", 80.0),
        ("reuse.hibernating_share", 50.0),
        ("reuse.rebound", 62.5), // 1 − (25 − 10) / 40
        ("itu_l1023.equipment", 50.0),
    ] {
        assert_eq!(card.row(id).and_then(Row::value), Some(value), "{id}");
    }
    let class = |id| card.row(id).and_then(Row::class);
    assert_eq!(class("eu.repairability"), Some("B"));
    assert_eq!(class("eu.battery_endurance"), Some("C"));
    assert_eq!(class("fr.repairability"), Some("light_green"));
    assert_eq!(class("mci"), None);
    let mci = card.row("mci").and_then(Row::value).unwrap();
    assert!((mci - 0.46).abs() < 1e-15, "{mci}");
}

#[test]
fn each_input_named_is_needed_and_no_other_is() {
    let all = full().scorecard();
    for &input in Input::ALL {
        let inputs = without(input);
        for (row, before) in inputs.scorecard().rows().iter().zip(all.rows()) {
            let it = row.description();
            let missing: Vec<Input> = it
                .needs()
                .iter()
                .copied()
                .filter(|&need| contains(input, need))
                .collect();
            if missing.is_empty() {
                assert_eq!(row.value(), before.value(), "{} without {input}", it.id());
                continue;
            }
            let Some(Reason::Missing { inputs }) = row.reason() else {
                panic!("{} without {input}: {:?}", it.id(), row.value());
            };
            let found: Vec<Input> = inputs.iter().map(|missing| missing.input).collect();
            assert_eq!(found, missing, "{}", it.id());
            assert!(inputs.iter().all(|missing| missing.sites.is_empty()));
        }
    }
}

#[test]
fn with_nothing_given_everything_needed_is_named() {
    for row in ScorecardInputs::new().scorecard().rows() {
        let Some(Reason::Missing { inputs }) = row.reason() else {
            panic!("{}", row.description().id());
        };
        let found: Vec<Input> = inputs.iter().map(|missing| missing.input).collect();
        assert_eq!(found, row.description().needs());
    }
    let none = ScorecardInputs::total_of(&[]).unwrap();
    assert_eq!(none, ScorecardInputs::new());
    assert_eq!(none.scorecard().known().count(), 0);
}

#[test]
fn a_total_of_one_is_that_one() {
    let one = full();
    assert_eq!(
        ScorecardInputs::total_of(core::slice::from_ref(&one)).unwrap(),
        one
    );
}

#[test]
fn two_equal_sites_have_the_rates_of_one_and_twice_its_amounts() {
    let one = full();
    let two = ScorecardInputs::total_of(&[one.clone(), one.clone()]).unwrap();
    let products_only = [
        "eu.repairability",
        "eu.battery_endurance",
        "fr.repairability",
        "longevity",
    ];
    for (both, row) in two.scorecard().rows().iter().zip(one.scorecard().rows()) {
        let id = row.description().id();
        match both.reason() {
            Some(Reason::NotAdditive { inputs }) => {
                assert_eq!(inputs, row.description().needs());
                let known = products_only.contains(&id)
                    || id.starts_with("itu_l1023")
                    || ["reuse.rebound", "iso59020.resource_intensity"].contains(&id);
                assert!(known, "{id} should add");
            }
            Some(reason) => panic!("{id}: {reason}"),
            None => {
                let times = match id {
                    "cti.revenue" | "cti.ghg_impact" => 2.0,
                    _ => 1.0,
                };
                let (both, alone) = (both.value().unwrap(), row.value().unwrap() * times);
                assert!(
                    (both - alone).abs() <= 1e-12 * alone.abs(),
                    "{id}: {both} {alone}"
                );
            }
        }
    }
}

#[test]
fn what_one_site_lacks_is_missing_in_all_and_it_is_said_where() {
    let sites = [
        full(),
        without(Input::Energy),
        full(),
        without(Input::Inhabitants),
    ];
    let card = ScorecardInputs::total_of(&sites).unwrap().scorecard();
    let reason = |id| card.row(id).and_then(Row::reason).unwrap().to_string();
    assert_eq!(
        reason("iso59020.renewable_energy"),
        "missing: energy in and out in site(s) 1 (counted from 0)"
    );
    let Some(Reason::Missing { inputs }) = card.row("cti.renewable_energy").unwrap().reason()
    else {
        panic!("energy is missing");
    };
    let expected = MissingInput {
        input: Input::Energy,
        sites: vec![1],
    };
    assert_eq!(inputs, &[expected]);
    let per_inhabitant = card.row("sdg.ewaste_recycled_per_inhabitant").unwrap();
    let Some(Reason::Missing { inputs }) = per_inhabitant.reason() else {
        panic!("inhabitants are missing");
    };
    assert_eq!(inputs[0].sites, [3]);
    assert!(card.row("sdg.ewaste_recycling").unwrap().value().is_some());
}

#[test]
fn sites_that_do_not_add_are_refused() {
    let dollars = Balance::new()
        .with_revenue(Money::<Usd, 2023>::new(1.0))
        .unwrap();
    let other = ScorecardInputs::new().with_balance(dollars);
    let mixed = ScorecardInputs::total_of(&[full(), other]);
    assert!(matches!(
        mixed,
        Err(CircularityError::DifferentMoney { .. })
    ));
    let later = ScorecardInputs::new().with_ewaste(EwasteAccount::in_year(Year::of::<2023>()));
    let mixed = ScorecardInputs::total_of(&[full(), later]);
    assert!(matches!(mixed, Err(CircularityError::DifferentYear { .. })));
    let euros = [(Money::<Eur, 2023>::new(1.0), Share::WHOLE, Share::WHOLE)];
    let nominal = [(Money::<Eur, 0>::new(1.0), Share::WHOLE, Share::WHOLE)];
    let both = [
        ScorecardInputs::new()
            .with_product_revenues(&euros)
            .unwrap(),
        ScorecardInputs::new()
            .with_product_revenues(&nominal)
            .unwrap(),
    ];
    let card = ScorecardInputs::total_of(&both).unwrap().scorecard();
    let Some(Reason::Refused { error }) = card.row("cti.revenue").unwrap().reason() else {
        panic!("currencies do not add");
    };
    assert!(matches!(error, CircularityError::DifferentMoney { .. }));
}

#[test]
fn builders_refuse_what_cannot_be() {
    let nan = kg(f64::NAN);
    let new = ScorecardInputs::new;
    assert!(new().with_critical_inflow(nan).is_err());
    assert!(new().with_critical_inflow(kg(-1.0)).is_err());
    let waste = RecoveredWaste::new(kg(1.0), kg(1.0), kg(1.0)).unwrap();
    assert!(new().with_recovered_waste(waste, nan).is_err());
    assert!(
        new()
            .with_french_criteria([21.0, 0.0, 0.0, 0.0, 0.0])
            .is_err()
    );
    let loss = [(Money::<Eur, 2023>::new(-1.0), Share::WHOLE, Share::WHOLE)];
    assert!(new().with_product_revenues(&loss).is_err());
    let never = Return {
        returned: Share::NONE,
        refurbished: Share::NONE,
        recycled: Share::NONE,
        yielded: Share::NONE,
        life: q("1 a"),
    };
    let negative = Return {
        life: q("-1 a"),
        ..never
    };
    assert!(new().with_life_cycles(q("1 a"), never, never).is_ok());
    assert!(new().with_life_cycles(q("-1 a"), never, never).is_err());
    assert!(new().with_life_cycles(q("1 a"), negative, never).is_err());
    assert!(new().with_life_cycles(q("1 a"), never, negative).is_err());
}

#[test]
fn a_row_is_written_with_its_unit_or_its_reason() {
    let inflow = Inflow::new(kg(8.0)).and_then(|it| it.with_recycled(kg(2.0)));
    let inputs = ScorecardInputs::new()
        .with_balance(
            Balance::new()
                .with_inflow(inflow.unwrap())
                .with_outflow(Outflow::new(kg(0.0)).unwrap())
                .with_growth_and_resource_use(Ratio::from_checked(1.0), Ratio::from_checked(2.0))
                .unwrap(),
        )
        .with_french_criteria([20.0; 5])
        .unwrap();
    let written = |card: &Scorecard, id: &str| serde_json::to_value(card.row(id).unwrap()).unwrap();
    let card = inputs.scorecard();
    let row = written(&card, "iso59020.recycled_inflow");
    assert_eq!(
        row,
        serde_json::json!({
            "id": "iso59020.recycled_inflow",
            "name": "Recycled inflow content",
            "method": "ISO59020:2024/A.2",
            "direction": "up",
            "range": {"least": 0.0, "most": 100.0},
            "sdg_targets": ["12.2", "12.5", "9.4"],
            "action_lines": ["C7.eenv"],
            "value": {"value": 25.0, "unit": "%"},
            "flags": [],
        })
    );
    let french = written(&card, "fr.repairability");
    assert_eq!(french["class"], "dark_green");
    let undefined = written(&card, "iso59020.recycled_outflow");
    assert_eq!(
        undefined["reason"],
        serde_json::json!({"undefined": {
            "ratio": "recycled outflow", "denominator": "total resource outflow",
        }})
    );
    assert!(undefined.get("value").is_none() && undefined.get("flags").is_none());
    let missing = written(&card, "iso59020.material_productivity");
    assert_eq!(
        missing["reason"],
        serde_json::json!({"missing": [{"input": "revenue"}]})
    );
    let two = ScorecardInputs::total_of(&[inputs.clone(), inputs, full()]).unwrap();
    let card = two.scorecard();
    assert_eq!(
        written(&card, "fr.repairability")["reason"],
        serde_json::json!({"not_additive": ["french_criteria"]})
    );
    assert_eq!(
        written(&card, "iso59020.renewable_energy")["reason"],
        serde_json::json!({"missing": [{"input": "energy", "sites": [0, 1]}]})
    );
    let all = serde_json::to_value(&card).unwrap();
    assert_eq!(all.as_array().unwrap().len(), INDICATORS.len());
}

#[test]
fn a_refused_input_is_typed_when_written() {
    let energy = EnergyFlows::inflow(q("1 MWh"), q("10 MWh"))
        .and_then(|it| it.with_outflow(q("5 MWh"), q("2 MWh")));
    let balance = Balance::new().with_energy(energy.unwrap());
    let card = ScorecardInputs::new().with_balance(balance).scorecard();
    let iso = card.row("iso59020.renewable_energy").unwrap();
    assert_eq!(iso.value(), Some(-50.0));
    assert!(iso.flags().contains(Flag::Negative));
    // Circular Transition Indicators know no negative consumption.
    let cti = card.row("cti.renewable_energy").unwrap();
    assert!(matches!(
        cti.reason(),
        Some(Reason::Refused {
            error: CircularityError::OutOfRange { .. }
        })
    ));
    let written = serde_json::to_value(cti).unwrap();
    assert_eq!(written["reason"]["refused"]["kind"], "out_of_range");
}
