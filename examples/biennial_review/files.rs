//! The files of the review, and the ledger that names each of them.

use ict_impact::review::fill::FillLine;
use ict_impact::review::output::datapackage::{Resource, datapackage};
use ict_impact::review::output::{json, markdown, sdmx, tidy};
use ict_impact::review::{Review, output};
use ict_impact::source::ledger::{NewStep, Outcome, StepNumber};
use ict_impact::source::{Digest, Ledger, SourceRegister, canonical_json};

use super::kit::Files;
use super::{Results, page};

type Anything = Box<dyn std::error::Error>;

/// The ledger of the review.
pub(crate) const LEDGER: &str = "ledger.json";

/// Name and content of every file.
pub(crate) fn all(results: &Results) -> Result<Files, String> {
    made(results).map_err(|error| error.to_string())
}

fn made(results: &Results) -> Result<Files, Anything> {
    let review = &results.review;
    let mut files: Files = vec![("review.html", page::html(results)?.into_bytes())];
    let mut add = |name, text: String| files.push((name, text.into_bytes()));
    add("review.json", json::text(review)?);
    let register = register(review);
    add("review.md", markdown(review, &register)?);
    let (facts, changes) = (tidy::csv(review)?, tidy::changes_csv(review)?);
    let resource = |text: &str| (text.len(), Digest::of_bytes(text.as_bytes()));
    let ((facts_bytes, facts_digest), (changes_bytes, changes_digest)) =
        (resource(&facts), resource(&changes));
    let resources = [
        Resource::facts("facts.csv", facts_bytes, facts_digest)?,
        Resource::changes("changes.csv", changes_bytes, changes_digest)?,
    ];
    // There is no clock in a review: its files bear the last day of its biennium.
    let day = review.biennium.end();
    let package = datapackage(review, &register, day, &resources)?;
    add("facts.csv", facts);
    add("changes.csv", changes);
    add("datapackage.json", package.text()?);
    let records = sdmx::records(review)?;
    add("sdmx.csv", sdmx::csv(&records)?);
    add("sdmx.json", sdmx::data_message(&records, day)?.text()?);
    add(
        "sdmx_structure.json",
        sdmx::structure_message(&records, day)?.text()?,
    );
    add("fills.csv", fills(review)?);
    if let Some((_, devices)) = &results.devices {
        add("devices.json", json::text(devices)?);
    }
    let ledger = published(&results.ledger, &files)?;
    files.push((LEDGER, (canonical_json(&ledger)? + "\n").into_bytes()));
    Ok(files)
}

/// The ledger with one more step for each file, from the facts.
fn published(ledger: &Ledger, files: &Files) -> Result<Ledger, Anything> {
    let mut ledger = ledger.clone();
    let facts: Vec<StepNumber> = ledger
        .steps()
        .iter()
        .filter(|step| step.operation() == "aggregate")
        .map(|step| step.number())
        .collect();
    for (name, bytes) in files {
        let step = NewStep::new("publish", *name)
            .with_parameter("bytes", bytes.len())
            .with_inputs(facts.iter().copied());
        ledger.append(step, Outcome::made(Digest::of_bytes(bytes)))?;
    }
    Ok(ledger)
}

/// The embedded register, and a line for each source that only the input names.
fn register(review: &Review) -> SourceRegister {
    let mut register = SourceRegister::embedded();
    for id in &review.sources {
        if register.get(id).is_none() {
            let own = ict_impact::source::Source::new(
                id.clone(),
                "Named in the input",
                id.as_str().to_owned(),
                "not stated",
            );
            if let Ok(own) = own {
                // It was not there a moment ago.
                let _ = register.add(own);
            }
        }
    }
    register
}

/// What was filled for the estimates: one row for each value that nobody reported.
fn fills(review: &Review) -> Result<String, Anything> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "entity",
        "year",
        "indicator",
        "value",
        "unit",
        "low",
        "high",
        "method",
        "from_years",
        "sources",
    ])?;
    for line in review.fills.lines() {
        writer.write_record(fill(line)?)?;
    }
    writer.flush()?;
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn fill(line: &FillLine) -> Result<[String; 10], output::OutputError> {
    let end =
        |of: fn((f64, f64)) -> f64| line.range.map_or_else(String::new, |r| of(r).to_string());
    let years: Vec<String> = line.from.iter().map(ToString::to_string).collect();
    let sources: Vec<&str> = line.sources.iter().map(|source| source.as_str()).collect();
    Ok([
        line.entity.to_string(),
        line.year.to_string(),
        line.indicator.clone(),
        line.value.to_string(),
        line.unit.clone(),
        end(|range| range.0),
        end(|range| range.1),
        canonical_json(&line.strategy)?.trim_matches('"').to_owned(),
        years.join(" "),
        sources.join(" "),
    ])
}
