use core::cmp::Ordering;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Add, Mul, Sub};

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Quantity, Ratio, Unit, sealed, text};

/// A currency, by its ISO 4217 code. Implement it for the currency you report in.
///
/// # Example
/// ```
/// use ict_impact::quantity::{Currency, Money};
/// #[derive(Debug, Clone, Copy)]
/// struct Kes;
/// impl Currency for Kes {
///     const CODE: &'static str = "KES";
/// }
/// let revenue: Money<Kes, 2023> = "1200 KES2023".parse()?;
/// assert_eq!(revenue.amount(), 1200.0);
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
pub trait Currency: Copy + Send + Sync + fmt::Debug + 'static {
    /// The ISO 4217 code.
    const CODE: &'static str;
}

/// Euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Eur;
impl Currency for Eur {
    const CODE: &'static str = "EUR";
}

/// United States dollar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usd;
impl Currency for Usd {
    const CODE: &'static str = "USD";
}

/// The price year of nominal money: prices of the year that the value belongs to.
pub const CURRENT_PRICES: u16 = 0;

/// Money of one currency at the prices of one year.
///
/// Currencies and price years do not mix: convert first. With
/// [`CURRENT_PRICES`] as the year it is nominal, written without a year (`USD`).
///
/// # Example
/// ```
/// use ict_impact::quantity::{Eur, Money};
/// let sum = Money::<Eur, 2023>::new(1.5) + "2 kEUR2023".parse()?;
/// assert_eq!(sum.to_string(), "2001.5 EUR2023");
/// assert!("2 EUR2022".parse::<Money<Eur, 2023>>().is_err());
/// # Ok::<(), ict_impact::quantity::QuantityError>(())
/// ```
/// ```compile_fail
/// use ict_impact::quantity::{Eur, Money};
/// let nonsense = Money::<Eur, 2023>::new(1.0) + Money::<Eur, 2020>::new(1.0);
/// ```
#[repr(transparent)]
pub struct Money<C: Currency, const YEAR: u16> {
    amount: f64,
    currency: PhantomData<C>,
}

/// Prefixes of a unit of money.
const MULTIPLES: [Unit; 4] = [
    Unit::new("", 1.0, 1.0),
    Unit::new("k", 1e3, 1.0),
    Unit::new("M", 1e6, 1.0),
    Unit::new("G", 1e9, 1.0),
];

impl<C: Currency, const YEAR: u16> Money<C, YEAR> {
    /// `amount` of the currency.
    pub const fn new(amount: f64) -> Self {
        Self {
            amount,
            currency: PhantomData,
        }
    }

    /// The amount of the currency.
    pub const fn amount(self) -> f64 {
        self.amount
    }

    fn symbol(prefix: &str) -> String {
        match YEAR {
            CURRENT_PRICES => format!("{prefix}{}", C::CODE),
            year => format!("{prefix}{}{year}", C::CODE),
        }
    }
}

impl<C: Currency, const YEAR: u16> sealed::Sealed for Money<C, YEAR> {}

impl<C: Currency, const YEAR: u16> Quantity for Money<C, YEAR> {
    fn name() -> String {
        format!("money in {}", Self::symbol(""))
    }
    #[inline]
    fn from_checked(base: f64) -> Self {
        Self::new(base)
    }
    #[inline]
    fn base(self) -> f64 {
        self.amount
    }
    fn unit() -> Unit {
        Unit::new("", 1.0, 1.0).named(Self::symbol(""))
    }
    fn find_unit(symbol: &str) -> Option<Unit> {
        MULTIPLES
            .into_iter()
            .map(|multiple| {
                let symbol = Self::symbol(multiple.symbol());
                multiple.named(symbol)
            })
            .find(|unit| unit.symbol() == symbol)
    }
    fn symbols() -> Vec<String> {
        MULTIPLES
            .iter()
            .map(|multiple| Self::symbol(multiple.symbol()))
            .collect()
    }
}

impl<C: Currency, const YEAR: u16> Add for Money<C, YEAR> {
    type Output = Self;
    #[inline]
    fn add(self, other: Self) -> Self {
        Self::new(self.amount + other.amount)
    }
}

impl<C: Currency, const YEAR: u16> Sub for Money<C, YEAR> {
    type Output = Self;
    #[inline]
    fn sub(self, other: Self) -> Self {
        Self::new(self.amount - other.amount)
    }
}

impl<C: Currency, const YEAR: u16> Mul<Ratio> for Money<C, YEAR> {
    type Output = Self;
    #[inline]
    fn mul(self, ratio: Ratio) -> Self {
        Self::new(self.amount * ratio.value)
    }
}

impl<C: Currency, const YEAR: u16> Clone for Money<C, YEAR> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Currency, const YEAR: u16> Copy for Money<C, YEAR> {}

impl<C: Currency, const YEAR: u16> PartialEq for Money<C, YEAR> {
    fn eq(&self, other: &Self) -> bool {
        self.amount == other.amount
    }
}

impl<C: Currency, const YEAR: u16> PartialOrd for Money<C, YEAR> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.amount.partial_cmp(&other.amount)
    }
}

impl<C: Currency, const YEAR: u16> fmt::Debug for Money<C, YEAR> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text::own_text!(@ [C: Currency, const YEAR: u16] Money<C, YEAR>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Co2e, Factor, PerMoney};

    #[test]
    fn nominal_money_is_written_without_a_year() {
        let gdp: Money<Usd, CURRENT_PRICES> = "2.453 GUSD".parse().unwrap();
        assert_eq!(gdp.to_string(), "2453000000 USD");
        assert!("1 USD2020".parse::<Money<Usd, CURRENT_PRICES>>().is_err());
    }

    #[test]
    fn a_factor_per_money_wants_the_same_price_year() {
        let factor: Factor<Co2e, PerMoney<Eur, 2023>> = "0.2 kgCO2e/EUR2023".parse().unwrap();
        assert_eq!(Money::<Eur, 2023>::new(50.0) * factor, Co2e::from_kg(10.0));
        assert!(
            "0.2 kgCO2e/EUR2020"
                .parse::<Factor<Co2e, PerMoney<Eur, 2023>>>()
                .is_err()
        );
    }
}
