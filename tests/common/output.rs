//! What does an adapter hand back? The fields that the library computed, or why it did not.

use std::error::Error;
use std::fmt;

use serde_json::Value;

/// A computed value in the shape of an expected one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Got {
    /// No value: meets only an expected null, which is not looked at.
    Nothing,
    /// The library says that this field alone is undefined.
    Undefined,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Got>),
    Map(Vec<(String, Got)>),
}

impl Got {
    /// The field of this name, of a map.
    pub(crate) fn field(&self, name: &str) -> Option<&Got> {
        match self {
            Self::Map(fields) => fields.iter().find(|(n, _)| n == name).map(|(_, got)| got),
            _ => None,
        }
    }

    /// The value as JSON, a number that JSON cannot hold as its text.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Undefined => "undefined".into(),
            Self::Bool(is) => Value::Bool(*is),
            Self::Number(x) if x.is_finite() => Value::from(*x),
            Self::Number(x) => x.to_string().into(),
            Self::Text(text) => text.as_str().into(),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Map(fields) => {
                let json = |(name, got): &(String, Got)| (name.clone(), got.to_json());
                Value::Object(fields.iter().map(json).collect())
            }
        }
    }
}

/// The result of one case, field by field. Fields that no case expects do no harm.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output(Vec<(String, Got)>);

impl Output {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a field: a number, a text, a truth value, a list, an `Option` of one, or a whole
    /// `Output` for an object. Panics when the field is set already, which fails the case.
    pub(crate) fn set(mut self, name: impl ToString, value: impl Into<Got>) -> Self {
        let name = name.to_string();
        assert!(
            self.0.iter().all(|(earlier, _)| *earlier != name),
            "the adapter sets the field `{name}` twice"
        );
        self.0.push((name, value.into()));
        self
    }

    /// Adds a field that the library says is undefined.
    pub(crate) fn undefined(self, name: impl ToString) -> Self {
        self.set(name, Got::Undefined)
    }
}

impl From<Output> for Got {
    fn from(output: Output) -> Self {
        Self::Map(output.0)
    }
}

/// Values by name or year.
impl<K: ToString, V: Into<Got>> FromIterator<(K, V)> for Output {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let set = |output: Self, (name, value): (K, V)| output.set(name, value);
        fields.into_iter().fold(Self::new(), set)
    }
}

impl From<f64> for Got {
    fn from(x: f64) -> Self {
        Self::Number(x)
    }
}

/// Whole numbers are compared as the doubles that JSON numbers are.
macro_rules! from_whole {
    ($($whole:ty),*) => {$(
        impl From<$whole> for Got {
            fn from(n: $whole) -> Self {
                Self::Number(n as f64)
            }
        }
    )*};
}
from_whole!(i32, i64, u16, u32, u64, usize);

impl From<bool> for Got {
    fn from(is: bool) -> Self {
        Self::Bool(is)
    }
}

impl From<&str> for Got {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Got {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Got>> From<Option<T>> for Got {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl<T: Into<Got>> From<Vec<T>> for Got {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Got>, const N: usize> From<[T; N]> for Got {
    fn from(items: [T; N]) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Got> + Clone> From<&[T]> for Got {
    fn from(items: &[T]) -> Self {
        items.to_vec().into()
    }
}

/// Why an adapter has no result.
///
/// Any error type of the library becomes `Library` through `?`. It is no `std::error::Error`
/// itself: that would stand in the way of this conversion.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AdapterError {
    /// The case lacks an input. The case fails.
    MissingField {
        case: String,
        field: String,
        wanted: String,
    },
    /// An input is not what the method takes. The case fails.
    WrongType {
        case: String,
        field: String,
        wanted: String,
        got: String,
    },
    /// The library says that the result is undefined: what a case with
    /// `{"error": "undefined"}` expects, and a failure of any other case.
    Undefined(String),
    /// Any other error of the library. The case fails with this text.
    Library(String),
    /// The library does not offer this variant of the method yet. The case is unsupported.
    Unsupported(String),
}

impl AdapterError {
    /// What the library said when it called a result undefined, for `map_err`.
    pub(crate) fn undefined(error: impl fmt::Display) -> Self {
        Self::Undefined(error.to_string())
    }

    /// A variant of the method that the library does not offer yet.
    pub(crate) fn unsupported(what: impl fmt::Display) -> Self {
        Self::Unsupported(what.to_string())
    }

    /// The word by which a case may expect this error.
    pub(crate) fn kind(&self) -> Option<&'static str> {
        matches!(self, Self::Undefined(_)).then_some("undefined")
    }
}

impl fmt::Display for AdapterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField {
                case,
                field,
                wanted,
            } => write!(f, "case `{case}`: input `{field}` is missing ({wanted})"),
            Self::WrongType {
                case,
                field,
                wanted,
                got,
            } => write!(f, "case `{case}`: input `{field}` is {got}, not {wanted}"),
            Self::Undefined(text) => write!(f, "undefined: {text}"),
            Self::Library(text) => write!(f, "the library's error: {text}"),
            Self::Unsupported(text) => write!(f, "not offered yet: {text}"),
        }
    }
}

impl<E: Error> From<E> for AdapterError {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            text = format!("{text}: {inner}");
            cause = inner.source();
        }
        Self::Library(text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{AdapterError, Got, Output};

    #[test]
    fn an_output_takes_every_kind_of_value() {
        let years = Output::from_iter([(2019, 12.0), (2020, 14.0)]);
        let output = Output::new()
            .set("x", 1.5)
            .set("n", 3_usize)
            .set("ok", true)
            .set("class", "A")
            .set("series", vec![Some(1.0), None])
            .set("linear", years)
            .set("infinite", f64::INFINITY)
            .undefined("share");
        assert_eq!(
            Got::from(output).to_json(),
            json!({
                "x": 1.5, "n": 3.0, "ok": true, "class": "A", "series": [1.0, null],
                "linear": {"2019": 12.0, "2020": 14.0}, "infinite": "inf", "share": "undefined"
            })
        );
    }

    #[test]
    fn an_error_of_the_library_comes_with_its_causes() {
        let parse = || -> Result<f64, AdapterError> { Ok("x".parse::<f64>()?) };
        let error = parse().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the library's error: invalid float literal"
        );
        assert_eq!(error.kind(), None);
        assert_eq!(AdapterError::undefined("0 of 0").kind(), Some("undefined"));
    }
}
