//! What is added up over a group follows from what is added up over its members.

use std::sync::LazyLock;

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::reference::indicators::{Indicator, Kind};
use ict_impact::review::{
    AggregationOptions, CoverageWeight, Dataset, Datum, Entity, Fact, IndicatorSet, Key, MembersAt,
    Meta, Observation, Period, PublicationRule, Reading, aggregate, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::Biennium;
use proptest::prelude::*;

use super::year;

const CODES: [&str; 9] = [
    "BTN", "DEU", "FRA", "IND", "KEN", "NAM", "RWA", "TUV", "XKX",
];
const POPULATION: &str = "PART.POPULATION";
const EWASTE: &str = "SDG.12.4.2.EWG";
const STOCK: &str = "PRJ.DEV.STOCK";
const GRID: &str = "PRJ.GRID.CI";
const POWER: &str = "PART.POWER.GHG";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";
const WEIGHT: &str = "OWN.WEIGHT";
const MEAN: &str = "OWN.MEAN";
/// Of a sum, a stock, the parts of a ratio, and a mean and its weight.
const GIVEN: [(&str, &str); 7] = [
    (POPULATION, "persons"),
    (EWASTE, "t"),
    (STOCK, "devices"),
    (POWER, "MtCO2e"),
    (GENERATION, "TWh"),
    (MEAN, "%"),
    (WEIGHT, "t"),
];

fn indicators() -> IndicatorSet {
    static SET: LazyLock<IndicatorSet> = LazyLock::new(|| {
        let own = |code: &str, unit: &str, kind| {
            let source = SourceId::new("own").unwrap();
            Indicator::own(code, code, unit, kind, source, Status::Proposal).unwrap()
        };
        let mean = Kind::WeightedMean {
            weight: WEIGHT.into(),
        };
        let own = [own(WEIGHT, "t", Kind::Sum), own(MEAN, "%", mean)];
        IndicatorSet::embedded().unwrap().with(own, []).unwrap()
    });
    SET.clone()
}

fn row(
    code: &str,
    at: i64,
    (indicator, unit): (&'static str, &'static str),
    value: f64,
) -> Observation {
    Observation {
        key: Key::new(code.parse::<Country>().unwrap(), year(at), indicator),
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: Meta::reported(
            SourceId::new(code.to_lowercase()).unwrap(),
            Status::Verified,
        ),
    }
}

/// Amounts of two years that may be missing; whole numbers, so that every sum is exact.
fn table() -> impl Strategy<Value = Vec<Observation>> {
    let one = prop::option::weighted(0.8, 1_u32..100);
    prop::collection::vec(one, CODES.len() * 2 * GIVEN.len()).prop_map(|values| {
        let mut values = values.into_iter();
        let mut rows = Vec::new();
        for code in CODES {
            for at in [2022, 2023] {
                for given in GIVEN {
                    let value = values.next().flatten();
                    rows.extend(value.map(|value| row(code, at, given, f64::from(value))));
                }
            }
        }
        rows
    })
}

fn data(rows: &[Observation]) -> Dataset {
    validate(rows.to_vec(), indicators()).dataset
}

fn of(data: &Dataset, codes: &[&str], indicator: &str, period: Period) -> Fact {
    let members = codes
        .iter()
        .map(|code| Membership::new(code.parse().unwrap()));
    let group = Group::new("TEST", "Test", GroupKind::Custom, members.collect()).unwrap();
    let mut rule = PublicationRule::one_third();
    rule.least = 0.0;
    let options = AggregationOptions {
        rule,
        members_at: MembersAt::End,
    };
    aggregate(data, &group, indicator, period, &options).unwrap()
}

fn periods() -> [Period; 2] {
    [
        Period::Year(year(2022)),
        Period::Biennium(Biennium::of::<2022>()),
    ]
}

fn together(facts: &[Fact], list: impl Fn(&Fact) -> &[Entity]) -> Vec<Entity> {
    let mut all: Vec<Entity> = facts.iter().flat_map(|fact| list(fact).to_vec()).collect();
    all.sort();
    all
}

fn weight(fact: &Fact, weight: CoverageWeight) -> (f64, f64) {
    let mut of = fact.coverage.weights.iter();
    let found = of.find(|found| found.weight == weight);
    found.map_or((0.0, 0.0), |found| (found.expected, found.reported))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A group is the merge of the subgroups that it falls into: amounts, numerators and
    /// denominators, who reported, what it covers and where it came from.
    #[test]
    fn a_group_is_the_merge_of_its_subgroups(
        rows in table(),
        places in prop::collection::vec(0..3_usize, CODES.len()),
    ) {
        let data = data(&rows);
        for indicator in [EWASTE, STOCK, GRID, POWER, POPULATION] {
            for period in periods() {
                let whole = of(&data, &CODES, indicator, period);
                let subgroups: Vec<Vec<&str>> = (0..3)
                    .map(|at| {
                        let codes = CODES.iter().zip(&places);
                        codes.filter(|(_, place)| **place == at).map(|(code, _)| *code).collect()
                    })
                    .filter(|codes: &Vec<&str>| !codes.is_empty())
                    .collect();
                let parts: Vec<Fact> =
                    subgroups.iter().map(|codes| of(&data, codes, indicator, period)).collect();
                let sum = |figure: fn(&Fact) -> f64| parts.iter().map(figure).sum::<f64>();

                prop_assert_eq!(whole.members, parts.iter().map(|part| part.members).sum::<usize>());
                prop_assert_eq!(&whole.reporting, &together(&parts, |fact| &fact.reporting));
                prop_assert_eq!(&whole.partly, &together(&parts, |fact| &fact.partly));
                prop_assert_eq!(&whole.missing, &together(&parts, |fact| &fact.missing));
                let sources: std::collections::BTreeSet<_> =
                    parts.iter().flat_map(|part| part.sources.iter().cloned()).collect();
                prop_assert_eq!(&whole.sources, &sources);
                let counts = |fact: &Fact| (fact.coverage.expected, fact.coverage.reported);
                let added = parts.iter().map(counts).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
                prop_assert_eq!(counts(&whole), added);
                for of in [CoverageWeight::Population, CoverageWeight::Electricity] {
                    let added = parts.iter().map(|part| weight(part, of));
                    let added = added.fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
                    prop_assert_eq!(weight(&whole, of), added);
                }

                prop_assert_eq!(whole.reported_sum, sum(|part| part.reported_sum));
                if indicator == GRID {
                    let denominator = sum(|part| part.reported_denominator.unwrap());
                    prop_assert_eq!(whole.reported_denominator, Some(denominator));
                    // In g and in kWh, so in g/kWh.
                    if let Some(ratio) = whole.value {
                        let merged = sum(|part| part.reported_sum) / denominator;
                        prop_assert!((ratio - merged).abs() <= 1e-12 * merged);
                    } else {
                        prop_assert_eq!(denominator, 0.0);
                    }
                } else if whole.coverage.reported > 0 {
                    // A subgroup without data has no value and adds nothing.
                    let added: f64 = parts.iter().filter_map(|part| part.value).sum();
                    prop_assert_eq!(whole.value, Some(added));
                } else {
                    prop_assert_eq!(whole.value, None);
                }
            }
        }
    }

    /// Over one year and over two, with members and parts missing: no ratio of sums and no
    /// weighted mean is below the least or above the greatest of what it is made of.
    #[test]
    fn ratios_lie_within_what_they_are_made_of(
        table in table(),
        denominators in prop::collection::vec(1e-6..1e6_f64, CODES.len() * 2),
    ) {
        // Denominators and weights of any size that is positive.
        let mut rows = table;
        for (at, row) in rows.iter_mut().enumerate() {
            let unit = match &*row.key.indicator {
                GENERATION => "TWh",
                WEIGHT => "t",
                _ => continue,
            };
            let value = denominators[at % denominators.len()];
            row.datum = Datum::Value(Reading::new(value, unit).unwrap());
        }
        // A mean whose members lack a weight is refused: let every member with a value have one.
        let weighed: Vec<_> = rows.iter().filter(|row| row.key.indicator == WEIGHT)
            .map(|row| (row.key.entity, row.key.year)).collect();
        rows.retain(|row| {
            row.key.indicator != MEAN || weighed.contains(&(row.key.entity, row.key.year))
        });
        let data = data(&rows);
        for indicator in [GRID, MEAN] {
            for period in periods() {
                let fact = of(&data, &CODES, indicator, period);
                let own: Vec<f64> = CODES
                    .iter()
                    .flat_map(|code| period.years().into_iter().map(move |at| (code, at)))
                    .filter_map(|(code, at)| {
                        of(&data, &[code], indicator, Period::Year(at)).value
                    })
                    .collect();
                prop_assert_eq!(own.len(), fact.coverage.reported);
                let least = own.iter().copied().fold(f64::INFINITY, f64::min);
                let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                match fact.value {
                    None => prop_assert!(own.is_empty(), "{:?}", fact.publication),
                    Some(value) => prop_assert!(
                        value >= least * (1.0 - 1e-12) && value <= most * (1.0 + 1e-12),
                        "{} of {:?}", value, own
                    ),
                }
            }
        }
    }
}
