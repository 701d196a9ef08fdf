//! A CSV file as rows of named cells.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use super::problems::{Place, Problems};

/// What a file may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format {
    pub(crate) name: &'static str,
    pub(crate) required: &'static [&'static str],
    pub(crate) optional: &'static [&'static str],
    /// The column whose name ends in a currency, such as `revenue_`.
    pub(crate) in_currency: Option<&'static str>,
}

impl Format {
    fn knows(&self, column: &str) -> bool {
        let all = self.required.iter().chain(self.optional);
        all.copied().any(|known| known == column) || self.currency(column).is_some()
    }

    /// The currency of a column, if its name ends in one.
    fn currency<'c>(&self, column: &'c str) -> Option<&'c str> {
        let code = column.strip_prefix(self.in_currency?)?;
        (code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
    }

    fn accepted(&self) -> String {
        let mut all: Vec<String> = self
            .required
            .iter()
            .chain(self.optional)
            .map(|column| (*column).to_owned())
            .collect();
        if let Some(prefix) = self.in_currency {
            all.push(format!(
                "{prefix} and a currency of three capitals, such as {prefix}EUR"
            ));
        }
        all.join(", ")
    }
}

/// The rows of a file.
#[derive(Debug)]
pub(crate) struct Table {
    file: Place,
    columns: Vec<String>,
    records: Vec<(u64, Vec<String>)>,
    /// The currency of the file, if a column names one.
    pub(crate) currency: Option<String>,
}

impl Table {
    /// Reads a file; none if its header cannot be used.
    pub(crate) fn read(
        file: Place,
        bytes: &[u8],
        format: &Format,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .flexible(true)
            .from_reader(bytes);
        let columns: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => {
                problems.add(&file.line(1), not_readable(&error));
                return None;
            }
        };
        let currency = check_header(&file.line(1), &columns, format, problems)?;
        let mut table = Self {
            file,
            columns,
            records: Vec::new(),
            currency,
        };
        for record in reader.records() {
            match record {
                Ok(record) => table.take(&record, problems),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    problems.add(&table.file.line(line), not_readable(&error));
                }
            }
        }
        Some(table)
    }

    fn take(&mut self, record: &csv::StringRecord, problems: &mut Problems) {
        // Spreadsheets leave rows of nothing but commas behind.
        if record.iter().all(str::is_empty) {
            return;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let (has, wanted) = (record.len(), self.columns.len());
        if has != wanted {
            let what = format!("has {has} cells; accepted: {wanted}, one for each column");
            problems.add(&self.file.line(line), what);
            return;
        }
        let cells = record.iter().map(str::to_owned).collect();
        self.records.push((line, cells));
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }
}

fn not_readable(error: &csv::Error) -> String {
    format!("cannot be read ({error}); accepted: text in UTF-8")
}

/// What is wrong with the header, or the currency that it names.
fn check_header(
    place: &Place,
    columns: &[String],
    format: &Format,
    problems: &mut Problems,
) -> Option<Option<String>> {
    let before = problems.len();
    if let [one] = columns
        && let Some(other) = [';', '\t', '|'].into_iter().find(|c| one.contains(*c))
    {
        let what = format!("its cells are apart by {other:?}; accepted: commas");
        problems.add(place, what);
        return None;
    }
    let mut seen = BTreeSet::new();
    let mut currencies = Vec::new();
    for column in columns {
        if !format.knows(column) {
            let what = format!("is not known; accepted: {}", format.accepted());
            problems.cell(place, column, what);
        } else if !seen.insert(column.as_str()) {
            problems.cell(place, column, "is there twice; accepted: each column once");
        } else if let Some(code) = format.currency(column) {
            currencies.push(code.to_owned());
        }
    }
    for column in format.required.iter().filter(|one| !seen.contains(**one)) {
        let what = format!("is missing; needed: {}", format.required.join(", "));
        problems.cell(place, column, what);
    }
    if currencies.len() > 1 {
        let all = currencies.join(", ");
        problems.add(
            place,
            format_args!("has several currencies ({all}); accepted: one"),
        );
    }
    (problems.len() == before).then(|| currencies.pop())
}

/// What a number must be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Accepts {
    words: &'static str,
    fits: fn(f64) -> bool,
}

pub(crate) const NOT_NEGATIVE: Accepts = Accepts {
    words: "a number from 0 on, such as 1234.5",
    fits: |value| value >= 0.0,
};
pub(crate) const POSITIVE: Accepts = Accepts {
    words: "a number above 0, such as 1234.5",
    fits: |value| value > 0.0,
};
pub(crate) const PERCENT: Accepts = Accepts {
    words: "a number from 0 to 100",
    fits: |value| (0.0..=100.0).contains(&value),
};
pub(crate) const LOSSES: Accepts = Accepts {
    words: "a number from 0 to below 100",
    fits: |value| (0.0..100.0).contains(&value),
};
pub(crate) const PUE: Accepts = Accepts {
    words: "a number from 1 on, such as 1.35",
    fits: |value| value >= 1.0,
};
pub(crate) const LIFE: Accepts = Accepts {
    words: "a number of years above 0, up to 100",
    fits: |value| value > 0.0 && value <= 100.0,
};

/// What stands in a cell that may be empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<T> {
    Empty,
    /// Noted as a problem.
    Bad,
    Is(T),
}

impl<T: Copy> Cell<T> {
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// A row, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    pub(crate) line: u64,
    cells: &'t [String],
}

impl Row<'_> {
    /// The cell of a column, empty if the file does not have it.
    pub(crate) fn text(&self, column: &str) -> &str {
        let place = self.table.columns.iter().position(|name| name == column);
        place.map_or("", |place| self.cells[place].as_str())
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> Place {
        self.table.file.line(self.line)
    }

    /// Notes what is wrong with a cell, and what is accepted.
    pub(crate) fn wrong(
        &self,
        column: &str,
        what: impl Display,
        accepted: impl Display,
        problems: &mut Problems,
    ) {
        let text = format!("{what}; accepted: {accepted}");
        problems.cell(&self.place(), column, text);
    }

    /// Notes what is wrong with the row.
    pub(crate) fn refused(&self, what: impl Display, problems: &mut Problems) {
        problems.add(&self.place(), what);
    }

    /// Text that must be there.
    pub(crate) fn needed(
        &self,
        column: &str,
        accepted: &str,
        problems: &mut Problems,
    ) -> Option<String> {
        match self.text(column) {
            "" => {
                self.wrong(column, "is missing", accepted, problems);
                None
            }
            text => Some(text.to_owned()),
        }
    }

    /// A code that must be there: a country, a year. The error of the library says what is
    /// accepted.
    pub(crate) fn code<T: FromStr<Err: Display>>(
        &self,
        column: &str,
        accepted: &str,
        problems: &mut Problems,
    ) -> Option<T> {
        let text = self.needed(column, accepted, problems)?;
        match text.parse() {
            Ok(code) => Some(code),
            Err(error) => {
                problems.cell(&self.place(), column, error);
                None
            }
        }
    }

    /// One of a few words that must be there.
    pub(crate) fn one_of<T: Copy>(
        &self,
        column: &str,
        words: &[(&str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let accepted = all.join(", ");
        let text = self.needed(column, &accepted, problems)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            self.wrong(column, format_args!("`{text}`"), accepted, problems);
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// A number that may be missing.
    pub(crate) fn number(
        &self,
        column: &str,
        accepts: Accepts,
        problems: &mut Problems,
    ) -> Cell<f64> {
        let text = self.text(column);
        if text.is_empty() {
            return Cell::Empty;
        }
        match text.parse::<f64>() {
            Ok(value) if value.is_finite() && (accepts.fits)(value) => return Cell::Is(value),
            _ => self.wrong(column, format_args!("`{text}`"), accepts.words, problems),
        }
        Cell::Bad
    }

    /// A number that must be there.
    pub(crate) fn needed_number(
        &self,
        column: &str,
        accepts: Accepts,
        problems: &mut Problems,
    ) -> Option<f64> {
        let cell = self.number(column, accepts, problems);
        if cell.is_empty() {
            self.wrong(column, "is missing", accepts.words, problems);
        }
        cell.value()
    }
}
