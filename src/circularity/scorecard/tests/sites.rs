//! Inputs of several sites.

use super::given::*;
use super::*;

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
