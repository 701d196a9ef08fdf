//! The limits of the constructors, said once more as JSON Schema.
//!
//! A test holds each of these against the constructor that it stands for.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::super::json::ReviewDocument;
use super::{REVIEW_ID, VERSION};
use crate::place::Country;
use crate::reference::gwp::{Gas, GwpSet};
use crate::review::observation::LONGEST_ORGANISATION;
use crate::review::{
    DataQuality, DateSpan, Dimension, Entity, FiscalYear, Origin, Part, Reading, Report,
    RestatementReason, Row, Tier,
};
use crate::source::{Digest, SourceId, Status};
use crate::time::{Biennium, Date, Year};
use crate::uncertainty::RelativeUncertainty;

const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
const WORD: &str = "^[A-Za-z0-9._-]+$";

/// Gives a type the schema that its constructor keeps.
macro_rules! limits {
    ($($type:ident: $schema:expr;)+) => {
        $(impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        })+
    };
}

fn text(pattern: &str, description: &str) -> Schema {
    json_schema!({ "type": "string", "pattern": pattern, "description": description })
}

fn one_of(words: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": words })
}

/// Both codes of every country.
fn countries() -> Vec<&'static str> {
    let codes = Country::all().map(Country::alpha3);
    codes.chain(Country::all().map(Country::alpha2)).collect()
}

fn code(dimension: Dimension) -> Schema {
    match dimension {
        Dimension::Category => text(WORD, "A code"),
        Dimension::Gas => one_of(&Gas::all().map(Gas::code).collect::<Vec<_>>()),
        Dimension::Partner => one_of(&Country::all().map(Country::alpha3).collect::<Vec<_>>()),
        closed => one_of(closed.codes()),
    }
}

fn part() -> Schema {
    let codes = Dimension::ALL.map(|dimension| (dimension.as_str(), code(dimension)));
    let codes: alloc::collections::BTreeMap<_, _> = codes.into_iter().collect();
    json_schema!({
        "type": "object",
        "properties": codes,
        "additionalProperties": false,
        "description": "The part of the whole, by dimension and code",
    })
}

fn entity() -> Schema {
    let organisation = format!("^org:[A-Za-z0-9._-]{{1,{LONGEST_ORGANISATION}}}$");
    json_schema!({
        "description": "A country by its ISO 3166-1 code, or an organisation as org: and its id",
        "anyOf": [one_of(&countries()), { "type": "string", "pattern": organisation }],
    })
}

limits! {
    Year: json_schema!({
        "type": "integer",
        "minimum": i32::from(Year::MIN),
        "maximum": i32::from(Year::MAX),
    });
    Date: text(&format!("^{DAY}$"), "A day, as 2024-12-31; the month must have it");
    Biennium: text("^[0-9]+[-–][0-9]+$", "Two consecutive years, as 2022-2023");
    Country: one_of(&countries());
    Entity: entity();
    Part: part();
    SourceId: text(WORD, "Id of a source in the register");
    Digest: text("^[0-9a-f]{64}$", "SHA-256 in lower-case hexadecimal digits");
    Status: one_of(&[
        Status::Verified,
        Status::Secondary,
        Status::Derived,
        Status::Questionable,
        Status::Unverified,
        Status::Proposal,
    ].map(Status::as_str));
    GwpSet: one_of(&GwpSet::ALL.map(GwpSet::as_str));
    RelativeUncertainty: json_schema!({
        "type": "number",
        "minimum": 0,
        "description": "Half the width of the 95 % interval, in per cent of the value",
    });
    Tier: json_schema!({
        "type": "integer",
        "minimum": u8::from(Tier::ONE),
        "maximum": u8::from(Tier::THREE),
    });
    DataQuality: text(
        r"^\s*[+]?0*[1-5](\s+[+]?0*[1-5]){4}\s*$",
        "Five scores from 1 to 5: technology, time, completeness, geography, reliability",
    );
    DateSpan: text(
        &format!("^{DAY}/{DAY}$"),
        "First and last day, as 2022-04-01/2023-03-31; the last is not before the first",
    );
    FiscalYear: text(r"^[+]?0*([1-9]|1[0-2])$", "The month it begins with, 01 to 12");
    Reading: json_schema!({
        "type": "object",
        "properties": {
            "value": { "type": "number", "description": "A finite number" },
            "unit": { "type": "string", "pattern": r"\S", "description": "Symbol of the unit" },
        },
        "required": ["value", "unit"],
        "additionalProperties": false,
    });
}

fn identified(mut schema: Schema, id: &str) -> Schema {
    schema.insert("$id".into(), id.into());
    schema.insert("version".into(), VERSION.into());
    schema
}

fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with_transform(RecursiveTransform(super::words::for_everyone))
}

/// The schema of the JSON of a review, made from its types.
pub fn review() -> Schema {
    let settings = settings().for_serialize();
    let schema = settings
        .into_generator()
        .into_root_schema_for::<ReviewDocument<'static>>();
    identified(schema, REVIEW_ID)
}

/// The schema of a report with its observations, made from its types.
///
/// What two fields have to do with each other (a last day that is not before the first) is said
/// in words only.
pub fn report() -> Schema {
    let schema = settings().into_generator().into_root_schema_for::<Report>();
    identified(schema, "urn:ict-impact:report")
}

/// The schema of a row of observations, whose fields are text, made from its type and the limits
/// of the fields.
///
/// The name `country` that a row takes for `entity` is not in it.
pub fn row() -> Schema {
    let mut schema = settings().into_generator().into_root_schema_for::<Row>();
    let mut limits = Vec::from([
        ("entity", entity()),
        (
            "year",
            text("^0*[1-9][0-9]{0,3}$", "Calendar year, 1 to 9999"),
        ),
        ("indicator", text(r"\S", "Code of the indicator")),
        (
            "value",
            or_empty(text("[0-9]", "A number, without a thousands separator")),
        ),
        (
            "notation_key",
            or_empty(one_of(&["NO", "NE", "NA", "IE", "C", "NR"])),
        ),
        ("source", text(WORD, "Id of the source")),
        (
            "origin",
            or_empty(one_of(
                &[
                    Origin::Measured,
                    Origin::Reported,
                    Origin::Modelled,
                    Origin::Derived,
                    Origin::Filled,
                ]
                .map(Origin::as_str),
            )),
        ),
        (
            "tier",
            or_empty(text(r"^[+]?0*[1-3]$", "Tier of the method, 1 to 3")),
        ),
        ("gwp", or_empty(one_of(&GwpSet::ALL.map(GwpSet::as_str)))),
        (
            "restated",
            or_empty(one_of(
                &RestatementReason::ALL.map(RestatementReason::as_str),
            )),
        ),
    ]);
    let mut generator = SchemaGenerator::default();
    limits.push((
        "quality",
        or_empty(DataQuality::json_schema(&mut generator)),
    ));
    limits.push(("days", or_empty(DateSpan::json_schema(&mut generator))));
    limits.extend(Dimension::ALL.map(|of| (of.as_str(), or_empty(code(of)))));
    if let Some(fields) = schema.get_mut("properties").and_then(|p| p.as_object_mut()) {
        for (field, limit) in limits {
            fields.insert(field.into(), limit.to_value());
        }
    }
    identified(schema, "urn:ict-impact:row")
}

/// The same, or nothing.
fn or_empty(schema: Schema) -> Schema {
    json_schema!({ "anyOf": [{ "const": "" }, schema], "default": "" })
}
