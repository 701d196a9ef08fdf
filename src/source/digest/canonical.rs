use alloc::string::String;
use core::fmt::{self, Display, Write};

use serde::Serialize;
use serde::ser::{self, Serializer};

use super::key::Key;
use super::{DigestError, number};

/// The compact JSON text of a value.
///
/// Fields stand in the order of the type, entries of a map in the order of the map; there are
/// no blanks and no line break. A number is the shortest that reads back to the same bits. In
/// strings only what JSON demands is escaped. The text is the one of `serde_json::to_string`,
/// save that NaN and infinity are refused and not written as `null`.
///
/// # Source
/// RFC 8259 (2017). The order of fields and the form of numbers are our choice; RFC 8785
/// (JSON Canonicalization Scheme) sorts the fields and writes `1` for `1.0`.
///
/// # Errors
/// - [`DigestError::NotFinite`] for NaN or infinity, with its place.
/// - [`DigestError::KeyNotText`] for a map whose keys are, say, structs.
/// - [`DigestError::Refused`] if the value's own `Serialize` refuses.
///
/// # Example
/// ```
/// use ict_impact::source::{DigestError, canonical_json};
/// assert_eq!(canonical_json(&("CO₂e\n", [2.5, 3.0], Some(1)))?, r#"["CO₂e\n",[2.5,3.0],1]"#);
/// let error = canonical_json(&[1.0, f64::INFINITY]).unwrap_err();
/// assert_eq!(error.to_string(), "value[1] is inf; accepted: finite numbers");
/// # Ok::<(), DigestError>(())
/// ```
pub fn canonical_json<T: Serialize + ?Sized>(value: &T) -> Result<String, DigestError> {
    let mut text = String::new();
    write_canonical_json(value, &mut text)?;
    Ok(text)
}

/// Writes the [`canonical_json`] of a value piece by piece into a sink.
///
/// # Errors
/// Those of [`canonical_json`], and [`DigestError::Sink`] if the sink takes no more; what was
/// written before the error stays in the sink.
pub fn write_canonical_json<T: Serialize + ?Sized, W: Write + ?Sized>(
    value: &T,
    sink: &mut W,
) -> Result<(), DigestError> {
    value.serialize(Json(sink))
}

/// Writes one value.
pub(super) struct Json<'w, W: ?Sized>(pub(super) &'w mut W);

/// The escapes of a string, without its quotes.
struct Escaped<'w, W: ?Sized>(&'w mut W);

impl<W: Write + ?Sized> Write for Escaped<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut plain = text;
        let demands = |c: char| c < ' ' || c == '"' || c == '\\';
        while let Some((before, (c, after))) = plain.find(demands).and_then(|at| {
            let (before, from) = plain.split_at_checked(at)?;
            let mut chars = from.chars();
            Some((before, (chars.next()?, chars.as_str())))
        }) {
            self.0.write_str(before)?;
            match c {
                '"' => self.0.write_str("\\\"")?,
                '\\' => self.0.write_str("\\\\")?,
                '\u{8}' => self.0.write_str("\\b")?,
                '\t' => self.0.write_str("\\t")?,
                '\n' => self.0.write_str("\\n")?,
                '\u{c}' => self.0.write_str("\\f")?,
                '\r' => self.0.write_str("\\r")?,
                control => write!(self.0, "\\u{:04x}", u32::from(control))?,
            }
            plain = after;
        }
        self.0.write_str(plain)
    }
}

macro_rules! shown {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, value: $type) -> Result<(), DigestError> {
            Ok(write!(self.0, "{value}")?)
        })*
    };
}

impl<'w, W: Write + ?Sized> Json<'w, W> {
    fn open(self, open: &str, close: &'static str) -> Result<Compound<'w, W>, DigestError> {
        self.0.write_str(open)?;
        Ok(Compound {
            sink: self.0,
            written: 0,
            close,
        })
    }

    /// Opens `{"variant":` and what follows.
    fn open_variant(
        self,
        variant: &str,
        open: &str,
        close: &'static str,
    ) -> Result<Compound<'w, W>, DigestError> {
        self.0.write_char('{')?;
        Json(&mut *self.0).serialize_str(variant)?;
        self.0.write_char(':')?;
        self.open(open, close)
    }
}

impl<'w, W: Write + ?Sized> Serializer for Json<'w, W> {
    type Ok = ();
    type Error = DigestError;
    type SerializeSeq = Compound<'w, W>;
    type SerializeTuple = Compound<'w, W>;
    type SerializeTupleStruct = Compound<'w, W>;
    type SerializeTupleVariant = Compound<'w, W>;
    type SerializeMap = Compound<'w, W>;
    type SerializeStruct = Compound<'w, W>;
    type SerializeStructVariant = Compound<'w, W>;

    shown!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128)
    );

    fn serialize_f32(self, value: f32) -> Result<(), DigestError> {
        number::write_f32(self.0, value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), DigestError> {
        number::write_f64(self.0, value)
    }

    fn serialize_char(self, value: char) -> Result<(), DigestError> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), DigestError> {
        self.0.write_char('"')?;
        Escaped(&mut *self.0).write_str(value)?;
        Ok(self.0.write_char('"')?)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), DigestError> {
        self.0.write_char('"')?;
        write!(Escaped(&mut *self.0), "{value}")?;
        Ok(self.0.write_char('"')?)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), DigestError> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), DigestError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), DigestError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), DigestError> {
        Ok(self.0.write_str("null")?)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), DigestError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), DigestError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), DigestError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), DigestError> {
        let mut object = self.open("{", "}")?;
        object.field(variant, value)?;
        object.end()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w, W>, DigestError> {
        self.open("[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w, W>, DigestError> {
        self.open("[", "]")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Compound<'w, W>, DigestError> {
        self.open("[", "]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w, W>, DigestError> {
        self.open_variant(variant, "[", "]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w, W>, DigestError> {
        self.open("{", "}")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Compound<'w, W>, DigestError> {
        self.open("{", "}")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'w, W>, DigestError> {
        self.open_variant(variant, "{", "}}")
    }
}

/// Writes the elements of an array or the entries of an object.
pub(super) struct Compound<'w, W: ?Sized> {
    sink: &'w mut W,
    written: usize,
    close: &'static str,
}

impl<W: Write + ?Sized> Compound<'_, W> {
    fn separate(&mut self) -> Result<(), DigestError> {
        if self.written > 0 {
            self.sink.write_char(',')?;
        }
        self.written += 1;
        Ok(())
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), DigestError> {
        let position = self.written;
        self.separate()?;
        value
            .serialize(Json(&mut *self.sink))
            .map_err(|error| error.within(format_args!("[{position}]")))
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), DigestError> {
        self.separate()?;
        key.serialize(Key(&mut *self.sink))?;
        Ok(self.sink.write_char(':')?)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), DigestError> {
        self.key(name)?;
        value
            .serialize(Json(&mut *self.sink))
            .map_err(|error| error.within(format_args!(".{name}")))
    }

    fn end(self) -> Result<(), DigestError> {
        Ok(self.sink.write_str(self.close)?)
    }
}

macro_rules! elements {
    ($($trait:ident::$method:ident),*) => {
        $(impl<W: Write + ?Sized> ser::$trait for Compound<'_, W> {
            type Ok = ();
            type Error = DigestError;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), DigestError> {
                self.element(value)
            }
            fn end(self) -> Result<(), DigestError> {
                self.end()
            }
        })*
    };
}

elements!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! fields {
    ($($trait:ident),*) => {
        $(impl<W: Write + ?Sized> ser::$trait for Compound<'_, W> {
            type Ok = ();
            type Error = DigestError;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), DigestError> {
                self.field(name, value)
            }
            fn end(self) -> Result<(), DigestError> {
                self.end()
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);

impl<W: Write + ?Sized> ser::SerializeMap for Compound<'_, W> {
    type Ok = ();
    type Error = DigestError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), DigestError> {
        self.key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), DigestError> {
        value.serialize(Json(&mut *self.sink))
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), DigestError> {
        self.key(key)?;
        self.serialize_value(value).map_err(|error| {
            let mut name = String::new();
            match key.serialize(Key(&mut name)) {
                Ok(()) => error.within(format_args!("[{name}]")),
                Err(_) => error,
            }
        })
    }

    fn end(self) -> Result<(), DigestError> {
        self.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::string::ToString;
    use alloc::vec;

    #[derive(Serialize)]
    struct Report {
        totals: BTreeMap<&'static str, (f64, f64)>,
    }

    #[test]
    fn an_error_says_where() {
        let totals = BTreeMap::from([("KEN", (1.0, 2.0)), ("UGA", (3.0, f64::NAN))]);
        let error = canonical_json(&vec![Report { totals }]).unwrap_err();
        let at = "[0].totals[\"UGA\"][1]".to_string();
        assert!(
            matches!(&error, DigestError::NotFinite { at: place, value } if *place == at && value.is_nan())
        );
        assert_eq!(
            error.to_string(),
            alloc::format!("value{at} is NaN; accepted: finite numbers")
        );
        let keys = BTreeMap::from([((1, 2), 3)]);
        let error = canonical_json(&[keys]).unwrap_err();
        let at = "[0]".to_string();
        assert_eq!(
            error,
            DigestError::KeyNotText {
                at,
                kind: "a tuple"
            }
        );
    }

    /// A sink with room for so many bytes.
    struct Narrow(usize);
    impl Write for Narrow {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    #[test]
    fn a_full_sink_is_an_error() {
        let value = (1.5, "tab\t", Some(true), BTreeMap::from([(1, 'x')]));
        let len = canonical_json(&value).unwrap().len();
        assert_eq!(write_canonical_json(&value, &mut Narrow(len)), Ok(()));
        for room in 0..len {
            let error = write_canonical_json(&value, &mut Narrow(room));
            assert_eq!(error, Err(DigestError::Sink));
        }
    }

    #[test]
    fn what_a_type_refuses_is_told() {
        struct Never;
        impl Serialize for Never {
            fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(ser::Error::custom("not today"))
            }
        }
        let error = canonical_json(&[Never]).unwrap_err();
        assert_eq!(error.to_string(), "value[0] cannot be written: not today");
    }
}
