//! The files of the footprint.

use ict_impact::emissions::Scope1Source;
use ict_impact::footprint::{Line, Scope, Total};
use ict_impact::quantity::{Devices, Quantity};
use serde_json::{Value, json};

use super::input::classes::{Base, Class, YEAR};
use super::input::direct::GWP;
use super::kit::Files;
use super::model::{Results, both, megawatt_hours};
use super::{figures, input_figures, page};

/// Name and content of every file.
pub(crate) fn all(results: &Results) -> Result<Files, String> {
    let html = page::html(results).map_err(|error| error.to_string())?;
    Ok(vec![
        ("report.html", html.into_bytes()),
        ("footprint.json", document(results)?),
        ("lines.csv", lines(results)?),
    ])
}

const HEADER: [&str; 10] = [
    "year",
    "country",
    "kind",
    "name",
    "stage",
    "scope",
    "category",
    "energy_MWh",
    "location_based_tCO2e",
    "market_based_tCO2e",
];

/// One row for each line.
fn lines(results: &Results) -> Result<Vec<u8>, String> {
    let text = |error: &dyn std::fmt::Display| error.to_string();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|e| text(&e))?;
    for line in results.footprint.lines() {
        writer.write_record(row(line)).map_err(|e| text(&e))?;
    }
    writer.into_inner().map_err(|e| text(&e))
}

fn row(line: &Line) -> [String; 10] {
    [
        line.year().to_string(),
        line.country().alpha3().to_owned(),
        line.kind().name().to_owned(),
        line.name().to_owned(),
        line.stage_name(),
        figures::scope_number(line.scope()).to_string(),
        category(line.scope()).map_or_else(String::new, |number| number.to_string()),
        megawatt_hours(line.energy()).to_string(),
        line.location_based().tonnes().to_string(),
        line.market_based().tonnes().to_string(),
    ]
}

/// The number of the category of scope 3.
fn category(scope: Scope) -> Option<u8> {
    match scope {
        Scope::Scope3(category) => Some(category.number()),
        _ => None,
    }
}

fn document(results: &Results) -> Result<Vec<u8>, String> {
    let footprint = &results.footprint;
    let (first, last) = footprint.period();
    let document = json!({
        "generator": concat!("ict-impact ", env!("CARGO_PKG_VERSION")),
        "organisation": footprint.organisation(),
        "input": results.inputs.from,
        "invented": results.inputs.shipped,
        "first_year": first.get(),
        "last_year": last.get(),
        "method": method(results),
        "total": total(&footprint.total()),
        "by_year": sums(footprint.by_year(), |year| json!({ "year": year.get() })),
        "by_scope": sums(
            footprint.by(|line| (line.scope(), line.year())),
            |(scope, year)| json!({
                "scope": figures::scope_number(*scope),
                "category": category(*scope),
                "name": scope.to_string(),
                "year": year.get(),
            }),
        ),
        "scope_1_by_source": scope_1(results),
        "by_stage": sums(
            footprint.by(|line| (line.stage(), line.year())),
            |(stage, year)| json!({ "stage": figures::stage_name(*stage), "year": year.get() }),
        ),
        "by_kind": sums(
            footprint.by(|line| (line.kind(), line.year())),
            |(kind, year)| json!({ "kind": kind.name(), "year": year.get() }),
        ),
        "by_country": sums(
            footprint.by(|line| (line.country(), line.year())),
            |(country, year)| json!({ "country": country.alpha3(), "year": year.get() }),
        ),
        "by_name": sums(
            footprint.by(|line| (line.kind(), line.name().to_owned(), line.year())),
            |(kind, name, year)| json!({ "kind": kind.name(), "name": name, "year": year.get() }),
        ),
        "per_activity": per_activity(results),
        "data_centres": data_centres(results),
        "to_disclose": to_disclose(results),
        "classes": results.inputs.classes.iter().map(class).collect::<Vec<_>>(),
        "sources": sources(results),
        "lines": footprint.lines().iter().map(line).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn method(results: &Results) -> Value {
    json!({
        "standards": [
            "GHG Protocol Corporate Standard (2004)",
            "GHG Protocol Scope 2 Guidance (2015)",
            "GHG Protocol Scope 3 Standard (2011)",
            "Recommendation ITU-T L.1420 (2012)",
        ],
        "embodied_emissions_count": results.assumptions.accounting.name(),
        "hours_per_year": YEAR.hours(),
        "direct_emissions_by": GWP.to_string(),
        "grid_of_another_year_up_to_years": results.assumptions.nearest_year,
        "location_based_and_market_based": "the same emissions by two methods of scope 2; never to be added",
    })
}

fn total(total: &Total) -> Value {
    let [location, market] = both(total);
    json!({
        "energy_MWh": megawatt_hours(total.energy),
        "location_based_tCO2e": location,
        "market_based_tCO2e": market,
    })
}

/// Each key with its sums.
fn sums<K>(groups: Vec<(K, Total)>, key: impl Fn(&K) -> Value) -> Vec<Value> {
    let sum = |(of, sum): (K, Total)| {
        let mut entry = key(&of);
        if let (Value::Object(entry), Value::Object(sum)) = (&mut entry, total(&sum)) {
            entry.extend(sum);
        }
        entry
    };
    groups.into_iter().map(sum).collect()
}

/// Direct emissions of all years by kind of source.
fn scope_1(results: &Results) -> Value {
    let Some(direct) = results.footprint.scope_1() else {
        return Value::Null;
    };
    let parts = Scope1Source::ALL.map(
        |source| json!({ "source": source.name(), "emissions_tCO2e": direct.part(source).tonnes() }),
    );
    json!({ "basis": direct.basis().to_string(), "parts": parts })
}

fn line(line: &Line) -> Value {
    json!({
        "year": line.year().get(),
        "country": line.country().alpha3(),
        "kind": line.kind().name(),
        "name": line.name(),
        "stage": line.stage_name(),
        "scope": figures::scope_number(line.scope()),
        "category": category(line.scope()),
        "energy_MWh": megawatt_hours(line.energy()),
        "location_based_tCO2e": line.location_based().tonnes(),
        "market_based_tCO2e": line.market_based().tonnes(),
    })
}

fn per_activity(results: &Results) -> Vec<Value> {
    let of = results.intensities.iter().map(|one| {
        let [location, market] = one.emissions;
        json!({
            "year": one.year.get(),
            "per": one.activity.one(results.currency()),
            "activity": one.amount,
            "unit": one.activity.unit().0,
            "location_based": location,
            "market_based": market,
        })
    });
    of.collect()
}

fn data_centres(results: &Results) -> Value {
    let each = results.data_centres.iter().map(|one| {
        json!({
            "name": one.name,
            "country": one.country.alpha3(),
            "year": one.year.get(),
            "energy_MWh": megawatt_hours(one.energy.total()),
            "it_MWh": megawatt_hours(one.energy.it()),
            "pue": one.energy.power_usage_effectiveness().value,
        })
    });
    let together = results.together.iter().map(|(year, energy, pue)| {
        json!({
            "year": year.get(),
            "energy_MWh": megawatt_hours(energy.total()),
            "it_MWh": megawatt_hours(energy.it()),
            "pue_as_ratio_of_sums": pue.ratio_of_sums.value,
            "pue_as_energy_weighted_mean": pue.energy_weighted_mean.value,
        })
    });
    json!({
        "each": each.collect::<Vec<_>>(),
        "together": together.collect::<Vec<_>>(),
    })
}

fn to_disclose(results: &Results) -> Value {
    let footprint = &results.footprint;
    let residual = footprint.grid_for_residual().iter();
    let residual =
        residual.map(|(country, year)| json!({ "country": country.alpha3(), "year": year.get() }));
    let grids = footprint.grids().iter().map(|figure| {
        json!({
            "country": figure.country().alpha3(),
            "used_for": figure.used_for().get(),
            "year": figure.year().get(),
            "is_of_another_year": figure.is_of_another_year(),
            "intensity_gCO2e_per_kWh": figure.intensity().grams_per_kwh(),
            "source": figure.figure().source.as_str(),
            "status": figure.figure().status.as_str(),
            "remark": input_figures::remark(figure),
        })
    });
    let mixes = results.inputs.residual_mixes.iter().map(|mix| {
        json!({
            "country": mix.country.alpha3(),
            "year": mix.year.get(),
            "intensity_gCO2e_per_kWh": mix.intensity.grams_per_kwh(),
            "source": mix.source,
        })
    });
    let losses = results.inputs.losses.iter().map(|row| {
        json!({
            "country": row.country.alpha3(),
            "losses_pct": row.losses.share().percent(),
            "source": row.source,
        })
    });
    let without = results.without_losses();
    let without: Vec<&str> = without.iter().map(|country| country.alpha3()).collect();
    let gaps = results.gaps.iter();
    let gaps = gaps.map(|gap| json!({ "class": gap.class, "what": gap.what, "why": gap.why }));
    let inside = footprint.in_site_meters().iter().map(|one| {
        json!({
            "class": &*one.class,
            "country": one.country.alpha3(),
            "year": one.year.get(),
            "energy_MWh": megawatt_hours(one.energy),
        })
    });
    json!({
        "not_accounted_for": gaps.collect::<Vec<_>>(),
        "grid_stands_in_for_residual_mix": residual.collect::<Vec<_>>(),
        "residual_mixes": mixes.collect::<Vec<_>>(),
        "losses_of_grids": losses.collect::<Vec<_>>(),
        "without_losses_of_the_grid": without,
        "grids": grids.collect::<Vec<_>>(),
        "in_meters_of_sites_and_not_added": inside.collect::<Vec<_>>(),
    })
}

fn class(class: &Class) -> Value {
    let device = &class.device;
    let (base, id, load) = match class.base {
        Base::Archetype(id) => ("typical device", Some(id), None),
        Base::Server(id, load) => ("typical server, from its parts", Some(id), load),
        Base::Own => ("own figures", None, None),
    };
    let stages = device.embodied();
    let embodied = stages.iter().map(|(stage, factor)| {
        let of_one = Devices::new(1.0) * factor;
        json!({ "stage": stage.name(), "emissions_kgCO2e": of_one.kg() })
    });
    let energy = device.energy_per_year();
    json!({
        "class": device.name(),
        "base": base,
        "typical": id,
        "load_pct": load.map(|load| load.percent),
        "processor_tdp_W": load.map(|load| load.processor_tdp_w),
        "life_years": device.life().get(),
        "energy_kWh_per_year": energy.and_then(|energy| energy.get_in("kWh/device").ok()),
        "embodied": embodied.collect::<Vec<_>>(),
        "least_kgCO2e": class.made.map(|made| made.min().kg()),
        "greatest_kgCO2e": class.made.map(|made| made.max().kg()),
        "source": class.source,
    })
}

fn sources(results: &Results) -> Vec<Value> {
    let sources = super::sources::Sources::of(results);
    let of = sources.list().iter().map(|source| {
        json!({
            "id": source.id,
            "title": source.title,
            "licence": source.licence,
            "url": source.url,
            "says": source.note,
            "status": source.badge.label,
        })
    });
    of.collect()
}
