use super::super::RelativeChange;
use super::*;
use crate::quantity::{Co2e, Devices, EmbodiedFactor, Share};
use AcrossYears::{Correlated, Independent};

fn sure<P: Quantity>(base: f64) -> Distribution<P> {
    let value = |base| P::from_base(base).unwrap();
    Distribution::normal(value(base), value(0.0)).unwrap()
}

fn run() -> MonteCarlo {
    MonteCarlo::new(Seed::from_u64(5), 200).unwrap()
}

#[test]
fn what_is_sure_is_added() {
    let mut inventory = UncertainInventory::<Co2e>::new();
    let made = inventory.parameter("made", sure(3.0), sure(4.0), Independent);
    let used = inventory.parameter("used", sure(10.0), sure(5.0), Correlated);
    let each = inventory.parameter("each", sure(2.0), sure(2.0), Correlated);
    let each: InTwoYears<EmbodiedFactor> = each.unwrap();
    let (made, used): (InTwoYears<Devices>, InTwoYears<Devices>) = (made.unwrap(), used.unwrap());
    inventory.category("made", made, each).unwrap();
    inventory.category("used", used, each).unwrap();
    let found = inventory.simulate(run()).unwrap();
    assert_eq!((found.base.mean.kg(), found.year_t.mean.kg()), (26.0, 18.0));
    assert_eq!(
        (found.change.low.kg(), found.change.high.kg()),
        (-8.0, -8.0)
    );
    let RelativeChange::Defined(ratio) = found.relative_change else {
        panic!("{found:?}");
    };
    assert_eq!(ratio.mean.value, -8.0 / 26.0);
    let used = inventory.simulate_category("used", run()).unwrap();
    assert_eq!((used.base.mean.kg(), used.year_t.mean.kg()), (20.0, 10.0));
    assert!(inventory.categories().eq(["made", "used"]));
    let written = serde_json::to_value(&found).unwrap();
    assert_eq!(written["run"]["samples"], 200);
    assert_eq!(written["base"]["mean"]["value"], 26.0);
    assert_eq!(written["relative_change"]["defined"]["samples"], 200);
}

#[test]
fn a_base_year_of_zero_has_no_ratio() {
    let mut inventory = UncertainInventory::<Co2e>::new();
    let new = inventory.parameter::<Devices>("new", sure(0.0), sure(4.0), Correlated);
    let each = inventory.parameter::<EmbodiedFactor>("each", sure(2.0), sure(2.0), Correlated);
    inventory
        .category("new", new.unwrap(), each.unwrap())
        .unwrap();
    let found = inventory.simulate(run()).unwrap();
    let undefined = RelativeChange::Undefined { samples: 200 };
    assert_eq!(
        (found.change.mean.kg(), found.relative_change),
        (8.0, undefined)
    );
}

#[test]
fn what_is_no_inventory_is_refused() {
    let mut inventory = UncertainInventory::<Co2e>::new();
    let none = Err(MonteCarloError::NoCategories);
    assert_eq!(inventory.simulate(run()), none);
    assert_eq!(
        inventory.sample(Seed::from_u64(1), 0),
        Err(MonteCarloError::NoCategories)
    );
    let made = inventory.parameter::<Devices>("made", sure(3.0), sure(4.0), Independent);
    let again = inventory.parameter::<Devices>("made", sure(3.0), sure(4.0), Correlated);
    assert!(matches!(again, Err(MonteCarloError::DuplicateName { name, .. }) if name == "made"));
    let unnamed = inventory.parameter::<Devices>("", sure(3.0), sure(4.0), Correlated);
    assert!(matches!(
        unnamed,
        Err(MonteCarloError::NoName { kind: "parameter" })
    ));
    let mut other = UncertainInventory::<Co2e>::new();
    let each = other.parameter::<EmbodiedFactor>("each", sure(2.0), sure(2.0), Correlated);
    let (made, foreign) = (made.unwrap(), each.unwrap());
    let error = inventory.category("made", made, foreign);
    assert_eq!(error, Err(MonteCarloError::ForeignParameter { index: 0 }));
    let each = inventory.parameter::<EmbodiedFactor>("each", sure(2.0), sure(2.0), Correlated);
    let each = each.unwrap();
    inventory.category("made", made, each).unwrap();
    let twice = inventory.category("made", made, each);
    assert!(matches!(
        twice,
        Err(MonteCarloError::DuplicateName {
            kind: "category",
            ..
        })
    ));
    let unnamed = inventory.category("", made, each);
    assert_eq!(unnamed, Err(MonteCarloError::NoName { kind: "category" }));
    let unknown = inventory.simulate_category("used", run());
    assert!(matches!(unknown, Err(MonteCarloError::UnknownCategory { name }) if name == "used"));
}

#[test]
fn totals_and_changes_that_do_not_exist_are_errors() {
    let mut inventory = UncertainInventory::<Co2e>::new();
    let many = inventory.parameter::<Devices>("many", sure(1e200), sure(1e200), Correlated);
    let each = inventory.parameter::<EmbodiedFactor>("each", sure(1e200), sure(1.0), Correlated);
    inventory
        .category("too much", many.unwrap(), each.unwrap())
        .unwrap();
    assert!(matches!(
        inventory.simulate(run()),
        Err(MonteCarloError::Sum(_))
    ));
    let mut inventory = UncertainInventory::<Co2e>::new();
    let kg = inventory
        .parameter::<Co2e>("kg", sure(1.0), sure(1.0), Correlated)
        .unwrap();
    let share = |part| Share::new(part).unwrap();
    let wide = Distribution::normal(share(0.9), share(0.2)).unwrap();
    let share = inventory
        .parameter("share", wide, wide, Correlated)
        .unwrap();
    inventory.category("part", kg, share).unwrap();
    let error = inventory.simulate(run()).unwrap_err();
    assert!(matches!(error, MonteCarloError::Draw { parameter, .. } if parameter == "share"));
}
