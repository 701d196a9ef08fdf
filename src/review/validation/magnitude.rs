//! Rule V09: a value that is a power of ten away from its peers, as kg reported for t.

use alloc::format;
use alloc::vec::Vec;

use super::robust::{median, median_of_others};
use super::{Finding, Rule, Severity, ValidationOptions};
use crate::reference::indicators::Kind;
use crate::review::dataset::{Cell, POPULATION, State};
use crate::review::{Dataset, Entity};

/// Steps between units of one quantity: g, kg, t, kt, Mt; Wh, kWh, MWh.
const STEPS: [f64; 4] = [1e-6, 1e-3, 1e3, 1e6];
/// The step between a share and a percentage.
const PERCENT: [f64; 2] = [1e-2, 1e2];

/// One value among its peers.
#[derive(Debug, Clone, Copy)]
struct Peer {
    /// Year, country or organisation, and per capita or not: all peers have the same.
    class: (u16, bool, bool),
    value: f64,
    /// Place of the cell in the chunk of the indicator.
    at: usize,
}

/// Holds every positive whole value against two kinds of peers.
///
/// # Equation
/// ```text
/// shown if |x / m / s - 1| <= tolerance for a step s of 10^-6, 10^-3, 10^3, 10^6
///
/// x  the value       m  median of the peers without x, of which there are enough
///
/// peers of the year: the same indicator and year of all other countries, or of all other
///                    organisations; amounts of countries per capita where the population is
///                    known, and then only against others whose population is known
/// own peers:         the same indicator of the same entity in all other years; for percentages
///                    also steps of 10^-2 and 10^2
/// ```
/// Countries differ among each other more than they differ from themselves a year ago: the peers
/// of the year find who uses a wrong unit in every year, the own ones who slips in one.
pub(super) fn magnitude(
    dataset: &Dataset,
    options: &ValidationOptions,
    findings: &mut Vec<Finding>,
) {
    let population = dataset.indicators().index(POPULATION);
    let persons = dataset.series_at(population).cells();
    let cells = dataset.cells();
    let chunks = cells.chunk_by(|a, b| a.place.indicator() == b.place.indicator());
    let (mut peers, mut values, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for chunk in chunks {
        let [first, ..] = chunk else { continue };
        let Some(entry) = dataset.indicators().at(first.place.indicator()) else {
            continue;
        };
        let kind = entry.indicator.kind();
        let amount = matches!(kind, Kind::Sum | Kind::Stock | Kind::Count)
            && Some(first.place.indicator()) != population;
        shown.clear();
        shown.resize(chunk.len(), false);
        let percent = matches!(entry.indicator.unit(), "%" | "/100");
        own_peers(chunk, percent, options, &mut values, |at, step| {
            show(
                dataset,
                chunk,
                at,
                step,
                "unlike_own_years",
                findings,
                &mut shown,
            );
        });

        peers.clear();
        let mut person = 0;
        for (at, cell) in chunk.iter().enumerate() {
            let State::Value(value) = cell.state else {
                continue;
            };
            let place = cell.place;
            let country = matches!(
                dataset.entities().get(place.entity()),
                Some(Entity::Country(_))
            );
            let mut class = (place.year(), country, false);
            let mut value = value;
            if amount && country {
                let key = |cell: &Cell| (cell.place.entity(), cell.place.year());
                let here = (place.entity(), place.year());
                while persons.get(person).is_some_and(|cell| key(cell) < here) {
                    person += 1;
                }
                if let Some(cell) = persons.get(person)
                    && key(cell) == here
                    && let State::Value(persons) = cell.state
                    && persons > 0.0
                {
                    class.2 = true;
                    value /= persons;
                }
            }
            if value > 0.0 && value.is_finite() {
                peers.push(Peer { class, value, at });
            }
        }
        peers.sort_by(|a, b| (a.class.cmp(&b.class)).then(a.value.total_cmp(&b.value)));
        for group in peers.chunk_by(|a, b| a.class == b.class) {
            if group.len() <= options.magnitude_peers {
                continue;
            }
            values.clear();
            values.extend(group.iter().map(|peer| peer.value));
            for (place, peer) in group.iter().enumerate() {
                let step = median_of_others(&values, place)
                    .and_then(|median| step(peer.value / median, &STEPS, options));
                if let Some(step) = step {
                    show(
                        dataset,
                        chunk,
                        peer.at,
                        step,
                        "unlike_peers",
                        findings,
                        &mut shown,
                    );
                }
            }
        }
    }
}

/// Holds the years of each entity against each other.
fn own_peers(
    chunk: &[Cell],
    percent: bool,
    options: &ValidationOptions,
    values: &mut Vec<f64>,
    mut found: impl FnMut(usize, f64),
) {
    let mut start = 0;
    for series in chunk.chunk_by(|a, b| a.place.entity() == b.place.entity()) {
        values.clear();
        values.extend(series.iter().filter_map(positive));
        values.sort_unstable_by(f64::total_cmp);
        let spread = values.first().zip(values.last());
        // No value is a hundred times another one: there is no step to look for.
        if values.len() > options.change_history
            && spread.is_some_and(|(least, most)| most / least > 50.0)
            && median(values).is_some()
        {
            for (at, cell) in series.iter().enumerate() {
                let Some(value) = positive(cell) else {
                    continue;
                };
                let place = values.partition_point(|&other| other < value);
                let ratio = median_of_others(values, place).map(|median| value / median);
                let step = ratio.and_then(|ratio| {
                    let of_percent = || step(ratio, &PERCENT, options);
                    let step = step(ratio, &STEPS, options);
                    step.or_else(|| if percent { of_percent() } else { None })
                });
                if let Some(step) = step {
                    found(start + at, step);
                }
            }
        }
        start += series.len();
    }
}

fn positive(cell: &Cell) -> Option<f64> {
    match cell.state {
        State::Value(value) if value > 0.0 => Some(value),
        _ => None,
    }
}

/// The step that the ratio is close to.
fn step(ratio: f64, steps: &[f64], options: &ValidationOptions) -> Option<f64> {
    let near = |step: &&f64| (ratio / **step - 1.0).abs() <= options.magnitude_tolerance;
    steps.iter().find(near).copied()
}

fn show(
    dataset: &Dataset,
    chunk: &[Cell],
    at: usize,
    step: f64,
    issue: &'static str,
    findings: &mut Vec<Finding>,
    shown: &mut [bool],
) {
    let (Some(cell), Some(shown)) = (chunk.get(at), shown.get_mut(at)) else {
        return;
    };
    if core::mem::replace(shown, true) {
        return;
    }
    let found = (Rule::V09, Severity::Warning, issue);
    findings.extend(Finding::of_cell(dataset, cell, found, || {
        let peers = match issue {
            "unlike_peers" => "that of others in the year",
            _ => "its own other years",
        };
        format!("about {step} times the median of {peers}: is the unit right?")
    }));
}
