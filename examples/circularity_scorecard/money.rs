//! Currencies that a file may name. Amounts are in prices of their year.

use ict_impact::circularity::CircularityError;
use ict_impact::circularity::iso59020::Balance;
use ict_impact::quantity::{CURRENT_PRICES, Currency, Eur, Money, Usd};

macro_rules! currencies {
    ($($name:ident $code:literal)+) => {
        $(
            #[derive(Debug, Clone, Copy)]
            struct $name;
            impl Currency for $name {
                const CODE: &'static str = $code;
            }
        )+

        /// Codes of the currencies.
        pub(crate) const CODES: &[(&str, &str)] =
            &[("EUR", "EUR"), ("USD", "USD"), $(($code, $code),)+];

        /// The balance with revenue in the currency of a code that is one of [`CODES`].
        pub(crate) fn with_revenue(
            balance: Balance,
            code: &str,
            amount: f64,
        ) -> Result<Balance, CircularityError> {
            match code {
                $($code => balance.with_revenue(Money::<$name, CURRENT_PRICES>::new(amount)),)+
                "USD" => balance.with_revenue(Money::<Usd, CURRENT_PRICES>::new(amount)),
                _ => balance.with_revenue(Money::<Eur, CURRENT_PRICES>::new(amount)),
            }
        }
    };
}

currencies! {
    Brl "BRL" Chf "CHF" Cny "CNY" Czk "CZK" Dkk "DKK" Egp "EGP" Gbp "GBP" Ghs "GHS" Inr "INR"
    Jpy "JPY" Kes "KES" Mxn "MXN" Ngn "NGN" Nok "NOK" Pln "PLN" Rwf "RWF" Sek "SEK" Zar "ZAR"
}
