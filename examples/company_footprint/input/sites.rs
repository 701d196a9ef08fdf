//! Sites, and the contracts of their electricity.

use std::collections::BTreeMap;

use ict_impact::emissions::{
    Contract, DirectEmissions, Instrument, PurchasedElectricity, Scope1, Scope1Source,
};
use ict_impact::footprint::{Kind, Site};
use ict_impact::place::Country;
use ict_impact::quantity::{CarbonIntensity, Energy, Quantity, Ratio};
use ict_impact::time::Year;

use super::direct::GWP;
use super::problems::{Place, Problems};
use super::table::{Cell, Format, NOT_NEGATIVE, POSITIVE, PUE, Row, Table};
use super::{COUNTRY, YEAR};

pub(crate) const SITES: Format = Format {
    name: "sites.csv",
    required: &["name", "kind", "country", "year", "electricity_MWh"],
    optional: &["it_MWh", "pue"],
    in_currency: None,
};

pub(crate) const CONTRACTS: Format = Format {
    name: "contracts.csv",
    required: &[
        "site",
        "year",
        "instrument",
        "energy_MWh",
        "intensity_gCO2e_per_kWh",
    ],
    optional: &[],
    in_currency: None,
};

/// How far the three figures of a data centre may be apart, relative to its electricity: a PUE is
/// mostly given to two decimals.
const AGREES: f64 = 0.01;

const KINDS: [(&str, Kind); 3] = [
    ("office", Kind::Offices),
    ("data_centre", Kind::DataCentres),
    ("network", Kind::Networks),
];

const INSTRUMENTS: [(&str, Instrument); 3] = [
    (
        "energy_attribute_certificate",
        Instrument::EnergyAttributeCertificate,
    ),
    (
        "power_purchase_agreement",
        Instrument::PowerPurchaseAgreement,
    ),
    ("supplier_rate", Instrument::SupplierRate),
];

/// A site in a year.
#[derive(Debug, Clone)]
pub(crate) struct SiteRow {
    pub(crate) place: Place,
    pub(crate) country: Country,
    pub(crate) year: Year,
    pub(crate) site: Site,
    pub(crate) contracts: Vec<Contract>,
    pub(crate) direct: Vec<(Scope1Source, DirectEmissions)>,
}

/// The sites by name and year; one that cannot be read keeps its place.
pub(crate) type Sites = BTreeMap<(String, Year), Option<SiteRow>>;

pub(crate) fn read(table: &Table, problems: &mut Problems) -> Sites {
    let mut sites: Sites = BTreeMap::new();
    let mut lines: BTreeMap<(String, Year), u64> = BTreeMap::new();
    for row in table.rows() {
        let name = row.needed("name", "a name of its own", problems);
        let year: Option<Year> = row.code("year", YEAR, problems);
        let site = site(&row, name.as_deref(), year, problems);
        let (Some(name), Some(year)) = (name, year) else {
            continue;
        };
        let key = (name, year);
        if let Some(line) = lines.get(&key) {
            let what = format!("`{}` in {year} stands already on line {line}", key.0);
            row.wrong("name", what, "each site once a year", problems);
            continue;
        }
        lines.insert(key.clone(), row.line);
        sites.insert(key, site);
    }
    sites
}

fn site(
    row: &Row<'_>,
    name: Option<&str>,
    year: Option<Year>,
    problems: &mut Problems,
) -> Option<SiteRow> {
    let kind = row.one_of("kind", &KINDS, problems);
    let country = row.code("country", COUNTRY, problems);
    let total = row.number("electricity_MWh", NOT_NEGATIVE, problems);
    let it = row.number("it_MWh", POSITIVE, problems);
    let pue = row.number("pue", PUE, problems);
    let kind = kind?;
    let energy = match kind {
        Kind::DataCentres => of_data_centre(row, total, it, pue, problems),
        _ => of_other(row, total, [("it_MWh", it), ("pue", pue)], problems),
    };
    let (name, country, year, (total, it)) = (name?, country?, year?, energy?);
    let made = match (kind, it) {
        (Kind::DataCentres, Some(it)) => Site::data_centre(name, country, year, total, it),
        (Kind::Networks, _) => Site::network(name, country, year, total),
        _ => Site::office(name, country, year, total),
    };
    match made {
        Ok(site) => Some(SiteRow {
            place: row.place(),
            country,
            year,
            site,
            contracts: Vec::new(),
            direct: Vec::new(),
        }),
        Err(error) => {
            row.refused(error, problems);
            None
        }
    }
}

/// Energy of a site and of its IT equipment.
type Energies = (Energy, Option<Energy>);

fn of_other(
    row: &Row<'_>,
    total: Cell<f64>,
    not_asked: [(&str, Cell<f64>); 2],
    problems: &mut Problems,
) -> Option<Energies> {
    for (column, cell) in not_asked {
        if !cell.is_empty() {
            let what = "is given for a site that is no data centre";
            row.wrong(column, what, "an empty cell", problems);
        }
    }
    if total.is_empty() {
        let accepted = "the electricity of the site, 0 or more";
        row.wrong("electricity_MWh", "is missing", accepted, problems);
    }
    Some((megawatt_hours(total.value()?)?, None))
}

/// Two of the three figures, or three that agree.
fn of_data_centre(
    row: &Row<'_>,
    total: Cell<f64>,
    it: Cell<f64>,
    pue: Cell<f64>,
    problems: &mut Problems,
) -> Option<Energies> {
    let accepted = "two of electricity_MWh, it_MWh and pue, or all three if they agree";
    if [total, it, pue]
        .iter()
        .filter(|cell| cell.is_empty())
        .count()
        > 1
    {
        let what = "with electricity_MWh and pue, says too little of a data centre";
        row.wrong("it_MWh", what, accepted, problems);
        return None;
    }
    let (total, it) = match (total, it, pue) {
        (Cell::Is(total), Cell::Is(it), Cell::Is(pue)) => {
            if (total - it * pue).abs() > AGREES * total {
                let what = format!("{it} MWh at a PUE of {pue} are not {total} MWh");
                row.wrong("pue", what, accepted, problems);
                return None;
            }
            (total, it)
        }
        (Cell::Is(total), Cell::Is(it), Cell::Empty) => (total, it),
        (Cell::Is(total), Cell::Empty, Cell::Is(pue)) => (total, total / pue),
        (Cell::Empty, Cell::Is(it), Cell::Is(pue)) => {
            let it = megawatt_hours(it)?;
            return Some((it * Ratio::of(pue, "1").ok()?, Some(it)));
        }
        _ => return None,
    };
    if it > total {
        let what = format!("{it} MWh are more than the {total} MWh of the whole data centre");
        row.wrong("it_MWh", what, "no more than electricity_MWh", problems);
        return None;
    }
    Some((megawatt_hours(total)?, Some(megawatt_hours(it)?)))
}

fn megawatt_hours(value: f64) -> Option<Energy> {
    Energy::of(value, "MWh").ok()
}

/// The site and year that a row is about. Nothing if they cannot be read, or if the sites
/// themselves could not.
pub(super) fn site_of<'s>(
    row: &Row<'_>,
    sites: &'s mut Option<Sites>,
    problems: &mut Problems,
) -> Option<&'s mut SiteRow> {
    let name = row.needed("site", "the name of a site in sites.csv", problems);
    let year: Option<Year> = row.code("year", YEAR, problems);
    let (sites, name, year) = (sites.as_mut()?, name?, year?);
    if !sites.contains_key(&(name.clone(), year)) {
        let of_year = sites.keys().filter(|key| key.1 == year);
        let of_year: Vec<&str> = of_year.map(|key| key.0.as_str()).collect();
        let accepted = match of_year.as_slice() {
            [] => format!("no site: sites.csv has none in {year}"),
            some => format!("a site of {year}: {}", some.join(", ")),
        };
        row.wrong(
            "site",
            format_args!("`{name}` in {year}"),
            accepted,
            problems,
        );
        return None;
    }
    sites.get_mut(&(name, year))?.as_mut()
}

/// Gives the sites their contracts, which may claim no more than a site used.
pub(crate) fn read_contracts(table: &Table, sites: &mut Option<Sites>, problems: &mut Problems) {
    for row in table.rows() {
        let instrument = row.one_of("instrument", &INSTRUMENTS, problems);
        let energy = row.needed_number("energy_MWh", POSITIVE, problems);
        let intensity = row.needed_number("intensity_gCO2e_per_kWh", NOT_NEGATIVE, problems);
        let site = site_of(&row, sites, problems);
        let (Some(instrument), Some(energy), Some(intensity), Some(site)) =
            (instrument, energy, intensity, site)
        else {
            continue;
        };
        let contract = || -> Result<Contract, Box<dyn std::error::Error>> {
            let energy = Energy::of(energy, "MWh")?;
            let intensity = CarbonIntensity::from_grams_per_kwh(intensity);
            Ok(Contract::new(instrument, energy, intensity)?)
        };
        match contract() {
            Ok(contract) => site.contracts.push(contract),
            Err(error) => row.refused(error, problems),
        }
        // The grid plays no part in what may be claimed.
        let grid = CarbonIntensity::from_grams_per_kwh(0.0);
        let claimed = PurchasedElectricity::new(site.site.electricity(), grid)
            .and_then(|electricity| electricity.with_contracts(site.contracts.clone()));
        if let Err(error) = claimed {
            let accepted = "no more than the electricity of the site in the year";
            row.wrong("energy_MWh", error, accepted, problems);
            site.contracts.pop();
        }
    }
}

/// The site with its contracts and direct emissions.
pub(crate) fn complete(row: &SiteRow) -> Result<Site, Box<dyn std::error::Error>> {
    let site = row.site.clone().with_contracts(row.contracts.clone());
    if row.direct.is_empty() {
        return Ok(site);
    }
    Ok(site.with_direct_emissions(Scope1::new(GWP, row.direct.clone())?))
}
