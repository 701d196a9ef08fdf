//! The figures of the footprint: scopes, stages, kinds, countries, contributors.

use ict_impact::emissions::{LifeCycleStage, Scope3Category};
use ict_impact::footprint::{EmbodiedAccounting, Kind, Scope, Total};

use super::model::{Results, both};
use super::report::{BarChart, BarGroup, Figure, Precision, Table, number, with_unit};
use super::sources::{Part, Sources};

pub(crate) const UNIT: &str = "tCO2e";
/// How many contributors are shown.
pub(crate) const LISTED: usize = 10;

const BY_METHOD: [&str; 2] = ["by location", "by market"];

/// "12 300 tCO₂e".
pub(crate) fn in_tonnes(tonnes: f64) -> String {
    with_unit(tonnes, Precision::Significant(3), UNIT)
}

/// "12 %", of a part in a whole.
pub(crate) fn percent(part: f64, whole: f64) -> String {
    with_unit(100.0 * part / whole, Precision::Significant(2), "%")
}

/// A scope without its category.
pub(crate) fn scope_number(scope: Scope) -> usize {
    match scope {
        Scope::Scope1 => 1,
        Scope::Scope2 => 2,
        _ => 3,
    }
}

/// The name of a stage of a line.
pub(crate) fn stage_name(stage: Option<LifeCycleStage>) -> &'static str {
    stage.map_or("bought as a whole, not by stage", LifeCycleStage::name)
}

/// Sums of all years, by location and by market.
pub(crate) fn of_all_years(years: &[Option<Total>]) -> [f64; 2] {
    let of = |method: usize| {
        years
            .iter()
            .flatten()
            .map(|total| both(total)[method])
            .sum()
    };
    [of(0), of(1)]
}

/// Bars that are stacked from years, for each name one by location and one by market beside it;
/// one alone where the two are the same.
fn bars(results: &Results, of: &str, rows: &[(String, Vec<Option<Total>>)]) -> BarChart {
    let years: Vec<String> = results
        .inputs
        .years()
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut chart = BarChart::new(UNIT)
        .bars_are(of, "Scope 2")
        .parts(years.iter().map(String::as_str));
    let differ = |years: &Vec<Option<Total>>| {
        let [location, market] = of_all_years(years);
        location != market
    };
    let any = rows.iter().any(|(_, years)| differ(years));
    for (name, years) in rows {
        let by = |method: usize| {
            let years = years.iter();
            years.map(move |total| total.map_or(0.0, |total| both(&total)[method]))
        };
        let mut group = BarGroup::new(name);
        if differ(years) {
            for (method, label) in BY_METHOD.into_iter().enumerate() {
                group = group.bar(label, by(method));
            }
        } else {
            group = group.bar(if any { "by both" } else { "" }, by(0));
        }
        chart = chart.group(group);
    }
    match any {
        true => chart.reading("By both: location-based and market-based emissions are the same."),
        false => chart,
    }
}

pub(crate) fn scopes(results: &Results, sources: &Sources) -> Figure {
    let mut chart = BarChart::new(UNIT)
        .bars_are("Year", "Scope 2")
        .parts(["Scope 1", "Scope 2", "Scope 3"]);
    let sums = results.by_year(|line| scope_number(line.scope()));
    let years = results.inputs.years();
    for (at, year) in years.iter().enumerate() {
        let mut group = BarGroup::new(&year.to_string());
        for (method, label) in BY_METHOD.into_iter().enumerate() {
            let of = |scope: usize| {
                let found = sums.iter().find(|(number, _)| *number == scope);
                let total = found.and_then(|(_, years)| years[at]);
                total.map_or(0.0, |total| both(&total)[method])
            };
            group = group.bar(label, [of(1), of(2), of(3)]);
        }
        chart = chart.group(group);
    }
    let last = years[years.len() - 1];
    let total = results.footprint.by_year();
    let total = total.iter().rev().find(|(year, _)| *year == last);
    let [location, market] = total.map_or([0.0; 2], |(_, total)| both(total));
    let figure = Figure::new("scopes", "Emissions by scope", chart)
        .takeaway(format!(
            "In {last} the footprint was {} with scope 2 by location and {} with scope 2 by market.",
            in_tonnes(location),
            in_tonnes(market)
        ))
        .step("Scope 1: fuels burnt at the sites and gases that leaked. Scope 2: electricity of sites, and of devices in use outside them. Scope 3: making and disposal of devices, use and disposal of devices sold, services bought.")
        .step("Scope 2 by location: electricity × carbon intensity of the grid of the country and year. By market: contracts first, as far as they reach; the rest has the residual mix or, where none is given, the grid’s intensity.")
        .step(accounting(results))
        .note("The two bars of a year are the same emissions by two methods. They are never added to each other.");
    sources.cite(figure, &Part::ALL)
}

/// When embodied emissions count, in a sentence.
pub(crate) fn accounting(results: &Results) -> String {
    match results.assumptions.accounting {
        EmbodiedAccounting::OverLife => "Devices in use: their making, transport and end of life count evenly over the life of the class; what is older has nothing left, and what is discarded before counts the rest.".to_owned(),
        _ => "Devices in use: their making and transport count in the year in which they were acquired (age 0), as the Scope 3 Standard counts capital goods, and their end of life in the year in which they are discarded.".to_owned(),
    }
}

pub(crate) fn categories(results: &Results, sources: &Sources) -> Option<Figure> {
    let rows: Vec<(Scope3Category, Vec<Option<Total>>)> = results
        .by_year(|line| match line.scope() {
            Scope::Scope3(category) => Some(category),
            _ => None,
        })
        .into_iter()
        .filter_map(|(category, years)| Some((category?, years)))
        .collect();
    let all: f64 = rows.iter().map(|(_, years)| of_all_years(years)[0]).sum();
    let size = |row: &&(Scope3Category, Vec<Option<Total>>)| of_all_years(&row.1)[0];
    let largest = rows.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
    let named: Vec<_> = rows
        .iter()
        .map(|(category, years)| (category.to_string(), years.clone()))
        .collect();
    let figure = Figure::new("categories", "Scope 3 by category", bars(results, "Category", &named))
        .takeaway(format!(
            "The largest category is {}, {} of scope 3 over {}.",
            largest.0,
            percent(size(&largest), all),
            results.period()
        ))
        .step("Categories 2, 4 and 5: making, transport and end of life of the devices that the organisation uses and discards. What a class states in one figure for all but use is in category 2.")
        .step("Categories 11 and 12: devices sold in the year, with the energy of their whole life on the grid of the year of sale, and their end of life.")
        .step("Category 1: services bought, as their suppliers state them or by their energy. Category 3: what grids lost on the way, where their losses are given: electricity × l / (1 − l), l the losses as a share of what is fed in.")
        .note("Other categories, such as business travel and commuting, are not in an inventory of digital technology.");
    Some(sources.cite(
        figure,
        &[
            Part::Inventory,
            Part::Grids,
            Part::Losses,
            Part::Devices,
            Part::Services,
        ],
    ))
}

pub(crate) fn scope_2(results: &Results, sources: &Sources) -> Option<Figure> {
    let mut rows: Vec<(String, Vec<Option<Total>>)> = results
        .by_year(|line| {
            let name = match line.kind() {
                Kind::Devices => "Devices outside metered sites".to_owned(),
                _ => line.name().to_owned(),
            };
            (line.scope() == Scope::Scope2).then_some(name)
        })
        .into_iter()
        .filter_map(|(name, years)| Some((name?, years)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    // A stable sort: equals stay in the order of their names.
    rows.sort_by(|a, b| of_all_years(&b.1)[0].total_cmp(&of_all_years(&a.1)[0]));
    let scope_2 = results.footprint.scope_2();
    let (location, market) = (scope_2.location_based.co2e(), scope_2.market_based.co2e());
    let [location, market] = [location.tonnes(), market.tonnes()];
    let figure = Figure::new(
        "scope-2",
        "Scope 2 by location and by market",
        bars(results, "Site", &rows),
    )
    .takeaway(format!(
        "Over {} scope 2 was {} by location and {} by market.",
        results.period(),
        in_tonnes(location),
        in_tonnes(market)
    ))
    .step("By location: electricity × carbon intensity of the grid. By market: each contract’s energy × its intensity; what no contract covers × the residual mix, or the grid’s intensity where none is given.")
    .step("Contracts of a site may not claim more than it used.")
    .note("Both are reported, side by side, as the Scope 2 Guidance of the GHG Protocol asks. They are never added.");
    Some(sources.cite(figure, &[Part::Inventory, Part::Grids, Part::ResidualMixes]))
}

pub(crate) fn stages(results: &Results, sources: &Sources) -> Figure {
    let sums = results.by_year(|line| line.stage());
    let use_stage = sums
        .iter()
        .find(|(stage, _)| *stage == Some(LifeCycleStage::Use));
    let [location, market] = use_stage.map_or([0.0; 2], |(_, years)| of_all_years(years));
    let [all_location, all_market] = both(&results.footprint.total());
    // Known stages in the order of life, then what is not by stage.
    let known = sums.iter().filter(|(stage, _)| stage.is_some());
    let whole = sums.iter().filter(|(stage, _)| stage.is_none());
    let rows: Vec<_> = known
        .chain(whole)
        .map(|(stage, years)| (capital(stage_name(*stage)), years.clone()))
        .collect();
    let figure = Figure::new("stages", "Emissions by stage of the life cycle", bars(results, "Stage", &rows))
        .takeaway(format!(
            "Use is {} of the emissions of {} by location, {} by market.",
            percent(location, all_location),
            results.period(),
            percent(market, all_market)
        ))
        .step("Use: electricity of sites, devices in use, devices sold and services, fuels and leaks of sites.")
        .step(accounting(results))
        .step("“All but use” is what a source publishes in one figure; it is not split by an assumption.");
    sources.cite(figure, &Part::ALL)
}

/// The text with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

pub(crate) fn kinds(results: &Results, sources: &Sources) -> Figure {
    let sums = results.by_year(|line| line.kind());
    let named: Vec<_> = sums
        .iter()
        .map(|(kind, years)| (kind.name().to_owned(), years.clone()))
        .collect();
    let rows: Vec<_> = named
        .iter()
        .map(|(name, years)| (capital(name), years.clone()))
        .collect();
    let figure = Figure::new("kinds", "Emissions by what causes them", bars(results, "Kind", &rows))
        .takeaway(largest(results, &named))
        .step("Devices: making and disposal of what is in use, and electricity outside metered sites. Devices sold: their use and disposal by customers. Sites: electricity, fuels, leaks. Networks: own sites, and traffic over the networks of others. Services: computing that is bought.")
        .step(accounting(results))
        .note("The electricity of devices at metered sites is in the meters of the sites, and is not counted again.");
    sources.cite(figure, &Part::ALL)
}

pub(crate) fn countries(results: &Results, sources: &Sources) -> Figure {
    let sums = results.by_year(|line| line.country());
    let rows: Vec<_> = sums
        .iter()
        .map(|(country, years)| (country.name().to_owned(), years.clone()))
        .collect();
    let figure = Figure::new(
        "countries",
        "Emissions by country",
        bars(results, "Country", &rows),
    )
    .takeaway(largest(results, &rows))
    .step("Devices, sites and services stand in the country in which they are used. Making a device emits elsewhere: it stands in the country of use, too.")
    .step(accounting(results));
    let least_developed = results.least_developed();
    let among = rows.iter().zip(&sums);
    let among: Vec<&(String, Vec<Option<Total>>)> = among
        .filter(|(_, (country, _))| least_developed.contains(country))
        .map(|(row, _)| row)
        .collect();
    if among.is_empty() {
        return sources.cite(figure, &Part::ALL);
    }
    let names: Vec<&str> = among.iter().map(|row| row.0.as_str()).collect();
    let part: f64 = among.iter().map(|row| of_all_years(&row.1)[0]).sum();
    let figure = figure.note(format!(
        "Least developed countries among them: {}, with {} of the emissions by location.",
        names.join(", "),
        percent(part, both(&results.footprint.total())[0])
    ));
    sources.cite(figure, &[&Part::ALL[..], &[Part::Groups]].concat())
}

/// The row with the largest emissions by location, in a sentence.
fn largest(results: &Results, rows: &[(String, Vec<Option<Total>>)]) -> String {
    let size = |years: &[Option<Total>]| of_all_years(years)[0];
    let found = rows.iter().max_by(|a, b| size(&a.1).total_cmp(&size(&b.1)));
    let all = both(&results.footprint.total())[0];
    match found {
        Some((name, years)) if all > 0.0 => format!(
            "The largest part is that of {name}: {} of the emissions of {} by location, {} of {}.",
            percent(size(years), all),
            results.period(),
            in_tonnes(size(years)),
            in_tonnes(all)
        ),
        _ => "Nothing is emitted.".to_owned(),
    }
}

/// The largest contributors by location over all years: name, kind, tonnes by both methods.
pub(crate) fn contributors(results: &Results) -> Vec<(String, Kind, Vec<Option<Total>>)> {
    let sums = results.by_year(|line| (line.kind(), line.name().to_owned()));
    let mut all: Vec<_> = sums
        .into_iter()
        .map(|((kind, name), years)| (name, kind, years))
        .collect();
    // A stable sort: equals stay in the order of their kinds and names.
    all.sort_by(|a, b| of_all_years(&b.2)[0].total_cmp(&of_all_years(&a.2)[0]));
    all.truncate(LISTED);
    all
}

pub(crate) fn top(results: &Results, sources: &Sources) -> Figure {
    let all = both(&results.footprint.total())[0];
    let contributors = contributors(results);
    let rows: Vec<_> = contributors
        .iter()
        .map(|(name, kind, years)| (format!("{name} ({})", kind.name()), years.clone()))
        .collect();
    let sum: f64 = rows.iter().map(|(_, years)| of_all_years(years)[0]).sum();
    let mut table = Table::new(
        format!("The largest contributors, {}", results.period()),
        &["Contributor", "Kind"],
    )
    .column("By location", UNIT)
    .column("Share", "%")
    .column("By market", UNIT);
    for (name, kind, years) in &contributors {
        let [location, market] = of_all_years(years);
        let cells = [location, 100.0 * location / all, market];
        table = table.row([name.clone(), kind.name().to_owned()], cells);
    }
    let figure = Figure::new("contributors", "The largest contributors", bars(results, "Contributor", &rows))
        .table(table)
        .takeaway(format!(
            "{} of the emissions of {} by location are of {} contributors.",
            percent(sum, all),
            results.period(),
            number(rows.len() as f64, Precision::Decimals(0))
        ))
        .step("The lines of the footprint added up by class of devices, site or service, all stages and scopes together; the largest by location first.")
        .step(accounting(results));
    sources.cite(figure, &Part::ALL)
}
