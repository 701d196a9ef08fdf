//! The steps and the rows behind one fact.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use ict_impact::review::{Datum, Period, Review};
use ict_impact::source::Ledger;

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
    let reviewed = results(paths, BIENNIUM)?;
    if let Some(text) = of_review(&reviewed, (indicator, group, period))? {
        return Ok(text);
    }
    let subject = format!("{indicator} {group} {period}");
    // What the review does not have may be a fact of another biennium's.
    if let Period::Biennium(biennium) = period
        && biennium != BIENNIUM
        && let Some(text) = of_review(&results(paths, biennium)?, (indicator, group, period))?
    {
        return Ok(format!("Of the review of {biennium}:\n{text}"));
    }
    Err(vec![absent(&reviewed, &subject)])
}

/// What stands behind a fact of a review or of that of its devices; none if neither has it.
fn of_review(
    results: &Results,
    named: (&str, &str, Period),
) -> Result<Option<String>, Vec<String>> {
    let main = (&results.review, &results.ledger, results.places.as_slice());
    let devices = results.devices.as_ref();
    let devices = devices.map(|of| (&of.review, &of.ledger, &[][..]));
    for audited in [Some(main), devices].into_iter().flatten() {
        if let Some(text) = explained(audited, named)? {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// The steps and rows behind a fact of this review; none if it has no such fact.
fn explained(
    (review, ledger, places): (&Review, &Ledger, &[String]),
    (indicator, group, period): (&str, &str, Period),
) -> Result<Option<String>, Vec<String>> {
    let one = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let subject = format!("{indicator} {group} {period}");
    let steps = ledger.steps().iter();
    let mut facts = steps.filter(|step| step.operation() == "aggregate");
    let Some(fact) = facts.find(|step| step.subject() == subject) else {
        return Ok(None);
    };
    let steps = ledger.explain(fact.number()).map_err(|error| one(&error))?;
    let mut text = format!("{steps}\nRows\n");
    let record = review.record(&[], CODE).map_err(|error| one(&error))?;
    for (row, observation) in record.rows(indicator, group, period) {
        let value = match &observation.datum {
            Datum::Value(reading) => format!("{} {}", reading.value(), reading.unit()),
            Datum::Notation(key) => key.to_string(),
        };
        let number = row.to_string();
        let place = places.get(row).unwrap_or(&number);
        let _ = writeln!(
            text,
            "  {:<40} {value:<28} {}  ({place})",
            observation.key.to_string(),
            observation.meta.source
        );
    }
    Ok(Some(text))
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
