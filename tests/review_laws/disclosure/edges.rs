//! Tables small enough to be checked by eye.

use ict_impact::review::disclosure::{
    Cell, Contribution, DisclosureError, DisclosureRules, Exposed, Outcome, Reason, Suppression,
    SuppressionCost, SuppressionOptions, attack, suppress,
};

type Given<'a> = &'a [(&'a str, f64)];

fn cell<'a>(key: &'a str, contributors: &'a str) -> Cell<&'a str, String> {
    let contributors = contributors.chars().map(String::from).collect();
    Cell { key, contributors }
}

fn given(values: Given<'_>) -> Vec<Contribution<String, String>> {
    let of = |&(name, value): &(&str, f64)| Contribution {
        contributor: name.to_owned(),
        owner: name.to_owned(),
        value,
    };
    values.iter().map(of).collect()
}

fn decide<'a>(
    values: Given<'_>,
    cells: &[Cell<&'a str, String>],
    earlier: &[Cell<&'a str, String>],
    rules: &DisclosureRules,
) -> Suppression<&'a str, String> {
    suppress(
        &given(values),
        cells,
        earlier,
        rules,
        SuppressionOptions::default(),
    )
    .unwrap()
}

fn fate<'a>(found: &Suppression<&'a str, String>, key: &'a str) -> &'static str {
    match found.outcome(&key).unwrap() {
        Outcome::Published { .. } => "published",
        Outcome::Suppressed {
            reason: Reason::Primary(_),
            ..
        } => "primary",
        _ => "secondary",
    }
}

fn part_of<'a>(found: &Suppression<&'a str, String>, key: &'a str) -> Option<&'a str> {
    match found.outcome(&key).unwrap() {
        Outcome::Suppressed { part_of, .. } => *part_of,
        outcome => panic!("{outcome:?}"),
    }
}

const SIX: Given<'static> = &[
    ("a", 60.0),
    ("b", 50.0),
    ("c", 40.0),
    ("d", 30.0),
    ("e", 20.0),
    ("f", 10.0),
];

#[test]
fn a_group_with_one_reporter_is_confidential() {
    let cells = [cell("world", "abcdef"), cell("group", "a")];
    let found = decide(SIX, &cells, &[], &DisclosureRules::default());
    assert_eq!(
        (fate(&found, "world"), fate(&found, "group")),
        ("published", "primary")
    );
    assert_eq!(part_of(&found, "group"), Some("world"));
}

#[test]
fn when_all_members_are_suppressed_the_pointer_goes_higher_or_nowhere() {
    let cells = [
        cell("world", "abcdef"),
        cell("region", "ab"),
        cell("A", "a"),
        cell("B", "b"),
    ];
    let found = decide(SIX, &cells, &[], &DisclosureRules::default());
    for key in ["region", "A", "B"] {
        assert_eq!(
            (fate(&found, key), part_of(&found, key)),
            ("primary", Some("world"))
        );
    }
    let strict = DisclosureRules::default()
        .with_minimum_frequency(7)
        .unwrap();
    let found = decide(SIX, &cells, &[], &strict);
    for key in ["world", "region", "A", "B"] {
        assert_eq!((fate(&found, key), part_of(&found, key)), ("primary", None));
    }
}

#[test]
fn who_left_between_two_bienniums_is_not_told_by_the_difference() {
    let before = [cell("2020", "abcdef")];
    let cells = [cell("2020 again", "abcde"), cell("west", "abc")];
    let found = decide(SIX, &cells, &before, &DisclosureRules::default());
    assert_eq!(fate(&found, "2020 again"), "secondary");
    assert_eq!(fate(&found, "west"), "published");
    let protects = Exposed::FewOwners(vec!["f".to_owned()]);
    assert!(matches!(
        found.outcome(&"2020 again"),
        Some(Outcome::Suppressed { reason: Reason::Secondary { protects: told }, .. })
            if *told == protects
    ));
    assert!(found.revealed().is_empty());
}

#[test]
fn what_earlier_reviews_gave_away_is_said() {
    let before = [cell("first", "abcdef"), cell("second", "abcde")];
    let cells = [cell("F", "f"), cell("east", "def")];
    let found = decide(SIX, &cells, &before, &DisclosureRules::default());
    let few = Exposed::FewOwners(vec!["f".to_owned()]);
    assert_eq!(found.revealed(), [few, Exposed::Cell("F")]);
    assert_eq!(fate(&found, "F"), "primary");
    // with f known, the east would be a sum of d and e
    assert_eq!(fate(&found, "east"), "secondary");
}

#[test]
fn a_zero_total_is_no_secret_and_a_single_zero_is() {
    let values = [
        ("a", 0.0),
        ("b", 0.0),
        ("c", 0.0),
        ("d", 0.0),
        ("e", 5.0),
        ("f", 1.0),
    ];
    let cells = [
        cell("world", "abcdef"),
        cell("none", "abc"),
        cell("D", "d"),
        cell("east", "def"),
    ];
    let rules = DisclosureRules::default();
    let found = decide(&values, &cells, &[], &rules);
    assert_eq!(
        found.outcome(&"none"),
        Some(&Outcome::Published { total: 0.0 })
    );
    assert_eq!(fate(&found, "D"), "primary");
    let published = [(cell("none", "abc"), 0.0)];
    let a = attack(&published, &[])
        .unwrap()
        .contributor(&"a".to_owned())
        .unwrap();
    assert_eq!((a.low, a.high), (0.0, Some(0.0)));
    // a world of zeros would tell that the one reporter has zero as well
    let zeros = [("a", 0.0), ("b", 0.0), ("c", 0.0), ("d", 0.0)];
    let found = decide(
        &zeros,
        &[cell("world", "abcd"), cell("D", "d")],
        &[],
        &rules,
    );
    assert_eq!(
        (fate(&found, "world"), fate(&found, "D")),
        ("secondary", "primary")
    );
}

#[test]
fn of_equal_cells_the_first_by_key_is_kept() {
    let mut values = SIX.to_vec();
    values[3..].copy_from_slice(&[("d", 60.0), ("e", 50.0), ("f", 40.0)]);
    values.push(("g", 1.0));
    let cells = [
        cell("world", "abcdefg"),
        cell("south", "def"),
        cell("north", "abc"),
        cell("G", "g"),
    ];
    let found = decide(&values, &cells, &[], &DisclosureRules::default());
    let fates = ["world", "north", "south", "G"].map(|key| fate(&found, key));
    assert_eq!(fates, ["published", "published", "secondary", "primary"]);
}

#[test]
fn the_cost_decides_who_is_kept() {
    let values = [
        ("a", 1.0),
        ("b", 1.0),
        ("c", 1.0),
        ("d", 1.0),
        ("e", 90.0),
        ("f", 90.0),
        ("g", 90.0),
        ("h", 5.0),
    ];
    let cells = [
        cell("world", "abcdefgh"),
        cell("many", "abcd"),
        cell("rich", "efg"),
        cell("H", "h"),
    ];
    for (cost, kept, lost) in [
        (SuppressionCost::Value, "rich", "many"),
        (SuppressionCost::Contributors, "many", "rich"),
    ] {
        let options = SuppressionOptions::default().with_cost(cost);
        let found = suppress(
            &given(&values),
            &cells,
            &[],
            &DisclosureRules::default(),
            options,
        );
        let found = found.unwrap();
        assert_eq!(
            (fate(&found, kept), fate(&found, lost)),
            ("published", "secondary")
        );
    }
}

#[test]
fn the_entities_of_a_holding_are_one_owner() {
    let mut rows = given(SIX);
    for row in &mut rows[..3] {
        row.owner = "holding".to_owned();
    }
    let cells = [
        cell("world", "abcdef"),
        cell("west", "abc"),
        cell("east", "def"),
    ];
    let rules = DisclosureRules::default();
    let found = suppress(&rows, &cells, &[], &rules, SuppressionOptions::default()).unwrap();
    let fates = ["world", "west", "east"].map(|key| fate(&found, key));
    assert_eq!(fates, ["published", "primary", "secondary"]);
}

#[test]
fn an_insider_is_an_attacker_with_one_more_cell() {
    let world = (cell("world", "ab"), 100.0);
    let insider = (cell("own", "b"), 30.0);
    let a = attack(&[world, insider], &[])
        .unwrap()
        .contributor(&"a".to_owned())
        .unwrap();
    assert_eq!((a.low, a.high, a.width()), (70.0, Some(70.0), Some(0.0)));
}

#[test]
fn an_insider_who_is_alone_somewhere_knows_that_total() {
    // b and c make 50 and 40; b, who is told b + c = 90, would know c
    let rules = DisclosureRules::default()
        .with_minimum_frequency(1)
        .unwrap();
    let rules = rules.with_p_percent(10.0).unwrap();
    let cells = [
        cell("all", "abcdef"),
        cell("rest", "adef"),
        cell("B", "b"),
        cell("C", "c"),
    ];
    let found = decide(SIX, &cells, &[], &rules);
    let fates = ["all", "rest", "B", "C"].map(|key| fate(&found, key));
    assert_eq!(fates, ["published", "secondary", "primary", "primary"]);
}

fn ten_percent() -> DisclosureRules {
    let rules = DisclosureRules::default()
        .with_minimum_frequency(1)
        .unwrap();
    rules.with_p_percent(10.0).unwrap()
}

#[test]
fn an_insider_knows_the_own_value_from_above_as_well() {
    // c + g = P1 − P2 + b, which b alone knows to be 41: c = 40 within 2.5 %
    let values = [
        ("b", 5.0),
        ("c", 40.0),
        ("g", 1.0),
        ("d", 60.0),
        ("e", 55.0),
        ("f", 50.0),
    ];
    let cells = [cell("P1", "cgdef"), cell("P2", "bdef")];
    let found = decide(&values, &cells, &[], &ten_percent());
    assert_eq!(
        (fate(&found, "P1"), fate(&found, "P2")),
        ("published", "secondary")
    );
}

#[test]
fn who_was_not_told_before_is_held_off_beside_who_was() {
    // earlier: a + p + q + r ≤ 112.5, so p and q knew a ≤ 107.75, and r only a ≤ 111.5. With
    // k + l + m + n = 2 told by two more cells, r would know a ≤ 109.5
    let values = [
        ("a", 100.0),
        ("p", 4.75),
        ("q", 4.75),
        ("r", 1.0),
        ("k", 0.5),
        ("l", 0.5),
        ("m", 0.5),
        ("n", 0.5),
        ("x", 10.0),
        ("y", 10.0),
        ("z", 10.0),
    ];
    let cells = [cell("large", "klmnxyz"), cell("small", "xyz")];
    let before = [cell("first", "apqrklmn")];
    let found = decide(&values, &cells, &before, &ten_percent());
    assert_eq!(found.revealed(), [Exposed::Estimate(vec!["a".to_owned()])]);
    assert_eq!(
        (fate(&found, "large"), fate(&found, "small")),
        ("published", "secondary")
    );
}

#[test]
fn nonsense_is_refused_with_its_row() {
    let ask = |values: Given<'_>, cells: &[Cell<&'static str, String>]| {
        let rules = DisclosureRules::default();
        suppress(
            &given(values),
            cells,
            &[],
            &rules,
            SuppressionOptions::default(),
        )
        .unwrap_err()
    };
    for value in [-1.0, f64::NAN, f64::INFINITY] {
        let error = ask(&[("a", 1.0), ("b", value)], &[]);
        assert!(
            matches!(error, DisclosureError::Value { row: 1, .. }),
            "{error}"
        );
    }
    let error = ask(&[("a", 1.0), ("b", 2.0), ("a", 3.0)], &[]);
    assert!(matches!(
        error,
        DisclosureError::Duplicate {
            row: 2,
            first: 0,
            ..
        }
    ));
    let error = ask(SIX, &[cell("x", "ab"), cell("x", "cd")]);
    assert!(matches!(
        error,
        DisclosureError::Duplicate {
            row: 1,
            first: 0,
            ..
        }
    ));
    let error = ask(SIX, &[cell("x", "aba")]);
    assert!(matches!(
        error,
        DisclosureError::RepeatedContributor {
            row: 0,
            member: 2,
            ..
        }
    ));
    let error = ask(SIX, &[cell("x", "az")]);
    assert!(matches!(
        error,
        DisclosureError::UnknownContributor {
            row: 0,
            member: 1,
            ..
        }
    ));
    let error = ask(SIX, &[cell("x", "")]);
    assert!(matches!(error, DisclosureError::EmptyCell { row: 0, .. }));
    let error = ask(&[("a", f64::MAX), ("b", f64::MAX)], &[cell("x", "ab")]);
    assert!(matches!(error, DisclosureError::Overflow { row: 0, .. }));
    let published = [(cell("all", "ab"), 1.0), (cell("part", "a"), 2.0)];
    assert_eq!(attack(&published, &[]), Err(DisclosureError::Inconsistent));
    let published = [
        (cell("all", "ab"), 3.0),
        (cell("a", "a"), 2.0),
        (cell("b", "b"), 2.0),
    ];
    assert_eq!(attack(&published, &[]), Err(DisclosureError::Inconsistent));
    let published = [(cell("all", "ab"), -1.0)];
    assert!(matches!(
        attack(&published, &[]),
        Err(DisclosureError::Value { row: 0, .. })
    ));
    assert!(SuppressionOptions::default().with_protection(0.0).is_err());
    assert_eq!(
        decide(SIX, &[], &[], &DisclosureRules::default())
            .outcomes()
            .len(),
        0
    );
}
