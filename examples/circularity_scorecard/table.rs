//! One CSV file: its columns, its rows, and everything that is wrong with them.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use ict_impact::quantity::{Energy, Mass, Quantity, Share, Volume};
use ict_impact::time::Year;

/// A row with the line it stands on.
#[derive(Debug, Clone)]
pub(crate) struct Row<T> {
    /// File and line, for messages.
    pub(crate) at: String,
    pub(crate) site: String,
    pub(crate) year: Year,
    pub(crate) value: T,
}

/// A file that is read.
pub(crate) struct Layout {
    pub(crate) name: &'static str,
    /// The columns in their order. Masses, energies and volumes may be in other units.
    pub(crate) columns: &'static [&'static str],
    /// How many of the first columns name a row, which may be there only once; 0 if rows with the
    /// same names are added.
    pub(crate) key: usize,
}

/// The cells of a row, and the errors of the file.
pub(crate) struct Cells<'a> {
    at: String,
    columns: &'static [&'static str],
    units: &'a [Option<String>],
    record: &'a csv::StringRecord,
    errors: &'a mut Vec<String>,
}

/// Whether a unit is of a quantity.
type IsUnit = fn(&str) -> bool;

/// The name of a column without its unit, such as `mass` of `mass_t`, and whether another unit is
/// of the same quantity.
fn unit_of(column: &'static str) -> Option<(&'static str, IsUnit)> {
    let (base, unit) = column.rsplit_once('_')?;
    let same: IsUnit = match unit {
        "t" | "kg" | "g" => |unit| Mass::find_unit(unit).is_some(),
        "MWh" => |unit| Energy::find_unit(unit).is_some(),
        "m3" => |unit| Volume::find_unit(unit).is_some(),
        _ => return None,
    };
    Some((base, same))
}

/// The unit of the column if it is the one expected, perhaps in another unit.
fn matches(expected: &'static str, found: &str) -> Option<Option<String>> {
    match unit_of(expected) {
        None => (expected == found).then_some(None),
        Some((base, same)) => {
            let unit = found.strip_prefix(base)?.strip_prefix('_')?;
            same(unit).then(|| Some(unit.to_owned()))
        }
    }
}

/// The rows of a file, as `take` reads them.
pub(crate) fn read<T>(
    layout: &Layout,
    bytes: &[u8],
    errors: &mut Vec<String>,
    mut take: impl FnMut(&mut Cells<'_>) -> Option<T>,
) -> Vec<(String, T)> {
    let Layout { name, columns, key } = *layout;
    // A byte-order mark would become part of the first column's name.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let units: Option<Vec<Option<String>>> = match reader.headers() {
        Ok(found) if found.len() == columns.len() => {
            let each = columns.iter().zip(found);
            each.map(|(expected, found)| matches(expected, found))
                .collect()
        }
        Ok(_) => None,
        Err(error) => {
            errors.push(format!("{name}: {error}"));
            return Vec::new();
        }
    };
    let Some(units) = units else {
        let found = reader.headers().map(|it| it.iter().collect::<Vec<_>>());
        errors.push(format!(
            "{name} line 1: the columns must be {}, not {}",
            columns.join(","),
            found.unwrap_or_default().join(",")
        ));
        return Vec::new();
    };
    let mut rows = Vec::new();
    let mut seen: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                errors.push(format!("{name}: {error}"));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let at = format!("{name} line {line}");
        if key > 0 {
            let names: Vec<String> = record.iter().take(key).map(str::to_owned).collect();
            let words = names.join(" ");
            if let Some(first) = seen.insert(names, line) {
                errors.push(format!("{at}: {words} stands already on line {first}"));
                continue;
            }
        }
        let mut cells = Cells {
            at: at.clone(),
            columns,
            units: &units,
            record: &record,
            errors,
        };
        rows.extend(take(&mut cells).map(|value| (at, value)));
    }
    rows
}

impl Cells<'_> {
    fn column(&self, column: &'static str) -> usize {
        let place = self.columns.iter().position(|name| *name == column);
        place.expect("a column of the layout")
    }

    /// The name of a column as it stands in the file, with the unit found there.
    pub(crate) fn found(&self, column: &'static str) -> String {
        match (unit_of(column), &self.units[self.column(column)]) {
            (Some((base, _)), Some(unit)) => format!("{base}_{unit}"),
            _ => column.to_owned(),
        }
    }

    /// The text of a cell, perhaps empty.
    pub(crate) fn raw(&self, column: &'static str) -> &str {
        &self.record[self.column(column)]
    }

    pub(crate) fn error(&mut self, column: &'static str, what: impl Display) {
        let (at, column) = (&self.at, self.found(column));
        self.errors.push(format!("{at}: {column}: {what}"));
    }

    /// A cell that may not be empty.
    pub(crate) fn text(&mut self, column: &'static str) -> Option<String> {
        let text = self.raw(column).to_owned();
        if text.is_empty() {
            self.error(column, "is missing; any text is accepted");
            return None;
        }
        Some(text)
    }

    /// A cell with one of these words.
    pub(crate) fn word<T: Copy>(&mut self, column: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.raw(column).to_owned();
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.error(column, format!("`{text}` is not one of {}", all.join(", ")));
        }
        found.map(|(_, value)| *value)
    }

    /// A cell that the library reads.
    pub(crate) fn parsed<T: FromStr<Err: Display>>(&mut self, column: &'static str) -> Option<T> {
        match self.raw(column).parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.error(column, error);
                None
            }
        }
    }

    /// A number from 0 on; none if the cell is empty.
    fn amount(&mut self, column: &'static str) -> Option<Option<f64>> {
        let text = self.raw(column).to_owned();
        if text.is_empty() {
            return Some(None);
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Some(Some(value)),
            _ => {
                let what = "is not a number such as 1234.5; accepted is 0 and above";
                self.error(column, format!("`{text}` {what}"));
                None
            }
        }
    }

    fn needed<T>(&mut self, column: &'static str, value: Option<Option<T>>) -> Option<T> {
        if let Some(None) = value {
            self.error(column, "is missing; accepted is 0 and above");
        }
        value.flatten()
    }

    /// A quantity in the unit of its column; none if the cell is empty.
    pub(crate) fn quantity_if<Q: Quantity>(&mut self, column: &'static str) -> Option<Option<Q>> {
        let Some(value) = self.amount(column)? else {
            return Some(None);
        };
        let unit = self.units[self.column(column)].clone().unwrap_or_default();
        match Q::of(value, &unit) {
            Ok(quantity) => Some(Some(quantity)),
            Err(error) => {
                self.error(column, error);
                None
            }
        }
    }

    /// A quantity in the unit of its column.
    pub(crate) fn quantity<Q: Quantity>(&mut self, column: &'static str) -> Option<Q> {
        let value = self.quantity_if(column);
        self.needed(column, value)
    }

    /// A number from 0 on.
    pub(crate) fn number(&mut self, column: &'static str) -> Option<f64> {
        let value = self.amount(column);
        self.needed(column, value)
    }

    /// A whole number from 0 on; none if the cell is empty.
    pub(crate) fn count_if(&mut self, column: &'static str) -> Option<Option<f64>> {
        let value = self.amount(column)?;
        if value.is_some_and(|value| value.fract() != 0.0) {
            let text = self.raw(column).to_owned();
            self.error(
                column,
                format!("`{text}` is not a whole number, 0 and above"),
            );
            return None;
        }
        Some(value)
    }

    /// A whole number from 0 on.
    pub(crate) fn count(&mut self, column: &'static str) -> Option<f64> {
        let value = self.count_if(column);
        self.needed(column, value)
    }

    /// A share in per cent.
    pub(crate) fn percent(&mut self, column: &'static str) -> Option<Share> {
        let value = self.number(column)?;
        if value > 100.0 {
            self.error(
                column,
                format!("`{value}` is above 100; accepted is 0 to 100"),
            );
            return None;
        }
        match Share::from_percent(value) {
            Ok(share) => Some(share),
            Err(error) => {
                self.error(column, error);
                None
            }
        }
    }

    /// Says that a part is more than its whole.
    pub(crate) fn within(
        &mut self,
        part: &'static str,
        whole: &'static str,
        fits: bool,
    ) -> Option<()> {
        if !fits {
            let texts = [part, whole].map(|column| self.raw(column).to_owned());
            let [part_text, whole_text] = texts;
            let what = format!(
                "`{part_text}` is more than {} `{whole_text}` of which it is a part",
                self.found(whole)
            );
            self.error(part, what);
        }
        fits.then_some(())
    }
}
