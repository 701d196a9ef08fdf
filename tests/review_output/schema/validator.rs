//! As much of JSON Schema 2020-12 as the schemas use; any other keyword is an error.

use regex::Regex;
use serde_json::{Map, Value};

/// What says nothing about validity.
const ANNOTATIONS: [&str; 9] = [
    "$schema",
    "$id",
    "$defs",
    "title",
    "description",
    "default",
    "format",
    "version",
    "$comment",
];

/// The first reason why `value` is not of `schema`, with its place.
pub(crate) fn validate(root: &Value, value: &Value) -> Result<(), String> {
    check(root, root, value, "")
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let schema = match schema {
        Value::Bool(true) => return Ok(()),
        Value::Bool(false) => return Err(format!("{at}: nothing is accepted here")),
        schema => schema
            .as_object()
            .expect("a schema is an object or a boolean"),
    };
    for (keyword, limit) in schema {
        apply(root, schema, keyword, limit, value, at).map_err(|why| {
            if why.is_empty() {
                format!("{at}: {keyword} {limit}, not {value}")
            } else {
                why
            }
        })?;
    }
    Ok(())
}

fn ensure(holds: bool) -> Result<(), String> {
    holds.then_some(()).ok_or_else(String::new)
}

fn apply(
    root: &Value,
    schema: &Map<String, Value>,
    keyword: &str,
    limit: &Value,
    value: &Value,
    at: &str,
) -> Result<(), String> {
    let all = || limit.as_array().unwrap().iter();
    let fits = |schema: &Value| check(root, schema, value, at);
    let number = |compare: fn(&f64, &f64) -> bool| {
        ensure(
            value
                .as_f64()
                .is_none_or(|v| compare(&v, &limit.as_f64().unwrap())),
        )
    };
    let length = value.as_array().map(|list| list.len() as u64);
    match keyword {
        keyword if ANNOTATIONS.contains(&keyword) => Ok(()),
        "$ref" => {
            let path = limit
                .as_str()
                .unwrap()
                .strip_prefix('#')
                .expect("a local reference");
            check(
                root,
                root.pointer(path).expect("a known definition"),
                value,
                at,
            )
        }
        "type" => {
            let one = |name: &Value| match name.as_str().unwrap() {
                "null" => value.is_null(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                "number" => value.is_number(),
                "string" => value.is_string(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                other => panic!("type {other}"),
            };
            ensure(
                limit
                    .as_array()
                    .map_or_else(|| one(limit), |names| names.iter().any(one)),
            )
        }
        "enum" => ensure(all().any(|one| one == value)),
        "const" => ensure(limit == value),
        "minimum" => number(f64::ge),
        "maximum" => number(f64::le),
        "pattern" => {
            let pattern = Regex::new(limit.as_str().unwrap()).unwrap();
            ensure(value.as_str().is_none_or(|text| pattern.is_match(text)))
        }
        "minItems" => ensure(length.is_none_or(|n| n >= limit.as_u64().unwrap())),
        "maxItems" => ensure(length.is_none_or(|n| n <= limit.as_u64().unwrap())),
        "uniqueItems" => ensure(value.as_array().is_none_or(|list| {
            list.iter()
                .enumerate()
                .all(|(n, one)| !list[..n].contains(one))
        })),
        "prefixItems" => all()
            .zip(value.as_array().into_iter().flatten())
            .try_for_each(|(schema, item)| check(root, schema, item, at)),
        "items" => {
            let before = schema
                .get("prefixItems")
                .map_or(0, |p| p.as_array().unwrap().len());
            let items = value
                .as_array()
                .into_iter()
                .flatten()
                .enumerate()
                .skip(before);
            for (n, item) in items {
                check(root, limit, item, &format!("{at}[{n}]"))?;
            }
            Ok(())
        }
        "required" => ensure(
            value
                .as_object()
                .is_none_or(|object| all().all(|name| object.contains_key(name.as_str().unwrap()))),
        ),
        "properties" => {
            for (name, schema) in limit.as_object().unwrap() {
                if let Some(value) = value.get(name) {
                    check(root, schema, value, &format!("{at}.{name}"))?;
                }
            }
            Ok(())
        }
        "additionalProperties" => {
            let named = schema.get("properties").and_then(Value::as_object);
            for (name, value) in value.as_object().into_iter().flatten() {
                if named.is_none_or(|named| !named.contains_key(name)) {
                    check(root, limit, value, &format!("{at}.{name}"))?;
                }
            }
            Ok(())
        }
        "allOf" => all().try_for_each(fits),
        "anyOf" => ensure(all().any(|schema| fits(schema).is_ok())),
        "oneOf" => {
            let why: Vec<_> = all().map(fits).collect();
            ensure(why.iter().filter(|fit| fit.is_ok()).count() == 1)
                .map_err(|_| format!("{at}: oneOf: {why:?}"))
        }
        other => panic!("{at}: the keyword {other} is not known here"),
    }
}
