//! What is wrong with a cell, and what would be accepted in its place.

use std::fmt;

/// One wrong cell, line or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) file: &'static str,
    pub(crate) line: usize,
    pub(crate) column: &'static str,
    pub(crate) value: String,
    pub(crate) accepted: String,
}

impl Problem {
    pub(crate) fn new(
        file: &'static str,
        line: usize,
        column: &'static str,
        value: impl Into<String>,
        accepted: impl Into<String>,
    ) -> Self {
        Self {
            file,
            line,
            column,
            value: value.into(),
            accepted: accepted.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            value,
            accepted,
        } = self;
        write!(f, "{file}:{line}: ")?;
        if !column.is_empty() {
            write!(f, "column `{column}`: ")?;
        }
        write!(f, "found `{value}`; accepted: {accepted}")
    }
}
