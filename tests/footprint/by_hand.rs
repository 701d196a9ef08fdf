//! A small organisation whose figures can be followed with a pencil.

use ict_impact::emissions::{
    ConsolidationApproach, Contract, DirectEmissions, Instrument, LifeCycleStage, Operation,
    Scope1, Scope1Source, Scope3Category,
};
use ict_impact::emissions::{GwpBasis, GwpSet, Horizon};
use ict_impact::energy::GridLosses;
use ict_impact::footprint::{
    DeviceRole, DeviceRowsBuf, EmbodiedAccounting, Footprint, Inventory, Kind, Scope, Service,
    Site, Total,
};
use ict_impact::quantity::{Co2e, Devices, PerDevice, Ratio, Share, parse};

use super::{YEAR, class, country, grids};

fn tonnes(total: Total) -> [f64; 2] {
    [total.location_based.tonnes(), total.market_based.tonnes()]
}

fn of<K: PartialEq>(groups: Vec<(K, Total)>, key: K) -> Total {
    groups.into_iter().find(|(k, _)| *k == key).unwrap().1
}

fn near(found: [f64; 2], expected: [f64; 2]) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
    }
}

/// 100 new laptops and 300 two years old in Kenya, 10 sold in Uganda, a data centre with a
/// contract, an office with a boiler, traffic and cloud in Ireland.
fn footprint(accounting: EmbodiedAccounting) -> Footprint {
    let mut used = DeviceRowsBuf::default();
    let kenya = country("KEN");
    used.push(0, kenya, YEAR, Some(0), Devices::new(100.0))
        .unwrap();
    used.push(0, kenya, YEAR, Some(2), Devices::new(300.0))
        .unwrap();
    used.push(0, kenya, YEAR, Some(9), Devices::new(7.0))
        .unwrap();
    let mut discarded = DeviceRowsBuf::default();
    discarded
        .push(0, kenya, YEAR, Some(3), Devices::new(50.0))
        .unwrap();
    let mut sold = DeviceRowsBuf::default();
    sold.push(1, country("UGA"), YEAR, Some(0), Devices::new(10.0))
        .unwrap();
    let mut metered = DeviceRowsBuf::default();
    metered
        .push(1, kenya, YEAR, Some(5), Devices::new(1000.0))
        .unwrap();

    let wind = Contract::new(
        Instrument::PowerPurchaseAgreement,
        parse("40 MWh").unwrap(),
        "10 gCO2e/kWh".parse().unwrap(),
    );
    let pue: Ratio = parse("1.5 1").unwrap();
    let it = parse("100 MWh").unwrap();
    let data_centre = Site::data_centre_by_pue("DC", kenya, YEAR, it, pue)
        .unwrap()
        .with_contracts([wind.unwrap()]);
    let basis = GwpBasis {
        set: GwpSet::Ar6,
        horizon: Horizon::Years100,
    };
    let boiler = DirectEmissions::new(Co2e::from_tonnes(3.0), basis).unwrap();
    let scope_1 = Scope1::new(basis, [(Scope1Source::StationaryCombustion, boiler)]);
    let office = Site::office("HQ", country("UGA"), YEAR, parse("20 MWh").unwrap())
        .unwrap()
        .with_direct_emissions(scope_1.unwrap());
    let ireland = country("IRL");
    let cloud = Service::reported("cloud", ireland, YEAR, Co2e::from_tonnes(12.0)).unwrap();
    let traffic = Service::traffic(
        "network",
        ireland,
        YEAR,
        parse("100 TB").unwrap(),
        "0.01 kWh/GB".parse().unwrap(),
    );
    Inventory::new("Example Ltd", YEAR, YEAR)
        .unwrap()
        .with_grids(grids())
        .with_accounting(accounting)
        .with_residual_mix(kenya, YEAR, "200 gCO2e/kWh".parse().unwrap())
        .unwrap()
        .with_losses(
            country("UGA"),
            GridLosses::new(Share::from_percent(20.0).unwrap()).unwrap(),
        )
        .unwrap()
        .with_classes([
            class("laptop", 4.0, 50.0, [200.0, 8.0, 2.0]),
            class("router", 5.0, 80.0, [40.0, 1.0, 0.5]),
        ])
        .with_devices(DeviceRole::InUse, used.rows())
        .with_devices(DeviceRole::Discarded, discarded.rows())
        .with_devices(DeviceRole::Sold, sold.rows())
        .with_devices(DeviceRole::InUseAtMeteredSites, metered.rows())
        .with_sites([data_centre, office])
        .with_services([cloud, traffic.unwrap()])
        .footprint()
        .unwrap()
}

#[test]
fn each_scope_is_what_a_pencil_gives() {
    let footprint = footprint(EmbodiedAccounting::YearOfAcquisition);
    let scopes = || footprint.by_scope();
    near(tonnes(of(scopes(), Scope::Scope1)), [3.0, 3.0]);
    // 407 laptops · 50 kWh + 150 MWh in Kenya, 20 MWh in Uganda;
    // by market 20.35 + 110 MWh at 200 g and 40 MWh at 10 g; Uganda has no residual mix
    let location = (20.35 + 150.0) * 0.1 + 20.0 * 0.05;
    let market = (20.35 + 110.0) * 0.2 + 40.0 * 0.01 + 20.0 * 0.05;
    near(tonnes(of(scopes(), Scope::Scope2)), [location, market]);
    let scope_2 = footprint.scope_2();
    let both = [scope_2.location_based.co2e(), scope_2.market_based.co2e()];
    near(both.map(|co2e| co2e.tonnes()), [location, market]);
    assert!(scope_2.grid_for_residual);
    let category = |c| of(scopes(), Scope::Scope3(c)).location_based.tonnes();
    for (category, expected) in [
        (
            category(Scope3Category::PurchasedGoodsAndServices),
            12.0 + 0.3,
        ),
        (category(Scope3Category::CapitalGoods), 20.0),
        // 20 MWh arrive of 25 MWh in Uganda
        (
            category(Scope3Category::FuelAndEnergyRelatedActivities),
            5.0 * 0.05,
        ),
        (
            category(Scope3Category::UpstreamTransportationAndDistribution),
            0.8,
        ),
        // 50 laptops discarded
        (category(Scope3Category::WasteGeneratedInOperations), 0.1),
        // 10 · 5 a · 80 kWh · 50 g
        (category(Scope3Category::UseOfSoldProducts), 0.2),
        (
            category(Scope3Category::EndOfLifeTreatmentOfSoldProducts),
            0.005,
        ),
    ] {
        assert!((category - expected).abs() < 1e-9, "{category} {expected}");
    }
    assert_eq!(footprint.by_scope().len(), 9);
    let direct = footprint.scope_1().unwrap();
    assert_eq!(
        direct.part(Scope1Source::StationaryCombustion).tonnes(),
        3.0
    );
}

#[test]
fn over_life_each_year_has_its_part() {
    let footprint = footprint(EmbodiedAccounting::OverLife);
    let scopes = footprint.by_scope();
    let capital = of(scopes, Scope::Scope3(Scope3Category::CapitalGoods));
    // 400 of 4 years: a quarter each; the 7 of nine years and the old routers have nothing left;
    // 50 discarded after 3 of 4 years: the last quarter
    assert!((capital.location_based.tonnes() - (100.0 + 12.5) * 0.2).abs() < 1e-9);
}

#[test]
fn what_a_meter_counts_is_stated_and_not_added() {
    let footprint = footprint(EmbodiedAccounting::YearOfAcquisition);
    let [routers] = footprint.in_site_meters() else {
        panic!("{:?}", footprint.in_site_meters())
    };
    assert_eq!(&*routers.class, "router");
    assert_eq!(routers.energy, parse("80 MWh").unwrap());
    let devices = of(footprint.by_kind(), Kind::Devices);
    assert!((devices.energy.value / 3.6e9 - 20.35).abs() < 1e-9);
    assert_eq!(footprint.grid_for_residual(), [(country("UGA"), YEAR)]);
    // The only office is in Uganda, where no device is modelled.
    assert!(footprint.metering_unclear().is_empty());
}

#[test]
fn stages_kinds_countries_and_years_tell_the_same_total() {
    let footprint = footprint(EmbodiedAccounting::YearOfAcquisition);
    let total = footprint.total();
    let sum = |parts: Vec<Total>| -> f64 { parts.iter().map(|t| t.location_based.kg()).sum() };
    for parts in [
        footprint.by_stage().into_iter().map(|(_, t)| t).collect(),
        footprint.by_kind().into_iter().map(|(_, t)| t).collect(),
        footprint.by_name().into_iter().map(|(_, t)| t).collect(),
        footprint.by_country().into_iter().map(|(_, t)| t).collect(),
        footprint
            .by_year()
            .into_iter()
            .map(|(_, t)| t)
            .collect::<Vec<_>>(),
    ] {
        assert!((sum(parts) - total.location_based.kg()).abs() < 1e-6);
    }
    let making = of(footprint.by_stage(), Some(LifeCycleStage::CradleToGate));
    near(tonnes(making), [20.0, 20.0]);
    let whole = of(footprint.by_stage(), None);
    near(tonnes(whole), [12.0, 12.0]);
    let per_laptop = total.intensity::<PerDevice>(Devices::new(407.0)).unwrap();
    for none in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(
            total.intensity::<PerDevice>(Devices::new(none)).is_err(),
            "{none}"
        );
    }
    let of_hand = total.location_based.kg() / 407.0;
    assert_eq!(ict_impact::quantity::Quantity::base(per_laptop), of_hand);
}

#[test]
fn operations_count_by_equity_or_control() {
    let venture = Operation::new(Share::from_percent(40.0).unwrap()).with_operational_control();
    let part = || footprint(EmbodiedAccounting::YearOfAcquisition);
    let whole = part().total().location_based.tonnes();
    let by = |approach| {
        let both = [(Operation::WHOLLY_OWNED, part()), (venture, part())];
        Footprint::consolidated("Group", approach, both).unwrap()
    };
    let equity = by(ConsolidationApproach::EquityShare);
    assert!((equity.total().location_based.tonnes() - 1.4 * whole).abs() < 1e-9);
    assert!((equity.scope_1().unwrap().total().tonnes() - 4.2).abs() < 1e-9);
    assert!((equity.in_site_meters()[1].energy.value / 3.6e9 - 32.0).abs() < 1e-9);
    let control = by(ConsolidationApproach::OperationalControl);
    assert!((control.total().location_based.tonnes() - 2.0 * whole).abs() < 1e-9);
    assert_eq!(
        control.approach(),
        Some(ConsolidationApproach::OperationalControl)
    );
    let again = Footprint::consolidated(
        "Group",
        ConsolidationApproach::EquityShare,
        [(Operation::WHOLLY_OWNED, equity)],
    );
    assert!(again.is_err());
    let other = footprint(EmbodiedAccounting::OverLife);
    let mixed = [(Operation::WHOLLY_OWNED, part()), (venture, other)];
    assert!(Footprint::consolidated("Group", ConsolidationApproach::EquityShare, mixed).is_err());
    assert!(Footprint::consolidated("Group", ConsolidationApproach::EquityShare, []).is_err());
}
