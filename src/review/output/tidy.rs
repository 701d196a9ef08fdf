//! Which table holds every fact of a review, one a row?
//!
//! The first row names the columns, which [`TidyRow::FIELDS`] and [`ChangeRow::FIELDS`]
//! describe. An empty cell is no value: it is never zero. Countries stand with their alpha-3
//! code, so that Namibia is `NAM` and not a word for missing.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::shown::{self, Shown, words};
use super::table::{self, table};
use super::{FieldKind, OutputError};
use crate::review::{ChangeCertainty, Comparison, CoverageWeight, Fact, Period, Review};
use crate::source::Digest;
use crate::time::Year;

table! {
    /// One fact of a review.
    TidyRow {
        indicator: String, FieldKind::Text, "Code of the indicator.";
        group: String, FieldKind::Text, "Code of the group.";
        part: String, FieldKind::Text, "The part of the whole, as stage=use; `whole` for the whole.";
        first_year: Year, FieldKind::Year, "First calendar year of the period.";
        last_year: Year, FieldKind::Year, "Last calendar year of the period.";
        value: Option<f64>, FieldKind::Number, "The value in the unit, of the members that reported; for flows over a biennium the annual mean. Empty if it is not published.";
        both_years: Option<f64>, FieldKind::Number, "Sum over both years of a biennium in the unit, for flows of which every member that reported reported both years. Empty if it is not published.";
        unit: String, FieldKind::Text, "Unit of the value and of the sum.";
        low: Option<f64>, FieldKind::Number, "Lower end of the 95 % interval of the value, in the unit. Empty if not every value behind it states its uncertainty.";
        high: Option<f64>, FieldKind::Number, "Upper end of the 95 % interval of the value, in the unit.";
        without_uncertainty: usize, FieldKind::Count, "Number of members with a value that states no uncertainty.";
        status: String, FieldKind::OneOf(shown::STATUS), "Whether the value is published, and if not, why.";
        reason: Option<String>, FieldKind::Text, "Why it is not published, in words.";
        members: usize, FieldKind::Count, "Number of members of the group.";
        reporting: usize, FieldKind::Count, "Number of members that reported every year that counts.";
        partly: usize, FieldKind::Count, "Number of members that reported one of two years.";
        missing: usize, FieldKind::Count, "Number of members that reported nothing.";
        filled: usize, FieldKind::Count, "Number of members of which the estimate has a filled value.";
        filled_by_reporter: usize, FieldKind::Count, "Number of members of which a value was filled by the reporter; it is in the value.";
        estimate: Option<f64>, FieldKind::Number, "Estimate of the full total in the unit, with what was filled. Empty if nothing is filled.";
        estimate_low: Option<f64>, FieldKind::Number, "The estimate with every fill at the low end of its range, in the unit.";
        estimate_high: Option<f64>, FieldKind::Number, "The estimate with every fill at the high end of its range, in the unit.";
        filled_share: Option<f64>, FieldKind::Share, "What is filled as a part of the estimate, 0 to 1.";
        missing_members: Option<String>, FieldKind::Words, "The members that reported nothing.";
        flexibility: Option<String>, FieldKind::Words, "The members that apply a flexibility provision to it.";
        coverage_count: Option<f64>, FieldKind::Share, "Share of the members and years that reported, 0 to 1.";
        coverage_population: Option<f64>, FieldKind::Share, "Share of the population whose countries reported, 0 to 1. Empty if no population is known.";
        coverage_gdp: Option<f64>, FieldKind::Share, "The same by gross domestic product.";
        coverage_subscriptions: Option<f64>, FieldKind::Share, "The same by mobile subscriptions.";
        coverage_electricity: Option<f64>, FieldKind::Share, "The same by electricity generated.";
        origins: Option<String>, FieldKind::Words, "How the values came about.";
        sources: Option<String>, FieldKind::Words, "Ids of the sources in the register.";
        method: String, FieldKind::Text, "Method and edition.";
        lineage: Digest, FieldKind::Digest, "SHA-256 of the fact as it stands in the JSON of the review.";
    }
}

table! {
    /// One change between two bienniums.
    ChangeRow {
        indicator: String, FieldKind::Text, "Code of the indicator.";
        group: String, FieldKind::Text, "Code of the group.";
        previous_first_year: Year, FieldKind::Year, "First calendar year of the biennium before.";
        first_year: Year, FieldKind::Year, "First calendar year of the biennium under review.";
        change: Option<f64>, FieldKind::Number, "Current less previous, in the unit. Empty if one of them is not published.";
        change_low: Option<f64>, FieldKind::Number, "Lower end of the 95 % interval of the change, in the unit. Empty if not every value behind it states its uncertainty.";
        change_high: Option<f64>, FieldKind::Number, "Upper end of the 95 % interval of the change, in the unit.";
        like_for_like: Option<f64>, FieldKind::Number, "Change in the unit over the members that reported every year of both bienniums. Empty if they are too few.";
        composition_effect: Option<f64>, FieldKind::Number, "What the change owes to who reported, in the unit.";
        unit: String, FieldKind::Text, "Unit of these numbers.";
        panel: usize, FieldKind::Count, "Number of members that reported every year of both bienniums.";
        previous_lineage: Digest, FieldKind::Digest, "Lineage of the previous value.";
        lineage: Digest, FieldKind::Digest, "Lineage of the current value.";
    }
}

/// The columns by which a row of the facts is found.
pub(super) const FACT_KEY: &[&str] = &["indicator", "group", "part", "first_year", "last_year"];
/// The columns by which a row of the changes is found.
pub(super) const CHANGE_KEY: &[&str] = &["indicator", "group", "first_year"];

/// Every fact: of each indicator and group the previous and the current biennium, then the
/// years of the trends.
///
/// # Errors
/// [`OutputError::NotPublished`], [`OutputError::Duplicate`], and [`OutputError::Digest`] for a
/// number that is not finite.
pub fn rows(review: &Review) -> Result<Vec<TidyRow>, OutputError> {
    let shown = shown::facts(review)?;
    Ok(shown.into_iter().map(TidyRow::from).collect())
}

/// The facts of [`rows`] as CSV after RFC 4180, with CRLF.
///
/// # Errors
/// As [`rows`].
///
/// # Example
/// ```
/// use ict_impact::review::output::tidy;
/// use ict_impact::review::{ReviewOptions, panel, review};
/// use ict_impact::time::{Biennium, Year};
/// let observations = panel::observations(Year::of::<2020>(), Year::of::<2023>())?;
/// let review = review(observations, &ReviewOptions::of(Biennium::of::<2022>()))?;
/// let text = tidy::csv(&review)?;
/// assert!(text.starts_with("indicator,group,part,first_year,last_year,value,"));
/// assert_eq!(text.matches("\r\n").count(), 1 + tidy::rows(&review)?.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn csv(review: &Review) -> Result<String, OutputError> {
    Ok(table::csv(&rows(review)?))
}

/// Every comparison.
///
/// # Errors
/// As [`rows`].
pub fn changes(review: &Review) -> Result<Vec<ChangeRow>, OutputError> {
    shown::facts(review)?;
    review.comparisons.iter().map(change).collect()
}

/// The comparisons of [`changes`] as CSV after RFC 4180, with CRLF.
///
/// # Errors
/// As [`rows`].
pub fn changes_csv(review: &Review) -> Result<String, OutputError> {
    Ok(table::csv(&changes(review)?))
}

fn first(period: Period) -> Year {
    match period {
        Period::Year(year) => year,
        Period::Biennium(biennium) => biennium.first(),
    }
}

fn change(comparison: &Comparison) -> Result<ChangeRow, OutputError> {
    let comparison = &shown::comparison(comparison);
    let (previous, current) = (&comparison.previous, &comparison.current);
    let (low, high) = match comparison.certainty {
        ChangeCertainty::Stated { low, high, .. } => (Some(low), Some(high)),
        _ => (None, None),
    };
    Ok(ChangeRow {
        indicator: current.indicator.clone(),
        group: current.group.clone(),
        previous_first_year: first(previous.period),
        first_year: first(current.period),
        change: comparison.change,
        change_low: low,
        change_high: high,
        like_for_like: comparison.like_for_like,
        composition_effect: comparison.composition_effect,
        unit: current.unit.clone(),
        panel: comparison.panel.len(),
        previous_lineage: Digest::of(previous)?,
        lineage: Digest::of(current)?,
    })
}

impl From<Shown<'_>> for TidyRow {
    fn from(Shown { fact, lineage }: Shown<'_>) -> Self {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let range = fact.estimate.as_ref().and_then(|estimate| estimate.range);
        let by = |weight| fact.coverage.by(weight);
        Self {
            indicator: fact.indicator.clone(),
            group: fact.group.clone(),
            part: part(fact),
            first_year: first(fact.period),
            last_year: fact.period.last(),
            value: fact.value,
            both_years: fact.both_years,
            unit: fact.unit.clone(),
            low: fact.interval.as_ref().map(|interval| interval.low),
            high: fact.interval.as_ref().map(|interval| interval.high),
            without_uncertainty: fact.without_uncertainty,
            status: shown::word(&fact.publication).to_string(),
            reason: shown::reason(&fact.publication),
            members: fact.members,
            reporting: fact.reporting.len(),
            partly: fact.partly.len(),
            missing: fact.missing.len(),
            filled: fact.filled.len(),
            filled_by_reporter: fact.filled_by_reporter.len(),
            estimate: fact.estimate.as_ref().map(|estimate| estimate.value),
            estimate_low: range.map(|range| range.0),
            estimate_high: range.map(|range| range.1),
            filled_share: fact
                .estimate
                .as_ref()
                .and_then(|estimate| estimate.filled_share),
            missing_members: some(words(&fact.missing)),
            flexibility: some(words(&fact.flexibility)),
            coverage_count: by(CoverageWeight::Count),
            coverage_population: by(CoverageWeight::Population),
            coverage_gdp: by(CoverageWeight::Gdp),
            coverage_subscriptions: by(CoverageWeight::Subscriptions),
            coverage_electricity: by(CoverageWeight::Electricity),
            origins: some(words(fact.origins.iter().map(|origin| origin.as_str()))),
            sources: some(words(&fact.sources)),
            method: fact.method.to_string(),
            lineage,
        }
    }
}

fn part(fact: &Fact) -> String {
    if fact.part.is_whole() {
        "whole".to_string()
    } else {
        fact.part.to_string()
    }
}
