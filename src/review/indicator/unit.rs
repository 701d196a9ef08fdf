//! Units of indicators, which are known only when an indicator is looked up.

use alloc::string::String;

use crate::quantity::{
    CURRENT_PRICES, Co2e, Devices, Energy, Information, Mass, Money, Persons, Power, Quantity,
    Ratio, Time, Unit, Usd, Volume,
};

/// What a unit measures; values add and convert within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Energy,
    Power,
    Mass,
    ClimateChange,
    CarbonDioxide,
    Volume,
    Information,
    Devices,
    Persons,
    Subscriptions,
    Time,
    Money,
    Count,
    One,
}

/// The unit of an indicator: what it measures, per what, and its size in base units.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::review) struct IndicatorUnit {
    above: Dimension,
    below: Option<Dimension>,
    scale: Unit,
}

impl IndicatorUnit {
    /// The unit with this symbol, such as `tCO2e`, `gCO2e/kWh`, `kg/capita`, `%` or `/100`.
    pub(in crate::review) fn find(symbol: &str) -> Option<Self> {
        if let Some((above, scale)) = single(symbol) {
            return Some(Self {
                above,
                below: None,
                scale,
            });
        }
        let (above, below) = symbol.rsplit_once('/')?;
        let ((above, above_scale), (below, below_scale)) = (single(above)?, single(below)?);
        let scale = above_scale.per(&below_scale).named(String::from(symbol));
        Some(Self {
            above,
            below: Some(below),
            scale,
        })
    }

    /// Whether a value in `other` can be said in this unit.
    pub(in crate::review) fn measures_as(&self, other: &Self) -> bool {
        (self.above, self.below) == (other.above, other.below)
    }

    /// Whether a value in `other` is the mass of a gas, and this is its warming.
    pub(in crate::review) fn weighs_gas(&self, other: &Self) -> bool {
        self.above == Dimension::ClimateChange
            && other.above == Dimension::Mass
            && self.below.is_none()
            && other.below.is_none()
    }

    /// Whether this is an amount of CO2e or has one above the line.
    pub(in crate::review) fn is_climate(&self) -> bool {
        self.above == Dimension::ClimateChange
    }

    /// Whether this is a number of persons.
    pub(in crate::review) fn counts_persons(&self) -> bool {
        self.above == Dimension::Persons && self.below.is_none()
    }

    /// Whether this is what `numerator` per `denominator` measures.
    pub(in crate::review) fn is_ratio_of(&self, numerator: &Self, denominator: &Self) -> bool {
        if numerator.below.is_some() || denominator.below.is_some() {
            return false;
        }
        match (self.above, self.below) {
            // 12 users per 100 persons, 40 % of the persons, 40 % of the mass.
            (Dimension::One, None) => {
                numerator.above == denominator.above || denominator.above == Dimension::Persons
            }
            (above, Some(below)) => above == numerator.above && below == denominator.above,
            _ => false,
        }
    }

    pub(in crate::review) fn to_base(&self, value: f64) -> f64 {
        self.scale.to_base(value)
    }

    pub(in crate::review) fn value_of(&self, base: f64) -> f64 {
        self.scale.value_of(base)
    }
}

fn single(symbol: &str) -> Option<(Dimension, Unit)> {
    fn of<Q: Quantity>(dimension: Dimension, symbol: &str) -> Option<(Dimension, Unit)> {
        Q::find_unit(symbol).map(|unit| (dimension, unit))
    }
    let one = |dimension, scale: f64| Some((dimension, Unit::new("", 1.0, scale)));
    match symbol {
        "1" => return one(Dimension::One, 1.0),
        "/100" => return one(Dimension::One, 100.0),
        "capita" => return one(Dimension::Persons, 1.0),
        "count" => return one(Dimension::Count, 1.0),
        "subscriptions" | "subscription" => return one(Dimension::Subscriptions, 1.0),
        _ => {}
    }
    if let Some(mass) = symbol.strip_suffix("CO2") {
        return of::<Mass>(Dimension::CarbonDioxide, mass);
    }
    of::<Energy>(Dimension::Energy, symbol)
        .or_else(|| of::<Power>(Dimension::Power, symbol))
        .or_else(|| of::<Mass>(Dimension::Mass, symbol))
        .or_else(|| of::<Co2e>(Dimension::ClimateChange, symbol))
        .or_else(|| of::<Volume>(Dimension::Volume, symbol))
        .or_else(|| of::<Information>(Dimension::Information, symbol))
        .or_else(|| of::<Devices>(Dimension::Devices, symbol))
        .or_else(|| of::<Persons>(Dimension::Persons, symbol))
        .or_else(|| of::<Money<Usd, CURRENT_PRICES>>(Dimension::Money, symbol))
        .or_else(|| of::<Time>(Dimension::Time, symbol))
        .or_else(|| of::<Ratio>(Dimension::One, symbol))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(symbol: &str) -> IndicatorUnit {
        IndicatorUnit::find(symbol).unwrap_or_else(|| panic!("{symbol}"))
    }

    #[test]
    fn converts_within_a_dimension_and_not_across() {
        assert_eq!(unit("t").value_of(unit("kt").to_base(1.5)), 1500.0);
        assert_eq!(unit("TWh").value_of(unit("kWh").to_base(2e9)), 2.0);
        assert_eq!(unit("%").value_of(unit("/100").to_base(130.0)), 130.0);
        assert!(unit("gCO2e/kWh").measures_as(&unit("tCO2e/MWh")));
        assert!(!unit("t").measures_as(&unit("tCO2e")));
        assert!(!unit("tCO2").measures_as(&unit("tCO2e")));
        for nonsense in ["", "kwh", "gCO2e/", "/kWh", "kWh/m2"] {
            assert!(IndicatorUnit::find(nonsense).is_none(), "{nonsense}");
        }
    }

    #[test]
    fn knows_what_a_ratio_is_of() {
        assert!(unit("gCO2e/kWh").is_ratio_of(&unit("tCO2e"), &unit("TWh")));
        assert!(unit("%").is_ratio_of(&unit("persons"), &unit("person")));
        assert!(unit("/100").is_ratio_of(&unit("subscriptions"), &unit("persons")));
        assert!(unit("kg/capita").is_ratio_of(&unit("t"), &unit("persons")));
        assert!(unit("a/device").is_ratio_of(&unit("a"), &unit("devices")));
        assert!(!unit("gCO2e/kWh").is_ratio_of(&unit("TWh"), &unit("tCO2e")));
        assert!(!unit("%").is_ratio_of(&unit("t"), &unit("kWh")));
    }
}
