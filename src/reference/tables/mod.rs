//! The checks of every embedded table, and the Rust text written from it. Used by the
//! build script, and by the tests that feed it wrong cells.

pub(crate) mod csv;
pub(crate) mod problem;
pub(crate) mod sheet;

mod action_lines;
mod battery_targets;
mod bill_of_materials;
mod component_factors;
mod computer_modes;
mod countries;
mod device_archetypes;
mod ecodesign_computers;
mod graphics_cards;
mod groups;
mod gwp;
mod indicators;
mod memory_density;
mod network_energy;
mod panel;
mod phone_label;
mod put_on_market;
mod refrigerants;
mod sector_estimates;
mod server_archetypes;
mod sources;
mod targets;
mod unu_keys;
mod vintages;
mod weee_targets;

use problem::Problem;
use sheet::Sheet;

/// The text of a file by its name, or why there is none.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Spellings of `ict_impact::source::Status`, with the variants they stand for.
const STATUS: [&str; 6] = [
    "verified",
    "secondary",
    "derived",
    "questionable",
    "unverified",
    "proposal",
];
const STATUS_VARIANT: [&str; 6] = [
    "Status::Verified",
    "Status::Secondary",
    "Status::Derived",
    "Status::Questionable",
    "Status::Unverified",
    "Status::Proposal",
];

/// Codes that other tables refer to, sorted, and everything found wrong so far.
#[derive(Default)]
pub(crate) struct Tables {
    sources: Vec<String>,
    countries: Vec<String>,
    gases: Vec<String>,
    unu_keys: Vec<String>,
    action_lines: Vec<String>,
    indicators: Vec<String>,
    problems: Vec<Problem>,
    files: Vec<(&'static str, String)>,
}

impl Tables {
    /// Takes over what is wrong with a sheet, and the Rust text made from it.
    fn finish(&mut self, sheets: Vec<Sheet>, name: &'static str, text: String) {
        self.problems
            .extend(sheets.into_iter().flat_map(|sheet| sheet.problems));
        self.files.push((name, text));
    }

    /// The source named in a cell, as its position in the register.
    fn source(&self, sheet: &mut Sheet, row: usize, column: usize) -> usize {
        sheet.code(row, column, &self.sources, "sources.csv")
    }

    /// The country of a cell, as its position in countries.csv.
    fn country(&self, sheet: &mut Sheet, row: usize, column: usize) -> usize {
        sheet.code(row, column, &self.countries, "countries.csv (alpha-3)")
    }
}

/// The variant of `Status` that a cell names.
fn status(sheet: &mut Sheet, row: usize, column: usize) -> &'static str {
    STATUS_VARIANT[sheet.one_of(row, column, &STATUS)]
}

/// Checks every table and gives the Rust files to write, or everything that is wrong.
pub(crate) fn generate(read: Read<'_>) -> Result<Vec<(&'static str, String)>, Vec<Problem>> {
    let mut tables = Tables::default();
    sources::generate(&mut tables, read);
    countries::generate(&mut tables, read);
    groups::generate(&mut tables, read);
    panel::generate(&mut tables, read);
    vintages::generate(&mut tables, read);
    gwp::generate(&mut tables, read);
    refrigerants::generate(&mut tables, read);
    unu_keys::generate(&mut tables, read);
    put_on_market::generate(&mut tables, read);
    bill_of_materials::generate(&mut tables, read);
    weee_targets::generate(&mut tables, read);
    battery_targets::generate(&mut tables, read);
    phone_label::generate(&mut tables, read);
    device_archetypes::generate(&mut tables, read);
    component_factors::generate(&mut tables, read);
    memory_density::generate(&mut tables, read);
    server_archetypes::generate(&mut tables, read);
    graphics_cards::generate(&mut tables, read);
    computer_modes::generate(&mut tables, read);
    ecodesign_computers::generate(&mut tables, read);
    network_energy::generate(&mut tables, read);
    action_lines::generate(&mut tables, read);
    indicators::generate(&mut tables, read);
    targets::generate(&mut tables, read);
    sector_estimates::generate(&mut tables, read);
    if tables.problems.is_empty() {
        Ok(tables.files)
    } else {
        Err(tables.problems)
    }
}
