//! From arguments to files: what is reviewed, and what is written of it.
#![allow(
    dead_code,
    reason = "the audit runs the review and not its command line"
)]

#[path = "../common/mod.rs"]
pub(crate) mod kit;
#[path = "../common/report/mod.rs"]
pub(crate) mod report;

#[path = "figures.rs"]
mod figures;
#[path = "files.rs"]
pub(crate) mod files;
#[path = "input/mod.rs"]
pub(crate) mod input;
#[path = "page.rs"]
mod page;
#[path = "summary.rs"]
mod summary;

use std::io::Write;
use std::path::{Path, PathBuf};

use ict_impact::reference::vintages::Vintage;
use ict_impact::review::devices::{Circularity, DeviceModel};
use ict_impact::review::{
    ExpectedMatrix, Finding, IndicatorSet, Input, Part, PreviousReview, Review, ReviewError,
    ReviewOptions, Severity, TacccOptions, panel, review, review_reports, vintages,
};
use ict_impact::source::Ledger;
use ict_impact::time::{Biennium, Year};

/// What the ledger names as the program.
pub(crate) const CODE: &str = concat!("biennial_review ", env!("CARGO_PKG_VERSION"));

const ABOUT: kit::About = kit::About {
    name: "biennial_review",
    purpose: "The biennial review of ICT climate impacts: totals, trends, coverage and gaps,\n\
              by country group, with what each WSIS Action Line reported and lacks.",
    input: "folder of reports (JSON) and observations (CSV), or CSV files;\n\
            the formats are described in examples/biennial_review/README.md.\n\
            Without it: the embedded country-year panel.",
    output: "folder for review.html, review.json, review.md, facts.csv, SDMX,\n\
             ledger.json and more (default: out/biennial_review)",
    options: &[(
        "--biennium YEARS",
        "the two years under review (default: 2022-2023)",
    )],
};

/// The biennium that is reviewed unless another is asked for.
pub(crate) const BIENNIUM: Biennium = Biennium::of::<2022>();

/// The biennium of the device model: the last that its put-on-market series reach.
const DEVICES: Biennium = Biennium::of::<2020>();

/// The state of the grid intensities that the biennium before is taken to have been published with.
const KNOWN_THEN: &str = "2025-07";

/// What the page, the files and the summary are made from.
pub(crate) struct Results {
    /// Where the observations came from, in words.
    pub(crate) input: String,
    /// The review of what was reported.
    pub(crate) review: Review,
    /// The model's own devices; only with the embedded data.
    pub(crate) devices: Option<Devices>,
    /// The steps from the files to the facts.
    pub(crate) ledger: Ledger,
    /// Where each observation came from: file and line; none with the embedded data.
    pub(crate) places: Vec<String>,
}

/// The modelled devices.
pub(crate) struct Devices {
    pub(crate) model: DeviceModel,
    pub(crate) review: Review,
    /// By country and year of the biennium.
    pub(crate) circularity: Vec<Circularity>,
    /// The steps from the model to the facts.
    pub(crate) ledger: Ledger,
}

/// Runs the command line and gives the exit code.
pub(crate) fn program(parser: lexopt::Parser, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut biennium = BIENNIUM;
    let asked = ABOUT.parse(parser, |option, parser| {
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
    ABOUT.answer(asked, out, err, |paths| {
        let results = results(paths, biennium)?;
        let files = files::all(&results).map_err(|error| vec![error])?;
        Ok((files, summary::text(&results)))
    })
}

/// Everything that is computed, or every error there is.
pub(crate) fn results(paths: &[PathBuf], biennium: Biennium) -> Result<Results, Vec<String>> {
    if paths.is_empty() {
        return embedded(biennium).map_err(|error| vec![error.to_string()]);
    }
    given(paths, biennium)
}

fn embedded(biennium: Biennium) -> Result<Results, Box<dyn std::error::Error>> {
    let options = ReviewOptions::of(biennium);
    let first = options.trend_from.min(Year::of::<2018>());
    let observations = panel::observations(first, biennium.last())?;
    // What a review of the biennium before would have published: the panel as it was known then.
    let then: Vintage = KNOWN_THEN.parse()?;
    let then = vintages::panel_with(then, first, biennium.last())?;
    let review = review(observations, &options.against(PreviousReview::of(then)))?;
    let ledger = review.record(&[], CODE)?.into_ledger();
    Ok(Results {
        input: "embedded country-year panel".to_owned(),
        review,
        devices: Some(devices()?),
        ledger,
        places: Vec::new(),
    })
}

fn devices() -> Result<Devices, Box<dyn std::error::Error>> {
    let model = DeviceModel::embedded()?;
    let before = DEVICES.previous()?;
    let observations = model.observations(before.first(), DEVICES.last())?;
    let options = ReviewOptions::of(DEVICES).over(model.groups()?);
    let review = review(observations, &options)?;
    let mut circularity = Vec::new();
    for &country in model.countries() {
        for year in DEVICES.years() {
            circularity.push(model.circularity(country, year)?);
        }
    }
    let ledger = review.record(&[], CODE)?.into_ledger();
    Ok(Devices {
        model,
        review,
        circularity,
        ledger,
    })
}

fn given(paths: &[PathBuf], biennium: Biennium) -> Result<Results, Vec<String>> {
    let one = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let options = ReviewOptions::of(biennium);
    let (read, mut errors) = input::read(paths, options.trend_from, biennium.last());
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut options = read.options(options);
    errors.extend(read.errors_of_previous(&options));
    if !read.reports.is_empty() {
        let scores = scores(&options).map_err(|error| one(&error))?;
        options = options.scoring(scores);
    }
    let review = review_reports(&read.reports, read.observations.clone(), &options)
        .map_err(|error| one(&error))?;
    let wrong = |finding: &&Finding| finding.severity == Severity::Error;
    for finding in review.findings.iter().filter(wrong) {
        let mut error = input::said(&read.place(&review, finding), finding);
        if finding.issue == "supersedes_unknown" {
            error = format!("{error}; {}", read.ids().join(", "));
        }
        errors.push(error);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let inputs: Vec<Input> = read.inputs(&review);
    let ledger = review
        .record(&inputs, CODE)
        .map_err(|error| one(&error))?
        .into_ledger();
    let names: Vec<String> = paths.iter().map(|path| name(path)).collect();
    Ok(Results {
        input: names.join(", "),
        places: read.places(&review),
        review,
        devices: None,
        ledger,
    })
}

/// Every indicator that an Action Line asks for, of the whole country; of those who apply
/// flexibility the indicators of the Sustainable Development Goals. A proposal of this program.
fn scores(options: &ReviewOptions) -> Result<TacccOptions, ReviewError> {
    let set = IndicatorSet::embedded()?.with(
        options.indicators.iter().cloned(),
        options.lines.iter().cloned(),
    )?;
    let asked: Vec<String> = set
        .iter()
        .map(|indicator| indicator.code().to_owned())
        .filter(|code| set.action_lines(code).next().is_some())
        .collect();
    let expected = ExpectedMatrix::new(&set, asked, [Part::WHOLE])?
        .with_core(|code, _| code.starts_with("SDG."));
    Ok(TacccOptions::new(expected))
}

/// The last name of a path: what is written does not depend on where the input lies.
fn name(path: &Path) -> String {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let last = whole.file_name().unwrap_or(whole.as_os_str());
    last.to_string_lossy().into_owned()
}
