use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::review::error::unique_or_every_error;
use crate::review::{ObservationError, ReviewError, Severity};
use crate::time::Biennium;

use super::{Advice, FindingId, FindingStatus, FollowUpError, Principle, ReviewFinding, Subject};

/// One row of a CSV file of review findings, as text.
///
/// | column | content |
/// |---|---|
/// | `id` | a name without blanks that stays the same |
/// | `principle` | transparency, accuracy, completeness, consistency or comparability |
/// | `severity` | info, warning or error |
/// | `about` | as [`Subject`] is written |
/// | `recommendation`, `encouragement` | what is asked for, in one of the two |
/// | `raised` | the biennium whose review raised it, as `2022-2023` |
/// | `due` | the biennium in whose report it is to be done |
/// | `quote` | words of the report; may be absent or empty |
/// | `response` | what the entity says to it; may be absent or empty |
/// | `status` | open, answered or resolved; if empty: answered where there is a response, else open |
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the columns are described above")]
pub struct ReviewFindingRow {
    pub id: String,
    pub principle: String,
    pub severity: String,
    pub about: String,
    #[serde(default)]
    pub recommendation: String,
    #[serde(default)]
    pub encouragement: String,
    pub raised: String,
    pub due: String,
    #[serde(default)]
    pub quote: String,
    #[serde(default)]
    pub response: String,
    #[serde(default)]
    pub status: String,
}

impl TryFrom<ReviewFindingRow> for ReviewFinding {
    type Error = ObservationError;

    fn try_from(row: ReviewFindingRow) -> Result<Self, ObservationError> {
        let advice = match (row.recommendation.as_str(), row.encouragement.as_str()) {
            (text, "") if !text.is_empty() => Advice::Recommendation(row.recommendation),
            ("", text) if !text.is_empty() => Advice::Encouragement(row.encouragement),
            (given, _) => {
                return Err(unreadable(
                    "recommendation",
                    given,
                    "a text here or in encouragement, and not in both",
                ));
            }
        };
        let severity = match row.severity.as_str() {
            "info" => Severity::Info,
            "warning" => Severity::Warning,
            "error" => Severity::Error,
            other => return Err(unreadable("severity", other, "info, warning or error")),
        };
        let principle: Principle = row.principle.parse()?;
        let about: Subject = row.about.parse()?;
        let (raised, due): (Biennium, Biennium) = (row.raised.parse()?, row.due.parse()?);
        let id = FindingId::new(row.id).map_err(refused)?;
        let mut finding =
            Self::new(id, principle, severity, about, advice, (raised, due)).map_err(refused)?;
        if !row.quote.is_empty() {
            finding = finding.quoting(row.quote);
        }
        let has_response = !row.response.is_empty();
        if has_response {
            finding = finding.answered(row.response).map_err(refused)?;
        }
        if row.status.is_empty() {
            return Ok(finding);
        }
        match row.status.parse()? {
            FindingStatus::Resolved => Ok(finding.resolved()),
            status if (status == FindingStatus::Answered) == has_response => Ok(finding),
            status => Err(unreadable(
                "status",
                status.as_str(),
                "answered if and only if there is a response, or resolved",
            )),
        }
    }
}

fn unreadable(field: &'static str, given: &str, accepted: &'static str) -> ObservationError {
    ObservationError::Unreadable {
        field,
        given: given.to_string(),
        accepted,
    }
}

/// The same refusal as an error of a row.
fn refused(error: FollowUpError) -> ObservationError {
    match error {
        FollowUpError::Text {
            field,
            given,
            accepted,
        } => ObservationError::Unreadable {
            field,
            given,
            accepted,
        },
        FollowUpError::DueBeforeRaised { due, .. } => {
            unreadable("due", &due.to_string(), "a biennium not before raised")
        }
        other => unreadable("finding", &other.to_string(), "a finding"),
    }
}

/// Turns the numbered rows of a file into findings, or says everything that is wrong.
///
/// # Errors
/// [`ReviewError::BadRows`] with every row that is no finding or has the id of an earlier row, by
/// the number that was given with it.
///
/// # Example
/// ```
/// use ict_impact::review::follow_up::{ReviewFindingRow, review_findings};
/// let row = ReviewFindingRow {
///     id: "2022-KEN-01".into(),
///     principle: "completeness".into(),
///     severity: "warning".into(),
///     about: "KEN SDG.12.4.2.EWC".into(),
///     encouragement: "report what informal collectors gather".into(),
///     raised: "2022-2023".into(),
///     due: "2024-2025".into(),
///     ..ReviewFindingRow::default()
/// };
/// assert_eq!(review_findings([(2, row.clone())])?.len(), 1);
/// assert!(review_findings([(2, row.clone()), (3, row)]).is_err());
/// # Ok::<(), ict_impact::review::ReviewError>(())
/// ```
pub fn review_findings(
    rows: impl IntoIterator<Item = (usize, ReviewFindingRow)>,
) -> Result<Vec<ReviewFinding>, ReviewError> {
    let no_other = "an id that no other finding has";
    unique_or_every_error(rows, |row: &ReviewFindingRow| &row.id, ("id", no_other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ReviewFindingRow {
        ReviewFindingRow {
            id: "a".into(),
            principle: "accuracy".into(),
            severity: "error".into(),
            about: "KEN 2022 PRJ.GRID.CI".into(),
            recommendation: "measure".into(),
            raised: "2022-2023".into(),
            due: "2024-2025".into(),
            ..ReviewFindingRow::default()
        }
    }

    #[test]
    fn all_bad_rows_are_named() {
        let with = |change: fn(&mut ReviewFindingRow)| {
            let mut row = row();
            change(&mut row);
            row
        };
        let rows = [
            row(),
            with(|row| row.id = "a b".into()),
            with(|row| (row.id, row.principle) = ("c".into(), "beauty".into())),
            with(|row| (row.id, row.severity) = ("d".into(), "bad".into())),
            with(|row| (row.id, row.about) = ("e".into(), "XX".into())),
            with(|row| (row.id, row.encouragement) = ("f".into(), "and".into())),
            with(|row| (row.id, row.recommendation) = ("g".into(), String::new())),
            with(|row| (row.id, row.due) = ("h".into(), "2020-2021".into())),
            with(|row| (row.id, row.status) = ("i".into(), "answered".into())),
            row(),
            with(|row| (row.id, row.response) = ("k".into(), "yes".into())),
        ];
        let Err(ReviewError::BadRows(bad)) = review_findings((2..).zip(rows)) else {
            panic!()
        };
        let numbers: Vec<usize> = bad.iter().map(|bad| bad.row).collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }

    #[test]
    fn a_row_keeps_what_it_says() {
        let mut full = row();
        full.quote = "an estimate".into();
        full.response = "next year".into();
        let finding = ReviewFinding::try_from(full.clone()).unwrap();
        assert_eq!(finding.quote(), Some("an estimate"));
        assert_eq!(finding.status(), FindingStatus::Answered);
        assert_eq!(finding.about().to_string(), full.about);
        full.status = "resolved".into();
        let finding = ReviewFinding::try_from(full).unwrap();
        assert_eq!(finding.status(), FindingStatus::Resolved);
    }
}
