//! What sites emit themselves: leaks, fuels, and what was computed elsewhere.

use std::collections::BTreeSet;

use ict_impact::emissions::{
    DirectEmissions, FuelFactor, FuelMeasure, GasInventory, Gwp, GwpBasis, GwpSet, Horizon,
    Scope1Source, combustion,
};
use ict_impact::quantity::{
    ActivityOf, Co2e, Energy, Factor, Mass, PerEnergy, PerMass, PerVolume, Quantity, Volume,
};
use ict_impact::reference::refrigerants::Refrigerant;

use super::problems::Problems;
use super::sites::{Sites, site_of};
use super::table::{Format, NOT_NEGATIVE, Row, Table};

pub(crate) const FORMAT: Format = Format {
    name: "direct_emissions.csv",
    required: &["site", "year", "kind"],
    optional: &[
        "refrigerant",
        "leaked_kg",
        "fuel_kWh",
        "kgCO2e_per_kWh",
        "fuel_L",
        "kgCO2e_per_L",
        "fuel_m3",
        "kgCO2e_per_m3",
        "fuel_kg",
        "kgCO2e_per_kg",
        "emissions_tCO2e",
        "source",
    ],
    in_currency: None,
};

/// The set and horizon of all direct emissions.
pub(crate) const GWP: GwpBasis = GwpBasis {
    set: GwpSet::Ar6,
    horizon: Horizon::Years100,
};

const KINDS: [(&str, Scope1Source); 4] = [
    ("stationary_combustion", Scope1Source::StationaryCombustion),
    ("mobile_combustion", Scope1Source::MobileCombustion),
    ("process", Scope1Source::Process),
    ("fugitive", Scope1Source::Fugitive),
];

/// Where the factors of direct emissions are from.
#[derive(Debug, Clone, Default)]
pub(crate) struct DirectSources {
    pub(crate) factors: Vec<String>,
    pub(crate) refrigerants: BTreeSet<Refrigerant>,
}

/// Gives the sites their direct emissions.
pub(crate) fn read(
    table: &Table,
    sites: &mut Option<Sites>,
    problems: &mut Problems,
) -> DirectSources {
    let mut sources = DirectSources::default();
    for row in table.rows() {
        let kind = row.one_of("kind", &KINDS, problems);
        let emissions = direct(&row, problems);
        match row.text("refrigerant") {
            "" => {
                let source = row.needed("source", "where the factor is from", problems);
                sources.factors.extend(source);
            }
            refrigerant => sources
                .refrigerants
                .extend(refrigerant.parse::<Refrigerant>()),
        }
        let site = site_of(&row, sites, problems);
        if let (Some(kind), Some(emissions), Some(site)) = (kind, emissions, site) {
            site.direct.push((kind, emissions));
        }
    }
    sources
}

/// The emissions of one row: a leak, a fuel, or emissions that were computed elsewhere.
fn direct(row: &Row<'_>, problems: &mut Problems) -> Option<DirectEmissions> {
    let ways = [
        ("leaked_kg", row.text("leaked_kg")),
        ("fuel_kWh", row.text("fuel_kWh")),
        ("fuel_L", row.text("fuel_L")),
        ("fuel_m3", row.text("fuel_m3")),
        ("fuel_kg", row.text("fuel_kg")),
        ("emissions_tCO2e", row.text("emissions_tCO2e")),
    ];
    let given: Vec<&str> = ways
        .iter()
        .filter(|way| !way.1.is_empty())
        .map(|way| way.0)
        .collect();
    let [way] = given.as_slice() else {
        let what = match given.as_slice() {
            [] => "says nothing of an emission".to_owned(),
            several => format!("has {}", several.join(" and ")),
        };
        let all: Vec<&str> = ways.iter().map(|way| way.0).collect();
        let accepted = all.join(", ");
        row.refused(
            format_args!("{what}; accepted: one of {accepted}"),
            problems,
        );
        return None;
    };
    let stray = [
        ("refrigerant", "leaked_kg"),
        ("kgCO2e_per_kWh", "fuel_kWh"),
        ("kgCO2e_per_L", "fuel_L"),
        ("kgCO2e_per_m3", "fuel_m3"),
        ("kgCO2e_per_kg", "fuel_kg"),
    ];
    for (column, beside) in stray {
        if beside != *way && !row.text(column).is_empty() {
            let what = format!("is given beside {way}");
            row.wrong(column, what, format_args!("only beside {beside}"), problems);
        }
    }
    match *way {
        "leaked_kg" => leak(row, problems),
        "fuel_kWh" => fuel::<PerEnergy, Energy>(row, "kWh", problems),
        "fuel_L" => fuel::<PerVolume, Volume>(row, "L", problems),
        "fuel_m3" => fuel::<PerVolume, Volume>(row, "m3", problems),
        "fuel_kg" => fuel::<PerMass, Mass>(row, "kg", problems),
        _ => {
            let tonnes = row.needed_number("emissions_tCO2e", NOT_NEGATIVE, problems)?;
            DirectEmissions::new(Co2e::from_tonnes(tonnes), GWP).ok()
        }
    }
}

fn leak(row: &Row<'_>, problems: &mut Problems) -> Option<DirectEmissions> {
    let mass = row.needed_number("leaked_kg", NOT_NEGATIVE, problems);
    let all: Vec<String> = Refrigerant::all().map(|one| one.to_string()).collect();
    let name = row.needed("refrigerant", &all.join(", "), problems)?;
    let Ok(refrigerant) = name.parse::<Refrigerant>() else {
        row.wrong(
            "refrigerant",
            format_args!("`{name}`"),
            all.join(", "),
            problems,
        );
        return None;
    };
    let emissions = |mass| -> Result<DirectEmissions, Box<dyn std::error::Error>> {
        let mut gases = GasInventory::new(GWP);
        gases.add(
            Mass::of(mass, "kg")?,
            Gwp::of_refrigerant(refrigerant, GWP)?,
        )?;
        Ok(DirectEmissions::of_gases(&gases)?)
    };
    match emissions(mass?) {
        Ok(emissions) => Some(emissions),
        Err(error) => {
            row.refused(error, problems);
            None
        }
    }
}

fn fuel<D: FuelMeasure, A: ActivityOf<D> + Quantity>(
    row: &Row<'_>,
    unit: &str,
    problems: &mut Problems,
) -> Option<DirectEmissions> {
    let amount = row.needed_number(&format!("fuel_{unit}"), NOT_NEGATIVE, problems);
    let factor = row.needed_number(&format!("kgCO2e_per_{unit}"), NOT_NEGATIVE, problems);
    let emissions = |amount, factor| -> Result<DirectEmissions, Box<dyn std::error::Error>> {
        let factor = Factor::<Co2e, D>::of(factor, &format!("kgCO2e/{unit}"))?;
        Ok(combustion(
            A::of(amount, unit)?,
            FuelFactor::new(factor, GWP)?,
        )?)
    };
    match emissions(amount?, factor?) {
        Ok(emissions) => Some(emissions),
        Err(error) => {
            row.refused(error, problems);
            None
        }
    }
}
