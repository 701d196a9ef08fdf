//! The figures of the scorecard.

use ict_impact::circularity::mci::company_by_mass;
use ict_impact::circularity::scorecard::Row;
use ict_impact::quantity::{Mass, Quantity, Share};
use ict_impact::reference::action_lines;

use super::Results;
use super::model::{Model, Scope};
use super::products::ProductResult;
use super::report::{
    Badge, BarChart, BarGroup, Cell, Entry, Figure, Precision, Sankey, Table, TargetChart, Tone,
    with_unit,
};
use super::target_checks::{DIRECTIVE, Reached, in_force, later};
use super::themes::{Theme, better, flags};

/// Id of the source of what the operator says.
pub(crate) const OPERATOR: &str = "operator";
/// Id of the source of the methods.
pub(crate) const LIBRARY: &str = "ict-impact";

pub(crate) fn tonnes(mass: Mass) -> f64 {
    mass.base() / 1e3
}

/// What is the operator's own: invented in the sample.
pub(crate) fn own(results: &Results) -> Badge {
    match results.shipped {
        true => Badge::new(
            "invented",
            "The operator and its amounts are invented, for illustration.",
            Tone::Care,
        ),
        false => Badge::new(
            "user’s own",
            "Given to the program as its input.",
            Tone::Plain,
        ),
    }
}

/// In, through and out of a scope.
pub(crate) fn flows(results: &Results, scope: &Scope, id: &str) -> Option<Figure> {
    let (inflow, outflow) = (scope.flows.inflow.as_ref()?, scope.flows.outflow.as_ref()?);
    let change = tonnes(scope.flows.stock_change()?);
    let mut chart = Sankey::new("t", &scope.name)
        .precision(Precision::Decimals(1))
        .difference("Added to stock", "Taken from stock");
    for (origin, mass) in inflow {
        chart = chart.inflow(origin.title(), tonnes(*mass), origin.style());
    }
    for (fate, mass) in outflow {
        chart = chart.outflow(fate.title(), tonnes(*mass), fate.style());
    }
    let sum = |masses: &mut dyn Iterator<Item = Mass>| {
        let tonnes: f64 = masses.map(tonnes).sum();
        with_unit(tonnes, Precision::Decimals(1), "t")
    };
    let (all_in, all_out) = (
        sum(&mut inflow.iter().map(|it| it.1)),
        sum(&mut outflow.iter().map(|it| it.1)),
    );
    let size = with_unit(change.abs(), Precision::Decimals(1), "t");
    let stock = match change {
        change if change > 0.0 => format!("{size} were added to stock"),
        change if change < 0.0 => format!("{size} were taken from stock"),
        _ => "the stock did not change".to_owned(),
    };
    let figure = Figure::new(id, &format!("Flows of {}: {}", results.model.year, scope.name), chart)
        .takeaway(format!("{all_in} came in and {all_out} went out; {stock}."))
        .step("The rows of inflow.csv added by origin, those of outflow.csv by fate. The difference is the change of stock: it is drawn, not spread over the flows.")
        .step("A ribbon is as wide as its mass; both sides are as high as each other.")
        .note("Used equipment that comes in to be used again counts as reused; used equipment that comes in as material counts as recycled. What cannot be traced counts as not recycled.")
        .source(OPERATOR, "inflow.csv, outflow.csv")
        .badge(own(results));
    Some(figure)
}

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

/// Devices by what was done with them.
pub(crate) fn devices(results: &Results) -> Option<Figure> {
    let whole = &results.model.whole;
    if whole.devices.is_empty() {
        return None;
    }
    let mut chart = BarChart::new("devices").bars_are("Kind", "Step");
    for row in &whole.devices {
        chart = chart.group(
            BarGroup::new(&row.kind)
                .bar("returned", [row.returned.get()])
                .bar("accepted", [row.accepted.get()])
                .bar("refurbished", [row.refurbished.get()])
                .bar("sold again", [row.sold_again.get()])
                .bar("dismantled", [row.dismantled.get()]),
        );
    }
    let percent = |id| {
        let value = whole.card.row(id).and_then(Row::value);
        value.map_or("–".to_owned(), |it| {
            with_unit(it, Precision::Significant(3), "%")
        })
    };
    Some(
        Figure::new("devices", &format!("Devices returned and sold again, {}", whole.name), chart)
            .takeaway(format!(
                "Of what was returned, {} were sold again; of what was accepted for refurbishing, {} worked after it.",
                percent("reuse.reuse_rate"),
                percent("reuse.refurbishing_yield")
            ))
            .step("Counts of all sites, added by kind. Reuse rate: sold again over returned. Yield: refurbished over accepted.")
            .note("Devices accepted in one year may be sold in the next: the steps of a year need not add up.")
            .source(OPERATOR, "devices.csv")
            .badge(own(results)),
    )
}

/// The Material Circularity Indicator of each product and of all.
pub(crate) fn material_circularity(results: &Results) -> Option<Figure> {
    let model = &results.model;
    let products = &model.whole.products;
    if products.is_empty() {
        return None;
    }
    let mut names: Vec<&str> = products.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut chart = BarChart::new("MCI")
        .bars_are("Product", "Site")
        .precision(Precision::Decimals(3));
    let of = |share: Share| Entry::from(share.get());
    for name in &names {
        let mut group = BarGroup::new(name);
        for product in products.iter().filter(|it| it.name == *name) {
            group = group.bar(&product.site, [of(product.mci.value())]);
        }
        chart = chart.group(group);
    }
    let mut company = BarGroup::new("All products, weighted by mass");
    for scope in model.scopes() {
        let all: Vec<_> = scope.products.iter().map(|it| it.product).collect();
        let entry = match company_by_mass(&all) {
            Ok(mci) => of(mci.value()),
            Err(error) => Entry::missing(error.to_string()),
        };
        company = company.bar(&scope.name, [entry]);
    }
    let by_mci = |a: &&ProductResult, b: &&ProductResult| {
        a.mci.value().get().total_cmp(&b.mci.value().get())
    };
    let least = products.iter().min_by(by_mci)?;
    let most = products.iter().max_by(by_mci)?;
    let words = |it: &ProductResult| {
        let value = it.mci.value().get();
        format!("{} of {} ({value:.2})", it.name, it.site)
    };
    let mut figure = Figure::new(
        "material-circularity",
        "Material Circularity Indicator of the products",
        chart.group(company),
    )
    .takeaway(format!("From {} to {}; 1 is fully circular, 0.1 a linear product of average life.", words(least), words(most)))
    .step("Each material of the bill of a product: virgin is what is neither reused nor recycled; lost is what is not collected for reuse, or for a recycling that exists, and half of what recycling loses.")
    .step("MCI = 1 − linear flow index × 0.9 / utility; utility is the life against the average of the industry. The company: mean weighted by mass.")
    .source(OPERATOR, "products.csv, materials.csv")
    .badge(own(results));
    for source in bill_sources(results) {
        figure = figure.source(&source, "materials of a piece");
    }
    Some(figure)
}

/// Ids, as they stand on the page, of the sources of the bills of materials that are used.
pub(crate) fn bill_sources(results: &Results) -> Vec<String> {
    let mut ids = Vec::new();
    for product in &results.model.whole.products {
        let Some(bill) = product.bill else { continue };
        let id = bill.total().source.as_str().replace('.', "-");
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The bill of materials of a piece of each product.
pub(crate) fn bills(results: &Results) -> Option<Figure> {
    let mut products: Vec<&ProductResult> = Vec::new();
    for product in &results.model.whole.products {
        if !products.iter().any(|it| it.name == product.name) {
            products.push(product);
        }
    }
    let first = products.first()?;
    let mut materials: Vec<&str> = Vec::new();
    for product in &products {
        for (material, _) in &product.materials {
            if !materials.contains(&material.as_str()) {
                materials.push(material);
            }
        }
    }
    let title = "Materials of one piece";
    let mut table = Table::new(format!("{title} (g)"), &["Product"]).column("Bill", "");
    for material in &materials {
        table = table.column(*material, "");
    }
    table = table.column("All", "");
    let cell = |kilograms: f64| Cell::Entry((kilograms * 1e3).into(), Precision::Decimals(1));
    for product in &products {
        let bill = match product.bill {
            Some(bill) => match bill.models() {
                Some(models) => format!("{}, {models} models", bill.product()),
                None => bill.product().to_owned(),
            },
            None => "the operator’s own".to_owned(),
        };
        let mut cells = vec![Cell::text(bill)];
        for material in &materials {
            let found = product.materials.iter().find(|it| it.0 == *material);
            cells.push(match found {
                Some((_, mass)) => cell(mass.base()),
                None => Cell::Entry(Entry::missing("–"), Precision::default()),
            });
        }
        cells.push(cell(product.piece()));
        table = table.row([product.name.as_str()], cells);
    }
    let heaviest = products
        .iter()
        .copied()
        .max_by(|a, b| a.piece().total_cmp(&b.piece()));
    let heaviest = heaviest.unwrap_or(first);
    let mut figure = Figure::new("bills-of-materials", title, table)
        .takeaway(format!(
            "{} products; the heaviest is {}, {} a piece.",
            products.len(),
            heaviest.name,
            with_unit(heaviest.piece(), Precision::Significant(3), "kg")
        ))
        .step("As in the source: unweighted means over the models of a product that were taken apart. A dash: the bill does not have the material.")
        .note("Models are few and of the years before 2020; a mean of them is no market average.");
    for source in bill_sources(results) {
        figure = figure.source(&source, "bills of materials");
    }
    Some(figure.source(OPERATOR, "products with materials of their own"))
}

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
