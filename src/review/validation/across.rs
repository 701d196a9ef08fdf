//! Rules V06, V13 and V14, which look across indicators and parts.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::reference::indicators::Kind;

use super::{Finding, Rule, Severity};
use crate::review::dataset::State;
use crate::review::indicator::IndicatorUnit;
use crate::review::{Dataset, Datum, Dimension, Qualifier};

const COLLECTED: &str = "SDG.12.4.2.EWC";
const GENERATED: &str = "SDG.12.4.2.EWG";
/// Of the conversion of units, as a part of the value.
const ROUNDING: f64 = 1e-12;

pub(super) fn across(dataset: &Dataset, findings: &mut Vec<Finding>) {
    for cell in dataset.cells() {
        let Some(entry) = dataset.indicators().at(cell.place.indicator()) else {
            continue;
        };
        let code = entry.indicator.code();
        let ratio = matches!(entry.indicator.kind(), Kind::Ratio { .. });
        if !ratio && code != COLLECTED && entry.indicator.mutually_exclusive_with().is_none() {
            continue;
        }
        let Some((entity, year)) = dataset.whose(cell) else {
            continue;
        };
        let Some(&row) = dataset.rows_of(cell).first() else {
            continue;
        };
        let Some(observation) = dataset.observation(row) else {
            continue;
        };
        let mut find = |(rule, severity, issue), message: String| {
            findings.push(Finding {
                rule,
                severity,
                issue,
                report: None,
                row: Some(row as usize),
                key: Some(observation.key.clone()),
                message,
                others: Vec::new(),
            });
        };
        let amount = |code: &str| dataset.amount(code, entity, year);
        let imports = observation
            .meta
            .qualifiers
            .contains(&Qualifier::ImportsIncluded);
        if code == COLLECTED
            && !imports
            && let (Some(collected), Some(generated)) = (amount(code), amount(GENERATED))
            && collected > generated
        {
            find(
                (Rule::V14, Severity::Warning, "more_than_generated"),
                "more was collected than generated; accepted with imports_included".into(),
            );
        }
        if let Some(other) = entry.indicator.mutually_exclusive_with()
            && is_by_market(code)
            && amount(code).is_some()
            && amount(other).is_none()
        {
            find(
                (Rule::V13, Severity::Warning, "no_location_based"),
                format!("scope 2 by market stands without {other}, which is by location"),
            );
        }
        let Kind::Ratio {
            numerator,
            denominator,
        } = entry.indicator.kind()
        else {
            continue;
        };
        let (State::Value(ratio), Some(above), Some(below)) =
            (cell.state, amount(numerator), amount(denominator))
        else {
            continue;
        };
        let Datum::Value(reading) = &observation.datum else {
            continue;
        };
        if below == 0.0 {
            continue;
        }
        let expected = entry.unit.value_of(above / below);
        let reported = entry.unit.value_of(ratio);
        let half_unit = IndicatorUnit::find(reading.unit()).map_or(0.0, |unit| {
            entry
                .unit
                .value_of(unit.to_base(half_unit(reading.value())))
        });
        let tolerance = half_unit + ROUNDING * expected.abs();
        if (expected - reported).abs() > tolerance {
            let unit = entry.indicator.unit();
            find(
                (Rule::V06, Severity::Error, "not_its_parts"),
                format!(
                    "{reported} {unit} was reported, its parts give {expected}; the parts are used"
                ),
            );
        }
    }
    scope_2(dataset, findings);
}

/// Rule V13 within one indicator: a part by market without one by location.
fn scope_2(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let has = |code: &str, parts: &[&crate::review::Part]| {
        parts
            .iter()
            .any(|part| part.code(Dimension::Scope) == Some(code))
    };
    for parts in dataset.all_parts().chunk_by(|a, b| a.place == b.place) {
        let rows: Vec<_> = parts
            .iter()
            .filter_map(|cell| Some((cell.row, &dataset.observation(cell.row)?.key)))
            .collect();
        let codes: Vec<_> = rows.iter().map(|(_, key)| &key.part).collect();
        if !has("2_market", &codes) || has("2_location", &codes) {
            continue;
        }
        let market = rows
            .iter()
            .find(|(_, key)| key.part.code(Dimension::Scope) == Some("2_market"));
        if let Some((row, key)) = market {
            findings.push(Finding {
                rule: Rule::V13,
                severity: Severity::Warning,
                issue: "no_location_based",
                report: None,
                row: Some(*row as usize),
                key: Some((*key).clone()),
                message: "scope 2 by market stands without scope 2 by location".into(),
                others: Vec::new(),
            });
        }
    }
}

/// By our naming, `.S2M` is by market.
fn is_by_market(code: &str) -> bool {
    code.ends_with(".S2M")
}

/// Half a unit of the last decimal place that was written.
fn half_unit(value: f64) -> f64 {
    let text = format!("{value}");
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    0.5 * crate::numeric::pow(10.0, -(decimals as f64))
}
