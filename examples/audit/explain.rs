//! The steps and the rows behind one fact.

use std::fmt::Write as _;
use std::path::PathBuf;

use ict_impact::review::{Datum, Period};

use super::biennial_review::{BIENNIUM, CODE, results};

/// What stands behind a fact, as `INDICATOR GROUP YEARS` names it.
pub(super) fn fact(paths: &[PathBuf], named: &str) -> Result<String, Vec<String>> {
    let unreadable = || {
        vec![format!(
            "`{named}` names no fact; accepted is indicator, group and year or years, as PRJ.GRID.CI LDC 2022-2023"
        )]
    };
    let (indicator, rest) = named.split_once(' ').ok_or_else(unreadable)?;
    let (group, years) = rest.rsplit_once(' ').ok_or_else(unreadable)?;
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
    let record = results
        .review
        .record(&[], CODE)
        .map_err(|error| one(&error))?;
    let Some(steps) = record
        .explain(indicator, group, period)
        .map_err(|error| one(&error))?
    else {
        return Err(unreadable());
    };
    let mut text = steps.to_string();
    text.push_str("\nRows\n");
    for (row, observation) in record.rows(indicator, group, period) {
        let value = match &observation.datum {
            Datum::Value(reading) => format!("{} {}", reading.value(), reading.unit()),
            Datum::Notation(key) => key.to_string(),
        };
        let _ = writeln!(
            text,
            "  {row:>6}  {:<40} {value:<28} {}",
            observation.key.to_string(),
            observation.meta.source
        );
    }
    Ok(text)
}
