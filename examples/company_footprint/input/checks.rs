//! What the rows of several files have to say together.

use std::collections::BTreeSet;

use ict_impact::footprint::{DeviceRole, EmbodiedAccounting, Grids};
use ict_impact::place::Country;
use ict_impact::time::Year;

use super::problems::Problems;
use super::rows::DeviceRow;
use super::services::ServiceRow;
use super::sites::SiteRow;

/// Every country and year without a grid figure, at the first row that needs it.
pub(super) fn grids(
    grids: &Grids,
    devices: &[DeviceRow],
    sites: &[SiteRow],
    services: &[ServiceRow],
    problems: &mut Problems,
) {
    let devices = devices
        .iter()
        .map(|row| (row.country, row.year, &row.place));
    let sites = sites.iter().map(|row| (row.country, row.year, &row.place));
    let services = services.iter().filter(|row| row.has_energy);
    let services = services.map(|row| (row.country, row.year, &row.place));
    let mut missing = BTreeSet::new();
    for (country, year, place) in devices.chain(sites).chain(services) {
        if grids.get(country, year).is_none() && missing.insert((country, year)) {
            let what = format!(
                "no carbon intensity of the grid of {country} in {year}; \
                 accepted: a row in grids.csv, or --nearest-year where a year nearby has one"
            );
            problems.cell(place, "country", what);
        }
    }
}

/// Devices of unknown age have no year of acquisition, and no rest of their life.
pub(super) fn ages(devices: &[DeviceRow], accounting: EmbodiedAccounting, problems: &mut Problems) {
    let of_life = accounting == EmbodiedAccounting::OverLife;
    for row in devices.iter().filter(|row| row.age.is_none()) {
        let what = match row.role {
            DeviceRole::InUse | DeviceRole::InUseAtMeteredSites if !of_life => {
                "is missing, and so is the year of acquisition; accepted: \
                 completed years, or --accounting over-life"
            }
            DeviceRole::Discarded if of_life => {
                "is missing, and so is the rest of the life; accepted: \
                 completed years, or --accounting acquisition"
            }
            _ => continue,
        };
        problems.cell(&row.place, "age_years", what);
    }
}

/// Devices whose electricity a meter counts need a site in their country and year.
pub(super) fn meters(devices: &[DeviceRow], sites: &[SiteRow], problems: &mut Problems) {
    let metered: BTreeSet<(Country, Year)> =
        sites.iter().map(|row| (row.country, row.year)).collect();
    for row in devices {
        let at_site = row.role == DeviceRole::InUseAtMeteredSites;
        if at_site && !metered.contains(&(row.country, row.year)) {
            let (country, year) = (row.country, row.year);
            let what = format!(
                "no site in {country} in {year} has a meter; accepted: a row in sites.csv, \
                 or in_use"
            );
            problems.cell(&row.place, "role", what);
        }
    }
}
