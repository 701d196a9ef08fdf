//! The whole program but for its process, so that tests can call it too.

#[path = "../common/mod.rs"]
pub(crate) mod kit;
#[path = "../common/report/mod.rs"]
pub(crate) mod report;

mod card_figures;
mod figures;
mod files;
pub(crate) mod input;
pub(crate) mod model;
mod money;
mod page;
mod parse;
mod products;
mod rows;
mod site;
mod summary;
mod table;
pub(crate) mod target_checks;
mod target_figures;
pub(crate) mod themes;

use std::io::Write;
use std::path::PathBuf;

use ict_impact::time::Year;
use lexopt::ValueExt;

use model::Model;

const ABOUT: kit::About = kit::About {
    name: "circularity_scorecard",
    purpose: "Every circularity indicator that the files of a take-back and refurbishing operator\n\
              support, site by site and together, against the legal minima; and for every other\n\
              indicator the reason why it has no value.",
    input: "folder with inflow.csv, outflow.csv and what there is of energy, water,\n\
            devices, products, materials, ewaste, treatment, batteries,\n\
            battery_metals and revenue (default: an invented operator)",
    output: "folder for scorecard.html, scorecard.json and scorecard.csv\n\
             (default: out/circularity_scorecard)",
    options: &[(
        "--year YEAR",
        "the year (default: the last of which there is a row)",
    )],
};

/// What the page, the files and the summary are made from.
pub(crate) struct Results {
    /// Where the data came from, in words.
    pub(crate) input: String,
    /// Whether they are those of the example.
    pub(crate) shipped: bool,
    /// Names of the files that were not given.
    pub(crate) absent: Vec<&'static str>,
    pub(crate) model: Model,
}

/// Runs the program and gives its exit code.
pub(crate) fn program(parser: lexopt::Parser, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut year = None;
    let asked = ABOUT.parse(parser, |name, parser| take(&mut year, name, parser));
    ABOUT.answer(asked, out, err, |paths| {
        let results = results(paths, year)?;
        let files = files::all(&results).map_err(|error| vec![error])?;
        Ok((files, summary::text(&results)))
    })
}

/// The option beside those of every example.
fn take(
    year: &mut Option<Year>,
    name: &str,
    parser: &mut lexopt::Parser,
) -> Result<bool, lexopt::Error> {
    if name != "year" {
        return Ok(false);
    }
    let given = parser.value()?.string()?.parse::<Year>();
    *year = Some(given.map_err(|error| format!("--year: {error}"))?);
    Ok(true)
}

/// Everything that is computed, or every error there is.
pub(crate) fn results(folders: &[PathBuf], year: Option<Year>) -> Result<Results, Vec<String>> {
    let folder = match folders {
        [] => None,
        [folder] => Some(folder.as_path()),
        _ => return Err(vec!["one folder of CSV files, not more".to_owned()]),
    };
    let data = input::read(folder)?;
    let model = Model::compute(&data, year)?;
    Ok(Results {
        input: match folder {
            None => "the invented operator of the example".to_owned(),
            Some(path) => path.display().to_string(),
        },
        shipped: folder.is_none(),
        absent: data.absent,
        model,
    })
}
