//! What was filled by which method, what stayed open and why, and what that makes of the totals.

use std::collections::{BTreeMap, BTreeSet};

use ict_impact::review::fill::methods::Open;
use ict_impact::review::fill::{StrategyCode, Why};
use ict_impact::review::{Publication, Review};

use super::super::figures::{entry, indicator_name, name, sourced, traced};
use super::super::report::{Badge, Cell, Entry, Figure, Precision, Section, Table, with_unit};

const COUNT: Precision = Precision::Decimals(0);

pub(super) fn section(review: &Review) -> Option<Section> {
    Section::new("gaps", "What is missing, and what was filled")
        .paragraph("Reported totals hold reported values alone. Beside them stands an estimate of the full total: gaps are filled by stated methods, value by value, and never count as reported. A gap that no method may fill stays open.")
        .with_any([filled(review), open(review), estimates(review)])
}

fn method(code: StrategyCode) -> &'static str {
    match code {
        StrategyCode::F1OtherSource => "another source of the same quantity (F1)",
        StrategyCode::F2Overlap => "overlap with a second series, one ratio (F2)",
        StrategyCode::F2LocalRatio => "overlap with a second series, the ratio around the gap (F2)",
        StrategyCode::F3Surrogate => "proportional to a driver (F3)",
        StrategyCode::F4Linear => "between two years by equal steps (F4)",
        StrategyCode::F4Geometric => "between two years by equal ratios (F4)",
        StrategyCode::F5Trend => "along the trend (F5)",
        StrategyCode::F5CarriedForward => "the last value, unchanged (F5)",
        StrategyCode::F6ByDriver => "part of a group’s total by a driver (F6)",
        StrategyCode::F6ByShares => "part of a group’s total by observed shares (F6)",
        StrategyCode::F7PeerGroup => "median of peers, in totals only (F7)",
        _ => "another method",
    }
}

fn reason(why: &Why) -> &str {
    match why {
        Why::NotAsked => "the plan has no method for the indicator",
        Why::Open { reason } => match reason {
            Open::NoDonor => "the second series or the driver has no value",
            Open::GapTooLong { .. } => "the gap is longer than the rule allows",
            Open::NoAnchor => "no observed year on one side",
            Open::NotPositive { .. } => "a value to divide by is zero or negative",
            Open::OutOfRange { .. } => "the value would be outside its range",
            Open::TooFar { .. } => "too far from the observed years",
            Open::Inside => "between observed years, where a trend is not taken",
            Open::Break { .. } => "a declared break lies between",
            Open::TooFewPoints { .. } => "too few observed years",
            _ => "the method leaves it open",
        },
        Why::Refused { reason } if reason.contains(" peers; ") => {
            "fewer peers than the method needs"
        }
        Why::Refused { reason } => reason,
        Why::NotForThis { .. } => "such a value is not filled by the method",
        Why::CrossesZero => "the observed values have two signs",
        Why::OtherBoundary => "another source has it in another boundary",
        Why::MixedBoundaries => "the peers do not have one boundary",
        Why::NoPeers => "the country has no peers",
        Why::Confidential => "the value is confidential: nothing stands in for it",
        Why::FollowsRatio => "follows from the ratio once the denominator is there",
        _ => "another reason",
    }
}

/// The indicator as the table names it: the ratio with its part, where it is a part.
fn subject(review: &Review, code: &str, ratio: Option<&str>) -> String {
    match ratio {
        Some(ratio) => format!(
            "{} ({})",
            indicator_name(review, ratio),
            indicator_name(review, code)
        ),
        None => indicator_name(review, code),
    }
}

fn filled(review: &Review) -> Option<Figure> {
    let fills = &review.fills;
    let mut counts: BTreeMap<(String, StrategyCode), (usize, BTreeSet<_>)> = BTreeMap::new();
    for line in fills.lines() {
        let of = subject(review, &line.indicator, line.of_ratio.as_deref());
        let count = counts.entry((of, line.strategy)).or_default();
        count.0 += 1;
        count.1.insert(line.entity);
    }
    for line in fills.in_totals_only() {
        let of = subject(review, &line.indicator, line.of_ratio.as_deref());
        let count = counts.entry((of, StrategyCode::F7PeerGroup)).or_default();
        count.0 += 1;
        count.1.insert(line.entity);
    }
    if counts.is_empty() {
        return None;
    }
    let mut table = Table::new("Filled values by method", &["Indicator", "Method"])
        .column("Values", "")
        .column("Countries", "");
    for ((of, code), (values, entities)) in &counts {
        let cell = |n: usize| Cell::Entry(Entry::from(n as f64), COUNT);
        table = table.row(
            [of.as_str(), method(*code)],
            [cell(*values), cell(entities.len())],
        );
    }
    let all = fills.lines().len() + fills.in_totals_only().len();
    let (first, last) = fills.years();
    Some(
        Figure::new("filled", "What was filled, and how", table.open())
            .takeaway(format!(
                "For {first} to {last}, {all} gaps were filled for the estimates and {} stayed open.",
                fills.open().len()
            ))
            .step("For each indicator the methods are tried in a stated order; the first that its rule allows fills the gap. The reported value always stays.")
            .step("What rests on peers enters totals only: it is no value of the country.")
            .source("ict-impact", "the order of the methods and their limits")
            .badge(Badge::filled()),
    )
}

fn open(review: &Review) -> Option<Figure> {
    let mut counts: BTreeMap<(String, &str), (usize, BTreeSet<_>)> = BTreeMap::new();
    for gap in review.fills.open() {
        let of = subject(review, &gap.indicator, gap.of_ratio.as_deref());
        // the last reason is that of the last method that was tried
        let why = gap.tried.last().map_or(&gap.why, |tried| &tried.why);
        let why = match gap.why {
            Why::Open { .. } => reason(why),
            _ => reason(&gap.why),
        };
        let count = counts.entry((of, why)).or_default();
        count.0 += 1;
        count.1.insert(gap.entity);
    }
    if counts.is_empty() {
        return None;
    }
    let mut table = Table::new("Open gaps by reason", &["Indicator", "Why"])
        .column("Values", "")
        .column("Countries", "");
    for ((of, why), (values, entities)) in &counts {
        let cell = |n: usize| Cell::Entry(Entry::from(n as f64), COUNT);
        table = table.row([of.as_str(), why], [cell(*values), cell(entities.len())]);
    }
    Some(
        Figure::new("open-gaps", "What stayed open, and why", table.open())
            .takeaway(format!(
                "{} values stay open; they are missing from the estimates too, and are not counted as zero.",
                review.fills.open().len()
            ))
            .step("Each gap has the reason for which no method may fill it, and which methods were tried.")
            .source("ict-impact", "the limits of the methods")
            .badge(Badge::filled()),
    )
}

fn estimates(review: &Review) -> Option<Figure> {
    let rows: Vec<_> = review
        .comparisons
        .iter()
        .filter_map(|comparison| {
            let fact = &comparison.current;
            let estimate = fact.estimate.as_ref()?;
            let differs = fact.value != Some(estimate.value);
            differs.then_some((fact, estimate))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let mut table = Table::new(
        format!("Reported figure and estimate, {}", review.biennium),
        &["Indicator", "Group"],
    )
    .column("Reported", "")
    .column("Estimate", "")
    .column("Unit", "")
    .column("Filled", "%")
    .column("Members filled", "")
    .column("Members open", "");
    let mut most = 0.0_f64;
    for (fact, estimate) in &rows {
        let cell = |entry: Entry| Cell::Entry(entry, Precision::Significant(4));
        let count = |n: usize| Cell::Entry(Entry::from(n as f64), COUNT);
        if let Some(value) = fact.value.filter(|value| *value != 0.0) {
            most = most.max(100.0 * (estimate.value / value - 1.0).abs());
        }
        let full = match &estimate.publication {
            Publication::Published => Entry::from(estimate.value),
            _ => Entry::missing("not published — too little is covered"),
        };
        let share = estimate.filled_share.map(|share| 100.0 * share);
        table = table.row(
            [indicator_name(review, &fact.indicator), name(&fact.group)],
            [
                cell(entry(fact)),
                cell(full),
                Cell::text(fact.unit.clone()),
                Cell::Entry(Entry::from(share), Precision::Significant(2)),
                count(estimate.filled.len()),
                count(estimate.open.len()),
            ],
        );
    }
    let figure = Figure::new("estimates", "Estimates beside reported figures", table)
        .takeaway(format!(
            "{} figures have an estimate that differs from the reported one, at most by {} of it.",
            rows.len(),
            with_unit(most, Precision::Significant(2), "%")
        ))
        .step("Reported: of the members that reported, if the publication rule allows it. Estimate: the same with the filled values; it is published by the same rule, and fills do not count as covered.")
        .step("Filled: what is filled as a part of the sum of magnitudes (of the numerators of a ratio). Open members are in neither.")
        .badge(Badge::filled());
    let facts = || rows.iter().map(|(fact, _)| *fact);
    Some(traced(sourced(figure, facts()), review, facts()))
}
