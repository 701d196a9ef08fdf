//! Key members, key parts and ranks from a dataset.

use super::*;

#[test]
fn power_emissions_of_2022_have_44_key_countries_and_21_with_flexibility() {
    let (base, at) = (year(2020), year(2022));
    let data = data(&panel::observations(base, at).unwrap());
    let key = |rule| key_members(&data, data.entities(), GRID, at, Some(base), rule).unwrap();
    let found = key(KeyRule::default());
    assert_eq!(found.level.ranked().categories().len(), 212);
    assert_eq!(found.key_by_level().len(), 44);
    assert!(!found.key_by_trend().is_empty() && found.key_by_trend().len() < 212);
    let lax = KeyRule::default().with_threshold(Threshold::with_flexibility(0.85).unwrap());
    assert_eq!(key(lax).key_by_level().len(), 21);
    assert!(key_members(&data, data.entities(), "ITU.C2030.3.3", at, None, lax).is_err());
}

#[test]
fn key_parts_are_those_of_one_division() {
    let of = |stage: &str, at, value| {
        let mut row = row("KEN", at, "PRJ.DEV.USE", value, "tCO2e");
        row.key.part = stage.parse::<Part>().unwrap();
        row
    };
    let rows = [
        of("stage=use", 2022, 96.0),
        of("stage=production", 2022, 4.0),
        of("scope=1", 2022, 100.0),
    ];
    let data = data(&rows);
    let dimension = rows[0].key.part.iter().next().unwrap().0;
    let years = (year(2022), None);
    let found = key_parts(
        &data,
        entity("KEN"),
        "PRJ.DEV.USE",
        dimension,
        years,
        KeyRule::default(),
    )
    .unwrap();
    assert_eq!(found.key_by_level(), ["stage=use".parse().unwrap()]);
    assert_eq!(found.level.ranked().categories().len(), 2);
    let none = key_parts(
        &data,
        entity("NAM"),
        "PRJ.DEV.USE",
        Dimension::Scope,
        years,
        KeyRule::default(),
    );
    assert!(matches!(none, Err(ReviewError::KeyCategory(_))));
}

#[test]
fn only_what_is_comparable_is_ranked_and_intervals_leave_ranks_open() {
    let mut rows = vec![
        uncertain(tonnes("DEU", 2022, 10.0), 20.0),
        uncertain(tonnes("FRA", 2022, 11.0), 20.0),
        uncertain(tonnes("KEN", 2022, 30.0), 10.0),
        tonnes("NAM", 2022, 5.0),
        tonnes("IND", 2022, 6.0),
    ];
    rows[3].meta.boundary = Some("households".into());
    rows[4].meta.days = Some("2022-04-01/2023-03-31".parse().unwrap());
    let members = ["DEU", "FRA", "KEN", "NAM", "IND"].map(entity);
    let rule = RankingRule::new(Direction::Down).with_least_members(3);
    let found = rank_members(&data(&rows), &members, EWASTE, year(2022), rule).unwrap();
    let places: Vec<_> = found
        .ranking
        .places()
        .iter()
        .map(|p| (p.rank, p.possible))
        .collect();
    assert_eq!(
        places,
        [(1, Some((1, 2))), (2, Some((1, 2))), (3, Some((3, 3)))]
    );
    let left_out = [
        (entity("NAM"), LeftOut::OtherBoundary),
        (entity("IND"), LeftOut::OtherPeriod),
    ];
    assert_eq!(found.ranking.left_out(), left_out);
    assert_eq!((found.boundary, &found.unit[..]), (None, "t"));
}
