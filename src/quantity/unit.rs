use alloc::borrow::Cow;
use alloc::format;

/// A unit: its symbol and how many base units it holds, as an exact fraction.
///
/// # Equation
/// ```text
/// base = value · numerator / denominator
/// ```
/// Both parts are integers that `f64` holds exactly, so a conversion rounds once.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    symbol: Cow<'static, str>,
    numerator: f64,
    denominator: f64,
}

impl Unit {
    pub(crate) const fn new(symbol: &'static str, numerator: f64, denominator: f64) -> Self {
        Self {
            symbol: Cow::Borrowed(symbol),
            numerator,
            denominator,
        }
    }

    pub(crate) fn named(mut self, symbol: impl Into<Cow<'static, str>>) -> Self {
        self.symbol = symbol.into();
        self
    }

    /// The unit `self` per `other`, such as gCO2e/kWh.
    pub(crate) fn per(&self, other: &Unit) -> Self {
        Self {
            symbol: format!("{}/{}", self.symbol, other.symbol).into(),
            numerator: self.numerator * other.denominator,
            denominator: self.denominator * other.numerator,
        }
    }

    /// The symbol as it is written, such as `kWh`.
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// `value` of this unit in base units.
    pub fn to_base(&self, value: f64) -> f64 {
        value * self.numerator / self.denominator
    }

    /// `base` base units in this unit.
    ///
    /// Of the neighbouring values that [`to_base`](Self::to_base) maps back to `base`, the one
    /// with the shortest decimal text is taken, so that what was read as `2.5 kWh` is written
    /// as `2.5 kWh`.
    pub fn value_of(&self, base: f64) -> f64 {
        let nearest = base * self.denominator / self.numerator;
        if !nearest.is_finite() || nearest == 0.0 {
            return nearest;
        }
        let length = |value: f64| format!("{value:e}").len();
        [nearest, nearest.next_up(), nearest.next_down()]
            .into_iter()
            .filter(|&value| self.to_base(value) == base)
            .min_by_key(|&value| length(value))
            .unwrap_or(nearest)
    }
}

/// Rows of a unit table: symbol, numerator, denominator; the first is the one written.
pub(super) type UnitTable = &'static [Unit];

pub(super) fn find(table: UnitTable, symbol: &str) -> Option<Unit> {
    table.iter().find(|unit| unit.symbol == symbol).cloned()
}

macro_rules! units {
    ($($symbol:literal = $numerator:literal / $denominator:literal),+ $(,)?) => {
        &[$($crate::quantity::Unit::new($symbol, $numerator, $denominator)),+]
    };
}

/// Energy; base joule.
pub(super) const ENERGY: UnitTable = units![
    "kWh" = 3.6e6 / 1.0,
    "Wh" = 3600.0 / 1.0,
    "MWh" = 3.6e9 / 1.0,
    "GWh" = 3.6e12 / 1.0,
    "TWh" = 3.6e15 / 1.0,
    "J" = 1.0 / 1.0,
    "kJ" = 1e3 / 1.0,
    "MJ" = 1e6 / 1.0,
    "GJ" = 1e9 / 1.0,
    "TJ" = 1e12 / 1.0,
    "PJ" = 1e15 / 1.0,
];
/// Power; base watt.
pub(super) const POWER: UnitTable = units![
    "W" = 1.0 / 1.0,
    "mW" = 1.0 / 1e3,
    "kW" = 1e3 / 1.0,
    "MW" = 1e6 / 1.0,
    "GW" = 1e9 / 1.0,
];
/// Mass; base kilogram.
pub(super) const MASS: UnitTable = units![
    "kg" = 1.0 / 1.0,
    "mg" = 1.0 / 1e6,
    "g" = 1.0 / 1e3,
    "t" = 1e3 / 1.0,
    "kt" = 1e6 / 1.0,
    "Mt" = 1e9 / 1.0,
];
/// Time; base second. `a` is the Julian year of 365.25 days (UCUM `a_j`).
pub(super) const TIME: UnitTable = units![
    "h" = 3600.0 / 1.0,
    "s" = 1.0 / 1.0,
    "min" = 60.0 / 1.0,
    "d" = 86400.0 / 1.0,
    "a" = 31557600.0 / 1.0,
];
/// Information; base byte, decimal and binary (IEC 80000-13) multiples.
pub(super) const INFORMATION: UnitTable = units![
    "GB" = 1e9 / 1.0,
    "bit" = 1.0 / 8.0,
    "B" = 1.0 / 1.0,
    "kB" = 1e3 / 1.0,
    "MB" = 1e6 / 1.0,
    "TB" = 1e12 / 1.0,
    "PB" = 1e15 / 1.0,
    "EB" = 1e18 / 1.0,
    "Gbit" = 1.25e8 / 1.0,
    "KiB" = 1024.0 / 1.0,
    "MiB" = 1048576.0 / 1.0,
    "GiB" = 1073741824.0 / 1.0,
    "TiB" = 1099511627776.0 / 1.0,
];
/// Volume; base cubic metre.
pub(super) const VOLUME: UnitTable = units![
    "m3" = 1.0 / 1.0,
    "m³" = 1.0 / 1.0,
    "L" = 1.0 / 1e3,
    "mL" = 1.0 / 1e6,
];
/// Length; base metre.
pub(super) const LENGTH: UnitTable = units![
    "m" = 1.0 / 1.0,
    "mm" = 1.0 / 1e3,
    "cm" = 1.0 / 100.0,
    "km" = 1e3 / 1.0,
];
/// Area; base square metre.
pub(super) const AREA: UnitTable = units![
    "m2" = 1.0 / 1.0,
    "m²" = 1.0 / 1.0,
    "mm2" = 1.0 / 1e6,
    "cm2" = 1.0 / 1e4,
    "km2" = 1e6 / 1.0,
    "in2" = 64516.0 / 1e8,
];
/// Ratio; base one.
pub(super) const RATIO: UnitTable = units!["1" = 1.0 / 1.0, "%" = 1.0 / 100.0, "‰" = 1.0 / 1e3];
/// Share; the same units, written in per cent.
pub(super) const SHARE: UnitTable = units!["%" = 1.0 / 100.0, "1" = 1.0 / 1.0, "‰" = 1.0 / 1e3];
/// Pieces of equipment.
pub(super) const DEVICES: UnitTable = units!["device" = 1.0 / 1.0, "devices" = 1.0 / 1.0];
/// Inhabitants.
pub(super) const PERSONS: UnitTable = units!["person" = 1.0 / 1.0, "persons" = 1.0 / 1.0];
/// Contracts for a network service.
pub(super) const SUBSCRIPTIONS: UnitTable =
    units!["subscription" = 1.0 / 1.0, "subscriptions" = 1.0 / 1.0];
/// Freight; base tonne-kilometre.
pub(super) const FREIGHT: UnitTable = units!["tkm" = 1.0 / 1.0, "kgkm" = 1.0 / 1e3];
/// Climate change; base kilogram CO2 equivalent.
pub(super) const CO2E: UnitTable = units![
    "kgCO2e" = 1.0 / 1.0,
    "gCO2e" = 1.0 / 1e3,
    "mgCO2e" = 1.0 / 1e6,
    "tCO2e" = 1e3 / 1.0,
    "ktCO2e" = 1e6 / 1.0,
    "MtCO2e" = 1e9 / 1.0,
    "GtCO2e" = 1e12 / 1.0,
    "kgCO2eq" = 1.0 / 1.0,
    "gCO2eq" = 1.0 / 1e3,
    "tCO2eq" = 1e3 / 1.0,
];
/// Abiotic depletion of elements; base kilogram antimony equivalent.
pub(super) const SBE: UnitTable = units![
    "kgSbe" = 1.0 / 1.0,
    "gSbe" = 1.0 / 1e3,
    "mgSbe" = 1.0 / 1e6,
    "kgSbeq" = 1.0 / 1.0,
];
/// Primary energy and fossil depletion; base megajoule.
pub(super) const MEGAJOULE: UnitTable = units![
    "MJ" = 1.0 / 1.0,
    "kJ" = 1.0 / 1e3,
    "GJ" = 1e3 / 1.0,
    "TJ" = 1e6 / 1.0,
];

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn every_scale_is_an_exact_positive_fraction_and_no_symbol_repeats() {
        for table in [
            ENERGY,
            POWER,
            MASS,
            TIME,
            INFORMATION,
            VOLUME,
            LENGTH,
            AREA,
            RATIO,
            SHARE,
            DEVICES,
            PERSONS,
            SUBSCRIPTIONS,
            FREIGHT,
            CO2E,
            SBE,
            MEGAJOULE,
        ] {
            let mut seen = BTreeSet::new();
            for unit in table {
                assert!(seen.insert(unit.symbol()), "{} twice", unit.symbol());
                assert!(unit.numerator >= 1.0 && unit.denominator >= 1.0);
                assert!(unit.numerator % 1.0 == 0.0 && unit.denominator % 1.0 == 0.0);
            }
            let written = &table[0];
            assert!(!written.symbol().is_empty());
        }
    }

    #[test]
    fn writes_the_decimal_that_was_read() {
        let per_kwh = find(CO2E, "gCO2e")
            .unwrap()
            .per(&find(ENERGY, "kWh").unwrap());
        for value in [400.0, 12.0, 363.918764, 0.1, 569.8924, 1e-7] {
            assert_eq!(per_kwh.value_of(per_kwh.to_base(value)), value);
        }
    }
}
