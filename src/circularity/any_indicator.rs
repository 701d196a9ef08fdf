use alloc::string::{String, ToString};

use core::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{Flags, Indicator, MethodId};
use crate::quantity::{Quantity, QuantityError, Unit};

/// An indicator whose quantity is known at run time only, such as money of any currency per
/// mass.
///
/// # Example
/// ```
/// use ict_impact::circularity::{AnyIndicator, iso59020};
/// use ict_impact::quantity::parse;
/// let reused = iso59020::reused_outflow(parse("30 t")?, parse("200 t")?)?;
/// let any = AnyIndicator::from(reused);
/// assert_eq!(any.value_in("%")?, 15.0);
/// assert_eq!(any.to_string(), "0.15 1");
/// assert!(any.value_in("kg").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct AnyIndicator {
    base: f64,
    class: Option<&'static str>,
    method: MethodId,
    flags: Flags,
    unit: fn() -> Unit,
    in_unit: fn(f64, &str) -> Result<f64, QuantityError>,
}

impl<Q: Quantity> From<Indicator<Q>> for AnyIndicator {
    fn from(indicator: Indicator<Q>) -> Self {
        Self::of(indicator.value(), indicator.method(), indicator.flags())
    }
}

impl AnyIndicator {
    pub(super) fn of<Q: Quantity>(value: Q, method: MethodId, flags: Flags) -> Self {
        Self {
            base: value.base(),
            class: None,
            method,
            flags,
            unit: Q::unit,
            in_unit: |base, symbol| Q::from_checked(base).get_in(symbol),
        }
    }

    /// The same, with the class that the value belongs to.
    #[must_use]
    pub fn with_class(mut self, class: &'static str) -> Self {
        self.class = Some(class);
        self
    }

    /// The value in its own unit.
    pub fn value(&self) -> f64 {
        (self.unit)().value_of(self.base)
    }

    /// The symbol of its own unit.
    pub fn unit(&self) -> String {
        (self.unit)().symbol().to_string()
    }

    /// The value in the unit with this symbol.
    ///
    /// # Errors
    /// [`QuantityError::UnknownUnit`].
    pub fn value_in(&self, symbol: &str) -> Result<f64, QuantityError> {
        (self.in_unit)(self.base, symbol)
    }

    /// The class of the value, such as `A`, where the standard has classes.
    pub const fn class(&self) -> Option<&'static str> {
        self.class
    }

    /// The method, with its edition and clause.
    pub const fn method(&self) -> MethodId {
        self.method
    }

    /// What to know about the value.
    pub const fn flags(&self) -> Flags {
        self.flags
    }
}

/// Equal if value, unit, class, method and flags are.
impl PartialEq for AnyIndicator {
    fn eq(&self, other: &Self) -> bool {
        let rest = |it: &Self| (it.base, it.class, it.method, it.flags);
        rest(self) == rest(other) && self.unit() == other.unit()
    }
}

impl fmt::Display for AnyIndicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value(), self.unit())
    }
}

impl fmt::Debug for AnyIndicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({}) {:?}", self.method, self.flags)
    }
}

impl Serialize for AnyIndicator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Value {
            value: f64,
            unit: String,
        }
        let mut fields = serializer.serialize_struct("AnyIndicator", 4)?;
        let value = Value {
            value: self.value(),
            unit: self.unit(),
        };
        fields.serialize_field("value", &value)?;
        match self.class {
            Some(class) => fields.serialize_field("class", class)?,
            None => fields.skip_field("class")?,
        }
        fields.serialize_field("method", &self.method)?;
        fields.serialize_field("flags", &self.flags)?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Eur, Factor, Money, PerMass, Share};

    const METHOD: MethodId = MethodId::new("TEST", "2024", "");

    #[test]
    fn units_are_part_of_it() {
        let of = |value: Factor<Money<Eur, 2023>, PerMass>| {
            AnyIndicator::from(Indicator::new(value, METHOD, Flags::NONE))
        };
        let money = of("2 EUR2023/kg".parse().unwrap());
        assert_eq!((money.value(), money.unit()), (2.0, "EUR2023/kg".into()));
        assert_eq!(money.value_in("EUR2023/t"), Ok(2000.0));
        let ratio = AnyIndicator::from(Indicator::new(
            crate::quantity::Ratio::from_checked(2.0),
            METHOD,
            Flags::NONE,
        ));
        assert_ne!(money, ratio);
        assert_eq!(money, of("2 EUR2023/kg".parse().unwrap()));
        assert_ne!(money, money.with_class("A"));
    }

    #[test]
    fn is_serialised_as_an_indicator_is() {
        let half = Indicator::new(Share::new(0.5).unwrap(), METHOD, Flags::NONE);
        let any = AnyIndicator::from(half);
        let written = serde_json::to_string(&any).unwrap();
        assert_eq!(written, serde_json::to_string(&half).unwrap());
        let classed = serde_json::to_string(&any.with_class("B")).unwrap();
        assert!(classed.contains(r#""class":"B""#), "{classed}");
    }
}
