use alloc::string::String;
use alloc::vec::Vec;

use super::{Rule, Severity};
use crate::review::dataset::Cell;
use crate::review::{Dataset, Key};

/// What validation found, and where.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong in a word that does not change, such as `negative`.
    pub issue: &'static str,
    /// Place of the report in what was given, from 0, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<usize>,
    /// Place of the observation in what was given, from 0, if it is about one; of reports, in
    /// [`Dataset::observations`](crate::review::Dataset::observations).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// What the observation is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// What is wrong and what is accepted.
    pub message: String,
    /// Other rows that have to do with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<usize>,
}

impl Finding {
    /// A finding of the first row behind a cell; none where no row is.
    pub(super) fn of_cell(
        dataset: &Dataset,
        cell: &Cell,
        (rule, severity, issue): (Rule, Severity, &'static str),
        message: impl FnOnce() -> String,
    ) -> Option<Self> {
        let &row = dataset.rows_of(cell).first()?;
        Some(Self {
            rule,
            severity,
            issue,
            report: None,
            row: Some(row as usize),
            key: Some(dataset.observation(row)?.key.clone()),
            message: message(),
            others: Vec::new(),
        })
    }
}
