//! Reads what was put on the market, and what another tool published.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::str::FromStr;
use std::{fmt, fs};

use ict_impact::place::Country;
use ict_impact::quantity::{Devices, Mass, Quantity};
use ict_impact::reference::unu_keys::UnuKey;
use ict_impact::time::{Year, YearSeries};

const SHIPPED: &[u8] = include_bytes!("put_on_market.csv");
const PUBLISHED: &[u8] = include_bytes!("published_v1_1.csv");
/// The unit of the columns whose names end in `_t`.
const TONNE: &str = "t";

/// What of a kind of equipment was put on the market of a country.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    pub(crate) country: Country,
    pub(crate) key: UnuKey,
    pub(crate) mass: YearSeries<Mass>,
    pub(crate) pieces: YearSeries<Devices>,
}

/// E-waste that another tool published, by country, key and year.
pub(crate) type Published = BTreeMap<(Country, UnuKey, Year), Mass>;

/// The series of the file, by country and key, or everything that is wrong with it; without a
/// file those of the example.
pub(crate) fn put_on_market(file: Option<&Path>) -> Result<Vec<Series>, Vec<String>> {
    let (name, bytes) = match file {
        None => ("put_on_market.csv".to_owned(), SHIPPED.to_vec()),
        Some(path) => {
            let name = path.display().to_string();
            let bytes = fs::read(path).map_err(|error| vec![format!("{name}: {error}")])?;
            (name, bytes)
        }
    };
    let mut table = Table::read(&name, &bytes, &["mass_t", "pieces"]);
    let series: Vec<Series> = table
        .by_series()
        .into_iter()
        .filter_map(|((country, key), rows)| table.series(country, key, &rows))
        .collect();
    if table.errors.is_empty() && series.is_empty() {
        table.errors.push(format!("{name}: there is no row"));
    }
    table.or_errors(series)
}

/// What was published with version 1.1 of the tool of UNU and Statistics Netherlands.
pub(crate) fn published() -> Result<Published, Vec<String>> {
    let table = Table::read("published_v1_1.csv", PUBLISHED, &["ewaste_t"]);
    let rows = table.rows.iter();
    let values = rows.filter_map(|row| {
        let mass = Mass::of(row.values[0], TONNE).ok()?;
        Some(((row.country, row.key, row.year), mass))
    });
    let values = values.collect();
    table.or_errors(values)
}

/// The rows of a CSV file that could be read, and what could not.
struct Table {
    name: String,
    rows: Vec<Row>,
    errors: Vec<String>,
    /// Whether a row could not be told to belong to a series and a year.
    lost: bool,
}

struct Row {
    line: u64,
    country: Country,
    key: UnuKey,
    year: Year,
    /// One for each column of values; 0 where an error was noted.
    values: Vec<f64>,
}

impl Table {
    fn read(name: &str, bytes: &[u8], values: &[&str]) -> Self {
        let mut table = Self {
            name: name.to_owned(),
            rows: Vec::new(),
            errors: Vec::new(),
            lost: false,
        };
        // A byte-order mark would become part of the first column's name.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let expected: Vec<&str> = ["country", "unu_key", "year"]
            .iter()
            .chain(values)
            .copied()
            .collect();
        match reader.headers() {
            Ok(found) if found.iter().eq(expected.iter().copied()) => {}
            Ok(found) => {
                let found: Vec<&str> = found.iter().collect();
                table.errors.push(format!(
                    "{name}: the columns must be {}, not {}",
                    expected.join(","),
                    found.join(",")
                ));
                return table;
            }
            Err(error) => {
                table.errors.push(format!("{name}: {error}"));
                return table;
            }
        }
        for record in reader.records() {
            match record {
                Ok(record) => table.take(&record, values),
                Err(error) => {
                    table.lost = true;
                    table.errors.push(format!("{name}: {error}"));
                }
            }
        }
        table
    }

    fn take(&mut self, record: &csv::StringRecord, columns: &[&str]) {
        let line = record.position().map_or(0, csv::Position::line);
        let country = self.cell::<Country>(line, "country", &record[0]);
        let key = self.cell::<UnuKey>(line, "unu_key", &record[1]);
        let year = self.cell::<Year>(line, "year", &record[2]);
        let values = columns.iter().zip(record.iter().skip(3));
        let values = values
            .map(|(column, text)| self.amount(line, column, text))
            .collect();
        let (Some(country), Some(key), Some(year)) = (country, key, year) else {
            self.lost = true;
            return;
        };
        self.rows.push(Row {
            line,
            country,
            key,
            year,
            values,
        });
    }

    fn error(&mut self, line: u64, what: impl fmt::Display) {
        self.errors
            .push(format!("{} line {line}: {what}", self.name));
    }

    fn cell<T: FromStr<Err: fmt::Display>>(
        &mut self,
        line: u64,
        column: &str,
        text: &str,
    ) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(_) if text.is_empty() => {
                self.error(line, format_args!("{column} is missing"));
                None
            }
            Err(error) => {
                self.error(line, format_args!("{column}: {error}"));
                None
            }
        }
    }

    /// A number that is finite and not negative; 0 after an error.
    fn amount(&mut self, line: u64, column: &str, text: &str) -> f64 {
        if text.is_empty() {
            let what = format!("{column} is missing; leave out years before the first sales");
            self.error(line, what);
            return 0.0;
        }
        let refused = match text.parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => return value,
            Ok(value) if value < 0.0 && value.is_finite() => {
                "is negative: production, imports and exports do not fit"
            }
            Ok(_) => "is not a finite number",
            Err(_) => "is not a number such as 1234.5",
        };
        self.error(line, format_args!("{column} `{text}` {refused}"));
        0.0
    }

    /// The rows of each series in the order of the file.
    fn by_series(&self) -> BTreeMap<(Country, UnuKey), Vec<usize>> {
        let mut series: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, row) in self.rows.iter().enumerate() {
            series
                .entry((row.country, row.key))
                .or_default()
                .push(place);
        }
        series
    }

    fn series(&mut self, country: Country, key: UnuKey, rows: &[usize]) -> Option<Series> {
        let before = self.errors.len();
        for pair in rows.windows(2) {
            let (previous, row) = (&self.rows[pair[0]], &self.rows[pair[1]]);
            let (line, at) = (row.line, previous.line);
            let wrong = match row.year.since(previous.year) {
                1 => continue,
                0 => format!("stands already on line {at}"),
                ..0 => format!("stands after {}; years must rise", previous.year),
                // A row that could not be read may be the one that is missing.
                _ if self.lost => continue,
                2 => format!("follows {}: a year is missing", previous.year),
                _ => format!("follows {}: years are missing", previous.year),
            };
            let what = format!("{} {key} {} {wrong}", country.alpha3(), row.year);
            self.error(line, what);
        }
        if self.errors.len() > before || self.lost {
            return None;
        }
        let series = || -> Result<Series, Box<dyn Error>> {
            let rows = || rows.iter().map(|&place| &self.rows[place]);
            let first = rows().next().ok_or("no row")?.year;
            let mass: Result<Vec<Mass>, _> =
                rows().map(|row| Mass::of(row.values[0], TONNE)).collect();
            let pieces = rows().map(|row| Devices::new(row.values[1])).collect();
            Ok(Series {
                country,
                key,
                mass: YearSeries::new(first, mass?)?,
                pieces: YearSeries::new(first, pieces)?,
            })
        };
        let error = match series() {
            Ok(series) => return Some(series),
            Err(error) => format!("{}: {} {key}: {error}", self.name, country.alpha3()),
        };
        self.errors.push(error);
        None
    }

    fn or_errors<T>(self, value: T) -> Result<T, Vec<String>> {
        if self.errors.is_empty() {
            Ok(value)
        } else {
            Err(self.errors)
        }
    }
}
