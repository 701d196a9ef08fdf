//! Rule V08: a change from year to year that is unlike those before it.

use alloc::format;
use alloc::vec::Vec;

use super::robust::{median, median_deviation};
use super::{Finding, Rule, Severity, ValidationOptions};
use crate::numeric::{exp, ln};
use crate::review::Dataset;
use crate::review::dataset::{Cell, State};

/// Holds the change of every whole value against the earlier changes of the same series.
///
/// # Equation
/// ```text
/// d_t = ln(x_t / x_{t-1})            x_t, x_{t-1} > 0, in two calendar years that follow each other
/// shown if |d_t - m| > max(k * MAD, least)
///
/// m     median of the changes of the series before t, of which there are enough
/// MAD   median of their distances from m
/// k     `change_deviations`
/// least `change_least`: without it every change after years without any (MAD = 0) would be shown
/// ```
/// A change from a positive value to zero or less, or back, has no logarithm: it is larger than
/// any limit, is shown, and is not one of the earlier changes of later years.
pub(super) fn changes(dataset: &Dataset, options: &ValidationOptions, findings: &mut Vec<Finding>) {
    let mut history: Vec<f64> = Vec::new();
    let mut before: Option<&Cell> = None;
    // The logarithm of the value before, if the change to it asked for one.
    let mut logarithm: Option<f64> = None;
    for cell in dataset.cells() {
        let place = cell.place;
        let same = |other: &&Cell| {
            (other.place.indicator(), other.place.entity()) == (place.indicator(), place.entity())
        };
        let last = before.replace(cell).filter(same);
        let last_logarithm = logarithm.take();
        if last.is_none() {
            history.clear();
        }
        let Some(last) = last else { continue };
        let (State::Value(then), State::Value(now)) = (last.state, cell.state) else {
            continue;
        };
        if last.place.year().checked_add(1) != Some(place.year()) {
            continue;
        }
        let enough = history.len() >= options.change_history.max(1);
        let finite = then > 0.0 && now > 0.0;
        let change = if finite {
            let now = ln(now);
            logarithm = Some(now);
            now - last_logarithm.unwrap_or_else(|| ln(then))
        } else {
            0.0
        };
        if enough && let Some(centre) = median(&history) {
            let spread = median_deviation(&history, centre).unwrap_or_default();
            let limit = (options.change_deviations * spread).max(options.change_least);
            if finite && (change - centre).abs() > limit {
                show(dataset, cell, findings, "unlike_before", || {
                    format!(
                        "changed by a factor of {:.4} within a year; by the {} changes before, {:.4} to {:.4} was to be expected",
                        exp(change),
                        history.len(),
                        exp(centre - limit),
                        exp(centre + limit),
                    )
                });
            } else if !finite && (then > 0.0) != (now > 0.0) {
                show(dataset, cell, findings, "to_or_from_zero", || {
                    "went between a positive value and zero or less within a year".into()
                });
            }
        }
        if finite {
            let at = history.partition_point(|&earlier| earlier < change);
            history.insert(at, change);
        }
    }
}

/// A warning of the first row of a cell.
fn show(
    dataset: &Dataset,
    cell: &Cell,
    findings: &mut Vec<Finding>,
    issue: &'static str,
    message: impl FnOnce() -> alloc::string::String,
) {
    findings.extend(Finding::of_cell(
        dataset,
        cell,
        (Rule::V08, Severity::Warning, issue),
        message,
    ));
}
