//! Devices, what is known of grids and markets, and what the organisation did.

use std::collections::BTreeMap;

use ict_impact::energy::GridLosses;
use ict_impact::footprint::DeviceRole;
use ict_impact::place::Country;
use ict_impact::quantity::{CarbonIntensity, Share};
use ict_impact::time::Year;

use super::problems::{Place, Problems};
use super::table::{Format, LOSSES, NOT_NEGATIVE, POSITIVE, Row, Table};
use super::{COUNTRY, YEAR};

pub(crate) const DEVICES: Format = Format {
    name: "devices.csv",
    required: &["class", "country", "year", "count", "role"],
    optional: &["age_years"],
    in_currency: None,
};

pub(crate) const GRIDS: Format = Format {
    name: "grids.csv",
    required: &["country", "year", "gCO2e_per_kWh", "source"],
    optional: &[],
    in_currency: None,
};

pub(crate) const RESIDUAL_MIX: Format = Format {
    name: "residual_mix.csv",
    ..GRIDS
};

pub(crate) const GRID_LOSSES: Format = Format {
    name: "grid_losses.csv",
    required: &["country", "losses_pct", "source"],
    optional: &[],
    in_currency: None,
};

pub(crate) const ACTIVITY: Format = Format {
    name: "activity.csv",
    required: &["year"],
    optional: &["employees", "subscriptions", "data_GB"],
    in_currency: Some("revenue_"),
};

const ROLES: [(&str, DeviceRole); 4] = [
    ("in_use", DeviceRole::InUse),
    ("in_use_at_metered_site", DeviceRole::InUseAtMeteredSites),
    ("discarded", DeviceRole::Discarded),
    ("sold", DeviceRole::Sold),
];

/// So many devices of a class.
#[derive(Debug, Clone)]
pub(crate) struct DeviceRow {
    pub(crate) place: Place,
    /// Position of the class.
    pub(crate) class: u32,
    pub(crate) country: Country,
    pub(crate) year: Year,
    pub(crate) age: Option<u8>,
    pub(crate) count: f64,
    pub(crate) role: DeviceRole,
}

/// The devices. `classes` are the names of the classes, if their file could be read.
pub(crate) fn devices(
    table: &Table,
    classes: Option<&[&str]>,
    problems: &mut Problems,
) -> Vec<DeviceRow> {
    let rows = table.rows();
    rows.filter_map(|row| device(&row, classes, problems))
        .collect()
}

fn device(row: &Row<'_>, classes: Option<&[&str]>, problems: &mut Problems) -> Option<DeviceRow> {
    let name = row.needed("class", "the name of a class in classes.csv", problems);
    let class = match (&name, classes) {
        (Some(name), Some(classes)) => {
            let found = classes.iter().position(|class| class == name);
            if found.is_none() {
                let accepted = match classes {
                    [] => "no class: classes.csv has none".to_owned(),
                    some => some.join(", "),
                };
                row.wrong("class", format_args!("`{name}`"), accepted, problems);
            }
            found
        }
        _ => None,
    };
    let country = row.code("country", COUNTRY, problems);
    let year = row.code("year", YEAR, problems);
    let age = age(row, problems);
    let count = row.needed_number("count", NOT_NEGATIVE, problems);
    let role = row.one_of("role", &ROLES, problems);
    Some(DeviceRow {
        place: row.place(),
        class: u32::try_from(class?).ok()?,
        country: country?,
        year: year?,
        age: age?,
        count: count?,
        role: role?,
    })
}

/// The age in completed years; it may be unknown.
fn age(row: &Row<'_>, problems: &mut Problems) -> Option<Option<u8>> {
    match row.text("age_years") {
        "" => Some(None),
        text => {
            let age = text.parse().ok();
            if age.is_none() {
                let accepted = "completed years from 0 to 255, or nothing where nobody knows";
                row.wrong("age_years", format_args!("`{text}`"), accepted, problems);
            }
            age.map(Some)
        }
    }
}

/// The carbon intensity of a grid or of a residual mix.
#[derive(Debug, Clone)]
pub(crate) struct IntensityRow {
    pub(crate) place: Place,
    pub(crate) country: Country,
    pub(crate) year: Year,
    pub(crate) intensity: CarbonIntensity,
    pub(crate) source: String,
}

pub(crate) fn intensities(table: &Table, problems: &mut Problems) -> Vec<IntensityRow> {
    let mut seen: BTreeMap<(Country, Year), u64> = BTreeMap::new();
    let mut intensities = Vec::new();
    for row in table.rows() {
        let country: Option<Country> = row.code("country", COUNTRY, problems);
        let year: Option<Year> = row.code("year", YEAR, problems);
        let grams = row.needed_number("gCO2e_per_kWh", NOT_NEGATIVE, problems);
        let source = row.needed("source", "where the figure is from", problems);
        let (Some(country), Some(year)) = (country, year) else {
            continue;
        };
        if let Some(line) = seen.insert((country, year), row.line) {
            let what = format!("{country} in {year} stands already on line {line}");
            row.wrong("country", what, "each country once a year", problems);
            continue;
        }
        if let (Some(grams), Some(source)) = (grams, source) {
            intensities.push(IntensityRow {
                place: row.place(),
                country,
                year,
                intensity: CarbonIntensity::from_grams_per_kwh(grams),
                source,
            });
        }
    }
    intensities
}

/// What the grid of a country loses on the way.
#[derive(Debug, Clone)]
pub(crate) struct LossRow {
    pub(crate) country: Country,
    pub(crate) losses: GridLosses,
    pub(crate) source: String,
}

pub(crate) fn losses(table: &Table, problems: &mut Problems) -> Vec<LossRow> {
    let mut rows: Vec<LossRow> = Vec::new();
    for row in table.rows() {
        let country = row.code("country", COUNTRY, problems);
        let percent = row.needed_number("losses_pct", LOSSES, problems);
        let source = row.needed("source", "where the figure is from", problems);
        let (Some(country), Some(percent), Some(source)) = (country, percent, source) else {
            continue;
        };
        if rows.iter().any(|other| other.country == country) {
            let what = format!("{country} is there already");
            row.wrong("country", what, "each country once", problems);
            continue;
        }
        let losses = || -> Result<GridLosses, Box<dyn std::error::Error>> {
            Ok(GridLosses::new(Share::from_percent(percent)?)?)
        };
        match losses() {
            Ok(losses) => rows.push(LossRow {
                country,
                losses,
                source,
            }),
            Err(error) => row.refused(error, problems),
        }
    }
    rows
}

/// What the organisation did in a year, as far as it says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActivityRow {
    pub(crate) year: Year,
    pub(crate) revenue: Option<f64>,
    pub(crate) employees: Option<f64>,
    pub(crate) subscriptions: Option<f64>,
    pub(crate) data_gb: Option<f64>,
}

/// The activities, which must be of years of the inventory, if those are known.
pub(crate) fn activity(
    table: &Table,
    period: Option<(Year, Year)>,
    problems: &mut Problems,
) -> Vec<ActivityRow> {
    let mut rows: Vec<ActivityRow> = Vec::new();
    let revenue = table.currency.as_deref().unwrap_or_default();
    let revenue = format!("revenue_{revenue}");
    for row in table.rows() {
        let year: Option<Year> = row.code("year", YEAR, problems);
        let mut number = |column: &str| row.number(column, POSITIVE, problems).value();
        let (revenue, employees) = (number(&revenue), number("employees"));
        let (subscriptions, data_gb) = (number("subscriptions"), number("data_GB"));
        let Some(year) = year else {
            continue;
        };
        if rows.iter().any(|other| other.year == year) {
            let what = format!("{year} is there already");
            row.wrong("year", what, "each year once", problems);
            continue;
        }
        if let Some((first, last)) = period
            && !(first..=last).contains(&year)
        {
            let accepted = format!("{first} to {last}, the years of the inventory");
            row.wrong("year", year, accepted, problems);
            continue;
        }
        rows.push(ActivityRow {
            year,
            revenue,
            employees,
            subscriptions,
            data_gb,
        });
    }
    rows.sort_by_key(|row| row.year);
    rows
}
