//! The whole program but for its process, so that tests can call it too.

#[path = "../common/mod.rs"]
pub(crate) mod kit;
#[path = "../common/report/mod.rs"]
pub(crate) mod report;

mod electricity_figures;
mod figures;
mod files;
pub(crate) mod input;
mod input_figures;
pub(crate) mod model;
mod page;
mod sources;
mod summary;

use std::io::Write;
use std::path::PathBuf;

use ict_impact::footprint::EmbodiedAccounting;
use lexopt::ValueExt;

use input::Assumptions;
use model::Results;

const ABOUT: kit::About = kit::About {
    name: "company_footprint",
    purpose: "The greenhouse gas footprint of an organisation's devices, sites and services:\n\
              scopes 1 to 3 with scope 2 by location and by market, stages of life, countries,\n\
              the largest contributors, and what is missing.",
    input: "folder with classes.csv, devices.csv, sites.csv, contracts.csv,\n\
            direct_emissions.csv, services.csv, grids.csv, residual_mix.csv,\n\
            grid_losses.csv, activity.csv, as far as there is anything to say in them; columns:\n\
            examples/company_footprint/README.md (default: an invented company)",
    output: "folder for report.html, footprint.json and lines.csv\n(default: out/company_footprint)",
    options: &[
        (
            "--name NAME",
            "the name of the organisation (default: that of the folder)",
        ),
        (
            "--accounting WAY",
            "when the embodied emissions of devices count: acquisition, in the\n\
             year in which they were acquired (default), or over-life",
        ),
        (
            "--nearest-year N",
            "let the grid of a year up to N years off stand in for a year without a\n\
             figure, and say so (default: 0)",
        ),
    ],
};

/// Runs the program and gives its exit code.
pub(crate) fn program(parser: lexopt::Parser, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut assumptions = Assumptions::default();
    let asked = ABOUT.parse(parser, |name, parser| take(&mut assumptions, name, parser));
    ABOUT.answer(asked, out, err, |paths| {
        let results = results(paths, &assumptions)?;
        let files = files::all(&results).map_err(|error| vec![error])?;
        Ok((files, summary::text(&results)))
    })
}

/// The options beside those of every example.
fn take(
    assumptions: &mut Assumptions,
    name: &str,
    parser: &mut lexopt::Parser,
) -> Result<bool, lexopt::Error> {
    match name {
        "name" => {
            let name = parser.value()?.string()?;
            if name.trim().is_empty() {
                return Err("--name: must not be empty".into());
            }
            assumptions.organisation = Some(name);
        }
        "accounting" => {
            assumptions.accounting = match parser.value()?.string()?.as_str() {
                "acquisition" => EmbodiedAccounting::YearOfAcquisition,
                "over-life" => EmbodiedAccounting::OverLife,
                other => {
                    return Err(
                        format!("--accounting: `{other}` is not acquisition or over-life").into(),
                    );
                }
            };
        }
        "nearest-year" => {
            let text = parser.value()?.string()?;
            assumptions.nearest_year = text.parse().map_err(|_| {
                format!("--nearest-year: `{text}` is not a whole number of years, 0 or more")
            })?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Everything that is computed, or every error there is.
pub(crate) fn results(
    folders: &[PathBuf],
    assumptions: &Assumptions,
) -> Result<Results, Vec<String>> {
    let folder = match folders {
        [] => None,
        [folder] => Some(folder.as_path()),
        _ => return Err(vec!["one folder with an inventory, not more".to_owned()]),
    };
    let inputs = input::read(folder, assumptions)?;
    Results::compute(inputs, assumptions).map_err(|error| vec![error.to_string()])
}
