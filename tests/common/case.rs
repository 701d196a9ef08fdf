//! What does a file of cases say? Everything that is wrong with it is found at once.

use std::fmt;

use serde_json::{Map, Value};

use super::strict;
use super::tolerance::{Tolerance, Tolerances};

/// One case: what to compute from what, and what must come out.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) file: String,
    pub(crate) suite: String,
    pub(crate) id: String,
    pub(crate) method: String,
    /// Where the expected result comes from.
    pub(crate) source: String,
    pub(crate) provenance: String,
    pub(crate) inputs: Value,
    pub(crate) expected: Expected,
    pub(crate) tolerance: Tolerances,
}

/// What a case expects of its call.
#[derive(Clone, Debug)]
pub(crate) enum Expected {
    /// A result with at least these fields.
    Values(Map<String, Value>),
    /// An error of this kind, e.g. `undefined`.
    Error(String),
}

/// Why a file or a case cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) file: String,
    /// The case by its id, or by its place in the file when it has none.
    pub(crate) case: Option<String>,
    pub(crate) what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(case) = &self.case {
            write!(f, "case {case}: ")?;
        }
        f.write_str(&self.what)
    }
}

/// Reads one file of cases, whose name is used in messages only.
pub(crate) fn parse_suite(file: &str, text: &str) -> Result<Vec<Case>, Vec<Problem>> {
    let problem = |case: Option<String>, what: String| Problem {
        file: file.to_owned(),
        case,
        what,
    };
    let document = strict::parse(text).map_err(|error| {
        let near = case_before(text, error.line(), error.column());
        vec![problem(near, format!("is not well-formed JSON: {error}"))]
    })?;
    let Value::Object(document) = document else {
        return Err(vec![problem(None, "is not an object with `cases`".into())]);
    };
    let mut problems: Vec<Problem> = unknown_fields(&document, &["suite", "cases"])
        .map(|what| problem(None, what))
        .collect();
    let suite = text_field(&document, "suite").unwrap_or_else(|what| {
        problems.push(problem(None, what));
        String::new()
    });
    let entries = match document.get("cases") {
        Some(Value::Array(entries)) if !entries.is_empty() => entries.as_slice(),
        Some(Value::Array(_)) => {
            problems.push(problem(None, "`cases` is empty".into()));
            &[]
        }
        _ => {
            problems.push(problem(None, "has no list `cases`".into()));
            &[]
        }
    };
    let mut cases = Vec::with_capacity(entries.len());
    for (place, entry) in entries.iter().enumerate() {
        match case(file, &suite, entry) {
            Ok(case) => cases.push(case),
            Err(faults) => {
                let name = match entry.get("id") {
                    Some(Value::String(id)) if !id.is_empty() => format!("`{id}`"),
                    _ => format!("number {}", place + 1),
                };
                problems.extend(
                    faults
                        .into_iter()
                        .map(|what| problem(Some(name.clone()), what)),
                );
            }
        }
    }
    if problems.is_empty() {
        Ok(cases)
    } else {
        Err(problems)
    }
}

fn case(file: &str, suite: &str, entry: &Value) -> Result<Case, Vec<String>> {
    let Value::Object(entry) = entry else {
        return Err(vec!["is not an object".into()]);
    };
    let required = ["id", "method", "inputs", "expected", "tolerance"];
    let mut problems: Vec<String> = unknown_fields(entry, &required).collect();
    let mut keep = |result: Result<String, String>| {
        result.unwrap_or_else(|what| {
            problems.push(what);
            String::new()
        })
    };
    let id = keep(text_field(entry, "id"));
    let method = keep(text_field(entry, "method"));
    let source = keep(optional_text(entry, "source"));
    let provenance = keep(optional_text(entry, "provenance"));
    let inputs = match entry.get("inputs") {
        Some(inputs @ Value::Object(_)) => inputs.clone(),
        Some(_) => {
            problems.push("`inputs` is not an object".into());
            Value::Null
        }
        None => {
            problems.push("`inputs` is missing".into());
            Value::Null
        }
    };
    let expected = expected(entry).map_err(|what| problems.push(what)).ok();
    let tolerance = match entry.get("tolerance") {
        None => Err(vec!["`tolerance` is missing".into()]),
        Some(value) => Tolerances::parse(value),
    }
    .map_err(|faults| problems.extend(faults))
    .ok();
    if let (Some(Expected::Values(fields)), Some(tolerance)) = (&expected, &tolerance) {
        numbers_without_bound(fields, "", tolerance, tolerance.default, &mut problems);
    }
    match (expected, tolerance) {
        (Some(expected), Some(tolerance)) if problems.is_empty() => Ok(Case {
            file: file.to_owned(),
            suite: suite.to_owned(),
            id,
            method,
            source,
            provenance,
            inputs,
            expected,
            tolerance,
        }),
        _ => Err(problems),
    }
}

fn expected(entry: &Map<String, Value>) -> Result<Expected, String> {
    match entry.get("expected") {
        None => Err("`expected` is missing".into()),
        Some(Value::Object(fields)) if fields.is_empty() => Err("`expected` is empty".into()),
        Some(Value::Object(fields)) => match fields.get("error") {
            Some(Value::String(kind)) => {
                if fields.values().filter(|value| !value.is_null()).count() > 1 {
                    return Err("`expected` gives an error and values at once".into());
                }
                Ok(Expected::Error(kind.clone()))
            }
            _ => Ok(Expected::Values(fields.clone())),
        },
        Some(_) => Err("`expected` is not an object".into()),
    }
}

/// Fields beside the required ones that do not describe a case or a suite.
fn unknown_fields<'a>(
    fields: &'a Map<String, Value>,
    required: &'a [&str],
) -> impl Iterator<Item = String> + 'a {
    fields.keys().filter_map(move |name| {
        let describes = matches!(name.as_str(), "source" | "provenance" | "units" | "note")
            || name.ends_with("_provenance");
        (!describes && !required.contains(&name.as_str()))
            .then(|| format!("field `{name}` is not part of the format"))
    })
}

fn text_field(fields: &Map<String, Value>, name: &str) -> Result<String, String> {
    match fields.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        Some(other) => Err(format!("`{name}` is {other}, not a name")),
        None => Err(format!("`{name}` is missing")),
    }
}

fn optional_text(fields: &Map<String, Value>, name: &str) -> Result<String, String> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(other) => Err(format!("`{name}` is {other}, not text")),
    }
}

fn numbers_without_bound(
    fields: &Map<String, Value>,
    path: &str,
    all: &Tolerances,
    outer: Tolerance,
    problems: &mut Vec<String>,
) {
    for (name, value) in fields {
        let path = match path {
            "" => name.clone(),
            _ => format!("{path}.{name}"),
        };
        let own = all.of_field(&path, name, outer);
        let mut values = vec![value];
        while let Some(value) = values.pop() {
            match value {
                Value::Object(inner) => numbers_without_bound(inner, &path, all, own, problems),
                Value::Array(items) => values.extend(items),
                Value::Number(_) if own.is_empty() => {
                    problems.push(format!("`expected.{path}` is a number without a tolerance"));
                    break;
                }
                _ => {}
            }
        }
    }
}

/// The last id that stands before a place in a text that could not be parsed.
fn case_before(text: &str, line: usize, column: usize) -> Option<String> {
    let before_line: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let end = text.floor_char_boundary(before_line + column);
    let after = text[..end].rsplit_once("\"id\"")?.1;
    let id = after.split('"').nth(1)?;
    Some(format!("`{id}` or after it"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Expected, parse_suite};

    fn suite(case: &Value) -> String {
        json!({"suite": "toy", "cases": [case]}).to_string()
    }

    fn good() -> Value {
        json!({
            "id": "a", "method": "m", "source": "s", "provenance": "published", "units": {"x": "t"},
            "inputs_provenance": "published", "note": "", "inputs": {"x": 1},
            "expected": {"x": 1, "y": {"z": [1.0, null]}}, "tolerance": {"rel": 0}
        })
    }

    fn problems(text: &str) -> String {
        let problems = parse_suite("f.json", text).unwrap_err();
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }

    #[test]
    fn a_case_of_the_format_is_read() {
        let cases = parse_suite("f.json", &suite(&good())).unwrap();
        assert_eq!(
            (cases[0].id.as_str(), cases[0].suite.as_str()),
            ("a", "toy")
        );
        assert!(matches!(&cases[0].expected, Expected::Values(fields) if fields.len() == 2));
    }

    #[test]
    fn a_missing_field_names_file_case_and_field() {
        for field in ["id", "method", "inputs", "expected", "tolerance"] {
            let mut case = good();
            case.as_object_mut().unwrap().remove(field);
            let name = if field == "id" { "number 1" } else { "`a`" };
            let text = problems(&suite(&case));
            assert_eq!(text, format!("f.json: case {name}: `{field}` is missing"));
        }
    }

    #[test]
    fn every_fault_of_every_case_is_listed() {
        let mut case = good();
        case["expect"] = json!({});
        case["inputs"] = json!([]);
        case["tolerance"] = json!({"y": {"rel": 1e-9}});
        let text = problems(&json!({"suite": "", "cases": [case, 7], "kind": 1}).to_string());
        for part in [
            "f.json: field `kind`",
            "f.json: `suite`",
            "case `a`: field `expect`",
            "case `a`: `inputs` is not an object",
            "case `a`: `expected.x` is a number without a tolerance",
            "case number 2: is not an object",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text.lines().count(), 6, "{text}");
    }

    #[test]
    fn a_text_that_is_no_json_names_the_case_it_breaks_in() {
        let text = suite(&good()).replace("\"rel\":0", "\"rel\":NaN");
        let text = problems(&text);
        assert!(text.starts_with("f.json: case `a` or after it: is not well-formed JSON: "));
        assert!(problems("é").starts_with("f.json: is not well-formed JSON: "));
        assert!(problems("[]").contains("is not an object"));
        assert!(problems(r#"{"suite": "s"}"#).contains("has no list `cases`"));
        assert!(problems(r#"{"suite": "s", "cases": []}"#).contains("`cases` is empty"));
    }

    #[test]
    fn an_expected_error_stands_alone() {
        let mut case = good();
        case["expected"] = json!({"error": "undefined", "value": null});
        let cases = parse_suite("f.json", &suite(&case)).unwrap();
        assert!(matches!(&cases[0].expected, Expected::Error(kind) if kind == "undefined"));
        case["expected"] = json!({"error": "undefined", "value": 1});
        assert!(problems(&suite(&case)).contains("an error and values at once"));
        case["expected"] = json!({});
        assert!(problems(&suite(&case)).contains("`expected` is empty"));
    }
}
