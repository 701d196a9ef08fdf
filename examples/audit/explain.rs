//! The steps and the rows behind one fact.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use ict_impact::review::{Datum, Period};

use super::biennial_review::{BIENNIUM, CODE, Results, results};

/// What stands behind a fact, as `INDICATOR GROUP YEARS` names it.
pub(super) fn fact(paths: &[PathBuf], named: &str) -> Result<String, Vec<String>> {
    let unreadable = || {
        vec![format!(
            "`{named}` names no fact; accepted is indicator, group and year or years, as PRJ.GRID.CI LDC 2022-2023"
        )]
    };
    let (indicator, rest) = named.split_once(' ').ok_or_else(unreadable)?;
    let (group, years) = rest.rsplit_once(' ').ok_or_else(unreadable)?;
    let years = years.replace('–', "-");
    let period = match (
        years.parse().map(Period::Year),
        years.parse().map(Period::Biennium),
    ) {
        (Ok(year), _) => year,
        (_, Ok(biennium)) => biennium,
        _ => return Err(unreadable()),
    };
    let biennium = match period {
        Period::Biennium(biennium) => biennium,
        Period::Year(_) => BIENNIUM,
    };
    let results = results(paths, biennium)?;
    let one = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let subject = format!("{indicator} {group} {period}");
    let steps = results.ledger.steps().iter();
    let mut facts = steps.filter(|step| step.operation() == "aggregate");
    let Some(fact) = facts.find(|step| step.subject() == subject) else {
        return Err(vec![absent(&results, &subject)]);
    };
    let steps = results
        .ledger
        .explain(fact.number())
        .map_err(|error| one(&error))?;
    let mut text = format!("{steps}\nRows\n");
    let record = results
        .review
        .record(&[], CODE)
        .map_err(|error| one(&error))?;
    for (row, observation) in record.rows(indicator, group, period) {
        let value = match &observation.datum {
            Datum::Value(reading) => format!("{} {}", reading.value(), reading.unit()),
            Datum::Notation(key) => key.to_string(),
        };
        let number = row.to_string();
        let place = results.places.get(row).unwrap_or(&number);
        let _ = writeln!(
            text,
            "  {:<40} {value:<28} {}  ({place})",
            observation.key.to_string(),
            observation.meta.source
        );
    }
    Ok(text)
}

/// That there is no such fact, and which there are.
fn absent(results: &Results, subject: &str) -> String {
    let review = &results.review;
    let (mut indicators, mut groups) = (BTreeSet::new(), BTreeSet::new());
    for fact in review.facts() {
        indicators.insert(&*fact.indicator);
        groups.insert(&*fact.group);
    }
    let list = |names: BTreeSet<&str>| names.into_iter().collect::<Vec<_>>().join(", ");
    let trend = review.trends.iter().map(|fact| fact.period);
    let (first, last) = (trend.clone().min(), trend.max());
    let years = |period: Option<Period>| period.map_or_else(String::new, |p| p.to_string());
    format!(
        "the review of {} has no fact `{subject}`; it has the indicators {}; the groups {}; the \
         years {} to {} and the bienniums of the comparison",
        review.biennium,
        list(indicators),
        list(groups),
        years(first),
        years(last),
    )
}
