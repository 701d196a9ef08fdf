//! How much equipment was put on the market, by apparent consumption?
//!
//! A row is a UNU-KEY in a country and year, its trade codes added up. What cannot be computed,
//! and what is negative, is a [`Finding`] that names key, country and year: nothing is clipped or
//! filled in.

mod finding;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

pub use self::finding::{Finding, Problem, PutOnMarketError};

use crate::numeric::ExactSum;
use crate::place::Country;
use crate::quantity::{Devices, Mass, Quantity};
use crate::reference::unu_keys::UnuKey;
use crate::source::Sourced;
use crate::time::{TimeError, Year, YearSeries};

/// Apparent consumption: what is made at home and imported, and not exported.
///
/// # Equation
/// ```text
/// POM = P + I − E        P  domestic production, kg
///                        I  imports, kg
///                        E  exports, kg
/// ```
/// Rounded once. Negative where the statistics do not fit together, NaN or infinite where an
/// argument is.
///
/// # Source
/// Commission Implementing Regulation (EU) 2017/699, Annex I; masses are without packaging,
/// batteries, manuals and accessories.
///
/// # Example
/// ```
/// use ict_impact::ewaste::put_on_market::apparent_consumption;
/// use ict_impact::quantity::parse;
/// assert_eq!(apparent_consumption(parse("2 t")?, parse("9 t")?, parse("4 t")?), parse("7 t")?);
/// assert_eq!(apparent_consumption(parse("0 t")?, parse("3 t")?, parse("4 t")?), parse("-1 t")?);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub fn apparent_consumption(production: Mass, imports: Mass, exports: Mass) -> Mass {
    let terms = [production.value, imports.value, -exports.value];
    let sum = terms.iter().collect::<ExactSum>().value();
    Mass::from_checked(sum.unwrap_or(production.value + imports.value - exports.value))
}

/// Production and trade of a UNU-KEY in a country and year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TradeRow {
    /// The kind of equipment.
    pub key: UnuKey,
    /// The country.
    pub country: Country,
    /// The year.
    pub year: Year,
    /// Domestic production.
    pub production: Mass,
    /// Imports.
    pub imports: Mass,
    /// Exports.
    pub exports: Mass,
}

/// Which year's average mass turns a mass into pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum AverageMass {
    /// That of the year; a year that the table does not have is a finding.
    #[default]
    OfYear,
    /// That of the nearest year of the table, which the result names.
    Nearest,
}

/// Equipment put on the market.
#[derive(Debug, Clone, PartialEq)]
pub struct PutOnMarket {
    /// The kind of equipment.
    pub key: UnuKey,
    /// The country.
    pub country: Country,
    /// The year.
    pub year: Year,
    /// The mass.
    pub mass: Mass,
    /// The pieces, not rounded.
    pub pieces: Devices,
    /// The average mass of a piece, with its source.
    pub average_mass: Sourced<Mass>,
    /// The year of the average mass.
    pub average_mass_year: Year,
}

impl PutOnMarket {
    /// Whether the average mass is that of another year.
    pub fn is_nearest(&self) -> bool {
        self.average_mass_year != self.year
    }
}

/// The rows that have a result, and what was found in the others.
#[derive(Debug, Clone, PartialEq)]
pub struct PutOnMarketTable {
    rows: usize,
    good: Vec<PutOnMarket>,
    findings: Vec<Finding>,
}

impl PutOnMarketTable {
    /// Equipment put on the market, of the rows that have a result.
    pub fn good(&self) -> &[PutOnMarket] {
        &self.good
    }

    /// What was found in the other rows, by row.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The results of all rows.
    ///
    /// # Errors
    /// [`PutOnMarketError`] with every finding, if there is one.
    pub fn all(self) -> Result<Vec<PutOnMarket>, PutOnMarketError> {
        if self.findings.is_empty() {
            Ok(self.good)
        } else {
            Err(PutOnMarketError {
                rows: self.rows,
                findings: self.findings,
            })
        }
    }

    /// The masses of a key in a country by year, for [`Generation`](super::Generation).
    ///
    /// # Errors
    /// [`TimeError`] if there is no year, or one between the first and the last is missing.
    pub fn masses(&self, country: Country, key: UnuKey) -> Result<YearSeries<Mass>, TimeError> {
        YearSeries::from_pairs(self.years(country, key, |row| row.mass))
    }

    /// The pieces of a key in a country by year.
    ///
    /// # Errors
    /// As [`masses`](Self::masses).
    pub fn pieces(&self, country: Country, key: UnuKey) -> Result<YearSeries<Devices>, TimeError> {
        YearSeries::from_pairs(self.years(country, key, |row| row.pieces))
    }

    fn years<T>(
        &self,
        country: Country,
        key: UnuKey,
        value: impl Fn(&PutOnMarket) -> T,
    ) -> Vec<(Year, T)> {
        let rows = self.good.iter();
        let rows = rows.filter(|row| row.country == country && row.key == key);
        let mut years: Vec<(Year, T)> = rows.map(|row| (row.year, value(row))).collect();
        years.sort_by_key(|(year, _)| *year);
        years
    }
}

/// Equipment put on the market by apparent consumption, in mass and pieces.
///
/// # Equation
/// ```text
/// POM    = P + I − E          kg
/// pieces = POM / w[key, t]    pieces
///
/// w  average mass of a piece of the UNU-KEY put on the market in year t, kg
/// ```
///
/// # Source
/// Commission Implementing Regulation (EU) 2017/699, Annex I; average masses of
/// [`reference::unu_keys`](crate::reference::unu_keys).
///
/// # Errors
/// None: each row gives a result or a [`Finding`], and [`PutOnMarketTable::all`] refuses findings.
///
/// # Example
/// ```
/// use ict_impact::ewaste::put_on_market::{AverageMass, Problem, TradeRow, put_on_market};
/// use ict_impact::quantity::{Devices, Mass, parse};
/// let laptops = TradeRow {
///     key: "0303".parse()?,
///     country: "EST".parse()?,
///     year: "2010".parse()?,
///     production: parse("0 t")?,
///     imports: parse("342 t")?,
///     exports: parse("114 t")?,
/// };
/// let later = TradeRow { year: "2011".parse()?, exports: parse("400 t")?, ..laptops };
/// let table = put_on_market(&[laptops, later], AverageMass::OfYear);
/// assert_eq!(table.good()[0].mass, parse::<Mass>("228 t")?);
/// assert!((table.good()[0].pieces.get() - 1e5).abs() < 1e-6); // 228 t / 2.28 kg
/// assert_eq!(table.findings()[0].problem, Problem::Negative { kg: -58_000.0 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn put_on_market(rows: &[TradeRow], weights: AverageMass) -> PutOnMarketTable {
    let mut table = PutOnMarketTable {
        rows: rows.len(),
        good: Vec::with_capacity(rows.len()),
        findings: Vec::new(),
    };
    let mut seen = BTreeMap::new();
    for (row, trade) in rows.iter().enumerate() {
        let first = *seen
            .entry((trade.country, trade.key, trade.year))
            .or_insert(row);
        let mut problems = problems_of_inputs(trade);
        if first != row {
            problems.push(Problem::Repeated { first });
        }
        if problems.is_empty() {
            match of_row(trade, weights) {
                Ok(result) => table.good.push(result),
                Err(found) => problems = found,
            }
        }
        table
            .findings
            .extend(problems.into_iter().map(|problem| Finding {
                row,
                key: trade.key,
                country: trade.country,
                year: trade.year,
                problem,
            }));
    }
    table
}

fn problems_of_inputs(trade: &TradeRow) -> Vec<Problem> {
    let inputs = [
        ("domestic production", trade.production.value),
        ("imports", trade.imports.value),
        ("exports", trade.exports.value),
    ];
    let wrong = |(_, kg): &(&str, f64)| !(kg.is_finite() && *kg >= 0.0);
    let wrong = inputs.into_iter().filter(wrong);
    wrong
        .map(|(field, kg)| Problem::Input { field, kg })
        .collect()
}

fn of_row(trade: &TradeRow, weights: AverageMass) -> Result<PutOnMarket, Vec<Problem>> {
    let &TradeRow {
        key, country, year, ..
    } = trade;
    let mass = apparent_consumption(trade.production, trade.imports, trade.exports);
    let mut problems = Vec::new();
    if mass.value < 0.0 {
        problems.push(Problem::Negative { kg: mass.value });
    }
    let average = match weights {
        AverageMass::OfYear => key.average_mass(year).map(|mass| (year, mass)),
        AverageMass::Nearest => key.nearest_average_mass(year),
    };
    let Some((average_mass_year, average_mass)) = average else {
        // Every key of the table has a mass in some year.
        let end = |year| key.nearest_average_mass(year).map_or(year, |found| found.0);
        let (first, last) = (end(Year::of::<1>()), end(Year::of::<9999>()));
        problems.push(Problem::NoAverageMass { year, first, last });
        return Err(problems);
    };
    let pieces = mass.value / average_mass.value.value;
    if !(mass.value.is_finite() && pieces.is_finite()) {
        problems.push(Problem::TooLarge);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(PutOnMarket {
        key,
        country,
        year,
        mass,
        pieces: Devices::new(pieces),
        average_mass,
        average_mass_year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(year: &str, tonnes: [f64; 3]) -> TradeRow {
        let [production, imports, exports] = tonnes.map(|t| Mass::from_checked(t * 1e3));
        TradeRow {
            key: "0303".parse().unwrap(),
            country: "NLD".parse().unwrap(),
            year: year.parse().unwrap(),
            production,
            imports,
            exports,
        }
    }

    #[test]
    fn every_bad_row_is_found() {
        let rows = [
            row("2010", [1.0, 2.0, 0.5]),
            row("2011", [1.0, 2.0, 3.5]),
            row("2022", [1.0, 2.0, 0.5]),
            row("2012", [-1.0, f64::NAN, 0.5]),
            row("2010", [1.0, 2.0, 0.5]),
            row("2023", [0.0, 0.0, 1.0]),
        ];
        let table = put_on_market(&rows, AverageMass::OfYear);
        assert_eq!(table.good().len(), 1);
        let found: Vec<usize> = table.findings().iter().map(|f| f.row).collect();
        assert_eq!(found, [1, 2, 3, 3, 4, 5, 5]);
        assert_eq!(
            table.findings()[0].to_string(),
            "row 1, 0303 in NLD 2011: put on the market is negative, -500 kg: production, \
             imports and exports do not fit together"
        );
        assert_eq!(
            table.findings()[1].problem.to_string(),
            "no average mass in 2022: the table has 1980 to 2021"
        );
        let error = table.all().unwrap_err();
        assert_eq!((error.rows, error.findings.len()), (6, 7));
        let first = "7 finding(s) in 6 row(s) on equipment put on the market, first row 1, 0303";
        assert!(error.to_string().starts_with(first), "{error}");
    }

    #[test]
    fn the_nearest_average_mass_is_flagged() {
        let rows = [row("2021", [0.0, 8.2, 0.0]), row("2025", [0.0, 8.2, 0.0])];
        let rows = put_on_market(&rows, AverageMass::Nearest).all().unwrap();
        assert_eq!((rows[0].is_nearest(), rows[1].is_nearest()), (false, true));
        assert_eq!(rows[1].average_mass_year.get(), 2021);
        assert_eq!(rows[0].pieces, rows[1].pieces);
        approx::assert_relative_eq!(rows[0].pieces.get(), 1e4, max_relative = 1e-12);
    }

    #[test]
    fn nothing_put_on_the_market_is_a_result() {
        let table = put_on_market(&[row("2010", [0.0, 3.0, 3.0])], AverageMass::OfYear);
        assert_eq!(table.good()[0].pieces, Devices::new(0.0));
        let huge = row("2010", [f64::MAX / 1e3, f64::MAX / 1e3, 0.0]);
        let table = put_on_market(&[huge], AverageMass::OfYear);
        assert_eq!(table.findings()[0].problem, Problem::TooLarge);
    }

    #[test]
    fn years_become_a_series() {
        let rows = ["2012", "2010", "2011"].map(|year| row(year, [1.0, 0.0, 0.0]));
        let table = put_on_market(&rows, AverageMass::OfYear);
        let (country, key) = (rows[0].country, rows[0].key);
        let masses = table.masses(country, key).unwrap();
        assert_eq!((masses.first().get(), masses.values().len()), (2010, 3));
        assert_eq!(table.pieces(country, key).unwrap().values().len(), 3);
        let gap = put_on_market(&rows[..2], AverageMass::OfYear);
        assert!(gap.masses(country, key).is_err());
        assert!(gap.masses("DEU".parse().unwrap(), key).is_err());
    }
}
