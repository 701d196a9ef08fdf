//! The figures of the other model and of what was published.

use super::Results;
use super::compare::{Comparison, KeyDeviation, Ways};
use super::figures::{market_source, with_sources};
use super::model::Kind;
use super::report::{BarChart, Cell, Entry, Figure, LineChart, Precision, Table, with_unit};
use super::scenario::profile_name;
use super::summary::{kilotonnes, least, most};

/// How many keys are drawn; the table has all.
const DRAWN: usize = 20;
/// The id of the source of what was published.
pub(crate) const PUBLISHED: &str = "cbs-weee-v1-1";

/// "+14.7 %".
pub(crate) fn percent(value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    let digits = with_unit(value, Precision::Significant(3), "%");
    format!("{sign}{digits}")
}

/// A figure of the density model; its steps are its own.
pub(crate) fn models(results: &Results) -> Figure {
    let (outlook, comparison) = (&results.outlook, &results.comparison);
    let last = outlook.row(outlook.last_of_data);
    let conserving = outlook.reference().all().mass(Kind::Ewaste);
    let title = "The density model does not conserve mass";
    let mut table = Table::new(
        "What the density at mid-age turns into waste beyond what was put on the market",
        &["UNU-KEY", "Equipment"],
    )
    .column("Imbalance", "kt")
    .column("Of what was put on the market", "%");
    let all = &comparison.imbalance;
    for one in std::iter::once(all).chain(&comparison.imbalances) {
        let names = match one.key {
            Some(key) => [key.code(), key.description()],
            None => ["All", ""],
        };
        let cells = [
            Cell::from(kilotonnes(one.mass)),
            Cell::Entry(one.percent.into(), Precision::Decimals(2)),
        ];
        table = table.row(names, cells);
    }
    let in_words = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), percent);
    let figure = Figure::new("models", title, table)
        .takeaway(format!(
            "In {} the density at mid-age gives {} of e-waste, the mass-conserving model {}. Over the whole life of all that was put on the market the density is out of balance by {} of it; by key from {} to {}.",
            outlook.last_of_data,
            with_unit(kilotonnes(comparison.density[last]), Precision::Decimals(0), "kt"),
            with_unit(kilotonnes(conserving[last]), Precision::Decimals(0), "kt"),
            in_words(all.percent),
            in_words(least(comparison)),
            in_words(most(comparison)),
        ))
        .step("Density at mid-age, the formula of the tool of UNU and Statistics Netherlands: e-waste of a year is what each earlier year put on the market times the density of its lifetime in the middle of that year of age. These densities do not sum to 1.")
        .step("Imbalance: what each cohort turns into waste over its whole life, less what was put on the market, added over all cohorts to the end of the outlook.");
    with_sources(figure, results).note(negative_stock(comparison))
}

fn negative_stock(comparison: &Comparison) -> String {
    match comparison.negative_stock.as_slice() {
        [] => "In no series and year does the density model turn more into waste than was put on the market until then.".to_owned(),
        some => {
            let names: Vec<String> = some
                .iter()
                .map(|(country, key)| format!("{} {key}", country.alpha3()))
                .collect();
            format!(
                "The density model turns more into waste than was put on the market until then, in some years, for: {}.",
                names.join(", ")
            )
        }
    }
}

/// The sums of each year by three ways; none if nothing can be compared.
pub(crate) fn years(results: &Results) -> Option<Figure> {
    let comparison = &results.comparison;
    let (first, last) = (comparison.years.first()?.0, comparison.years.last()?.0);
    let line = |way: fn(&Ways) -> f64| {
        let years = comparison.years.iter();
        years.map(move |(year, ways)| (year.get(), way(ways)))
    };
    let chart = LineChart::new("kt/a")
        .lines_are("E-waste")
        .line("Mass-conserving", line(|ways| kilotonnes(ways.conserving)))
        .line("Density at mid-age", line(|ways| kilotonnes(ways.density)))
        .line("Published, v1.1", line(|ways| kilotonnes(ways.published)))
        .emphasise("Published, v1.1");
    let total = &comparison.total;
    let deviation = |deviation: Result<f64, _>| deviation.map_or_else(|_| "–".to_owned(), percent);
    let figure = Figure::new(
        "published-years",
        "E-waste here and as published with version 1.1",
        chart,
    )
    .takeaway(format!(
        "Over {first}–{last} the mass-conserving model is {} against the published results, the density at mid-age {}.",
        deviation(total.deviation()),
        deviation(total.density_deviation()),
    ));
    Some(against(figure, results))
}

/// The deviation of each key; none if nothing can be compared.
pub(crate) fn keys(results: &Results) -> Option<Figure> {
    let comparison = &results.comparison;
    let keys = &comparison.keys;
    let title = "Deviation from the published results by UNU-KEY";
    let mut chart = BarChart::new("%").precision(Precision::Decimals(0));
    let mut table = Table::new(format!("{title}, largest first"), &["UNU-KEY", "Equipment"])
        .column("Here", "kt")
        .column("Density at mid-age", "kt")
        .column("Published", "kt")
        .column("Deviation of the total", "%")
        .column("Median", "%")
        .column("From", "%")
        .column("To", "%")
        .column("Nothing published", "");
    for (
        at,
        KeyDeviation {
            key,
            total,
            median,
            range,
            undefined,
        },
    ) in keys.iter().enumerate()
    {
        let none = || Entry::missing("nothing published");
        let deviation = total.deviation().map_or_else(|_| none(), Entry::from);
        if at < DRAWN {
            chart = chart.bar(&format!("{key} {}", key.description()), deviation.clone());
        }
        let part = |value: Option<f64>| {
            Cell::Entry(value.map_or_else(none, Entry::from), Precision::Decimals(1))
        };
        let cells = [
            Cell::from(kilotonnes(total.conserving)),
            Cell::from(kilotonnes(total.density)),
            Cell::from(kilotonnes(total.published)),
            Cell::Entry(deviation, Precision::Decimals(1)),
            part(*median),
            part(range.map(|range| range.0)),
            part(range.map(|range| range.1)),
            Cell::Entry((*undefined as f64).into(), Precision::Decimals(0)),
        ];
        table = table.row([key.code(), key.description()], cells);
    }
    let within = |limit: f64| {
        let near = |one: &&KeyDeviation| one.total.deviation().is_ok_and(|d| d.abs() <= limit);
        keys.iter().filter(near).count()
    };
    let worst = keys.first()?;
    let figure = Figure::new("published-keys", title, chart)
        .table(table)
        .takeaway(format!(
            "Of {} keys {} are within 10 % of what was published and {} within 25 %; {} ({}) is farthest, {}.",
            keys.len(),
            within(10.0),
            within(25.0),
            worst.key.description(),
            worst.key,
            worst
                .total
                .deviation()
                .map_or_else(|_| "with nothing published".to_owned(), percent),
        ))
        .step("Deviation of the total: e-waste of all countries and years, mass-conserving, divided by that published, less 1. Median, from and to: of the deviations of each country and year. Countries and years in which nothing was published have no deviation and are counted in the last column.")
        .note(format!("Drawn are the {} largest deviations; the table has all keys, and comparison.csv every country, key and year.", DRAWN.min(keys.len())));
    Some(against(figure, results))
}

/// The deviation with each set of lifetimes; none if nothing can be compared.
pub(crate) fn profiles(results: &Results) -> Option<Figure> {
    let comparison = &results.comparison;
    let deviations: Option<Vec<f64>> = comparison
        .profiles
        .iter()
        .map(|one| one.deviation().ok())
        .collect();
    let deviations = deviations?;
    let least = deviations.iter().copied().min_by(f64::total_cmp)?;
    let most = deviations.iter().copied().max_by(f64::total_cmp)?;
    let title = "The same comparison with other lifetimes";
    let mut table = Table::new(title, &["Lifetimes"])
        .column("Keys", "")
        .column("Here", "kt")
        .column("Published", "kt")
        .column("Deviation", "%");
    for (one, deviation) in comparison.profiles.iter().zip(&deviations) {
        let cells = [
            Cell::Entry((one.keys as f64).into(), Precision::Decimals(0)),
            Cell::Entry(kilotonnes(one.conserving).into(), Precision::Decimals(0)),
            Cell::Entry(kilotonnes(one.published).into(), Precision::Decimals(0)),
            Cell::Entry((*deviation).into(), Precision::Decimals(1)),
        ];
        table = table.row([profile_name(one.profile)], cells);
    }
    let figure = Figure::new("published-lifetimes", title, table)
        .takeaway(format!(
            "Three sets of lifetimes give totals from {} to {} against what was published: which of them is taken changes little. What differs may be the put-on-market series, or lifetimes of version 1.1 that are unlike all three.",
            percent(least),
            percent(most),
        ))
        .step("The mass-conserving model with the lifetimes of each set, over the keys that all sets have, the countries and the years that were published.")
        .source("unu-guidelines-2015", "Weibull lifetimes, 52 keys (UNU_2015)");
    Some(against(figure, results))
}

/// The deviation of each country, in a sentence.
pub(crate) fn by_country(comparison: &Comparison) -> String {
    let each = comparison.countries.iter().map(|(country, ways)| {
        let deviation = ways.deviation().map_or_else(|_| "–".to_owned(), percent);
        format!("{} {deviation}", country.name())
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What all comparisons share.
fn against(figure: Figure, results: &Results) -> Figure {
    let figure = figure
        .source(PUBLISHED, "e-waste by country, key and year")
        .source(market_source(results), "mass put on the market")
        .source("weee-calculation-tool-2023", "Weibull lifetimes");
    figure
        .badge(super::report::Badge::modelled())
        .step("Only countries, keys and years that are in both are added.")
        .note("This compares two models, not a model with a measurement. The published results are of version 1.1; what is put on the market here comes from version 1.2.0. The lifetimes of version 1.1 are not in its repository: the lifetimes here are other ones.")
}
