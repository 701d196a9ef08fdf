//! Values of the rows.

use super::given::*;
use super::*;

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
fn rows_of_a_kind_have_each_its_own_value() {
    let mut metals = BatteryAccount::new();
    for (n, metal) in (1..).zip(BatteryMetal::ALL) {
        let n = f64::from(n);
        metals = metals
            .with_recovery(metal, kg(n), kg(8.0))
            .and_then(|it| it.with_content(metal, kg(n), kg(16.0)))
            .unwrap();
    }
    let treatments = [1, 2, 3, 4, 5, 6].map(|n| {
        let (category, n) = (format!("EU6-{n}"), f64::from(n));
        CategoryTreatment::new(category.parse().unwrap(), kg(32.0), kg(2.0 * n))
            .and_then(|it| it.with_recycling(kg(0.0), kg(n)))
            .unwrap()
    });
    let recovered: Vec<_> = (1..)
        .zip(cti::RecoveryType::ALL)
        .map(|(n, kind)| (kind, kg(f64::from(n))))
        .collect();
    let ewaste = EwasteAccount::in_year(Year::of::<2022>()).with_treatment(&treatments);
    let margins = ["some", "more", "most"];
    let scores = vec![share(0.25), share(0.5), share(0.75)];
    let table = ScoringTable::new(&["high"], &margins, &[scores]).unwrap();
    let criteria: Vec<_> = Aspect::ALL
        .into_iter()
        .zip(margins)
        .map(|(aspect, margin)| Criterion::new(aspect.to_string(), aspect, "high", margin))
        .collect();
    let card = ScorecardInputs::new()
        .with_batteries(metals)
        .with_ewaste(ewaste.unwrap())
        .with_recovered_outflow(cti::Recovered::new(&recovered).unwrap())
        .with_design_criteria(Assessment::new(&table, &criteria).unwrap())
        .scorecard();
    let mut known = 0;
    let mut assert_value = |id: &str, value: f64| {
        assert_eq!(card.row(id).and_then(Row::value), Some(value), "{id}");
        known += 1;
    };
    for (n, metal) in (1..).zip(BatteryMetal::ALL) {
        let (n, metal) = (f64::from(n), format!("{metal:?}").to_lowercase());
        assert_value(&format!("eu_battery.recovery.{metal}"), 100.0 * n / 8.0);
        if metal != "copper" {
            let id = format!("eu_battery.recycled_content.{metal}");
            assert_value(&id, 100.0 * n / 16.0);
        }
    }
    for n in 1..=6 {
        let percent = 100.0 * f64::from(n) / 32.0;
        if n == 3 {
            assert_value("weee.recycling.EU6-3", percent);
        } else {
            assert_value(&format!("weee.recovery.EU6-{n}"), 2.0 * percent);
            assert_value(&format!("weee.reuse_recycling.EU6-{n}"), percent);
        }
    }
    for (n, kind) in (1..).zip(cti::RecoveryType::ALL) {
        let kind = format!("{kind:?}").to_lowercase();
        assert_value(
            &format!("cti.recovery.{kind}"),
            100.0 * (f64::from(n) / 21.0),
        );
    }
    assert_value("itu_l1023.durability", 25.0);
    assert_value("itu_l1023.equipment", 50.0);
    assert_value("itu_l1023.manufacturer", 75.0);
    assert_eq!(card.known().count(), known);
}
