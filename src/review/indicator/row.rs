use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::reference::indicators::{Direction, Indicator, Kind, Mapping};
use crate::review::error::all_or_every_error;
use crate::review::{ObservationError, ReviewError};
use crate::source::{SourceId, Status};

/// One row of a CSV file of indicators of one's own, as text.
///
/// | column | content |
/// |---|---|
/// | `code` | its code, such as `PRJ.AI.TRAINING` |
/// | `name` | its name |
/// | `unit` | its unit, such as `kWh` |
/// | `kind` | sum, stock, count, ratio, weighted_mean, count_of_countries, share_of_countries, relative_to_ and a year, maximum or index |
/// | `source` | id of the source of the definition |
///
/// and, where they apply (each may be absent or empty):
///
/// | column | content |
/// |---|---|
/// | `numerator` | of a ratio: code of the amount above the line; of relative_to: code of the amount |
/// | `denominator` | of a ratio: code of the amount below the line |
/// | `weight` | of a weighted mean: code of the amount that weighs |
/// | `direction` | up, down or context (also if empty) |
/// | `framework` | added (also if empty), or part for an amount that only ratios are made of |
/// | `mutually_exclusive_with` | code of the indicator that must never be added to it |
/// | `least`, `greatest` | the values that can be; `least` is 0 if empty and `none` for no bound |
/// | `status` | proposal (also if empty), verified, secondary, derived, questionable or unverified |
///
/// # Example
/// ```
/// use ict_impact::review::{IndicatorRow, IndicatorSet, own_indicators};
/// let row = IndicatorRow {
///     code: "OWN.AI.TRAINING".into(),
///     name: "Electricity for training".into(),
///     unit: "kWh".into(),
///     kind: "sum".into(),
///     source: "ict-impact".into(),
///     ..IndicatorRow::default()
/// };
/// let set = IndicatorSet::embedded()?.with(own_indicators([(2, row)])?, [])?;
/// assert_eq!(set.get("OWN.AI.TRAINING")?.unit(), "kWh");
/// # Ok::<(), ict_impact::review::ReviewError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the columns are described above")]
pub struct IndicatorRow {
    pub code: String,
    pub name: String,
    pub unit: String,
    pub kind: String,
    #[serde(default)]
    pub numerator: String,
    #[serde(default)]
    pub denominator: String,
    #[serde(default)]
    pub weight: String,
    #[serde(default)]
    pub direction: String,
    #[serde(default)]
    pub framework: String,
    #[serde(default)]
    pub mutually_exclusive_with: String,
    #[serde(default)]
    pub least: String,
    #[serde(default)]
    pub greatest: String,
    pub source: String,
    #[serde(default)]
    pub status: String,
}

/// One row of a CSV file that says which Action Line an indicator speaks to, as text.
///
/// | column | content |
/// |---|---|
/// | `indicator` | code of the indicator |
/// | `action_line` | code of the line, such as `C7.eenv` |
/// | `reason` | why they belong together |
/// | `source` | id of the source of the mapping |
/// | `status` | as in [`IndicatorRow`]; may be absent |
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the columns are described above")]
pub struct MappingRow {
    pub indicator: String,
    pub action_line: String,
    pub reason: String,
    pub source: String,
    #[serde(default)]
    pub status: String,
}

impl TryFrom<IndicatorRow> for Indicator {
    type Error = ObservationError;

    fn try_from(row: IndicatorRow) -> Result<Self, ObservationError> {
        let kind = kind(&row)?;
        let direction = direction(&row.direction)?;
        let least = match row.least.as_str() {
            "" => Some(0.0),
            "none" => None,
            text => Some(number("least", text)?),
        };
        let greatest = match row.greatest.as_str() {
            "" | "none" => None,
            text => Some(number("greatest", text)?),
        };
        if let (Some(least), Some(greatest)) = (least, greatest)
            && greatest < least
        {
            return Err(unreadable(
                "greatest",
                &row.greatest,
                "a number not below least",
            ));
        }
        let is_part = match row.framework.as_str() {
            "" | "added" => false,
            "part" => true,
            other => return Err(unreadable("framework", other, "added, part or nothing")),
        };
        let source = SourceId::new(row.source)?;
        let name = words("name", row.name)?;
        let unit = words("unit", row.unit)?;
        let status = status(&row.status)?;
        let mut indicator = Self::own(row.code, name, unit, kind, source, status)?
            .better(direction)
            .between(least, greatest);
        if is_part {
            indicator = indicator.as_part();
        }
        if !row.mutually_exclusive_with.is_empty() {
            indicator = indicator.excluding(row.mutually_exclusive_with);
        }
        Ok(indicator)
    }
}

impl TryFrom<MappingRow> for Mapping {
    type Error = ObservationError;

    fn try_from(row: MappingRow) -> Result<Self, ObservationError> {
        let reason = words("reason", row.reason)?;
        let (source, status) = (SourceId::new(row.source)?, status(&row.status)?);
        Ok(Self::own(
            row.indicator,
            &row.action_line,
            reason,
            source,
            status,
        )?)
    }
}

fn unreadable(field: &'static str, given: &str, accepted: &'static str) -> ObservationError {
    ObservationError::Unreadable {
        field,
        given: given.to_string(),
        accepted,
    }
}

fn words(field: &'static str, text: String) -> Result<String, ObservationError> {
    match text.trim().is_empty() {
        true => Err(unreadable(field, &text, "a text that is not empty")),
        false => Ok(text),
    }
}

fn number(field: &'static str, text: &str) -> Result<f64, ObservationError> {
    let finite = text.parse().ok().filter(|value: &f64| value.is_finite());
    finite.ok_or_else(|| unreadable(field, text, "a finite number, none or nothing"))
}

fn direction(text: &str) -> Result<Direction, ObservationError> {
    match text {
        "up" => Ok(Direction::Up),
        "down" => Ok(Direction::Down),
        "" | "context" => Ok(Direction::Context),
        _ => Err(unreadable(
            "direction",
            text,
            "up, down, context or nothing",
        )),
    }
}

fn status(text: &str) -> Result<Status, ObservationError> {
    const ALL: [Status; 6] = [
        Status::Verified,
        Status::Secondary,
        Status::Derived,
        Status::Questionable,
        Status::Unverified,
        Status::Proposal,
    ];
    if text.is_empty() {
        return Ok(Status::Proposal);
    }
    let named = ALL.into_iter().find(|status| status.as_str() == text);
    let accepted = "verified, secondary, derived, questionable, unverified, proposal or nothing";
    named.ok_or_else(|| unreadable("status", text, accepted))
}

/// The kind with the codes that it needs, and no others.
fn kind(row: &IndicatorRow) -> Result<Kind, ObservationError> {
    let mut codes = [
        ("numerator", row.numerator.as_str()),
        ("denominator", row.denominator.as_str()),
        ("weight", row.weight.as_str()),
    ];
    let mut take = |field: &'static str| {
        let code = codes.iter_mut().find(|(name, _)| *name == field);
        match code.map(|(_, code)| core::mem::take(code)) {
            Some(code) if !code.is_empty() => Ok(code.to_string().into()),
            _ => Err(unreadable(
                field,
                "",
                "the code of an amount, for this kind",
            )),
        }
    };
    let kind = match row.kind.as_str() {
        "sum" => Kind::Sum,
        "stock" => Kind::Stock,
        "count" => Kind::Count,
        "ratio" => Kind::Ratio {
            numerator: take("numerator")?,
            denominator: take("denominator")?,
        },
        "weighted_mean" => Kind::WeightedMean {
            weight: take("weight")?,
        },
        "count_of_countries" => Kind::CountOfCountries,
        "share_of_countries" => Kind::ShareOfCountries,
        "maximum" => Kind::Maximum,
        "index" => Kind::Index,
        other => match other.strip_prefix("relative_to_").map(str::parse) {
            Some(Ok(base_year @ 1..=9999)) => Kind::RelativeTo {
                amount: take("numerator")?,
                base_year,
            },
            _ => {
                let accepted = "sum, stock, count, ratio, weighted_mean, count_of_countries, \
                                share_of_countries, relative_to_ and a year, maximum or index";
                return Err(unreadable("kind", other, accepted));
            }
        },
    };
    match codes.iter().find(|(_, code)| !code.is_empty()) {
        None => Ok(kind),
        Some((field, code)) => Err(unreadable(field, code, "nothing, for this kind")),
    }
}

/// Turns the numbered rows of a file into indicators, or says everything that is wrong.
///
/// Whether units are known and parts are there is found by [`IndicatorSet::with`](super::IndicatorSet::with).
///
/// # Errors
/// [`ReviewError::BadRows`] with every row that is no indicator, by the number that was given
/// with it.
pub fn own_indicators(
    rows: impl IntoIterator<Item = (usize, IndicatorRow)>,
) -> Result<Vec<Indicator>, ReviewError> {
    all_or_every_error(rows)
}

/// Turns the numbered rows of a file into pairs of indicator and Action Line, or says everything
/// that is wrong.
///
/// # Errors
/// [`ReviewError::BadRows`] with every row that is no such pair, by the number that was given
/// with it.
pub fn own_mappings(
    rows: impl IntoIterator<Item = (usize, MappingRow)>,
) -> Result<Vec<Mapping>, ReviewError> {
    all_or_every_error(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: &str) -> IndicatorRow {
        IndicatorRow {
            code: "OWN.X".into(),
            name: "X".into(),
            unit: "kWh".into(),
            kind: kind.into(),
            source: "s".into(),
            ..IndicatorRow::default()
        }
    }

    #[test]
    fn a_kind_has_the_codes_it_needs_and_no_others() {
        let ratio = IndicatorRow {
            numerator: "A".into(),
            denominator: "B".into(),
            ..row("ratio")
        };
        let parts = |row: IndicatorRow| {
            let indicator = Indicator::try_from(row)?;
            Ok::<Vec<String>, ObservationError>(indicator.parts().map(str::to_string).collect())
        };
        assert_eq!(parts(ratio.clone()).unwrap(), ["A", "B"]);
        let relative = IndicatorRow {
            numerator: "A".into(),
            ..row("relative_to_2020")
        };
        assert_eq!(parts(relative.clone()).unwrap(), ["A"]);
        let weighted = IndicatorRow {
            weight: "W".into(),
            ..row("weighted_mean")
        };
        assert!(parts(weighted.clone()).is_ok());
        for bad in [
            row("ratio"),
            row("relative_to_2020"),
            row("weighted_mean"),
            row("mean"),
            row("relative_to_0"),
            IndicatorRow {
                kind: "sum".into(),
                ..ratio.clone()
            },
            IndicatorRow {
                weight: "W".into(),
                ..ratio
            },
            IndicatorRow {
                denominator: "B".into(),
                ..relative
            },
        ] {
            assert!(parts(bad.clone()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn all_bad_rows_are_named() {
        let with = |change: fn(&mut IndicatorRow)| {
            let mut row = row("sum");
            change(&mut row);
            row
        };
        let bad = [
            with(|row| row.code = "no blanks".into()),
            with(|row| row.name = " ".into()),
            with(|row| row.source = String::new()),
            with(|row| row.direction = "sideways".into()),
            with(|row| row.status = "sure".into()),
            with(|row| row.least = "NaN".into()),
            with(|row| (row.least, row.greatest) = ("2".into(), "1".into())),
            with(|row| row.framework = "sdg".into()),
        ];
        let count = bad.len();
        let rows = core::iter::once(row("sum")).chain(bad);
        let Err(ReviewError::BadRows(found)) = own_indicators((2..).zip(rows)) else {
            panic!()
        };
        let numbers: Vec<usize> = found.iter().map(|bad| bad.row).collect();
        assert_eq!(numbers, (3..3 + count).collect::<Vec<_>>());

        let mapping = |line: &str, reason: &str| MappingRow {
            indicator: "OWN.X".into(),
            action_line: line.into(),
            reason: reason.into(),
            source: "s".into(),
            status: String::new(),
        };
        assert!(own_mappings([(2, mapping("C2", "why"))]).is_ok());
        let rows = [(2, mapping("C12", "why")), (3, mapping("C2", ""))];
        let Err(ReviewError::BadRows(found)) = own_mappings(rows) else {
            panic!()
        };
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn bounds_may_be_open() {
        let mut open = row("sum");
        open.least = "none".into();
        assert_eq!(Indicator::try_from(open).unwrap().least(), None);
        assert_eq!(Indicator::try_from(row("sum")).unwrap().least(), Some(0.0));
    }
}
