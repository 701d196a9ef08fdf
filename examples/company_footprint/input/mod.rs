//! Reads an inventory: a folder of CSV files, and everything that is wrong with them at once.

mod checks;
pub(crate) mod classes;
pub(crate) mod direct;
mod folder;
mod problems;
pub(crate) mod rows;
pub(crate) mod services;
pub(crate) mod sites;
mod table;

use std::path::Path;

use ict_impact::footprint::{EmbodiedAccounting, GridBoundary, Grids};
use ict_impact::source::{SourceId, Sourced, Status};
use ict_impact::time::Year;

use classes::Class;
use direct::DirectSources;
use folder::File;
use problems::{Place, Problems};
use rows::{ActivityRow, DeviceRow, IntensityRow, LossRow};
use services::ServiceRow;
use sites::{SiteRow, Sites};
use table::Format;

/// What is accepted where a country or a year is missing.
const COUNTRY: &str = "an ISO 3166-1 code, such as KEN";
const YEAR: &str = "a year, such as 2022";

/// How the inventory is to be counted, as far as that decides what it needs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Assumptions {
    pub(crate) accounting: EmbodiedAccounting,
    /// How far from a year the grid of another year may stand in for it.
    pub(crate) nearest_year: u16,
    /// The name of the organisation, if it is given.
    pub(crate) organisation: Option<String>,
}

/// An inventory without an error.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// Where it came from, in words.
    pub(crate) from: String,
    /// Whether it is the sample of the example.
    pub(crate) shipped: bool,
    pub(crate) organisation: String,
    pub(crate) period: (Year, Year),
    pub(crate) classes: Vec<Class>,
    pub(crate) devices: Vec<DeviceRow>,
    pub(crate) sites: Vec<SiteRow>,
    pub(crate) services: Vec<ServiceRow>,
    pub(crate) own_grids: Vec<IntensityRow>,
    pub(crate) residual_mixes: Vec<IntensityRow>,
    pub(crate) losses: Vec<LossRow>,
    pub(crate) direct_sources: DirectSources,
    pub(crate) activity: Vec<ActivityRow>,
    /// The currency of the revenue.
    pub(crate) currency: Option<String>,
    pub(crate) grids: Grids,
}

impl Inputs {
    /// Every year of the inventory.
    pub(crate) fn years(&self) -> Vec<Year> {
        let (first, last) = self.period;
        let years = 0..=last.since(first);
        years.filter_map(|off| first.plus(off).ok()).collect()
    }
}

/// Reads the folder, or the sample, or says everything that is wrong.
pub(crate) fn read(
    folder: Option<&Path>,
    assumptions: &Assumptions,
) -> Result<Inputs, Vec<String>> {
    let from = match folder {
        None => "the sample of the example".to_owned(),
        Some(folder) => folder.display().to_string(),
    };
    let mut problems = Problems::default();
    let mut tables = match folder {
        None => folder::sample(&mut problems),
        Some(folder) => folder::read(folder, &mut problems),
    };
    let mut table = |format: Format| tables.remove(format.name).unwrap_or(File::Absent);

    let classes = match table(classes::FORMAT) {
        File::Absent => Some(Vec::new()),
        File::Unusable => None,
        File::Table(table) => Some(classes::read(&table, &mut problems)),
    };
    let names: Option<Vec<&str>> = classes
        .as_ref()
        .map(|all| all.iter().map(|(name, _)| name.as_str()).collect());
    let devices =
        table(rows::DEVICES).read(|table| rows::devices(table, names.as_deref(), &mut problems));
    let before = problems.len();
    let mut sites: Option<Sites> = match table(sites::SITES) {
        File::Absent => Some(Sites::new()),
        File::Unusable => None,
        File::Table(table) => Some(sites::read(&table, &mut problems)),
    };
    let all_sites = problems.len() == before;
    table(sites::CONTRACTS).read(|table| sites::read_contracts(table, &mut sites, &mut problems));
    let direct_sources =
        table(direct::FORMAT).read(|table| direct::read(table, &mut sites, &mut problems));
    let services = table(services::FORMAT).read(|table| services::read(table, &mut problems));
    let before = problems.len();
    let own_grids = table(rows::GRIDS).read(|table| rows::intensities(table, &mut problems));
    let all_grids = problems.len() == before;
    let residual_mixes =
        table(rows::RESIDUAL_MIX).read(|table| rows::intensities(table, &mut problems));
    let losses = table(rows::GRID_LOSSES).read(|table| rows::losses(table, &mut problems));
    let sites: Vec<SiteRow> = sites
        .into_iter()
        .flatten()
        .filter_map(|(_, site)| site)
        .collect();
    let period = period(&devices, &sites, &services);
    // What follows from a row that could not be read is no further problem.
    let known_period = period.filter(|_| problems.len() == 0);
    if period.is_none() && problems.len() == 0 {
        let accepted = "rows in devices.csv, sites.csv or services.csv";
        let place = Place::file(&from);
        problems.add(
            &place,
            format_args!("the inventory is empty; accepted: {accepted}"),
        );
    }
    let mut currency = None;
    let activity = table(rows::ACTIVITY).read(|table| {
        currency.clone_from(&table.currency);
        rows::activity(table, known_period, &mut problems)
    });

    let mut grids = Grids::reference().or_nearest_year(assumptions.nearest_year);
    for (at, row) in own_grids.iter().enumerate() {
        if let Ok(source) = SourceId::new(format!("grids-{at}")) {
            let figure = Sourced::new(row.intensity, source, Status::Secondary);
            match grids
                .clone()
                .with(row.country, row.year, figure, GridBoundary::Unstated)
            {
                Ok(with) => grids = with,
                Err(refused) => problems.add(&row.place, refused),
            }
        }
    }
    if all_grids {
        checks::grids(&grids, &devices, &sites, &services, &mut problems);
    }
    checks::ages(&devices, assumptions.accounting, &mut problems);
    if all_sites {
        checks::meters(&devices, &sites, &mut problems);
    }

    let organisation = assumptions
        .organisation
        .clone()
        .unwrap_or_else(|| match folder {
            None => "Example Telecom".to_owned(),
            Some(folder) => name_of(folder),
        });
    problems.none_or(())?;
    let period = period.ok_or_else(|| vec!["the inventory has no year".to_owned()])?;
    let classes = classes.into_iter().flatten();
    Ok(Inputs {
        from,
        shipped: folder.is_none(),
        organisation,
        period,
        classes: classes.filter_map(|(_, class)| class).collect(),
        devices,
        sites,
        services,
        own_grids,
        residual_mixes,
        losses,
        direct_sources,
        activity,
        currency,
        grids,
    })
}

/// The last part of the path of a folder.
fn name_of(folder: &Path) -> String {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name();
    name.map_or_else(
        || folder.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// The first and the last year of what there is.
fn period(
    devices: &[DeviceRow],
    sites: &[SiteRow],
    services: &[ServiceRow],
) -> Option<(Year, Year)> {
    let years = || {
        let devices = devices.iter().map(|row| row.year);
        let sites = sites.iter().map(|row| row.year);
        devices
            .chain(sites)
            .chain(services.iter().map(|row| row.year))
    };
    Some((years().min()?, years().max()?))
}
