use core::fmt::{Display, Write};

use serde::Serialize;
use serde::ser::{Impossible, Serializer};

use super::canonical::Json;
use super::{DigestError, number};

/// Writes the key of a map: text as it is, numbers and booleans in quotes.
pub(super) struct Key<'w, W: ?Sized>(pub(super) &'w mut W);

impl<W: Write + ?Sized> Key<'_, W> {
    fn quoted(self, value: impl Display) -> Result<(), DigestError> {
        Ok(write!(self.0, "\"{value}\"")?)
    }
}

macro_rules! quoted {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, value: $type) -> Result<(), DigestError> {
            self.quoted(value)
        })*
    };
}

macro_rules! refused {
    ($($method:ident($($argument:ty),*) -> $ok:ty, $kind:literal;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$ok, DigestError> {
            Err(DigestError::key($kind))
        })*
    };
}

impl<W: Write + ?Sized> Serializer for Key<'_, W> {
    type Ok = ();
    type Error = DigestError;
    type SerializeSeq = Impossible<(), DigestError>;
    type SerializeTuple = Impossible<(), DigestError>;
    type SerializeTupleStruct = Impossible<(), DigestError>;
    type SerializeTupleVariant = Impossible<(), DigestError>;
    type SerializeMap = Impossible<(), DigestError>;
    type SerializeStruct = Impossible<(), DigestError>;
    type SerializeStructVariant = Impossible<(), DigestError>;

    quoted!(
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
        self.0.write_char('"')?;
        number::write_f32(self.0, value)?;
        Ok(self.0.write_char('"')?)
    }

    fn serialize_f64(self, value: f64) -> Result<(), DigestError> {
        self.0.write_char('"')?;
        number::write_f64(self.0, value)?;
        Ok(self.0.write_char('"')?)
    }

    fn serialize_char(self, value: char) -> Result<(), DigestError> {
        Json(self.0).serialize_char(value)
    }

    fn serialize_str(self, value: &str) -> Result<(), DigestError> {
        Json(self.0).serialize_str(value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), DigestError> {
        Json(self.0).collect_str(value)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), DigestError> {
        Json(self.0).serialize_str(variant)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), DigestError> {
        value.serialize(self)
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
        _: &'static str,
        _: &T,
    ) -> Result<(), DigestError> {
        Err(DigestError::key("a variant with content"))
    }

    refused! {
        serialize_bytes(&[u8]) -> (), "bytes";
        serialize_none() -> (), "nothing";
        serialize_unit() -> (), "a unit";
        serialize_unit_struct(&'static str) -> (), "a unit";
        serialize_seq(Option<usize>) -> Self::SerializeSeq, "a sequence";
        serialize_tuple(usize) -> Self::SerializeTuple, "a tuple";
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct, "a tuple";
        serialize_tuple_variant(&'static str, u32, &'static str, usize)
            -> Self::SerializeTupleVariant, "a variant with content";
        serialize_map(Option<usize>) -> Self::SerializeMap, "a map";
        serialize_struct(&'static str, usize) -> Self::SerializeStruct, "a struct";
        serialize_struct_variant(&'static str, u32, &'static str, usize)
            -> Self::SerializeStructVariant, "a variant with content";
    }
}
