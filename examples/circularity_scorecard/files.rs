//! The files of the scorecard.

use ict_impact::circularity::scorecard::Row;
use serde_json::{Value, json};

use super::figures::tonnes;
use super::kit::Files;
use super::model::{Model, Scope};
use super::target_checks::{Reached, in_force, later};
use super::{Results, page};

/// Name and content of every file.
pub(crate) fn all(results: &Results) -> Result<Files, String> {
    let html = page::html(results).map_err(|error| error.to_string())?;
    Ok(vec![
        ("scorecard.html", html.into_bytes()),
        ("scorecard.json", json_of(results)?),
        ("scorecard.csv", csv_of(&results.model)?),
    ])
}

fn json_of(results: &Results) -> Result<Vec<u8>, String> {
    let model = &results.model;
    let scopes = model
        .scopes()
        .into_iter()
        .map(|scope| scope_of(model, scope));
    let minima = in_force(model.year);
    let minima = minima.iter().map(|minimum| {
        json!({
            "id": minimum.id,
            "minimum_percent": minimum.percent,
            "clause": minimum.clause,
            "source": minimum.source,
        })
    });
    let later = later(model.year);
    let later = later.iter().map(|minimum| {
        json!({
            "id": minimum.id,
            "minimum_percent": minimum.percent,
            "from": minimum.from.to_string(),
            "clause": minimum.clause,
        })
    });
    let sites: Vec<&str> = model.sites.iter().map(|site| site.name.as_str()).collect();
    let all = json!({
        "year": model.year.get(),
        "input": results.input,
        "invented": results.shipped,
        "files_not_given": results.absent,
        // What reasons count from 0.
        "sites": sites,
        "minima_in_force": minima.collect::<Vec<_>>(),
        "minima_to_come": later.collect::<Vec<_>>(),
        "scopes": scopes.collect::<Result<Vec<_>, _>>()?,
    });
    let mut bytes = serde_json::to_vec_pretty(&all).map_err(text)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn scope_of(model: &Model, scope: &Scope) -> Result<Value, String> {
    let flows = &scope.flows;
    let inflow = flows.inflow.as_ref().map(|masses| {
        let each = masses
            .iter()
            .map(|(origin, mass)| (origin.word().to_owned(), json!(tonnes(*mass))));
        Value::Object(each.collect())
    });
    let outflow = flows.outflow.as_ref().map(|masses| {
        let each = masses
            .iter()
            .map(|(fate, mass)| (fate.word().to_owned(), json!(tonnes(*mass))));
        Value::Object(each.collect())
    });
    let products = scope.products.iter().map(|it| {
        json!({
            "site": it.site,
            "product": it.name,
            "bill": it.bill.map(|bill| bill.id()),
            "pieces": it.pieces.get(),
            "mass_kg": it.product.flows.mass.value,
            "utility": it.product.utility.get(),
            "material_circularity": it.mci.value().get(),
        })
    });
    let minima = in_force(model.year);
    let minima = minima
        .iter()
        .filter_map(|minimum| match minimum.reached(scope) {
            Reached::Value(percent, met) => {
                Some(json!({"id": minimum.id, "percent": percent, "met": met}))
            }
            Reached::Unknown => None,
        });
    Ok(json!({
        "name": scope.name,
        "inflow_t": inflow,
        "outflow_t": outflow,
        "stock_change_t": flows.stock_change().map(tonnes),
        "products": products.collect::<Vec<_>>(),
        "minima_reached": minima.collect::<Vec<_>>(),
        "rows": serde_json::to_value(&scope.card).map_err(text)?,
    }))
}

fn csv_of(model: &Model) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "scope",
        "id",
        "name",
        "value",
        "unit",
        "class",
        "flags",
        "reason",
        "method",
        "better",
        "least",
        "most",
        "sdg_targets",
        "action_lines",
    ];
    writer.write_record(header).map_err(text)?;
    for scope in model.scopes() {
        for row in scope.card.rows() {
            writer
                .write_record(record(model, scope, row))
                .map_err(text)?;
        }
    }
    writer.into_inner().map_err(text)
}

fn record(model: &Model, scope: &Scope, row: &Row) -> [String; 14] {
    let it = row.description();
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let flags: Vec<String> = row.flags().iter().map(|flag| flag.to_string()).collect();
    let range = it.range();
    let unit = row.unit().or(it.unit()).unwrap_or_default();
    [
        scope.name.clone(),
        it.id().to_owned(),
        it.name().to_owned(),
        number(row.value()),
        unit.to_owned(),
        row.class().unwrap_or_default().to_owned(),
        flags.join(" "),
        row.reason()
            .map(|reason| model.words_of(it.id(), reason))
            .unwrap_or_default(),
        it.method().to_string(),
        super::themes::better(it.direction()).to_owned(),
        number(range.least),
        number(range.most),
        it.sdg_targets().join(" "),
        it.action_lines().join(" "),
    ]
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
