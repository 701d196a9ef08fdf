//! Serde of a quantity as `{"value": 2.5, "unit": "kWh"}`, for fields of [`uom`] types.
//!
//! ```
//! use ict_impact::quantity::{Energy, with_unit};
//! #[derive(serde::Serialize, serde::Deserialize)]
//! struct Meter {
//!     #[serde(with = "with_unit")]
//!     energy: Energy,
//! }
//! let meter: Meter = serde_json::from_str(r#"{"energy": "2500 Wh"}"#)?;
//! assert_eq!(serde_json::to_string(&meter)?, r#"{"energy":{"value":2.5,"unit":"kWh"}}"#);
//! assert!(serde_json::from_str::<Meter>(r#"{"energy": 2.5}"#).is_err());
//! # Ok::<(), serde_json::Error>(())
//! ```

use core::fmt;
use core::marker::PhantomData;

use alloc::string::String;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, SerializeStruct};
use serde::{Deserializer, Serializer};

use super::text::written;
use super::{Quantity, parse};

/// Writes value and unit.
///
/// # Errors
/// The serializer's own, and if the value is NaN or infinite.
pub fn serialize<Q: Quantity, S: Serializer>(
    quantity: &Q,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Q::check(quantity.base()).map_err(S::Error::custom)?;
    let (value, unit) = written(*quantity);
    let mut fields = serializer.serialize_struct("Quantity", 2)?;
    fields.serialize_field("value", &value)?;
    fields.serialize_field("unit", unit.symbol())?;
    fields.end()
}

/// Reads value and unit, or a text such as `2.5 kWh`.
///
/// # Errors
/// The deserializer's own, and those of [`parse`].
pub fn deserialize<'de, Q: Quantity, D: Deserializer<'de>>(deserializer: D) -> Result<Q, D::Error> {
    deserializer.deserialize_any(ValueAndUnit(PhantomData))
}

struct ValueAndUnit<Q>(PhantomData<Q>);

impl<'de, Q: Quantity> Visitor<'de> for ValueAndUnit<Q> {
    type Value = Q;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, unit) = (Q::name(), Q::unit());
        let symbol = unit.symbol();
        write!(
            f,
            "{name} with its unit, as {{\"value\": 2.5, \"unit\": \"{symbol}\"}} or \"2.5 {symbol}\""
        )
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Q, E> {
        parse(text).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Q, A::Error> {
        let (mut value, mut unit) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "value" if value.is_none() => value = Some(map.next_value::<f64>()?),
                "unit" if unit.is_none() => unit = Some(map.next_value::<String>()?),
                "value" => return Err(A::Error::duplicate_field("value")),
                "unit" => return Err(A::Error::duplicate_field("unit")),
                other => return Err(A::Error::unknown_field(other, &["value", "unit"])),
            }
        }
        let value = value.ok_or_else(|| A::Error::missing_field("value"))?;
        let unit = unit.ok_or_else(|| A::Error::missing_field("unit"))?;
        Q::of(value, &unit).map_err(A::Error::custom)
    }
}
