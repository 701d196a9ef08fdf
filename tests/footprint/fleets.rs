//! Fleet models in a footprint: what is bought counts, whether or not it lasts the year.

use ict_impact::column::ColumnBuf;
use ict_impact::emissions::LifeCycleStage;
use ict_impact::fleet::{DeviceKind, DeviceModel, Fleet, FleetFlows, Intervals, Lifetime, Years};
use ict_impact::footprint::{DeviceRole, EmbodiedAccounting, Footprint, FootprintError, Inventory};
use ict_impact::quantity::Devices;
use ict_impact::time::Year;

use super::laws::embodied_kg;
use super::{YEAR, class, country, grids};

/// 100 laptops bought a year from 2001 to `last`.
fn fleet(lifetime: Lifetime, last: Year) -> FleetFlows {
    let years = Intervals::yearly(Year::of::<2001>(), last).unwrap();
    let n = years.years().len();
    let bought = ColumnBuf::<Devices>::from_base(vec![100.0; n]).unwrap();
    let laptop = DeviceModel::new(DeviceKind::Own("laptop".into()), lifetime);
    let fleet = Fleet::new(years)
        .with_devices(laptop, bought.column())
        .unwrap();
    fleet.inflow_driven().unwrap()
}

fn footprint(
    flows: &FleetFlows,
    year: Year,
    accounting: EmbodiedAccounting,
) -> Result<Footprint, FootprintError> {
    Inventory::new("Example", year, year)
        .unwrap()
        .with_accounting(accounting)
        .with_grids(grids().or_nearest_year(40))
        .with_classes([class("laptop", 4.0, 50.0, [200.0, 8.0, 2.0])])
        .with_fleet(DeviceRole::InUse, 0, country("KEN"), &flows.models()[0])?
        .footprint()
}

fn weibull() -> Lifetime {
    Lifetime::weibull(1.5, Years::new(4.0)).unwrap()
}

fn making(footprint: &Footprint, stage: LifeCycleStage) -> f64 {
    let stages = footprint.by_stage();
    let found = stages.iter().find(|(s, _)| *s == Some(stage));
    found.map_or(0.0, |(_, total)| total.location_based.kg())
}

#[test]
fn all_that_was_bought_is_made_also_what_broke_within_the_year() {
    let short = Lifetime::fixed(Years::new(0.4)).unwrap();
    for lifetime in [weibull(), short] {
        let flows = fleet(lifetime, YEAR);
        let footprint = footprint(&flows, YEAR, EmbodiedAccounting::YearOfAcquisition).unwrap();
        let making = making(&footprint, LifeCycleStage::CradleToGate);
        assert!((making - 20_000.0).abs() < 1e-9, "{making}");
    }
}

#[test]
fn what_left_has_its_end_of_life_and_what_is_used_its_mean_stock() {
    let flows = fleet(weibull(), YEAR);
    let devices = flows.models()[0].devices();
    let footprint = footprint(&flows, YEAR, EmbodiedAccounting::YearOfAcquisition).unwrap();
    let left = devices.outflow_in(YEAR).unwrap().get();
    assert!((making(&footprint, LifeCycleStage::EndOfLife) - 2.0 * left).abs() < 1e-9);
    let closing = devices.stock_in(YEAR).unwrap().get();
    let opening = devices.stock_in(Year::of::<2021>()).unwrap().get();
    let kwh = footprint.total().energy.value / 3.6e6;
    assert!((kwh - 50.0 * (opening + closing) / 2.0).abs() < 1e-6);
}

#[test]
fn over_life_every_device_is_attributed_once_although_some_leave_early() {
    // In a steady state as much is attributed each year as is bought.
    let flows = fleet(weibull(), YEAR);
    let steady = footprint(&flows, YEAR, EmbodiedAccounting::OverLife).unwrap();
    let bought = 100.0 * 210.0;
    assert!(
        (embodied_kg(&steady) / bought - 1.0).abs() < 1e-6,
        "{}",
        embodied_kg(&steady)
    );
    // From the first year to long after the last purchase: all of it, once.
    let last = Year::of::<2060>();
    let years = Intervals::yearly(Year::of::<2001>(), last).unwrap();
    let mut bought = vec![0.0; years.years().len()];
    bought[..3].copy_from_slice(&[100.0, 50.0, 25.0]);
    let bought = ColumnBuf::<Devices>::from_base(bought).unwrap();
    let laptop = DeviceModel::new(DeviceKind::Own("laptop".into()), weibull());
    let fleet = Fleet::new(years)
        .with_devices(laptop, bought.column())
        .unwrap();
    let flows = fleet.inflow_driven().unwrap();
    let all: f64 = Year::of::<2001>()
        .to(last)
        .map(|year| embodied_kg(&footprint(&flows, year, EmbodiedAccounting::OverLife).unwrap()))
        .sum();
    assert!((all / (175.0 * 210.0) - 1.0).abs() < 1e-9, "{all}");
}

#[test]
fn a_fleet_covers_every_year_and_is_in_use() {
    let flows = fleet(weibull(), Year::of::<2021>());
    let missing = footprint(&flows, YEAR, EmbodiedAccounting::OverLife);
    assert!(matches!(missing, Err(FootprintError::YearOutside { .. })));
    let inventory = || Inventory::new("Example", YEAR, YEAR).unwrap();
    let laptops = &flows.models()[0];
    for role in [DeviceRole::Sold, DeviceRole::Discarded] {
        assert!(
            inventory()
                .with_fleet(role, 0, country("KEN"), laptops)
                .is_err()
        );
    }
    let none = inventory().with_fleet(DeviceRole::InUse, 0, country("KEN"), laptops);
    let none = none.unwrap().footprint();
    assert!(matches!(
        none,
        Err(FootprintError::UnknownClass {
            class: 0,
            classes: 0
        })
    ));
    let years = Intervals::new(&[Year::of::<2020>(), YEAR, Year::of::<2023>()]).unwrap();
    let bought = ColumnBuf::<Devices>::from_base(vec![1.0; 3]).unwrap();
    let laptop = DeviceModel::new(DeviceKind::Own("laptop".into()), weibull());
    let uneven = Fleet::new(years)
        .with_devices(laptop, bought.column())
        .unwrap();
    let uneven = uneven.inflow_driven().unwrap();
    let error = footprint(&uneven, YEAR, EmbodiedAccounting::YearOfAcquisition).unwrap_err();
    assert!(
        matches!(error, FootprintError::FleetNotYearly { .. }),
        "{error}"
    );
}
