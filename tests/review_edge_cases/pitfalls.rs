//! Where a total could silently be wrong: what is above all, scope 3, rounding, pointers to nothing.

use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::{
    IndicatorSet, NotationKey, Observation, Part, Publication, Rule, access_gap, aggregate,
    validate,
};
use ict_impact::source::{SourceId, Status};

use super::made::*;

/// A survey that rounds above 100 % leaves nobody without, and hides nobody elsewhere.
#[test]
fn access_above_everybody_is_access_of_everybody() {
    let mut rows = populations(&["KEN", "NAM"], &[2022]);
    for (code, electricity, internet) in [("KEN", 101.0, 80.0), ("NAM", 60.0, 50.0)] {
        rows.push(value(code, 2022, "SDG.7.1.1", electricity, "%"));
        rows.push(value(code, 2022, "SDG.17.8.1", internet, "%"));
    }
    let gap = access_gap(
        &data(&rows),
        &group(&["KEN", "NAM"]),
        year(2022),
        &options(),
    )
    .unwrap();
    let (least, most) = gap.points[0].neither;
    assert_eq!((least, most), (0.0, 0.0));
    let nam = &gap.points[1];
    assert!((gap.without_electricity.unwrap() - 0.4 * nam.population).abs() < 1e-9);
}

/// Of a weight that is known of one in three the coverage says nothing.
#[test]
fn a_weight_that_hardly_any_member_has_does_not_measure_coverage() {
    let codes = ["KEN", "NAM", "DEU"];
    let mut rows = populations(&["KEN"], &[2022]);
    rows.push(value("KEN", 2022, EWASTE, 5.0, "t"));
    let found = fact(&rows, &codes, EWASTE, in_2022());
    assert_eq!(found.coverage.by_population(), Some(1.0));
    assert!(matches!(found.publication, Publication::Withheld { coverage, .. } if coverage < 0.34));
    let all = fact(
        &[rows, populations(&["NAM"], &[2022])].concat(),
        &codes,
        EWASTE,
        in_2022(),
    );
    assert_eq!(all.coverage.weights[0].known, 2);
}

/// Scope 3 in a total that an organisation reported is in the scopes of others too.
#[test]
fn a_whole_with_scope_3_in_it_is_not_added_up() {
    const ALL: &str = "PART.ICT.GHG";
    let whole = |code| value(code, 2022, ALL, 100.0, "tCO2e");
    let part = |code, scope: &str, tonnes| of_part(value(code, 2022, ALL, tonnes, "tCO2e"), scope);
    let mut rows = populations(&["KEN", "NAM"], &[2022]);
    for code in ["KEN", "NAM"] {
        rows.extend([whole(code), part(code, "scope=1", 30.0)]);
        rows.extend([
            part(code, "scope=2_location", 70.0),
            part(code, "scope=3", 0.0),
        ]);
    }
    let of = |rows: &[Observation]| fact(rows, &["KEN", "NAM"], ALL, in_2022());
    assert_eq!(of(&rows).value, Some(200.0));
    for code in ["KEN", "NAM"] {
        rows.retain(|row| row.key.part.to_string() != "scope=3" || row.key.entity != entity(code));
        rows.retain(|row| row.key.part.to_string() != "scope=1" || row.key.entity != entity(code));
        rows.push(part(code, "scope=1", 10.0));
        rows.push(part(code, "scope=3", 20.0));
    }
    assert!(matches!(
        of(&rows).publication,
        Publication::NotAdditive { .. }
    ));
}

/// What is said to be in a value that nobody estimated is not zero; a share has no sum.
#[test]
fn a_pointer_to_nothing_is_refused_and_shares_are_not_added_up() {
    let to = key("KEN", 2022, "SDG.12.4.2.EWC");
    let rows = [
        notation("KEN", 2022, EWASTE, NotationKey::Ie(Box::new(to))),
        notation("KEN", 2022, "SDG.12.4.2.EWC", NotationKey::Ne),
    ];
    let found = validate(rows.to_vec(), IndicatorSet::embedded().unwrap());
    assert!(
        found
            .findings
            .iter()
            .any(|f| (f.rule, f.issue) == (Rule::V04, "leads_to_nothing"))
    );
    assert_eq!(
        found
            .dataset
            .value(entity("KEN"), year(2022), EWASTE)
            .unwrap(),
        None
    );

    let share = |part: &str, percent| of_part(value("KEN", 2022, "SDG.5.b.1", percent, "%"), part);
    let rows = [
        share("sex=female,category=a", 40.0),
        share("sex=female,category=b", 60.0),
    ];
    let part: Part = "sex=female".parse().unwrap();
    let found = data(&rows).value_of_part(entity("KEN"), year(2022), "SDG.5.b.1", &part);
    assert_eq!(found.unwrap(), None);
}

/// One amount in two units is the same up to its last bit; a ratio is held against its parts in
/// the unit in which it was rounded.
#[test]
fn rounding_is_that_of_the_unit_in_which_a_value_was_given() {
    let of = |number, unit| value("KEN", 2022, "PRJ.ICT.ELEC", number, unit);
    let found = data(&[of(1.1, "GWh"), of(1100.0, "MWh")]);
    let kept = found
        .value(entity("KEN"), year(2022), "PRJ.ICT.ELEC")
        .unwrap();
    assert!((kept.unwrap() - 1100.0).abs() < 1e-9);

    let held = |number, unit| {
        let rows = vec![
            value("KEN", 2022, "PRJ.GRID.CI", number, unit),
            value("KEN", 2022, "PART.POWER.GHG", 540.0, "tCO2e"),
            value("KEN", 2022, "PART.ELECTRICITY.GENERATION", 1.0, "GWh"),
        ];
        let found = validate(rows, IndicatorSet::embedded().unwrap()).findings;
        found.iter().all(|finding| finding.rule != Rule::V06)
    };
    // Half of the last digit is 0.05 kg, or 0.005 g.
    assert!(held(0.5, "kgCO2e/kWh") && held(540.0, "gCO2e/kWh"));
    assert!(!held(0.6, "kgCO2e/kWh") && !held(540.04, "gCO2e/kWh"));
}

/// Persons of one sex are not all persons.
#[test]
fn one_sex_is_no_whole() {
    let of = |sex: &str, persons| {
        let row = value(
            "KEN",
            2022,
            "PART.PERSONS.INTERNET_USERS",
            persons,
            "persons",
        );
        of_part(row, &format!("sex={sex}"))
    };
    let both = [of("female", 3.0), of("male", 4.0)];
    let whole = |rows: &[Observation]| {
        let found = data(rows).value(entity("KEN"), year(2022), "PART.PERSONS.INTERNET_USERS");
        found.unwrap()
    };
    assert_eq!((whole(&both), whole(&both[..1])), (Some(7.0), None));
}

/// What does not occur has no place in a mean, and does not pull it to zero.
#[test]
fn a_mean_is_over_what_occurs() {
    let kind = Kind::WeightedMean {
        weight: "PART.POPULATION".into(),
    };
    let source = SourceId::new("s").unwrap();
    let own = Indicator::own("OWN.MEAN", "Mean", "kWh", kind, source, Status::Proposal).unwrap();
    let set = IndicatorSet::embedded().unwrap().with([own], []).unwrap();
    let mut rows = populations(&["KEN", "NAM"], &[2022]);
    rows.push(value("KEN", 2022, "OWN.MEAN", 10.0, "kWh"));
    rows.push(notation("NAM", 2022, "OWN.MEAN", NotationKey::Na));
    let data = validate(rows, set).dataset;
    let group = group(&["KEN", "NAM"]);
    let found = aggregate(&data, &group, "OWN.MEAN", in_2022(), &options()).unwrap();
    assert_eq!((found.value, found.coverage.reported), (Some(10.0), 2));
}
