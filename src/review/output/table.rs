//! Tables whose columns are declared once: name, type, limits and meaning.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{JsonValue, delimited};
use crate::source::Digest;
use crate::time::Year;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// A text.
    Text,
    /// A number, the shortest text that reads back to the same bits, without exponent.
    Number,
    /// A number from 0 to 1.
    Share,
    /// A whole number from 0.
    Count,
    /// A calendar year.
    Year,
    /// Words with a blank between them.
    Words,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// 64 hexadecimal digits.
    Digest,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Its name in the first row.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether no row may leave it empty.
    pub required: bool,
    /// What it means, with the unit.
    pub description: &'static str,
}

impl Field {
    /// The field descriptor of the Table Schema.
    ///
    /// # Source
    /// Data Package Standard 2.0 (2024), Table Schema: field types and constraints.
    pub(super) fn descriptor(&self) -> JsonValue {
        let mut constraints = Vec::from([("required", JsonValue::Boolean(self.required))]);
        let year = |year: Year| JsonValue::from(i32::from(year));
        let kind = match self.kind {
            // The standard has a type `list`, which its published profile 2.0 refuses.
            FieldKind::Text | FieldKind::Words => "string",
            FieldKind::Number => "number",
            FieldKind::Share => {
                constraints.extend([("minimum", 0.into()), ("maximum", 1.into())]);
                "number"
            }
            FieldKind::Count => {
                constraints.push(("minimum", 0.into()));
                "integer"
            }
            FieldKind::Year => {
                constraints.extend([("minimum", year(Year::MIN)), ("maximum", year(Year::MAX))]);
                "integer"
            }
            FieldKind::OneOf(words) => {
                let words = words.iter().map(|word| JsonValue::from(*word));
                constraints.push(("enum", JsonValue::list(words)));
                "string"
            }
            FieldKind::Digest => {
                constraints.push(("pattern", "[0-9a-f]{64}".into()));
                "string"
            }
        };
        let field = JsonValue::object([("name", self.name.into()), ("type", kind.into())]);
        field
            .with("description", self.description)
            .with("constraints", JsonValue::object(constraints))
    }
}

/// A row whose columns are declared.
pub(super) trait Table {
    const FIELDS: &'static [Field];
    fn cells(&self) -> Vec<String>;
}

/// The rows as CSV with the names of the columns in the first row.
pub(super) fn csv<R: Table>(rows: &[R]) -> String {
    let mut text = String::new();
    delimited::record(&mut text, R::FIELDS.iter().map(|field| field.name));
    for row in rows {
        delimited::record(&mut text, row.cells());
    }
    text
}

/// The text of a cell; empty for none.
pub(super) trait Cell {
    const REQUIRED: bool = true;
    fn text(&self) -> String;
}

impl Cell for String {
    fn text(&self) -> String {
        self.to_owned()
    }
}

impl Cell for usize {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Cell for Year {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Cell for Digest {
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Cell for f64 {
    fn text(&self) -> String {
        format!("{self}")
    }
}

impl<T: Cell> Cell for Option<T> {
    const REQUIRED: bool = false;
    fn text(&self) -> String {
        self.as_ref().map_or_else(String::new, Cell::text)
    }
}

/// Declares a row: its struct, its columns and its cells, from one list.
macro_rules! table {
    ($(#[$about:meta])* $name:ident { $($field:ident: $type:ty, $kind:expr, $meaning:literal;)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            $(#[doc = $meaning] pub $field: $type,)+
        }

        impl $name {
            /// The columns in order.
            pub const FIELDS: &'static [$crate::review::output::Field] = &[
                $($crate::review::output::Field {
                    name: stringify!($field),
                    kind: $kind,
                    required: <$type as $crate::review::output::table::Cell>::REQUIRED,
                    description: $meaning,
                },)+
            ];
        }

        impl $crate::review::output::table::Table for $name {
            const FIELDS: &'static [$crate::review::output::Field] = Self::FIELDS;
            fn cells(&self) -> alloc::vec::Vec<alloc::string::String> {
                alloc::vec![$($crate::review::output::table::Cell::text(&self.$field),)+]
            }
        }
    };
}
pub(super) use table;
