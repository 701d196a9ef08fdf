//! Services: what the suppliers of computing and networks state of it.

use std::collections::BTreeMap;

use ict_impact::footprint::Service;
use ict_impact::place::Country;
use ict_impact::quantity::{Co2e, DataEnergyIntensity, Energy, Information, Quantity};
use ict_impact::reference::network_energy::{self, IntensityBoundary, NetworkIntensity};
use ict_impact::time::Year;

use super::problems::{Place, Problems};
use super::table::{Cell, Format, NOT_NEGATIVE, Row, Table};
use super::{COUNTRY, YEAR};

pub(crate) const FORMAT: Format = Format {
    name: "services.csv",
    required: &["name", "country", "year"],
    optional: &[
        "emissions_tCO2e",
        "energy_MWh",
        "traffic_GB",
        "intensity_kWh_per_GB",
        "network",
        "source",
    ],
    in_currency: None,
};

/// A service in a year.
#[derive(Debug, Clone)]
pub(crate) struct ServiceRow {
    pub(crate) place: Place,
    pub(crate) country: Country,
    pub(crate) year: Year,
    pub(crate) service: Service,
    /// Whether it needs the grid of its country.
    pub(crate) has_energy: bool,
    /// Where its figure is from, in words.
    pub(crate) source: Option<String>,
    /// The embedded intensity of its network.
    pub(crate) network: Option<&'static NetworkIntensity>,
}

pub(crate) fn read(table: &Table, problems: &mut Problems) -> Vec<ServiceRow> {
    let mut seen: BTreeMap<(String, Year), u64> = BTreeMap::new();
    let mut services = Vec::new();
    for row in table.rows() {
        let name = row.needed("name", "a name of its own", problems);
        let country = row.code("country", COUNTRY, problems);
        let year: Option<Year> = row.code("year", YEAR, problems);
        let network = network(&row, problems);
        let source = match row.text("source") {
            "" if row.text("network").is_empty() => {
                row.needed("source", "where the figure is from", problems);
                None
            }
            source => Some(source.to_owned()).filter(|source| !source.is_empty()),
        };
        let amount = amount(&row, network, problems);
        let (Some(name), Some(year)) = (name, year) else {
            continue;
        };
        if let Some(line) = seen.insert((name.clone(), year), row.line) {
            let what = format!("`{name}` in {year} stands already on line {line}");
            row.wrong("name", what, "each service once a year", problems);
            continue;
        }
        let (Some(country), Some(amount)) = (country, amount) else {
            continue;
        };
        let service = match amount {
            Amount::Emissions(emissions) => Service::reported(name, country, year, emissions),
            Amount::Energy(energy) => Service::metered(name, country, year, energy),
            Amount::Traffic(data, intensity) => {
                Service::traffic(name, country, year, data, intensity)
            }
        };
        match service {
            Ok(service) => services.push(ServiceRow {
                place: row.place(),
                country,
                year,
                service,
                has_energy: !matches!(amount, Amount::Emissions(_)),
                source,
                network,
            }),
            Err(error) => row.refused(error, problems),
        }
    }
    services
}

/// What is known of a service.
#[derive(Debug, Clone, Copy)]
enum Amount {
    Emissions(Co2e),
    Energy(Energy),
    Traffic(Information, DataEnergyIntensity),
}

/// The embedded intensity of a network in operation: what making a network costs is no energy of
/// its use.
fn network(row: &Row<'_>, problems: &mut Problems) -> Option<&'static NetworkIntensity> {
    let id = row.text("network");
    if id.is_empty() {
        return None;
    }
    let in_operation = || {
        let all = network_energy::all();
        all.filter(|one| one.boundary() == IntensityBoundary::Operational)
    };
    let found = in_operation().find(|one| one.id() == id);
    if found.is_none() {
        let ids: Vec<&str> = in_operation().map(NetworkIntensity::id).collect();
        row.wrong("network", format_args!("`{id}`"), ids.join(", "), problems);
    }
    found
}

fn amount(
    row: &Row<'_>,
    network: Option<&NetworkIntensity>,
    problems: &mut Problems,
) -> Option<Amount> {
    let before = problems.len();
    let [emissions, energy, traffic, intensity] = [
        "emissions_tCO2e",
        "energy_MWh",
        "traffic_GB",
        "intensity_kWh_per_GB",
    ]
    .map(|column| row.number(column, NOT_NEGATIVE, problems));
    // A network that is not known was noted.
    let named = !row.text("network").is_empty();
    if problems.len() > before || named && network.is_none() {
        return None;
    }
    let unused = intensity.is_empty() && !named;
    match (emissions, energy, traffic) {
        (Cell::Is(tonnes), Cell::Empty, Cell::Empty) if unused => {
            return Some(Amount::Emissions(Co2e::from_tonnes(tonnes)));
        }
        (Cell::Empty, Cell::Is(energy), Cell::Empty) if unused => {
            return Energy::of(energy, "MWh").ok().map(Amount::Energy);
        }
        (Cell::Empty, Cell::Empty, Cell::Is(data)) => {
            let data = Information::of(data, "GB").ok()?;
            match (intensity, network) {
                (Cell::Is(own), None) => {
                    let own = DataEnergyIntensity::of(own, "kWh/GB").ok()?;
                    return Some(Amount::Traffic(data, own));
                }
                (Cell::Empty, Some(network)) => {
                    return Some(Amount::Traffic(data, network.intensity().value));
                }
                (Cell::Empty, None) => {
                    let accepted = "the energy per data, or a network, beside traffic_GB";
                    row.wrong("intensity_kWh_per_GB", "is missing", accepted, problems);
                    return None;
                }
                _ => {}
            }
        }
        _ => {}
    }
    let what = "has none or several of the figures of a service; accepted: one of \
                emissions_tCO2e, energy_MWh, or traffic_GB with intensity_kWh_per_GB or network";
    row.refused(what, problems);
    None
}
