//! The files of the review.

use ict_impact::review::{Fact, Publication, Review};

use super::kit::Files;
use super::{Results, page};

/// Name and content of every file.
pub(crate) fn all(results: &Results) -> Result<Files, String> {
    let html = page::html(results).map_err(|error| error.to_string())?;
    Ok(vec![
        ("review.html", html.into_bytes()),
        ("review.json", json(results)?),
        ("facts.csv", csv(results)?),
    ])
}

fn json(results: &Results) -> Result<Vec<u8>, String> {
    let document = serde_json::json!({
        "generator": concat!("ict-impact ", env!("CARGO_PKG_VERSION")),
        "input": results.input,
        "review": results.review,
        "devices": results.devices.as_ref().map(|(_, review)| review),
    });
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|error| error.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One row for each aggregate of each group and period: bienniums, then years.
fn csv(results: &Results) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: &[String]| writer.write_record(fields).map_err(|e| e.to_string());
    write(&HEADER.map(str::to_owned))?;
    let reviews = [
        Some(&results.review),
        results.devices.as_ref().map(|(_, review)| review),
    ];
    for review in reviews.into_iter().flatten() {
        for fact in facts(review) {
            write(&row(fact))?;
        }
    }
    writer.flush().map_err(|error| error.to_string())?;
    writer.into_inner().map_err(|error| error.to_string())
}

const HEADER: [&str; 15] = [
    "indicator",
    "group",
    "first_year",
    "last_year",
    "value",
    "unit",
    "status",
    "method",
    "members",
    "members_reporting",
    "members_missing",
    "coverage_population",
    "coverage_count",
    "origin",
    "sources",
];

fn facts(review: &Review) -> impl Iterator<Item = &Fact> {
    review
        .comparisons
        .iter()
        .flat_map(|c| [&c.previous, &c.current])
        .chain(&review.trends)
}

fn row(fact: &Fact) -> [String; 15] {
    let years = fact.period.years();
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let status = match fact.publication {
        Publication::Published => "published",
        Publication::Withheld { .. } => "withheld",
        Publication::NoData => "no data",
        _ => "undefined",
    };
    let origins: Vec<String> = fact
        .origins
        .iter()
        .filter_map(|origin| {
            serde_json::to_value(origin)
                .ok()?
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    let sources: Vec<&str> = fact.sources.iter().map(|source| source.as_str()).collect();
    [
        fact.indicator.to_owned(),
        fact.group.clone(),
        years.first().map_or_else(String::new, ToString::to_string),
        years.last().map_or_else(String::new, ToString::to_string),
        number(fact.value),
        fact.unit.to_owned(),
        status.to_owned(),
        fact.method.to_owned(),
        fact.members.to_string(),
        fact.reporting.len().to_string(),
        fact.missing.len().to_string(),
        number(fact.coverage.by_population()),
        number(fact.coverage.by_count()),
        origins.join(" "),
        sources.join(" "),
    ]
}
