use std::sync::LazyLock;

use ict_impact::place::{Country, Group, GroupKind, Membership};
use ict_impact::review::decomposition::decompose_members;
use ict_impact::review::{
    AcrossMembers, AggregationOptions, ChangeCertainty, Comparison, Dataset, Datum, Entity, Fact,
    IndicatorSet, IntervalOptions, Key, MembersAt, Meta, Observation, Period, PublicationRule,
    Reading, RestatedComparison, RestatementReason, VintageOptions, aggregate, compare,
    compare_vintages, interval, validate,
};
use ict_impact::source::{SourceId, Status};
use ict_impact::time::Biennium;
use ict_impact::uncertainty::RelativeUncertainty;
use proptest::prelude::*;

use super::{close, year};

const CODES: [&str; 4] = ["KEN", "NAM", "DEU", "FRA"];
const GRID: &str = "PRJ.GRID.CI";
const GENERATION: &str = "PART.ELECTRICITY.GENERATION";

fn observation(
    code: &str,
    at: i64,
    indicator: &'static str,
    (value, unit): (f64, &'static str),
) -> Observation {
    Observation {
        key: Key::new(code.parse::<Country>().unwrap(), year(at), indicator),
        datum: Datum::Value(Reading::new(value, unit).unwrap()),
        meta: Meta::reported(SourceId::new("test").unwrap(), Status::Verified),
    }
}

fn data(rows: &[Observation]) -> Dataset {
    static INDICATORS: LazyLock<IndicatorSet> = LazyLock::new(|| IndicatorSet::embedded().unwrap());
    validate(rows.to_vec(), INDICATORS.clone()).dataset
}

/// Two members then and now, one that left and one that joined in 2022.
fn group() -> Group {
    let mut members: Vec<_> = CODES.map(|c| Membership::new(c.parse().unwrap())).to_vec();
    members[2].until = Some("2021-12-31".parse().unwrap());
    members[3].from = Some("2022-01-01".parse().unwrap());
    Group::new("TEST", "Test", GroupKind::Custom, members).unwrap()
}

fn options() -> AggregationOptions {
    let mut rule = PublicationRule::one_third();
    rule.least = 0.0;
    rule.least_for_change = 0.0;
    AggregationOptions {
        rule,
        members_at: MembersAt::End,
    }
}

/// One value of one member and year as known then and as known now, and why.
#[derive(Debug, Clone, Copy)]
struct Known {
    then: Option<f64>,
    now: Option<f64>,
    reason: Option<RestatementReason>,
    percent: f64,
}

fn known() -> impl Strategy<Value = Known> {
    let value = || prop::option::weighted(0.85, 1.0_f64..1e3);
    let reason = prop::option::of(prop::sample::select(RestatementReason::ALL.to_vec()));
    (value(), value(), any::<bool>(), reason, 0.0_f64..50.0).prop_map(
        |(then, now, same, reason, percent)| Known {
            then,
            now: if same { then } else { now },
            reason,
            percent,
        },
    )
}

/// Intensities and generation of four members in four years.
fn table() -> impl Strategy<Value = Vec<Known>> {
    prop::collection::vec(known(), 2 * 4 * CODES.len())
}

fn rows(
    table: &[Known],
    then: bool,
    (intensity, generation): (&'static str, &'static str),
) -> Vec<Observation> {
    let mut rows = Vec::new();
    let mut cells = table.iter();
    for code in CODES {
        for at in 2020..2024 {
            for (indicator, unit) in [(GRID, intensity), (GENERATION, generation)] {
                let cell = cells.next().unwrap();
                let Some(value) = (if then { cell.then } else { cell.now }) else {
                    continue;
                };
                let scale = match unit {
                    "kgCO2e/kWh" => 1e-3,
                    "MWh" => 1e3,
                    _ => 1.0,
                };
                let mut row = observation(code, at, indicator, (value * scale, unit));
                row.meta.uncertainty =
                    Some(RelativeUncertainty::from_percent(cell.percent).unwrap());
                if !then {
                    row.meta.restated = cell.reason;
                }
                rows.push(row);
            }
        }
    }
    rows
}

const UNITS: (&str, &str) = ("gCO2e/kWh", "GWh");

fn vintages(then: &[Observation], now: &[Observation], code: &str) -> RestatedComparison {
    let options = VintageOptions::new(options());
    let biennium = Biennium::of::<2022>();
    compare_vintages(&data(then), &data(now), &group(), code, biennium, &options).unwrap()
}

fn compared(rows: &[Observation]) -> Comparison {
    compare(
        &data(rows),
        &group(),
        GRID,
        Biennium::of::<2022>(),
        &options(),
    )
    .unwrap()
}

fn fact(data: &Dataset, code: &str) -> Fact {
    let period = Period::Biennium(Biennium::of::<2022>());
    aggregate(data, &group(), code, period, &options()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The steps of the bridge lead from what was published to the current figure, for a ratio
    /// and for a sum, and those by reason to what is known now.
    #[test]
    fn the_bridge_arrives(table in table()) {
        let (then, now) = (rows(&table, true, UNITS), rows(&table, false, UNITS));
        for code in [GRID, GENERATION] {
            let found = vintages(&then, &now, code);
            let (Some(bridge), Some(numbers)) = (found.bridge, found.numbers) else {
                continue;
            };
            let scale = 10.0 * bridge.from.abs().max(bridge.restated).max(bridge.to);
            prop_assert!(bridge.rounding.abs() <= 1e-14 * scale, "{bridge:?}");
            prop_assert!(close(bridge.sum().unwrap(), numbers.naive_change, scale));
            let steps: f64 = bridge.steps.iter().map(|step| step.amount).sum();
            prop_assert!(close(steps, numbers.restatement, scale));
            let order: Vec<_> = bridge.steps.iter().map(|step| step.reason).collect();
            let in_order = RestatementReason::ALL.into_iter().filter(|r| order.contains(r));
            prop_assert_eq!(&order, &in_order.collect::<Vec<_>>());
            // each reason that a value states, and no other, is a step
            for value in &found.restated_values {
                prop_assert!(order.contains(&value.reason));
            }
            let moved = found.joined.len() + found.left.len();
            let counted: usize = bridge.steps.iter().map(|step| step.changed).sum();
            prop_assert_eq!(counted, found.restated_values.len() + moved);
        }
    }

    /// Where all values are there, the step of a sum is what its own values moved by.
    #[test]
    fn a_step_of_a_sum_is_what_its_values_moved_by(mut table in table()) {
        for cell in &mut table {
            cell.then = cell.then.or(Some(1.0));
            cell.now = cell.now.or(Some(2.0));
        }
        let (then, now) = (rows(&table, true, UNITS), rows(&table, false, UNITS));
        let found = vintages(&then, &now, GENERATION);
        let bridge = found.bridge.unwrap();
        for step in &bridge.steps {
            if step.reason == RestatementReason::Membership {
                continue;
            }
            let of = found.restated_values.iter().filter(|value| value.reason == step.reason);
            let moved: f64 = of.map(|v| (v.now.unwrap() - v.then.unwrap()) / 2.0).sum();
            let scale = 1e3 * bridge.from.abs().max(bridge.to).max(1.0);
            prop_assert!(close(step.amount, moved, scale), "{step:?} {moved}");
        }
    }

    /// Where nothing is known otherwise and the list is one, there is no restatement at all.
    #[test]
    fn what_did_not_change_is_not_restated(table in table()) {
        let now = rows(&table, false, UNITS);
        let mut options = VintageOptions::new(options());
        options.aggregation.members_at = MembersAt::Start;
        let options = options.with_members_then(MembersAt::Date("2022-01-01".parse().unwrap()));
        let found = compare_vintages(
            &data(&now), &data(&now), &group(), GRID, Biennium::of::<2022>(), &options,
        ).unwrap();
        prop_assert!(found.restated_values.is_empty() && found.joined.is_empty());
        if let Some(numbers) = found.numbers {
            prop_assert_eq!(numbers.restatement, 0.0);
            prop_assert_eq!(numbers.naive_change, numbers.like_for_like_change);
            prop_assert!(!numbers.triggers.any());
        }
        if let Some(bridge) = found.bridge {
            prop_assert!(bridge.steps.is_empty());
        }
    }

    /// The order of the rows changes no bit.
    #[test]
    fn rows_have_no_order(table in table(), seed in any::<prop::sample::Index>()) {
        let (then, now) = (rows(&table, true, UNITS), rows(&table, false, UNITS));
        let turned = |rows: &[Observation]| {
            let mut rows = rows.to_vec();
            let by = seed.index(rows.len().max(1));
            let by = by.min(rows.len());
            rows.rotate_left(by);
            rows.reverse();
            rows
        };
        prop_assert_eq!(vintages(&then, &now, GRID), vintages(&turned(&then), &turned(&now), GRID));
        prop_assert_eq!(compared(&now), compared(&turned(&now)));
    }

    /// Rows in other units say the same.
    #[test]
    fn units_have_no_say(table in table()) {
        let now = rows(&table, false, UNITS);
        let (a, b) = (compared(&now), compared(&rows(&table, false, ("kgCO2e/kWh", "MWh"))));
        let pairs = [
            (a.change, b.change),
            (a.like_for_like, b.like_for_like),
            (a.composition.new_reporters_effect, b.composition.new_reporters_effect),
            (a.composition.drop_outs_effect, b.composition.drop_outs_effect),
        ];
        for (a, b) in pairs {
            prop_assert_eq!(a.is_some(), b.is_some());
            prop_assert!(close(a.unwrap_or(0.0), b.unwrap_or(0.0), 1e4));
        }
        if let (ChangeCertainty::Stated { low, .. }, ChangeCertainty::Stated { low: other, .. }) = (a.certainty, b.certainty) {
            prop_assert!(close(low, other, 1e4));
        }
    }

    /// Real change, drop-outs, those who missed a year and new reporters are the whole change.
    #[test]
    fn composition_closes(table in table()) {
        let found = compared(&rows(&table, false, UNITS));
        let who = &found.composition;
        if let (Some(change), Some(real)) = (found.change, who.like_for_like) {
            let rest = [who.drop_outs_effect, who.incomplete_effect, who.new_reporters_effect];
            let sum: f64 = rest.into_iter().map(Option::unwrap).sum();
            prop_assert!(close(change, real + sum, 1e4));
            prop_assert!(close(found.composition_effect.unwrap(), sum, 1e4));
        }
    }

    /// Values twice as large have an interval twice as wide, uncertainties twice as large too.
    #[test]
    fn intervals_scale(table in table(), factor in 0.01_f64..100.0) {
        let plain = rows(&table, false, UNITS);
        let scaled = |by: f64, percent: f64| {
            let mut rows = plain.clone();
            for row in &mut rows {
                if row.key.indicator == GRID {
                    let Datum::Value(reading) = &row.datum else { panic!() };
                    row.datum = Datum::Value(Reading::new(reading.value() * by, "gCO2e/kWh").unwrap());
                }
                let stated = row.meta.uncertainty.unwrap().percent();
                row.meta.uncertainty = Some(RelativeUncertainty::from_percent(stated * percent).unwrap());
            }
            data(&rows)
        };
        let half = |data: &Dataset, members| {
            let options = IntervalOptions::default().with_members(members);
            let fact = fact(data, GRID);
            let found = interval(data, &fact, &options).unwrap().interval?;
            Some(((found.high - found.low) / 2.0, fact.value.unwrap()))
        };
        let (one, wide, large) = (scaled(1.0, 1.0), scaled(1.0, factor), scaled(factor, 1.0));
        for members in [AcrossMembers::Independent, AcrossMembers::SameSource] {
            let Some((first, value)) = half(&one, members) else { return Ok(()) };
            let (second, _) = half(&wide, members).unwrap();
            let (third, _) = half(&large, members).unwrap();
            prop_assert!(close(second, factor * first, 100.0 * (value + first) * factor.max(1.0)));
            prop_assert!(close(third, factor * first, 100.0 * (value + first) * factor.max(1.0)));
        }
        // of a sum, errors that are one are never less than independent ones
        let sum = fact(&one, GENERATION);
        let of = |members| {
            let options = IntervalOptions::default().with_members(members);
            interval(&one, &sum, &options).unwrap().interval.map(|found| found.high - found.low)
        };
        let (alone, shared) = (of(AcrossMembers::Independent), of(AcrossMembers::SameSource));
        if let (Some(alone), Some(shared)) = (alone, shared) {
            prop_assert!(shared >= alone * (1.0 - 1e-12));
        }
    }

    /// The effects of members sum to those of the group, and all of them to the change.
    #[test]
    fn effects_of_members_sum_to_those_of_the_group(table in table()) {
        let all = data(&rows(&table, false, UNITS));
        let members: Vec<Entity> = CODES.map(|c| c.parse::<Country>().unwrap().into()).to_vec();
        let split = |members: &[Entity]| {
            decompose_members(&all, members, &[GENERATION, GRID], year(2020), year(2022))
        };
        let Ok(found) = split(&members) else { return Ok(()) };
        let scale = 10.0 * found.start.max(found.end);
        prop_assert!(close(found.effects.iter().sum::<f64>(), found.change, scale));
        prop_assert!(close(found.residual, 0.0, scale));
        prop_assert_eq!(found.members.len() + found.left_out.len(), members.len());
        for (place, effect) in found.effects.iter().enumerate() {
            let each: f64 = found.members.iter().map(|(_, effects)| effects[place]).sum();
            prop_assert!(close(*effect, each, scale));
        }
        for (member, effects) in &found.members {
            let alone = split(&[*member]).unwrap();
            prop_assert_eq!(&alone.effects, effects);
        }
        let total: f64 = found.members.iter().filter_map(|(member, _)| {
            let of = |at: i64, code| all.value(*member, year(at), code).unwrap();
            Some(of(2022, GRID)? * of(2022, GENERATION)?)
        }).sum();
        prop_assert!(close(found.end, total, scale));
    }
}
