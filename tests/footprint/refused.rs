//! What cannot be counted is refused, with the place and the reason.

use ict_impact::column::ColumnBuf;
use ict_impact::emissions::{
    ByStage, ConsolidationApproach, Contract, DirectEmissions, GwpBasis, GwpSet, Horizon,
    Instrument, LifeCycleStage, Operation, Scope1, Scope1Source,
};
use ict_impact::energy::GridLosses;
use ict_impact::fleet::Years;
use ict_impact::footprint::{
    DeviceClass, DeviceRole, DeviceRows, DeviceRowsBuf, EmbodiedAccounting, Footprint,
    FootprintError, Grids, Inventory, Kind, RowProblem, Service, Site,
};
use ict_impact::quantity::{Co2e, Devices, EmbodiedFactor, Quantity, Ratio, Share, parse};
use ict_impact::time::Year;

use super::{YEAR, class, country, grids};

fn laptop() -> DeviceClass {
    class("laptop", 4.0, 50.0, [200.0, 8.0, 2.0])
}

fn inventory<'a>() -> Inventory<'a> {
    Inventory::new("Example", YEAR, YEAR)
        .unwrap()
        .with_grids(grids())
        .with_classes([laptop()])
}

#[test]
fn every_bad_row_is_named_at_once() {
    let years = [YEAR, Year::of::<2021>(), YEAR, YEAR, Year::of::<2023>()];
    let counts = ColumnBuf::<Devices>::from_base(vec![1.0, 1.0, -2.0, 1.0, -0.0]).unwrap();
    let class = [0, 0, 0, 5, 0];
    let places = [country("KEN"); 5];
    let rows = DeviceRows::new(&class, &places, &years, counts.column()).unwrap();
    let error = inventory()
        .with_devices(DeviceRole::InUse, rows)
        .footprint()
        .unwrap_err();
    let FootprintError::Rows(problems) = error else {
        panic!("{error}")
    };
    let found: Vec<_> = problems.rows().iter().map(|(row, _)| *row).collect();
    assert_eq!((found, problems.total()), (vec![1, 2, 3, 4], 4));
    assert!(matches!(problems.rows()[1].1, RowProblem::NegativeCount { count } if count == -2.0));
    assert_eq!(
        problems.to_string(),
        "4 row(s) of devices cannot be counted; row 1: 2021 is not from 2022 to 2022; row 2: -2 \
         devices: the number must not be negative; row 3: class 5 is not one of the 1 classes, \
         counted from 0; row 4: 2023 is not from 2022 to 2022"
    );
}

#[test]
fn columns_of_other_lengths_are_refused() {
    let counts = ColumnBuf::<Devices>::from_base(vec![1.0; 2]).unwrap();
    let (places, years) = ([country("KEN"); 2], [YEAR; 2]);
    let rows = |n: usize| DeviceRows::new(&[0, 0][..n], &places, &years, counts.column());
    assert!(rows(2).unwrap().with_ages(&[None]).is_err());
    let error = rows(1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the column `class` has 1 rows, the counts have 2"
    );
    let mut buffer = DeviceRowsBuf::default();
    let nan = buffer.push(0, country("KEN"), YEAR, None, Devices::new(f64::NAN));
    assert!(nan.is_err() && buffer.rows().is_empty());
}

#[test]
fn a_country_without_a_figure_is_no_zero() {
    let mut rows = DeviceRowsBuf::default();
    for code in ["NAM", "KEN", "ZWE"] {
        rows.push(0, country(code), YEAR, Some(0), Devices::new(1.0))
            .unwrap();
    }
    let inventory = inventory().with_devices(DeviceRole::InUse, rows.rows());
    let error = inventory.footprint().unwrap_err();
    assert_eq!(
        error.to_string(),
        "no carbon intensity of the grid of NAM 2022, ZWE 2022"
    );
    // The embedded figures end before 2031.
    let year = Year::of::<2031>();
    let mut rows = DeviceRowsBuf::default();
    rows.push(0, country("KEN"), year, Some(0), Devices::new(1.0))
        .unwrap();
    let later = |grids| {
        Inventory::new("Example", year, year)
            .unwrap()
            .with_grids(grids)
            .with_classes([laptop()])
            .with_devices(DeviceRole::InUse, rows.rows())
            .footprint()
    };
    assert!(later(Grids::reference()).is_err());
    let nearest = later(Grids::reference().or_nearest_year(10)).unwrap();
    assert!(
        nearest
            .grids()
            .iter()
            .all(|figure| figure.is_of_another_year())
    );
    let far = later(Grids::none().or_nearest_year(2)).unwrap_err();
    assert!(
        far.to_string()
            .ends_with("KEN 2031 or of a year up to 2 years off"),
        "{far}"
    );
}

#[test]
fn an_unknown_age_has_no_year_of_acquisition() {
    let mut rows = DeviceRowsBuf::default();
    rows.push(0, country("KEN"), YEAR, None, Devices::new(8.0))
        .unwrap();
    let devices = inventory().with_devices(DeviceRole::InUse, rows.rows());
    let error = devices.footprint().unwrap_err();
    assert!(matches!(error, FootprintError::NoAge { count, .. } if count == 8.0));
    let mut gone = DeviceRowsBuf::default();
    gone.push(0, country("KEN"), YEAR, None, Devices::new(8.0))
        .unwrap();
    let over_life = devices
        .clone()
        .with_accounting(EmbodiedAccounting::OverLife);
    let discarded = over_life.with_devices(DeviceRole::Discarded, gone.rows());
    assert!(matches!(
        discarded.footprint(),
        Err(FootprintError::NoAge { .. })
    ));
    let over_life = devices.with_accounting(EmbodiedAccounting::OverLife);
    let made = over_life.footprint().unwrap().by_stage();
    // 8 of 4 years: 2 laptops a year
    let making = made
        .iter()
        .find(|(s, _)| *s == Some(LifeCycleStage::CradleToGate));
    assert_eq!(making.unwrap().1.location_based.kg(), 400.0);
}

#[test]
fn names_tell_things_apart_and_years_are_those_of_the_inventory() {
    let twice = inventory().with_classes([laptop()]).footprint();
    assert!(matches!(twice, Err(FootprintError::NameTwice { .. })));
    let site = |year| Site::office("HQ", country("KEN"), year, parse("1 MWh").unwrap()).unwrap();
    let twice = inventory().with_sites([site(YEAR), site(YEAR)]).footprint();
    assert!(matches!(twice, Err(FootprintError::NameTwice { .. })));
    let early = inventory()
        .with_sites([site(Year::of::<2021>())])
        .footprint();
    assert!(matches!(early, Err(FootprintError::YearOutside { .. })));
    let late = Service::reported("cloud", country("KEN"), Year::of::<2023>(), Co2e::ZERO);
    let late = inventory().with_services([late.unwrap()]).footprint();
    assert!(matches!(late, Err(FootprintError::YearOutside { .. })));
    let reversed = Inventory::new("Example", YEAR, Year::of::<2021>()).unwrap_err();
    assert_eq!(
        reversed.to_string(),
        "the inventory ends in 2021, before it begins in 2022"
    );
}

#[test]
fn a_site_claims_no_more_than_it_used() {
    let contract = |mwh: &str| {
        let certificate = Instrument::EnergyAttributeCertificate;
        let zero = "0 gCO2e/kWh".parse().unwrap();
        Contract::new(certificate, parse(mwh).unwrap(), zero).unwrap()
    };
    let site = |contracts: Vec<Contract>| {
        let used = parse("100 MWh").unwrap();
        let office = Site::office("HQ", country("KEN"), YEAR, used).unwrap();
        inventory()
            .with_sites([office.with_contracts(contracts)])
            .footprint()
    };
    assert!(site(vec![contract("60 MWh"), contract("40 MWh")]).is_ok());
    let error = site(vec![contract("60 MWh"), contract("41 MWh")]).unwrap_err();
    assert!(error.to_string().starts_with("`HQ`: "), "{error}");
}

#[test]
fn direct_emissions_are_by_one_set() {
    let leak = |set| {
        let basis = GwpBasis {
            set,
            horizon: Horizon::Years100,
        };
        let direct = DirectEmissions::new(Co2e::from_tonnes(1.0), basis).unwrap();
        Scope1::new(basis, [(Scope1Source::Fugitive, direct)]).unwrap()
    };
    let site = |name: &str, set| {
        let office = Site::office(name, country("KEN"), YEAR, parse("1 MWh").unwrap()).unwrap();
        office.with_direct_emissions(leak(set))
    };
    let both = |set| {
        inventory()
            .with_sites([site("A", GwpSet::Ar6), site("B", set)])
            .footprint()
    };
    assert!(both(GwpSet::Ar6).is_ok());
    let error = both(GwpSet::Ar5).unwrap_err();
    assert!(
        error.to_string().contains("take one set and horizon"),
        "{error}"
    );
    let operation = |set| {
        let footprint = inventory()
            .with_sites([site("A", set)])
            .footprint()
            .unwrap();
        (Operation::WHOLLY_OWNED, footprint)
    };
    let approach = ConsolidationApproach::OperationalControl;
    let mixed = [operation(GwpSet::Ar6), operation(GwpSet::Ar5)];
    assert!(Footprint::consolidated("Group", approach, mixed).is_err());
}

#[test]
fn figures_that_cannot_be_are_refused_with_their_name() {
    let kenya = country("KEN");
    let bad = |kwh: f64| ict_impact::quantity::Energy::from_checked(kwh * 3.6e6);
    for energy in [bad(-1.0), bad(f64::NAN), bad(f64::INFINITY)] {
        assert!(Site::office("HQ", kenya, YEAR, energy).is_err());
        assert!(Site::data_centre("DC", kenya, YEAR, energy, bad(1.0)).is_err());
        assert!(Service::metered("cloud", kenya, YEAR, energy).is_err());
    }
    let below: Ratio = parse("0.9 1").unwrap();
    let error = Site::data_centre_by_pue("DC", kenya, YEAR, bad(1.0), below).unwrap_err();
    assert!(error.to_string().contains("PUE is at least 1"), "{error}");
    assert!(Service::reported("cloud", kenya, YEAR, Co2e::from_kg(-1.0)).is_err());
    let intensity = "-0.1 kWh/GB".parse().unwrap();
    assert!(Service::traffic("net", kenya, YEAR, parse("1 GB").unwrap(), intensity).is_err());
    for life in [0.0, -1.0, f64::NAN, 101.0] {
        assert!(
            DeviceClass::new("laptop", Years::new(life)).is_err(),
            "{life}"
        );
    }
    assert!(
        laptop()
            .with_energy_per_year("-1 kWh/device".parse().unwrap())
            .is_err()
    );
    let mix = inventory().with_residual_mix(kenya, YEAR, "-1 gCO2e/kWh".parse().unwrap());
    assert!(mix.is_err());
}

/// A later figure does not quietly take the place of an earlier one.
#[test]
fn a_second_figure_of_a_market_is_refused() {
    let kenya = country("KEN");
    let mix = "200 gCO2e/kWh".parse().unwrap();
    let inventory = inventory().with_residual_mix(kenya, YEAR, mix).unwrap();
    let again = inventory.clone().with_residual_mix(kenya, YEAR, mix);
    assert_eq!(
        again.unwrap_err().to_string(),
        "`residual mix of KEN 2022` is in the inventory twice: names tell things apart"
    );
    let losses = GridLosses::new(Share::from_percent(20.0).unwrap()).unwrap();
    let inventory = inventory.with_losses(kenya, losses).unwrap();
    assert_eq!(
        inventory
            .with_losses(kenya, losses)
            .unwrap_err()
            .to_string(),
        "`losses of the grid of KEN` is in the inventory twice: names tell things apart"
    );
}

#[test]
fn what_nobody_said_is_listed() {
    let bare = DeviceClass::new("printer", Years::new(5.0)).unwrap();
    let mut rows = DeviceRowsBuf::default();
    rows.push(1, country("KEN"), YEAR, Some(0), Devices::new(3.0))
        .unwrap();
    let footprint = inventory()
        .with_classes([bare])
        .with_devices(DeviceRole::InUse, rows.rows())
        .with_devices(DeviceRole::Sold, rows.rows())
        .footprint()
        .unwrap();
    let of = |kind: Kind| -> Vec<LifeCycleStage> {
        let missing = footprint.not_accounted().iter();
        let missing =
            missing.filter(|missing| missing.kind == kind && &*missing.class == "printer");
        missing.map(|missing| missing.stage).collect()
    };
    use LifeCycleStage::{EndOfLife, Production, RawMaterials, Transport, Use};
    let all = [RawMaterials, Production, Transport, Use, EndOfLife];
    assert_eq!(of(Kind::Devices), all);
    assert_eq!(of(Kind::SoldDevices), all);
    assert!(footprint.lines().is_empty());
}

#[test]
fn a_stage_that_no_figure_covers_is_listed() {
    let kg = EmbodiedFactor::from_kg_per_device;
    let class = DeviceClass::new("screen", Years::new(5.0))
        .unwrap()
        .with_energy_per_year("10 kWh/device".parse().unwrap())
        .unwrap()
        .with_embodied(ByStage::new([(LifeCycleStage::CradleToGate, kg(100.0))]).unwrap())
        .unwrap();
    let mut rows = DeviceRowsBuf::default();
    rows.push(1, country("KEN"), YEAR, Some(0), Devices::new(3.0))
        .unwrap();
    let footprint = inventory()
        .with_classes([class])
        .with_devices(DeviceRole::InUse, rows.rows())
        .footprint()
        .unwrap();
    let missing: Vec<_> = footprint.not_accounted().iter().map(|m| m.stage).collect();
    assert_eq!(
        missing,
        [LifeCycleStage::Transport, LifeCycleStage::EndOfLife]
    );
}

#[test]
fn devices_in_meters_use_no_more_than_the_meters() {
    let mut rows = DeviceRowsBuf::default();
    rows.push(0, country("KEN"), YEAR, Some(1), Devices::new(100.0))
        .unwrap();
    let with = |mwh: &str| {
        let office = Site::office("HQ", country("KEN"), YEAR, parse(mwh).unwrap()).unwrap();
        inventory()
            .with_devices(DeviceRole::InUseAtMeteredSites, rows.rows())
            .with_sites([office])
            .footprint()
    };
    assert!(with("5 MWh").is_ok());
    let error = with("4.9 MWh").unwrap_err();
    assert_eq!(
        error.to_string(),
        "devices at metered sites of KEN use 5000 kWh in 2022, more than the 4900 kWh of all sites \
         there"
    );
    let alone = inventory().with_devices(DeviceRole::InUseAtMeteredSites, rows.rows());
    assert!(matches!(
        alone.footprint(),
        Err(FootprintError::MeteredAboveSites { .. })
    ));
    // Modelled devices beside an office may be in its meter: the result says where.
    let office = Site::office("HQ", country("KEN"), YEAR, parse("9 MWh").unwrap()).unwrap();
    let both = inventory()
        .with_devices(DeviceRole::InUse, rows.rows())
        .with_sites([office]);
    assert_eq!(
        both.footprint().unwrap().metering_unclear(),
        [(country("KEN"), YEAR)]
    );
}

#[test]
fn stated_sets_of_potentials_do_not_mix() {
    let basis = |set| GwpBasis {
        set,
        horizon: Horizon::Years100,
    };
    let cloud = |set| {
        let reported = Service::reported("cloud", country("KEN"), YEAR, Co2e::from_kg(1.0));
        reported.unwrap().with_gwp(basis(set))
    };
    let with = |set| {
        Inventory::new("Example", YEAR, YEAR)
            .unwrap()
            .with_classes([laptop().with_gwp(basis(GwpSet::Ar6))])
            .with_services([cloud(set)])
            .footprint()
    };
    assert_eq!(
        with(GwpSet::Ar6).unwrap().gwp_basis(),
        Some(basis(GwpSet::Ar6))
    );
    assert!(with(GwpSet::Ar5).is_err());
}
