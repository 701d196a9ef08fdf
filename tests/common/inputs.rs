//! What does a case give its method? Every getter's error names the case, the field and what was
//! wanted there, so that a broken case is never mistaken for a wrong result.

use std::fmt::Display;

use serde_json::value::Index;
use serde_json::{Map, Value};

use super::output::AdapterError;

type Found<T> = Result<T, AdapterError>;

/// The inputs of a case, or one object or row inside them. A field is a name in an object and a
/// place, counted from 0, in a row: `inputs.f64("M")`, `row.text(0)`.
#[derive(Clone, Debug)]
pub(crate) struct Inputs<'a> {
    case: &'a str,
    path: String,
    value: &'a Value,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(case: &'a str, value: &'a Value) -> Self {
        Self {
            case,
            path: String::new(),
            value,
        }
    }

    /// Whether the field is there with a value other than null.
    pub(crate) fn has(&self, field: impl Index) -> bool {
        self.value.get(field).is_some_and(|value| !value.is_null())
    }

    /// The names of an object's fields, in the order of the file.
    pub(crate) fn names(&self) -> Vec<&'a str> {
        match self.value {
            Value::Object(fields) => fields.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// How many fields an object or places a row has.
    pub(crate) fn len(&self) -> usize {
        match self.value {
            Value::Object(fields) => fields.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        }
    }

    /// A number.
    pub(crate) fn f64(&self, field: impl Index + Display) -> Found<f64> {
        self.get(field, "a number", Value::as_f64)
    }

    /// A number, if it is there and not null.
    pub(crate) fn opt_f64(&self, field: impl Index + Display) -> Found<Option<f64>> {
        self.opt(field, Self::f64)
    }

    /// A whole number.
    pub(crate) fn i64(&self, field: impl Index + Display) -> Found<i64> {
        self.get(field, "a whole number", whole)
    }

    /// A whole number, if it is there and not null.
    pub(crate) fn opt_i64(&self, field: impl Index + Display) -> Found<Option<i64>> {
        self.opt(field, Self::i64)
    }

    /// A year.
    pub(crate) fn year(&self, field: impl Index + Display) -> Found<i32> {
        self.get(field, "a year", year)
    }

    /// True or false.
    pub(crate) fn bool(&self, field: impl Index + Display) -> Found<bool> {
        self.get(field, "true or false", Value::as_bool)
    }

    /// True or false, if it is there and not null.
    pub(crate) fn opt_bool(&self, field: impl Index + Display) -> Found<Option<bool>> {
        self.opt(field, Self::bool)
    }

    /// A text.
    pub(crate) fn text(&self, field: impl Index + Display) -> Found<&'a str> {
        self.get(field, "a text", Value::as_str)
    }

    /// A text, if it is there and not null.
    pub(crate) fn opt_text(&self, field: impl Index + Display) -> Found<Option<&'a str>> {
        self.opt(field, Self::text)
    }

    /// A list of numbers.
    pub(crate) fn series(&self, field: impl Index + Display) -> Found<Vec<f64>> {
        self.get(field, "a list of numbers", |v| all(v, Value::as_f64))
    }

    /// A list of numbers, if it is there and not null.
    pub(crate) fn opt_series(&self, field: impl Index + Display) -> Found<Option<Vec<f64>>> {
        self.opt(field, Self::series)
    }

    /// A list of numbers, of which some may be null.
    pub(crate) fn series_with_gaps(&self, field: impl Index + Display) -> Found<Vec<Option<f64>>> {
        self.get(field, "a list of numbers and nulls", |v| {
            all(v, |item| match item {
                Value::Null => Some(None),
                item => item.as_f64().map(Some),
            })
        })
    }

    /// A list of years.
    pub(crate) fn years(&self, field: impl Index + Display) -> Found<Vec<i32>> {
        self.get(field, "a list of years", |v| all(v, year))
    }

    /// A list of texts.
    pub(crate) fn texts(&self, field: impl Index + Display) -> Found<Vec<&'a str>> {
        self.get(field, "a list of texts", |v| all(v, Value::as_str))
    }

    /// One number for all, or a list of them.
    pub(crate) fn one_or_many(&self, field: impl Index + Display) -> Found<OneOrMany> {
        self.get(field, "a number or a list of numbers", |v| {
            let many = || all(v, Value::as_f64).map(OneOrMany::Many);
            v.as_f64().map(OneOrMany::One).or_else(many)
        })
    }

    /// A number, or an object `{min, max}`; a lone number is both of its bounds.
    pub(crate) fn number_or_range(&self, field: impl Index + Display) -> Found<(f64, f64)> {
        self.get(field, "a number or {min, max}", |v| match v.as_f64() {
            Some(number) => Some((number, number)),
            None => Some((v.get("min")?.as_f64()?, v.get("max")?.as_f64()?)),
        })
    }

    /// Numbers by year, ascending.
    pub(crate) fn year_map(&self, field: impl Index + Display) -> Found<Vec<(i32, f64)>> {
        self.get(field, "an object of numbers by year", |v| {
            let number = |(name, value): (&String, &Value)| {
                Some((name.parse::<i32>().ok()?, value.as_f64()?))
            };
            let mut pairs: Vec<_> = v.as_object()?.iter().map(number).collect::<Option<_>>()?;
            pairs.sort_by_key(|(year, _)| *year);
            Some(pairs)
        })
    }

    /// Numbers by name, in the order of the file.
    pub(crate) fn number_map(&self, field: impl Index + Display) -> Found<Vec<(&'a str, f64)>> {
        self.get(field, "an object of numbers by name", |v| {
            let number = |(name, value): (&'a String, &Value)| Some((&**name, value.as_f64()?));
            v.as_object()?.iter().map(number).collect()
        })
    }

    /// An object, as inputs of its own.
    pub(crate) fn object(&self, field: impl Index + Display) -> Found<Inputs<'a>> {
        self.inside(field, "an object", Value::is_object)
    }

    /// An object, if it is there and not null.
    pub(crate) fn opt_object(&self, field: impl Index + Display) -> Found<Option<Inputs<'a>>> {
        self.opt(field, Self::object)
    }

    /// A list whose places hold different things, as inputs of its own.
    pub(crate) fn row(&self, field: impl Index + Display) -> Found<Inputs<'a>> {
        self.inside(field, "a list", Value::is_array)
    }

    /// A list of objects.
    pub(crate) fn objects(&self, field: impl Index + Display) -> Found<Vec<Inputs<'a>>> {
        let list = self.row(field)?;
        (0..list.len()).map(|place| list.object(place)).collect()
    }

    /// A list of rows.
    pub(crate) fn rows(&self, field: impl Index + Display) -> Found<Vec<Inputs<'a>>> {
        let list = self.row(field)?;
        (0..list.len()).map(|place| list.row(place)).collect()
    }

    /// The JSON value itself, for what no other getter reads.
    pub(crate) fn value(&self, field: impl Index + Display) -> Found<&'a Value> {
        self.get(field, "a value", Some)
    }

    /// An error that says this field is not what the method needs.
    pub(crate) fn unfit(&self, field: impl Index + Display, wanted: &str) -> AdapterError {
        AdapterError::WrongType {
            case: self.case.to_owned(),
            field: self.path_of(&field),
            wanted: wanted.to_owned(),
            got: self.value.get(field).map_or("nothing".into(), brief),
        }
    }

    fn inside(
        &self,
        field: impl Index + Display,
        wanted: &str,
        is: fn(&Value) -> bool,
    ) -> Found<Inputs<'a>> {
        let path = self.path_of(&field);
        let value = self.get(field, wanted, |v| is(v).then_some(v))?;
        Ok(Inputs {
            case: self.case,
            path,
            value,
        })
    }

    fn get<I: Index + Display, T>(
        &self,
        field: I,
        wanted: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Found<T> {
        match self.value.get(&field) {
            None => Err(AdapterError::MissingField {
                case: self.case.to_owned(),
                field: self.path_of(&field),
                wanted: wanted.to_owned(),
            }),
            Some(value) => read(value).ok_or_else(|| self.unfit(field, wanted)),
        }
    }

    fn opt<I: Index + Display, T>(
        &self,
        field: I,
        read: impl FnOnce(&Self, I) -> Found<T>,
    ) -> Found<Option<T>> {
        match self.value.get(&field) {
            None | Some(Value::Null) => Ok(None),
            Some(_) => read(self, field).map(Some),
        }
    }

    fn path_of(&self, field: &impl Display) -> String {
        match (self.path.as_str(), self.value) {
            (path, Value::Array(_)) => format!("{path}[{field}]"),
            ("", _) => field.to_string(),
            (path, _) => format!("{path}.{field}"),
        }
    }
}

/// A parameter that is one number for all, or one for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OneOrMany {
    One(f64),
    Many(Vec<f64>),
}

fn all<'a, T>(value: &'a Value, read: impl Fn(&'a Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

fn whole(value: &Value) -> Option<i64> {
    let exact = |x: f64| (x.abs() < 9e15 && x == x.trunc()).then_some(x as i64);
    value.as_i64().or_else(|| exact(value.as_f64()?))
}

fn year(value: &Value) -> Option<i32> {
    whole(value).and_then(|year| i32::try_from(year).ok())
}

/// A value short enough for a message.
pub(crate) fn brief(value: &Value) -> String {
    match value {
        Value::Array(items) if items.len() > 4 => format!("a list of {}", items.len()),
        Value::Object(fields) => format!("an object of {}", names(fields)),
        _ => value.to_string(),
    }
}

fn names(fields: &Map<String, Value>) -> String {
    let names: Vec<&str> = fields.keys().take(4).map(String::as_str).collect();
    let more = if fields.len() > 4 { ", …" } else { "" };
    format!("{{{}{more}}}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Inputs, OneOrMany};

    #[test]
    fn each_getter_reads_its_kind_of_field() {
        let value = json!({
            "x": 2, "n": 3.0, "none": null, "yes": true, "class": "A", "s": [1, 2.5],
            "gaps": [1, null], "scale": [1, 2], "range": {"min": 1, "max": 2},
            "pom": {"2012": 2, "2010": 1}, "mix": {"b": 1, "a": 2},
            "rows": [["A", 4]], "parts": [{"t": 7}], "curve": {"entry": {"n": 6}}
        });
        let inputs = Inputs::new("c", &value);
        assert_eq!(inputs.f64("x").unwrap(), 2.0);
        assert_eq!(inputs.i64("n").unwrap(), 3);
        assert_eq!(inputs.opt_f64("none").unwrap(), None);
        assert_eq!(inputs.opt_text("absent").unwrap(), None);
        assert!(inputs.bool("yes").unwrap() && !inputs.has("none") && inputs.has("x"));
        assert_eq!(inputs.text("class").unwrap(), "A");
        assert_eq!(inputs.series("s").unwrap(), [1.0, 2.5]);
        assert_eq!(inputs.series_with_gaps("gaps").unwrap(), [Some(1.0), None]);
        assert_eq!(inputs.one_or_many("x").unwrap(), OneOrMany::One(2.0));
        assert_eq!(
            inputs.one_or_many("scale").unwrap(),
            OneOrMany::Many(vec![1.0, 2.0])
        );
        assert_eq!(inputs.number_or_range("range").unwrap(), (1.0, 2.0));
        assert_eq!(inputs.year_map("pom").unwrap(), [(2010, 1.0), (2012, 2.0)]);
        assert_eq!(inputs.number_map("mix").unwrap(), [("b", 1.0), ("a", 2.0)]);
        let row = &inputs.rows("rows").unwrap()[0];
        assert_eq!((row.text(0).unwrap(), row.f64(1).unwrap()), ("A", 4.0));
        assert_eq!(inputs.objects("parts").unwrap()[0].f64("t").unwrap(), 7.0);
        let entry = inputs.object("curve").unwrap().object("entry").unwrap();
        assert_eq!(entry.i64("n").unwrap(), 6);
    }

    #[test]
    fn an_error_names_case_field_and_what_was_wanted() {
        let value = json!({"a": {"rows": [[1, "x"]], "n": 1.5}, "m": null});
        let inputs = Inputs::new("case#7", &value);
        let a = inputs.object("a").unwrap();
        for (error, text) in [
            (
                inputs.f64("M").unwrap_err(),
                "case `case#7`: input `M` is missing (a number)",
            ),
            (
                inputs.f64("m").unwrap_err(),
                "case `case#7`: input `m` is null, not a number",
            ),
            (
                a.i64("n").unwrap_err(),
                "case `case#7`: input `a.n` is 1.5, not a whole number",
            ),
            (
                a.rows("rows").unwrap()[0].f64(1).unwrap_err(),
                "case `case#7`: input `a.rows[0][1]` is \"x\", not a number",
            ),
            (
                inputs.series("a").unwrap_err(),
                "case `case#7`: input `a` is an object of {rows, n}, not a list of numbers",
            ),
        ] {
            assert_eq!(error.to_string(), text);
        }
    }
}
