use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::{JsonValue, OutputError};
use super::component::{Component, Representation, Role, components};
use super::record::{Code, Days, Record, code_lists};
use super::{STRUCTURE, meta, urn};
use crate::time::Date;

/// The records as an SDMX-JSON 2.0 data message in the flat form, in which every dimension
/// stands at the observation.
///
/// A measure without a value is `null`. The message has the id of its content and the date that
/// is given, so that the same records give the same bytes.
///
/// # Source
/// SDMX-JSON 2.0.0 field guide of data messages (2021).
///
/// # Errors
/// [`OutputError::Empty`], [`OutputError::Duplicate`], [`OutputError::SameId`],
/// [`OutputError::Digest`] for a number that is not finite.
pub fn data_message(records: &[Record], prepared: Date) -> Result<JsonValue, OutputError> {
    let codes = code_lists(records)?;
    let times: BTreeMap<String, Days> = records
        .iter()
        .map(|record| (record.period.text(), record.period))
        .collect();
    let places = Places::of(&codes, &times);
    let links = || link("datastructure.DataStructure", "datastructure");
    let structure = JsonValue::object([
        ("dataSets", JsonValue::list([0.into()])),
        ("links", links()),
        ("name", "Biennial review".into()),
        ("dimensions", at_observation(dimensions(&codes, &times))),
        ("measures", at_observation(measures())),
        ("attributes", at_observation(attributes(&codes))),
    ]);
    let observations = records.iter().map(|record| observation(record, &places));
    let data_set = JsonValue::object([
        ("structure", 0.into()),
        ("action", "Information".into()),
        ("links", links()),
        ("observations", JsonValue::Object(observations.collect())),
    ]);
    let data = JsonValue::object([
        ("structures", JsonValue::list([structure])),
        ("dataSets", JsonValue::list([data_set])),
    ]);
    Ok(JsonValue::object([
        ("meta", meta("data", prepared, &data)?),
        ("data", data),
    ]))
}

/// Where each code stands in the list of its component.
struct Places<'a>(BTreeMap<(&'static str, &'a str), usize>);

impl<'a> Places<'a> {
    fn of(codes: &'a BTreeMap<&'static str, Vec<Code>>, times: &'a BTreeMap<String, Days>) -> Self {
        let coded = codes.iter().flat_map(|(component, list)| {
            let places = list.iter().enumerate();
            places.map(|(at, code)| ((*component, &*code.id), at))
        });
        let times = times.keys().enumerate();
        Self(
            coded
                .chain(times.map(|(at, time)| (("TIME_PERIOD", &**time), at)))
                .collect(),
        )
    }

    fn get(&self, component: &Component, id: &str) -> Option<usize> {
        self.0.get(&(component.id, id)).copied()
    }
}

fn link(class: &str, rel: &'static str) -> JsonValue {
    let link = JsonValue::object([("urn", urn(class, STRUCTURE).into()), ("rel", rel.into())]);
    JsonValue::list([link])
}

fn at_observation(components: Vec<JsonValue>) -> JsonValue {
    JsonValue::object([("observation", JsonValue::List(components))])
}

fn named(component: &Component) -> JsonValue {
    JsonValue::object([("id", component.id.into()), ("name", component.name.into())])
}

fn coded(codes: &[Code]) -> JsonValue {
    JsonValue::list(codes.iter().map(|code| {
        let value = JsonValue::object([
            ("id", code.id.clone().into()),
            ("name", code.name.clone().into()),
        ]);
        if code.id == code.code {
            value
        } else {
            value.with("description", code.code.clone())
        }
    }))
}

fn dimensions(
    codes: &BTreeMap<&'static str, Vec<Code>>,
    times: &BTreeMap<String, Days>,
) -> Vec<JsonValue> {
    let period = |(text, days): (&String, &Days)| {
        JsonValue::object([
            ("value", text.clone().into()),
            ("start", format!("{}T00:00:00Z", days.start()).into()),
            ("end", format!("{}T23:59:59Z", days.end()).into()),
        ])
    };
    let dimensions = components().iter().filter(|c| c.is_dimension());
    dimensions
        .enumerate()
        .map(|(at, component)| {
            let values = match component.representation {
                Representation::Time => JsonValue::list(times.iter().map(period)),
                _ => coded(codes.get(component.id).map_or(&[], Vec::as_slice)),
            };
            let dimension = named(component).with("keyPosition", at);
            let dimension = match component.role {
                Role::Time => dimension.with("roles", JsonValue::list(["TIME_PERIOD".into()])),
                _ => dimension,
            };
            dimension.with("values", values)
        })
        .collect()
}

fn format_of(data_type: &'static str) -> JsonValue {
    JsonValue::object([("dataType", data_type.into())])
}

fn measures() -> Vec<JsonValue> {
    let measures = components().iter().filter(|c| c.role == Role::Measure);
    measures
        .map(|component| {
            named(component)
                .with("isMandatory", false)
                .with("format", format_of("Double"))
        })
        .collect()
}

fn attributes(codes: &BTreeMap<&'static str, Vec<Code>>) -> Vec<JsonValue> {
    let attribute = |component: &Component| {
        let Role::Attribute { mandatory } = component.role else {
            return None;
        };
        let observation = JsonValue::object([("observation", JsonValue::object([]))]);
        let attribute = named(component)
            .with("isMandatory", mandatory)
            .with("relationship", observation);
        Some(match (&component.representation, codes.get(component.id)) {
            (Representation::Codes(_), Some(codes)) => attribute.with("values", coded(codes)),
            (Representation::Number(_), _) => attribute.with("format", format_of("Double")),
            _ => attribute.with("format", format_of("String")),
        })
    };
    components().iter().filter_map(attribute).collect()
}

/// The key of places, and the content: the measure, then the attributes.
fn observation(record: &Record, places: &Places<'_>) -> (Cow<'static, str>, JsonValue) {
    let place = |component: &Component| places.get(component, &component.text(record));
    let (dimensions, content): (Vec<_>, Vec<_>) =
        components().iter().partition(|c| c.is_dimension());
    let key: Vec<String> = dimensions
        .into_iter()
        .filter_map(place)
        .map(|at| at.to_string())
        .collect();
    let content = content
        .into_iter()
        .map(|component| match &component.representation {
            Representation::Codes(_) | Representation::Time => place(component).into(),
            Representation::Number(of) => of(record).into(),
            Representation::Text(of) => of(record).into(),
        });
    (Cow::Owned(key.join(":")), JsonValue::list(content))
}
