//! The files of the outlook.

use ict_impact::quantity::Quantity;
use ict_impact::quantity::{Devices, Mass, Unit};

use super::kit::Files;
use super::model::{Kind, Outcome, Outlook, Total};
use super::scenario::Scenario;
use super::{Results, page};

/// Name and content of every file.
pub(crate) fn all(results: &Results) -> Result<Files, String> {
    let html = page::html(results).map_err(|error| error.to_string())?;
    Ok(vec![
        ("outlook.html", html.into_bytes()),
        ("outlook.csv", outlook(&results.outlook)?),
        ("comparison.csv", comparison(results)?),
    ])
}

const KINDS: [Kind; 3] = [Kind::PutOnMarket, Kind::InUse, Kind::Ewaste];

fn tonne() -> Result<Unit, String> {
    Mass::find_unit("t").ok_or_else(|| "the library has no tonne".to_owned())
}

/// One row for each scenario, country, category and year: all years of the reference, and those
/// of the scenarios from where they begin.
fn outlook(outlook: &Outlook) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "scenario",
        "country",
        "category",
        "year",
        "put_on_market_t",
        "in_use_t",
        "ewaste_t",
        "put_on_market_pieces",
        "in_use_pieces",
        "ewaste_pieces",
    ];
    writer.write_record(header).map_err(text)?;
    let tonne = tonne()?;
    for Outcome {
        scenario, totals, ..
    } in &outlook.outcomes
    {
        let first = match scenario {
            Scenario::Reference => 0,
            _ => outlook.row(outlook.from),
        };
        for total in totals {
            for (t, year) in outlook.years.iter().enumerate().skip(first) {
                let [country, category] = names(total);
                let mass = KINDS.map(|kind| tonne.value_of(total.mass(kind)[t].base()));
                let pieces = KINDS.map(|kind| Devices::get(total.pieces(kind)[t]));
                let numbers = mass
                    .into_iter()
                    .chain(pieces)
                    .map(|value| value.to_string());
                let named = [scenario.id(), country, category, year.to_string()];
                writer
                    .write_record(named.into_iter().chain(numbers))
                    .map_err(text)?;
            }
        }
    }
    writer.into_inner().map_err(text)
}

/// Codes of country and category, `all` for their sums.
fn names(total: &Total) -> [String; 2] {
    [
        total.country.map(|country| country.alpha3()),
        total.category.map(|category| category.code),
    ]
    .map(|code| code.unwrap_or("all").to_owned())
}

/// One row for each country, key and year that was published.
fn comparison(results: &Results) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "country",
        "unu_key",
        "year",
        "mass_conserving_t",
        "density_at_mid_age_t",
        "published_v1_1_t",
        "deviation_percent",
    ];
    writer.write_record(header).map_err(text)?;
    let tonne = tonne()?;
    for row in &results.comparison.rows {
        let ways = [
            row.ewaste.conserving,
            row.ewaste.density,
            row.ewaste.published,
        ];
        let ways = ways.map(|mass| tonne.value_of(mass.base()).to_string());
        let deviation = row.ewaste.deviation().map(|percent| percent.to_string());
        let named = [
            row.country.alpha3().to_owned(),
            row.key.code().to_owned(),
            row.year.to_string(),
        ];
        let record = named.into_iter().chain(ways);
        let record = record.chain([deviation.unwrap_or_default()]);
        writer.write_record(record).map_err(text)?;
    }
    writer.into_inner().map_err(text)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
