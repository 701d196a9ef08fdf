use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::{JsonValue, OutputError};
use super::component::{Component, Representation, Role, components};
use super::record::{Code, Record, code_lists};
use super::{AGENCY, STRUCTURE, VERSION, meta, urn};
use crate::time::Date;

const CONCEPTS: &str = "CS_BIENNIAL_REVIEW";
const OBS_STATUS: &str = "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SDMX:CL_OBS_STATUS(2.3)";

/// The structure definition of the records as an SDMX-JSON 2.0 structure message: concepts, code
/// lists with the codes that the records have, and the data structure definition.
///
/// # Source
/// SDMX-JSON 2.0.0 field guide of structure messages (2021).
///
/// # Errors
/// As [`data_message`](super::data_message).
pub fn structure_message(records: &[Record], prepared: Date) -> Result<JsonValue, OutputError> {
    let codes = code_lists(records)?;
    let concepts = components().iter().map(|component| {
        JsonValue::object([("id", component.id.into()), ("name", component.name.into())])
    });
    let concepts = maintained(CONCEPTS, "Concepts of the biennial review")
        .with("concepts", JsonValue::list(concepts));
    let own = codes.iter().filter(|(id, _)| **id != "OBS_STATUS");
    let lists = own.map(|(id, codes)| code_list(id, codes));
    let definition =
        maintained(STRUCTURE, "Biennial review").with("dataStructureComponents", structure());
    let data = JsonValue::object([
        ("conceptSchemes", JsonValue::list([concepts])),
        ("codelists", JsonValue::list(lists)),
        ("dataStructures", JsonValue::list([definition])),
    ]);
    Ok(JsonValue::object([
        ("meta", meta("structure", prepared, &data)?),
        ("data", data),
    ]))
}

fn maintained(id: &str, name: &'static str) -> JsonValue {
    JsonValue::object([
        ("id", String::from(id).into()),
        ("agencyID", AGENCY.into()),
        ("version", VERSION.into()),
        ("name", name.into()),
    ])
}

fn list_id(component: &str) -> String {
    format!("CL_{component}")
}

fn code_list(component: &str, codes: &[Code]) -> JsonValue {
    let name = components().iter().find(|c| c.id == component);
    let codes = codes.iter().map(|code| {
        let value = JsonValue::object([
            ("id", code.id.clone().into()),
            ("name", code.name.clone().into()),
        ]);
        if code.id == code.code {
            value
        } else {
            value.with("description", code.code.clone())
        }
    });
    maintained(&list_id(component), name.map_or("", |c| c.name))
        .with("isPartial", true)
        .with("codes", JsonValue::list(codes))
}

fn structure() -> JsonValue {
    let of = |role: fn(Role) -> bool| {
        let components = components().iter().filter(move |c| role(c.role));
        components.enumerate().map(|(at, c)| described(at, c))
    };
    let dimensions = of(|role| role == Role::Dimension).collect();
    let time: Vec<JsonValue> = of(|role| role == Role::Time).collect();
    let measures = of(|role| role == Role::Measure).collect();
    let attributes = of(|role| matches!(role, Role::Attribute { .. })).collect();
    let list = |id: &'static str| JsonValue::object([("id", id.into())]);
    JsonValue::object([
        (
            "dimensionList",
            list("DimensionDescriptor")
                .with("dimensions", JsonValue::List(dimensions))
                .with("timeDimension", time.into_iter().next()),
        ),
        (
            "measureList",
            list("MeasureDescriptor").with("measures", JsonValue::List(measures)),
        ),
        (
            "attributeList",
            list("AttributeDescriptor").with("attributes", JsonValue::List(attributes)),
        ),
    ])
}

fn described(at: usize, component: &Component) -> JsonValue {
    let concept = format!(
        "{}.{}",
        urn("conceptscheme.Concept", CONCEPTS),
        component.id
    );
    let format = |data_type: &'static str| {
        JsonValue::object([(
            "format",
            JsonValue::object([("dataType", data_type.into())]),
        )])
    };
    let list = match component.id {
        "OBS_STATUS" => OBS_STATUS.into(),
        id => urn("codelist.Codelist", &list_id(id)),
    };
    let representation = match component.representation {
        Representation::Codes(_) => JsonValue::object([("enumeration", list.into())]),
        Representation::Time => format("ObservationalTimePeriod"),
        Representation::Number(_) => format("Double"),
        Representation::Text(_) => format("String"),
    };
    let described = JsonValue::object([
        ("id", component.id.into()),
        ("conceptIdentity", concept.into()),
        ("localRepresentation", representation),
    ]);
    let observation = || JsonValue::object([("observation", JsonValue::object([]))]);
    let usage = |mandatory| if mandatory { "mandatory" } else { "optional" };
    match component.role {
        Role::Dimension => described.with("position", at),
        Role::Time => described,
        Role::Measure => described.with("usage", usage(false)),
        Role::Attribute { mandatory } => described
            .with("usage", usage(mandatory))
            .with("attributeRelationship", observation()),
    }
}
