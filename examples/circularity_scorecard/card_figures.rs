//! The tables of the scorecard, and what its indicators speak to.

use ict_impact::circularity::scorecard::Row;
use ict_impact::reference::action_lines;

use super::Results;
use super::figures::{LIBRARY, OPERATOR, own};
use super::model::Model;
use super::report::{Cell, Entry, Figure, Precision, Table};
use super::themes::{Theme, better, flags};

/// All indicators of a theme.
pub(crate) fn theme(results: &Results, theme: &Theme) -> Figure {
    let model = &results.model;
    let scopes = model.scopes();
    let mut table = Table::new(theme.title, &["Indicator"]);
    for scope in &scopes {
        table = table.column(scope.name.as_str(), "");
    }
    table = table
        .column("Unit", "")
        .column("Better", "")
        .column("Method", "")
        .column("What to know, or why there is no value", "");
    let rows = model.whole.card.rows().iter();
    let rows: Vec<&Row> = rows
        .filter(|row| theme.has(row.description().id()))
        .collect();
    let mut known = 0;
    for row in &rows {
        let it = row.description();
        known += usize::from(row.value().is_some());
        let mut cells: Vec<Cell> = scopes
            .iter()
            .map(|scope| {
                let value = scope.card.row(it.id()).and_then(Row::value);
                let entry = value.map_or_else(|| Entry::missing("–"), Entry::from);
                Cell::Entry(entry, Precision::Significant(4))
            })
            .collect();
        let mut remark = match row.reason() {
            Some(reason) => model.words_of(it.id(), reason),
            None => flags(row.flags()),
        };
        if let Some(class) = row.class() {
            remark = format!("class {class}; {remark}");
        }
        // A site may have a value that all together have not.
        let unit = scopes
            .iter()
            .find_map(|scope| scope.card.row(it.id())?.unit());
        cells.push(Cell::text(unit.or(it.unit()).unwrap_or_default()));
        cells.push(Cell::text(better(it.direction())));
        cells.push(Cell::text(it.method().to_string()));
        cells.push(Cell::text(remark));
        table = table.row([it.name()], cells);
    }
    Figure::new(&format!("scorecard-{}", theme.id), theme.title, table.open())
        .takeaway(format!(
            "{known} of {} indicators have a value for {}.",
            rows.len(),
            model.whole.name
        ))
        .step("Each by its method, from the amounts of a site, and from the sums of the amounts of all sites.")
        .source(LIBRARY, "method, unit, range and direction of each indicator")
        .source(OPERATOR, "amounts")
        .badge(own(results))
}

/// How many indicators with a value speak to a code.
fn coverage(
    title: &str,
    head: &str,
    model: &Model,
    codes: &[(String, String)],
    of: fn(&Row) -> &'static [&'static str],
) -> (Table, usize) {
    let mut table = Table::new(title, &[head])
        .column("With a value", "indicators")
        .column("Without", "indicators");
    let mut covered = 0;
    for (code, name) in codes {
        let rows = || {
            model
                .whole
                .card
                .rows()
                .iter()
                .filter(|row| of(row).contains(&code.as_str()))
        };
        let (all, known) = (
            rows().count(),
            rows().filter(|row| row.value().is_some()).count(),
        );
        covered += usize::from(known > 0);
        let count = |count: usize| Cell::Entry((count as f64).into(), Precision::Decimals(0));
        let label = format!("{code} {name}");
        table = table.row([label.trim()], [count(known), count(all - known)]);
    }
    (table, covered)
}

/// Indicators by Action Line.
pub(crate) fn action_line_coverage(results: &Results) -> Figure {
    let lines = action_lines::reporting();
    let codes: Vec<_> = lines
        .map(|line| (line.code().to_owned(), line.name().to_owned()))
        .collect();
    let title = "Indicators by WSIS Action Line";
    let (table, covered) = coverage(title, "Action Line", &results.model, &codes, |row| {
        row.description().action_lines()
    });
    Figure::new("action-lines", title, table)
        .takeaway(format!("Indicators with a value speak to {covered} of {} Action Lines.", codes.len()))
        .step("An indicator counts for every line that it is assigned to.")
        .note("Which line an indicator speaks to is a proposal of this project, not of the United Nations.")
        .source(LIBRARY, "Action Lines of each indicator")
}

/// Indicators by target of the Sustainable Development Goals.
pub(crate) fn sdg_coverage(results: &Results) -> Figure {
    let rows = results.model.whole.card.rows().iter();
    let mut targets: Vec<&str> = rows
        .flat_map(|row| row.description().sdg_targets())
        .copied()
        .collect();
    targets.sort_by_key(|target| {
        let mut parts = target
            .split('.')
            .map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
        (parts.next(), parts.next())
    });
    targets.dedup();
    let codes: Vec<_> = targets
        .iter()
        .map(|target| ((*target).to_owned(), String::new()))
        .collect();
    let title = "Indicators by SDG target";
    let (table, covered) = coverage(title, "SDG target", &results.model, &codes, |row| {
        row.description().sdg_targets()
    });
    Figure::new("sdg-targets", title, table)
        .takeaway(format!(
            "Indicators with a value speak to {covered} of {} targets that the scorecard knows.",
            codes.len()
        ))
        .step("An indicator counts for every target that it is assigned to.")
        .note("Which target an indicator speaks to is a proposal of this project, but for those that are SDG indicators.")
        .source(LIBRARY, "SDG targets of each indicator")
}

/// The methods, with their editions.
pub(crate) fn methods(results: &Results) -> Figure {
    let mut methods: Vec<(String, usize, usize)> = Vec::new();
    for row in results.model.whole.card.rows() {
        let method = row.description().method();
        let name = format!("{}:{}", method.standard(), method.edition());
        let known = usize::from(row.value().is_some());
        match methods.iter_mut().find(|it| it.0 == name) {
            Some((_, all, values)) => {
                *all += 1;
                *values += known;
            }
            None => methods.push((name, 1, known)),
        }
    }
    let title = "Methods and editions";
    let mut table = Table::new(title, &["Method and edition"])
        .column("Indicators", "")
        .column("With a value", "");
    let count = |count: usize| Cell::Entry((count as f64).into(), Precision::Decimals(0));
    for (name, all, known) in &methods {
        table = table.row([name.as_str()], [count(*all), count(*known)]);
    }
    Figure::new("methods", title, table)
        .takeaway(format!("{} methods; the clause of each indicator is in its row.", methods.len()))
        .step("The text of a standard is not part of the program; formulas and clauses are in the documentation of each indicator.")
        .source(LIBRARY, "method of each indicator")
}
