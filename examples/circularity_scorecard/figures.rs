//! The figures of the scorecard.

use ict_impact::circularity::mci::company_by_mass;
use ict_impact::circularity::scorecard::Row;
use ict_impact::quantity::{Mass, Quantity, Share};

use super::Results;
use super::model::Scope;
use super::products::ProductResult;
use super::report::{
    Badge, BarChart, BarGroup, Cell, Entry, Figure, Precision, Sankey, Table, Tone, with_unit,
};

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
