//! The figures of rates against legal minima.

use ict_impact::circularity::scorecard::Row;

use super::Results;
use super::figures::{OPERATOR, own};
use super::report::{Cell, Entry, Figure, Table, TargetChart};
use super::target_checks::{DIRECTIVE, Reached, in_force, later};

/// Rates against their legal minima.
pub(crate) fn targets(results: &Results) -> Option<Figure> {
    let model = &results.model;
    let minima = in_force(model.year);
    let (mut chart, mut sources) = (TargetChart::new("%"), Vec::new());
    let (mut known, mut missed, mut unknown) = (0, Vec::new(), Vec::new());
    for minimum in &minima {
        let Reached::Value(percent, met) = minimum.reached(&model.whole) else {
            unknown.push(minimum.name.clone());
            continue;
        };
        known += 1;
        if !met {
            missed.push(minimum.name.clone());
        }
        if !sources.contains(&minimum.source) {
            sources.push(minimum.source);
        }
        let clause = (minimum.percent, minimum.clause.as_str());
        chart = chart.row(&minimum.name, percent, clause, met);
    }
    if known == 0 {
        return None;
    }
    let takeaway = match missed.as_slice() {
        [] => format!("All {known} rates that are known reach their minimum."),
        missed => format!(
            "{} of {known} rates reach their minimum; not: {}.",
            known - missed.len(),
            missed.join("; ")
        ),
    };
    let mut figure = Figure::new("targets", &format!("Rates against legal minima, {}", model.whole.name), chart)
        .takeaway(takeaway)
        .step(format!("Each rate of the scorecard against the minimum in force on 31 December {}. Whether it is met is decided by the ratio itself, not by the rounded figure.", model.year))
        .note("The minima bind Member States, producers and recyclers, not a single operator: they are a yardstick here. Of the two for the collection of e-waste a Member State reaches one.")
        .source(OPERATOR, "ewaste.csv, treatment.csv, batteries.csv, battery_metals.csv")
        .badge(own(results));
    if !unknown.is_empty() {
        figure = figure.note(format!(
            "In force, and without a value to hold against them: {}.",
            unknown.join("; ")
        ));
    }
    for source in sources {
        let detail = match source {
            DIRECTIVE => "Article 7(1)",
            "de-elektrog-22" => "section 22, which transposes Annex V",
            _ => "Articles 59 and 60, Annex XII",
        };
        figure = figure.source(source, detail);
    }
    Some(figure)
}

/// The minima, site by site.
pub(crate) fn targets_by_site(results: &Results) -> Option<Figure> {
    let model = &results.model;
    let minima = in_force(model.year);
    let scopes = model.scopes();
    if scopes.len() < 2 {
        return None;
    }
    let title = "Rates against legal minima, by site";
    let mut table = Table::new(title, &["Rate"]).column("Minimum", "%");
    for scope in &scopes {
        table = table.column(scope.name.as_str(), "%").column("", "");
    }
    let mut differ = 0;
    let mut rows = 0;
    for minimum in &minima {
        let reached: Vec<Reached> = scopes.iter().map(|scope| minimum.reached(scope)).collect();
        let met = |reached: &Reached| match reached {
            Reached::Value(_, met) => Some(*met),
            Reached::Unknown => None,
        };
        let known: Vec<bool> = reached.iter().filter_map(met).collect();
        if known.is_empty() {
            continue;
        }
        rows += 1;
        differ += usize::from(known.iter().any(|it| *it != known[0]));
        let mut cells = vec![Cell::number(minimum.percent)];
        for one in reached {
            match one {
                Reached::Value(percent, met) => {
                    cells.push(Cell::number(percent));
                    cells.push(Cell::text(if met { "met" } else { "not\u{a0}met" }));
                }
                Reached::Unknown => {
                    cells.push(Cell::number(Entry::missing("no value")));
                    cells.push(Cell::text(""));
                }
            }
        }
        table = table.row([minimum.name.as_str()], cells);
    }
    if rows == 0 {
        return None;
    }
    Some(
        Figure::new("targets-by-site", title, table)
            .takeaway(format!("For {differ} of {rows} rates the answer is not the same everywhere."))
            .step("Amounts of the sites are added, then divided: the rate of all is no mean of theirs.")
            .source(OPERATOR, "ewaste.csv, treatment.csv, batteries.csv, battery_metals.csv")
            .badge(own(results)),
    )
}

/// Minima that are not in force yet.
pub(crate) fn to_come(results: &Results) -> Option<Figure> {
    let model = &results.model;
    let later = later(model.year);
    let title = "Minima to come";
    let mut table = Table::new(title, &["Rate"])
        .column(format!("{} in {}", model.whole.name, model.year), "%")
        .column("Minimum", "%")
        .column("From", "")
        .column("Clause", "");
    let (mut below, mut known) = (0, 0);
    for minimum in &later {
        let row = model.whole.card.row(minimum.id);
        let value = row.and_then(Row::value);
        if let Some(value) = value {
            known += 1;
            below += usize::from(value < minimum.percent);
        }
        let value = value.map_or_else(|| Entry::missing("no value"), Entry::from);
        let cells = [
            Cell::number(value),
            Cell::number(minimum.percent),
            Cell::text(minimum.from.to_string()),
            Cell::text(minimum.clause),
        ];
        table = table.row([minimum.name], cells);
    }
    if later.is_empty() {
        return None;
    }
    Some(
        Figure::new("minima-to-come", title, table)
            .takeaway(format!("{below} of {known} rates of batteries that are known are below the minimum that comes next."))
            .step("The first minimum of Regulation (EU) 2023/1542 whose day is after the year.")
            .source("eu-2023-1542", "Articles 59 and 60, Annex XII")
            .source(OPERATOR, "batteries.csv, battery_metals.csv")
            .badge(own(results)),
    )
}
