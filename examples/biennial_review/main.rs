//! The biennial review of ICT climate impacts, from observations to a page.
//!
//! Without arguments it reviews 2022–2023 on the embedded country-year panel and models the ICT
//! devices of six countries for 2020–2021. With `--input` it reviews a user's own tidy CSV.

#[path = "../common/mod.rs"]
mod kit;
#[path = "../common/report/mod.rs"]
mod report;

mod device_figures;
mod figures;
mod files;
mod input;
mod page;
mod summary;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use ict_impact::reference::vintages::Vintage;
use ict_impact::review::devices::DeviceModel;
use ict_impact::review::{
    PreviousReview, Review, ReviewOptions, Severity, panel, review, vintages,
};
use ict_impact::time::{Biennium, Year};

const ABOUT: kit::About = kit::About {
    name: "biennial_review",
    purpose: "The biennial review of ICT climate impacts: totals, trends, coverage and gaps,\n\
              by country group, with what each WSIS Action Line reported and lacks.",
    input: "tidy CSV of observations (columns: country, year, indicator, value,\n\
            unit, source; optional: category, notation_key, points_to, origin,\n\
            tier, comment). Without it: the embedded country-year panel.",
    output: "folder for review.html, review.json and facts.csv\n(default: out/biennial_review)",
    options: &[(
        "--biennium YEARS",
        "the two years under review (default: 2022-2023)",
    )],
};

/// The state of the grid intensities that the biennium before is taken to have been published with.
const KNOWN_THEN: &str = "2025-07";

/// The biennium of the device model: the last that its put-on-market series reach.
const DEVICES: Biennium = Biennium::of::<2020>();

/// What the page, the files and the summary are made from.
struct Results {
    /// Where the observations came from, in words.
    input: String,
    /// The review of what was reported.
    review: Review,
    /// The model's own devices, and their review; only with the embedded data.
    devices: Option<(DeviceModel, Review)>,
}

fn main() -> ExitCode {
    let mut biennium = Biennium::of::<2022>();
    let asked = ABOUT.parse(lexopt::Parser::from_env(), |option, parser| {
        if option != "biennium" {
            return Ok(false);
        }
        let text = parser.value()?;
        biennium = text
            .to_string_lossy()
            .parse()
            .map_err(|error| format!("--biennium: {error}"))?;
        Ok(true)
    });
    let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
    ExitCode::from(ABOUT.answer(asked, &mut out, &mut err, |paths| {
        let results = results(paths, biennium)?;
        let files = files::all(&results).map_err(|error| vec![error])?;
        Ok((files, summary::text(&results)))
    }))
}

/// Everything that is computed, or every error there is.
fn results(paths: &[PathBuf], biennium: Biennium) -> Result<Results, Vec<String>> {
    let one = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let options = ReviewOptions::of(biennium);
    if paths.is_empty() {
        let first = options.trend_from.min(Year::of::<2018>());
        let observations = panel::observations(first, biennium.last()).map_err(|e| one(&e))?;
        // What a review of the biennium before would have published: the panel as it was known then.
        let then: Vintage = KNOWN_THEN.parse().map_err(|e| one(&e))?;
        let then = vintages::panel_with(then, first, biennium.last()).map_err(|e| one(&e))?;
        let options = options.against(PreviousReview::of(then));
        let review = review(observations, &options).map_err(|e| one(&e))?;
        let devices = devices().map_err(|error| one(&error))?;
        let input = "embedded country-year panel".to_owned();
        return Ok(Results {
            input,
            review,
            devices: Some(devices),
        });
    }
    let (input, mut errors) = input::read(paths, options.trend_from, biennium.last());
    let review = review(input.observations, &options).map_err(|e| one(&e))?;
    for finding in review
        .findings
        .iter()
        .filter(|found| found.severity == Severity::Error)
    {
        let place = finding.row.and_then(|row| input.places.get(row));
        let key = finding.key.as_ref().map(|key| format!(" {key}"));
        errors.push(format!(
            "{}: {}{}: {}",
            place.map_or("input", String::as_str),
            finding.rule,
            key.unwrap_or_default(),
            finding.message
        ));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    Ok(Results {
        input: names.join(", "),
        review,
        devices: None,
    })
}

fn devices() -> Result<(DeviceModel, Review), Box<dyn std::error::Error>> {
    let model = DeviceModel::embedded()?;
    let before = DEVICES.previous()?;
    let observations = model.observations(before.first(), DEVICES.last())?;
    let options = ReviewOptions::of(DEVICES).over(model.groups()?);
    Ok((model, review(observations, &options)?))
}
