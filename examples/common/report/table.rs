//! The table behind a figure: rounded for reading, with the full value in `<data value>`.

use minijinja::{Value, context};

use super::model::Entry;
use super::number::{Precision, full, number, unit_label};

/// Above this many rows a table starts folded on the screen. On paper it is always open.
const FOLD_ABOVE: usize = 12;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number, or why there is none, and how it is rounded.
    Entry(Entry, Precision),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// A number to three significant digits.
    pub fn number(value: impl Into<Entry>) -> Self {
        Cell::Entry(value.into(), Precision::default())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Cell::number(value)
    }
}

/// A table with one or more heading columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    caption: String,
    heads: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    open: bool,
}

#[derive(Debug, Clone)]
struct Column {
    label: String,
    unit: String,
}

#[derive(Debug, Clone)]
struct Row {
    heads: Vec<String>,
    cells: Vec<Cell>,
}

impl Table {
    /// A table whose rows are named by `heads` ("Country", "Device").
    pub fn new(caption: impl Into<String>, heads: &[&str]) -> Self {
        Table {
            caption: caption.into(),
            heads: heads.iter().map(|h| h.to_string()).collect(),
            ..Table::default()
        }
    }

    /// The next column and its unit (empty if it has none, or if the caption says it for all).
    pub fn column(mut self, label: impl Into<String>, unit: &str) -> Self {
        self.columns.push(Column {
            label: label.into(),
            unit: unit_label(unit),
        });
        self
    }

    /// The next row: what names it, then its cells.
    pub fn row(
        mut self,
        heads: impl IntoIterator<Item = impl Into<String>>,
        cells: impl IntoIterator<Item = impl Into<Cell>>,
    ) -> Self {
        self.rows.push(Row {
            heads: heads.into_iter().map(Into::into).collect(),
            cells: cells.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// The same, not folded however long it is.
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// Whether it starts folded on the screen.
    pub fn is_long(&self) -> bool {
        !self.open && self.rows.len() > FOLD_ABOVE
    }

    /// What the page template reads.
    pub(super) fn view(&self) -> Value {
        let columns = self.columns.iter().enumerate().map(|(i, column)| {
            // A column is set as numbers if any of its cells is one.
            let cells = self.rows.iter().filter_map(|row| row.cells.get(i));
            let numeric = cells.clone().any(|cell| matches!(cell, Cell::Entry(..)));
            context! { label => &column.label, unit => &column.unit, numeric }
        });
        let rows = self.rows.iter().map(|row| {
            let cells: Vec<Value> = row.cells.iter().map(Cell::view).collect();
            context! { heads => &row.heads, cells }
        });
        context! {
            caption => &self.caption,
            heads => &self.heads,
            columns => columns.collect::<Vec<_>>(),
            rows => rows.collect::<Vec<_>>(),
            row_count => self.rows.len(),
            folded => self.is_long(),
        }
    }
}

impl Cell {
    fn view(&self) -> Value {
        let (class, shown, full) = match self {
            Cell::Text(text) => ("text", text.clone(), None),
            Cell::Entry(entry, precision) => match entry.value() {
                Some(value) => ("number", number(value, *precision), Some(full(value))),
                None => ("missing", entry.reason().to_string(), None),
            },
        };
        context! { class, shown, full }
    }
}
