//! Inputs of which every indicator has a value.

use super::*;

pub(super) fn kg(mass: f64) -> Mass {
    Mass::from_checked(mass)
}

pub(super) fn q<Q: Quantity>(text: &str) -> Q {
    parse(text).unwrap()
}

pub(super) fn share(part: f64) -> Share {
    Share::new(part).unwrap()
}

pub(super) fn balance() -> Fallible<Balance> {
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

pub(super) fn ewaste() -> Fallible<EwasteAccount> {
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

pub(super) fn batteries() -> Fallible<BatteryAccount> {
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

pub(super) fn life_stages() -> LifeStages {
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

pub(super) fn product() -> Fallible<mci::Product> {
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
pub(super) fn full() -> ScorecardInputs {
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
pub(super) fn without(input: Input) -> ScorecardInputs {
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
pub(super) fn contains(whole: Input, part: Input) -> bool {
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
