use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::review::error::unique_or_every_error;
use crate::review::{ObservationError, Reading, ReviewError};
use crate::source::SourceId;

use super::{Goal, Path, StatedTarget};

/// One row of a CSV file of targets, as text.
///
/// | column | content |
/// |---|---|
/// | `name` | what the target is called |
/// | `indicator` | its code, such as `PRJ.GRID.CI` |
/// | `group` | code of the group, such as `LDC` |
/// | `base_year` | the year that the change is counted from |
/// | `base_value` | the value of that year; if empty, the one that the review publishes |
/// | `year` | the year in which it is to be reached |
/// | `value` | the value to reach, or |
/// | `change_percent` | the change of the base value, `-45` for 45 % less |
/// | `unit` | unit of the two values; empty if there are none |
/// | `path` | linear (also if empty) or geometric |
/// | `source` | id of the source |
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the columns are described above")]
pub struct TargetRow {
    pub name: String,
    pub indicator: String,
    pub group: String,
    pub base_year: String,
    #[serde(default)]
    pub base_value: String,
    pub year: String,
    #[serde(default)]
    pub value: String,
    #[serde(default)]
    pub change_percent: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub path: String,
    pub source: String,
}

impl TryFrom<TargetRow> for StatedTarget {
    type Error = ObservationError;

    fn try_from(row: TargetRow) -> Result<Self, ObservationError> {
        if row.name.is_empty() {
            return Err(unreadable("name", "", "a text"));
        }
        let reading = |field, text: &str| Reading::new(number(field, text)?, row.unit.clone());
        let goal = match (row.value.as_str(), row.change_percent.as_str()) {
            (value, "") if !value.is_empty() => Goal::Level(reading("value", value)?),
            ("", change) if !change.is_empty() => {
                Goal::ChangePercent(number("change_percent", change)?)
            }
            (given, _) => {
                let accepted = "a number here or in change_percent, and not in both";
                return Err(unreadable("value", given, accepted));
            }
        };
        let path = match row.path.as_str() {
            "" | "linear" => Path::Linear,
            "geometric" => Path::Geometric,
            other => return Err(unreadable("path", other, "linear or geometric")),
        };
        let (base_year, year) = (row.base_year.parse()?, row.year.parse()?);
        let of = (row.indicator.as_str(), row.group.as_str());
        let source = SourceId::new(row.source)?;
        let target = Self::new(row.name, of, base_year, (year, goal), source)
            .map_err(|_| unreadable("year", &row.year, "a year not before the base year"))?
            .along(path);
        match row.base_value.as_str() {
            "" => Ok(target),
            base => Ok(target.from_base(reading("base_value", base)?)),
        }
    }
}

/// Turns the numbered rows of a file into targets, or says everything that is wrong.
///
/// # Errors
/// [`ReviewError::BadRows`] with every row that is no target, or has the name of an earlier one,
/// by the number that was given with it.
///
/// # Example
/// ```
/// use ict_impact::review::target::{TargetRow, stated_targets};
/// let row = TargetRow {
///     name: "half".into(),
///     indicator: "PRJ.GRID.CI".into(),
///     group: "LDC".into(),
///     base_year: "2020".into(),
///     year: "2030".into(),
///     change_percent: "-50".into(),
///     source: "ministry-2021".into(),
///     ..TargetRow::default()
/// };
/// assert_eq!(stated_targets([(2, row.clone())])?.len(), 1);
/// assert!(stated_targets([(2, row.clone()), (3, row)]).is_err()); // one name for two
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stated_targets(
    rows: impl IntoIterator<Item = (usize, TargetRow)>,
) -> Result<Vec<StatedTarget>, ReviewError> {
    let no_other = "a name that no other target has";
    unique_or_every_error(rows, |row: &TargetRow| &row.name, ("name", no_other))
}

fn number(field: &'static str, text: &str) -> Result<f64, ObservationError> {
    let read = text.parse().ok().filter(|number: &f64| number.is_finite());
    read.ok_or_else(|| unreadable(field, text, "a number such as 1234.5 or -45"))
}

fn unreadable(field: &'static str, given: &str, accepted: &'static str) -> ObservationError {
    ObservationError::Unreadable {
        field,
        given: given.to_string(),
        accepted,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn row() -> TargetRow {
        TargetRow {
            name: "half".into(),
            indicator: "PRJ.GRID.CI".into(),
            group: "LDC".into(),
            base_year: "2020".into(),
            year: "2030".into(),
            change_percent: "-50".into(),
            source: "s".into(),
            ..TargetRow::default()
        }
    }

    #[test]
    fn all_bad_rows_are_named() {
        let with = |name: &str, change: fn(&mut TargetRow)| {
            let mut row = row();
            row.name = name.into();
            change(&mut row);
            row
        };
        let rows = [
            row(),
            with("", |_| ()),
            with("a", |row| row.value = "3".into()),
            with("b", |row| row.change_percent = String::new()),
            with("c", |row| row.change_percent = "NaN".into()),
            with("d", |row| row.change_percent = "1,5".into()),
            with("e", |row| row.path = "straight".into()),
            with("f", |row| row.year = "2019".into()),
            with("g", |row| row.base_year = "then".into()),
            with("h", |row| row.base_value = "1".into()),
            with("i", |row| row.source = String::new()),
            with("j", |row| {
                (row.base_value, row.unit) = ("inf".into(), "t".into())
            }),
            row(),
            with("k", |row| {
                (row.change_percent, row.value, row.unit) =
                    (String::new(), "0.4".into(), "t".into());
            }),
            with("l", |row| row.year = "2020".into()),
        ];
        let Err(ReviewError::BadRows(bad)) = stated_targets((2..).zip(rows)) else {
            panic!()
        };
        let numbers: Vec<usize> = bad.iter().map(|bad| bad.row).collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    }
}
