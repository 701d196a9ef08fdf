//! What is refused, and rows as they are written.

use super::given::*;
use super::*;

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
