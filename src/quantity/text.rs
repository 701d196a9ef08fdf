use core::fmt;

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};

use super::error::accepted;
use super::{Quantity, QuantityError, Unit};

/// Reads a value with its unit, such as `1.5 kWh`, `12 gCO2e/kWh` or `40 %`.
///
/// # Errors
/// [`QuantityError::MissingUnit`] for a bare number, [`QuantityError::UnknownUnit`],
/// [`QuantityError::NotANumber`] (also for NaN, infinities and `1,234`),
/// [`QuantityError::NotFinite`] for what overflows, [`QuantityError::OutOfRange`].
///
/// # Example
/// ```
/// use ict_impact::quantity::{Energy, Mass, Quantity, parse};
/// let energy: Energy = parse("1.5 kWh")?;
/// assert_eq!(energy.base(), 5.4e6);
/// assert!(parse::<Energy>("1.5").is_err());
/// assert!(parse::<Energy>("1.5 kg").is_err());
/// assert_eq!(parse::<Mass>("3 t")?.base(), 3000.0);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub fn parse<Q: Quantity>(text: &str) -> Result<Q, QuantityError> {
    let text = text.trim();
    let not_a_number = || QuantityError::NotANumber {
        quantity: Q::name(),
        given: text.to_owned(),
    };
    let (number, rest) = text.split_at(number_length(text));
    let value: f64 = number.parse().map_err(|_| not_a_number())?;
    if rest.starts_with([',', '_', '.', '\'']) {
        return Err(not_a_number());
    }
    match rest.trim() {
        "" => Err(QuantityError::MissingUnit {
            quantity: Q::name(),
            given: text.to_owned(),
            accepted: accepted::<Q>(),
        }),
        symbol => Q::of(value, symbol),
    }
}

/// Length of the decimal number at the start of `text`; an `E` without digits is not part of it
/// (`5 EB`).
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    end += digits(end);
    if bytes.get(end) == Some(&b'.') {
        end += 1 + digits(end + 1);
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = bytes
            .get(end + 1 + sign..)
            .map_or(0, |_| digits(end + 1 + sign));
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

/// Writes a value with its unit, so that [`parse`] reads back the same bits.
///
/// The quantity's usual unit is taken where some decimal number of it gives exactly this value;
/// otherwise the base unit.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Energy, parse, text};
/// assert_eq!(text(parse::<Energy>("2500 Wh")?), "2.5 kWh");
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub fn text<Q: Quantity>(quantity: Q) -> String {
    let (value, unit) = written(quantity);
    alloc::format!("{value} {}", unit.symbol())
}

/// Value and unit as they are written.
pub(super) fn written<Q: Quantity>(quantity: Q) -> (f64, Unit) {
    let base = quantity.base();
    let usual = Q::unit();
    let value = usual.value_of(base);
    if usual.to_base(value) == base || !base.is_finite() {
        return (value, usual);
    }
    let exact = Q::symbols()
        .iter()
        .filter_map(|symbol| Q::find_unit(symbol))
        .find(|unit| unit.to_base(unit.value_of(base)) == base);
    match exact {
        Some(unit) => (unit.value_of(base), unit),
        None => (value, usual),
    }
}

/// The name and the unit in the header of a CSV column, such as `energy_kWh`.
///
/// # Errors
/// [`QuantityError::MissingUnit`] without an underscore, [`QuantityError::UnknownUnit`].
///
/// # Example
/// ```
/// use ict_impact::quantity::{CarbonIntensity, unit_of_column};
/// let (name, unit) = unit_of_column::<CarbonIntensity>("grid_gCO2e/kWh")?;
/// assert_eq!((name, unit.symbol()), ("grid", "gCO2e/kWh"));
/// assert!(unit_of_column::<CarbonIntensity>("grid").is_err());
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub fn unit_of_column<Q: Quantity>(header: &str) -> Result<(&str, Unit), QuantityError> {
    let (name, symbol) = header
        .rsplit_once('_')
        .ok_or_else(|| QuantityError::MissingUnit {
            quantity: Q::name(),
            given: header.to_owned(),
            accepted: accepted::<Q>(),
        })?;
    let unit = Q::find_unit(symbol).ok_or_else(|| QuantityError::unknown_unit::<Q>(symbol))?;
    Ok((name, unit))
}

/// `Display` of any quantity: honours the precision that the formatter asks for.
pub(super) fn display<Q: Quantity>(quantity: Q, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (value, unit) = written(quantity);
    let symbol = unit.symbol().to_string();
    match f.precision() {
        Some(digits) => write!(f, "{value:.digits$} {symbol}"),
        None => write!(f, "{value} {symbol}"),
    }
}

/// `Display`, `FromStr`, `Serialize` and `Deserialize` of a quantity that is our own type.
macro_rules! own_text {
    (impl<$($generic:ident: $bound:path),*> for $type:ty) => {
        $crate::quantity::text::own_text!(@ [$($generic: $bound),*] $type);
    };
    (@ [$($generic:tt)*] $type:ty) => {
        impl<$($generic)*> core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::quantity::text::display(*self, f)
            }
        }
        impl<$($generic)*> core::str::FromStr for $type {
            type Err = $crate::quantity::QuantityError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::quantity::parse(text)
            }
        }
        impl<$($generic)*> serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                $crate::quantity::with_unit::serialize(self, s)
            }
        }
        impl<'de, $($generic)*> serde::Deserialize<'de> for $type {
            fn deserialize<D_: serde::Deserializer<'de>>(d: D_) -> Result<Self, D_::Error> {
                $crate::quantity::with_unit::deserialize(d)
            }
        }
    };
}
pub(super) use own_text;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{CarbonIntensity, Energy, Information, Mass, Ratio, Share};

    #[test]
    fn reads_numbers_as_people_write_them() {
        for (given, joules) in [
            ("1.5 kWh", 5.4e6),
            ("1.5kWh", 5.4e6),
            (" -2e3 J ", -2000.0),
            (".5 MJ", 5e5),
            ("1E3J", 1e3),
        ] {
            assert_eq!(parse::<Energy>(given).unwrap().value, joules, "{given}");
        }
        assert_eq!(parse::<Information>("5 EB").unwrap().value, 5e18);
        assert_eq!(parse::<Information>("5EB").unwrap().value, 5e18);
    }

    #[test]
    fn refuses_what_is_not_a_value_with_a_unit() {
        for given in [
            "",
            "kWh",
            "NaN kWh",
            "inf kWh",
            "-infinity J",
            "1,234 kWh",
            "1.2.3 kWh",
            "- kWh",
            "1_000 J",
        ] {
            let error = parse::<Energy>(given).unwrap_err();
            assert!(
                matches!(error, QuantityError::NotANumber { .. }),
                "{given}: {error}"
            );
        }
        assert!(matches!(
            parse::<Energy>("12"),
            Err(QuantityError::MissingUnit { .. })
        ));
        assert!(matches!(
            parse::<Energy>("12 kwh"),
            Err(QuantityError::UnknownUnit { .. })
        ));
        assert!(matches!(
            parse::<Energy>("1e400 kWh"),
            Err(QuantityError::NotFinite { .. })
        ));
        assert!(matches!(
            parse::<Share>("101 %"),
            Err(QuantityError::OutOfRange { .. })
        ));
        let message = parse::<Energy>("12 kg").unwrap_err().to_string();
        assert!(
            message.contains("`kg`") && message.contains("kWh"),
            "{message}"
        );
    }

    #[test]
    fn serde_has_value_and_unit() {
        let grid = CarbonIntensity::from_grams_per_kwh(363.918764);
        let json = serde_json::to_string(&grid).unwrap();
        assert_eq!(json, r#"{"value":363.918764,"unit":"gCO2e/kWh"}"#);
        assert_eq!(
            serde_json::from_str::<CarbonIntensity>(&json).unwrap(),
            grid
        );
        assert_eq!(
            serde_json::from_str::<CarbonIntensity>("\"363.918764 gCO2e/kWh\"").unwrap(),
            grid
        );
        let refused = serde_json::from_str::<CarbonIntensity>("363.9")
            .unwrap_err()
            .to_string();
        assert!(refused.contains("unit"), "{refused}");
        for bad in [
            r#"{"value":1}"#,
            r#"{"unit":"gCO2e/kWh"}"#,
            r#"{"value":1,"unit":"kWh"}"#,
            r#"{"value":1,"unit":"gCO2e/kWh","x":1}"#,
            r#"{"value":1,"value":2,"unit":"gCO2e/kWh"}"#,
            r#"{"value":null,"unit":"gCO2e/kWh"}"#,
        ] {
            assert!(
                serde_json::from_str::<CarbonIntensity>(bad).is_err(),
                "{bad}"
            );
        }
        assert!(serde_json::to_string(&CarbonIntensity::from_grams_per_kwh(f64::NAN)).is_err());
    }

    #[test]
    fn foreign_types_are_serialised_through_the_module() {
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Row {
            #[serde(with = "crate::quantity::with_unit")]
            mass: Mass,
            #[serde(with = "crate::quantity::with_unit")]
            pue: Ratio,
        }
        let row: Row =
            serde_json::from_str(r#"{"mass":"3 t","pue":{"value":1.3,"unit":"1"}}"#).unwrap();
        assert_eq!(row.mass.value, 3000.0);
        let json = serde_json::to_string(&row).unwrap();
        assert_eq!(
            json,
            r#"{"mass":{"value":3000.0,"unit":"kg"},"pue":{"value":1.3,"unit":"1"}}"#
        );
    }
}
