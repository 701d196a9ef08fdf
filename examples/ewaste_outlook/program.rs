//! The whole program but for its process, so that tests can call it too.

#[path = "../common/mod.rs"]
pub(crate) mod kit;
#[path = "../common/report/mod.rs"]
pub(crate) mod report;

pub(crate) mod compare;
mod compare_figures;
mod figures;
mod files;
pub(crate) mod input;
pub(crate) mod model;
mod page;
pub(crate) mod scenario;
mod scenario_figures;
mod summary;

use std::io::Write;
use std::path::PathBuf;

use ict_impact::fleet::Years;
use ict_impact::quantity::Share;
use ict_impact::reference::unu_keys::LifetimeProfile;
use lexopt::ValueExt;

use compare::Comparison;
use model::Outlook;
use scenario::Assumptions;

const ABOUT: kit::About = kit::About {
    name: "ewaste_outlook",
    purpose: "Electrical and electronic equipment put on the market, in use and becoming waste,\n\
              by country and category to a year to come; what longer lifetimes and reuse change;\n\
              and how far the result is from what another tool published.",
    input: "CSV with the columns country,unu_key,year,mass_t,pieces (default: six EU\n\
            countries, 54 UNU-KEYS, 1980-2021)",
    output: "folder for outlook.html, outlook.csv and comparison.csv\n(default: out/ewaste_outlook)",
    options: &[
        (
            "--profile NAME",
            "lifetimes of the WEEE Calculation Tool 2023 for all countries:\n\
             NL_FR_BE (default) or IT",
        ),
        ("--until YEAR", "the last year (default: 2030)"),
        (
            "--growth PERCENT",
            "what is put on the market after the data grows so much a year\n(default: 0)",
        ),
        (
            "--from YEAR",
            "when the scenarios begin (default: after the last year of the data)",
        ),
        (
            "--reuse PERCENT",
            "what part of what leaves its first use is used again, lamps apart\n\
             (default: 10, for illustration)",
        ),
        (
            "--reused-for YEARS",
            "how long it is, in the mean (default: 3, for illustration)",
        ),
    ],
};

/// What the page, the files and the summary are made from.
pub(crate) struct Results {
    /// Where the data came from, in words.
    pub(crate) input: String,
    /// Whether they are those of the example.
    pub(crate) shipped: bool,
    pub(crate) outlook: Outlook,
    pub(crate) comparison: Comparison,
}

/// Runs the program and gives its exit code.
pub(crate) fn program(parser: lexopt::Parser, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut assumptions = Assumptions::default();
    let asked = ABOUT.parse(parser, |name, parser| take(&mut assumptions, name, parser));
    ABOUT.answer(asked, out, err, |paths| {
        let results = results(paths, assumptions)?;
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
    let wrong = |error: &dyn std::fmt::Display| format!("--{name}: {error}");
    match name {
        "profile" => {
            assumptions.profile = match parser.value()?.string()?.as_str() {
                "NL_FR_BE" => LifetimeProfile::NetherlandsFranceBelgium2023,
                "IT" => LifetimeProfile::Italy2023,
                other => return Err(wrong(&format!("`{other}` is not NL_FR_BE or IT")).into()),
            };
        }
        "until" => {
            let year = parser.value()?.string()?.parse();
            assumptions.until = year.map_err(|error| wrong(&error))?;
        }
        "from" => {
            let year = parser.value()?.string()?.parse();
            assumptions.from = Some(year.map_err(|error| wrong(&error))?);
        }
        "growth" => {
            let percent: f64 = parser.value()?.parse()?;
            if !(percent.is_finite() && percent >= -100.0) {
                return Err(wrong(&"must be a finite number, -100 or more").into());
            }
            assumptions.growth = percent;
        }
        "reuse" => {
            let share = Share::from_percent(parser.value()?.parse()?);
            assumptions.reuse = share.map_err(|error| wrong(&error))?;
        }
        "reused-for" => {
            let years: f64 = parser.value()?.parse()?;
            if !(years.is_finite() && years > 0.0) {
                return Err(wrong(&"must be a finite number of years above 0").into());
            }
            assumptions.second_life = Years::new(years);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Everything that is computed, or every error there is.
pub(crate) fn results(files: &[PathBuf], assumptions: Assumptions) -> Result<Results, Vec<String>> {
    let file = match files {
        [] => None,
        [file] => Some(file.as_path()),
        _ => {
            return Err(vec![
                "one file of what was put on the market, not more".to_owned(),
            ]);
        }
    };
    let series = input::put_on_market(file)?;
    let published = input::published()?;
    let compute = || {
        let outlook = Outlook::compute(&series, assumptions)?;
        let comparison = Comparison::of(&outlook, &published)?;
        Ok((outlook, comparison))
    };
    let (outlook, comparison) =
        compute().map_err(|error: Box<dyn std::error::Error>| vec![error.to_string()])?;
    Ok(Results {
        input: match file {
            None => "the series of the example".to_owned(),
            Some(path) => path.display().to_string(),
        },
        shipped: file.is_none(),
        outlook,
        comparison,
    })
}
