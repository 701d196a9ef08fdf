//! Everything that is wrong with an inventory, each with its place.

use std::fmt::{self, Display};
use std::sync::Arc;

/// Where something stands: a file, and a line of it if it is about one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    file: Arc<str>,
    line: Option<u64>,
}

impl Place {
    /// The whole file.
    pub(crate) fn file(name: &str) -> Self {
        Self {
            file: Arc::from(name),
            line: None,
        }
    }

    pub(crate) fn line(&self, line: u64) -> Self {
        Self {
            file: self.file.clone(),
            line: Some(line),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            None => f.write_str(&self.file),
            Some(line) => write!(f, "{} line {line}", self.file),
        }
    }
}

/// Everything that is wrong with an inventory.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<(Place, String)>);

impl Problems {
    /// What is wrong at a place.
    pub(crate) fn add(&mut self, place: &Place, what: impl Display) {
        self.0.push((place.clone(), format!("{place}: {what}")));
    }

    /// What is wrong with a cell.
    pub(crate) fn cell(&mut self, place: &Place, column: &str, what: impl Display) {
        let text = format!("{place}, column {column}: {what}");
        self.0.push((place.clone(), text));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The value, or what is wrong: file by file, line by line.
    pub(crate) fn none_or<T>(mut self, value: T) -> Result<T, Vec<String>> {
        if self.0.is_empty() {
            return Ok(value);
        }
        // A stable sort: what is wrong with a line stays in the order of its cells.
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
        Err(self.0.into_iter().map(|(_, text)| text).collect())
    }
}
