use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::source::{DigestError, canonical_json};

/// A JSON value whose objects keep the order in which they were made.
///
/// # Example
/// ```
/// use ict_impact::review::output::JsonValue;
/// let value = JsonValue::object([("id", "A".into()), ("bytes", 3.into())]);
/// assert_eq!(value.text()?, r#"{"id":"A","bytes":3}"#);
/// # Ok::<(), ict_impact::source::DigestError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum JsonValue {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(u64),
    /// A number.
    Number(f64),
    /// A text.
    Text(Cow<'static, str>),
    /// An array.
    List(Vec<JsonValue>),
    /// An object.
    Object(Vec<(Cow<'static, str>, JsonValue)>),
}

impl JsonValue {
    /// An object of these names and values, in this order.
    pub fn object(entries: impl IntoIterator<Item = (&'static str, Self)>) -> Self {
        let entries = entries.into_iter();
        Self::Object(entries.map(|(name, value)| (name.into(), value)).collect())
    }

    /// An array of these values.
    pub fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect())
    }

    /// The same object with one entry more; any other value stays as it is.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Self>) -> Self {
        if let Self::Object(entries) = &mut self {
            entries.push((name.into(), value.into()));
        }
        self
    }

    /// Its compact text, as [`canonical_json`] writes it.
    ///
    /// # Errors
    /// [`DigestError::NotFinite`] for a number that is not finite.
    pub fn text(&self) -> Result<String, DigestError> {
        canonical_json(self)
    }
}

impl Serialize for JsonValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_u64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl From<&'static str> for JsonValue {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for JsonValue {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<bool> for JsonValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<u64> for JsonValue {
    fn from(value: u64) -> Self {
        Self::Integer(value)
    }
}

impl From<i32> for JsonValue {
    fn from(value: i32) -> Self {
        match u64::try_from(value) {
            Ok(value) => Self::Integer(value),
            Err(_) => Self::Number(value.into()),
        }
    }
}

impl From<usize> for JsonValue {
    fn from(value: usize) -> Self {
        Self::Integer(value as u64)
    }
}

impl From<f64> for JsonValue {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for JsonValue {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
