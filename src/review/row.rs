use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;

use crate::source::{SourceId, Status};

use super::{
    BadRow, Datum, Key, Meta, NotationKey, Observation, ObservationError, Origin, Reading,
    ReviewError, Tier,
};

/// One row of a tidy CSV file of observations, as text.
///
/// | column | content |
/// |---|---|
/// | `country` | ISO 3166-1 alpha-3 or alpha-2 code; `NA` is Namibia |
/// | `year` | calendar year |
/// | `indicator` | code, such as `PRJ.GRID.CI` |
/// | `category` | UNU-KEY, if the value is of one category of equipment; may be absent |
/// | `value` | a number with a decimal point; empty where a notation key stands |
/// | `unit` | unit of the value, such as `gCO2e/kWh` |
/// | `notation_key` | NO, NE, NA, IE, C or NR where there is no value |
/// | `points_to` | for IE and C: the key that includes it, as `NAM 2022 SDG.12.4.2.EWG` |
/// | `origin` | measured, reported (also if empty), modelled or derived |
/// | `tier` | 1, 2, 3 or empty |
/// | `source` | id of the source |
/// | `comment` | free text; may be absent |
///
/// # Example
/// ```
/// use ict_impact::review::{Observation, Row};
/// let row = Row {
///     country: "NA".into(),
///     year: "2022".into(),
///     indicator: "PRJ.GRID.CI".into(),
///     value: "59.26".into(),
///     unit: "gCO2e/kWh".into(),
///     source: "my-source".into(),
///     ..Row::default()
/// };
/// let observation = Observation::try_from(row)?;
/// assert_eq!(observation.key.to_string(), "NAM 2022 PRJ.GRID.CI");
/// # Ok::<(), ict_impact::review::ObservationError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the columns are described above")]
pub struct Row {
    pub country: String,
    pub year: String,
    pub indicator: String,
    #[serde(default)]
    pub category: String,
    pub value: String,
    pub unit: String,
    #[serde(default)]
    pub notation_key: String,
    #[serde(default)]
    pub points_to: String,
    #[serde(default)]
    pub origin: String,
    #[serde(default)]
    pub tier: String,
    pub source: String,
    #[serde(default)]
    pub comment: String,
}

impl TryFrom<Row> for Observation {
    type Error = ObservationError;

    fn try_from(row: Row) -> Result<Self, ObservationError> {
        let mut key = Key::new(
            row.country.parse()?,
            row.year.parse()?,
            required("indicator", row.indicator)?,
        );
        if !row.category.is_empty() {
            key = key.of_category(row.category);
        }
        let datum = match (row.value.as_str(), row.notation_key.as_str()) {
            ("", "") => return Err(value_or_key(row.value, row.notation_key)),
            ("", notation) => Datum::Notation(notation_key(notation, &row.points_to)?),
            (value, "") => Datum::Value(Reading::new(number(value)?, row.unit)?),
            _ => return Err(value_or_key(row.value, row.notation_key)),
        };
        let origin = if row.origin.is_empty() {
            Origin::Reported
        } else {
            row.origin.parse()?
        };
        let tier = match row.tier.as_str() {
            "" => None,
            text => Some(
                Tier::try_from(text.parse::<u8>().unwrap_or(0)).map_err(|_| {
                    ObservationError::Unreadable {
                        field: "tier",
                        given: text.to_string(),
                        accepted: "1, 2, 3 or nothing",
                    }
                })?,
            ),
        };
        let comment = (!row.comment.is_empty()).then(|| row.comment.into());
        let source = SourceId::new(row.source)?;
        let meta = Meta {
            origin,
            tier,
            comment,
            ..Meta::reported(source, Status::Verified)
        };
        Ok(Self { key, datum, meta })
    }
}

fn value_or_key(value: String, key: String) -> ObservationError {
    ObservationError::ValueOrKey { value, key }
}

fn required(field: &'static str, text: String) -> Result<String, ObservationError> {
    if text.trim().is_empty() {
        return Err(ObservationError::Unreadable {
            field,
            given: text,
            accepted: "a code",
        });
    }
    Ok(text)
}

/// A decimal number; words such as `NaN` and separators such as `1,234` are refused.
fn number(text: &str) -> Result<f64, ObservationError> {
    let unreadable = || ObservationError::Unreadable {
        field: "value",
        given: text.to_string(),
        accepted: "a number such as 1234.5 or 1.2e3, without a thousands separator",
    };
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(unreadable());
    }
    text.parse().map_err(|_| unreadable())
}

fn notation_key(text: &str, points_to: &str) -> Result<NotationKey, ObservationError> {
    let pointer = || points_to.parse().map(Box::new);
    match text {
        "NO" => Ok(NotationKey::No),
        "NE" => Ok(NotationKey::Ne),
        "NA" => Ok(NotationKey::Na),
        "NR" => Ok(NotationKey::Nr),
        "IE" => Ok(NotationKey::Ie(pointer()?)),
        "C" => Ok(NotationKey::C(pointer()?)),
        _ => Err(ObservationError::Unreadable {
            field: "notation_key",
            given: text.to_string(),
            accepted: "NO, NE, NA, IE, C or NR",
        }),
    }
}

impl FromStr for Key {
    type Err = ObservationError;

    /// Reads what `Display` writes: country, year, indicator and, if there is one, the category.
    fn from_str(text: &str) -> Result<Self, ObservationError> {
        let mut words = text.split_whitespace();
        match (
            words.next(),
            words.next(),
            words.next(),
            words.next(),
            words.next(),
        ) {
            (Some(country), Some(year), Some(indicator), category, None) => {
                let key = Self::new(country.parse()?, year.parse()?, indicator.to_string());
                Ok(match category {
                    Some(category) => key.of_category(category.to_string()),
                    None => key,
                })
            }
            _ => Err(ObservationError::Unreadable {
                field: "key",
                given: text.to_string(),
                accepted: "country, year, indicator and maybe a category, as NAM 2022 PRJ.GRID.CI",
            }),
        }
    }
}

/// Turns the numbered rows of a file into observations, or says everything that is wrong.
///
/// # Errors
/// [`ReviewError::BadRows`] with every row that is no observation, by the number that was given
/// with it.
pub fn observations(
    rows: impl IntoIterator<Item = (usize, Row)>,
) -> Result<Vec<Observation>, ReviewError> {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (row, text) in rows {
        match Observation::try_from(text) {
            Ok(observation) => good.push(observation),
            Err(error) => bad.push(BadRow { row, error }),
        }
    }
    if bad.is_empty() {
        Ok(good)
    } else {
        Err(ReviewError::BadRows(bad))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: &str, key: &str) -> Row {
        Row {
            country: "KEN".into(),
            year: "2022".into(),
            indicator: "PRJ.GRID.CI".into(),
            value: value.into(),
            unit: "gCO2e/kWh".into(),
            notation_key: key.into(),
            source: "s".into(),
            ..Row::default()
        }
    }

    #[test]
    fn a_row_is_a_value_or_a_key_and_never_both() {
        assert!(matches!(
            Observation::try_from(row("78", "")).unwrap().datum,
            Datum::Value(_)
        ));
        assert!(matches!(
            Observation::try_from(row("", "NA")).unwrap().datum,
            Datum::Notation(NotationKey::Na)
        ));
        for (value, key) in [
            ("", ""),
            ("78", "NE"),
            ("NaN", ""),
            ("inf", ""),
            ("1,234", ""),
            ("", "na"),
            ("", "IE"),
            ("1e400", ""),
        ] {
            assert!(
                Observation::try_from(row(value, key)).is_err(),
                "{value} {key}"
            );
        }
    }

    #[test]
    fn all_bad_rows_are_named() {
        let mut bad_country = row("1", "");
        bad_country.country = "XX".into();
        let mut bad_tier = row("1", "");
        bad_tier.tier = "4".into();
        let rows = [
            (2, row("1", "")),
            (3, bad_country),
            (4, row("x", "")),
            (5, bad_tier),
        ];
        let Err(ReviewError::BadRows(bad)) = observations(rows) else {
            panic!()
        };
        assert_eq!(bad.iter().map(|bad| bad.row).collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        let text = "NAM 2022 SDG.12.4.2.EWG 0303";
        assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        for bad in ["", "NAM 2022", "NAM x PRJ", "NAM 2022 A B C"] {
            assert!(bad.parse::<Key>().is_err(), "{bad}");
        }
    }
}
