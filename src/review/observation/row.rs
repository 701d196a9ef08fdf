use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::reference::gwp::GwpSet;
use crate::source::{SourceId, Status};
use crate::uncertainty::RelativeUncertainty;

use super::super::error::all_or_every_error;
use super::super::{ObservationError, ReviewError};
use super::{
    Datum, Dimension, Entity, Key, Meta, NotationKey, Observation, Origin, Part, Reading, Tier,
};

/// One row of a tidy CSV file of observations, as text.
///
/// | column | content |
/// |---|---|
/// | `entity` or `country` | ISO 3166-1 alpha-3 or alpha-2 code (`NA` is Namibia), or `org:` and an id |
/// | `year` | calendar year that the value counts for |
/// | `indicator` | code, such as `PRJ.GRID.CI` |
/// | `value` | a number with a decimal point; empty where a notation key stands |
/// | `unit` | unit of the value, such as `gCO2e/kWh` |
/// | `notation_key` | NO, NE, NA, IE, C or NR where there is no value |
/// | `points_to` | for IE and C: the key that includes it, as `NAM 2022 SDG.12.4.2.EWG` |
/// | `origin` | measured, reported (also if empty), modelled, derived or filled |
/// | `tier` | 1, 2, 3 or empty |
/// | `source` | id of the source |
///
/// and, where they apply (each may be absent):
///
/// | column | content |
/// |---|---|
/// | `category`, `gas`, `partner`, `scope`, `sex`, `stage`, `sub_sector` | the part that the value is of, by [`Dimension`] |
/// | `uncertainty_percent` | half the width of the 95 % interval, in per cent of the value |
/// | `quality` | five scores of data quality, see [`DataQuality`](super::DataQuality) |
/// | `gwp` | set of global warming potentials: AR4, AR5, AR6 |
/// | `boundary` | what the value takes in, as a code |
/// | `method` | edition of the method or definition |
/// | `days` | first and last day, where they are not those of the calendar year: `2022-04-01/2023-03-31` |
/// | `restated` | why it differs from an earlier report, see [`RestatementReason`](super::RestatementReason) |
/// | `qualifiers` | flexibility, imports_included, restricted |
/// | `comment` | free text |
///
/// # Example
/// ```
/// use ict_impact::review::{Observation, Row};
/// let row = Row {
///     entity: "NA".into(),
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the columns are described above")]
pub struct Row {
    #[serde(alias = "country")]
    pub entity: String,
    pub year: String,
    pub indicator: String,
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
    pub category: String,
    #[serde(default)]
    pub gas: String,
    #[serde(default)]
    pub partner: String,
    #[serde(default)]
    pub scope: String,
    #[serde(default)]
    pub sex: String,
    #[serde(default)]
    pub stage: String,
    #[serde(default)]
    pub sub_sector: String,
    #[serde(default)]
    pub uncertainty_percent: String,
    #[serde(default)]
    pub quality: String,
    #[serde(default)]
    pub gwp: String,
    #[serde(default)]
    pub boundary: String,
    #[serde(default)]
    pub method: String,
    #[serde(default)]
    pub days: String,
    #[serde(default)]
    pub restated: String,
    #[serde(default)]
    pub qualifiers: String,
    #[serde(default)]
    pub comment: String,
}

impl TryFrom<Row> for Observation {
    type Error = ObservationError;

    fn try_from(row: Row) -> Result<Self, ObservationError> {
        let entity: Entity = row.entity.parse()?;
        let mut part = Part::WHOLE;
        for (dimension, code) in [
            (Dimension::Category, row.category),
            (Dimension::Gas, row.gas),
            (Dimension::Partner, row.partner),
            (Dimension::Scope, row.scope),
            (Dimension::Sex, row.sex),
            (Dimension::Stage, row.stage),
            (Dimension::SubSector, row.sub_sector),
        ] {
            if !code.is_empty() {
                part = part.and(dimension, code)?;
            }
        }
        let indicator = required("indicator", row.indicator)?;
        let key = Key::new(entity, row.year.parse()?, indicator).of_part(part);
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
        let source = SourceId::new(row.source)?;
        let meta = Meta {
            origin,
            tier,
            uncertainty: given(&row.uncertainty_percent, uncertainty)?,
            quality: given(&row.quality, |text| text.parse())?,
            gwp: given(&row.gwp, gwp)?,
            boundary: given(&row.boundary, |text| Ok(text.to_string().into()))?,
            method: given(&row.method, |text| Ok(text.to_string().into()))?,
            days: given(&row.days, |text| text.parse())?,
            restated: given(&row.restated, |text| text.parse())?,
            qualifiers: row
                .qualifiers
                .split_whitespace()
                .map(str::parse)
                .collect::<Result<_, _>>()?,
            comment: given(&row.comment, |text| Ok(text.to_string().into()))?,
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

/// What `read` makes of the text, if there is any.
fn given<T>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, ObservationError>,
) -> Result<Option<T>, ObservationError> {
    match text {
        "" => Ok(None),
        text => read(text).map(Some),
    }
}

fn uncertainty(text: &str) -> Result<RelativeUncertainty, ObservationError> {
    let percent = text.parse().ok();
    let read = percent.and_then(|percent| RelativeUncertainty::from_percent(percent).ok());
    read.ok_or_else(|| ObservationError::Unreadable {
        field: "uncertainty_percent",
        given: text.to_string(),
        accepted: "a number that is finite and not negative",
    })
}

fn gwp(text: &str) -> Result<GwpSet, ObservationError> {
    let named = GwpSet::ALL.into_iter().find(|set| set.as_str() == text);
    named.ok_or_else(|| ObservationError::Unreadable {
        field: "gwp",
        given: text.to_string(),
        accepted: "SAR, TAR, AR4, AR5, AR5_CCF or AR6",
    })
}

/// Turns the numbered rows of a file into observations, or says everything that is wrong.
///
/// # Errors
/// [`ReviewError::BadRows`] with every row that is no observation, by the number that was given
/// with it.
pub fn observations(
    rows: impl IntoIterator<Item = (usize, Row)>,
) -> Result<Vec<Observation>, ReviewError> {
    all_or_every_error(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: &str, key: &str) -> Row {
        Row {
            entity: "KEN".into(),
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
        bad_country.entity = "XX".into();
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
}
