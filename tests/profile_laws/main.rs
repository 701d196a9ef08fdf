//! Laws that profiles keep whatever the steps, the offsets and the values.

mod impact;
mod resampling;
mod rows;

use ict_impact::column::ColumnBuf;
use ict_impact::energy::profile::{IntervalQuantity, Profile, TimeAxis};
use ict_impact::numeric::{ExactSum, pow};
use ict_impact::quantity::{CarbonIntensity, Energy, Quantity};
use ict_impact::time::{Step, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;

/// Half the distance from 1 to the next number: the most that one rounding is off by.
const ROUNDING: f64 = f64::EPSILON / 2.0;

/// 2024-01-01T00:00:00Z in microseconds.
const NEW_YEAR: i64 = 1_704_067_200_000_000;

fn at(microseconds: i64) -> Timestamp {
    Timestamp::from_unix_microseconds(microseconds).unwrap()
}

fn step(microseconds: i64) -> Step {
    Step::from_microseconds(microseconds).unwrap()
}

fn profile<Q: IntervalQuantity>(axis: TimeAxis, base: &[f64]) -> Profile<Q> {
    Profile::new(axis, ColumnBuf::from_base(base.to_vec()).unwrap()).unwrap()
}

fn grams(per_kwh: &[f64]) -> Vec<f64> {
    let intensity = |&grams| CarbonIntensity::from_grams_per_kwh(grams).base();
    per_kwh.iter().map(intensity).collect()
}

fn edges(axis: &TimeAxis) -> Vec<i64> {
    let from = axis.span().from();
    let later = axis.intervals().map(|interval| interval.to());
    std::iter::once(from)
        .chain(later)
        .map(Timestamp::unix_microseconds)
        .collect()
}

/// `left` and `right` but for this many roundings.
fn close(left: f64, right: f64, roundings: f64) -> bool {
    (left - right).abs() <= roundings * ROUNDING * left.abs().max(right.abs())
}

/// Steps as meters have them, and any others from a millisecond to a day and a half.
fn any_step() -> impl Strategy<Value = i64> + Clone {
    let usual = prop::sample::select(vec![1, 5, 30, 60, 300, 420, 900, 1800, 3600, 86_400]);
    prop_oneof![
        usual.prop_map(|seconds: i64| seconds * 1_000_000),
        1_000_i64..130_000_000_000,
    ]
}

/// Edges at any distance, also at one.
fn any_axis(rows: usize) -> impl Strategy<Value = TimeAxis> {
    let begin = NEW_YEAR - 100_000_000_000..NEW_YEAR + 100_000_000_000;
    let even = (begin.clone(), any_step(), 1..=rows)
        .prop_map(|(begin, micros, count)| TimeAxis::even(at(begin), step(micros), count).unwrap());
    let uneven = (begin, vec(1_000_i64..90_000_000_000, 1..=rows)).prop_map(|(begin, lengths)| {
        let ends = lengths.iter().scan(begin, |edge, length| {
            *edge += length;
            Some(*edge)
        });
        let edges: Vec<Timestamp> = std::iter::once(begin).chain(ends).map(at).collect();
        TimeAxis::from_edges(&edges.into()).unwrap()
    });
    // Cut at both ends, as after resampling.
    let cut = (even.clone(), 0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(axis, head, tail)| {
        let edges = edges(&axis);
        let n = edges.len();
        let within = |from: i64, to: i64, part: f64| from + ((to - from) as f64 * part) as i64;
        let from = within(edges[0], edges[1] - 1, head);
        let to = within(edges[n - 2], edges[n - 1], tail).max(from + 1);
        let whole = profile::<Energy>(axis, &vec![1.0; n - 1]);
        whole.between(at(from), at(to)).unwrap().axis().clone()
    });
    prop_oneof![even, uneven, cut]
}

/// Amounts or means over many magnitudes, and nothing.
fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        1 => Just(0.0),
        6 => 0.0..1e4_f64,
        3 => (-12.0..12.0_f64).prop_map(|exponent| pow(10.0, exponent)),
    ]
}

fn any_base(rows: usize) -> impl Strategy<Value = (TimeAxis, Vec<f64>)> {
    any_axis(rows).prop_flat_map(|axis| {
        let values = vec(any_value(), axis.len());
        (Just(axis), values)
    })
}

/// An axis that covers `axis`, of at most some thousands of intervals.
fn covering(axis: &TimeAxis, early: f64, micros: i64) -> TimeAxis {
    let (from, to) = (axis.span().from(), axis.span().to());
    let length = to.unix_microseconds() - from.unix_microseconds();
    let micros = micros.max(length / 3000 + 1);
    let begin = from.unix_microseconds() - (early * micros as f64) as i64;
    let count = (to.unix_microseconds() - begin + micros - 1) / micros;
    TimeAxis::even(at(begin), step(micros), count as usize).unwrap()
}

/// Value and time in common of every pair of intervals, found by trying them all.
fn naive(axis: &TimeAxis, values: &[f64], to: &TimeAxis, amount: bool) -> Vec<f64> {
    let (from, to) = (edges(axis), edges(to));
    to.windows(2)
        .map(|new| {
            let (mut sum, mut time) = (ExactSum::new(), 0.0);
            for (old, value) in from.windows(2).zip(values) {
                let common = (old[1].min(new[1]) - old[0].max(new[0])).max(0) as f64;
                let length = (old[1] - old[0]) as f64;
                sum.add(value * if amount { common / length } else { common });
                time += common;
            }
            sum.value().unwrap() / if amount { 1.0 } else { time }
        })
        .collect()
}
