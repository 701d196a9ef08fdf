//! The embedded tables hold what their files say, and say what their sources say; and each
//! check of the build script is seen to fail.

mod batteries;
mod checks;
mod computers;
mod equipment;
mod ewaste;
mod figure_checks;
mod groups;
mod hardware;
mod panel;
mod phone_label;
mod sector;
mod vintages;
mod words;

use ict_impact::place::Country;
use ict_impact::source::{SourceId, SourceRegister};
use ict_impact::time::{Date, Year};

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn year(text: &str) -> Year {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Rows of a data file, header first, read by an independent CSV reader.
fn rows(file: &str) -> Vec<csv::StringRecord> {
    let path = format!("{}/src/reference/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let reader = csv::ReaderBuilder::new().has_headers(false).from_path(path);
    reader.unwrap().records().map(Result::unwrap).collect()
}

fn registered(id: &SourceId) {
    SourceRegister::embedded().require(id).unwrap();
}
