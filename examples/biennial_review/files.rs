//! The files of the review, and the ledger that names each of them.

use ict_impact::ewaste::CollectionTarget;
use ict_impact::quantity::{Mass, Quantity};
use ict_impact::review::devices::Circularity;
use ict_impact::review::fill::FillLine;
use ict_impact::review::output::datapackage::{Resource, datapackage};
use ict_impact::review::output::{json, markdown, sdmx, tidy};
use ict_impact::review::{Review, output};
use ict_impact::source::ledger::{NewStep, Outcome, StepNumber};
use ict_impact::source::{Digest, Ledger, SourceRegister, canonical_json};

use super::kit::Files;
use super::{Devices, Results, page};

type Anything = Box<dyn std::error::Error>;

/// The ledger of the review.
pub(crate) const LEDGER: &str = "ledger.json";

/// The ledger of the modelled devices.
const DEVICES_LEDGER: &str = "devices_ledger.json";

const PAGE: &str = "review.html";

/// Name and content of every file.
pub(crate) fn all(results: &Results) -> Result<Files, String> {
    made(results).map_err(|error| error.to_string())
}

fn made(results: &Results) -> Result<Files, Anything> {
    let review = &results.review;
    let mut files: Files = vec![(PAGE, page::html(results)?.into_bytes())];
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
    let devices = match &results.devices {
        Some(devices) => of_devices(devices)?,
        None => Files::new(),
    };
    let ledger = published(&results.ledger, &files, &devices)?;
    files.extend(devices);
    files.push((LEDGER, (canonical_json(&ledger)? + "\n").into_bytes()));
    Ok(files)
}

/// The files of the modelled devices, the last of them their ledger.
fn of_devices(devices: &Devices) -> Result<Files, Anything> {
    let mut files: Files = vec![
        ("devices.json", json::text(&devices.review)?.into_bytes()),
        (
            "circularity.csv",
            circularity(&devices.circularity)?.into_bytes(),
        ),
    ];
    let ledger = published(&devices.ledger, &files, &Files::new())?;
    let ledger = canonical_json(&ledger)? + "\n";
    files.push((DEVICES_LEDGER, ledger.into_bytes()));
    Ok(files)
}

/// The ledger with one more step for each file, from the facts. The files of the devices come of
/// their own ledger, and the page shows them too.
fn published(ledger: &Ledger, files: &Files, devices: &Files) -> Result<Ledger, Anything> {
    let publish = |name: &str, bytes: &[u8]| {
        let step = NewStep::new("publish", name).with_parameter("bytes", bytes.len());
        (step, Outcome::made(Digest::of_bytes(bytes)))
    };
    let mut ledger = ledger.clone();
    let facts: Vec<StepNumber> = ledger
        .steps()
        .iter()
        .filter(|step| step.operation() == "aggregate")
        .map(|step| step.number())
        .collect();
    let mut of_devices = Vec::new();
    for (name, bytes) in devices {
        let (step, outcome) = publish(name, bytes);
        let step = step.with_parameter("steps", DEVICES_LEDGER);
        of_devices.push(ledger.append(step, outcome)?);
    }
    for (name, bytes) in files {
        let (mut step, outcome) = publish(name, bytes);
        step = step.with_inputs(facts.iter().copied());
        if *name == PAGE {
            step = step.with_inputs(of_devices.iter().copied());
        }
        ledger.append(step, outcome)?;
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

/// Circularity of the modelled devices: a row for each country, year and figure, with its value
/// or why there is none.
fn circularity(found: &[Circularity]) -> Result<String, Anything> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["country", "year", "figure", "value", "unit", "why_none"])?;
    for of in found {
        let mut row = |figure: &str, value: &str, unit: &str, why: &str| {
            let (country, year) = (of.country().alpha3(), of.year().to_string());
            writer.write_record([country, &year, figure, value, unit, why])
        };
        let tonnes = |mass: Mass| mass.get_in("t").map(|t| t.to_string());
        row("put on the market", &tonnes(of.put_on_market())?, "t", "")?;
        row("e-waste generated", &tonnes(of.ewaste())?, "t", "")?;
        row("added to the stock", &tonnes(of.added_to_stock())?, "t", "")?;
        for least in of.least_collected() {
            let target = match least.target {
                CollectionTarget::Generated85 => "e-waste generated",
                _ => "put on the market",
            };
            let figure = format!(
                "least collected for {} % of {target}",
                least.target.percent()
            );
            row(&figure, &tonnes(least.mass)?, "t", "")?;
        }
        for (material, mass) in of.materials().iter() {
            row(&format!("in e-waste: {material}"), &tonnes(mass)?, "t", "")?;
        }
        for indicator in of.scorecard().rows() {
            let value = indicator.value().map(|value| value.to_string());
            let why = indicator.reason().map(ToString::to_string);
            row(
                indicator.description().id(),
                &value.unwrap_or_default(),
                indicator.unit().unwrap_or_default(),
                &why.unwrap_or_default(),
            )?;
        }
    }
    writer.flush()?;
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// What was filled for the estimates: one row for each value that nobody reported.
fn fills(review: &Review) -> Result<String, Anything> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "entity",
        "year",
        "indicator",
        "of_ratio",
        "part",
        "value",
        "unit",
        "low",
        "high",
        "method",
        "from_years",
        "donors",
        "sources",
    ])?;
    for line in review.fills.lines() {
        writer.write_record(fill(line)?)?;
    }
    writer.flush()?;
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn fill(line: &FillLine) -> Result<[String; 13], output::OutputError> {
    let end =
        |of: fn((f64, f64)) -> f64| line.range.map_or_else(String::new, |r| of(r).to_string());
    let years: Vec<String> = line.from.iter().map(ToString::to_string).collect();
    let donors = line.donors.iter();
    let donors: Vec<String> = donors
        .map(|donor| format!("{} {}", donor.of, donor.indicator))
        .collect();
    let sources: Vec<&str> = line.sources.iter().map(|source| source.as_str()).collect();
    Ok([
        line.entity.to_string(),
        line.year.to_string(),
        line.indicator.clone(),
        line.of_ratio.clone().unwrap_or_default(),
        line.part.to_string(),
        line.value.to_string(),
        line.unit.clone(),
        end(|range| range.0),
        end(|range| range.1),
        canonical_json(&line.strategy)?.trim_matches('"').to_owned(),
        years.join(" "),
        donors.join("; "),
        sources.join(" "),
    ])
}
