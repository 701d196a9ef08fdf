//! Currencies that a file may name. Amounts are in prices of their year.

use ict_impact::circularity::CircularityError;
use ict_impact::circularity::iso59020::Balance;
use ict_impact::quantity::{CURRENT_PRICES, Currency, Eur, Money, Usd};

/// The balance with so much revenue in one currency.
pub(crate) type WithRevenue = fn(Balance, f64) -> Result<Balance, CircularityError>;

fn in_currency<C: Currency>(balance: Balance, amount: f64) -> Result<Balance, CircularityError> {
    balance.with_revenue(Money::<C, CURRENT_PRICES>::new(amount))
}

macro_rules! currencies {
    ($($name:ident $code:literal)+) => {
        $(
            #[derive(Debug, Clone, Copy)]
            struct $name;
            impl Currency for $name {
                const CODE: &'static str = $code;
            }
        )+

        /// Codes of the currencies (ISO 4217), each with how it becomes revenue.
        pub(crate) const CURRENCIES: &[(&str, WithRevenue)] = &[
            (Eur::CODE, in_currency::<Eur>),
            (Usd::CODE, in_currency::<Usd>),
            $(($name::CODE, in_currency::<$name>),)+
        ];
    };
}

currencies! {
    Brl "BRL" Chf "CHF" Cny "CNY" Czk "CZK" Dkk "DKK" Egp "EGP" Gbp "GBP" Ghs "GHS" Inr "INR"
    Jpy "JPY" Kes "KES" Mxn "MXN" Ngn "NGN" Nok "NOK" Pln "PLN" Rwf "RWF" Sek "SEK" Zar "ZAR"
}
