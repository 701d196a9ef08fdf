use core::fmt;
use core::ops::{Add, Mul, Sub};

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::physical::symbols;
use super::{Length, Mass, Quantity, Ratio, Share, Unit, sealed, text, unit};

macro_rules! counts {
    ($($(#[$doc:meta])* $type:ident, $name:literal, $table:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
        #[repr(transparent)]
        pub struct $type(f64);

        impl $type {
            /// `number` of them; a model may have fractions.
            pub const fn new(number: f64) -> Self {
                Self(number)
            }

            /// The number.
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl sealed::Sealed for $type {}

        impl Quantity for $type {
            fn name() -> String { $name.to_string() }
            #[inline]
            fn from_checked(base: f64) -> Self { Self(base) }
            #[inline]
            fn base(self) -> f64 { self.0 }
            fn unit() -> Unit { $table[0].clone() }
            fn find_unit(symbol: &str) -> Option<Unit> { unit::find($table, symbol) }
            fn symbols() -> Vec<String> { symbols($table) }
        }

        impl Add for $type {
            type Output = Self;
            #[inline]
            fn add(self, other: Self) -> Self { Self(self.0 + other.0) }
        }

        impl Sub for $type {
            type Output = Self;
            #[inline]
            fn sub(self, other: Self) -> Self { Self(self.0 - other.0) }
        }

        impl Mul<f64> for $type {
            type Output = Self;
            #[inline]
            fn mul(self, times: f64) -> Self { Self(self.0 * times) }
        }

        impl Mul<Ratio> for $type {
            type Output = Self;
            #[inline]
            fn mul(self, ratio: Ratio) -> Self { Self(self.0 * ratio.value) }
        }

        impl Mul<Share> for $type {
            type Output = Self;
            #[inline]
            fn mul(self, share: Share) -> Self { Self(self.0 * share.get()) }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }

        text::own_text!(impl<> for $type);
    )+};
}

counts! {
    /// A number of devices (pieces of equipment). Never a [`Ratio`].
    Devices, "number of devices", unit::DEVICES;
    /// A number of inhabitants.
    Persons, "number of persons", unit::PERSONS;
    /// A number of subscriptions to a network. A person may have several, or none.
    Subscriptions, "number of subscriptions", unit::SUBSCRIPTIONS;
    /// Freight carried, in tonne-kilometres.
    Freight, "freight", unit::FREIGHT;
}

impl Freight {
    /// `mass` carried over `distance`.
    ///
    /// # Equation
    /// ```text
    /// F = m · d / 10⁶       F  freight [tkm]
    ///                       m  mass carried [kg]
    ///                       d  distance [m]
    /// ```
    /// Negative, NaN or infinite arguments give what the product gives.
    ///
    /// # Example
    /// ```
    /// use ict_impact::quantity::{Freight, parse};
    /// // 2 t over 500 km
    /// assert_eq!(Freight::carried(parse("2000 kg")?, parse("500 km")?), parse("1000 tkm")?);
    /// # Ok::<(), ict_impact::quantity::QuantityError>(())
    /// ```
    pub fn carried(mass: Mass, distance: Length) -> Self {
        Self(mass.value * distance.value / 1e6)
    }
}
