//! A table whose header is as expected, and its cells read as numbers, codes and words.

use std::ops::RangeInclusive;

use super::csv;
use super::problem::Problem;

/// A table under check. Problems are collected, so that one build shows all of them.
pub(crate) struct Sheet {
    pub(crate) file: &'static str,
    columns: &'static [&'static str],
    pub(crate) rows: Vec<csv::Record>,
    pub(crate) problems: Vec<Problem>,
}

impl Sheet {
    /// Reads `text`; its header must be `columns`, each record as wide as the header.
    pub(crate) fn read(
        file: &'static str,
        columns: &'static [&'static str],
        text: Result<String, String>,
    ) -> Self {
        let mut sheet = Self {
            file,
            columns,
            rows: Vec::new(),
            problems: Vec::new(),
        };
        let records = match text {
            Ok(text) => csv::records(file, &text),
            Err(error) => Err(Problem::new(file, 0, "", error, "a readable file")),
        };
        let mut records = match records {
            Ok(records) => records.into_iter(),
            Err(problem) => {
                sheet.problems.push(problem);
                return sheet;
            }
        };
        let header = records.next().map(|r| r.fields).unwrap_or_default();
        if header != columns {
            sheet.problems.push(Problem::new(
                file,
                1,
                "",
                header.join(","),
                columns.join(","),
            ));
            return sheet;
        }
        for record in records {
            if record.fields.len() == columns.len() {
                sheet.rows.push(record);
            } else {
                let found = format!("{} fields", record.fields.len());
                let accepted = format!("{} fields", columns.len());
                sheet
                    .problems
                    .push(Problem::new(file, record.line, "", found, accepted));
            }
        }
        if sheet.rows.is_empty() {
            sheet
                .problems
                .push(Problem::new(file, 1, "", "no rows", "at least one row"));
        }
        sheet
    }

    /// The cell's text.
    pub(crate) fn text(&self, row: usize, column: usize) -> &str {
        &self.rows[row].fields[column]
    }

    /// Notes that the cell is wrong.
    pub(crate) fn refuse(&mut self, row: usize, column: usize, accepted: impl Into<String>) {
        let record = &self.rows[row];
        self.problems.push(Problem::new(
            self.file,
            record.line,
            self.columns[column],
            record.fields[column].clone(),
            accepted,
        ));
    }

    /// The cell's text, which may not be empty, padded, or hold control characters.
    pub(crate) fn words(&mut self, row: usize, column: usize) -> String {
        let text = self.text(row, column).to_owned();
        if text.is_empty() || text.trim() != text || text.chars().any(char::is_control) {
            self.refuse(
                row,
                column,
                "words without surrounding blanks or control characters",
            );
        }
        text
    }

    /// As [`Sheet::words`]; an empty cell is none.
    pub(crate) fn words_or_none(&mut self, row: usize, column: usize) -> Option<String> {
        (!self.text(row, column).is_empty()).then(|| self.words(row, column))
    }

    /// A number in decimal digits within `range`; an empty cell is none.
    pub(crate) fn number_or_none(
        &mut self,
        row: usize,
        column: usize,
        range: RangeInclusive<f64>,
    ) -> Option<f64> {
        let text = self.text(row, column);
        if text.is_empty() {
            return None;
        }
        let decimal = text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
        match text.parse::<f64>() {
            Ok(number) if decimal && number.is_finite() && range.contains(&number) => Some(number),
            _ => {
                let accepted = format!(
                    "a finite decimal number in {}..={}",
                    range.start(),
                    range.end()
                );
                self.refuse(row, column, accepted);
                None
            }
        }
    }

    /// As [`Sheet::number_or_none`], and the cell may not be empty.
    pub(crate) fn number(&mut self, row: usize, column: usize, range: RangeInclusive<f64>) -> f64 {
        if self.text(row, column).is_empty() {
            self.refuse(row, column, "a number (the cell may not be empty)");
        }
        self.number_or_none(row, column, range).unwrap_or(0.0)
    }

    /// A whole number within `range`.
    pub(crate) fn integer(&mut self, row: usize, column: usize, range: RangeInclusive<u32>) -> u32 {
        let text = self.text(row, column);
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<u32>() {
            Ok(number) if digits && range.contains(&number) => number,
            _ => {
                let accepted = format!("a whole number in {}..={}", range.start(), range.end());
                self.refuse(row, column, accepted);
                *range.start()
            }
        }
    }

    /// One of `accepted`, as its position.
    pub(crate) fn one_of(&mut self, row: usize, column: usize, accepted: &[&str]) -> usize {
        let found = accepted.iter().position(|a| *a == self.text(row, column));
        found.unwrap_or_else(|| {
            self.refuse(row, column, format!("one of {}", accepted.join(", ")));
            0
        })
    }

    /// A code of the sorted list `codes`, as its position; `what` names the list.
    pub(crate) fn code(
        &mut self,
        row: usize,
        column: usize,
        codes: &[String],
        what: &str,
    ) -> usize {
        let found = codes.binary_search_by(|c| c.as_str().cmp(self.text(row, column)));
        found.unwrap_or_else(|_| {
            self.refuse(row, column, format!("a code of {what}"));
            0
        })
    }

    /// Notes rows whose key does not come after the key of the row above.
    pub(crate) fn increasing<K: Ord>(
        &mut self,
        columns: &[usize],
        key: impl Fn(&Self, usize) -> K,
    ) {
        for row in 1..self.rows.len() {
            if key(self, row - 1) >= key(self, row) {
                let names: Vec<_> = columns.iter().map(|c| self.columns[*c]).collect();
                let accepted = format!("rows in strictly increasing order of {}", names.join(", "));
                self.refuse(row, columns[columns.len() - 1], accepted);
            }
        }
    }
}

/// The Rust literal of `text`.
pub(crate) fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// The Rust literal of an optional text.
pub(crate) fn optional(text: Option<&str>) -> String {
    text.map_or("None".to_owned(), |t| format!("Some({t:?})"))
}

/// The Rust literal that denotes exactly this number.
pub(crate) fn literal(number: f64) -> String {
    format!("{number:?}_f64")
}
