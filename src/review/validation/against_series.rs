//! Rule V10: population and GDP against a reference series.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use super::{Finding, Rule, Severity, ValidationOptions};
use crate::place::Country;
use crate::reference::panel;
use crate::review::Dataset;
use crate::review::Entity;
use crate::review::dataset::{POPULATION, State};
use crate::time::Year;

const GDP: &str = "PART.GDP";

/// What the population and the GDP that are given have to agree with (rule V10).
///
/// # Example
/// ```
/// use ict_impact::review::{ReferenceSeries, validate, IndicatorSet, panel};
/// use ict_impact::time::Year;
/// let year = Year::of::<2022>();
/// let rows = panel::observations(year, year)?;
/// let revised = validate(rows, IndicatorSet::embedded()?).dataset;
/// let series = ReferenceSeries::of(&revised);
/// let kenya = "KEN".parse()?;
/// assert_eq!(series.population(kenya, year), ReferenceSeries::Panel.population(kenya, year));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum ReferenceSeries {
    /// The embedded panel: [`reference::panel`](crate::reference::panel).
    #[default]
    Panel,
    /// Another series, such as a revised one: population in persons and GDP in USD.
    Own(BTreeMap<(Country, Year), (Option<f64>, Option<f64>)>),
}

impl ReferenceSeries {
    /// The population and the GDP of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        let mut series: BTreeMap<_, (Option<f64>, Option<f64>)> = BTreeMap::new();
        for (code, is_population) in [(POPULATION, true), (GDP, false)] {
            for cell in dataset.series(code).cells() {
                let (State::Value(base), Some((Entity::Country(country), year))) =
                    (cell.state, dataset.whose(cell))
                else {
                    continue;
                };
                let figures = series.entry((country, year)).or_default();
                match is_population {
                    true => figures.0 = Some(base),
                    false => figures.1 = Some(base),
                }
            }
        }
        Self::Own(series)
    }

    /// Persons.
    pub fn population(&self, country: Country, year: Year) -> Option<f64> {
        match self {
            Self::Panel => panel::population(country, year).map(|found| found.value.get()),
            Self::Own(series) => series.get(&(country, year))?.0,
        }
    }

    /// USD of the year.
    pub fn gross_domestic_product(&self, country: Country, year: Year) -> Option<f64> {
        match self {
            Self::Panel => {
                let column = panel::Column::GrossDomesticProduct;
                panel::figure(column, country, year).map(|found| found.value)
            }
            Self::Own(series) => series.get(&(country, year))?.1,
        }
    }
}

/// Holds the population and the GDP of every country against the series.
///
/// # Equation
/// ```text
/// shown if |x - r| > tolerance * |r|
///
/// x  what is given     r  what the series has for the country and year, if anything
/// ```
pub(super) fn against_series(
    dataset: &Dataset,
    series: &ReferenceSeries,
    options: &ValidationOptions,
    findings: &mut Vec<Finding>,
) {
    for code in [GDP, POPULATION] {
        let index = dataset.indicators().index(code);
        let Some(entry) = index.and_then(|index| dataset.indicators().at(index)) else {
            continue;
        };
        for cell in dataset.series_at(index).cells() {
            let (State::Value(base), Some((Entity::Country(country), year))) =
                (cell.state, dataset.whose(cell))
            else {
                continue;
            };
            let reference = match code {
                POPULATION => series.population(country, year),
                _ => series.gross_domestic_product(country, year),
            };
            let Some(reference) = reference else { continue };
            if (base - reference).abs() <= options.reference_tolerance * reference.abs() {
                continue;
            }
            let found = (Rule::V10, Severity::Warning, "not_the_reference");
            findings.extend(Finding::of_cell(dataset, cell, found, || {
                let unit = entry.indicator.unit();
                format!(
                    "{} {unit} is not within {} % of {} {unit}, which the reference series has",
                    entry.unit.value_of(base),
                    100.0 * options.reference_tolerance,
                    entry.unit.value_of(reference),
                )
            }));
        }
    }
}
